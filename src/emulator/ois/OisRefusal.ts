import * as Data from "effect/Data"

/** Why the emulated OIS refuses a request: what its error document says. */
export class OisRefusal extends Data.TaggedError("OisRefusal")<{
  readonly status: number
  readonly code: string
  readonly message: string
}> {}
