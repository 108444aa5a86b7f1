/** Takes in the form of a POST upload, with the limits and refusals of OIS. Source: QingStor API, POST Object. */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type * as Stream from "effect/Stream"
import { type FormFields, type FormFile, receiveForm } from "../objectStore/form.ts"
import { maxFormFieldsBytes, maxPutBytes } from "./limits.ts"
import type { OisRefusal } from "./OisRefusal.ts"
import { digests } from "./receiving.ts"
import { entityTooLarge, formPolicyViolated, invalidRequest } from "./refusals.ts"

export interface OisForm {
  readonly fields: FormFields
  readonly file: FormFile<typeof digests>
}

/** Takes in a whole form with its file. Fields after the file do not count. */
export const receiveOisForm = (
  contentType: string | undefined,
  stream: Stream.Stream<Uint8Array, unknown>
): Effect.Effect<OisForm, OisRefusal> =>
  receiveForm(contentType, stream, {
    fileField: "file",
    digests,
    maxFileBytes: maxPutBytes,
    maxFieldsBytes: maxFormFieldsBytes
  }).pipe(
    Effect.mapError(({ _tag }) =>
      _tag === "TooLarge" ? entityTooLarge() : invalidRequest("The form cannot be read, or is too large.")
    ),
    Effect.flatMap(({ fields, file }) =>
      file === undefined ? Effect.fail(invalidRequest("The form has no file.")) : Effect.succeed({ fields, file })
    )
  )

const readPolicy = (policy: string): Result.Result<Readonly<Record<string, unknown>>, OisRefusal> => {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(policy, "base64").toString("utf8"))
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) {
      return Result.succeed(parsed as Readonly<Record<string, unknown>>)
    }
  } catch {
    // Answered below.
  }
  return Result.fail(formPolicyViolated("The policy is no Base64 of a JSON object."))
}

/**
 * Checks a form against its policy: each field that the policy names must be as it says.
 *
 * @param policy Base64 of the policy's JSON
 */
export const checkFormPolicy = (policy: string, fields: FormFields): Result.Result<void, OisRefusal> =>
  Result.flatMap(readPolicy(policy), (wanted) => {
    const broken = Object.entries(wanted).find(([name, value]) => fields.get(name.toLowerCase()) !== value)
    return broken === undefined
      ? Result.succeed(undefined)
      : Result.fail(formPolicyViolated(`The field ${broken[0]} is not as the policy says.`))
  })
