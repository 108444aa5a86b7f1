import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import * as Body from "../../src/schema/Body.ts"
import { Oss } from "../../src/services/Oss.ts"
import { answer, networkFailsLate, nodeError } from "../suites/scriptedHttp.ts"
import { during, scriptedOss } from "../suites/scriptedOss.ts"

describe("what the caller gives", () => {
  const refused = (input: object) =>
    Effect.gen(function* () {
      const { seen, layer } = scriptedOss({ steps: [] })
      const error = yield* Effect.flatMap(Oss, (oss) => oss.putObject(input as never)).pipe(
        Effect.flip,
        Effect.provide(layer)
      )
      assert.lengthOf(seen, 0)
      assert.isTrue(error._tag === "ClientError" && error.reason._tag === "InvalidInput", String(error))
      return error.message
    })

  it.effect("cannot smuggle in headers", () =>
    Effect.gen(function* () {
      const base = { bucket: "photos", key: "cat", body: "" }
      assert.match(yield* refused({ ...base, metadata: { a: "b\r\nx-oss-acl: public-read" } }), /metadata\.a/)
      assert.match(yield* refused({ ...base, metadata: { "a: b\r\nc": "d" } }), /metadata/)
      assert.match(yield* refused({ ...base, contentType: "text/plain\nx: y" }), /contentType/)
      assert.match(yield* refused({ ...base, cacheControl: "a\u0000b" }), /cacheControl/)
      assert.match(yield* refused({ ...base, contentDisposition: "a\rb" }), /contentDisposition/)
    })
  )

  it.effect("is named completely when it is wrong", () =>
    Effect.gen(function* () {
      const message = yield* refused({ bucket: "Photos", key: "", body: 5, extra: 1 })
      assert.strictEqual(
        message,
        'Oss.putObject: bucket: "Photos" must be 3 to 63 of a-z, 0-9 and "-", and start and end with a letter or digit; key: "" must not be empty; body: 5 must be text, bytes (a buffer or view), a Blob, a stream (of Effect, the web or Node) or Body.file; extra: 1 is not a parameter of this call'
      )
    })
  )

  it.effect("must have lengths and positions that can be sent", () =>
    Effect.gen(function* () {
      const put = (body: Body.BodyInput) => refused({ bucket: "photos", key: "cat", body })
      assert.match(yield* put(Body.file("/nowhere", { offset: 1.5 })), /body\.offset: 1\.5 must be a whole number/)
      assert.match(yield* put(Body.file("/nowhere", { length: -1 })), /body\.length: -1 must be/)
      assert.match(yield* put(Body.stream(Stream.empty, { contentLength: Number.NaN })), /body\.contentLength: NaN/)
    })
  )

  it.effect("cannot be the keys that no URL can name", () =>
    Effect.gen(function* () {
      assert.match(yield* refused({ bucket: "photos", key: "..", body: "" }), /key: "\.\." cannot be addressed/)
    })
  )

  it.effect("non-ASCII metadata is sent as the bytes of UTF-8, and read so", () =>
    Effect.gen(function* () {
      const text = "grüße 你好 😀"
      const wire = Buffer.from(text, "utf8").toString("latin1")
      const { seen, layer } = scriptedOss({
        steps: [answer(200, { etag: '"E"' }), answer(200, { "x-oss-meta-name": wire })]
      })
      const head = yield* Effect.gen(function* () {
        const oss = yield* Oss
        yield* oss.putObject({ bucket: "photos", key: "cat", body: "", metadata: { Name: text } })
        return yield* oss.headObject({ bucket: "photos", key: "cat" })
      }).pipe(Effect.provide(layer))
      assert.strictEqual(seen[0]!.headers["x-oss-meta-name"], wire)
      assert.deepStrictEqual(head.metadata, { name: text })
    })
  )

  it.effect("a body of another length than announced is the caller's error", () =>
    Effect.gen(function* () {
      for (const [contentLength, actual] of [
        [4, 3],
        [2, 3]
      ] as const) {
        const { seen, layer } = scriptedOss({ steps: [answer(200, { etag: '"E"' })] })
        const body = Body.stream(Stream.make(new Uint8Array(3)), { contentLength, replayable: true })
        const error = yield* Effect.flatMap(Oss, (oss) => oss.putObject({ bucket: "photos", key: "cat", body })).pipe(
          Effect.flip,
          Effect.provide(layer)
        )
        assert.strictEqual(error._tag, "ClientError")
        assert.deepStrictEqual(error.reason, {
          _tag: "LengthMismatch",
          direction: "upload",
          expected: contentLength,
          actual
        })
        assert.lengthOf(seen, 1)
      }
    })
  )

  it.effect("a stream or callback that fails is the caller's error, and not repeated", () =>
    Effect.gen(function* () {
      const failures: ReadonlyArray<readonly [body: Stream.Stream<Uint8Array, unknown>, message: RegExp]> = [
        [Stream.fail("disk on fire"), /the stream given as body failed: disk on fire/],
        [Stream.fail(new Error("no more")), /the stream given as body failed: no more/],
        [Stream.die(new Error("a bug")), /threw: a bug/]
      ]
      for (const [stream, message] of failures) {
        const { seen, layer } = scriptedOss({ steps: [answer(200, { etag: '"E"' })] })
        const body = Body.stream(stream, { replayable: true })
        const error = yield* Effect.flatMap(Oss, (oss) => oss.putObject({ bucket: "photos", key: "cat", body })).pipe(
          Effect.flip,
          Effect.provide(layer)
        )
        assert.isTrue(error._tag === "ClientError" && error.reason._tag === "BodyFailed")
        assert.match(error.message, message)
        assert.lengthOf(seen, 1)
      }
      const { layer } = scriptedOss({ steps: [answer(200, { etag: '"E"' })] })
      const put = Effect.flatMap(Oss, (oss) =>
        oss.putObject({ bucket: "photos", key: "cat", body: "x", onProgress: () => Effect.die(new Error("a bug")) })
      )
      const error = yield* Effect.flip(Effect.provide(put, layer))
      assert.match(error.message, /onProgress, threw: a bug/)
    })
  )
})

describe("uploads", () => {
  it.effect("whose checksum the service tells otherwise are repeated, and then an error", () =>
    Effect.gen(function* () {
      const damaged = answer(200, { etag: '"E"', "x-oss-hash-crc64ecma": "1" })
      const { seen, layer } = scriptedOss({ steps: [damaged, damaged, damaged, damaged] })
      const put = Effect.flatMap(Oss, (oss) => oss.putObject({ bucket: "photos", key: "cat", body: "123456789" }))
      const error = yield* during(Effect.flip(Effect.provide(put, layer)), "1 minute")
      assert.strictEqual(error._tag, "ClientError")
      // CRC-64/XZ of "123456789". Source: the catalogue of CRC algorithms.
      assert.deepStrictEqual(error.reason, {
        _tag: "ChecksumMismatch",
        algorithm: "crc64",
        direction: "upload",
        expected: "1",
        actual: "11051210869376104954"
      })
      assert.lengthOf(seen, 4)
    })
  )

  it.effect("are not compared when so wished", () =>
    Effect.gen(function* () {
      const { layer } = scriptedOss({
        steps: [answer(200, { etag: '"E"', "x-oss-hash-crc64ecma": "1" })],
        oss: { region: "cn-hangzhou", checksums: false }
      })
      const put = Effect.flatMap(Oss, (oss) => oss.putObject({ bucket: "photos", key: "cat", body: "123456789" }))
      assert.strictEqual((yield* Effect.provide(put, layer)).eTag, "E")
    })
  )

  it.effect("by append go on with the checksum of what was there", () =>
    Effect.gen(function* () {
      const appended = answer(200, {
        "x-oss-next-append-position": "9",
        "x-oss-hash-crc64ecma": "11051210869376104954"
      })
      const { layer } = scriptedOss({ steps: [appended, appended, appended] })
      yield* Effect.gen(function* () {
        const oss = yield* Oss
        const target = { bucket: "photos", key: "log" }
        const whole = yield* oss.appendObject({ ...target, position: 0, body: "123456789" })
        assert.strictEqual(whole.crc64, 11051210869376104954n)
        // CRC-64/XZ of "1234", computed bit by bit.
        const rest = { ...target, position: 4, body: "56789" }
        yield* oss.appendObject({ ...rest, initCrc64: bitwiseCrc64("1234") })
        const error = yield* Effect.flip(oss.appendObject({ ...rest, initCrc64: bitwiseCrc64("1235") }))
        assert.isTrue(error._tag === "ClientError" && error.reason._tag === "ChecksumMismatch")
      }).pipe(Effect.provide(layer))
    })
  )

  it.effect("tell their progress from the first byte again in each attempt", () =>
    Effect.gen(function* () {
      const { layer } = scriptedOss({
        steps: [networkFailsLate(nodeError("ECONNRESET")), answer(200, { etag: '"E"' })]
      })
      const told: Array<Body.Progress> = []
      const put = Effect.flatMap(Oss, (oss) =>
        oss.putObject({
          bucket: "photos",
          key: "cat",
          body: new Uint8Array(100_000),
          onProgress: (progress) => Effect.sync(() => told.push(progress))
        })
      )
      yield* during(Effect.provide(put, layer), "1 minute")
      assert.deepStrictEqual(told, [
        { transferred: 65_536, total: 100_000 },
        { transferred: 100_000, total: 100_000 },
        { transferred: 65_536, total: 100_000 },
        { transferred: 100_000, total: 100_000 }
      ])
    })
  )

  it.effect("of unknown length tell no total, and send none", () =>
    Effect.gen(function* () {
      const { seen, layer } = scriptedOss({ steps: [answer(200, { etag: '"E"' })] })
      const told: Array<Body.Progress> = []
      yield* Effect.flatMap(Oss, (oss) =>
        oss.putObject({
          bucket: "photos",
          key: "cat.png",
          body: Stream.make(new Uint8Array(2), new Uint8Array(3)).pipe(Stream.rechunk(1)),
          onProgress: (progress) => Effect.sync(() => told.push(progress))
        })
      ).pipe(Effect.provide(layer))
      assert.deepStrictEqual(told, [{ transferred: 2 }, { transferred: 5 }])
      assert.notProperty(seen[0]!.headers, "content-length")
      assert.strictEqual(seen[0]!.headers["content-type"], "image/png")
    })
  )
})

/** The definition of CRC-64/XZ, bit by bit. */
const bitwiseCrc64 = (text: string): bigint => {
  let crc = 0xffffffffffffffffn
  for (const byte of new TextEncoder().encode(text)) {
    crc ^= BigInt(byte)
    for (let bit = 0; bit < 8; bit++) crc = (crc & 1n) === 1n ? (crc >> 1n) ^ 0xc96c5795d7870f42n : crc >> 1n
  }
  return crc ^ 0xffffffffffffffffn
}
