/** Objects: putting, reading, removing. Source: QingStor API, PUT, GET, HEAD and DELETE Object. */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { Body } from "../Body.ts"
import type { ByteRange } from "../objectStore/ranges.ts"
import { toWholeSecond } from "../time.ts"
import { checkConditions } from "./conditions.ts"
import { checkCustomerKey, ownKey, readCustomerKey } from "./encryption.ts"
import { maxKeyBytes, utf8Length } from "./limits.ts"
import type { OisCall } from "./OisCall.ts"
import { OisRefusal } from "./OisRefusal.ts"
import type { RequestHeaders } from "./objectHeaders.ts"
import { accessBucket, mayDo, type RightName } from "./permissions.ts"
import { resolveRange } from "./ranges.ts"
import type { OisBody } from "./receiving.ts"
import { invalidObjectName, objectNotExists, permissionDenied } from "./refusals.ts"
import type { Bucket, ObjectProperties, StoredObject } from "./state.ts"
import * as Versions from "./versions.ts"

/** Names of an object. */
export interface ObjectName {
  readonly bucket: string
  readonly key: string
}

/** Checks the name of an object. Any text is one that is not too long, also with slashes and dots in all places. */
export const checkKey = (key: string): Result.Result<void, OisRefusal> =>
  key === "" || utf8Length(key) > maxKeyBytes ? Result.fail(invalidObjectName()) : Result.succeed(undefined)

/** Finds the bucket of a key, for someone who may do this to the key. */
export const accessKey = (
  call: OisCall,
  { bucket, key }: ObjectName,
  right: RightName
): Result.Result<Bucket, OisRefusal> =>
  Result.gen(function* () {
    const found = yield* accessBucket(call, bucket, right, key)
    yield* checkKey(key)
    return found
  })

/** An object of the given properties, without content. */
export const emptyObject = (
  { nowMillis }: OisCall,
  { contentHeaders, encryption, storageClass, userMetadata }: ObjectProperties
): Omit<StoredObject, "body" | "eTag"> => ({
  contentHeaders,
  userMetadata,
  encryption,
  storageClass: storageClass ?? "STANDARD",
  createdMillis: toWholeSecond(nowMillis),
  lastModifiedMillis: toWholeSecond(nowMillis)
})

/** The names of a new object and what is said about it. */
export interface NewObject extends ObjectName {
  readonly properties: ObjectProperties
}

/** Stores an object whose bytes have arrived. */
export const storeReceived = (
  call: OisCall,
  input: NewObject,
  { body, digests }: OisBody
): Result.Result<StoredObject, OisRefusal> =>
  Result.map(accessKey(call, input, "createObject"), (bucket) =>
    Versions.storeObject(call, bucket, input.key, {
      ...emptyObject(call, input.properties),
      body,
      eTag: digests.md5.toString("hex")
    })
  )

/**
 * Stores an object, replacing any object of the same key.
 *
 * @param receive Takes in the body. It runs only when nothing else speaks against the call, and the checks are made
 * again once the body is there, since others may have been faster.
 */
export const putObject = (
  call: OisCall,
  input: NewObject,
  receive: Effect.Effect<OisBody, OisRefusal>
): Effect.Effect<StoredObject, OisRefusal> =>
  Effect.gen(function* () {
    yield* Effect.fromResult(accessKey(call, input, "createObject"))
    const received = yield* receive
    return yield* Effect.fromResult(storeReceived(call, input, received))
  })

const noObject = (marker: string | undefined): OisRefusal => {
  const { code, message, status } = objectNotExists()
  return marker === undefined
    ? new OisRefusal({ code, message, status })
    : new OisRefusal({
        code,
        message,
        status,
        headers: { "x-qs-delete-marker": "true", "x-qs-version-id": marker }
      })
}

/** Finds an object, or one of its versions, for someone who may do this to it. */
export const accessObject = (
  call: OisCall,
  name: ObjectName & { readonly versionId?: string | undefined },
  right: RightName
): Result.Result<{ readonly bucket: Bucket; readonly object: StoredObject }, OisRefusal> =>
  Result.flatMap(accessKey(call, name, right), (bucket) => {
    const all = Versions.versionsOf(call.state, bucket, name.key)
    const { versionId } = name
    const found = versionId === undefined ? all[0] : all.find((version) => version.versionId === versionId)
    if (found === undefined) return Result.fail(noObject(undefined))
    if (found._tag === "DeleteMarker") return Result.fail(noObject(found.versionId))
    const { versionId: _, ...unversioned } = found.object
    return Result.succeed({ bucket, object: bucket.versioning === "DISABLED" ? unversioned : found.object })
  })

export interface ReadInput extends ObjectName {
  readonly versionId?: string | undefined
  /** Conditions, range, and the customer's key. */
  readonly headers: RequestHeaders
}

/** An object's properties. The customer's key may be left out. */
export const headObject = (call: OisCall, input: ReadInput): Result.Result<StoredObject, OisRefusal> =>
  Result.gen(function* () {
    const { object } = yield* accessObject(call, input, "headObject")
    yield* checkCustomerKey(object.encryption, yield* readCustomerKey(input.headers, ownKey), { isNeeded: false })
    yield* checkConditions(object, input.headers)
    return object
  })

/** The part of an object that a reader gets. */
export interface ObjectContent {
  readonly object: StoredObject
  readonly body: Body
  /** Absent for the whole object. */
  readonly range?: ByteRange | undefined
}

/** An object's properties and bytes. */
export const getObject = (call: OisCall, input: ReadInput): Result.Result<ObjectContent, OisRefusal> =>
  Result.gen(function* () {
    const { object } = yield* accessObject(call, input, "getObject")
    yield* checkCustomerKey(object.encryption, yield* readCustomerKey(input.headers, ownKey), { isNeeded: true })
    yield* checkConditions(object, input.headers)
    const range = yield* resolveRange(input.headers["range"], object.body.size)
    return range === undefined
      ? { object, body: object.body }
      : { object, range, body: object.body.slice(range.first, range.last + 1) }
  })

/** Removes an object, or one version of it. A key that holds none is no error. */
export const deleteObject = (
  call: OisCall,
  input: ObjectName & { readonly versionId?: string | undefined }
): Result.Result<Versions.Deletion, OisRefusal> =>
  Result.map(accessKey(call, input, "deleteObject"), (bucket) =>
    input.versionId === undefined
      ? Versions.deleteKey(call, bucket, input.key)
      : Versions.deleteVersion(call, bucket, input.key, input.versionId)
  )

/** Why a key of a batch could not be removed. */
export interface FailedDeletion {
  readonly key: string
  readonly refusal: OisRefusal
}

/** What became of the keys of a batch. */
export interface BatchDeletion {
  readonly deleted: ReadonlyArray<string>
  readonly failed: ReadonlyArray<FailedDeletion>
}

/** Removes several objects. Each key is judged by itself. */
export const deleteObjects = (
  call: OisCall,
  { bucket: name, keys }: { readonly bucket: string; readonly keys: ReadonlyArray<string> }
): Result.Result<BatchDeletion, OisRefusal> =>
  Result.map(accessBucketOfBatch(call, name, keys), (bucket) => {
    const deleted: Array<string> = []
    const failed: Array<FailedDeletion> = []
    for (const key of keys) {
      const checked = checkKey(key)
      if (Result.isFailure(checked)) failed.push({ key, refusal: checked.failure })
      else if (!mayDo(call, bucket, "deleteObject", key)) failed.push({ key, refusal: permissionDenied() })
      else {
        Versions.deleteKey(call, bucket, key)
        deleted.push(key)
      }
    }
    return { deleted, failed }
  })

// Someone who may remove none of the keys is refused as a whole.
const accessBucketOfBatch = (
  call: OisCall,
  name: string,
  keys: ReadonlyArray<string>
): Result.Result<Bucket, OisRefusal> => {
  const allowed = keys.find((key) => Result.isSuccess(accessBucket(call, name, "deleteObject", key)))
  return accessBucket(call, name, "deleteObject", allowed ?? keys[0])
}
