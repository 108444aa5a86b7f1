/**
 * The one frame of all emulated services, and what a service brings to it.
 *
 * A request walks one straight way, which `makeApp` in `application.ts` knows once for all services:
 *
 * ```
 * raw request
 *   └ locate         where it goes, which call it is, what it is about     the service
 *      └ faults      are chosen, the call is logged, the clock is skewed   the frame
 *         └ authenticate, execute                                          the service
 *            └ printRefusal   when the service refuses, a fault injects an error, or the emulator itself fails
 *               └ finish      default headers, request id, signature       the service
 *                  └ faults   delay, bend or break the answer              the frame
 * ```
 *
 * A new service brings one value of {@link EmulatedService}:
 *
 * - how a raw request is read (`locate`): hosts, paths, zones, and the body too when faults select by what is in it. What
 *   cannot be read is no failure here: the refusal waits in `request`, so that the call is still logged and faults apply;
 * - who calls (`authenticate`) and what a call does (`execute`), both as of a time that is given. Rules apply in one step:
 *   nothing may happen between what they read and what they change;
 * - its kind of refusal, and how one is printed (`printRefusal`), made of an injected error (`refuseWith`) or of a mistake
 *   in the emulator (`internalError`). A *refusal* is what the service answers by its rules, a *fault* is injected by a test;
 * - what every answer carries (`finish`), the shape of request ids, and the header that holds the checksum of a body.
 *
 * Names of what its calls are about go to `Subjects` in `Faults.ts`. Object stores find listings, ranges, conditions,
 * uploads, forms and bodies with digests in `../objectStore`; keys that are derived by the day are kept by `DerivedKeys`.
 */
import type * as Effect from "effect/Effect"
import type * as Result from "effect/Result"
import type * as Stream from "effect/Stream"
import type { InjectedError, Subjects } from "../Faults.ts"
import type { Answer } from "./Answer.ts"

/** A request as it came over the wire. Nothing of it is decoded. */
export interface RawRequest {
  readonly method: string
  /** Path and query as sent. */
  readonly target: string
  /** Path as sent, without the query. */
  readonly path: string
  /** By lower-case name, one character per byte. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly stream: Stream.Stream<Uint8Array, unknown>
}

/** What is known of a request before anything is checked. */
export interface Located<Request, Refusal> {
  /** The service's own name of the call; absent when it has no such call. */
  readonly operation: string | undefined
  /** What faults may select the call by. */
  readonly subjects: Subjects
  /** The request as the service reads it, or why it cannot. */
  readonly request: Result.Result<Request, Refusal>
}

/** The request that is answered. */
export interface Asked {
  readonly raw: RawRequest
  readonly requestId: string
}

/** When an answer goes out. */
export interface AnswerTime {
  /** The server's time, in Unix milliseconds; skewed when a fault says so. */
  readonly nowMillis: number
  /** Since the call began. */
  readonly elapsedMillis: number
}

/**
 * A service on the frame.
 *
 * @typeParam Request A request as the service reads it.
 * @typeParam Caller Who makes a call, as `authenticate` tells `execute`.
 * @typeParam Refusal Why the service refuses a call.
 */
export interface EmulatedService<Request, Caller, Refusal> {
  /** For logs. */
  readonly name: string
  /** A new request id. */
  readonly requestId: Effect.Effect<string>
  /** Lower-case name of the header that a `WrongChecksum` falsifies. */
  readonly checksumHeader: string
  readonly locate: (raw: RawRequest) => Effect.Effect<Located<Request, Refusal>>
  /** @param nowMillis The server's time, in Unix milliseconds. */
  readonly authenticate: (request: Request, nowMillis: number) => Result.Result<Caller, Refusal>
  readonly execute: (request: Request, caller: Caller, nowMillis: number) => Effect.Effect<Answer, Refusal>
  /** The refusal that an injected error stands for. */
  readonly refuseWith: (error: InjectedError & { readonly message: string }) => Refusal
  /** The refusal for a mistake in the emulator. */
  readonly internalError: () => Refusal
  readonly printRefusal: (refusal: Refusal, asked: Asked) => Answer
  /** Adds what every answer carries, refusals included. */
  readonly finish: (answer: Answer, asked: Asked, time: AnswerTime) => Answer
}
