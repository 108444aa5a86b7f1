/** What only the direct way over undici does by itself; what all transports must do is in `Transport.sockets.test.ts`. */
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as HttpClient from "effect/http/HttpClient"
import * as Stream from "effect/Stream"
import { directExchangeOf } from "../../../src/layers/exchange/directExchanges.ts"
import type { DirectRequest } from "../../../src/layers/exchange/Exchange.ts"
import { makeUndiciExchange } from "../../../src/layers/node/undiciExchange.ts"
import { layerHttpClient } from "../../../src/node.ts"
import { eventually, head, headerOf, rawServer } from "../../suites/rawServer.ts"

const request = (url: string, changes?: Partial<DirectRequest>): DirectRequest => ({
  method: "GET",
  url,
  headers: { "user-agent": "test" },
  body: undefined,
  timeouts: { responseMillis: 5000, idleMillis: 5000 },
  readsWhole: () => true,
  ...changes
})

const exchange = (connections = 8) =>
  Effect.map(NodeHttpClient.makeDispatcherOptions({ connections }), (dispatcher) =>
    makeUndiciExchange(dispatcher, connections)
  )

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

describe("an exchange over undici", () => {
  it.live("gives head and body, and headers that came several times as one", () =>
    Effect.gen(function* () {
      const send = yield* exchange()
      const server = yield* rawServer(({ socket }) =>
        socket.write(
          `HTTP/1.1 103 Early Hints\r\nlink: <x>\r\n\r\n${head(200, { "content-length": 5, "X-Oss-One": 1 }).trimEnd()}\r\nx-oss-many: a\r\nx-oss-many: b\r\n\r\nwhole`
        )
      )
      const { answer, rest } = yield* send(request(`${server.url}/a?b=c`, { headers: { "x-oss-sent": "yes" } }))
      assert.strictEqual(rest, undefined)
      assert.strictEqual(answer.status, 200)
      assert.strictEqual(textOf(answer.body), "whole")
      assert.strictEqual(answer.headers["x-oss-one"], "1")
      assert.strictEqual(answer.headers["x-oss-many"], "a, b")
      assert.isUndefined(answer.headers["link"])
      assert.match(server.connections[0]!.head, /^GET \/a\?b=c HTTP\/1\.1\r\n/)
      assert.strictEqual(headerOf(server.connections[0]!, "x-oss-sent"), "yes")
    })
  )

  it.live("gives plain bytes, which keep at most their own size of what the connection has read besides", () =>
    Effect.gen(function* () {
      const send = yield* exchange()
      for (const size of [5, 4096, 200_000]) {
        const body = "x".repeat(size)
        const server = yield* rawServer(({ socket }) => socket.write(`${head(200, { "content-length": size })}${body}`))
        const { answer } = yield* send(request(server.url))
        assert.strictEqual(answer.body.constructor, Uint8Array)
        assert.strictEqual(textOf(answer.body), body)
        assert.isAtMost(answer.body.buffer.byteLength, 2 * size)
      }
    })
  )

  it.live("does not send a request that was interrupted while it waited for a connection", () =>
    Effect.gen(function* () {
      const send = yield* exchange(1)
      const server = yield* rawServer(({ socket, head: text }) => {
        if (!text.includes("/first")) socket.write(head(200, { "content-length": 0 }))
      })
      const first = yield* Effect.forkChild(send(request(`${server.url}/first`)))
      yield* eventually("the first request has come", () => server.connections.length === 1)
      const second = yield* Effect.forkChild(send(request(`${server.url}/second`)))
      const third = yield* Effect.forkChild(send(request(`${server.url}/third`)))
      yield* Effect.sleep(20)
      yield* Fiber.interrupt(second)
      server.connections[0]!.socket.write(head(200, { "content-length": 0 }))
      yield* Fiber.join(first)
      assert.strictEqual((yield* Fiber.join(third)).answer.status, 200)
      assert.deepStrictEqual(
        server.connections.map(({ head: text }) => text.split(" ")[1]),
        ["/first", "/third"]
      )
    })
  )

  it.live("gives up a request that gets no connection in time, and says so", () =>
    Effect.gen(function* () {
      const send = yield* exchange(1)
      const server = yield* rawServer(({ socket, head: text }) => {
        if (!text.includes("/first")) socket.write(head(200, { "content-length": 0 }))
      })
      const first = yield* Effect.forkChild(send(request(`${server.url}/first`)))
      yield* eventually("the first request has come", () => server.connections.length === 1)
      const impatient = { responseMillis: 100, idleMillis: 5000 }
      assert.deepStrictEqual(yield* Effect.flip(send(request(`${server.url}/second`, { timeouts: impatient }))), {
        _tag: "Timeout",
        phase: "connect",
        afterMillis: 100,
        detail: "no connection within 100 ms: none of the 1 came free, and no new one came up"
      })
      server.connections[0]!.socket.write(head(200, { "content-length": 0 }))
      yield* Fiber.join(first)
      assert.strictEqual((yield* send(request(`${server.url}/third`))).answer.status, 200)
      assert.deepStrictEqual(
        server.connections.map(({ head: text }) => text.split(" ")[1]),
        ["/first", "/third"]
      )
    })
  )

  it.live("gives up an answer that does not end, and one that pauses", () =>
    Effect.gen(function* () {
      const send = yield* exchange()
      const megabyte = Buffer.alloc(1024 * 1024)
      const endless = yield* rawServer(({ socket }) => {
        socket.write(head(200, {}))
        const more = () => {
          while (!socket.destroyed && socket.write(megabyte)) {}
        }
        socket.on("drain", more)
        more()
      })
      assert.deepStrictEqual(yield* Effect.flip(send(request(endless.url))), {
        _tag: "Transport",
        detail: "the answer is longer than the 67108864 bytes that are read at once",
        permanent: true
      })
      yield* eventually("the endless connection is closed", () => endless.connections[0]!.closed)
      const pausing = yield* rawServer(({ socket }) => socket.write(`${head(200, { "content-length": 9 })}half`))
      const slow = { responseMillis: 5000, idleMillis: 200 }
      const paused = yield* Effect.flip(send(request(pausing.url, { timeouts: slow })))
      assert.deepInclude(paused, { _tag: "Timeout", phase: "idle" })
      yield* eventually("the paused connection is closed", () => pausing.connections[0]!.closed)
    })
  )

  it.live("slows the server down when nobody reads, and loses nothing", () =>
    Effect.gen(function* () {
      const send = yield* exchange()
      const total = 64 * 1024 * 1024
      let written = 0
      const chunk = Buffer.alloc(64 * 1024, 7)
      const server = yield* rawServer(({ socket }) => {
        socket.write(head(200, { "content-length": total }))
        const more = () => {
          while (written < total) {
            written += chunk.length
            if (!socket.write(chunk)) return
          }
        }
        socket.on("drain", more)
        more()
      })
      const { rest } = yield* send(request(server.url, { readsWhole: () => false }))
      yield* Effect.sleep(100)
      assert.isBelow(written, total)
      const received = yield* Stream.runFold(
        rest!,
        () => 0,
        (sum, bytes) => sum + bytes.length
      )
      assert.strictEqual(received, total)
    })
  )

  it.live("closes the connection of a body that nobody will ever read", () =>
    Effect.gen(function* () {
      setFlagsFromString("--expose-gc")
      const collectGarbage: () => void = runInNewContext("gc")
      const send = yield* exchange()
      const server = yield* rawServer(({ socket }) => socket.write(head(200, { "content-length": 1_000_000 })))
      yield* Effect.asVoid(send(request(server.url, { readsWhole: () => false })))
      yield* eventually("the connection is closed", () => {
        collectGarbage()
        return server.connections[0]!.closed
      })
    })
  )

  it.live("says what is wrong with an address that cannot be sent", () =>
    Effect.gen(function* () {
      const send = yield* exchange()
      const reason = yield* Effect.flip(send(request("http://127.0.0.1:1/with space")))
      assert.strictEqual(reason._tag, "Transport")
    })
  )
})

describe("the client for Node", () => {
  it.effect("has a direct way; wrapped in something, it has none", () =>
    Effect.gen(function* () {
      const client = yield* HttpClient.HttpClient
      assert.isDefined(directExchangeOf(client))
      assert.isUndefined(directExchangeOf(HttpClient.filterStatusOk(client)))
    }).pipe(Effect.provide(layerHttpClient))
  )
})
