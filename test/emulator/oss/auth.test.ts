import { describe, expect, it } from "@effect/vitest"
import { Redacted, Result } from "effect"
import { type AccessKey, type Account, type Accounts, account, make } from "../../../src/emulator/accounts.ts"
import { parseQuery, Query } from "../../../src/emulator/frame/requestTarget.ts"
import { authenticate, authenticateForm } from "../../../src/emulator/oss/auth.ts"
import * as V1 from "../../../src/emulator/oss/authV1.ts"
import * as V4 from "../../../src/emulator/oss/authV4.ts"
import { type SignedRequest, toWire, type Verdict } from "../../../src/emulator/oss/signing.ts"
import { type SignatureVector, vectors } from "../vectors.ts"

const flip = (text: string, index = Math.floor(text.length / 2)): string =>
  text.slice(0, index) + (text[index] === "a" ? "b" : "a") + text.slice(index + 1)

const accountsOf = (input: { readonly accessKeyId: string; readonly accessKeySecret: string }): Accounts["Service"] =>
  make({ accounts: [account({ ownerId: "1", ...input })] })

const lowerCase = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), toWire(value)]))

const queryOf = (query: Readonly<Record<string, string>>): Query => new Query(Object.entries(query))

const regionsOf = ({ cloudBoxId, region }: SignatureVector["input"]): ReadonlyArray<string> =>
  [cloudBoxId ?? region].filter((name) => name !== undefined)

const byHeader = ({ expected, input }: SignatureVector, authorization = expected.authorization!): SignedRequest => ({
  method: input.method,
  bucket: input.bucket ?? undefined,
  key: input.key ?? undefined,
  query: queryOf(input.query),
  headers: { ...lowerCase(input.headers), ...lowerCase(expected.addedHeaders ?? {}), authorization },
  regions: regionsOf(input)
})

const byUrl = ({ expected, input }: SignatureVector): SignedRequest => ({
  method: input.method,
  bucket: input.bucket ?? undefined,
  key: input.key ?? undefined,
  query: Result.getOrThrow(parseQuery(expected.url!.slice(expected.url!.indexOf("?") + 1))),
  headers: lowerCase(input.headers),
  regions: regionsOf(input)
})

const timeOf = ({ input }: SignatureVector): number => (input.unixTime ?? input.nowUnixTime ?? 0) * 1000

const ownerOf = (verdict: Verdict): Account | undefined => Result.getOrThrow(verdict)
const refusalOf = (verdict: Verdict) => Result.getOrThrow(Result.flip(verdict))
const codeOf = (verdict: Verdict): string => refusalOf(verdict).code

const cases = (list: ReadonlyArray<SignatureVector>) =>
  list.map((vector) => [vector.id, vector.description, vector] as const)

const changedQuery = (request: SignedRequest, name: string, change: (value: string) => string): SignedRequest => ({
  ...request,
  query: new Query(request.query.entries.map(([n, value]) => [n, n === name ? change(value) : value]))
})

describe.each([
  ["V1", vectors.v1_header],
  ["V4", vectors.v4_header]
] as const)("%s signature in the header", (version, list) => {
  it.each(cases(list))("verifies %s: %s", (_id, _description, vector) => {
    const accounts = accountsOf(vector.input)
    expect(ownerOf(authenticate(byHeader(vector), accounts, timeOf(vector)))?.ownerId).toBe("1")
  })

  it.each(cases(list))("refuses %s with a character changed", (_id, _description, vector) => {
    const { input } = vector
    const accounts = accountsOf(input)
    const request = byHeader(vector)
    const signature = vector.expected.signature
    const forged = {
      ...request.headers,
      authorization: request.headers["authorization"]!.replace(signature, flip(signature))
    }
    const refusal = refusalOf(authenticate({ ...request, headers: forged }, accounts, timeOf(vector)))
    expect([refusal.status, refusal.code]).toEqual([403, "SignatureDoesNotMatch"])
    expect(refusal.children?.["StringToSign"]).toBe(vector.intermediates.stringToSign)
    expect(refusal.children?.["SignatureProvided"]).toBe(flip(signature))
    expect(refusal.children?.["CanonicalRequest"]).toBe(vector.intermediates.canonicalRequest)

    const secret = accountsOf({ ...input, accessKeySecret: flip(input.accessKeySecret) })
    expect(codeOf(authenticate(request, secret, timeOf(vector)))).toBe("SignatureDoesNotMatch")

    const added = { ...request, headers: { ...request.headers, "x-oss-meta-forged": "1" } }
    expect(codeOf(authenticate(added, accounts, timeOf(vector)))).toBe("SignatureDoesNotMatch")

    const typed = { ...request, headers: { ...request.headers, "content-type": "text/forged" } }
    expect(codeOf(authenticate(typed, accounts, timeOf(vector)))).toBe("SignatureDoesNotMatch")

    const moved = { ...request, bucket: "otherbucket", key: "forged" }
    expect(codeOf(authenticate(moved, accounts, timeOf(vector)))).toBe("SignatureDoesNotMatch")

    const parameter = { ...request, query: new Query([...request.query.entries, ["versioning", "x"]]) }
    expect(codeOf(authenticate(parameter, accounts, timeOf(vector)))).toBe("SignatureDoesNotMatch")
  })

  it.each(cases(list))("refuses %s after 15 minutes", (_id, _description, vector) => {
    const accounts = accountsOf(vector.input)
    const edge = 15 * 60 * 1000
    const at = (millis: number) => authenticate(byHeader(vector), accounts, timeOf(vector) + millis)
    expect(Result.isSuccess(at(edge)) && Result.isSuccess(at(-edge))).toBe(true)
    const refusal = refusalOf(at(edge + 1000))
    expect([refusal.status, refusal.code]).toEqual([403, "RequestTimeTooSkewed"])
    expect(refusal.children).toEqual({
      MaxAllowedSkewMilliseconds: "900000",
      RequestTime: new Date(timeOf(vector)).toISOString(),
      ServerTime: new Date(timeOf(vector) + edge + 1000).toISOString()
    })
    expect(codeOf(at(-edge - 1000))).toBe("RequestTimeTooSkewed")
  })

  it("refuses unknown keys, missing dates and garbage", () => {
    const vector = list[0]!
    const request = byHeader(vector)
    const now = timeOf(vector)
    const unknown = refusalOf(authenticate(request, make({ accounts: [] }), now))
    expect([unknown.status, unknown.code, unknown.children?.["OSSAccessKeyId"]]).toEqual([
      403,
      "InvalidAccessKeyId",
      vector.input.accessKeyId
    ])
    const { date: _, "x-oss-date": __, ...undated } = request.headers
    expect(codeOf(authenticate({ ...request, headers: undated }, accountsOf(vector.input), now))).toBe("AccessDenied")
    const prefix = version === "V1" ? "OSS " : "OSS4-HMAC-SHA256 "
    for (const garbage of [prefix, `${prefix}x`, `${prefix}Signature=1`, "Basic eDp5", "OSS2 x:y"]) {
      const headers = { ...request.headers, authorization: garbage }
      expect(codeOf(authenticate({ ...request, headers }, accountsOf(vector.input), now))).toBe("InvalidArgument")
    }
  })
})

describe("V4 signature in the header", () => {
  it.each(cases(vectors.v4_header))("verifies %s as the Python SDK writes it", (_id, _description, vector) => {
    const request = byHeader(vector, vector.expected.authorizationOss2Style!)
    expect(ownerOf(authenticate(request, accountsOf(vector.input), timeOf(vector)))?.ownerId).toBe("1")
  })

  it.each([
    "20231316T162057Z",
    "20231216T252057Z",
    "20231216T166157Z",
    "20231216T1620Z",
    "Sat, 16 Dec 2023 16:20:57 GMT"
  ])("refuses the time %j, which is none", (time) => {
    const vector = vectors.v4_header[0]!
    const request = byHeader(vector)
    const headers = { ...request.headers, "x-oss-date": time }
    const refusal = refusalOf(authenticate({ ...request, headers }, accountsOf(vector.input), timeOf(vector)))
    expect([refusal.status, refusal.code]).toEqual([403, "AccessDenied"])
  })

  it("refuses a signature for another region", () => {
    const vector = vectors.v4_header[0]!
    const request = { ...byHeader(vector), regions: ["cn-beijing"] }
    expect(refusalOf(authenticate(request, accountsOf(vector.input), timeOf(vector)))).toMatchObject({
      status: 400,
      code: "InvalidArgument",
      message: "Invalid signing region in Authorization header.",
      ec: "0002-00000226"
    })
  })

  it("refuses a scope of another day, and one that is none", () => {
    const vector = vectors.v4_header[0]!
    const request = byHeader(vector)
    for (const [from, to] of [
      ["20231216/", "20231217/"],
      ["/aliyun_v4_request", "/aws4_request"],
      ["cn-hangzhou/oss/", ""]
    ] as const) {
      const authorization = request.headers["authorization"]!.replace(from, to)
      const forged = { ...request, headers: { ...request.headers, authorization } }
      expect(codeOf(authenticate(forged, accountsOf(vector.input), timeOf(vector)))).toBe("InvalidArgument")
    }
  })
})

describe.each([
  ["V1", vectors.v1_presigned, "Signature"],
  ["V4", vectors.v4_presigned, "x-oss-signature"]
] as const)("%s signature in the URL", (version, list, parameter) => {
  it.each(cases(list))("verifies %s: %s", (_id, _description, vector) => {
    expect(ownerOf(authenticate(byUrl(vector), accountsOf(vector.input), timeOf(vector)))?.ownerId).toBe("1")
  })

  it.each(cases(list))("refuses %s with a character changed", (_id, _description, vector) => {
    const { input } = vector
    const accounts = accountsOf(input)
    const request = byUrl(vector)
    const refusal = refusalOf(authenticate(changedQuery(request, parameter, flip), accounts, timeOf(vector)))
    expect([refusal.status, refusal.code]).toEqual([403, "SignatureDoesNotMatch"])
    expect(refusal.children?.["StringToSign"]).toBe(vector.intermediates.stringToSign)
    const secret = accountsOf({ ...input, accessKeySecret: flip(input.accessKeySecret) })
    expect(codeOf(authenticate(request, secret, timeOf(vector)))).toBe("SignatureDoesNotMatch")
    const typed = { ...request, headers: { ...request.headers, "content-type": "text/forged" } }
    expect(codeOf(authenticate(typed, accounts, timeOf(vector)))).toBe("SignatureDoesNotMatch")
    const longer = changedQuery(request, version === "V1" ? "Expires" : "x-oss-expires", (value) =>
      String(Number(value) + 1)
    )
    expect(codeOf(authenticate(longer, accounts, timeOf(vector)))).toBe("SignatureDoesNotMatch")
  })

  it.each(cases(list))("refuses %s when it has expired", (_id, _description, vector) => {
    const accounts = accountsOf(vector.input)
    const validity = (vector.input as unknown as { readonly expiresInSeconds: number }).expiresInSeconds * 1000
    const at = (millis: number) => authenticate(byUrl(vector), accounts, timeOf(vector) + millis)
    expect(Result.isSuccess(at(validity))).toBe(true)
    const refusal = refusalOf(at(validity + 1000))
    expect([refusal.status, refusal.code, refusal.message]).toEqual([403, "AccessDenied", "Request has expired."])
  })

  it("refuses a URL that is signed only in part", () => {
    const vector = list[0]!
    const request = byUrl(vector)
    const query = new Query(request.query.entries.filter(([name]) => name !== parameter))
    const code = codeOf(authenticate({ ...request, query }, accountsOf(vector.input), timeOf(vector)))
    expect(code).toBe(version === "V1" ? "AccessDenied" : "InvalidArgument")
  })

  it("refuses signatures in header and URL together", () => {
    const vector = list[0]!
    const request = byUrl(vector)
    const headers = { ...request.headers, authorization: "OSS x:y" }
    const refusal = refusalOf(authenticate({ ...request, headers }, accountsOf(vector.input), timeOf(vector)))
    expect([refusal.status, refusal.code]).toEqual([400, "InvalidArgument"])
  })
})

describe("V4 signature in the URL", () => {
  it.each(["0", "604801", "-1", "1e3", ""])("refuses a validity of %j", (seconds) => {
    const vector = vectors.v4_presigned[0]!
    const request = changedQuery(byUrl(vector), "x-oss-expires", () => seconds)
    expect(codeOf(authenticate(request, accountsOf(vector.input), timeOf(vector)))).toBe("InvalidArgument")
  })

  it("refuses a signature for another region", () => {
    const vector = vectors.v4_presigned[0]!
    const request = { ...byUrl(vector), regions: [] }
    expect(refusalOf(authenticate(request, accountsOf(vector.input), timeOf(vector)))).toMatchObject({
      status: 400,
      code: "InvalidArgument",
      message: "The signing region in credential is invalid.",
      ec: "0002-00000226"
    })
  })

  it("refuses a URL signed for a time that is yet to come", () => {
    const vector = vectors.v4_presigned[0]!
    const at = (millis: number) => authenticate(byUrl(vector), accountsOf(vector.input), timeOf(vector) + millis)
    expect(codeOf(at(-15 * 60 * 1000 - 1000))).toBe("RequestTimeTooSkewed")
  })
})

describe("POST policy", () => {
  const posts = vectors.post_policy.map((vector) => [vector.id, vector.description, vector] as const)
  const fieldsOf = (fields: Readonly<Record<string, string>>) =>
    new Map(Object.entries(fields).map(([name, value]) => [name.toLowerCase(), value]))

  it.each(posts)("verifies %s: %s", (_id, _description, { expected, input }) => {
    expect(ownerOf(authenticateForm(fieldsOf(expected.formFields), accountsOf(input), 0))?.ownerId).toBe("1")
  })

  it.each(posts)(
    "refuses %s when policy, signature or secret are changed",
    (_id, _description, { expected, input }) => {
      const fields = expected.formFields
      const signature = "Signature" in fields ? "Signature" : "x-oss-signature"
      const verify = (change: Record<string, string>, secret = input.accessKeySecret) =>
        codeOf(
          authenticateForm(fieldsOf({ ...fields, ...change }), accountsOf({ ...input, accessKeySecret: secret }), 0)
        )
      expect(verify({ policy: flip(fields["policy"]!) })).toBe("SignatureDoesNotMatch")
      expect(verify({ [signature]: flip(fields[signature]!) })).toBe("SignatureDoesNotMatch")
      expect(verify({}, flip(input.accessKeySecret))).toBe("SignatureDoesNotMatch")
      const { policy: _, ...unsigned } = fields
      expect(codeOf(authenticateForm(fieldsOf(unsigned), accountsOf(input), 0))).toBe("InvalidArgument")
    }
  )

  it("takes a form without any signature as anonymous", () => {
    expect(ownerOf(authenticateForm(new Map([["key", "k"]]), make({ accounts: [] }), 0))).toBeUndefined()
  })
})

describe("security tokens", () => {
  const vector = vectors.v4_header.find(({ input }) => input.securityToken !== null)!
  const key: AccessKey = {
    accessKeyId: vector.input.accessKeyId,
    accessKeySecret: Redacted.make(vector.input.accessKeySecret)
  }
  const verify = (accessKey: AccessKey, allowTokens = false, request = byHeader(vector)) =>
    authenticate(
      request,
      make({ accounts: [{ ownerId: "1", displayName: "1", accessKeys: [accessKey] }], allowTokens }),
      timeOf(vector)
    )
  const token = Redacted.make(vector.input.securityToken!)

  it("accepts the token that was issued with the key", () => {
    expect(ownerOf(verify({ ...key, securityToken: token }))?.ownerId).toBe("1")
  })

  it("refuses another token", () => {
    expect(codeOf(verify({ ...key, securityToken: Redacted.make("another") }))).toBe("InvalidSecurityToken")
  })

  it("refuses an expired token", () => {
    const expiresAtMillis = timeOf(vector)
    expect(codeOf(verify({ ...key, securityToken: token, expiresAtMillis }))).toBe("SecurityTokenExpired")
    expect(ownerOf(verify({ ...key, securityToken: token, expiresAtMillis: expiresAtMillis + 1 }))?.ownerId).toBe("1")
  })

  it("refuses a temporary key without its token", () => {
    const { "x-oss-security-token": _, ...headers } = byHeader(vector).headers
    const request = { ...byHeader(vector), headers }
    expect(codeOf(verify({ ...key, securityToken: token }, true, request))).toBe("InvalidAccessKeyId")
  })

  it("accepts any token with a permanent key only when told so", () => {
    expect(ownerOf(verify(key, true))?.ownerId).toBe("1")
    expect(codeOf(verify(key, false))).toBe("InvalidAccessKeyId")
  })
})

describe("an empty value of a parameter", () => {
  it.each(["acl=", "acl"])("is signed as the bare name when sent as %j", (sent) => {
    const query = Result.getOrThrow(parseQuery(`${sent}&prefix=`))
    const request: SignedRequest = { method: "GET", bucket: "b", query, headers: {}, regions: [] }
    expect(V1.stringToSign(request, "date")).toBe("GET\n\n\ndate\n/b/?acl")
    expect(V4.canonicalRequest(request, []).split("\n")[2]).toBe("acl&prefix")
  })
})

describe("anonymous requests", () => {
  it("carry no signature and are nobody's", () => {
    const request: SignedRequest = { method: "GET", query: new Query([["prefix", "a"]]), headers: {}, regions: [] }
    expect(ownerOf(authenticate(request, make({ accounts: [] }), 0))).toBeUndefined()
  })
})

describe("header values beyond ASCII", () => {
  it("are signed as the bytes on the wire", () => {
    const vector = vectors.v4_header[0]!
    const metadata = { "x-oss-meta-author": "é中😀" }
    const request = byHeader(vector)
    const utf8 = { ...request, headers: { ...request.headers, ...lowerCase(metadata) } }
    const shown = refusalOf(authenticate(utf8, accountsOf(vector.input), timeOf(vector))).children!
    expect(shown["CanonicalRequest"]).toContain("x-oss-meta-author:é中😀\n")
  })
})
