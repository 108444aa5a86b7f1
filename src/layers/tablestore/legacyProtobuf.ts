/**
 * Protobuf over POST: the protocol of Tablestore. One message out, one message back, and rows in them as PlainBuffer.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { InputIssue } from "../../schema/Errors.ts"
import type { AnyOperation, Encoded, Slots } from "../../schema/tablestore/legacyOperation.ts"
import { tableLimits } from "../../schema/tablestore/limits.ts"
import { NotAllowed } from "../../schema/tablestore/protobuf/wire.ts"
import { decodeMessage, encodeMessage, type Message } from "../../schema/wire/protobufMessage.ts"
import { attempt, isWireError, WireValueError } from "../../schema/wire/wireErrors.ts"
import { fromWireText } from "../protocol/headerText.ts"
import { type Answer, type EncodedRequest, UnreadableAnswer } from "../protocol/Protocol.ts"

/** What an error answer holds, in whichever message. */
interface ErrorFields {
  readonly code: string
  readonly message?: string | undefined
  readonly tunnelId?: string | undefined
  readonly accessDeniedDetail?: Readonly<Record<string, string | undefined>> | undefined
}

interface Messages {
  readonly request: Message<unknown>
  readonly response: Message<Readonly<Record<string, unknown>>>
  readonly error?: Message<ErrorFields>
  readonly complete?: (message: Readonly<Record<string, unknown>>) => unknown
}

/** Where a slot is found, worked out once. */
interface Place {
  readonly field: string
  readonly kind: string
  readonly name: string
  /** Field of the message that holds `name`, where that is not the operation's own. */
  readonly outer: string | undefined
  readonly optional: boolean
}

interface Plan {
  readonly messages: Messages
  readonly path: string
  readonly input: ReadonlyArray<Place>
  readonly output: ReadonlyArray<Place>
}

const placesOf = (slots: Slots): ReadonlyArray<Place> =>
  Object.entries(slots).map(([field, slot]) => {
    const dot = slot.in === "message" ? slot.name.indexOf(".") : -1
    return {
      field,
      kind: slot.in,
      name: slot.name.slice(dot + 1),
      outer: dot < 0 ? undefined : slot.name.slice(0, dot),
      optional: slot.schema.ast.context?.isOptional === true
    }
  })

const plans = new WeakMap<AnyOperation, Plan>()

const planOf = (operation: AnyOperation): Plan => {
  let plan = plans.get(operation)
  if (plan === undefined) {
    const { input, output, messages, path = operation.name } = operation.spec
    plan = { messages: messages as unknown as Messages, path, input: placesOf(input), output: placesOf(output) }
    plans.set(operation, plan)
  }
  return plan
}

/** The message of some fields. Throws `WireError` and `NotAllowed`. */
const toMessage = ({ input, messages }: Plan, fields: Encoded, headers: Record<string, string>): unknown => {
  const message: Record<string, unknown> = {}
  for (const { field, kind, name, outer } of input) {
    const value = fields[field]
    if (value === undefined) continue
    switch (kind) {
      case "message":
        if (outer === undefined) message[name] = value
        else message[outer] = { ...(message[outer] as object | undefined), [name]: value }
        break
      case "header":
        headers[name] = (value as string).trim()
        break
    }
  }
  return messages.complete === undefined ? message : messages.complete(message)
}

const toIssue = (error: unknown): InputIssue => {
  if (error instanceof NotAllowed) return { path: error.path.map(String), message: `must be ${error.expected}` }
  if (error instanceof WireValueError) {
    return { path: ["request"], message: `must hold ${error.expected}`, given: error.found }
  }
  if (isWireError(error)) return { path: ["request"], message: error.message }
  throw error
}

const tooLong: InputIssue = { path: ["request"], message: `must take at most ${tableLimits.requestBytes} bytes` }

const encode = (operation: AnyOperation, fields: Encoded): Result.Result<EncodedRequest, ReadonlyArray<InputIssue>> => {
  const plan = planOf(operation)
  const headers: Record<string, string> = {}
  let body: Uint8Array
  try {
    body = encodeMessage(plan.messages.request, toMessage(plan, fields, headers))
  } catch (error) {
    return Result.fail([toIssue(error)])
  }
  if (body.length > tableLimits.requestBytes) return Result.fail([tooLong])
  return Result.succeed({
    request: { method: "POST", host: {}, path: plan.path, escapedPath: plan.path, query: [], headers },
    body
  })
}

/** The service writes nothing where there is nothing, or an empty text, or no bytes. */
const isNothing = (value: unknown): boolean =>
  value === undefined || value === "" || (value instanceof Uint8Array && value.length === 0)

const fromMessage = (
  { output }: Plan,
  message: Readonly<Record<string, unknown>>,
  headers: Answer["headers"]
): Encoded => {
  const fields: Record<string, unknown> = {}
  for (const { field, kind, name, outer, optional } of output) {
    if (kind === "header") {
      const value = headers[name]
      if (value !== undefined) fields[field] = fromWireText(value)
      continue
    }
    const holder = outer === undefined ? message : (message[outer] as Readonly<Record<string, unknown>> | undefined)
    const value = holder?.[name]
    if (value !== undefined && !(optional && isNothing(value))) fields[field] = value
  }
  return fields
}

const decode = (operation: AnyOperation, answer: Answer): Effect.Effect<Encoded, UnreadableAnswer> => {
  const plan = planOf(operation)
  const message = attempt(() => decodeMessage(plan.messages.response, answer.body))
  return Result.isFailure(message)
    ? Effect.fail(new UnreadableAnswer({ message: `the answer cannot be read: ${message.failure.message}` }))
    : Effect.succeed(fromMessage(plan, message.success, answer.headers))
}

/** Protobuf over POST. */
export const legacyProtobuf = { encode, decode }
