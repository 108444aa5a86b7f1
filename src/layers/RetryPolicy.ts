/**
 * Which failures are worth another attempt, how often and after what pause.
 *
 * A policy is a `Schedule` over failed attempts. The default repeats at most four attempts in all, with full jitter
 * below 200 ms × 2ⁿ, at most 20 s, honours Retry-After, and stops early when too many calls fail at the same time.
 */
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Random from "effect/Random"
import * as Schedule from "effect/Schedule"
import type { StorageError } from "../schema/Errors.ts"
import type { AnyOperation } from "../schema/Operation.ts"

/** An attempt that failed. */
export interface AttemptFailure {
  readonly error: StorageError
  readonly operation: AnyOperation
  /** What the caller gave, for policies that look at it. */
  readonly input?: unknown
  /** Whether this very call can be repeated without harm when its outcome is open. */
  readonly idempotent: boolean
  /** Whether the body can be sent again. A call whose body is used up is never repeated. */
  readonly replayable: boolean
  /** Attempts made so far, the failed one included. */
  readonly attempts: number
}

/** A policy: the schedule steps once for each failed attempt, and ends when there is to be no other attempt. */
export interface RetryPolicyService {
  readonly schedule: Schedule.Schedule<unknown, AttemptFailure>
}

/** What the network did before anything of the request can have been executed. */
const neverSent = new Set(["Dns", "Refused", "Tls"])

/**
 * Whether an attempt certainly did nothing on the server: the connection was not made, or the server turned the request away
 * before looking at it.
 */
export const isUntouched = ({ error }: AttemptFailure): boolean => {
  switch (error._tag) {
    case "RequestError":
      return neverSent.has(error.reason._tag) || (error.reason._tag === "Timeout" && error.reason.phase === "connect")
    case "ServerError":
      return error.reason.status === 429 || error.reason.code.endsWith("LimitExceeded")
    case "ClientError":
      return false
  }
}

/** Whether the same attempt may succeed when made again. */
export const isTransient = ({ error }: AttemptFailure): boolean => {
  switch (error._tag) {
    case "RequestError":
      return error.reason._tag !== "Aborted" && !(error.reason._tag === "Transport" && error.reason.permanent === true)
    case "ServerError":
      return error.reason.retryable
    case "ClientError":
      // Damaged on the way: the next copy may arrive whole.
      return error.reason._tag === "ChecksumMismatch"
  }
}

/** The classifier of the default policy: transient, sendable again, and harmless to repeat. */
export const isRetryable = (failure: AttemptFailure): boolean =>
  failure.replayable && isTransient(failure) && (failure.idempotent || isUntouched(failure))

const retryAfterMillis = ({ error }: AttemptFailure): number =>
  error._tag === "ServerError" ? (error.reason.retryAfterMillis ?? 0) : 0

/** Settings of {@link make}. */
export interface RetryOptions {
  /** Attempts in all, the first one included; 4 when absent, 1 for none. */
  readonly maxAttempts?: number | undefined
  /** Upper bound of the first pause; 200 ms when absent. It doubles with each attempt. */
  readonly baseDelay?: Duration.Input | undefined
  /** Upper bound of any pause, except one the server asks for; 20 s when absent. */
  readonly maxDelay?: Duration.Input | undefined
  /** Time from the first failure after which no other attempt is made; none when absent. */
  readonly maxElapsed?: Duration.Input | undefined
  /** Longest Retry-After that is waited for; 60 s when absent. A longer one ends the retrying. */
  readonly maxRetryAfter?: Duration.Input | undefined
  /**
   * Retries that may be made at once by all calls of the service together before it counts as down; 100 when absent.
   * Each retry takes one, and each one that comes back gives it back over time.
   */
  readonly budget?: number | undefined
  /** Which failures are repeated; {@link isRetryable} when absent. */
  readonly isRetryable?: ((failure: AttemptFailure) => boolean) | undefined
}

const millis = (input: Duration.Input): number => Duration.toMillis(Duration.fromInputUnsafe(input))

/**
 * Tokens that retries draw from. When a service is down, thousands of calls would multiply the load on it: an empty
 * bucket lets them fail at once. It refills fully within ten seconds.
 */
const makeBudget = (size: number) => {
  let tokens = size
  let filledAt: number | undefined
  return (now: number): boolean => {
    tokens = Math.min(size, tokens + (Math.max(0, now - (filledAt ?? now)) * size) / 10_000)
    filledAt = now
    if (tokens < 1) return false
    tokens -= 1
    return true
  }
}

/** Makes a policy with exponential pauses and full jitter. */
export const make = (options: RetryOptions = {}): RetryPolicyService => {
  const maxAttempts = options.maxAttempts ?? 4
  const baseDelay = millis(options.baseDelay ?? "200 millis")
  const maxDelay = millis(options.maxDelay ?? "20 seconds")
  const maxElapsed = options.maxElapsed === undefined ? Number.POSITIVE_INFINITY : millis(options.maxElapsed)
  const maxRetryAfter = millis(options.maxRetryAfter ?? "60 seconds")
  const worthRetrying = options.isRetryable ?? isRetryable
  const takeFromBudget = makeBudget(options.budget ?? 100)
  return {
    schedule: Schedule.forever.pipe(
      Schedule.setInputType<AttemptFailure>(),
      Schedule.modifyDelay(({ input }) =>
        Effect.map(Random.next, (random) =>
          Duration.millis(
            Math.max(random * Math.min(maxDelay, baseDelay * 2 ** (input.attempts - 1)), retryAfterMillis(input))
          )
        )
      ),
      Schedule.while(
        ({ input, elapsed, duration, now }) =>
          input.attempts < maxAttempts &&
          elapsed + Duration.toMillis(duration) < maxElapsed &&
          worthRetrying(input) &&
          retryAfterMillis(input) <= maxRetryAfter &&
          takeFromBudget(now)
      )
    )
  }
}

/** Never a second attempt. */
export const none: RetryPolicyService = { schedule: Schedule.recurs(0) }

/**
 * A policy of any schedule.
 *
 * @param schedule steps for each failure that passes the classifier
 * @param classifier which failures are repeated; {@link isRetryable} when absent
 */
export const fromSchedule = (
  schedule: Schedule.Schedule<unknown, AttemptFailure>,
  classifier: (failure: AttemptFailure) => boolean = isRetryable
): RetryPolicyService => ({
  schedule: schedule.pipe(
    Schedule.setInputType<AttemptFailure>(),
    Schedule.while(({ input }) => classifier(input))
  )
})

/**
 * The retry policy of a service: {@link layer} is the usual one. For single calls another one can be set with
 * {@link withPolicy}.
 */
export class RetryPolicy extends Context.Service<RetryPolicy, RetryPolicyService>()(
  "effect-cloud-storage/layers/RetryPolicy"
) {}

/** A layer of {@link make}. */
export const layer = (options?: RetryOptions): Layer.Layer<RetryPolicy> => Layer.sync(RetryPolicy, () => make(options))

/** How calls are retried, in the words of ready-made layers: settings of the service's policy, or another policy. */
export type RetryChoice = RetryOptions | Layer.Layer<RetryPolicy>

const isPolicy = (choice: RetryChoice | undefined): choice is Layer.Layer<RetryPolicy> => Layer.isLayer(choice)

/** The layer of a choice; `standard` makes the service's own policy. */
export const layerOfChoice = (
  choice: RetryChoice | undefined,
  standard: (options?: RetryOptions) => Layer.Layer<RetryPolicy>
): Layer.Layer<RetryPolicy> => (isPolicy(choice) ? choice : standard(choice))

/** A layer of {@link none}. */
export const layerNone: Layer.Layer<RetryPolicy> = Layer.succeed(RetryPolicy, none)

/** A layer of {@link fromSchedule}. */
export const layerSchedule = (
  schedule: Schedule.Schedule<unknown, AttemptFailure>,
  classifier?: (failure: AttemptFailure) => boolean
): Layer.Layer<RetryPolicy> => Layer.succeed(RetryPolicy, fromSchedule(schedule, classifier))

/** The policy of single calls, over that of their service. */
export const CurrentPolicy = Context.Reference<RetryPolicyService | undefined>(
  "effect-cloud-storage/layers/RetryPolicy/CurrentPolicy",
  { defaultValue: () => undefined }
)

/**
 * Runs calls with another policy than their service's.
 *
 * **Example** (a call that must not be repeated)
 *
 * ```ts
 * import { Effect } from "effect"
 * import { Oss, RetryPolicy } from "effect-cloud-storage"
 *
 * const once = Effect.flatMap(Oss, (oss) => oss.getBucketInfo({ bucket: "photos" })).pipe(
 *   RetryPolicy.withPolicy(RetryPolicy.none)
 * )
 * ```
 */
export const withPolicy =
  (policy: RetryPolicyService) =>
  <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.provideService(effect, CurrentPolicy, policy)
