/** Calls an HTTP application without sockets. */
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Headers from "effect/http/Headers"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientError from "effect/http/HttpClientError"
import type * as HttpClientRequest from "effect/http/HttpClientRequest"
import type * as HttpClientResponse from "effect/http/HttpClientResponse"
import * as HttpEffect from "effect/http/HttpEffect"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import type * as Layer from "effect/Layer"
import type * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import { Connection } from "./Connection.ts"

/** Has the code that Node gives to broken connections, so that clients classify both alike. */
class ConnectionReset extends Data.Error<{ readonly message: string; readonly code: "ECONNRESET" }> {}

const transportError = (request: HttpClientRequest.HttpClientRequest, cause: unknown, description?: string) =>
  new HttpClientError.HttpClientError({
    reason: new HttpClientError.TransportError({
      request,
      cause,
      ...(description === undefined ? {} : { description })
    })
  })

/** What a real transport adds on its own. */
const framing = ({ body, headers, method }: HttpClientRequest.HttpClientRequest): Record<string, string> => {
  if (body._tag === "Empty") {
    return method === "PUT" || method === "POST" ? { "content-length": "0" } : {}
  }
  const length = body._tag === "FormData" ? undefined : body.contentLength
  if (length !== undefined) return { "content-length": String(length) }
  return headers["content-length"] === undefined ? { "transfer-encoding": "chunked" } : {}
}

const toServerRequest = (
  request: HttpClientRequest.HttpClientRequest,
  url: URL
): HttpServerRequest.HttpServerRequest => {
  const added = { host: url.host, ...framing(request) }
  return HttpServerRequest.fromClientRequest(request).modify({
    // The normalised form: a real transport would send no other.
    url: url.pathname + url.search,
    headers: Headers.merge(Headers.fromInput(added), request.headers)
  })
}

// A caller that changes what it got must not change what is stored.
const copied = (response: HttpServerResponse.HttpServerResponse): HttpServerResponse.HttpServerResponse => {
  const { body, headers, status } = response
  const options = { status, headers, contentType: headers["content-type"] }
  switch (body._tag) {
    case "Uint8Array":
      return HttpServerResponse.uint8Array(body.body.slice(), options)
    case "Stream":
      return HttpServerResponse.stream(
        Stream.map(body.stream, (chunk) => chunk.slice()),
        options
      )
    default:
      return response
  }
}

/**
 * An `HttpClient` whose every request is answered by the application, in the same process and without sockets. Clock,
 * logger and tracer are those of the place where the layer is built, so that `TestClock` drives the application too.
 */
export const layerInProcess = <E>(
  app: Effect.Effect<HttpServerResponse.HttpServerResponse, E, HttpServerRequest.HttpServerRequest | Scope.Scope>
): Layer.Layer<HttpClient.HttpClient> =>
  HttpClient.layerMergedContext(
    Effect.map(Effect.context<never>(), (context) =>
      HttpClient.make((request, url, signal) => {
        const unsendable = Object.entries(request.headers).find(([, value]) =>
          /[^\t\u0020-\u007e\u0080-\u00ff]/.test(value)
        )
        if (unsendable !== undefined) {
          const cause = new TypeError(`Invalid character in header content [${unsendable[0]}]`)
          return Effect.fail(transportError(request, cause))
        }
        return Effect.callback<HttpClientResponse.HttpClientResponse, HttpClientError.HttpClientError>((resume) => {
          const handled = HttpEffect.toHandled(Effect.interruptible(app), (_, response) => {
            const out = HttpServerResponse.omitsBody(response, request.method === "HEAD")
              ? HttpServerResponse.empty({ status: response.status, headers: response.headers })
              : HttpEffect.scopeTransferToStream(copied(response))
            resume(Effect.succeed(HttpServerResponse.toClientResponse(out, { request })))
            return Effect.void
          })
          const connection = {
            reset: () => {
              const cause = new ConnectionReset({ message: "read ECONNRESET", code: "ECONNRESET" })
              resume(Effect.fail(transportError(request, cause)))
              return Effect.interrupt
            }
          }
          const fiber = handled.pipe(
            Effect.provideService(Connection, connection),
            Effect.provideService(HttpServerRequest.HttpServerRequest, toServerRequest(request, url)),
            Effect.runForkWith(context)
          )
          signal.addEventListener("abort", () => fiber.interruptUnsafe(), { once: true })
          return Fiber.interrupt(fiber)
        })
      })
    )
  )
