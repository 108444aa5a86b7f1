/** Downloads that nobody reads: what becomes of their connections, and of those who wait for one. */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Schedule from "effect/Schedule"
import * as Stream from "effect/Stream"
import { TestClock } from "effect/testing"
import { layerClient } from "../../src/layers/node/httpClient.ts"
import * as RetryPolicy from "../../src/layers/RetryPolicy.ts"
import { Oss, type OssOptions, type OssService } from "../../src/services/Oss.ts"
import { checksum, content, etag, getBytes, object, whole } from "../suites/downloads.ts"
import { eventually, head, rawServer } from "../suites/rawServer.ts"
import { answer, respond } from "../suites/scriptedHttp.ts"
import { scriptedOss } from "../suites/scriptedOss.ts"
import { socketOss } from "../suites/socketOss.ts"
import { transports } from "../suites/transports.ts"

/** More than sockets hold between two ends of one machine, so that it is never sent to its end unread. */
const large = { ...whole, "content-length": 32 * 1024 * 1024 }

for (const [name, transport] of transports) {
  describe(`downloads over ${name} that nobody reads`, () => {
    it.live("let their connection go after idleTimeout, and are downloaded again when they are read later", () =>
      Effect.gen(function* () {
        const server = yield* rawServer(({ socket }, index) => {
          if (index === 0) {
            socket.write(head(200, whole))
            socket.write(content.subarray(0, 100_000))
          } else {
            socket.write(head(200, whole))
            socket.write(content)
          }
        })
        const use = (oss: OssService) =>
          Effect.gen(function* () {
            const { bytes } = yield* oss.getObject(object)
            yield* eventually("the connection is closed", () => server.connections[0]!.closed)
            assert.isTrue(Buffer.from(content).equals(yield* bytes))
            assert.strictEqual(server.connections.length, 2)
          })
        yield* Effect.flatMap(Oss, use).pipe(
          Effect.provide(socketOss(server.url, transport, { idleTimeout: "100 millis" }))
        )
      })
    )

    it.live("that have changed when they are read later fail as what they are", () =>
      Effect.gen(function* () {
        const server = yield* rawServer(({ socket }, index) => {
          if (index === 0) socket.write(head(200, whole))
          else {
            socket.write(head(200, { ...whole, etag: '"OTHER"' }))
            socket.write(content)
          }
        })
        const use = (oss: OssService) =>
          Effect.gen(function* () {
            const { bytes } = yield* oss.getObject(object)
            yield* eventually("the connection is closed", () => server.connections[0]!.closed)
            return yield* Effect.flip(bytes)
          })
        const error = yield* Effect.flatMap(Oss, use).pipe(
          Effect.provide(socketOss(server.url, transport, { idleTimeout: "100 millis" }))
        )
        assert.isTrue(error._tag === "ClientError" && error.reason._tag === "UndecodableResponse", String(error))
        assert.include(error.message, "another object")
      })
    )
  })
}

describe("calls that wait for a connection", () => {
  const withTwoConnections = <A, E>(url: string, options: OssOptions, use: (oss: OssService) => Effect.Effect<A, E>) =>
    Effect.flatMap(Oss, use).pipe(
      Effect.provide(
        socketOss(
          url,
          layerClient("Oss", { maxConnections: 2, proxy: false }).pipe(Layer.orDie),
          options,
          RetryPolicy.layerNone
        )
      )
    )

  it.live("get that of a download that nobody reads", () =>
    Effect.gen(function* () {
      const server = yield* rawServer(({ socket }, index) => {
        if (index < 2) socket.write(head(200, large))
        else {
          socket.write(head(200, { "content-length": content.length, etag, "x-oss-hash-crc64ecma": checksum }))
          socket.write(content)
        }
      })
      const found = yield* withTwoConnections(server.url, { idleTimeout: "200 millis" }, (oss) =>
        Effect.gen(function* () {
          const unread = [yield* oss.getObject(object), yield* oss.getObject(object)]
          assert.lengthOf(unread, 2)
          return yield* getBytes(oss)
        })
      )
      assert.isTrue(Buffer.from(content).equals(found))
    })
  )

  it.live("are told the same when uploads of streams hold the connections, and go on when those end", () =>
    Effect.gen(function* () {
      const server = yield* rawServer(({ socket, head: text }) => {
        if (text.startsWith("DELETE")) socket.write(head(204, {}))
      })
      yield* withTwoConnections(server.url, { responseTimeout: "200 millis" }, (oss) =>
        Effect.gen(function* () {
          // Slow, but alive.
          const body = Stream.repeat(Stream.make(new Uint8Array(1000)), Schedule.spaced("20 millis"))
          const uploads = yield* Effect.forkChild(
            Effect.all([oss.putObject({ ...object, body }), oss.putObject({ ...object, body })], {
              concurrency: "unbounded"
            })
          )
          yield* eventually("both have come", () => server.connections.length === 2)
          const error = yield* Effect.flip(oss.deleteObject(object))
          assert.isTrue(error._tag === "RequestError" && error.reason._tag === "Timeout", String(error))
          assert.match(error.message, /no connection within 200 ms/)
          yield* Fiber.interrupt(uploads)
          yield* oss.deleteObject(object)
        })
      )
    })
  )

  it.live("fail after responseTimeout, and say what they waited for", () =>
    Effect.gen(function* () {
      const server = yield* rawServer(({ socket }) => socket.write(head(200, large)))
      const timeouts = { idleTimeout: "1 minute", responseTimeout: "200 millis" } as const
      const calls: ReadonlyArray<(oss: OssService) => Effect.Effect<unknown, unknown>> = [
        (oss) => oss.getObject(object),
        (oss) => oss.putObject({ ...object, body: "text" }),
        (oss) => oss.putObject({ ...object, body: new Uint8Array(2_000_000) })
      ]
      yield* withTwoConnections(server.url, timeouts, (oss) =>
        Effect.gen(function* () {
          const unread = [yield* oss.getObject(object), yield* oss.getObject(object)]
          assert.lengthOf(unread, 2)
          for (const call of calls) {
            const error = (yield* Effect.flip(call(oss))) as { readonly reason: unknown; readonly message: string }
            assert.deepInclude(error.reason, { _tag: "Timeout", phase: "connect", afterMillis: 200 })
            assert.match(error.message, /no connection within 200 ms/)
          }
        })
      )
      assert.strictEqual(server.connections.length, 2)
    })
  )
})

describe("the time that a download is kept unread", () => {
  const scripted = (cancelled: { count: number }) =>
    scriptedOss({
      oss: { region: "cn-hangzhou", idleTimeout: "30 seconds" },
      steps: [
        (request) =>
          Effect.succeed(
            respond(
              request,
              200,
              { etag },
              new ReadableStream<Uint8Array>({
                start: (controller) => controller.enqueue(new Uint8Array(3)),
                cancel: () => {
                  cancelled.count++
                }
              })
            )
          ),
        answer(200, { etag, "content-length": "4" }, "more")
      ]
    })

  it.effect("is idleTimeout", () => {
    const cancelled = { count: 0 }
    return Effect.gen(function* () {
      const { text } = yield* (yield* Oss).getObject(object)
      yield* TestClock.adjust("29 seconds")
      assert.strictEqual(cancelled.count, 0)
      yield* TestClock.adjust("1 second")
      assert.strictEqual(cancelled.count, 1)
      assert.strictEqual(yield* text, "more")
    }).pipe(Effect.provide(scripted(cancelled).layer))
  })

  it.effect("ends with the layer: nothing goes on in the background", () =>
    Effect.gen(function* () {
      const cancelled = { count: 0 }
      yield* Effect.flatMap(Oss, (oss) => oss.getObject(object)).pipe(Effect.provide(scripted(cancelled).layer))
      yield* TestClock.adjust("1 minute")
      assert.strictEqual(cancelled.count, 0)
    })
  )
})
