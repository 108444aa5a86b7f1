/**
 * Which failures of Tablestore are worth another attempt.
 *
 * Source: the retry policies of the official Python and Node clients.
 */
import { isTablestoreErrorCode, type RetryClass, tablestoreErrors, tooFrequentTableOperations } from "./errors.ts"

/** How long to wait, and how often to try. */
export const retryDelays = {
  /** Milliseconds before the first repetition; doubled for each further one. */
  baseMillis: 200,
  /** The same for failures by which the service asks to slow down. */
  throttledBaseMillis: 500,
  /** Milliseconds that no wait exceeds. */
  capMillis: 3000,
  /** Of a wait, the part that is always waited; the rest is by chance. */
  fixedShare: 0.5,
  /** Repetitions of one call at most. */
  maxRetries: 20,
  /**
   * The same after `OTSRowOperationConflict`, 3 to 6 seconds in all. Another write of the row is over by then. A
   * transaction that holds it may take a minute, which nobody wants to wait without being told. The official clients treat
   * it like any other code.
   */
  maxConflictRetries: 5
} as const

/** All codes of the service begin so. */
const codePrefix = "OTS"

/** Statuses by which something in front of the service says that it did not wait for the answer. */
const impatientStatuses: ReadonlySet<number> = /*#__PURE__*/ new Set([408, 425, 429, 499])

/**
 * How a failure is to be treated, by its code, message and HTTP status.
 *
 * The official clients take 500, 502 and 503 for open when the code tells nothing; other servers in front of the service
 * have more words for the same.
 */
export const retryClass = (code: string, message: string, status: number): RetryClass => {
  if (code === "OTSQuotaExhausted" && message === tooFrequentTableOperations) return "transient"
  const known = isTablestoreErrorCode(code) ? tablestoreErrors[code].retry : "no"
  if (known !== "no" || code.startsWith(codePrefix)) return known === "no" && status >= 500 ? "open" : known
  return status >= 500 || impatientStatuses.has(status) ? "open" : "no"
}

/**
 * Whether the service may have done what was asked although the answer is an error: its code says so, or it is not the
 * service's answer. A server in between that times out or sends elsewhere may have passed the request on before.
 */
export const isOutcomeOpen = (code: string, message: string, status: number): boolean =>
  !code.startsWith(codePrefix) || retryClass(code, message, status) === "open"

/** Whether the service asks to slow down. */
export const isThrottled = (code: string, message: string): boolean =>
  code === "OTSQuotaExhausted"
    ? message === tooFrequentTableOperations
    : isTablestoreErrorCode(code) && "throttled" in tablestoreErrors[code]

/** Whether another write, or a transaction, holds the row. */
export const isConflict = (code: string): boolean => code === "OTSRowOperationConflict"
