/**
 * From input that may be wrong to calls, and from answers that may be wrong to rows.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { ClientError, type InputIssue } from "../../../schema/Errors.ts"
import { invalidInput, undecodable } from "./rowCodec.ts"

/**
 * Runs what encodes input: failures become `InvalidInput`, and so do values that a filter's function refused by throwing.
 */
export const encoding = <A, E, R>(build: () => Effect.Effect<A, E, R>): Effect.Effect<A, E | ClientError, R> =>
  Effect.suspend((): Effect.Effect<A, E | ClientError, R> => {
    try {
      return build()
    } catch (error) {
      if (error instanceof ClientError) return Effect.fail(error)
      throw error
    }
  })

/** The value of an encoding, or the error of the method it is for. */
export const orThrow = <A>(
  result: Result.Result<A, ReadonlyArray<InputIssue>>,
  operation: string,
  ...path: ReadonlyArray<string>
): A => Result.getOrThrowWith(result, (issues) => invalidInput(operation, issues, ...path))

/** What was decoded, or the error of the method it is for. */
export const orUndecodable = <A>(result: Result.Result<A, string>, operation: string): Effect.Effect<A, ClientError> =>
  Result.isFailure(result) ? Effect.fail(undecodable(operation, result.failure)) : Effect.succeed(result.success)
