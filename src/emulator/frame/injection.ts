/** Carries out injected faults. */
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import type { HttpServerRequest } from "effect/http/HttpServerRequest"
import * as Stream from "effect/Stream"
import { Connection } from "../Connection.ts"
import type { Action, InjectedError } from "../Faults.ts"
import { type Answer, sizeOf, streamOf } from "./Answer.ts"

/** The body was cut off on purpose. */
export class BodyCut extends Data.TaggedError("BodyCut")<{ readonly afterBytes: number }> {
  override get message(): string {
    return `The body was cut off after ${this.afterBytes} bytes`
  }
}

const find = <Tag extends Action["_tag"]>(
  actions: ReadonlyArray<Action>,
  tag: Tag
): Extract<Action, { readonly _tag: Tag }> | undefined =>
  actions.find((action): action is Extract<Action, { readonly _tag: Tag }> => action._tag === tag)

/** How far the server's clock is off, in milliseconds. */
export const skewMillis = (actions: ReadonlyArray<Action>): number => find(actions, "SkewClock")?.millis ?? 0

/** The error to answer instead of executing the call. */
export const errorInstead = (actions: ReadonlyArray<Action>): InjectedError | undefined => find(actions, "Error")

type Bytes = Stream.Stream<Uint8Array, unknown>

const truncated = (stream: Bytes, afterBytes: number): Bytes =>
  Stream.suspend(() => {
    let left = afterBytes
    return Stream.flatMap(stream, (chunk) => {
      const kept = chunk.subarray(0, left)
      left -= kept.length
      const bytes = kept.length > 0 ? Stream.succeed(kept) : Stream.empty
      return left > 0 ? bytes : Stream.concat(bytes, Stream.fail(new BodyCut({ afterBytes })))
    })
  })

const corrupted = (stream: Bytes, position: number): Bytes =>
  Stream.suspend(() => {
    let offset = 0
    return Stream.map(stream, (chunk) => {
      const index = position - offset
      offset += chunk.length
      if (index < 0 || index >= chunk.length) return chunk
      const copy = chunk.slice()
      copy[index] = copy[index]! ^ 0xff
      return copy
    })
  })

const pieces = (chunk: Uint8Array, size: number): ReadonlyArray<Uint8Array> =>
  Array.from({ length: Math.ceil(chunk.length / size) }, (_, i) => chunk.subarray(i * size, (i + 1) * size))

const slowed = (stream: Bytes, { chunkBytes, duration }: Extract<Action, { readonly _tag: "SlowBody" }>): Bytes =>
  Stream.flatMap(stream, (chunk) =>
    Stream.fromIterable(pieces(chunk, chunkBytes), { chunkSize: 1 }).pipe(
      Stream.mapEffect((piece) => Effect.as(Effect.sleep(duration), piece))
    )
  )

const bendBody = (answer: Answer, actions: ReadonlyArray<Action>): Answer => {
  const cut = find(actions, "Truncate")
  const corrupt = find(actions, "CorruptByte")
  const slow = find(actions, "SlowBody")
  if (cut === undefined && corrupt === undefined && slow === undefined) return answer
  let stream = streamOf(answer.body)
  if (corrupt !== undefined) stream = corrupted(stream, corrupt.position)
  if (cut !== undefined) stream = truncated(stream, cut.afterBytes)
  if (slow !== undefined) stream = slowed(stream, slow)
  return { ...answer, body: { _tag: "Stream", stream, size: sizeOf(answer.body) } }
}

// Changes the last digit, which keeps the form of decimal and hexadecimal checksums alike, also in quotes.
const wrong = (checksum: string): string => checksum.replace(/[^"](?="?$)/, (digit) => (digit === "1" ? "2" : "1"))

const bendHeaders = (answer: Answer, actions: ReadonlyArray<Action>, checksumHeader: string): Answer => {
  const checksum = answer.headers[checksumHeader]
  return checksum === undefined || find(actions, "WrongChecksum") === undefined
    ? answer
    : { ...answer, headers: { ...answer.headers, [checksumHeader]: wrong(checksum) } }
}

/**
 * Answers a request with the given faults.
 *
 * @param call.answered Executes the call.
 * @param call.finish Completes the answer when it goes out.
 * @param call.checksumHeader The header that a `WrongChecksum` falsifies.
 */
export const inject = <E, R>(
  request: HttpServerRequest,
  actions: ReadonlyArray<Action>,
  call: {
    readonly answered: Effect.Effect<Answer, E, R>
    readonly finish: (answer: Answer) => Effect.Effect<Answer>
    readonly checksumHeader: string
  }
): Effect.Effect<Answer, E, R> => {
  const { answered, checksumHeader, finish } = call
  if (actions.length === 0) return Effect.flatMap(answered, finish)
  return Effect.gen(function* () {
    const reset = find(actions, "Reset")
    const connection = yield* Connection
    if (reset !== undefined && reset.executed !== true) return yield* connection.reset(request)
    const answer = yield* answered
    if (reset !== undefined) return yield* connection.reset(request)
    const delay = find(actions, "Delay")
    if (delay !== undefined) yield* Effect.sleep(delay.duration)
    return bendHeaders(bendBody(yield* finish(answer), actions), actions, checksumHeader)
  })
}
