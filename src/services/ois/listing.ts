/**
 * Lists as Streams: pages are fetched when they are needed.
 *
 * Servers differ in how they say that a list ends. Newer ones say whether there is more, and give a marker on the last page
 * too; older ones only leave the marker out, or give the same one again. No list goes round in a circle.
 * Source: qingstor-sdk-go, history of `ListObjects`; juicefs, `pkg/object/qingstor.go`.
 */
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { ClientError } from "../../schema/Errors.ts"
import type { Methods } from "../../schema/Operation.ts"
import type { BucketSummary } from "../../schema/ois/bucket.ts"
import type { OisOperations } from "../../schema/ois/index.ts"
import { defaultListBuckets, listUploads, maxListParts } from "../../schema/ois/limits.ts"
import type { ObjectSummary, ObjectVersion } from "../../schema/ois/list.ts"
import type { UploadedPart, UploadSummary } from "../../schema/ois/multipart.ts"
import { compareKeys } from "../keyOrder.ts"
import { end, type NextPage, pages } from "../pages.ts"

type OisMethods = Methods<OisOperations>
type Failure<K extends keyof OisMethods> = Effect.Error<ReturnType<OisMethods[K]>>

/** An object or a common prefix, whichever comes next in the order of keys. */
export type ListEntry =
  | ({ readonly _tag: "Object" } & ObjectSummary)
  | { readonly _tag: "CommonPrefix"; readonly prefix: string }

/** What is listed of a bucket. */
export interface ListAllInput {
  readonly bucket: string
  /** Zone of the bucket; that of the connection when absent. */
  readonly zone?: string | undefined
  /** Only keys that start with this. */
  readonly prefix?: string | undefined
  /** Only keys after this. */
  readonly marker?: string | undefined
  /** Entries of each page that is asked for; 1,000 when absent. The service cuts larger wishes down. */
  readonly pageSize?: number | undefined
}

/** What is listed as folders. */
export interface ListEntriesInput extends ListAllInput {
  /** Keys that have this character after the prefix are put together; `/` when absent. */
  readonly delimiter?: string | undefined
}

/** What is listed of an account. */
export interface ListBucketsAllInput {
  /** Only buckets of this zone. */
  readonly location?: string | undefined
  /** Buckets of each page that is asked for; 200 when absent. */
  readonly pageSize?: number | undefined
}

/** Parts of which upload. */
export interface ListMultipartAllInput {
  readonly bucket: string
  /** Zone of the bucket; that of the connection when absent. */
  readonly zone?: string | undefined
  /** Key of the object that is to be. */
  readonly key: string
  /** Id of the upload. */
  readonly uploadId: string
  /** Parts of each page that is asked for; 1,000 when absent. */
  readonly pageSize?: number | undefined
}

/** A page, and what it says of the next one. */
interface Page<Item, Marker> {
  readonly items: ReadonlyArray<Item>
  readonly isEmpty: boolean
  /** Whether there is more; `undefined` where the server does not tell. */
  readonly hasMore: boolean | undefined
  /** Where the next page starts; `undefined` where none is told. */
  readonly next: Marker | undefined
  readonly requestId: string | undefined
}

/** All items of a list of pages. Ends as the service says, and fails rather than to go on for ever. */
const paged = <Item, Marker, E>(
  operation: string,
  first: Marker | undefined,
  fetch: (marker: Marker | undefined) => Effect.Effect<Page<Item, Marker>, E>
): Stream.Stream<Item, E | ClientError> =>
  pages({
    service: "Ois",
    operation,
    first,
    fetch,
    items: ({ items }) => items,
    next: ({ hasMore, isEmpty, next }, marker): NextPage<Marker | undefined> => {
      if (hasMore === false) return end
      // A server that does not tell is at its end where it gives nothing, or the same marker again.
      if (hasMore === undefined && (isEmpty || JSON.stringify(next) === JSON.stringify(marker))) return end
      if (next === undefined) return hasMore === undefined ? end : { _tag: "Lost" }
      return { _tag: "From", cursor: next }
    }
  })

const orNone = (marker: string | undefined): string | undefined => (marker === "" ? undefined : marker)

const maxPageSize = 1000
/** A page that is shorter than this, and than was asked for, is the last one: no server has a smaller page of its own. */
const smallestPage = Math.min(defaultListBuckets, listUploads.default)

const isLast = (found: number, wanted: number): boolean => found < Math.min(wanted, smallestPage)

const keyOf = (entry: ListEntry): string => (entry._tag === "Object" ? entry.key : entry.prefix)

/** A place among versions or uploads of the same key. */
interface KeyPlace {
  readonly key: string
  readonly id: string | undefined
}

const keyPlace = (key: string | undefined, id: string | undefined): KeyPlace | undefined =>
  key === undefined || key === "" ? undefined : { key, id: orNone(id) }

/** The streams of lists, over the methods that fetch a page. */
export const makeListing = (ois: OisMethods) => {
  const objectPages = <Item>(
    input: ListEntriesInput,
    toItems: (page: Effect.Success<ReturnType<OisMethods["listObjects"]>>) => ReadonlyArray<Item>
  ): Stream.Stream<Item, Failure<"listObjects">> => {
    const { marker: first, pageSize, ...asked } = input
    return paged("listObjectsAll", orNone(first), (marker) =>
      Effect.map(ois.listObjects({ ...asked, marker, limit: pageSize ?? maxPageSize }), (page) => ({
        items: toItems(page),
        isEmpty: page.keys.length + page.commonPrefixes.length === 0,
        hasMore: page.hasMore,
        next: orNone(page.nextMarker),
        requestId: page.requestId
      }))
    )
  }

  return {
    /** All objects, in the order of their keys' bytes. */
    listObjectsAll: (input: ListAllInput) => objectPages(input, ({ keys }) => keys),

    /** Objects and folders below a prefix, in one order. */
    listEntriesAll: (input: ListEntriesInput) =>
      objectPages({ ...input, delimiter: input.delimiter ?? "/" }, ({ commonPrefixes, keys }) =>
        [
          ...keys.map((object): ListEntry => ({ _tag: "Object", ...object })),
          ...commonPrefixes.map((prefix): ListEntry => ({ _tag: "CommonPrefix", prefix }))
        ].sort((left, right) => compareKeys(keyOf(left), keyOf(right)))
      ),

    /** All versions of objects, those of a key from the newest on. */
    listObjectVersionsAll: (input: ListAllInput): Stream.Stream<ObjectVersion, Failure<"listObjectVersions">> => {
      const { marker: first, pageSize, ...asked } = input
      return paged("listObjectVersionsAll", keyPlace(first, undefined), (place) =>
        Effect.map(
          ois.listObjectVersions({
            ...asked,
            keyMarker: place?.key,
            versionIdMarker: place?.id,
            limit: pageSize ?? maxPageSize
          }),
          (page) => ({
            items: page.keys,
            isEmpty: page.keys.length + page.commonPrefixes.length === 0,
            hasMore: page.hasMore,
            next: keyPlace(page.nextKeyMarker, page.nextVersionIdMarker),
            requestId: page.requestId
          })
        )
      )
    },

    /** All unfinished uploads, in the order of their keys. */
    listMultipartUploadsAll: (input: ListAllInput): Stream.Stream<UploadSummary, Failure<"listMultipartUploads">> => {
      const { marker: first, pageSize, ...asked } = input
      return paged("listMultipartUploadsAll", keyPlace(first, undefined), (place) =>
        Effect.map(
          ois.listMultipartUploads({
            ...asked,
            keyMarker: place?.key,
            uploadIdMarker: place?.id,
            limit: pageSize ?? listUploads.maximum
          }),
          (page) => ({
            items: page.uploads,
            isEmpty: page.uploads.length + page.commonPrefixes.length === 0,
            hasMore: page.hasMore,
            next: keyPlace(page.nextKeyMarker, page.nextUploadIdMarker),
            requestId: page.requestId
          })
        )
      )
    },

    /** All parts of an upload, in the order of their numbers. */
    listMultipartAll: (input: ListMultipartAllInput): Stream.Stream<UploadedPart, Failure<"listMultipart">> => {
      const { pageSize, ...asked } = input
      const limit = pageSize ?? maxListParts
      return paged("listMultipartAll", undefined as number | undefined, (partNumberMarker) =>
        Effect.map(ois.listMultipart({ ...asked, partNumberMarker, limit }), ({ objectParts, requestId }) => ({
          items: objectParts,
          isEmpty: objectParts.length === 0,
          hasMore: isLast(objectParts.length, limit) ? false : objectParts.length === 0 ? undefined : true,
          next: objectParts.at(-1)?.partNumber,
          requestId
        }))
      )
    },

    /** All buckets of the account. */
    listBucketsAll: (input: ListBucketsAllInput = {}): Stream.Stream<BucketSummary, Failure<"listBuckets">> => {
      const limit = input.pageSize ?? defaultListBuckets
      let offset = 0
      return Stream.suspend(() => {
        offset = 0
        return paged("listBucketsAll", undefined as string | undefined, () =>
          Effect.map(ois.listBuckets({ location: input.location, offset, limit }), ({ buckets, requestId }) => {
            offset += buckets.length
            return {
              items: buckets,
              isEmpty: buckets.length === 0,
              hasMore: isLast(buckets.length, limit) ? false : buckets.length === 0 ? undefined : true,
              // A server that knows no offset gives the same page again.
              next: buckets.at(-1)?.name,
              requestId
            }
          })
        )
      })
    }
  }
}
