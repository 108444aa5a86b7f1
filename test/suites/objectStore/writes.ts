import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { assert } from "@effect/vitest"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import * as Body from "../../../src/schema/Body.ts"
import { temporaryDirectory } from "../temporaryDirectory.ts"
import { pattern, refusedWith, type StoreContext, type StoreIt } from "./StoreContext.ts"

/** CRC-64/XZ of "123456789". Source: the catalogue of CRC algorithms. */
const checkCrc64 = 11051210869376104954n

export const writeBehaviours = (it: StoreIt, { newBucket }: StoreContext): void => {
  it.effect("stores text, bytes, streams and files as they are", () =>
    Effect.gen(function* () {
      const bucket = yield* newBucket()
      const bytes = pattern(100_000)
      const path = join(yield* temporaryDirectory, "file.bin")
      writeFileSync(path, bytes)
      const chunks = Stream.make(bytes.subarray(0, 1), bytes.subarray(1, 70_000), bytes.subarray(70_000))
      const bodies: Readonly<Record<string, readonly [body: Body.BodyInput, expected: Uint8Array]>> = {
        text: ["grüße 你好 😀", Buffer.from("grüße 你好 😀")],
        bytes: [bytes, bytes],
        nothing: ["", new Uint8Array(0)],
        stream: [chunks, bytes],
        "stream of known length": [Body.stream(chunks, { contentLength: bytes.length }), bytes],
        file: [Body.file(path), bytes],
        "part of a file": [Body.file(path, { offset: 1000, length: 5000 }), bytes.subarray(1000, 6000)]
      }
      for (const [key, [body, expected]] of Object.entries(bodies)) {
        const put = yield* bucket.putObject({ key, body })
        const get = yield* bucket.getObject({ key })
        assert.isTrue(Buffer.from(expected).equals(yield* get.bytes), key)
        assert.strictEqual(get.contentLength, expected.length, key)
        assert.strictEqual(get.eTag, put.eTag, key)
        assert.strictEqual(get.crc64, put.crc64, key)
      }
    })
  )

  it.effect("tells ETag, MD5 and CRC-64 of what it stored", () =>
    Effect.gen(function* () {
      const bucket = yield* newBucket()
      const put = yield* bucket.putObject({ key: "check", body: "123456789" })
      // MD5 of "123456789".
      assert.strictEqual(put.eTag, "25F9E794323B453885F5181F1B624D0B")
      assert.strictEqual(put.contentMd5, "JfnnlDI7RTiF9RgfG2JNCw==")
      assert.strictEqual(put.crc64, checkCrc64)
      assert.isString(put.requestId)
    })
  )

  it.effect("compares the MD5 that comes with a body", () =>
    Effect.gen(function* () {
      const bucket = yield* newBucket()
      yield* bucket.putObject({ key: "check", body: "123456789", contentMd5: "JfnnlDI7RTiF9RgfG2JNCw==" })
      const wrong = bucket.putObject({ key: "wrong", body: "12345678", contentMd5: "JfnnlDI7RTiF9RgfG2JNCw==" })
      yield* refusedWith(wrong, "InvalidDigest", 400)
      assert.isFalse(yield* bucket.objectExists({ key: "wrong" }))
    })
  )

  it.effect("keeps headers and metadata with an object", () =>
    Effect.gen(function* () {
      const bucket = yield* newBucket()
      const kept = {
        contentType: "text/x-poem; charset=utf-8",
        cacheControl: "max-age=60",
        contentDisposition: 'attachment; filename="poem.txt"',
        contentEncoding: "identity",
        contentLanguage: "de",
        expires: "Sat, 05 Dec 2099 11:10:29 GMT"
      }
      const metadata = { "first-name": "Käthe", b2: "你好 😀", empty: "", "ä-like": "x" }
      const { "ä-like": _, ...valid } = metadata
      yield* bucket.putObject({ key: "poem", body: "roses", ...kept, metadata: { ...valid, UPPER: "v" } })
      const head = yield* bucket.headObject({ key: "poem" })
      for (const [name, value] of Object.entries(kept)) {
        assert.strictEqual(head[name as keyof typeof kept], value, name)
      }
      assert.deepStrictEqual(head.metadata, { ...valid, upper: "v" })
      assert.strictEqual(head.objectType, "Normal")
      assert.strictEqual(head.storageClass, "Standard")
      const age = DateTime.toEpochMillis(head.lastModified!) - DateTime.toEpochMillis(yield* DateTime.now)
      assert.isBelow(Math.abs(age), 900_000)
    })
  )

  it.effect("guesses the media type by the key", () =>
    Effect.gen(function* () {
      const bucket = yield* newBucket()
      for (const [key, type] of [
        ["a.png", "image/png"],
        ["b.JSON", "application/json"],
        ["c", "application/octet-stream"]
      ] as const) {
        yield* bucket.putObject({ key, body: "" })
        assert.strictEqual((yield* bucket.headObject({ key })).contentType, type)
      }
    })
  )

  it.effect("replaces objects unless that is forbidden", () =>
    Effect.gen(function* () {
      const bucket = yield* newBucket()
      yield* bucket.putObject({ key: "cat", body: "one", forbidOverwrite: true })
      yield* refusedWith(bucket.putObject({ key: "cat", body: "two", forbidOverwrite: true }), "FileAlreadyExists", 409)
      assert.strictEqual(yield* (yield* bucket.getObject({ key: "cat" })).text, "one")
      yield* bucket.putObject({ key: "cat", body: "three", metadata: { a: "b" } })
      yield* bucket.putObject({ key: "cat", body: "four" })
      const object = yield* bucket.getObject({ key: "cat" })
      assert.strictEqual(yield* object.text, "four")
      assert.deepStrictEqual(object.metadata, {})
    })
  )

  it.effect("appends, and checks the whole with every part", () =>
    Effect.gen(function* () {
      const bucket = yield* newBucket()
      const first = yield* bucket.appendObject({
        key: "log",
        position: 0,
        body: "1234",
        contentType: "text/plain",
        metadata: { a: "b" }
      })
      assert.strictEqual(first.nextAppendPosition, 4)
      const second = yield* bucket.appendObject({
        key: "log",
        position: first.nextAppendPosition,
        initCrc64: first.crc64,
        body: Stream.make(Buffer.from("5678"), Buffer.from("9"))
      })
      assert.strictEqual(second.nextAppendPosition, 9)
      assert.strictEqual(second.crc64, checkCrc64)
      const object = yield* bucket.getObject({ key: "log" })
      assert.strictEqual(yield* object.text, "123456789")
      assert.strictEqual(object.objectType, "Appendable")
      assert.strictEqual(object.nextAppendPosition, 9)
      assert.strictEqual(object.contentType, "text/plain")
      assert.deepStrictEqual(object.metadata, { a: "b" })
      assert.strictEqual(object.crc64, checkCrc64)
    })
  )

  it.effect("appends only where an appendable object ends", () =>
    Effect.gen(function* () {
      const bucket = yield* newBucket()
      yield* bucket.appendObject({ key: "log", position: 0, body: "1234" })
      for (const position of [0, 3, 5]) {
        yield* refusedWith(bucket.appendObject({ key: "log", position, body: "x" }), "PositionNotEqualToLength", 409)
      }
      yield* refusedWith(bucket.appendObject({ key: "new", position: 1, body: "x" }), "PositionNotEqualToLength", 409)
      yield* bucket.putObject({ key: "normal", body: "1234" })
      yield* refusedWith(bucket.appendObject({ key: "normal", position: 4, body: "x" }), "ObjectNotAppendable", 409)
      assert.strictEqual(yield* (yield* bucket.getObject({ key: "log" })).text, "1234")
    })
  )

  it.effect("notices an append that goes on from other bytes than the caller believes", () =>
    Effect.gen(function* () {
      const bucket = yield* newBucket()
      const first = yield* bucket.appendObject({ key: "log", position: 0, body: "1234" })
      const error = yield* Effect.flip(
        bucket.appendObject({ key: "log", position: 4, body: "5", initCrc64: first.crc64! + 1n })
      )
      assert.isTrue(error._tag === "ClientError" && error.reason._tag === "ChecksumMismatch", String(error))
    })
  )

  it.effect("tells the progress of uploads", () =>
    Effect.gen(function* () {
      const bucket = yield* newBucket()
      const told: Array<Body.Progress> = []
      const onProgress: Body.OnProgress = (progress) => Effect.sync(() => told.push(progress))
      yield* bucket.putObject({ key: "bytes", body: pattern(200_000), onProgress })
      assert.deepStrictEqual(told.at(-1), { transferred: 200_000, total: 200_000 })
      told.length = 0
      yield* bucket.putObject({ key: "stream", body: Stream.make(pattern(10), pattern(5)), onProgress })
      assert.deepStrictEqual(told.at(-1), { transferred: 15 })
      told.length = 0
      yield* bucket.appendObject({ key: "log", position: 0, body: pattern(10), onProgress })
      assert.deepStrictEqual(told.at(-1), { transferred: 10, total: 10 })
    })
  )

  it.effect("stores in the class that is asked for", () =>
    Effect.gen(function* () {
      const bucket = yield* newBucket()
      yield* bucket.putObject({ key: "cat", body: "", storageClass: "IA" })
      assert.strictEqual((yield* bucket.headObject({ key: "cat" })).storageClass, "IA")
    })
  )
}
