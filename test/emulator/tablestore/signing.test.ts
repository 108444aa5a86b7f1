/** Signatures of requests and answers, by the vectors of the official clients. */
import * as Redacted from "effect/Redacted"
import { describe, expect, test } from "vitest"
import { account, make } from "../../../src/emulator/accounts.ts"
import { answerHeaders, authenticate, signerOf, stringToSign } from "../../../src/emulator/tablestore/signing.ts"
import vectors from "../../fixtures/vectors/tablestore-vectors.json" with { type: "json" }
import { refusalOf } from "./engine.ts"

const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, "hex"))

const accountsWith = (accessKeyId: string, accessKeySecret: string) =>
  make({ accounts: [account({ ownerId: "1", accessKeyId, accessKeySecret })] })

interface Vector {
  readonly op: string
  readonly accessKeyId: string
  readonly accessKeySecret: string
  readonly instanceName: string
  readonly stsToken: string | null
  readonly date: string
  readonly bodyHex: string
  readonly contentMd5: string
}

const requestOf = (vector: Vector, more: Readonly<Record<string, string>>) => ({
  path: `/${vector.op}`,
  body: bytes(vector.bodyHex),
  headers: {
    "user-agent": "never signed",
    "x-ots-date": vector.date,
    "x-ots-apiversion": "2015-12-31",
    "x-ots-accesskeyid": vector.accessKeyId,
    "x-ots-instancename": vector.instanceName,
    "x-ots-contentmd5": vector.contentMd5,
    ...(vector.stsToken === null ? {} : { "x-ots-ststoken": vector.stsToken }),
    ...more
  }
})

describe.each(vectors.signaturesV2)("version 2: $id", (vector) => {
  const extra = vector.extraHeaders as Readonly<Record<string, string>>
  const request = requestOf(vector, { ...extra, "x-ots-signature": vector.signature })
  const accounts = accountsWith(vector.accessKeyId, vector.accessKeySecret)

  test("covers the same text and is accepted", () => {
    expect(stringToSign(request.path, request.headers)).toBe(vector.stringToSign)
    expect(authenticate(request, accounts, Date.parse(vector.date)).accessKey.accessKeyId).toBe(vector.accessKeyId)
  })

  test("is refused with another secret, path, body or time", () => {
    const now = Date.parse(vector.date)
    const wrong = accountsWith(vector.accessKeyId, "wrong")
    expect(refusalOf(() => authenticate(request, wrong, now))?.message).toBe("Signature mismatch.")
    expect(refusalOf(() => authenticate({ ...request, path: "/DeleteTable" }, accounts, now))?.message).toBe(
      "Signature mismatch."
    )
    const changed = { ...request, body: bytes(`${vector.bodyHex}00`) }
    expect(refusalOf(() => authenticate(changed, accounts, now))?.message).toMatch(/^Mismatch between MD5/)
    expect(refusalOf(() => authenticate(request, accounts, now + 900_001))?.message).toMatch(
      /^Mismatch between system time/
    )
    expect(refusalOf(() => authenticate(request, accounts, now - 900_000))).toBeUndefined()
  })
})

describe.each(vectors.signaturesV4)("version 4: $id", (vector) => {
  const request = requestOf(vector, {
    "x-ots-signdate": vector.signDate,
    "x-ots-signregion": vector.region,
    "x-ots-signaturev4": vector.signatureV4
  })
  const accounts = accountsWith(vector.accessKeyId, vector.accessKeySecret)

  test("is accepted, and answers are signed with its key", () => {
    expect(`${stringToSign(request.path, request.headers)}ots`).toBe(vector.stringToSign)
    expect(refusalOf(() => authenticate(request, accounts, Date.parse(vector.date)))).toBeUndefined()
    expect(signerOf(request.headers, accounts)?.answerKey).toBe(vector.signingKeyBase64)
  })

  test("is refused when the region is another", () => {
    const moved = { ...request, headers: { ...request.headers, "x-ots-signregion": "eu-central-1" } }
    expect(refusalOf(() => authenticate(moved, accounts, Date.parse(vector.date)))?.message).toBe("Signature mismatch.")
  })
})

test.each(vectors.responseAuth)("answers are signed: $id", (vector) => {
  const accounts = accountsWith(vector.accessKeyId, vector.accessKeySecret)
  const { "x-ots-date": date, "x-ots-requestid": requestId } = vector.headers
  const facts = { requestId, nowMillis: Date.parse(date) }
  const signer = signerOf({ "x-ots-accesskeyid": vector.accessKeyId }, accounts)
  const headers = answerHeaders(`/${vector.op}`, bytes(vector.bodyHex), facts, signer)
  expect(headers).toEqual({ ...vector.headers, authorization: vector.authorization })
})

describe("refusals", () => {
  const [vector] = vectors.signaturesV2
  const request = requestOf(vector!, { "x-ots-signature": vector!.signature })
  const accounts = accountsWith(vector!.accessKeyId, vector!.accessKeySecret)
  const now = Date.parse(vector!.date)

  test.each([
    "x-ots-date",
    "x-ots-apiversion",
    "x-ots-accesskeyid",
    "x-ots-instancename",
    "x-ots-contentmd5",
    "x-ots-signature"
  ])("name the missing header %s", (name) => {
    const { [name as "x-ots-date"]: _, ...headers } = request.headers
    expect(refusalOf(() => authenticate({ ...request, headers }, accounts, now))).toMatchObject({
      status: 400,
      message: `Missing header: '${name}'.`
    })
  })

  test("name versions of the API that are not known; tunnels have one of their own", () => {
    const versioned = { ...request, headers: { ...request.headers, "x-ots-apiversion": "2018-04-01" } }
    expect(refusalOf(() => authenticate(versioned, accounts, now))?.message).toBe(
      "Unsupported API version: 2018-04-01."
    )
    // The version is signed, so now the signature is the only thing that is wrong.
    const tunnel = { ...versioned, path: "/tunnel/connect" }
    expect(refusalOf(() => authenticate(tunnel, accounts, now))?.message).toBe("Signature mismatch.")
  })

  test("tell a bad date from an unknown key", () => {
    const dated = { ...request, headers: { ...request.headers, "x-ots-date": "yesterday" } }
    expect(refusalOf(() => authenticate(dated, accounts, now))).toMatchObject({
      status: 400,
      code: "OTSParameterInvalid"
    })
    const nobody = { ...request, headers: { ...request.headers, "x-ots-accesskeyid": "nobody" } }
    expect(refusalOf(() => authenticate(nobody, accounts, now))).toMatchObject({
      status: 403,
      message: "The AccessKeyID does not exist."
    })
  })

  test("concern tokens of temporary keys", () => {
    const temporary = make({
      accounts: [
        {
          ownerId: "1",
          displayName: "1",
          accessKeys: [
            {
              accessKeyId: vector!.accessKeyId,
              accessKeySecret: Redacted.make(vector!.accessKeySecret),
              securityToken: Redacted.make("token"),
              expiresAtMillis: now + 1000
            }
          ]
        }
      ]
    })
    expect(refusalOf(() => authenticate(request, temporary, now))?.message).toBe("The security token is invalid.")
    const withToken = { ...request, headers: { ...request.headers, "x-ots-ststoken": "token" } }
    // The token is signed, so now the signature is the only thing that is wrong.
    expect(refusalOf(() => authenticate(withToken, temporary, now))?.message).toBe("Signature mismatch.")
    expect(refusalOf(() => authenticate(withToken, temporary, now + 1000))?.message).toBe(
      "The security token is expired."
    )
  })
})
