/**
 * Objects that the service itself copies, moves or fetches.
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as SchemaIssue from "effect/SchemaIssue"
import * as SchemaTransformation from "effect/SchemaTransformation"
import { fields, optional } from "../Fields.ts"
import { percentDecode } from "../percentEncoding.ts"
import { inHeader } from "../wire/json.ts"
import { ETag, ETagCondition, HttpDate } from "../wireText.ts"
import {
  Answer,
  BucketName,
  ContentHeaders,
  CustomerKey,
  CustomerKeyHeader,
  Encryption,
  ObjectKey,
  ObjectRef,
  ois,
  StorageClassHeader,
  Version
} from "./common.ts"
import { conditionErrors, objectErrors } from "./errors.ts"
import { fetchSource, objectSource } from "./sources.ts"

/** An object to copy or move from. */
export const ObjectSource = Schema.String.pipe(
  Schema.decodeTo(
    Schema.Struct({
      /** Bucket of the source, in the same zone. */
      bucket: BucketName,
      /** Key of the source. */
      key: ObjectKey
    }),
    SchemaTransformation.transform<{ bucket: string; key: string }, string>({
      decode: (text) => {
        const [, bucket = "", ...rest] = text.split("/")
        const key = rest.join("/")
        // A text that is no valid encoding stands for itself.
        return { bucket: percentDecode(bucket) ?? bucket, key: percentDecode(key) ?? key }
      },
      encode: ({ bucket, key }) => objectSource(bucket, key)
    })
  )
)

/** A URL that the service fetches from. */
export const FetchSource = Schema.String.pipe(
  Schema.decodeTo(
    Schema.String,
    SchemaTransformation.transformEffect<string, string>({
      decode: (text) => Effect.succeed(text),
      encode: (url, options) => {
        const source = fetchSource(url)
        return source._tag === "Success"
          ? Effect.succeed(source.success)
          : Effect.fail(new SchemaIssue.InvalidValue({ message: source.failure }, url, options))
      }
    })
  )
)

/** Under which conditions an object is copied. */
export class CopyConditions extends /*#__PURE__*/ fields(() => ({
  /** Only when the source's ETag is this one, else `precondition_failed`. */
  copySourceIfMatch: inHeader("x-qs-copy-source-if-match", optional(ETagCondition)),
  /** Only when the source's ETag is another one, else `precondition_failed`. */
  copySourceIfNoneMatch: inHeader("x-qs-copy-source-if-none-match", optional(ETagCondition)),
  /** Only when the source was changed after this time, else `precondition_failed`. */
  copySourceIfModifiedSince: inHeader("x-qs-copy-source-if-modified-since", optional(HttpDate)),
  /** Only when the source was not changed after this time, else `precondition_failed`. */
  copySourceIfUnmodifiedSince: inHeader("x-qs-copy-source-if-unmodified-since", optional(HttpDate))
})) {}

/** The key that encrypts a source. */
export class SourceCustomerKey extends /*#__PURE__*/ fields(() => ({
  /** Key of 32 bytes that encrypts the source, where one does. */
  copySourceCustomerKey: inHeader("x-qs-copy-source-encryption-customer-key", optional(CustomerKey))
})) {}

const contentFields = (): ReadonlyArray<keyof ContentHeaders> =>
  Object.keys(ContentHeaders.slots) as ReadonlyArray<keyof ContentHeaders>

/** What {@link copyObject} takes. */
export class CopyObjectInput extends /*#__PURE__*/ fields(
  ObjectRef,
  () => ({
    /** Object to copy from, in the same zone. */
    source: inHeader("x-qs-copy-source", ObjectSource),
    /**
     * `COPY` keeps the source's metadata and content headers, `REPLACE` takes those that are given here. When absent:
     * `REPLACE` if any of them is given, else `COPY`.
     */
    metadataDirective: inHeader("x-qs-metadata-directive", optional(Schema.Literals(["COPY", "REPLACE"])))
  }),
  CopyConditions,
  SourceCustomerKey,
  ContentHeaders,
  StorageClassHeader,
  CustomerKeyHeader
) {}

/** What {@link copyObject} gives. */
export class CopyObjectOutput extends /*#__PURE__*/ fields(
  Answer,
  Version,
  () => ({
    /** ETag of the copy, without quotes: that of its source. */
    eTag: inHeader("etag", optional(ETag))
  }),
  Encryption
) {}

/**
 * Copies an object inside the service. The copy keeps what is said about the source, unless something else is said here.
 *
 * Source: QingStor API, PUT Object - Copy.
 */
export const copyObject = /*#__PURE__*/ ois.operation("CopyObject", {
  method: "PUT",
  path: "/{key}",
  idempotent: true,
  input: CopyObjectInput,
  output: CopyObjectOutput,
  // Without a directive the service would take the source's metadata, and drop what is given here.
  complete: (input) => ({
    ...input,
    metadataDirective:
      input.metadataDirective ??
      (contentFields().some((field) => field in input && input[field] !== undefined) ? "REPLACE" : undefined)
  }),
  errors: [...objectErrors, ...conditionErrors, "entity_too_large", "metadata_too_large"]
})

/** What {@link moveObject} takes. */
export class MoveObjectInput extends /*#__PURE__*/ fields(ObjectRef, () => ({
  /** Object to move from, in the same zone. It is gone afterwards. */
  source: inHeader("x-qs-move-source", ObjectSource),
  /** Only when the source's ETag is this one, else `precondition_failed`. */
  moveSourceIfMatch: inHeader("x-qs-move-source-if-match", optional(ETagCondition)),
  /** Only when the source's ETag is another one, else `precondition_failed`. */
  moveSourceIfNoneMatch: inHeader("x-qs-move-source-if-none-match", optional(ETagCondition)),
  /** Only when the source was changed after this time, else `precondition_failed`. */
  moveSourceIfModifiedSince: inHeader("x-qs-move-source-if-modified-since", optional(HttpDate)),
  /** Only when the source was not changed after this time, else `precondition_failed`. */
  moveSourceIfUnmodifiedSince: inHeader("x-qs-move-source-if-unmodified-since", optional(HttpDate))
})) {}

/** What {@link moveObject} gives. */
export class MoveObjectOutput extends /*#__PURE__*/ fields(CopyObjectOutput) {}

/**
 * Moves an object inside the service, with its metadata and its encryption.
 *
 * Source: QingStor API, PUT Object - Move.
 */
export const moveObject = /*#__PURE__*/ ois.operation("MoveObject", {
  method: "PUT",
  path: "/{key}",
  // Repeated after a lost answer it would miss the source that it moved itself.
  idempotent: false,
  input: MoveObjectInput,
  output: MoveObjectOutput,
  errors: [...objectErrors, ...conditionErrors]
})

/** What {@link fetchObject} takes. */
export class FetchObjectInput extends /*#__PURE__*/ fields(ObjectRef, () => ({
  /** URL to fetch from, `http` when it has no scheme. It has to tell its length. */
  source: inHeader("x-qs-fetch-source", FetchSource),
  /** Only where an object of this key is there and was not changed since, else `precondition_failed`. */
  fetchIfUnmodifiedSince: inHeader("x-qs-fetch-if-unmodified-since", optional(HttpDate))
})) {}

/** What {@link fetchObject} gives. */
export class FetchObjectOutput extends /*#__PURE__*/ fields(Answer, Version, () => ({
  /** ETag of the object, without quotes, where the service tells it. */
  eTag: inHeader("etag", optional(ETag))
})) {}

/**
 * Has the service fetch an object from a URL.
 *
 * Source: QingStor API, PUT Object - Fetch.
 */
export const fetchObject = /*#__PURE__*/ ois.operation("FetchObject", {
  method: "PUT",
  path: "/{key}",
  idempotent: true,
  input: FetchObjectInput,
  output: FetchObjectOutput,
  errors: [
    ...objectErrors,
    ...conditionErrors,
    "entity_too_large",
    "fetch_in_process",
    "fetch_throttled",
    "upstream_failed"
  ]
})
