/** Finds out who makes a request, from whatever kind of signature it carries. */
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import type { Account, Accounts, KnownKey } from "../accounts.ts"
import { fromHttpDate } from "../time.ts"
import { maxSkewMillis } from "./limits.ts"
import type { OisRefusal } from "./OisRefusal.ts"
import { invalidAccessKeyId, invalidRequest, requestExpired, signatureNotMatched } from "./refusals.ts"
import { parametersOf, type SignedRequest, signatureOf, stringsToSign } from "./signing.ts"

/** Who makes a request; absent when anonymous. */
export type Requester = Account | undefined

/** The outcome of a check. */
export type Verdict = Result.Result<Requester, OisRefusal>

// The service knows no temporary keys, so nobody can sign with one.
const findKey = (accounts: Accounts["Service"], accessKeyId: string): Result.Result<KnownKey, OisRefusal> => {
  const known = accounts.find(accessKeyId)
  return known === undefined || known.accessKey.securityToken !== undefined
    ? Result.fail(invalidAccessKeyId())
    : Result.succeed(known)
}

const compare = (known: KnownKey, wires: ReadonlyArray<string>, provided: string): Verdict => {
  const secret = Redacted.value(known.accessKey.accessKeySecret)
  return wires.some((wire) => signatureOf(secret, wire) === provided)
    ? Result.succeed(known.account)
    : Result.fail(signatureNotMatched())
}

// The SDK for JavaScript escapes the values of all its headers, so a date may have "%20" for its blanks.
const instantOf = (date: string): number | undefined => fromHttpDate(date.replaceAll("%20", " "))

const verifyHeader = (request: SignedRequest, accounts: Accounts["Service"], nowMillis: number): Verdict =>
  Result.gen(function* () {
    const match = /^QS ([^:\s]+):(\S+)$/.exec((request.headers["authorization"] ?? "").trim())
    if (match === null) return yield* Result.fail(invalidRequest("The Authorization header is malformed."))
    const [, accessKeyId, provided] = match as unknown as [string, string, string]
    const known = yield* findKey(accounts, accessKeyId)
    const ownDate = request.headers["x-qs-date"]?.trim() ?? ""
    const date = ownDate === "" ? (request.headers["date"]?.trim() ?? "") : ownDate
    const millis = instantOf(date)
    if (millis === undefined) return yield* Result.fail(invalidRequest("A signed request needs a valid date."))
    if (Math.abs(millis - nowMillis) > maxSkewMillis) {
      return yield* Result.fail(requestExpired("The date of the request is too far from that of the server."))
    }
    return yield* compare(known, stringsToSign(request, ownDate === "" ? date : ""), provided)
  })

/** What makes a query a signature. `expires` alone does not. */
const signatureParameters = ["access_key_id", "signature"]

const verifyUrl = (
  request: SignedRequest,
  query: ReadonlyMap<string, string>,
  accounts: Accounts["Service"],
  nowMillis: number
): Verdict =>
  Result.gen(function* () {
    const [accessKeyId, provided, expires] = [...signatureParameters, "expires"].map((name) => query.get(name) ?? "")
    if (accessKeyId === "" || provided === "" || !/^\d{1,15}$/.test(expires!)) {
      return yield* Result.fail(invalidRequest("A signed URL needs access_key_id, expires in seconds, and signature."))
    }
    const known = yield* findKey(accounts, accessKeyId!)
    if (nowMillis > Number(expires) * 1000) return yield* Result.fail(requestExpired("The signed URL has expired."))
    return yield* compare(known, stringsToSign(request, expires!), provided!)
  })

/**
 * Checks the signature of a request. One that carries a signature is judged by it and never counts as anonymous.
 *
 * @param nowMillis The server's time, in Unix milliseconds.
 * @returns The account that signed, or nobody when the request carries no signature at all.
 */
export const authenticate = (request: SignedRequest, accounts: Accounts["Service"], nowMillis: number): Verdict => {
  const query = new Map(parametersOf(request.target).map(({ name, value }) => [name, value]))
  const isInUrl = signatureParameters.some((name) => query.has(name))
  const isInHeader = request.headers["authorization"] !== undefined
  if (isInUrl && isInHeader) return Result.fail(invalidRequest("A request is signed in its headers or in its URL."))
  if (isInUrl) return verifyUrl(request, query, accounts, nowMillis)
  return isInHeader ? verifyHeader(request, accounts, nowMillis) : Result.succeed(undefined)
}

/**
 * Finds out who posts a form. Its fields carry the signature, and what is signed is the text of the policy.
 *
 * @param fields by name, those before the content
 */
export const authenticateForm = (fields: ReadonlyMap<string, string>, accounts: Accounts["Service"]): Verdict =>
  Result.gen(function* () {
    const [accessKeyId, policy, provided] = ["access_key_id", "policy", "signature"].map((name) => fields.get(name))
    if (accessKeyId === undefined && policy === undefined && provided === undefined) return undefined
    if (accessKeyId === undefined || policy === undefined || provided === undefined) {
      return yield* Result.fail(invalidRequest("A signed form needs access_key_id, policy and signature."))
    }
    const known = yield* findKey(accounts, accessKeyId)
    return yield* compare(known, [policy], provided)
  })
