/**
 * What makes one service different from another on the way of a request: addresses, signatures, digests, codes, and
 * what can be mended after a refusal.
 */
import type * as Effect from "effect/Effect"
import type * as Result from "effect/Result"
import type { ClientErrorReason } from "../schema/Errors.ts"
import type { KindsOfCodes } from "../schema/errorKinds.ts"
import type { AnyOperation } from "../schema/Operation.ts"
import type { UnsignedRequest } from "../schema/wire/UnsignedRequest.ts"
import type { Anonymous, Keys } from "./Credentials.ts"
import type { Integrity } from "./integrity.ts"
import type { Answer, ErrorAnswer, Protocol } from "./protocol/Protocol.ts"

/** How long nothing may happen. */
export interface Timeouts {
  /** Milliseconds without a sent chunk or an answer's head. */
  readonly responseMillis: number
  /** Milliseconds without a chunk of the answer's body. */
  readonly idleMillis: number
}

/** A request that is to be signed. */
export interface Signing<O extends AnyOperation> {
  readonly operation: O
  readonly request: UnsignedRequest
  /** Where it goes. */
  readonly url: string
  readonly keys: Keys
  /** The server's time, milliseconds since 1970. */
  readonly timeMillis: number
  /** The body, where it is in memory. */
  readonly bytes: Uint8Array | undefined
}

/** An answer that says what went wrong. */
export interface Refused<O extends AnyOperation> {
  readonly operation: O
  readonly request: UnsignedRequest
  readonly url: string
  /** Who signed it. */
  readonly keys: Keys | Anonymous
  readonly answer: Answer
  readonly error: ErrorAnswer
}

/**
 * What can be mended at once, so that the next attempt differs from the refused one. Each happens once a call; with
 * addresses it is each address.
 */
export type Mend =
  /** The clocks differ. */
  | { readonly _tag: "Clock"; readonly serverMillis: number }
  /** The keys are no longer good. */
  | { readonly _tag: "Keys" }
  /** The resource is somewhere else. Only a host of the service itself may be named: credentials go there. */
  | { readonly _tag: "Address"; readonly url: string }

/** The profile of a service. */
export interface ServiceProfile<O extends AnyOperation = AnyOperation> {
  /** Name of the service, e.g. `"Oss"`. */
  readonly service: string
  readonly protocol: Protocol<O>
  readonly timeouts: Timeouts
  readonly userAgent: string
  readonly integrity: Integrity<O>
  /** Address of a request, with its query; a failure says why no URL can name it. */
  readonly url: (operation: O, request: UnsignedRequest) => Result.Result<string, string>
  /** Headers that prove who sends a request. */
  readonly sign: (signing: Signing<O>) => Readonly<Record<string, string>>
  /** Id of the request, from the headers of any answer. */
  readonly requestId: (headers: Answer["headers"]) => string | undefined
  /** Reads the answer of a failed call. Never fails: an unreadable body still leaves the status. */
  readonly readError: (operation: O, answer: Answer) => Effect.Effect<ErrorAnswer>
  /** Codes whose kind is not that of their status. */
  readonly errorKinds: KindsOfCodes
  /** Headers of requests that hold a secret, besides `authorization`: what prints headers shall not print them. */
  readonly secretHeaders: ReadonlyArray<string>
  /** Whether the same call may succeed when made again. */
  readonly isRetryable: (status: number, error: ErrorAnswer) => boolean
  /** What can be mended at once. */
  readonly mend: (refused: Refused<O>) => Mend | undefined
  /** What is wrong with the proof that the answer, a good one or one with an error, comes from the service. */
  readonly distrust?:
    | ((signing: Signing<O>, answer: Answer, error: ErrorAnswer | undefined) => ClientErrorReason | undefined)
    | undefined
}
