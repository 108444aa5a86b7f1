/** The emulated Tablestore as an HTTP application. */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import { HttpServerRequest } from "effect/http/HttpServerRequest"
import type { HttpServerResponse } from "effect/http/HttpServerResponse"
import * as Random from "effect/Random"
import * as Result from "effect/Result"
import type * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import * as M from "../../schema/tablestore/protobuf/generated/tableStore.ts"
import { Error as TunnelError } from "../../schema/tablestore/protobuf/generated/tunnel.ts"
import { encodeMessage } from "../../schema/wire/protobufMessage.ts"
import { type Answer, toResponse } from "../Answer.ts"
import { Accounts } from "../accounts.ts"
import { BodyWriter } from "../Body.ts"
import { Faults } from "../Faults.ts"
import { errorInstead, skewMillis, withFaults } from "../faultActions.ts"
import { Store } from "../Store.ts"
import { type Attempted, attempt } from "./attempt.ts"
import { deflated, inflated } from "./compression.ts"
import type { InstanceSettings } from "./engine/Instance.ts"
import { bodyTooLarge, internalError, methodNotAllowed, parameterInvalid } from "./faults.ts"
import type { Opened } from "./Handler.ts"
import { type Instances, makeInstances } from "./Instances.ts"
import { maxBodyBytes } from "./limits.ts"
import { handlerOf, operationOf } from "./operations.ts"
import { answerHeaders, authenticate, type Signer, signerOf } from "./signing.ts"
import { TablestoreFault } from "./TablestoreFault.ts"
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
}

/** An HTTP application. */
export type App = Effect.Effect<HttpServerResponse, never, HttpServerRequest | Scope.Scope>

interface Environment {
  readonly instances: Instances
  readonly accounts: Accounts["Service"]
  readonly faults: Faults["Service"]
}

interface Incoming {
  readonly request: HttpServerRequest
  /** Without a query. */
  readonly path: string
  readonly operation: string | undefined
  readonly requestId: string
  readonly signer: Signer | undefined
}

// Like 0005f0e0-c5a4-5e12-8c3b-3a2b0c1d2e3f.
const makeRequestId = Effect.map(Effect.all([1, 2, 3, 4].map(() => Random.nextIntBetween(0, 0xffffffff))), (words) => {
  const hex = words.map((word) => word.toString(16).padStart(8, "0")).join("")
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-")
})

const readBody = (request: HttpServerRequest): Effect.Effect<Uint8Array, TablestoreFault> =>
  Effect.suspend(() => {
    const writer = new BodyWriter()
    return request.stream.pipe(
      Stream.runForEach((chunk) => {
        if (writer.size + chunk.length > maxBodyBytes) return Effect.fail(bodyTooLarge())
        writer.write(chunk)
        return Effect.void
      }),
      Effect.mapError((error) =>
        error instanceof TablestoreFault ? error : parameterInvalid("The request body could not be read.")
      ),
      Effect.map(() => writer.finish().bytes())
    )
  })

/** A body that has arrived. */
interface Received {
  readonly bytes: Uint8Array
  /** The request that it is, if it is one: faults ask which tables it names. */
  readonly opened: Attempted<Opened>
}

const receive = ({ operation, path, request }: Incoming): Effect.Effect<Received, TablestoreFault> =>
  Effect.map(readBody(request), (bytes) => ({
    bytes,
    opened: attempt(() => {
      const handler = handlerOf(operation)
      if (handler === undefined) throw parameterInvalid(`Unsupported operation: '${path.slice(1)}'.`)
      return handler(inflated(bytes, request.headers))
    })
  }))

/** The tables that a request is about; those of calls on a tunnel are told by the tunnel. */
const tablesOf = (
  { instances }: Environment,
  { request }: Incoming,
  { tables, tunnelId }: Opened
): ReadonlyArray<string> => {
  const instance = instances.known(request.headers["x-ots-instancename"] ?? "")
  const tunnel = instance === undefined || tunnelId === undefined ? undefined : tunnelWithId(instance, tunnelId)
  return tunnel === undefined ? tables : [...new Set([...tables, tunnel.tableName])]
}

/** Everything after the body has arrived is one step: no other call sees half of it. */
const run = (
  { accounts, instances }: Environment,
  { operation, path, request }: Incoming,
  { bytes, opened }: Received,
  nowMillis: number
): Uint8Array => {
  const { headers, method } = request
  if (method !== "POST") throw methodNotAllowed()
  if (!opened.ok && operation === undefined) throw opened.fault
  const known = authenticate({ path, headers, body: bytes }, accounts, nowMillis)
  const instance = instances.open(headers["x-ots-instancename"]!, known.account)
  if (!opened.ok) throw opened.fault
  return opened.value.run({ instance, nowMillis })
}

const execute = (
  environment: Environment,
  incoming: Incoming,
  received: Received,
  nowMillis: number
): Effect.Effect<Uint8Array, TablestoreFault> =>
  Effect.suspend(() => {
    const outcome = attempt(() => run(environment, incoming, received, nowMillis))
    return outcome.ok ? Effect.succeed(outcome.value) : Effect.fail(outcome.fault)
  })

const answerOf = (status: number, content: Uint8Array, incoming: Incoming, nowMillis: number): Answer => {
  const { path, request, requestId, signer } = incoming
  const { body, more } = deflated(content, request.headers)
  return {
    status,
    headers: {
      "content-type": "application/x-protobuf",
      ...answerHeaders(path, body, { requestId, nowMillis, more }, signer)
    },
    body: { _tag: "Bytes", bytes: body }
  }
}

const errorBody = ({ code, message, tunnelId }: TablestoreFault): Uint8Array =>
  tunnelId === undefined
    ? encodeMessage(M.Error, { code, message })
    : encodeMessage(TunnelError, { code, message, tunnelId })

const respond = (environment: Environment, incoming: Incoming): App =>
  Effect.gen(function* () {
    const { operation = "Unknown", path, request } = incoming
    const { headers, method } = request
    const received = yield* Effect.result(receive(incoming))
    const opened = Result.isSuccess(received) ? received.success.opened : undefined
    const tables = opened?.ok === true ? tablesOf(environment, incoming, opened.value) : []
    const begun = yield* environment.faults.begin({
      operation,
      method,
      path,
      bucket: headers["x-ots-instancename"],
      ...(tables.length === 0 ? {} : { tables })
    })
    const injected = errorInstead(begun.actions)
    const now = Effect.map(Clock.currentTimeMillis, (millis) => millis + skewMillis(begun.actions))
    const executed =
      injected === undefined
        ? Effect.flatMap(Effect.fromResult(received), (body) =>
            Effect.flatMap(now, (nowMillis) => execute(environment, incoming, body, nowMillis))
          )
        : Effect.fail(
            new TablestoreFault({
              status: injected.status,
              code: injected.code,
              message: injected.message ?? injected.code
            })
          )
    const answered = executed.pipe(
      Effect.map((content) => ({ status: 200, content })),
      Effect.catch((fault) => Effect.succeed({ status: fault.status, content: errorBody(fault) })),
      Effect.catchDefect((defect) => {
        const fault = internalError()
        return Effect.as(Effect.logError(`The emulator failed at ${operation}`, defect), {
          status: fault.status,
          content: errorBody(fault)
        })
      }),
      Effect.flatMap(({ content, status }) =>
        Effect.map(now, (nowMillis) => answerOf(status, content, incoming, nowMillis))
      )
    )
    const answer = yield* withFaults(request, begun.actions, "x-ots-contentmd5", answered)
    yield* begun.end(answer.status)
    return toResponse(answer)
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
    const accounts = yield* Accounts
    const settings: InstanceSettings = {
      readyAfterMillis: options.readyAfterMillis ?? 0,
      indexDelayMillis: options.indexDelayMillis ?? 0,
      tunnelChannels: Math.max(1, options.tunnelChannels ?? 1)
    }
    const environment: Environment = {
      instances: makeInstances(yield* Store, settings),
      accounts,
      faults: yield* Faults
    }
    return Effect.gen(function* () {
      const request = yield* HttpServerRequest
      const path = request.url.split("?", 1)[0]!
      return yield* respond(environment, {
        request,
        path,
        operation: operationOf(path),
        requestId: yield* makeRequestId,
        signer: signerOf(request.headers, accounts)
      })
    })
  })
