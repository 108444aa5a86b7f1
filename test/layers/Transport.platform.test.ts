/** Calls on a platform like a browser: no streams, no headers of one's own, no word of what failed. */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { crc64 } from "../../src/emulator/crc64.ts"
import { CurrentPlatform } from "../../src/layers/platform.ts"
import * as Body from "../../src/schema/Body.ts"
import { Oss, type OssService } from "../../src/services/Oss.ts"
import { answer, later, networkFails, networkFailsLate, respond, type Step } from "../suites/scriptedHttp.ts"
import { during, scriptedOss } from "../suites/scriptedOss.ts"

const browser = { guardsRequests: true, sendsStreams: false, headersAreText: false }
const object = { bucket: "photos", key: "cat.png" }
const bytes = new Uint8Array(3_000_000).map((_, index) => (index * 7) & 0xff)
const stored = { etag: '"E"', "x-oss-hash-crc64ecma": String(crc64(bytes)) }

/** What was given to fetch. */
const taken: Array<unknown> = []
const take =
  (step: Step): Step =>
  (request, signal) => {
    taken.push("body" in request.body ? request.body.body : request.body._tag)
    return step(request, signal)
  }

const inBrowser = <A, E>(steps: ReadonlyArray<Step>, use: (oss: OssService) => Effect.Effect<A, E>) => {
  taken.length = 0
  const { seen, layer } = scriptedOss({ steps: steps.map(take) })
  return Effect.map(
    Effect.flatMap(Oss, use).pipe(Effect.provideService(CurrentPlatform, browser), Effect.provide(layer)),
    (result) => ({ result, seen })
  )
}

const chunks = (total: number) =>
  Stream.fromIterable(
    Array.from({ length: Math.ceil(total / 65_536) }, (_, index) =>
      bytes.subarray(index * 65_536, Math.min(total, (index + 1) * 65_536))
    )
  ).pipe(Stream.rechunk(1))

describe("in a browser", () => {
  it.effect("bytes of any size go as bytes, and progress tells the end", () =>
    Effect.gen(function* () {
      const told: Array<Body.Progress> = []
      const onProgress = (progress: Body.Progress) => Effect.sync(() => told.push(progress))
      yield* inBrowser([answer(200, stored), answer(200, { etag: '"E"' })], (oss) =>
        Effect.andThen(
          oss.putObject({ ...object, body: bytes, onProgress }),
          oss.putObject({ ...object, body: "text", onProgress })
        )
      )
      assert.strictEqual(taken[0], bytes)
      assert.deepStrictEqual(taken[1], new TextEncoder().encode("text"))
      assert.deepStrictEqual(told, [
        { transferred: 3_000_000, total: 3_000_000 },
        { transferred: 4, total: 4 }
      ])
    })
  )

  it.effect("a Blob goes as it is, and is compared all the same", () =>
    Effect.gen(function* () {
      const blob = new Blob([bytes])
      const ok = (request: Parameters<Step>[0]) => Effect.succeed(respond(request, 200, stored))
      const wrong = (request: Parameters<Step>[0]) =>
        Effect.succeed(respond(request, 200, { ...stored, "x-oss-hash-crc64ecma": "1" }))
      const { result } = yield* inBrowser([ok, wrong, wrong, wrong, wrong], (oss) =>
        Effect.andThen(
          oss.putObject({ ...object, body: blob }),
          during(Effect.flip(oss.putObject({ ...object, body: blob })), "1 minute")
        )
      )
      assert.isTrue(taken.every((body) => body === blob))
      assert.isTrue(result._tag === "ClientError" && result.reason._tag === "ChecksumMismatch", String(result))
    })
  )

  it.effect("a stream is collected, sent as bytes, and sent again where that is needed", () =>
    Effect.gen(function* () {
      const told: Array<Body.Progress> = []
      const { seen } = yield* inBrowser(
        [networkFailsLate(new TypeError("Failed to fetch")), answer(200, stored)],
        (oss) =>
          during(
            oss.putObject({
              ...object,
              body: chunks(bytes.length),
              onProgress: (progress) => Effect.sync(() => told.push(progress))
            }),
            "1 minute"
          )
      )
      assert.isTrue(taken.every((body) => body instanceof Uint8Array))
      assert.strictEqual(seen.length, 2)
      assert.isTrue(Buffer.from(bytes).equals(seen[1]!.body!))
      assert.strictEqual(seen[1]!.headers["content-type"], "image/png")
      assert.deepStrictEqual(told, [{ transferred: 3_000_000, total: 3_000_000 }])
    })
  )

  it.effect("a stream that is too long for memory is refused, and it is said what to do", () =>
    Effect.gen(function* () {
      const megabyte = new Uint8Array(1024 * 1024)
      let pulled = 0
      const endless = Stream.forever(
        Stream.sync(() => {
          pulled++
          return megabyte
        })
      )
      const bodies = [endless, Body.stream(endless, { contentLength: 65 * 1024 * 1024 })]
      for (const body of bodies) {
        pulled = 0
        const { result, seen } = yield* inBrowser([], (oss) => Effect.flip(oss.putObject({ ...object, body })))
        assert.isTrue(result._tag === "ClientError" && result.reason._tag === "InvalidInput", String(result))
        assert.match(result.message, /more than 67108864 bytes.*give a Blob or File, or upload in parts/)
        assert.strictEqual(seen.length, 0)
        assert.isAtMost(pulled, 65)
      }
    })
  )

  it.effect("a stream that fails, throws or is too short is the caller's error", () =>
    Effect.gen(function* () {
      const failing: ReadonlyArray<readonly [Body.BodyInput, RegExp]> = [
        [Stream.fail(new Error("disk on fire")), /failed: disk on fire/],
        [Stream.die(new Error("a bug")), /threw: a bug/],
        [Body.stream(chunks(10), { contentLength: 11 }), /has 10 bytes, 11 were announced/]
      ]
      for (const [body, message] of failing) {
        const { result } = yield* inBrowser([], (oss) => Effect.flip(oss.putObject({ ...object, body })))
        assert.strictEqual(result._tag, "ClientError")
        assert.match(result.message, message)
      }
      const { result } = yield* inBrowser([answer(200, { etag: '"E"' })], (oss) =>
        Effect.flip(oss.putObject({ ...object, body: "x", onProgress: () => Effect.die(new Error("a bug")) }))
      )
      assert.match(result.message, /onProgress, threw: a bug/)
    })
  )

  it.effect("a large body is given the time that a slow line takes for it", () =>
    Effect.gen(function* () {
      const slow = (seconds: number) => later(`${seconds} seconds`, answer(200, stored))
      const put = (oss: OssService) => oss.putObject({ ...object, body: bytes })
      const { result } = yield* inBrowser([slow(100)], (oss) => during(put(oss), "2 minutes"))
      assert.strictEqual(result.eTag, "E")
      const late = yield* inBrowser([slow(1000), slow(1000), slow(1000), slow(1000)], (oss) =>
        during(Effect.flip(put(oss)), "30 minutes")
      )
      assert.isTrue(late.result._tag === "RequestError" && late.result.reason._tag === "Timeout", String(late.result))
    })
  )

  it.effect("a failure tells of CORS, and is repeated", () =>
    Effect.gen(function* () {
      for (const text of ["Failed to fetch", "Load failed", "NetworkError when attempting to fetch resource."]) {
        const fails = networkFails(new TypeError(text))
        const { result, seen } = yield* inBrowser([fails, fails, fails, fails], (oss) =>
          during(Effect.flip(oss.listBuckets({})), "1 minute")
        )
        assert.strictEqual(result._tag, "RequestError")
        assert.include(result.message, text)
        assert.match(result.message, /CORS/)
        assert.strictEqual(seen.length, 4)
      }
    })
  )

  it.effect(
    "no header is set that a browser keeps for itself, and signature 1 names the time in one of the service",
    () =>
      Effect.gen(function* () {
        const steps = [answer(200, {}, "<ListAllMyBucketsResult/>")]
        for (const signatureVersion of ["v1", "v4"] as const) {
          const { seen, layer } = scriptedOss({ steps, oss: { region: "cn-hangzhou", signatureVersion } })
          yield* Effect.flatMap(Oss, (oss) => oss.listBuckets({})).pipe(
            Effect.provideService(CurrentPlatform, browser),
            Effect.provide(layer)
          )
          const { headers } = seen[0]!
          assert.notProperty(headers, "date")
          assert.notProperty(headers, "user-agent")
          assert.notProperty(headers, "host")
          assert.isDefined(headers["x-oss-date"])
          assert.isDefined(headers["authorization"])
        }
      })
  )
})

describe("elsewhere", () => {
  it.effect("header text is handed over as text where the platform makes bytes of it", () =>
    Effect.gen(function* () {
      const metadata = { name: "grüße 你好" }
      for (const headersAreText of [true, false]) {
        const { seen, layer } = scriptedOss({ steps: [answer(200, { etag: '"E"' })] })
        yield* Effect.flatMap(Oss, (oss) => oss.putObject({ ...object, body: "", metadata })).pipe(
          Effect.provideService(CurrentPlatform, { guardsRequests: false, sendsStreams: true, headersAreText }),
          Effect.provide(layer)
        )
        const asBytes = Buffer.from(metadata.name, "utf8").toString("latin1")
        assert.strictEqual(seen[0]!.headers["x-oss-meta-name"], headersAreText ? metadata.name : asBytes)
      }
    })
  )

  it.effect("large bytes are told as they go", () =>
    Effect.gen(function* () {
      const told: Array<Body.Progress> = []
      const { layer } = scriptedOss({
        steps: [networkFails(new TypeError("fetch failed")), answer(200, stored)]
      })
      yield* during(
        Effect.flatMap(Oss, (oss) =>
          oss.putObject({ ...object, body: bytes, onProgress: (progress) => Effect.sync(() => told.push(progress)) })
        ).pipe(Effect.provide(layer)),
        "1 minute"
      )
      assert.isAbove(told.length, 10)
    })
  )
})
