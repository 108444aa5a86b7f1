/**
 * Bodies on their way in: counted, checked, continued where they broke off.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type * as FileSystem from "effect/FileSystem"
import type { HttpClientError } from "effect/http/HttpClientError"
import type { HttpClientResponse } from "effect/http/HttpClientResponse"
import * as Random from "effect/Random"
import type * as Schedule from "effect/Schedule"
import * as Stream from "effect/Stream"
import type { DownloadBody } from "../schema/DownloadBody.ts"
import { ClientError, type ClientErrorReason, RequestError, type StorageError } from "../schema/Errors.ts"
import { concatenate } from "./answerBody.ts"
import type { Backend } from "./Backend.ts"
import type { Call } from "./Call.ts"
import { Crc64 } from "./checksum/crc64.ts"
import { toRequestErrorReason } from "./networkFailure.ts"
import type { AttemptFailure } from "./RetryPolicy.ts"

/** A download that was opened again. */
export interface Reopened {
  readonly call: Call
  readonly output: any
  readonly response: HttpClientResponse
}

/** What a download is made of. */
export interface DownloadParts extends Reopened {
  readonly backend: Backend
  readonly fileSystem: FileSystem.FileSystem | undefined
  readonly schedule: Schedule.Schedule<unknown, AttemptFailure>
  /** Makes the call that goes on with a broken download. */
  readonly reopen: (input: unknown) => Effect.Effect<Reopened, StorageError>
}

const announcedLength = (response: HttpClientResponse): number | undefined => {
  const header = response.headers["content-length"]
  return header !== undefined && /^\d+$/.test(header) ? Number(header) : undefined
}

/** Makes the body of an answer that was just opened. */
export const makeDownload = (parts: DownloadParts): DownloadBody => {
  const { call, output, backend, schedule } = parts
  const { operation, input, onProgress } = call
  const total = announcedLength(parts.response)
  const isWhole = operation.spec.isWhole?.(input, output) ?? false
  const isEncoded = parts.response.headers["content-encoding"] !== undefined
  const checksum =
    isWhole && backend.checksums && backend.checksumHeader !== undefined
      ? parts.response.headers[backend.checksumHeader]
      : undefined
  let firstIsUnread = true

  const clientError = (reason: ClientErrorReason) =>
    new ClientError({ service: backend.service, operation: operation.methodName, reason })

  const networkError = (reason: RequestError["reason"]) =>
    Effect.map(
      Clock.currentTimeMillis,
      (now) =>
        new RequestError({
          service: backend.service,
          operation: operation.methodName,
          host: call.host,
          attempts: call.attempts,
          elapsedMillis: Math.max(0, now - call.startedAt),
          reason
        })
    )

  const read = (): Stream.Stream<Uint8Array, StorageError> => {
    let received = 0
    let failuresInARow = 0
    const crc = checksum === undefined ? undefined : new Crc64()

    /** A broken body as a failed attempt, so that the retry policy decides whether to go on. */
    const broken = (reason: RequestError["reason"]) =>
      Stream.unwrap(
        Effect.map(networkError(reason), (error) => {
          failuresInARow += 1
          const failure: AttemptFailure = {
            error,
            operation,
            idempotent: call.idempotent,
            replayable: operation.spec.resume?.(input, output, received) !== undefined,
            attempts: failuresInARow
          }
          return Stream.fail(failure)
        })
      )

    const ended = (error: StorageError): AttemptFailure => ({
      error,
      operation,
      idempotent: call.idempotent,
      replayable: false,
      attempts: call.attempts
    })

    const next: Effect.Effect<HttpClientResponse, AttemptFailure> = Effect.suspend(() => {
      if (received === 0 && firstIsUnread) {
        firstIsUnread = false
        return Effect.succeed(parts.response)
      }
      // Nothing has arrived and the first answer is used up: the same call once more.
      const input_ = received === 0 ? input : operation.spec.resume?.(input, output, received)
      if (input_ === undefined) return Effect.succeed(parts.response)
      return Effect.flatMap(Effect.mapError(parts.reopen(input_), ended), (reopened) =>
        reopened.output.eTag === output.eTag &&
        (received === 0 || announcedLength(reopened.response) === total! - received)
          ? Effect.succeed(reopened.response)
          : Effect.fail(
              ended(
                clientError({
                  _tag: "UndecodableResponse",
                  status: reopened.response.status,
                  message: "the download broke off, and the answer to its continuation is of another object or length"
                })
              )
            )
      )
    })

    const idle: Stream.Stream<never, AttemptFailure> = Stream.suspend(() =>
      broken({
        _tag: "Timeout",
        phase: "idle",
        afterMillis: backend.timeouts.idleMillis,
        detail: `nothing for ${backend.timeouts.idleMillis} ms`
      })
    )

    const chunks = Stream.unwrap(
      Effect.map(next, (response) =>
        response.stream.pipe(
          Stream.catchIf(
            (error: HttpClientError) => error.reason._tag === "EmptyBodyError",
            () => Stream.empty
          ),
          Stream.catch((error) => broken(toRequestErrorReason(error))),
          Stream.timeoutOrElse({ duration: backend.timeouts.idleMillis, orElse: () => idle }),
          Stream.map((chunk) => {
            received += chunk.length
            failuresInARow = 0
            crc?.update(chunk)
            return chunk
          }),
          // A connection that is closed early looks like an end.
          Stream.concat(
            Stream.suspend(() =>
              total !== undefined && received < total && !isEncoded
                ? broken({ _tag: "Reset", detail: `the body ended after ${received} of ${total} bytes` })
                : Stream.empty
            )
          )
        )
      )
    )

    const check = Stream.suspend((): Stream.Stream<never, StorageError> => {
      // A transport that unpacks on the way hands out other bytes than were stored: neither length nor sum can be compared.
      const unpacked = isEncoded && total !== undefined && received !== total
      if (unpacked) return Stream.empty
      if (total !== undefined && received > total) {
        return Stream.fail(
          clientError({ _tag: "LengthMismatch", direction: "download", expected: total, actual: received })
        )
      }
      if (crc === undefined || checksum === undefined) return Stream.empty
      const actual = String(crc.digest())
      return actual === checksum
        ? Stream.empty
        : Stream.fail(
            clientError({
              _tag: "ChecksumMismatch",
              algorithm: "crc64",
              direction: "download",
              expected: checksum,
              actual
            })
          )
    })

    const continued = chunks.pipe(
      Stream.retry(schedule),
      Stream.mapError(({ error }) => error),
      Stream.concat(check)
    )
    return onProgress === undefined
      ? continued
      : Stream.tap(continued, () => onProgress({ transferred: received, ...(total === undefined ? {} : { total }) }))
  }

  const stream = Stream.suspend(read)

  const bytes = Effect.suspend(() => {
    const chunks: Array<Uint8Array> = []
    let length = 0
    return Effect.map(
      Stream.runForEach(stream, (chunk) =>
        Effect.sync(() => {
          chunks.push(chunk)
          length += chunk.length
        })
      ),
      () => concatenate(chunks, length)
    )
  })

  const localFile = (path: string) => (error: { readonly message: string }) =>
    clientError({ _tag: "LocalFile", path, message: error.message })

  const toFile = (path: string): Effect.Effect<number, StorageError> => {
    const { fileSystem } = parts
    if (fileSystem === undefined) {
      return Effect.fail(
        clientError({
          _tag: "InvalidConfiguration",
          message: "writing a file needs a FileSystem where the service is built"
        })
      )
    }
    return Effect.gen(function* () {
      const suffix = yield* Random.nextIntBetween(0x100000, 0xffffff)
      const temporary = `${path}.tmp-${suffix.toString(16)}`
      let written = 0
      const counted = Stream.map(stream, (chunk) => {
        written += chunk.length
        return chunk
      })
      yield* Stream.run(counted, fileSystem.sink(temporary)).pipe(
        Effect.andThen(fileSystem.rename(temporary, path)),
        Effect.onError(() => Effect.ignore(fileSystem.remove(temporary, { force: true }))),
        Effect.catchTag("PlatformError", (error) => Effect.fail(localFile(path)(error)))
      )
      return written
    })
  }

  return { stream, bytes, text: Effect.map(bytes, (all) => new TextDecoder().decode(all)), toFile }
}
