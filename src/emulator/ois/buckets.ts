/** Buckets. Source: QingStor API, PUT, HEAD and DELETE Bucket, GET Bucket Statistics, GET Service. */
import * as Result from "effect/Result"
import type { Table } from "../Store.ts"
import { toWholeSecond } from "../time.ts"
import { isBucketName } from "./limits.ts"
import type { OisCall } from "./OisCall.ts"
import type { OisRefusal } from "./OisRefusal.ts"
import { accessBucket, mayDo, ownBucket, requireAccount } from "./permissions.ts"
import {
  bucketAlreadyExists,
  bucketNotEmpty,
  bucketNotExists,
  invalidBucketName,
  invalidLocation,
  leaseNotReady,
  permissionDenied
} from "./refusals.ts"
import { type Bucket, type StorageClass, storageClasses } from "./state.ts"
import { zoneId } from "./zones.ts"

/** Whether a bucket is there, be it that it was deleted a moment ago. */
const isThere = ({ choices, nowMillis }: OisCall, { deletedMillis }: Bucket): boolean =>
  deletedMillis === undefined || nowMillis < deletedMillis + choices.bucketLeaseMillis

/** Id of the zone that a request names; absent when it names none. */
export const readZone = (
  { zones }: OisCall,
  location: string | undefined
): Result.Result<string | undefined, OisRefusal> => {
  if (location === undefined || location.trim() === "") return Result.succeed(undefined)
  const id = zoneId(location)
  return zones.has(id) ? Result.succeed(id) : Result.fail(invalidLocation())
}

/**
 * Creates a bucket in the zone of the host. At the host of all zones the request may name one (an assumption).
 *
 * @param input.location Zone that the request names.
 */
export const putBucket = (
  call: OisCall,
  input: { readonly bucket: string; readonly location: string | undefined }
): Result.Result<void, OisRefusal> =>
  Result.gen(function* () {
    const account = yield* requireAccount(call)
    if (!isBucketName(input.bucket)) return yield* Result.fail(invalidBucketName())
    const named = yield* readZone(call, input.location)
    const zone = call.address.zone ?? named ?? call.zone
    // A host may name a zone that does not exist.
    if (!call.zones.has(zone)) return yield* Result.fail(invalidLocation())
    const known = call.state.buckets.get(input.bucket)
    if (known !== undefined && isThere(call, known)) return yield* Result.fail(bucketAlreadyExists())
    call.state.buckets.set(input.bucket, {
      name: input.bucket,
      owner: { id: account.ownerId, displayName: account.displayName },
      createdMillis: toWholeSecond(call.nowMillis),
      zone,
      grants: [],
      versioning: "DISABLED",
      settings: {}
    })
  })

const isEmpty = (table: Pick<Table<unknown>, "scan">): boolean => table.scan().next().done === true

/** Deletes a bucket, which must not be new. Its name stays taken for a while. */
export const deleteBucket = (call: OisCall, name: string): Result.Result<void, OisRefusal> =>
  Result.gen(function* () {
    const { choices, nowMillis, state } = call
    const bucket = yield* ownBucket(call, name)
    if (nowMillis < bucket.createdMillis + choices.bucketLeaseMillis) return yield* Result.fail(leaseNotReady())
    if (![state.objects(name), state.versions(name), state.uploads(name)].every(isEmpty)) {
      return yield* Result.fail(bucketNotEmpty())
    }
    state.buckets.set(name, { ...bucket, settings: {}, deletedMillis: nowMillis })
  })

/** Tells whether a bucket is there for the caller. */
export const headBucket = (call: OisCall, name: string): Result.Result<Bucket, OisRefusal> =>
  accessBucket(call, name, "headBucket")

/** Objects of one storage class. */
export interface ClassCount {
  readonly storageClass: StorageClass
  readonly count: number
  /** Bytes. */
  readonly size: number
}

export interface Statistics {
  readonly bucket: Bucket
  readonly status: "active" | "deleted"
  readonly classes: ReadonlyArray<ClassCount>
}

// Unlike all else, statistics also tell of a bucket that was deleted a moment ago.
const countedBucket = (call: OisCall, name: string): Result.Result<Bucket, OisRefusal> => {
  const bucket = call.state.buckets.get(name)
  if (bucket === undefined || !isThere(call, bucket)) return Result.fail(bucketNotExists())
  return mayDo(call, bucket, "getStatistics") ? Result.succeed(bucket) : Result.fail(permissionDenied())
}

/** Counts what is in a bucket. */
export const getStatistics = (call: OisCall, name: string): Result.Result<Statistics, OisRefusal> =>
  Result.map(countedBucket(call, name), (bucket) => {
    const counts = new Map(storageClasses.map((storageClass) => [storageClass, { count: 0, size: 0 }]))
    for (const [, { versions }] of call.state.objects(name).scan()) {
      const count = counts.get(versions[0].storageClass)!
      count.count++
      count.size += versions[0].body.size
    }
    return {
      bucket,
      status: bucket.deletedMillis === undefined ? "active" : "deleted",
      classes: [...counts].map(([storageClass, count]) => ({ storageClass, ...count }))
    }
  })

export interface ListBucketsInput {
  readonly offset: number
  readonly limit: number
  /** Zone that the request names. */
  readonly location: string | undefined
}

/** The buckets of the caller in one zone: that of the host, or the one that is named; without either in all of them. */
export const listBuckets = (call: OisCall, input: ListBucketsInput): Result.Result<ReadonlyArray<Bucket>, OisRefusal> =>
  Result.gen(function* () {
    const { ownerId } = yield* requireAccount(call)
    const named = yield* readZone(call, input.location)
    const zone = call.address.zone ?? named
    const own: Array<Bucket> = []
    for (const [, bucket] of call.state.buckets.scan()) {
      const isOwn = bucket.owner.id === ownerId && bucket.deletedMillis === undefined
      if (isOwn && (zone === undefined || bucket.zone === zone)) own.push(bucket)
    }
    return own.slice(input.offset, input.offset + input.limit)
  })
