import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import { fetchSource, objectSource } from "../../../src/schema/ois/sources.ts"
import { vectors } from "../../layers/ois/vectors.ts"

const sourceVector = (id: string) => vectors("header_signatures").find((vector) => vector.id === id)!.headers

describe("the source of a copy or move", () => {
  it("is written as the official client writes it", () => {
    const copied = sourceVector("py-copy-object")["x-qs-copy-source"]
    assert.strictEqual(objectSource("test-bucket", "example_key"), copied)
    const moved = sourceVector("py-move-object")["x-qs-move-source"]
    assert.strictEqual(objectSource("test-bucket", "example_key_copy"), moved)
    const unicode = sourceVector("py-copy-object-unicode")["x-qs-copy-source"]
    assert.strictEqual(objectSource("test-bucket", "源 文件.txt"), unicode)
    const part = sourceVector("py-upload-part-copy")["x-qs-copy-source"]
    assert.strictEqual(objectSource("test-bucket", "src.bin"), part)
  })

  it("names exactly the key, whatever it holds", () => {
    for (const key of ["/a", "a//b", "a/../b", "//", ".", "..", "a%2Fb", "a b+c", "é🙂", "=?#&"]) {
      const source = objectSource("test-bucket", key)
      assert.match(source, /^[\x21-\x7e]+$/)
      assert.strictEqual(decodeURIComponent(source), `/test-bucket/${key}`)
    }
    assert.strictEqual(objectSource("test-bucket", "a/../b"), "/test-bucket/a/../b")
  })
})

describe("the source of a fetch", () => {
  const sourceOf = (url: string): string => Result.getOrThrow(fetchSource(url))

  it("is written as the official client writes it", () => {
    const official = sourceVector("py-fetch-object")["x-qs-fetch-source"]!
    assert.strictEqual(sourceOf(official), official)
  })

  it("has its path encoded where a URL could not hold it, and only there", () => {
    assert.strictEqual(
      sourceOf("http://a.example.com:81/源 文件.txt"),
      "http://a.example.com:81/%E6%BA%90%20%E6%96%87%E4%BB%B6.txt"
    )
    assert.strictEqual(sourceOf("http://a.example.com/100%/a%20b"), "http://a.example.com/100%25/a%20b")
    assert.strictEqual(sourceOf("http://a.example.com/a%2Fb/(c)+d;e=1"), "http://a.example.com/a%2Fb/(c)+d;e=1")
    assert.strictEqual(sourceOf("http://a.example.com/a?q=1&s=é%20"), "http://a.example.com/a?q=1&s=%C3%A9%20")
    assert.strictEqual(sourceOf("http://a.example.com?q=a/b"), "http://a.example.com?q=a/b")
  })

  it("may have no path and no scheme, and loses its fragment and the blanks around it", () => {
    assert.strictEqual(sourceOf("https://a.example.com"), "https://a.example.com")
    assert.strictEqual(sourceOf(" a.example.com:8080/x#top\n"), "a.example.com:8080/x")
  })

  it("is refused with the reason when it is no URL of http or https", () => {
    for (const [url, reason] of [
      ["", "a host"],
      ["/path", "a host"],
      ["http://", "a host"],
      ["http://a b/c", "a host"],
      ["ftp://a.example.com/x", "not ftp"],
      ["http://例子.example.com/x", "ASCII"]
    ] as const) {
      const result = fetchSource(url)
      assert.isTrue(Result.isFailure(result) && result.failure.includes(reason), url)
    }
  })
})
