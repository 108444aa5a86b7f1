/**
 * Lists of a bucket's objects and of their versions.
 */
import * as Schema from "effect/Schema"
import { fields, list, optional } from "../Fields.ts"
import { inJson, inQuery, listOrNothing, object } from "../wire/json.ts"
import { ETag, IsoTime } from "../wireText.ts"
import {
  Answer,
  BodyDigest,
  BucketRef,
  Count,
  Delimiter,
  ObjectKey,
  Owner,
  ois,
  PageLimit,
  StorageClass,
  UnixTime
} from "./common.ts"
import { bucketErrors, documentErrors } from "./errors.ts"
import { maxDeleteKeys } from "./limits.ts"

/** An object as a list shows it. */
export class ObjectSummary extends /*#__PURE__*/ object(() => ({
  /** Key of the object. */
  key: inJson("key", Schema.String),
  /** Bytes of the object. */
  size: inJson("size", Count),
  /** ETag of the object, without quotes. */
  eTag: inJson("etag", optional(ETag)),
  /** Media type. */
  mimeType: inJson("mime_type", optional(Schema.String)),
  /** When the object was first written. */
  created: inJson("created", optional(IsoTime)),
  /** When the object was last written. */
  modified: inJson("modified", optional(UnixTime)),
  /** Whether a customer's key encrypts it. */
  encrypted: inJson("encrypted", optional(Schema.Boolean)),
  /** How the object is stored. */
  storageClass: inJson("storage_class", optional(StorageClass))
})) {}

/** What is asked of either list. */
export class ListInput extends /*#__PURE__*/ fields(BucketRef, () => ({
  /** Only objects whose keys start with this. */
  prefix: inQuery("prefix", optional(Schema.String)),
  /** One character. Keys that have it after the prefix are put together to one common prefix; `/` shows folders. */
  delimiter: inQuery("delimiter", optional(Delimiter)),
  /** Objects and common prefixes of the page; 100 when absent. The service cuts larger wishes down. */
  limit: inQuery("limit", optional(PageLimit))
})) {}

/** What either list tells. */
export class ListOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** Name of the bucket. */
  name: inJson("name", optional(Schema.String)),
  /** Account that owns the bucket. */
  owner: inJson("owner", optional(Owner)),
  /** Prefix that was asked for. */
  prefix: inJson("prefix", optional(Schema.String)),
  /** Delimiter that was asked for. */
  delimiter: inJson("delimiter", optional(Schema.String)),
  /** Entries of a page. */
  limit: inJson("limit", optional(Count)),
  /** Common prefixes of the page. */
  commonPrefixes: inJson("common_prefixes", listOrNothing(Schema.String)),
  /** Whether there is another page. Older servers do not tell. */
  hasMore: inJson("has_more", optional(Schema.Boolean))
})) {}

/** What {@link listObjects} takes. */
export class ListObjectsInput extends /*#__PURE__*/ fields(ListInput, () => ({
  /** Only keys after this: `nextMarker` of the page before. */
  marker: inQuery("marker", optional(Schema.String))
})) {}

/** What {@link listObjects} gives. */
export class ListObjectsOutput extends /*#__PURE__*/ fields(ListOutput, () => ({
  /** Marker that was asked for. */
  marker: inJson("marker", optional(Schema.String)),
  /** `marker` of the next page. It may be there on the last page too: `hasMore` tells. */
  nextMarker: inJson("next_marker", optional(Schema.String)),
  /** Objects of the page. */
  keys: inJson("keys", listOrNothing(ObjectSummary))
})) {}

/**
 * Lists objects, one page. `listObjectsAll` and `listEntriesAll` give all of them.
 *
 * Source: QingStor API, GET Bucket (List Objects).
 *
 * **Example** (the first ten of a folder)
 *
 * ```ts
 * import { Effect } from "effect"
 * import { Ois } from "effect-cloud-storage"
 *
 * const first = Effect.gen(function*() {
 *   const bucket = (yield* Ois).bucket("test-bucket", "jn1a")
 *   const { keys, commonPrefixes } = yield* bucket.listObjects({ prefix: "2026/", delimiter: "/", limit: 10 })
 *   return [...commonPrefixes, ...keys.map(({ key }) => key)]
 * })
 * ```
 */
export const listObjects = /*#__PURE__*/ ois.operation("ListObjects", {
  method: "GET",
  path: "/",
  idempotent: true,
  input: ListObjectsInput,
  output: ListObjectsOutput,
  errors: bucketErrors
})

/** A version of an object. */
export class ObjectVersion extends /*#__PURE__*/ object(() => ({
  /** Key of the object. */
  key: inJson("key", Schema.String),
  /** Id of the version. */
  versionId: inJson("version_id", optional(Schema.String)),
  /** Whether it is the newest one. */
  isLatest: inJson("is_latest", optional(Schema.Boolean)),
  /** Whether it says that the object was deleted. */
  deleteMarker: inJson("delete_marker", optional(Schema.Boolean)),
  /** Bytes of the version. */
  size: inJson("size", optional(Count)),
  /** ETag of the version, without quotes. */
  eTag: inJson("etag", optional(ETag)),
  /** Media type. */
  mimeType: inJson("mime_type", optional(Schema.String)),
  /** Whether a customer's key encrypts it. */
  encrypted: inJson("encrypted", optional(Schema.Boolean)),
  /** How the version is stored. */
  storageClass: inJson("storage_class", optional(StorageClass)),
  /** When the object was first written. */
  created: inJson("created", optional(IsoTime)),
  /** When the version was written. */
  modified: inJson("modified", optional(IsoTime))
})) {}

/** What {@link listObjectVersions} takes. */
export class ListObjectVersionsInput extends /*#__PURE__*/ fields(ListInput, () => ({
  /** Only keys after this: `nextKeyMarker` of the page before. */
  keyMarker: inQuery("key_marker", optional(Schema.String)),
  /** Goes on inside of that key after this version: `nextVersionIdMarker` of the page before. */
  versionIdMarker: inQuery("version_id_marker", optional(Schema.String))
})) {}

/** What {@link listObjectVersions} gives. */
export class ListObjectVersionsOutput extends /*#__PURE__*/ fields(ListOutput, () => ({
  /** Key that was asked to start after. */
  keyMarker: inJson("key_marker", optional(Schema.String)),
  /** Version that was asked to start after. */
  versionIdMarker: inJson("version_id_marker", optional(Schema.String)),
  /** `keyMarker` of the next page. */
  nextKeyMarker: inJson("next_key_marker", optional(Schema.String)),
  /** `versionIdMarker` of the next page. */
  nextVersionIdMarker: inJson("next_version_id_marker", optional(Schema.String)),
  /** Versions of the page, those of a key from the newest on. */
  keys: inJson("keys", listOrNothing(ObjectVersion))
})) {}

/**
 * Lists versions of objects, one page. `listObjectVersionsAll` gives all of them. QingStor only.
 *
 * Source: QingStor API, GET Bucket (List Object Versions).
 */
export const listObjectVersions = /*#__PURE__*/ ois.operation("ListObjectVersions", {
  method: "GET",
  path: "/",
  query: { versions: "" },
  idempotent: true,
  input: ListObjectVersionsInput,
  output: ListObjectVersionsOutput,
  errors: bucketErrors
})

/** An object that shall be deleted, or was. */
export class ObjectToDelete extends /*#__PURE__*/ object(() => ({
  /** Key of the object. */
  key: inJson("key", ObjectKey)
})) {}

/** An object that was deleted. */
export class DeletedObject extends /*#__PURE__*/ object(() => ({
  /** Key of the object. */
  key: inJson("key", Schema.String)
})) {}

/** An object that was not deleted, and why. */
export class UndeletedObject extends /*#__PURE__*/ object(() => ({
  /** Key of the object. */
  key: inJson("key", Schema.String),
  /** The service's error code. */
  code: inJson("code", optional(Schema.String)),
  /** The service's message. */
  message: inJson("message", optional(Schema.String))
})) {}

/** What {@link deleteMultipleObjects} takes. */
export class DeleteMultipleObjectsInput extends /*#__PURE__*/ fields(
  BucketRef,
  () => ({
    /** Objects to delete, 1 to 1,000. */
    objects: inJson(
      "objects",
      list(ObjectToDelete).check(
        Schema.isMinLength(1, { message: "must name at least one object" }),
        Schema.isMaxLength(maxDeleteKeys, { message: `must name at most ${maxDeleteKeys} objects` })
      )
    ),
    /** `true`: the service tells only of what it could not delete. */
    quiet: inJson("quiet", optional(Schema.Boolean))
  }),
  BodyDigest
) {}

/** What {@link deleteMultipleObjects} gives. */
export class DeleteMultipleObjectsOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** What was deleted, or was not there; empty when `quiet`. */
  deleted: inJson("deleted", listOrNothing(DeletedObject)),
  /** What was not deleted. The call succeeds all the same. */
  errors: inJson("errors", listOrNothing(UndeletedObject))
})) {}

/**
 * Deletes up to 1,000 objects. Absent ones count as deleted; those that were not are in `errors`.
 *
 * Source: QingStor API, Delete Multiple Objects.
 */
export const deleteMultipleObjects = /*#__PURE__*/ ois.operation("DeleteMultipleObjects", {
  method: "POST",
  path: "/",
  query: { delete: "" },
  idempotent: true,
  requiresDigest: true,
  input: DeleteMultipleObjectsInput,
  output: DeleteMultipleObjectsOutput,
  errors: [...bucketErrors, ...documentErrors, "too_many_objects", "invalid_object_name"]
})
