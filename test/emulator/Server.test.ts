import { createHash, randomBytes } from "node:crypto"
import { connect } from "node:net"
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import { describe, expect, it } from "@effect/vitest"
import { Effect, Exit, Fiber, Scope, Stream } from "effect"
import { HttpClient, HttpClientRequest } from "effect/http"
import { Faults } from "../../src/emulator/Faults.ts"
import * as OssApp from "../../src/emulator/oss/app.ts"
import { serve } from "../../src/emulator/Server.ts"
import { emulatorLayer, serveOss } from "./fixture.ts"
import { call, outcome } from "./oss/calls.ts"

const accepts = (port: number): Effect.Effect<boolean> =>
  Effect.callback((resume) => {
    const socket = connect(port, "127.0.0.1")
    socket.once("connect", () => resume(Effect.succeed(true)))
    socket.once("error", () => resume(Effect.succeed(false)))
    return Effect.sync(() => socket.destroy())
  })

/** Sends raw bytes and gives back all that comes until the server closes. */
const raw = (port: number, text: string): Effect.Effect<string> =>
  Effect.callback((resume) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(text))
    let received = ""
    socket.on("data", (data) => (received += data.toString("latin1")))
    socket.once("close", () => resume(Effect.succeed(received)))
    socket.once("error", () => resume(Effect.succeed(received)))
  })

const live = <A, E>(
  effect: Effect.Effect<A, E, Scope.Scope | HttpClient.HttpClient | Effect.Services<typeof serveOss> | Faults>
) => effect.pipe(Effect.provide(emulatorLayer), Effect.provide(NodeHttpClient.layerUndici))

describe("serve", () => {
  it.live("streams 64 MiB in and out in blocks", () =>
    live(
      Effect.gen(function* () {
        const { url: origin } = yield* serveOss
        yield* call("PUT", "/open", { origin, headers: { "x-oss-acl": "public-read-write" } })
        const block = randomBytes(65_536)
        const count = 1024
        const sent = createHash("md5")
        const upload = HttpClientRequest.put(`${origin}/open/large`).pipe(
          HttpClientRequest.bodyStream(
            Stream.range(1, count).pipe(
              Stream.map((n) => {
                const bytes = Uint8Array.from(block)
                bytes[0] = n % 256
                sent.update(bytes)
                return bytes
              })
            ),
            { contentLength: count * 65_536 }
          )
        )
        const stored = yield* HttpClient.execute(upload)
        expect(stored.status).toBe(200)
        expect(stored.headers["etag"]).toBe(`"${sent.digest("hex").toUpperCase()}"`)
        const response = yield* HttpClient.execute(HttpClientRequest.get(`${origin}/open/large`))
        const received = createHash("md5")
        let size = 0
        yield* Stream.runForEach(response.stream, (chunk) =>
          Effect.sync(() => {
            size += chunk.length
            received.update(chunk)
          })
        )
        const head = yield* HttpClient.execute(HttpClientRequest.head(`${origin}/open/large`))
        expect(head.headers["content-length"]).toBe(String(count * 65_536))
        expect(size).toBe(count * 65_536)
        expect(`"${received.digest("hex").toUpperCase()}"`).toBe(stored.headers["etag"])
      })
    )
  )

  it.live("closes its port and its connections with the scope", () =>
    live(
      Effect.gen(function* () {
        const faults = yield* Faults
        yield* faults.add({ operation: "ListBuckets", action: { _tag: "Delay", duration: "1 hour" } })
        const scope = yield* Scope.make()
        const { port, url: origin } = yield* Scope.provide(serveOss, scope)
        const waiting = yield* Effect.forkChild(Effect.exit(call("GET", "/", { origin })))
        while ((yield* faults.calls).length === 0) yield* Effect.sleep("5 millis")
        expect(yield* accepts(port)).toBe(true)
        yield* Scope.close(scope, Exit.void)
        expect(Exit.isFailure(yield* Fiber.join(waiting))).toBe(true)
        expect(yield* accepts(port)).toBe(false)
        const again = yield* Effect.flatMap(OssApp.make(), (app) => serve(app, { port }))
        expect(again.port).toBe(port)
      })
    )
  )

  it.live("fails when the port is taken", () =>
    live(
      Effect.gen(function* () {
        const { port } = yield* serveOss
        const error = yield* Effect.flip(Effect.flatMap(OssApp.make(), (app) => serve(app, { port })))
        expect(error._tag).toBe("ServeError")
      })
    )
  )

  it.live("stops handling a request whose client has gone", () =>
    live(
      Effect.gen(function* () {
        const { port, url: origin } = yield* serveOss
        yield* call("PUT", "/open", { origin, headers: { "x-oss-acl": "public-read-write" } })
        const socket = connect(port, "127.0.0.1", () =>
          socket.write("PUT /open/partial HTTP/1.1\r\nhost: localhost\r\ncontent-length: 10\r\n\r\n12345")
        )
        const faults = yield* Faults
        while (!(yield* faults.calls).some(({ key }) => key === "partial")) yield* Effect.sleep("5 millis")
        socket.destroy()
        yield* Effect.sleep("50 millis")
        expect(yield* outcome("GET", "/open/partial", { origin })).toBe("404 NoSuchKey")
        expect(
          (yield* faults.calls).find(({ key, method }) => key === "partial" && method === "PUT")
        ).not.toHaveProperty("status")
      })
    )
  )

  it.live("takes the request target as it is sent", () =>
    live(
      Effect.gen(function* () {
        const { port, url: origin } = yield* serveOss
        yield* call("PUT", "/open", { origin, headers: { "x-oss-acl": "public-read-write" } })
        const put = yield* raw(
          port,
          "PUT /open/a/../b//./c%20d HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: 1\r\n\r\nx"
        )
        expect(put).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
        expect((yield* call("GET", "/open?encoding-type=url", { origin })).text).toContain(
          "<Key>a%2F..%2Fb%2F%2F.%2Fc%20d</Key>"
        )
        const chunkless = yield* raw(port, "PUT /open/k HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")
        expect(chunkless).toMatch(/^HTTP\/1\.1 411 /)
        expect(chunkless).toContain("<Code>MissingContentLength</Code>")
        const both = yield* raw(
          port,
          "PUT /open/k HTTP/1.1\r\nhost: localhost\r\ncontent-length: 6\r\ntransfer-encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n"
        )
        expect(both).toMatch(/^HTTP\/1\.1 400 /)
        const malformed = yield* raw(port, "GET /open/%zz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")
        expect(malformed).toMatch(/^HTTP\/1\.1 400 /)
      })
    )
  )

  it.live("keeps header values beyond ASCII as the bytes that were sent", () =>
    live(
      Effect.gen(function* () {
        const { port, url: origin } = yield* serveOss
        yield* call("PUT", "/open", { origin, headers: { "x-oss-acl": "public-read-write" } })
        const wire = Buffer.from("中é", "utf8").toString("latin1")
        const value = Buffer.from(wire, "latin1").toString("utf8")
        yield* raw(
          port,
          `PUT /open/meta HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\nx-oss-meta-a: ${value}\r\ncontent-length: 0\r\n\r\n`
        )
        const head = yield* raw(port, "HEAD /open/meta HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")
        expect(head).toContain(`x-oss-meta-a: ${wire}\r\n`)
        expect(head).toContain("content-length: 0\r\n")
      })
    )
  )

  it.live("tells clients that idle connections stay open for more than a minute", () =>
    live(
      Effect.gen(function* () {
        const { port } = yield* serveOss
        const answer = yield* Effect.callback<string>((resume) => {
          const socket = connect(port, "127.0.0.1", () => socket.write("GET / HTTP/1.1\r\nhost: localhost\r\n\r\n"))
          socket.once("data", (data) => resume(Effect.succeed(data.toString("latin1"))))
          return Effect.sync(() => socket.destroy())
        })
        const [, seconds] = /keep-alive: timeout=(\d+)/i.exec(answer) ?? []
        expect(Number(seconds)).toBeGreaterThan(60)
      })
    )
  )
})
