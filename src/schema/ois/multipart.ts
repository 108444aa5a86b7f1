/**
 * Objects that are put together of parts.
 */
import * as Schema from "effect/Schema"
import { ByteRange } from "../Body.ts"
import { fields, list, optional } from "../Fields.ts"
import { inHeader, inJson, inQuery, listOrNothing, object } from "../wire/json.ts"
import { ETag, IsoTime, WireInt } from "../wireText.ts"
import {
  Answer,
  BucketRef,
  Count,
  CustomerKeyHeader,
  Delimiter,
  Encryption,
  ObjectRef,
  ois,
  PageLimit
} from "./common.ts"
import { bucketErrors, conditionErrors, contentErrors, documentErrors, objectErrors } from "./errors.ts"
import { maxParts, partNumbers } from "./limits.ts"
import { Content, WriteHeaders } from "./object.ts"
import { CopyConditions, ObjectSource, SourceCustomerKey } from "./objectCopy.ts"

/** Number of a part: 0 to 10,000. */
const PartNumber = Schema.Int.check(
  Schema.isBetween(partNumbers, { message: `must be ${partNumbers.minimum} to ${partNumbers.maximum}` })
)

/** The request is about this upload. */
export class UploadRef extends /*#__PURE__*/ fields(ObjectRef, () => ({
  /** Id of the upload: `uploadId` of `initiateMultipartUpload`. */
  uploadId: inQuery("upload_id", Schema.String.check(Schema.isMinLength(1, { message: "must not be empty" })))
})) {}

/** The request is about this part. */
export class PartRef extends /*#__PURE__*/ fields(UploadRef, () => ({
  /** Number of the part, 0 to 10,000: its place in the object. */
  partNumber: inQuery(
    "part_number",
    WireInt.check(
      Schema.isBetween(partNumbers, { message: `must be ${partNumbers.minimum} to ${partNumbers.maximum}` })
    )
  )
})) {}

/** What {@link initiateMultipartUpload} takes. */
export class InitiateMultipartUploadInput extends /*#__PURE__*/ fields(ObjectRef, WriteHeaders) {}

/** What {@link initiateMultipartUpload} gives. */
export class InitiateMultipartUploadOutput extends /*#__PURE__*/ fields(
  Answer,
  () => ({
    /** Name of the bucket. */
    bucket: inJson("bucket", optional(Schema.String)),
    /** Key of the object. */
    key: inJson("key", optional(Schema.String)),
    /** Id of the upload. */
    uploadId: inJson("upload_id", Schema.String)
  }),
  Encryption
) {}

/**
 * Starts an upload in parts. What is said of the object is said here.
 *
 * Source: QingStor API, Initiate Multipart Upload.
 *
 * **Example** (two parts)
 *
 * ```ts
 * import { Effect } from "effect"
 * import { Ois } from "effect-cloud-storage"
 *
 * const uploaded = (first: Uint8Array, second: Uint8Array) =>
 *   Effect.gen(function*() {
 *     const bucket = (yield* Ois).bucket("test-bucket", "jn1a")
 *     const upload = { key: "film.mov", uploadId: (yield* bucket.initiateMultipartUpload({ key: "film.mov" })).uploadId }
 *     const parts = yield* Effect.forEach([first, second], (body, partNumber) =>
 *       Effect.map(bucket.uploadMultipart({ ...upload, partNumber, body }), ({ eTag }) => ({ partNumber, eTag })))
 *     yield* bucket.completeMultipartUpload({ ...upload, objectParts: parts })
 *   })
 * ```
 */
export const initiateMultipartUpload = /*#__PURE__*/ ois.operation("InitiateMultipartUpload", {
  method: "POST",
  path: "/{key}",
  query: { uploads: "" },
  // Each repetition would start another upload.
  idempotent: false,
  input: InitiateMultipartUploadInput,
  output: InitiateMultipartUploadOutput,
  errors: [...objectErrors, "metadata_too_large"]
})

/** What {@link uploadMultipart} takes. */
export class UploadMultipartInput extends /*#__PURE__*/ fields(PartRef, Content, CustomerKeyHeader) {}

/** What {@link uploadMultipart} gives. */
export class UploadMultipartOutput extends /*#__PURE__*/ fields(
  Answer,
  () => ({
    /** ETag of the part, without quotes: the MD5 of its bytes. */
    eTag: inHeader("etag", optional(ETag))
  }),
  Encryption
) {}

/**
 * Uploads a part, replacing an earlier one of the same number. All but the last must have at least 4 MiB.
 *
 * The MD5 of the sent bytes is compared with the ETag of the answer; `ClientError` `ChecksumMismatch` when they differ.
 *
 * Source: QingStor API, Upload Multipart.
 */
export const uploadMultipart = /*#__PURE__*/ ois.operation("UploadMultipart", {
  method: "PUT",
  path: "/{key}",
  idempotent: true,
  uploadDigest: {},
  input: UploadMultipartInput,
  output: UploadMultipartOutput,
  errors: [...objectErrors, ...contentErrors, "upload_not_exists", "max_parts_exceeded", "entity_too_small"]
})

/** What {@link copyMultipart} takes. */
export class CopyMultipartInput extends /*#__PURE__*/ fields(
  PartRef,
  () => ({
    /** Object to copy from, in the same zone. */
    source: inHeader("x-qs-copy-source", ObjectSource),
    /** Part of the source, both ends included; all of it when absent. */
    copyRange: inHeader("x-qs-copy-range", optional(ByteRange))
  }),
  CopyConditions,
  SourceCustomerKey,
  CustomerKeyHeader
) {}

/** What {@link copyMultipart} gives. */
export class CopyMultipartOutput extends /*#__PURE__*/ fields(
  Answer,
  () => ({
    /** ETag of the part, without quotes. */
    eTag: inHeader("etag", optional(ETag)),
    /** What was copied of how much, e.g. `bytes 0-99/1000`. */
    copyRange: inHeader("x-qs-content-copy-range", optional(Schema.String))
  }),
  Encryption
) {}

/**
 * Makes a part of an object that the service has.
 *
 * Source: QingStor API, Upload Multipart - Copy.
 */
export const copyMultipart = /*#__PURE__*/ ois.operation("CopyMultipart", {
  method: "PUT",
  path: "/{key}",
  idempotent: true,
  input: CopyMultipartInput,
  output: CopyMultipartOutput,
  errors: [
    ...objectErrors,
    ...conditionErrors,
    "upload_not_exists",
    "max_parts_exceeded",
    "entity_too_small",
    "entity_too_large",
    "invalid_range"
  ]
})

/** A part that was uploaded. */
export class UploadedPart extends /*#__PURE__*/ object(() => ({
  /** Number of the part. */
  partNumber: inJson("part_number", Count),
  /** Bytes of the part. */
  size: inJson("size", optional(Count)),
  /** ETag of the part, without quotes. */
  eTag: inJson("etag", optional(ETag)),
  /** When the part was uploaded. */
  created: inJson("created", optional(IsoTime))
})) {}

/** What {@link listMultipart} takes. */
export class ListMultipartInput extends /*#__PURE__*/ fields(UploadRef, () => ({
  /** Only parts after this number. */
  partNumberMarker: inQuery("part_number_marker", optional(WireInt)),
  /** Parts of the page, at most 1,000. */
  limit: inQuery("limit", optional(PageLimit))
})) {}

/** What {@link listMultipart} gives. */
export class ListMultipartOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** Parts of this page. */
  count: inJson("count", optional(Count)),
  /** Parts, in the order of their numbers. */
  objectParts: inJson("object_parts", listOrNothing(UploadedPart))
})) {}

/**
 * Lists the parts of an upload, one page. `listMultipartAll` gives all of them.
 *
 * Source: QingStor API, List Multipart.
 */
export const listMultipart = /*#__PURE__*/ ois.operation("ListMultipart", {
  method: "GET",
  path: "/{key}",
  idempotent: true,
  input: ListMultipartInput,
  output: ListMultipartOutput,
  errors: [...objectErrors, "upload_not_exists"]
})

/** A part that shall become part of the object. */
export class PartToJoin extends /*#__PURE__*/ object(() => ({
  /** Number of the part. */
  partNumber: inJson("part_number", PartNumber),
  /** ETag that the part must have; any when absent. */
  eTag: inJson("etag", optional(Schema.String))
})) {}

/** What {@link completeMultipartUpload} takes. */
export class CompleteMultipartUploadInput extends /*#__PURE__*/ fields(UploadRef, () => ({
  /** Parts of the object, in any order; they are put together by their numbers. Those that are not named are dropped. */
  objectParts: inJson(
    "object_parts",
    list(PartToJoin).check(
      Schema.isMinLength(1, { message: "must name at least one part" }),
      Schema.isMaxLength(maxParts, { message: `must name at most ${maxParts} parts` })
    )
  ),
  /**
   * ETag of the object, which the service believes: the MD5 of the whole content, or nothing. One of its own, which is no
   * MD5, when absent.
   */
  eTag: inHeader("etag", optional(ETag))
})) {}

/** What {@link completeMultipartUpload} gives. */
export class CompleteMultipartUploadOutput extends /*#__PURE__*/ fields(Answer, Encryption) {}

/**
 * Puts the parts of an upload together to an object, replacing any object of the same key.
 *
 * Source: QingStor API, Complete Multipart Upload.
 */
export const completeMultipartUpload = /*#__PURE__*/ ois.operation("CompleteMultipartUpload", {
  method: "POST",
  path: "/{key}",
  // Repeated after a lost answer it would miss the upload that it ended itself.
  idempotent: false,
  input: CompleteMultipartUploadInput,
  output: CompleteMultipartUploadOutput,
  // Parts that were sent at the same time end in an order of chance.
  complete: (input) =>
    Array.isArray(input.objectParts)
      ? { ...input, objectParts: input.objectParts.toSorted((left, right) => left.partNumber - right.partNumber) }
      : input,
  errors: [...objectErrors, ...documentErrors, "upload_not_exists", "entity_too_small", "entity_too_large"]
})

/** What {@link abortMultipartUpload} takes. */
export class AbortMultipartUploadInput extends /*#__PURE__*/ fields(UploadRef) {}

/** What {@link abortMultipartUpload} gives. */
export class AbortMultipartUploadOutput extends /*#__PURE__*/ fields(Answer) {}

/**
 * Gives up an upload and its parts. One that is not there is no error.
 *
 * Source: QingStor API, Abort Multipart Upload.
 */
export const abortMultipartUpload = /*#__PURE__*/ ois.operation("AbortMultipartUpload", {
  method: "DELETE",
  path: "/{key}",
  idempotent: true,
  input: AbortMultipartUploadInput,
  output: AbortMultipartUploadOutput,
  errors: [...objectErrors, "upload_not_exists"]
})

/** An upload that is not finished. */
export class UploadSummary extends /*#__PURE__*/ object(() => ({
  /** Key of the object that is to be. */
  key: inJson("key", Schema.String),
  /** Id of the upload. */
  uploadId: inJson("upload_id", Schema.String),
  /** When the upload was started. */
  created: inJson("created", optional(IsoTime))
})) {}

/** What {@link listMultipartUploads} takes. */
export class ListMultipartUploadsInput extends /*#__PURE__*/ fields(BucketRef, () => ({
  /** Only uploads whose keys start with this. */
  prefix: inQuery("prefix", optional(Schema.String)),
  /** One character. Keys that have it after the prefix are put together to one common prefix. */
  delimiter: inQuery("delimiter", optional(Delimiter)),
  /** Only keys after this: `nextKeyMarker` of the page before. */
  keyMarker: inQuery("key_marker", optional(Schema.String)),
  /** Goes on inside of that key after this upload: `nextUploadIdMarker` of the page before. */
  uploadIdMarker: inQuery("upload_id_marker", optional(Schema.String)),
  /** Entries of the page, at most 1,000; 200 when absent. */
  limit: inQuery("limit", optional(PageLimit))
})) {}

/** What {@link listMultipartUploads} gives. */
export class ListMultipartUploadsOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** Name of the bucket. */
  name: inJson("name", optional(Schema.String)),
  /** Prefix that was asked for. */
  prefix: inJson("prefix", optional(Schema.String)),
  /** Delimiter that was asked for. */
  delimiter: inJson("delimiter", optional(Schema.String)),
  /** Entries of a page. */
  limit: inJson("limit", optional(Count)),
  /** Key that was asked to start after. */
  keyMarker: inJson("key_marker", optional(Schema.String)),
  /** Upload that was asked to start after. */
  uploadIdMarker: inJson("upload_id_marker", optional(Schema.String)),
  /** `keyMarker` of the next page. */
  nextKeyMarker: inJson("next_key_marker", optional(Schema.String)),
  /** `uploadIdMarker` of the next page. */
  nextUploadIdMarker: inJson("next_upload_id_marker", optional(Schema.String)),
  /** Whether there is another page. Older servers do not tell. */
  hasMore: inJson("has_more", optional(Schema.Boolean)),
  /** Uploads of the page, in the order of their keys. */
  uploads: inJson("uploads", listOrNothing(UploadSummary)),
  /** Common prefixes of the page. */
  commonPrefixes: inJson("common_prefixes", listOrNothing(Schema.String))
})) {}

/**
 * Lists unfinished uploads, one page. `listMultipartUploadsAll` gives all of them.
 *
 * Source: QingStor API, List Multipart Uploads.
 */
export const listMultipartUploads = /*#__PURE__*/ ois.operation("ListMultipartUploads", {
  method: "GET",
  path: "/",
  query: { uploads: "" },
  idempotent: true,
  input: ListMultipartUploadsInput,
  output: ListMultipartUploadsOutput,
  errors: bucketErrors
})
