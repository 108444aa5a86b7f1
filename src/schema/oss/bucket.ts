/**
 * Buckets: list, create, delete, describe, access control.
 */
import * as Schema from "effect/Schema"
import * as SchemaTransformation from "effect/SchemaTransformation"
import { fields, optional } from "../Fields.ts"
import { element, inHeader, inQuery, inXml, inXmlText, wrapped } from "../wire/xml.ts"
import { IsoTime, openWord, WireBoolean, WireInt, WireSize } from "../wireText.ts"
import {
  Answer,
  BucketAcl,
  BucketRef,
  DataRedundancyType,
  Owner,
  oss,
  StorageClass,
  StorageClassInput
} from "./common.ts"
import { bucketErrors } from "./errors.ts"
import { maxListKeys } from "./limits.ts"

/** Tags as a list of buckets is filtered by: `"k":"v","k2":"v2"`. */
const BucketTagFilter = Schema.String.pipe(
  Schema.decodeTo(
    Schema.Record(Schema.String, Schema.String),
    SchemaTransformation.transform<{ readonly [key: string]: string }, string>({
      decode: () => ({}),
      encode: (tags) =>
        Object.entries(tags)
          .map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`)
          .join(",")
    })
  )
)

/** A bucket as a list shows it. */
export class BucketSummary extends /*#__PURE__*/ element(() => ({
  /** Name of the bucket. */
  name: inXml("Name", Schema.String),
  /** Where the data is, e.g. `oss-cn-hangzhou`. */
  location: inXml("Location", Schema.String),
  /** When the bucket was created. */
  creationDate: inXml("CreationDate", IsoTime),
  /** Host for access over the Internet. */
  extranetEndpoint: inXml("ExtranetEndpoint", optional(Schema.String)),
  /** Host for access from machines of the same region. */
  intranetEndpoint: inXml("IntranetEndpoint", optional(Schema.String)),
  /** How objects are stored that do not say otherwise. */
  storageClass: inXml("StorageClass", optional(StorageClass)),
  /** Region, e.g. `cn-hangzhou`. */
  region: inXml("Region", optional(Schema.String)),
  /** Resource group the bucket belongs to. */
  resourceGroupId: inXml("ResourceGroupId", optional(Schema.String))
})) {}

/** What is granted to everybody. */
export class BucketGrant extends /*#__PURE__*/ element(() => ({
  /** Who may read and write the bucket. */
  acl: inXml("Grant", openWord("private", "public-read", "public-read-write"))
})) {}

/** How the service encrypts objects of a bucket that do not say otherwise. */
export class BucketEncryption extends /*#__PURE__*/ element(() => ({
  /** Algorithm; `None` where nothing is encrypted unasked. */
  sseAlgorithm: inXml("SSEAlgorithm", optional(openWord("AES256", "KMS", "SM4", "None"))),
  /** Id of the managed key, with `KMS`. */
  kmsMasterKeyId: inXml("KMSMasterKeyID", optional(Schema.String)),
  /** Algorithm by which KMS encrypts, when not AES. */
  kmsDataEncryption: inXml("KMSDataEncryption", optional(Schema.String))
})) {}

/** Where the log of accesses to a bucket goes. */
export class BucketLogTarget extends /*#__PURE__*/ element(() => ({
  /** Bucket that the log is written to. */
  logBucket: inXml("LogBucket", optional(Schema.String)),
  /** How the keys of the log begin. */
  logPrefix: inXml("LogPrefix", optional(Schema.String))
})) {}

/** A bucket with all that is known of it. */
export class BucketInfo extends /*#__PURE__*/ element(() => ({
  /** Name of the bucket. */
  name: inXml("Name", Schema.String),
  /** Where the data is, e.g. `oss-cn-hangzhou`. */
  location: inXml("Location", Schema.String),
  /** When the bucket was created. */
  creationDate: inXml("CreationDate", IsoTime),
  /** Host for access over the Internet. */
  extranetEndpoint: inXml("ExtranetEndpoint", optional(Schema.String)),
  /** Host for access from machines of the same region. */
  intranetEndpoint: inXml("IntranetEndpoint", optional(Schema.String)),
  /** How objects are stored that do not say otherwise. */
  storageClass: inXml("StorageClass", optional(StorageClass)),
  /** Whether data is kept in one zone (`LRS`) or in several (`ZRS`). */
  dataRedundancyType: inXml("DataRedundancyType", optional(openWord("LRS", "ZRS"))),
  /** Account that owns it. */
  owner: inXml("Owner", optional(Owner)),
  /** What is granted to everybody. */
  accessControlList: inXml("AccessControlList", optional(BucketGrant)),
  /** What was noted of the bucket. */
  comment: inXml("Comment", optional(Schema.String)),
  /** `Enabled` or `Suspended`; absent where versioning was never switched on. */
  versioning: inXml("Versioning", optional(Schema.String)),
  /** Whether times of access are kept: `Enabled` or `Disabled`. */
  accessMonitor: inXml("AccessMonitor", optional(Schema.String)),
  /** Whether the accelerated entrances work for it: `Enabled` or `Disabled`. */
  transferAcceleration: inXml("TransferAcceleration", optional(Schema.String)),
  /** Whether it is replicated to another region: `Enabled` or `Disabled`. */
  crossRegionReplication: inXml("CrossRegionReplication", optional(Schema.String)),
  /** Resource group the bucket belongs to. */
  resourceGroupId: inXml("ResourceGroupId", optional(Schema.String)),
  /** Whether it has directories of its own: `Enabled` or `Disabled`. */
  hierarchicalNamespace: inXml("HierarchicalNamespace", optional(Schema.String)),
  /** Whether public access is blocked whatever the grants say. */
  blockPublicAccess: inXml("BlockPublicAccess", optional(WireBoolean)),
  /** How the service encrypts objects that do not say otherwise. */
  serverSideEncryptionRule: inXml("ServerSideEncryptionRule", optional(BucketEncryption)),
  /** Where the log of accesses goes. */
  bucketPolicy: inXml("BucketPolicy", optional(BucketLogTarget))
})) {}

/** What {@link listBuckets} takes. */
export class ListBucketsInput extends /*#__PURE__*/ fields(() => ({
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
  /** Only buckets that have all these tags: `{ env: "prod" }`. */
  tagging: inQuery("tagging", optional(BucketTagFilter)),
  /** Only buckets of this resource group. */
  resourceGroupId: inHeader("x-oss-resource-group-id", optional(Schema.String))
})) {}

/** What {@link listBuckets} gives. */
export class ListBucketsOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** Prefix that was asked for, where the list is not complete. */
  prefix: inXml("Prefix", optional(Schema.String)),
  /** Marker that was asked for, where the list is not complete. */
  marker: inXml("Marker", optional(Schema.String)),
  /** Entries of a page that were asked for, where the list is not complete. */
  maxKeys: inXml("MaxKeys", optional(WireInt)),
  /** Account that owns it. */
  owner: inXml("Owner", optional(Owner)),
  /** Buckets of the page, in the order of their names. */
  buckets: inXml("Buckets", wrapped("Bucket", BucketSummary)),
  /** Whether there is another page. */
  isTruncated: inXml("IsTruncated", optional(WireBoolean)),
  /** `marker` of the next page. */
  nextMarker: inXml("NextMarker", optional(Schema.String))
})) {}

/**
 * Lists the buckets of the account, one page.
 *
 * Source: OSS API, ListBuckets (GetService).
 */
export const listBuckets = /*#__PURE__*/ oss.operation("ListBuckets", {
  method: "GET",
  path: "/",
  idempotent: true,
  input: ListBucketsInput,
  output: ListBucketsOutput,
  errors: []
})

/** What {@link putBucket} takes. */
export class PutBucketInput extends /*#__PURE__*/ fields(BucketRef, () => ({
  /** Who may read and write the bucket; `private` when absent. */
  acl: inHeader("x-oss-acl", optional(BucketAcl)),
  /** How objects are stored that do not say otherwise; `Standard` when absent. */
  storageClass: inXml("StorageClass", optional(StorageClassInput)),
  /** Whether data is kept in one zone (`LRS`, the default) or in several (`ZRS`). */
  dataRedundancyType: inXml("DataRedundancyType", optional(DataRedundancyType)),
  /** Resource group the bucket belongs to. */
  resourceGroupId: inHeader("x-oss-resource-group-id", optional(Schema.String))
})) {}

/** What {@link putBucket} gives. */
export class PutBucketOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** Path of the bucket, e.g. `/photos`. */
  location: inHeader("location", optional(Schema.String))
})) {}

/**
 * Creates a bucket. Doing so again with the same settings is no error.
 *
 * Source: OSS API, PutBucket.
 */
export const putBucket = /*#__PURE__*/ oss.operation("PutBucket", {
  method: "PUT",
  path: "/",
  idempotent: true,
  root: "CreateBucketConfiguration",
  input: PutBucketInput,
  output: PutBucketOutput,
  errors: ["InvalidBucketName", "BucketAlreadyExists", "TooManyBuckets", "MalformedXML"]
})

/**
 * Deletes an empty bucket.
 *
 * Source: OSS API, DeleteBucket.
 */
export const deleteBucket = /*#__PURE__*/ oss.operation("DeleteBucket", {
  method: "DELETE",
  path: "/",
  // Repeated after a lost answer it would report the absence of the bucket it deleted itself.
  idempotent: false,
  input: BucketRef,
  output: Answer,
  errors: [...bucketErrors, "BucketNotEmpty"]
})

/** What {@link getBucketInfo} gives. */
export class GetBucketInfoOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** All that is known of the bucket. */
  bucket: inXml("Bucket", BucketInfo)
})) {}

/**
 * Describes a bucket.
 *
 * Source: OSS API, GetBucketInfo.
 */
export const getBucketInfo = /*#__PURE__*/ oss.operation("GetBucketInfo", {
  method: "GET",
  path: "/",
  query: { bucketInfo: "" },
  idempotent: true,
  input: BucketRef,
  output: GetBucketInfoOutput,
  errors: bucketErrors
})

/** What {@link getBucketStat} gives. */
export class GetBucketStatOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** Bytes of all objects. */
  storage: inXml("Storage", WireSize),
  /** Objects, of all storage classes. */
  objectCount: inXml("ObjectCount", WireSize),
  /** Multipart uploads that are neither completed nor aborted. */
  multipartUploadCount: inXml("MultipartUploadCount", optional(WireSize)),
  /** Live channels. */
  liveChannelCount: inXml("LiveChannelCount", optional(WireSize)),
  /** Time of the count, Unix seconds. */
  lastModifiedTime: inXml("LastModifiedTime", optional(WireSize)),
  /** Bytes of class Standard. */
  standardStorage: inXml("StandardStorage", optional(WireSize)),
  /** Objects of class Standard. */
  standardObjectCount: inXml("StandardObjectCount", optional(WireSize)),
  /** Bytes of class IA as they are charged. */
  infrequentAccessStorage: inXml("InfrequentAccessStorage", optional(WireSize)),
  /** Bytes of class IA as they are. */
  infrequentAccessRealStorage: inXml("InfrequentAccessRealStorage", optional(WireSize)),
  /** Objects of class IA. */
  infrequentAccessObjectCount: inXml("InfrequentAccessObjectCount", optional(WireSize)),
  /** Bytes of class Archive as they are charged. */
  archiveStorage: inXml("ArchiveStorage", optional(WireSize)),
  /** Bytes of class Archive as they are. */
  archiveRealStorage: inXml("ArchiveRealStorage", optional(WireSize)),
  /** Objects of class Archive. */
  archiveObjectCount: inXml("ArchiveObjectCount", optional(WireSize)),
  /** Bytes of class ColdArchive as they are charged. */
  coldArchiveStorage: inXml("ColdArchiveStorage", optional(WireSize)),
  /** Bytes of class ColdArchive as they are. */
  coldArchiveRealStorage: inXml("ColdArchiveRealStorage", optional(WireSize)),
  /** Objects of class ColdArchive. */
  coldArchiveObjectCount: inXml("ColdArchiveObjectCount", optional(WireSize)),
  /** Bytes of class DeepColdArchive as they are charged. */
  deepColdArchiveStorage: inXml("DeepColdArchiveStorage", optional(WireSize)),
  /** Bytes of class DeepColdArchive as they are. */
  deepColdArchiveRealStorage: inXml("DeepColdArchiveRealStorage", optional(WireSize)),
  /** Objects of class DeepColdArchive. */
  deepColdArchiveObjectCount: inXml("DeepColdArchiveObjectCount", optional(WireSize)),
  /** Parts of such uploads. */
  multipartPartCount: inXml("MultipartPartCount", optional(WireSize)),
  /** Delete markers. */
  deleteMarkerCount: inXml("DeleteMarkerCount", optional(WireSize))
})) {}

/**
 * Counts objects and bytes of a bucket, as of some time before.
 *
 * Source: OSS API, GetBucketStat.
 */
export const getBucketStat = /*#__PURE__*/ oss.operation("GetBucketStat", {
  method: "GET",
  path: "/",
  query: { stat: "" },
  idempotent: true,
  input: BucketRef,
  output: GetBucketStatOutput,
  errors: bucketErrors
})

/** What {@link getBucketLocation} gives. */
export class GetBucketLocationOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** Location with its prefix, e.g. `oss-cn-hangzhou`. */
  location: inXmlText(Schema.String)
})) {}

/**
 * Tells where a bucket's data is.
 *
 * Source: OSS API, GetBucketLocation.
 */
export const getBucketLocation = /*#__PURE__*/ oss.operation("GetBucketLocation", {
  method: "GET",
  path: "/",
  query: { location: "" },
  idempotent: true,
  input: BucketRef,
  output: GetBucketLocationOutput,
  errors: bucketErrors
})

/** What {@link putBucketAcl} takes. */
export class PutBucketAclInput extends /*#__PURE__*/ fields(BucketRef, () => ({
  /** Who may read and write the bucket. */
  acl: inHeader("x-oss-acl", BucketAcl)
})) {}

/**
 * Says who may read and write a bucket.
 *
 * Source: OSS API, PutBucketACL.
 */
export const putBucketAcl = /*#__PURE__*/ oss.operation("PutBucketAcl", {
  method: "PUT",
  path: "/",
  query: { acl: "" },
  idempotent: true,
  input: PutBucketAclInput,
  output: Answer,
  errors: bucketErrors
})

/** What {@link getBucketAcl} gives. */
export class GetBucketAclOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** Account that owns it. */
  owner: inXml("Owner", optional(Owner)),
  /** What is granted to everybody. */
  accessControlList: inXml("AccessControlList", optional(BucketGrant))
})) {}

/**
 * Tells who may read and write a bucket.
 *
 * Source: OSS API, GetBucketACL.
 */
export const getBucketAcl = /*#__PURE__*/ oss.operation("GetBucketAcl", {
  method: "GET",
  path: "/",
  query: { acl: "" },
  idempotent: true,
  input: BucketRef,
  output: GetBucketAclOutput,
  errors: bucketErrors
})
