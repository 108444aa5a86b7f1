import { inspect } from "node:util"
import { assert, describe, it } from "@effect/vitest"
import * as Clock from "effect/Clock"
import * as Config from "effect/Config"
import * as ConfigProvider from "effect/ConfigProvider"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { TestClock } from "effect/testing"
import * as Credentials from "../../src/layers/Credentials.ts"
import { layerOssCredentials, ossNames } from "../../src/layers/oss/credentials.ts"
import { tablestoreNames } from "../../src/layers/tablestore/credentials.ts"

const secretText = "vErY-sEcReT-0123456789"
const tokenText = "tOkEn-abcdefghij"

const keysUntil = (accessKeyId: string, millis: number | undefined): Credentials.Keys =>
  Credentials.makeKeys({
    accessKeyId,
    accessKeySecret: secretText,
    securityToken: tokenText,
    ...(millis === undefined ? {} : { expiration: DateTime.makeUnsafe(millis) })
  })

const idOf = (identity: Credentials.Keys | Credentials.Anonymous): string =>
  Credentials.isAnonymous(identity) ? "anonymous" : identity.accessKeyId

/** A provider that counts its runs and gives keys numbered by them. */
const counted = (make: (run: number) => Effect.Effect<Credentials.Keys, Credentials.CredentialsError>) => {
  const state = { runs: 0 }
  return { state, provider: Effect.suspend(() => make(++state.runs)) }
}

const minutes = 60_000
const failing = new Credentials.CredentialsError({ message: "the provider is down" })

describe("keys that are kept fresh", () => {
  it.effect("a hundred callers and a slow provider make one call", () =>
    Effect.gen(function* () {
      const { state, provider } = counted((run) =>
        Effect.delay(Effect.succeed(keysUntil(`id-${run}`, undefined)), 1000)
      )
      const credentials = Credentials.makeRefreshing(provider)
      const fibers = yield* Effect.forEach(Array.from({ length: 100 }), () => Effect.forkChild(credentials.get))
      yield* TestClock.adjust(1000)
      const found = yield* Effect.forEach(fibers, Fiber.join)
      assert.strictEqual(state.runs, 1)
      assert.deepStrictEqual([...new Set(found.map(idOf))], ["id-1"])
    })
  )

  it.effect("interrupting the caller that came first does not lose the others", () =>
    Effect.gen(function* () {
      const { state, provider } = counted((run) =>
        Effect.delay(Effect.succeed(keysUntil(`id-${run}`, undefined)), 1000)
      )
      const credentials = Credentials.makeRefreshing(provider)
      const first = yield* Effect.forkChild(credentials.get, { startImmediately: true })
      const others = yield* Effect.forEach(Array.from({ length: 5 }), () =>
        Effect.forkChild(credentials.get, { startImmediately: true })
      )
      yield* Fiber.interrupt(first)
      yield* TestClock.adjust(1000)
      const found = yield* Effect.forEach(others, Fiber.join)
      assert.deepStrictEqual(
        found.map(idOf),
        Array.from({ length: 5 }, () => "id-1")
      )
      assert.strictEqual(state.runs, 1)
    })
  )

  it.effect("all callers of a run that fails get its error, and the next caller tries again", () =>
    Effect.gen(function* () {
      const { state, provider } = counted((run) =>
        Effect.delay(run === 1 ? Effect.fail(failing) : Effect.succeed(keysUntil("later", undefined)), 10)
      )
      const credentials = Credentials.makeRefreshing(provider)
      const fibers = yield* Effect.forEach(Array.from({ length: 3 }), () =>
        Effect.forkChild(Effect.flip(credentials.get), { startImmediately: true })
      )
      yield* TestClock.adjust(10)
      const errors = yield* Effect.forEach(fibers, Fiber.join)
      assert.deepStrictEqual(
        errors.map(({ message }) => message),
        ["the provider is down", "the provider is down", "the provider is down"]
      )
      const again = yield* Effect.forkChild(credentials.get)
      yield* TestClock.adjust(10)
      assert.strictEqual(idOf(yield* Fiber.join(again)), "later")
      assert.strictEqual(state.runs, 2)
    })
  )

  it.effect("keys without an expiration are fetched once", () =>
    Effect.gen(function* () {
      const { state, provider } = counted((run) => Effect.succeed(keysUntil(`id-${run}`, undefined)))
      const credentials = Credentials.makeRefreshing(provider)
      yield* credentials.get
      yield* TestClock.adjust("400 days")
      assert.strictEqual(idOf(yield* credentials.get), "id-1")
      assert.strictEqual(state.runs, 1)
    })
  )

  it.effect("keys are renewed when the margin before their expiration begins, not earlier", () =>
    Effect.gen(function* () {
      const { state, provider } = counted((run) => Effect.succeed(keysUntil(`id-${run}`, run * 60 * minutes)))
      const credentials = Credentials.makeRefreshing(provider, { margin: "10 minutes" })
      assert.strictEqual(idOf(yield* credentials.get), "id-1")
      yield* TestClock.adjust(50 * minutes - 1)
      assert.strictEqual(idOf(yield* credentials.get), "id-1")
      yield* TestClock.adjust(1)
      assert.strictEqual(idOf(yield* credentials.get), "id-2")
      assert.strictEqual(idOf(yield* credentials.get), "id-2")
      assert.strictEqual(state.runs, 2)
    })
  )

  it.effect("the margin is five minutes unless told otherwise", () =>
    Effect.gen(function* () {
      const { provider } = counted((run) => Effect.succeed(keysUntil(`id-${run}`, run * 60 * minutes)))
      const credentials = Credentials.makeRefreshing(provider)
      yield* credentials.get
      yield* TestClock.adjust(55 * minutes - 1)
      assert.strictEqual(idOf(yield* credentials.get), "id-1")
      yield* TestClock.adjust(1)
      assert.strictEqual(idOf(yield* credentials.get), "id-2")
    })
  )

  it.effect("a provider that is down does not matter while the keys are valid, and does afterwards", () =>
    Effect.gen(function* () {
      const { provider } = counted((run) =>
        run === 1 ? Effect.succeed(keysUntil("first", 60 * minutes)) : Effect.fail(failing)
      )
      const credentials = Credentials.makeRefreshing(provider)
      yield* credentials.get
      yield* TestClock.adjust(60 * minutes - 1)
      assert.strictEqual(idOf(yield* credentials.get), "first")
      assert.strictEqual(idOf(yield* credentials.get), "first")
      yield* TestClock.adjust(1)
      assert.strictEqual((yield* Effect.flip(credentials.get)).message, "the provider is down")
    })
  )

  it.effect("nobody waits for a renewal while the keys are good", () =>
    Effect.gen(function* () {
      const { state, provider } = counted((run) => {
        const keys = Effect.succeed(keysUntil(`id-${run}`, run * 60 * minutes))
        return run === 1 ? keys : Effect.delay(keys, "2 minutes")
      })
      const credentials = Credentials.makeRefreshing(provider)
      yield* credentials.get
      yield* TestClock.adjust(56 * minutes)
      // The caller that starts the renewal does not take it along when it is interrupted.
      const first = yield* Effect.forkChild(Effect.andThen(credentials.get, Effect.never))
      for (let caller = 0; caller < 10; caller++) assert.strictEqual(idOf(yield* credentials.get), "id-1")
      yield* Fiber.interrupt(first)
      yield* TestClock.adjust("2 minutes")
      assert.strictEqual(idOf(yield* credentials.get), "id-2")
      assert.strictEqual(state.runs, 2)
    })
  )

  it.effect("callers wait for a renewal that is still on its way when the keys expire", () =>
    Effect.gen(function* () {
      const { state, provider } = counted((run) => {
        const keys = Effect.succeed(keysUntil(`id-${run}`, run * 60 * minutes))
        return run === 1 ? keys : Effect.delay(keys, "10 minutes")
      })
      const credentials = Credentials.makeRefreshing(provider)
      yield* credentials.get
      yield* TestClock.adjust(56 * minutes)
      assert.strictEqual(idOf(yield* credentials.get), "id-1")
      yield* TestClock.adjust(4 * minutes)
      const waiting = yield* Effect.forkChild(credentials.get)
      yield* TestClock.adjust(6 * minutes)
      assert.strictEqual(idOf(yield* Fiber.join(waiting)), "id-2")
      assert.strictEqual(state.runs, 2)
    })
  )

  it.effect("a provider that is down is asked every ten seconds while the keys are good, and by every call after", () =>
    Effect.gen(function* () {
      const { state, provider } = counted((run) =>
        run === 1 ? Effect.succeed(keysUntil("first", 60 * minutes)) : Effect.fail(failing)
      )
      const credentials = Credentials.makeRefreshing(provider)
      yield* credentials.get
      yield* TestClock.adjust(56 * minutes)
      for (const [after, runs] of [
        [0, 2],
        [9_999, 2],
        [1, 3],
        [5_000, 3],
        [5_000, 4]
      ] as const) {
        yield* TestClock.adjust(after)
        for (let call = 0; call < 3; call++) assert.strictEqual(idOf(yield* credentials.get), "first")
        assert.strictEqual(state.runs, runs)
      }
      yield* TestClock.adjust(4 * minutes)
      yield* Effect.flip(credentials.get)
      yield* Effect.flip(credentials.get)
      assert.strictEqual(state.runs, 6)
    })
  )

  it.effect("keys that live shorter than the margin are renewed every ten seconds, not by every call", () =>
    Effect.gen(function* () {
      const { state, provider } = counted((run) =>
        Effect.map(Clock.currentTimeMillis, (now) => keysUntil(`id-${run}`, now + 2 * minutes))
      )
      const credentials = Credentials.makeRefreshing(provider)
      for (const [after, runs] of [
        [0, 1],
        [9_999, 1],
        [1, 2],
        [10_000, 3],
        [2 * minutes, 4]
      ] as const) {
        yield* TestClock.adjust(after)
        for (let call = 0; call < 3; call++) assert.strictEqual(idOf(yield* credentials.get), `id-${runs}`)
        assert.strictEqual(state.runs, runs)
      }
    })
  )

  it.effect("a renewal whose expired keys are refused leaves the good ones in place", () =>
    Effect.gen(function* () {
      const { state, provider } = counted((run) => Effect.succeed(keysUntil(`id-${run}`, (4 - run) * 20 * minutes)))
      const credentials = Credentials.makeRefreshing(provider)
      yield* credentials.get
      yield* TestClock.adjust(57 * minutes)
      assert.strictEqual(idOf(yield* credentials.get), "id-1")
      assert.strictEqual(idOf(yield* credentials.get), "id-1")
      assert.strictEqual(state.runs, 2)
      yield* TestClock.adjust(3 * minutes)
      yield* Effect.flip(credentials.get)
    })
  )

  it.effect("expired keys of a provider are refused", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(100 * minutes)
      const credentials = Credentials.makeRefreshing(Effect.succeed(keysUntil("old", 100 * minutes)))
      assert.match((yield* Effect.flip(credentials.get)).message, /already expired/)
    })
  )

  it.effect("expired keys of a provider do not replace those that are still valid", () =>
    Effect.gen(function* () {
      const { provider } = counted((run) => Effect.succeed(keysUntil(`id-${run}`, run === 1 ? 60 * minutes : 1)))
      const credentials = Credentials.makeRefreshing(provider)
      yield* credentials.get
      yield* TestClock.adjust(58 * minutes)
      assert.strictEqual(idOf(yield* credentials.get), "id-1")
      assert.strictEqual(idOf(yield* credentials.get), "id-1")
    })
  )

  it.effect("renewing runs the provider only when nobody else did since", () =>
    Effect.gen(function* () {
      const { state, provider } = counted((run) => Effect.succeed(keysUntil(`id-${run}`, undefined)))
      const credentials = Credentials.makeRefreshing(provider)
      const rejected = yield* credentials.get
      assert.isFalse(Credentials.isAnonymous(rejected))
      const renewed = yield* Effect.forEach(Array.from({ length: 10 }), () =>
        credentials.renew(rejected as Credentials.Keys)
      )
      assert.deepStrictEqual([...new Set(renewed.map(idOf))], ["id-2"])
      assert.strictEqual(state.runs, 2)
      assert.strictEqual(idOf(yield* credentials.get), "id-2")
    })
  )

  it.effect("a provider that throws is a failed provider, and what it threw is not told", () =>
    Effect.gen(function* () {
      const credentials = Credentials.makeRefreshing(Effect.die(new Error(`cannot parse ${secretText}`)))
      const exit = yield* Effect.exit(credentials.get)
      assert.isTrue(Exit.isFailure(exit))
      const error = yield* Effect.flip(credentials.get)
      assert.strictEqual(error._tag, "CredentialsError")
      assert.notInclude(inspect(exit, { depth: 10 }), secretText)
    })
  )

  it.effect("a layer keeps one set of keys for all who use it", () =>
    Effect.gen(function* () {
      const { state, provider } = counted((run) => Effect.succeed(keysUntil(`id-${run}`, undefined)))
      const ids = yield* Effect.gen(function* () {
        const credentials = yield* Credentials.Credentials
        return [idOf(yield* credentials.get), idOf(yield* credentials.get)]
      }).pipe(Effect.provide(Credentials.layerProvider(provider)))
      assert.deepStrictEqual(ids, ["id-1", "id-1"])
      assert.strictEqual(state.runs, 1)
    })
  )
})

describe("keys from the environment", () => {
  const fromEnvironment = (env: Record<string, string>) =>
    Credentials.fromEnvironment(ossNames).pipe(Effect.provide(ConfigProvider.layer(ConfigProvider.fromEnv({ env }))))

  const parts = ({ accessKeyId, accessKeySecret, securityToken }: Credentials.Keys) => [
    accessKeyId,
    Redacted.value(accessKeySecret),
    securityToken === undefined ? undefined : Redacted.value(securityToken)
  ]

  it.effect("are read under the names of the OSS SDKs", () =>
    Effect.gen(function* () {
      const keys = yield* fromEnvironment({
        OSS_ACCESS_KEY_ID: " id ",
        OSS_ACCESS_KEY_SECRET: "secret\n",
        OSS_SESSION_TOKEN: "token"
      })
      assert.deepStrictEqual(parts(keys), ["id", "secret", "token"])
    })
  )

  it.effect("are read under the names of the cloud's SDKs", () =>
    Effect.gen(function* () {
      const keys = yield* fromEnvironment({
        ALIBABA_CLOUD_ACCESS_KEY_ID: "id",
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: "secret",
        ALIBABA_CLOUD_SECURITY_TOKEN: "token"
      })
      assert.deepStrictEqual(parts(keys), ["id", "secret", "token"])
    })
  )

  it.effect("are read under the names of each service, before those of the account", () =>
    Effect.gen(function* () {
      const env = {
        OSS_ACCESS_KEY_ID: "oss-id",
        OSS_ACCESS_KEY_SECRET: "oss-secret",
        OTS_AK_ENV: "ots-id",
        OTS_SK_ENV: "ots-secret",
        ALIBABA_CLOUD_ACCESS_KEY_ID: "cloud-id",
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: "cloud-secret"
      }
      const provider = ConfigProvider.layer(ConfigProvider.fromEnv({ env }))
      const read = (names?: Credentials.EnvironmentNames) =>
        Effect.map(Effect.provide(Credentials.fromEnvironment(names), provider), parts)
      assert.deepStrictEqual(yield* read(ossNames), ["oss-id", "oss-secret", undefined])
      assert.deepStrictEqual(yield* read(tablestoreNames), ["ots-id", "ots-secret", undefined])
      assert.deepStrictEqual(yield* read(), ["cloud-id", "cloud-secret", undefined])
    })
  )

  it.effect("never mix parts of two identities", () =>
    Effect.gen(function* () {
      const both = {
        ALIBABA_CLOUD_ACCESS_KEY_ID: "cloud-id",
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: "cloud-secret",
        ALIBABA_CLOUD_SECURITY_TOKEN: "cloud-token"
      }
      const permanent = yield* fromEnvironment({
        ...both,
        OSS_ACCESS_KEY_ID: "oss-id",
        OSS_ACCESS_KEY_SECRET: "oss-secret"
      })
      assert.deepStrictEqual(parts(permanent), ["oss-id", "oss-secret", undefined])
      const half = yield* fromEnvironment({ ...both, OSS_ACCESS_KEY_ID: "oss-id" })
      assert.deepStrictEqual(parts(half), ["cloud-id", "cloud-secret", "cloud-token"])
    })
  )

  it.effect("blank variables count as absent", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(fromEnvironment({ OSS_ACCESS_KEY_ID: "  ", OSS_ACCESS_KEY_SECRET: "" }))
      assert.strictEqual(
        error.message,
        "environment variable OSS_ACCESS_KEY_ID or ALIBABA_CLOUD_ACCESS_KEY_ID is not set"
      )
    })
  )

  it.effect("a missing secret is named", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(fromEnvironment({ OSS_ACCESS_KEY_ID: "id" }))
      assert.strictEqual(error.message, "environment variable OSS_ACCESS_KEY_SECRET is not set")
    })
  )

  it.effect("the layer reads them at the first call", () =>
    Effect.gen(function* () {
      const keys = yield* Effect.flatMap(Credentials.Credentials, ({ get }) => get).pipe(
        Effect.provide(layerOssCredentials),
        Effect.provide(
          ConfigProvider.layer(
            ConfigProvider.fromEnv({ env: { OSS_ACCESS_KEY_ID: "id", OSS_ACCESS_KEY_SECRET: "secret" } })
          )
        )
      )
      assert.strictEqual(idOf(keys), "id")
      const missing = yield* Effect.flatMap(Credentials.Credentials, ({ get }) => Effect.flip(get)).pipe(
        Effect.provide(Credentials.layerEnvironment(ossNames)),
        Effect.provide(ConfigProvider.layer(ConfigProvider.fromEnv({ env: {} })))
      )
      assert.match(missing.message, /OSS_ACCESS_KEY_ID/)
    })
  )
})

describe("a chain of providers", () => {
  const fails = (message: string): Credentials.Provider => Effect.fail(new Credentials.CredentialsError({ message }))

  it.effect("gives the keys of the first that has some, and asks no further", () =>
    Effect.gen(function* () {
      const asked: Array<string> = []
      const named = (name: string, provider: Credentials.Provider) =>
        Effect.andThen(
          Effect.sync(() => asked.push(name)),
          provider
        )
      const keys = yield* Credentials.chain([
        named("a", fails("a has none")),
        named("b", Effect.succeed(keysUntil("b", undefined))),
        named("c", Effect.succeed(keysUntil("c", undefined)))
      ])
      assert.strictEqual(keys.accessKeyId, "b")
      assert.deepStrictEqual(asked, ["a", "b"])
    })
  )

  it.effect("says why each one had none", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(Credentials.chain([fails("no variable"), fails("no file")]))
      assert.strictEqual(error.message, "no credentials: no variable; no file")
      const empty = yield* Effect.flip(Credentials.chain([]))
      assert.strictEqual(empty.message, "no provider of credentials is given")
    })
  )
})

describe("secrets", () => {
  const keys = Credentials.makeKeys({ accessKeyId: "id", accessKeySecret: secretText, securityToken: tokenText })

  it("do not show when keys are printed", () => {
    for (const shown of [
      String(keys),
      JSON.stringify(keys),
      inspect(keys, { depth: 10, showHidden: true }),
      `${keys.accessKeySecret}`,
      inspect(Credentials.layerStatic({ accessKeyId: "id", accessKeySecret: secretText }), { depth: 10 }),
      JSON.stringify(Credentials.layerStatic({ accessKeyId: "id", accessKeySecret: secretText }))
    ]) {
      assert.notInclude(shown, secretText)
      assert.notInclude(shown, tokenText)
    }
    assert.strictEqual(Redacted.value(keys.accessKeySecret), secretText)
  })

  it("blanks around them are cut off, redacted or not", () => {
    const trimmed = Credentials.makeKeys({
      accessKeyId: "\tid ",
      accessKeySecret: Redacted.make(" secret\r\n"),
      securityToken: " token "
    })
    assert.strictEqual(trimmed.accessKeyId, "id")
    assert.strictEqual(Redacted.value(trimmed.accessKeySecret), "secret")
    assert.strictEqual(Redacted.value(trimmed.securityToken!), "token")
  })

  it.effect("are read from Config, and stay redacted", () =>
    Effect.gen(function* () {
      const layer = Credentials.layerConfig({
        accessKeyId: Config.String("MY_ID"),
        accessKeySecret: Config.Redacted("MY_SECRET")
      })
      const provided = (env: Record<string, string>) =>
        layer.pipe(Layer.provide(ConfigProvider.layer(ConfigProvider.fromEnv({ env }))))
      const found = yield* Effect.flatMap(Credentials.Credentials, ({ get }) => get).pipe(
        Effect.provide(provided({ MY_ID: "id", MY_SECRET: secretText }))
      )
      assert.strictEqual(idOf(found), "id")
      assert.notInclude(inspect(found, { depth: 10 }), secretText)
      const error = yield* Effect.flip(
        Effect.provide(
          Effect.flatMap(Credentials.Credentials, ({ get }) => get),
          provided({ MY_SECRET: secretText })
        )
      )
      assert.strictEqual(error._tag, "ConfigError")
      assert.notInclude(inspect(error, { depth: 10 }), secretText)
    })
  )

  it.effect("nobody has none", () =>
    Effect.gen(function* () {
      const identity = yield* Effect.flatMap(Credentials.Credentials, ({ get }) => get).pipe(
        Effect.provide(Credentials.layerAnonymous)
      )
      assert.isTrue(Credentials.isAnonymous(identity))
    })
  )
})
