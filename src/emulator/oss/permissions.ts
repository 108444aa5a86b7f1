/**
 * Who may do what: the owner everything, others what the ACL of the object or else of its bucket grants.
 * Source: OSS API, ACL of buckets and objects. Assumption where the sources are silent: a change or removal of an object
 * follows the object's own ACL when it has one, and a key that does not exist yet follows the bucket's.
 */
import * as Result from "effect/Result"
import { currentObject } from "../objectStore/state.ts"
import { isBucketName, maxKeyBytes, utf8Length } from "./limits.ts"
import type { OssCall } from "./OssCall.ts"
import type { OssRefusal } from "./OssRefusal.ts"
import { accessDenied, invalidBucketName, invalidObjectName, noSuchBucket, noSuchKey } from "./refusals.ts"
import type { Bucket, BucketAcl, StoredObject } from "./state.ts"

export type Access = "read" | "write"

const granted = (acl: BucketAcl, access: Access): boolean =>
  acl === "public-read-write" || (acl === "public-read" && access === "read")

const isOwner = ({ requester }: OssCall, bucket: Bucket): boolean => requester?.ownerId === bucket.owner.id

const denied = ({ requester }: OssCall): OssRefusal =>
  requester === undefined
    ? accessDenied("Anonymous user has no right to access this bucket")
    : accessDenied("You have no right to access this object because of bucket acl.")

/** Refuses anonymous calls on the service itself. */
export const requireAccount = ({ requester }: OssCall) =>
  requester === undefined
    ? Result.fail(accessDenied("Anonymous user has no right to access this service"))
    : Result.succeed(requester)

/** Finds a bucket, whoever asks. */
export const findBucket = ({ state }: OssCall, name: string): Result.Result<Bucket, OssRefusal> => {
  if (!isBucketName(name)) return Result.fail(invalidBucketName(name))
  const bucket = state.buckets.get(name)
  return bucket === undefined ? Result.fail(noSuchBucket(name)) : Result.succeed(bucket)
}

/** Finds a bucket for something that only its owner may do. */
export const ownBucket = (call: OssCall, name: string): Result.Result<Bucket, OssRefusal> =>
  Result.flatMap(findBucket(call, name), (bucket) =>
    isOwner(call, bucket) ? Result.succeed(bucket) : Result.fail(denied(call))
  )

/** Finds a bucket for something that its ACL may grant to others. */
export const accessBucket = (call: OssCall, name: string, access: Access): Result.Result<Bucket, OssRefusal> =>
  Result.flatMap(findBucket(call, name), (bucket) =>
    isOwner(call, bucket) || granted(bucket.acl, access) ? Result.succeed(bucket) : Result.fail(denied(call))
  )

/** Checks the name of an object. */
export const checkKey = (key: string): Result.Result<void, OssRefusal> => {
  if (key === "") return Result.fail(invalidObjectName("The Object name can not be empty"))
  if (utf8Length(key) > maxKeyBytes) {
    return Result.fail(invalidObjectName("The Length of Object name must be less than 1024"))
  }
  return /^[/\\]/.test(key) ? Result.fail(invalidObjectName()) : Result.succeed(undefined)
}

/** Whether the caller may do this to an object that exists, or (without one) to a key that does not. */
export const mayAccess = (call: OssCall, bucket: Bucket, object: StoredObject | undefined, access: Access): boolean => {
  if (isOwner(call, bucket)) return true
  const acl = object === undefined || object.acl === "default" ? bucket.acl : object.acl
  return granted(acl, access)
}

/** A bucket and what one of its keys holds. */
export interface Found {
  readonly bucket: Bucket
  readonly object: StoredObject | undefined
}

/** Finds what a key holds, if anything, for someone who may access it. */
export const accessKey = (
  call: OssCall,
  bucketName: string,
  key: string,
  access: Access
): Result.Result<Found, OssRefusal> =>
  Result.gen(function* () {
    const bucket = yield* findBucket(call, bucketName)
    yield* checkKey(key)
    const object = currentObject(call.state, bucketName, key)
    if (mayAccess(call, bucket, object, access)) return { bucket, object }
    const byObject = object !== undefined && object.acl !== "default"
    return yield* Result.fail(byObject ? accessDenied("You have no right to access this object.") : denied(call))
  })

/** Finds an object for someone who may access it. */
export const accessObject = (
  call: OssCall,
  bucketName: string,
  key: string,
  access: Access
): Result.Result<{ readonly bucket: Bucket; readonly object: StoredObject }, OssRefusal> =>
  Result.flatMap(accessKey(call, bucketName, key, access), ({ bucket, object }) =>
    object === undefined ? Result.fail(noSuchKey(key)) : Result.succeed({ bucket, object })
  )

/** Finds an object for something that only the bucket's owner may do. */
export const ownObject = (
  call: OssCall,
  bucketName: string,
  key: string
): Result.Result<{ readonly bucket: Bucket; readonly object: StoredObject }, OssRefusal> =>
  Result.gen(function* () {
    const bucket = yield* ownBucket(call, bucketName)
    yield* checkKey(key)
    const object = currentObject(call.state, bucketName, key)
    return object === undefined ? yield* Result.fail(noSuchKey(key)) : { bucket, object }
  })
