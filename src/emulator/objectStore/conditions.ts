/** Conditions on the object that is read or copied. Each is judged by itself; a failed match outranks "unchanged". */
import { fromHttpDate } from "../time.ts"
import type { ObjectVersion } from "./state.ts"

/** Each may be absent. Times that cannot be read count as absent. */
export interface Conditions {
  readonly ifMatch?: string | undefined
  readonly ifNoneMatch?: string | undefined
  readonly ifModifiedSinceMillis?: number | undefined
  readonly ifUnmodifiedSinceMillis?: number | undefined
}

/** What became of conditions. */
export type ConditionVerdict =
  | { readonly _tag: "Met" }
  /** The header whose condition does not hold, without the service's prefix. */
  | { readonly _tag: "Failed"; readonly header: "If-Match" | "If-Unmodified-Since" }
  /** The reader has the object already. */
  | { readonly _tag: "Unchanged" }

const toMillis = (header: string | undefined): number | undefined =>
  header === undefined ? undefined : fromHttpDate(header)

/** Reads conditions from headers by lower-case name; a service may have a prefix for those on the source of a copy. */
export const readConditions = (headers: Readonly<Record<string, string | undefined>>, prefix = ""): Conditions => ({
  ifMatch: headers[`${prefix}if-match`],
  ifNoneMatch: headers[`${prefix}if-none-match`],
  ifModifiedSinceMillis: toMillis(headers[`${prefix}if-modified-since`]),
  ifUnmodifiedSinceMillis: toMillis(headers[`${prefix}if-unmodified-since`])
})

const sameTag = (given: string, eTag: string): boolean => given.trim().replace(/^"(.*)"$/, "$1") === eTag

/** Judges conditions on an object. */
export const judgeConditions = (
  { eTag, lastModifiedMillis }: Pick<ObjectVersion, "eTag" | "lastModifiedMillis">,
  { ifMatch, ifModifiedSinceMillis, ifNoneMatch, ifUnmodifiedSinceMillis }: Conditions
): ConditionVerdict => {
  if (ifMatch !== undefined && !sameTag(ifMatch, eTag)) return { _tag: "Failed", header: "If-Match" }
  if (ifUnmodifiedSinceMillis !== undefined && lastModifiedMillis > ifUnmodifiedSinceMillis) {
    return { _tag: "Failed", header: "If-Unmodified-Since" }
  }
  const unchanged =
    (ifNoneMatch !== undefined && sameTag(ifNoneMatch, eTag)) ||
    (ifModifiedSinceMillis !== undefined && lastModifiedMillis <= ifModifiedSinceMillis)
  return unchanged ? { _tag: "Unchanged" } : { _tag: "Met" }
}
