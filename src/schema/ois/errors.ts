/**
 * Server error codes of OIS, by the HTTP status they come with.
 *
 * Source: QingStor API, "Error codes", and the pages of each call; Shanhe documentation, object storage, the same pages.
 */
import type { KindsOfCodes } from "../errorKinds.ts"

/** Codes of OIS by HTTP status. */
export const oisErrorCodes = {
  400: [
    "access_denied",
    "bad_digest",
    "bad_request",
    "cname_error",
    "cname_record_not_added",
    "domain_not_recorded",
    "domain_occupied",
    "entity_too_large",
    "entity_too_small",
    "form_policy_violated",
    "incomplete_body",
    "invalid_argument",
    "invalid_bucket_name",
    "invalid_json",
    "invalid_location",
    "invalid_object_name",
    "invalid_object_state",
    "invalid_request",
    "max_parts_exceeded",
    "max_requests_exceeded",
    "metadata_too_large",
    "too_many_objects"
  ],
  401: ["invalid_access_key_id", "signature_not_matched"],
  402: ["delinquent_account"],
  403: [
    "account_problem",
    "bucket_not_active",
    "lease_not_ready",
    "permission_denied",
    "request_expired",
    "too_many_buckets"
  ],
  // The table of codes gives upload_not_exists the status 400, the pages of the calls 404.
  404: ["bucket_not_exists", "object_not_exists", "upload_not_exists"],
  405: ["method_not_allowed"],
  409: ["bucket_already_exists", "bucket_not_empty", "fetch_in_process"],
  412: ["precondition_failed"],
  416: ["invalid_range"],
  429: ["fetch_throttled"],
  500: ["internal_error"],
  503: ["service_unavailable", "upstream_failed"]
} as const

/**
 * Codes that stand for answers without a readable code: to HEAD, from the proxy before the service, 304, and redirects that
 * are not followed. The service
 * sends none of them but the last three, which are the only codes of their status.
 */
export const oisStatusCodes = {
  301: "redirected",
  302: "redirected",
  307: "redirected",
  308: "redirected",
  304: "not_modified",
  401: "unauthorized",
  403: "forbidden",
  404: "not_found",
  405: "method_not_allowed",
  412: "precondition_failed",
  416: "invalid_range"
} as const

type ByStatus = typeof oisErrorCodes

/** Any known code of OIS. */
export type OisErrorCode = ByStatus[keyof ByStatus][number] | (typeof oisStatusCodes)[keyof typeof oisStatusCodes]

/** Codes that any call may fail with. */
export const oisCommonErrors = [
  "invalid_access_key_id",
  "signature_not_matched",
  "request_expired",
  "permission_denied",
  "access_denied",
  "account_problem",
  "delinquent_account",
  "invalid_argument",
  "invalid_request",
  "bad_request",
  "method_not_allowed",
  "internal_error",
  "service_unavailable",
  "unauthorized",
  "forbidden",
  "not_found",
  "redirected"
] as const satisfies ReadonlyArray<OisErrorCode>

/** Codes that any call on a bucket may fail with. */
export const bucketErrors = [
  "bucket_not_exists",
  "bucket_not_active",
  "invalid_bucket_name"
] as const satisfies ReadonlyArray<OisErrorCode>

/** Codes that any call on an object may fail with. */
export const objectErrors = [
  ...bucketErrors,
  "object_not_exists",
  "invalid_object_name"
] as const satisfies ReadonlyArray<OisErrorCode>

/** Codes that any call with a JSON document may fail with. */
export const documentErrors = [
  "invalid_json",
  "incomplete_body",
  "bad_digest"
] as const satisfies ReadonlyArray<OisErrorCode>

/** Codes that any call that sends content may fail with. */
export const contentErrors = [
  "incomplete_body",
  "bad_digest",
  "entity_too_large"
] as const satisfies ReadonlyArray<OisErrorCode>

/** Codes that a call with conditions may fail with. */
export const conditionErrors = ["not_modified", "precondition_failed"] as const satisfies ReadonlyArray<OisErrorCode>

/** Codes whose kind is not that of their status. */
export const oisErrorKinds: KindsOfCodes<OisErrorCode> = {
  access_denied: "AccessDenied",
  bucket_already_exists: "AlreadyExists",
  // The table of codes gives it the status 400, the pages of the calls 404.
  upload_not_exists: "NotFound",
  service_unavailable: "Throttled",
  max_requests_exceeded: "Throttled",
  // Refused for the state of a clock, an account or a bucket, not for who calls.
  account_problem: "none",
  bucket_not_active: "none",
  lease_not_ready: "none",
  request_expired: "none",
  too_many_buckets: "none"
}
