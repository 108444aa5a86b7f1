/**
 * What the platforms have that gives bytes piece by piece, as Streams: read no faster than it is sent, and let go when the
 * upload ends.
 */
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { bytesOf, isBytes, isNodeReadable, isWebStream, type NodeReadable } from "../schema/Body.ts"

/** A stream that can be read once, and how to let it go unread or half read. */
export interface OnceSource {
  readonly stream: Stream.Stream<Uint8Array, unknown>
  readonly release: Effect.Effect<void>
}

const encoder = new TextEncoder()

/** Platforms let streams give anything. */
const toBytes = (chunk: unknown): Effect.Effect<Uint8Array, Error> => {
  if (isBytes(chunk)) return Effect.succeed(bytesOf(chunk))
  if (typeof chunk === "string") return Effect.succeed(encoder.encode(chunk))
  return Effect.fail(new Error(`it gives ${chunk === null ? "null" : typeof chunk}, not bytes`))
}

const fromNodeReadable = (readable: NodeReadable): OnceSource => {
  let error: unknown = readable.errored ?? undefined
  // From now on, so that an error before the first read ends the call and not the process. It stays: a destroyed
  // stream may tell of an error later.
  readable.on("error", (cause: unknown) => {
    error ??= cause ?? new Error("it failed without an error")
  })
  const release = Effect.sync(() => {
    if (!readable.destroyed) readable.destroy()
  })
  const events = ["readable", "end", "error", "close"]
  const next = Effect.callback<readonly [unknown], unknown>((resume) => {
    const look = () => {
      const chunk = error === undefined && !readable.destroyed ? readable.read() : null
      if (chunk !== null) settle(Effect.succeed([chunk]))
      else if (error !== undefined) settle(Effect.fail(error))
      else if (readable.readableEnded) settle(Cause.done())
      else if (readable.destroyed) settle(Effect.fail(new Error("it was destroyed before its end")))
    }
    const stopLooking = () => {
      for (const event of events) readable.off(event, look)
    }
    const settle = (result: Effect.Effect<readonly [unknown], unknown>) => {
      stopLooking()
      resume(result)
    }
    for (const event of events) readable.on(event, look)
    look()
    return Effect.sync(stopLooking)
  })
  const chunks = Stream.fromPull<unknown, unknown, never, never, never>(Effect.succeed(next as never))
  return { stream: Stream.mapEffect(chunks, toBytes).pipe(Stream.ensuring(release)), release }
}

const fromWebStream = (source: ReadableStream<unknown>): OnceSource => {
  const chunks = Stream.fromReadableStream({ evaluate: () => source, onError: (error) => error })
  return {
    stream: Stream.mapEffect(chunks, toBytes),
    // Whoever reads it lets it go by himself.
    release: Effect.suspend(() =>
      source.locked ? Effect.void : Effect.ignore(Effect.tryPromise(() => source.cancel()))
    )
  }
}

/** A stream of the web or of Node, if it is one. */
export const onceSource = (source: unknown): OnceSource | undefined => {
  if (isWebStream(source)) return fromWebStream(source)
  return isNodeReadable(source) ? fromNodeReadable(source) : undefined
}

/** The bytes of a `Blob`, read anew each time. */
export const blobChunks = (blob: Blob): Stream.Stream<Uint8Array, unknown> =>
  Stream.suspend(() => fromWebStream(blob.stream()).stream)
