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
    // What nests without end fills the stack before any limit is looked at.
    if (error instanceof RangeError && /call stack/.test(error.message)) {
      return Result.fail(parameterInvalid("The request nests too deeply."))
    }
    throw error
  }
}
