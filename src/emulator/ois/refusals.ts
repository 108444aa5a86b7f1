/**
 * The refusals of the service. Source: QingStor API, "Error codes", and the pages of each call.
 */
import type { WireHeaders } from "../objectStore/state.ts"
import { OisRefusal } from "./OisRefusal.ts"

const refusal = (status: number, code: string, message: string): OisRefusal => new OisRefusal({ status, code, message })

export const badDigest = (): OisRefusal =>
  refusal(400, "bad_digest", "The Content-MD5 you specified did not match what was received.")

export const entityTooLarge = (): OisRefusal =>
  refusal(400, "entity_too_large", "What you send exceeds the maximum allowed size.")

export const entityTooSmall = (): OisRefusal =>
  refusal(400, "entity_too_small", "A part that is not the last one is smaller than the minimum allowed size.")

export const formPolicyViolated = (message: string): OisRefusal => refusal(400, "form_policy_violated", message)

export const incompleteBody = (): OisRefusal =>
  refusal(400, "incomplete_body", "The body is not as long as Content-Length says.")

/** The message is one that the service was seen to send. */
export const invalidArgument = (detail?: string): OisRefusal =>
  refusal(
    400,
    "invalid_argument",
    `Invalid argument(s) or invalid argument value(s)${detail === undefined ? "" : `: ${detail}`}`
  )

export const invalidBucketName = (): OisRefusal =>
  refusal(400, "invalid_bucket_name", "The name of the bucket is not valid.")

export const invalidJson = (): OisRefusal => refusal(400, "invalid_json", "The body is no valid JSON.")

export const invalidLocation = (): OisRefusal => refusal(400, "invalid_location", "There is no such zone.")

export const invalidObjectName = (): OisRefusal =>
  refusal(400, "invalid_object_name", "The name of an object has 1 to 1023 bytes.")

export const invalidObjectState = (message: string): OisRefusal => refusal(400, "invalid_object_state", message)

/** The documentation names no code for a header that is none; this is the one for requests that break rules. */
export const invalidRequest = (message: string): OisRefusal => refusal(400, "invalid_request", message)

export const maxPartsExceeded = (): OisRefusal =>
  refusal(400, "max_parts_exceeded", "An upload has at most 10000 parts.")

export const metadataTooLarge = (): OisRefusal =>
  refusal(400, "metadata_too_large", "The metadata of the object exceeds the maximum allowed size.")

export const tooManyObjects = (): OisRefusal =>
  refusal(400, "too_many_objects", "At most 1000 objects can be deleted at once.")

export const domainOccupied = (): OisRefusal =>
  refusal(400, "domain_occupied", "The domain is bound to another bucket already.")

export const invalidAccessKeyId = (): OisRefusal =>
  refusal(401, "invalid_access_key_id", "The access key id you provided does not exist.")

export const signatureNotMatched = (): OisRefusal =>
  refusal(401, "signature_not_matched", "The signature you provided does not match the one of the request.")

export const leaseNotReady = (): OisRefusal =>
  refusal(403, "lease_not_ready", "The bucket was created a moment ago and cannot be deleted yet.")

export const permissionDenied = (): OisRefusal =>
  refusal(403, "permission_denied", "You do not have enough permission to do this.")

export const requestExpired = (message: string): OisRefusal => refusal(403, "request_expired", message)

export const bucketNotExists = (): OisRefusal =>
  refusal(404, "bucket_not_exists", "The bucket you are accessing does not exist.")

/** The message is one of the documentation. */
export const objectNotExists = (): OisRefusal =>
  refusal(404, "object_not_exists", "The object you are accessing does not exist.")

/** Whether a refusal says that an object is missing. */
export const isObjectMissing = ({ code }: OisRefusal): boolean => code === "object_not_exists"

/** The table of codes says 400, the pages of the calls say 404. */
export const uploadNotExists = (): OisRefusal =>
  refusal(404, "upload_not_exists", "The upload you are accessing does not exist.")

export const methodNotAllowed = (): OisRefusal =>
  refusal(405, "method_not_allowed", "The method is not allowed on this resource.")

/** The message is one that the service was seen to send. */
export const bucketAlreadyExists = (): OisRefusal =>
  refusal(409, "bucket_already_exists", "The bucket you are trying to create already exists.")

/** The message is one that the service was seen to send. */
export const bucketNotEmpty = (): OisRefusal => refusal(409, "bucket_not_empty", "The bucket is not empty.")

export const preconditionFailed = (header: string): OisRefusal =>
  refusal(412, "precondition_failed", `The condition of ${header} does not hold.`)

export const invalidRange = (): OisRefusal => refusal(416, "invalid_range", "The range is not valid for this object.")

export const internalError = (): OisRefusal =>
  refusal(500, "internal_error", "The emulator made a mistake; its log tells more.")

export const upstreamFailed = (): OisRefusal =>
  refusal(503, "upstream_failed", "The source cannot be reached: the emulator has no network.")

/** The reader has the object already. */
export const notModified = (headers: WireHeaders): OisRefusal =>
  new OisRefusal({ status: 304, code: "", message: "The object has not changed.", headers })

/** The request belongs to another address. */
export const redirect = (status: 301 | 302 | 307, location: string): OisRefusal =>
  new OisRefusal({ status, code: "", message: "The request has to go elsewhere.", headers: { location } })
