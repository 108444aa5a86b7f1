/**
 * The errors of typed rows: input that cannot be sent, and answers that are not what a table declares.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { ClientError, type InputIssue } from "../../../../schema/Errors.ts"

type Issues = ReadonlyArray<InputIssue>

/** The error of input that cannot be sent. */
export const invalidInput = (operation: string, issues: Issues, ...path: ReadonlyArray<string>): ClientError =>
  new ClientError({
    service: "Tablestore",
    operation,
    reason: {
      _tag: "InvalidInput",
      issues: path.length === 0 ? issues : issues.map((issue) => ({ ...issue, path: [...path, ...issue.path] }))
    }
  })

/** The error of a stored row that is not what its table declares. */
export const undecodable = (operation: string, message: string): ClientError =>
  new ClientError({
    service: "Tablestore",
    operation,
    reason: { _tag: "UndecodableResponse", status: 200, message }
  })

/** Makes a call of input that is checked on the way: a `ClientError` that is thrown becomes a failure. */
export const checked = <A, E, R>(build: () => Effect.Effect<A, E, R>): Effect.Effect<A, E | ClientError, R> =>
  Effect.suspend((): Effect.Effect<A, E | ClientError, R> => {
    try {
      return build()
    } catch (error) {
      if (error instanceof ClientError) return Effect.fail(error)
      throw error
    }
  })

/** Runs a function that a caller gave as an option: what it refuses is told as an error of the method and the option. */
export const built = <A>(operation: string, option: string, build: () => A): A => {
  try {
    return build()
  } catch (error) {
    if (error instanceof ClientError && error.reason._tag === "InvalidInput") {
      throw invalidInput(operation, error.reason.issues, option)
    }
    throw error
  }
}

/** The value of an encoding, or the error of the method it is for. */
export const orThrow = <A>(result: Result.Result<A, Issues>, operation: string, ...path: ReadonlyArray<string>): A =>
  Result.getOrThrowWith(result, (issues) => invalidInput(operation, issues, ...path))

/** What was decoded, or the error of the method it is for. */
export const orUndecodable = <A>(result: Result.Result<A, string>, operation: string): Effect.Effect<A, ClientError> =>
  Result.isFailure(result) ? Effect.fail(undecodable(operation, result.failure)) : Effect.succeed(result.success)
