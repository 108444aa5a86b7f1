/**
 * A call of an operation from its input to its output: encoded, attempted until it succeeds or the retry policy has
 * enough, decoded. HTTP happens in one place only, the attempt (`Attempt.ts`).
 *
 * Read it from the bottom: {@link make} gives `execute`, which walks the steps above in order.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type * as FileSystem from "effect/FileSystem"
import type * as HttpClient from "effect/http/HttpClient"
import * as Result from "effect/Result"
import * as Schedule from "effect/Schedule"
import type * as Scope from "effect/Scope"
import type { ClientError, StorageError } from "../schema/Errors.ts"
import type { AnyOperation, Operation } from "../schema/Operation.ts"
import type { UnsignedRequest } from "../schema/wire/UnsignedRequest.ts"
import { makeAttempt } from "./Attempt.ts"
import { discard } from "./answerBody.ts"
import type { Call } from "./Call.ts"
import type { CredentialsService } from "./Credentials.ts"
import { clientError } from "./callErrors.ts"
import { makeDownload, type Reopened } from "./Download.ts"
import type { Received } from "./exchange/Exchange.ts"
import { recorded } from "./metrics.ts"
import type { EncodedRequest } from "./protocol/Protocol.ts"
import { digestsOf, type PreparedBody, prepare } from "./RequestBody.ts"
import { type AttemptFailure, CurrentPolicy, type RetryPolicyService } from "./RetryPolicy.ts"
import type { ServiceProfile } from "./ServiceProfile.ts"
import { hostOf } from "./urlText.ts"

/** What a transport is built from. */
export interface TransportOptions<O extends AnyOperation = AnyOperation> {
  readonly profile: ServiceProfile<O>
  readonly credentials: CredentialsService
  readonly httpClient: HttpClient.HttpClient
  readonly retryPolicy: RetryPolicyService
  readonly fileSystem: FileSystem.FileSystem | undefined
  /** How long the HTTP client lives, where it is known: nothing is done in the background after it. */
  readonly scope?: Scope.Scope | undefined
}

/** Executes operations of one service. */
export interface TransportService<O extends AnyOperation = AnyOperation> {
  readonly execute: <Input, Output, Code extends string>(
    operation: O & Operation<Input, Output, Code>,
    input: Input
  ) => Effect.Effect<Output, StorageError<Code>>
  /** The request of a call as it would be signed, for presigned URLs. */
  readonly encode: (operation: O, input: unknown) => Result.Result<UnsignedRequest, ClientError>
}

/** Whatever a policy says, a body that is used up is not sent again: half of it would be stored. */
const whileReplayable = ({ schedule }: RetryPolicyService): Schedule.Schedule<unknown, AttemptFailure> =>
  Schedule.while(schedule, ({ input }) => input.replayable)

/** What is no record has nothing to add to; that it is none is told where it is written. */
const completed = (operation: AnyOperation, input: unknown): any =>
  typeof input === "object" && input !== null ? operation.complete(input) : input

/** Builds the transport of a service. */
export const make = <O extends AnyOperation>(options: TransportOptions<O>): TransportService<O> => {
  const { fileSystem, profile, scope } = options
  const { integrity, protocol } = profile

  // ---- step 1: what is sent -------------------------------------------------------------------------------------

  const encodeParts = (operation: O, input: unknown): Result.Result<EncodedRequest, ClientError> =>
    Result.mapError(protocol.encode(operation, input), (issues) =>
      clientError(operation, { _tag: "InvalidInput", issues })
    )

  /** The request with the digests that the service wants to compare. */
  const announce = (
    operation: O,
    input: any,
    request: UnsignedRequest,
    body: PreparedBody | undefined
  ): Effect.Effect<UnsignedRequest, ClientError> => {
    const wanted = (body === undefined ? undefined : integrity.announced?.(operation, input)) ?? []
    const missing = wanted.filter(({ header }) => request.headers[header] === undefined)
    if (missing.length === 0) return Effect.succeed(request)
    const digests = digestsOf(
      body!,
      missing.map(({ digest }) => digest)
    )
    return digests.pipe(
      Effect.mapError((reason) => clientError(operation, reason)),
      Effect.map((texts) => {
        const added = Object.fromEntries(missing.map(({ header }, index) => [header, texts[index]!]))
        return { ...request, headers: { ...request.headers, ...added } }
      })
    )
  }

  const begin = (operation: O, given: any): Effect.Effect<Call<O>, ClientError> => {
    const input = completed(operation, given)
    const encoded = encodeParts(operation, input)
    if (Result.isFailure(encoded)) return Effect.fail(encoded.failure)
    const { request, body } = encoded.success
    const address = profile.url(operation, request)
    if (Result.isFailure(address)) {
      const issue = { path: ["key"], message: `cannot be addressed: ${address.failure}` }
      return Effect.fail(clientError(operation, { _tag: "InvalidInput", issues: [issue] }))
    }
    const url = address.success
    const toCall = (prepared: PreparedBody | undefined) =>
      Effect.flatMap(announce(operation, input, request, prepared), (announced) =>
        Effect.map(
          Clock.currentTimeMillis,
          (now): Call<O> => ({
            operation,
            input,
            request: announced,
            url,
            host: hostOf(url),
            body: prepared,
            onProgress: input?.onProgress,
            sentDigest: prepared === undefined ? undefined : integrity.sent?.(operation, input),
            idempotent: operation.isIdempotent(input),
            startedAt: now,
            attempts: 0,
            sentBytes: 0,
            mended: new Set()
          })
        )
      )
    return body === undefined
      ? toCall(undefined)
      : prepare(body, fileSystem).pipe(
          Effect.mapError((reason) => clientError(operation, reason)),
          Effect.flatMap((prepared) => {
            const { release } = prepared
            return release === undefined ? toCall(prepared) : Effect.onError(toCall(prepared), () => release)
          })
        )
  }

  /** A new call each time it is run: its body may be used up by an earlier run. */
  const start = (operation: O, input: any) => Effect.suspend(() => begin(operation, input))

  // ---- step 2: attempts, until one succeeds or the policy has enough --------------------------------------------

  const attempt = makeAttempt(options)
  const standing = whileReplayable(options.retryPolicy)
  const currentSchedule = Effect.map(CurrentPolicy, (override) =>
    override === undefined ? standing : whileReplayable(override)
  )

  const toFailure = (call: Call<O>, error: StorageError): AttemptFailure => ({
    error,
    operation: call.operation,
    input: call.input,
    idempotent: call.idempotent,
    replayable: call.body === undefined || call.body.isReplayable(),
    attempts: call.attempts
  })

  /** Makes attempts until the head of a good answer is there. */
  const open = (call: Call<O>): Effect.Effect<Received, StorageError> =>
    // Most calls succeed at once: the schedule is started by the first failure.
    Effect.catch(attempt(call), (first) => {
      let pending: AttemptFailure | undefined = toFailure(call, first)
      const again = Effect.suspend(() => {
        if (pending === undefined) return Effect.mapError(attempt(call), (error) => toFailure(call, error))
        const failure = pending
        pending = undefined
        return Effect.fail(failure)
      })
      return currentSchedule.pipe(
        Effect.flatMap((schedule) => Effect.retry(again, schedule)),
        Effect.mapError(({ error }) => error)
      )
    })

  // ---- step 3: the output ---------------------------------------------------------------------------------------

  const decode = (call: Call<O>, { answer, rest }: Received): Effect.Effect<any, ClientError> => {
    const { operation } = call
    const read = protocol.decode(operation, answer)
    // What needs no document is read at once.
    if (Exit.isExit(read) && Exit.isSuccess(read)) return read as Exit.Exit<any>
    const output = Effect.mapError(read, ({ message }) => {
      const requestId = profile.requestId(answer.headers)
      return clientError(operation, {
        _tag: "UndecodableResponse",
        status: answer.status,
        message,
        ...(requestId === undefined ? {} : { requestId })
      })
    })
    return rest === undefined ? output : Effect.tapError(output, () => discard(rest))
  }

  /** The head of a download, or the same once more from where it broke. */
  const reopen = (operation: O, input: unknown): Effect.Effect<Reopened, StorageError> =>
    Effect.flatMap(start(operation, input), (call) =>
      Effect.flatMap(open(call), (received) =>
        Effect.map(decode(call, received), (output) => ({ call, output, received }))
      )
    )

  const withBody = (call: Call<O>, output: any, received: Received) =>
    Effect.flatMap(currentSchedule, (schedule) =>
      Effect.map(
        makeDownload({
          call,
          output,
          received,
          profile,
          fileSystem,
          schedule,
          scope,
          reopen: (next) => reopen(call.operation, next)
        }),
        // The body makes its parts when they are asked for, which a copy would do.
        (body) => Object.assign(body, output)
      )
    )

  const execute = (operation: O, input: any): Effect.Effect<any, StorageError> =>
    Effect.flatMap(start(operation, input), (call) => {
      const run = recorded(
        call,
        Effect.flatMap(open(call), (received) =>
          operation.streams
            ? Effect.flatMap(decode(call, received), (output) => withBody(call, output, received))
            : decode(call, received)
        )
      )
      const release = call.body?.release
      return release === undefined ? run : Effect.ensuring(run, release)
    })

  return {
    // Inside, operations are data; their types are those of the table they come from.
    execute: execute as TransportService<O>["execute"],
    encode: (operation, input) =>
      Result.map(encodeParts(operation, completed(operation, input)), ({ request }) => request)
  }
}
