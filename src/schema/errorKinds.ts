/**
 * What kind a refusal is, in words that are the same for all services: their codes and statuses are not.
 */

/**
 * The kinds that programs ask for.
 *
 * - `NotFound`: what the call is about is not there.
 * - `AlreadyExists`: what it would make is there.
 * - `AccessDenied`: the caller may not do this, or is not known.
 * - `PreconditionFailed`: a condition of the call does not hold.
 * - `Throttled`: too much at a time; the same call may succeed later.
 */
export type ErrorKind = "NotFound" | "AlreadyExists" | "AccessDenied" | "PreconditionFailed" | "Throttled"

/** Codes of a service whose kind is not that of their status; `none` for those that are of no kind. */
export type KindsOfCodes<Code extends string = string> = Readonly<Partial<Record<Code, ErrorKind | "none">>>

const byStatus: Readonly<Record<number, ErrorKind>> = {
  401: "AccessDenied",
  403: "AccessDenied",
  404: "NotFound",
  412: "PreconditionFailed",
  429: "Throttled"
}

/** The kind of a refusal; `undefined` when it is of none. */
export const errorKindOf = (status: number, code: string, ofCodes: KindsOfCodes): ErrorKind | undefined => {
  const kind = Object.hasOwn(ofCodes, code) ? ofCodes[code] : byStatus[status]
  return kind === "none" ? undefined : kind
}
