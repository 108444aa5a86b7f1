/** Signatures of version 2, made here by hand: the text is written out as the client for Python builds it. */
import { createHmac } from "node:crypto"
import { describe, expect, it } from "@effect/vitest"
import { Result } from "effect"
import { account, make } from "../../../src/emulator/accounts.ts"
import { parseQuery } from "../../../src/emulator/frame/requestTarget.ts"
import { authenticate } from "../../../src/emulator/oss/auth.ts"
import type { SignedRequest } from "../../../src/emulator/oss/signing.ts"

const accounts = make({ accounts: [account({ ownerId: "1", accessKeyId: "key", accessKeySecret: "secret" })] })
const now = Date.UTC(2024, 0, 2, 3, 4, 5)
const date = "Tue, 02 Jan 2024 03:04:05 GMT"
const sign = (text: string): string => createHmac("sha256", "secret").update(text).digest("base64")

const outcomeOf = (request: SignedRequest, nowMillis = now): string | undefined => {
  const verdict = authenticate(request, accounts, nowMillis)
  return Result.isSuccess(verdict) ? verdict.success?.ownerId : verdict.failure.code
}

const byHeader = (
  text: string,
  change: Partial<SignedRequest> = {},
  additional = "AdditionalHeaders:range,"
): SignedRequest => {
  const query = Result.getOrThrow(parseQuery("uploads=&prefix=a%2Fb%20c&max-keys=5"))
  const headers = {
    date,
    range: "bytes=0-1",
    "content-type": "text/plain",
    "x-oss-meta-b": " 2 ",
    "x-oss-meta-a": "1",
    authorization: `OSS2 AccessKeyId:key,${additional}Signature:${sign(text)}`
  }
  return { method: "POST", bucket: "bucket", key: "a/ü k", query, headers, regions: [], ...change }
}

const text = [
  "POST",
  "",
  "text/plain",
  date,
  "range:bytes=0-1",
  "x-oss-meta-a:1",
  "x-oss-meta-b:2",
  "range",
  "%2Fbucket%2Fa%2F%C3%BC%20k?max-keys=5&prefix=a%2Fb%20c&uploads"
].join("\n")

describe("V2 signature in the header", () => {
  it("covers method, dates, headers, the whole path and all parameters", () => {
    expect(outcomeOf(byHeader(text))).toBe("1")
    const request = byHeader(text)
    for (const change of [
      { method: "PUT" },
      { key: "a/ü l" },
      { bucket: "other" },
      { query: Result.getOrThrow(parseQuery("uploads&prefix=a%2Fb%20c&max-keys=6")) },
      { headers: { ...request.headers, range: "bytes=0-2" } },
      { headers: { ...request.headers, "x-oss-meta-a": "2" } },
      { headers: { ...request.headers, "content-type": "text/x" } }
    ]) {
      expect([change, outcomeOf({ ...request, ...change })]).toEqual([change, "SignatureDoesNotMatch"])
    }
    expect(outcomeOf({ ...request, headers: { ...request.headers, "user-agent": "unsigned" } })).toBe("1")
  })

  it("may be without additional headers", () => {
    const plain = text.replace("range:bytes=0-1\n", "").replace("\nrange\n", "\n\n")
    expect(outcomeOf(byHeader(plain, {}, ""))).toBe("1")
  })

  it("is of a service call, too", () => {
    const request = byHeader(["GET", "", "", date, "", "%2F"].join("\n"), {}, "")
    const headers = { date, authorization: request.headers["authorization"] }
    const service = { method: "GET", query: Result.getOrThrow(parseQuery("")), headers, regions: [] }
    expect(outcomeOf(service)).toBe("1")
  })

  it("is refused when it is old, of nobody, or no signature at all", () => {
    expect(outcomeOf(byHeader(text), now + 15 * 60_000)).toBe("1")
    expect(outcomeOf(byHeader(text), now + 15 * 60_000 + 1000)).toBe("RequestTimeTooSkewed")
    const request = byHeader(text)
    const withAuthorization = (authorization: string) =>
      outcomeOf({ ...request, headers: { ...request.headers, authorization } })
    expect(withAuthorization("OSS2 AccessKeyId:nobody,Signature:x")).toBe("InvalidAccessKeyId")
    expect(withAuthorization("OSS2 AccessKeyId:key")).toBe("InvalidArgument")
    expect(withAuthorization("OSS2 ")).toBe("InvalidArgument")
    expect(outcomeOf({ ...request, headers: { ...request.headers, date: "today" } })).toBe("AccessDenied")
  })
})

describe("V2 signature in the URL", () => {
  const expires = String(now / 1000 + 60)
  const signed = `x-oss-access-key-id=key&x-oss-additional-headers=host&x-oss-expires=${expires}&x-oss-signature-version=OSS2`
  const urlText = ["GET", "", "", expires, "host:h", "host", `%2Fbucket%2Fk?acl&${signed}`].join("\n")
  const byUrl = (query: string): SignedRequest => ({
    method: "GET",
    bucket: "bucket",
    key: "k",
    query: Result.getOrThrow(parseQuery(query)),
    headers: { host: "h" },
    regions: []
  })
  const url = `acl=&${signed}&x-oss-signature=${encodeURIComponent(sign(urlText))}`

  it("covers all parameters, until it expires", () => {
    expect(outcomeOf(byUrl(url))).toBe("1")
    expect(outcomeOf(byUrl(url), now + 60_000)).toBe("1")
    expect(outcomeOf(byUrl(url), now + 61_000)).toBe("AccessDenied")
    expect(outcomeOf(byUrl(`${url}&versionId=1`))).toBe("SignatureDoesNotMatch")
    expect(outcomeOf({ ...byUrl(url), headers: { host: "other" } })).toBe("SignatureDoesNotMatch")
  })

  it("is refused when part of it is missing or it comes with another", () => {
    expect(outcomeOf(byUrl(url.replace(/&x-oss-signature=.*/, "")))).toBe("InvalidArgument")
    expect(outcomeOf(byUrl(url.replace(/x-oss-expires=\d+/, "")))).toBe("InvalidArgument")
    expect(outcomeOf(byUrl(url.replace(expires, "soon")))).toBe("AccessDenied")
    expect(outcomeOf({ ...byUrl(url), headers: { host: "h", authorization: "OSS x:y" } })).toBe("InvalidArgument")
  })
})
