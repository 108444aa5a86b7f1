/** The emulated OSS as an HTTP application. */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { type Account, Accounts } from "../accounts.ts"
import type { Faults } from "../Faults.ts"
import { type Answer, empty, text } from "../frame/Answer.ts"
import { type App, makeApp } from "../frame/application.ts"
import type { Asked, EmulatedService, RawRequest } from "../frame/EmulatedService.ts"
import { hexadecimal } from "../frame/requestIds.ts"
import { parseTarget, Query, type Target } from "../frame/requestTarget.ts"
import { Store } from "../Store.ts"
import { toHttpDate } from "../time.ts"
import { type Address, locate } from "./address.ts"
import { authenticate } from "./auth.ts"
import { createBucket } from "./buckets.ts"
import { errorDocument } from "./documents.ts"
import { bucketHandlers } from "./handlers/buckets.ts"
import { formHandlers } from "./handlers/forms.ts"
import { listingHandlers } from "./handlers/listing.ts"
import { objectHandlers } from "./handlers/objects.ts"
import { readHandlers } from "./handlers/reads.ts"
import { maxBucketsPerAccount } from "./limits.ts"
import { OssRefusal } from "./OssRefusal.ts"
import type { Handlers } from "./OssRequest.ts"
import { operationOf } from "./operations.ts"
import { badRequest, internalError, invalidArgument, methodNotAllowed, notEmulated } from "./refusals.ts"
import type { Requester } from "./signing.ts"
import { makeState, type OssState } from "./state.ts"

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
  /** Buckets that an account may have. Default 100, as with the service. */
  readonly maxBuckets?: number | undefined
  /** Buckets that are there from the beginning. */
  readonly buckets?: InitialBuckets | undefined
}

/** Buckets that are there from the beginning. */
export interface InitialBuckets {
  readonly names: ReadonlyArray<string>
  readonly owner: Account
}

interface Environment {
  readonly state: OssState
  readonly accounts: Accounts["Service"]
  readonly region: string
  readonly domains: ReadonlyArray<string>
  readonly maxBuckets: number
}

/** A request with its address, before anything is checked. */
interface Addressed {
  readonly raw: RawRequest
  readonly query: Query
  readonly address: Address
  readonly operation: string | undefined
}

const nowhere: Target = { path: "/", query: new Query([]) }

const malformedTarget = (): OssRefusal => invalidArgument("The request target holds a malformed escape.", "URI")

/** Where such a body ends, servers on its way may see differently. */
const isAmbiguous = (headers: RawRequest["headers"]): boolean =>
  headers["content-length"] !== undefined && headers["transfer-encoding"] !== undefined

const read = ({ domains }: Environment, raw: RawRequest) => {
  const { headers, method } = raw
  const target = parseTarget(raw.target)
  const { path, query } = Result.getOrElse(target, () => nowhere)
  const address = locate({ path, query }, headers["host"], domains)
  const operation = operationOf({ method, address, query, headers })
  const request: Addressed = { raw, query, address, operation }
  return {
    operation,
    subjects: { bucket: address.bucket, key: address.key },
    request: Result.isFailure(target)
      ? Result.fail(malformedTarget())
      : isAmbiguous(headers)
        ? Result.fail(badRequest("Content-Length and Transfer-Encoding must not be sent together."))
        : Result.succeed(request)
  }
}

/**
 * Regions that a signature may be made for. A host name that tells none may lead to any bucket; one that is not there yet
 * would be in the region of the emulator.
 */
const regionsOf = (
  { region, state }: Environment,
  { bucket, cloudBox, region: told }: Address
): ReadonlyArray<string> => {
  if (cloudBox !== undefined) return [cloudBox]
  if (told !== undefined) return [told]
  const own = bucket === undefined ? undefined : state.buckets.get(bucket)?.region
  return [own ?? region]
}

const authenticateRequest = (
  environment: Environment,
  { address, operation, query, raw: { headers, method } }: Addressed,
  nowMillis: number
): Result.Result<Requester, OssRefusal> => {
  // The signature of a form is in the form, and browsers sign no preflight.
  if (operation === "PostObject" || operation === "OptionObject") return Result.succeed(undefined)
  const { bucket, key } = address
  const regions = regionsOf(environment, address)
  return authenticate({ method, bucket, key, query, headers, regions }, environment.accounts, nowMillis)
}

const execute = (
  { accounts, maxBuckets, region, state }: Environment,
  { address, operation, query, raw: { headers, method, stream } }: Addressed,
  requester: Requester,
  nowMillis: number
): Effect.Effect<Answer, OssRefusal> => {
  const { bucket, key } = address
  if (operation === undefined) {
    const resource = key !== undefined ? "OBJECT" : bucket !== undefined ? "BUCKET" : "SERVICE"
    return Effect.fail(methodNotAllowed(method, resource))
  }
  const handler = handlers[operation]
  if (handler === undefined) return Effect.fail(notEmulated(operation))
  return handler({
    call: { state, requester, nowMillis, region: address.region ?? region, maxBuckets },
    method,
    bucket: bucket ?? "",
    key: key ?? "",
    query,
    headers,
    stream,
    accounts
  })
}

const printRefusal = (refusal: OssRefusal, { raw, requestId }: Asked): Answer => {
  const ec = refusal.ec === undefined ? {} : { "x-oss-ec": refusal.ec }
  const headers = { ...refusal.headers, ...ec }
  if (refusal.status === 304) return empty(304, headers)
  const content = errorDocument(refusal, requestId, raw.headers["host"] ?? "")
  return raw.method === "HEAD"
    ? empty(refusal.status, { ...headers, "x-oss-err": Buffer.from(content, "utf8").toString("base64") })
    : text(refusal.status, "application/xml", content, headers)
}

const serviceOf = (environment: Environment): EmulatedService<Addressed, Requester, OssRefusal> => ({
  name: "OSS",
  // 24 upper-case hexadecimal digits.
  requestId: Effect.map(hexadecimal(24), (digits) => digits.toUpperCase()),
  checksumHeader: "x-oss-hash-crc64ecma",
  locate: (raw) => Effect.sync(() => read(environment, raw)),
  authenticate: (request, nowMillis) => authenticateRequest(environment, request, nowMillis),
  execute: (request, requester, nowMillis) => execute(environment, request, requester, nowMillis),
  refuseWith: ({ code, message, status }) => new OssRefusal({ status, code, message }),
  internalError,
  printRefusal,
  finish: (answer, { requestId }, { elapsedMillis, nowMillis }) => ({
    ...answer,
    headers: {
      ...answer.headers,
      server: "AliyunOSS",
      date: toHttpDate(nowMillis),
      "x-oss-request-id": requestId,
      "x-oss-server-time": String(elapsedMillis)
    }
  })
})

/** A bucket that cannot be made is a mistake of who asks for it, which the service's own error tells best. */
const makeBuckets = ({ maxBuckets, region, state }: Environment, { names, owner }: InitialBuckets) =>
  Effect.flatMap(Clock.currentTimeMillis, (nowMillis) =>
    Effect.forEach(new Set(names), (bucket) =>
      Effect.fromResult(createBucket({ state, requester: owner, nowMillis, region, maxBuckets }, { bucket }))
    )
  ).pipe(Effect.orDie)

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
      region: options.region ?? "cn-hangzhou",
      domains: options.domains ?? [],
      maxBuckets: options.maxBuckets ?? maxBucketsPerAccount
    }
    if (options.buckets !== undefined) yield* makeBuckets(environment, options.buckets)
    return yield* makeApp(serviceOf(environment))
  })
