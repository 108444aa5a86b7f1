/** Makes an HTTP application of an emulated service; `EmulatedService.ts` tells the way of a request. */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import { HttpServerRequest } from "effect/http/HttpServerRequest"
import type { HttpServerResponse } from "effect/http/HttpServerResponse"
import * as Result from "effect/Result"
import type * as Scope from "effect/Scope"
import { Faults } from "../Faults.ts"
import { type Answer, toResponse } from "./Answer.ts"
import type { Asked, EmulatedService, Located, RawRequest } from "./EmulatedService.ts"
import { errorInstead, inject, skewMillis } from "./injection.ts"
import { RequestLog } from "./RequestLog.ts"

/** An HTTP application. */
export type App = Effect.Effect<HttpServerResponse, never, HttpServerRequest | Scope.Scope>

const rawOf = ({ headers, method, stream, url }: HttpServerRequest): RawRequest => ({
  method,
  target: url,
  path: url.split("?", 1)[0]!,
  headers,
  stream
})

const logDefect = (service: { readonly name: string }, where: string, defect: unknown): Effect.Effect<void> =>
  Effect.logError(`The emulated ${service.name} failed at ${where}`, defect)

/** Reads a request. One that the emulator stumbles over is answered all the same. */
const locate = <Request, Caller, Refusal>(
  service: EmulatedService<Request, Caller, Refusal>,
  raw: RawRequest
): Effect.Effect<Located<Request, Refusal>> =>
  Effect.suspend(() => service.locate(raw)).pipe(
    Effect.catchDefect((defect) =>
      Effect.as(logDefect(service, `${raw.method} ${raw.path}`, defect), {
        operation: undefined,
        subjects: {},
        request: Result.fail(service.internalError())
      })
    )
  )

const execute = <Request, Caller, Refusal>(
  service: EmulatedService<Request, Caller, Refusal>,
  located: Located<Request, Refusal>,
  nowMillis: number
): Effect.Effect<Answer, Refusal> =>
  Effect.gen(function* () {
    const request = yield* Effect.fromResult(located.request)
    const caller = yield* Effect.fromResult(service.authenticate(request, nowMillis))
    return yield* service.execute(request, caller, nowMillis)
  })

const respond = <Request, Caller, Refusal>(
  service: EmulatedService<Request, Caller, Refusal>,
  faults: Faults["Service"],
  http: HttpServerRequest
): App =>
  Effect.gen(function* () {
    const raw = rawOf(http)
    const asked: Asked = { raw, requestId: yield* service.requestId }
    const located = yield* locate(service, raw)
    const { operation = "Unknown", subjects } = located
    const startedMillis = yield* Clock.currentTimeMillis
    const log = yield* RequestLog
    const note = (status: number | undefined): Effect.Effect<void> =>
      Effect.flatMap(Clock.currentTimeMillis, (millis) =>
        log({
          atMillis: startedMillis,
          service: service.name,
          operation,
          status,
          elapsedMillis: millis - startedMillis
        })
      )
    const begun = yield* faults.begin({ operation, method: raw.method, path: raw.path, ...subjects })
    const skew = skewMillis(begun.actions)
    const injected = errorInstead(begun.actions)
    const executed =
      injected === undefined
        ? execute(service, located, startedMillis + skew)
        : Effect.fail(service.refuseWith({ ...injected, message: injected.message ?? injected.code }))
    const answered = executed.pipe(
      Effect.catch((refusal) => Effect.succeed(service.printRefusal(refusal, asked))),
      Effect.catchDefect((defect) =>
        Effect.as(
          logDefect(service, `${operation} ${raw.path}`, defect),
          service.printRefusal(service.internalError(), asked)
        )
      )
    )
    const finish = (answer: Answer): Effect.Effect<Answer> =>
      Effect.map(Clock.currentTimeMillis, (millis) =>
        service.finish(answer, asked, { nowMillis: millis + skew, elapsedMillis: millis - startedMillis })
      )
    const answer = yield* inject(http, begun.actions, {
      answered,
      finish,
      checksumHeader: service.checksumHeader
    }).pipe(Effect.onInterrupt(() => note(undefined)))
    yield* begun.end(answer.status)
    yield* note(answer.status)
    return toResponse(answer)
  })

/**
 * The application of a service. Serve it on a port with `serve`, or call it without sockets through `layerInProcess`.
 */
export const makeApp = <Request, Caller, Refusal>(
  service: EmulatedService<Request, Caller, Refusal>
): Effect.Effect<App, never, Faults> =>
  Effect.map(Faults, (faults) => Effect.flatMap(HttpServerRequest, (http) => respond(service, faults, http)))
