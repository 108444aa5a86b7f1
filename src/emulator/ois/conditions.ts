/** Conditions on objects, with the refusals of OIS. Source: QingStor API, GET Object, PUT Object - Copy. */
import * as Result from "effect/Result"
import { type Conditions, judgeConditions, readConditions } from "../objectStore/conditions.ts"
import type { OisRefusal } from "./OisRefusal.ts"
import { printTag, type RequestHeaders } from "./objectHeaders.ts"
import { notModified, preconditionFailed } from "./refusals.ts"
import type { StoredObject } from "./state.ts"

// `*` is any object, and this is one.
const withoutStars = ({ ifMatch, ifNoneMatch, ...others }: Conditions, eTag: string): Conditions => ({
  ...others,
  ifMatch: ifMatch?.trim() === "*" ? undefined : ifMatch,
  ifNoneMatch: ifNoneMatch?.trim() === "*" ? eTag : ifNoneMatch
})

/** Checks the conditions of a request that reads an object. One that has not changed is no failure, but not sent. */
export const checkConditions = (object: StoredObject, headers: RequestHeaders): Result.Result<void, OisRefusal> => {
  const verdict = judgeConditions(object, withoutStars(readConditions(headers), object.eTag))
  switch (verdict._tag) {
    case "Met":
      return Result.succeed(undefined)
    case "Failed":
      return Result.fail(preconditionFailed(verdict.header))
    case "Unchanged":
      return Result.fail(notModified(printTag(object)))
  }
}

/** Checks the conditions on the source of a copy or move; each that does not hold is a failure. */
export const checkSourceConditions = (
  source: StoredObject,
  headers: RequestHeaders,
  prefix: "x-qs-copy-source-" | "x-qs-move-source-"
): Result.Result<void, OisRefusal> => {
  const verdict = judgeConditions(source, withoutStars(readConditions(headers, prefix), source.eTag))
  if (verdict._tag === "Met") return Result.succeed(undefined)
  return Result.fail(preconditionFailed(verdict._tag === "Failed" ? verdict.header : "the source"))
}
