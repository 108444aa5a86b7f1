/** The emulated OIS as an HTTP application. */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { Accounts } from "../accounts.ts"
import type { Faults } from "../Faults.ts"
import { type Answer, empty } from "../frame/Answer.ts"
import { type App, makeApp } from "../frame/application.ts"
import type { Asked, EmulatedService, Located, RawRequest } from "../frame/EmulatedService.ts"
import { hexadecimal } from "../frame/requestIds.ts"
import { parseQuery, type Query } from "../frame/requestTarget.ts"
import type { WireHeaders } from "../objectStore/state.ts"
import { Store } from "../Store.ts"
import { toHttpDate } from "../time.ts"
import { type Address, type KnownHosts, locate, redirectUrl } from "./address.ts"
import { authenticate, type Requester } from "./auth.ts"
import { printCrossOrigin } from "./cors.ts"
import { errorDocument, json } from "./documents.ts"
import { aclHandlers } from "./handlers/acl.ts"
import { bucketHandlers } from "./handlers/buckets.ts"
import { formHandlers, redirectedForm } from "./handlers/forms.ts"
import { imageHandlers } from "./handlers/images.ts"
import { objectHandlers } from "./handlers/objects.ts"
import { settingHandlers } from "./handlers/settings.ts"
import { uploadHandlers } from "./handlers/uploads.ts"
import { applyLifecycle } from "./lifecycle.ts"
import { bucketLeaseMillis, maxListKeys, minPartBytes } from "./limits.ts"
import type { Choices, OisCall } from "./OisCall.ts"
import { OisRefusal } from "./OisRefusal.ts"
import type { Handlers } from "./OisRequest.ts"
import { operationOf } from "./operations.ts"
import { internalError, invalidArgument, invalidRequest, methodNotAllowed, redirect } from "./refusals.ts"
import { makeState, type OisState } from "./state.ts"
import { vendorZoneIds, zoneId } from "./zones.ts"

const handlers: Handlers = {
  ...bucketHandlers,
  ...aclHandlers,
  ...settingHandlers,
  ...objectHandlers,
  ...uploadHandlers,
  ...imageHandlers,
  ...formHandlers
}

/** Names of the calls that the emulator answers. */
export const emulatedOperations: ReadonlyArray<string> = Object.keys(handlers)

export interface Options {
  /** Zone of buckets that are created by a host name without one. Default `pek3a`. */
  readonly zone?: string | undefined
  /** Zones besides the vendors' and {@link zone}. */
  readonly zones?: ReadonlyArray<string> | undefined
  /**
   * Domains that are treated like the vendors' own: `DOMAIN` sends calls on buckets to `ZONE.DOMAIN`, and
   * `BUCKET.[ZONE.]DOMAIN` names a bucket. `localhost` has zones and buckets too, but sends nobody elsewhere unless it is
   * listed here, or names another zone than that of the bucket.
   */
  readonly domains?: ReadonlyArray<string> | undefined
  /** Keys of a page of objects, at most and when the caller does not say. Default 100; older servers gave 1000. */
  readonly maxListKeys?: number | undefined
  /** Least bytes of every part but the last. Default 4 MiB. */
  readonly minPartBytes?: number | undefined
  /**
   * For how long a new bucket cannot be deleted and a deleted one keeps its name, in milliseconds. Default 60000, as with
   * the service.
   */
  readonly bucketLeaseMillis?: number | undefined
}

interface Environment {
  readonly state: OisState
  readonly accounts: Accounts["Service"]
  readonly zone: string
  readonly hosts: KnownHosts
  readonly choices: Choices
}

/** A request with its address, before anything is checked. */
interface Addressed {
  readonly raw: RawRequest
  readonly query: Query
  readonly address: Address
  readonly operation: string | undefined
}

const addressOf = ({ hosts }: Environment, { headers, path }: RawRequest) => locate(path, headers["host"], hosts)

/** Where a server on its way may see another end of the body. */
const isAmbiguous = (headers: RawRequest["headers"]): boolean =>
  headers["content-length"] !== undefined && headers["transfer-encoding"] !== undefined

/**
 * The redirect of a request that went to the host of all zones, or to that of a zone which is not its bucket's. It needs
 * no signature: clients find the zone of a bucket by it.
 */
const redirectOf = ({ state }: Environment, { address, operation, raw }: Addressed): OisRefusal | undefined => {
  const bucket = address.bucket === undefined ? undefined : state.buckets.get(address.bucket)
  if (bucket === undefined || bucket.deletedMillis !== undefined || operation === "PutBucket") return undefined
  const isElsewhere = address.isGlobal || (address.zone !== undefined && address.zone !== bucket.zone)
  if (!isElsewhere) return undefined
  return redirect(address.hostBucket === undefined ? 301 : 307, redirectUrl(address, bucket.zone, raw.target))
}

const read = (environment: Environment, raw: RawRequest): Located<Addressed, OisRefusal> => {
  const { headers, method } = raw
  const mark = raw.target.indexOf("?")
  // Some clients write blanks of a query as "+".
  const parsed = parseQuery(mark === -1 ? "" : raw.target.slice(mark + 1).replaceAll("+", "%20"))
  const located = addressOf(environment, raw)
  if (Result.isFailure(located) || Result.isFailure(parsed)) {
    const malformed = invalidArgument("the request target holds a malformed escape")
    return { operation: undefined, subjects: {}, request: Result.fail(malformed) }
  }
  const [address, query] = [located.success, parsed.success]
  const operation = operationOf({ method, address, query, headers })
  const request: Addressed = { raw, query, address, operation }
  const elsewhere = redirectOf(environment, request)
  return {
    operation,
    subjects: { bucket: address.bucket, key: address.key },
    request:
      elsewhere !== undefined
        ? Result.fail(elsewhere)
        : isAmbiguous(headers)
          ? Result.fail(invalidRequest("Content-Length and Transfer-Encoding must not be sent together."))
          : Result.succeed(request)
  }
}

const authenticateRequest = (
  { accounts }: Environment,
  { address, operation, raw: { headers, method, target } }: Addressed,
  nowMillis: number
): Result.Result<Requester, OisRefusal> =>
  // The signature of a form is in the form, and browsers sign no preflight.
  operation === "PostObject" || operation === "OptionsObject"
    ? Result.succeed(undefined)
    : authenticate({ method, target, hostBucket: address.hostBucket, headers }, accounts, nowMillis)

// The emulator sees no addresses of callers, but what a proxy before it tells.
const sourceIpOf = (headers: RawRequest["headers"]): string => {
  const forwarded = headers["x-forwarded-for"]?.split(",")[0]?.trim() ?? ""
  return forwarded === "" ? "127.0.0.1" : forwarded
}

const execute = (
  { accounts, choices, hosts, state, zone }: Environment,
  { address, operation, query, raw: { headers, stream } }: Addressed,
  requester: Requester,
  nowMillis: number
): Effect.Effect<Answer, OisRefusal> =>
  Effect.gen(function* () {
    const handler = operation === undefined ? undefined : handlers[operation]
    if (handler === undefined) return yield* Effect.fail(methodNotAllowed())
    const call: OisCall = {
      state,
      requester,
      nowMillis,
      address,
      zone: address.zone ?? zone,
      zones: hosts.zones,
      choices,
      referer: headers["referer"],
      sourceIp: sourceIpOf(headers),
      uniqueId: yield* hexadecimal(32)
    }
    const { bucket = "", key = "" } = address
    applyLifecycle(call, bucket)
    return yield* handler({ call, bucket, key, query, headers, stream, accounts })
  })

const printRefusal = (refusal: OisRefusal, { raw, requestId }: Asked): Answer => {
  const { code, headers = {}, status } = refusal
  return raw.method === "HEAD" || code === ""
    ? empty(status, headers)
    : json(status, errorDocument(refusal, requestId), headers)
}

/** What the rules of the bucket tell a browser, whose page reads refusals too. */
const crossOriginHeaders = (environment: Environment, raw: RawRequest): WireHeaders => {
  const { headers, method } = raw
  const origin = headers["origin"]
  if (origin === undefined || method === "OPTIONS") return {}
  const name = Result.getOrElse(addressOf(environment, raw), () => undefined)?.bucket
  const bucket = name === undefined ? undefined : environment.state.buckets.get(name)
  return bucket === undefined ? {} : printCrossOrigin(bucket, { origin, method })
}

// The answer to a form that is led elsewhere tells there which request it was.
const withRequestId = ({ headers, ...answer }: Answer, requestId: string): Answer => {
  const location = headers["location"]
  return answer.status === 302 && location?.endsWith(redirectedForm) === true
    ? { ...answer, headers: { ...headers, location: location + requestId } }
    : { ...answer, headers }
}

const serviceOf = (environment: Environment): EmulatedService<Addressed, Requester, OisRefusal> => ({
  name: "OIS",
  requestId: hexadecimal(32),
  checksumHeader: "etag",
  locate: (raw) => Effect.sync(() => read(environment, raw)),
  authenticate: (request, nowMillis) => authenticateRequest(environment, request, nowMillis),
  execute: (request, requester, nowMillis) => execute(environment, request, requester, nowMillis),
  refuseWith: ({ code, message, status }) => new OisRefusal({ status, code, message }),
  internalError,
  printRefusal,
  finish: (answer, { raw, requestId }, { nowMillis }) => {
    const { headers, ...rest } = withRequestId(answer, requestId)
    const common = { server: "QingStor", date: toHttpDate(nowMillis), "x-qs-request-id": requestId }
    return { ...rest, headers: { ...headers, ...crossOriginHeaders(environment, raw), ...common } }
  }
})

/**
 * The application. Serve it on a port with `serve`, or call it without sockets through `layerInProcess`.
 *
 * @example const app = yield* make({ zone: "pek3a" })
 */
export const make = (options: Options = {}): Effect.Effect<App, never, Store | Accounts | Faults> =>
  Effect.gen(function* () {
    const zone = zoneId(options.zone ?? "pek3a")
    return yield* makeApp(
      serviceOf({
        state: makeState(yield* Store),
        accounts: yield* Accounts,
        zone,
        hosts: {
          domains: options.domains ?? [],
          zones: new Set([...vendorZoneIds, zone, ...(options.zones ?? []).map(zoneId)])
        },
        choices: {
          maxListKeys: options.maxListKeys ?? maxListKeys,
          minPartBytes: options.minPartBytes ?? minPartBytes,
          bucketLeaseMillis: options.bucketLeaseMillis ?? bucketLeaseMillis
        }
      })
    )
  })
