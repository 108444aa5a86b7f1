import { assert, describe, it } from "@effect/vitest"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import { oisAddress } from "../../../../src/layers/ois/address.ts"
import { connectOis } from "../../../../src/layers/ois/endpoint.ts"
import { isSignedParameter } from "../../../../src/layers/ois/signer/canonical.ts"
import { presign, signHeaders } from "../../../../src/layers/ois/signer/qs.ts"
import { type SignedParts, signedPartsOf } from "../../../../src/layers/ois/signer/SignedParts.ts"
import { accessKeyId, keys, partsOf, queryOf, requestOf, vectors } from "../vectors.ts"

const request: SignedParts = { method: "GET", rawPath: "/test-bucket/k", query: [], headers: {} }
const timeMillis = Date.parse("2015-08-16T09:05:00Z")
const date = "Sun, 16 Aug 2015 09:05:00 GMT"

describe("the signature of OIS in headers", () => {
  for (const vector of vectors("header_signatures")) {
    it(`is that of ${vector.sdk} for ${vector.operation} (${vector.id})`, () => {
      const signed = signHeaders(requestOf(vector, vector.url), keys, { timeMillis: 0 })
      assert.strictEqual(signed.stringToSign, vector.string_to_sign)
      assert.strictEqual(signed.signature, vector.signature)
      assert.deepStrictEqual(signed.headers, { authorization: `QS ${accessKeyId}:${vector.signature}` })
    })
  }

  for (const vector of vectors("divergent")) {
    it(`covers decoded values where one client signs them encoded (${vector.id})`, () => {
      const signed = signHeaders(requestOf(vector, vector.url), keys, { timeMillis: 0 })
      assert.strictEqual(signed.stringToSign, vector.reference_string_to_sign)
      assert.strictEqual(signed.signature, vector.reference_signature)
    })
  }

  // The examples in the tests of the signer for Go.
  const goKeys = { accessKeyId: "ENV_ACCESS_KEY_ID", accessKeySecret: Redacted.make("ENV_SECRET_ACCESS_KEY") }
  const goHeaders = {
    date: "Mon, 01 Jan 0001 00:00:00 GMT",
    "x-qs-test-1": "Test 1",
    "x-qs-test-2": "Test 2"
  }
  const goQuery = queryOf("/?acl&upload_id=fde133b5f6d932cd9c79bac3c7318da1&part_number=0&other=abc")

  it("sorts parameters by name and leaves out unknown ones", () => {
    const signed = signHeaders({ method: "GET", rawPath: "/", query: goQuery, headers: goHeaders }, goKeys, {
      timeMillis: 0
    })
    assert.strictEqual(signed.signature, "bvglZF9iMOv1RaCTxPYWxexmt1UN2m5WKngYnhDEp2c=")
  })

  it("has an empty date line when x-qs-date is sent, even beside Date", () => {
    const headers = { ...goHeaders, "x-qs-date": goHeaders.date }
    const signed = signHeaders({ method: "GET", rawPath: "/", query: goQuery, headers }, goKeys, { timeMillis: 0 })
    assert.strictEqual(signed.signature, "qkY+tOMdqfDAVv+ZBtlWeEBxlbyIKaQmj5lQlylENzo=")
  })

  it("covers cname", () => {
    const named = { method: "PUT", rawPath: "/bucket-name", query: queryOf("?cname"), headers: goHeaders }
    const signed = signHeaders(named, goKeys, { timeMillis: 0 })
    assert.strictEqual(signed.signature, "Kqc4/+6T7zfSrUPgkvswHbtL4ESch9vOVQP0nPwlkBs=")
  })

  it("adds the date of the attempt, and keeps one that the request has", () => {
    const fresh = signHeaders(request, keys, { timeMillis })
    assert.strictEqual(fresh.headers["date"], date)
    assert.strictEqual(fresh.stringToSign, `GET\n\n\n${date}\n/test-bucket/k`)
    const kept = signHeaders({ ...request, headers: { date } }, keys, { timeMillis: 0 })
    assert.strictEqual(kept.headers["date"], undefined)
    assert.strictEqual(kept.signature, fresh.signature)
  })

  it("can carry the time in x-qs-date, which is then among the signed headers and not on the date line", () => {
    const signed = signHeaders(request, keys, { timeMillis, dateHeader: "x-qs-date" })
    assert.deepStrictEqual(Object.keys(signed.headers).sort(), ["authorization", "x-qs-date"])
    assert.strictEqual(signed.headers["x-qs-date"], date)
    assert.strictEqual(signed.stringToSign, `GET\n\n\n\nx-qs-date:${date}\n/test-bucket/k`)
    const own = signHeaders({ ...request, headers: { "x-qs-date": date } }, keys, { timeMillis: 0 })
    assert.deepStrictEqual(Object.keys(own.headers), ["authorization"])
    assert.strictEqual(own.signature, signed.signature)
  })

  it("covers content type and MD5 as they are sent, and an empty line for an absent one", () => {
    const headers = { "content-type": " text/plain ", "content-md5": "XrY7u+Ae7tCTyyK7j1rNww==", date }
    const signed = signHeaders({ ...request, method: "PUT", headers }, keys, { timeMillis: 0 })
    assert.strictEqual(signed.stringToSign, `PUT\nXrY7u+Ae7tCTyyK7j1rNww==\ntext/plain\n${date}\n/test-bucket/k`)
  })

  it("sorts x-qs- headers by name, cuts blanks around their values and ignores all others", () => {
    const headers = { date, "x-qs-meta-b": "\t2 ", "x-qs-meta-a": "1", range: "bytes=0-1", etag: '"e"' }
    const signed = signHeaders({ ...request, headers }, keys, { timeMillis: 0 })
    assert.strictEqual(signed.stringToSign, `GET\n\n\n${date}\nx-qs-meta-a:1\nx-qs-meta-b:2\n/test-bucket/k`)
  })

  it("writes a parameter without value as its bare name, and cuts blanks around values", () => {
    const query = [
      ["uploads", ""],
      ["acl", "  "],
      ["response-content-type", " a/b; c=d "]
    ] as const
    const signed = signHeaders({ ...request, query }, keys, { timeMillis })
    assert.isTrue(signed.stringToSign.endsWith("/test-bucket/k?acl&response-content-type=a/b; c=d&uploads"))
  })

  it("covers sub-resources by exact name, and no listing parameter", () => {
    const signed =
      "acl append cname cors delete image lifecycle logging mirror notification part_number policy position " +
      "replication stats upload_id uploads versioning version_id versions response-expires response-cache-control " +
      "response-content-type response-content-language response-content-encoding response-content-disposition"
    for (const name of signed.split(" ")) assert.isTrue(isSignedParameter(name), name)
    const unsigned =
      "action prefix delimiter marker limit offset key_marker upload_id_marker part_number_marker type location lang " +
      "access_key_id expires signature ACL version-id constructor response-"
    for (const name of unsigned.split(" ")) assert.isFalse(isSignedParameter(name), name)
  })

  it("does not depend on scheme, host, port and zone", () => {
    const signatureAt = (options: Parameters<typeof connectOis>[0]) => {
      const unsigned = { method: "GET", host: { bucket: "mybucket" }, path: "a b", query: [], headers: {} }
      const address = Result.getOrThrow(oisAddress(Result.getOrThrow(connectOis(options)), unsigned))
      return signHeaders(signedPartsOf(unsigned, address), keys, { timeMillis }).signature
    }
    const there = signatureAt({ deployment: "qingstor", zone: "pek3a" })
    assert.strictEqual(signatureAt({ deployment: "shanhe" }), there)
    assert.strictEqual(signatureAt({ endpoint: "http://127.0.0.1:9000", zone: "jn1a" }), there)
    assert.strictEqual(signatureAt({ deployment: "qingstor", zone: "pek3a", virtualHosted: true }), there)
  })

  it("covers the bucket of a host, and no bucket in calls without one", () => {
    const connection = Result.getOrThrow(connectOis({ deployment: "qingstor", virtualHosted: true }))
    const resourceOf = (host: { bucket?: string }, path: string) => {
      const unsigned = { method: "GET", host, path, query: [["acl", ""]] as const, headers: { date } }
      const address = Result.getOrThrow(oisAddress(connection, unsigned))
      return signHeaders(signedPartsOf(unsigned, address), keys, { timeMillis }).stringToSign.split("\n")[4]
    }
    assert.strictEqual(resourceOf({}, ""), "/?acl")
    assert.strictEqual(resourceOf({ bucket: "mybucket" }, ""), "/mybucket/?acl")
    assert.strictEqual(resourceOf({ bucket: "mybucket" }, "k"), "/mybucket/k?acl")
    assert.strictEqual(resourceOf({ bucket: "My.Bucket" }, ""), "/My.Bucket?acl")
  })

  it("sends no security token: the protocol has none", () => {
    const temporary = { ...keys, securityToken: Redacted.make("token") }
    assert.deepStrictEqual(signHeaders(request, temporary, { timeMillis }), signHeaders(request, keys, { timeMillis }))
  })
})

describe("the signature of OIS in the query", () => {
  for (const vector of vectors("presigned_urls")) {
    it(`is that of ${vector.sdk} for ${vector.operation} (${vector.id})`, () => {
      const unsigned = requestOf(vector, vector.unsigned_url)
      const signed = presign(unsigned, keys, { timeMillis: (vector.expires - 60) * 1000 + 999, expiresInSeconds: 60 })
      assert.strictEqual(signed.stringToSign, vector.string_to_sign)
      assert.strictEqual(signed.signature, vector.signature)
      const official = queryOf(partsOf(vector.url).target)
      assert.deepStrictEqual([...unsigned.query, ...signed.query].sort(), [...official].sort())
    })
  }

  it("covers the content type, the MD5 and the x-qs- headers that the user of the URL has to send", () => {
    const headers = { "content-type": "image/jpeg", "content-md5": "md5", "x-qs-meta-a": "1", "cache-control": "c" }
    const signed = presign({ ...request, method: "PUT", headers }, keys, { timeMillis: 1000, expiresInSeconds: 9 })
    assert.strictEqual(signed.stringToSign, "PUT\nmd5\nimage/jpeg\n10\nx-qs-meta-a:1\n/test-bucket/k")
  })
})
