import { isWireError } from "../../schema/wire/wireErrors.ts"
import { parameterInvalid } from "./faults.ts"
import { TablestoreFault } from "./TablestoreFault.ts"

/** What came of something that may refuse. */
export type Attempted<A> =
  | { readonly ok: true; readonly value: A }
  | { readonly ok: false; readonly fault: TablestoreFault }

/** Runs rules and codecs and gives their refusal as a value; undecodable bytes are an invalid parameter. */
export const attempt = <A>(run: () => A): Attempted<A> => {
  try {
    return { ok: true, value: run() }
  } catch (error) {
    if (error instanceof TablestoreFault) return { ok: false, fault: error }
    if (isWireError(error)) return { ok: false, fault: parameterInvalid(error.message) }
    throw error
  }
}
