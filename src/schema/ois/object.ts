/**
 * Objects: put, append, get, head, delete.
 */
import * as Schema from "effect/Schema"
import { BodyInput, ByteRange } from "../Body.ts"
import { fields, optional } from "../Fields.ts"
import { inBody, inHeader, inHeaders, inQuery } from "../wire/json.ts"
import { ETag, HttpDate, openWord, WireBoolean, WireSize } from "../wireText.ts"
import {
  Answer,
  BodyDigest,
  Conditions,
  ContentHeaders,
  ContentType,
  CustomerKeyHeader,
  Encryption,
  ObjectRef,
  ois,
  Progress,
  StorageClass,
  StorageClassHeader,
  Version,
  VersionRef
} from "./common.ts"
import { conditionErrors, contentErrors, objectErrors } from "./errors.ts"

/** What is sent as an object, or as a piece of one. */
export class Content extends /*#__PURE__*/ fields(
  () => ({
    /**
     * Bytes, text (UTF-8), a Stream or a file, up to 5 GiB. The service wants to know the length beforehand: give a Stream
     * with its `contentLength` (`Body.stream`).
     */
    body: inBody(BodyInput)
  }),
  BodyDigest,
  Progress
) {}

/** What is said of an object when it is stored. */
export class WriteHeaders extends /*#__PURE__*/ fields(ContentHeaders, StorageClassHeader, CustomerKeyHeader) {}

/** What the head of a stored object tells. */
export class ObjectHead extends /*#__PURE__*/ fields(
  Answer,
  Version,
  () => ({
    /** ETag of the object, without quotes. No MD5 of the content where the object was put together of parts. */
    eTag: inHeader("etag", optional(ETag)),
    /** When the object was last written. */
    lastModified: inHeader("last-modified", optional(HttpDate)),
    /** Bytes of this answer's body: of the whole object, or of the part that was asked for. */
    contentLength: inHeader("content-length", optional(WireSize)),
    /** Media type. */
    contentType: inHeader("content-type", optional(Schema.String)),
    /** How caches may keep the object. */
    cacheControl: inHeader("cache-control", optional(Schema.String)),
    /** How browsers show or save the object. */
    contentDisposition: inHeader("content-disposition", optional(Schema.String)),
    /** How the bytes are encoded, e.g. `gzip`. */
    contentEncoding: inHeader("content-encoding", optional(Schema.String)),
    /** Language of the content. */
    contentLanguage: inHeader("content-language", optional(Schema.String)),
    /** Until when caches may keep the object. */
    expires: inHeader("expires", optional(Schema.String)),
    /** User metadata, names in lower case and without `x-qs-meta-`. */
    metadata: inHeaders("x-qs-meta-", optional(Schema.Record(Schema.String, Schema.String))),
    /** How the object is stored. */
    storageClass: inHeader("x-qs-storage-class", optional(StorageClass)),
    /** Whether the newest version is a delete marker. */
    deleteMarker: inHeader("x-qs-delete-marker", optional(WireBoolean))
  }),
  Encryption
) {}

/** Headers of this one answer, in place of the object's own. */
export class ResponseOverrides extends /*#__PURE__*/ fields(() => ({
  /** Content-Type of this one answer. Needs credentials, as all overrides. */
  responseContentType: inQuery("response-content-type", optional(Schema.String)),
  /** Content-Language of this one answer. */
  responseContentLanguage: inQuery("response-content-language", optional(Schema.String)),
  /** Expires of this one answer. */
  responseExpires: inQuery("response-expires", optional(Schema.String)),
  /** Cache-Control of this one answer. */
  responseCacheControl: inQuery("response-cache-control", optional(Schema.String)),
  /** Content-Disposition of this one answer. */
  responseContentDisposition: inQuery("response-content-disposition", optional(Schema.String)),
  /** Content-Encoding of this one answer. */
  responseContentEncoding: inQuery("response-content-encoding", optional(Schema.String))
})) {}

/** What {@link putObject} takes. */
export class PutObjectInput extends /*#__PURE__*/ fields(ObjectRef, Content, WriteHeaders) {}

/** What {@link putObject} gives. */
export class PutObjectOutput extends /*#__PURE__*/ fields(
  Answer,
  Version,
  () => ({
    /** ETag of the object, without quotes: the MD5 of the bytes. */
    eTag: inHeader("etag", optional(ETag))
  }),
  Encryption
) {}

/**
 * Stores an object, replacing any object of the same key.
 *
 * The MD5 of the sent bytes is compared with the ETag of the answer; `ClientError` `ChecksumMismatch` when they differ.
 *
 * Source: QingStor API, PUT Object.
 *
 * **Example** (a file)
 *
 * ```ts
 * import { Effect } from "effect"
 * import { Body, Ois } from "effect-cloud-storage"
 *
 * const stored = Effect.gen(function*() {
 *   const bucket = (yield* Ois).bucket("test-bucket", "jn1a")
 *   yield* bucket.putObject({ key: "film.mov", body: Body.file("film.mov") })
 * })
 * ```
 */
export const putObject = /*#__PURE__*/ ois.operation("PutObject", {
  method: "PUT",
  path: "/{key}",
  idempotent: true,
  uploadDigest: {},
  contentTypeFrom: "key",
  input: PutObjectInput,
  output: PutObjectOutput,
  errors: [...objectErrors, ...contentErrors, "metadata_too_large"]
})

/** What {@link appendObject} takes. */
export class AppendObjectInput extends /*#__PURE__*/ fields(
  ObjectRef,
  Content,
  () => ({
    /** Length of the object so far: `nextAppendPosition` of the append before, 0 for a new object. */
    position: inQuery("position", WireSize),
    /** Media type of a new object. */
    contentType: inHeader("content-type", optional(ContentType))
  }),
  StorageClassHeader
) {}

/** What {@link appendObject} gives. */
export class AppendObjectOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** `position` of the next append. */
  nextAppendPosition: inHeader("x-qs-next-append-position", WireSize)
})) {}

/**
 * Adds bytes to the end of an appendable object, or creates one at position 0; none at all are allowed. An object that is
 * not appendable stays as it is (`invalid_object_state`), and so does one of another length (`invalid_argument`).
 *
 * It is not repeated when its answer is lost: ask `appendPosition` where to go on.
 *
 * Source: QingStor API, Append Object.
 */
export const appendObject = /*#__PURE__*/ ois.operation("AppendObject", {
  method: "POST",
  path: "/{key}",
  query: { append: "" },
  // Repeated after a lost answer it would find the position taken by its own bytes.
  idempotent: false,
  contentTypeFrom: "key",
  input: AppendObjectInput,
  output: AppendObjectOutput,
  errors: [...objectErrors, ...contentErrors, "invalid_object_state"]
})

/** What {@link getObject} takes. */
export class GetObjectInput extends /*#__PURE__*/ fields(
  ObjectRef,
  VersionRef,
  () => ({
    /** Part to read, both ends included: `[0, 99]`, `[undefined, 99]` for the last 99 bytes, `[100, undefined]`. */
    range: inHeader("range", optional(ByteRange))
  }),
  Conditions,
  ResponseOverrides,
  CustomerKeyHeader,
  Progress
) {}

/** What {@link getObject} gives. */
export class GetObjectOutput extends /*#__PURE__*/ fields(ObjectHead, () => ({
  /** Which part of how much this is, e.g. `bytes 0-99/1000`; absent for the whole object. */
  contentRange: inHeader("content-range", optional(Schema.String))
})) {}

/**
 * Reads an object, or a part of one. The head is there at once, the bytes when they are asked for.
 *
 * A missing object of a bucket with an external mirror may be answered with another address, `redirected`: it is in
 * `details.location`, and is not followed.
 *
 * Source: QingStor API, GET Object.
 *
 * **Example** (the first 100 bytes)
 *
 * ```ts
 * import { Effect } from "effect"
 * import { Ois } from "effect-cloud-storage"
 *
 * const start = Effect.gen(function*() {
 *   const bucket = (yield* Ois).bucket("test-bucket", "jn1a")
 *   const part = yield* bucket.getObject({ key: "film.mov", range: [0, 99] })
 *   return yield* part.bytes
 * })
 * ```
 */
export const getObject = /*#__PURE__*/ ois.download("GetObject", {
  method: "GET",
  path: "/{key}",
  idempotent: true,
  // Compressed on the way, the length could not be checked.
  headers: { "accept-encoding": "identity" },
  download: {
    isWhole: (_, { contentRange }) => contentRange === undefined,
    identity: ({ eTag }) => eTag,
    resume: ({ onProgress: _, ...input }, { eTag, contentLength, contentRange }, received) => {
      if (eTag === undefined || contentLength === undefined) return undefined
      const start = contentRange === undefined ? 0 : Number(/^bytes (\d+)-/.exec(contentRange)?.[1])
      if (Number.isNaN(start) || received >= contentLength) return undefined
      // The ETag says all: the other conditions have been met by the first answer.
      const { ifNoneMatch: _1, ifModifiedSince: _2, ifUnmodifiedSince: _3, ...rest } = input
      return { ...rest, range: [start + received, start + contentLength - 1] as const, ifMatch: eTag }
    }
  },
  input: GetObjectInput,
  output: GetObjectOutput,
  errors: [...objectErrors, ...conditionErrors, "invalid_range", "upstream_failed"]
})

/** What {@link headObject} takes. */
export class HeadObjectInput extends /*#__PURE__*/ fields(ObjectRef, VersionRef, Conditions, CustomerKeyHeader) {}

/** What {@link headObject} gives. */
export class HeadObjectOutput extends /*#__PURE__*/ fields(ObjectHead, () => ({
  /** `appendable` for objects that can be appended to. */
  objectType: inHeader("x-qs-object-type", optional(openWord("appendable"))),
  /** Where the next append goes, for appendable objects. */
  nextAppendPosition: inHeader("x-qs-next-append-position", optional(WireSize))
})) {}

/**
 * Reads the head of an object: all that `getObject` tells except the bytes. The service says no more than the status when
 * it refuses: `not_found` for an absent object, `forbidden` for one that may not be read.
 *
 * Source: QingStor API, HEAD Object.
 */
export const headObject = /*#__PURE__*/ ois.operation("HeadObject", {
  method: "HEAD",
  path: "/{key}",
  idempotent: true,
  headers: { "accept-encoding": "identity" },
  input: HeadObjectInput,
  output: HeadObjectOutput,
  errors: [...objectErrors, ...conditionErrors]
})

/** What {@link deleteObject} takes. */
export class DeleteObjectInput extends /*#__PURE__*/ fields(ObjectRef, VersionRef) {}

/** What {@link deleteObject} gives. */
export class DeleteObjectOutput extends /*#__PURE__*/ fields(Answer, Version, () => ({
  /** Whether a delete marker was made or removed. */
  deleteMarker: inHeader("x-qs-delete-marker", optional(WireBoolean))
})) {}

/**
 * Deletes an object. An absent one is no error.
 *
 * Source: QingStor API, DELETE Object.
 */
export const deleteObject = /*#__PURE__*/ ois.operation("DeleteObject", {
  method: "DELETE",
  path: "/{key}",
  idempotent: true,
  input: DeleteObjectInput,
  output: DeleteObjectOutput,
  errors: objectErrors
})
