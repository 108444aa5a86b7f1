/** Copying, moving and fetching. Source: QingStor API, PUT Object - Copy, - Move, - Fetch, Upload Part - Copy. */
import { createHash } from "node:crypto"
import * as Result from "effect/Result"
import type { Body } from "../Body.ts"
import { headersOfCopy, readCopySource } from "../objectStore/copies.ts"
import type { ByteRange } from "../objectStore/ranges.ts"
import { currentObject } from "../objectStore/state.ts"
import { fromHttpDate, toWholeSecond } from "../time.ts"
import { checkSourceConditions } from "./conditions.ts"
import { checkCustomerKey, readCustomerKey, sourceKey } from "./encryption.ts"
import { maxPutBytes } from "./limits.ts"
import type { OisCall } from "./OisCall.ts"
import type { OisRefusal } from "./OisRefusal.ts"
import type { RequestHeaders } from "./objectHeaders.ts"
import { accessKey, accessObject, emptyObject, type NewObject, type ObjectName } from "./objects.ts"
import { resolveRange } from "./ranges.ts"
import { entityTooLarge, invalidArgument, invalidRequest, preconditionFailed, upstreamFailed } from "./refusals.ts"
import type { Bucket, StoredObject } from "./state.ts"
import { deleteKey, storeObject } from "./versions.ts"

const readSource = (header: string | undefined): Result.Result<ObjectName, OisRefusal> => {
  const source = readCopySource(header ?? "")
  return source === undefined
    ? Result.fail(invalidArgument("the source must be /BUCKET/KEY"))
    : Result.succeed({ bucket: source.sourceBucket, key: source.sourceKey })
}

const checkZones = (source: Bucket, target: Bucket): Result.Result<void, OisRefusal> =>
  source.zone === target.zone
    ? Result.succeed(undefined)
    : Result.fail(invalidRequest("Source and target must be in the same zone."))

/** Finds what is copied, for a caller who has its key and under the conditions of the request. */
const copiedObject = (
  call: OisCall,
  target: Bucket,
  headers: RequestHeaders
): Result.Result<{ readonly name: ObjectName; readonly object: StoredObject }, OisRefusal> =>
  Result.gen(function* () {
    const name = yield* readSource(headers["x-qs-copy-source"])
    const { bucket, object } = yield* accessObject(call, name, "getObject")
    yield* checkZones(bucket, target)
    yield* checkCustomerKey(object.encryption, yield* readCustomerKey(headers, sourceKey), { isNeeded: true })
    yield* checkSourceConditions(object, headers, "x-qs-copy-source-")
    return { name, object }
  })

const isSame = (left: ObjectName, right: ObjectName): boolean => left.bucket === right.bucket && left.key === right.key

/** Whether the metadata is that of the request. */
const readReplaces = (headers: RequestHeaders): Result.Result<boolean, OisRefusal> => {
  const directive = (headers["x-qs-metadata-directive"] ?? "COPY").trim().toUpperCase()
  return directive === "COPY" || directive === "REPLACE"
    ? Result.succeed(directive === "REPLACE")
    : Result.fail(invalidArgument("x-qs-metadata-directive must be COPY or REPLACE"))
}

/** Copies an object. The copy has the ETag of its source, and is encrypted as the request says. */
export const copyObject = (
  call: OisCall,
  input: NewObject,
  headers: RequestHeaders
): Result.Result<StoredObject, OisRefusal> =>
  Result.gen(function* () {
    const bucket = yield* accessKey(call, input, "createObject")
    const replaces = yield* readReplaces(headers)
    const { name, object: source } = yield* copiedObject(call, bucket, headers)
    if (source.body.size > maxPutBytes) return yield* Result.fail(entityTooLarge())
    const created = emptyObject(call, input.properties)
    // Onto itself a copy keeps the class unless another is named; elsewhere the usual one applies.
    const kept = isSame(name, input) ? source.storageClass : created.storageClass
    return storeObject(call, bucket, input.key, {
      ...created,
      ...headersOfCopy(source, created, replaces),
      storageClass: input.properties.storageClass ?? kept,
      body: source.body,
      eTag: source.eTag
    })
  })

/** Moves an object with all that belongs to it. */
export const moveObject = (
  call: OisCall,
  target: ObjectName,
  headers: RequestHeaders
): Result.Result<StoredObject, OisRefusal> =>
  Result.gen(function* () {
    const bucket = yield* accessKey(call, target, "createObject")
    const name = yield* readSource(headers["x-qs-move-source"])
    yield* accessKey(call, name, "deleteObject")
    const { bucket: from, object } = yield* accessObject(call, name, "getObject")
    yield* checkZones(from, bucket)
    yield* checkSourceConditions(object, headers, "x-qs-move-source-")
    if (isSame(name, target)) return object
    const lastModifiedMillis = toWholeSecond(call.nowMillis)
    const moved = storeObject(call, bucket, target.key, { ...object, lastModifiedMillis })
    deleteKey(call, from, name.key)
    return moved
  })

/** Bytes of an object that become a part. */
export interface CopiedPart {
  readonly body: Body
  readonly eTag: string
  /** Absent when all of it is copied. */
  readonly range?: ByteRange | undefined
  /** Bytes of the whole source. */
  readonly size: number
}

const md5Of = (body: Body): string => {
  const hash = createHash("md5")
  for (const block of body.blocks) hash.update(block)
  return hash.digest("hex")
}

/** Reads what a part is copied from. */
export const copiedPart = (
  call: OisCall,
  target: Bucket,
  headers: RequestHeaders
): Result.Result<CopiedPart, OisRefusal> =>
  Result.gen(function* () {
    const { object } = yield* copiedObject(call, target, headers)
    const { size } = object.body
    const range = yield* resolveRange(headers["x-qs-copy-range"], size)
    const body = range === undefined ? object.body : object.body.slice(range.first, range.last + 1)
    if (body.size > maxPutBytes) return yield* Result.fail(entityTooLarge())
    return { body, eTag: md5Of(body), range, size }
  })

const fetched = /^(?:https?:\/\/)?[^\s/?#:@]+(?::\d{1,5})?(?:[/?][^\s]*)?$/i

/** Refuses to fetch from the network, which the emulator has not, after all that can be checked without. */
export const fetchObject = (
  call: OisCall,
  { bucket, key }: ObjectName,
  headers: RequestHeaders
): Result.Result<never, OisRefusal> =>
  Result.gen(function* () {
    yield* accessKey(call, { bucket, key }, "createObject")
    if (!fetched.test((headers["x-qs-fetch-source"] ?? "").trim())) {
      return yield* Result.fail(invalidArgument("the source must be a URL of http or https"))
    }
    const since = headers["x-qs-fetch-if-unmodified-since"]
    if (since !== undefined) {
      const object = currentObject(call.state, bucket, key)
      const millis = fromHttpDate(since)
      if (object === undefined) return yield* Result.fail(preconditionFailed("x-qs-fetch-if-unmodified-since"))
      if (millis !== undefined && object.lastModifiedMillis > millis) {
        return yield* Result.fail(preconditionFailed("x-qs-fetch-if-unmodified-since"))
      }
    }
    return yield* Result.fail(upstreamFailed())
  })
