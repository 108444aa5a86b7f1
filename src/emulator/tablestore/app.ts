/** The emulated Tablestore as an HTTP application. */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"
import * as M from "../../schema/tablestore/protobuf/generated/tableStore.ts"
import { Error as TunnelError } from "../../schema/tablestore/protobuf/generated/tunnel.ts"
import { encodeMessage } from "../../schema/wire/protobufMessage.ts"
import { Accounts, type KnownKey } from "../accounts.ts"
import { BodyWriter } from "../Body.ts"
import type { Faults, Subjects } from "../Faults.ts"
import type { Answer } from "../frame/Answer.ts"
import { type App, makeApp } from "../frame/application.ts"
import type { EmulatedService, Located, RawRequest } from "../frame/EmulatedService.ts"
import { uuid } from "../frame/requestIds.ts"
import { Store } from "../Store.ts"
import { catchRefusal } from "./catchRefusal.ts"
import { deflated, inflated } from "./compression.ts"
import type { InstanceSettings } from "./engine/Instance.ts"
import type { Opened } from "./Handler.ts"
import { type Instances, makeInstances } from "./Instances.ts"
import { maxBodyBytes } from "./limits.ts"
import { handlerOf, operationOf } from "./operations.ts"
import { bodyTooLarge, internalError, methodNotAllowed, parameterInvalid } from "./refusals.ts"
import { answerHeaders, authenticate, signerOf } from "./signing.ts"
import type { Steps } from "./steps.ts"
import { TablestoreRefusal } from "./TablestoreRefusal.ts"
import { tunnelWithId } from "./tunnels/state.ts"

export { emulatedOperations } from "./operations.ts"

export interface Options {
  /** For how long a new table answers `OTSTableNotReady`, in milliseconds. Default 0; the real service takes seconds. */
  readonly readyAfterMillis?: number | undefined
  /**
   * By how much search indexes and global secondary indexes are behind their tables, in milliseconds. Default 0: they
   * follow at once. With the real service it is milliseconds to seconds.
   */
  readonly indexDelayMillis?: number | undefined
  /** Channels that a tunnel has for rows, and as many for changes. Default 1, as a small table of the service has. */
  readonly tunnelChannels?: number | undefined
  /**
   * Whether all tables have local transactions, also where CreateTable does not ask for them: some clients cannot.
   * Default `false`, as with the service.
   */
  readonly localTransactions?: boolean | undefined
}

interface Environment {
  readonly instances: Instances
  readonly accounts: Accounts["Service"]
}

/** A request for a call that the service has. */
interface Posted {
  readonly raw: RawRequest
  readonly bytes: Uint8Array
  /** Absent when the caller named none. */
  readonly instanceName: string
  /** The message, or why the bytes are none: told only to those who may call. */
  readonly opened: Result.Result<Opened, TablestoreRefusal>
}

const readBody = ({ stream }: RawRequest): Effect.Effect<Uint8Array, TablestoreRefusal> =>
  Effect.suspend(() => {
    const writer = new BodyWriter()
    return stream.pipe(
      Stream.runForEach((chunk) => {
        if (writer.size + chunk.length > maxBodyBytes) return Effect.fail(bodyTooLarge())
        writer.write(chunk)
        return Effect.void
      }),
      Effect.mapError((error) =>
        error instanceof TablestoreRefusal ? error : parameterInvalid("The request body could not be read.")
      ),
      Effect.map(() => writer.finish().bytes())
    )
  })

const instanceNameOf = ({ headers }: RawRequest): string | undefined => headers["x-ots-instancename"]

/** The tables that a request is about; those of calls on a tunnel are told by the tunnel. */
const tablesOf = (
  { instances }: Environment,
  instanceName: string | undefined,
  { tables, tunnelId }: Opened
): ReadonlyArray<string> => {
  const instance = instances.known(instanceName ?? "")
  const tunnel = instance === undefined || tunnelId === undefined ? undefined : tunnelWithId(instance, tunnelId)
  return tunnel === undefined ? tables : [...new Set([...tables, tunnel.tableName])]
}

/** Takes in the body, since faults ask which tables it names. */
const locate = (environment: Environment, raw: RawRequest): Effect.Effect<Located<Posted, TablestoreRefusal>> =>
  Effect.map(Effect.result(readBody(raw)), (body) => {
    const operation = operationOf(raw.path)
    const handler = handlerOf(operation)
    const instanceName = instanceNameOf(raw)
    const request = Result.flatMap(body, (bytes): Result.Result<Posted, TablestoreRefusal> => {
      if (raw.method !== "POST") return Result.fail(methodNotAllowed())
      if (handler === undefined) {
        return Result.fail(parameterInvalid(`Unsupported operation: '${raw.path.slice(1)}'.`))
      }
      const opened = catchRefusal(() => handler(inflated(bytes, raw.headers)))
      return Result.succeed({ raw, bytes, instanceName: instanceName ?? "", opened })
    })
    const opened = Result.flatMap(request, (posted) => posted.opened)
    const tables = Result.isSuccess(opened) ? tablesOf(environment, instanceName, opened.success) : []
    const subjects: Subjects = { instance: instanceName, ...(tables.length === 0 ? {} : { tables }) }
    return { operation, subjects, request }
  })

const errorBody = ({ code, message, tunnelId }: TablestoreRefusal): Uint8Array =>
  tunnelId === undefined
    ? encodeMessage(M.Error, { code, message })
    : encodeMessage(TunnelError, { code, message, tunnelId })

const answerOf = (status: number, bytes: Uint8Array): Answer => ({
  status,
  headers: { "content-type": "application/x-protobuf" },
  body: { _tag: "Bytes", bytes }
})

/** Goes through steps, and lets others do something between two of them. */
const lastOf = (steps: Steps<Uint8Array>): Effect.Effect<Uint8Array, TablestoreRefusal> =>
  Effect.gen(function* () {
    for (;;) {
      const step = yield* Effect.fromResult(catchRefusal(() => steps.next()))
      if (step.done === true) return step.value
      yield* Effect.yieldNow
    }
  })

const bytesOf = ({ body }: Answer): Uint8Array => (body._tag === "Bytes" ? body.bytes : new Uint8Array(0))

const serviceOf = (environment: Environment): EmulatedService<Posted, KnownKey, TablestoreRefusal> => ({
  name: "Tablestore",
  requestId: uuid,
  checksumHeader: "x-ots-contentmd5",
  locate: (raw) => locate(environment, raw),
  authenticate: ({ bytes, raw: { headers, path } }, nowMillis) =>
    catchRefusal(() => authenticate({ path, headers, body: bytes }, environment.accounts, nowMillis)),
  execute: ({ instanceName, opened }, { account }, nowMillis) =>
    Effect.gen(function* () {
      const instance = yield* Effect.fromResult(catchRefusal(() => environment.instances.open(instanceName, account)))
      const { run } = yield* Effect.fromResult(opened)
      // What changes something is one step: no other call sees half of it.
      const begun = yield* Effect.fromResult(catchRefusal(() => run({ instance, nowMillis })))
      return answerOf(200, begun instanceof Uint8Array ? begun : yield* lastOf(begun))
    }),
  refuseWith: ({ code, message, status }) => new TablestoreRefusal({ status, code, message }),
  internalError,
  printRefusal: (refusal) => answerOf(refusal.status, errorBody(refusal)),
  finish: (answer, { raw: { headers, path }, requestId }, { nowMillis }) => {
    const { body, more } = deflated(bytesOf(answer), headers)
    const signer = signerOf(headers, environment.accounts)
    return {
      status: answer.status,
      headers: { ...answer.headers, ...answerHeaders(path, body, { requestId, nowMillis, more }, signer) },
      body: { _tag: "Bytes", bytes: body }
    }
  }
})

/**
 * The application. Serve it on a port with `serve`, or call it without sockets through `layerInProcess`.
 *
 * Any instance name works; an instance belongs to the account that calls it first.
 *
 * @example const app = yield* make()
 */
export const make = (options: Options = {}): Effect.Effect<App, never, Store | Accounts | Faults> =>
  Effect.gen(function* () {
    const settings: InstanceSettings = {
      readyAfterMillis: options.readyAfterMillis ?? 0,
      indexDelayMillis: options.indexDelayMillis ?? 0,
      tunnelChannels: Math.max(1, options.tunnelChannels ?? 1),
      localTransactions: options.localTransactions ?? false
    }
    return yield* makeApp(serviceOf({ instances: makeInstances(yield* Store, settings), accounts: yield* Accounts }))
  })
