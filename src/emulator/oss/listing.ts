/**
 * Lists objects: prefix, delimiter, marker, in the byte order of keys.
 * Source: OSS API, ListObjects, ListObjectsV2.
 */
import * as Result from "effect/Result"
import { compareKeys, endOfPrefix, type Table } from "../Store.ts"
import type { OssCall } from "./OssCall.ts"
import type { OssRefusal } from "./OssRefusal.ts"
import { accessBucket } from "./permissions.ts"
import type { Bucket, ObjectEntry, StoredObject } from "./state.ts"

export interface ListInput {
  readonly prefix: string
  /** Empty for none. */
  readonly delimiter: string
  /** Only what comes after this key or common prefix. Empty for all. */
  readonly after: string
  /** Objects and common prefixes of a page together, at least 1. */
  readonly maxKeys: number
}

export interface ListedObject {
  readonly key: string
  readonly object: StoredObject
}

export interface ObjectPage {
  readonly objects: ReadonlyArray<ListedObject>
  readonly commonPrefixes: ReadonlyArray<string>
  readonly isTruncated: boolean
  /** The last key or common prefix of the page. */
  readonly last?: string | undefined
}

/** The common prefix a key is listed under, if any. */
const groupOf = (key: string, { delimiter, prefix }: ListInput): string | undefined => {
  if (delimiter === "") return undefined
  const index = key.indexOf(delimiter, prefix.length)
  return index === -1 ? undefined : key.slice(0, index + delimiter.length)
}

/**
 * One page of a table of objects.
 *
 * Everything listed comes after `after` in byte order, common prefixes included: a marker that is a common prefix, or
 * lies inside one, skips all keys under it. A group of keys costs one search, however many keys it has.
 */
export const listPage = (table: Table<ObjectEntry>, input: ListInput): ObjectPage => {
  const objects: Array<ListedObject> = []
  const commonPrefixes: Array<string> = []
  const { after, maxKeys, prefix } = input
  let last: string | undefined
  let position: { readonly from?: string; readonly after?: string } | undefined = after === "" ? {} : { after }
  while (position !== undefined) {
    const next: IteratorResult<readonly [string, ObjectEntry]> = table.scan({ prefix, ...position }).next()
    if (next.done) break
    const [key, entry]: readonly [string, ObjectEntry] = next.value
    const group = groupOf(key, input)
    const listed = group ?? key
    const skipped = group !== undefined && compareKeys(group, after) <= 0
    if (!skipped) {
      if (objects.length + commonPrefixes.length === maxKeys) {
        return { objects, commonPrefixes, isTruncated: true, last }
      }
      if (group === undefined) objects.push({ key, object: entry.versions[0] })
      else commonPrefixes.push(group)
      last = listed
    }
    const end = group === undefined ? undefined : endOfPrefix(group)
    position = group === undefined ? { after: key } : end === undefined ? undefined : { from: end }
  }
  return { objects, commonPrefixes, isTruncated: false, last }
}

/** One page of a bucket's objects. */
export const listObjects = (
  call: OssCall,
  { bucket: name, ...input }: ListInput & { readonly bucket: string }
): Result.Result<ObjectPage & { readonly bucket: Bucket }, OssRefusal> =>
  Result.map(accessBucket(call, name, "read"), (bucket) => ({ bucket, ...listPage(call.state.objects(name), input) }))
