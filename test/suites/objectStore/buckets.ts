import { assert } from "@effect/vitest"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { Oss } from "../../../src/services/Oss.ts"
import { refusedWith, type StoreContext, type StoreIt } from "./StoreContext.ts"

export const bucketBehaviours = (it: StoreIt, { newBucket, newBucketName, countsAtOnce }: StoreContext): void => {
  it.effect("are created, described and deleted", () =>
    Effect.gen(function* () {
      const oss = yield* Oss
      const name = newBucketName()
      assert.isFalse(yield* oss.bucketExists({ bucket: name }))
      const bucket = oss.bucket(name)
      const before = yield* DateTime.now
      assert.strictEqual((yield* bucket.putBucket()).location, `/${name}`)
      assert.isTrue(yield* bucket.bucketExists())

      const { bucket: info } = yield* bucket.getBucketInfo()
      assert.strictEqual(info.name, name)
      assert.strictEqual(info.storageClass, "Standard")
      assert.strictEqual(info.dataRedundancyType, "LRS")
      assert.strictEqual(info.accessControlList?.acl, "private")
      assert.match(info.location, /^oss-/)
      assert.strictEqual(info.extranetEndpoint, `${info.location}.aliyuncs.com`)
      assert.strictEqual(info.intranetEndpoint, `${info.location}-internal.aliyuncs.com`)
      assert.isNotEmpty(info.owner?.id)
      // The clocks of a service and of its caller may differ by minutes.
      const age = DateTime.toEpochMillis(info.creationDate) - DateTime.toEpochMillis(before)
      assert.isBelow(Math.abs(age), 900_000)
      assert.strictEqual((yield* bucket.getBucketLocation()).location, info.location)

      yield* bucket.deleteBucket()
      assert.isFalse(yield* bucket.bucketExists())
      const reason = yield* refusedWith(bucket.getBucketInfo(), "NoSuchBucket", 404)
      assert.strictEqual(reason.details?.["BucketName"], name)
    })
  )

  it.effect("can be created once more, as they are", () =>
    Effect.gen(function* () {
      const bucket = yield* newBucket()
      yield* bucket.putObject({ key: "kept", body: "" })
      yield* bucket.putBucket()
      assert.isTrue(yield* bucket.objectExists({ key: "kept" }))
    })
  )

  it.effect("take a storage class, a redundancy and an access control list", () =>
    Effect.gen(function* () {
      const bucket = yield* newBucket({ acl: "private", storageClass: "IA", dataRedundancyType: "ZRS" })
      const { bucket: info } = yield* bucket.getBucketInfo()
      assert.strictEqual(info.storageClass, "IA")
      assert.strictEqual(info.dataRedundancyType, "ZRS")
      yield* bucket.putObject({ key: "cat", body: "" })
      assert.strictEqual((yield* bucket.headObject({ key: "cat" })).storageClass, "IA")
    })
  )

  it.effect("change their access control list", () =>
    Effect.gen(function* () {
      const bucket = yield* newBucket()
      const before = yield* bucket.getBucketAcl()
      assert.strictEqual(before.accessControlList?.acl, "private")
      yield* bucket.putBucketAcl({ acl: "public-read" })
      const after = yield* bucket.getBucketAcl()
      assert.strictEqual(after.accessControlList?.acl, "public-read")
      assert.deepStrictEqual({ ...after.owner }, { ...before.owner })
    })
  )

  it.effect("with objects are not deleted", () =>
    Effect.gen(function* () {
      const bucket = yield* newBucket()
      yield* bucket.putObject({ key: "cat", body: "" })
      yield* refusedWith(bucket.deleteBucket(), "BucketNotEmpty", 409)
      assert.isTrue(yield* bucket.bucketExists())
    })
  )

  it.effect("count their objects and bytes", () =>
    Effect.gen(function* () {
      const bucket = yield* newBucket()
      yield* bucket.putObject({ key: "a", body: "12345" })
      yield* bucket.putObject({ key: "b", body: "678" })
      const stat = yield* bucket.getBucketStat()
      assert.isAtLeast(stat.objectCount, 0)
      assert.isAtLeast(stat.storage, 0)
      if (countsAtOnce) {
        assert.strictEqual(stat.objectCount, 2)
        assert.strictEqual(stat.storage, 8)
      }
    })
  )

  it.effect("that do not exist are an error to every call on them", () =>
    Effect.gen(function* () {
      const oss = yield* Oss
      const bucket = oss.bucket(newBucketName())
      yield* refusedWith(bucket.deleteBucket(), "NoSuchBucket", 404)
      yield* refusedWith(bucket.getBucketStat(), "NoSuchBucket", 404)
      yield* refusedWith(bucket.getBucketLocation(), "NoSuchBucket", 404)
      yield* refusedWith(bucket.getBucketAcl(), "NoSuchBucket", 404)
      yield* refusedWith(bucket.putObject({ key: "cat", body: "" }), "NoSuchBucket", 404)
      yield* refusedWith(bucket.getObject({ key: "cat" }), "NoSuchBucket", 404)
      yield* refusedWith(bucket.headObject({ key: "cat" }), "NoSuchBucket", 404)
      yield* refusedWith(bucket.objectExists({ key: "cat" }), "NoSuchBucket", 404)
      yield* refusedWith(bucket.listObjects(), "NoSuchBucket", 404)
      yield* refusedWith(bucket.listObjectsV2(), "NoSuchBucket", 404)
      yield* refusedWith(bucket.deleteObject({ key: "cat" }), "NoSuchBucket", 404)
    })
  )

  it.effect("are listed, page by page and all at once", () =>
    Effect.gen(function* () {
      const oss = yield* Oss
      const created = [yield* newBucket(), yield* newBucket(), yield* newBucket()].map(({ name }) => name)
      const prefix = created[0]!.slice(0, created[0]!.lastIndexOf("-") + 1)
      const mine = (names: ReadonlyArray<{ readonly name: string }>) =>
        names.map(({ name }) => name).filter((name) => created.includes(name))

      const all = yield* oss.listBuckets({ prefix, maxKeys: 1000 })
      assert.deepStrictEqual(mine(all.buckets), [...created].sort())
      assert.isNotEmpty(all.owner?.id)
      const summary = all.buckets.find(({ name }) => name === created[0])
      assert.strictEqual(summary?.storageClass, "Standard")
      assert.match(summary!.location, /^oss-/)

      const page = yield* oss.listBuckets({ prefix, maxKeys: 1 })
      assert.lengthOf(page.buckets, 1)
      assert.isTrue(page.isTruncated)
      const next = yield* oss.listBuckets({ prefix, maxKeys: 1000, marker: page.nextMarker })
      assert.notInclude(
        next.buckets.map(({ name }) => name),
        page.buckets[0]!.name
      )
      const streamed = yield* Stream.runCollect(oss.listBucketsAll({ prefix, pageSize: 1 }))
      assert.deepStrictEqual(mine(streamed), [...created].sort())
      const none = yield* oss.listBuckets({ prefix: `${prefix}none` })
      assert.lengthOf(none.buckets, 0)
    })
  )
}
