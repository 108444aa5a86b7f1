import { assert } from "@effect/vitest"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { Oss } from "../../../src/services/Oss.ts"
import { refusedWith, type StoreContext, type StoreIt } from "./StoreContext.ts"

export const copyBehaviours = (it: StoreIt, { newBucket, newBucketName }: StoreContext): void => {
  it.effect("copies with all that is kept with the source", () =>
    Effect.gen(function* () {
      const [from, to] = [yield* newBucket(), yield* newBucket()]
      const put = yield* from.putObject({
        key: "source",
        body: "bytes",
        contentType: "text/x-poem",
        metadata: { a: "b" },
        tagging: { t: "1" }
      })
      const copy = yield* to.copyObject({ key: "copy", source: { bucket: from.name, key: "source" } })
      assert.strictEqual(copy.eTag, put.eTag)
      assert.strictEqual(copy.crc64, put.crc64)
      const object = yield* to.getObject({ key: "copy" })
      assert.strictEqual(yield* object.text, "bytes")
      assert.strictEqual(object.contentType, "text/x-poem")
      assert.deepStrictEqual(object.metadata, { a: "b" })
      assert.deepStrictEqual((yield* to.getObjectTagging({ key: "copy" })).tagging, { t: "1" })
      assert.strictEqual(
        DateTime.formatIso(copy.lastModified).slice(0, 19),
        DateTime.formatIso(object.lastModified!).slice(0, 19)
      )
    })
  )

  it.effect("copies with what is given instead", () =>
    Effect.gen(function* () {
      const bucket = yield* newBucket()
      yield* bucket.putObject({
        key: "source",
        body: "bytes",
        contentType: "text/x-poem",
        metadata: { a: "b" },
        tagging: { t: "1" }
      })
      yield* bucket.copyObject({
        key: "copy",
        source: { bucket: bucket.name, key: "source" },
        contentType: "text/plain",
        metadata: { c: "d" },
        tagging: { u: "2" },
        storageClass: "IA"
      })
      const head = yield* bucket.headObject({ key: "copy" })
      assert.strictEqual(head.contentType, "text/plain")
      assert.deepStrictEqual(head.metadata, { c: "d" })
      assert.strictEqual(head.storageClass, "IA")
      assert.deepStrictEqual((yield* bucket.getObjectTagging({ key: "copy" })).tagging, { u: "2" })
    })
  )

  it.effect("copies under conditions of the source", () =>
    Effect.gen(function* () {
      const bucket = yield* newBucket()
      const { eTag } = yield* bucket.putObject({ key: "source", body: "bytes" })
      const lastModified = (yield* bucket.headObject({ key: "source" })).lastModified!
      const before = DateTime.subtract(lastModified, { hours: 1 })
      const other = "0".repeat(32)
      const copy = (conditions: object) =>
        bucket.copyObject({ key: "copy", source: { bucket: bucket.name, key: "source" }, ...conditions })
      yield* refusedWith(copy({ copySourceIfMatch: other }), "PreconditionFailed", 412)
      yield* refusedWith(copy({ copySourceIfUnmodifiedSince: before }), "PreconditionFailed", 412)
      yield* refusedWith(copy({ copySourceIfNoneMatch: eTag }), "NotModified", 304)
      yield* refusedWith(copy({ copySourceIfModifiedSince: lastModified }), "NotModified", 304)
      assert.isFalse(yield* bucket.objectExists({ key: "copy" }))
      yield* copy({ copySourceIfMatch: eTag, copySourceIfModifiedSince: before })
      yield* copy({ copySourceIfNoneMatch: other, copySourceIfUnmodifiedSince: lastModified })
      assert.isTrue(yield* bucket.objectExists({ key: "copy" }))
    })
  )

  it.effect("copies neither what is not there nor over what must stay", () =>
    Effect.gen(function* () {
      const bucket = yield* newBucket()
      const missing = { bucket: bucket.name, key: "missing" }
      yield* refusedWith(bucket.copyObject({ key: "copy", source: missing }), "NoSuchKey", 404)
      const nowhere = { bucket: newBucketName(), key: "source" }
      yield* refusedWith(bucket.copyObject({ key: "copy", source: nowhere }), "NoSuchBucket", 404)
      yield* bucket.putObject({ key: "source", body: "new" })
      yield* bucket.putObject({ key: "copy", body: "old" })
      const source = { bucket: bucket.name, key: "source" }
      yield* refusedWith(bucket.copyObject({ key: "copy", source, forbidOverwrite: true }), "FileAlreadyExists", 409)
      assert.strictEqual(yield* (yield* bucket.getObject({ key: "copy" })).text, "old")
    })
  )

  it.effect("changes what is kept with an object, and not its bytes", () =>
    Effect.gen(function* () {
      const bucket = yield* newBucket()
      const put = yield* bucket.putObject({
        key: "cat",
        body: "bytes",
        contentType: "text/x-poem",
        cacheControl: "no-cache",
        metadata: { a: "b" }
      })
      const changed = yield* bucket.updateObjectMeta({
        key: "cat",
        contentType: "text/plain",
        metadata: { c: "grüße" }
      })
      assert.strictEqual(changed.eTag, put.eTag)
      const object = yield* bucket.getObject({ key: "cat" })
      assert.strictEqual(yield* object.text, "bytes")
      assert.strictEqual(object.contentType, "text/plain")
      assert.isUndefined(object.cacheControl)
      assert.deepStrictEqual(object.metadata, { c: "grüße" })
      yield* refusedWith(bucket.updateObjectMeta({ key: "dog" }), "NoSuchKey", 404)
    })
  )

  it.effect("deletes objects, and absent ones too", () =>
    Effect.gen(function* () {
      const bucket = yield* newBucket()
      yield* bucket.putObject({ key: "cat", body: "" })
      yield* bucket.deleteObject({ key: "cat" })
      assert.isFalse(yield* bucket.objectExists({ key: "cat" }))
      yield* bucket.deleteObject({ key: "cat" })
    })
  )

  it.effect("deletes many objects at once, and tells which", () =>
    Effect.gen(function* () {
      const bucket = yield* newBucket()
      const keys = ["a", "b c", "d&e<f>", "你/好", "g+h%20", "\u0001\n"]
      yield* Effect.forEach(keys, (key) => bucket.putObject({ key, body: "" }), { concurrency: 4 })
      yield* bucket.putObject({ key: "kept", body: "" })
      const objects = [...keys, "never there"].map((key) => ({ key }))
      const told = yield* bucket.deleteMultipleObjects({ objects })
      assert.deepStrictEqual(told.deleted.map(({ key }) => key).sort(), [...keys, "never there"].sort())
      assert.deepStrictEqual(told.notDeleted, [])
      const left = yield* bucket.listObjectsV2()
      assert.deepStrictEqual(
        left.objects.map(({ key }) => key),
        ["kept"]
      )
      const quiet = yield* bucket.deleteMultipleObjects({ objects: [{ key: "kept" }], quiet: true })
      assert.deepStrictEqual(quiet.deleted, [])
      assert.isUndefined(quiet.notDeleted)
      assert.isFalse(yield* bucket.objectExists({ key: "kept" }))
    })
  )

  it.effect("deletes a thousand objects at once and no more", () =>
    Effect.gen(function* () {
      const bucket = yield* newBucket()
      yield* bucket.putObject({ key: "key-999", body: "" })
      const objects = Array.from({ length: 1001 }, (_, index) => ({ key: `key-${index}` }))
      const error = yield* Effect.flip(bucket.deleteMultipleObjects({ objects }))
      assert.match(error.message, /at most 1000 objects/)
      const told = yield* bucket.deleteMultipleObjects({ objects: objects.slice(0, 1000) })
      assert.lengthOf(told.deleted, 1000)
      assert.isFalse(yield* bucket.objectExists({ key: "key-999" }))
    })
  )

  it.effect("deletes nothing from a bucket that is not there", () =>
    Effect.gen(function* () {
      const bucket = (yield* Oss).bucket(newBucketName())
      yield* refusedWith(bucket.deleteMultipleObjects({ objects: [{ key: "a" }] }), "NoSuchBucket", 404)
    })
  )
}
