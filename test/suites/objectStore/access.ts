import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { refusedWith, type StoreContext, type StoreIt } from "./StoreContext.ts"

export const accessBehaviours = (it: StoreIt, { newBucket }: StoreContext): void => {
  it.effect("gives each object its access control list", () =>
    Effect.gen(function* () {
      const bucket = yield* newBucket()
      yield* bucket.putObject({ key: "cat", body: "" })
      const before = yield* bucket.getObjectAcl({ key: "cat" })
      assert.strictEqual(before.accessControlList.acl, "default")
      yield* bucket.putObjectAcl({ key: "cat", acl: "public-read" })
      const after = yield* bucket.getObjectAcl({ key: "cat" })
      assert.strictEqual(after.accessControlList.acl, "public-read")
      assert.deepStrictEqual({ ...after.owner }, { ...(yield* bucket.getBucketAcl()).owner })
      yield* bucket.putObject({ key: "dog", body: "", acl: "private" })
      assert.strictEqual((yield* bucket.getObjectAcl({ key: "dog" })).accessControlList.acl, "private")
      yield* refusedWith(bucket.putObjectAcl({ key: "bird", acl: "private" }), "NoSuchKey", 404)
    })
  )

  it.effect("sets, replaces and removes tags", () =>
    Effect.gen(function* () {
      const bucket = yield* newBucket()
      const tagging = { "first tag": "a+b=c", 你: "好", empty: "" }
      yield* bucket.putObject({ key: "cat", body: "", tagging })
      assert.deepStrictEqual((yield* bucket.getObjectTagging({ key: "cat" })).tagging, tagging)
      assert.strictEqual((yield* bucket.headObject({ key: "cat" })).taggingCount, 3)
      yield* bucket.putObjectTagging({ key: "cat", tagging: { only: "one" } })
      assert.deepStrictEqual((yield* bucket.getObjectTagging({ key: "cat" })).tagging, { only: "one" })
      yield* bucket.deleteObjectTagging({ key: "cat" })
      assert.deepStrictEqual((yield* bucket.getObjectTagging({ key: "cat" })).tagging, {})
      assert.isUndefined((yield* bucket.headObject({ key: "cat" })).taggingCount)
      yield* refusedWith(bucket.getObjectTagging({ key: "dog" }), "NoSuchKey", 404)
      yield* refusedWith(bucket.putObjectTagging({ key: "dog", tagging: {} }), "NoSuchKey", 404)
    })
  )

  it.effect("lets a symlink stand for an object", () =>
    Effect.gen(function* () {
      const bucket = yield* newBucket()
      const target = "folder/ö +%?#&猫"
      yield* bucket.putObject({ key: target, body: "bytes", contentType: "text/x-poem" })
      yield* bucket.putSymlink({ key: "link", target, metadata: { a: "b" } })
      const link = yield* bucket.getSymlink({ key: "link" })
      assert.strictEqual(link.target, target)
      assert.deepStrictEqual(link.metadata, { a: "b" })
      const object = yield* bucket.getObject({ key: "link" })
      assert.strictEqual(yield* object.text, "bytes")
      const head = yield* bucket.headObject({ key: "link" })
      assert.strictEqual(head.objectType, "Symlink")
      assert.strictEqual(head.contentLength, 5)
      yield* bucket.deleteObject({ key: "link" })
      assert.isTrue(yield* bucket.objectExists({ key: target }))
    })
  )

  it.effect("lets a symlink stand for nothing, but not be read", () =>
    Effect.gen(function* () {
      const bucket = yield* newBucket()
      yield* bucket.putSymlink({ key: "link", target: "nothing" })
      assert.strictEqual((yield* bucket.getSymlink({ key: "link" })).target, "nothing")
      yield* refusedWith(bucket.getObject({ key: "link" }), "SymlinkTargetNotExist", 404)
      yield* bucket.putSymlink({ key: "other", target: "link" })
      yield* refusedWith(bucket.getObject({ key: "other" }), "InvalidTargetType", 400)
      yield* bucket.putObject({ key: "nothing", body: "something" })
      assert.strictEqual(yield* (yield* bucket.getObject({ key: "link" })).text, "something")
    })
  )

  it.effect("makes no symlink over an object when that is forbidden", () =>
    Effect.gen(function* () {
      const bucket = yield* newBucket()
      yield* bucket.putObject({ key: "cat", body: "bytes" })
      yield* refusedWith(
        bucket.putSymlink({ key: "cat", target: "dog", forbidOverwrite: true }),
        "FileAlreadyExists",
        409
      )
      yield* refusedWith(bucket.getSymlink({ key: "missing" }), "NoSuchKey", 404)
    })
  )
}
