import { assert, describe, it } from "@effect/vitest"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import { parseEndpoint } from "../../../../src/layers/Endpoint.ts"
import { addressStyle } from "../../../../src/layers/oss/endpoint.ts"
import { isSubResource } from "../../../../src/layers/oss/signer/subResources.ts"
import { presignV1, signHeadersV1 } from "../../../../src/layers/oss/signer/v1.ts"
import type { SignableRequest } from "../../../../src/schema/wire/UnsignedRequest.ts"
import { buildUrl } from "../../../suites/ossUrls.ts"
import { keysOf, requestOf, type VectorRequest, vectors } from "./vectors.ts"

interface HeaderInput extends VectorRequest {
  readonly date: string
  readonly unixTime: number
  readonly endpoint: string
  readonly isCname?: boolean
}
interface HeaderExpected {
  readonly signature: string
  readonly authorization: string
  readonly requestUrlBeforeQuery: string
  readonly addedHeaders: Record<string, string>
}
interface UrlInput extends VectorRequest {
  readonly nowUnixTime: number
  readonly expiresInSeconds: number
  readonly endpoint: string
}
interface UrlExpected {
  readonly signature: string
  readonly finalQuery: Record<string, string>
  readonly url: string
}
interface Steps {
  readonly stringToSign: string
}

const keys = { accessKeyId: "id", accessKeySecret: Redacted.make("secret") }
const request: SignableRequest = { method: "GET", host: { bucket: "examplebucket" }, path: "k", query: [], headers: {} }

describe("OSS signature version 1 in headers", () => {
  for (const vector of vectors<HeaderInput, Steps, HeaderExpected>("v1_header")) {
    it(`${vector.id}: ${vector.description}`, () => {
      const { input, expected } = vector
      const signed = signHeadersV1(requestOf(input), keysOf(input), { timeMillis: input.unixTime * 1000 })
      assert.strictEqual(signed.stringToSign, vector.intermediates.stringToSign)
      assert.strictEqual(signed.signature, expected.signature)
      assert.deepStrictEqual(signed.headers, { ...expected.addedHeaders, authorization: expected.authorization })
    })

    it(`${vector.id}: the URL names the same resource as the official client's`, () => {
      const { input, expected } = vector
      const endpoint = Result.getOrThrow(parseEndpoint(input.endpoint))
      const unsigned = requestOf(input)
      const style = addressStyle(endpoint, unsigned.host["bucket"], { cname: input.isCname })
      const url = Result.getOrThrow(buildUrl(endpoint, { ...unsigned, query: [] }, style))
      assert.strictEqual(decodeURIComponent(url), decodeURIComponent(expected.requestUrlBeforeQuery))
    })
  }

  it("keeps a date header that the request has", () => {
    const date = "Sat, 05 Dec 2015 11:10:29 GMT"
    const signed = signHeadersV1({ ...request, headers: { date } }, keys, { timeMillis: 0 })
    assert.strictEqual(signed.headers["date"], undefined)
    assert.strictEqual(signed.stringToSign, `GET\n\n\n${date}\n/examplebucket/k`)
  })

  it("can carry the time in x-oss-date, which is then on the date line and among the signed headers", () => {
    const signed = signHeadersV1(request, keys, { timeMillis: 1_449_313_829_999, dateHeader: "x-oss-date" })
    const date = "Sat, 05 Dec 2015 11:10:29 GMT"
    assert.strictEqual(signed.headers["x-oss-date"], date)
    assert.strictEqual(signed.headers["date"], undefined)
    assert.strictEqual(signed.stringToSign, `GET\n\n\n${date}\nx-oss-date:${date}\n/examplebucket/k`)
  })

  it("signs header values without the blanks around them", () => {
    const blanks = signHeadersV1({ ...request, headers: { "x-oss-meta-a": "  v\t", "content-type": " a/b " } }, keys, {
      timeMillis: 0
    })
    const plain = signHeadersV1({ ...request, headers: { "x-oss-meta-a": "v", "content-type": "a/b" } }, keys, {
      timeMillis: 0
    })
    assert.strictEqual(blanks.signature, plain.signature)
  })

  it("covers sub-resources and x-oss- parameters by exact name, and no listing parameter", () => {
    for (const name of ["acl", "continuation-token", "versionId", "x-oss-process", "x-oss-anything", "callback-var"]) {
      assert.isTrue(isSubResource(name), name)
    }
    for (const name of ["prefix", "max-keys", "accessmonitor", "regions", "ACL", "rule-id", "", "versionid"]) {
      assert.isFalse(isSubResource(name), name)
    }
  })
})

describe("OSS signature version 1 in the query", () => {
  for (const vector of vectors<UrlInput, Steps, UrlExpected>("v1_presigned")) {
    it(`${vector.id}: ${vector.description}`, () => {
      const { input, expected } = vector
      const unsigned = requestOf(input)
      const signed = presignV1(unsigned, keysOf(input), {
        timeMillis: input.nowUnixTime * 1000,
        expiresInSeconds: input.expiresInSeconds
      })
      assert.strictEqual(signed.stringToSign, vector.intermediates.stringToSign)
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
})
