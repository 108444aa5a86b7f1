/**
 * Headers that describe objects, both ways.
 * Source: OSS API, PutObject, GetObject, CopyObject.
 */
import * as Result from "effect/Result"
import { parseQuery } from "../frame/requestTarget.ts"
import { type CopySource, readCopySource } from "../objectStore/copies.ts"
import type { WireHeaders } from "../objectStore/state.ts"
import { toHttpDate } from "../time.ts"
import { choice, flag } from "./choices.ts"
import { maxUserMetadataBytes } from "./limits.ts"
import type { OssRefusal } from "./OssRefusal.ts"
import type { ObjectProperties } from "./objects.ts"
import { invalidArgument, invalidEncryptionAlgorithm, notImplementedHeader } from "./refusals.ts"
import { encryptionAlgorithms, objectAcls, type StoredObject, storageClasses, type Tag } from "./state.ts"
import { checkTags } from "./tags.ts"

/** Request headers by lower-case name. */
export type RequestHeaders = Readonly<Record<string, string | undefined>>

/** Headers that are stored with an object and sent back as they are. */
export const contentHeaderNames: ReadonlyArray<string> = [
  "content-type",
  "cache-control",
  "content-disposition",
  "content-encoding",
  "content-language",
  "expires"
]

const metadataPrefix = "x-oss-meta-"
const encryptionHeader = "x-oss-server-side-encryption"
const encryptionKeyHeader = "x-oss-server-side-encryption-key-id"
const dataEncryptionHeader = "x-oss-server-side-data-encryption"

/** The key that the service keeps for its account, for requests that name none. */
const serviceKeyId = "7c3f0a52-9d14-4e6b-8f21-5ab0c6d7e813"

const pick = (headers: RequestHeaders, names: ReadonlyArray<string>): WireHeaders =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = headers[name]
      return value === undefined ? [] : [[name, value] as const]
    })
  )

/** What is said about encryption. A key, and how it is used, belong to KMS alone. */
const readEncryption = (headers: RequestHeaders): Result.Result<WireHeaders, OssRefusal> => {
  const algorithm = headers[encryptionHeader]
  if (algorithm === undefined) return Result.succeed({})
  if (!encryptionAlgorithms.some((known) => known === algorithm)) {
    return Result.fail(invalidEncryptionAlgorithm(algorithm))
  }
  if (algorithm !== "KMS") return Result.succeed({ [encryptionHeader]: algorithm })
  return Result.succeed({
    [encryptionHeader]: algorithm,
    [encryptionKeyHeader]: headers[encryptionKeyHeader] ?? serviceKeyId,
    ...pick(headers, [dataEncryptionHeader])
  })
}

const readMetadata = (headers: RequestHeaders): Result.Result<WireHeaders, OssRefusal> => {
  const entries = Object.entries(headers).filter(
    (entry): entry is [string, string] => entry[0].startsWith(metadataPrefix) && entry[1] !== undefined
  )
  const bytes = entries.reduce((sum, [name, value]) => sum + name.length + value.length, 0)
  return bytes > maxUserMetadataBytes
    ? Result.fail(
        invalidArgument("The total size of user metadata must not exceed 8 KB.", "x-oss-meta-*", String(bytes))
      )
    : Result.succeed(Object.fromEntries(entries.map(([name, value]) => [name.slice(metadataPrefix.length), value])))
}

const readTags = (header: string | undefined): Result.Result<ReadonlyArray<Tag> | undefined, OssRefusal> => {
  if (header === undefined) return Result.succeed(undefined)
  const pairs = Result.mapError(parseQuery(header), () =>
    invalidArgument("The x-oss-tagging header is malformed.", "x-oss-tagging", header)
  )
  return Result.flatMap(pairs, ({ entries }) => checkTags(entries.map(([key, value]) => ({ key, value }))))
}

/** Everything that a request says about the object it creates. */
export const readProperties = (headers: RequestHeaders): Result.Result<ObjectProperties, OssRefusal> =>
  Result.gen(function* () {
    const acl = yield* choice(
      objectAcls,
      "x-oss-object-acl",
      headers["x-oss-object-acl"],
      "no such object access control exists"
    )
    const storageClass = yield* choice(storageClasses, "x-oss-storage-class", headers["x-oss-storage-class"])
    const encryption = yield* readEncryption(headers)
    return {
      acl,
      storageClass,
      contentHeaders: pick(headers, contentHeaderNames),
      userMetadata: yield* readMetadata(headers),
      tags: yield* readTags(headers["x-oss-tagging"]),
      encryption
    }
  })

export const readForbidOverwrite = (headers: RequestHeaders): Result.Result<boolean, OssRefusal> =>
  flag("x-oss-forbid-overwrite", headers["x-oss-forbid-overwrite"])

const conditionHeaders = ["If-Modified-Since", "If-Unmodified-Since", "If-Match", "If-None-Match"]

/** Refuses conditions on calls that know none. */
export const refuseConditions = (headers: RequestHeaders): Result.Result<void, OssRefusal> => {
  const found = conditionHeaders.find((name) => headers[name.toLowerCase()] !== undefined)
  return found === undefined ? Result.succeed(undefined) : Result.fail(notImplementedHeader(found))
}

/** Reads the source of a copy. */
export const readSource = (header: string): Result.Result<CopySource, OssRefusal> => {
  const source = readCopySource(header)
  return source === undefined
    ? Result.fail(invalidArgument("Copy Source must mention the source bucket and key.", "x-oss-copy-source", header))
    : Result.succeed(source)
}

/** The part of an answer's headers that every reading call has. */
export const printTag = (object: StoredObject): WireHeaders => ({
  etag: `"${object.eTag}"`,
  "last-modified": toHttpDate(object.lastModifiedMillis)
})

/** Headers of an answer that stores an object. */
export const printStored = (object: StoredObject): WireHeaders => ({
  etag: `"${object.eTag}"`,
  "x-oss-hash-crc64ecma": String(object.crc64),
  ...(object.contentMd5 === undefined ? {} : { "content-md5": object.contentMd5 }),
  ...object.encryption
})

/** Headers that describe an object to its readers. */
export const printObject = (object: StoredObject): WireHeaders => ({
  ...object.contentHeaders,
  ...printTag(object),
  "accept-ranges": "bytes",
  "x-oss-object-type": object.type,
  "x-oss-storage-class": object.storageClass,
  "x-oss-hash-crc64ecma": String(object.crc64),
  ...(object.contentMd5 === undefined ? {} : { "content-md5": object.contentMd5 }),
  ...(object.type === "Appendable" ? { "x-oss-next-append-position": String(object.body.size) } : {}),
  ...(object.tags.length === 0 ? {} : { "x-oss-tagging-count": String(object.tags.length) }),
  ...object.encryption,
  ...Object.fromEntries(Object.entries(object.userMetadata).map(([name, value]) => [metadataPrefix + name, value]))
})
