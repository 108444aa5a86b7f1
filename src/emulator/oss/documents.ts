/** Answer documents. Element names and order as in the OSS API reference. */

import type { Owner } from "../objectStore/state.ts"
import { toIso } from "../time.ts"
import type { BucketPage, BucketStat, ClassStat } from "./buckets.ts"
import type { ObjectPage } from "./listing.ts"
import type { OssRefusal } from "./OssRefusal.ts"
import type { Bucket, StoredObject, Tag } from "./state.ts"
import { printDocument, type XmlChildren } from "./xml.ts"

/** The `Error` document. */
export const errorDocument = (refusal: OssRefusal, requestId: string, host: string): string =>
  printDocument("Error", {
    Code: refusal.code,
    Message: refusal.message,
    RequestId: requestId,
    HostId: host,
    ...refusal.children,
    ...(refusal.ec === undefined ? {} : { EC: refusal.ec })
  })

const ownerOf = ({ displayName, id }: Owner): XmlChildren => ({ ID: id, DisplayName: displayName })

const endpointsOf = ({ region }: Bucket): XmlChildren => ({
  ExtranetEndpoint: `oss-${region}.aliyuncs.com`,
  IntranetEndpoint: `oss-${region}-internal.aliyuncs.com`
})

const locationOf = ({ region }: Bucket): string => `oss-${region}`

export const bucketList = (
  page: BucketPage,
  input: { readonly prefix?: string | undefined; readonly marker?: string | undefined; readonly maxKeys: number }
): string =>
  printDocument("ListAllMyBucketsResult", {
    // Only a page that is not the last tells where it stands.
    ...(page.isTruncated
      ? {
          Prefix: input.prefix ?? "",
          Marker: input.marker ?? "",
          MaxKeys: input.maxKeys,
          IsTruncated: true,
          NextMarker: page.nextMarker
        }
      : {}),
    Owner: ownerOf(page.owner),
    Buckets: {
      Bucket: page.buckets.map((bucket) => ({
        Name: bucket.name,
        Location: locationOf(bucket),
        Region: bucket.region,
        CreationDate: toIso(bucket.createdMillis),
        ...endpointsOf(bucket),
        StorageClass: bucket.storageClass
      }))
    }
  })

export const bucketInfo = (bucket: Bucket): string =>
  printDocument("BucketInfo", {
    Bucket: {
      Name: bucket.name,
      Location: locationOf(bucket),
      CreationDate: toIso(bucket.createdMillis),
      ...endpointsOf(bucket),
      StorageClass: bucket.storageClass,
      DataRedundancyType: bucket.dataRedundancyType,
      Owner: ownerOf(bucket.owner),
      AccessControlList: { Grant: bucket.acl },
      ServerSideEncryptionRule: { SSEAlgorithm: "None" }
    }
  })

export const bucketLocation = (bucket: Bucket): string => printDocument("LocationConstraint", locationOf(bucket))

const none: ClassStat = { storageBytes: 0, objectCount: 0 }

export const bucketStat = (stat: BucketStat): string => {
  const { Archive = none, ColdArchive = none, DeepColdArchive = none, IA = none, Standard = none } = stat.byStorageClass
  return printDocument("BucketStat", {
    Storage: stat.storageBytes,
    ObjectCount: stat.objectCount,
    MultipartUploadCount: 0,
    LiveChannelCount: 0,
    LastModifiedTime: Math.floor(stat.lastModifiedMillis / 1000),
    StandardStorage: Standard.storageBytes,
    StandardObjectCount: Standard.objectCount,
    InfrequentAccessStorage: IA.storageBytes,
    InfrequentAccessRealStorage: IA.storageBytes,
    InfrequentAccessObjectCount: IA.objectCount,
    ArchiveStorage: Archive.storageBytes,
    ArchiveRealStorage: Archive.storageBytes,
    ArchiveObjectCount: Archive.objectCount,
    ColdArchiveStorage: ColdArchive.storageBytes,
    ColdArchiveRealStorage: ColdArchive.storageBytes,
    ColdArchiveObjectCount: ColdArchive.objectCount,
    DeepColdArchiveStorage: DeepColdArchive.storageBytes,
    DeepColdArchiveRealStorage: DeepColdArchive.storageBytes,
    DeepColdArchiveObjectCount: DeepColdArchive.objectCount,
    MultipartPartCount: 0,
    DeleteMarkerCount: 0
  })
}

/** ACL of a bucket or of an object, both of which the bucket's owner owns. */
export const accessControlPolicy = (bucket: Bucket, grant: string): string =>
  printDocument("AccessControlPolicy", {
    Owner: ownerOf(bucket.owner),
    AccessControlList: { Grant: grant }
  })

export const tagging = (tags: ReadonlyArray<Tag>): string =>
  printDocument("Tagging", { TagSet: { Tag: tags.map(({ key, value }) => ({ Key: key, Value: value })) } })

export const copyResult = (object: StoredObject): string =>
  printDocument("CopyObjectResult", { ETag: `"${object.eTag}"`, LastModified: toIso(object.lastModifiedMillis) })

/** Percent-encodes all but unreserved characters, as `encoding-type=url` asks for. */
export const urlEncode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)

/** How a listing writes keys. */
export type TextEncoding = "url" | undefined

const encoderOf = (encoding: TextEncoding) => (text: string) => (encoding === "url" ? urlEncode(text) : text)

export const deleteResult = (keys: ReadonlyArray<string>, encoding: TextEncoding): string => {
  const encode = encoderOf(encoding)
  return printDocument("DeleteResult", { EncodingType: encoding, Deleted: keys.map((key) => ({ Key: encode(key) })) })
}

/** What both versions of a listing have in common. */
export interface ListContent {
  readonly bucket: Bucket
  readonly page: ObjectPage
  readonly prefix: string
  readonly delimiter: string
  readonly maxKeys: number
  readonly encoding: TextEncoding
}

const entriesOf = ({ bucket, encoding, page }: ListContent, withOwner: boolean): XmlChildren => {
  const encode = encoderOf(encoding)
  return {
    Contents: page.entries.map(
      ({
        key,
        value: {
          versions: [object]
        }
      }) => ({
        Key: encode(key),
        LastModified: toIso(object.lastModifiedMillis),
        ETag: `"${object.eTag}"`,
        Type: object.type,
        Size: object.body.size,
        StorageClass: object.storageClass,
        Owner: withOwner ? ownerOf(bucket.owner) : undefined
      })
    ),
    CommonPrefixes: page.commonPrefixes.map((prefix) => ({ Prefix: encode(prefix) }))
  }
}

/** Answer of ListObjects. */
export const objectList = (answer: ListContent & { readonly marker: string }): string => {
  const { bucket, delimiter, encoding, marker, maxKeys, page, prefix } = answer
  const encode = encoderOf(encoding)
  return printDocument("ListBucketResult", {
    Name: bucket.name,
    Prefix: encode(prefix),
    Marker: encode(marker),
    MaxKeys: maxKeys,
    Delimiter: encode(delimiter),
    EncodingType: encoding,
    IsTruncated: page.isTruncated,
    NextMarker: page.isTruncated ? encode(page.last!) : undefined,
    ...entriesOf(answer, true)
  })
}

/** The token that continues after a key or common prefix. */
export const printToken = (last: string): string => Buffer.from(last, "utf8").toString("base64")

/** Answer of ListObjectsV2. */
export const objectListV2 = (
  answer: ListContent & {
    readonly startAfter?: string | undefined
    readonly continuationToken?: string | undefined
    readonly fetchOwner: boolean
  }
): string => {
  const { bucket, continuationToken, delimiter, encoding, fetchOwner, maxKeys, page, prefix, startAfter } = answer
  const encode = encoderOf(encoding)
  return printDocument("ListBucketResult", {
    Name: bucket.name,
    Prefix: encode(prefix),
    StartAfter: startAfter === undefined ? undefined : encode(startAfter),
    MaxKeys: maxKeys,
    Delimiter: encode(delimiter),
    EncodingType: encoding,
    IsTruncated: page.isTruncated,
    ContinuationToken: continuationToken === undefined ? undefined : encode(continuationToken),
    NextContinuationToken: page.isTruncated ? encode(printToken(page.last!)) : undefined,
    KeyCount: page.entries.length + page.commonPrefixes.length,
    ...entriesOf(answer, fetchOwner)
  })
}

/** Answer of a form upload that asked for status 201. */
export const postResponse = (answer: {
  readonly bucket: string
  readonly key: string
  readonly eTag: string
  readonly location: string
}): string =>
  printDocument("PostResponse", {
    Bucket: answer.bucket,
    ETag: `"${answer.eTag}"`,
    Key: answer.key,
    Location: answer.location
  })
