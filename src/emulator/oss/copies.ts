/** Copies of objects. Source: OSS API, CopyObject. */
import * as Result from "effect/Result"
import type { Conditions } from "../objectStore/conditions.ts"
import { type CopySource, headersOfCopy } from "../objectStore/copies.ts"
import { setObject } from "../objectStore/state.ts"
import { checkConditions } from "./conditions.ts"
import type { OssCall } from "./OssCall.ts"
import type { OssRefusal } from "./OssRefusal.ts"
import { checkNewObject, emptyObject, type NewObject } from "./objects.ts"
import { accessObject } from "./permissions.ts"
import { invalidObjectState, operationNotSupported } from "./refusals.ts"
import type { StoredObject } from "./state.ts"

export const metadataDirectives = ["COPY", "REPLACE"] as const
export const taggingDirectives = ["COPY", "REPLACE"] as const

export interface CopyInput extends NewObject, CopySource {
  /** Conditions on the source. */
  readonly conditions: Conditions
  readonly metadataDirective: (typeof metadataDirectives)[number]
  readonly taggingDirective: (typeof taggingDirectives)[number]
}

/**
 * Copies an object. A copy onto itself takes the metadata of the request whatever the directive, as that is how metadata
 * is changed; a request without any keeps the old.
 * A symbolic link is copied as a link.
 */
export const copyObject = (call: OssCall, input: CopyInput): Result.Result<StoredObject, OssRefusal> =>
  Result.gen(function* () {
    const { bucket: bucketName, key, properties, sourceBucket, sourceKey } = input
    const bucket = yield* checkNewObject(call, input)
    const { object: source } = yield* accessObject(call, sourceBucket, sourceKey, "read")
    yield* checkConditions(source, input.conditions, "x-oss-copy-source-")
    if (source.type === "Appendable") return yield* Result.fail(operationNotSupported())
    if (!["Standard", "IA"].includes(source.storageClass)) return yield* Result.fail(invalidObjectState(sourceKey))
    const ontoItself = sourceBucket === bucketName && sourceKey === key
    const sent = Object.keys(properties.contentHeaders).length + Object.keys(properties.userMetadata).length > 0
    const replaces = input.metadataDirective === "REPLACE" || (ontoItself && sent)
    const created = emptyObject(call, bucket, properties)
    const copy: StoredObject = {
      ...source,
      ...created,
      type: source.type === "Symlink" ? "Symlink" : "Normal",
      ...headersOfCopy(source, created, replaces),
      tags: input.taggingDirective === "REPLACE" ? created.tags : source.tags
    }
    setObject(call.state, bucketName, key, copy)
    return copy
  })
