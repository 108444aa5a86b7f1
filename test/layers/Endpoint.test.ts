import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import { type Endpoint, parseEndpoint, urlOf } from "../../src/layers/Endpoint.ts"

const endpointOf = (text: string): Endpoint => Result.getOrThrow(parseEndpoint(text))
const failureOf = (result: Result.Result<unknown, string>): string => {
  if (Result.isSuccess(result)) throw new Error(`expected a failure, found ${JSON.stringify(result.success)}`)
  return result.failure
}

describe("the text of an endpoint", () => {
  it("may name scheme and port; the scheme is https unless told otherwise", () => {
    assert.deepStrictEqual(endpointOf("oss-cn-hangzhou.aliyuncs.com"), {
      scheme: "https",
      host: "oss-cn-hangzhou.aliyuncs.com",
      literal: false
    })
    assert.strictEqual(Result.getOrThrow(parseEndpoint("example.com", "http")).scheme, "http")
    assert.strictEqual(Result.getOrThrow(parseEndpoint("https://example.com", "http")).scheme, "https")
    assert.deepStrictEqual(endpointOf("HTTP://Example.COM:8080"), {
      scheme: "http",
      host: "example.com",
      port: 8080,
      literal: false
    })
  })

  it("loses blanks, user info, path, query and fragment", () => {
    const plain = endpointOf("http://example.com:81")
    for (const text of [
      "  http://example.com:81\n",
      "http://example.com:81/",
      "http://user:pass@example.com:81",
      "http://a@b@example.com:81/x/y?q=1#f",
      "http://example.com:81?q=http://other.com",
      "http://example.com:81#@other.com",
      "http://example.com:81\\@other.com"
    ]) {
      assert.deepStrictEqual(endpointOf(text), plain, text)
    }
  })

  it("may be an IP address or localhost", () => {
    for (const [text, host] of [
      ["127.0.0.1:9000", "127.0.0.1"],
      ["http://255.255.255.255", "255.255.255.255"],
      ["http://[::1]:9000", "[::1]"],
      ["http://[FE80:0:0:0:0:0:0:1]", "[fe80::1]"],
      ["LOCALHOST:1", "localhost"]
    ] as const) {
      const endpoint = endpointOf(text)
      assert.strictEqual(endpoint.host, host)
      assert.isTrue(endpoint.literal, text)
    }
    for (const text of ["localhost.example.com", "my-localhost", "1.2.3.4.example.com"]) {
      assert.isFalse(endpointOf(text).literal, text)
    }
  })

  it("is refused with the reason, without repeating a password", () => {
    for (const [text, reason] of [
      ["", "host is missing"],
      ["   ", "host is missing"],
      ["http://", "host is missing"],
      ["http:///path", "host is missing"],
      ["://example.com", "host is missing"],
      ["user:secret@", "host is missing"],
      ["ftp://example.com", "not ftp"],
      ["oss://example.com", "not oss"],
      ["http://example.com:", "port"],
      ["http://example.com:0", "port"],
      ["http://example.com:65536", "port"],
      ["http://example.com:8o", "port"],
      ["http://example.com:-1", "port"],
      ["exa mple.com", "exa mple.com is not a host name"],
      ["http://user:secret@exa_mple..com", "exa_mple..com is not a host name"],
      ["http://例子.com", "not a host name"],
      ["http://1.2.3", "not a host name"],
      ["http://256.1.1.1", "not a host name"],
      ["http://0x7f.1", "not a host name"],
      ["http://a%2eb.com", "not a host name"],
      ["::1", "IPv6"],
      ["http://[::1", "IPv6"],
      ["http://[::g]", "not a host name"],
      ["http://[fe80::1%25eth0]", "not a host name"],
      ["http://user:secret@a:b:c", "IPv6"]
    ] as const) {
      const failure = failureOf(parseEndpoint(text))
      assert.include(failure, reason, text)
      assert.notInclude(failure, "secret")
    }
  })

  it("gives an endpoint that a URL parser reads alike", () => {
    for (const text of ["a.example.com", "http://a_b.example.com:81", "[::1]:9", "http://10.0.0.1", "example.com."]) {
      const endpoint = endpointOf(text)
      const url = new URL(urlOf(endpoint, { escapedPath: "", query: [] }))
      assert.strictEqual(url.hostname, endpoint.host)
      assert.strictEqual(url.port, endpoint.port === undefined ? "" : String(endpoint.port))
    }
  })
})
