/**
 * What makes one service different from another on the way of a request: addresses, signatures, codes.
 */
import type * as Result from "effect/Result"
import type { ClientErrorReason } from "../schema/Errors.ts"
import type { UnsignedRequest } from "../schema/Unsigned.ts"
import type { Keys } from "./Credentials.ts"
import type { Answer, ErrorAnswer, Protocol } from "./protocol/Protocol.ts"

/** How long nothing may happen. */
export interface Timeouts {
  /** Milliseconds without a sent chunk or an answer's head. */
  readonly responseMillis: number
  /** Milliseconds without a chunk of the answer's body. */
  readonly idleMillis: number
}

/** The service-specific parts of a call. */
export interface Backend {
  /** Name of the service, e.g. `"Oss"`. */
  readonly service: string
  readonly protocol: Protocol
  readonly timeouts: Timeouts
  readonly userAgent: string
  /** Whether checksums are compared. */
  readonly checksums: boolean
  /** Header of an answer that holds the CRC-64 of the object. */
  readonly checksumHeader?: string | undefined
  /** Address of a request, with its query; a failure says why no URL can name it. */
  readonly url: (request: UnsignedRequest) => Result.Result<string, string>
  /** Headers that prove who sends a request; `bytes` is the body where the signature covers it. */
  readonly sign: (
    request: UnsignedRequest,
    keys: Keys,
    timeMillis: number,
    bytes: Uint8Array | undefined
  ) => Readonly<Record<string, string>>
  /** Whether the same call may succeed when made again. */
  readonly isRetryable: (status: number, error: ErrorAnswer) => boolean
  /** Whether the error says that the keys are no longer good. */
  readonly isExpired: (error: ErrorAnswer) => boolean
  /** The server's time, when the error says that the clocks differ. */
  readonly serverTime: (error: ErrorAnswer, answer: Answer) => number | undefined
  /** What is wrong with the proof that the answer, a good one or one with an error, comes from the service. */
  readonly distrust?: (
    request: UnsignedRequest,
    answer: Answer,
    keys: Keys,
    timeMillis: number,
    error?: ErrorAnswer
  ) => ClientErrorReason | undefined
}
