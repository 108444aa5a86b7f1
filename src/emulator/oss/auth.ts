/** Finds out who makes a request, from whatever kind of signature it carries. */
import * as Result from "effect/Result"
import type { Accounts } from "../accounts.ts"
import type { FormFields } from "../objectStore/form.ts"
import * as V1 from "./authV1.ts"
import * as V2 from "./authV2.ts"
import * as V4 from "./authV4.ts"
import type { OssRefusal } from "./OssRefusal.ts"
import { invalidArgument } from "./refusals.ts"
import type { Requester, SignedRequest, Verdict } from "./signing.ts"

/**
 * Checks the signature of a request.
 *
 * @param nowMillis The server's time, in Unix milliseconds.
 * @returns The account that signed, or nobody when the request carries no signature at all.
 */
export const authenticate = (request: SignedRequest, accounts: Accounts["Service"], nowMillis: number): Verdict => {
  const authorization = request.headers["authorization"]?.trim()
  const v1InUrl = V1.isInUrl(request.query)
  const laterInUrl = V4.isInUrl(request.query)
  if ([authorization !== undefined, v1InUrl, laterInUrl].filter(Boolean).length > 1) {
    return Result.fail(invalidArgument("Only one authentication mechanism is allowed.", "Authorization"))
  }
  if (v1InUrl) return V1.verifyUrl(request, accounts, nowMillis)
  if (V2.isInUrl(request.query)) return V2.verifyUrl(request, accounts, nowMillis)
  if (laterInUrl) return V4.verifyUrl(request, accounts, nowMillis)
  if (authorization === undefined) return Result.succeed(undefined)
  if (authorization.startsWith(`${V4.algorithm} `)) return V4.verifyHeader(request, accounts, nowMillis)
  if (authorization.startsWith(`${V2.version} `)) return V2.verifyHeader(request, accounts, nowMillis)
  if (authorization.startsWith("OSS ")) return V1.verifyHeader(request, accounts, nowMillis)
  return Result.fail(invalidArgument("Unsupported authorization type.", "Authorization"))
}

/** Finds out who posts a form. The form's fields carry the signature, and what it covers is the policy. */
export const authenticateForm = (
  fields: FormFields,
  accounts: Accounts["Service"],
  nowMillis: number
): Result.Result<Requester, OssRefusal> => {
  const policy = fields.get("policy")
  const securityToken = fields.get("x-oss-security-token")
  const missing = (field: string) =>
    Result.fail(invalidArgument(`Bucket POST must contain the field '${field}' when it is signed.`, field))

  if (fields.has("x-oss-signature-version") || fields.has("x-oss-signature")) {
    const version = fields.get("x-oss-signature-version")
    const credential = fields.get("x-oss-credential")
    const time = fields.get("x-oss-date")
    const provided = fields.get("x-oss-signature")
    if (version !== V4.algorithm) {
      return Result.fail(invalidArgument("Unsupported signature version.", "x-oss-signature-version", version))
    }
    if (policy === undefined) return missing("policy")
    if (credential === undefined) return missing("x-oss-credential")
    if (time === undefined) return missing("x-oss-date")
    if (provided === undefined) return missing("x-oss-signature")
    return V4.verifyPolicy({ credential, time, provided, policy, securityToken }, accounts, nowMillis)
  }

  const accessKeyId = fields.get("ossaccesskeyid")
  const provided = fields.get("signature")
  if (policy === undefined && accessKeyId === undefined && provided === undefined) return Result.succeed(undefined)
  if (policy === undefined) return missing("policy")
  if (accessKeyId === undefined) return missing("OSSAccessKeyId")
  if (provided === undefined) return missing("Signature")
  return V1.verifyPolicy({ accessKeyId, provided, policy, securityToken }, accounts, nowMillis)
}
