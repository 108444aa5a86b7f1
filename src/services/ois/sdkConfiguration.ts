/**
 * OIS as the configuration of its official clients says: their file, their variables, and what the program says itself.
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import { type Credentials, isAnonymous, layerAnonymous, layerStatic } from "../../layers/Credentials.ts"
import {
  connectionOptionsOf,
  identityOf,
  type OisConfiguration,
  type OisFamily
} from "../../layers/ois/configuration.ts"
import { loadConfiguration } from "../../layers/ois/configurationSources.ts"
import { layerOisRetry } from "../../layers/ois/retry.ts"
import type { RetryPolicy } from "../../layers/RetryPolicy.ts"
import { ClientError } from "../../schema/Errors.ts"
import type { OisOptions } from "./OisClient.ts"

/** What a program says itself; it wins over variables and file. */
export interface SdkConfiguration extends Omit<OisConfiguration, "secretAccessKey"> {
  /** Whose file and variables are read: those of the SDK of OIS (Shanhe) or of QingStor. Default `ois`. */
  readonly family?: OisFamily | undefined
  /** The secret; redacted at once where it is plain text. */
  readonly secretAccessKey?: string | Redacted.Redacted<string> | undefined
}

/** What a configuration comes to. */
export interface SdkSettings {
  readonly options: OisOptions
  /** Nobody's where the configuration has no keys. */
  readonly credentials: Layer.Layer<Credentials>
  readonly retry: Layer.Layer<RetryPolicy>
}

const invalid = (message: string) =>
  new ClientError({ service: "Ois", operation: "layer", reason: { _tag: "InvalidConfiguration", message } })

/** A timeout in seconds, of which 0 says nothing: silence is never waited for without an end. */
const timeoutOf = (seconds: number | undefined): Duration.Duration | undefined =>
  seconds === undefined || seconds === 0 ? undefined : Duration.seconds(seconds)

/** Reads a configuration from where it is. A failure names the key or the variable, never a value. */
export const sdkSettings = ({
  family = "ois",
  secretAccessKey,
  ...given
}: SdkConfiguration): Effect.Effect<SdkSettings, ClientError> =>
  Effect.gen(function* () {
    const secret = typeof secretAccessKey === "string" ? Redacted.make(secretAccessKey) : secretAccessKey
    const configuration = yield* Effect.mapError(
      loadConfiguration(family, { ...given, secretAccessKey: secret }),
      ({ message }) => invalid(message)
    )
    const identity = identityOf(configuration)
    if (Result.isFailure(identity)) return yield* invalid(identity.failure)
    const timeout = timeoutOf(configuration.timeout)
    return {
      options: {
        ...connectionOptionsOf(family, configuration),
        appName: configuration.additionalUserAgent,
        responseTimeout: timeout,
        idleTimeout: timeout
      },
      credentials: isAnonymous(identity.success) ? layerAnonymous : layerStatic(identity.success),
      retry: layerOisRetry(
        configuration.connectionRetries === undefined ? {} : { maxAttempts: configuration.connectionRetries + 1 }
      )
    }
  })
