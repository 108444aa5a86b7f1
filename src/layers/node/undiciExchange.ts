/**
 * Requests through a dispatcher of undici without anything between: no request object, no abort signal, no stream for a
 * body of a few bytes.
 *
 * Source: undici, Dispatcher, `dispatch` and its handler.
 */
import { Readable } from "node:stream"
import * as NodeStream from "@effect/platform-node/NodeStream"
import type { Dispatcher } from "@effect/platform-node/Undici"
import * as Effect from "effect/Effect"
import type * as Fiber from "effect/Fiber"
import type { RequestErrorReason } from "../../schema/Errors.ts"
import { maxDocumentBytes } from "../answerBody.ts"
import type { DirectExchange, DirectRequest, Received, RestOfBody } from "../exchange/Exchange.ts"
import { AnswerTooLong, toReason } from "../networkFailure.ts"
import type { Answer } from "../protocol/Protocol.ts"

type Resume = (result: Effect.Effect<Received, RequestErrorReason>) => void

const noBytes = new Uint8Array(0)

/** The body of an answer while it arrives; reading it slowly slows the connection down. */
class ArrivingBody extends Readable {
  readonly controller: Dispatcher.DispatchController

  constructor(controller: Dispatcher.DispatchController) {
    super()
    this.controller = controller
    // Without a listener an error that comes before anybody reads would end the process.
    this.on("error", () => {})
  }

  override _read(): void {
    this.controller.resume()
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    if (!this.readableEnded) this.controller.abort(error ?? new Error("nobody reads the answer any more"))
    callback(error)
  }
}

/** A body that nobody reads holds its connection: it is given up when its stream is garbage. */
const unread = new FinalizationRegistry<ArrivingBody>((body) => {
  body.destroy()
})

const toRest = (body: ArrivingBody): RestOfBody => {
  const rest: RestOfBody = NodeStream.fromReadable({
    evaluate: () => {
      unread.unregister(body)
      return body
    },
    onError: (cause) => toReason(cause, true)
  })
  unread.register(rest, body, body)
  return rest
}

const isPlain = (headers: object): headers is Record<string, string | undefined> => {
  for (const value of Object.values(headers)) if (typeof value !== "string") return false
  return true
}

/** Headers that came several times are one list. */
const toHeaders = (headers: Record<string, string | Array<string> | undefined>): Answer["headers"] => {
  if (isPlain(headers)) return headers
  const joined: Record<string, string | undefined> = {}
  for (const [name, value] of Object.entries(headers)) joined[name] = Array.isArray(value) ? value.join(", ") : value
  return joined
}

/**
 * The chunks as one piece. A chunk is a view of what its connection has read at once: where the body is most of that, it
 * stays a view; a few bytes must not keep the rest from the garbage collector.
 */
const joined = (chunks: ReadonlyArray<Uint8Array>, length: number): Uint8Array => {
  if (length === 0) return noBytes
  const first = chunks[0]!
  if (first.length === length && length * 2 >= first.buffer.byteLength) {
    return new Uint8Array(first.buffer, first.byteOffset, length)
  }
  const whole = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}

/** How much is asked of the connections of a dispatcher. */
export interface Usage {
  /** Requests that are under way, or wait for a connection. */
  requests: number
}

class Handler implements Dispatcher.DispatchHandler {
  readonly request: DirectRequest
  readonly resume: Resume
  readonly usage: Usage
  controller: Dispatcher.DispatchController | undefined = undefined
  /** Gives the request up when it gets no connection. */
  waiting: Fiber.Fiber<void> | undefined = undefined
  interrupted = false
  ended = false
  status = 0
  headers: Answer["headers"] = {}
  arriving: ArrivingBody | undefined = undefined
  chunks: Array<Uint8Array> = []
  length = 0

  constructor(request: DirectRequest, resume: Resume, usage: Usage) {
    this.request = request
    this.resume = resume
    this.usage = usage
  }

  /** Ends the exchange before its time; one that still waits for a connection ends when it gets one. */
  interrupt(): void {
    this.interrupted = true
    this.waiting?.interruptUnsafe()
    this.controller?.abort(new Error("the call was interrupted"))
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller
    this.waiting?.interruptUnsafe()
    if (this.interrupted) controller.abort(new Error("the call was interrupted"))
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | Array<string> | undefined>
  ): void {
    // 100 and 103 announce the answer.
    if (status < 200) return
    this.status = status
    this.headers = toHeaders(headers)
    if (this.request.readsWhole(status, this.headers)) return
    this.arriving = new ArrivingBody(controller)
    this.resume(
      Effect.succeed({ answer: { status, headers: this.headers, body: noBytes }, rest: toRest(this.arriving) })
    )
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Uint8Array): void {
    if (this.arriving !== undefined) {
      if (!this.arriving.push(chunk)) controller.pause()
      return
    }
    this.chunks.push(chunk)
    this.length += chunk.length
    if (this.length > maxDocumentBytes) {
      controller.abort(new AnswerTooLong(maxDocumentBytes))
    }
  }

  /** The connection is free for others, or gone. */
  end(): void {
    if (this.ended) return
    this.ended = true
    this.usage.requests--
    this.waiting?.interruptUnsafe()
  }

  onResponseEnd(): void {
    this.end()
    if (this.arriving !== undefined) {
      this.arriving.push(null)
      return
    }
    const body = joined(this.chunks, this.length)
    this.resume(Effect.succeed({ answer: { status: this.status, headers: this.headers, body }, rest: undefined }))
  }

  onResponseError(_: Dispatcher.DispatchController | undefined, cause: Error): void {
    this.end()
    if (this.arriving !== undefined) this.arriving.destroy(cause)
    else this.fail(cause)
  }

  fail(cause: unknown): void {
    this.end()
    this.resume(Effect.fail(toReason(cause, this.status !== 0)))
  }
}

/** Gives a request up that is not begun in time: a queue has no timeout of its own. */
const begunInTime = (handler: Handler, connections: number): Effect.Effect<void> => {
  const { responseMillis } = handler.request.timeouts
  return Effect.map(Effect.sleep(responseMillis), () => {
    handler.resume(
      Effect.fail({
        _tag: "Timeout",
        phase: "connect",
        afterMillis: responseMillis,
        detail: `no connection within ${responseMillis} ms: none of the ${connections} came free, and no new one came up`
      })
    )
    handler.interrupt()
  })
}

/**
 * Exchanges through a dispatcher of undici.
 *
 * @param connections how many it keeps to one host
 * @param usage of its connections, by those who go another way too
 */
export const makeUndiciExchange =
  (dispatcher: Dispatcher, connections: number, usage: Usage = { requests: 0 }): DirectExchange =>
  (request) =>
    Effect.withFiber((fiber) =>
      Effect.callback((resume) => {
        const handler = new Handler(request, resume, usage)
        // Where all requests together are fewer than the connections to one host, none has to wait for another.
        if (++usage.requests > connections) {
          handler.waiting = Effect.runForkWith(fiber.context)(begunInTime(handler, connections))
        }
        const { url, method, headers, body, timeouts } = request
        const pathAt = url.indexOf("/", url.indexOf("//") + 2)
        try {
          dispatcher.dispatch(
            {
              origin: pathAt < 0 ? url : url.slice(0, pathAt),
              path: pathAt < 0 ? "/" : url.slice(pathAt),
              method: method as Dispatcher.HttpMethod,
              headers,
              body: body ?? null,
              headersTimeout: timeouts.responseMillis,
              bodyTimeout: timeouts.idleMillis
            },
            handler
          )
        } catch (cause) {
          handler.fail(cause)
        }
        return Effect.sync(() => handler.interrupt())
      })
    )
