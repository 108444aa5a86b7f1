import { expect, layer } from "@effect/vitest"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import { inProcessLayer } from "../fixture.ts"
import { call, outcome } from "./calls.ts"

const elements = (text: string, name: string): ReadonlyArray<string> =>
  [...text.matchAll(new RegExp(`<${name}>(.*?)</${name}>`, "g"))].map(([, value]) => value!)

layer(inProcessLayer)("lists of objects", (it) => {
  const keys = ["a b", "a+b", "d/1", "d/2", "e", "中/文", "\u{ffff}x", "😀"]
  const setUp = Effect.gen(function* () {
    yield* TestClock.setTime(Date.UTC(2024, 0, 1))
    yield* call("PUT", "/listed")
    for (const key of keys) yield* call("PUT", `/listed/${encodeURIComponent(key)}`, { body: "12345" })
  })

  it.effect("name keys in byte order with all that is known of them", () =>
    Effect.gen(function* () {
      yield* setUp
      const { text } = yield* call("GET", "/listed")
      // U+FFFF is no character of XML and is written as a reference.
      expect(elements(text, "Key")).toEqual(["a b", "a+b", "d/1", "d/2", "e", "中/文", "&#xFFFF;x", "😀"])
      expect(text).toContain(
        "<ListBucketResult><Name>listed</Name><Prefix></Prefix><Marker></Marker><MaxKeys>100</MaxKeys><Delimiter></Delimiter><IsTruncated>false</IsTruncated><Contents>"
      )
      expect(text).toContain(
        "<Contents><Key>e</Key><LastModified>2024-01-01T00:00:00.000Z</LastModified><ETag>&quot;827CCB0EEA8A706C4C34A16891F84E7B&quot;</ETag>" +
          "<Type>Normal</Type><Size>5</Size><StorageClass>Standard</StorageClass><Owner><ID>1001</ID><DisplayName>owner</DisplayName></Owner></Contents>"
      )
    })
  )

  it.effect("page with markers and roll up below a delimiter", () =>
    Effect.gen(function* () {
      yield* setUp
      const first = yield* call("GET", "/listed?delimiter=/&max-keys=3&encoding-type=url")
      expect(elements(first.text, "Key")).toEqual(["a%20b", "a%2Bb"])
      expect(elements(first.text, "CommonPrefixes")).toEqual(["<Prefix>d%2F</Prefix>"])
      expect(elements(first.text, "NextMarker")).toEqual(["d%2F"])
      expect(elements(first.text, "Delimiter")).toEqual(["%2F"])
      expect(elements(first.text, "EncodingType")).toEqual(["url"])
      expect(elements(first.text, "IsTruncated")).toEqual(["true"])
      const second = yield* call("GET", "/listed?delimiter=/&max-keys=1000&encoding-type=url&marker=d%2F")
      expect(elements(second.text, "Key")).toEqual(["e", "%EF%BF%BFx", "%F0%9F%98%80"])
      expect(elements(second.text, "CommonPrefixes")).toEqual(["<Prefix>%E4%B8%AD%2F</Prefix>"])
      expect(elements(second.text, "NextMarker")).toEqual([])
      const below = yield* call("GET", `/listed?prefix=${encodeURIComponent("中/")}&delimiter=/`)
      expect(elements(below.text, "Key")).toEqual(["中/文"])
    })
  )

  it.effect("of version 2 page with tokens, which outrank start-after", () =>
    Effect.gen(function* () {
      yield* setUp
      const seen: Array<string> = []
      let token = ""
      for (let pages = 0; pages < 10; pages++) {
        const { text } = yield* call(
          "GET",
          `/listed?list-type=2&max-keys=3&start-after=a%20b&continuation-token=${encodeURIComponent(token)}`
        )
        const page = elements(text, "Key")
        expect(elements(text, "KeyCount")).toEqual([String(page.length)])
        expect(elements(text, "StartAfter")).toEqual(["a b"])
        expect(elements(text, "ContinuationToken")).toEqual(token === "" ? [] : [token])
        expect(elements(text, "Owner")).toEqual([])
        seen.push(...page)
        const [next] = elements(text, "NextContinuationToken")
        if (next === undefined) break
        token = next
      }
      expect(seen).toEqual(["a+b", "d/1", "d/2", "e", "中/文", "&#xFFFF;x", "😀"])
      const owned = yield* call("GET", "/listed?list-type=2&max-keys=1&fetch-owner=true")
      expect(elements(owned.text, "ID")).toEqual(["1001"])
      const encoded = yield* call("GET", "/listed?list-type=2&max-keys=6&encoding-type=url")
      expect(decodeURIComponent(elements(encoded.text, "NextContinuationToken")[0]!)).toBe(
        Buffer.from("中/文").toString("base64")
      )
    })
  )

  it.effect("refuse arguments out of bounds", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/listed")
      for (const query of [
        "max-keys=0",
        "max-keys=1001",
        "max-keys=-1",
        "max-keys=x",
        "encoding-type=base64",
        `prefix=${"p".repeat(1024)}`,
        `marker=${"p".repeat(1024)}`,
        "list-type=3",
        "list-type=2&fetch-owner=maybe",
        "list-type=2&continuation-token=%21"
      ]) {
        expect(yield* outcome("GET", `/listed?${query}`)).toBe("400 InvalidArgument")
      }
      expect(yield* outcome("GET", `/listed?prefix=${"p".repeat(1023)}&max-keys=1000`)).toBe(200)
    })
  )
})
