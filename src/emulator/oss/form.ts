/** Reads the form of a POST upload while it arrives. Source: OSS API, PostObject. */
import * as Effect from "effect/Effect"
import * as MultipartParser from "effect/http/MultipartParser"
import * as Stream from "effect/Stream"
import type { FormFields } from "./auth.ts"
import { maxFormFieldsBytes, maxObjectBytes } from "./limits.ts"
import type { OssRefusal } from "./OssRefusal.ts"
import { type Received, Receiver } from "./receiving.ts"
import {
  entityTooLarge,
  fieldItemTooLong,
  incorrectNumberOfFiles,
  malformedPost,
  requestIsNotMultiPart
} from "./refusals.ts"

export interface Form {
  /** By lower-case name: the fields before the file. */
  readonly fields: FormFields
  readonly fileName: string
  /** The file part's own Content-Type, when it has one. */
  readonly fileType?: string | undefined
  readonly file: Received
}

interface Reading {
  readonly fields: Map<string, string>
  fieldBytes: number
  file?: { readonly name: string; readonly type: string | undefined; readonly receiver: Receiver }
  refusal?: OssRefusal
}

const isFilePart = ({ name }: MultipartParser.PartInfo): boolean => name.toLowerCase() === "file"

const makeParser = (contentType: string, reading: Reading): MultipartParser.Parser =>
  MultipartParser.make({
    headers: { "content-type": contentType },
    isFile: isFilePart,
    maxFieldSize: maxFormFieldsBytes,
    onField: (info, value) => {
      // Fields after the file are ignored.
      if (reading.file !== undefined) return
      reading.fieldBytes += value.length
      if (reading.fieldBytes > maxFormFieldsBytes) reading.refusal ??= fieldItemTooLong()
      reading.fields.set(info.name.toLowerCase(), new TextDecoder().decode(value))
    },
    onFile: (info) => {
      if (reading.file !== undefined) reading.refusal ??= incorrectNumberOfFiles()
      const receiver = new Receiver()
      const header = info.headers["content-type"]
      reading.file ??= { name: info.filename ?? "", type: typeof header === "string" ? header : undefined, receiver }
      return (chunk) => {
        if (chunk !== null) receiver.write(chunk)
        if (receiver.size > maxObjectBytes) reading.refusal ??= entityTooLarge(receiver.size, maxObjectBytes)
      }
    },
    onError: (error) => {
      reading.refusal ??= error._tag === "ReachedLimit" ? fieldItemTooLong() : malformedPost()
    },
    onDone: () => {}
  })

/** Takes in a whole form. */
export const receiveForm = (
  contentType: string | undefined,
  stream: Stream.Stream<Uint8Array, unknown>
): Effect.Effect<Form, OssRefusal> =>
  Effect.gen(function* () {
    if (contentType === undefined || !/^multipart\/form-data\b/i.test(contentType)) {
      return yield* Effect.fail(requestIsNotMultiPart())
    }
    const reading: Reading = { fields: new Map(), fieldBytes: 0 }
    const parser = makeParser(contentType, reading)
    const failWhenRefused = Effect.suspend(() =>
      reading.refusal === undefined ? Effect.void : Effect.fail(reading.refusal)
    )
    yield* failWhenRefused
    yield* Stream.runForEachArray(stream, (chunks) =>
      Effect.suspend(() => {
        for (const chunk of chunks) parser.write(chunk)
        return failWhenRefused
      })
    ).pipe(Effect.mapError(() => reading.refusal ?? malformedPost()))
    parser.end()
    yield* failWhenRefused
    const { fields, file } = reading
    if (file === undefined) return yield* Effect.fail(incorrectNumberOfFiles())
    return { fields, fileName: file.name, fileType: file.type, file: file.receiver.finish() }
  })
