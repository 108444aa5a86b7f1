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
import { isSameDigest } from "./integrity.ts"
import { CurrentPlatform, type Platform } from "./platform.ts"
import { toWireText } from "./protocol/headerText.ts"
import type { Answer, ErrorAnswer } from "./protocol/Protocol.ts"
import { type AttemptBody, bodyThrew, type PreparedBody } from "./RequestBody.ts"
import type { Mend, ServiceProfile, Signing } from "./ServiceProfile.ts"
import { withSpan } from "./tracing.ts"
import { hostOf } from "./urlText.ts"

/** What attempts are made with. */
export interface AttemptOptions<O extends AnyOperation> {
  readonly profile: ServiceProfile<O>
  readonly credentials: CredentialsService
  readonly httpClient: HttpClient.HttpClient
}

/** By whom and for when an attempt is signed. */
interface Signer {
  readonly keys: Keys | Anonymous
  /** What the server's clock was thought to be ahead of ours. */
  readonly skewMillis: number
}

/**
 * Clocks of devices stand in 1970, and a battery that ran empty costs a year; what is further off than a century is no time
 * that any server has, and is not believed.
 */
const maxSkewMillis = 100 * 365 * 24 * 60 * 60 * 1000
/** Differences below are left alone: the services allow minutes. */
const minSkewMillis = 1000

/** So often a call is mended at most, and never twice in the same way. */
const maxMends = 5

/** Statuses that an operation takes for other than they are. */
interface Statuses {
  readonly success?: ReadonlyArray<number> | undefined
  readonly failure?: ReadonlyArray<number> | ((input: any) => ReadonlyArray<number>) | undefined
}

const isFailure = ({ failure }: Statuses, input: unknown, status: number): boolean =>
  (typeof failure === "function" ? failure(input) : failure)?.includes(status) === true

const isSuccess = (
  { input, operation }: { readonly input: unknown; readonly operation: AnyOperation & RestStatuses },
  status: number
): boolean => {
  const { statuses } = operation
  if (statuses === undefined) return status >= 200 && status < 300
  return (
    statuses.success?.includes(status) === true ||
    (status >= 200 && status < 300 && !isFailure(statuses, input, status))
  )
}

interface RestStatuses {
  readonly statuses?: Statuses | undefined
}

/** A connection that is closed early looks like an end. */
const endedEarly = ({ body, headers }: Answer): RequestErrorReason | undefined =>
  body.length < Number(headers["content-length"])
    ? { _tag: "Reset", detail: `the body ended after ${body.length} of ${headers["content-length"]} bytes` }
    : undefined

const asItIs = (text: string): string => text

const isSendable = ({ body }: Call): boolean => body === undefined || body.isReplayable()

/** Makes the function that makes one attempt of a call. */
export const makeAttempt = <O extends AnyOperation>(
  options: AttemptOptions<O>
): ((call: Call<O>) => Effect.Effect<Received, StorageError>) => {
  const { credentials, httpClient, profile } = options
  const { service, timeouts } = profile
  const throughClient = makeClientExchange(httpClient, timeouts, profile.secretHeaders)
  const direct = directExchangeOf(httpClient)
  /** What the server's clock is ahead of ours. */
  let skewMillis = 0

  const currentKeys = (call: Call<O>): Effect.Effect<Keys | Anonymous, ClientError> =>
    Effect.mapError(credentials.get, ({ message }) => clientError(call.operation, { _tag: "NoCredentials", message }))

  const toSigning = (call: Call<O>, keys: Keys, timeMillis: number): Signing<O> => ({
    operation: call.operation,
    request: call.request,
    url: call.url,
    keys,
    timeMillis,
    bytes: call.body?.bytes
  })

  const signed = (call: Call<O>, { keys, skewMillis }: Signer, now: number, platform: Platform): WireHeaders => {
    const { request } = call
    const proof = isAnonymous(keys) ? undefined : profile.sign(toSigning(call, keys, now + skewMillis))
    // A browser says who it is by itself, and would ask the service whether it may say something else.
    const headers: Record<string, string> = platform.guardsRequests ? {} : { "user-agent": profile.userAgent }
    const toWire = platform.headersAreText ? asItIs : toWireText
    for (const name in request.headers) headers[name] = toWire(request.headers[name]!)
    for (const name in proof) headers[name] = toWire(proof[name]!)
    const contentLength = call.body === undefined ? 0 : call.body.contentLength
    if (
      contentLength !== undefined &&
      (call.body !== undefined || request.method === "PUT" || request.method === "POST")
    ) {
      headers["content-length"] = String(contentLength)
    }
    return headers
  }

  const openedWhole = (
    call: Call<O>,
    body: PreparedBody,
    observer: AttemptBody
  ): Effect.Effect<HttpBody.HttpBody, ClientError> =>
    body.openWhole(observer).pipe(
      // What a stream that threw has done wrong is noted where it is watched.
      Effect.catchDefect((defect) => Effect.fail(observer.failure ?? bodyThrew(defect))),
      Effect.mapError((reason) => clientError(call.operation, reason))
    )

  /** The progress of a body that is sent as one piece: there is only its end. */
  const toldOfAll = ({ body, onProgress, operation }: Call<O>): Effect.Effect<void, ClientError> => {
    const total = body?.contentLength ?? body?.collectedLength?.()
    if (onProgress === undefined || total === undefined) return Effect.void
    return Effect.catchDefect(onProgress({ transferred: total, total }), (defect) =>
      Effect.fail(clientError(operation, bodyThrew(defect)))
    )
  }

  /** Sends a request and reads what is not left to be streamed of its answer. */
  const exchange = (
    call: Call<O>,
    headers: WireHeaders,
    observer: AttemptBody,
    activity: { at: number },
    platform: Platform
  ): Effect.Effect<Received, ClientError | RequestError> => {
    const { operation } = call
    const readsWhole = (status: number, head: Answer["headers"]) =>
      !(operation.streams && isSuccess(call, status) && (call.onProgress !== undefined || !isSmall(head)))
    if (call.body !== undefined && !platform.sendsStreams) {
      return Effect.flatMap(openedWhole(call, call.body, observer), (body) =>
        Effect.tap(throughClient({ call, headers, body, observer, activity, platform, readsWhole }), () =>
          toldOfAll(call)
        )
      )
    }
    const body = call.body === undefined ? HttpBody.empty : call.body.open(observer)
    if (direct === undefined || (body._tag !== "Empty" && !(body._tag === "Raw" && body.body instanceof Uint8Array))) {
      return throughClient({ call, headers, body, observer, activity, platform, readsWhole })
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

  /** Corrects the clock, if what the server says is news. */
  const correctClock = (serverMillis: number, signer: Signer, now: number): boolean => {
    const skew = serverMillis - now
    // Compared with what this attempt was signed with: another call may have corrected the clock meanwhile.
    const isNews = Math.abs(skew) <= maxSkewMillis && Math.abs(skew - signer.skewMillis) >= minSkewMillis
    if (isNews) skewMillis = skew
    return isNews
  }

  /** Mends what a refused attempt says is wrong; `true` when the next attempt differs from it. */
  const mend = (call: Call<O>, mendable: Mend | undefined, signer: Signer, now: number): Effect.Effect<boolean> => {
    if (mendable === undefined) return Effect.succeed(false)
    const { keys } = signer
    // From address to address as long as they are new ones: a resource may have moved more than once.
    const way = mendable._tag === "Address" ? mendable.url : mendable._tag
    if (call.mended.has(way) || call.mended.size >= maxMends) return Effect.succeed(false)
    call.mended.add(way)
    switch (mendable._tag) {
      case "Clock":
        return Effect.succeed(correctClock(mendable.serverMillis, signer, now))
      case "Address":
        call.url = mendable.url
        call.host = hostOf(mendable.url)
        return Effect.succeed(true)
      case "Keys":
        if (isAnonymous(keys)) return Effect.succeed(false)
        return Effect.match(credentials.renew(keys), {
          // Where there are no newer keys, what the service said is the better error.
          onFailure: () => false,
          onSuccess: (renewed) => renewed !== keys
        })
    }
  }

  const compareDigest = (call: Call<O>, answer: Answer, body: AttemptBody): ClientError | undefined => {
    const { sentDigest } = call
    const told = sentDigest === undefined ? undefined : answer.headers[sentDigest.header]
    if (sentDigest === undefined || told === undefined || body.digestText === undefined) return undefined
    const expected = sentDigest.read === undefined ? told : sentDigest.read(told)
    if (expected === undefined) return undefined
    const actual = body.digestText()
    return isSameDigest(actual, expected)
      ? undefined
      : clientError(call.operation, {
          _tag: "ChecksumMismatch",
          algorithm: sentDigest.digest.algorithm,
          direction: "upload",
          expected,
          actual
        })
  }

  /** What shows that an answer, good or not, does not come from the service. */
  const distrust = (
    call: Call<O>,
    answer: Answer,
    { keys, skewMillis }: Signer,
    now: number,
    error?: ErrorAnswer
  ): ClientError | undefined => {
    if (profile.distrust === undefined || isAnonymous(keys)) return undefined
    const reason = profile.distrust(toSigning(call, keys, now + skewMillis), answer, error)
    return reason === undefined ? undefined : clientError(call.operation, reason)
  }

  /** What is wrong with an answer that says all is well. */
  const doubt = (
    call: Call<O>,
    { answer, rest }: Received,
    signer: Signer,
    now: number,
    observer: AttemptBody
  ): Effect.Effect<never, StorageError> | undefined => {
    if (call.operation.streams && rest === undefined) {
      const reason = endedEarly(answer)
      if (reason !== undefined) return Effect.flatMap(requestError(call, reason), Effect.fail)
    }
    const error = compareDigest(call, answer, observer) ?? distrust(call, answer, signer, now)
    return error === undefined ? undefined : Effect.fail(error)
  }

  /** An answer that says what went wrong, or the next attempt where that could be mended. */
  const refused = Effect.fnUntraced(function* (
    call: Call<O>,
    answer: Answer,
    signer: Signer,
    sentAt: number,
    headers: WireHeaders
  ) {
    const { operation, request, url } = call
    const error = withoutSecrets(yield* profile.readError(operation, answer), signer.keys, headers)
    const now = yield* Clock.currentTimeMillis
    // What is learned serves the next call too, so it is learned even where this one cannot be sent again.
    const isMended = yield* mend(
      call,
      profile.mend({ operation, request, url, keys: signer.keys, answer, error }),
      signer,
      now
    )
    if (isMended && isSendable(call)) return yield* attempt(call)
    const forged = distrust(call, answer, signer, sentAt, error)
    if (forged !== undefined) return yield* forged
    return yield* Effect.fail(serverError(operation, answer, error, profile, now))
  })

  const attemptWith = (call: Call<O>, keys: Keys | Anonymous, clock: Clock.Clock, platform: Platform) => {
    call.attempts += 1
    const signer: Signer = { keys, skewMillis }
    const now = clock.currentTimeMillisUnsafe()
    const activity = { at: now }
    const observer: AttemptBody = {
      onProgress: call.onProgress,
      digest: call.sentDigest?.digest,
      onActivity: () => {
        activity.at = clock.currentTimeMillisUnsafe()
      },
      onSent: (bytes) => {
        activity.at = clock.currentTimeMillisUnsafe()
        call.sentBytes += bytes
      },
      begun: false,
      digestText: undefined,
      failure: undefined
    }
    const headers = signed(call, signer, now, platform)
    return Effect.flatMap(
      exchange(call, headers, observer, activity, platform),
      (received): Effect.Effect<Received, StorageError> =>
        isSuccess(call, received.answer.status)
          ? (doubt(call, received, signer, now, observer) ?? Effect.succeed(received))
          : refused(call, received.answer, signer, now, headers)
    )
  }

  const attempt = (call: Call<O>): Effect.Effect<Received, StorageError> =>
    Effect.flatMap(currentKeys(call), (keys) =>
      Effect.withFiber((fiber) => attemptWith(call, keys, fiber.getRef(Clock.Clock), fiber.getRef(CurrentPlatform)))
    )

  return (call) =>
    withSpan(attempt(call), `${service}.${call.operation.methodName}.attempt`, () => ({
      "http.request.method": call.request.method,
      "server.address": call.host,
      "http.request.resend_count": call.attempts
    }))
}
