/**
 * HTTP clients that can do more than `HttpClient` says.
 *
 * An `HttpClient` is general: its requests may be traced, its answers are streams of their own life time. A call of a
 * service with a body in memory and a short answer needs none of it, and pays more for it than for its signature. A
 * client that is offered here is spared the detour. One that somebody has wrapped since is another client: it is used
 * as what it is, so that what it was wrapped in is not left out.
 */
import type { HttpClient } from "effect/http/HttpClient"
import type { DirectExchange } from "./Exchange.ts"

const known = /* @__PURE__ */ new WeakMap<HttpClient, DirectExchange>()

/** Says of an HTTP client how it exchanges a request for its answer directly. */
export const offerDirectExchange = (client: HttpClient, exchange: DirectExchange): HttpClient => {
  known.set(client, exchange)
  return client
}

/** The direct way of an HTTP client, if it has one. */
export const directExchangeOf = (client: HttpClient): DirectExchange | undefined => known.get(client)
