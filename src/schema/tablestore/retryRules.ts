/**
 * Which failures of Tablestore are worth another attempt.
 *
 * Source: the retry policies of the official Python and Node clients.
 */
import { isTablestoreErrorCode, type RetryClass, tablestoreErrors, tooFrequentTableOperations } from "./errors.ts"

/** How long is waited, and how often is tried. */
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
  maxRetries: 20
} as const

/** Operations that may be repeated when it is not known what the first attempt did, by wire name. */
export const repeatableOperations: ReadonlySet<string> = /*#__PURE__*/ new Set([
  "ListTable",
  "DescribeTable",
  "GetRow",
  "BatchGetRow",
  "GetRange",
  "ListSearchIndex",
  "DescribeSearchIndex",
  "Search",
  "ComputeSplits",
  "ParallelScan",
  "ComputeSplitPointsBySize",
  "ListStream",
  "DescribeStream",
  "GetShardIterator",
  "GetStreamRecord",
  "BulkExport",
  "GetTimeseriesData",
  "ListTimeseriesTable",
  "DescribeTimeseriesTable",
  "QueryTimeseriesMeta",
  "SplitTimeseriesScanTask",
  "ScanTimeseriesData",
  "DescribeTimeseriesAnalyticalStore",
  "tunnel/list",
  "tunnel/describe",
  "tunnel/getcheckpoint",
  "tunnel/readrecords",
  "ListDeliveryTask",
  "DescribeDeliveryTask",
  "DescribeGlobalTable"
])

/**
 * Writes that the write-retry policy repeats although it is not known what the first attempt did: made again, they
 * leave the row as they would have left it the first time. (The official policy misspells UpdateRow and never repeats
 * it; meant it is.)
 */
export const writeRepeatableOperations: ReadonlySet<string> = /*#__PURE__*/ new Set([
  "ListTable",
  "DescribeTable",
  "GetRow",
  "BatchGetRow",
  "GetRange",
  "PutRow",
  "UpdateRow",
  "DeleteRow",
  "BatchWriteRow"
])

/** Statuses whose outcome is open when the answer's code tells nothing. */
const openStatuses: ReadonlySet<number> = /*#__PURE__*/ new Set([500, 502, 503])

/** How a failure is to be treated, by its code, message and HTTP status. */
export const retryClass = (code: string, message: string, status: number): RetryClass => {
  if (code === "OTSQuotaExhausted" && message === tooFrequentTableOperations) return "transient"
  const known = isTablestoreErrorCode(code) ? tablestoreErrors[code].retry : "no"
  return known === "no" && openStatuses.has(status) ? "open" : known
}

/** Whether the service asks to slow down. */
export const isThrottled = (code: string, message: string): boolean =>
  code === "OTSQuotaExhausted"
    ? message === tooFrequentTableOperations
    : isTablestoreErrorCode(code) && "throttled" in tablestoreErrors[code]
