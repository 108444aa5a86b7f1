/**
 * Questions that all programs ask of an error, with one answer for all services.
 *
 * **Example** (an absent object or row is nothing)
 *
 * ```ts
 * import { Effect } from "effect"
 * import { isNotFound, Oss } from "effect-cloud-storage"
 *
 * const size = Effect.flatMap(Oss, (oss) => oss.headObject({ bucket: "photos", key: "cat.jpg" })).pipe(
 *   Effect.map(({ contentLength }) => contentLength),
 *   Effect.catchIf(isNotFound, () => Effect.succeed(undefined))
 * )
 * ```
 */

import type { ServerError } from "./Errors.ts"
import type { ErrorKind } from "./errorKinds.ts"

/**
 * Marks a guard as one-sided: what it does not let through may still be a `ServerError`, so that nothing is taken out of
 * the type of what remains.
 */
interface Sometimes<Kind extends string> {
  readonly "~is": Kind
}

type ServerPart<E> = Extract<E, { readonly _tag: "ServerError" }>

const isServerError = (error: unknown): error is ServerError =>
  typeof error === "object" && error !== null && "_tag" in error && error._tag === "ServerError" && "reason" in error

const ofKind =
  <const Kind extends ErrorKind>(kind: Kind) =>
  <E>(error: E): error is ServerPart<E> & Sometimes<Kind> =>
    isServerError(error) && error.reason.kind === kind

/** Whether what a call is about is not there: a bucket, an object, a table, a vault. */
export const isNotFound = /*#__PURE__*/ ofKind("NotFound")
/** Whether what a call would make is there already. */
export const isAlreadyExists = /*#__PURE__*/ ofKind("AlreadyExists")
/** Whether the caller may not do this, or is not known to the service. */
export const isAccessDenied = /*#__PURE__*/ ofKind("AccessDenied")
/** Whether a condition of the call does not hold. */
export const isPreconditionFailed = /*#__PURE__*/ ofKind("PreconditionFailed")
/** Whether the service takes no more for the moment. */
export const isThrottled = /*#__PURE__*/ ofKind("Throttled")

/**
 * Whether the same call may succeed when made again: the service says so, the network failed, or bytes were damaged on
 * their way. Whether it may be made again without harm is another question, which the retry policy asks.
 */
export const isTransient = (error: unknown): boolean => {
  if (isServerError(error)) return error.reason.retryable
  if (typeof error !== "object" || error === null || !("_tag" in error) || !("reason" in error)) return false
  const { reason } = error as { readonly reason: { readonly _tag?: unknown; readonly permanent?: unknown } | null }
  if (error._tag === "RequestError") return reason?._tag !== "Aborted" && reason?.permanent !== true
  return error._tag === "ClientError" && reason?._tag === "ChecksumMismatch"
}
