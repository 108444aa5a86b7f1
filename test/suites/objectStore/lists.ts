import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { OssBucket } from "../../../src/services/Oss.ts"
import type { StoreContext, StoreIt } from "./StoreContext.ts"

const keysOf = (objects: ReadonlyArray<{ readonly key: string }>) => objects.map(({ key }) => key)

const fill = (bucket: OssBucket, keys: ReadonlyArray<string>) =>
  Effect.forEach(keys, (key) => bucket.putObject({ key, body: key }), { concurrency: 8 })

const tree = ["a.txt", "b/1", "b/2", "b/c/3", "d/4", "e.txt"]

export const listBehaviours = (it: StoreIt, { newBucket }: StoreContext): void => {
  it.effect("of an empty bucket are empty", () =>
    Effect.gen(function* () {
      const bucket = yield* newBucket()
      const page = yield* bucket.listObjectsV2()
      assert.strictEqual(page.name, bucket.name)
      assert.deepStrictEqual([page.objects, page.commonPrefixes, page.isTruncated], [[], [], false])
      assert.deepStrictEqual((yield* bucket.listObjects()).objects, [])
      assert.deepStrictEqual(yield* Stream.runCollect(bucket.listObjectsAll()), [])
      assert.deepStrictEqual(yield* Stream.runCollect(bucket.listEntriesAll()), [])
    })
  )

  it.effect("tell what objects are", () =>
    Effect.gen(function* () {
      const bucket = yield* newBucket()
      const { eTag } = yield* bucket.putObject({ key: "cat", body: "bytes", storageClass: "IA" })
      yield* bucket.appendObject({ key: "log", position: 0, body: "12" })
      const head = yield* bucket.headObject({ key: "cat" })
      for (const { objects } of [yield* bucket.listObjectsV2({ fetchOwner: true }), yield* bucket.listObjects()]) {
        const [cat, log] = objects
        assert.strictEqual(cat?.key, "cat")
        assert.strictEqual(cat?.eTag, eTag)
        assert.strictEqual(cat?.size, 5)
        assert.strictEqual(cat?.type, "Normal")
        assert.strictEqual(cat?.storageClass, "IA")
        assert.strictEqual(
          Math.floor(cat!.lastModified.epochMilliseconds / 1000),
          Math.floor(head.lastModified!.epochMilliseconds / 1000)
        )
        assert.isNotEmpty(cat?.owner?.id)
        assert.strictEqual(log?.type, "Appendable")
        assert.strictEqual(log?.size, 2)
      }
      const [withoutOwner] = (yield* bucket.listObjectsV2()).objects
      assert.isUndefined(withoutOwner?.owner)
    })
  )

  it.effect("put together what has a delimiter in its key", () =>
    Effect.gen(function* () {
      const bucket = yield* newBucket()
      yield* fill(bucket, tree)
      const both = (input: { readonly prefix?: string; readonly delimiter?: string }) =>
        Effect.gen(function* () {
          const found = [yield* bucket.listObjects(input), yield* bucket.listObjectsV2(input)].map(
            ({ objects, commonPrefixes }) => [keysOf(objects), commonPrefixes.map(({ prefix }) => prefix)]
          )
          assert.deepStrictEqual(found[0], found[1])
          return found[0]
        })
      assert.deepStrictEqual(yield* both({}), [tree, []])
      assert.deepStrictEqual(yield* both({ delimiter: "/" }), [
        ["a.txt", "e.txt"],
        ["b/", "d/"]
      ])
      assert.deepStrictEqual(yield* both({ prefix: "b/" }), [["b/1", "b/2", "b/c/3"], []])
      assert.deepStrictEqual(yield* both({ prefix: "b/", delimiter: "/" }), [["b/1", "b/2"], ["b/c/"]])
      assert.deepStrictEqual(yield* both({ prefix: "b", delimiter: "/" }), [[], ["b/"]])
      assert.deepStrictEqual(yield* both({ delimiter: ".txt" }), [
        ["b/1", "b/2", "b/c/3", "d/4"],
        ["a.txt", "e.txt"]
      ])
      assert.deepStrictEqual(yield* both({ prefix: "z" }), [[], []])
    })
  )

  it.effect("come in pages, one after the other", () =>
    Effect.gen(function* () {
      const bucket = yield* newBucket()
      yield* fill(bucket, tree)
      const first = yield* bucket.listObjects({ maxKeys: 2 })
      assert.deepStrictEqual(keysOf(first.objects), ["a.txt", "b/1"])
      assert.isTrue(first.isTruncated)
      const second = yield* bucket.listObjects({ maxKeys: 2, marker: first.nextMarker })
      assert.deepStrictEqual(keysOf(second.objects), ["b/2", "b/c/3"])
      const last = yield* bucket.listObjects({ maxKeys: 2, marker: second.nextMarker })
      assert.deepStrictEqual(keysOf(last.objects), ["d/4", "e.txt"])
      assert.isFalse(last.isTruncated)
      assert.isUndefined(last.nextMarker)

      const one = yield* bucket.listObjectsV2({ maxKeys: 4 })
      assert.strictEqual(one.keyCount, 4)
      const two = yield* bucket.listObjectsV2({ maxKeys: 4, continuationToken: one.nextContinuationToken })
      assert.deepStrictEqual([...keysOf(one.objects), ...keysOf(two.objects)], tree)
      assert.isFalse(two.isTruncated)
      assert.isUndefined(two.nextContinuationToken)
      const after = yield* bucket.listObjectsV2({ startAfter: "b/2" })
      assert.deepStrictEqual(keysOf(after.objects), ["b/c/3", "d/4", "e.txt"])
    })
  )

  it.effect("count common prefixes in their pages, and give none twice", () =>
    Effect.gen(function* () {
      const bucket = yield* newBucket()
      yield* fill(bucket, tree)
      for (const pageSize of [1, 2, 3, 1000]) {
        const entries = yield* Stream.runCollect(bucket.listEntriesAll({ pageSize }))
        assert.deepStrictEqual(
          entries.map((entry) => (entry._tag === "Object" ? entry.key : entry.prefix)),
          ["a.txt", "b/", "d/", "e.txt"],
          String(pageSize)
        )
      }
      const page = yield* bucket.listObjects({ delimiter: "/", maxKeys: 2 })
      assert.lengthOf([...page.objects, ...page.commonPrefixes], 2)
      const next = yield* bucket.listObjects({ delimiter: "/", maxKeys: 2, marker: page.nextMarker })
      assert.deepStrictEqual(
        [keysOf(next.objects), next.commonPrefixes.map(({ prefix }) => prefix)],
        [["e.txt"], ["d/"]]
      )
    })
  )

  it.effect("go through all pages as a stream, as far as it is read", () =>
    Effect.gen(function* () {
      const bucket = yield* newBucket()
      const keys = Array.from({ length: 25 }, (_, index) => `key-${String(index).padStart(3, "0")}`)
      yield* fill(bucket, keys)
      for (const pageSize of [1, 7, 25, 1000]) {
        const all = yield* Stream.runCollect(bucket.listObjectsAll({ pageSize }))
        assert.deepStrictEqual(keysOf(all), keys, String(pageSize))
      }
      const some = yield* Stream.runCollect(Stream.take(bucket.listObjectsAll({ pageSize: 2 }), 3))
      assert.deepStrictEqual(keysOf(some), keys.slice(0, 3))
      const prefixed = yield* Stream.runCollect(bucket.listObjectsAll({ prefix: "key-01", pageSize: 3 }))
      assert.deepStrictEqual(keysOf(prefixed), keys.slice(10, 20))
      const after = yield* Stream.runCollect(bucket.listObjectsAll({ startAfter: "key-022", pageSize: 1 }))
      assert.deepStrictEqual(keysOf(after), keys.slice(23))
    })
  )

  it.effect("are in the order of the keys' bytes", () =>
    Effect.gen(function* () {
      const bucket = yield* newBucket()
      // In UTF-16 an emoji comes before U+FF01, in UTF-8 after it.
      const keys = [" ", "+", "A", "a", "a b", "a+b", "a/b", "aa", "z", "ä", "你", "！", "😀"]
      yield* fill(bucket, [...keys].reverse())
      assert.deepStrictEqual(keysOf((yield* bucket.listObjectsV2()).objects), keys)
      assert.deepStrictEqual(keysOf((yield* bucket.listObjects()).objects), keys)
      const paged = yield* Stream.runCollect(bucket.listEntriesAll({ pageSize: 2, delimiter: "|" }))
      assert.deepStrictEqual(
        paged.map((entry) => (entry._tag === "Object" ? entry.key : entry.prefix)),
        keys
      )
    })
  )

  it.effect("take prefixes, delimiters and markers of every kind", () =>
    Effect.gen(function* () {
      const bucket = yield* newBucket()
      const keys = ["a&b/1", "a&b/2", "a+ b%/3", "你好/4", "你好/😀/5"]
      yield* fill(bucket, keys)
      for (const [prefix, found] of [
        ["a&b/", ["a&b/1", "a&b/2"]],
        ["a+ b%", ["a+ b%/3"]],
        ["你好/", ["你好/4", "你好/😀/5"]]
      ] as const) {
        const page = yield* bucket.listObjectsV2({ prefix })
        assert.deepStrictEqual(keysOf(page.objects), [...found])
        assert.strictEqual(page.prefix, prefix)
      }
      const folders = yield* bucket.listObjects({ prefix: "你好/", delimiter: "/" })
      assert.deepStrictEqual(
        folders.commonPrefixes.map(({ prefix }) => prefix),
        ["你好/😀/"]
      )
      const divided = yield* bucket.listObjectsV2({ delimiter: "😀" })
      assert.deepStrictEqual(
        divided.commonPrefixes.map(({ prefix }) => prefix),
        ["你好/😀"]
      )
      const after = yield* bucket.listObjects({ marker: "a&b/2" })
      assert.deepStrictEqual(keysOf(after.objects), keys.slice(2))
    })
  )
}
