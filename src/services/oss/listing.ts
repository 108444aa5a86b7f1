/**
 * Lists as Streams: pages are fetched when they are needed.
 */
import type * as Effect from "effect/Effect"
import type * as Stream from "effect/Stream"
import type { Methods } from "../../schema/Operation.ts"
import type { BucketSummary } from "../../schema/oss/bucket.ts"
import type { OssOperations } from "../../schema/oss/index.ts"
import type { ObjectSummary } from "../../schema/oss/list.ts"
import { compareKeys } from "../keyOrder.ts"
import { nextBy, pages } from "../pages.ts"

type OssMethods = Methods<OssOperations>
type Failure<F> = F extends (...input: Array<any>) => Effect.Effect<any, infer E> ? E : never

/** An object or a common prefix, whichever comes next in the order of keys. */
export type ListEntry =
  | ({ readonly _tag: "Object" } & ObjectSummary)
  | { readonly _tag: "CommonPrefix"; readonly prefix: string }

/** What is listed by continuation token. */
export interface ListAllInput {
  readonly bucket: string
  /** Only objects whose keys start with this. */
  readonly prefix?: string | undefined
  /** Only keys after this. */
  readonly startAfter?: string | undefined
  /** Whether the owner of each object is included. */
  readonly fetchOwner?: boolean | undefined
  /** Entries of each page that is fetched, 1 to 1,000; 1,000 when absent. */
  readonly pageSize?: number | undefined
  /** `"requester"` when the caller pays for the requests. */
  readonly requestPayer?: "requester" | undefined
}

/** What is listed as folders. */
export interface ListEntriesInput extends ListAllInput {
  /** Keys that have this after the prefix are put together; `/` when absent. */
  readonly delimiter?: string | undefined
}

/** What is listed of an account. */
export interface ListBucketsAllInput {
  /** Only buckets whose names start with this. */
  readonly prefix?: string | undefined
  /** Entries of each page that is fetched, 1 to 1,000; 1,000 when absent. */
  readonly pageSize?: number | undefined
}

const keyOf = (entry: ListEntry): string => (entry._tag === "Object" ? entry.key : entry.prefix)

const maxPageSize = 1000

/** The streams of lists, over the methods that fetch a page. */
export const makeListing = (oss: OssMethods) => {
  const objectPages = <A>(
    input: ListEntriesInput,
    toItems: (page: Effect.Success<ReturnType<OssMethods["listObjectsV2"]>>) => ReadonlyArray<A>
  ): Stream.Stream<A, Failure<OssMethods["listObjectsV2"]>> => {
    const { pageSize, ...asked } = input
    return pages({
      service: "Oss",
      operation: "listObjectsV2",
      first: undefined as string | undefined,
      fetch: (continuationToken) =>
        oss.listObjectsV2({ ...asked, maxKeys: pageSize ?? maxPageSize, continuationToken }),
      items: toItems,
      next: ({ isTruncated, nextContinuationToken }) => nextBy(isTruncated, nextContinuationToken)
    })
  }

  return {
    /** All objects, in the order of their keys' bytes. */
    listObjectsAll: (input: ListAllInput) => objectPages(input, ({ objects }) => objects),

    /** Objects and folders below a prefix, in one order. */
    listEntriesAll: (input: ListEntriesInput) =>
      objectPages({ ...input, delimiter: input.delimiter ?? "/" }, ({ objects, commonPrefixes }) =>
        [
          ...objects.map((object): ListEntry => ({ _tag: "Object", ...object })),
          ...commonPrefixes.map(({ prefix }): ListEntry => ({ _tag: "CommonPrefix", prefix }))
        ].sort((left, right) => compareKeys(keyOf(left), keyOf(right)))
      ),

    /** All buckets of the account. */
    listBucketsAll: (
      input: ListBucketsAllInput = {}
    ): Stream.Stream<BucketSummary, Failure<OssMethods["listBuckets"]>> =>
      pages({
        service: "Oss",
        operation: "listBuckets",
        first: undefined as string | undefined,
        fetch: (marker) => oss.listBuckets({ prefix: input.prefix, marker, maxKeys: input.pageSize ?? maxPageSize }),
        items: ({ buckets }) => buckets,
        next: ({ isTruncated, nextMarker }) => nextBy(isTruncated, nextMarker)
      })
  }
}
