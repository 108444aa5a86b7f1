/** Tags and ACL of objects. Source: OSS API, PutObjectTagging, PutObjectACL. */
import * as Result from "effect/Result"
import { setObject } from "../objectStore/state.ts"
import { maxObjectTags, maxTagKeyBytes, maxTagValueBytes, utf8Length } from "./limits.ts"
import type { OssCall } from "./OssCall.ts"
import type { OssRefusal } from "./OssRefusal.ts"
import { ownObject } from "./permissions.ts"
import { invalidArgument } from "./refusals.ts"
import type { Bucket, ObjectAcl, StoredObject, Tag } from "./state.ts"

const characters = /^[\p{L}\p{N} +\-=._:/]*$/u

/** Checks number, lengths and characters of tags. */
export const checkTags = (tags: ReadonlyArray<Tag>): Result.Result<ReadonlyArray<Tag>, OssRefusal> => {
  const refuse = (message: string, value?: string) => Result.fail(invalidArgument(message, "Tagging", value))
  if (tags.length > maxObjectTags) return refuse(`An object has at most ${maxObjectTags} tags.`, String(tags.length))
  if (new Set(tags.map(({ key }) => key)).size < tags.length)
    return refuse("Cannot provide multiple Tags with the same key")
  for (const { key, value } of tags) {
    if (key === "" || utf8Length(key) > maxTagKeyBytes || !characters.test(key)) {
      return refuse("The TagKey you have provided is invalid", key)
    }
    if (utf8Length(value) > maxTagValueBytes || !characters.test(value)) {
      return refuse("The TagValue you have provided is invalid", value)
    }
  }
  return Result.succeed(tags)
}

export interface ObjectName {
  readonly bucket: string
  readonly key: string
}

export const getObjectTagging = (
  call: OssCall,
  { bucket, key }: ObjectName
): Result.Result<ReadonlyArray<Tag>, OssRefusal> =>
  Result.map(ownObject(call, bucket, key), ({ object }) => object.tags)

/** Replaces an object's tags; none at all removes them. */
export const putObjectTagging = (
  call: OssCall,
  { bucket, key, tags }: ObjectName & { readonly tags: ReadonlyArray<Tag> }
): Result.Result<void, OssRefusal> =>
  Result.gen(function* () {
    const { object } = yield* ownObject(call, bucket, key)
    setObject(call.state, bucket, key, { ...object, tags: yield* checkTags(tags) })
  })

export const putObjectAcl = (
  call: OssCall,
  { acl, bucket, key }: ObjectName & { readonly acl: ObjectAcl }
): Result.Result<void, OssRefusal> =>
  Result.map(ownObject(call, bucket, key), ({ object }) => setObject(call.state, bucket, key, { ...object, acl }))

export const getObjectAcl = (
  call: OssCall,
  { bucket, key }: ObjectName
): Result.Result<{ readonly bucket: Bucket; readonly object: StoredObject }, OssRefusal> => ownObject(call, bucket, key)
