/**
 * The single place where HTTP happens. It owns the attempt: keys, signature, request, answer; and what follows from a
 * failed one: another attempt, newer keys, a corrected clock, or a typed error.
 *
 * Read it from the bottom: {@link make} gives `execute`, which walks the steps above in order.
 */
import * as Cause from "effect/Cause"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type * as FileSystem from "effect/FileSystem"
import * as Headers from "effect/http/Headers"
import * as HttpBody from "effect/http/HttpBody"
import * as HttpClient from "effect/http/HttpClient"
import type { HttpClientError } from "effect/http/HttpClientError"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import type { HttpClientResponse } from "effect/http/HttpClientResponse"
import * as UrlParams from "effect/http/UrlParams"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import * as Tracer from "effect/Tracer"
import { ClientError, type ClientErrorReason, RequestError, ServerError, type StorageError } from "../schema/Errors.ts"
import type { AnyOperation, Operation } from "../schema/Operation.ts"
import type { UnsignedRequest } from "../schema/Unsigned.ts"
import { readWhole } from "./answerBody.ts"
import type { Backend } from "./Backend.ts"
import type { Call, Success } from "./Call.ts"
import { type Anonymous, type CredentialsService, isAnonymous, type Keys } from "./Credentials.ts"
import { digestText } from "./checksum/Hash.ts"
import { contentTypeOf } from "./contentType.ts"
import { makeDownload, type Reopened } from "./Download.ts"
import { recorded } from "./metrics.ts"
import { toRequestErrorReason } from "./networkFailure.ts"
import { toWireText } from "./protocol/headerText.ts"
import type { Answer, ErrorAnswer } from "./protocol/Protocol.ts"
import { type AttemptBody, type PreparedBody, prepare } from "./RequestBody.ts"
import { type AttemptFailure, CurrentPolicy, type RetryPolicyService } from "./RetryPolicy.ts"

/** What a transport is built from. */
export interface TransportOptions {
  readonly backend: Backend
  readonly credentials: CredentialsService
  readonly httpClient: HttpClient.HttpClient
  readonly retryPolicy: RetryPolicyService
  readonly fileSystem: FileSystem.FileSystem | undefined
}

/** Executes operations of one service. */
export interface TransportService {
  readonly execute: <Input, Output, Code extends string>(
    operation: Operation<Input, Output, Code>,
    input: Input
  ) => Effect.Effect<Output, StorageError<Code>>
  /** The request of a call as it would be signed, for presigned URLs. */
  readonly encode: (operation: AnyOperation, input: unknown) => Result.Result<UnsignedRequest, ClientError>
}

/** A clock that is more than a day off is not a clock that drifts: the correction is not believed. */
const maxSkewMillis = 24 * 60 * 60 * 1000
/** Differences below are left alone: the services allow minutes. */
const minSkewMillis = 1000
const noBytes = new Uint8Array(0)
const unmended = Effect.succeed(undefined)

const withoutSecrets = (error: ErrorAnswer, keys: Keys | Anonymous): ErrorAnswer => {
  // The service explains a refused signature by the text it signed: with the session token in it.
  if (error.details === undefined || isAnonymous(keys) || keys.securityToken === undefined) return error
  const token = Redacted.value(keys.securityToken)
  const details: Record<string, string> = {}
  for (const [name, value] of Object.entries(error.details)) {
    if (!name.endsWith("Bytes")) details[name] = value.replaceAll(token, "<redacted>")
  }
  return { ...error, details }
}

const retryAfterMillis = (header: string | undefined, now: number): number | undefined => {
  if (header === undefined) return undefined
  const millis = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now
  return Number.isFinite(millis) && millis >= 0 ? millis : undefined
}

/** Builds the transport of a service. */
export const make = (options: TransportOptions): TransportService => {
  const { backend, credentials, httpClient } = options
  const { service, protocol, timeouts } = backend
  /** What the server's clock is ahead of ours. */
  let skewMillis = 0

  const clientError = (operation: AnyOperation, reason: ClientErrorReason): ClientError =>
    new ClientError({ service, operation: operation.methodName, reason })

  const requestError = (call: Call, reason: RequestError["reason"], now: number): RequestError =>
    new RequestError({
      service,
      operation: call.operation.methodName,
      host: call.host,
      attempts: call.attempts,
      elapsedMillis: Math.max(0, now - call.startedAt),
      reason
    })

  // ---- step 1: what is sent -------------------------------------------------------------------------------------

  const encodeParts = (operation: AnyOperation, input: unknown) => {
    const fields = operation.encode(input)
    return Result.isFailure(fields)
      ? Result.fail(clientError(operation, { _tag: "InvalidInput", issues: fields.failure }))
      : Result.succeed(protocol.encode(operation, fields.success))
  }

  const withBodyHeaders = (
    operation: AnyOperation,
    request: UnsignedRequest,
    body: PreparedBody | undefined,
    input: any
  ) => {
    const headers: Record<string, string> = { ...request.headers }
    const { contentTypeFrom, contentMd5 } = operation.spec
    if (contentTypeFrom !== undefined && headers["content-type"] === undefined) {
      headers["content-type"] = contentTypeOf(input.body, input[contentTypeFrom])
    }
    if (contentMd5 === true && body?.bytes !== undefined) {
      headers["content-md5"] = digestText("md5", body.bytes, "base64")
    }
    return { ...request, headers }
  }

  const start = (operation: AnyOperation, input: any): Effect.Effect<Call, ClientError> => {
    const encoded = encodeParts(operation, input)
    if (Result.isFailure(encoded)) return Effect.fail(encoded.failure)
    const { request, body } = encoded.success
    const address = backend.url(request)
    if (Result.isFailure(address)) {
      const issue = { path: ["key"], message: `cannot be addressed: ${address.failure}` }
      return Effect.fail(clientError(operation, { _tag: "InvalidInput", issues: [issue] }))
    }
    const url = address.success
    const toCall = (prepared: PreparedBody | undefined) =>
      Effect.map(Clock.currentTimeMillis, (now): Call => {
        const complete = withBodyHeaders(operation, request, prepared, input)
        const { checksum, checksumFrom } = operation.spec
        return {
          operation,
          input,
          request: complete,
          url,
          host: hostOf(url),
          body: prepared,
          onProgress: input.onProgress,
          checksumFrom:
            checksum === undefined || !backend.checksums
              ? undefined
              : checksumFrom === undefined
                ? 0n
                : checksumFrom(input),
          idempotent: operation.isIdempotent(input),
          startedAt: now,
          attempts: 0,
          renewedKeys: false,
          correctedClock: false
        }
      })
    return body === undefined
      ? toCall(undefined)
      : prepare(body, options.fileSystem).pipe(
          Effect.mapError((reason) => clientError(operation, reason)),
          Effect.flatMap(toCall)
        )
  }

  // ---- step 2: one attempt --------------------------------------------------------------------------------------

  const currentKeys = (call: Call): Effect.Effect<Keys | Anonymous, ClientError> =>
    Effect.mapError(credentials.get, ({ message }) => clientError(call.operation, { _tag: "NoCredentials", message }))

  const signed = (
    call: Call,
    keys: Keys | Anonymous,
    now: number,
    body: AttemptBody
  ): HttpClientRequest.HttpClientRequest => {
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
    toError: (idleMillis: number, now: number) => StorageError
  ): Effect.Effect<A, E | StorageError> => {
    const watch: Effect.Effect<never, StorageError> = Effect.flatMap(Clock.currentTimeMillis, (now) => {
      const left = activity.at + timeouts.responseMillis - now
      return left > 0
        ? Effect.flatMap(Effect.sleep(left), () => watch)
        : Effect.fail(toError(timeouts.responseMillis, now))
    })
    return Effect.raceFirst(work, watch)
  }

  const toNetworkError = (call: Call, body: AttemptBody) => (error: HttpClientError) =>
    Effect.map(Clock.currentTimeMillis, (now) =>
      body.failure !== undefined
        ? clientError(call.operation, body.failure)
        : requestError(call, toRequestErrorReason(error), now)
    ).pipe(Effect.flatMap(Effect.fail))

  const readHead = (response: HttpClientResponse, body: Uint8Array): Answer => ({
    status: response.status,
    headers: response.headers,
    body
  })

  const isSuccess = (operation: AnyOperation, status: number): boolean => {
    const { statuses } = operation.spec
    if (statuses?.success?.includes(status)) return true
    return status >= 200 && status < 300 && !statuses?.failure?.includes(status)
  }

  const toServerError = (call: Call, answer: Answer, error: ErrorAnswer, now: number): ServerError => {
    const { operation } = call
    const after = retryAfterMillis(answer.headers["retry-after"], now)
    const { code, message, requestId, hostId, ec, type, details } = error
    return new ServerError<string>({
      reason: {
        _tag: operation.codes.has(code) ? code : "Unknown",
        service,
        operation: operation.methodName,
        status: answer.status,
        code,
        message,
        retryable: backend.isRetryable(answer.status, error),
        ...(requestId === undefined ? {} : { requestId }),
        ...(hostId === undefined ? {} : { hostId }),
        ...(ec === undefined ? {} : { ec }),
        ...(type === undefined ? {} : { type }),
        ...(after === undefined ? {} : { retryAfterMillis: after }),
        ...(details === undefined ? {} : { details })
      }
    })
  }

  /** Makes a refused attempt again at once when what was wrong with it can be mended: the keys, or the clock. */
  const mend = (
    call: Call,
    keys: Keys | Anonymous,
    answer: Answer,
    error: ErrorAnswer,
    now: number
  ): Effect.Effect<Success | undefined, StorageError> => {
    if (call.body !== undefined && !call.body.isReplayable()) return unmended
    const serverTime = call.correctedClock ? undefined : backend.serverTime(error, answer)
    if (serverTime !== undefined) {
      const skew = serverTime - now
      if (Math.abs(skew) > maxSkewMillis || Math.abs(skew - skewMillis) < minSkewMillis) return unmended
      skewMillis = skew
      call.correctedClock = true
      return attempt(call)
    }
    if (call.renewedKeys || isAnonymous(keys) || !backend.isExpired(error)) return unmended
    call.renewedKeys = true
    return Effect.matchEffect(credentials.renew(keys), {
      // Where no newer keys are to be had, what the service said is the better error.
      onFailure: () => unmended,
      onSuccess: (renewed) => (renewed === keys ? unmended : attempt(call))
    })
  }

  const compareChecksum = (call: Call, answer: Answer, body: AttemptBody): ClientError | undefined => {
    const told = backend.checksumHeader === undefined ? undefined : answer.headers[backend.checksumHeader]
    if (told === undefined || body.checksum === undefined) return undefined
    const actual = String(body.checksum())
    return actual === told
      ? undefined
      : clientError(call.operation, {
          _tag: "ChecksumMismatch",
          algorithm: "crc64",
          direction: "upload",
          expected: told,
          actual
        })
  }

  const attempt: (call: Call) => Effect.Effect<Success, StorageError> = Effect.fnUntraced(function* (call: Call) {
    const { operation } = call
    call.attempts += 1
    const keys = yield* currentKeys(call)
    const now = yield* Clock.currentTimeMillis
    const activity = { at: now }
    const clock = yield* Clock.Clock
    const body: AttemptBody = {
      onProgress: call.onProgress,
      checksumFrom: call.checksumFrom,
      onActivity: () => {
        activity.at = clock.currentTimeMillisUnsafe()
      },
      checksum: undefined,
      failure: undefined
    }
    const request = signed(call, keys, now, body)
    const work = Effect.flatMap(httpClient.execute(request), (response) => {
      body.onActivity()
      if (isSuccess(operation, response.status) && operation.streams) {
        return Effect.succeed({ response, answer: readHead(response, noBytes) })
      }
      return Effect.map(readWhole(response, body.onActivity), (bytes) => ({
        response,
        answer: readHead(response, bytes)
      }))
    })
    const { response, answer } = yield* watched(work, activity, (idleMillis, at) =>
      requestError(
        call,
        { _tag: "Timeout", phase: "response", afterMillis: idleMillis, detail: `nothing for ${idleMillis} ms` },
        at
      )
    ).pipe(Effect.catchTag("HttpClientError", toNetworkError(call, body)))

    if (!isSuccess(operation, answer.status)) {
      const error = withoutSecrets(yield* protocol.decodeError(operation, answer), keys)
      const at = yield* Clock.currentTimeMillis
      const mended = yield* mend(call, keys, answer, error, at)
      if (mended !== undefined) return mended
      return yield* Effect.fail(toServerError(call, answer, error, at))
    }
    const mismatch = compareChecksum(call, answer, body)
    if (mismatch !== undefined) return yield* mismatch
    if (backend.distrust !== undefined && !isAnonymous(keys)) {
      const reason = backend.distrust(call.request, answer, keys, now + skewMillis)
      if (reason !== undefined) return yield* clientError(operation, reason)
    }
    return { response, answer, keys: isAnonymous(keys) ? undefined : keys }
  })

  /** An HTTP stack that throws instead of failing must not bring down the program. */
  const defectsAsErrors = (call: Call) => (cause: Cause.Cause<StorageError>) =>
    Effect.flatMap(Clock.currentTimeMillis, (now) => {
      const defect = cause.reasons.find(Cause.isDieReason)
      if (defect === undefined || Cause.hasInterrupts(cause)) return Effect.failCause(cause)
      const detail = defect.defect instanceof Error ? defect.defect.message : "the transport threw"
      return Effect.fail<StorageError>(requestError(call, { _tag: "Transport", detail }, now))
    })

  // ---- step 3: attempts, until one succeeds or the policy has enough --------------------------------------------

  const tracedAttempt = (call: Call): Effect.Effect<Success, StorageError> => {
    const guarded = Effect.catchCauseIf(attempt(call), Cause.hasDies, defectsAsErrors(call)).pipe(
      Effect.provideService(HttpClient.TracerDisabledWhen, () => true)
    )
    return Effect.flatMap(Tracer.Tracer, (tracer) =>
      tracer === defaultTracer
        ? guarded
        : Effect.withSpan(guarded, `${service}.${call.operation.methodName}.attempt`, {
            kind: "client",
            attributes: {
              "http.request.method": call.request.method,
              "server.address": call.host,
              "http.request.resend_count": call.attempts
            }
          })
    )
  }

  /** Makes attempts until the head of a good answer is there. */
  const open = (call: Call): Effect.Effect<Success, StorageError> => {
    const failing = Effect.mapError(
      tracedAttempt(call),
      (error): AttemptFailure => ({
        error,
        operation: call.operation,
        idempotent: call.idempotent,
        replayable: call.body === undefined || call.body.isReplayable(),
        attempts: call.attempts
      })
    )
    return Effect.flatMap(CurrentPolicy, (override) => {
      const { schedule } = override ?? options.retryPolicy
      return Effect.retry(failing, schedule)
    }).pipe(Effect.mapError(({ error }) => error))
  }

  // ---- step 4: the output ---------------------------------------------------------------------------------------

  const decode = (call: Call, { answer }: Success): Effect.Effect<any, ClientError> => {
    const undecodable = (message: string) => {
      const requestId = protocol.requestId(answer.headers)
      return clientError(call.operation, {
        _tag: "UndecodableResponse",
        status: answer.status,
        message,
        ...(requestId === undefined ? {} : { requestId })
      })
    }
    return protocol.decode(call.operation, answer).pipe(
      Effect.mapError(({ message }) => undecodable(message)),
      Effect.flatMap((fields) => {
        const output = call.operation.decode(fields)
        if (Result.isSuccess(output)) return Effect.succeed(output.success)
        const issues = output.failure.map(({ path, message }) => `${path.join(".")} ${message}`).join("; ")
        return Effect.fail(undecodable(`the answer is not as described: ${issues}`))
      })
    )
  }

  const execute = (operation: AnyOperation, input: any): Effect.Effect<any, StorageError> =>
    Effect.flatMap(start(operation, input), (call) =>
      recorded(
        call,
        Effect.flatMap(open(call), (success) =>
          Effect.flatMap(decode(call, success), (output) =>
            operation.streams
              ? Effect.map(CurrentPolicy, (override) => ({
                  ...output,
                  ...makeDownload({
                    call,
                    output,
                    response: success.response,
                    backend,
                    fileSystem: options.fileSystem,
                    schedule: (override ?? options.retryPolicy).schedule,
                    reopen: (next) => reopen(operation, next)
                  })
                }))
              : Effect.succeed(output)
          )
        )
      )
    )

  /** The same download, from where it broke. */
  const reopen = (operation: AnyOperation, input: unknown): Effect.Effect<Reopened, StorageError> =>
    Effect.flatMap(start(operation, input), (call) =>
      Effect.flatMap(open(call), (success) =>
        Effect.map(decode(call, success), (output) => ({ call, output, response: success.response }))
      )
    )

  return {
    // Inside, operations are data; their types are those of the table they come from.
    execute: execute as TransportService["execute"],
    encode: (operation, input) => Result.map(encodeParts(operation, input), ({ request }) => request)
  }
}

const hostOf = (url: string): string => {
  const start = url.indexOf("//") + 2
  const end = url.indexOf("/", start)
  return end < 0 ? url.slice(start) : url.slice(start, end)
}

const defaultTracer = Tracer.Tracer.defaultValue()
