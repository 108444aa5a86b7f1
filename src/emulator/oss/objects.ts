/** Objects: putting, reading, removing. Source: OSS API, PutObject, GetObject, HeadObject, DeleteObject. */
import { createHash } from "node:crypto"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { Body } from "../Body.ts"
import type { Conditions } from "../objectStore/conditions.ts"
import type { ByteRange } from "../objectStore/ranges.ts"
import { currentObject, setObject, type WireHeaders } from "../objectStore/state.ts"
import { toWholeSecond } from "../time.ts"
import { checkConditions } from "./conditions.ts"
import type { OssCall } from "./OssCall.ts"
import type { OssRefusal } from "./OssRefusal.ts"
import { accessBucket, accessKey, accessObject, checkKey, mayAccess } from "./permissions.ts"
import { resolveRange } from "./ranges.ts"
import type { OssBody } from "./receiving.ts"
import { fileAlreadyExists, invalidObjectState, invalidTargetType, symlinkTargetNotExist } from "./refusals.ts"
import type { Bucket, ObjectAcl, StorageClass, StoredObject, Tag } from "./state.ts"

/** What a request says about the object it creates. */
export interface ObjectProperties {
  readonly acl?: ObjectAcl | undefined
  readonly storageClass?: StorageClass | undefined
  readonly contentHeaders: WireHeaders
  readonly userMetadata: WireHeaders
  /** Absent when the request says nothing of tags. */
  readonly tags?: ReadonlyArray<Tag> | undefined
  readonly encryption: WireHeaders
}

/** The names of a new object and what is said about it. */
export interface NewObject {
  readonly bucket: string
  readonly key: string
  readonly properties: ObjectProperties
  readonly forbidOverwrite: boolean
}

/** An object of the given properties, without content. */
export const emptyObject = (
  call: OssCall,
  bucket: Bucket,
  properties: ObjectProperties
): Omit<StoredObject, "type" | "body" | "eTag" | "crc64"> => ({
  lastModifiedMillis: toWholeSecond(call.nowMillis),
  storageClass: properties.storageClass ?? bucket.storageClass,
  acl: properties.acl ?? "default",
  contentHeaders: { "content-type": "application/octet-stream", ...properties.contentHeaders },
  userMetadata: properties.userMetadata,
  tags: properties.tags ?? [],
  encryption: properties.encryption
})

/** Finds the bucket that a new object may go to. */
export const checkNewObject = (call: OssCall, input: NewObject): Result.Result<Bucket, OssRefusal> =>
  Result.gen(function* () {
    const { bucket, object } = yield* accessKey(call, input.bucket, input.key, "write")
    if (object !== undefined && input.forbidOverwrite) return yield* Result.fail(fileAlreadyExists())
    return bucket
  })

/** Stores an object whose bytes have arrived. */
export const storeObject = (
  call: OssCall,
  input: NewObject,
  received: OssBody
): Result.Result<StoredObject, OssRefusal> =>
  Result.map(checkNewObject(call, input), (bucket) => {
    const object: StoredObject = {
      ...emptyObject(call, bucket, input.properties),
      type: "Normal",
      body: received.body,
      eTag: received.digests.md5.toString("hex").toUpperCase(),
      crc64: received.digests.crc64,
      contentMd5: received.digests.md5.toString("base64")
    }
    setObject(call.state, input.bucket, input.key, object)
    return object
  })

/**
 * Stores an object, replacing any object of the same key.
 *
 * @param receive Takes in the body. It runs only when nothing else speaks against the call, and the checks are made
 * again once the body is there, since others may have been faster.
 */
export const putObject = (
  call: OssCall,
  input: NewObject,
  receive: Effect.Effect<OssBody, OssRefusal>
): Effect.Effect<StoredObject, OssRefusal> =>
  Effect.gen(function* () {
    yield* Effect.fromResult(checkNewObject(call, input))
    const received = yield* receive
    return yield* Effect.fromResult(storeObject(call, input, received))
  })

/** An ETag that means nothing but changes with its parts. */
export const opaqueETag = (...parts: ReadonlyArray<string | number | bigint>): string =>
  createHash("md5").update(parts.join("\n")).digest("hex").toUpperCase()

// Length, ETag, MD5 and CRC are the target's, Last-Modified is the later of both, all else is the link's.
const seenThroughLink = (link: StoredObject, target: StoredObject): StoredObject => {
  const { contentMd5: _, ...properties } = link
  return {
    ...properties,
    body: target.body,
    eTag: target.eTag,
    crc64: target.crc64,
    ...(target.contentMd5 === undefined ? {} : { contentMd5: target.contentMd5 }),
    lastModifiedMillis: Math.max(link.lastModifiedMillis, target.lastModifiedMillis)
  }
}

/**
 * Follows a symbolic link. Assumption: a caller who is not the owner needs to be able to read both link and target.
 */
const resolveLink = (
  call: OssCall,
  input: { readonly bucket: string; readonly key: string },
  bucket: Bucket,
  link: StoredObject
): Result.Result<StoredObject, OssRefusal> =>
  Result.gen(function* () {
    const key = link.symlinkTarget ?? ""
    const target = currentObject(call.state, input.bucket, key)
    if (target === undefined) return yield* Result.fail(symlinkTargetNotExist())
    if (target.type === "Symlink") return yield* Result.fail(invalidTargetType(input.key))
    if (!mayAccess(call, bucket, target, "read")) yield* accessKey(call, input.bucket, key, "read")
    return target
  })

export interface ReadInput {
  readonly bucket: string
  readonly key: string
  readonly conditions: Conditions
}

const archived = (storageClass: StorageClass): boolean => storageClass !== "Standard" && storageClass !== "IA"

const readable = (
  call: OssCall,
  input: ReadInput
): Result.Result<{ readonly object: StoredObject; readonly bodyClass: StorageClass }, OssRefusal> =>
  Result.gen(function* () {
    const { bucket, object } = yield* accessObject(call, input.bucket, input.key, "read")
    const target = object.type === "Symlink" ? yield* resolveLink(call, input, bucket, object) : object
    const seen = target === object ? object : seenThroughLink(object, target)
    yield* checkConditions(seen, input.conditions)
    return { object: seen, bodyClass: target.storageClass }
  })

/** An object's properties. */
export const headObject = (call: OssCall, input: ReadInput): Result.Result<StoredObject, OssRefusal> =>
  Result.map(readable(call, input), ({ object }) => object)

/** The part of an object that a reader gets. */
export interface ObjectContent {
  readonly object: StoredObject
  readonly body: Body
  /** Absent for the whole object. */
  readonly range?: ByteRange | undefined
}

/** An object's properties and bytes. */
export const getObject = (
  call: OssCall,
  input: ReadInput & { readonly range?: string | undefined; readonly rangeBehavior: "standard" | "default" }
): Result.Result<ObjectContent, OssRefusal> =>
  Result.gen(function* () {
    const { bodyClass, object } = yield* readable(call, input)
    // Restoring archived objects is not emulated yet, so none is ever readable.
    if (archived(bodyClass)) return yield* Result.fail(invalidObjectState(input.key))
    const range = yield* resolveRange(input.range, object.body.size, input.rangeBehavior)
    return range === undefined
      ? { object, body: object.body }
      : { object, range, body: object.body.slice(range.first, range.last + 1) }
  })

/** An object as it is stored: of a link the link itself. */
export const getObjectMeta = (call: OssCall, input: ReadInput): Result.Result<StoredObject, OssRefusal> =>
  Result.gen(function* () {
    const { object } = yield* accessObject(call, input.bucket, input.key, "read")
    yield* checkConditions(object, input.conditions)
    return object
  })

/** Removes an object. A key that holds none is no error. */
export const deleteObject = (
  call: OssCall,
  input: { readonly bucket: string; readonly key: string }
): Result.Result<void, OssRefusal> =>
  Result.map(accessKey(call, input.bucket, input.key, "write"), () => {
    call.state.objects(input.bucket).delete(input.key)
  })

/**
 * Removes several objects. Keys the caller may not remove, or that cannot exist, are left out of the answer.
 *
 * @returns The keys that hold nothing now.
 */
export const deleteObjects = (
  call: OssCall,
  input: { readonly bucket: string; readonly keys: ReadonlyArray<string> }
): Result.Result<ReadonlyArray<string>, OssRefusal> =>
  Result.map(accessBucket(call, input.bucket, "write"), (bucket) =>
    input.keys.filter((key) => {
      const object = currentObject(call.state, input.bucket, key)
      if (Result.isFailure(checkKey(key)) || !mayAccess(call, bucket, object, "write")) return false
      call.state.objects(input.bucket).delete(key)
      return true
    })
  )
