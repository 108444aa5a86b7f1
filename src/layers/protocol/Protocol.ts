/**
 * A protocol knows one wire family: it turns the input of an operation into a request, and an answer into the output.
 */
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { BodyInput, BodyParts } from "../../schema/Body.ts"
import { Misfit } from "../../schema/conversion.ts"
import type { InputIssue } from "../../schema/Errors.ts"
import { toInputIssues } from "../../schema/inputIssues.ts"
import type { AnyOperation } from "../../schema/Operation.ts"
import type { UnsignedRequest } from "../../schema/wire/UnsignedRequest.ts"

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
  readonly body: BodyInput | BodyParts | undefined
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
export interface Protocol<O extends AnyOperation> {
  /** Checks an input and writes it as a request, or tells all that is wrong with it. */
  readonly encode: (operation: O, input: unknown) => Result.Result<EncodedRequest, ReadonlyArray<InputIssue>>
  /** Reads the output from an answer. */
  readonly decode: (operation: O, answer: Answer) => Effect.Effect<unknown, UnreadableAnswer>
}

/** Runs what writes an input; what does not fit is told as issues. */
export const orIssues = <A>(input: unknown, write: () => A): Result.Result<A, ReadonlyArray<InputIssue>> => {
  try {
    return Result.succeed(write())
  } catch (thrown) {
    if (thrown instanceof Misfit) return Result.fail(toInputIssues(thrown.issue, input))
    throw thrown
  }
}

/** Runs what reads an output; what does not fit makes the answer unreadable. */
export const orUnreadable = <A>(read: () => A): Effect.Effect<A, UnreadableAnswer> => {
  try {
    return Effect.succeed(read())
  } catch (thrown) {
    if (!(thrown instanceof Misfit)) throw thrown
    const issues = toInputIssues(thrown.issue, undefined).map(({ path, message }) => `${path.join(".")} ${message}`)
    return Effect.fail(new UnreadableAnswer({ message: `the answer is not as described: ${issues.join("; ")}` }))
  }
}

/** What an answer still says that nobody can read: where it sends to, or nothing. */
export const unreadableError = ({ headers, status }: Answer): Pick<ErrorAnswer, "code" | "message"> => {
  const { location } = headers
  return {
    code: "BadErrorResponse",
    message:
      status >= 300 && status < 400 && location !== undefined
        ? `the answer sends elsewhere, to ${location}; redirects are not followed`
        : "the answer holds no readable error"
  }
}
