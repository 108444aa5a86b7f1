/**
 * Signature version 2 (`OSS2`), in the Authorization header and in the URL. Only older clients for Python make it.
 * Source: aliyun-oss-python-sdk, ProviderAuthV2.
 */
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import type { Accounts } from "../accounts.ts"
import type { Query } from "../frame/requestTarget.ts"
import { fromBasicIso, fromHttpDate } from "../time.ts"
import type { OssRefusal } from "./OssRefusal.ts"
import { accessDenied, invalidArgument } from "./refusals.ts"
import {
  canonicalQuery,
  checkSkew,
  compareSignatures,
  encode,
  expired,
  findKey,
  hmac,
  invalidDate,
  namesOf,
  type SignedRequest,
  signedHeaders,
  type Verdict
} from "./signing.ts"

/** What the Authorization header begins with, and the version in URLs. */
export const version = "OSS2"

const resourceOf = ({ bucket, key, query }: SignedRequest): string => {
  const parameters = canonicalQuery(query)
  return encode(bucket === undefined ? "/" : `/${bucket}/${key ?? ""}`) + (parameters === "" ? "" : `?${parameters}`)
}

/** The text that version 2 signs, with the given date line. */
export const stringToSign = (
  request: SignedRequest,
  dateLine: string,
  additionalHeaders: ReadonlyArray<string>
): string =>
  [
    request.method,
    request.headers["content-md5"] ?? "",
    request.headers["content-type"] ?? "",
    dateLine,
    signedHeaders(request.headers, (name) => name.startsWith("x-oss-") || additionalHeaders.includes(name)) +
      additionalHeaders.join(";"),
    resourceOf(request)
  ].join("\n")

interface Signed {
  readonly accessKeyId: string
  readonly securityToken: string | undefined
  readonly text: string
  readonly provided: string
}

const verify = (
  { accessKeyId, provided, securityToken, text }: Signed,
  accounts: Accounts["Service"],
  nowMillis: number
): Verdict =>
  Result.flatMap(findKey(accounts, accessKeyId, securityToken, nowMillis), (known) => {
    const secret = Redacted.value(known.accessKey.accessKeySecret)
    const expected = hmac("sha256", secret, text).toString("base64")
    return compareSignatures(known, { expected, provided, stringToSign: text })
  })

/** Checks `Authorization: OSS2 AccessKeyId:…,AdditionalHeaders:…,Signature:…`. */
export const verifyHeader = (request: SignedRequest, accounts: Accounts["Service"], nowMillis: number): Verdict =>
  Result.gen(function* () {
    const { headers } = request
    const parts = new Map(
      (headers["authorization"] ?? "")
        .trim()
        .slice(version.length)
        .split(",")
        .map((part) => {
          const colon = part.indexOf(":")
          return [part.slice(0, colon).trim().toLowerCase(), part.slice(colon + 1).trim()] as const
        })
    )
    const accessKeyId = parts.get("accesskeyid")
    const provided = parts.get("signature")
    if (accessKeyId === undefined || provided === undefined) {
      return yield* Result.fail(invalidArgument("Authorization header is invalid.", "Authorization"))
    }
    const date = headers["x-oss-date"] ?? headers["date"]
    const millis = date === undefined ? undefined : (fromHttpDate(date) ?? fromBasicIso(date))
    if (date === undefined || millis === undefined) return yield* Result.fail(invalidDate())
    yield* checkSkew(millis, nowMillis)
    const text = stringToSign(request, date, namesOf(parts.get("additionalheaders")))
    const securityToken = headers["x-oss-security-token"]
    return yield* verify({ accessKeyId, securityToken, text, provided }, accounts, nowMillis)
  })

/** Whether a URL says that it is signed by version 2. */
export const isInUrl = (query: Query): boolean => query.get("x-oss-signature-version") === version

/** Checks `?x-oss-signature-version=OSS2&x-oss-access-key-id=…&x-oss-expires=…&x-oss-signature=…`. */
export const verifyUrl = (request: SignedRequest, accounts: Accounts["Service"], nowMillis: number): Verdict =>
  Result.gen(function* () {
    const { headers, query } = request
    const required = (name: string): Result.Result<string, OssRefusal> => {
      const value = query.get(name)
      return value === undefined
        ? Result.fail(invalidArgument("Query-string authentication is incomplete.", name))
        : Result.succeed(value)
    }
    const accessKeyId = yield* required("x-oss-access-key-id")
    const expires = yield* required("x-oss-expires")
    const provided = yield* required("x-oss-signature")
    if (!/^\d{1,15}$/.test(expires)) {
      return yield* Result.fail(accessDenied(`Invalid date (should be seconds since epoch): ${expires}`))
    }
    const expiresMillis = Number(expires) * 1000
    if (nowMillis > expiresMillis) return yield* Result.fail(expired(expiresMillis, nowMillis))
    const text = stringToSign(request, expires, namesOf(query.get("x-oss-additional-headers")))
    const securityToken = query.get("x-oss-security-token") ?? headers["x-oss-security-token"]
    return yield* verify({ accessKeyId, securityToken, text, provided }, accounts, nowMillis)
  })
