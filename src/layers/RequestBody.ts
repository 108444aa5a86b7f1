/**
 * Bodies on their way out: known or unknown length, counted, checksummed, with progress.
 */
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import type * as FileSystem from "effect/FileSystem"
import * as HttpBody from "effect/http/HttpBody"
import * as Stream from "effect/Stream"
import {
  type BodyInput,
  type BodyParts,
  bytesOf,
  type FileBody,
  isBlob,
  isBytes,
  isNodeReadable,
  isWebStream,
  type OnProgress,
  type StreamBody
} from "../schema/Body.ts"
import type { ClientErrorReason } from "../schema/Errors.ts"
import { concatenate } from "./answerBody.ts"
import { blobChunks, onceSource } from "./bodySources.ts"
import type { Digest } from "./integrity.ts"

/** A body whose length is known as far as it can be. */
export interface PreparedBody {
  readonly contentLength: number | undefined
  /** The bytes themselves, when they are in memory. */
  readonly bytes: Uint8Array | undefined
  /** Whether it can be sent (again). */
  readonly isReplayable: () => boolean
  /** Opens the body for one attempt. */
  readonly open: (attempt: AttemptBody) => HttpBody.HttpBody
  /** Opens the body for one attempt on a platform that sends no streams: as one piece. Its progress is told by others. */
  readonly openWhole: (attempt: AttemptBody) => Effect.Effect<HttpBody.HttpBody, ClientErrorReason>
  /** Bytes of a body of unknown length, once {@link openWhole} has collected it. */
  readonly collectedLength?: (() => number | undefined) | undefined
  /** Lets go what the body is read from, when the call is over; absent where there is nothing to let go. */
  readonly release?: Effect.Effect<void> | undefined
  /** The bytes, watched by nobody. A function: most bodies are small, and a Stream costs more than they do. */
  readonly chunks: () => Stream.Stream<Uint8Array, ClientErrorReason>
  /** Whether the bytes can be read any number of times. */
  readonly rereadable: boolean
}

/** What one attempt observes of its body. */
export interface AttemptBody {
  /** Called with the progress. */
  readonly onProgress: OnProgress | undefined
  /** The digest that is wanted of what is sent. */
  readonly digest: Digest | undefined
  /** Called for every sign of life of the connection. */
  readonly onActivity: () => void
  /** Called for every chunk that is sent. */
  readonly onSent: (bytes: number) => void
  /** Whether the transport has begun to take the body: it does so when it has a connection. */
  begun: boolean
  /** The digest of what was sent, once all was sent. */
  digestText: (() => string) | undefined
  /** Why the body could not be given, when it was the caller's side that failed. */
  failure: ClientErrorReason | undefined
}

/** Chunks of bytes that are in memory: small enough for lively progress, big enough to cost nothing. */
const chunkBytes = 64 * 1024
/** From here on bytes in memory are sent in chunks, so that a slow but living upload is told from a dead one. */
const streamFromBytes = 1024 * 1024
const fileChunkBytes = 256 * 1024
/** Up to here a stream is collected where it cannot be sent as one. */
const maxCollectedBytes = 64 * 1024 * 1024

const chunksOf = (bytes: Uint8Array): Stream.Stream<Uint8Array> =>
  Stream.suspend(() => {
    const chunks: Array<Uint8Array> = []
    for (let at = 0; at < bytes.length; at += chunkBytes) chunks.push(bytes.subarray(at, at + chunkBytes))
    return Stream.fromIterable(chunks).pipe(Stream.rechunk(1))
  })

const describe = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const bodyFailed = (error: unknown): ClientErrorReason => ({
  _tag: "BodyFailed",
  message: `the stream given as body failed: ${describe(error)}`
})

/** What was told of a body, or of its progress, when that threw. */
export const bodyThrew = (defect: unknown): ClientErrorReason => ({
  _tag: "BodyFailed",
  message: `the stream given as body, or onProgress, threw: ${describe(defect)}`
})

const invalidBody = (message: string, path: ReadonlyArray<string> = []): ClientErrorReason => ({
  _tag: "InvalidInput",
  issues: [{ path: ["body", ...path], message }]
})

/** What cannot be announced as a length or position. */
const sizeIssues = (body: StreamBody | FileBody): ClientErrorReason | undefined => {
  const sizes =
    body._tag === "FileBody"
      ? ([
          ["offset", body.offset],
          ["length", body.length]
        ] as const)
      : ([["contentLength", body.contentLength]] as const)
  const issues = sizes.flatMap(([name, size]) =>
    size === undefined || (Number.isSafeInteger(size) && size >= 0)
      ? []
      : [{ path: ["body", name], message: "must be a whole number of bytes, 0 or more", given: String(size) }]
  )
  return issues.length === 0 ? undefined : { _tag: "InvalidInput", issues }
}

const observe = (
  source: Stream.Stream<Uint8Array, ClientErrorReason>,
  contentLength: number | undefined,
  attempt: AttemptBody
): Stream.Stream<Uint8Array, ClientErrorReason> =>
  Stream.suspend(() => {
    let sent = 0
    attempt.begun = true
    const digest = attempt.digest?.start()
    const { onProgress } = attempt
    const mismatch = (): ClientErrorReason => ({
      _tag: "LengthMismatch",
      direction: "upload",
      expected: contentLength!,
      actual: sent
    })
    const counted = Stream.mapEffect(source, (given) => {
      if (!isBytes(given)) return Effect.fail(bodyFailed(`it gives ${typeof given}, not bytes`))
      const chunk = bytesOf(given)
      sent += chunk.length
      digest?.update(chunk)
      attempt.onSent(chunk.length)
      // Sent as it is, the surplus would be taken for the next request of the connection.
      return contentLength !== undefined && sent > contentLength ? Effect.fail(mismatch()) : Effect.succeed(chunk)
    })
    const told =
      onProgress === undefined
        ? counted
        : Stream.tap(counted, () =>
            onProgress({ transferred: sent, ...(contentLength === undefined ? {} : { total: contentLength }) })
          )
    return told.pipe(
      Stream.concat(
        Stream.suspend(() => {
          if (contentLength !== undefined && sent !== contentLength) return Stream.fail(mismatch())
          if (digest !== undefined) attempt.digestText = digest.text
          return Stream.empty
        })
      ),
      Stream.tapCause((cause) =>
        Effect.sync(() => {
          const failed = cause.reasons.find(Cause.isFailReason)
          const threw = cause.reasons.find(Cause.isDieReason)
          if (failed !== undefined) attempt.failure = failed.error
          else if (threw !== undefined) attempt.failure = bodyThrew(threw.defect)
        })
      )
    )
  })

const asOnePiece = (bytes: Uint8Array, attempt: AttemptBody): HttpBody.HttpBody => {
  const { digest } = attempt
  if (digest !== undefined) attempt.digestText = () => digest.of(bytes)
  return HttpBody.raw(bytes, { contentLength: bytes.length })
}

const fromBytes = (bytes: Uint8Array): PreparedBody => ({
  contentLength: bytes.length,
  bytes,
  chunks: () => chunksOf(bytes),
  rereadable: true,
  isReplayable: () => true,
  openWhole: (attempt) => Effect.succeed(asOnePiece(bytes, attempt)),
  open: (attempt) =>
    attempt.onProgress === undefined && bytes.length < streamFromBytes
      ? asOnePiece(bytes, attempt)
      : HttpBody.stream(observe(chunksOf(bytes), bytes.length, attempt), undefined, bytes.length)
})

/** A `Blob` may be as large as a disk: it is never read whole. Platforms that send no streams send it by themselves. */
const fromBlob = (blob: Blob): PreparedBody => {
  const chunks = Stream.mapError(blobChunks(blob), bodyFailed)
  return {
    contentLength: blob.size,
    bytes: undefined,
    chunks: () => chunks,
    rereadable: true,
    isReplayable: () => true,
    open: (attempt) => HttpBody.stream(observe(chunks, blob.size, attempt), undefined, blob.size),
    openWhole: (attempt) => {
      const raw = HttpBody.raw(blob, { contentLength: blob.size })
      if (attempt.digest === undefined) return Effect.succeed(raw)
      const running = attempt.digest.start()
      return Effect.map(
        Stream.runForEach(chunks, (chunk) => Effect.sync(() => running.update(chunk))),
        () => {
          attempt.digestText = running.text
          return raw
        }
      )
    }
  }
}

const tooLongToCollect = invalidBody(
  `is a stream of more than ${maxCollectedBytes} bytes, which this platform can send only from memory: give a Blob or File, or upload in parts`
)

/** All bytes of a stream, if they are not too many. */
const collect = (
  source: Stream.Stream<Uint8Array, ClientErrorReason>,
  contentLength: number | undefined
): Effect.Effect<Uint8Array, ClientErrorReason> => {
  if (contentLength !== undefined && contentLength > maxCollectedBytes) return Effect.fail(tooLongToCollect)
  const chunks: Array<Uint8Array> = []
  let length = 0
  return Effect.map(
    Stream.runForEach(source, (chunk) => {
      chunks.push(chunk)
      length += chunk.length
      return length > maxCollectedBytes ? Effect.fail(tooLongToCollect) : Effect.void
    }),
    () => concatenate(chunks, length)
  )
}

/** One that only counts: of what is collected, nothing is sent yet. */
const silent = (attempt: AttemptBody): AttemptBody => ({
  ...attempt,
  onProgress: undefined,
  digest: undefined,
  onSent: attempt.onActivity
})

const fromStream = (
  source: Stream.Stream<Uint8Array, unknown>,
  contentLength: number | undefined,
  replayable: boolean,
  toReason: (error: unknown) => ClientErrorReason,
  release?: Effect.Effect<void> | undefined
): PreparedBody => {
  let started = false
  let collected: Uint8Array | undefined
  const marked = Stream.suspend(() => {
    started = true
    return Stream.mapError(source, toReason)
  })
  return {
    contentLength,
    bytes: undefined,
    chunks: () => Stream.mapError(source, toReason),
    rereadable: replayable,
    isReplayable: () => replayable || !started || collected !== undefined,
    open: (attempt) => HttpBody.stream(observe(marked, contentLength, attempt), undefined, contentLength),
    openWhole: (attempt) =>
      collected === undefined
        ? Effect.map(collect(observe(marked, contentLength, silent(attempt)), contentLength), (bytes) => {
            collected = bytes
            return asOnePiece(bytes, attempt)
          })
        : Effect.succeed(asOnePiece(collected, attempt)),
    collectedLength: () => collected?.length,
    release
  }
}

const fromFile = (
  { path, offset = 0, length }: FileBody,
  fileSystem: FileSystem.FileSystem | undefined
): Effect.Effect<PreparedBody, ClientErrorReason> => {
  if (fileSystem === undefined) {
    return Effect.fail({
      _tag: "InvalidConfiguration",
      message: "a file as body needs a FileSystem where the service is built"
    })
  }
  const toReason = (error: unknown): ClientErrorReason => ({ _tag: "LocalFile", path, message: describe(error) })
  return fileSystem.stat(path).pipe(
    Effect.mapError(toReason),
    Effect.flatMap((info): Effect.Effect<PreparedBody, ClientErrorReason> => {
      if (info.type !== "File") return Effect.fail(toReason(`is a ${info.type}, not a file`))
      const contentLength = length ?? Math.max(0, Number(info.size) - offset)
      const source = fileSystem.stream(path, {
        offset: BigInt(offset),
        bytesToRead: BigInt(contentLength),
        chunkSize: fileChunkBytes
      })
      return Effect.succeed(fromStream(source, contentLength, true, toReason))
    })
  )
}

const encoder = new TextEncoder()

/** Several bodies as one, its length known when all of theirs are. */
const fromParts = (
  { parts }: BodyParts,
  fileSystem: FileSystem.FileSystem | undefined
): Effect.Effect<PreparedBody, ClientErrorReason> =>
  Effect.map(
    Effect.forEach(parts, (part) => prepare(part, fileSystem)),
    (prepared) => {
      let contentLength: number | undefined = 0
      for (const part of prepared) {
        contentLength =
          contentLength === undefined || part.contentLength === undefined
            ? undefined
            : contentLength + part.contentLength
      }
      const replayable = prepared.every(({ rereadable }) => rereadable)
      const whole = Stream.flatMap(Stream.fromIterable(prepared), ({ chunks }) => chunks())
      const releases = prepared.flatMap(({ release }) => (release === undefined ? [] : [release]))
      return fromStream(
        whole,
        contentLength,
        replayable,
        (reason) => reason as ClientErrorReason,
        releases.length === 0 ? undefined : Effect.all(releases, { discard: true })
      )
    }
  )

const fromAnyStream = ({
  contentLength,
  replayable,
  stream
}: Omit<StreamBody, "_tag">): Effect.Effect<PreparedBody, ClientErrorReason> => {
  if (Stream.isStream(stream)) return Effect.succeed(fromStream(stream, contentLength, replayable, bodyFailed))
  if (replayable)
    return Effect.fail(invalidBody("must be false: only a Stream of Effect can be run again", ["replayable"]))
  if (isWebStream(stream) && stream.locked) return Effect.fail(invalidBody("is locked: somebody else reads it"))
  if (isNodeReadable(stream) && stream.readableEnded) return Effect.fail(invalidBody("was read to its end already"))
  const source = onceSource(stream)!
  return Effect.succeed(fromStream(source.stream, contentLength, false, bodyFailed, source.release))
}

/** Makes a body ready for any number of attempts. */
export const prepare = (
  body: BodyInput | BodyParts,
  fileSystem: FileSystem.FileSystem | undefined
): Effect.Effect<PreparedBody, ClientErrorReason> => {
  if (typeof body === "string") return Effect.succeed(fromBytes(encoder.encode(body)))
  if (isBytes(body)) return Effect.succeed(fromBytes(bytesOf(body)))
  if (isBlob(body)) return Effect.succeed(fromBlob(body))
  if (Stream.isStream(body) || isWebStream(body) || isNodeReadable(body)) {
    return fromAnyStream({ stream: body, replayable: false })
  }
  if (body._tag === "BodyParts") return fromParts(body, fileSystem)
  const invalid = sizeIssues(body)
  if (invalid !== undefined) return Effect.fail(invalid)
  return body._tag === "FileBody" ? fromFile(body, fileSystem) : fromAnyStream(body)
}

/** Digests of a body, all in one pass over it. Fails for a body that can be read only once. */
export const digestsOf = (
  { bytes, chunks, rereadable }: PreparedBody,
  digests: ReadonlyArray<Digest>
): Effect.Effect<ReadonlyArray<string>, ClientErrorReason> => {
  if (bytes !== undefined) return Effect.sync(() => digests.map((digest) => digest.of(bytes)))
  if (!rereadable) {
    return Effect.fail(
      invalidBody("must be text, bytes, a Blob, a file or a replayable stream: its digest is sent before it")
    )
  }
  return Effect.suspend(() => {
    const running = digests.map((digest) => digest.start())
    return Effect.map(
      Stream.runForEach(chunks(), (chunk) =>
        Effect.sync(() => {
          for (const digest of running) digest.update(chunk)
        })
      ),
      () => running.map((digest) => digest.text())
    )
  })
}
