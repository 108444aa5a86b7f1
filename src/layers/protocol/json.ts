/**
 * JSON over REST.
 */
import * as Effect from "effect/Effect"
import { readFields, writeFields } from "../../schema/fieldPlan.ts"
import type { AnyFormSlot } from "../../schema/wire/form.ts"
import { type AnyJsonOperation, type AnyJsonSlot, isNothing, type Json } from "../../schema/wire/json.ts"
import { type Answer, orIssues, orUnreadable, type Protocol, UnreadableAnswer } from "./Protocol.ts"
import { finishRequest, readField, startRequest, writeField } from "./rest.ts"

const encoder = new TextEncoder()
const decoder = new TextDecoder()

const encode: Protocol<AnyJsonOperation>["encode"] = (operation, input) =>
  orIssues(input, () => {
    const draft = startRequest(operation)
    let document: Json
    writeFields(operation.input, input, (slot, value, field) => {
      switch (slot.in) {
        case "json":
          document = { ...(document as { readonly [name: string]: Json } | undefined), [slot.name]: slot.write(value) }
          return
        case "jsonDocument":
          document = slot.write(value)
          return
        default:
          return writeField(draft, slot, value, field)
      }
    })
    if (document !== undefined) {
      draft.body = encoder.encode(JSON.stringify(document))
      draft.headers["content-type"] ??= "application/json"
    }
    return finishRequest(draft, input)
  })

const parse = (body: Uint8Array): Effect.Effect<unknown, UnreadableAnswer> => {
  try {
    return Effect.succeed(JSON.parse(decoder.decode(body)))
  } catch {
    return Effect.fail(new UnreadableAnswer({ message: "the answer is no JSON document" }))
  }
}

const membersOf = (document: unknown): Readonly<Record<string, unknown>> =>
  typeof document === "object" && document !== null ? (document as Record<string, unknown>) : {}

/** Reads an output whose document, if it has one, is JSON. */
export const decodeJson = (
  output: Readonly<Record<string, AnyJsonSlot | AnyFormSlot>>,
  answer: Answer
): Effect.Effect<unknown, UnreadableAnswer> => {
  const toOutput = (document: unknown): Effect.Effect<unknown, UnreadableAnswer> => {
    const members = membersOf(document)
    const take = (slot: AnyJsonSlot | AnyFormSlot): unknown => {
      switch (slot.in) {
        case "json":
          return isNothing(members[slot.name]) ? undefined : members[slot.name]
        case "jsonDocument":
          return isNothing(document) ? undefined : document
        case "formField":
        case "formFile":
          return undefined
        default:
          return readField(slot, answer)
      }
    }
    return orUnreadable(() => readFields(output, take))
  }
  const wantsDocument = Object.values(output).some(({ in: place }) => place === "json" || place === "jsonDocument")
  // What is stored may be JSON too: only a document that was asked for is read as one.
  return !wantsDocument || answer.body.length === 0 ? toOutput(undefined) : Effect.flatMap(parse(answer.body), toOutput)
}

/** JSON over REST. */
export const jsonProtocol: Protocol<AnyJsonOperation> = {
  encode,
  decode: ({ output }, answer) => decodeJson(output, answer)
}
