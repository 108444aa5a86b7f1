import * as Data from "effect/Data"
import type { WireHeaders } from "../objectStore/state.ts"

/** Why the emulated OIS refuses a request, or sends it elsewhere: what its error document says. */
export class OisRefusal extends Data.TaggedError("OisRefusal")<{
  readonly status: number
  /** Empty for answers that say no more than their status: redirects, and objects that have not changed. */
  readonly code: string
  readonly message: string
  /** Headers of the answer, by lower-case name. */
  readonly headers?: WireHeaders | undefined
}> {}
