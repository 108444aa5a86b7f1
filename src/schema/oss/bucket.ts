/**
 * Buckets: list, create, delete, describe, access control.
 */
import * as Schema from "effect/Schema"
import { inHeader, inQuery, inXml, inXmlText, optional } from "../Operation.ts"
import { IsoTime, WireBoolean, WireInt, WireSize } from "../wireText.ts"
import { element, wrapped } from "../xmlShape.ts"
import { answer, BucketAcl, bucket, DataRedundancyType, Owner, oss, StorageClass, StorageClassInput } from "./common.ts"
import { bucketErrors } from "./errors.ts"
import { maxListKeys } from "./limits.ts"

const Count = optional(WireSize)

/** A bucket as a list shows it. */
export const BucketSummary = element({
  name: inXml("Name", Schema.String),
  /** Where the data is, e.g. `oss-cn-hangzhou`. */
  location: inXml("Location", Schema.String),
  creationDate: inXml("CreationDate", IsoTime),
  /** Host for access over the Internet. */
  extranetEndpoint: inXml("ExtranetEndpoint", Schema.String),
  /** Host for access from machines of the same region. */
  intranetEndpoint: inXml("IntranetEndpoint", Schema.String),
  storageClass: inXml("StorageClass", StorageClass),
  /** Region, e.g. `cn-hangzhou`. */
  region: inXml("Region", optional(Schema.String)),
  resourceGroupId: inXml("ResourceGroupId", optional(Schema.String))
})
export type BucketSummary = typeof BucketSummary.Type

const Grant = element({ acl: inXml("Grant", BucketAcl) })

/** A bucket with all that is known of it. */
export const BucketInfo = element({
  name: inXml("Name", Schema.String),
  /** Where the data is, e.g. `oss-cn-hangzhou`. */
  location: inXml("Location", Schema.String),
  creationDate: inXml("CreationDate", IsoTime),
  /** Host for access over the Internet. */
  extranetEndpoint: inXml("ExtranetEndpoint", Schema.String),
  /** Host for access from machines of the same region. */
  intranetEndpoint: inXml("IntranetEndpoint", Schema.String),
  storageClass: inXml("StorageClass", StorageClass),
  dataRedundancyType: inXml("DataRedundancyType", optional(Schema.Union([DataRedundancyType, Schema.String]))),
  owner: inXml("Owner", Owner),
  accessControlList: inXml("AccessControlList", Grant),
  comment: inXml("Comment", optional(Schema.String)),
  versioning: inXml("Versioning", optional(Schema.String)),
  accessMonitor: inXml("AccessMonitor", optional(Schema.String)),
  transferAcceleration: inXml("TransferAcceleration", optional(Schema.String)),
  crossRegionReplication: inXml("CrossRegionReplication", optional(Schema.String)),
  resourceGroupId: inXml("ResourceGroupId", optional(Schema.String)),
  hierarchicalNamespace: inXml("HierarchicalNamespace", optional(Schema.String)),
  blockPublicAccess: inXml("BlockPublicAccess", optional(WireBoolean))
})
export type BucketInfo = typeof BucketInfo.Type

export const bucketOperations = {
  /**
   * Lists the buckets of the account, one page.
   *
   * Source: OSS API, ListBuckets (GetService).
   */
  listBuckets: oss.operation("ListBuckets", {
    method: "GET",
    idempotent: true,
    input: {
      /** Only buckets whose names start with this. */
      prefix: inQuery("prefix", optional(Schema.String)),
      /** Only buckets whose names come after this: `nextMarker` of the page before. */
      marker: inQuery("marker", optional(Schema.String)),
      /** Entries of the page, 1 to 1,000; 100 when absent. */
      maxKeys: inQuery("max-keys", optional(WireInt.check(Schema.isBetween({ minimum: 1, maximum: maxListKeys })))),
      /** Only buckets with this tag key. */
      tagKey: inQuery("tag-key", optional(Schema.String)),
      /** Only buckets with this tag value; goes with `tagKey`. */
      tagValue: inQuery("tag-value", optional(Schema.String)),
      /** Only buckets of this resource group. */
      resourceGroupId: inHeader("x-oss-resource-group-id", optional(Schema.String))
    },
    output: {
      ...answer,
      owner: inXml("Owner", Owner),
      buckets: inXml("Buckets", wrapped("Bucket", BucketSummary)),
      /** Whether there is another page. */
      isTruncated: inXml("IsTruncated", optional(WireBoolean)),
      /** `marker` of the next page. */
      nextMarker: inXml("NextMarker", optional(Schema.String))
    },
    errors: []
  }),

  /**
   * Creates a bucket. Doing so again with the same settings is no error.
   *
   * Source: OSS API, PutBucket.
   */
  putBucket: oss.operation("PutBucket", {
    method: "PUT",
    idempotent: true,
    xmlRoot: "CreateBucketConfiguration",
    input: {
      ...bucket,
      /** Who may read and write the bucket; `private` when absent. */
      acl: inHeader("x-oss-acl", optional(BucketAcl)),
      /** How objects are stored that do not say otherwise; `Standard` when absent. */
      storageClass: inXml("StorageClass", optional(StorageClassInput)),
      /** Whether data is kept in one zone (`LRS`, the default) or in several (`ZRS`). */
      dataRedundancyType: inXml("DataRedundancyType", optional(DataRedundancyType)),
      /** Resource group the bucket belongs to. */
      resourceGroupId: inHeader("x-oss-resource-group-id", optional(Schema.String))
    },
    output: {
      ...answer,
      /** Path of the bucket, e.g. `/photos`. */
      location: inHeader("location", optional(Schema.String))
    },
    errors: ["InvalidBucketName", "BucketAlreadyExists", "TooManyBuckets", "MalformedXML"]
  }),

  /**
   * Deletes an empty bucket.
   *
   * Source: OSS API, DeleteBucket.
   */
  deleteBucket: oss.operation("DeleteBucket", {
    method: "DELETE",
    // Repeated after a lost answer it would report the absence of the bucket it deleted itself.
    idempotent: false,
    input: bucket,
    output: answer,
    errors: [...bucketErrors, "BucketNotEmpty"]
  }),

  /**
   * Tells all about a bucket.
   *
   * Source: OSS API, GetBucketInfo.
   */
  getBucketInfo: oss.operation("GetBucketInfo", {
    method: "GET",
    query: { bucketInfo: "" },
    idempotent: true,
    input: bucket,
    output: { ...answer, bucket: inXml("Bucket", BucketInfo) },
    errors: bucketErrors
  }),

  /**
   * Counts objects and bytes of a bucket, as of some time before.
   *
   * Source: OSS API, GetBucketStat.
   */
  getBucketStat: oss.operation("GetBucketStat", {
    method: "GET",
    query: { stat: "" },
    idempotent: true,
    input: bucket,
    output: {
      ...answer,
      /** Bytes of all objects. */
      storage: inXml("Storage", WireSize),
      objectCount: inXml("ObjectCount", WireSize),
      multipartUploadCount: inXml("MultipartUploadCount", Count),
      liveChannelCount: inXml("LiveChannelCount", Count),
      /** Time of the count, Unix seconds. */
      lastModifiedTime: inXml("LastModifiedTime", Count),
      standardStorage: inXml("StandardStorage", Count),
      standardObjectCount: inXml("StandardObjectCount", Count),
      infrequentAccessStorage: inXml("InfrequentAccessStorage", Count),
      infrequentAccessRealStorage: inXml("InfrequentAccessRealStorage", Count),
      infrequentAccessObjectCount: inXml("InfrequentAccessObjectCount", Count),
      archiveStorage: inXml("ArchiveStorage", Count),
      archiveRealStorage: inXml("ArchiveRealStorage", Count),
      archiveObjectCount: inXml("ArchiveObjectCount", Count),
      coldArchiveStorage: inXml("ColdArchiveStorage", Count),
      coldArchiveRealStorage: inXml("ColdArchiveRealStorage", Count),
      coldArchiveObjectCount: inXml("ColdArchiveObjectCount", Count),
      deepColdArchiveStorage: inXml("DeepColdArchiveStorage", Count),
      deepColdArchiveRealStorage: inXml("DeepColdArchiveRealStorage", Count),
      deepColdArchiveObjectCount: inXml("DeepColdArchiveObjectCount", Count),
      multipartPartCount: inXml("MultipartPartCount", Count),
      deleteMarkerCount: inXml("DeleteMarkerCount", Count)
    },
    errors: bucketErrors
  }),

  /**
   * Tells where a bucket's data is.
   *
   * Source: OSS API, GetBucketLocation.
   */
  getBucketLocation: oss.operation("GetBucketLocation", {
    method: "GET",
    query: { location: "" },
    idempotent: true,
    input: bucket,
    output: {
      ...answer,
      /** Location with its prefix, e.g. `oss-cn-hangzhou`. */
      location: inXmlText(Schema.String)
    },
    errors: bucketErrors
  }),

  /**
   * Says who may read and write a bucket.
   *
   * Source: OSS API, PutBucketACL.
   */
  putBucketAcl: oss.operation("PutBucketAcl", {
    method: "PUT",
    query: { acl: "" },
    idempotent: true,
    input: {
      ...bucket,
      /** Who may read and write the bucket. */
      acl: inHeader("x-oss-acl", BucketAcl)
    },
    output: answer,
    errors: bucketErrors
  }),

  /**
   * Tells who may read and write a bucket.
   *
   * Source: OSS API, GetBucketACL.
   */
  getBucketAcl: oss.operation("GetBucketAcl", {
    method: "GET",
    query: { acl: "" },
    idempotent: true,
    input: bucket,
    output: {
      ...answer,
      owner: inXml("Owner", Owner),
      accessControlList: inXml("AccessControlList", Grant)
    },
    errors: bucketErrors
  })
}
