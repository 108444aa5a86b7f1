/**
 * What can be wrong with the rows and records of Tablestore that are no protobuf messages.
 */
import * as Data from "effect/Data"

/** Bytes are no PlainBuffer, or no row block of the kind that was expected. */
export class PlainBufferError extends Data.TaggedError("PlainBufferError")<{
  /** Where in the bytes, counted from 0. */
  readonly offset: number
  /** What was expected there. */
  readonly expected: string
  /** What was found instead. */
  readonly found: string
}> {
  readonly "~wireError" = true
  override get message(): string {
    return `PlainBuffer, offset ${this.offset}: expected ${this.expected}, found ${this.found}`
  }
}

/** Bytes are no FlatBuffer of the schema that was expected. */
export class FlatBufferError extends Data.TaggedError("FlatBufferError")<{
  /** Where in the bytes, counted from 0. */
  readonly offset: number
  /** What was expected there. */
  readonly expected: string
  /** What was found instead. */
  readonly found: string
}> {
  readonly "~wireError" = true
  override get message(): string {
    return `FlatBuffer, offset ${this.offset}: expected ${this.expected}, found ${this.found}`
  }
}
