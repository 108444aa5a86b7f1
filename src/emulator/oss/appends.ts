/** Appendable objects. Source: OSS API, AppendObject. */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { combineCrc64 } from "../crc64.ts"
import { setObject } from "../objectStore/state.ts"
import { toWholeSecond } from "../time.ts"
import { maxObjectBytes } from "./limits.ts"
import type { OssCall } from "./OssCall.ts"
import type { OssRefusal } from "./OssRefusal.ts"
import { emptyObject, type NewObject, opaqueETag } from "./objects.ts"
import { accessKey, type Found } from "./permissions.ts"
import type { OssBody } from "./receiving.ts"
import { entityTooLarge, fileAlreadyExists, objectNotAppendable, positionNotEqualToLength } from "./refusals.ts"
import type { StoredObject } from "./state.ts"

export interface AppendInput extends NewObject {
  /** Must be the object's length, 0 for a new one. */
  readonly position: number
}

const checkAppend = (call: OssCall, input: AppendInput): Result.Result<Found, OssRefusal> =>
  Result.gen(function* () {
    const found = yield* accessKey(call, input.bucket, input.key, "write")
    const { object } = found
    if (object !== undefined && input.forbidOverwrite && input.position === 0) {
      return yield* Result.fail(fileAlreadyExists())
    }
    if (object !== undefined && object.type !== "Appendable") return yield* Result.fail(objectNotAppendable(input.key))
    const length = object?.body.size ?? 0
    return input.position === length ? found : yield* Result.fail(positionNotEqualToLength(length))
  })

const storeAppended = (call: OssCall, input: AppendInput, received: OssBody): Result.Result<StoredObject, OssRefusal> =>
  Result.gen(function* () {
    const { bucket, object } = yield* checkAppend(call, input)
    // Metadata, ACL and storage class are those of the first append.
    const before = object ?? {
      ...emptyObject(call, bucket, input.properties),
      crc64: 0n,
      body: received.body.slice(0, 0)
    }
    const body = before.body.concat(received.body)
    if (body.size > maxObjectBytes) return yield* Result.fail(entityTooLarge(body.size, maxObjectBytes))
    const crc64 = combineCrc64(before.crc64, received.digests.crc64, received.body.size)
    const after: StoredObject = {
      ...before,
      type: "Appendable",
      body,
      crc64,
      eTag: opaqueETag(input.bucket, input.key, body.size, crc64),
      lastModifiedMillis: toWholeSecond(call.nowMillis)
    }
    setObject(call.state, input.bucket, input.key, after)
    return after
  })

/**
 * Adds bytes to the end of an appendable object, creating it at position 0.
 *
 * @param receive Takes in the body; see `putObject`.
 */
export const appendObject = (
  call: OssCall,
  input: AppendInput,
  receive: Effect.Effect<OssBody, OssRefusal>
): Effect.Effect<StoredObject, OssRefusal> =>
  Effect.gen(function* () {
    yield* Effect.fromResult(checkAppend(call, input))
    const received = yield* receive
    return yield* Effect.fromResult(storeAppended(call, input, received))
  })
