import * as Redacted from "effect/Redacted"
import type { SignableRequest } from "../../schema/wire/UnsignedRequest.ts"
import { digestText, hmacKey, hmacSha256 } from "../checksum/Hash.ts"
import type { HmacKey } from "../checksum/HashEngine.ts"
import { type SigningKeys, secretKeySha1 } from "../signer/SigningKeys.ts"
import { isoTime } from "../signer/signingTime.ts"

/** Options of {@link signOtsV2}. */
export interface SignOtsV2Options {
  /** Instant to sign for, milliseconds since 1970. */
  readonly timeMillis: number
  /** Name of the Tablestore instance. */
  readonly instanceName: string
}

/** Options of {@link signOtsV4}. */
export interface SignOtsV4Options extends SignOtsV2Options {
  /** Region of the instance, e.g. `cn-hangzhou`. */
  readonly region: string
}

/** Result of both versions. */
export interface SignedOts {
  /** The headers to add, and only those. */
  readonly headers: Headers
  readonly signature: string
  /** What was signed. */
  readonly stringToSign: string
}

type Headers = Readonly<Record<string, string>>

/** Version of the API that all requests name. */
export const otsApiVersion = "2015-12-31"

/**
 * The lines `name:value` that a signature covers, ordered by name.
 *
 * Names are lower case already; those that do not begin with `x-ots-`, and the signatures themselves, are left out.
 */
const canonicalHeaders = (headers: Headers): ReadonlyArray<string> => {
  const names: Array<string> = []
  for (const name in headers) {
    if (name.startsWith("x-ots-") && name !== "x-ots-signature" && name !== "x-ots-signaturev4") names.push(name)
  }
  return names.sort().map((name) => `${name}:${headers[name]!.trim()}`)
}

/** Everything a request carries besides its signature. */
const addedHeaders = (keys: SigningKeys, body: Uint8Array, options: SignOtsV2Options): Record<string, string> => {
  const added: Record<string, string> = {
    "x-ots-accesskeyid": keys.accessKeyId,
    "x-ots-apiversion": otsApiVersion,
    "x-ots-contentmd5": digestText("md5", body, "base64"),
    "x-ots-date": isoTime(options.timeMillis),
    "x-ots-instancename": options.instanceName
  }
  if (keys.securityToken !== undefined) added["x-ots-ststoken"] = Redacted.value(keys.securityToken)
  return added
}

const stringToSign = (request: SignableRequest, headers: Headers): string =>
  // The third line is for a query, which no operation has.
  `/${request.path}\n${request.method}\n\n${canonicalHeaders(headers).join("\n")}\n`

/**
 * Signs a Tablestore request by version 2 (HMAC-SHA1).
 *
 * Adds all `x-ots-*` headers a request needs; those it has already, such as a trace id, are signed too.
 * Source: Tablestore API, request signature.
 *
 * **Example**
 *
 * ```ts
 * import { Redacted } from "effect"
 * import { signOtsV2 } from "./signer.ts"
 *
 * const keys = { accessKeyId: "LTAI", accessKeySecret: Redacted.make("secret") }
 * const { headers } = signOtsV2(
 *   { method: "POST", host: {}, path: "GetRow", query: [], headers: {} },
 *   keys,
 *   new Uint8Array(),
 *   { timeMillis: 1_714_979_289_000, instanceName: "orders" }
 * )
 * ```
 *
 * @param body the bytes as they are sent
 */
export const signOtsV2 = (
  request: SignableRequest,
  keys: SigningKeys,
  body: Uint8Array,
  options: SignOtsV2Options
): SignedOts => {
  const added = addedHeaders(keys, body, options)
  const text = stringToSign(request, { ...request.headers, ...added })
  const signature = secretKeySha1(keys).signText(text, "base64")
  added["x-ots-signature"] = signature
  return { headers: added, signature, stringToSign: text }
}

/** `20240506`, the day of an instant in UTC. */
const dayOf = (timeMillis: number): string => new Date(timeMillis).toISOString().slice(0, 10).replaceAll("-", "")

/** A derived key serves one region for one day. */
interface DerivedKey {
  readonly scope: string
  /** Signs requests. */
  readonly sha256: HmacKey
  /** Signs answers. */
  readonly sha1: HmacKey
}

const derivedKeys = /* @__PURE__ */ new WeakMap<SigningKeys, DerivedKey>()

/**
 * The key that signs for one region on one day: base64 of four chained HMACs. It is the text, not its bytes, that
 * signs.
 *
 * @param day the day in UTC, e.g. `20240506`
 */
export const deriveKeyOtsV4 = (keys: SigningKeys, day: string, region: string): string => {
  const ofDay = hmacSha256(`aliyun_v4${Redacted.value(keys.accessKeySecret)}`, day)
  const ofProduct = hmacSha256(hmacSha256(ofDay, region), "ots")
  return hmacKey("sha256", ofProduct).signText("aliyun_v4_request", "base64")
}

const derivedKey = (keys: SigningKeys, timeMillis: number, region: string): DerivedKey => {
  const day = dayOf(timeMillis)
  const scope = `${day}/${region}`
  let key = derivedKeys.get(keys)
  if (key === undefined || key.scope !== scope) {
    const text = deriveKeyOtsV4(keys, day, region)
    key = { scope, sha256: hmacKey("sha256", text), sha1: hmacKey("sha1", text) }
    derivedKeys.set(keys, key)
  }
  return key
}

/**
 * Signs a Tablestore request by version 4 (HMAC-SHA256 with a key derived for the day and region).
 *
 * Source: Tablestore API, request signature, version 4.
 *
 * @param body the bytes as they are sent
 */
export const signOtsV4 = (
  request: SignableRequest,
  keys: SigningKeys,
  body: Uint8Array,
  options: SignOtsV4Options
): SignedOts => {
  const added = addedHeaders(keys, body, options)
  added["x-ots-signdate"] = dayOf(options.timeMillis)
  added["x-ots-signregion"] = options.region
  const text = `${stringToSign(request, { ...request.headers, ...added })}ots`
  const signature = derivedKey(keys, options.timeMillis, options.region).sha256.signText(text, "base64")
  added["x-ots-signaturev4"] = signature
  return { headers: added, signature, stringToSign: text }
}

/** What the signature of an answer covers. */
export const answerStringToSign = (path: string, headers: Headers): string =>
  `${canonicalHeaders(headers).join("\n")}\n/${path}`

/**
 * The `Authorization` header that an answer must carry.
 *
 * Source: Tablestore API, response signature.
 *
 * @param path path of the request, e.g. `GetRow`
 * @param headers headers of the answer, names in lower case
 * @param v4 how the request was signed, if by version 4
 */
export const answerAuthorization = (
  path: string,
  headers: Headers,
  keys: SigningKeys,
  v4?: { readonly timeMillis: number; readonly region: string }
): string => {
  const key = v4 === undefined ? secretKeySha1(keys) : derivedKey(keys, v4.timeMillis, v4.region).sha1
  return `OTS ${keys.accessKeyId}:${key.signText(answerStringToSign(path, headers), "base64")}`
}
