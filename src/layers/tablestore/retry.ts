/**
 * Retry policies of Tablestore: those of the official clients.
 *
 * | failure                                                        | repeated                            |
 * |----------------------------------------------------------------|-------------------------------------|
 * | the service says that nothing was done (`OTSServerBusy`, …)      | any call                            |
 * | the outcome is open (`OTSTimeout`, HTTP 500, a broken connection)| repeatable calls only               |
 * | anything else                                                  | never                               |
 *
 * At most 20 repetitions, after 200 ms × 2ⁿ (500 ms where the service asks to slow down), at most 3 s, of which half is
 * left to chance.
 *
 * **Example** (writes are repeated too)
 *
 * ```ts
 * import { Layer } from "effect"
 * import { FetchHttpClient } from "effect/http"
 * import { Credentials, Tablestore, TablestoreRetry } from "effect-cloud-storage"
 *
 * const live = Tablestore.layer({ endpoint: "https://shop.cn-hangzhou.ots.aliyuncs.com" }).pipe(
 *   Layer.provide([Credentials.layerDefault, TablestoreRetry.layerWrite, FetchHttpClient.layer])
 * )
 * ```
 *
 * Source: Tablestore SDK for Python, `retry.py`.
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Random from "effect/Random"
import * as Schedule from "effect/Schedule"
import type { RetryClass } from "../../schema/tablestore/errors.ts"
import type { PrimaryKey, PrimaryKeyBound } from "../../schema/tablestore/format/rowValue.ts"
import { isThrottled, retryClass, retryDelays, writeRepeatableOperations } from "../../schema/tablestore/retryRules.ts"
import { type AttemptFailure, isUntouched, RetryPolicy, type RetryPolicyService } from "../RetryPolicy.ts"

/** What is known of a failed attempt: whether the call fails again, surely did nothing, or may have done its work. */
export const classify = (failure: AttemptFailure): RetryClass => {
  const { error } = failure
  switch (error._tag) {
    case "ServerError": {
      const { code, message, status } = error.reason
      return retryClass(code, message, status)
    }
    case "RequestError":
      if (error.reason._tag === "Aborted") return "no"
      return isUntouched(failure) ? "transient" : "open"
    case "ClientError":
      // Damaged on the way: the next copy may arrive whole.
      return error.reason._tag === "ChecksumMismatch" ? "open" : "no"
  }
}

/** A classifier: repeats what surely did nothing, and what may have done its work when `repeatable` says so. */
const whenRepeatable =
  (repeatable: (failure: AttemptFailure) => boolean) =>
  (failure: AttemptFailure): boolean => {
    const found = classify(failure)
    return failure.replayable && (found === "transient" || (found === "open" && repeatable(failure)))
  }

/** The classifier of the default policy: of the calls whose outcome is open, those that only read are repeated. */
export const isRetryable: (failure: AttemptFailure) => boolean = whenRepeatable(({ idempotent }) => idempotent)

/** As much of a written row as decides whether it can be written twice. */
interface WrittenRow {
  readonly primaryKey?: PrimaryKey<PrimaryKeyBound>
  readonly columns?: ReadonlyArray<{ readonly op?: string | undefined }>
  readonly condition?: { readonly rowExistence: string; readonly columnCondition?: unknown } | undefined
}

/** Whether a row that is written twice is as if it were written once. */
const leavesTheSame = ({ primaryKey = [], columns = [], condition }: WrittenRow): boolean =>
  // Added twice.
  !columns.some(({ op }) => op === "increment") &&
  // A second row.
  !primaryKey.some(({ value }) => typeof value === "object" && "_tag" in value) &&
  // The second time the condition sees what the first one did.
  (condition === undefined || (condition.rowExistence === "ignore" && condition.columnCondition === undefined))

const rowsOf = (input: any): ReadonlyArray<WrittenRow> =>
  Array.isArray(input?.tables) ? input.tables.flatMap((table: any) => table.rows ?? []) : [input]

/**
 * The classifier of the write policy: repeats PutRow, UpdateRow, DeleteRow and BatchWriteRow too, unless they add to a
 * column, let the service pick a key, or depend on a condition: those would not leave the row as the first time did.
 */
export const isWriteRetryable: (failure: AttemptFailure) => boolean = whenRepeatable(
  ({ idempotent, operation, input }) =>
    idempotent || (writeRepeatableOperations.has(operation.name) && rowsOf(input).every(leavesTheSame))
)

const isSlowDown = ({ error }: AttemptFailure): boolean =>
  error._tag === "ServerError" && isThrottled(error.reason.code, error.reason.message)

/** Settings of {@link make}. */
export interface TablestoreRetryOptions {
  /** Which failures are repeated; {@link isRetryable} when absent. */
  readonly isRetryable?: ((failure: AttemptFailure) => boolean) | undefined
  /** Repetitions of one call at most; 20 when absent. */
  readonly maxRetries?: number | undefined
  /** `false` repeats at once. Default `true`. */
  readonly delays?: boolean | undefined
}

/** Makes a policy with the pauses of the official clients. */
export const make = (options: TablestoreRetryOptions = {}): RetryPolicyService => {
  const { isRetryable: worthRetrying = isRetryable, maxRetries = retryDelays.maxRetries, delays = true } = options
  const { baseMillis, throttledBaseMillis, capMillis, fixedShare } = retryDelays
  const pause = (failure: AttemptFailure, random: number): Duration.Duration => {
    const base = isSlowDown(failure) ? throttledBaseMillis : baseMillis
    const limit = Math.min(base * 2 ** (failure.attempts - 1), capMillis)
    return Duration.millis(limit * (fixedShare + (1 - fixedShare) * random))
  }
  return {
    schedule: Schedule.forever.pipe(
      Schedule.setInputType<AttemptFailure>(),
      Schedule.modifyDelay(({ input }) =>
        delays ? Effect.map(Random.next, (random) => pause(input, random)) : Effect.succeed(Duration.zero)
      ),
      Schedule.while(({ input }) => input.attempts <= maxRetries && worthRetrying(input))
    )
  }
}

/** The default: of the calls whose outcome is open, those that only read are repeated. */
export const standard: RetryPolicyService = /*#__PURE__*/ make()

/** Repeats writes too; see {@link isWriteRetryable}. */
export const write: RetryPolicyService = /*#__PURE__*/ make({ isRetryable: isWriteRetryable })

/** As {@link standard}, without pauses. */
export const noDelay: RetryPolicyService = /*#__PURE__*/ make({ delays: false })

/** A layer of {@link make}. */
export const layer = (options?: TablestoreRetryOptions): Layer.Layer<RetryPolicy> =>
  Layer.sync(RetryPolicy, () => make(options))

/** A layer of {@link standard}: the policy to choose when there is no reason for another one. */
export const layerStandard: Layer.Layer<RetryPolicy> = /*#__PURE__*/ Layer.succeed(RetryPolicy, standard)

/** A layer of {@link write}. */
export const layerWrite: Layer.Layer<RetryPolicy> = /*#__PURE__*/ Layer.succeed(RetryPolicy, write)

/** A layer of {@link noDelay}. */
export const layerNoDelay: Layer.Layer<RetryPolicy> = /*#__PURE__*/ Layer.succeed(RetryPolicy, noDelay)
