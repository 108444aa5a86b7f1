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
import type { ClientError, StorageError } from "../schema/Errors.ts"
import type { AnyOperation, Encoded, Operation } from "../schema/Operation.ts"
import type { UnsignedRequest } from "../schema/Unsigned.ts"
import { makeAttempt } from "./Attempt.ts"
import { discard } from "./answerBody.ts"
import type { Call } from "./Call.ts"
import type { CredentialsService } from "./Credentials.ts"
import { clientError } from "./callErrors.ts"
import { digestText } from "./checksum/Hash.ts"
import { contentTypeOf } from "./contentType.ts"
import { makeDownload, type Reopened } from "./Download.ts"
import type { Received } from "./exchange/Exchange.ts"
import { recorded } from "./metrics.ts"
import type { Answer, UnreadableAnswer } from "./protocol/Protocol.ts"
import { type PreparedBody, prepare } from "./RequestBody.ts"
import { type AttemptFailure, CurrentPolicy, type RetryPolicyService } from "./RetryPolicy.ts"
import type { Backend } from "./ServiceProfile.ts"

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

const hostOf = (url: string): string => {
  const start = url.indexOf("//") + 2
  const end = url.indexOf("/", start)
  return end < 0 ? url.slice(start) : url.slice(start, end)
}

/** Whatever a policy says, a body that is used up is not sent again: half of it would be stored. */
const whileReplayable = ({ schedule }: RetryPolicyService): Schedule.Schedule<unknown, AttemptFailure> =>
  Schedule.while(schedule, ({ input }) => input.replayable)

/** Builds the transport of a service. */
export const make = (options: TransportOptions): TransportService => {
  const { backend, fileSystem } = options
  const { protocol } = backend

  // ---- step 1: what is sent -------------------------------------------------------------------------------------

  const encodeParts = (operation: AnyOperation, input: unknown) => {
    const encoded = Result.flatMap(operation.encode(input), (fields) => protocol.encode(operation, fields))
    return Result.mapError(encoded, (issues) => clientError(operation, { _tag: "InvalidInput", issues }))
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

  /** The CRC that the checksum of the body goes on from; `undefined` when none is compared. */
  const checksumStart = ({ spec: { checksum, checksumFrom } }: AnyOperation, input: any): bigint | undefined => {
    if (checksum === undefined || !backend.checksums) return undefined
    return checksumFrom === undefined ? 0n : checksumFrom(input)
  }

  const begin = (operation: AnyOperation, input: any): Effect.Effect<Call, ClientError> => {
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
      Effect.map(
        Clock.currentTimeMillis,
        (now): Call => ({
          operation,
          input,
          request: withBodyHeaders(operation, request, prepared, input),
          url,
          host: hostOf(url),
          body: prepared,
          onProgress: input.onProgress,
          checksumFrom: checksumStart(operation, input),
          idempotent: operation.isIdempotent(input),
          startedAt: now,
          attempts: 0,
          sentBytes: 0,
          renewedKeys: false,
          correctedClock: false
        })
      )
    return body === undefined
      ? toCall(undefined)
      : prepare(body, fileSystem).pipe(
          Effect.mapError((reason) => clientError(operation, reason)),
          Effect.flatMap(toCall)
        )
  }

  /** A new call each time it is run: its body may be used up by an earlier run. */
  const start = (operation: AnyOperation, input: any) => Effect.suspend(() => begin(operation, input))

  // ---- step 2: attempts, until one succeeds or the policy has enough --------------------------------------------

  const attempt = makeAttempt(options)
  const standing = whileReplayable(options.retryPolicy)
  const currentSchedule = Effect.map(CurrentPolicy, (override) =>
    override === undefined ? standing : whileReplayable(override)
  )

  const toFailure = (call: Call, error: StorageError): AttemptFailure => ({
    error,
    operation: call.operation,
    input: call.input,
    idempotent: call.idempotent,
    replayable: call.body === undefined || call.body.isReplayable(),
    attempts: call.attempts
  })

  /** Makes attempts until the head of a good answer is there. */
  const open = (call: Call): Effect.Effect<Received, StorageError> =>
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

  const undecodable = ({ operation }: Call, answer: Answer, message: string): ClientError => {
    const requestId = protocol.requestId(answer.headers)
    return clientError(operation, {
      _tag: "UndecodableResponse",
      status: answer.status,
      message,
      ...(requestId === undefined ? {} : { requestId })
    })
  }

  const toOutput = (call: Call, answer: Answer, fields: Encoded): Exit.Exit<any, ClientError> => {
    const decoded = call.operation.decode(fields)
    if (Result.isSuccess(decoded)) return Exit.succeed(decoded.success)
    const issues = decoded.failure.map(({ path, message }) => `${path.join(".")} ${message}`).join("; ")
    return Exit.fail(undecodable(call, answer, `the answer is not as described: ${issues}`))
  }

  const decode = (call: Call, { answer, rest }: Received): Effect.Effect<any, ClientError> => {
    const fields: Effect.Effect<Encoded, UnreadableAnswer> = protocol.decode(call.operation, answer)
    // What needs no document is read at once.
    const output =
      Exit.isExit(fields) && Exit.isSuccess(fields)
        ? toOutput(call, answer, fields.value as Encoded)
        : fields.pipe(
            Effect.mapError(({ message }) => undecodable(call, answer, message)),
            Effect.flatMap((encoded) => toOutput(call, answer, encoded))
          )
    return rest === undefined ? output : Effect.tapError(output, () => discard(rest))
  }

  /** The head of a download, or the same once more from where it broke. */
  const reopen = (operation: AnyOperation, input: unknown): Effect.Effect<Reopened, StorageError> =>
    Effect.flatMap(start(operation, input), (call) =>
      Effect.flatMap(open(call), (received) =>
        Effect.map(decode(call, received), (output) => ({ call, output, received }))
      )
    )

  const withBody = (call: Call, output: any, received: Received) =>
    Effect.map(currentSchedule, (schedule) => ({
      ...output,
      ...makeDownload({
        call,
        output,
        received,
        backend,
        fileSystem,
        schedule,
        reopen: (next) => reopen(call.operation, next)
      })
    }))

  const execute = (operation: AnyOperation, input: any): Effect.Effect<any, StorageError> =>
    Effect.flatMap(start(operation, input), (call) =>
      recorded(
        call,
        Effect.flatMap(open(call), (received) =>
          operation.streams
            ? Effect.flatMap(decode(call, received), (output) => withBody(call, output, received))
            : decode(call, received)
        )
      )
    )

  return {
    // Inside, operations are data; their types are those of the table they come from.
    execute: execute as TransportService["execute"],
    encode: (operation, input) => Result.map(encodeParts(operation, input), ({ request }) => request)
  }
}
