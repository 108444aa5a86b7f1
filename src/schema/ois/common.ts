/**
 * Values and fields that many OIS operations share.
 */
import * as DateTime from "effect/DateTime"
import * as Base64 from "effect/encoding/Base64"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as SchemaTransformation from "effect/SchemaTransformation"
import { OnProgress } from "../Body.ts"
import { fields, optional } from "../Fields.ts"
import { inHeader, inHeaders, inHost, inJson, inKeyPath, inQuery, jsonService, local, object } from "../wire/json.ts"
import { ETagCondition, HttpDate, openWord, WireInt } from "../wireText.ts"
import { type OisErrorCode, oisCommonErrors } from "./errors.ts"
import {
  bucketNameLength,
  bucketNamePattern,
  customerKeyBytes,
  maxContentTypeLength,
  maxKeyBytes,
  maxMetadataBytes,
  maxMetadataNameBytes
} from "./limits.ts"

/** Describes operations of OIS. */
export const ois = jsonService<OisErrorCode>()({ service: "Ois", commonErrors: oisCommonErrors })

const encoder = new TextEncoder()

/** Name of a bucket that is to be made: 6 to 63 of `a-z`, `0-9` and `-`, the first and last a letter or digit. */
export const NewBucketName = Schema.String.check(
  Schema.isPattern(bucketNamePattern, {
    message: `must be ${bucketNameLength.minimum} to ${bucketNameLength.maximum} of a-z, 0-9 and "-", and start and end with a letter or digit`
  })
)

/** Name of a bucket. Older deployments have names that could not be made today. */
export const BucketName = Schema.String.check(
  Schema.isPattern(/^(?!\.{1,2}$)[^/?#\\\s\p{Cc}]{1,255}$/u, { message: "must be a bucket name" })
)

/** Id of a zone. Its letter case does not matter; "" is that of the connection. */
export const ZoneName = Schema.String.check(
  Schema.isPattern(/^(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)?$/, {
    message: 'must be a zone: a-z, 0-9 and "-"'
  })
)

/** Key of an object: 1 to 1,023 bytes of UTF-8. It is kept byte for byte, also with `/` in front, `//` and dots. */
export const ObjectKey = Schema.String.check(
  Schema.makeFilter((key: string) => {
    if (key.length === 0) return "must not be empty"
    if (!key.isWellFormed()) return "must not contain half of a surrogate pair"
    return encoder.encode(key).length <= maxKeyBytes ? true : `must have at most ${maxKeyBytes} bytes of UTF-8`
  })
)

/** Text of a header: the service takes printable ASCII only. */
export const HeaderText = Schema.String.check(
  Schema.isPattern(/^[\t\x20-\x7e]*$/, { message: "must be printable ASCII; percent-encode other characters" })
)

/** A media type. */
export const ContentType = HeaderText.check(
  Schema.isMaxLength(maxContentTypeLength, { message: `must have at most ${maxContentTypeLength} characters` })
)

/** How an object is stored. New classes of the service pass as they are. */
export const StorageClass = openWord("STANDARD", "STANDARD_IA")

/** Storage classes a caller can ask for. */
export const StorageClassInput = Schema.Literals(["STANDARD", "STANDARD_IA"])

/**
 * User metadata: names of letters, digits, `-`, `.` and `_`, in lower case when read; values of printable ASCII; at most
 * 2 KiB in all. Source: QingStor API, "Metadata"; qingstor-sdk-go, `IsMetaDataValid`.
 */
export const Metadata = Schema.Record(Schema.String, Schema.String).check(
  Schema.makeFilter((metadata: { readonly [name: string]: string }) => {
    let bytes = 0
    for (const [name, value] of Object.entries(metadata)) {
      if (!/^[A-Za-z0-9._-]+$/.test(name)) {
        return `must have names of letters, digits, "-", "." and "_", not ${JSON.stringify(name)}`
      }
      if (name.length > maxMetadataNameBytes) return `must have names of at most ${maxMetadataNameBytes} bytes`
      if (!/^[\x20-\x7e]*$/.test(value)) {
        return `must have values of printable ASCII, which the one of ${JSON.stringify(name)} is not; percent-encode other characters`
      }
      bytes += name.length + value.length
    }
    return bytes <= maxMetadataBytes ? true : `must have at most ${maxMetadataBytes} bytes, not ${bytes}`
  })
)

/** A key of the customer, 32 bytes: redacted here, Base64 on the wire. Nothing tells of it what it is. */
export const CustomerKey = Schema.String.pipe(
  Schema.decodeTo(
    Schema.declare(
      (value: unknown): value is Redacted.Redacted<Uint8Array> =>
        Redacted.isRedacted(value) &&
        Redacted.value(value) instanceof Uint8Array &&
        (Redacted.value(value) as Uint8Array).length === customerKeyBytes,
      { expected: `a redacted key of ${customerKeyBytes} bytes` }
    ),
    SchemaTransformation.transform<Redacted.Redacted<Uint8Array>, string>({
      decode: (text) =>
        Redacted.make(
          Result.getOrElse(Base64.decode(text), () => new Uint8Array(0)),
          { label: "customerKey" }
        ),
      encode: (key) => Base64.encode(Redacted.value(key))
    })
  )
)

/** An account. */
export class Owner extends /*#__PURE__*/ object(() => ({
  /** Id of the account, e.g. `usr-1mvNCzZu`. */
  id: inJson("id", optional(Schema.String)),
  /** Name of the account; may be empty. */
  name: inJson("name", optional(Schema.String))
})) {}

/** Where a bucket is. */
export class Zone extends /*#__PURE__*/ fields(() => ({
  /**
   * Zone of the bucket, e.g. `jn1a`; that of the connection when absent. Where neither is known the service is asked, and
   * what it says is remembered.
   */
  zone: inHost("zone", optional(ZoneName))
})) {}

/** The request goes to this bucket. */
export class BucketRef extends /*#__PURE__*/ fields(
  () => ({
    /** Name of the bucket. */
    bucket: inHost("bucket", BucketName)
  }),
  Zone
) {}

/** The request goes to this object. */
export class ObjectRef extends /*#__PURE__*/ fields(BucketRef, () => ({
  /** Name of the object, 1 to 1,023 bytes of UTF-8; kept byte for byte. Only `.` and `..` have no address. */
  key: inKeyPath(ObjectKey)
})) {}

/** What every answer tells. */
export class Answer extends /*#__PURE__*/ fields(() => ({
  /** Id of the request: what the vendor's support asks for. */
  requestId: inHeader("x-qs-request-id", optional(Schema.String))
})) {}

/** Version that was written or read, in buckets with versioning. */
export class Version extends /*#__PURE__*/ fields(() => ({
  /** Id of the object's version, in a bucket with versioning. */
  versionId: inHeader("x-qs-version-id", optional(Schema.String))
})) {}

/** Which version is meant. */
export class VersionRef extends /*#__PURE__*/ fields(() => ({
  /** Version that is meant, in a bucket with versioning; the newest when absent. */
  versionId: inQuery("version_id", optional(Schema.String))
})) {}

/** Tells how far a transfer is. */
export class Progress extends /*#__PURE__*/ fields(() => ({
  /** Is told of progress after each chunk. */
  onProgress: local(optional(OnProgress))
})) {}

/** How an object is stored. */
export class StorageClassHeader extends /*#__PURE__*/ fields(() => ({
  /** How the object is stored; `STANDARD` when absent. */
  storageClass: inHeader("x-qs-storage-class", optional(StorageClassInput))
})) {}

/** What is said of an object beside its bytes. */
export class ContentHeaders extends /*#__PURE__*/ fields(() => ({
  /** Media type, at most 255 characters; guessed from the key's extension when absent. */
  contentType: inHeader("content-type", optional(ContentType)),
  /** How caches may keep the object. */
  cacheControl: inHeader("cache-control", optional(HeaderText)),
  /** How browsers show or save the object. */
  contentDisposition: inHeader("content-disposition", optional(HeaderText)),
  /** How the bytes are encoded, e.g. `gzip`. */
  contentEncoding: inHeader("content-encoding", optional(HeaderText)),
  /** Until when caches may keep the object; any text is kept as it is. */
  expires: inHeader("expires", optional(HeaderText)),
  /** User metadata, sent as `x-qs-meta-*`. */
  metadata: inHeaders("x-qs-meta-", optional(Metadata))
})) {}

/** Encryption by a key that only the customer has. */
export class CustomerKeyHeader extends /*#__PURE__*/ fields(() => ({
  /**
   * Key of 32 bytes by which the service encrypts the object (AES-256), or reads it again. It keeps none of it but an MD5:
   * an object whose key is lost is lost.
   */
  customerKey: inHeader("x-qs-encryption-customer-key", optional(CustomerKey))
})) {}

/** How the service encrypted what it stored. */
export class Encryption extends /*#__PURE__*/ fields(() => ({
  /** `AES256` where a customer's key encrypts the object. */
  encryptionAlgorithm: inHeader("x-qs-encryption-customer-algorithm", optional(openWord("AES256")))
})) {}

/** Under which conditions an object is read. ETags are given bare, quoted, weak (`W/"…"`), or as `*` for any. */
export class Conditions extends /*#__PURE__*/ fields(() => ({
  /** Only when its ETag is this one, else `precondition_failed`. */
  ifMatch: inHeader("if-match", optional(ETagCondition)),
  /** Only when its ETag is another one, else `not_modified`. */
  ifNoneMatch: inHeader("if-none-match", optional(ETagCondition)),
  /** Only when it was changed after this time, else `not_modified`. */
  ifModifiedSince: inHeader("if-modified-since", optional(HttpDate)),
  /** Only when it was not changed after this time, else `precondition_failed`. */
  ifUnmodifiedSince: inHeader("if-unmodified-since", optional(HttpDate))
})) {}

/** The body is checked by the service. */
export class BodyDigest extends /*#__PURE__*/ fields(() => ({
  /** MD5 of the body in Base64, which the service compares (`bad_digest`). */
  contentMd5: inHeader("content-md5", optional(HeaderText))
})) {}

/** A time as a number of Unix seconds in a document. */
export const UnixTime = Schema.Finite.check(Schema.isBetween({ minimum: -1e11, maximum: 1e11 })).pipe(
  Schema.decodeTo(
    Schema.DateTimeUtc,
    SchemaTransformation.transform<DateTime.Utc, number>({
      decode: (seconds) => DateTime.makeUnsafe(seconds * 1000),
      encode: (time) => Math.floor(DateTime.toEpochMillis(time) / 1000)
    })
  )
)

/** Bytes, or how many there are, in a document. */
export const Count = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))

/** Entries of a page that are asked for. */
export const PageLimit = WireInt.check(Schema.isGreaterThanOrEqualTo(1))

/** What keys are put together by. */
export const Delimiter = Schema.String.check(
  Schema.makeFilter((text: string) => ([...text].length === 1 ? true : "must be one character"))
)

/** Whether a rule is in force. */
export const RuleStatus = Schema.Literals(["enabled", "disabled"])
