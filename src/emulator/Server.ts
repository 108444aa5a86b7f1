/** Serves an HTTP application on a port. */
import { createServer } from "node:http"
import type { Socket } from "node:net"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import * as NodeHttpServerRequest from "@effect/platform-node/NodeHttpServerRequest"
import * as Effect from "effect/Effect"
import type { ServeError } from "effect/http/HttpServerError"
import type { HttpServerRequest } from "effect/http/HttpServerRequest"
import type { HttpServerResponse } from "effect/http/HttpServerResponse"
import type * as Scope from "effect/Scope"
import { Connection } from "./Connection.ts"

export interface Options {
  /** Default `127.0.0.1`. */
  readonly host?: string | undefined
  /** `0` takes a free one. */
  readonly port: number
}

/** An application that is being served. */
export interface Serving {
  readonly host: string
  readonly port: number
  /** `http://HOST:PORT` */
  readonly url: string
}

const socketConnection = {
  reset: (request: HttpServerRequest) =>
    Effect.andThen(
      Effect.sync(() => {
        const socket = NodeHttpServerRequest.toIncomingMessage(request).socket as Socket
        socket.resetAndDestroy()
      }),
      Effect.interrupt
    )
}

// Node's own five seconds are less than clients keep idle connections for: they would write into closing ones.
const keepAliveMillis = 75_000

/**
 * Serves an application until the scope closes; then the port is free and all connections are closed.
 *
 * @example const { url } = yield* serve(app, { port: 0 })
 */
export const serve = <E>(
  app: Effect.Effect<HttpServerResponse, E, HttpServerRequest | Scope.Scope>,
  { host = "127.0.0.1", port }: Options
): Effect.Effect<Serving, ServeError, Scope.Scope> =>
  Effect.gen(function* () {
    // Uploads may take as long as they need; a client that never finishes its headers may not.
    const node = createServer({ requestTimeout: 0, headersTimeout: 60_000, keepAliveTimeout: keepAliveMillis })
    const server = yield* NodeHttpServer.make(() => node, { host, port, gracefulShutdownTimeout: "1 second" })
    // The server would otherwise let a request run on whose client has gone.
    yield* server.serve(Effect.interruptible(app).pipe(Effect.provideService(Connection, socketConnection)))
    // Runs first of all: a connection that is still open would keep the server waiting.
    yield* Effect.addFinalizer(() =>
      Effect.sync(() => {
        node.close()
        node.closeAllConnections()
      })
    )
    const address = node.address()
    const bound = address !== null && typeof address === "object" ? address.port : port
    return { host, port: bound, url: `http://${host.includes(":") ? `[${host}]` : host}:${bound}` }
  })
