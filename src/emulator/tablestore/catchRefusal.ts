import * as Result from "effect/Result"
import { isWireError } from "../../schema/wire/wireErrors.ts"
import { parameterInvalid } from "./refusals.ts"
import { TablestoreRefusal } from "./TablestoreRefusal.ts"

/** Runs rules and codecs and gives their refusal as a value; undecodable bytes are an invalid parameter. */
export const catchRefusal = <A>(run: () => A): Result.Result<A, TablestoreRefusal> => {
  try {
    return Result.succeed(run())
  } catch (error) {
    if (error instanceof TablestoreRefusal) return Result.fail(error)
    if (isWireError(error)) return Result.fail(parameterInvalid(error.message))
    throw error
  }
}
