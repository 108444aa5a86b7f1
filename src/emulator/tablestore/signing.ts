/**
 * The service's side of signatures: what requests must carry, and how answers are signed.
 * Source: Tablestore, request and response signatures.
 */
import { createHash, createHmac, timingSafeEqual } from "node:crypto"
import * as Redacted from "effect/Redacted"
import type { Accounts, KnownKey } from "../accounts.ts"
import { DerivedKeys } from "../DerivedKeys.ts"
import { compareKeys } from "../Store.ts"
import { isInstanceName, maxSkewMillis } from "./limits.ts"
import { authFailed, parameterInvalid } from "./refusals.ts"

/** By lower-case name. */
export type Headers = Readonly<Record<string, string | undefined>>

const hmac = (hash: "sha1" | "sha256", key: string, text: string): string =>
  createHmac(hash, key).update(text, "utf8").digest("base64")

/** Who called, and with what the answer is signed. */
export interface Signer {
  readonly known: KnownKey
  /** Key of the answer's signature. */
  readonly answerKey: string
}

const signatureHeaders: ReadonlySet<string> = new Set(["x-ots-signature", "x-ots-signaturev4"])

/** The text that a request's signature covers. */
export const stringToSign = (path: string, headers: Headers): string => {
  const lines = Object.entries(headers)
    .filter(([name, value]) => name.startsWith("x-ots-") && !signatureHeaders.has(name) && value !== undefined)
    .map(([name, value]) => [name, `${name}:${value!.trim()}\n`] as const)
    .sort(([left], [right]) => compareKeys(left, right))
    .map(([, line]) => line)
  return `${path}\nPOST\n\n${lines.join("")}`
}

const keysV4 = new DerivedKeys(({ day, product, region, secret }) =>
  [region, product, "aliyun_v4_request"]
    .reduce(
      (key, part) => createHmac("sha256", key).update(part, "utf8").digest(),
      createHmac("sha256", `aliyun_v4${secret}`).update(day, "utf8").digest()
    )
    .toString("base64")
)

/** Signing key of version 4, as text: it is used as such. */
export const signingKeyV4 = (secret: string, day: string, region: string): string =>
  keysV4.get({ secret, day, region, product: "ots" })

const isV4 = (headers: Headers): boolean => headers["x-ots-signaturev4"] !== undefined

/** The key of a request, if it is known; its signature is not checked. */
export const signerOf = (headers: Headers, accounts: Accounts["Service"]): Signer | undefined => {
  const known = accounts.find(headers["x-ots-accesskeyid"] ?? "")
  if (known === undefined) return undefined
  const secret = Redacted.value(known.accessKey.accessKeySecret)
  const { "x-ots-signdate": date, "x-ots-signregion": region } = headers
  return { known, answerKey: isV4(headers) ? signingKeyV4(secret, date ?? "", region ?? "") : secret }
}

const requiredHeaders = [
  "x-ots-date",
  "x-ots-apiversion",
  "x-ots-accesskeyid",
  "x-ots-contentmd5",
  "x-ots-instancename"
]

/** Versions of the API; the vendor's client of tunnels names one of its own. */
const versionsOf = (path: string): ReadonlyArray<string> =>
  path.startsWith("/tunnel/") ? ["2015-12-31", "2018-04-01"] : ["2015-12-31"]

const checkHeaders = (path: string, headers: Headers): void => {
  const needed = isV4(headers)
    ? [...requiredHeaders, "x-ots-signdate", "x-ots-signregion"]
    : [...requiredHeaders, "x-ots-signature"]
  const missing = needed.find((name) => headers[name] === undefined)
  if (missing !== undefined) throw parameterInvalid(`Missing header: '${missing}'.`)
  const version = headers["x-ots-apiversion"]!
  if (!versionsOf(path).includes(version)) throw parameterInvalid(`Unsupported API version: ${version}.`)
}

const checkDate = (text: string): number => {
  const millis = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3,6})?Z$/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(millis)) throw parameterInvalid(`Invalid date format: ${text}.`)
  return millis
}

const checkToken = (
  { accessKey: { expiresAtMillis, securityToken } }: KnownKey,
  token: string | undefined,
  allowTokens: boolean,
  nowMillis: number
): void => {
  if (securityToken === undefined) {
    if (token !== undefined && !allowTokens) throw authFailed("The security token is invalid.")
    return
  }
  if (token !== Redacted.value(securityToken)) throw authFailed("The security token is invalid.")
  if (expiresAtMillis !== undefined && nowMillis >= expiresAtMillis) throw authFailed("The security token is expired.")
}

const equal = (left: string, right: string): boolean => {
  const [a, b] = [Buffer.from(left), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** Checks who sends a request, when, and that nothing of it was changed. */
export const authenticate = (
  { body, headers, path }: { readonly path: string; readonly headers: Headers; readonly body: Uint8Array },
  accounts: Accounts["Service"],
  nowMillis: number
): KnownKey => {
  checkHeaders(path, headers)
  const date = headers["x-ots-date"]!
  const sentMillis = checkDate(date)
  const signer = signerOf(headers, accounts)
  if (signer === undefined) throw authFailed("The AccessKeyID does not exist.")
  const { answerKey, known } = signer
  if (!isInstanceName(headers["x-ots-instancename"]!)) {
    throw parameterInvalid(`Invalid instance name: '${headers["x-ots-instancename"]}'.`)
  }
  checkToken(known, headers["x-ots-ststoken"], accounts.allowTokens, nowMillis)
  if (Math.abs(sentMillis - nowMillis) > maxSkewMillis) {
    throw authFailed(`Mismatch between system time and x-ots-date: ${date}.`)
  }
  if (headers["x-ots-contentmd5"] !== createHash("md5").update(body).digest("base64")) {
    throw authFailed("Mismatch between MD5 value of request body and x-ots-contentmd5 in header.")
  }
  const text = stringToSign(path, headers)
  const valid = isV4(headers)
    ? equal(headers["x-ots-signaturev4"]!, hmac("sha256", answerKey, `${text}ots`))
    : equal(headers["x-ots-signature"]!, hmac("sha1", answerKey, text))
  if (!valid) throw authFailed("Signature mismatch.")
  return known
}

/** The headers of an answer, signed when it is known with which key. */
export const answerHeaders = (
  path: string,
  body: Uint8Array,
  facts: { readonly requestId: string; readonly nowMillis: number; readonly more?: Readonly<Record<string, string>> },
  signer: Signer | undefined
): Readonly<Record<string, string>> => {
  const headers: Readonly<Record<string, string>> = {
    ...facts.more,
    "x-ots-contentmd5": createHash("md5").update(body).digest("base64"),
    "x-ots-contenttype": "protocol buffer",
    "x-ots-date": new Date(facts.nowMillis).toISOString(),
    "x-ots-requestid": facts.requestId
  }
  if (signer === undefined) return headers
  const lines = Object.keys(headers)
    .sort(compareKeys)
    .map((name) => `${name}:${headers[name]}`)
  const signature = hmac("sha1", signer.answerKey, `${lines.join("\n")}\n${path}`)
  return { ...headers, authorization: `OTS ${signer.known.accessKey.accessKeyId}:${signature}` }
}
