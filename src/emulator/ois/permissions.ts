/**
 * Who may do what: the owner everything, others what the policy of the bucket says, or else its ACL.
 * Source: QingStor API, "Access control"; where it is silent an assumption is told.
 */
import * as Result from "effect/Result"
import type { OisCall } from "./OisCall.ts"
import type { OisRefusal } from "./OisRefusal.ts"
import { judge, type PolicyAction } from "./policy.ts"
import { bucketNotExists, permissionDenied } from "./refusals.ts"
import type { Bucket } from "./state.ts"

/** What a call needs. */
interface Right {
  /** Absent when no policy can allow it. */
  readonly action?: PolicyAction
  /** Absent when no ACL can grant it. */
  readonly grant?: "READ" | "WRITE"
  /** Whether an ACL can grant it to callers without a signature too. */
  readonly anonymous?: boolean
}

const read = { grant: "READ", anonymous: true } as const
const write = { grant: "WRITE", anonymous: true } as const

const rights = {
  getObject: { action: "get_object", ...read },
  headObject: { action: "head_object", ...read },
  listParts: { action: "list_object_parts", ...read },
  createObject: { action: "create_object", ...write },
  uploadPart: { action: "upload_object_part", ...write },
  initiateUpload: { action: "initiate_multipart_upload", ...write },
  completeUpload: { action: "complete_multipart_upload", ...write },
  abortUpload: { action: "abort_multipart_upload", ...write },
  deleteObject: { action: "delete_object", grant: "WRITE" },
  listObjects: { action: "list_objects", grant: "READ" },
  // Assumption: whoever may list a bucket may ask for it.
  headBucket: { action: "head_bucket", grant: "READ" },
  getStatistics: { action: "get_bucket_stats" },
  own: {}
} as const satisfies Readonly<Record<string, Right>>

/** Something that a call does. */
export type RightName = keyof typeof rights

const everybody = "QS_ALL_USERS"

const isGranted = ({ requester }: OisCall, bucket: Bucket, { anonymous, grant }: Right): boolean =>
  grant !== undefined &&
  bucket.grants.some(
    ({ grantee, permission }) =>
      (permission === "FULL_CONTROL" || permission === grant) &&
      (grantee.type === "group"
        ? grantee.name === everybody && (requester !== undefined || anonymous === true)
        : requester !== undefined && grantee.id === requester.ownerId)
  )

/** Whether the caller may do this in a bucket, or to one of its keys. */
export const mayDo = (call: OisCall, bucket: Bucket, name: RightName, key?: string): boolean => {
  if (call.requester?.ownerId === bucket.owner.id) return true
  const right: Right = rights[name]
  const { referer, requester, sourceIp } = call
  const verdict =
    right.action === undefined
      ? undefined
      : judge(bucket.settings.policy?.statement ?? [], {
          action: right.action,
          bucket: bucket.name,
          sourceIp,
          user: requester?.ownerId,
          key,
          referer
        })
  return verdict === undefined ? isGranted(call, bucket, right) : verdict === "allow"
}

/** Refuses anonymous calls on the service itself. */
export const requireAccount = ({ requester }: OisCall) =>
  requester === undefined ? Result.fail(permissionDenied()) : Result.succeed(requester)

/** Finds a bucket, whoever asks. One that was deleted is no more. */
export const findBucket = ({ state }: OisCall, name: string): Result.Result<Bucket, OisRefusal> => {
  const bucket = state.buckets.get(name)
  return bucket === undefined || bucket.deletedMillis !== undefined
    ? Result.fail(bucketNotExists())
    : Result.succeed(bucket)
}

/** Finds a bucket for someone who may do this in it, or to one of its keys. */
export const accessBucket = (
  call: OisCall,
  name: string,
  right: RightName,
  key?: string
): Result.Result<Bucket, OisRefusal> =>
  Result.flatMap(findBucket(call, name), (bucket) =>
    mayDo(call, bucket, right, key) ? Result.succeed(bucket) : Result.fail(permissionDenied())
  )

/** Finds a bucket for something that only its owner may do. */
export const ownBucket = (call: OisCall, name: string): Result.Result<Bucket, OisRefusal> =>
  accessBucket(call, name, "own")
