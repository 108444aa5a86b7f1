import * as Redacted from "effect/Redacted"
import { percentEncode, percentEncodePath } from "../../../schema/percentEncoding.ts"
import type { SignableRequest } from "../../../schema/wire/UnsignedRequest.ts"
import { digestText, hmacKey, hmacSha256 } from "../../checksum/Hash.ts"
import type { HmacKey } from "../../checksum/HashEngine.ts"
import type { SigningKeys } from "../../signer/SigningKeys.ts"
import { basicIsoTime } from "../../signer/signingTime.ts"

/** Name of the algorithm as it stands in headers, queries and forms. */
export const algorithmV4 = "OSS4-HMAC-SHA256"

/** Longest life of a presigned V4 URL: seven days, in seconds. Source: OSS API, "Add signatures to a URL", V4. */
export const maximumPresignSecondsV4 = 604_800

const unsignedPayload = "UNSIGNED-PAYLOAD"

/** What a V4 signature is valid for, besides the day. */
export interface ScopeV4 {
  /** Region without the `oss-` prefix, such as `cn-hangzhou`; for a cloud box its id. */
  readonly region: string
  /** `oss`, or `oss-cloudbox` for a cloud box. Default `oss`. */
  readonly product?: string | undefined
}

/** Options of {@link signHeadersV4}. */
export interface SignHeadersV4Options extends ScopeV4 {
  /** Instant to sign for, milliseconds since 1970. */
  readonly timeMillis: number
  /**
   * Names of headers to sign besides `x-oss-*`, `content-type` and `content-md5`, such as `host` or `range`. Those the
   * request does not have are left out.
   */
  readonly additionalHeaders?: ReadonlyArray<string> | undefined
}

/** Options of {@link presignV4}. */
export interface PresignV4Options extends SignHeadersV4Options {
  /** How long the URL works, in whole seconds: 1 to {@link maximumPresignSecondsV4}. */
  readonly expiresInSeconds: number
}

type Headers = Readonly<Record<string, string>>
type Query = ReadonlyArray<readonly [name: string, value: string]>

interface StepsV4 {
  readonly signature: string
  /** A refused signature is explained by comparing these two with those in the server's answer. */
  readonly canonicalRequest: string
  readonly stringToSign: string
}

/** Result of {@link signHeadersV4}. */
export interface SignedHeadersV4 extends StepsV4 {
  /** The headers to add, and only those. */
  readonly headers: Headers
}

/** Result of {@link presignV4}. */
export interface SignedQueryV4 extends StepsV4 {
  /** The parameters to add after the request's own, decoded. */
  readonly query: Query
}

/** `20231216/cn-hangzhou/oss/aliyun_v4_request`. */
export const scopeTextV4 = (scope: ScopeV4, timeMillis: number): string =>
  `${basicIsoTime(timeMillis).slice(0, 8)}/${scope.region}/${scope.product ?? "oss"}/aliyun_v4_request`

/** Bytes of the key that signs within a scope (see {@link scopeTextV4}). */
export const deriveKeyV4 = (keys: SigningKeys, scopeText: string): Uint8Array => {
  const [day, region, product, ending] = scopeText.split("/") as [string, string, string, string]
  const dayKey = hmacSha256(`aliyun_v4${Redacted.value(keys.accessKeySecret)}`, day)
  return hmacSha256(hmacSha256(hmacSha256(dayKey, region), product), ending)
}

// Deriving takes four HMACs and a key serves for a whole day, so keys are kept. A program that presigns for many days
// must not make the memory grow, hence the bound.
const maximumKeysKept = 32
const derivedKeys = /* @__PURE__ */ new WeakMap<SigningKeys, Map<string, HmacKey>>()

const signingKey = (keys: SigningKeys, scopeText: string): HmacKey => {
  let kept = derivedKeys.get(keys)
  if (kept === undefined) {
    kept = new Map()
    derivedKeys.set(keys, kept)
  }
  let key = kept.get(scopeText)
  if (key === undefined) {
    if (kept.size >= maximumKeysKept) kept.clear()
    key = hmacKey("sha256", deriveKeyV4(keys, scopeText))
    kept.set(scopeText, key)
  }
  return key
}

/** Signs any text with the key of a scope; the signature is lower-case hex. */
export const signTextV4 = (keys: SigningKeys, scopeText: string, text: string): string =>
  signingKey(keys, scopeText).signText(text, "hex")

const signedByDefault = (name: string): boolean =>
  name.startsWith("x-oss-") || name === "content-type" || name === "content-md5"

const additionalNames = (wanted: ReadonlyArray<string> | undefined, headers: Headers): ReadonlyArray<string> => {
  if (wanted === undefined || wanted.length === 0) return []
  const names = new Set<string>()
  for (const text of wanted) {
    const name = text.toLowerCase()
    if (!signedByDefault(name) && headers[name] !== undefined) names.add(name)
  }
  return [...names].sort()
}

const canonicalHeaders = (headers: Headers, additional: ReadonlyArray<string>): string => {
  const names = [...additional]
  for (const name in headers) if (signedByDefault(name)) names.push(name)
  names.sort()
  let text = ""
  for (const name of names) text += `${name}:${headers[name]!.trim()}\n`
  return text
}

const canonicalUri = (request: SignableRequest): string =>
  request.host["bucket"] === undefined
    ? "/"
    : `/${percentEncode(request.host["bucket"])}/${percentEncodePath(request.path)}`

const byName = (a: readonly [string, string], b: readonly [string, string]): number =>
  a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0

const canonicalQuery = (query: Query): string => {
  if (query.length === 0) return ""
  // Sorted by encoded name and not as printed text: "-" comes before "=", so "a-b=1" would pass "a=1".
  const encoded = query.map(([name, value]) => [percentEncode(name), percentEncode(value)] as const)
  if (encoded.length > 1) encoded.sort(byName)
  let text = ""
  for (const [name, value] of encoded) {
    if (text !== "") text += "&"
    text += value === "" ? name : `${name}=${value}`
  }
  return text
}

const sign = (
  request: SignableRequest,
  keys: SigningKeys,
  headers: Headers,
  query: Query,
  additional: ReadonlyArray<string>,
  time: string,
  scopeText: string
): StepsV4 => {
  const canonicalRequest =
    `${request.method}\n${canonicalUri(request)}\n${canonicalQuery(query)}\n${canonicalHeaders(headers, additional)}\n` +
    `${additional.join(";")}\n${headers["x-oss-content-sha256"]?.trim() ?? unsignedPayload}`
  const stringToSign = `${algorithmV4}\n${time}\n${scopeText}\n${digestText("sha256", canonicalRequest, "hex")}`
  return { canonicalRequest, stringToSign, signature: signTextV4(keys, scopeText, stringToSign) }
}

/**
 * Signs a request by OSS signature version 4 (HMAC-SHA256) in its headers.
 *
 * Adds `authorization`, `x-oss-date`, `x-oss-content-sha256` unless the request has one, and the security token of
 * temporary credentials.
 * Source: OSS API, "Include a V4 signature in the Authorization header".
 *
 * **Example**
 *
 * ```ts
 * import { Redacted } from "effect"
 * import { signHeadersV4 } from "./v4.ts"
 *
 * const keys = { accessKeyId: "LTAI", accessKeySecret: Redacted.make("secret") }
 * const request = { method: "GET", host: { bucket: "notes" }, path: "a.txt", query: [], headers: {} }
 * const { headers } = signHeadersV4(request, keys, { timeMillis: 1_702_743_657_000, region: "cn-hangzhou" })
 * // { "x-oss-date": "20231216T162057Z", "x-oss-content-sha256": "UNSIGNED-PAYLOAD", authorization: "OSS4-HMAC-…" }
 * ```
 */
export const signHeadersV4 = (
  request: SignableRequest,
  keys: SigningKeys,
  options: SignHeadersV4Options
): SignedHeadersV4 => {
  const time = basicIsoTime(options.timeMillis)
  const scopeText = scopeTextV4(options, options.timeMillis)
  const added: Record<string, string> = { "x-oss-date": time }
  if (request.headers["x-oss-content-sha256"] === undefined) added["x-oss-content-sha256"] = unsignedPayload
  if (keys.securityToken !== undefined) added["x-oss-security-token"] = Redacted.value(keys.securityToken)
  const headers: Headers = { ...request.headers, ...added }
  const additional = additionalNames(options.additionalHeaders, headers)
  const steps = sign(request, keys, headers, request.query, additional, time, scopeText)
  const named = additional.length === 0 ? "" : `AdditionalHeaders=${additional.join(";")},`
  added["authorization"] =
    `${algorithmV4} Credential=${keys.accessKeyId}/${scopeText},${named}Signature=${steps.signature}`
  return { headers: added, ...steps }
}

/**
 * Signs a request by OSS signature version 4 in its query, for a URL that works until it expires.
 *
 * Headers of the request that begin with `x-oss-`, `content-md5`, `content-type` and the additional ones are part of
 * the signature: whoever uses the URL must send them unchanged. The life of the URL is not checked here.
 * Source: OSS API, "Add signatures to a URL", V4.
 */
export const presignV4 = (request: SignableRequest, keys: SigningKeys, options: PresignV4Options): SignedQueryV4 => {
  const time = basicIsoTime(options.timeMillis)
  const scopeText = scopeTextV4(options, options.timeMillis)
  const additional = additionalNames(options.additionalHeaders, request.headers)
  const added: Array<readonly [string, string]> = [
    ["x-oss-signature-version", algorithmV4],
    ["x-oss-date", time],
    ["x-oss-expires", String(options.expiresInSeconds)],
    ["x-oss-credential", `${keys.accessKeyId}/${scopeText}`]
  ]
  if (keys.securityToken !== undefined) added.push(["x-oss-security-token", Redacted.value(keys.securityToken)])
  if (additional.length > 0) added.push(["x-oss-additional-headers", additional.join(";")])
  const steps = sign(request, keys, request.headers, [...request.query, ...added], additional, time, scopeText)
  added.push(["x-oss-signature", steps.signature])
  return { query: added, ...steps }
}
