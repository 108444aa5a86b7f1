import { describe, expect, it } from "@effect/vitest"
import { Redacted, Result, Schema } from "effect"
import { type Accounts, account, make } from "../../../src/emulator/accounts.ts"
import { authenticate, authenticateForm, type Verdict } from "../../../src/emulator/ois/auth.ts"
import { type SignedRequest, stringsToSign } from "../../../src/emulator/ois/signing.ts"
import { fromHttpDate } from "../../../src/emulator/time.ts"
import { oisAddress } from "../../../src/layers/ois/address.ts"
import { connectOis } from "../../../src/layers/ois/endpoint.ts"
import { presign, signHeaders } from "../../../src/layers/ois/signer/qs.ts"
import { signedPartsOf } from "../../../src/layers/ois/signer/SignedParts.ts"
import {
  accessKeyId,
  type HeaderVector,
  hostBucketOf,
  keys,
  type PresignedVector,
  partsOf,
  secretAccessKey,
  vectors
} from "../../layers/ois/vectors.ts"

const accountsOf = (accessKeySecret: string): Accounts["Service"] =>
  make({ accounts: [account({ ownerId: "usr-1", accessKeyId, accessKeySecret })] })
const accounts = accountsOf(secretAccessKey)

const flip = (text: string, index = Math.floor(text.length / 2)): string =>
  text.slice(0, index) + (text[index] === "a" ? "b" : "a") + text.slice(index + 1)

/** One character per byte, as servers hand over header values. */
const toWire = (text: string): string => Buffer.from(text, "utf8").toString("latin1")

const byHeader = (vector: HeaderVector): SignedRequest => ({
  method: vector.method,
  target: partsOf(vector.url).target,
  hostBucket: hostBucketOf(vector),
  headers: { ...vector.headers, authorization: vector.authorization }
})

const byUrl = (vector: PresignedVector): SignedRequest => ({
  method: vector.method,
  target: partsOf(vector.url).target,
  hostBucket: hostBucketOf(vector),
  headers: vector.headers
})

const timeOf = ({ headers }: HeaderVector): number => fromHttpDate(headers["x-qs-date"] ?? headers["date"]!)!

const ownerOf = (verdict: Verdict): string | undefined => Result.getOrThrow(verdict)?.ownerId
const refusalOf = (verdict: Verdict): readonly [number, string] => {
  const { status, code } = Result.getOrThrow(Result.flip(verdict))
  return [status, code]
}

const cases = <A extends { readonly id: string }>(list: ReadonlyArray<A>) =>
  list.map((vector) => [vector.id, vector] as const)

const notMatched = [401, "signature_not_matched"]
const expired = [403, "request_expired"]
const malformed = [400, "invalid_request"]
const unknownKey = [401, "invalid_access_key_id"]

describe("a signature in the headers", () => {
  const list = [...vectors("header_signatures"), ...vectors("divergent")]

  it.each(cases(list))("verifies %s", (_id, vector) => {
    const request = byHeader(vector)
    const dateLine = vector.headers["x-qs-date"] === undefined ? vector.headers["date"]! : ""
    expect(stringsToSign(request, dateLine)).toContain(toWire(vector.string_to_sign))
    expect(ownerOf(authenticate(request, accounts, timeOf(vector)))).toBe("usr-1")
  })

  it.each(cases(list))("refuses %s with anything changed", (_id, vector) => {
    const request = byHeader(vector)
    const refuse = (changes: Partial<SignedRequest>, by = accounts) =>
      expect(refusalOf(authenticate({ ...request, ...changes }, by, timeOf(vector)))).toEqual(notMatched)
    const withHeader = (header: Record<string, string>) => refuse({ headers: { ...request.headers, ...header } })
    const separator = request.target.includes("?") ? "&" : "?"
    withHeader({ authorization: vector.authorization.replace(vector.signature, flip(vector.signature)) })
    withHeader({ "x-qs-meta-forged": "1" })
    withHeader({ "content-type": "text/forged" })
    withHeader({ "content-md5": "forged==" })
    refuse({}, accountsOf(flip(secretAccessKey)))
    refuse({ method: vector.method === "PUT" ? "GET" : "PUT" })
    refuse({ hostBucket: "otherbucket" })
    refuse({ target: `${request.target}${separator}versioning` })
    refuse({ target: request.target.replace(/^[^?]*/, "/forged") })
  })

  it.each(cases(list))("refuses %s when the clocks differ by more than 15 minutes", (_id, vector) => {
    const at = (millis: number) => authenticate(byHeader(vector), accounts, timeOf(vector) + millis)
    const edge = 15 * 60 * 1000
    expect([ownerOf(at(edge)), ownerOf(at(-edge))]).toEqual(["usr-1", "usr-1"])
    expect(refusalOf(at(edge + 1000))).toEqual(expired)
    expect(refusalOf(at(-edge - 1000))).toEqual(expired)
  })

  const goKeys = make({
    accounts: [account({ ownerId: "go", accessKeyId: "ENV_ACCESS_KEY_ID", accessKeySecret: "ENV_SECRET_ACCESS_KEY" })]
  })
  const goDate = "Mon, 01 Jan 0001 00:00:00 GMT"
  const goTarget = "/?acl&upload_id=fde133b5f6d932cd9c79bac3c7318da1&part_number=0&other=abc"

  it.each([
    ["GET", goTarget, {}, "bvglZF9iMOv1RaCTxPYWxexmt1UN2m5WKngYnhDEp2c="],
    ["GET", goTarget, { "x-qs-date": goDate }, "qkY+tOMdqfDAVv+ZBtlWeEBxlbyIKaQmj5lQlylENzo="],
    ["PUT", "/bucket-name?cname", {}, "Kqc4/+6T7zfSrUPgkvswHbtL4ESch9vOVQP0nPwlkBs="]
  ] as const)("verifies the examples in the tests of the signer for Go: %s %s", (method, target, more, signature) => {
    const headers = {
      date: goDate,
      "x-qs-test-1": "Test 1",
      "x-qs-test-2": "Test 2",
      authorization: `QS ENV_ACCESS_KEY_ID:${signature}`,
      ...more
    }
    expect(ownerOf(authenticate({ method, target, headers }, goKeys, fromHttpDate(goDate)!))).toBe("go")
  })

  const vector = list[0]!
  const now = timeOf(vector)
  const request = byHeader(vector)

  it("is the same for a parameter without value, however it is written", () => {
    const acl = list.find(({ id }) => id === "py-get-acl")!
    for (const target of ["/test-bucket?acl", "/test-bucket?acl=", "/test-bucket?acl&", "/test-bucket?&acl"]) {
      expect(ownerOf(authenticate({ ...byHeader(acl), target }, accounts, timeOf(acl)))).toBe("usr-1")
    }
  })

  it("is of the path as it came: an escaped slash and a plain one are two signatures", () => {
    const special = list.find(({ id }) => id === "js-put-object-special")!
    const target = partsOf(special.url).target.replace("%2F", "/")
    expect(refusalOf(authenticate({ ...byHeader(special), target }, accounts, timeOf(special)))).toEqual(notMatched)
  })

  it("is refused when the key is unknown, or a temporary one, which the service does not have", () => {
    expect(refusalOf(authenticate(request, make({ accounts: [] }), now))).toEqual(unknownKey)
    const temporary = {
      accessKeyId,
      accessKeySecret: Redacted.make(secretAccessKey),
      securityToken: Redacted.make("token")
    }
    const others = make({ accounts: [{ ownerId: "usr-1", displayName: "", accessKeys: [temporary] }] })
    expect(refusalOf(authenticate(request, others, now))).toEqual(unknownKey)
  })

  it.each(["QS", "QS x", "QS :x", "QS x:", "qs x:y", "OSS x:y", "Basic eDp5", "", "QS a:b:c d"])(
    "is refused when the header is malformed: %j",
    (authorization) => {
      const verdict = authenticate({ ...request, headers: { ...request.headers, authorization } }, accounts, now)
      expect(refusalOf(verdict)).toEqual(malformed)
    }
  )

  it("is refused without a date that can be read", () => {
    for (const date of [undefined, "", "yesterday"]) {
      expect(refusalOf(authenticate({ ...request, headers: { ...request.headers, date } }, accounts, now))).toEqual(
        malformed
      )
    }
  })

  it("may have the date with escaped blanks, as the client for JavaScript sends it", () => {
    const date = vector.headers["date"]!
    const escaped = { "x-qs-date": date.replaceAll(" ", "%20") }
    const unsigned = { method: "GET", rawPath: "/test-bucket/k", query: [], headers: escaped }
    const { headers } = signHeaders(unsigned, keys, { timeMillis: 0 })
    const sent = { method: "GET", target: "/test-bucket/k", headers: { ...escaped, ...headers } }
    expect(ownerOf(authenticate(sent, accounts, now))).toBe("usr-1")
    expect(refusalOf(authenticate(sent, accounts, now + 3_600_000))).toEqual(expired)
  })
})

describe("a signature in the URL", () => {
  const list = vectors("presigned_urls")
  const beforeExpiry = ({ expires }: PresignedVector): number => expires * 1000 - 1

  it.each(cases(list))("verifies %s", (_id, vector) => {
    const request = byUrl(vector)
    expect(stringsToSign(request, String(vector.expires))).toEqual([toWire(vector.string_to_sign)])
    expect(ownerOf(authenticate(request, accounts, beforeExpiry(vector)))).toBe("usr-1")
  })

  it.each(cases(list))("refuses %s with anything changed", (_id, vector) => {
    const request = byUrl(vector)
    const refuse = (changes: Partial<SignedRequest>, by = accounts) =>
      expect(refusalOf(authenticate({ ...request, ...changes }, by, beforeExpiry(vector)))).toEqual(notMatched)
    refuse({}, accountsOf(flip(secretAccessKey)))
    refuse({ method: vector.method === "PUT" ? "GET" : "PUT" })
    refuse({ headers: { "content-type": "text/plain" } })
    refuse({ headers: { "content-md5": "md5==" } })
    refuse({ headers: { "x-qs-meta-forged": "1" } })
    refuse({ target: `${request.target}&acl=forged` })
    refuse({ target: request.target.replace(/expires=\d+/, `expires=${vector.expires + 1}`) })
    refuse({ target: request.target.replace(/signature=.../, "signature=xyz") })
  })

  const vector = list[0]!
  const request = byUrl(vector)

  it("works to the last second and no longer", () => {
    const at = (millis: number) => authenticate(request, accounts, vector.expires * 1000 + millis)
    expect(ownerOf(at(0))).toBe("usr-1")
    expect(ownerOf(at(-1_000_000_000_000))).toBe("usr-1")
    expect(refusalOf(at(1))).toEqual(expired)
  })

  it("is refused when a part is missing or no number of seconds", () => {
    for (const name of ["access_key_id", "expires", "signature"]) {
      const target = request.target.replace(new RegExp(`([?&])${name}=[^&]*&?`), "$1")
      expect(target).not.toBe(request.target)
      expect(refusalOf(authenticate({ ...request, target }, accounts, beforeExpiry(vector)))).toEqual(malformed)
    }
    for (const expires of ["", "soon", "-1", "1e9", "1.5"]) {
      const target = request.target.replace(/expires=\d+/, `expires=${expires}`)
      expect(refusalOf(authenticate({ ...request, target }, accounts, beforeExpiry(vector)))).toEqual(malformed)
    }
  })

  it("is refused beside one in the headers", () => {
    const headers = { authorization: "QS x:y" }
    expect(refusalOf(authenticate({ ...request, headers }, accounts, beforeExpiry(vector)))).toEqual(malformed)
  })

  it("is refused when the key is unknown", () => {
    expect(refusalOf(authenticate(request, make({ accounts: [] }), beforeExpiry(vector)))).toEqual(unknownKey)
  })

  it("has the plus signs of Base64 escaped: plain ones are blanks", () => {
    const escaped = list.find(({ url }) => url.includes("%2B"))!
    const target = byUrl(escaped).target.replaceAll("%2B", "+")
    expect(refusalOf(authenticate({ ...byUrl(escaped), target }, accounts, beforeExpiry(escaped)))).toEqual(notMatched)
  })
})

describe("a request without a signature", () => {
  it("is nobody's", () => {
    for (const target of ["/", "/b/k?acl&expires=1", "/b?prefix=signature"]) {
      expect(ownerOf(authenticate({ method: "GET", target, headers: {} }, accounts, 0))).toBeUndefined()
    }
  })
})

describe("a form", () => {
  const vector = vectors("form_policy")[0]!
  const fields = { access_key_id: accessKeyId, policy: vector.policy, signature: vector.signature, key: "k" }
  const verify = (changes: Record<string, string | undefined>, by = accounts) =>
    authenticateForm(
      new Map(Object.entries({ ...fields, ...changes }).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]]))),
      by
    )

  it("is signed by the text of its policy", () => {
    expect(ownerOf(verify({}))).toBe("usr-1")
    expect(refusalOf(verify({ policy: flip(vector.policy) }))).toEqual(notMatched)
    expect(refusalOf(verify({ signature: flip(vector.signature) }))).toEqual(notMatched)
    expect(refusalOf(verify({}, accountsOf("other")))).toEqual(notMatched)
    expect(refusalOf(verify({ access_key_id: "other" }))).toEqual(unknownKey)
  })

  it("is refused when a part of the signature is missing, and nobody's when all are", () => {
    const absent = { access_key_id: undefined, policy: undefined, signature: undefined }
    for (const name of Object.keys(absent)) expect(refusalOf(verify({ [name]: undefined }))).toEqual(malformed)
    expect(ownerOf(verify(absent))).toBeUndefined()
  })
})

describe("client and service agree", () => {
  const timeMillis = 1_800_000_000_000
  const piece = Schema.Union([Schema.Literals([".", "..", "/", "%2e", "+", " ", "?"]), Schema.String])

  it.prop(
    "on the signature of any key, parameter and metadata, in both styles",
    { pieces: Schema.Array(piece), value: Schema.String, metadata: Schema.String, virtualHosted: Schema.Boolean },
    ({ pieces, value, metadata, virtualHosted }) => {
      const path = `k${pieces.join("").toWellFormed()}`
      const unsigned = {
        method: "PUT",
        host: { bucket: "mybucket", zone: "pek3a" },
        path,
        query: [
          ["upload_id", value.toWellFormed()],
          ["response-content-type", value.toWellFormed()],
          ["prefix", value.toWellFormed()]
        ],
        headers: { "x-qs-meta-a": metadata.toWellFormed().replace(/[\s\p{Cc}\uFEFF]/gu, ""), "content-type": "a/b" }
      } as const
      const connection = Result.getOrThrow(connectOis({ deployment: "qingstor", virtualHosted }))
      const address = Result.getOrThrow(oisAddress(connection, unsigned))
      const wire = (headers: Readonly<Record<string, string>>) =>
        Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, toWire(text)]))
      const sent = (url: string, headers: Readonly<Record<string, string>>): SignedRequest => ({
        method: "PUT",
        // As an HTTP client sends it, after parsing.
        target: new URL(url).href.replace(/^https:\/\/[^/]*/, ""),
        hostBucket: address.hostBucket,
        headers: wire({ ...unsigned.headers, ...headers })
      })
      const signed = signHeaders(signedPartsOf(unsigned, address), keys, { timeMillis })
      expect(ownerOf(authenticate(sent(address.url, signed.headers), accounts, timeMillis))).toBe("usr-1")

      const { query } = presign(signedPartsOf(unsigned, address), keys, { timeMillis, expiresInSeconds: 60 })
      const { url } = Result.getOrThrow(oisAddress(connection, { ...unsigned, query: [...unsigned.query, ...query] }))
      expect(ownerOf(authenticate(sent(url, {}), accounts, timeMillis))).toBe("usr-1")
    }
  )
})
