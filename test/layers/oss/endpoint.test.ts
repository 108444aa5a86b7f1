import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { type Endpoint, parseEndpoint } from "../../../src/layers/Endpoint.ts"
import {
  type AddressStyle,
  addressStyle,
  bucketAuthority,
  ossEndpoint,
  ossSigningScope
} from "../../../src/layers/oss/endpoint.ts"
import { buildUrl } from "../../suites/ossUrls.ts"

const endpointOf = (text: string): Endpoint => Result.getOrThrow(parseEndpoint(text))
const failureOf = (result: Result.Result<unknown, string>): string => {
  if (Result.isSuccess(result)) throw new Error(`expected a failure, found ${JSON.stringify(result.success)}`)
  return result.failure
}
const urlOf = (endpoint: Endpoint, bucket: string | undefined, path: string, style: AddressStyle): string =>
  Result.getOrThrow(buildUrl(endpoint, { bucket, path, query: [] }, style))

describe("the endpoint of a region", () => {
  it("is named by its kind", () => {
    const hostOf = (kind: Parameters<typeof ossEndpoint>[1]) => Result.getOrThrow(ossEndpoint("cn-hangzhou", kind)).host
    assert.strictEqual(hostOf(undefined), "oss-cn-hangzhou.aliyuncs.com")
    assert.strictEqual(hostOf("public"), "oss-cn-hangzhou.aliyuncs.com")
    assert.strictEqual(hostOf("internal"), "oss-cn-hangzhou-internal.aliyuncs.com")
    assert.strictEqual(hostOf("dualStack"), "cn-hangzhou.oss.aliyuncs.com")
    assert.strictEqual(hostOf("accelerate"), "oss-accelerate.aliyuncs.com")
    assert.strictEqual(hostOf("accelerateOverseas"), "oss-accelerate-overseas.aliyuncs.com")
  })

  it("may be asked for by location, and by http", () => {
    assert.deepStrictEqual(Result.getOrThrow(ossEndpoint("oss-cn-hangzhou", "public", "http")), {
      scheme: "http",
      host: "oss-cn-hangzhou.aliyuncs.com",
      literal: false
    })
  })

  it("is that of the region inside of what names more than a region", () => {
    for (const region of ["cn-beijing-internal", "oss-cn-beijing-internal", "oss-cn-beijing", " cn-beijing "]) {
      assert.strictEqual(Result.getOrThrow(ossEndpoint(region)).host, "oss-cn-beijing.aliyuncs.com", region)
      assert.strictEqual(ossSigningScope("example.com", region).region, "cn-beijing", region)
    }
    for (const region of [
      "cn-hangzhou",
      "us-west-1",
      "ap-southeast-5",
      "rg-china-mainland",
      "cn-beijing-finance-1-pub"
    ]) {
      assert.strictEqual(ossSigningScope("example.com", region).region, region)
    }
  })

  it("does not exist for text that is no region", () => {
    for (const region of [
      "",
      "oss-",
      "cn hangzhou",
      "cn-hangzhou.evil.com",
      "cn-hangzhou/",
      "CN-HANGZHOU",
      "hangzhou",
      "region"
    ]) {
      assert.include(failureOf(ossEndpoint(region)), 'must be a region like "cn-hangzhou"', region)
    }
  })
})

describe("the style of a URL", () => {
  const domain = endpointOf("oss-cn-hangzhou.aliyuncs.com")

  it("is chosen by host, then bound domain, then wish, then name of the bucket", () => {
    assert.strictEqual(addressStyle(domain, "examplebucket"), "virtualHosted")
    assert.strictEqual(addressStyle(domain, "examplebucket", { pathStyle: true }), "path")
    assert.strictEqual(addressStyle(domain, "examplebucket", { cname: true }), "cname")
    assert.strictEqual(addressStyle(domain, "examplebucket", { cname: true, pathStyle: true }), "cname")
    assert.strictEqual(addressStyle(domain, undefined, { cname: true, pathStyle: true }), "service")
    for (const text of ["127.0.0.1", "[::1]:80", "localhost:8080"]) {
      assert.strictEqual(addressStyle(endpointOf(text), "examplebucket"), "path")
      assert.strictEqual(addressStyle(endpointOf(text), "examplebucket", { cname: true }), "path")
      assert.strictEqual(addressStyle(endpointOf(text), undefined), "service")
    }
    for (const bucket of ["ab", "Upper", "under_score", "-ab", "ab-", "a.b", "a".repeat(64), ""]) {
      assert.strictEqual(addressStyle(domain, bucket), "path", bucket)
    }
    assert.strictEqual(addressStyle(domain, "a".repeat(63)), "virtualHosted")
  })

  it("decides host and path of the URL", () => {
    const local = endpointOf("http://[::1]:9000")
    assert.strictEqual(urlOf(domain, "bkt", "k", "virtualHosted"), "https://bkt.oss-cn-hangzhou.aliyuncs.com/k")
    assert.strictEqual(urlOf(domain, "bkt", "", "virtualHosted"), "https://bkt.oss-cn-hangzhou.aliyuncs.com/")
    assert.strictEqual(urlOf(domain, "bkt", "k", "path"), "https://oss-cn-hangzhou.aliyuncs.com/bkt/k")
    assert.strictEqual(urlOf(domain, "b/k t", "k", "path"), "https://oss-cn-hangzhou.aliyuncs.com/b%2Fk%20t/k")
    assert.strictEqual(urlOf(local, "bkt", "", "path"), "http://[::1]:9000/bkt/")
    assert.strictEqual(urlOf(endpointOf("img.example.com:81"), "bkt", "k", "cname"), "https://img.example.com:81/k")
    assert.strictEqual(urlOf(domain, undefined, "", "service"), "https://oss-cn-hangzhou.aliyuncs.com/")
    assert.strictEqual(bucketAuthority(endpointOf("a.com:81"), "bkt", "virtualHosted"), "bkt.a.com:81")
  })
})

describe("the URL of a key", () => {
  const endpoint = endpointOf("http://example.com")
  const decodedPath = (url: string): string => decodeURIComponent(new URL(url).pathname)

  it("keeps slashes, and encodes them where a URL parser would swallow a segment", () => {
    assert.strictEqual(urlOf(endpoint, "bkt", "a b/c+d", "virtualHosted"), "http://bkt.example.com/a%20b/c%2Bd")
    assert.strictEqual(urlOf(endpoint, "bkt", "a/../b", "virtualHosted"), "http://bkt.example.com/a%2F..%2Fb")
    assert.strictEqual(urlOf(endpoint, "bkt", "a/b/.", "path"), "http://example.com/bkt/a%2Fb%2F.")
    assert.strictEqual(urlOf(endpoint, "bkt", "a/..b/.c/d..", "path"), "http://example.com/bkt/a/..b/.c/d..")
  })

  const awkward = [
    "a/../b",
    "./a",
    "../a",
    "a/.",
    "a/..",
    "/./",
    "..//",
    "a//b",
    "/a",
    "//a",
    "a/",
    "\\a\\..\\b",
    "a/%2e%2e/b"
  ]
  const plain = [
    "%2E",
    "%2e%2e",
    "...",
    "a\t\n\r b",
    " lead",
    "trail ",
    "?q#f",
    "a:b@c",
    "中文/🙂",
    "\u0000",
    "!'()*;=&$,",
    "~user"
  ]

  it("names exactly the key after parsing, however awkward the key", () => {
    for (const key of [...awkward, ...plain]) {
      assert.strictEqual(decodedPath(urlOf(endpoint, "bkt", key, "virtualHosted")), `/${key}`)
      assert.strictEqual(decodedPath(urlOf(endpoint, "bkt", key, "path")), `/bkt/${key}`)
      assert.strictEqual(decodedPath(urlOf(endpoint, "bkt", key, "cname")), `/${key}`)
    }
  })

  it.prop(
    "names exactly the key after parsing, whatever the key",
    { pieces: Schema.Array(Schema.Union([Schema.Literals([".", "..", "/", "%2e", "\\", "?"]), Schema.String])) },
    ({ pieces }) => {
      const key = pieces.join("").toWellFormed()
      const result = buildUrl(endpoint, { bucket: "bkt", path: key, query: [] }, "path")
      if (key === "." || key === "..") assert.isTrue(Result.isFailure(result))
      else assert.strictEqual(decodedPath(Result.getOrThrow(result)), `/bkt/${key}`)
    }
  )

  it("does not exist for the keys and buckets that no URL can carry", () => {
    for (const key of [".", ".."]) {
      for (const style of ["virtualHosted", "path", "cname"] as const) {
        assert.include(
          failureOf(buildUrl(endpoint, { bucket: "bkt", path: key, query: [] }, style)),
          JSON.stringify(key)
        )
      }
    }
    assert.include(failureOf(buildUrl(endpoint, { bucket: "..", path: "k", query: [] }, "path")), "bucket")
  })

  it("has the query that was given, bare names included", () => {
    const query = [
      ["acl", ""],
      ["prefix", "a b/c&d='e'"]
    ] as const
    const url = Result.getOrThrow(buildUrl(endpoint, { bucket: "bkt", path: "", query }, "virtualHosted"))
    assert.strictEqual(url, "http://bkt.example.com/?acl&prefix=a%20b%2Fc%26d%3D%27e%27")
    assert.deepStrictEqual(
      [...new URL(url).searchParams],
      query.map((pair) => [...pair])
    )
  })
})
