/** Takes in the form of a POST upload, with the limits and refusals of OSS. Source: OSS API, PostObject. */
import * as Effect from "effect/Effect"
import type * as Stream from "effect/Stream"
import { type FormFields, type FormFile, type FormProblem, receiveForm } from "../objectStore/form.ts"
import { maxFormFieldsBytes, maxObjectBytes } from "./limits.ts"
import type { OssRefusal } from "./OssRefusal.ts"
import { digests } from "./receiving.ts"
import {
  entityTooLarge,
  fieldItemTooLong,
  incorrectNumberOfFiles,
  malformedPost,
  requestIsNotMultiPart
} from "./refusals.ts"

export interface OssForm {
  readonly fields: FormFields
  readonly file: FormFile<typeof digests>
}

const refuse = (problem: FormProblem): OssRefusal => {
  switch (problem._tag) {
    case "NotMultipart":
      return requestIsNotMultiPart()
    case "Malformed":
      return malformedPost()
    case "FieldsTooLarge":
      return fieldItemTooLong()
    case "SeveralFiles":
      return incorrectNumberOfFiles()
    case "TooLarge":
      return entityTooLarge(problem.bytes, problem.maxBytes)
  }
}

/** Takes in a whole form with its file. */
export const receiveOssForm = (
  contentType: string | undefined,
  stream: Stream.Stream<Uint8Array, unknown>
): Effect.Effect<OssForm, OssRefusal> =>
  receiveForm(contentType, stream, {
    fileField: "file",
    digests,
    maxFileBytes: maxObjectBytes,
    maxFieldsBytes: maxFormFieldsBytes
  }).pipe(
    Effect.mapError(refuse),
    Effect.flatMap(({ fields, file }) =>
      file === undefined ? Effect.fail(incorrectNumberOfFiles()) : Effect.succeed({ fields, file })
    )
  )
