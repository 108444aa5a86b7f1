import * as Data from "effect/Data"

/**
 * Why the emulated Tablestore refuses a call, or a row of a batch: all that its error message says.
 *
 * The engine throws it: rules nest deeply (a filter in a condition of a row of a batch) and run for every cell.
 * `catchRefusal` is the boundary at which it becomes a value.
 */
export class TablestoreRefusal extends Data.TaggedError("TablestoreRefusal")<{
  readonly status: number
  readonly code: string
  readonly message: string
  /** The tunnel that it is about. */
  readonly tunnelId?: string | undefined
}> {}
