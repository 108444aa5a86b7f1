/**
 * A protocol knows one wire family: it turns the fields of an operation into a request and an answer into fields.
 */
import * as Data from "effect/Data"
import type * as Effect from "effect/Effect"
import type * as Result from "effect/Result"
import type { BodyInput } from "../../schema/Body.ts"
import type { InputIssue } from "../../schema/Errors.ts"
import type { AnyOperation, Encoded } from "../../schema/Operation.ts"
import type { UnsignedRequest } from "../../schema/Unsigned.ts"

/** An answer that was read whole, or whose body is still to come (`body` is empty then). */
export interface Answer {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: Uint8Array
}

/** A request before it is signed. */
export interface EncodedRequest {
  readonly request: UnsignedRequest
  readonly body: BodyInput | undefined
}

/** What an error answer says. */
export interface ErrorAnswer {
  readonly code: string
  readonly message: string
  readonly requestId?: string | undefined
  readonly hostId?: string | undefined
  readonly ec?: string | undefined
  readonly type?: string | undefined
  readonly details?: { readonly [name: string]: string } | undefined
}

/** The answer cannot be read. */
export class UnreadableAnswer extends Data.TaggedError("UnreadableAnswer")<{ readonly message: string }> {}

/** A wire family. */
export interface Protocol {
  /** Places the encoded fields of an input on a request, or tells which of them have no form on the wire. */
  readonly encode: (
    operation: AnyOperation,
    fields: Encoded
  ) => Result.Result<EncodedRequest, ReadonlyArray<InputIssue>>
  /** Takes the encoded fields of the output from an answer. */
  readonly decode: (operation: AnyOperation, answer: Answer) => Effect.Effect<Encoded, UnreadableAnswer>
  /** Reads the answer of a failed call. Never fails: an unreadable body still leaves the status. */
  readonly decodeError: (operation: AnyOperation, answer: Answer) => Effect.Effect<ErrorAnswer>
  /** Id of the request, from the headers of any answer. */
  readonly requestId: (headers: Answer["headers"]) => string | undefined
}
