/** Lists the versions of a bucket's keys, page by page: by key, and of a key the newest first. */
import * as Result from "effect/Result"
import { visit } from "../objectStore/listing.ts"
import { compareKeys } from "../Store.ts"
import type { OisCall } from "./OisCall.ts"
import type { OisRefusal } from "./OisRefusal.ts"
import { invalidArgument } from "./refusals.ts"
import type { Bucket, KeyVersion } from "./state.ts"
import { versionsOf } from "./versions.ts"

export interface ListedVersion {
  readonly key: string
  readonly version: KeyVersion
  readonly isLatest: boolean
}

type Listed =
  | { readonly group: string; readonly entry?: undefined }
  | { readonly entry: ListedVersion; readonly group?: undefined }

export interface ListVersionsInput {
  readonly prefix: string
  readonly delimiter: string
  /** Only later keys, and of this key the versions after the given one. Empty for all. */
  readonly keyMarker: string
  readonly versionIdMarker: string
  readonly limit: number
}

export interface VersionPage {
  readonly entries: ReadonlyArray<ListedVersion>
  readonly commonPrefixes: ReadonlyArray<string>
  readonly isTruncated: boolean
  /** Where the next page goes on; absent for an empty page. */
  readonly next?: { readonly key: string; readonly versionId: string } | undefined
}

function* visitVersions(
  { state }: OisCall,
  bucket: Bucket,
  { delimiter, keyMarker, prefix, versionIdMarker }: ListVersionsInput
): IterableIterator<Listed> {
  const selection = { delimiter, prefix }
  const from = versionIdMarker === "" ? (keyMarker === "" ? {} : { after: keyMarker }) : { from: keyMarker }
  const listed =
    bucket.versioning === "DISABLED"
      ? visit(state.objects(bucket.name), selection, from)
      : visit(state.versions(bucket.name), selection, from)
  for (const { group, ...entry } of listed) {
    if (group !== undefined) {
      if (compareKeys(group, keyMarker) > 0) yield { group }
      continue
    }
    const { key } = entry as { readonly key: string }
    const all = versionsOf(state, bucket, key)
    const start = key === keyMarker ? all.findIndex(({ versionId }) => versionId === versionIdMarker) + 1 : 0
    for (let index = start; index < all.length; index++) {
      yield { entry: { key, version: all[index]!, isLatest: index === 0 } }
    }
  }
}

/** One page. The version that a page begins after must be there, or nobody can tell where to go on. */
export const listVersions = (
  call: OisCall,
  bucket: Bucket,
  input: ListVersionsInput
): Result.Result<VersionPage, OisRefusal> => {
  const { keyMarker, limit, versionIdMarker } = input
  const isKnown = versionsOf(call.state, bucket, keyMarker).some(({ versionId }) => versionId === versionIdMarker)
  if (versionIdMarker !== "" && !isKnown) return Result.fail(invalidArgument("there is no such version_id_marker"))
  const taken: Array<Listed> = []
  let isTruncated = false
  for (const listed of visitVersions(call, bucket, input)) {
    isTruncated = taken.length === limit
    if (isTruncated) break
    taken.push(listed)
  }
  const last = taken.at(-1)
  return Result.succeed({
    entries: taken.flatMap(({ entry }) => (entry === undefined ? [] : [entry])),
    commonPrefixes: taken.flatMap(({ group }) => (group === undefined ? [] : [group])),
    isTruncated,
    next:
      last === undefined
        ? undefined
        : { key: last.group ?? last.entry.key, versionId: last.entry?.version.versionId ?? "" }
  })
}
