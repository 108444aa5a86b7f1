/**
 * The signature of OIS (HMAC-SHA256), in the headers and in the query of a request.
 *
 * The protocol knows no temporary credentials: a security token has no place in it and is not sent.
 */
import type { SigningKeys } from "../../signer/SigningKeys.ts"
import { httpDate, unixSeconds } from "../../signer/signingTime.ts"
import { stringToSign } from "./canonical.ts"
import type { SignedParts } from "./SignedParts.ts"
import { secretKeySha256 } from "./secretKey.ts"

/** Options of {@link signHeaders}. */
export interface SignHeadersOptions {
  /** Instant to sign for, milliseconds since 1970. */
  readonly timeMillis: number
  /** Header that carries the time; `x-qs-date` where a program may not set `Date`, as in browsers. Default `date`. */
  readonly dateHeader?: "date" | "x-qs-date" | undefined
}

/** Options of {@link presign}. */
export interface PresignOptions {
  /** Instant to sign for, milliseconds since 1970. */
  readonly timeMillis: number
  /** How long the URL works, in seconds. */
  readonly expiresInSeconds: number
}

/** Result of {@link signHeaders}. */
export interface SignedHeaders {
  /** The headers to add, and only those. */
  readonly headers: Readonly<Record<string, string>>
  readonly signature: string
  readonly stringToSign: string
}

/** Result of {@link presign}. */
export interface SignedQuery {
  /** The parameters to add, decoded: the `+` of a signature must be sent as `%2B`. */
  readonly query: ReadonlyArray<readonly [name: string, value: string]>
  readonly signature: string
  readonly stringToSign: string
}

/**
 * Signs a request in its headers.
 *
 * Adds `authorization` and the date. A date that the request already has is kept and signed. The content type is signed
 * as the request has it: what sends the request must neither add nor drop one.
 * Source: QingStor API, "Signature"; QingStor SDKs, `request.py`, `signer/v2`.
 *
 * **Example**
 *
 * ```ts
 * import { Redacted } from "effect"
 * import { signHeaders } from "./qs.ts"
 *
 * const keys = { accessKeyId: "ACCESS_KEY_ID", accessKeySecret: Redacted.make("secret") }
 * const request = { method: "GET", rawPath: "/notes/a.txt", query: [], headers: {} }
 * const { headers } = signHeaders(request, keys, { timeMillis: 1_449_313_829_000 })
 * // { date: "Sat, 05 Dec 2015 11:10:29 GMT", authorization: "QS ACCESS_KEY_ID:…" }
 * ```
 */
export const signHeaders = (request: SignedParts, keys: SigningKeys, options: SignHeadersOptions): SignedHeaders => {
  const added: Record<string, string> = {}
  const dateHeader = options.dateHeader ?? "date"
  if (request.headers["x-qs-date"] === undefined && request.headers[dateHeader] === undefined) {
    added[dateHeader] = httpDate(options.timeMillis)
  }
  const headers = { ...request.headers, ...added }
  // x-qs-date, where sent, is signed among the x-qs- headers; Date then does not count.
  const dateLine = headers["x-qs-date"] === undefined ? headers["date"]!.trim() : ""
  const text = stringToSign({ ...request, headers }, dateLine)
  const signature = secretKeySha256(keys).signText(text, "base64")
  added["authorization"] = `QS ${keys.accessKeyId}:${signature}`
  return { headers: added, signature, stringToSign: text }
}

/**
 * Signs a request in its query, for a URL that works until it expires.
 *
 * Headers of the request that begin with `x-qs-`, and `content-md5` and `content-type`, are part of the signature: whoever
 * uses the URL must send them unchanged, and no content type where the request has none.
 * Source: QingStor API, "Signature", query authentication.
 */
export const presign = (request: SignedParts, keys: SigningKeys, options: PresignOptions): SignedQuery => {
  const expires = String(unixSeconds(options.timeMillis) + options.expiresInSeconds)
  const text = stringToSign(request, expires)
  const signature = secretKeySha256(keys).signText(text, "base64")
  return {
    query: [
      ["access_key_id", keys.accessKeyId],
      ["expires", expires],
      ["signature", signature]
    ],
    signature,
    stringToSign: text
  }
}
