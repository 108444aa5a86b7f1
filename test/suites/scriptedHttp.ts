/**
 * An `HttpClient` that answers from a script and remembers what it was asked, so that a call is tested without a
 * server: every request meets the next step.
 */
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import { HttpClientError, TransportError } from "effect/http/HttpClientError"
import type { HttpClientRequest } from "effect/http/HttpClientRequest"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"

/** A request as the script saw it. */
export interface Seen {
  readonly method: string
  /** Path and query. */
  readonly target: string
  readonly host: string
  readonly headers: Readonly<Record<string, string>>
  /** The bytes that were sent; absent when the step did not read them. */
  readonly body: Uint8Array | undefined
}

/** What happens to one request. */
export type Step = (
  request: HttpClientRequest,
  signal: AbortSignal
) => Effect.Effect<HttpClientResponse.HttpClientResponse, HttpClientError>

const join = (chunks: Iterable<Uint8Array>): Uint8Array => new Uint8Array(Buffer.concat([...chunks]))

const failed = (request: HttpClientRequest, cause: unknown) =>
  new HttpClientError({ reason: new TransportError({ request, cause }) })

/** Sends the body the way a transport does: to its end, or until it fails. */
const readBody = (request: HttpClientRequest): Effect.Effect<Uint8Array, HttpClientError> => {
  const { body } = request
  switch (body._tag) {
    case "Stream":
      return Stream.runCollect(body.stream).pipe(
        Effect.map(join),
        Effect.mapError((cause) => failed(request, cause))
      )
    case "Raw":
    case "Uint8Array":
      return Effect.succeed(body.body as Uint8Array)
    default:
      return Effect.succeed(new Uint8Array(0))
  }
}

/** Answers, after the request was read whole. */
export const answer =
  (
    status: number,
    headers: Readonly<Record<string, string>> = {},
    body?: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>
  ): Step =>
  (request) =>
    Effect.map(readBody(request), () => respond(request, status, headers, body))

/** A response to a request. */
export const respond = (
  request: HttpClientRequest,
  status: number,
  headers: Readonly<Record<string, string>> = {},
  body?: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>
): HttpClientResponse.HttpClientResponse => {
  const without = request.method === "HEAD" || status === 204 || status === 304
  return HttpClientResponse.fromWeb(request, new Response(without ? null : (body ?? ""), { status, headers }))
}

/** An error document, as the service sends it. */
export const serviceError = (
  status: number,
  code: string,
  options?: {
    readonly details?: string
    readonly headers?: Readonly<Record<string, string>>
    readonly message?: string
  }
): Step =>
  answer(
    status,
    { "content-type": "application/xml", "x-oss-request-id": "REQUEST-1", ...options?.headers },
    `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${options?.message ?? "no"}</Message><RequestId>REQUEST-1</RequestId><HostId>host</HostId>${options?.details ?? ""}</Error>`
  )

/** A failure of the network, before anything of the body was taken. */
export const networkFails =
  (cause: unknown): Step =>
  (request) =>
    Effect.fail(failed(request, cause))

/** A failure of the network after the body was sent. */
export const networkFailsLate =
  (cause: unknown): Step =>
  (request) =>
    Effect.flatMap(readBody(request), () => Effect.fail(failed(request, cause)))

/** An error as Node makes them. */
export const nodeError = (code: string, syscall?: string): Error =>
  Object.assign(new Error(`${syscall ?? "it"} ${code}`), { code, ...(syscall === undefined ? {} : { syscall }) })

/** A connection that broke. */
export const reset: Step = networkFails(nodeError("ECONNRESET", "read"))

/** Nothing ever comes back. */
export const silence: Step = () => Effect.never

/** A client that takes one step of the script for each request. */
export const script = (...steps: ReadonlyArray<Step>) => {
  const seen: Array<Seen> = []
  const client = HttpClient.make((request, url, signal) =>
    Effect.suspend(() => {
      const step = steps[seen.length]
      const index = seen.length
      seen.push({
        method: request.method,
        target: url.pathname + url.search,
        host: url.host,
        headers: { ...request.headers },
        body: request.body._tag === "Raw" ? (request.body.body as Uint8Array) : undefined
      })
      if (step === undefined) return Effect.die(new Error(`the script has no step ${index + 1}`))
      const { body } = request
      if (body._tag !== "Stream") return step(request, signal)
      const taken: Array<Uint8Array> = []
      const observed = Stream.map(body.stream, (chunk) => {
        taken.push(chunk)
        seen[index] = { ...seen[index]!, body: join(taken) }
        return chunk
      })
      return step(Object.create(request, { body: { value: { ...body, _tag: "Stream", stream: observed } } }), signal)
    })
  )
  return { seen, client, layer: Layer.succeed(HttpClient.HttpClient, client) }
}

/** An endless answer of one byte, or as many as are wanted. */
export const repeatedChunks = (chunk: Uint8Array, times: number): ReadableStream<Uint8Array> => {
  let left = times
  return new ReadableStream<Uint8Array>({
    pull: (controller) => {
      if (left-- > 0) controller.enqueue(chunk)
      else controller.close()
    }
  })
}

/** The same, after a while. */
export const later =
  (duration: Duration.Input, step: Step): Step =>
  (request, signal) =>
    Effect.delay(step(request, signal), duration)
