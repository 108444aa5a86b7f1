/** Appendable objects. Source: QingStor API, Append Object. */
import { createHash } from "node:crypto"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { currentObject } from "../objectStore/state.ts"
import { toWholeSecond } from "../time.ts"
import { maxObjectBytes } from "./limits.ts"
import type { OisCall } from "./OisCall.ts"
import type { OisRefusal } from "./OisRefusal.ts"
import { accessKey, emptyObject, type NewObject } from "./objects.ts"
import type { OisBody } from "./receiving.ts"
import { entityTooLarge, invalidArgument, invalidObjectState, invalidRequest } from "./refusals.ts"
import type { Bucket, StoredObject } from "./state.ts"
import { storeObject, updateObject } from "./versions.ts"

export interface AppendInput extends NewObject {
  /** Must be the object's length, 0 for a new one. */
  readonly position: number
}

const checkAppend = (
  call: OisCall,
  input: AppendInput
): Result.Result<{ readonly bucket: Bucket; readonly object: StoredObject | undefined }, OisRefusal> =>
  Result.gen(function* () {
    const bucket = yield* accessKey(call, input, "createObject")
    if (input.properties.encryption !== undefined) {
      return yield* Result.fail(invalidRequest("Appendable objects cannot be encrypted."))
    }
    const object = currentObject(call.state, input.bucket, input.key)
    if (object !== undefined && object.appends === undefined) {
      return yield* Result.fail(invalidObjectState("The object is not appendable."))
    }
    return input.position === (object?.body.size ?? 0)
      ? { bucket, object }
      : yield* Result.fail(invalidArgument("the position is not the end of the object"))
  })

// Not the MD5 of the content, and not to be taken for one.
const nextETag = (before: string, { digests }: OisBody, appends: number): string =>
  `${createHash("md5").update(before).update(digests.md5).digest("hex")}-${appends}`

const storeAppended = (call: OisCall, input: AppendInput, received: OisBody): Result.Result<StoredObject, OisRefusal> =>
  Result.gen(function* () {
    const { bucket, object } = yield* checkAppend(call, input)
    if (object === undefined) {
      return storeObject(call, bucket, input.key, {
        ...emptyObject(call, input.properties),
        body: received.body,
        eTag: nextETag("", received, 1),
        appends: 1
      })
    }
    // Metadata and storage class are those of the first append.
    const body = object.body.concat(received.body)
    if (body.size > maxObjectBytes) return yield* Result.fail(entityTooLarge())
    const appends = object.appends! + 1
    const after: StoredObject = {
      ...object,
      body,
      appends,
      eTag: nextETag(object.eTag, received, appends),
      lastModifiedMillis: toWholeSecond(call.nowMillis)
    }
    updateObject(call, bucket, input.key, after)
    return after
  })

/** Adds bytes to the end of an appendable object, creating it at position 0; see `putObject`. */
export const appendObject = (
  call: OisCall,
  input: AppendInput,
  receive: Effect.Effect<OisBody, OisRefusal>
): Effect.Effect<StoredObject, OisRefusal> =>
  Effect.gen(function* () {
    yield* Effect.fromResult(checkAppend(call, input))
    const received = yield* receive
    return yield* Effect.fromResult(storeAppended(call, input, received))
  })
