/**
 * One request and its answer: the only thing an attempt asks of HTTP.
 */
import type * as Effect from "effect/Effect"
import type * as Stream from "effect/Stream"
import type { RequestErrorReason } from "../../schema/Errors.ts"
import type { Answer } from "../protocol/Protocol.ts"
import type { Timeouts } from "../ServiceProfile.ts"

/** The body of an answer that is not here yet. It can be read once. */
export type RestOfBody = Stream.Stream<Uint8Array, RequestErrorReason>

/** An answer: its body is in it, or still to come. */
export interface Received {
  readonly answer: Answer
  /** What is still to come; `undefined` when all is here. */
  readonly rest: RestOfBody | undefined
}

/** Headers as they are on the wire, names in lower case. */
export type WireHeaders = Readonly<Record<string, string>>

/** A request whose body, if it has one, is in memory. */
export interface DirectRequest {
  readonly method: string
  readonly url: string
  readonly headers: WireHeaders
  readonly body: Uint8Array | undefined
  readonly timeouts: Timeouts
  /** Whether the body of an answer with this head is read before the answer is handed out. */
  readonly readsWhole: (status: number, headers: Answer["headers"]) => boolean
}

/**
 * Sends a request and receives its answer in a single step. It watches the timeouts by itself, and closes the
 * connection when it is interrupted.
 */
export type DirectExchange = (request: DirectRequest) => Effect.Effect<Received, RequestErrorReason>
