/**
 * Objects: put, append, get, head, copy, delete.
 */
import * as Schema from "effect/Schema"
import * as SchemaTransformation from "effect/SchemaTransformation"
import { BodyInput, ByteRange, OnProgress } from "../Body.ts"
import { inBody, inHeader, inQuery, inXml, local, optional } from "../Operation.ts"
import { percentDecode, percentEncodePath } from "../percentEncoding.ts"
import { ETag, HttpDate, IsoTime, WireBoolean, WireSize, WireUint64 } from "../wireText.ts"
import { element, repeated } from "../xmlShape.ts"
import {
  answer,
  BucketName,
  bucket,
  conditions,
  contentHeaders,
  encryption,
  ObjectKey,
  ObjectType,
  object,
  oss,
  payer,
  StorageClass,
  traffic,
  unlessForbidden,
  version,
  writeHeaders
} from "./common.ts"
import { objectErrors } from "./errors.ts"
import { maxDeleteKeys } from "./limits.ts"

const progress = {
  /** Is told of progress after each chunk. */
  onProgress: local(optional(OnProgress))
}

const upload = {
  ...object,
  /** Bytes, text (UTF-8), a Stream or a file. Up to 5 GiB. */
  body: inBody(BodyInput),
  /** MD5 of the body in Base64, checked by the service (`InvalidDigest`). The CRC-64 is checked in any case. */
  contentMd5: inHeader("content-md5", optional(Schema.String)),
  ...writeHeaders,
  ...traffic,
  ...payer,
  ...progress
}

/** What the head of a stored object tells. */
const head = {
  ...answer,
  ...version,
  eTag: inHeader("etag", optional(ETag)),
  lastModified: inHeader("last-modified", optional(HttpDate)),
  /** Bytes of this answer's body: of the whole object, or of the part that was asked for. */
  contentLength: inHeader("content-length", optional(WireSize)),
  ...contentHeaders,
  ...encryption,
  /** MD5 of the whole object in Base64, for objects that were put in one piece. */
  contentMd5: inHeader("content-md5", optional(Schema.String)),
  /** CRC-64/XZ of the whole object. */
  crc64: inHeader("x-oss-hash-crc64ecma", optional(WireUint64)),
  /** How the object came to be. */
  objectType: inHeader("x-oss-object-type", optional(ObjectType)),
  storageClass: inHeader("x-oss-storage-class", optional(StorageClass)),
  /** Where the next append goes, for appendable objects. */
  nextAppendPosition: inHeader("x-oss-next-append-position", optional(WireSize)),
  /** Number of tags. */
  taggingCount: inHeader("x-oss-tagging-count", optional(WireSize)),
  /** When a lifecycle rule will delete the object, as the service words it. */
  expiration: inHeader("x-oss-expiration", optional(Schema.String)),
  /** State of the restoring of an archived object, as the service words it. */
  restore: inHeader("x-oss-restore", optional(Schema.String)),
  deleteMarker: inHeader("x-oss-delete-marker", optional(WireBoolean))
}

/** An object to copy from. */
export const CopySource = Schema.String.pipe(
  Schema.decodeTo(
    Schema.Struct({
      /** Bucket of the source. */
      bucket: BucketName,
      /** Key of the source. */
      key: ObjectKey,
      /** Version of the source, in buckets with versioning. */
      versionId: Schema.optional(Schema.String)
    }),
    SchemaTransformation.transform<{ bucket: string; key: string; versionId?: string | undefined }, string>({
      decode: (text) => {
        const [path = "", query] = text.split("?")
        const [, name = "", ...rest] = path.split("/")
        const version = query?.startsWith("versionId=") ? query.slice("versionId=".length) : undefined
        const versionId = version === undefined ? undefined : (percentDecode(version) ?? version)
        return {
          bucket: name,
          // A text that is no valid encoding stands for itself.
          key: percentDecode(rest.join("/")) ?? rest.join("/"),
          ...(versionId === undefined ? {} : { versionId })
        }
      },
      encode: ({ bucket: from, key, versionId }) =>
        `/${from}/${percentEncodePath(key)}${versionId === undefined ? "" : `?versionId=${encodeURIComponent(versionId)}`}`
    })
  )
)

const copyConditions = {
  /** Only when the source's ETag is this one, else `PreconditionFailed`. */
  copySourceIfMatch: inHeader("x-oss-copy-source-if-match", optional(ETag)),
  /** Only when the source's ETag is another one, else `NotModified`. */
  copySourceIfNoneMatch: inHeader("x-oss-copy-source-if-none-match", optional(ETag)),
  /** Only when the source was changed after this time, else `NotModified`. */
  copySourceIfModifiedSince: inHeader("x-oss-copy-source-if-modified-since", optional(HttpDate)),
  /** Only when the source was not changed after this time, else `PreconditionFailed`. */
  copySourceIfUnmodifiedSince: inHeader("x-oss-copy-source-if-unmodified-since", optional(HttpDate))
}

const responseOverrides = {
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
}

const DeletedObject = element({
  key: inXml("Key", Schema.String),
  versionId: inXml("VersionId", optional(Schema.String)),
  deleteMarker: inXml("DeleteMarker", optional(WireBoolean)),
  deleteMarkerVersionId: inXml("DeleteMarkerVersionId", optional(Schema.String))
})

export const objectOperations = {
  /**
   * Stores an object, replacing any object of the same key unless `forbidOverwrite` is set.
   *
   * The CRC-64 of the sent bytes is compared with the one the service computed; `ClientError` `ChecksumMismatch` when
   * they differ.
   *
   * Source: OSS API, PutObject.
   */
  putObject: oss.operation("PutObject", {
    method: "PUT",
    idempotent: unlessForbidden,
    checksum: "crc64",
    contentTypeFrom: "key",
    input: upload,
    output: {
      ...answer,
      ...version,
      eTag: inHeader("etag", ETag),
      /** MD5 of the stored bytes in Base64. */
      contentMd5: inHeader("content-md5", optional(Schema.String)),
      /** CRC-64/XZ of the stored bytes. */
      crc64: inHeader("x-oss-hash-crc64ecma", optional(WireUint64)),
      ...encryption
    },
    errors: [
      ...objectErrors,
      "FileAlreadyExists",
      "FileImmutable",
      "InvalidDigest",
      "InvalidEncryptionAlgorithmError",
      "KmsServiceNotEnabled",
      "EntityTooLarge",
      "MissingContentLength",
      "NotImplemented"
    ]
  }),

  /**
   * Adds bytes to the end of an appendable object, or creates one at position 0.
   *
   * With `initCrc64` (the `crc64` of the append before) or at position 0 the CRC-64 of the whole object is checked.
   *
   * Source: OSS API, AppendObject.
   */
  appendObject: oss.operation("AppendObject", {
    method: "POST",
    query: { append: "" },
    // Repeated after a lost answer it would find the position taken by its own bytes.
    idempotent: false,
    checksum: "crc64",
    checksumFrom: ({ initCrc64, position }) => initCrc64 ?? (position === 0 ? 0n : undefined),
    contentTypeFrom: "key",
    input: {
      ...upload,
      /** Length of the object so far: `nextAppendPosition` of the append before, 0 for a new object. */
      position: inQuery("position", WireSize),
      /** CRC-64 of the object so far: `crc64` of the append before. */
      initCrc64: local(optional(Schema.BigInt))
    },
    output: {
      ...answer,
      ...version,
      eTag: inHeader("etag", optional(ETag)),
      /** `position` of the next append. */
      nextAppendPosition: inHeader("x-oss-next-append-position", WireSize),
      /** CRC-64/XZ of the whole object: `initCrc64` of the next append. */
      crc64: inHeader("x-oss-hash-crc64ecma", optional(WireUint64))
    },
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
  }),

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
  getObject: oss.download("GetObject", {
    method: "GET",
    idempotent: true,
    checksum: "crc64",
    // Compressed on the way, length and checksum could not be checked.
    headers: { "accept-encoding": "identity" },
    // The checksum of a part's answer is the whole object's; the one of a processed object is the original's.
    isWhole: ({ process }, { contentRange }) => process === undefined && contentRange === undefined,
    resume: ({ onProgress: _, ...input }, { eTag, contentLength, contentRange }, received) => {
      if (eTag === undefined || contentLength === undefined || input.process !== undefined) return undefined
      const start = contentRange === undefined ? 0 : Number(/^bytes (\d+)-/.exec(contentRange)?.[1])
      if (Number.isNaN(start) || received >= contentLength) return undefined
      // The ETag says all: the other conditions have been met by the first answer.
      const { ifNoneMatch: _1, ifModifiedSince: _2, ifUnmodifiedSince: _3, ...rest } = input
      return {
        ...rest,
        range: [start + received, start + contentLength - 1],
        rangeBehavior: "standard",
        ifMatch: eTag
      }
    },
    input: {
      ...object,
      /** Part to read, both ends included: `[0, 99]`, `[undefined, 99]` for the last 99 bytes, `[100, undefined]`. */
      range: inHeader("range", optional(ByteRange)),
      /** `"standard"`: a range beyond the object fails with `InvalidRange`; else the whole object comes. */
      rangeBehavior: inHeader("x-oss-range-behavior", optional(Schema.Literals(["standard"]))),
      ...conditions,
      ...responseOverrides,
      /** Processing on the server, e.g. `image/resize,w_100`; the bytes are the result's. */
      process: inQuery("x-oss-process", optional(Schema.String)),
      ...traffic,
      ...payer,
      ...progress
    },
    output: {
      ...head,
      /** Which part of how much this is, e.g. `bytes 0-99/1000`; absent for the whole object. */
      contentRange: inHeader("content-range", optional(Schema.String))
    },
    errors: [
      ...objectErrors,
      "NotModified",
      "PreconditionFailed",
      "InvalidRange",
      "InvalidObjectState",
      "SymlinkTargetNotExist",
      "InvalidTargetType"
    ]
  }),

  /**
   * Reads the head of an object: all that {@link objectOperations.getObject} tells except the bytes.
   *
   * Source: OSS API, HeadObject.
   */
  headObject: oss.operation("HeadObject", {
    method: "HEAD",
    idempotent: true,
    input: { ...object, ...conditions, ...payer },
    output: head,
    errors: [...objectErrors, "NotModified", "PreconditionFailed", "SymlinkTargetNotExist", "InvalidTargetType"]
  }),

  /**
   * Reads ETag, length and time of an object: cheaper than the whole head, and of a symlink itself instead of its target.
   *
   * Source: OSS API, GetObjectMeta.
   */
  getObjectMeta: oss.operation("GetObjectMeta", {
    method: "HEAD",
    query: { objectMeta: "" },
    idempotent: true,
    input: { ...object, ...payer },
    output: {
      ...answer,
      ...version,
      eTag: inHeader("etag", ETag),
      /** Bytes of the object. */
      contentLength: inHeader("content-length", WireSize),
      lastModified: inHeader("last-modified", HttpDate),
      crc64: inHeader("x-oss-hash-crc64ecma", optional(WireUint64)),
      /** When the object was last read, in buckets that keep track of it. */
      lastAccessTime: inHeader("x-oss-last-access-time", optional(HttpDate)),
      /** When the object was moved to its storage class. */
      transitionTime: inHeader("x-oss-transition-time", optional(HttpDate))
    },
    errors: objectErrors
  }),

  /**
   * Copies an object on the server.
   *
   * The copy keeps what is said about the source, unless something else is said here.
   *
   * Source: OSS API, CopyObject.
   */
  copyObject: oss.operation("CopyObject", {
    method: "PUT",
    idempotent: unlessForbidden,
    input: {
      ...object,
      /** Object to copy from. */
      source: inHeader("x-oss-copy-source", CopySource),
      /**
       * `COPY` keeps the source's metadata and content headers, `REPLACE` takes those that are given here. When absent:
       * `REPLACE` if any of them is given, else `COPY`.
       */
      metadataDirective: inHeader("x-oss-metadata-directive", optional(Schema.Literals(["COPY", "REPLACE"]))),
      /** `Copy` keeps the source's tags, `Replace` takes `tagging`. When absent: `Replace` if `tagging` is given. */
      taggingDirective: inHeader("x-oss-tagging-directive", optional(Schema.Literals(["Copy", "Replace"]))),
      ...copyConditions,
      ...writeHeaders,
      ...traffic,
      ...payer
    },
    output: {
      ...answer,
      ...version,
      eTag: inXml("ETag", ETag),
      lastModified: inXml("LastModified", IsoTime),
      crc64: inHeader("x-oss-hash-crc64ecma", optional(WireUint64)),
      copySourceVersionId: inHeader("x-oss-copy-source-version-id", optional(Schema.String)),
      ...encryption
    },
    errors: [
      ...objectErrors,
      "NotModified",
      "PreconditionFailed",
      "FileAlreadyExists",
      "FileImmutable",
      "OperationNotSupported",
      "InvalidEncryptionAlgorithmError"
    ]
  }),

  /**
   * Deletes an object. An absent one is no error.
   *
   * Source: OSS API, DeleteObject.
   */
  deleteObject: oss.operation("DeleteObject", {
    method: "DELETE",
    idempotent: true,
    input: { ...object, ...payer },
    output: { ...answer, ...version, deleteMarker: inHeader("x-oss-delete-marker", optional(WireBoolean)) },
    errors: [...objectErrors, "FileImmutable"]
  }),

  /**
   * Deletes up to 1,000 objects. Absent ones count as deleted.
   *
   * Source: OSS API, DeleteMultipleObjects.
   */
  deleteMultipleObjects: oss.operation("DeleteMultipleObjects", {
    method: "POST",
    query: { delete: "", "encoding-type": "url" },
    idempotent: true,
    xmlRoot: "Delete",
    contentMd5: true,
    urlEncoded: ["Key"],
    input: {
      ...bucket,
      /** `true`: the service does not tell which objects it deleted. */
      quiet: inXml("Quiet", optional(WireBoolean)),
      /** Objects to delete, 1 to 1,000. */
      objects: inXml(
        "Object",
        Schema.Array(
          element({
            /** Key of the object. */
            key: inXml("Key", ObjectKey),
            /** Version to delete, in buckets with versioning. */
            versionId: inXml("VersionId", optional(Schema.String))
          })
        ).check(
          Schema.isMinLength(1, { message: "must name at least one object" }),
          Schema.isMaxLength(maxDeleteKeys, { message: `must name at most ${maxDeleteKeys} objects` })
        )
      ),
      ...payer
    },
    output: {
      ...answer,
      /** What was deleted; empty when `quiet`. */
      deleted: inXml("Deleted", repeated(DeletedObject))
    },
    errors: [...objectErrors, "MalformedXML", "InvalidDigest"]
  })
}
