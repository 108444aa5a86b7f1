/** Uploads in parts. Source: QingStor API, the pages of the multipart calls. */
import { createHash } from "node:crypto"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { Body } from "../Body.ts"
import * as Multipart from "../objectStore/multipart.ts"
import { toWholeSecond } from "../time.ts"
import { maxParts } from "./limits.ts"
import type { OisCall } from "./OisCall.ts"
import type { OisRefusal } from "./OisRefusal.ts"
import { accessKey, emptyObject, type NewObject, type ObjectName } from "./objects.ts"
import type { RightName } from "./permissions.ts"
import type { OisBody } from "./receiving.ts"
import { entityTooSmall, invalidArgument, invalidRequest, maxPartsExceeded, uploadNotExists } from "./refusals.ts"
import type { Bucket, Encryption, ObjectProperties, StoredObject } from "./state.ts"
import { storeObject } from "./versions.ts"

export type Upload = Multipart.Upload<ObjectProperties>

/** Which upload is meant. */
export interface UploadName extends ObjectName {
  readonly id: string
}

/** Begins an upload. Ids are in the order in which uploads began. */
export const initiateUpload = (call: OisCall, input: NewObject): Result.Result<Upload, OisRefusal> =>
  Result.map(accessKey(call, input, "initiateUpload"), () => {
    const begun = call.nowMillis.toString(16).padStart(12, "0")
    const id = `${begun}${call.uniqueId.slice(0, 32 - begun.length)}`
    return Multipart.initiateUpload(
      call.state,
      { bucket: input.bucket, key: input.key, id },
      { initiatedMillis: toWholeSecond(call.nowMillis), about: input.properties }
    )
  })

/** Finds an upload for someone who may do this to it. */
const accessUpload = (
  call: OisCall,
  name: UploadName,
  right: RightName
): Result.Result<{ readonly bucket: Bucket; readonly upload: Upload }, OisRefusal> =>
  Result.flatMap(accessKey(call, name, right), (bucket) => {
    const upload = Multipart.findUpload(call.state, name)
    return upload === undefined ? Result.fail(uploadNotExists()) : Result.succeed({ bucket, upload })
  })

export interface PartInput extends UploadName {
  readonly number: number
  readonly encryption: Encryption | undefined
}

/** Checks that a part may come: it must be encrypted as the upload is. */
export const checkPart = (call: OisCall, input: PartInput): Result.Result<Upload, OisRefusal> =>
  Result.flatMap(accessUpload(call, input, "uploadPart"), ({ upload }) =>
    upload.about.encryption?.keyMd5 === input.encryption?.keyMd5
      ? Result.succeed(upload)
      : Result.fail(invalidArgument("all parts of an upload are encrypted by the key that it began with"))
  )

/** Keeps a part. */
export const storePart = (
  call: OisCall,
  input: PartInput,
  { body, eTag }: { readonly body: Body; readonly eTag: string }
): Result.Result<Multipart.UploadedPart, OisRefusal> =>
  Result.map(checkPart(call, input), () => {
    const lastModifiedMillis = toWholeSecond(call.nowMillis)
    const part: Multipart.UploadedPart = { number: input.number, body, eTag, lastModifiedMillis }
    Multipart.putPart(call.state, input, part)
    return part
  })

/** Takes in a part; see `putObject`. */
export const uploadPart = (
  call: OisCall,
  input: PartInput,
  receive: Effect.Effect<OisBody, OisRefusal>
): Effect.Effect<Multipart.UploadedPart, OisRefusal> =>
  Effect.gen(function* () {
    yield* Effect.fromResult(checkPart(call, input))
    const { body, digests } = yield* receive
    return yield* Effect.fromResult(storePart(call, input, { body, eTag: digests.md5.toString("hex") }))
  })

const refusalOf = ({ _tag }: Multipart.CompletionProblem): OisRefusal => {
  switch (_tag) {
    case "NoParts":
      return invalidRequest("An upload is completed with at least one part.")
    case "WrongOrder":
      return invalidArgument("the numbers of parts must ascend")
    case "UnknownPart":
      return invalidArgument("there is no such part, or it has another ETag")
    case "TooSmall":
      return entityTooSmall()
  }
}

// Never 32 digits: such an ETag must not be taken for the MD5 of the content.
const eTagOf = (parts: ReadonlyArray<Multipart.UploadedPart>): string => {
  const hash = createHash("md5")
  for (const { eTag } of parts) hash.update(eTag, "hex")
  return `${hash.digest("hex")}-${parts.length}`
}

export interface CompletionInput extends UploadName {
  readonly wanted: ReadonlyArray<Multipart.WantedPart>
  /** ETag that the object shall have, without quotes. */
  readonly eTag: string | undefined
}

/** Makes an object of parts. */
export const completeUpload = (call: OisCall, input: CompletionInput): Result.Result<StoredObject, OisRefusal> =>
  Result.gen(function* () {
    const { bucket } = yield* accessUpload(call, input, "completeUpload")
    const { choices, state } = call
    const { eTag, key, wanted } = input
    if (wanted.length > maxParts) return yield* Result.fail(maxPartsExceeded())
    const completed = Multipart.completeUpload(state, input, { wanted, minPartBytes: choices.minPartBytes })
    if (completed === undefined) return yield* Result.fail(uploadNotExists())
    const { body, parts, upload } = yield* Result.mapError(completed, refusalOf)
    const object: StoredObject = { ...emptyObject(call, upload.about), body, eTag: eTag ?? eTagOf(parts) }
    return storeObject(call, bucket, key, object)
  })

/** Ends an upload without an object. One that is not there is no error. */
export const abortUpload = (call: OisCall, name: UploadName): Result.Result<void, OisRefusal> =>
  Result.map(accessKey(call, name, "abortUpload"), () => {
    Multipart.abortUpload(call.state, name)
  })

/** Parts of an upload that have arrived. */
export const listParts = (
  call: OisCall,
  name: UploadName,
  page: { readonly after: number; readonly max: number }
): Result.Result<Multipart.PartPage<Multipart.UploadedPart>, OisRefusal> =>
  Result.map(accessUpload(call, name, "listParts"), () => Multipart.listParts(call.state, name, page))
