import { assert, describe, it } from "@effect/vitest"
import { encodeQuery, percentDecode, percentEncode, percentEncodePath } from "../../src/schema/percentEncoding.ts"

const unreserved = "ABCXYZabcxyz0189-_.~"

describe("percent-encoding", () => {
  it("leaves the unreserved characters and encodes every other byte with upper-case digits", () => {
    assert.strictEqual(percentEncode(unreserved), unreserved)
    for (let code = 0; code < 128; code++) {
      const character = String.fromCharCode(code)
      const expected = /[A-Za-z0-9\-_.~]/.test(character)
        ? character
        : `%${code.toString(16).toUpperCase().padStart(2, "0")}`
      assert.strictEqual(percentEncode(character), expected)
      assert.strictEqual(percentEncodePath(character), character === "/" ? "/" : expected)
    }
    assert.strictEqual(percentEncode("中 🙂/"), "%E4%B8%AD%20%F0%9F%99%82%2F")
  })

  it("keeps the slashes of a path, and encodes a literal %2F of it", () => {
    assert.strictEqual(percentEncodePath("a b/ü//%2F"), "a%20b/%C3%BC//%252F")
  })

  it("writes half a surrogate pair as U+FFFD, as the HTTP stack will", () => {
    for (const text of ["a\ud800", "\udc00b", "\ud800\ud800\udc00", "\udc00\ud800"]) {
      assert.strictEqual(
        decodeURIComponent(percentEncode(text)),
        new TextDecoder().decode(new TextEncoder().encode(text))
      )
    }
  })

  it("prints an empty value as the bare name", () => {
    assert.strictEqual(
      encodeQuery([
        ["acl", ""],
        ["prefix", "a b/c+d"],
        ["x y", "="]
      ]),
      "acl&prefix=a%20b%2Fc%2Bd&x%20y=%3D"
    )
    assert.strictEqual(encodeQuery([]), "")
  })

  it("decodes what it encodes, keeps plus signs and refuses what is not encoded text", () => {
    for (const text of ["", "a b", "100%", "中文", "a+b", "!'()*"]) {
      assert.strictEqual(percentDecode(percentEncode(text)), text)
    }
    assert.strictEqual(percentDecode("a+b%2f"), "a+b/")
    for (const text of ["%", "%4", "%zz", "%ff"]) assert.isUndefined(percentDecode(text))
  })
})
