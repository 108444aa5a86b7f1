/**
 * Requests through any `HttpClient`: the way that always works, for streams out and in, over every transport.
 */
import * as Cause from "effect/Cause"
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as Headers from "effect/http/Headers"
import * as HttpBody from "effect/http/HttpBody"
import * as HttpClient from "effect/http/HttpClient"
import type { HttpClientError } from "effect/http/HttpClientError"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import type { HttpClientResponse } from "effect/http/HttpClientResponse"
import * as UrlParams from "effect/http/UrlParams"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import type { ClientError, RequestError, RequestErrorReason } from "../../schema/Errors.ts"
import { readWhole } from "../answerBody.ts"
import type { Call } from "../Call.ts"
import { clientError, requestError } from "../callErrors.ts"
import { toReason, toRequestErrorReason } from "../networkFailure.ts"
import type { Platform } from "../platform.ts"
import type { Answer } from "../protocol/Protocol.ts"
import type { AttemptBody } from "../RequestBody.ts"
import type { Timeouts } from "../ServiceProfile.ts"
import type { DirectRequest, Received, RestOfBody, WireHeaders } from "./Exchange.ts"

/** What is sent, and who observes it. */
export interface ClientRequest {
  readonly call: Call
  readonly headers: WireHeaders
  readonly body: HttpBody.HttpBody
  readonly observer: AttemptBody
  /** When something last happened, milliseconds since 1970. */
  readonly activity: { at: number }
  readonly platform: Platform
  readonly readsWhole: DirectRequest["readsWhole"]
}

const noBytes = new Uint8Array(0)

const toAnswer = ({ status, headers }: HttpClientResponse, body: Uint8Array): Answer => ({ status, headers, body })

const toRest = (response: HttpClientResponse): RestOfBody =>
  response.stream.pipe(
    Stream.catchIf(
      (error: HttpClientError) => error.reason._tag === "EmptyBodyError",
      () => Stream.empty
    ),
    Stream.mapError(toRequestErrorReason)
  )

/** What a slow line sends in a millisecond, 64 KiB a second: how long a piece may take that nobody sees on its way. */
const slowBytesPerMilli = 64

/** How long the sending of a body may take, besides the time that the answer may take. */
const sendingMillis = ({ body, platform }: ClientRequest): number =>
  platform.sendsStreams || body._tag !== "Raw" ? 0 : Math.ceil((body.contentLength ?? 0) / slowBytesPerMilli)

/** Ends an exchange in which nothing happens for too long. */
const watched = <A, E>(
  work: Effect.Effect<A, E>,
  timeouts: Timeouts,
  outgoing: ClientRequest
): Effect.Effect<A, E | RequestError> => {
  const { activity, body, call, observer } = outgoing
  const responseMillis = timeouts.responseMillis + sendingMillis(outgoing)
  const timeout = Effect.suspend(() => {
    // Nobody has asked for the first byte: there was nowhere to send it to.
    const isUnsent = body._tag === "Stream" && !observer.begun
    return requestError(call, {
      _tag: "Timeout",
      phase: isUnsent ? "connect" : "response",
      afterMillis: responseMillis,
      detail: isUnsent
        ? `no connection within ${responseMillis} ms: none came free, and no new one came up`
        : `nothing for ${responseMillis} ms`
    })
  })
  const watch: Effect.Effect<never, RequestError> = Effect.flatMap(Clock.currentTimeMillis, (now) => {
    const left = activity.at + responseMillis - now
    return left > 0 ? Effect.flatMap(Effect.sleep(left), () => watch) : Effect.flatMap(timeout, Effect.fail)
  })
  return Effect.raceFirst(work, watch)
}

/** A transport that throws instead of failing must not bring down the program. */
const withoutDefects =
  ({ call, observer }: ClientRequest) =>
  <A, E>(work: Effect.Effect<A, E>): Effect.Effect<A, E | ClientError | RequestError> =>
    Effect.catchCauseIf(work, Cause.hasDies, (cause): Effect.Effect<never, E | ClientError | RequestError> => {
      const defect = cause.reasons.find(Cause.isDieReason)
      if (defect === undefined || Cause.hasInterrupts(cause)) return Effect.failCause(cause)
      if (observer.failure !== undefined) return Effect.fail(clientError(call.operation, observer.failure))
      return Effect.flatMap(requestError(call, toReason(defect.defect, false, "the transport threw")), Effect.fail)
    })

/** A browser tells the program nothing of what failed: what it may have been is the best that can be said. */
const guessed = (reason: RequestErrorReason, { guardsRequests }: Platform): RequestErrorReason =>
  guardsRequests && reason._tag === "Transport" && reason.permanent !== true
    ? {
        ...reason,
        detail: `${reason.detail}: the browser does not say why; there is no connection, or the CORS rules of the service do not allow the origin of this page, the method or a header`
      }
    : reason

const toNetworkError =
  ({ call, observer, platform }: ClientRequest) =>
  (error: HttpClientError): Effect.Effect<never, ClientError | RequestError> =>
    observer.failure === undefined
      ? Effect.flatMap(requestError(call, guessed(toRequestErrorReason(error), platform)), Effect.fail)
      : Effect.fail(clientError(call.operation, observer.failure))

/**
 * Keeps `fetch` from following redirects by itself: it would take a stranger's page for an answer, and carry the body and
 * the session token there. The other transports follow none.
 */
const withoutRedirects = <A, E, R>(work: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.withFiber((fiber) => {
    const init = Context.getOrUndefined(fiber.context, FetchHttpClient.RequestInit)
    return Effect.provideService(work, FetchHttpClient.RequestInit, { ...init, redirect: "manual" })
  })

const hiddenRedirect: RequestErrorReason = {
  _tag: "Transport",
  detail: "the answer is a redirect, which is not followed, and the browser does not tell where to"
}

const asciiOnly = /^[\x20-\x7e\t]*$/

/**
 * `node:http` reads a Content-Disposition that goes with a body in memory as UTF-8, and then writes one byte of each
 * character: https://github.com/nodejs/node/pull/46528. A body that comes as a stream is spared that. Browsers, which
 * take streams badly, do not have that fault.
 */
const sparedByNode = (headers: WireHeaders, body: HttpBody.HttpBody): HttpBody.HttpBody =>
  body._tag !== "Raw" ||
  !(body.body instanceof Uint8Array) ||
  asciiOnly.test(headers["content-disposition"] ?? "") ||
  globalThis.process?.versions?.node === undefined
    ? body
    : HttpBody.stream(Stream.make(body.body), undefined, body.body.length)

/** Makes the function that sends requests through an HTTP client. */
export const makeClientExchange =
  (httpClient: HttpClient.HttpClient, timeouts: Timeouts, secretHeaders: ReadonlyArray<string>) =>
  (outgoing: ClientRequest): Effect.Effect<Received, ClientError | RequestError> => {
    const { call, body, observer } = outgoing
    const request = HttpClientRequest.makeWith(
      call.request.method,
      call.url,
      UrlParams.empty,
      Option.none(),
      Headers.fromRecordUnsafe(outgoing.headers),
      sparedByNode(outgoing.headers, body)
    )
    type Outcome = Effect.Effect<Received, HttpClientError | RequestError>
    return Effect.flatMap(withoutRedirects(httpClient.execute(request)), (response): Outcome => {
      observer.onActivity()
      // What a browser says of a redirect: nothing, not even where to.
      if (response.status === 0) return Effect.flatMap(requestError(call, hiddenRedirect), Effect.fail)
      // A stream is counted while it is sent.
      if (body._tag === "Raw") call.sentBytes += body.contentLength ?? 0
      return outgoing.readsWhole(response.status, response.headers)
        ? Effect.map(
            readWhole(response, observer.onActivity),
            (bytes): Received => ({ answer: toAnswer(response, bytes), rest: undefined })
          )
        : Effect.succeed<Received>({ answer: toAnswer(response, noBytes), rest: toRest(response) })
    }).pipe(
      withoutDefects(outgoing),
      (work) => watched(work, timeouts, outgoing),
      Effect.catchTag("HttpClientError", toNetworkError(outgoing)),
      Effect.updateService(Headers.CurrentRedactedNames, (names) => [...names, ...secretHeaders]),
      // The span of the attempt says more than that of its request would.
      Effect.provideService(HttpClient.TracerDisabledWhen, () => true)
    )
  }
