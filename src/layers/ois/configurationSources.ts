/**
 * Reads the configuration of the official SDKs from where they have it. Nothing is ever written.
 */
import * as Config from "effect/Config"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Option from "effect/Option"
import {
  configurationFromVariables,
  configurationKeys,
  configurationVariable,
  defaultConfiguration,
  mergeConfigurations,
  type OisConfiguration,
  type OisFamily,
  parseConfiguration
} from "./configuration.ts"

/** A configuration is there and cannot be used. */
export class OisConfigurationError extends Data.TaggedError("OisConfigurationError")<{ readonly message: string }> {}

const variable = (name: string): Effect.Effect<string | undefined> =>
  Effect.map(Effect.option(Config.String(name)), (found) =>
    found._tag === "Some" && found.value.trim() !== "" ? found.value.trim() : undefined
  )

/** Folder of the user: `HOME`, or what Windows has for it. */
const home: Effect.Effect<string | undefined> = Effect.gen(function* () {
  const found = yield* variable("HOME")
  if (found !== undefined) return found
  const [drive, path] = [yield* variable("HOMEDRIVE"), yield* variable("HOMEPATH")]
  return drive !== undefined && path !== undefined ? drive + path : yield* variable("USERPROFILE")
})

interface Place {
  readonly path: string
  /** Variable that names the path; absent for the usual one. */
  readonly namedBy?: string
}

/** Where the file is: as `OIS_CONFIG_PATH` or `QINGSTOR_CONFIG_PATH` says, else in the user's folder. */
const placeOf = (family: OisFamily): Effect.Effect<Place | undefined> =>
  Effect.gen(function* () {
    const namedBy = configurationVariable(family, "config_path")
    const named = yield* variable(namedBy)
    const folder = yield* home
    if (named === undefined) return folder === undefined ? undefined : { path: `${folder}/.${family}/config.yaml` }
    return { path: named.startsWith("~/") && folder !== undefined ? folder + named.slice(1) : named, namedBy }
  })

const fromFile = (family: OisFamily): Effect.Effect<OisConfiguration, OisConfigurationError> =>
  Effect.gen(function* () {
    const place = yield* placeOf(family)
    if (place === undefined) return {}
    const { path, namedBy } = place
    const origin = namedBy === undefined ? path : `${path}, named by ${namedBy},`
    const fail = (problem: string) => new OisConfigurationError({ message: `${origin} ${problem}` })
    const files = Option.getOrUndefined(yield* Effect.serviceOption(FileSystem.FileSystem))
    if (files === undefined) {
      return namedBy === undefined ? {} : yield* fail("cannot be read: there is no FileSystem in the context")
    }
    const source = yield* files.readFileString(path).pipe(
      Effect.catch((error) =>
        // The usual file may be absent; one that was asked for may not.
        namedBy === undefined && error.reason._tag === "NotFound"
          ? Effect.succeed("")
          : Effect.fail(fail(`cannot be read: ${error.reason._tag}`))
      )
    )
    return yield* Effect.mapError(Effect.fromResult(parseConfiguration(source)), (problem) =>
      fail(`is not usable: ${problem}`)
    )
  })

const fromEnvironment = (family: OisFamily): Effect.Effect<OisConfiguration, OisConfigurationError> =>
  Effect.gen(function* () {
    const values = new Map<string, string | undefined>()
    for (const key of configurationKeys) {
      const name = configurationVariable(family, key)
      values.set(name, yield* variable(name))
    }
    const found = configurationFromVariables(family, (name) => values.get(name))
    return yield* Effect.mapError(Effect.fromResult(found), (message) => new OisConfigurationError({ message }))
  })

/**
 * The configuration of a user, in the order of the official SDKs, where a later source wins: their defaults, the file
 * (`~/.ois/config.yaml` or `~/.qingstor/config.yaml`, elsewhere if `OIS_CONFIG_PATH` or `QINGSTOR_CONFIG_PATH` say so), the
 * variables `OIS_…` or `QINGSTOR_…`, and what the program itself says.
 *
 * The two families are never mixed. Variables are read through `ConfigProvider`; the file is read where the context has a
 * `FileSystem`. Fails when a file that was asked for is absent, when a file is no readable YAML, and when a value cannot be
 * used; the message repeats no value.
 *
 * @param given what the program says itself
 */
export const loadConfiguration = (
  family: OisFamily,
  given: OisConfiguration = {}
): Effect.Effect<OisConfiguration, OisConfigurationError> =>
  Effect.gen(function* () {
    const file = yield* fromFile(family)
    const environment = yield* fromEnvironment(family)
    return mergeConfigurations(defaultConfiguration(family), file, environment, given)
  })
