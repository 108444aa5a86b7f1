/**
 * Conditions on the object that is read or copied.
 * Source: OSS API, GetObject, CopyObject: each condition is judged by itself, and a failed match outranks "not modified".
 */
import * as Result from "effect/Result"
import type { OssRefusal } from "./OssRefusal.ts"
import { notModified, preconditionFailed } from "./refusals.ts"
import type { StoredObject } from "./state.ts"
import { toHttpDate } from "./time.ts"

/** Each may be absent. Times that cannot be read count as absent. */
export interface Conditions {
  readonly ifMatch?: string | undefined
  readonly ifNoneMatch?: string | undefined
  readonly ifModifiedSinceMillis?: number | undefined
  readonly ifUnmodifiedSinceMillis?: number | undefined
}

const sameTag = (given: string, eTag: string): boolean => given.trim().replace(/^"(.*)"$/, "$1") === eTag

/**
 * @param prefix What stands before the names of the condition headers, for the error's `Condition`.
 */
export const checkConditions = (
  object: StoredObject,
  conditions: Conditions,
  prefix = ""
): Result.Result<void, OssRefusal> => {
  const { eTag, lastModifiedMillis } = object
  const { ifMatch, ifModifiedSinceMillis, ifNoneMatch, ifUnmodifiedSinceMillis } = conditions
  if (ifMatch !== undefined && !sameTag(ifMatch, eTag)) return Result.fail(preconditionFailed(`${prefix}If-Match`))
  if (ifUnmodifiedSinceMillis !== undefined && lastModifiedMillis > ifUnmodifiedSinceMillis) {
    return Result.fail(preconditionFailed(`${prefix}If-Unmodified-Since`))
  }
  const unchanged =
    (ifNoneMatch !== undefined && sameTag(ifNoneMatch, eTag)) ||
    (ifModifiedSinceMillis !== undefined && lastModifiedMillis <= ifModifiedSinceMillis)
  return unchanged
    ? Result.fail(notModified({ etag: `"${eTag}"`, "last-modified": toHttpDate(lastModifiedMillis) }))
    : Result.succeed(undefined)
}
