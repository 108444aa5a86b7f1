/**
 * Answer documents. Names and order of fields as in the pages of the QingStor API.
 */
import type { Answer } from "../frame/Answer.ts"
import { text } from "../frame/Answer.ts"
import type { Page } from "../objectStore/listing.ts"
import type { PartPage, UploadedPart, UploadPage } from "../objectStore/multipart.ts"
import type { ObjectEntry, Owner } from "../objectStore/state.ts"
import { toIso } from "../time.ts"
import { type Address, bucketUrl } from "./address.ts"
import type { ClassCount, Statistics } from "./buckets.ts"
import type { OisRefusal } from "./OisRefusal.ts"
import type { BatchDeletion } from "./objects.ts"
import type { Bucket, StoredObject } from "./state.ts"
import type { ListedVersion, ListVersionsInput, VersionPage } from "./versionList.ts"

/** A JSON document as an answer. Some clients compare the content type as a whole. */
export const json = (status: number, document: unknown, headers: Readonly<Record<string, string>> = {}): Answer =>
  text(status, "application/json", JSON.stringify(document), headers)

/** Times without a fraction of a second, as lists of buckets have them. */
const toShortIso = (millis: number): string => toIso(millis).replace(".000Z", "Z")

export const errorDocument = ({ code, message }: OisRefusal, requestId: string) => ({
  code,
  message,
  request_id: requestId,
  url: "https://docs.qingcloud.com/qingstor/api/common/error_code.html"
})

const ownerOf = ({ displayName, id }: Owner) => ({ id, name: displayName })

export const bucketList = (buckets: ReadonlyArray<Bucket>, address: Address) => ({
  count: buckets.length,
  buckets: buckets.map(({ createdMillis, name, zone }) => ({
    name,
    location: zone,
    url: bucketUrl(address, name, zone),
    created: toShortIso(createdMillis)
  }))
})

const total = (classes: ReadonlyArray<ClassCount>, field: "count" | "size"): number =>
  classes.reduce((sum, counted) => sum + counted[field], 0)

export const statistics = ({ bucket, classes, status }: Statistics, address: Address) => ({
  name: bucket.name,
  location: bucket.zone,
  url: bucketUrl(address, bucket.name, bucket.zone),
  status,
  count: total(classes, "count"),
  size: total(classes, "size"),
  created: toShortIso(bucket.createdMillis),
  storage_classes: Object.fromEntries(
    classes.map(({ count, size, storageClass }) => [storageClass, { count, size, billing_size: size }])
  )
})

/** Only a user's id is known of other users. */
export const accessControlList = ({ grants, owner }: Bucket) => ({
  owner: ownerOf(owner),
  acl: [
    { grantee: { type: "user", id: owner.id, name: owner.displayName }, permission: "FULL_CONTROL" },
    ...grants.map(({ grantee, permission }) => ({
      grantee:
        grantee.type === "user"
          ? { type: "user", id: grantee.id, name: grantee.name ?? "" }
          : { type: "group", name: grantee.name },
      permission
    }))
  ]
})

const listedObject = (key: string, object: StoredObject) => ({
  key,
  size: object.body.size,
  etag: `"${object.eTag}"`,
  mime_type: object.contentHeaders["content-type"],
  created: toIso(object.createdMillis),
  modified: Math.floor(object.lastModifiedMillis / 1000),
  encrypted: object.encryption !== undefined,
  storage_class: object.storageClass
})

/** What a listing was asked for, to be repeated in its answer. */
export interface AskedPage {
  readonly prefix: string
  readonly delimiter: string
  readonly marker: string
  readonly limit: number
}

/** Since 2018 the last page too tells where it ended; that it is the last one, `has_more` says. */
export const objectList = (
  { name, owner }: Bucket,
  { delimiter, limit, marker, prefix }: AskedPage,
  page: Page<ObjectEntry<StoredObject>>
) => ({
  name,
  owner: ownerOf(owner),
  prefix,
  delimiter,
  limit,
  marker,
  next_marker: page.last ?? "",
  has_more: page.isTruncated,
  keys: page.entries.map(({ key, value }) => listedObject(key, value.versions[0])),
  common_prefixes: page.commonPrefixes
})

export const deleteResult = ({ deleted, failed }: BatchDeletion, quiet: boolean) => ({
  ...(quiet ? {} : { deleted: deleted.map((key) => ({ key })) }),
  errors: failed.map(({ key, refusal }) => ({ key, code: refusal.code, message: refusal.message }))
})

export const partList = ({ parts }: PartPage<UploadedPart>) => ({
  count: parts.length,
  object_parts: parts.map(({ body, eTag, lastModifiedMillis, number }) => ({
    part_number: number,
    size: body.size,
    created: toIso(lastModifiedMillis),
    etag: eTag
  }))
})

/** What a list of uploads was asked for. */
export interface AskedUploads {
  readonly prefix: string
  readonly delimiter: string
  readonly limit: number
  readonly keyMarker: string
  readonly uploadIdMarker: string
}

/** The API description and the documentation have different names for the marker: both are given. */
export const uploadList = (
  name: string,
  { delimiter, keyMarker, limit, prefix, uploadIdMarker }: AskedUploads,
  { commonPrefixes, isTruncated, next, uploads }: UploadPage<unknown>
) => ({
  name,
  prefix,
  delimiter,
  limit,
  marker: keyMarker,
  key_marker: keyMarker,
  upload_id_marker: uploadIdMarker,
  next_key_marker: isTruncated ? (next?.key ?? "") : "",
  next_upload_id_marker: isTruncated ? (next?.id ?? "") : "",
  has_more: isTruncated,
  uploads: uploads.map(({ id, initiatedMillis, key }) => ({ key, upload_id: id, created: toIso(initiatedMillis) })),
  common_prefixes: commonPrefixes
})

const listedVersion = ({ isLatest, key, version }: ListedVersion) => {
  const object = version._tag === "Object" ? version.object : undefined
  const createdMillis = version._tag === "Object" ? version.object.createdMillis : version.createdMillis
  return {
    key,
    version_id: version.versionId,
    is_latest: isLatest,
    delete_marker: object === undefined,
    size: object?.body.size ?? 0,
    // Unlike in the list of objects, without quotes.
    etag: object?.eTag ?? "",
    mime_type: object?.contentHeaders["content-type"] ?? "",
    encrypted: object?.encryption !== undefined,
    storage_class: object?.storageClass ?? "STANDARD",
    created: toIso(createdMillis),
    modified: toIso(object?.lastModifiedMillis ?? createdMillis)
  }
}

export const versionList = ({ name, owner }: Bucket, asked: ListVersionsInput, page: VersionPage) => ({
  name,
  owner: ownerOf(owner),
  prefix: asked.prefix,
  delimiter: asked.delimiter,
  limit: asked.limit,
  key_marker: asked.keyMarker,
  version_id_marker: asked.versionIdMarker,
  next_key_marker: page.isTruncated ? (page.next?.key ?? "") : "",
  next_version_id_marker: page.isTruncated ? (page.next?.versionId ?? "") : "",
  has_more: page.isTruncated,
  keys: page.entries.map(listedVersion),
  common_prefixes: page.commonPrefixes
})
