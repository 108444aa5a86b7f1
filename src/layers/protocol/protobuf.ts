/**
 * Protobuf over POST: one message out, one message back.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { InputIssue } from "../../schema/Errors.ts"
import { readFields, writeFields } from "../../schema/fieldPlan.ts"
import {
  type AnyMessageSlot,
  type AnyProtobufOperation,
  joinParts,
  orMisfit,
  putInMessage,
  takeFromMessage
} from "../../schema/wire/protobuf.ts"
import { decodeMessage, encodeMessage } from "../../schema/wire/protobufMessage.ts"
import { attempt } from "../../schema/wire/wireErrors.ts"
import { fromWireText } from "./headerText.ts"
import { orIssues, orUnreadable, type Protocol, UnreadableAnswer } from "./Protocol.ts"

type Named = Record<string, unknown>

/** The message of an input. Throws `Misfit`. */
const toMessage = (operation: AnyProtobufOperation, input: unknown, headers: Record<string, string>): Named => {
  const message: Named = {}
  writeFields(operation.input, input, (slot, value) => {
    switch (slot.in) {
      case "message":
      case "messageFields":
      case "part":
        putInMessage(message, slot, slot.write(value))
        return
      case "header":
        headers[slot.name] = slot.write(value).trim()
        return
      case "local":
        slot.write(value)
        return
    }
  })
  joinParts(message, operation.joins)
  const { completeMessage } = operation
  return completeMessage === undefined ? message : (completeMessage(message) as Named)
}

/** The service writes nothing where there is nothing, or an empty text, or no bytes. */
const isNothing = (value: unknown): boolean =>
  value === undefined || value === "" || (value instanceof Uint8Array && value.length === 0)

const decode: Protocol<AnyProtobufOperation>["decode"] = (operation, { body, headers }) => {
  const read = attempt(() => decodeMessage(operation.response, body) as Named)
  if (Result.isFailure(read)) {
    return Effect.fail(new UnreadableAnswer({ message: `the answer cannot be read: ${read.failure.message}` }))
  }
  const message = read.success
  const take = (slot: AnyMessageSlot): unknown => {
    switch (slot.in) {
      case "message":
      case "messageFields": {
        const value = takeFromMessage(message, slot)
        return slot.schema.ast.context?.isOptional === true && isNothing(value) ? undefined : value
      }
      case "header": {
        const text = headers[slot.name]
        return text === undefined ? undefined : fromWireText(text)
      }
      default:
        return undefined
    }
  }
  return orUnreadable(() => readFields(operation.output, take))
}

/**
 * Protobuf over POST.
 *
 * @param maxRequestBytes what the service takes at most
 */
export const makeProtobufProtocol = (maxRequestBytes: number): Protocol<AnyProtobufOperation> => {
  const tooLong: InputIssue = { path: ["request"], message: `must take at most ${maxRequestBytes} bytes` }
  return {
    encode: (operation, input) => {
      const headers: Record<string, string> = {}
      const written = orIssues(input, () => {
        const message = toMessage(operation, input, headers)
        return orMisfit(() => encodeMessage(operation.request, message))
      })
      return Result.flatMap(written, (body) => {
        if (body.length > maxRequestBytes) return Result.fail([tooLong])
        const { path } = operation
        return Result.succeed({
          request: { method: "POST", host: {}, path, escapedPath: path, query: [], headers },
          body
        })
      })
    },
    decode
  }
}
