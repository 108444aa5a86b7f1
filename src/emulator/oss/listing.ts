/** Lists the objects of a bucket. Source: OSS API, ListObjects, ListObjectsV2. */
import * as Result from "effect/Result"
import { type ListInput, listPage, type Page } from "../objectStore/listing.ts"
import type { ObjectEntry } from "../objectStore/state.ts"
import type { OssCall } from "./OssCall.ts"
import type { OssRefusal } from "./OssRefusal.ts"
import { accessBucket } from "./permissions.ts"
import type { Bucket, StoredObject } from "./state.ts"

/** A page of objects by key. */
export type ObjectPage = Page<ObjectEntry<StoredObject>>

/** One page of a bucket's objects. */
export const listObjects = (
  call: OssCall,
  { bucket: name, ...input }: ListInput & { readonly bucket: string }
): Result.Result<{ readonly bucket: Bucket; readonly page: ObjectPage }, OssRefusal> =>
  Result.map(accessBucket(call, name, "read"), (bucket) => ({
    bucket,
    page: listPage(call.state.objects(name), input)
  }))
