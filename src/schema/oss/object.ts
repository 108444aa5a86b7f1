/**
 * Objects: put, append, get, head, copy, delete.
 */
import * as Schema from "effect/Schema"
import { BodyInput, ByteRange, OnProgress } from "../Body.ts"
import { fields, optional } from "../Fields.ts"
import { inBody, inHeader, inQuery, local } from "../wire/xml.ts"
import { ETag, HttpDate, WireBoolean, WireSize, WireUint64 } from "../wireText.ts"
import { CallbackAnswer, CallbackHeaders, callbackFailed } from "./callback.ts"
import {
  Answer,
  Conditions,
  ContentHeaders,
  Encryption,
  ObjectRef,
  ObjectType,
  oss,
  Payer,
  StorageClass,
  Traffic,
  unlessForbidden,
  Version,
  VersionRef,
  WriteHeaders
} from "./common.ts"
import { objectErrors } from "./errors.ts"

/** Tells how far a transfer is. */
export class Progress extends /*#__PURE__*/ fields(() => ({
  /** Called with the progress after each chunk. */
  onProgress: local(optional(OnProgress))
})) {}

/** What is said of an object whose bytes are sent. */
export class Upload extends /*#__PURE__*/ fields(
  ObjectRef,
  () => ({
    /** Bytes, text (UTF-8), a Stream or a file. Up to 5 GiB. */
    body: inBody(BodyInput),
    /** MD5 of the body in Base64, checked by the service (`InvalidDigest`). The CRC-64 is checked in any case. */
    contentMd5: inHeader("content-md5", optional(Schema.String))
  }),
  WriteHeaders,
  Traffic,
  Payer,
  Progress
) {}

/** What the head of a stored object tells. */
export class ObjectHead extends /*#__PURE__*/ fields(
  Answer,
  Version,
  () => ({
    /** ETag of the object, without quotes. */
    eTag: inHeader("etag", optional(ETag)),
    /** When the object was last written. */
    lastModified: inHeader("last-modified", optional(HttpDate)),
    /** Bytes of this answer's body: of the whole object, or of the part that was asked for. */
    contentLength: inHeader("content-length", optional(WireSize))
  }),
  ContentHeaders,
  Encryption,
  () => ({
    /** MD5 of the whole object in Base64, for objects that were put in one piece. */
    contentMd5: inHeader("content-md5", optional(Schema.String)),
    /** CRC-64/XZ of the whole object. */
    crc64: inHeader("x-oss-hash-crc64ecma", optional(WireUint64)),
    /** How the object came to be. */
    objectType: inHeader("x-oss-object-type", optional(ObjectType)),
    /** How the object is stored. */
    storageClass: inHeader("x-oss-storage-class", optional(StorageClass)),
    /** Where the next append goes, for appendable objects. */
    nextAppendPosition: inHeader("x-oss-next-append-position", optional(WireSize)),
    /** Number of tags. */
    taggingCount: inHeader("x-oss-tagging-count", optional(WireSize)),
    /** When a lifecycle rule will delete the object, as the service words it. */
    expiration: inHeader("x-oss-expiration", optional(Schema.String)),
    /** State of the restoring of an archived object, as the service words it. */
    restore: inHeader("x-oss-restore", optional(Schema.String)),
    /** Whether the newest version is a delete marker. */
    deleteMarker: inHeader("x-oss-delete-marker", optional(WireBoolean))
  })
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
export class PutObjectInput extends /*#__PURE__*/ fields(Upload, CallbackHeaders) {}

/** What {@link putObject} gives. */
export class PutObjectOutput extends /*#__PURE__*/ fields(
  Answer,
  Version,
  () => ({
    /** Absent where it is hidden: a browser needs it among the exposed headers of the bucket's CORS rule. */
    eTag: inHeader("etag", optional(ETag)),
    /** MD5 of the stored bytes in Base64. */
    contentMd5: inHeader("content-md5", optional(Schema.String)),
    /** CRC-64/XZ of the stored bytes. */
    crc64: inHeader("x-oss-hash-crc64ecma", optional(WireUint64))
  }),
  Encryption,
  CallbackAnswer
) {}

/**
 * Stores an object, replacing any object of the same key unless `forbidOverwrite` is set.
 *
 * The CRC-64 of the sent bytes is compared with the one the service computed; `ClientError` `ChecksumMismatch` when
 * they differ.
 *
 * With a `callback`, `ServerError` `CallbackFailed` means that the object is stored, and that only the program behind the
 * callback did not answer.
 *
 * Source: OSS API, PutObject.
 */
export const putObject = /*#__PURE__*/ oss.operation("PutObject", {
  method: "PUT",
  path: "/{key}",
  idempotent: unlessForbidden,
  uploadDigest: {},
  statuses: { failure: callbackFailed },
  contentTypeFrom: "key",
  input: PutObjectInput,
  output: PutObjectOutput,
  errors: [
    ...objectErrors,
    "CallbackFailed",
    "FileAlreadyExists",
    "FileImmutable",
    "InvalidDigest",
    "InvalidEncryptionAlgorithmError",
    "KmsServiceNotEnabled",
    "EntityTooLarge",
    "MissingContentLength",
    "NotImplemented"
  ]
})

/** What {@link appendObject} takes. */
export class AppendObjectInput extends /*#__PURE__*/ fields(Upload, () => ({
  /** Length of the object so far: `nextAppendPosition` of the append before, 0 for a new object. */
  position: inQuery("position", WireSize),
  /** CRC-64 of the object so far: `crc64` of the append before. */
  initCrc64: local(optional(Schema.BigInt))
})) {}

/** What {@link appendObject} gives. */
export class AppendObjectOutput extends /*#__PURE__*/ fields(
  Answer,
  Version,
  () => ({
    /** ETag of the object, without quotes. */
    eTag: inHeader("etag", optional(ETag)),
    /** `position` of the next append. */
    nextAppendPosition: inHeader("x-oss-next-append-position", WireSize),
    /** CRC-64/XZ of the whole object: `initCrc64` of the next append. */
    crc64: inHeader("x-oss-hash-crc64ecma", optional(WireUint64))
  }),
  Encryption
) {}

/**
 * Adds bytes to the end of an appendable object, or creates one at position 0.
 *
 * With `initCrc64` (the `crc64` of the append before) or at position 0 the CRC-64 of the whole object is checked.
 *
 * Source: OSS API, AppendObject.
 */
export const appendObject = /*#__PURE__*/ oss.operation("AppendObject", {
  method: "POST",
  path: "/{key}",
  query: { append: "" },
  // Repeated after a lost answer it would find the position taken by its own bytes.
  idempotent: false,
  uploadDigest: { from: ({ initCrc64, position }) => initCrc64 ?? (position === 0 ? 0n : undefined) },
  contentTypeFrom: "key",
  input: AppendObjectInput,
  output: AppendObjectOutput,
  errors: [
    ...objectErrors,
    "PositionNotEqualToLength",
    "ObjectNotAppendable",
    "FileAlreadyExists",
    "FileImmutable",
    "InvalidDigest",
    "EntityTooLarge",
    "MissingContentLength"
  ]
})

/** How a range beyond the object is answered. */
const RangeBehavior = Schema.Literals(["standard", "wholeObject"])

/** What {@link getObject} takes. */
export class GetObjectInput extends /*#__PURE__*/ fields(
  ObjectRef,
  VersionRef,
  () => ({
    /** Part to read, both ends included: `[0, 99]`, `[undefined, 99]` for the last 99 bytes, `[100, undefined]`. */
    range: inHeader("range", optional(ByteRange)),
    /**
     * What a range beyond the object gives. `"standard"`, the default: `InvalidRange`, and an end beyond the object's is
     * cut off. `"wholeObject"`: what the service does by itself, the whole object with status 200.
     */
    rangeBehavior: inHeader("x-oss-range-behavior", optional(RangeBehavior))
  }),
  Conditions,
  ResponseOverrides,
  () => ({
    /** Processing on the server, e.g. `image/resize,w_100`; the bytes are the result's. */
    process: inQuery("x-oss-process", optional(Schema.String))
  }),
  Traffic,
  Payer,
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
 * Source: OSS API, GetObject.
 *
 * **Example** (the first 100 bytes)
 *
 * ```ts
 * import { Effect } from "effect"
 * import { Oss } from "effect-cloud-storage"
 *
 * const start = Effect.gen(function*() {
 *   const oss = yield* Oss
 *   const part = yield* oss.getObject({ bucket: "photos", key: "cat.jpg", range: [0, 99] })
 *   return yield* part.bytes
 * })
 * ```
 */
export const getObject = /*#__PURE__*/ oss.download("GetObject", {
  method: "GET",
  path: "/{key}",
  idempotent: true,
  // Compressed on the way, length and checksum could not be checked.
  headers: { "accept-encoding": "identity" },
  // Programs that ask for a part want that part; the service's own default is the whole object.
  complete: ({ rangeBehavior, ...input }) => {
    if (rangeBehavior === "wholeObject") return input
    return input.range === undefined && rangeBehavior === undefined
      ? input
      : { ...input, rangeBehavior: rangeBehavior ?? "standard" }
  },
  download: {
    // The checksum of a part's answer is the whole object's; the one of a processed object is the original's.
    isWhole: ({ process }, { contentRange }) => process === undefined && contentRange === undefined,
    identity: ({ eTag }) => eTag,
    resume: ({ onProgress: _, ...input }, { eTag, contentLength, contentRange }, received) => {
      if (eTag === undefined || contentLength === undefined || input.process !== undefined) return undefined
      const start = contentRange === undefined ? 0 : Number(/^bytes (\d+)-/.exec(contentRange)?.[1])
      if (Number.isNaN(start) || received >= contentLength) return undefined
      // The ETag says all: the other conditions have been met by the first answer.
      const { ifNoneMatch: _1, ifModifiedSince: _2, ifUnmodifiedSince: _3, ...rest } = input
      return {
        ...rest,
        range: [start + received, start + contentLength - 1] as const,
        rangeBehavior: "standard" as const,
        ifMatch: eTag
      }
    }
  },
  input: GetObjectInput,
  output: GetObjectOutput,
  errors: [
    ...objectErrors,
    "NotModified",
    "PreconditionFailed",
    "InvalidRange",
    "InvalidObjectState",
    "SymlinkTargetNotExist",
    "InvalidTargetType"
  ]
})

/** What {@link headObject} takes. */
export class HeadObjectInput extends /*#__PURE__*/ fields(ObjectRef, VersionRef, Conditions, Payer) {}

/**
 * Reads the head of an object: everything {@link getObject} returns except the bytes.
 *
 * Source: OSS API, HeadObject.
 */
export const headObject = /*#__PURE__*/ oss.operation("HeadObject", {
  method: "HEAD",
  path: "/{key}",
  // Compressed, the answer would lack length and ETag.
  headers: { "accept-encoding": "identity" },
  idempotent: true,
  input: HeadObjectInput,
  output: ObjectHead,
  errors: [...objectErrors, "NotModified", "PreconditionFailed", "SymlinkTargetNotExist", "InvalidTargetType"]
})

/** What {@link getObjectMeta} takes. */
export class GetObjectMetaInput extends /*#__PURE__*/ fields(ObjectRef, VersionRef, Payer) {}

/** What {@link getObjectMeta} gives. */
export class GetObjectMetaOutput extends /*#__PURE__*/ fields(Answer, Version, () => ({
  /** ETag of the object, without quotes. Absent where a transport asks for a compressed answer, or a browser hides it. */
  eTag: inHeader("etag", optional(ETag)),
  /** Bytes of the object. */
  contentLength: inHeader("content-length", optional(WireSize)),
  /** When the object was last written. */
  lastModified: inHeader("last-modified", optional(HttpDate)),
  /** CRC-64/XZ of the whole object. */
  crc64: inHeader("x-oss-hash-crc64ecma", optional(WireUint64)),
  /** When the object was last read, in buckets that keep track of it. */
  lastAccessTime: inHeader("x-oss-last-access-time", optional(HttpDate)),
  /** When the object was moved to its storage class. */
  transitionTime: inHeader("x-oss-transition-time", optional(HttpDate))
})) {}

/**
 * Reads ETag, length and time of an object: cheaper than the whole head, and of a symlink itself instead of its target.
 *
 * Source: OSS API, GetObjectMeta.
 */
export const getObjectMeta = /*#__PURE__*/ oss.operation("GetObjectMeta", {
  method: "HEAD",
  path: "/{key}",
  query: { objectMeta: "" },
  // Compressed, the answer would lack length and ETag.
  headers: { "accept-encoding": "identity" },
  idempotent: true,
  input: GetObjectMetaInput,
  output: GetObjectMetaOutput,
  errors: [...objectErrors, "InvalidTargetType", "NotModified"]
})
