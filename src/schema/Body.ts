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

/** A stream with what is known of it. */
export interface StreamBody {
  readonly _tag: "StreamBody"
  readonly stream: Stream.Stream<Uint8Array, unknown>
  /** Bytes the stream will give. A stream of another length fails with `ClientError` `LengthMismatch`. */
  readonly contentLength?: number | undefined
  /** Whether the stream gives the same bytes when it is run again; only then a half-sent upload is retried. */
  readonly replayable: boolean
}

/**
 * Whatever can be sent: bytes, text (UTF-8), a Stream, a file.
 *
 * A bare `Stream` is sent in chunks of unknown total length and read once: an upload that failed after the first chunk
 * was taken is not retried. Use {@link stream} to say more about it.
 */
export type BodyInput = Uint8Array | string | Stream.Stream<Uint8Array, unknown> | StreamBody | FileBody

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
 * A Stream as a body, with its length and whether it can be run again.
 *
 * @param contentLength bytes the stream will give; sent as Content-Length and checked
 * @param replayable `true` when running the stream again gives the same bytes (default `false`)
 */
export const stream = (
  source: Stream.Stream<Uint8Array, unknown>,
  options?: { readonly contentLength?: number | undefined; readonly replayable?: boolean | undefined }
): StreamBody => ({
  _tag: "StreamBody",
  stream: source,
  replayable: options?.replayable ?? false,
  ...(options?.contentLength === undefined ? {} : { contentLength: options.contentLength })
})

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
      return Stream.isStream(stream) && typeof replayable === "boolean" && isNumberOrAbsent(contentLength)
    }
    default:
      return false
  }
}

/** Guard of {@link BodyInput}. */
export const isBodyInput = (value: unknown): value is BodyInput =>
  typeof value === "string" || value instanceof Uint8Array || Stream.isStream(value) || isTaggedBody(value)

/** Schema of {@link BodyInput}. */
export const BodyInput = Schema.declare(isBodyInput, {
  expected: "bytes, text, a Stream or a file"
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
