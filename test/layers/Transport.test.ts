import { assert, describe, it } from "@effect/vitest"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"
import { TestClock } from "effect/testing"
import * as Credentials from "../../src/layers/Credentials.ts"
import { Oss } from "../../src/services/Oss.ts"
import { answer, later, type Seen, serviceError } from "../suites/scriptedHttp.ts"
import { during, scriptedOss } from "../suites/scriptedOss.ts"

const hour = 3_600_000
const noon = Date.UTC(2026, 2, 1, 12)

const remove = Effect.flatMap(Oss, (oss) => oss.deleteObject({ bucket: "photos", key: "cat" }))
const gone = answer(204)

const tooSkewed = (serverTime: string) =>
  serviceError(403, "RequestTimeTooSkewed", { details: `<ServerTime>${serverTime}</ServerTime>` })

const signedAt = ({ headers }: Seen): number => {
  const date = headers["x-oss-date"]!
  const [, year, month, day, hours, minutes, seconds] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date)!
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hours), Number(minutes), Number(seconds))
}

describe("a clock that is wrong", () => {
  it.effect("is corrected by the server's time, the call is signed again, and later calls are right at once", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(noon)
      const { seen, layer } = scriptedOss({ steps: [tooSkewed("2026-03-01T14:00:00.000Z"), gone, gone] })
      yield* Effect.provide(Effect.andThen(remove, Effect.andThen(TestClock.adjust("1 minute"), remove)), layer)
      assert.deepStrictEqual(seen.map(signedAt), [noon, noon + 2 * hour, noon + 2 * hour + 60_000])
      assert.lengthOf(new Set(seen.map(({ headers }) => headers["authorization"])), 3)
    })
  )

  it.effect("is corrected by the Date header where the error does not tell the time", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(noon)
      const refusal = serviceError(403, "RequestTimeTooSkewed", { headers: { date: "Sun, 01 Mar 2026 09:30:00 GMT" } })
      const { seen, layer } = scriptedOss({ steps: [refusal, gone] })
      yield* Effect.provide(remove, layer)
      assert.deepStrictEqual(seen.map(signedAt), [noon, noon - 2.5 * hour])
    })
  )

  it.effect("is corrected however far it is off: devices stand in 1970, and a day more or less is no bound", () =>
    Effect.gen(function* () {
      for (const [ours, theirs] of [
        [noon, "2026-03-02T12:00:02.000Z"],
        [0, "2026-03-01T12:00:00.000Z"],
        [Date.parse("2040-01-01T00:00:00Z"), "2026-03-01T12:00:00.000Z"]
      ] as const) {
        yield* TestClock.setTime(ours)
        const { seen, layer } = scriptedOss({ steps: [tooSkewed(theirs), gone] })
        yield* Effect.provide(remove, layer)
        assert.lengthOf(seen, 2)
        assert.match(seen[1]!.headers["x-oss-date"]!, new RegExp(`^${theirs.slice(0, 10).replaceAll("-", "")}T12`))
      }
    })
  )

  it.effect("is known by the words of V4 too, and mended by the answer's date", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(0)
      const refusal = serviceError(400, "InvalidArgument", {
        message: "Invalid signing date in Authorization header.",
        headers: { date: "Sun, 01 Mar 2026 12:00:00 GMT" }
      })
      const { seen, layer } = scriptedOss({ steps: [refusal, gone] })
      yield* Effect.provide(remove, layer)
      assert.match(seen[1]!.headers["x-oss-date"]!, /^20260301T120000Z$/)
      // Another invalid argument says nothing of the clock.
      const other = scriptedOss({ steps: [serviceError(400, "InvalidArgument", { message: "Invalid prefix." }), gone] })
      yield* Effect.flip(Effect.provide(remove, other.layer))
      assert.lengthOf(other.seen, 1)
    })
  )

  it.effect("is not believed to be more than a century off", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(noon)
      const { seen, layer } = scriptedOss({ steps: [tooSkewed("9999-03-02T12:00:01.000Z"), gone] })
      const code = yield* remove.pipe(
        Effect.catchReason("ServerError", "RequestTimeTooSkewed", ({ code }) => Effect.succeed(code)),
        Effect.provide(layer)
      )
      assert.strictEqual(code, "RequestTimeTooSkewed")
      assert.lengthOf(seen, 1)
    })
  )

  it.effect("is corrected once for each call", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(noon)
      const { seen, layer } = scriptedOss({
        steps: [tooSkewed("2026-03-01T14:00:00.000Z"), tooSkewed("2026-03-01T16:00:00.000Z")]
      })
      const error = yield* Effect.flip(Effect.provide(remove, layer))
      assert.strictEqual(error._tag, "ServerError")
      assert.lengthOf(seen, 2)
    })
  )

  it.effect("is no error for any of several calls under way", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(noon)
      const refusal = later("50 millis", tooSkewed("2026-03-01T14:00:00.000Z"))
      const { seen, layer } = scriptedOss({ steps: [refusal, refusal, refusal, gone, gone, gone] })
      const all = Effect.all([remove, remove, remove], { concurrency: "unbounded" })
      yield* during(Effect.provide(all, layer), "1 second")
      assert.deepStrictEqual(
        seen.map((request) => signedAt(request) >= noon + 2 * hour),
        [false, false, false, true, true, true]
      )
    })
  )

  it.effect("is corrected for later calls by one whose body cannot be sent again", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(noon)
      const { seen, layer } = scriptedOss({ steps: [tooSkewed("2026-03-01T14:00:00.000Z"), gone] })
      const upload = Effect.flatMap(Oss, (oss) =>
        oss.putObject({ bucket: "photos", key: "cat", body: Stream.make(new Uint8Array(3)) })
      )
      yield* Effect.provide(Effect.andThen(Effect.flip(upload), remove), layer)
      assert.deepStrictEqual(seen.map(signedAt), [noon, noon + 2 * hour])
    })
  )
})

describe("keys that the service calls expired", () => {
  const expired = serviceError(403, "SecurityTokenExpired")

  const numbered = () => {
    const state = { runs: 0 }
    const provider = Effect.sync(() =>
      Credentials.makeKeys({
        accessKeyId: `id-${++state.runs}`,
        accessKeySecret: "secret",
        securityToken: `token-${state.runs}`,
        expiration: DateTime.makeUnsafe(100 * hour)
      })
    )
    return { state, provider, credentials: Credentials.layerProvider(provider) }
  }

  const idOf = ({ headers }: Seen) => /Credential=([^/]+)\//.exec(headers["authorization"]!)?.[1]

  it.effect("are renewed, and the call is signed again with the new ones", () =>
    Effect.gen(function* () {
      const { state, credentials } = numbered()
      const { seen, layer } = scriptedOss({ steps: [expired, gone, gone], credentials })
      yield* Effect.provide(Effect.andThen(remove, remove), layer)
      assert.deepStrictEqual(seen.map(idOf), ["id-1", "id-2", "id-2"])
      assert.deepStrictEqual(
        seen.map(({ headers }) => headers["x-oss-security-token"]),
        ["token-1", "token-2", "token-2"]
      )
      assert.strictEqual(state.runs, 2)
    })
  )

  it.effect("are renewed once for a call", () =>
    Effect.gen(function* () {
      const { credentials } = numbered()
      const { seen, layer } = scriptedOss({ steps: [expired, expired], credentials })
      const tag = yield* remove.pipe(
        Effect.as("deleted"),
        Effect.catchReason("ServerError", "SecurityTokenExpired", ({ _tag }) => Effect.succeed(_tag)),
        Effect.provide(layer)
      )
      assert.strictEqual(tag, "SecurityTokenExpired")
      assert.deepStrictEqual(seen.map(idOf), ["id-1", "id-2"])
    })
  )

  it.effect("are renewed once for many calls under way", () =>
    Effect.gen(function* () {
      const { state, credentials } = numbered()
      const calls = Array.from({ length: 20 }, () => remove)
      const steps = [...calls.map(() => later("50 millis", expired)), ...calls.map(() => gone)]
      const { seen, layer } = scriptedOss({ steps, credentials })
      yield* during(Effect.provide(Effect.all(calls, { concurrency: "unbounded" }), layer), "1 second")
      assert.strictEqual(state.runs, 2)
      assert.lengthOf(seen, 40)
    })
  )

  it.effect("stay the service's error when no newer ones are to be had", () =>
    Effect.gen(function* () {
      const { provider } = numbered()
      let isDown = false
      const credentials = Credentials.layerProvider(
        Effect.suspend(() => (isDown ? Effect.fail(new Credentials.CredentialsError({ message: "down" })) : provider))
      )
      const { seen, layer } = scriptedOss({ steps: [gone, expired], credentials })
      const program = Effect.gen(function* () {
        yield* remove
        isDown = true
        return yield* Effect.flip(remove)
      })
      const error = yield* Effect.provide(program, layer)
      assert.strictEqual(error._tag, "ServerError")
      assert.lengthOf(seen, 2)
    })
  )

  it.effect("are not tried again when they cannot change", () =>
    Effect.gen(function* () {
      const { seen, layer } = scriptedOss({ steps: [expired] })
      yield* Effect.provide(Effect.flip(remove), layer)
      assert.lengthOf(seen, 1)
    })
  )

  it.effect("or that do not exist are no request at all", () =>
    Effect.gen(function* () {
      const { seen, layer } = scriptedOss({
        steps: [],
        credentials: Credentials.layerProvider(Effect.fail(new Credentials.CredentialsError({ message: "none found" })))
      })
      const message = yield* remove.pipe(
        Effect.as(""),
        Effect.catchReason("ClientError", "NoCredentials", ({ message }) => Effect.succeed(message)),
        Effect.provide(layer)
      )
      assert.strictEqual(message, "none found")
      assert.lengthOf(seen, 0)
    })
  )

  it.effect("nobody sends none", () =>
    Effect.gen(function* () {
      const { seen, layer } = scriptedOss({ steps: [gone], credentials: Credentials.layerAnonymous })
      yield* Effect.provide(remove, layer)
      assert.notProperty(seen[0]!.headers, "authorization")
      assert.notProperty(seen[0]!.headers, "x-oss-date")
    })
  )
})

describe("refusals that can be mended or may pass", () => {
  const temporary = (token: string) => ({ accessKeyId: token, accessKeySecret: "secret", securityToken: token })

  it.effect("temporary keys that the service does not know any more are renewed once", () =>
    Effect.gen(function* () {
      let runs = 0
      const provider = Effect.sync(() => temporary(`t${++runs}`))
      const unknown = serviceError(403, "InvalidAccessKeyId")
      const { seen, layer } = scriptedOss({
        steps: [unknown, gone],
        credentials: Credentials.layerProvider(provider)
      })
      yield* Effect.provide(remove, layer)
      assert.deepStrictEqual(
        seen.map(({ headers }) => headers["x-oss-security-token"]),
        ["t1", "t2"]
      )
      // Once a call, and keys of an account are not renewed at all.
      const twice = scriptedOss({ steps: [unknown, unknown], credentials: Credentials.layerProvider(provider) })
      yield* Effect.flip(Effect.provide(remove, twice.layer))
      assert.lengthOf(twice.seen, 2)
      const permanent = scriptedOss({ steps: [unknown] })
      yield* Effect.flip(Effect.provide(remove, permanent.layer))
      assert.lengthOf(permanent.seen, 1)
    })
  )

  it.effect("400 BadRequest, and 401 without a code, are repeated", () =>
    Effect.gen(function* () {
      for (const refusal of [serviceError(400, "BadRequest"), answer(401, {}), answer(401, {}, "<html>")]) {
        const { seen, layer } = scriptedOss({ steps: [refusal, gone] })
        yield* during(Effect.provide(remove, layer), "10 seconds")
        assert.lengthOf(seen, 2)
      }
      const { seen, layer } = scriptedOss({ steps: [serviceError(400, "InvalidArgument")] })
      yield* Effect.flip(Effect.provide(remove, layer))
      assert.lengthOf(seen, 1)
    })
  )

  it.effect("a wrong endpoint is told with the right one", () =>
    Effect.gen(function* () {
      const refusal = serviceError(403, "AccessDenied", {
        message: "The bucket you are attempting to access must be addressed using the specified endpoint.",
        details: "<Bucket>photos</Bucket><Endpoint>oss-cn-shanghai.aliyuncs.com</Endpoint>"
      })
      const { layer } = scriptedOss({ steps: [refusal] })
      const { message } = yield* Effect.flip(Effect.provide(remove, layer))
      assert.include(message, "oss-cn-shanghai.aliyuncs.com")
    })
  )
})

describe("layers that cannot work", () => {
  const built = (options: Parameters<typeof Oss.layer>[0]) =>
    Effect.map(
      Effect.result(Effect.provide(Effect.asVoid(Oss), scriptedOss({ steps: [], oss: options }).layer)),
      (result) => (Result.isFailure(result) ? result.failure.message : undefined)
    )

  it.effect("say what is missing or wrong", () =>
    Effect.gen(function* () {
      assert.match((yield* built({}))!, /a region or an endpoint must be given/)
      assert.match((yield* built({ endpoint: "ftp://example.com", region: "cn-hangzhou" }))!, /endpoint: the scheme/)
      assert.match((yield* built({ endpoint: "https://img.example.com" }))!, /region: must be given/)
      assert.match((yield* built({ endpoint: "https://oss-accelerate.aliyuncs.com" }))!, /region: must be given/)
      assert.match((yield* built({ endpoint: "oss-accelerate-overseas.aliyuncs.com" }))!, /region: must be given/)
      assert.match((yield* built({ region: "cn-hangzhou", appName: "a b\r\n" }))!, /appName/)
    })
  )

  it.effect("take the region from the endpoint where it tells", () =>
    Effect.gen(function* () {
      for (const [endpoint, region] of [
        ["https://oss-cn-shanghai.aliyuncs.com", "cn-shanghai"],
        ["oss-us-west-1-internal.aliyuncs.com", "us-west-1"],
        ["https://ap-southeast-1.oss.aliyuncs.com", "ap-southeast-1"]
      ] as const) {
        const { seen, layer } = scriptedOss({ steps: [gone], oss: { endpoint } })
        yield* Effect.provide(remove, layer)
        assert.include(seen[0]!.headers["authorization"], `/${region}/oss/aliyun_v4_request`)
      }
    })
  )
})
