/**
 * Server error codes of Tablestore.
 *
 * Source: Tablestore, error codes, and the lists of the official clients.
 */

import type { KindsOfCodes } from "../errorKinds.ts"

/**
 * Whether a code may go away by itself.
 *
 * - `"no"`: the same call fails again.
 * - `"transient"`: any call may be repeated, because the service says that nothing was done.
 * - `"open"`: what was done is not known, so only repeatable calls may be repeated.
 */
export type RetryClass = "no" | "transient" | "open"

interface CodeFacts {
  /** HTTP status that comes with it. */
  readonly status: number
  readonly retry: RetryClass
  /** Whether the service asks to slow down: the client waits longer before the next attempt. */
  readonly throttled?: boolean
}

/** All known codes: their HTTP status and whether they may go away. */
export const tablestoreErrors = {
  OTSAuthFailed: { status: 403, retry: "no" },
  OTSNoPermissionAccess: { status: 403, retry: "no" },
  OTSRequestBodyTooLarge: { status: 413, retry: "no" },
  OTSRequestTimeout: { status: 408, retry: "no" },
  OTSMethodNotAllowed: { status: 405, retry: "no" },
  OTSParameterInvalid: { status: 400, retry: "no" },
  OTSForbiddenUpdateCapacityUnit: { status: 400, retry: "no" },
  OTSInvalidPK: { status: 400, retry: "no" },
  OTSOutOfColumnCountLimit: { status: 400, retry: "no" },
  OTSOutOfRowSizeLimit: { status: 400, retry: "no" },
  OTSConditionCheckFail: { status: 403, retry: "no" },
  /** Transient for one message only: see {@link tooFrequentTableOperations}. */
  OTSQuotaExhausted: { status: 403, retry: "no" },
  OTSTooFrequentReservedThroughputAdjustment: { status: 403, retry: "no" },
  OTSCapacityUnitExhausted: { status: 403, retry: "no" },
  OTSNotEnoughCapacityUnit: { status: 403, retry: "transient", throttled: true },
  OTSObjectNotExist: { status: 404, retry: "no" },
  OTSTableNotReady: { status: 404, retry: "transient" },
  OTSObjectAlreadyExist: { status: 409, retry: "no" },
  OTSRowOperationConflict: { status: 409, retry: "transient" },
  OTSFlowControl: { status: 429, retry: "no" },
  OTSInternalServerError: { status: 500, retry: "open" },
  OTSServerBusy: { status: 503, retry: "transient", throttled: true },
  OTSPartitionUnavailable: { status: 503, retry: "transient" },
  OTSTimeout: { status: 503, retry: "open" },
  OTSServerUnavailable: { status: 503, retry: "open" },
  OTSTunnelServerUnavailable: { status: 400, retry: "no" },
  OTSOperationThrottled: { status: 503, retry: "transient", throttled: true },
  OTSStorageServerBusy: { status: 503, retry: "transient", throttled: true },
  OTSResourceGone: { status: 410, retry: "no" },
  OTSTunnelExpired: { status: 400, retry: "no" },
  OTSTunnelExist: { status: 409, retry: "no" },
  OTSSequenceNumberNotMatch: { status: 409, retry: "no" },
  OTSSessionExpired: { status: 400, retry: "no" },
  OTSSessionNotExist: { status: 400, retry: "no" },
  OTSSessionBusy: { status: 400, retry: "no" },
  OTSDataOutOfRange: { status: 400, retry: "no" },
  OTSOutOfTransactionDataSizeLimit: { status: 400, retry: "no" },
  OTSMetaNotMatch: { status: 400, retry: "no" }
} as const satisfies Readonly<Record<string, CodeFacts>>

/** A known code of Tablestore. */
export type TablestoreErrorCode = keyof typeof tablestoreErrors

/** All known codes. */
export const tablestoreErrorCodes = /*#__PURE__*/ Object.keys(
  tablestoreErrors
) as unknown as ReadonlyArray<TablestoreErrorCode>

/** Whether a text is a known code. */
export const isTablestoreErrorCode = (code: string): code is TablestoreErrorCode =>
  Object.hasOwn(tablestoreErrors, code)

/** Codes that any call may fail with. */
export const tablestoreCommonErrors = [
  "OTSAuthFailed",
  "OTSNoPermissionAccess",
  "OTSParameterInvalid",
  "OTSRequestBodyTooLarge",
  "OTSRequestTimeout",
  "OTSMethodNotAllowed",
  "OTSFlowControl",
  "OTSQuotaExhausted",
  "OTSInternalServerError",
  "OTSServerBusy",
  "OTSTimeout",
  "OTSServerUnavailable",
  "OTSPartitionUnavailable",
  "OTSOperationThrottled"
] as const satisfies ReadonlyArray<TablestoreErrorCode>

/** The message that makes `OTSQuotaExhausted` transient, and throttled; with any other it is not. */
export const tooFrequentTableOperations = "Too frequent table operations."

/** Codes whose kind is not that of their status. */
export const tablestoreErrorKinds: KindsOfCodes<TablestoreErrorCode> = {
  OTSConditionCheckFail: "PreconditionFailed",
  OTSObjectAlreadyExist: "AlreadyExists",
  OTSTunnelExist: "AlreadyExists",
  // Refused for how much is done, not for who calls.
  OTSQuotaExhausted: "Throttled",
  OTSCapacityUnitExhausted: "Throttled",
  OTSNotEnoughCapacityUnit: "Throttled",
  OTSTooFrequentReservedThroughputAdjustment: "Throttled",
  OTSServerBusy: "Throttled",
  OTSStorageServerBusy: "Throttled",
  OTSOperationThrottled: "Throttled",
  // It is there, but not yet to be used.
  OTSTableNotReady: "none"
}
