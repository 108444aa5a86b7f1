/**
 * Where the keys of OIS come from when nobody says otherwise.
 */
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import * as Result from "effect/Result"
import {
  type Credentials,
  CredentialsError,
  isAnonymous,
  type Keys,
  layerProvider,
  type Provider
} from "../Credentials.ts"
import { configurationVariable, identityOf, type OisFamily } from "./configuration.ts"
import { loadConfiguration } from "./configurationSources.ts"

const fail = (message: string) => Effect.fail(new CredentialsError({ message }))

/** The keys of a family, if there is any part of them. */
const keysOf = (family: OisFamily): Effect.Effect<Keys | undefined, CredentialsError> =>
  Effect.matchEffect(loadConfiguration(family), {
    onFailure: ({ message }) => fail(message),
    onSuccess: (configuration) => {
      const identity = identityOf(configuration)
      if (Result.isSuccess(identity))
        return Effect.succeed(isAnonymous(identity.success) ? undefined : identity.success)
      const missing = configuration.accessKeyId === undefined ? "access_key_id" : "secret_access_key"
      return fail(`${identity.failure}: set ${missing} in the file, or ${configurationVariable(family, missing)}`)
    }
  })

/**
 * Keys from what the users of an official SDK have: its variables (`OIS_ACCESS_KEY_ID`, `OIS_SECRET_ACCESS_KEY`) and, where
 * the context has a `FileSystem`, its file (`~/.ois/config.yaml`). A variable wins over the file, key by key.
 *
 * @param families whose variables and files, the first that has any part of a key: `ois`, then `qingstor`, when absent.
 * Parts of two families are never put together
 */
export const fromSdkConfiguration = (families: ReadonlyArray<OisFamily> = ["ois", "qingstor"]): Provider =>
  Effect.gen(function* () {
    for (const family of families) {
      const keys = yield* keysOf(family)
      if (keys !== undefined) return keys
    }
    const places = families.map(
      (family) => `${configurationVariable(family, "access_key_id")} and ~/.${family}/config.yaml`
    )
    return yield* fail(`there are no keys in ${places.join(", nor in ")}`)
  })

/** The credentials chain of OIS: what users of its SDK have, else what users of the SDK of QingStor have. */
export const layerOisCredentials: Layer.Layer<Credentials> = /*#__PURE__*/ layerProvider(
  /*#__PURE__*/ fromSdkConfiguration()
)
