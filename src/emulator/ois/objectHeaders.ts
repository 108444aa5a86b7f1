/**
 * Headers that describe objects, both ways. Source: QingStor API, PUT, GET and HEAD Object, "Metadata".
 */
import * as Result from "effect/Result"
import type { WireHeaders } from "../objectStore/state.ts"
import { toHttpDate } from "../time.ts"
import { ownKey, printEncryption, readCustomerKey } from "./encryption.ts"
import { maxContentTypeLength, maxMetadataBytes, maxMetadataNameBytes } from "./limits.ts"
import type { OisRefusal } from "./OisRefusal.ts"
import { invalidArgument, invalidRequest, metadataTooLarge } from "./refusals.ts"
import { type ObjectProperties, type StorageClass, type StoredObject, storageClasses } from "./state.ts"

/** Request headers by lower-case name. */
export type RequestHeaders = Readonly<Record<string, string | undefined>>

/** Headers that are stored with an object and sent back as they are. */
const contentHeaderNames = ["content-type", "cache-control", "content-disposition", "content-encoding", "expires"]

const metadataPrefix = "x-qs-meta-"

/** Whether a field of a form means the header of the same name. */
export const isObjectHeader = (name: string): boolean =>
  contentHeaderNames.includes(name) || name.startsWith(metadataPrefix) || name === "x-qs-storage-class"

const readStorageClass = (header: string | undefined): Result.Result<StorageClass | undefined, OisRefusal> => {
  if (header === undefined) return Result.succeed(undefined)
  const known = storageClasses.find((storageClass) => storageClass === header.trim())
  return known === undefined ? Result.fail(invalidRequest("There is no such storage class.")) : Result.succeed(known)
}

const readContentHeaders = (headers: RequestHeaders): Result.Result<WireHeaders, OisRefusal> => {
  const type = headers["content-type"]?.trim() ?? ""
  if (type.length > maxContentTypeLength) {
    return Result.fail(invalidArgument(`Content-Type has at most ${maxContentTypeLength} characters`))
  }
  const found = contentHeaderNames.flatMap((name) => {
    const value = headers[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  return Result.succeed({
    ...Object.fromEntries(found),
    "content-type": type === "" ? "application/octet-stream" : type
  })
}

const readMetadata = (headers: RequestHeaders): Result.Result<WireHeaders, OisRefusal> => {
  const entries = Object.entries(headers).flatMap(([name, value]) =>
    name.startsWith(metadataPrefix) && value !== undefined ? [[name.slice(metadataPrefix.length), value] as const] : []
  )
  const bytes = entries.reduce((sum, [name, value]) => sum + name.length + value.length, 0)
  return bytes > maxMetadataBytes || entries.some(([name]) => name.length > maxMetadataNameBytes)
    ? Result.fail(metadataTooLarge())
    : Result.succeed(Object.fromEntries(entries))
}

/** Everything that a request says about the object it creates. */
export const readProperties = (headers: RequestHeaders): Result.Result<ObjectProperties, OisRefusal> =>
  Result.gen(function* () {
    return {
      storageClass: yield* readStorageClass(headers["x-qs-storage-class"]),
      contentHeaders: yield* readContentHeaders(headers),
      userMetadata: yield* readMetadata(headers),
      encryption: yield* readCustomerKey(headers, ownKey)
    }
  })

/** Headers that tell one state of an object from another. */
export const printTag = (object: StoredObject): WireHeaders => ({
  etag: `"${object.eTag}"`,
  "last-modified": toHttpDate(object.lastModifiedMillis)
})

const printVersion = ({ versionId }: StoredObject): WireHeaders =>
  versionId === undefined ? {} : { "x-qs-version-id": versionId }

/** Headers of an answer that stores an object. */
export const printStored = (object: StoredObject): WireHeaders => ({
  etag: `"${object.eTag}"`,
  ...printEncryption(object.encryption),
  ...printVersion(object)
})

/** Headers that describe an object to its readers. */
export const printObject = (object: StoredObject): WireHeaders => ({
  ...object.contentHeaders,
  ...printTag(object),
  "accept-ranges": "bytes",
  "x-qs-storage-class": object.storageClass,
  ...printEncryption(object.encryption),
  ...printVersion(object),
  ...Object.fromEntries(Object.entries(object.userMetadata).map(([name, value]) => [metadataPrefix + name, value]))
})

/** Headers that only HEAD has. */
export const printAppendable = (object: StoredObject): WireHeaders =>
  object.appends === undefined
    ? {}
    : { "x-qs-object-type": "appendable", "x-qs-next-append-position": String(object.body.size) }
