import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import type { OssBucket } from "../../../src/services/Oss.ts"
import { refusal, type StoreContext, type StoreIt } from "./StoreContext.ts"

/** Keys that are hard to bring through URLs, signatures, headers and documents. */
export const oddKeys: Readonly<Record<string, string>> = {
  "percent sign": "100%",
  "percent escapes": "a%20b%2Fc%zz",
  hash: "a#b",
  plus: "a+b",
  "question mark": "a?b=c&d",
  blanks: "  a  b  ",
  "a blank": " ",
  Chinese: "你好/世界",
  emoji: "😀/👨‍👩‍👧",
  "two slashes": "a//b",
  "many slashes": "a///",
  "a folder": "a/b/",
  "parent segments": "a/../b",
  "a leading parent segment": "../b",
  "a trailing parent segment": "a/..",
  "a leading dot": "./x",
  "dots inside": "a/./b",
  "a trailing dot": "a/.",
  "encoded dots": "a/%2e%2e/b",
  dots: "...",
  backslash: "a\\b",
  quotes: "a'b\"c",
  brackets: "a[b]{c}(d)<e>",
  "signs of URLs": "a!$&*,;:=@~^`|",
  "control characters": "\u0001\u0002\u001f\u007f",
  "line breaks": "a\nb\r\nc\td",
  "combining characters": "e\u0301 and é",
  "right to left": "שלום/مرحبا",
  XML: "<Key>&amp;]]></Key>",
  "an operation": "a?acl",
  "1,023 bytes": "k".repeat(1023),
  "1,023 bytes of three": "你".repeat(341),
  "names of objects": "__proto__/constructor"
}

/** Brings a key through every kind of call. */
const roundTrip = (bucket: OssBucket, key: string, metadata: Record<string, string> = {}) =>
  Effect.gen(function* () {
    const body = `content of ${key}`
    yield* bucket.putObject({ key, body, metadata })
    const object = yield* bucket.getObject({ key })
    assert.strictEqual(yield* object.text, body)
    assert.deepStrictEqual(object.metadata, metadata)
    assert.isTrue(yield* bucket.objectExists({ key }))
    const page = yield* bucket.listObjectsV2({ prefix: key })
    assert.deepStrictEqual(
      page.objects.map((listed) => listed.key),
      [key]
    )
    yield* bucket.copyObject({ key: "copy", source: { bucket: bucket.name, key } })
    assert.strictEqual(yield* (yield* bucket.getObject({ key: "copy" })).text, body)
    yield* bucket.putSymlink({ key: "link", target: key })
    assert.strictEqual((yield* bucket.getSymlink({ key: "link" })).target, key)
    assert.strictEqual(yield* (yield* bucket.getObject({ key: "link" })).text, body)
    yield* bucket.deleteMultipleObjects({ objects: [{ key: "copy" }, { key: "link" }] })
    const { deleted } = yield* bucket.deleteMultipleObjects({ objects: [{ key }] })
    assert.deepStrictEqual(
      deleted.map((gone) => gone.key),
      [key]
    )
    assert.isFalse(yield* bucket.objectExists({ key }))
  })

const isKey = (text: string): boolean =>
  Buffer.byteLength(text) <= 1023 && !/^[/\\]/.test(text) && text.isWellFormed() && text !== "." && text !== ".."

const AnyKey = Schema.String.check(Schema.isMinLength(1), Schema.makeFilter(isKey))
const AnyMetadata = Schema.Record(
  Schema.String.check(Schema.isPattern(/^[a-z0-9-]{1,20}$/)),
  Schema.String.check(
    // What headers can hold: no control characters, no blanks around.
    Schema.makeFilter((text: string) => !/[\x00-\x1f\x7f]/.test(text) && text.trim() === text && text.isWellFormed())
  )
)

export const keyBehaviours = (it: StoreIt, { newBucket }: StoreContext): void => {
  it.effect("of every kind come back as they were", () =>
    Effect.gen(function* () {
      const bucket = yield* newBucket()
      for (const [name, key] of Object.entries(oddKeys)) {
        yield* roundTrip(bucket, key).pipe(
          Effect.catchCause((cause) => Effect.die(new Error(`a key with ${name} does not survive`, { cause })))
        )
      }
    })
  )

  it.effect("of every kind can be there at the same time, and are told apart", () =>
    Effect.gen(function* () {
      const bucket = yield* newBucket()
      const keys = Object.values(oddKeys)
      yield* Effect.forEach(keys, (key) => bucket.putObject({ key, body: key }), { concurrency: 4 })
      const listed = yield* Stream.runCollect(bucket.listObjectsAll({ pageSize: 7 }))
      assert.deepStrictEqual(listed.map(({ key }) => key).sort(), [...keys].sort())
      const texts = yield* Effect.forEach(
        keys,
        (key) => Effect.flatMap(bucket.getObject({ key }), ({ text }) => text),
        { concurrency: 4 }
      )
      assert.deepStrictEqual(texts, keys)
      // One by one, from each to the next.
      const walked: Array<string> = []
      let marker: string | undefined
      do {
        const page = yield* bucket.listObjects({ maxKeys: 1, marker })
        walked.push(...page.objects.map(({ key }) => key))
        marker = page.nextMarker
      } while (marker !== undefined)
      assert.deepStrictEqual(
        walked,
        listed.map(({ key }) => key)
      )
    })
  )

  it.effect("of every kind, absent, are told so", () =>
    Effect.gen(function* () {
      const bucket = yield* newBucket()
      for (const [name, key] of Object.entries(oddKeys)) {
        const reason = yield* refusal(bucket.getObject({ key }))
        assert.strictEqual(reason.status, 404, name)
        // An error document that repeats a key that XML cannot hold may not be readable.
        if (name !== "control characters") assert.strictEqual(reason._tag, "NoSuchKey", name)
        assert.isFalse(yield* bucket.objectExists({ key }), name)
      }
    })
  )

  it.effect.prop(
    "and metadata of any text come back as they were",
    { key: AnyKey, metadata: AnyMetadata },
    ({ key, metadata }) => Effect.flatMap(newBucket(), (bucket) => roundTrip(bucket, key, metadata)),
    { arbitrary: { runs: 25 } }
  )
}
