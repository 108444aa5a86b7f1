/**
 * Bodies on their way in: counted, checked, continued where they broke off.
 */
import * as Effect from "effect/Effect"
import type * as Fiber from "effect/Fiber"
import type * as FileSystem from "effect/FileSystem"
import * as Random from "effect/Random"
import type * as Schedule from "effect/Schedule"
import type * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import type { DownloadBody } from "../schema/DownloadBody.ts"
import type { ClientError, RequestErrorReason, StorageError } from "../schema/Errors.ts"
import type { AnyOperation } from "../schema/Operation.ts"
import type { DownloadRules } from "../schema/wire/rest.ts"
import { concatenate, discard } from "./answerBody.ts"
import type { Call } from "./Call.ts"
import { clientError, requestError } from "./callErrors.ts"
import type { Received, RestOfBody } from "./exchange/Exchange.ts"
import { isSameDigest } from "./integrity.ts"
import type { Answer } from "./protocol/Protocol.ts"
import type { AttemptFailure } from "./RetryPolicy.ts"
import type { ServiceProfile } from "./ServiceProfile.ts"

/** A download that was opened again. */
export interface Reopened {
  readonly call: Call
  readonly output: any
  /** The answer. A body so small that it came with the head is in it. */
  readonly received: Received
}

/** What a download is made of. */
export interface DownloadParts extends Reopened {
  readonly profile: ServiceProfile<any>
  readonly fileSystem: FileSystem.FileSystem | undefined
  readonly schedule: Schedule.Schedule<unknown, AttemptFailure>
  /** For as long as this, somebody may have use for connections. */
  readonly scope: Scope.Scope | undefined
  /** Makes the call that goes on with a broken download. */
  readonly reopen: (input: unknown) => Effect.Effect<Reopened, StorageError>
}

const announcedLength = ({ headers }: Answer): number | undefined => {
  const header = headers["content-length"]
  return header !== undefined && /^\d+$/.test(header) ? Number(header) : undefined
}

const rulesOf = (
  operation: AnyOperation & { readonly download?: DownloadRules<any, any> | undefined }
): DownloadRules<any, any> | undefined => operation.download

/** Says yes to the first who asks. */
const once = (): (() => boolean) => {
  let isFirst = true
  return () => {
    const wasFirst = isFirst
    isFirst = false
    return wasFirst
  }
}

/**
 * Lets the first answer of a download go when nobody has begun to read it for too long: it holds one of the connections
 * that others wait for.
 *
 * @returns whether the answer is still there for whoever asks first, and takes it
 */
const heldFor = (millis: number, rest: RestOfBody, scope: Scope.Scope | undefined): Effect.Effect<() => boolean> => {
  const isFirst = once()
  let watch: Fiber.Fiber<void> | undefined
  const take = () => {
    watch?.interruptUnsafe()
    return isFirst()
  }
  const letGo = Effect.flatMap(Effect.sleep(millis), () => {
    watch = undefined
    return take() ? discard(rest) : Effect.void
  })
  return Effect.map(scope === undefined ? Effect.forkDetach(letGo) : Effect.forkIn(letGo, scope), (fiber) => {
    watch = fiber
    return take
  })
}

/** Makes the body of an answer that was just opened. */
export const makeDownload = (parts: DownloadParts): Effect.Effect<DownloadBody> =>
  parts.received.rest === undefined
    ? Effect.succeed(bodyOf(parts, once()))
    : Effect.map(heldFor(parts.profile.timeouts.idleMillis, parts.received.rest, parts.scope), (take) =>
        bodyOf(parts, take)
      )

const bodyOf = (parts: DownloadParts, takeFirst: () => boolean): DownloadBody => {
  const { call, output, profile, schedule } = parts
  const { idleMillis } = profile.timeouts
  const { operation, input, onProgress } = call
  const { answer, rest } = parts.received
  const total = announcedLength(answer)
  const rules = rulesOf(operation)
  const isWhole = rules?.isWhole?.(input, output) ?? true
  const isEncoded = answer.headers["content-encoding"] !== undefined
  const expectation = isWhole ? profile.integrity.received?.(operation, input, output, answer) : undefined
  const identity = rules?.identity(output)
  let attempts = call.attempts

  const idleReason: RequestErrorReason = {
    _tag: "Timeout",
    phase: "idle",
    afterMillis: idleMillis,
    detail: `nothing for ${idleMillis} ms`
  }

  const endedEarly = (received: number): RequestErrorReason => ({
    _tag: "Reset",
    detail: `the body ended after ${received} of ${total} bytes`
  })

  /** What is wrong with a body that has arrived to its end. */
  const wrongContent = (received: number, computed: () => string): ClientError | undefined => {
    // A transport that unpacks on the way hands out other bytes than were stored: neither length nor sum can be compared.
    const unpacked = isEncoded && total !== undefined && received !== total
    if (unpacked) return undefined
    if (total !== undefined && received > total) {
      return clientError(operation, {
        _tag: "LengthMismatch",
        direction: "download",
        expected: total,
        actual: received
      })
    }
    if (expectation === undefined) return undefined
    const { digest, expected } = expectation
    const actual = computed()
    return isSameDigest(actual, expected)
      ? undefined
      : clientError(operation, {
          _tag: "ChecksumMismatch",
          algorithm: digest.algorithm,
          direction: "download",
          expected,
          actual
        })
  }

  const read = (): Stream.Stream<Uint8Array, StorageError> => {
    let received = 0
    let failuresInARow = 0
    const digest = expectation?.digest.start()

    // Where a transport unpacks on the way, it cannot be told how many of the stored bytes have arrived.
    const resumed = (): unknown =>
      isEncoded || identity === undefined ? undefined : rules?.resume(input, output, received)
    const isResumable = (): boolean => received === 0 || resumed() !== undefined

    /** A broken body as a failed attempt, so that the retry policy decides whether to go on. */
    const toFailure = (reason: RequestErrorReason): Effect.Effect<never, AttemptFailure> =>
      Effect.flatMap(requestError(call, reason, attempts), (error) => {
        failuresInARow += 1
        return Effect.fail({
          error,
          operation,
          idempotent: call.idempotent,
          replayable: isResumable(),
          attempts: failuresInARow
        })
      })

    const broken = (reason: RequestErrorReason) => Stream.fromEffect(toFailure(reason))

    const ended = (error: StorageError): AttemptFailure => ({
      error,
      operation,
      idempotent: call.idempotent,
      replayable: false,
      attempts
    })

    const next: Effect.Effect<Reopened, AttemptFailure> = Effect.suspend(() => {
      if (received === 0 && takeFirst()) return Effect.succeed(parts)
      // Nothing has arrived and the first answer is used up, or was let go: the same call once more.
      const again = received === 0 ? input : resumed()
      if (again === undefined) return Effect.succeed(parts)
      return Effect.flatMap(Effect.mapError(parts.reopen(again), ended), (reopened) => {
        attempts += reopened.call.attempts
        const isSame = rules?.identity(reopened.output) === identity
        if (isSame && (received === 0 || announcedLength(reopened.received.answer) === total! - received)) {
          return Effect.succeed(reopened)
        }
        const message = "the download goes on with another object, or with another length of it, than it began with"
        const error = clientError(operation, {
          _tag: "UndecodableResponse",
          status: reopened.received.answer.status,
          message
        })
        return Effect.andThen(discard(reopened.received.rest), Effect.fail(ended(error)))
      })
    })

    const idle: Stream.Stream<never, AttemptFailure> = Stream.suspend(() => broken(idleReason))

    const chunks = Stream.unwrap(
      Effect.map(next, ({ received: { answer, rest } }) =>
        (rest ?? Stream.make(answer.body)).pipe(
          Stream.catch(broken),
          Stream.timeoutOrElse({ duration: idleMillis, orElse: () => idle }),
          Stream.map((chunk) => {
            received += chunk.length
            failuresInARow = 0
            digest?.update(chunk)
            return chunk
          }),
          // A connection that is closed early looks like an end.
          Stream.concat(
            Stream.suspend(() =>
              total !== undefined && received < total && !isEncoded ? broken(endedEarly(received)) : Stream.empty
            )
          )
        )
      )
    )

    const check = Stream.suspend((): Stream.Stream<never, StorageError> => {
      const error = wrongContent(received, () => digest!.text())
      return error === undefined ? Stream.empty : Stream.fail(error)
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

  // Made when it is asked for: most bodies are small, and a Stream costs more than they do.
  let made: Stream.Stream<Uint8Array, StorageError> | undefined
  const streamOf = () => (made ??= Stream.suspend(read))

  const collect = (source: Stream.Stream<Uint8Array, StorageError>): Effect.Effect<Uint8Array, StorageError> => {
    const chunks: Array<Uint8Array> = []
    let length = 0
    return Effect.map(
      Stream.runForEach(source, (chunk) =>
        Effect.sync(() => {
          chunks.push(chunk)
          length += chunk.length
        })
      ),
      () => concatenate(chunks, length)
    )
  }

  const bytes = Effect.suspend(() => {
    if (rest !== undefined) return collect(streamOf())
    const error = wrongContent(answer.body.length, () => expectation!.digest.of(answer.body))
    return error === undefined ? Effect.succeed(answer.body) : Effect.fail(error)
  })

  const localFile = (path: string) => (error: { readonly message: string }) =>
    clientError(operation, { _tag: "LocalFile", path, message: error.message })

  const toFile = (path: string): Effect.Effect<number, StorageError> => {
    const { fileSystem } = parts
    if (fileSystem === undefined) {
      return Effect.fail(
        clientError(operation, {
          _tag: "InvalidConfiguration",
          message: "writing a file needs a FileSystem where the service is built"
        })
      )
    }
    return Effect.gen(function* () {
      const suffix = yield* Random.nextIntBetween(0x100000, 0xffffff)
      const temporary = `${path}.tmp-${suffix.toString(16)}`
      let written = 0
      const counted = Stream.map(streamOf(), (chunk) => {
        written += chunk.length
        return chunk
      })
      yield* Stream.run(counted, fileSystem.sink(temporary)).pipe(
        Effect.andThen(fileSystem.rename(temporary, path)),
        Effect.onError(() => Effect.ignore(fileSystem.remove(temporary, { force: true }))),
        Effect.tapError(() => (takeFirst() ? discard(rest) : Effect.void)),
        Effect.catchTag("PlatformError", (error) => Effect.fail(localFile(path)(error)))
      )
      return written
    })
  }

  return {
    get stream() {
      return streamOf()
    },
    bytes,
    get text() {
      return Effect.map(bytes, (all) => new TextDecoder().decode(all))
    },
    toFile
  }
}
