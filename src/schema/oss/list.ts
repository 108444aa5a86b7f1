/**
 * Lists of a bucket's objects, old and new.
 */
import * as Schema from "effect/Schema"
import { fields, optional } from "../Fields.ts"
import { element, inEncodedXml, inQuery, inXml, repeated } from "../wire/xml.ts"
import { ETag, IsoTime, WireBoolean, WireInt, WireSize } from "../wireText.ts"
import { Answer, BucketRef, ObjectType, Owner, oss, Payer, StorageClass } from "./common.ts"
import { bucketErrors } from "./errors.ts"
import { maxListKeys } from "./limits.ts"

/** An object as a list shows it. */
export class ObjectSummary extends /*#__PURE__*/ element(() => ({
  /** Key of the object. */
  key: inEncodedXml("Key", Schema.String),
  /** When the object was last written. */
  lastModified: inXml("LastModified", IsoTime),
  /** ETag of the object, without quotes. */
  eTag: inXml("ETag", optional(ETag)),
  /** How the object came to be. */
  type: inXml("Type", optional(ObjectType)),
  /** Bytes of the object. */
  size: inXml("Size", WireSize),
  /** How the object is stored. */
  storageClass: inXml("StorageClass", optional(StorageClass)),
  /** Owner of the object, where it was asked for. */
  owner: inXml("Owner", optional(Owner)),
  /** State of the restoring of an archived object, as the service words it. */
  restoreInfo: inXml("RestoreInfo", optional(Schema.String)),
  /** When the object was moved to its storage class. */
  transitionTime: inXml("TransitionTime", optional(IsoTime))
})) {}

export class CommonPrefix extends /*#__PURE__*/ element(() => ({ prefix: inEncodedXml("Prefix", Schema.String) })) {}

/** What is asked of either list. */
export class ListInput extends /*#__PURE__*/ fields(
  BucketRef,
  () => ({
    /** Only objects whose keys start with this. */
    prefix: inQuery("prefix", optional(Schema.String)),
    /** Keys that have this after the prefix are put together to one common prefix; `/` shows keys as folders. */
    delimiter: inQuery("delimiter", optional(Schema.String)),
    /** Objects and common prefixes of the page, 1 to 1,000; 100 when absent. */
    maxKeys: inQuery("max-keys", optional(WireInt.check(Schema.isBetween({ minimum: 1, maximum: maxListKeys }))))
  }),
  Payer
) {}

/** What either list tells. */
export class ListOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** Name of the bucket. */
  name: inXml("Name", Schema.String),
  /** Prefix that was asked for. */
  prefix: inEncodedXml("Prefix", optional(Schema.String)),
  /** Delimiter that was asked for. */
  delimiter: inEncodedXml("Delimiter", optional(Schema.String)),
  /** Entries of a page that were asked for. */
  maxKeys: inXml("MaxKeys", optional(WireInt)),
  /** Objects of the page, in the order of their keys' bytes. */
  objects: inXml("Contents", repeated(ObjectSummary)),
  /** Common prefixes of the page. */
  commonPrefixes: inXml("CommonPrefixes", repeated(CommonPrefix)),
  /** Whether there is another page. */
  isTruncated: inXml("IsTruncated", optional(WireBoolean))
})) {}

/** What {@link listObjects} takes. */
export class ListObjectsInput extends /*#__PURE__*/ fields(ListInput, () => ({
  /** Only keys after this: `nextMarker` of the page before. */
  marker: inQuery("marker", optional(Schema.String))
})) {}

/** What {@link listObjects} gives. */
export class ListObjectsOutput extends /*#__PURE__*/ fields(ListOutput, () => ({
  /** Marker that was asked for. */
  marker: inEncodedXml("Marker", optional(Schema.String)),
  /** `marker` of the next page. */
  nextMarker: inEncodedXml("NextMarker", optional(Schema.String))
})) {}

/**
 * Lists objects, one page, by marker.
 *
 * Source: OSS API, ListObjects (GetBucket).
 */
export const listObjects = /*#__PURE__*/ oss.operation("ListObjects", {
  method: "GET",
  path: "/",
  query: { "encoding-type": "url" },
  idempotent: true,
  input: ListObjectsInput,
  output: ListObjectsOutput,
  errors: bucketErrors
})

/** What {@link listObjectsV2} takes. */
export class ListObjectsV2Input extends /*#__PURE__*/ fields(ListInput, () => ({
  /** Only keys after this. */
  startAfter: inQuery("start-after", optional(Schema.String)),
  /** Goes on after the page that gave this as `nextContinuationToken`. */
  continuationToken: inQuery("continuation-token", optional(Schema.String)),
  /** Whether the owner of each object is included. */
  fetchOwner: inQuery("fetch-owner", optional(WireBoolean))
})) {}

/** What {@link listObjectsV2} gives. */
export class ListObjectsV2Output extends /*#__PURE__*/ fields(ListOutput, () => ({
  /** Key that was asked to start after. */
  startAfter: inEncodedXml("StartAfter", optional(Schema.String)),
  /** Token that was asked to go on from. */
  continuationToken: inEncodedXml("ContinuationToken", optional(Schema.String)),
  /** `continuationToken` of the next page. */
  nextContinuationToken: inEncodedXml("NextContinuationToken", optional(Schema.String)),
  /** Objects and common prefixes of the page. */
  keyCount: inXml("KeyCount", optional(WireSize))
})) {}

/**
 * Lists objects, one page, by continuation token.
 *
 * Source: OSS API, ListObjectsV2 (GetBucketV2).
 */
export const listObjectsV2 = /*#__PURE__*/ oss.operation("ListObjectsV2", {
  method: "GET",
  path: "/",
  query: { "list-type": "2", "encoding-type": "url" },
  idempotent: true,
  input: ListObjectsV2Input,
  output: ListObjectsV2Output,
  errors: bucketErrors
})
