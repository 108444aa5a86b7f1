/**
 * Bodies on their way out: known or unknown length, counted, checksummed, with progress.
 */
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import type * as FileSystem from "effect/FileSystem"
import * as HttpBody from "effect/http/HttpBody"
import * as Stream from "effect/Stream"
import type { BodyInput, FileBody, OnProgress, StreamBody } from "../schema/Body.ts"
import type { ClientErrorReason } from "../schema/Errors.ts"
import { Crc64, crc64 } from "./checksum/crc64.ts"

/** A body whose length is known as far as it can be. */
export interface PreparedBody {
  readonly contentLength: number | undefined
  /** The bytes themselves, when they are in memory. */
  readonly bytes: Uint8Array | undefined
  /** Whether it can be sent (again). */
  readonly isReplayable: () => boolean
  /** Opens the body for one attempt. */
  readonly open: (attempt: AttemptBody) => HttpBody.HttpBody
}

/** What one attempt observes of its body. */
export interface AttemptBody {
  /** Called with the progress. */
  readonly onProgress: OnProgress | undefined
  /** Whether the checksum is wanted, and the CRC it goes on from. */
  readonly checksumFrom: bigint | undefined
  /** Called for every sign of life of the connection. */
  readonly onActivity: () => void
  /** Called for every chunk that is sent. */
  readonly onSent: (bytes: number) => void
  /** The CRC-64 of what was sent, once all was sent. */
  checksum: (() => bigint) | undefined
  /** Why the body could not be given, when it was the caller's side that failed. */
  failure: ClientErrorReason | undefined
}

/** Chunks of bytes that are in memory: small enough for lively progress, big enough to cost nothing. */
const chunkBytes = 64 * 1024
/** From here on bytes in memory are sent in chunks, so that a slow but living upload is told from a dead one. */
const streamFromBytes = 1024 * 1024
const fileChunkBytes = 256 * 1024

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

const bodyThrew = (defect: unknown): ClientErrorReason => ({
  _tag: "BodyFailed",
  message: `the stream given as body, or onProgress, threw: ${describe(defect)}`
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
    const crc = attempt.checksumFrom === undefined ? undefined : new Crc64(attempt.checksumFrom)
    const { onProgress } = attempt
    const mismatch = (): ClientErrorReason => ({
      _tag: "LengthMismatch",
      direction: "upload",
      expected: contentLength!,
      actual: sent
    })
    const counted = Stream.mapEffect(source, (chunk) => {
      sent += chunk.length
      crc?.update(chunk)
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
          if (crc !== undefined) attempt.checksum = () => crc.digest()
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

const fromBytes = (bytes: Uint8Array): PreparedBody => ({
  contentLength: bytes.length,
  bytes,
  isReplayable: () => true,
  open: (attempt) => {
    const { checksumFrom } = attempt
    if (attempt.onProgress === undefined && bytes.length < streamFromBytes) {
      if (checksumFrom !== undefined) attempt.checksum = () => crc64(bytes, checksumFrom)
      return HttpBody.raw(bytes, { contentLength: bytes.length })
    }
    return HttpBody.stream(observe(chunksOf(bytes), bytes.length, attempt), undefined, bytes.length)
  }
})

const fromStream = (
  source: Stream.Stream<Uint8Array, unknown>,
  contentLength: number | undefined,
  replayable: boolean,
  toReason: (error: unknown) => ClientErrorReason
): PreparedBody => {
  let started = false
  const marked = Stream.suspend(() => {
    started = true
    return Stream.mapError(source, toReason)
  })
  return {
    contentLength,
    bytes: undefined,
    isReplayable: () => replayable || !started,
    open: (attempt) => HttpBody.stream(observe(marked, contentLength, attempt), undefined, contentLength)
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

/** Makes a body ready for any number of attempts. */
export const prepare = (
  body: BodyInput,
  fileSystem: FileSystem.FileSystem | undefined
): Effect.Effect<PreparedBody, ClientErrorReason> => {
  if (typeof body === "string") return Effect.succeed(fromBytes(encoder.encode(body)))
  if (body instanceof Uint8Array) return Effect.succeed(fromBytes(body))
  if (Stream.isStream(body)) return Effect.succeed(fromStream(body, undefined, false, bodyFailed))
  const invalid = sizeIssues(body)
  if (invalid !== undefined) return Effect.fail(invalid)
  if (body._tag === "FileBody") return fromFile(body, fileSystem)
  return Effect.succeed(fromStream(body.stream, body.contentLength, body.replayable, bodyFailed))
}

/** A body of bytes, for documents the protocols write. */
export const prepareBytes = fromBytes
