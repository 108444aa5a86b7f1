/**
 * Copies of objects, made by the service.
 */
import * as Schema from "effect/Schema"
import * as SchemaTransformation from "effect/SchemaTransformation"
import { fields, optional } from "../Fields.ts"
import { percentDecode, percentEncode, percentEncodePath } from "../percentEncoding.ts"
import { inHeader, inXml } from "../wire/xml.ts"
import { ETag, ETagCondition, HttpDate, IsoTime, WireUint64 } from "../wireText.ts"
import {
  Answer,
  BucketName,
  ContentHeaders,
  Encryption,
  ObjectKey,
  ObjectRef,
  oss,
  Payer,
  Traffic,
  unlessForbidden,
  Version,
  WriteHeaders
} from "./common.ts"
import { objectErrors } from "./errors.ts"

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
          // A text that is not validly encoded is taken literally.
          key: percentDecode(rest.join("/")) ?? rest.join("/"),
          ...(versionId === undefined ? {} : { versionId })
        }
      },
      encode: ({ bucket: from, key, versionId }) =>
        `/${from}/${percentEncodePath(key)}${versionId === undefined ? "" : `?versionId=${percentEncode(versionId)}`}`
    })
  )
)

/** Under which conditions an object is copied. */
export class CopyConditions extends /*#__PURE__*/ fields(() => ({
  /** Only when the source's ETag is this one, else `PreconditionFailed`. */
  copySourceIfMatch: inHeader("x-oss-copy-source-if-match", optional(ETagCondition)),
  /** Only when the source's ETag is another one, else `NotModified`. */
  copySourceIfNoneMatch: inHeader("x-oss-copy-source-if-none-match", optional(ETagCondition)),
  /** Only when the source was changed after this time, else `NotModified`. */
  copySourceIfModifiedSince: inHeader("x-oss-copy-source-if-modified-since", optional(HttpDate)),
  /** Only when the source was not changed after this time, else `PreconditionFailed`. */
  copySourceIfUnmodifiedSince: inHeader("x-oss-copy-source-if-unmodified-since", optional(HttpDate))
})) {}

const contentFields = (): ReadonlyArray<keyof ContentHeaders> =>
  Object.keys(ContentHeaders.slots) as ReadonlyArray<keyof ContentHeaders>

/** What {@link copyObject} takes. */
export class CopyObjectInput extends /*#__PURE__*/ fields(
  ObjectRef,
  () => ({
    /** Object to copy from. */
    source: inHeader("x-oss-copy-source", CopySource),
    /**
     * `COPY` keeps the source's metadata and content headers, `REPLACE` takes those that are given here. When absent:
     * `REPLACE` if any of them is given, else `COPY`.
     */
    metadataDirective: inHeader("x-oss-metadata-directive", optional(Schema.Literals(["COPY", "REPLACE"]))),
    /** `Copy` keeps the source's tags, `Replace` takes `tagging`. When absent: `Replace` if `tagging` is given. */
    taggingDirective: inHeader("x-oss-tagging-directive", optional(Schema.Literals(["Copy", "Replace"])))
  }),
  CopyConditions,
  WriteHeaders,
  Traffic,
  Payer
) {}

/** What {@link copyObject} gives. */
export class CopyObjectOutput extends /*#__PURE__*/ fields(
  Answer,
  Version,
  () => ({
    /** ETag of the copy, without quotes. */
    eTag: inXml("ETag", ETag),
    /** When the copy was made. */
    lastModified: inXml("LastModified", IsoTime),
    /** CRC-64/XZ of the copy. */
    crc64: inHeader("x-oss-hash-crc64ecma", optional(WireUint64)),
    /** Version of the source that was copied. */
    copySourceVersionId: inHeader("x-oss-copy-source-version-id", optional(Schema.String))
  }),
  Encryption
) {}

/**
 * Copies an object on the server.
 *
 * The copy keeps what is said about the source, unless something else is said here.
 *
 * Source: OSS API, CopyObject.
 */
export const copyObject = /*#__PURE__*/ oss.operation("CopyObject", {
  method: "PUT",
  path: "/{key}",
  idempotent: unlessForbidden,
  input: CopyObjectInput,
  output: CopyObjectOutput,
  // Without a directive the service would take the source's metadata and tags, and drop those that are given here.
  complete: (input) => ({
    ...input,
    metadataDirective:
      input.metadataDirective ??
      (contentFields().some((field) => field in input && input[field] !== undefined) ? "REPLACE" : undefined),
    taggingDirective: input.taggingDirective ?? (input.tagging === undefined ? undefined : "Replace")
  }),
  errors: [
    ...objectErrors,
    "NotModified",
    "PreconditionFailed",
    "FileAlreadyExists",
    "FileImmutable",
    "OperationNotSupported",
    "InvalidEncryptionAlgorithmError"
  ]
})
