/**
 * What can be wrong with bytes of the service, and with values that are to become such bytes.
 *
 * Codecs throw these errors: they run for every cell of every row, where an Effect or Result per
 * step would cost more than the work. {@link attempt} is the boundary at which they become values.
 */
import * as Data from "effect/Data"
import * as Result from "effect/Result"

/** Bytes are no protobuf message of the type that was expected. */
export class ProtobufError extends Data.TaggedError("ProtobufError")<{
  /** Name of the message type, e.g. `"GetRowResponse"`. */
  readonly messageName: string
  /** Where in the bytes, counted from 0. Absent when the bytes are a message, but its content makes no sense. */
  readonly offset?: number | undefined
  /** What is wrong. */
  readonly found: string
}> {
  readonly "~wireError" = true
  override get message(): string {
    const where = this.offset === undefined ? "" : `, offset ${this.offset}`
    return `message ${this.messageName}${where}: ${this.found}`
  }
}

/** A value has no form on the wire: an integer of more than 64 bits, a text with half a character. */
export class WireValueError extends Data.TaggedError("WireValueError")<{
  /** What would have been allowed. */
  readonly expected: string
  /** What was given, shortened. */
  readonly found: string
}> {
  readonly "~wireError" = true
  override get message(): string {
    return `expected ${this.expected}, found ${this.found}`
  }
}

/** An error of a codec. The mark tells it from defects. */
export interface WireError extends Error {
  readonly "~wireError": true
}

/** Whether something thrown is an error of the codecs. */
export const isWireError = (error: unknown): error is WireError => error instanceof Error && "~wireError" in error

/**
 * Runs a codec and gives its error as a value. Anything else that is thrown is a defect of this library and stays
 * thrown.
 *
 * **Example** (rows of an answer)
 *
 * ```ts
 * import { decodeRows } from "../tablestore/format/plainBufferDecoder.ts"
 * import { attempt } from "./wireErrors.ts"
 *
 * const toRows = (bytes: Uint8Array) => attempt(() => decodeRows(bytes))
 * ```
 */
export const attempt = <A>(codec: () => A): Result.Result<A, WireError> => {
  try {
    return Result.succeed(codec())
  } catch (error) {
    if (isWireError(error)) return Result.fail(error)
    throw error
  }
}
