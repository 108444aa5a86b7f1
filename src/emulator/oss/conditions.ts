/** Conditions, with the refusals of OSS. Source: OSS API, GetObject, CopyObject. */
import * as Result from "effect/Result"
import { type Conditions, judgeConditions } from "../objectStore/conditions.ts"
import { toHttpDate } from "../time.ts"
import type { OssRefusal } from "./OssRefusal.ts"
import { notModified, preconditionFailed } from "./refusals.ts"
import type { StoredObject } from "./state.ts"

/**
 * @param prefix What stands before the names of the condition headers, for the error's `Condition`.
 */
export const checkConditions = (
  object: StoredObject,
  conditions: Conditions,
  prefix = ""
): Result.Result<void, OssRefusal> => {
  const verdict = judgeConditions(object, conditions)
  switch (verdict._tag) {
    case "Met":
      return Result.succeed(undefined)
    case "Failed":
      return Result.fail(preconditionFailed(prefix + verdict.header))
    case "Unchanged": {
      const { eTag, lastModifiedMillis } = object
      return Result.fail(notModified({ etag: `"${eTag}"`, "last-modified": toHttpDate(lastModifiedMillis) }))
    }
  }
}
