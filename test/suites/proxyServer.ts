/** A proxy: forwards what it is asked for by an absolute URL, tunnels what it is asked to connect to. */
import { createServer, request as startRequest } from "node:http"
import { connect, type Socket } from "node:net"
import * as Effect from "effect/Effect"

export interface ProxyServer {
  readonly port: number
  /** What was asked for: `GET http://host/path` or `CONNECT host:port`. */
  readonly asked: ReadonlyArray<string>
  /** Value of `Proxy-Authorization` of each. */
  readonly authorizations: ReadonlyArray<string | undefined>
  /** Connections that were made to it. */
  readonly connections: number
}

export interface ProxyOptions {
  /** Value of `Proxy-Authorization` without which it answers 407. */
  readonly authorization?: string | undefined
}

/** Listens on a free port until the scope closes. */
export const proxyServer = ({ authorization }: ProxyOptions = {}) =>
  Effect.gen(function* () {
    const asked: Array<string> = []
    const authorizations: Array<string | undefined> = []
    let connections = 0
    const sockets = new Set<Socket>()
    const note = (text: string, given: Readonly<Record<string, string | Array<string> | undefined>>): boolean => {
      const presented = given["proxy-authorization"]
      asked.push(text)
      authorizations.push(typeof presented === "string" ? presented : undefined)
      return authorization === undefined || presented === authorization
    }
    const server = createServer((request, response) => {
      if (!note(`${request.method} ${request.url}`, request.headers)) {
        response.writeHead(407, { "proxy-authenticate": "Basic" }).end("who are you?")
        return
      }
      const { "proxy-authorization": _, ...forwarded } = request.headers
      const onward = startRequest(request.url!, { method: request.method, headers: forwarded }, (answer) => {
        response.writeHead(answer.statusCode!, answer.headers)
        answer.pipe(response)
      })
      onward.on("error", () => response.destroy())
      request.pipe(onward)
    })
    server.on("connect", (request, socket: Socket, head) => {
      socket.on("error", () => undefined)
      if (!note(`CONNECT ${request.url}`, request.headers)) {
        socket.end("HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n")
        return
      }
      const [host, port] = request.url!.split(":")
      const onward = connect(Number(port), host, () => {
        socket.write("HTTP/1.1 200 Connected\r\n\r\n")
        onward.write(head)
        onward.pipe(socket)
        socket.pipe(onward)
      })
      onward.on("error", () => socket.destroy())
      socket.on("close", () => onward.destroy())
    })
    server.on("connection", (socket) => {
      connections++
      sockets.add(socket)
      socket.on("close", () => sockets.delete(socket))
    })
    yield* Effect.acquireRelease(
      Effect.callback<void>((resume) => {
        server.listen(0, "127.0.0.1", () => resume(Effect.void))
      }),
      () =>
        Effect.callback<void>((resume) => {
          for (const socket of sockets) socket.destroy()
          server.close(() => resume(Effect.void))
        })
    )
    const address = server.address()
    const port = typeof address === "object" && address !== null ? address.port : 0
    return {
      port,
      asked,
      authorizations,
      get connections() {
        return connections
      }
    } satisfies ProxyServer
  })
