/**
 * What can be sent as a body, which part of an object can be asked for, and how progress is told.
 */

import type * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as SchemaTransformation from "effect/SchemaTransformation"
import * as Stream from "effect/Stream"

/** A local file, or a part of one, as a body. Needs a `FileSystem` where the service is built. */
export interface FileBody {
  readonly _tag: "FileBody"
  readonly path: string
  /** First byte to send, 0 when absent. */
  readonly offset?: number | undefined
  /** Bytes to send; to the end of the file when absent. */
  readonly length?: number | undefined
}

/**
 * A `Readable` of Node, as far as it is looked at: a file that is read, a request of a server, the end of a pipe.
 *
 * It is read as fast as it is sent, so that no more than its own buffer is in memory, and destroyed when the call ends
 * before it does.
 */
export interface NodeReadable {
  readonly destroyed: boolean
  readonly readableEnded: boolean
  /** What it failed by, once it has. */
  readonly errored?: Error | null | undefined
  readonly read: () => unknown
  readonly pipe: (destination: never) => unknown
  readonly on: (event: string, listener: (...args: Array<any>) => void) => unknown
  readonly off: (event: string, listener: (...args: Array<any>) => void) => unknown
  readonly destroy: (error?: Error) => unknown
}

/** Whatever gives bytes piece by piece: a `Stream` of Effect, a `ReadableStream` of the web, a `Readable` of Node. */
export type ByteStream = Stream.Stream<Uint8Array, unknown> | ReadableStream<Uint8Array> | NodeReadable

/** A stream with what is known of it. */
export interface StreamBody {
  readonly _tag: "StreamBody"
  readonly stream: ByteStream
  /** Bytes the stream will give. A stream of another length fails with `ClientError` `LengthMismatch`. */
  readonly contentLength?: number | undefined
  /** Whether the stream gives the same bytes when it is run again; only then a half-sent upload is retried. */
  readonly replayable: boolean
}

/** Bytes that are in memory. */
export type Bytes = Uint8Array | ArrayBuffer | ArrayBufferView

/**
 * Whatever can be sent: text (UTF-8), bytes in memory, a `Blob` or `File`, a stream, a local file.
 *
 * - Text, bytes, `Blob`s and files have a known length, and are sent again from their start when an attempt fails.
 * - The type of a `Blob` is the content type of what is stored, where no other is given.
 * - A bare stream is sent in chunks of unknown total length and read once: an upload that failed after the first chunk was
 *   taken is not retried. Use {@link stream} to say more about it.
 * - Give a `Readable` of Node as it is. Made into a `Stream` by `NodeStream.fromReadable`, it is read up to 4096 chunks
 *   ahead, which may be a gigabyte, unless its `chunkSize` is small.
 * - Browsers send no streams: there a stream is collected first, and fails with `ClientError` `InvalidInput` when it is
 *   longer than 64 MiB. A `Blob` or `File` of any size is sent as it is.
 */
export type BodyInput = string | Bytes | Blob | ByteStream | StreamBody | FileBody

/** Several bodies, sent one after another as one: what a protocol makes of a form with a file in it. */
export interface BodyParts {
  readonly _tag: "BodyParts"
  readonly parts: ReadonlyArray<BodyInput>
}

/**
 * A local file as a body.
 *
 * @param path file to read
 * @param part `offset` and `length` in bytes, when only a part is to be sent
 */
export const file = (
  path: string,
  part?: { readonly offset?: number | undefined; readonly length?: number | undefined }
): FileBody => ({ _tag: "FileBody", path, ...part })

/**
 * A stream as a body, with its length and whether it can be run again.
 *
 * @param source a `Stream` of Effect, a `ReadableStream` of the web or a `Readable` of Node
 * @param contentLength bytes the stream will give; sent as Content-Length and checked
 * @param replayable `true` when running the stream again gives the same bytes (default `false`); only a `Stream` of Effect
 * can be run again
 */
export const stream = (
  source: ByteStream,
  options?: { readonly contentLength?: number | undefined; readonly replayable?: boolean | undefined }
): StreamBody => ({
  _tag: "StreamBody",
  stream: source,
  replayable: options?.replayable ?? false,
  ...(options?.contentLength === undefined ? {} : { contentLength: options.contentLength })
})

/** What kind of object of the platform it is, in whatever realm it was made. */
const platformTag = (value: unknown): unknown =>
  typeof value === "object" && value !== null
    ? (value as { readonly [Symbol.toStringTag]?: unknown })[Symbol.toStringTag]
    : undefined

/** Guard of `Blob`, of which `File` is one. */
export const isBlob = (value: unknown): value is Blob => {
  const tag = platformTag(value)
  return (tag === "Blob" || tag === "File") && typeof (value as Partial<Blob>).stream === "function"
}

/** Guard of the web's `ReadableStream`. */
export const isWebStream = (value: unknown): value is ReadableStream<Uint8Array> =>
  platformTag(value) === "ReadableStream" && typeof (value as Partial<ReadableStream>).getReader === "function"

/** Guard of {@link NodeReadable}. */
export const isNodeReadable = (value: unknown): value is NodeReadable => {
  if (typeof value !== "object" || value === null) return false
  const { destroy, off, on, pipe, read } = value as Readonly<Record<string, unknown>>
  return [destroy, off, on, pipe, read].every((method) => typeof method === "function")
}

/** Guard of bytes in memory. */
export const isBytes = (value: unknown): value is Bytes =>
  ArrayBuffer.isView(value) || platformTag(value) === "ArrayBuffer"

/** Bytes in memory as `Uint8Array`, not copied. */
export const bytesOf = (bytes: Bytes): Uint8Array =>
  bytes instanceof Uint8Array
    ? bytes
    : ArrayBuffer.isView(bytes)
      ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      : new Uint8Array(bytes)

const isByteStream = (value: unknown): value is ByteStream =>
  Stream.isStream(value) || isWebStream(value) || isNodeReadable(value)

const isNumberOrAbsent = (value: unknown): boolean => value === undefined || typeof value === "number"

/** The tag alone makes no body: other data may have one that is called so. */
const isTaggedBody = (value: unknown): value is FileBody | StreamBody => {
  if (typeof value !== "object" || value === null || !("_tag" in value)) return false
  switch (value._tag) {
    case "FileBody": {
      const { length, offset, path } = value as Partial<FileBody>
      return typeof path === "string" && isNumberOrAbsent(offset) && isNumberOrAbsent(length)
    }
    case "StreamBody": {
      const { contentLength, replayable, stream } = value as Partial<StreamBody>
      return isByteStream(stream) && typeof replayable === "boolean" && isNumberOrAbsent(contentLength)
    }
    default:
      return false
  }
}

/** Guard of {@link BodyInput}. */
export const isBodyInput = (value: unknown): value is BodyInput =>
  typeof value === "string" || isBytes(value) || isTaggedBody(value) || isBlob(value) || isByteStream(value)

/** Schema of {@link BodyInput}. */
export const BodyInput = Schema.declare(isBodyInput, {
  expected: "text, bytes (a buffer or view), a Blob, a stream (of Effect, the web or Node) or Body.file"
})

/**
 * A part of an object: `[0, 99]` is the first 100 bytes, `[undefined, 99]` the last 99, `[100, undefined]` everything
 * from byte 100. Both ends are included, as in HTTP.
 */
export type ByteRange = readonly [start: number | undefined, end: number | undefined]

const ByteOffset = Schema.UndefinedOr(Schema.Int.check(Schema.isGreaterThanOrEqualTo(0)))

/** Schema of {@link ByteRange}; its encoded form is the text of a `Range` header. */
export const ByteRange = Schema.String.pipe(
  Schema.decodeTo(
    Schema.Tuple([ByteOffset, ByteOffset]).check(
      Schema.makeFilter(([start, end]: ByteRange) =>
        start === undefined && end === undefined
          ? "must have a start or an end"
          : start !== undefined && end !== undefined && end < start
            ? "must not end before it starts"
            : true
      )
    ),
    SchemaTransformation.transform<ByteRange, string>({
      decode: (text) => {
        const match = /^bytes=(\d*)-(\d*)$/.exec(text)
        const side = (part: string | undefined) => (part ? Number(part) : undefined)
        return [side(match?.[1]), side(match?.[2])]
      },
      encode: ([start, end]) => `bytes=${start ?? ""}-${end ?? ""}`
    })
  )
)

/** How far an upload or download is. */
export interface Progress {
  /** Bytes moved so far. */
  readonly transferred: number
  /**
   * All bytes: of an upload when its length is known beforehand, of a download when the answer has a Content-Length.
   */
  readonly total?: number | undefined
}

/** Called with the progress after each chunk. Its effect runs inside the transfer: a slow one slows the transfer down. */
export type OnProgress = (progress: Progress) => Effect.Effect<void>

/** Schema of {@link OnProgress}. */
export const OnProgress = Schema.declare((value: unknown): value is OnProgress => typeof value === "function", {
  expected: "a function of progress"
})
