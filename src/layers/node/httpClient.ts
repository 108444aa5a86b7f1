/**
 * The HTTP client for Node and what is like it: undici where it works, `node:http` with keep-alive elsewhere.
 */
import * as zlib from "node:zlib"
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import type * as Undici from "@effect/platform-node/Undici"
import * as Effect from "effect/Effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as HttpClient from "effect/http/HttpClient"
import * as Layer from "effect/Layer"
import * as Result from "effect/Result"
import { ClientError } from "../../schema/Errors.ts"
import { offerDirectExchange } from "../exchange/directExchanges.ts"
import { type ProxyChoice, type ProxySettings, proxySettings } from "./proxySettings.ts"
import { makeUndiciExchange, type Usage } from "./undiciExchange.ts"

/** What the HTTP client can be told. */
export interface HttpClientOptions {
  /** Connections to one host that are open at the same time; further calls wait for one. */
  readonly maxConnections: number
  /**
   * A proxy for all requests, like `"http://user:password@host:port"`, or `false` for none. When absent, that of the
   * environment: `HTTP_PROXY` and `HTTPS_PROXY`, except for the hosts of `NO_PROXY`, each of them in lower case too.
   */
  readonly proxy?: ProxyChoice | undefined
}

/** Whether undici can be loaded at all: where it cannot, trying would end the process. It asks for as much of Node. */
const isLoadable = "createZstdDecompress" in zlib

/** undici, where it works: what other runtimes give in its place can be loaded, but does not dispatch. */
const workingUndici: Effect.Effect<typeof Undici | undefined> = isLoadable
  ? Effect.match(
      Effect.tryPromise(() => import("@effect/platform-node/Undici")),
      {
        onFailure: () => undefined,
        onSuccess: (undici) =>
          typeof undici.Agent?.prototype?.dispatch === "function" &&
          typeof undici.EnvHttpProxyAgent?.prototype?.dispatch === "function"
            ? undici
            : undefined
      }
    )
  : Effect.succeed(undefined)

const dispatcherOf = (
  undici: typeof Undici,
  connections: number,
  proxies: ProxySettings | undefined
): Undici.Dispatcher =>
  proxies === undefined
    ? new undici.Agent({ connections })
    : new undici.EnvHttpProxyAgent({
        connections,
        // The way through a proxy that needs no tunnel is not told the number of connections.
        factory: (origin, options) => new undici.Pool(origin, { ...options, connections }),
        httpProxy: proxies.forHttp ?? "",
        httpsProxy: proxies.forHttps ?? "",
        noProxy: proxies.except
      })

/** Counts a request until its connection is free for others, or gone. */
class CountedHandler implements Undici.Dispatcher.DispatchHandler {
  readonly handler: Undici.Dispatcher.DispatchHandler
  readonly usage: Usage
  ended = false

  constructor(handler: Undici.Dispatcher.DispatchHandler, usage: Usage) {
    this.handler = handler
    this.usage = usage
    usage.requests++
  }

  end(): void {
    if (!this.ended) this.usage.requests--
    this.ended = true
  }

  onRequestStart: NonNullable<Undici.Dispatcher.DispatchHandler["onRequestStart"]> = (...given) =>
    this.handler.onRequestStart?.(...given)
  onRequestUpgrade: NonNullable<Undici.Dispatcher.DispatchHandler["onRequestUpgrade"]> = (...given) => {
    this.end()
    this.handler.onRequestUpgrade?.(...given)
  }
  onResponseStart: NonNullable<Undici.Dispatcher.DispatchHandler["onResponseStart"]> = (...given) =>
    this.handler.onResponseStart?.(...given)
  onResponseData: NonNullable<Undici.Dispatcher.DispatchHandler["onResponseData"]> = (...given) =>
    this.handler.onResponseData?.(...given)
  onResponseEnd: NonNullable<Undici.Dispatcher.DispatchHandler["onResponseEnd"]> = (...given) => {
    this.end()
    this.handler.onResponseEnd?.(...given)
  }
  onResponseError: NonNullable<Undici.Dispatcher.DispatchHandler["onResponseError"]> = (...given) => {
    this.end()
    this.handler.onResponseError?.(...given)
  }
}

/** The client of undici, and the direct way to its connections, each of them counting for both. */
const layerUndici = (
  undici: typeof Undici,
  connections: number,
  proxies: ProxySettings | undefined
): Layer.Layer<HttpClient.HttpClient> =>
  Layer.effect(
    HttpClient.HttpClient,
    Effect.gen(function* () {
      const dispatcher = yield* Effect.acquireRelease(
        Effect.sync(() => dispatcherOf(undici, connections, proxies)),
        (opened) => Effect.promise(() => opened.destroy())
      )
      const usage: Usage = { requests: 0 }
      const counted = dispatcher.compose(
        (dispatch) => (request, handler) => dispatch(request, new CountedHandler(handler, usage))
      )
      const client = yield* NodeHttpClient.makeUndici.pipe(Effect.provideService(NodeHttpClient.Dispatcher, counted))
      return offerDirectExchange(client, makeUndiciExchange(dispatcher, connections, usage))
    })
  )

/** Bun's `fetch` reads the environment by itself, `NO_PROXY` too, and takes another proxy with each request. */
const layerFetchOfBun = ({ forHttps, isOfEnvironment }: ProxySettings): Layer.Layer<HttpClient.HttpClient> => {
  if (isOfEnvironment) return FetchHttpClient.layer
  const through = (input: RequestInfo | URL, init?: RequestInit) =>
    globalThis.fetch(input, { ...init, proxy: forHttps } as RequestInit)
  return Layer.provide(FetchHttpClient.layer, Layer.succeed(FetchHttpClient.Fetch, through as typeof globalThis.fetch))
}

/** What is missing for a proxy, in words. */
const noProxies =
  "a proxy needs undici, which does not work in this runtime: use Node 22.19 or newer, or set proxy to false " +
  "(or the host in NO_PROXY, or no HTTP_PROXY and HTTPS_PROXY)"

/**
 * The HTTP client that works here. Fails with `ClientError` `InvalidConfiguration` when the options cannot work.
 *
 * @param service name of the service that it is for
 */
export const layerClient = (
  service: string,
  options: HttpClientOptions
): Layer.Layer<HttpClient.HttpClient, ClientError> => {
  const failure = (message: string) =>
    Effect.fail(new ClientError({ service, operation: "layer", reason: { _tag: "InvalidConfiguration", message } }))
  return Layer.unwrap(
    Effect.gen(function* () {
      const { maxConnections } = options
      const read = proxySettings(options.proxy, globalThis.process.env)
      if (Result.isFailure(read)) return yield* failure(read.failure)
      const proxies = read.success
      const undici = yield* workingUndici
      if (undici !== undefined) return layerUndici(undici, maxConnections, proxies)
      if (proxies === undefined) {
        return NodeHttpClient.layerNodeHttpOptions({ keepAlive: true, maxSockets: maxConnections })
      }
      return "Bun" in globalThis ? layerFetchOfBun(proxies) : yield* failure(noProxies)
    })
  )
}
