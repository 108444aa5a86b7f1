/**
 * The retry policy of OIS: that of its official clients, with chance in the pauses.
 */
import type * as Layer from "effect/Layer"
import { layer, type RetryOptions, type RetryPolicy } from "../RetryPolicy.ts"

/**
 * At most three repetitions, with pauses of chance below 1 s × 2ⁿ. A call that adds something each time it is made (initiate,
 * complete, append, create, move) is repeated only when it certainly did nothing.
 * Source: qingstor-sdk-python, `request.py`.
 */
export const layerOisRetry = (options?: RetryOptions): Layer.Layer<RetryPolicy> =>
  layer({ baseDelay: "1 second", ...options })
