/** The emulated OSS as an HTTP application. */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import { HttpServerRequest } from "effect/http/HttpServerRequest"
import type { HttpServerResponse } from "effect/http/HttpServerResponse"
import * as Random from "effect/Random"
import * as Result from "effect/Result"
import type * as Scope from "effect/Scope"
import { type Answer, empty, text, toResponse } from "../Answer.ts"
import { Accounts } from "../accounts.ts"
import { Faults } from "../Faults.ts"
import { errorInstead, skewMillis, withFaults } from "../faultActions.ts"
import { parseTarget, Query, type Target } from "../rawRequest.ts"
import { Store } from "../Store.ts"
import { type Address, locate } from "./address.ts"
import { authenticate } from "./auth.ts"
import { errorDocument } from "./documents.ts"
import type { Exchange, Handlers } from "./Exchange.ts"
import { internalError, invalidArgument, methodNotAllowed, notEmulated } from "./faults.ts"
import { bucketHandlers } from "./handlers/buckets.ts"
import { formHandlers } from "./handlers/forms.ts"
import { listingHandlers } from "./handlers/listing.ts"
import { objectHandlers } from "./handlers/objects.ts"
import { readHandlers } from "./handlers/reads.ts"
import { OssFault } from "./OssFault.ts"
import { operationOf } from "./operations.ts"
import { makeState, type OssState } from "./state.ts"
import { toHttpDate } from "./time.ts"

const handlers: Handlers = {
  ...bucketHandlers,
  ...listingHandlers,
  ...objectHandlers,
  ...readHandlers,
  ...formHandlers
}

/** Names of the calls that the emulator answers. Others are refused with status 501. */
export const emulatedOperations: ReadonlyArray<string> = Object.keys(handlers)

export interface Options {
  /** Region of buckets that are created by a host name without one. Default `cn-hangzhou`. */
  readonly region?: string | undefined
  /** Domains that name a bucket before their first dot, besides the vendor's own and `localhost`. */
  readonly domains?: ReadonlyArray<string> | undefined
}

/** An HTTP application. */
export type App = Effect.Effect<HttpServerResponse, never, HttpServerRequest | Scope.Scope>

interface Environment {
  readonly state: OssState
  readonly accounts: Accounts["Service"]
  readonly faults: Faults["Service"]
  readonly region: string
  readonly domains: ReadonlyArray<string>
}

/** What is known of a request before anything is checked. */
interface Incoming {
  readonly request: HttpServerRequest
  readonly target: Target
  readonly address: Address
  readonly operation: string | undefined
  readonly host: string
  readonly requestId: string
}

const malformedTarget = (): OssFault => invalidArgument("The request target holds a malformed escape.", "URI")

// 24 upper-case hexadecimal digits, as the service writes them.
const makeRequestId = Effect.map(Effect.all([1, 2, 3].map(() => Random.nextIntBetween(0, 0xffffffff))), (words) =>
  words
    .map((word) => word.toString(16).padStart(8, "0"))
    .join("")
    .toUpperCase()
)

const errorAnswer = (fault: OssFault, { host, request, requestId }: Incoming): Answer => {
  const ec = fault.ec === undefined ? {} : { "x-oss-ec": fault.ec }
  const headers = { ...fault.headers, ...ec }
  if (fault.status === 304) return empty(304, headers)
  const content = errorDocument(fault, requestId, host)
  return request.method === "HEAD"
    ? empty(fault.status, { ...headers, "x-oss-err": Buffer.from(content, "utf8").toString("base64") })
    : text(fault.status, "application/xml", content, headers)
}

const authenticated = (
  { accounts, state, region }: Environment,
  incoming: Incoming,
  nowMillis: number
): Result.Result<Exchange, OssFault> =>
  Result.gen(function* () {
    const { address, operation, request, target } = incoming
    const { bucket, key } = address
    const { headers, method } = request
    // The signature of a form is in the form, and browsers sign no preflight.
    const unsigned = operation === "PostObject" || operation === "OptionObject"
    const requester = unsigned
      ? undefined
      : yield* authenticate({ method, bucket, key, query: target.query, headers }, accounts, nowMillis)
    return {
      call: { state, requester, nowMillis, region: address.region ?? region },
      method,
      bucket: bucket ?? "",
      key: key ?? "",
      query: target.query,
      headers,
      stream: request.stream,
      accounts
    }
  })

const execute = (environment: Environment, incoming: Incoming, nowMillis: number): Effect.Effect<Answer, OssFault> =>
  Effect.gen(function* () {
    const exchange = yield* Effect.fromResult(authenticated(environment, incoming, nowMillis))
    const { address, operation } = incoming
    if (operation === undefined) {
      const resource = address.key !== undefined ? "OBJECT" : address.bucket !== undefined ? "BUCKET" : "SERVICE"
      return yield* Effect.fail(methodNotAllowed(exchange.method, resource))
    }
    const handler = handlers[operation]
    return yield* handler === undefined ? Effect.fail(notEmulated(operation)) : handler(exchange)
  })

const withDefaults = (answer: Answer, { requestId }: Incoming, nowMillis: number, elapsedMillis: number): Answer => ({
  ...answer,
  headers: {
    ...answer.headers,
    server: "AliyunOSS",
    date: toHttpDate(nowMillis),
    "x-oss-request-id": requestId,
    "x-oss-server-time": String(elapsedMillis)
  }
})

const respond = (environment: Environment, incoming: Incoming, malformed: boolean): App =>
  Effect.gen(function* () {
    const { address, operation = "Unknown", request, target } = incoming
    const begun = yield* environment.faults.begin({
      operation,
      method: request.method,
      path: request.url.split("?", 1)[0]!,
      bucket: address.bucket,
      key: address.key
    })
    const started = yield* Clock.currentTimeMillis
    const skew = skewMillis(begun.actions)
    const injected = errorInstead(begun.actions)
    const executed = malformed
      ? Effect.fail(malformedTarget())
      : injected !== undefined
        ? Effect.fail(
            new OssFault({ status: injected.status, code: injected.code, message: injected.message ?? injected.code })
          )
        : execute(environment, incoming, started + skew)
    const answered = executed.pipe(
      Effect.catch((fault) => Effect.succeed(errorAnswer(fault, incoming))),
      Effect.catchDefect((defect) =>
        Effect.as(
          Effect.logError(`The emulator failed at ${operation} ${target.path}`, defect),
          errorAnswer(internalError(), incoming)
        )
      )
    )
    const answer = yield* withFaults(request, begun.actions, "x-oss-hash-crc64ecma", answered)
    const now = yield* Clock.currentTimeMillis
    yield* begun.end(answer.status)
    return toResponse(withDefaults(answer, incoming, now + skew, now - started))
  })

const nowhere: Target = { path: "/", query: new Query([]) }

/**
 * The application. Serve it on a port with `serve`, or call it without sockets through `layerInProcess`.
 *
 * @example const app = yield* make({ region: "cn-hangzhou" })
 */
export const make = (options: Options = {}): Effect.Effect<App, never, Store | Accounts | Faults> =>
  Effect.gen(function* () {
    const environment: Environment = {
      state: makeState(yield* Store),
      accounts: yield* Accounts,
      faults: yield* Faults,
      region: options.region ?? "cn-hangzhou",
      domains: options.domains ?? []
    }
    return Effect.gen(function* () {
      const request = yield* HttpServerRequest
      const requestId = yield* makeRequestId
      const { headers, method, url } = request
      const parsed = parseTarget(url)
      const target = Result.isSuccess(parsed) ? parsed.success : nowhere
      const address = locate(target, headers["host"], environment.domains)
      const operation = operationOf({ method, address, query: target.query, headers })
      const incoming = { request, target, address, operation, host: headers["host"] ?? "", requestId }
      return yield* respond(environment, incoming, Result.isFailure(parsed))
    })
  })
