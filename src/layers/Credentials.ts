/**
 * Who signs a request.
 *
 * A provider of keys is an Effect: it is run when keys are needed, and again when they are about to expire. One layer
 * keeps one set of keys for a service: however many calls ask at the same time, the provider runs once.
 */
import * as Cause from "effect/Cause"
import * as Clock from "effect/Clock"
import * as Config from "effect/Config"
import * as Context from "effect/Context"
import * as Data from "effect/Data"
import * as DateTime from "effect/DateTime"
import * as Deferred from "effect/Deferred"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import type { SigningKeys } from "./signer/SigningKeys.ts"

/** Keys of an account or of a role, for good or for a while. */
export interface Keys extends SigningKeys {
  /** When the keys expire; absent for keys that do not. */
  readonly expiration?: DateTime.Utc | undefined
}

/** Nobody: requests are sent unsigned, and reach only what everybody may reach. */
export const anonymous = { _tag: "Anonymous" } as const
export type Anonymous = typeof anonymous

/** Guard of {@link anonymous}. */
export const isAnonymous = (identity: Keys | Anonymous): identity is Anonymous => "_tag" in identity

/** No keys could be had. */
export class CredentialsError extends Data.TaggedError("CredentialsError")<{ readonly message: string }> {}

/** A source of keys. */
export type Provider = Effect.Effect<Keys, CredentialsError>

/** What a caller writes: the secret may be plain text here, and is redacted at once. */
export interface KeysInput {
  readonly accessKeyId: string
  readonly accessKeySecret: string | Redacted.Redacted<string>
  /** Token of temporary (STS) credentials. */
  readonly securityToken?: string | Redacted.Redacted<string> | undefined
  readonly expiration?: DateTime.Utc | undefined
}

const redact = (secret: string | Redacted.Redacted<string>, label: string): Redacted.Redacted<string> =>
  Redacted.make((typeof secret === "string" ? secret : Redacted.value(secret)).trim(), { label })

/** Makes {@link Keys} of plain or redacted text. Blanks around it are cut off: they come from copying. */
export const makeKeys = (input: KeysInput): Keys => ({
  accessKeyId: input.accessKeyId.trim(),
  accessKeySecret: redact(input.accessKeySecret, "accessKeySecret"),
  ...(input.securityToken === undefined ? {} : { securityToken: redact(input.securityToken, "securityToken") }),
  ...(input.expiration === undefined ? {} : { expiration: input.expiration })
})

const readVariable = (name: string | undefined): Effect.Effect<string | undefined> =>
  name === undefined
    ? Effect.succeed(undefined)
    : Effect.map(Effect.option(Config.String(name)), (found) =>
        found._tag === "Some" && found.value.trim() !== "" ? found.value : undefined
      )

/**
 * Names of environment variables. Those at the same place belong together: the first id and secret that are both set
 * count, with the token of the same place, so that parts of two identities are never mixed.
 */
export interface EnvironmentNames {
  readonly accessKeyId: ReadonlyArray<string>
  readonly accessKeySecret: ReadonlyArray<string>
  /** `undefined` at a place that has none. */
  readonly securityToken: ReadonlyArray<string | undefined>
}

/** The variables of an Alibaba Cloud account, which all its services read after their own. */
export const alibabaCloudNames: EnvironmentNames = {
  accessKeyId: ["ALIBABA_CLOUD_ACCESS_KEY_ID"],
  accessKeySecret: ["ALIBABA_CLOUD_ACCESS_KEY_SECRET"],
  securityToken: ["ALIBABA_CLOUD_SECURITY_TOKEN"]
}

/** Names of several kinds, those of the first kind first. */
export const eitherNames = (...kinds: ReadonlyArray<EnvironmentNames>): EnvironmentNames => ({
  accessKeyId: kinds.flatMap(({ accessKeyId }) => accessKeyId),
  accessKeySecret: kinds.flatMap(({ accessKeySecret }) => accessKeySecret),
  securityToken: kinds.flatMap(({ securityToken }) => securityToken)
})

/**
 * Keys from environment variables.
 *
 * Read through `ConfigProvider`, so a test can set them without touching the process.
 *
 * @param names the variables; each service has its own before those of the account
 */
export const fromEnvironment = (names: EnvironmentNames = alibabaCloudNames): Provider =>
  Effect.gen(function* () {
    let missing = names.accessKeyId
    for (const [place, name] of names.accessKeyId.entries()) {
      const accessKeyId = yield* readVariable(name)
      const accessKeySecret = yield* readVariable(names.accessKeySecret[place])
      if (accessKeyId !== undefined && accessKeySecret !== undefined) {
        const securityToken = yield* readVariable(names.securityToken[place])
        return makeKeys({ accessKeyId, accessKeySecret, securityToken })
      }
      if (accessKeyId !== undefined) missing = names.accessKeySecret.slice(place, place + 1)
    }
    return yield* new CredentialsError({ message: `environment variable ${missing.join(" or ")} is not set` })
  })

/** Keys from the first provider that has some. */
export const chain = (providers: ReadonlyArray<Provider>): Provider =>
  Effect.gen(function* () {
    const reasons: Array<string> = []
    for (const provider of providers) {
      const found = yield* Effect.result(provider)
      if (found._tag === "Success") return found.success
      reasons.push(found.failure.message)
    }
    return yield* new CredentialsError({
      message: reasons.length === 0 ? "no provider of credentials is given" : `no credentials: ${reasons.join("; ")}`
    })
  })

/** What a service asks of its credentials. */
export interface CredentialsService {
  /** The keys to sign the next attempt with. */
  readonly get: Effect.Effect<Keys | Anonymous, CredentialsError>
  /**
   * Newer keys than `rejected`, which the service called expired or invalid. Runs the provider only when nobody else did
   * since.
   */
  readonly renew: (rejected: Keys) => Effect.Effect<Keys | Anonymous, CredentialsError>
}

/** How keys are kept fresh. */
export interface RefreshOptions {
  /** How long before their expiration keys are renewed; 5 minutes when absent. */
  readonly margin?: Duration.Input | undefined
}

const toCredentialsError = (error: unknown): CredentialsError =>
  error instanceof CredentialsError
    ? error
    : new CredentialsError({
        message: `the provider of credentials failed: ${error instanceof Error ? error.message : String(error)}`
      })

/** How long after the end of a renewal the next one is started, at the earliest, while the keys are good. */
const renewalPauseMillis = 10_000

/**
 * Keeps the keys of a provider: one run at a time, renewed by their expiration.
 *
 * From the margin on, the first call starts a renewal and nobody waits for it: the keys are still good. Only a call
 * without good keys waits.
 */
export const makeRefreshing = (provider: Provider, options?: RefreshOptions): CredentialsService => {
  const marginMillis = Duration.toMillis(Duration.fromInputUnsafe(options?.margin ?? "5 minutes"))
  let current: Keys | undefined
  /** The current keys as they are given out: every call passes here, so nothing is made for it. */
  let good: Effect.Effect<Keys> | undefined
  /** From then on the current keys are not good. */
  let expiresMillis = Number.POSITIVE_INFINITY
  /** From then on a call starts a renewal. */
  let renewalMillis = Number.POSITIVE_INFINITY
  let running: Deferred.Deferred<Keys, CredentialsError> | undefined

  const keep = (keys: Keys, now: number): Effect.Effect<Keys, CredentialsError> => {
    const expires = keys.expiration === undefined ? Number.POSITIVE_INFINITY : DateTime.toEpochMillis(keys.expiration)
    // Expired keys replace none that may still be valid.
    if (expires <= now) {
      return Effect.fail(new CredentialsError({ message: "the provider gave credentials that are already expired" }))
    }
    current = keys
    good = Effect.succeed(keys)
    expiresMillis = expires
    // Keys that live no longer than the margin are not fetched by every call.
    renewalMillis = Math.max(expires - marginMillis, now + renewalPauseMillis)
    return good
  }

  const fetched: Effect.Effect<Keys, CredentialsError> = provider.pipe(
    Effect.flatMap((keys) => Effect.flatMap(Clock.currentTimeMillis, (now) => keep(keys, now))),
    // What a provider throws may hold what it read: it is not repeated.
    Effect.catchCauseIf(
      (cause) => !Cause.hasFails(cause),
      () => Effect.fail(new CredentialsError({ message: "the provider of credentials did not end as it should" }))
    )
  )

  /** Runs the provider, unless it is running: detached, so that no caller who is interrupted takes it from the others. */
  const started: Effect.Effect<Deferred.Deferred<Keys, CredentialsError>> = Effect.suspend(() => {
    if (running !== undefined) return Effect.succeed(running)
    const mine = Deferred.makeUnsafe<Keys, CredentialsError>()
    running = mine
    return fetched.pipe(
      Effect.onExit((exit) => {
        running = undefined
        return Deferred.done(mine, exit)
      }),
      Effect.tapError(({ message }) =>
        Effect.flatMap(Clock.currentTimeMillis, (now) => {
          renewalMillis = Math.max(renewalMillis, now + renewalPauseMillis)
          return Effect.logDebug(`no new credentials: ${message}`)
        })
      ),
      Effect.exit,
      Effect.forkDetach({ startImmediately: true }),
      Effect.as(mine)
    )
  })

  const load = Effect.flatMap(started, Deferred.await)

  return {
    get: Clock.clockWith((clock) => {
      if (good === undefined) return load
      const now = clock.currentTimeMillisUnsafe()
      if (now < renewalMillis && now < expiresMillis) return good
      // A provider that answers at once has done so when its fiber was started.
      return now < expiresMillis ? Effect.flatMap(started, () => good ?? load) : load
    }),
    renew: (rejected) =>
      Effect.suspend(() => (current !== undefined && current !== rejected ? Effect.succeed(current) : load))
  }
}

/**
 * The credentials of a service.
 *
 * **Example** (keys that are fetched and renewed)
 *
 * ```ts
 * import { DateTime, Effect } from "effect"
 * import { Credentials } from "effect-cloud-storage"
 *
 * const fetchKeys = Effect.succeed({
 *   accessKeyId: "STS.id",
 *   accessKeySecret: "secret",
 *   securityToken: "token",
 *   expiration: DateTime.makeUnsafe("2030-01-01T00:00:00Z")
 * })
 * const live = Credentials.layerProvider(fetchKeys, { margin: "10 minutes" })
 * ```
 */
export class Credentials extends Context.Service<Credentials, CredentialsService>()(
  "effect-cloud-storage/layers/Credentials"
) {}

/** The same keys for good: an account's, a RAM user's, or a static STS token. */
export const layerStatic = (keys: KeysInput): Layer.Layer<Credentials> => {
  const made = makeKeys(keys)
  return Layer.succeed(Credentials, { get: Effect.succeed(made), renew: () => Effect.succeed(made) })
}

/** No keys: only what everybody may reach. */
export const layerAnonymous: Layer.Layer<Credentials> = Layer.succeed(Credentials, {
  get: Effect.succeed(anonymous),
  renew: () => Effect.succeed(anonymous)
})

/** Keys of any Effect, renewed before they expire. */
export const layerProvider = <E = never, R = never>(
  provider: Effect.Effect<KeysInput, E, R>,
  options?: RefreshOptions
): Layer.Layer<Credentials, never, R> =>
  Layer.effect(
    Credentials,
    Effect.map(Effect.context<R>(), (context) => {
      const keys = provider.pipe(
        Effect.map(makeKeys),
        Effect.mapError(toCredentialsError),
        Effect.provideContext(context)
      )
      return Credentials.of(makeRefreshing(keys, options))
    })
  )

/**
 * Keys from the environment: `ALIBABA_CLOUD_ACCESS_KEY_ID` and its like, or variables of other names. Read when the first
 * call needs them. Each service has a layer that reads its own variables first, e.g. `Oss.layerCredentials`.
 */
export const layerEnvironment = (names?: EnvironmentNames): Layer.Layer<Credentials> =>
  layerProvider(fromEnvironment(names))

/** Keys from the first of several providers that has some. */
export const layerChain = (providers: ReadonlyArray<Provider>, options?: RefreshOptions): Layer.Layer<Credentials> =>
  layerProvider(chain(providers), options)

/** Keys whose parts are `Config`s, e.g. `Config.Redacted("MY_SECRET")`. */
export const layerConfig = (config: Config.Wrap<KeysInput>): Layer.Layer<Credentials, Config.ConfigError> =>
  Layer.unwrap(Effect.map(Config.unwrap(config), layerStatic))
