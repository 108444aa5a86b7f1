import { assert, describe, it } from "@effect/vitest"
import * as Hex from "effect/encoding/Hex"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import { parseEndpoint } from "../../../../src/layers/Endpoint.ts"
import { ossSigningScope } from "../../../../src/layers/oss/endpoint.ts"
import { deriveKeyV4, presignV4, scopeTextV4, signHeadersV4 } from "../../../../src/layers/oss/signer/v4.ts"
import type { SignableRequest } from "../../../../src/schema/wire/UnsignedRequest.ts"
import { buildUrl } from "../../../suites/ossUrls.ts"
import { keysOf, requestOf, type VectorRequest, vectors } from "./vectors.ts"

interface HeaderInput extends VectorRequest {
  readonly additionalHeaders: ReadonlyArray<string>
  readonly region: string
  readonly product: string
  readonly cloudBoxId: string | null
  readonly unixTime: number
}
interface HeaderExpected {
  readonly signature: string
  readonly authorization: string
  readonly addedHeaders: Record<string, string>
}
interface HeaderSteps {
  readonly canonicalRequest: string
  readonly stringToSign: string
  readonly signingKeyHex: string
  readonly scope: string
}
interface UrlInput extends HeaderInput {
  readonly expiresInSeconds: number
  readonly endpoint: string
}
interface UrlSteps {
  readonly canonicalRequest: string
  readonly stringToSign: string
}
interface UrlExpected {
  readonly signature: string
  readonly finalQuery: Record<string, string>
  readonly url: string
}

const optionsOf = (input: HeaderInput) => ({
  timeMillis: input.unixTime * 1000,
  region: input.cloudBoxId ?? input.region,
  product: input.product,
  additionalHeaders: input.additionalHeaders
})

const keys = { accessKeyId: "id", accessKeySecret: Redacted.make("secret") }
const request: SignableRequest = { method: "GET", host: { bucket: "examplebucket" }, path: "k", query: [], headers: {} }
const options = { timeMillis: 1_702_743_657_000, region: "cn-hangzhou" }

describe("OSS signature version 4 in headers", () => {
  for (const vector of vectors<HeaderInput, HeaderSteps, HeaderExpected>("v4_header")) {
    it(`${vector.id}: ${vector.description}`, () => {
      const { input, intermediates, expected } = vector
      const signed = signHeadersV4(requestOf(input), keysOf(input), optionsOf(input))
      assert.strictEqual(signed.canonicalRequest, intermediates.canonicalRequest)
      assert.strictEqual(signed.stringToSign, intermediates.stringToSign)
      const scope = scopeTextV4(optionsOf(input), input.unixTime * 1000)
      assert.strictEqual(scope, intermediates.scope)
      assert.strictEqual(Hex.encode(deriveKeyV4(keysOf(input), scope)), intermediates.signingKeyHex)
      assert.strictEqual(signed.signature, expected.signature)
      assert.deepStrictEqual(signed.headers, { ...expected.addedHeaders, authorization: expected.authorization })
    })
  }

  it("signs alike with a kept key and a fresh one, on other days, in other regions and products too", () => {
    const kept = { ...keys }
    for (let day = 0; day < 40; day++) {
      for (const [region, product] of [
        ["cn-hangzhou", undefined],
        ["cn-beijing", "oss"],
        ["cb-1", "oss-cloudbox"]
      ] as const) {
        const at = { timeMillis: options.timeMillis + (day % 36) * 86_400_000, region, product }
        const fresh = signHeadersV4(request, { ...keys }, at)
        assert.strictEqual(signHeadersV4(request, kept, at).signature, fresh.signature)
      }
    }
  })

  it("signs with the new secret when the credentials object is another", () => {
    const first = signHeadersV4(request, keys, options)
    const other = signHeadersV4(request, { ...keys, accessKeySecret: Redacted.make("other") }, options)
    assert.notStrictEqual(first.signature, other.signature)
  })

  it("orders query names by their bytes, not by locale and not by the printed pair", () => {
    const names = ["b", "a-b", "a", "B", "é", "a=", "Z"]
    const signed = signHeadersV4({ ...request, query: names.map((name) => [name, "1"] as const) }, keys, options)
    assert.strictEqual(signed.canonicalRequest.split("\n")[2], "%C3%A9=1&B=1&Z=1&a=1&a%3D=1&a-b=1&b=1")
  })

  it("drops additional headers that the request lacks, repeats and those signed anyway", () => {
    const signed = signHeadersV4(
      { ...request, headers: { host: "h", range: "bytes=0-1", "content-type": "a/b" } },
      keys,
      {
        ...options,
        additionalHeaders: ["Range", "host", "HOST", "content-type", "x-oss-date", "if-match"]
      }
    )
    assert.include(signed.headers["authorization"]!, ",AdditionalHeaders=host;range,Signature=")
    assert.strictEqual(signed.canonicalRequest.split("\n").at(-2), "host;range")
  })

  it("keeps a payload hash that the request has, and signs it", () => {
    const hash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    const signed = signHeadersV4({ ...request, headers: { "x-oss-content-sha256": hash } }, keys, options)
    assert.notProperty(signed.headers, "x-oss-content-sha256")
    assert.strictEqual(signed.canonicalRequest.split("\n").at(-1), hash)
  })

  it("signs for a cloud box by its id", () => {
    assert.deepStrictEqual(ossSigningScope("cb-f8z7.cn-hangzhou.oss-cloudbox.aliyuncs.com", "cn-hangzhou"), {
      region: "cb-f8z7",
      product: "oss-cloudbox"
    })
    assert.deepStrictEqual(ossSigningScope("cb-f8z7.cn-hangzhou.oss-cloudbox-control.aliyuncs.com", "cn-hangzhou"), {
      region: "cb-f8z7",
      product: "oss-cloudbox"
    })
    for (const host of [
      "oss-cn-hangzhou.aliyuncs.com",
      "cb-a.b.c.cn-hangzhou.oss-cloudbox.aliyuncs.com",
      "cb-a.example.com"
    ]) {
      assert.deepStrictEqual(ossSigningScope(host, "oss-cn-hangzhou"), { region: "cn-hangzhou", product: "oss" })
    }
  })
})

describe("OSS signature version 4 in the query", () => {
  for (const vector of vectors<UrlInput, UrlSteps, UrlExpected>("v4_presigned")) {
    it(`${vector.id}: ${vector.description}`, () => {
      const { input, intermediates, expected } = vector
      const unsigned = requestOf(input)
      const signed = presignV4(unsigned, keysOf(input), {
        ...optionsOf(input),
        expiresInSeconds: input.expiresInSeconds
      })
      assert.strictEqual(signed.canonicalRequest, intermediates.canonicalRequest)
      assert.strictEqual(signed.stringToSign, intermediates.stringToSign)
      assert.strictEqual(signed.signature, expected.signature)
      const query = [...unsigned.query, ...signed.query]
      assert.deepStrictEqual(Object.fromEntries(query), expected.finalQuery)
      const endpoint = Result.getOrThrow(parseEndpoint(input.endpoint))
      const url = new URL(Result.getOrThrow(buildUrl(endpoint, { ...unsigned, query }, "virtualHosted")))
      const official = new URL(expected.url)
      assert.strictEqual(url.host, official.host)
      assert.strictEqual(decodeURIComponent(url.pathname), decodeURIComponent(official.pathname))
      assert.deepStrictEqual([...url.searchParams].sort(), [...official.searchParams].sort())
    })
  }

  it("names additional headers in the query and signs them", () => {
    const with_ = { ...request, headers: { host: "examplebucket.oss-cn-hangzhou.aliyuncs.com" } }
    const signed = presignV4(with_, keys, { ...options, expiresInSeconds: 60, additionalHeaders: ["host"] })
    assert.strictEqual(new Map(signed.query).get("x-oss-additional-headers"), "host")
    const lines = signed.canonicalRequest.split("\n")
    assert.include(lines, "host:examplebucket.oss-cn-hangzhou.aliyuncs.com")
    assert.include(lines, "host")
    assert.include(lines[2]!, "x-oss-additional-headers=host&")
  })
})
