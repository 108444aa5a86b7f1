/**
 * What error answers of Tablestore say: a message of code and text.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { Error as ErrorMessage } from "../../schema/tablestore/protobuf/generated/tableStore.ts"
import type { AnyProtobufOperation } from "../../schema/wire/protobuf.ts"
import { decodeMessage, type Message } from "../../schema/wire/protobufMessage.ts"
import { attempt } from "../../schema/wire/wireErrors.ts"
import { type Answer, type ErrorAnswer, unreadableError } from "../protocol/Protocol.ts"

/** What an error answer holds, in whichever message. */
interface ErrorFields {
  readonly code: string
  readonly message?: string | undefined
  readonly tunnelId?: string | undefined
  readonly accessDeniedDetail?: Readonly<Record<string, string | undefined>> | undefined
}

/** Id of the request, from the headers of any answer. */
// One client reads the second name too. Source: Tablestore SDK for Node.js.
export const requestId = (headers: Answer["headers"]): string | undefined =>
  headers["x-ots-requestid"] ?? headers["x-ots-request-id"]

const detailsOf = ({ tunnelId, accessDeniedDetail }: ErrorFields): Readonly<Record<string, string>> | undefined => {
  const details: Record<string, string> = tunnelId === undefined ? {} : { tunnelId }
  for (const [name, value] of Object.entries(accessDeniedDetail ?? {})) if (value !== undefined) details[name] = value
  return Object.keys(details).length === 0 ? undefined : details
}

/** Reads an answer that says what went wrong. An unreadable one still leaves its status. */
export const readError = (operation: AnyProtobufOperation, answer: Answer): Effect.Effect<ErrorAnswer> => {
  const message: Message<ErrorFields> = operation.error ?? (ErrorMessage as Message<any>)
  const error = attempt(() => decodeMessage(message, answer.body))
  if (Result.isFailure(error) || error.success.code === "") {
    return Effect.succeed({ ...unreadableError(answer), requestId: requestId(answer.headers) })
  }
  const details = detailsOf(error.success)
  return Effect.succeed({
    code: error.success.code,
    message: error.success.message ?? "",
    requestId: requestId(answer.headers),
    ...(details === undefined ? {} : { details })
  })
}
