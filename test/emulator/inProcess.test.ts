import { describe, expect, it } from "@effect/vitest"
import { Deferred, Effect, Exit, Fiber, Stream } from "effect"
import { HttpClient, HttpClientRequest, HttpServerRequest, HttpServerResponse } from "effect/http"
import { TestClock } from "effect/testing"
import { layerInProcess } from "../../src/emulator/inProcess.ts"

type App = Parameters<typeof layerInProcess>[0]

const through = <A, E>(app: App, effect: Effect.Effect<A, E, HttpClient.HttpClient>) =>
  effect.pipe(Effect.provide(layerInProcess(app)))

const echo: App = Effect.gen(function* () {
  const request = yield* HttpServerRequest.HttpServerRequest
  const { method, url } = request
  const { host, "content-length": length, "transfer-encoding": encoding } = request.headers
  const text = yield* Effect.orElseSucceed(request.text, () => "")
  return HttpServerResponse.jsonUnsafe({ method, url, host, length, encoding, text })
})

const sendEcho = (request: HttpClientRequest.HttpClientRequest) =>
  through(
    echo,
    Effect.flatMap(HttpClient.execute(request), (response) => response.json)
  )

describe("layerInProcess", () => {
  it.effect("frames requests as transports do", () =>
    Effect.gen(function* () {
      const bytes = new TextEncoder().encode("abc")
      const url = "http://example.test:81/a%2Fb//c/../d?acl&x=%2B"
      expect(yield* sendEcho(HttpClientRequest.get(url))).toEqual({
        method: "GET",
        url: "/a%2Fb//d?acl&x=%2B",
        host: "example.test:81",
        text: ""
      })
      expect(yield* sendEcho(HttpClientRequest.put(url))).toMatchObject({ length: "0" })
      const whole = HttpClientRequest.put(url).pipe(HttpClientRequest.bodyUint8Array(bytes))
      expect(yield* sendEcho(whole)).toMatchObject({ length: "3", text: "abc" })
      const streamed = HttpClientRequest.put(url).pipe(HttpClientRequest.bodyStream(Stream.make(bytes, bytes)))
      expect(yield* sendEcho(streamed)).toMatchObject({ encoding: "chunked", text: "abcabc" })
      const measured = HttpClientRequest.put(url).pipe(
        HttpClientRequest.bodyStream(Stream.make(bytes), { contentLength: 3 })
      )
      expect(yield* sendEcho(measured)).toMatchObject({ length: "3", text: "abc" })
    })
  )

  it.effect("runs on the caller's clock", () =>
    Effect.gen(function* () {
      const slow: App = Effect.as(Effect.sleep("1 hour"), HttpServerResponse.empty({ status: 204 }))
      const fiber = yield* Effect.forkChild(through(slow, HttpClient.get("http://example.test/")))
      yield* TestClock.adjust("1 hour")
      expect((yield* Fiber.join(fiber)).status).toBe(204)
    })
  )

  it.effect("interrupts the handler with the call", () =>
    Effect.gen(function* () {
      const started = yield* Deferred.make<void>()
      const interrupted = yield* Deferred.make<void>()
      const waiting: App = Effect.andThen(Deferred.succeed(started, undefined), Effect.never).pipe(
        Effect.onInterrupt(() => Deferred.succeed(interrupted, undefined))
      )
      const fiber = yield* Effect.forkChild(through(waiting, HttpClient.get("http://example.test/")))
      yield* Deferred.await(started)
      yield* Fiber.interrupt(fiber)
      yield* Deferred.await(interrupted)
      expect(Exit.isFailure(yield* Fiber.await(fiber))).toBe(true)
    })
  )

  it.effect("closes the handler's scope when the reader has enough", () =>
    Effect.gen(function* () {
      const closed = yield* Deferred.make<void>()
      const endless: App = Effect.as(
        Effect.addFinalizer(() => Deferred.succeed(closed, undefined)),
        HttpServerResponse.stream(Stream.forever(Stream.make(new Uint8Array([1, 2, 3]))))
      )
      const first = Effect.flatMap(HttpClient.get("http://example.test/"), ({ stream }) =>
        Stream.runCollect(Stream.take(stream, 2))
      )
      expect((yield* through(endless, first)).map((chunk) => [...chunk])).toEqual([
        [1, 2, 3],
        [1, 2, 3]
      ])
      yield* Deferred.await(closed)
    })
  )

  it.effect("gives no body to HEAD but keeps its length", () =>
    Effect.gen(function* () {
      const app: App = Effect.succeed(HttpServerResponse.uint8Array(new Uint8Array(7)))
      const response = yield* through(app, HttpClient.head("http://example.test/"))
      expect([response.headers["content-length"], (yield* response.arrayBuffer).byteLength]).toEqual(["7", 0])
    })
  )
})
