/**
 * The refusals of the service. Source: QingStor API, "Error codes".
 */
import { OisRefusal } from "./OisRefusal.ts"

const refusal = (status: number, code: string, message: string): OisRefusal => new OisRefusal({ status, code, message })

export const invalidAccessKeyId = (): OisRefusal =>
  refusal(401, "invalid_access_key_id", "The access key id you provided does not exist.")

/** The documentation names no code for a header that is none; this is the one for requests that break rules. */
export const invalidRequest = (message: string): OisRefusal => refusal(400, "invalid_request", message)

export const requestExpired = (message: string): OisRefusal => refusal(403, "request_expired", message)

export const signatureNotMatched = (): OisRefusal =>
  refusal(401, "signature_not_matched", "The signature you provided does not match the one of the request.")
