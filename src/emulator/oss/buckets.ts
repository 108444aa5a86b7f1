/** Buckets: creating, describing, listing, removing. Source: OSS API, bucket operations. */
import * as Result from "effect/Result"
import type { Owner } from "../objectStore/state.ts"
import { toWholeSecond } from "../time.ts"
import { isBucketName } from "./limits.ts"
import type { OssCall } from "./OssCall.ts"
import type { OssRefusal } from "./OssRefusal.ts"
import { ownBucket, requireAccount } from "./permissions.ts"
import { bucketAlreadyExists, bucketNotEmpty, invalidBucketName, tooManyBuckets } from "./refusals.ts"
import type { Bucket, BucketAcl, DataRedundancyType, StorageClass } from "./state.ts"

/**
 * Creates a bucket. The owner may repeat the call with the same storage class and redundancy; an ACL given then
 * replaces the bucket's.
 */
export const createBucket = (
  call: OssCall,
  input: {
    readonly bucket: string
    readonly acl?: BucketAcl | undefined
    readonly storageClass?: StorageClass | undefined
    readonly dataRedundancyType?: DataRedundancyType | undefined
  }
): Result.Result<void, OssRefusal> =>
  Result.gen(function* () {
    const { acl, bucket: name, dataRedundancyType = "LRS", storageClass = "Standard" } = input
    const { displayName, ownerId } = yield* requireAccount(call)
    if (!isBucketName(name)) return yield* Result.fail(invalidBucketName(name))
    const { buckets } = call.state
    const existing = buckets.get(name)
    if (existing !== undefined) {
      const same =
        existing.owner.id === ownerId &&
        existing.storageClass === storageClass &&
        existing.dataRedundancyType === dataRedundancyType
      if (!same) return yield* Result.fail(bucketAlreadyExists(name))
      if (acl !== undefined) buckets.set(name, { ...existing, acl })
      return
    }
    if (bucketsOf(call, ownerId).length >= call.maxBuckets) return yield* Result.fail(tooManyBuckets())
    buckets.set(name, {
      name,
      owner: { id: ownerId, displayName },
      region: call.region,
      createdMillis: toWholeSecond(call.nowMillis),
      acl: acl ?? "private",
      storageClass,
      dataRedundancyType
    })
  })

const bucketsOf = ({ state }: OssCall, ownerId: string): ReadonlyArray<Bucket> =>
  Array.from(state.buckets.scan(), ([, bucket]) => bucket).filter(({ owner }) => owner.id === ownerId)

/** Removes an empty bucket. */
export const deleteBucket = (
  call: OssCall,
  { bucket: name }: { readonly bucket: string }
): Result.Result<void, OssRefusal> =>
  Result.gen(function* () {
    yield* ownBucket(call, name)
    if (!call.state.objects(name).scan().next().done) return yield* Result.fail(bucketNotEmpty(name))
    call.state.buckets.delete(name)
  })

export interface BucketPage {
  readonly owner: Owner
  readonly buckets: ReadonlyArray<Bucket>
  readonly isTruncated: boolean
  /** Last name of the page, when there are more. */
  readonly nextMarker?: string | undefined
}

/** One page of the caller's buckets. */
export const listBuckets = (
  call: OssCall,
  input: { readonly prefix?: string | undefined; readonly marker?: string | undefined; readonly maxKeys: number }
): Result.Result<BucketPage, OssRefusal> =>
  Result.map(requireAccount(call), ({ displayName, ownerId }) => {
    const { marker = "", maxKeys, prefix = "" } = input
    const matching = bucketsOf(call, ownerId).filter(({ name }) => name > marker && name.startsWith(prefix))
    const buckets = matching.slice(0, maxKeys)
    const isTruncated = matching.length > buckets.length
    return {
      owner: { id: ownerId, displayName },
      buckets,
      isTruncated,
      ...(isTruncated ? { nextMarker: buckets.at(-1)!.name } : {})
    }
  })

/** A bucket's properties, for its owner. */
export const getBucket = (call: OssCall, { bucket }: { readonly bucket: string }): Result.Result<Bucket, OssRefusal> =>
  ownBucket(call, bucket)

/** Sets a bucket's ACL. As with PutBucket, a bucket that is not there is created. */
export const putBucketAcl = (
  call: OssCall,
  input: { readonly bucket: string; readonly acl: BucketAcl }
): Result.Result<void, OssRefusal> =>
  call.state.buckets.get(input.bucket) === undefined
    ? createBucket(call, input)
    : Result.map(ownBucket(call, input.bucket), (bucket) =>
        call.state.buckets.set(bucket.name, { ...bucket, acl: input.acl })
      )

/** Bytes and objects of a storage class. */
export interface ClassStat {
  readonly storageBytes: number
  readonly objectCount: number
}

export interface BucketStat extends ClassStat {
  readonly lastModifiedMillis: number
  readonly byStorageClass: Readonly<Partial<Record<StorageClass, ClassStat>>>
}

/** Counts a bucket's objects and bytes. */
export const getBucketStat = (
  call: OssCall,
  { bucket: name }: { readonly bucket: string }
): Result.Result<BucketStat, OssRefusal> =>
  Result.map(ownBucket(call, name), (bucket) => {
    const byStorageClass: Partial<Record<StorageClass, ClassStat>> = {}
    let lastModifiedMillis = bucket.createdMillis
    let storageBytes = 0
    let objectCount = 0
    for (const [, { versions }] of call.state.objects(name).scan()) {
      for (const { body, lastModifiedMillis: modified, storageClass } of versions) {
        const sum = byStorageClass[storageClass] ?? { storageBytes: 0, objectCount: 0 }
        byStorageClass[storageClass] = {
          storageBytes: sum.storageBytes + body.size,
          objectCount: sum.objectCount + 1
        }
        storageBytes += body.size
        objectCount++
        lastModifiedMillis = Math.max(lastModifiedMillis, modified)
      }
    }
    return { storageBytes, objectCount, lastModifiedMillis, byStorageClass }
  })
