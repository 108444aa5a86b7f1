/**
 * Retry policies of Tablestore: those of the official clients.
 *
 * | failure                                                        | repeated                            |
 * |----------------------------------------------------------------|-------------------------------------|
 * | the service says that nothing was done (`OTSServerBusy`, …)      | any call                            |
 * | the outcome is open (`OTSTimeout`, HTTP 5xx, a broken connection)| repeatable calls only               |
 * | anything else                                                  | never                               |
 *
 * At most 20 repetitions, 5 of a write that another one holds up (`OTSRowOperationConflict`), after 200 ms × 2ⁿ (500 ms
 * where the service asks to slow down), at most 3 s, of which half is left to chance.
 *
 * **Example** (writes are repeated too)
 *
 * ```ts
 * import { Layer } from "effect"
 * import { FetchHttpClient } from "effect/http"
 * import { Tablestore, TablestoreRetry } from "effect-cloud-storage"
 *
 * const live = Tablestore.layer({ endpoint: "https://shop.cn-hangzhou.ots.aliyuncs.com" }).pipe(
 *   Layer.provide([Tablestore.layerCredentials, TablestoreRetry.layerWrite, FetchHttpClient.layer])
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
import { isConflict, isOutcomeOpen, isThrottled, retryClass, retryDelays } from "../../schema/tablestore/retryRules.ts"
import { type AttemptFailure, isTransient, isUntouched, RetryPolicy, type RetryPolicyService } from "../RetryPolicy.ts"
import { isRepeatableWrite } from "./repeatableWrite.ts"

/** What is known of a failed attempt. */
export interface FailureFacts {
  /** `"notDone"` when the service certainly did not do what was asked, `"open"` when it may have. */
  readonly outcome: "notDone" | "open"
  /** Whether the same call may succeed when it is made again. */
  readonly mayPass: boolean
}

const facts = (outcome: FailureFacts["outcome"], mayPass: boolean): FailureFacts => ({ outcome, mayPass })

/**
 * What is known of a failed attempt. Only the service's own refusal, or a request that was never sent, leaves nothing
 * done: an answer that is damaged, unreadable, or from something in front of the service, proves nothing.
 */
export const classify = (failure: AttemptFailure): FailureFacts => {
  const { error } = failure
  switch (error._tag) {
    case "ServerError": {
      const { code, message, status } = error.reason
      return facts(
        isOutcomeOpen(code, message, status) ? "open" : "notDone",
        retryClass(code, message, status) !== "no"
      )
    }
    case "RequestError":
      return facts(isUntouched(failure) ? "notDone" : "open", isTransient(failure))
    case "ClientError":
      switch (error.reason._tag) {
        case "ChecksumMismatch":
          // Damaged on the way: the next copy may arrive whole.
          return facts("open", true)
        case "LengthMismatch":
        case "UndecodableResponse":
        case "UntrustedResponse":
          return facts("open", false)
        default:
          return facts("notDone", false)
      }
  }
}

/** A classifier: repeats what certainly did nothing, and what may have done its work when `repeatable` says so. */
const whenRepeatable =
  (repeatable: (failure: AttemptFailure) => boolean) =>
  (failure: AttemptFailure): boolean => {
    const { outcome, mayPass } = classify(failure)
    return failure.replayable && mayPass && (outcome === "notDone" || repeatable(failure))
  }

/** The classifier of the default policy: of the calls whose outcome is open, those that only read are repeated. */
export const isRetryable: (failure: AttemptFailure) => boolean = whenRepeatable(({ idempotent }) => idempotent)

/**
 * The classifier of the write policy: repeats PutRow, UpdateRow, DeleteRow and BatchWriteRow too, unless they add to a
 * column, let the service pick a key, or depend on a condition: those would not leave the row as the first time did.
 */
export const isWriteRetryable: (failure: AttemptFailure) => boolean = whenRepeatable(
  ({ idempotent, operation, input }) => idempotent || isRepeatableWrite(operation.name, input)
)

const isSlowDown = ({ error }: AttemptFailure): boolean =>
  error._tag === "ServerError" && isThrottled(error.reason.code, error.reason.message)

const isHeldUp = ({ error }: AttemptFailure): boolean => error._tag === "ServerError" && isConflict(error.reason.code)

/** Settings of {@link make}. */
export interface TablestoreRetryOptions {
  /** Which failures are repeated; {@link isRetryable} when absent. */
  readonly isRetryable?: ((failure: AttemptFailure) => boolean) | undefined
  /** Repetitions of one call at most; 20 when absent. */
  readonly maxRetries?: number | undefined
  /** The same after `OTSRowOperationConflict`: another write or a transaction holds the row; 5 when absent. */
  readonly maxConflictRetries?: number | undefined
  /** `false` repeats at once. Default `true`. */
  readonly delays?: boolean | undefined
}

/** Makes a policy with the pauses of the official clients. */
export const make = (options: TablestoreRetryOptions = {}): RetryPolicyService => {
  const { isRetryable: worthRetrying = isRetryable, maxRetries = retryDelays.maxRetries, delays = true } = options
  const maxConflictRetries = Math.min(options.maxConflictRetries ?? retryDelays.maxConflictRetries, maxRetries)
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
      Schedule.while(
        ({ input }) => input.attempts <= (isHeldUp(input) ? maxConflictRetries : maxRetries) && worthRetrying(input)
      )
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
