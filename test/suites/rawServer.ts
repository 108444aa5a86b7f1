/** A server that answers byte by byte as a test says, and sees what becomes of its connections. */
import { createServer, type Socket } from "node:net"
import * as Effect from "effect/Effect"

/** A request and its connection, as the server sees them. */
export interface Connection {
  readonly socket: Socket
  /** Request line and headers. */
  readonly head: string
  /** Bytes of the body so far. */
  received: number
  /** Whether the connection is gone. */
  closed: boolean
}

export interface RawServer {
  readonly url: string
  /** One for each request, in the order of their coming. */
  readonly connections: ReadonlyArray<Connection>
}

/** Listens on a free port until the scope closes; `onRequest` is called when the head of a request is there. */
export const rawServer = (onRequest: (connection: Connection, index: number) => void) =>
  Effect.gen(function* () {
    const connections: Array<Connection> = []
    const sockets = new Set<Socket>()
    const server = createServer((socket) => {
      sockets.add(socket)
      let current: Connection | undefined
      let pending = Buffer.alloc(0)
      socket.on("data", (chunk) => {
        pending = Buffer.concat([pending, chunk])
        const end = pending.indexOf("\r\n\r\n")
        const startsRequest = /^(GET|HEAD|PUT|POST|DELETE) /.test(pending.subarray(0, 8).toString("latin1"))
        if (startsRequest && end >= 0) {
          const head = pending.subarray(0, end).toString("latin1")
          pending = pending.subarray(end + 4)
          current = { socket, head, received: 0, closed: false }
          connections.push(current)
          onRequest(current, connections.length - 1)
        }
        if (current !== undefined) {
          current.received += pending.length
          pending = Buffer.alloc(0)
        }
      })
      socket.on("error", () => undefined)
      socket.on("close", () => {
        sockets.delete(socket)
        for (const connection of connections) if (connection.socket === socket) connection.closed = true
      })
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
    return { url: `http://127.0.0.1:${port}`, connections } satisfies RawServer
  })

/** An answer's head. */
export const head = (status: number, headers: Readonly<Record<string, string | number>>): string =>
  `HTTP/1.1 ${status} X\r\n${Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join("")}\r\n`

/** Value of a request's header. */
export const headerOf = ({ head }: Connection, name: string): string | undefined =>
  new RegExp(`^${name}: (.*)$`, "im").exec(head)?.[1]

/** Waits until something is so; fails after five seconds. */
export const eventually = (what: string, holds: () => boolean): Effect.Effect<void> =>
  Effect.gen(function* () {
    for (let tries = 0; tries < 1000; tries++) {
      if (holds()) return
      yield* Effect.sleep(5)
    }
    throw new Error(`it never came about that ${what}`)
  })
