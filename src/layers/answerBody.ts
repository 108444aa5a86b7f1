/**
 * Bodies of answers that are read whole.
 */
import * as Effect from "effect/Effect"
import { DecodeError, HttpClientError } from "effect/http/HttpClientError"
import type { HttpClientResponse } from "effect/http/HttpClientResponse"
import * as Stream from "effect/Stream"
import type { RestOfBody } from "./exchange/Exchange.ts"
import { AnswerTooLong } from "./networkFailure.ts"
import type { Answer } from "./protocol/Protocol.ts"

/** No document of any service is longer; what is comes from somewhere else and must not fill the memory. */
export const maxDocumentBytes = 64 * 1024 * 1024
/** Up to here an announced length is read at once; longer answers are read by chunks, each of which is a sign of life. */
const readAtOnceBytes = 64 * 1024

const tooLong = (response: HttpClientResponse): HttpClientError =>
  new HttpClientError({
    reason: new DecodeError({
      request: response.request,
      response,
      cause: new AnswerTooLong(maxDocumentBytes)
    })
  })

/** Puts chunks together. */
export const concatenate = (chunks: ReadonlyArray<Uint8Array>, length: number): Uint8Array => {
  if (chunks.length === 1) return chunks[0]!
  const whole = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}

/** Bodies of up to this many bytes arrive in a moment, or not at all. */
const smallBytes = 64 * 1024

/**
 * Whether the body of a download is so small that it is read with its head: it costs less than handing out a stream, and
 * the connection is free again at once.
 */
export const isSmall = (headers: Answer["headers"]): boolean => {
  const header = headers["content-length"]
  return (
    header !== undefined &&
    /^\d{1,6}$/.test(header) &&
    Number(header) <= smallBytes &&
    headers["content-encoding"] === undefined
  )
}

/**
 * Reads the body of an answer to its end. Empty bodies are read too: a connection is used again only when nothing is
 * left on it.
 */
export const readWhole = (
  response: HttpClientResponse,
  onActivity: () => void
): Effect.Effect<Uint8Array, HttpClientError> => {
  const header = response.headers["content-length"]
  // What is compressed on the way may be any length once a transport unpacks it.
  const isPlain = response.headers["content-encoding"] === undefined
  const announced = header !== undefined && /^\d+$/.test(header) ? Number(header) : Number.NaN
  const isEmpty = response.request.method === "HEAD" || response.status === 204 || response.status === 304
  if (isEmpty || (isPlain && announced <= readAtOnceBytes)) {
    return Effect.map(response.arrayBuffer, (buffer) => new Uint8Array(buffer))
  }
  if (announced > maxDocumentBytes) return Effect.fail(tooLong(response))
  const chunks: Array<Uint8Array> = []
  let length = 0
  return response.stream.pipe(
    Stream.runForEach((chunk) => {
      onActivity()
      chunks.push(chunk)
      length += chunk.length
      return length > maxDocumentBytes ? Effect.fail(tooLong(response)) : Effect.void
    }),
    // A chunked answer may turn out to have no body at all.
    Effect.catchIf(
      (error) => error.reason._tag === "EmptyBodyError",
      () => Effect.void
    ),
    Effect.map(() => concatenate(chunks, length))
  )
}

/** Gives up a body that nobody will read: unread, it would keep its connection until garbage is collected. */
export const discard = (rest: RestOfBody | undefined): Effect.Effect<void> =>
  rest === undefined ? Effect.void : Effect.ignore(Effect.raceFirst(Stream.runDrain(rest), Effect.void))
