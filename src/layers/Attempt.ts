/**
 * One attempt of a call: keys, signature, request, answer; and the second try that follows at once when what was wrong
 * with the first can be mended.
 *
 * Read it from the bottom: {@link makeAttempt} walks the steps above in order.
 */
import * as Cause from "effect/Cause"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Headers from "effect/http/Headers"
import * as HttpBody from "effect/http/HttpBody"
import * as HttpClient from "effect/http/HttpClient"
import type { HttpClientError } from "effect/http/HttpClientError"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import type { HttpClientResponse } from "effect/http/HttpClientResponse"
import * as UrlParams from "effect/http/UrlParams"
import * as Option from "effect/Option"
import type { ClientError, RequestError, RequestErrorReason, StorageError } from "../schema/Errors.ts"
import type { AnyOperation } from "../schema/Operation.ts"
import { isSmall, readWhole } from "./answerBody.ts"
import type { Backend } from "./Backend.ts"
import type { Call, Success } from "./Call.ts"
import { type Anonymous, type CredentialsService, isAnonymous, type Keys } from "./Credentials.ts"
import { clientError, requestError, serverError, withoutSecrets } from "./callErrors.ts"
import { toRequestErrorReason } from "./networkFailure.ts"
import { toWireText } from "./protocol/headerText.ts"
import type { Answer, ErrorAnswer } from "./protocol/Protocol.ts"
import type { AttemptBody } from "./RequestBody.ts"
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
const noBytes = new Uint8Array(0)

const isSuccess = ({ spec: { statuses } }: AnyOperation, status: number): boolean =>
  statuses?.success?.includes(status) === true ||
  (status >= 200 && status < 300 && statuses?.failure?.includes(status) !== true)

const toAnswer = (response: HttpClientResponse, body: Uint8Array): Answer => ({
  status: response.status,
  headers: response.headers,
  body
})

/** A connection that is closed early looks like an end. */
const endedEarly = (received: number, { headers }: HttpClientResponse): RequestErrorReason => ({
  _tag: "Reset",
  detail: `the body ended after ${received} of ${headers["content-length"]} bytes`
})

const isSendable = ({ body }: Call): boolean => body === undefined || body.isReplayable()

/** Makes the function that makes one attempt of a call. */
export const makeAttempt = (options: AttemptOptions): ((call: Call) => Effect.Effect<Success, StorageError>) => {
  const { backend, credentials, httpClient } = options
  const { service, protocol, timeouts } = backend
  /** What the server's clock is ahead of ours. */
  let skewMillis = 0

  const currentKeys = (call: Call): Effect.Effect<Keys | Anonymous, ClientError> =>
    Effect.mapError(credentials.get, ({ message }) => clientError(call.operation, { _tag: "NoCredentials", message }))

  const signed = (call: Call, { keys, skewMillis }: Signing, now: number, body: AttemptBody) => {
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
    return HttpClientRequest.makeWith(
      request.method,
      call.url,
      UrlParams.empty,
      Option.none(),
      Headers.fromRecordUnsafe(headers),
      call.body === undefined ? HttpBody.empty : call.body.open(body)
    )
  }

  /** Ends an attempt in which nothing happens for too long. */
  const watched = <A, E>(
    work: Effect.Effect<A, E>,
    activity: { at: number },
    call: Call
  ): Effect.Effect<A, E | RequestError> => {
    const { responseMillis } = timeouts
    const timeout = requestError(call, {
      _tag: "Timeout",
      phase: "response",
      afterMillis: responseMillis,
      detail: `nothing for ${responseMillis} ms`
    })
    const watch: Effect.Effect<never, RequestError> = Effect.flatMap(Clock.currentTimeMillis, (now) => {
      const left = activity.at + responseMillis - now
      return left > 0 ? Effect.flatMap(Effect.sleep(left), () => watch) : Effect.flatMap(timeout, Effect.fail)
    })
    return Effect.raceFirst(work, watch)
  }

  /** A transport that throws instead of failing must not bring down the program. */
  const withoutDefects =
    (call: Call, body: AttemptBody) =>
    <A, E>(work: Effect.Effect<A, E>): Effect.Effect<A, E | ClientError | RequestError> =>
      Effect.catchCauseIf(work, Cause.hasDies, (cause): Effect.Effect<never, E | ClientError | RequestError> => {
        const defect = cause.reasons.find(Cause.isDieReason)
        if (defect === undefined || Cause.hasInterrupts(cause)) return Effect.failCause(cause)
        if (body.failure !== undefined) return Effect.fail(clientError(call.operation, body.failure))
        const detail = defect.defect instanceof Error ? defect.defect.message : "the transport threw"
        return Effect.flatMap(requestError(call, { _tag: "Transport", detail }), Effect.fail)
      })

  const toNetworkError =
    (call: Call, body: AttemptBody) =>
    (error: HttpClientError): Effect.Effect<never, ClientError | RequestError> =>
      body.failure === undefined
        ? Effect.flatMap(requestError(call, toRequestErrorReason(error)), Effect.fail)
        : Effect.fail(clientError(call.operation, body.failure))

  /** Sends a request and reads what is not left to be streamed of its answer. */
  const exchange = (call: Call, signing: Signing, now: number, body: AttemptBody, activity: { at: number }) => {
    const request = signed(call, signing, now, body)
    return Effect.flatMap(httpClient.execute(request), (response) => {
      body.onActivity()
      // A stream is counted while it is sent.
      if (request.body._tag === "Raw") call.sentBytes += request.body.contentLength ?? 0
      const isDownload = call.operation.streams && isSuccess(call.operation, response.status)
      if (isDownload && (call.onProgress !== undefined || !isSmall(response))) {
        return Effect.succeed<Success>({ response, answer: toAnswer(response, noBytes), arrived: undefined })
      }
      return Effect.flatMap(readWhole(response, body.onActivity), (bytes) =>
        isDownload && bytes.length < Number(response.headers["content-length"])
          ? Effect.flatMap(requestError(call, endedEarly(bytes.length, response)), Effect.fail)
          : Effect.succeed<Success>({
              response,
              answer: toAnswer(response, bytes),
              arrived: isDownload ? bytes : undefined
            })
      )
    }).pipe(
      withoutDefects(call, body),
      (work) => watched(work, activity, call),
      Effect.catchTag("HttpClientError", toNetworkError(call, body))
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

  const attempt: (call: Call) => Effect.Effect<Success, StorageError> = Effect.fnUntraced(function* (call: Call) {
    const { operation } = call
    call.attempts += 1
    const keys = yield* currentKeys(call)
    const signing = { keys, skewMillis }
    const clock = yield* Clock.Clock
    const now = clock.currentTimeMillisUnsafe()
    const activity = { at: now }
    const body: AttemptBody = {
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
    const { response, answer, arrived } = yield* exchange(call, signing, now, body, activity)

    if (!isSuccess(operation, answer.status)) {
      const error = withoutSecrets(yield* protocol.decodeError(operation, answer), keys)
      const at = clock.currentTimeMillisUnsafe()
      // What is learned serves the next call too, so it is learned even where this one cannot be sent again.
      const isMended = yield* mend(call, signing, answer, error, at)
      if (isMended && isSendable(call)) return yield* attempt(call)
      const forged = distrust(call, answer, signing, now, error)
      if (forged !== undefined) return yield* forged
      return yield* Effect.fail(serverError(operation, answer, error, backend.isRetryable(answer.status, error), at))
    }
    const mismatch = compareChecksum(call, answer, body)
    if (mismatch !== undefined) return yield* mismatch
    const forged = distrust(call, answer, signing, now)
    if (forged !== undefined) return yield* forged
    return { response, answer, arrived }
  })

  return (call) => {
    const untraced = Effect.provideService(attempt(call), HttpClient.TracerDisabledWhen, () => true)
    let success: Success | undefined
    // A span keeps how it ended: not with the response, in which the signed request is.
    const ended = Effect.map(untraced, (found) => {
      success = found
    })
    const traced = withSpan(ended, `${service}.${call.operation.methodName}.attempt`, () => ({
      "http.request.method": call.request.method,
      "server.address": call.host,
      "http.request.resend_count": call.attempts
    }))
    return Effect.map(traced, () => success!)
  }
}
