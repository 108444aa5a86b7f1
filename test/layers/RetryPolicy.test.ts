import { writeFileSync } from "node:fs"
import { join } from "node:path"
import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import { assert, describe, it } from "@effect/vitest"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Random from "effect/Random"
import * as Schedule from "effect/Schedule"
import * as Stream from "effect/Stream"
import { TestClock } from "effect/testing"
import * as RetryPolicy from "../../src/layers/RetryPolicy.ts"
import * as Body from "../../src/schema/Body.ts"
import { ClientError, RequestError, type RequestErrorReason, ServerError } from "../../src/schema/Errors.ts"
import { getObject } from "../../src/schema/oss/index.ts"
import { Oss } from "../../src/services/Oss.ts"
import { answer, networkFails, networkFailsLate, nodeError, reset, serviceError } from "../suites/scriptedHttp.ts"
import { during, scriptedOss } from "../suites/scriptedOss.ts"
import { temporaryDirectory } from "../suites/temporaryDirectory.ts"

const networkError = (reason: RequestErrorReason) =>
  new RequestError({
    service: "Oss",
    operation: "getObject",
    host: "localhost",
    attempts: 1,
    elapsedMillis: 0,
    reason
  })

const broken = networkError({ _tag: "Reset", detail: "ECONNRESET" })

const refusal = (status: number, code: string, retryAfterMillis?: number) =>
  new ServerError<string>({
    reason: {
      _tag: "Unknown",
      service: "Oss",
      operation: "getObject",
      status,
      code,
      message: "",
      retryable: status >= 500 || status === 429,
      ...(retryAfterMillis === undefined ? {} : { retryAfterMillis })
    }
  })

const failure = (overrides: Partial<RetryPolicy.AttemptFailure> = {}): RetryPolicy.AttemptFailure => ({
  error: broken,
  operation: getObject,
  idempotent: true,
  replayable: true,
  attempts: 1,
  ...overrides
})

/** The pauses of a policy for failures at given times, until it stops. */
const pauses = (
  { schedule }: RetryPolicy.RetryPolicyService,
  failures: ReadonlyArray<readonly [now: number, failure: RetryPolicy.AttemptFailure]>
) =>
  Effect.gen(function* () {
    const step = yield* Schedule.toStep(schedule)
    const found: Array<number> = []
    for (const [now, failed] of failures) {
      const pause = yield* step(now, failed).pipe(
        Effect.map(([, duration]) => Duration.toMillis(duration)),
        Effect.catchCause(() => Effect.succeed(undefined))
      )
      if (pause === undefined) break
      found.push(pause)
    }
    return found
  })

const inARow = (count: number, overrides: Partial<RetryPolicy.AttemptFailure> = {}) =>
  Array.from({ length: count }, (_, index) => [0, failure({ attempts: index + 1, ...overrides })] as const)

const fixedRandom = (value: number) =>
  Effect.provideService(Random.Random, { nextDoubleUnsafe: () => value, nextIntUnsafe: () => 0 })

describe("the default policy", () => {
  it.effect("makes four attempts", () =>
    Effect.gen(function* () {
      assert.lengthOf(yield* pauses(RetryPolicy.make(), inARow(10)), 3)
      assert.lengthOf(yield* pauses(RetryPolicy.make({ maxAttempts: 2 }), inARow(10)), 1)
      assert.lengthOf(yield* pauses(RetryPolicy.make({ maxAttempts: 1 }), inARow(10)), 0)
    })
  )

  it.effect("pauses up to 200 ms, doubled with each attempt, 20 s at most", () =>
    Effect.gen(function* () {
      const policy = RetryPolicy.make({ maxAttempts: 12, budget: 1000 })
      const longest = yield* pauses(policy, inARow(11)).pipe(fixedRandom(1))
      assert.deepStrictEqual(longest, [200, 400, 800, 1600, 3200, 6400, 12_800, 20_000, 20_000, 20_000, 20_000])
      const shortest = yield* pauses(policy, inARow(3)).pipe(fixedRandom(0))
      assert.deepStrictEqual(shortest, [0, 0, 0])
    })
  )

  it.effect("spreads its pauses over the whole range", () =>
    Effect.gen(function* () {
      const policy = RetryPolicy.make({ budget: 1000 })
      const found = yield* Effect.forEach(Array.from({ length: 200 }), () => pauses(policy, inARow(1)))
      const drawn = found.flat()
      assert.lengthOf(drawn, 200)
      assert.isTrue(drawn.every((pause) => pause >= 0 && pause <= 200))
      // 200 draws leave out a quarter of the range once in 10^25 times.
      for (const quarter of [0, 1, 2, 3]) {
        assert.isTrue(drawn.some((pause) => pause >= quarter * 50 && pause < (quarter + 1) * 50))
      }
    })
  )

  it.effect("takes its bounds from the options", () =>
    Effect.gen(function* () {
      const policy = RetryPolicy.make({ baseDelay: "1 second", maxDelay: "3 seconds" })
      assert.deepStrictEqual(yield* pauses(policy, inARow(3)).pipe(fixedRandom(1)), [1000, 2000, 3000])
    })
  )

  it.effect("waits as long as the service asks, and gives up when that is too long", () =>
    Effect.gen(function* () {
      const asked = (millis: number) => inARow(1, { error: refusal(503, "ServiceUnavailable", millis) })
      assert.deepStrictEqual(yield* pauses(RetryPolicy.make(), asked(7000)), [7000])
      assert.deepStrictEqual(yield* pauses(RetryPolicy.make(), asked(60_000)), [60_000])
      assert.deepStrictEqual(yield* pauses(RetryPolicy.make(), asked(60_001)), [])
      assert.deepStrictEqual(yield* pauses(RetryPolicy.make({ maxRetryAfter: "2 minutes" }), asked(60_001)), [60_001])
    })
  )

  it.effect("gives up after the time that is given, pauses included", () =>
    Effect.gen(function* () {
      const policy = RetryPolicy.make({ maxElapsed: "10 seconds", maxAttempts: 100 })
      const failures = [0, 4000, 9000, 9900].map((now, index) => [now, failure({ attempts: index + 1 })] as const)
      assert.lengthOf(yield* pauses(policy, failures).pipe(fixedRandom(0.5)), 3)
      const slow = inARow(1, { error: refusal(503, "ServiceUnavailable", 11_000) })
      assert.lengthOf(yield* pauses(policy, slow), 0)
    })
  )

  it.effect("stops when all calls together use up the budget, which fills again in ten seconds", () =>
    Effect.gen(function* () {
      const policy = RetryPolicy.make({ budget: 5 })
      const at = (now: number) => Effect.map(pauses(policy, [[now, failure()]]), ({ length }) => length === 1)
      const first = yield* Effect.forEach(Array.from({ length: 7 }), () => at(1000))
      assert.deepStrictEqual(first, [true, true, true, true, true, false, false])
      assert.isFalse(yield* at(2900))
      assert.isTrue(yield* at(3100))
      assert.isFalse(yield* at(3100))
      const later = yield* Effect.forEach(Array.from({ length: 7 }), () => at(60_000))
      assert.deepStrictEqual(later, [true, true, true, true, true, false, false])
    })
  )

  it.effect("a budget of none allows no retry", () =>
    Effect.gen(function* () {
      assert.lengthOf(yield* pauses(RetryPolicy.make({ budget: 0 }), inARow(3)), 0)
    })
  )

  it("repeats what is transient and harmless to repeat, and nothing else", () => {
    const timeout = (phase: "connect" | "response" | "idle") => networkError({ _tag: "Timeout", phase, detail: "" })
    const checksum = new ClientError({
      service: "Oss",
      operation: "putObject",
      reason: { _tag: "ChecksumMismatch", algorithm: "crc64", direction: "upload", expected: "1", actual: "2" }
    })
    const invalid = new ClientError({
      service: "Oss",
      operation: "putObject",
      reason: { _tag: "InvalidInput", issues: [] }
    })
    const table: ReadonlyArray<
      readonly [name: string, error: RetryPolicy.AttemptFailure["error"], idempotent: boolean, other: boolean]
    > = [
      ["reset", broken, true, false],
      ["refused", networkError({ _tag: "Refused", detail: "" }), true, true],
      ["no such host", networkError({ _tag: "Dns", detail: "" }), true, true],
      ["TLS", networkError({ _tag: "Tls", detail: "" }), true, true],
      ["connect timeout", timeout("connect"), true, true],
      ["response timeout", timeout("response"), true, false],
      ["idle timeout", timeout("idle"), true, false],
      ["aborted", networkError({ _tag: "Aborted", detail: "" }), false, false],
      ["garbage", networkError({ _tag: "Transport", detail: "HPE_INVALID_CONSTANT" }), true, false],
      ["a mistake", networkError({ _tag: "Transport", detail: "x is not a function", permanent: true }), false, false],
      ["500", refusal(500, "InternalError"), true, false],
      ["503", refusal(503, "ServiceUnavailable"), true, false],
      ["429", refusal(429, "TooManyRequests"), true, true],
      ["limit", refusal(503, "QpsLimitExceeded"), true, true],
      ["403", refusal(403, "AccessDenied"), false, false],
      ["404", refusal(404, "NoSuchKey"), false, false],
      ["checksum", checksum, true, false],
      ["invalid input", invalid, false, false]
    ]
    for (const [name, error, idempotent, other] of table) {
      assert.strictEqual(RetryPolicy.isRetryable(failure({ error })), idempotent, `${name}, idempotent`)
      assert.strictEqual(
        RetryPolicy.isRetryable(failure({ error, idempotent: false })),
        other,
        `${name}, not idempotent`
      )
      assert.isFalse(RetryPolicy.isRetryable(failure({ error, replayable: false })), `${name}, used up`)
    }
  })
})

describe("other policies", () => {
  it.effect("none makes one attempt", () =>
    Effect.gen(function* () {
      assert.lengthOf(yield* pauses(RetryPolicy.none, inARow(3)), 0)
    })
  )

  it.effect("any schedule steps for the failures that its classifier passes", () =>
    Effect.gen(function* () {
      const policy = RetryPolicy.fromSchedule(Schedule.max([Schedule.recurs(2), Schedule.spaced("3 seconds")]))
      assert.deepStrictEqual(yield* pauses(policy, inARow(5)), [3000, 3000])
      assert.deepStrictEqual(yield* pauses(policy, inARow(5, { error: refusal(404, "NoSuchKey") })), [])
      const all = RetryPolicy.fromSchedule(Schedule.recurs(2), () => true)
      assert.lengthOf(yield* pauses(all, inARow(5, { error: refusal(404, "NoSuchKey") })), 2)
    })
  )

  it.effect("a classifier of one's own replaces the default one", () =>
    Effect.gen(function* () {
      const policy = RetryPolicy.make({ isRetryable: ({ error }) => error._tag === "ServerError" })
      assert.lengthOf(yield* pauses(policy, inARow(9, { error: refusal(404, "NoSuchKey") })), 3)
      assert.lengthOf(yield* pauses(policy, inARow(9)), 0)
    })
  )
})

const bytes = new TextEncoder().encode("some bytes")
const stored = answer(200, { etag: '"E"', "x-oss-hash-crc64ecma": "9053223635573733803" })

const put = (body: Body.BodyInput) =>
  Effect.flatMap(Oss, (oss) => oss.putObject({ bucket: "photos", key: "cat", body }))

const sent = (seen: ReadonlyArray<{ readonly body: Uint8Array | undefined }>) =>
  seen.map(({ body }) => (body === undefined ? undefined : new TextDecoder().decode(body)))

describe("calls", () => {
  it.effect("are repeated when the connection breaks, with the same bytes", () =>
    Effect.gen(function* () {
      const { seen, layer } = scriptedOss({ steps: [reset, networkFailsLate(nodeError("EPIPE", "write")), stored] })
      const output = yield* during(put(bytes).pipe(Effect.provide(layer)), "1 minute")
      assert.strictEqual(output.eTag, "E")
      assert.deepStrictEqual(sent(seen), ["some bytes", "some bytes", "some bytes"])
    })
  )

  it.effect("wait for what Retry-After says before the next attempt", () =>
    Effect.gen(function* () {
      const busy = serviceError(503, "ServiceUnavailable", { headers: { "retry-after": "30" } })
      const { seen, layer } = scriptedOss({ steps: [busy, stored] })
      const fiber = yield* Effect.forkChild(put(bytes).pipe(Effect.provide(layer)), { startImmediately: true })
      yield* TestClock.adjust(29_999)
      assert.lengthOf(seen, 1)
      yield* TestClock.adjust(1)
      yield* Fiber.join(fiber)
      assert.lengthOf(seen, 2)
    })
  )

  it.effect("read Retry-After as a date too", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(Date.UTC(2026, 0, 1, 12, 0, 0))
      const busy = serviceError(503, "ServiceUnavailable", {
        headers: { "retry-after": "Thu, 01 Jan 2026 12:00:50 GMT" }
      })
      const { seen, layer } = scriptedOss({ steps: [busy, stored] })
      const fiber = yield* Effect.forkChild(put(bytes).pipe(Effect.provide(layer)), { startImmediately: true })
      yield* TestClock.adjust(49_999)
      assert.lengthOf(seen, 1)
      yield* TestClock.adjust(1)
      yield* Fiber.join(fiber)
    })
  )

  it.effect("that are not idempotent are made once, unless the request was surely not looked at", () =>
    Effect.gen(function* () {
      const append = Effect.flatMap(Oss, (oss) =>
        oss.appendObject({ bucket: "photos", key: "log", position: 0, body: bytes })
      )
      const lost = scriptedOss({ steps: [networkFailsLate(nodeError("ECONNRESET", "read"))] })
      const error = yield* during(Effect.flip(append.pipe(Effect.provide(lost.layer))), "1 minute")
      assert.strictEqual(error._tag, "RequestError")
      assert.lengthOf(lost.seen, 1)

      const appended = answer(200, { "x-oss-next-append-position": "10" })
      const refused = scriptedOss({ steps: [networkFails(nodeError("ECONNREFUSED", "connect")), appended] })
      const output = yield* during(append.pipe(Effect.provide(refused.layer)), "1 minute")
      assert.strictEqual(output.nextAppendPosition, 10)
      assert.lengthOf(refused.seen, 2)

      // The operating system gave up an established connection: what was sent may have arrived.
      const timedOut = scriptedOss({ steps: [networkFailsLate(nodeError("ETIMEDOUT", "read"))] })
      yield* during(Effect.flip(append.pipe(Effect.provide(timedOut.layer))), "1 minute")
      assert.lengthOf(timedOut.seen, 1)
    })
  )

  it.effect("are not repeated when the HTTP client itself is at fault, and tell so in one line", () =>
    Effect.gen(function* () {
      const mistake = new TypeError("dispatcher.dispatch is not a function. (In 'dispatcher.dispatch({\n  a: 1\n})')")
      for (const step of [networkFails(mistake), () => Effect.die(mistake)]) {
        const { seen, layer } = scriptedOss({ steps: [step] })
        const error = yield* Effect.flatMap(Oss, (oss) => oss.getBucketInfo({ bucket: "photos" })).pipe(
          Effect.flip,
          Effect.provide(layer)
        )
        assert.strictEqual(
          error.message,
          "Oss.getBucketInfo: transport to photos.oss-cn-hangzhou.aliyuncs.com failed (dispatcher.dispatch is not a function.) after 1 attempt in 0 s"
        )
        assert.lengthOf(seen, 1)
      }
    })
  )

  it.effect("that must not overwrite are not repeated: they would find their own object", () =>
    Effect.gen(function* () {
      const { seen, layer } = scriptedOss({ steps: [networkFailsLate(nodeError("ECONNRESET"))] })
      const once = Effect.flatMap(Oss, (oss) =>
        oss.putObject({ bucket: "photos", key: "cat", body: bytes, forbidOverwrite: true })
      )
      yield* during(Effect.flip(once.pipe(Effect.provide(layer))), "1 minute")
      assert.lengthOf(seen, 1)
    })
  )

  it.effect("can be given a policy of their own", () =>
    Effect.gen(function* () {
      const { seen, layer } = scriptedOss({ steps: [reset, reset, reset, reset, reset, reset] })
      const once = put(bytes).pipe(RetryPolicy.withPolicy(RetryPolicy.none), Effect.flip)
      yield* once.pipe(Effect.provide(layer))
      assert.lengthOf(seen, 1)
      const twice = put(bytes).pipe(RetryPolicy.withPolicy(RetryPolicy.make({ maxAttempts: 2 })), Effect.flip)
      yield* during(twice.pipe(Effect.provide(layer)), "1 minute")
      assert.lengthOf(seen, 3)
    })
  )

  it.effect("say how often and how long they tried", () =>
    Effect.gen(function* () {
      const { layer } = scriptedOss({
        steps: [reset, reset, reset],
        retryPolicy: RetryPolicy.layerSchedule(Schedule.max([Schedule.recurs(2), Schedule.spaced("5 seconds")]))
      })
      const error = yield* during(Effect.flip(put(bytes).pipe(Effect.provide(layer))), "1 minute")
      assert.strictEqual(error._tag, "RequestError")
      if (error._tag !== "RequestError") return
      assert.strictEqual(error.attempts, 3)
      assert.strictEqual(error.elapsedMillis, 10_000)
      assert.strictEqual(error.host, "photos.oss-cn-hangzhou.aliyuncs.com")
      assert.deepStrictEqual(error.reason, { _tag: "Reset", detail: "ECONNRESET" })
    })
  )
})

describe("bodies", () => {
  const counting = () => {
    const state = { runs: 0 }
    const stream = Stream.suspend(() => {
      state.runs++
      return Stream.make(bytes.subarray(0, 5), bytes.subarray(5)).pipe(Stream.rechunk(1))
    })
    return { state, stream }
  }

  it.effect("that can be read once are not sent again after they were begun", () =>
    Effect.gen(function* () {
      const { state, stream } = counting()
      const { seen, layer } = scriptedOss({ steps: [networkFailsLate(nodeError("ECONNRESET"))] })
      const error = yield* during(Effect.flip(put(stream).pipe(Effect.provide(layer))), "1 minute")
      assert.strictEqual(error._tag, "RequestError")
      assert.lengthOf(seen, 1)
      assert.strictEqual(state.runs, 1)
    })
  )

  it.effect("that can be read once are not sent again whatever the policy says", () =>
    Effect.gen(function* () {
      for (const retryPolicy of [
        RetryPolicy.layerSchedule(Schedule.recurs(3), () => true),
        RetryPolicy.layer({ isRetryable: () => true }),
        Layer.succeed(RetryPolicy.RetryPolicy, { schedule: Schedule.recurs(3) })
      ]) {
        const { seen, layer } = scriptedOss({ steps: [networkFailsLate(nodeError("ECONNRESET"))], retryPolicy })
        yield* during(Effect.flip(put(counting().stream).pipe(Effect.provide(layer))), "1 minute")
        assert.lengthOf(seen, 1)
      }
    })
  )

  it.effect("that can be read once are sent after attempts that did not touch them", () =>
    Effect.gen(function* () {
      const { state, stream } = counting()
      const { seen, layer } = scriptedOss({ steps: [reset, networkFails(nodeError("ECONNREFUSED")), stored] })
      yield* during(put(stream).pipe(Effect.provide(layer)), "1 minute")
      assert.deepStrictEqual(sent(seen), [undefined, undefined, "some bytes"])
      assert.strictEqual(state.runs, 1)
    })
  )

  it.effect("of a call that is run twice are bodies of two calls", () =>
    Effect.gen(function* () {
      const { seen, layer } = scriptedOss({ steps: [reset, stored, reset, stored] })
      const twice = Effect.gen(function* () {
        const oss = yield* Oss
        const call = oss.putObject({ bucket: "photos", key: "cat", body: counting().stream })
        yield* call
        yield* call
      })
      yield* during(Effect.provide(twice, layer), "1 minute")
      assert.deepStrictEqual(sent(seen), [undefined, "some bytes", undefined, "some bytes"])
    })
  )

  it.effect("that can be run again are sent again from their start", () =>
    Effect.gen(function* () {
      const { state, stream } = counting()
      const { seen, layer } = scriptedOss({ steps: [networkFailsLate(nodeError("ECONNRESET")), stored] })
      const body = Body.stream(stream, { replayable: true, contentLength: bytes.length })
      yield* during(put(body).pipe(Effect.provide(layer)), "1 minute")
      assert.deepStrictEqual(sent(seen), ["some bytes", "some bytes"])
      assert.strictEqual(state.runs, 2)
    })
  )

  it.effect("of files are sent again from their start", () =>
    Effect.gen(function* () {
      const path = join(yield* temporaryDirectory, "cat")
      writeFileSync(path, bytes)
      const { seen, layer } = scriptedOss({ steps: [networkFailsLate(nodeError("ECONNRESET")), stored] })
      const program = Effect.provide(put(Body.file(path)), Layer.provide(layer, NodeFileSystem.layer))
      const fiber = yield* Effect.forkChild(program, { startImmediately: true })
      yield* eventually(() => seen.length === 1)
      yield* eventually(() => seen.length === 2, TestClock.adjust("1 second"))
      yield* Fiber.join(fiber)
      assert.deepStrictEqual(sent(seen), ["some bytes", "some bytes"])
    })
  )
})

/** Waits in real time, a file system does not follow the test clock. */
const eventually = (holds: () => boolean, meanwhile: Effect.Effect<void> = Effect.void) =>
  Effect.gen(function* () {
    for (let tries = 0; tries < 500 && !holds(); tries++) {
      yield* meanwhile
      yield* TestClock.withLive(Effect.sleep(5))
    }
    assert.isTrue(holds())
  })
