import * as Redacted from "effect/Redacted"
import { describe, expect, it } from "vitest"
import type { SigningKeys } from "../../../src/layers/signer/SigningKeys.ts"
import {
  answerAuthorization,
  answerStringToSign,
  deriveKeyOtsV4,
  signOtsV2,
  signOtsV4
} from "../../../src/layers/tablestore/signer.ts"
import type { SignableRequest } from "../../../src/schema/wire/UnsignedRequest.ts"
import { fromHex, group, type Vector } from "../../schema/tablestore/vectors.ts"

const keysOf = (vector: Vector): SigningKeys => ({
  accessKeyId: vector.accessKeyId,
  accessKeySecret: Redacted.make(vector.accessKeySecret),
  ...(vector.stsToken == null ? {} : { securityToken: Redacted.make(vector.stsToken) })
})

const requestOf = (vector: Vector): SignableRequest => ({
  host: {},
  method: "POST",
  path: vector.op,
  query: [],
  headers: vector.extraHeaders ?? {}
})

const optionsOf = (vector: Vector) => ({
  timeMillis: Date.parse(vector.date),
  instanceName: vector.instanceName as string
})

const keys: SigningKeys = { accessKeyId: "id", accessKeySecret: Redacted.make("secret") }
const request: SignableRequest = { method: "POST", host: {}, path: "ListTable", query: [], headers: {} }
const options = { timeMillis: 1_714_979_289_000, instanceName: "inst" }
const noBody = new Uint8Array(0)

describe("Tablestore signature version 2", () => {
  it.each(group("signaturesV2"))("signs $id", (vector) => {
    const signed = signOtsV2(requestOf(vector), keysOf(vector), fromHex(vector.bodyHex), optionsOf(vector))
    expect(signed.stringToSign).toBe(vector.stringToSign)
    expect(signed.signature).toBe(vector.signature)
    expect(signed.headers).toStrictEqual({
      "x-ots-accesskeyid": vector.accessKeyId,
      "x-ots-apiversion": "2015-12-31",
      "x-ots-contentmd5": vector.contentMd5,
      "x-ots-date": vector.date,
      "x-ots-instancename": vector.instanceName,
      ...(vector.stsToken === null ? {} : { "x-ots-ststoken": vector.stsToken }),
      "x-ots-signature": vector.signature
    })
  })

  it("covers x-ots headers only, trimmed, and not a signature that is there already", () => {
    const plain = signOtsV2(request, keys, noBody, options)
    const other = { "user-agent": "x", "content-type": "y", "x-ots-signature": "old", "x-ots-signaturev4": "old" }
    expect(signOtsV2({ ...request, headers: other }, keys, noBody, options).signature).toBe(plain.signature)
    const traced = signOtsV2({ ...request, headers: { "x-ots-sdk-traceid": " t-1 " } }, keys, noBody, options)
    expect(traced.stringToSign).toContain("\nx-ots-sdk-traceid:t-1\n")
    expect(traced.signature).not.toBe(plain.signature)
  })

  it("changes with the body", () => {
    const a = signOtsV2(request, keys, noBody, options)
    const b = signOtsV2(request, keys, Uint8Array.of(1), options)
    expect(a.headers["x-ots-contentmd5"]).not.toBe(b.headers["x-ots-contentmd5"])
    expect(a.signature).not.toBe(b.signature)
  })
})

describe("Tablestore signature version 4", () => {
  it.each(group("signaturesV4"))("signs $id", (vector) => {
    const signing = keysOf(vector)
    expect(deriveKeyOtsV4(signing, vector.signDate, vector.region)).toBe(vector.signingKeyBase64)
    const signed = signOtsV4(requestOf(vector), signing, fromHex(vector.bodyHex), {
      ...optionsOf(vector),
      region: vector.region
    })
    expect(signed.stringToSign).toBe(vector.stringToSign)
    expect(signed.signature).toBe(vector.signatureV4)
    expect(signed.headers["x-ots-signaturev4"]).toBe(vector.signatureV4)
    expect(signed.headers["x-ots-contentmd5"]).toBe(vector.contentMd5)
    expect(signed.headers).not.toHaveProperty("x-ots-signature")
  })

  it("takes another key on another day and in another region", () => {
    const inRegion = (timeMillis: number, region: string): string =>
      signOtsV4(request, keys, noBody, { ...options, timeMillis, region }).signature
    const day = 86_400_000
    const first = inRegion(options.timeMillis, "cn-hangzhou")
    expect(inRegion(options.timeMillis + day, "cn-hangzhou")).not.toBe(first)
    expect(inRegion(options.timeMillis, "cn-shanghai")).not.toBe(first)
    expect(inRegion(options.timeMillis, "cn-hangzhou")).toBe(first)
  })
})

describe("the signature of an answer", () => {
  it.each(group("responseAuth"))("is computed for $id", (vector) => {
    expect(answerStringToSign(vector.op, vector.headers)).toBe(vector.stringToSign)
    expect(answerAuthorization(vector.op, vector.headers, keysOf(vector))).toBe(vector.authorization)
    const withOthers = { ...vector.headers, authorization: vector.authorization, "content-length": "6", date: "x" }
    expect(answerAuthorization(vector.op, withOthers, keysOf(vector))).toBe(vector.authorization)
  })

  it("is keyed with the derived key when the request was signed by version 4", () => {
    const v4 = { timeMillis: options.timeMillis, region: "cn-hangzhou" }
    const headers = { "x-ots-requestid": "r-1" }
    const derived: SigningKeys = {
      accessKeyId: "id",
      accessKeySecret: Redacted.make(deriveKeyOtsV4(keys, "20240506", "cn-hangzhou"))
    }
    expect(answerAuthorization("GetRow", headers, keys, v4)).toBe(answerAuthorization("GetRow", headers, derived))
  })
})
