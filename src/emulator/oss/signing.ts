/**
 * What the signature checks of all versions have in common.
 *
 * Signed text is bytes, not characters: the path is signed as UTF-8, header values as they came over the wire. It is
 * built here as "wire text", a string of one character per byte, the form in which HTTP servers hand over header values.
 */
import { createHmac } from "node:crypto"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import type { Account, Accounts, KnownKey } from "../accounts.ts"
import type { Query } from "../frame/requestTarget.ts"
import { toHttpDate } from "../time.ts"
import { maxSkewMillis } from "./limits.ts"
import type { OssRefusal } from "./OssRefusal.ts"
import {
  accessDenied,
  invalidAccessKeyId,
  invalidSecurityToken,
  requestTimeTooSkewed,
  securityTokenExpired,
  signatureDoesNotMatch
} from "./refusals.ts"

/** Who makes a request; absent when anonymous. */
export type Requester = Account | undefined

/** What takes part in signatures. */
export interface SignedRequest {
  readonly method: string
  readonly bucket?: string | undefined
  readonly key?: string | undefined
  readonly query: Query
  /** By lower-case name, one character per byte. */
  readonly headers: Readonly<Record<string, string | undefined>>
  /** Regions that a version 4 signature may be made for: the bucket's, or the one that the host name tells. */
  readonly regions: ReadonlyArray<string>
}

/** The outcome of checking one kind of signature. */
export type Verdict = Result.Result<Requester, OssRefusal>

/** Wire text of a text: one character per UTF-8 byte. */
export const toWire = (text: string): string => Buffer.from(text, "utf8").toString("latin1")

/** The text that wire text stands for. */
export const fromWire = (wire: string): string => Buffer.from(wire, "latin1").toString("utf8")

/** HMAC over wire text. */
export const hmac = (hash: "sha1" | "sha256", key: string | Buffer, wire: string): Buffer =>
  createHmac(hash, key).update(wire, "latin1").digest()

/** Percent-encodes all but unreserved characters. */
export const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)

/** Parameter of a URL that holds its signature, from version 2 on. */
export const signatureParameter = "x-oss-signature"

/** All query parameters but the signature, encoded and in order. An empty value counts as none. */
export const canonicalQuery = (query: Query): string =>
  query.entries
    .filter(([name]) => name !== signatureParameter)
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a, x], [b, y]) => (a === b ? (x < y ? -1 : 1) : a < b ? -1 : 1))
    .map(([name, value]) => (value === "" ? name : `${name}=${value}`))
    .join("&")

/** Lines of the headers that take part in a signature, in order. */
export const signedHeaders = (headers: SignedRequest["headers"], isSigned: (name: string) => boolean): string =>
  Object.keys(headers)
    .filter(isSigned)
    .sort()
    .map((name) => `${name}:${(headers[name] ?? "").trim()}\n`)
    .join("")

/** Names of additional headers that are signed, `a;b`. */
export const namesOf = (list: string | undefined): ReadonlyArray<string> =>
  list === undefined || list === "" ? [] : list.toLowerCase().split(";")

/** Finds the key of a request and checks the security token that came with it. */
export const findKey = (
  accounts: Accounts["Service"],
  accessKeyId: string,
  securityToken: string | undefined,
  nowMillis: number
): Result.Result<KnownKey, OssRefusal> => {
  const known = accounts.find(accessKeyId)
  if (known === undefined) return Result.fail(invalidAccessKeyId(accessKeyId))
  const { expiresAtMillis, securityToken: issued } = known.accessKey
  if (issued === undefined) {
    return securityToken === undefined || accounts.allowTokens
      ? Result.succeed(known)
      : Result.fail(invalidAccessKeyId(accessKeyId))
  }
  if (securityToken === undefined) return Result.fail(invalidAccessKeyId(accessKeyId))
  if (securityToken !== Redacted.value(issued)) return Result.fail(invalidSecurityToken())
  if (expiresAtMillis !== undefined && nowMillis >= expiresAtMillis) return Result.fail(securityTokenExpired())
  return Result.succeed(known)
}

/** Refuses a request whose time is too far from the server's. */
export const checkSkew = (requestMillis: number, nowMillis: number): Result.Result<void, OssRefusal> =>
  Math.abs(requestMillis - nowMillis) <= maxSkewMillis
    ? Result.succeed(undefined)
    : Result.fail(
        requestTimeTooSkewed({
          maxSkewMillis,
          request: new Date(requestMillis).toISOString(),
          server: new Date(nowMillis).toISOString()
        })
      )

/** A date that is missing or cannot be read. */
export const invalidDate = (): OssRefusal => accessDenied("OSS authentication requires a valid Date.")

/** A URL whose time has come. */
export const expired = (expiresMillis: number, nowMillis: number): OssRefusal =>
  accessDenied("Request has expired.", {
    Expires: new Date(expiresMillis).toISOString(),
    ServerTime: new Date(nowMillis).toISOString(),
    Date: toHttpDate(nowMillis)
  })

/** Compares signatures. The refusal tells what the server signed, so that one can see where the two differ. */
export const compareSignatures = (
  known: KnownKey,
  signed: {
    readonly expected: string
    readonly provided: string
    readonly stringToSign: string
    readonly canonicalRequest?: string
  }
): Verdict =>
  signed.expected === signed.provided
    ? Result.succeed(known.account)
    : Result.fail(
        signatureDoesNotMatch({
          OSSAccessKeyId: known.accessKey.accessKeyId,
          SignatureProvided: signed.provided,
          StringToSign: fromWire(signed.stringToSign),
          StringToSignBytes: Buffer.from(signed.stringToSign, "latin1")
            .toString("hex")
            .replace(/..(?!$)/g, "$& "),
          ...(signed.canonicalRequest === undefined ? {} : { CanonicalRequest: fromWire(signed.canonicalRequest) })
        })
      )
