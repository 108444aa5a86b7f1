import * as Redacted from "effect/Redacted"
import type { SignableRequest } from "../../../schema/wire/UnsignedRequest.ts"
import { type SigningKeys, secretKeySha1 } from "../../signer/SigningKeys.ts"
import { httpDate, unixSeconds } from "../../signer/signingTime.ts"
import { isSubResource } from "./subResources.ts"

/** Options of {@link signHeadersV1}. */
export interface SignHeadersV1Options {
  /** Instant to sign for, milliseconds since 1970. */
  readonly timeMillis: number
  /** Header that carries the time; `x-oss-date` where a program may not set `Date`, as in browsers. Default `date`. */
  readonly dateHeader?: "date" | "x-oss-date" | undefined
}

/** Options of {@link presignV1}. */
export interface PresignV1Options {
  /** Instant to sign for, milliseconds since 1970. */
  readonly timeMillis: number
  /** How long the URL works, in seconds. */
  readonly expiresInSeconds: number
}

type Headers = Readonly<Record<string, string>>
type Query = ReadonlyArray<readonly [name: string, value: string]>

const byName = (a: readonly [string, string], b: readonly [string, string]): number =>
  a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0

const canonicalHeaders = (headers: Headers): string => {
  const names: Array<string> = []
  for (const name in headers) if (name.startsWith("x-oss-")) names.push(name)
  if (names.length > 1) names.sort()
  let text = ""
  for (const name of names) text += `${name}:${headers[name]!.trim()}\n`
  return text
}

const canonicalResource = (request: SignableRequest, query: Query): string => {
  let text = request.host["bucket"] === undefined ? "/" : `/${request.host["bucket"]}/${request.path}`
  const signed = query.filter(([name]) => isSubResource(name))
  if (signed.length > 1) signed.sort(byName)
  let separator = "?"
  for (const [name, value] of signed) {
    text += value === "" ? separator + name : `${separator}${name}=${value}`
    separator = "&"
  }
  return text
}

const stringToSign = (request: SignableRequest, headers: Headers, query: Query, date: string): string =>
  `${request.method}\n${headers["content-md5"]?.trim() ?? ""}\n${headers["content-type"]?.trim() ?? ""}\n${date}\n` +
  canonicalHeaders(headers) +
  canonicalResource(request, query)

/** Result of {@link signHeadersV1}. */
export interface SignedHeadersV1 {
  /** The headers to add, and only those. */
  readonly headers: Headers
  readonly signature: string
  /** What was signed; a refused signature is explained by comparing it with the one in the server's answer. */
  readonly stringToSign: string
}

/** Result of {@link presignV1}. */
export interface SignedQueryV1 {
  /** The parameters to add after the request's own, decoded. */
  readonly query: Query
  readonly signature: string
  readonly stringToSign: string
}

/**
 * Signs a request by OSS signature version 1 (HMAC-SHA1) in its headers.
 *
 * Adds `authorization`, the date, and the security token of temporary credentials. A date header that the request
 * already has is kept and signed.
 * Source: OSS API, "Include a V1 signature in the Authorization header".
 *
 * **Example**
 *
 * ```ts
 * import { Redacted } from "effect"
 * import { signHeadersV1 } from "./v1.ts"
 *
 * const keys = { accessKeyId: "LTAI", accessKeySecret: Redacted.make("secret") }
 * const request = { method: "GET", host: { bucket: "notes" }, path: "a.txt", query: [], headers: {} }
 * const { headers } = signHeadersV1(request, keys, { timeMillis: 1_449_313_829_000 })
 * // { date: "Sat, 05 Dec 2015 11:10:29 GMT", authorization: "OSS LTAI…:ZaESrfz…" }
 * ```
 */
export const signHeadersV1 = (
  request: SignableRequest,
  keys: SigningKeys,
  options: SignHeadersV1Options
): SignedHeadersV1 => {
  const added: Record<string, string> = {}
  if (keys.securityToken !== undefined) added["x-oss-security-token"] = Redacted.value(keys.securityToken)
  const dateHeader = options.dateHeader ?? "date"
  if (request.headers[dateHeader] === undefined) added[dateHeader] = httpDate(options.timeMillis)
  const headers: Headers = { ...request.headers, ...added }
  // x-oss-date, where sent, replaces Date on the date line and is signed once more among the x-oss- headers.
  const text = stringToSign(request, headers, request.query, (headers["x-oss-date"] ?? headers["date"]!).trim())
  const signature = secretKeySha1(keys).signText(text, "base64")
  added["authorization"] = `OSS ${keys.accessKeyId}:${signature}`
  return { headers: added, signature, stringToSign: text }
}

/**
 * Signs a request by OSS signature version 1 in its query, for a URL that works until it expires.
 *
 * Headers of the request that begin with `x-oss-`, and `content-md5` and `content-type`, are part of the signature:
 * whoever uses the URL must send them unchanged.
 * Source: OSS API, "Add signatures to a URL".
 */
export const presignV1 = (request: SignableRequest, keys: SigningKeys, options: PresignV1Options): SignedQueryV1 => {
  const expires = String(unixSeconds(options.timeMillis) + options.expiresInSeconds)
  const token: Array<readonly [string, string]> =
    keys.securityToken === undefined ? [] : [["security-token", Redacted.value(keys.securityToken)]]
  const text = stringToSign(request, request.headers, [...request.query, ...token], expires)
  const signature = secretKeySha1(keys).signText(text, "base64")
  const query: Query = [...token, ["OSSAccessKeyId", keys.accessKeyId], ["Expires", expires], ["Signature", signature]]
  return { query, signature, stringToSign: text }
}
