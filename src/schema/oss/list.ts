/**
 * Lists of a bucket's objects, old and new.
 */
import * as Schema from "effect/Schema"
import { inQuery, inXml, optional } from "../Operation.ts"
import { ETag, IsoTime, WireBoolean, WireInt, WireSize } from "../wireText.ts"
import { element, repeated } from "../xmlShape.ts"
import { answer, bucket, ObjectType, Owner, oss, payer, StorageClass } from "./common.ts"
import { bucketErrors } from "./errors.ts"
import { maxListKeys } from "./limits.ts"

/** An object as a list shows it. */
export const ObjectSummary = element({
  key: inXml("Key", Schema.String),
  lastModified: inXml("LastModified", IsoTime),
  eTag: inXml("ETag", ETag),
  type: inXml("Type", optional(ObjectType)),
  /** Bytes of the object. */
  size: inXml("Size", WireSize),
  storageClass: inXml("StorageClass", StorageClass),
  owner: inXml("Owner", optional(Owner)),
  /** State of the restoring of an archived object, as the service words it. */
  restoreInfo: inXml("RestoreInfo", optional(Schema.String)),
  /** When the object was moved to its storage class. */
  transitionTime: inXml("TransitionTime", optional(IsoTime))
})
export type ObjectSummary = typeof ObjectSummary.Type

const CommonPrefix = element({ prefix: inXml("Prefix", Schema.String) })

const asked = {
  ...bucket,
  /** Only objects whose keys start with this. */
  prefix: inQuery("prefix", optional(Schema.String)),
  /** Keys that have this after the prefix are put together to one common prefix; `/` shows keys as folders. */
  delimiter: inQuery("delimiter", optional(Schema.String)),
  /** Objects and common prefixes of the page, 1 to 1,000; 100 when absent. */
  maxKeys: inQuery("max-keys", optional(WireInt.check(Schema.isBetween({ minimum: 1, maximum: maxListKeys })))),
  ...payer
}

const told = {
  ...answer,
  /** Name of the bucket. */
  name: inXml("Name", Schema.String),
  prefix: inXml("Prefix", optional(Schema.String)),
  delimiter: inXml("Delimiter", optional(Schema.String)),
  maxKeys: inXml("MaxKeys", optional(WireInt)),
  /** Objects of the page, in the order of their keys' bytes. */
  objects: inXml("Contents", repeated(ObjectSummary)),
  /** Common prefixes of the page. */
  commonPrefixes: inXml("CommonPrefixes", repeated(CommonPrefix)),
  /** Whether there is another page. */
  isTruncated: inXml("IsTruncated", optional(WireBoolean))
}

export const listOperations = {
  /**
   * Lists objects, one page, by marker.
   *
   * Source: OSS API, ListObjects (GetBucket).
   */
  listObjects: oss.operation("ListObjects", {
    method: "GET",
    query: { "encoding-type": "url" },
    idempotent: true,
    urlEncoded: ["Key", "Prefix", "Marker", "NextMarker", "Delimiter"],
    input: {
      ...asked,
      /** Only keys after this: `nextMarker` of the page before. */
      marker: inQuery("marker", optional(Schema.String))
    },
    output: {
      ...told,
      marker: inXml("Marker", optional(Schema.String)),
      /** `marker` of the next page. */
      nextMarker: inXml("NextMarker", optional(Schema.String))
    },
    errors: bucketErrors
  }),

  /**
   * Lists objects, one page, by continuation token.
   *
   * Source: OSS API, ListObjectsV2 (GetBucketV2).
   */
  listObjectsV2: oss.operation("ListObjectsV2", {
    method: "GET",
    query: { "list-type": "2", "encoding-type": "url" },
    idempotent: true,
    urlEncoded: ["Key", "Prefix", "StartAfter", "Delimiter", "ContinuationToken", "NextContinuationToken"],
    input: {
      ...asked,
      /** Only keys after this. */
      startAfter: inQuery("start-after", optional(Schema.String)),
      /** Goes on after the page that gave this as `nextContinuationToken`. */
      continuationToken: inQuery("continuation-token", optional(Schema.String)),
      /** Whether the owner of each object is told. */
      fetchOwner: inQuery("fetch-owner", optional(WireBoolean))
    },
    output: {
      ...told,
      startAfter: inXml("StartAfter", optional(Schema.String)),
      continuationToken: inXml("ContinuationToken", optional(Schema.String)),
      /** `continuationToken` of the next page. */
      nextContinuationToken: inXml("NextContinuationToken", optional(Schema.String)),
      /** Objects and common prefixes of the page. */
      keyCount: inXml("KeyCount", optional(WireSize))
    },
    errors: bucketErrors
  })
}
