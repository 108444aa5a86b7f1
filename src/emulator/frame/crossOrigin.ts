/** Lets pages of other origins call a service, as a bucket with a rule for them would. */
import * as Effect from "effect/Effect"
import { HttpServerRequest } from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import type { App } from "./application.ts"

/** How long a browser may remember what it was told, in seconds. */
const maxAgeSeconds = 600

/** Whether a text is `*` or the origin of pages: a scheme, a host, perhaps a port, and nothing behind. */
export const isOrigin = (text: string): boolean => {
  if (text === "*") return true
  const url = URL.canParse(text) ? new URL(text) : undefined
  return url !== undefined && (url.origin === text || `${url.protocol}//${url.host}` === text)
}

const allowedOrigin = (origins: ReadonlyArray<string>, origin: string | undefined): string | undefined => {
  if (origin === undefined) return undefined
  if (origins.includes("*")) return "*"
  return origins.includes(origin) ? origin : undefined
}

const preflight = (origin: string, request: HttpServerRequest): HttpServerResponse.HttpServerResponse => {
  const headers = request.headers["access-control-request-headers"]
  return HttpServerResponse.empty({
    status: 204,
    headers: {
      "access-control-allow-origin": origin,
      "access-control-allow-methods": "GET, HEAD, PUT, POST, DELETE, OPTIONS",
      ...(headers === undefined ? {} : { "access-control-allow-headers": headers }),
      "access-control-max-age": String(maxAgeSeconds),
      vary: "Origin, Access-Control-Request-Method, Access-Control-Request-Headers"
    }
  })
}

/** Pages may read every header: which of them matter is theirs to know. */
const readable = (origin: string, response: HttpServerResponse.HttpServerResponse) =>
  HttpServerResponse.setHeaders(response, {
    "access-control-allow-origin": origin,
    "access-control-expose-headers": Object.keys(response.headers).join(", "),
    vary: "Origin"
  })

/**
 * An application that answers preflights of some origins itself, and lets their pages read its answers.
 *
 * @param origins Such as `http://localhost:3000`; `*` is all.
 */
export const withCrossOrigin = (origins: ReadonlyArray<string>, app: App): App =>
  origins.length === 0
    ? app
    : Effect.flatMap(HttpServerRequest, (request) => {
        const origin = allowedOrigin(origins, request.headers["origin"])
        if (origin === undefined) return app
        const isPreflight =
          request.method === "OPTIONS" && request.headers["access-control-request-method"] !== undefined
        return isPreflight
          ? Effect.succeed(preflight(origin, request))
          : Effect.map(app, (response) => readable(origin, response))
      })
