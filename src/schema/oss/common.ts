/**
 * Values and fields that many OSS operations share.
 */
import * as Schema from "effect/Schema"
import * as SchemaTransformation from "effect/SchemaTransformation"
import { fields, optional } from "../Fields.ts"
import { percentDecode, percentEncode } from "../percentEncoding.ts"
import { element, inHeader, inHeaders, inHost, inKeyPath, inQuery, inXml, xmlService } from "../wire/xml.ts"
import { ETagCondition, HttpDate, openWord, WireBoolean, WireInt } from "../wireText.ts"
import { type OssErrorCode, ossCommonErrors } from "./errors.ts"
import {
  bucketNameLength,
  maxKeyBytes,
  maxMetadataBytes,
  maxObjectTags,
  objectTagBytes,
  trafficLimit
} from "./limits.ts"

/** Describes operations of OSS. */
export const oss = xmlService<OssErrorCode>()({ service: "Oss", commonErrors: ossCommonErrors })

const encoder = new TextEncoder()
const byteLength = (text: string): number => {
  // A string of n UTF-16 units has n to 3n bytes: only those in between need to be encoded to know.
  return text.length * 3 <= maxKeyBytes ? text.length : encoder.encode(text).length
}

/** Name of a bucket: 3 to 63 of `a-z`, `0-9` and `-`, the first and last a letter or digit. */
export const BucketName = Schema.String.check(
  Schema.isPattern(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/, {
    message: `must be ${bucketNameLength.minimum} to ${bucketNameLength.maximum} of a-z, 0-9 and "-", and start and end with a letter or digit`
  })
)

/** Key of an object: 1 to 1,023 bytes of UTF-8 that do not start with `/` or `\`. */
export const ObjectKey = Schema.String.check(
  Schema.makeFilter((key: string) => {
    if (key.length === 0) return "must not be empty"
    if (key.startsWith("/") || key.startsWith("\\")) return 'must not start with "/" or "\\"'
    if (!key.isWellFormed()) return "must not contain half of a surrogate pair"
    return byteLength(key) <= maxKeyBytes ? true : `must have at most ${maxKeyBytes} bytes of UTF-8`
  })
)

/** How an object is stored. New classes of the service pass as they are. */
export const StorageClass = openWord("Standard", "IA", "Archive", "ColdArchive", "DeepColdArchive")

/** Storage classes a caller can ask for. */
export const StorageClassInput = Schema.Literals(["Standard", "IA", "Archive", "ColdArchive", "DeepColdArchive"])

/** Whether data is kept in one zone (`LRS`) or in several (`ZRS`). */
export const DataRedundancyType = Schema.Literals(["LRS", "ZRS"])

/** Who may read and write a bucket. */
export const BucketAcl = Schema.Literals(["private", "public-read", "public-read-write"])

/** Who may read and write an object; `default` is as its bucket says. */
export const ObjectAcl = Schema.Literals(["default", "private", "public-read", "public-read-write"])

/** How an object came to be. */
export const ObjectType = openWord("Normal", "Appendable", "Multipart", "Symlink")

/** An account. */
export class Owner extends /*#__PURE__*/ element(() => ({
  /** Id of the account. */
  id: inXml("ID", optional(Schema.String)),
  /** Name of the account; today the same as its id. */
  displayName: inXml("DisplayName", optional(Schema.String))
})) {}

/** User metadata: names of letters, digits and `-`, in lower case when read; at most 8 KiB in all. */
export const Metadata = Schema.Record(Schema.String, Schema.String).check(
  Schema.makeFilter((metadata: { readonly [name: string]: string }) => {
    let bytes = 0
    for (const [name, value] of Object.entries(metadata)) {
      if (!/^[A-Za-z0-9-]+$/.test(name))
        return `must have names of letters, digits and "-", not ${JSON.stringify(name)}`
      bytes += name.length + encoder.encode(value).length
    }
    return bytes <= maxMetadataBytes ? true : `must have at most ${maxMetadataBytes} bytes, not ${bytes}`
  })
)

const tagText = /^[\p{L}\p{N} +\-=._:/]*$/u

/** Tags of an object: at most 10, keys of 1 to 128 bytes, values of up to 256. */
export const Tags = Schema.Record(Schema.String, Schema.String).check(
  Schema.makeFilter((tags: { readonly [key: string]: string }) => {
    const entries = Object.entries(tags)
    if (entries.length > maxObjectTags) return `must be at most ${maxObjectTags} tags`
    for (const [key, value] of entries) {
      const keyBytes = encoder.encode(key).length
      if (keyBytes < 1 || keyBytes > objectTagBytes.key) return `must have keys of 1 to ${objectTagBytes.key} bytes`
      if (encoder.encode(value).length > objectTagBytes.value) {
        return `must have values of at most ${objectTagBytes.value} bytes`
      }
      if (!tagText.test(key) || !tagText.test(value)) return 'must consist of letters, digits, blanks and "+-=._:/"'
    }
    return true
  })
)

const decodePart = (part: string): string => percentDecode(part) ?? part

/** {@link Tags} as the text of a header: `a=1&b=2`, each part percent-encoded. */
export const TagsHeader = Schema.String.pipe(
  Schema.decodeTo(
    Tags,
    SchemaTransformation.transform<{ readonly [key: string]: string }, string>({
      decode: (text) =>
        Object.fromEntries(
          text
            .split("&")
            .filter((pair) => pair !== "")
            .map((pair) => {
              const at = pair.indexOf("=")
              return at < 0 ? [decodePart(pair), ""] : [decodePart(pair.slice(0, at)), decodePart(pair.slice(at + 1))]
            })
        ),
      encode: (tags) =>
        Object.entries(tags)
          .map(([key, value]) => `${percentEncode(key)}=${percentEncode(value)}`)
          .join("&")
    })
  )
)

/** The request goes to this bucket. */
export class BucketRef extends /*#__PURE__*/ fields(() => ({
  /** Name of the bucket. */
  bucket: inHost("bucket", BucketName)
})) {}

/** The request goes to this object. */
export class ObjectRef extends /*#__PURE__*/ fields(BucketRef, () => ({
  /** Name of the object, 1 to 1,023 bytes of UTF-8, not starting with `/` or `\`. */
  key: inKeyPath(ObjectKey)
})) {}

/** Says that the caller pays for the request to a bucket of somebody else. */
export class Payer extends /*#__PURE__*/ fields(() => ({
  /** `"requester"` when the caller pays for traffic and request instead of the bucket's owner. */
  requestPayer: inHeader("x-oss-request-payer", optional(Schema.Literals(["requester"])))
})) {}

/** Limits the speed of a transfer. */
export class Traffic extends /*#__PURE__*/ fields(() => ({
  /** Bits per second the service limits the transfer to, 245,760 to 838,860,800. */
  trafficLimit: inHeader(
    "x-oss-traffic-limit",
    optional(WireInt.check(Schema.isBetween(trafficLimit, { message: "must be 245760 to 838860800 bits per second" })))
  )
})) {}

/** What every answer tells. */
export class Answer extends /*#__PURE__*/ fields(() => ({
  /** Id of the request: what the vendor's support asks for. */
  requestId: inHeader("x-oss-request-id", optional(Schema.String))
})) {}

/** Version of the object that was written or read, in buckets with versioning. */
export class Version extends /*#__PURE__*/ fields(() => ({
  /** Id of the object's version, in a bucket with versioning. */
  versionId: inHeader("x-oss-version-id", optional(Schema.String))
})) {}

/** The request is about one version of the object. */
export class VersionRef extends /*#__PURE__*/ fields(() => ({
  /** Version of the object, in buckets with versioning; the current one when absent, `"null"` for the one without an id. */
  versionId: inQuery("versionId", optional(Schema.String))
})) {}

/** User metadata of an object. */
export class MetadataHeaders extends /*#__PURE__*/ fields(() => ({
  /** User metadata, sent as `x-oss-meta-*`. */
  metadata: inHeaders("x-oss-meta-", optional(Metadata))
})) {}

/** Headers that are kept with an object and sent again with it. */
export class ContentHeaders extends /*#__PURE__*/ fields(
  () => ({
    /** Media type; guessed from the key's extension when absent, else `application/octet-stream`. */
    contentType: inHeader("content-type", optional(Schema.String)),
    /** How caches may keep the object. */
    cacheControl: inHeader("cache-control", optional(Schema.String)),
    /** How browsers show or save the object. */
    contentDisposition: inHeader("content-disposition", optional(Schema.String)),
    /** How the bytes are encoded, e.g. `gzip`. */
    contentEncoding: inHeader("content-encoding", optional(Schema.String)),
    /** Language of the content. */
    contentLanguage: inHeader("content-language", optional(Schema.String)),
    /** Until when caches may keep the object; any text is kept as it is. */
    expires: inHeader("expires", optional(Schema.String))
  }),
  MetadataHeaders
) {}

/** How the service shall encrypt what it stores. */
export class EncryptionHeaders extends /*#__PURE__*/ fields(() => ({
  /** Encryption on the server: `AES256` with keys of OSS, `KMS` with a managed key, `SM4`. */
  serverSideEncryption: inHeader("x-oss-server-side-encryption", optional(Schema.Literals(["AES256", "KMS", "SM4"]))),
  /** Id of the managed key, with `KMS`. */
  serverSideEncryptionKeyId: inHeader("x-oss-server-side-encryption-key-id", optional(Schema.String)),
  /** Algorithm by which KMS encrypts, when not AES. */
  serverSideDataEncryption: inHeader("x-oss-server-side-data-encryption", optional(Schema.Literals(["SM4"])))
})) {}

/** How the service encrypted what it stored. */
export class Encryption extends /*#__PURE__*/ fields(() => ({
  /** Encryption on the server: `AES256` with keys of OSS, `KMS` with a managed key, `SM4`. */
  serverSideEncryption: inHeader("x-oss-server-side-encryption", optional(openWord("AES256", "KMS", "SM4"))),
  /** Id of the managed key, with `KMS`. */
  serverSideEncryptionKeyId: inHeader("x-oss-server-side-encryption-key-id", optional(Schema.String)),
  /** Algorithm by which KMS encrypts, when not AES. */
  serverSideDataEncryption: inHeader("x-oss-server-side-data-encryption", optional(openWord("SM4")))
})) {}

/** Who may use an object. */
export class ObjectAclHeader extends /*#__PURE__*/ fields(() => ({
  /** Who may read and write the object; as its bucket says when absent. */
  acl: inHeader("x-oss-object-acl", optional(ObjectAcl))
})) {}

/** How an object is stored. */
export class StorageClassHeader extends /*#__PURE__*/ fields(() => ({
  /** How the object is stored; as its bucket says when absent. */
  storageClass: inHeader("x-oss-storage-class", optional(StorageClassInput))
})) {}

/** Whether an object may take the place of another one. */
export class OverwriteHeader extends /*#__PURE__*/ fields(() => ({
  /** Fails with `FileAlreadyExists` when the key is taken. Without effect in buckets with versioning. */
  forbidOverwrite: inHeader("x-oss-forbid-overwrite", optional(WireBoolean))
})) {}

/** What can be said about an object when it is written. */
export class WriteHeaders extends /*#__PURE__*/ fields(
  ContentHeaders,
  EncryptionHeaders,
  ObjectAclHeader,
  StorageClassHeader,
  () => ({
    /** Tags of the object. */
    tagging: inHeader("x-oss-tagging", optional(TagsHeader))
  }),
  OverwriteHeader
) {}

/** Under which conditions an object is read. ETags are given bare, quoted, weak (`W/"…"`), or as `*` for any. */
export class Conditions extends /*#__PURE__*/ fields(() => ({
  /** Only when its ETag is this one, else `PreconditionFailed`. */
  ifMatch: inHeader("if-match", optional(ETagCondition)),
  /** Only when its ETag is another one, else `NotModified`. */
  ifNoneMatch: inHeader("if-none-match", optional(ETagCondition)),
  /** Only when it was changed after this time, else `NotModified`. */
  ifModifiedSince: inHeader("if-modified-since", optional(HttpDate)),
  /** Only when it was not changed after this time, else `PreconditionFailed`. */
  ifUnmodifiedSince: inHeader("if-unmodified-since", optional(HttpDate))
})) {}

/** Whether a call with a forbidden overwrite may be repeated: the repetition would find its own object. */
export const unlessForbidden = (input: { readonly forbidOverwrite?: boolean | undefined }): boolean =>
  input.forbidOverwrite !== true
