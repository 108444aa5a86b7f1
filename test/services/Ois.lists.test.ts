/** Lists of OIS as Streams: over all pages, and never round in a circle. */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { OisBucket, OisService } from "../../src/services/Ois.ts"
import { calledOis, codeOf, oisAnswer } from "../suites/scriptedOis.ts"

const key = (name: string) => ({ key: name, size: 1 })
const page = (document: object) => oisAnswer(200, document)

/** The keys of a list over some pages, and the markers that were asked for. */
const listed = (pages: ReadonlyArray<object>, input: Parameters<OisBucket["listObjectsAll"]>[0] = {}) =>
  Effect.map(
    calledOis(pages.map(page), (ois) => Stream.runCollect(ois.bucket("test-bucket", "pek3a").listObjectsAll(input))),
    ({ output, seen }) => ({
      keys: output.map((object) => object.key),
      markers: seen.map(({ target }) => new URLSearchParams(target.split("?")[1]).get("marker"))
    })
  )

/** How a list over some pages ends that does not end well. */
const ended = (pages: ReadonlyArray<object>) =>
  Effect.map(
    calledOis(pages.map(page), (ois) => codeOf(Stream.runDrain(ois.listObjectsAll({ bucket: "test-bucket" })))),
    ({ output, seen }) => [output, seen.length]
  )

describe("a list of objects", () => {
  it.effect("ends where the service says so, whatever marker it gives", () =>
    Effect.gen(function* () {
      const { keys, markers } = yield* listed([
        { keys: [key("a")], next_marker: "a", has_more: true },
        { keys: [key("b")], next_marker: "b", has_more: false }
      ])
      assert.deepStrictEqual(keys, ["a", "b"])
      assert.deepStrictEqual(markers, [null, "a"])
    })
  )

  it.effect("of an older server ends without a marker, with an empty page, or with a marker that stays", () =>
    Effect.gen(function* () {
      const first = { keys: [key("a")], next_marker: "a" }
      for (const last of [
        { keys: [key("b")], next_marker: "" },
        { keys: [key("b")] },
        { keys: [key("b")], next_marker: "a" }
      ]) {
        assert.deepStrictEqual((yield* listed([first, last])).keys, ["a", "b"])
      }
      assert.deepStrictEqual((yield* listed([first, { keys: [], next_marker: "b" }])).keys, ["a"])
      assert.deepStrictEqual(
        (yield* listed([first, { keys: [], common_prefixes: ["p/"], next_marker: "p/" }, {}])).keys,
        ["a"]
      )
    })
  )

  it.effect("goes on over an empty page when there is more", () =>
    Effect.gen(function* () {
      const { keys } = yield* listed([
        { keys: [], next_marker: "a", has_more: true },
        { keys: [key("b")], has_more: false }
      ])
      assert.deepStrictEqual(keys, ["b"])
    })
  )

  it.effect("fails where it claims to go on and does not", () =>
    Effect.gen(function* () {
      const at = (marker: string | undefined) => ({ keys: [key("a")], next_marker: marker, has_more: true })
      assert.deepStrictEqual(yield* ended([at("a"), at("a")]), ["UndecodableResponse", 2])
      assert.deepStrictEqual(yield* ended([at("")]), ["UndecodableResponse", 1])
      assert.deepStrictEqual(yield* ended([at(undefined)]), ["UndecodableResponse", 1])
    })
  )

  it.effect("fails where it goes in a circle, however long, also of an older server", () =>
    Effect.gen(function* () {
      for (const hasMore of [true, undefined]) {
        const circle = Array.from({ length: 40 }, (_, index) => ({
          keys: [key("a")],
          next_marker: index < 3 ? `start-${index}` : `${(index - 3) % 7}`,
          has_more: hasMore
        }))
        const [code] = yield* ended(circle)
        assert.strictEqual(code, "UndecodableResponse")
      }
    })
  )

  it.effect("tells where it was stuck, and the request", () =>
    Effect.gen(function* () {
      const { output } = yield* calledOis(
        [
          page({ keys: [key("a")], next_marker: "m", has_more: true }),
          page({ keys: [], next_marker: "m", has_more: true })
        ],
        (ois) => Effect.flip(Stream.runDrain(ois.listObjectsAll({ bucket: "test-bucket" })))
      )
      assert.match(output.message, /^Ois\.listObjectsAll: .*claims to go on at "m", where it has been/)
    })
  )

  it.effect("starts after a marker, asks for pages of a size, and can be run again", () =>
    Effect.gen(function* () {
      const { output, seen } = yield* calledOis(
        [1, 2].flatMap(() => [page({ keys: [key("c")], has_more: false })]),
        (ois) => {
          const list = ois.bucket("test-bucket").listObjectsAll({ marker: "b", prefix: "", pageSize: 7 })
          return Effect.all([Stream.runCollect(list), Stream.runCollect(list)])
        }
      )
      assert.strictEqual(output[1].length, 1)
      assert.deepStrictEqual(
        seen.map(({ target }) => target),
        ["/test-bucket?prefix&marker=b&limit=7", "/test-bucket?prefix&marker=b&limit=7"]
      )
    })
  )

  it.effect("fetches no page that nobody wants", () =>
    Effect.gen(function* () {
      const { output, seen } = yield* calledOis(
        [page({ keys: [key("a"), key("b")], next_marker: "b", has_more: true })],
        (ois) => ois.listObjectsAll({ bucket: "test-bucket" }).pipe(Stream.take(2), Stream.runCollect)
      )
      assert.deepStrictEqual([output.length, seen.length], [2, 1])
    })
  )

  it.effect("shows folders among objects, in the order of bytes", () =>
    Effect.gen(function* () {
      const { output, seen } = yield* calledOis(
        [page({ keys: [key("p/a"), key("p/\uFFFD")], common_prefixes: ["p/b/", "p/😀/"], has_more: false })],
        (ois) => Stream.runCollect(ois.bucket("test-bucket").listEntriesAll({ prefix: "p/" }))
      )
      assert.deepStrictEqual(
        output.map((entry) => (entry._tag === "Object" ? entry.key : entry.prefix)),
        ["p/a", "p/b/", "p/\uFFFD", "p/😀/"]
      )
      assert.match(seen[0]!.target, /delimiter=%2F/)
    })
  )
})

describe("other lists", () => {
  const collected = <A>(pages: ReadonlyArray<object>, use: (ois: OisService) => Stream.Stream<A, any>) =>
    Effect.map(
      calledOis(pages.map(page), (ois) => Stream.runCollect(use(ois))),
      ({ output, seen }) => ({ items: output, targets: seen.map(({ target }) => target) })
    )
  const bucket = "test-bucket"

  it.effect("buckets are counted on, until a page is short", () =>
    Effect.gen(function* () {
      const names = (from: number, count: number) =>
        Array.from({ length: count }, (_, index) => ({ name: `bucket-${from + index}` }))
      const all = yield* collected(
        [{ buckets: names(0, 200) }, { buckets: names(200, 200) }, { buckets: names(400, 3) }],
        (ois) => ois.listBucketsAll({ location: "pek3a" })
      )
      assert.strictEqual(all.items.length, 403)
      assert.deepStrictEqual(all.targets, ["/?offset=0&limit=200", "/?offset=200&limit=200", "/?offset=400&limit=200"])
      // The service may give smaller pages than were asked for.
      const cut = yield* collected([{ buckets: names(0, 200) }, { buckets: [] }], (ois) =>
        ois.listBucketsAll({ pageSize: 500 })
      )
      assert.deepStrictEqual([cut.items.length, cut.targets.length], [200, 2])
      const small = yield* collected([{ buckets: names(0, 2) }, { buckets: names(2, 1) }], (ois) =>
        ois.listBucketsAll({ pageSize: 2 })
      )
      assert.strictEqual(small.items.length, 3)
    })
  )

  it.effect("buckets of a server that knows no offset end in an error", () =>
    Effect.gen(function* () {
      const same = page({ buckets: [{ name: "a" }, { name: "b" }] })
      const { output } = yield* calledOis([same, same], (ois) =>
        codeOf(Stream.runDrain(ois.listBucketsAll({ pageSize: 2 })))
      )
      assert.strictEqual(output, "UndecodableResponse")
    })
  )

  it.effect("uploads and versions go on inside of a key", () =>
    Effect.gen(function* () {
      const uploads = yield* collected(
        [
          { uploads: [{ key: "a", upload_id: "1" }], next_key_marker: "a", next_upload_id_marker: "1", has_more: true },
          { uploads: [{ key: "a", upload_id: "2" }], next_key_marker: "a", next_upload_id_marker: "2", has_more: true },
          { uploads: [{ key: "b", upload_id: "3" }], next_key_marker: "b", next_upload_id_marker: "3", has_more: false }
        ],
        (ois) => ois.listMultipartUploadsAll({ bucket })
      )
      assert.deepStrictEqual(
        uploads.items.map(({ uploadId }) => uploadId),
        ["1", "2", "3"]
      )
      assert.match(uploads.targets[2]!, /key_marker=a&upload_id_marker=2/)
      const versions = yield* collected(
        [
          { keys: [{ key: "a", version_id: "1" }], next_key_marker: "a", next_version_id_marker: "1" },
          { keys: [{ key: "a", version_id: "2" }], next_key_marker: "", next_version_id_marker: "" }
        ],
        (ois) => ois.listObjectVersionsAll({ bucket, prefix: "a" })
      )
      assert.deepStrictEqual(
        versions.items.map(({ versionId }) => versionId),
        ["1", "2"]
      )
      assert.match(versions.targets[1]!, /key_marker=a&version_id_marker=1/)
    })
  )

  it.effect("parts begin with number 0 and go on after the last one", () =>
    Effect.gen(function* () {
      const parts = (from: number, count: number) => ({
        object_parts: Array.from({ length: count }, (_, index) => ({ part_number: from + index }))
      })
      const { items, targets } = yield* collected([parts(0, 2), parts(2, 2), parts(4, 0)], (ois) =>
        ois.listMultipartAll({ bucket, key: "a", uploadId: "u", pageSize: 2 })
      )
      assert.deepStrictEqual(
        items.map(({ partNumber }) => partNumber),
        [0, 1, 2, 3]
      )
      assert.deepStrictEqual(targets, [
        "/test-bucket/a?upload_id=u&limit=2",
        "/test-bucket/a?upload_id=u&part_number_marker=1&limit=2",
        "/test-bucket/a?upload_id=u&part_number_marker=3&limit=2"
      ])
    })
  )
})
