/**
 * One attempt of a call: keys, signature, request, answer; and the second try that follows at once when what was wrong
 * with the first can be mended.
 *
 * Read it from the bottom: {@link makeAttempt} walks the steps above in order.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as HttpBody from "effect/http/HttpBody"
import type * as HttpClient from "effect/http/HttpClient"
import type { ClientError, RequestError, RequestErrorReason, StorageError } from "../schema/Errors.ts"
import type { AnyOperation } from "../schema/Operation.ts"
import { isSmall } from "./answerBody.ts"
import type { Call } from "./Call.ts"
import { type Anonymous, type CredentialsService, isAnonymous, type Keys } from "./Credentials.ts"
import { clientError, requestError, serverError, withoutSecrets } from "./callErrors.ts"
import { makeClientExchange } from "./exchange/clientExchange.ts"
import { directExchangeOf } from "./exchange/directExchanges.ts"
import type { Received, WireHeaders } from "./exchange/Exchange.ts"
import { toWireText } from "./protocol/headerText.ts"
import type { Answer, ErrorAnswer } from "./protocol/Protocol.ts"
import type { AttemptBody } from "./RequestBody.ts"
import type { Backend } from "./ServiceProfile.ts"
import { withSpan } from "./tracing.ts"

/** What attempts are made with. */
export interface AttemptOptions {
  readonly backend: Backend
  readonly credentials: CredentialsService
  readonly httpClient: HttpClient.HttpClient
}

/** What an attempt is signed with. */
interface Signing {
  readonly keys: Keys | Anonymous
  /** What the server's clock was thought to be ahead of ours. */
  readonly skewMillis: number
}

/** A clock that is more than a day off is not a clock that drifts: the correction is not believed. */
const maxSkewMillis = 24 * 60 * 60 * 1000
/** Differences below are left alone: the services allow minutes. */
const minSkewMillis = 1000

const isSuccess = ({ spec: { statuses } }: AnyOperation, status: number): boolean =>
  statuses?.success?.includes(status) === true ||
  (status >= 200 && status < 300 && statuses?.failure?.includes(status) !== true)

/** A connection that is closed early looks like an end. */
const endedEarly = ({ body, headers }: Answer): RequestErrorReason | undefined =>
  body.length < Number(headers["content-length"])
    ? { _tag: "Reset", detail: `the body ended after ${body.length} of ${headers["content-length"]} bytes` }
    : undefined

const isSendable = ({ body }: Call): boolean => body === undefined || body.isReplayable()

/** Makes the function that makes one attempt of a call. */
export const makeAttempt = (options: AttemptOptions): ((call: Call) => Effect.Effect<Received, StorageError>) => {
  const { backend, credentials, httpClient } = options
  const { service, protocol, timeouts } = backend
  const throughClient = makeClientExchange(httpClient, timeouts)
  const direct = directExchangeOf(httpClient)
  /** What the server's clock is ahead of ours. */
  let skewMillis = 0

  const currentKeys = (call: Call): Effect.Effect<Keys | Anonymous, ClientError> =>
    Effect.mapError(credentials.get, ({ message }) => clientError(call.operation, { _tag: "NoCredentials", message }))

  const signed = (call: Call, { keys, skewMillis }: Signing, now: number): WireHeaders => {
    const { request } = call
    const proof = isAnonymous(keys) ? undefined : backend.sign(request, keys, now + skewMillis, call.body?.bytes)
    const headers: Record<string, string> = { "user-agent": backend.userAgent }
    for (const name in request.headers) headers[name] = toWireText(request.headers[name]!)
    for (const name in proof) headers[name] = toWireText(proof[name]!)
    const contentLength = call.body === undefined ? 0 : call.body.contentLength
    if (
      contentLength !== undefined &&
      (call.body !== undefined || request.method === "PUT" || request.method === "POST")
    ) {
      headers["content-length"] = String(contentLength)
    }
    return headers
  }

  /** Sends a request and reads what is not left to be streamed of its answer. */
  const exchange = (
    call: Call,
    headers: WireHeaders,
    observer: AttemptBody,
    activity: { at: number }
  ): Effect.Effect<Received, ClientError | RequestError> => {
    const { operation } = call
    const body = call.body === undefined ? HttpBody.empty : call.body.open(observer)
    const readsWhole = (status: number, head: Answer["headers"]) =>
      !(operation.streams && isSuccess(operation, status) && (call.onProgress !== undefined || !isSmall(head)))
    if (direct === undefined || (body._tag !== "Empty" && !(body._tag === "Raw" && body.body instanceof Uint8Array))) {
      return throughClient({ call, headers, body, observer, activity, readsWhole })
    }
    const bytes = body._tag === "Raw" ? (body.body as Uint8Array) : undefined
    return Effect.matchEffect(
      direct({ method: call.request.method, url: call.url, headers, body: bytes, timeouts, readsWhole }),
      {
        onFailure: (reason) => Effect.flatMap(requestError(call, reason), Effect.fail),
        onSuccess: (received) => {
          if (bytes !== undefined) call.sentBytes += bytes.length
          return Effect.succeed(received)
        }
      }
    )
  }

  /** Mends what a refused attempt says is wrong, keys or clock; `true` when the next attempt differs from it. */
  const mend = (
    call: Call,
    signing: Signing,
    answer: Answer,
    error: ErrorAnswer,
    now: number
  ): Effect.Effect<boolean> => {
    const serverTime = backend.serverTime(error, answer)
    if (serverTime !== undefined) {
      const skew = serverTime - now
      // Compared with what this attempt was signed with: another call may have corrected the clock meanwhile.
      const isNews = Math.abs(skew) <= maxSkewMillis && Math.abs(skew - signing.skewMillis) >= minSkewMillis
      if (!isNews || call.correctedClock) return Effect.succeed(false)
      skewMillis = skew
      call.correctedClock = true
      return Effect.succeed(true)
    }
    const { keys } = signing
    if (call.renewedKeys || isAnonymous(keys) || !backend.isExpired(error)) return Effect.succeed(false)
    call.renewedKeys = true
    return Effect.match(credentials.renew(keys), {
      // Where no newer keys are to be had, what the service said is the better error.
      onFailure: () => false,
      onSuccess: (renewed) => renewed !== keys
    })
  }

  const compareChecksum = (call: Call, answer: Answer, body: AttemptBody): ClientError | undefined => {
    const expected = backend.checksumHeader === undefined ? undefined : answer.headers[backend.checksumHeader]
    if (expected === undefined || body.checksum === undefined) return undefined
    const actual = String(body.checksum())
    return actual === expected
      ? undefined
      : clientError(call.operation, {
          _tag: "ChecksumMismatch",
          algorithm: "crc64",
          direction: "upload",
          expected,
          actual
        })
  }

  /** What shows that an answer, good or not, does not come from the service. */
  const distrust = (
    call: Call,
    answer: Answer,
    { keys, skewMillis }: Signing,
    now: number,
    error?: ErrorAnswer
  ): ClientError | undefined => {
    if (backend.distrust === undefined || isAnonymous(keys)) return undefined
    const reason = backend.distrust(call.request, answer, keys, now + skewMillis, error)
    return reason === undefined ? undefined : clientError(call.operation, reason)
  }

  /** What is wrong with an answer that says all is well. */
  const doubt = (
    call: Call,
    { answer, rest }: Received,
    signing: Signing,
    now: number,
    observer: AttemptBody
  ): Effect.Effect<never, StorageError> | undefined => {
    if (call.operation.streams && rest === undefined) {
      const reason = endedEarly(answer)
      if (reason !== undefined) return Effect.flatMap(requestError(call, reason), Effect.fail)
    }
    const error = compareChecksum(call, answer, observer) ?? distrust(call, answer, signing, now)
    return error === undefined ? undefined : Effect.fail(error)
  }

  /** An answer that says what went wrong, or the next attempt where that could be mended. */
  const refused = Effect.fnUntraced(function* (call: Call, answer: Answer, signing: Signing, sentAt: number) {
    const { operation } = call
    const error = withoutSecrets(yield* protocol.decodeError(operation, answer), signing.keys)
    const now = yield* Clock.currentTimeMillis
    // What is learned serves the next call too, so it is learned even where this one cannot be sent again.
    const isMended = yield* mend(call, signing, answer, error, now)
    if (isMended && isSendable(call)) return yield* attempt(call)
    const forged = distrust(call, answer, signing, sentAt, error)
    if (forged !== undefined) return yield* forged
    return yield* Effect.fail(serverError(operation, answer, error, backend.isRetryable(answer.status, error), now))
  })

  const attemptWith = (call: Call, keys: Keys | Anonymous, clock: Clock.Clock) => {
    call.attempts += 1
    const signing = { keys, skewMillis }
    const now = clock.currentTimeMillisUnsafe()
    const activity = { at: now }
    const observer: AttemptBody = {
      onProgress: call.onProgress,
      checksumFrom: call.checksumFrom,
      onActivity: () => {
        activity.at = clock.currentTimeMillisUnsafe()
      },
      onSent: (bytes) => {
        activity.at = clock.currentTimeMillisUnsafe()
        call.sentBytes += bytes
      },
      checksum: undefined,
      failure: undefined
    }
    return Effect.flatMap(
      exchange(call, signed(call, signing, now), observer, activity),
      (received): Effect.Effect<Received, StorageError> =>
        isSuccess(call.operation, received.answer.status)
          ? (doubt(call, received, signing, now, observer) ?? Effect.succeed(received))
          : refused(call, received.answer, signing, now)
    )
  }

  const attempt = (call: Call): Effect.Effect<Received, StorageError> =>
    Effect.flatMap(currentKeys(call), (keys) =>
      Effect.withFiber((fiber) => attemptWith(call, keys, fiber.getRef(Clock.Clock)))
    )

  return (call) =>
    withSpan(attempt(call), `${service}.${call.operation.methodName}.attempt`, () => ({
      "http.request.method": call.request.method,
      "server.address": call.host,
      "http.request.resend_count": call.attempts
    }))
}
