import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { assert } from "@effect/vitest"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { ByteRange, Progress } from "../../../src/schema/Body.ts"
import { temporaryDirectory } from "../temporaryDirectory.ts"
import { pattern, refusedWith, type StoreContext, type StoreIt } from "./StoreContext.ts"

export const readBehaviours = (it: StoreIt, { newBucket }: StoreContext): void => {
  const content = pattern(1000)

  it.effect("gives bytes, text, a stream or a file", () =>
    Effect.gen(function* () {
      const bucket = yield* newBucket()
      yield* bucket.putObject({ key: "cat", body: content })
      const directory = yield* temporaryDirectory
      const path = join(directory, "cat")
      const read = bucket.getObject({ key: "cat" })
      assert.isTrue(Buffer.from(content).equals(yield* (yield* read).bytes))
      assert.isTrue(Buffer.from(content).equals(Buffer.concat(yield* Stream.runCollect((yield* read).stream))))
      assert.strictEqual(yield* (yield* read).toFile(path), 1000)
      assert.isTrue(Buffer.from(content).equals(readFileSync(path)))
      assert.deepStrictEqual(readdirSync(directory), ["cat"])
      yield* bucket.putObject({ key: "text", body: "grüße" })
      assert.strictEqual(yield* (yield* bucket.getObject({ key: "text" })).text, "grüße")
    })
  )

  it.effect("tells the head without the body, the same in both", () =>
    Effect.gen(function* () {
      const bucket = yield* newBucket()
      const put = yield* bucket.putObject({ key: "cat", body: content, contentType: "image/png", metadata: { a: "b" } })
      const head = yield* bucket.headObject({ key: "cat" })
      const { bytes, stream: _1, text: _2, toFile: _3, requestId: _4, ...get } = yield* bucket.getObject({ key: "cat" })
      const { requestId: _5, ...headOnly } = head
      assert.deepStrictEqual({ ...headOnly }, { ...get })
      yield* bytes
      assert.strictEqual(head.contentLength, 1000)
      assert.strictEqual(head.eTag, put.eTag)
      const meta = yield* bucket.getObjectMeta({ key: "cat" })
      assert.strictEqual(meta.contentLength, 1000)
      assert.strictEqual(meta.eTag, put.eTag)
      assert.strictEqual(DateTime.toEpochMillis(meta.lastModified!), DateTime.toEpochMillis(head.lastModified!))
    })
  )

  it.effect("knows what exists", () =>
    Effect.gen(function* () {
      const bucket = yield* newBucket()
      yield* bucket.putObject({ key: "cat", body: "" })
      assert.isTrue(yield* bucket.objectExists({ key: "cat" }))
      assert.isFalse(yield* bucket.objectExists({ key: "dog" }))
      assert.isFalse(yield* bucket.objectExists({ key: "cat/" }))
      const reason = yield* refusedWith(bucket.getObject({ key: "dog" }), "NoSuchKey", 404)
      assert.strictEqual(reason.details?.["Key"], "dog")
      yield* refusedWith(bucket.headObject({ key: "dog" }), "NoSuchKey", 404)
      yield* refusedWith(bucket.getObjectMeta({ key: "dog" }), "NoSuchKey", 404)
      yield* refusedWith(bucket.getObjectAcl({ key: "dog" }), "NoSuchKey", 404)
    })
  )

  it.effect("gives parts", () =>
    Effect.gen(function* () {
      const bucket = yield* newBucket()
      yield* bucket.putObject({ key: "cat", body: content })
      const parts: ReadonlyArray<readonly [range: ByteRange, from: number, to: number]> = [
        [[0, 99], 0, 100],
        [[undefined, 99], 901, 1000],
        [[100, undefined], 100, 1000],
        [[999, 999], 999, 1000],
        [[0, 0], 0, 1],
        [[0, 999], 0, 1000]
      ]
      for (const [range, from, to] of parts) {
        const part = yield* bucket.getObject({ key: "cat", range })
        assert.isTrue(Buffer.from(content.subarray(from, to)).equals(yield* part.bytes), String(range))
        assert.strictEqual(part.contentRange, `bytes ${from}-${to - 1}/1000`)
        assert.strictEqual(part.contentLength, to - from)
      }
    })
  )

  it.effect("refuses parts that do not exist, unless told to give the whole then", () =>
    Effect.gen(function* () {
      const bucket = yield* newBucket()
      yield* bucket.putObject({ key: "cat", body: content })
      for (const range of [
        [1000, undefined],
        [2000, 3000]
      ] as const) {
        const whole = yield* bucket.getObject({ key: "cat", range, rangeBehavior: "wholeObject" })
        assert.lengthOf(yield* whole.bytes, 1000)
        assert.isUndefined(whole.contentRange)
        yield* refusedWith(bucket.getObject({ key: "cat", range }), "InvalidRange", 416)
        yield* refusedWith(bucket.getObject({ key: "cat", range, rangeBehavior: "standard" }), "InvalidRange", 416)
      }
      const clipped = yield* bucket.getObject({ key: "cat", range: [990, 2000] })
      assert.lengthOf(yield* clipped.bytes, 10)
      assert.strictEqual(clipped.contentRange, "bytes 990-999/1000")
    })
  )

  it.effect("gives objects under conditions", () =>
    Effect.gen(function* () {
      const bucket = yield* newBucket()
      const { eTag } = yield* bucket.putObject({ key: "cat", body: content })
      const { lastModified } = yield* bucket.headObject({ key: "cat" })
      const before = DateTime.subtract(lastModified!, { hours: 1 })
      const other = "0".repeat(32)
      const read = (conditions: Omit<NonNullable<Parameters<typeof bucket.getObject>[0]>, "key">) =>
        Effect.flatMap(bucket.getObject({ key: "cat", ...conditions }), ({ bytes }) => bytes)
      const head = (conditions: Omit<NonNullable<Parameters<typeof bucket.headObject>[0]>, "key">) =>
        bucket.headObject({ key: "cat", ...conditions })

      for (const met of [
        { ifMatch: eTag },
        { ifNoneMatch: other },
        { ifModifiedSince: before },
        { ifUnmodifiedSince: lastModified! },
        { ifMatch: eTag, ifModifiedSince: before }
      ]) {
        assert.lengthOf(yield* read(met), 1000)
        assert.strictEqual((yield* head(met)).eTag, eTag)
      }
      for (const unmet of [{ ifMatch: other }, { ifUnmodifiedSince: before }]) {
        yield* refusedWith(read(unmet), "PreconditionFailed", 412)
        yield* refusedWith(head(unmet), "PreconditionFailed", 412)
      }
      for (const unmet of [{ ifNoneMatch: eTag }, { ifModifiedSince: lastModified! }]) {
        yield* refusedWith(read(unmet), "NotModified", 304)
        yield* refusedWith(head(unmet), "NotModified", 304)
      }
    })
  )

  it.effect("sends other headers when asked to", () =>
    Effect.gen(function* () {
      const bucket = yield* newBucket()
      yield* bucket.putObject({ key: "cat", body: content, contentType: "image/png" })
      const object = yield* bucket.getObject({
        key: "cat",
        responseContentType: "text/plain; charset=utf-8",
        responseContentLanguage: "de",
        responseExpires: "Sat, 05 Dec 2099 11:10:29 GMT",
        responseCacheControl: "no-cache",
        responseContentDisposition: "attachment; filename=a b+c.txt",
        responseContentEncoding: "identity"
      })
      assert.strictEqual(object.contentType, "text/plain; charset=utf-8")
      assert.strictEqual(object.contentLanguage, "de")
      assert.strictEqual(object.expires, "Sat, 05 Dec 2099 11:10:29 GMT")
      assert.strictEqual(object.cacheControl, "no-cache")
      assert.strictEqual(object.contentDisposition, "attachment; filename=a b+c.txt")
      assert.strictEqual(object.contentEncoding, "identity")
      yield* object.bytes
      assert.strictEqual((yield* bucket.headObject({ key: "cat" })).contentType, "image/png")
    })
  )

  it.effect("tells the progress of downloads", () =>
    Effect.gen(function* () {
      const bucket = yield* newBucket()
      yield* bucket.putObject({ key: "cat", body: pattern(300_000) })
      const told: Array<Progress> = []
      const object = yield* bucket.getObject({
        key: "cat",
        onProgress: (progress) => Effect.sync(() => told.push(progress))
      })
      assert.lengthOf(told, 0)
      yield* object.bytes
      assert.deepStrictEqual(told.at(-1), { transferred: 300_000, total: 300_000 })
      const part = yield* bucket.getObject({
        key: "cat",
        range: [0, 99],
        onProgress: (progress) => Effect.sync(() => told.push(progress))
      })
      yield* part.bytes
      assert.deepStrictEqual(told.at(-1), { transferred: 100, total: 100 })
    })
  )

  it.effect("lets go of what is read no further", () =>
    Effect.gen(function* () {
      const bucket = yield* newBucket()
      yield* bucket.putObject({ key: "cat", body: pattern(3_000_000) })
      // More downloads than connections would be left.
      yield* Effect.forEach(
        Array.from({ length: 100 }),
        () => Effect.flatMap(bucket.getObject({ key: "cat" }), ({ stream }) => Stream.runDrain(Stream.take(stream, 1))),
        { concurrency: 4 }
      )
      assert.lengthOf(yield* (yield* bucket.getObject({ key: "cat" })).bytes, 3_000_000)
    })
  )
}
