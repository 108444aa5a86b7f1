/** Reads forms with a file (`multipart/form-data`) while they arrive. */
import * as Effect from "effect/Effect"
import * as MultipartParser from "effect/http/MultipartParser"
import * as Stream from "effect/Stream"
import { BodyReceiver, type DigestMakers, type ReceivedBody, type ReceivingProblem } from "./receiving.ts"

/** A file that a form brought. */
export interface FormFile<Makers extends DigestMakers> extends ReceivedBody<Makers> {
  readonly name: string
  /** The part's own Content-Type, when it has one. */
  readonly type?: string | undefined
}

/** A form's fields by lower-case name; of a repeated one the last. */
export type FormFields = ReadonlyMap<string, string>

export interface Form<Makers extends DigestMakers> {
  /** Those before the file: later ones are ignored. */
  readonly fields: FormFields
  readonly file?: FormFile<Makers> | undefined
}

/** Why a form could not be taken in. */
export type FormProblem =
  | { readonly _tag: "NotMultipart" }
  | { readonly _tag: "Malformed" }
  | { readonly _tag: "FieldsTooLarge" }
  | { readonly _tag: "SeveralFiles" }
  | Extract<ReceivingProblem, { readonly _tag: "TooLarge" }>

export interface FormOptions<Makers extends DigestMakers> {
  /** Lower-case name of the field that holds the file. */
  readonly fileField: string
  /** Digests of the file. */
  readonly digests: Makers
  readonly maxFileBytes: number
  /** Of all fields together: names and values. */
  readonly maxFieldsBytes: number
}

interface Reading<Makers extends DigestMakers> {
  readonly fields: Map<string, string>
  fieldsBytes: number
  file?: { readonly name: string; readonly type: string | undefined; readonly receiver: BodyReceiver<Makers> }
  problem?: FormProblem
}

const makeParser = <Makers extends DigestMakers>(
  contentType: string,
  { digests, fileField, maxFieldsBytes, maxFileBytes }: FormOptions<Makers>,
  reading: Reading<Makers>
): MultipartParser.Parser =>
  MultipartParser.make({
    headers: { "content-type": contentType },
    isFile: ({ name }) => name.toLowerCase() === fileField,
    maxFieldSize: maxFieldsBytes,
    onField: (info, value) => {
      reading.fieldsBytes += info.name.length + value.length
      if (reading.fieldsBytes > maxFieldsBytes) reading.problem ??= { _tag: "FieldsTooLarge" }
      if (reading.file === undefined) reading.fields.set(info.name.toLowerCase(), new TextDecoder().decode(value))
    },
    onFile: (info) => {
      if (reading.file !== undefined) reading.problem ??= { _tag: "SeveralFiles" }
      const receiver = new BodyReceiver(digests)
      const header = info.headers["content-type"]
      // The parser keeps the blank after the colon when a chunk ends there.
      const type = typeof header === "string" ? header.trim() : undefined
      reading.file ??= { name: info.filename ?? "", type, receiver }
      return (chunk) => {
        if (chunk !== null) receiver.write(chunk)
        if (receiver.size > maxFileBytes) {
          reading.problem ??= { _tag: "TooLarge", bytes: receiver.size, maxBytes: maxFileBytes }
        }
      }
    },
    onError: (error) => {
      reading.problem ??= { _tag: error._tag === "ReachedLimit" ? "FieldsTooLarge" : "Malformed" }
    },
    onDone: () => {}
  })

/** Takes in a whole form. */
export const receiveForm = <Makers extends DigestMakers>(
  contentType: string | undefined,
  stream: Stream.Stream<Uint8Array, unknown>,
  options: FormOptions<Makers>
): Effect.Effect<Form<Makers>, FormProblem> =>
  Effect.gen(function* () {
    if (contentType === undefined || !/^multipart\/form-data\b/i.test(contentType)) {
      return yield* Effect.fail<FormProblem>({ _tag: "NotMultipart" })
    }
    const reading: Reading<Makers> = { fields: new Map(), fieldsBytes: 0 }
    const parser = makeParser(contentType, options, reading)
    const failOnProblem = Effect.suspend(() =>
      reading.problem === undefined ? Effect.void : Effect.fail(reading.problem)
    )
    yield* failOnProblem
    yield* Stream.runForEachArray(stream, (chunks) =>
      Effect.suspend(() => {
        for (const chunk of chunks) parser.write(chunk)
        return failOnProblem
      })
    ).pipe(Effect.mapError((): FormProblem => reading.problem ?? { _tag: "Malformed" }))
    parser.end()
    yield* failOnProblem
    const { fields, file } = reading
    if (file === undefined) return { fields }
    return { fields, file: { name: file.name, type: file.type, ...file.receiver.finish() } }
  })
