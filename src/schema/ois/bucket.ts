/**
 * Buckets: list, create, find, delete, count.
 */
import * as Schema from "effect/Schema"
import { fields, optional } from "../Fields.ts"
import { inHeader, inHost, inJson, inQuery, listOrNothing, object } from "../wire/json.ts"
import { IsoTime, openWord, WireSize } from "../wireText.ts"
import { Answer, BucketRef, Count, NewBucketName, ois, PageLimit, Zone, ZoneName } from "./common.ts"
import { bucketErrors } from "./errors.ts"

/** A bucket as a list shows it. */
export class BucketSummary extends /*#__PURE__*/ object(() => ({
  /** Name of the bucket. */
  name: inJson("name", Schema.String),
  /** Zone of the bucket, e.g. `jn1a`: the `zone` of calls on it. */
  location: inJson("location", optional(Schema.String)),
  /** Address of the bucket. */
  url: inJson("url", optional(Schema.String)),
  /** When the bucket was created. */
  created: inJson("created", optional(IsoTime))
})) {}

/** What {@link listBuckets} takes. */
export class ListBucketsInput extends /*#__PURE__*/ fields(() => ({
  /** Only buckets of this zone; all zones when absent. */
  location: inHeader("location", optional(ZoneName)),
  /** How many buckets are left out at the beginning; 0 when absent. */
  offset: inQuery("offset", optional(WireSize)),
  /** Buckets of the page; 200 when absent. */
  limit: inQuery("limit", optional(PageLimit))
})) {}

/** What {@link listBuckets} gives. */
export class ListBucketsOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** Buckets of this page. */
  count: inJson("count", optional(Count)),
  /** Buckets of the account, a page of them. */
  buckets: inJson("buckets", listOrNothing(BucketSummary))
})) {}

/**
 * Lists the buckets of the account, one page. `listBucketsAll` gives all of them.
 *
 * Source: QingStor API, GET Service.
 *
 * **Example** (the buckets of a zone)
 *
 * ```ts
 * import { Effect } from "effect"
 * import { Ois } from "effect-cloud-storage"
 *
 * const names = Effect.gen(function*() {
 *   const ois = yield* Ois
 *   const { buckets } = yield* ois.listBuckets({ location: "jn1a" })
 *   return buckets.map(({ name }) => name)
 * })
 * ```
 */
export const listBuckets = /*#__PURE__*/ ois.operation("ListBuckets", {
  method: "GET",
  path: "/",
  idempotent: true,
  input: ListBucketsInput,
  output: ListBucketsOutput,
  errors: ["invalid_location"]
})

/** What {@link listLocations} takes. */
export class ListLocationsInput extends /*#__PURE__*/ fields(() => ({
  /** Language of the names; English when absent. */
  lang: inQuery("lang", optional(Schema.Literals(["en-us", "en_US", "zh-cn", "zh_CN"])))
})) {}

/** A zone of the service. */
export class Location extends /*#__PURE__*/ object(() => ({
  /** Id of the zone, e.g. `jn1`: the `zone` of calls. */
  id: inJson("id", Schema.String),
  /** Name for people. */
  name: inJson("name", optional(Schema.String)),
  /** Host of the zone. */
  endpoint: inJson("endpoint", optional(Schema.String))
})) {}

/** What {@link listLocations} gives. */
export class ListLocationsOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** Zones of the service. */
  locations: inJson("locations", listOrNothing(Location))
})) {}

/**
 * Lists the zones of the service. Only the host of all zones knows them; no credentials are needed.
 *
 * Source: Shanhe documentation, object storage, GET Location.
 */
export const listLocations = /*#__PURE__*/ ois.operation("ListLocations", {
  method: "GET",
  path: "/",
  query: { location: "" },
  idempotent: true,
  input: ListLocationsInput,
  output: ListLocationsOutput,
  errors: []
})

/** What {@link putBucket} takes. */
export class PutBucketInput extends /*#__PURE__*/ fields(
  () => ({
    /** Name of the bucket, 6 to 63 of `a-z`, `0-9` and `-`; no two accounts can have the same. */
    bucket: inHost("bucket", NewBucketName)
  }),
  Zone
) {}

/** What {@link putBucket} gives. */
export class PutBucketOutput extends /*#__PURE__*/ fields(Answer) {}

/**
 * Creates a bucket in a zone. One that exists already is `bucket_already_exists`, also when it is the caller's own, and for
 * about a minute after it was deleted; `createBucketIfAbsent` tells these apart.
 *
 * Source: QingStor API, PUT Bucket.
 *
 * **Example** (a bucket and its handle)
 *
 * ```ts
 * import { Effect } from "effect"
 * import { Ois } from "effect-cloud-storage"
 *
 * const made = Effect.gen(function*() {
 *   const bucket = (yield* Ois).bucket("test-bucket", "jn1a")
 *   yield* bucket.putBucket()
 *   return bucket
 * })
 * ```
 */
export const putBucket = /*#__PURE__*/ ois.operation("PutBucket", {
  method: "PUT",
  path: "/",
  // Repeated after a lost answer it would find its own bucket.
  idempotent: false,
  input: PutBucketInput,
  output: PutBucketOutput,
  errors: [
    "bucket_already_exists",
    "invalid_bucket_name",
    "invalid_location",
    "too_many_buckets",
    "max_requests_exceeded"
  ]
})

/** What {@link headBucket} takes. */
export class HeadBucketInput extends /*#__PURE__*/ fields(BucketRef) {}

/** What {@link headBucket} gives. */
export class HeadBucketOutput extends /*#__PURE__*/ fields(Answer) {}

/**
 * Asks whether a bucket is there and the caller may use it: `not_found` where it is not, `forbidden` where it is somebody
 * else's.
 *
 * Source: QingStor API, HEAD Bucket.
 */
export const headBucket = /*#__PURE__*/ ois.operation("HeadBucket", {
  method: "HEAD",
  path: "/",
  idempotent: true,
  input: HeadBucketInput,
  output: HeadBucketOutput,
  errors: bucketErrors
})

/** What {@link deleteBucket} takes. */
export class DeleteBucketInput extends /*#__PURE__*/ fields(BucketRef) {}

/** What {@link deleteBucket} gives. */
export class DeleteBucketOutput extends /*#__PURE__*/ fields(Answer) {}

/**
 * Deletes an empty bucket. In the first minute of its life it answers `lease_not_ready`; `deleteBucketWhenReady` waits for
 * that. Its name is free again about a minute later.
 *
 * Source: QingStor API, DELETE Bucket.
 */
export const deleteBucket = /*#__PURE__*/ ois.operation("DeleteBucket", {
  method: "DELETE",
  path: "/",
  // Repeated after a lost answer it would report the absence of the bucket it deleted itself.
  idempotent: false,
  input: DeleteBucketInput,
  output: DeleteBucketOutput,
  errors: [...bucketErrors, "bucket_not_empty", "lease_not_ready", "max_requests_exceeded"]
})

/** What the objects of a storage class come to. */
export class StorageClassUsage extends /*#__PURE__*/ object(() => ({
  /** Objects of the class. */
  count: inJson("count", optional(Count)),
  /** Bytes of the class. */
  size: inJson("size", optional(Count)),
  /** Bytes of the class that are paid for. */
  billingSize: inJson("billing_size", optional(Count))
})) {}

/** What {@link getBucketStatistics} takes. */
export class GetBucketStatisticsInput extends /*#__PURE__*/ fields(BucketRef) {}

/** What {@link getBucketStatistics} gives. */
export class GetBucketStatisticsOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** Name of the bucket. */
  name: inJson("name", optional(Schema.String)),
  /** Zone of the bucket. */
  location: inJson("location", optional(Schema.String)),
  /** Address of the bucket. */
  url: inJson("url", optional(Schema.String)),
  /** `active`, `suspended`, or `deleted` for about a minute after it was deleted; other words pass as they are. */
  status: inJson("status", optional(openWord("active", "suspended", "deleted"))),
  /** When the bucket was created. */
  created: inJson("created", optional(IsoTime)),
  /** Objects of the bucket. */
  count: inJson("count", optional(Count)),
  /** Bytes of all objects. */
  size: inJson("size", optional(Count)),
  /** The same for each storage class, by its name. */
  storageClasses: inJson("storage_classes", optional(Schema.Record(Schema.String, StorageClassUsage)))
})) {}

/**
 * Tells how many objects and bytes a bucket has, and in which state it is.
 *
 * Source: QingStor API, GET Bucket Statistics.
 */
export const getBucketStatistics = /*#__PURE__*/ ois.operation("GetBucketStatistics", {
  method: "GET",
  path: "/",
  query: { stats: "" },
  idempotent: true,
  input: GetBucketStatisticsInput,
  output: GetBucketStatisticsOutput,
  errors: bucketErrors
})
