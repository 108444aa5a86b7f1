import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { HttpServerRequest, HttpServerResponse } from "effect/http"
import { isOrigin, withCrossOrigin } from "../../../src/emulator/frame/crossOrigin.ts"
import { withHealth } from "../../../src/emulator/frame/health.ts"

const app = Effect.succeed(HttpServerResponse.text("x", { headers: { "x-own": "1" } }))

const ask = (
  served: typeof app | ReturnType<typeof withHealth>,
  path: string,
  headers: Readonly<Record<string, string>>,
  method = "GET"
) =>
  Effect.map(
    Effect.scoped(
      Effect.provideService(
        served,
        HttpServerRequest.HttpServerRequest,
        HttpServerRequest.fromWeb(new Request(`http://localhost${path}`, { method })).modify({
          headers: { ...headers } as never
        })
      )
    ),
    ({ headers, status }) => ({ status, headers: { ...headers } as Record<string, string> })
  )

describe("an application for pages of other origins", () => {
  it("knows an origin from other texts", () => {
    const texts = [
      "*",
      "http://localhost:3000",
      "https://a.test",
      "capacitor://localhost",
      "a.test",
      "http://a.test/x",
      ""
    ]
    assert.deepStrictEqual(texts.filter(isOrigin), texts.slice(0, 4))
  })

  it.effect("lets all of them read its answers, and those told only when some are told", () =>
    Effect.gen(function* () {
      const origin = "http://a.test"
      const all = yield* ask(withCrossOrigin(["*"], app), "/", { origin })
      assert.strictEqual(all.headers["access-control-allow-origin"], "*")
      assert.include(all.headers["access-control-expose-headers"]!, "x-own")
      const other = yield* ask(withCrossOrigin(["http://b.test"], app), "/", { origin })
      assert.notProperty(other.headers, "access-control-allow-origin")
      const none = yield* ask(withCrossOrigin([], app), "/", { origin })
      assert.notProperty(none.headers, "access-control-allow-origin")
    })
  )

  it.effect("answers their preflights, and leaves other questions for options to the service", () =>
    Effect.gen(function* () {
      const origin = "http://a.test"
      const served = withCrossOrigin([origin], app)
      const asked = { origin, "access-control-request-method": "PUT", "access-control-request-headers": "x-a" }
      const preflight = yield* ask(served, "/", asked, "OPTIONS")
      assert.strictEqual(preflight.status, 204)
      assert.strictEqual(preflight.headers["access-control-allow-headers"], "x-a")
      assert.strictEqual((yield* ask(served, "/", { origin }, "OPTIONS")).status, 200)
    })
  )
})

describe("an application that tells its health", () => {
  it.effect("does so where no bucket and no object can be meant", () =>
    Effect.gen(function* () {
      const served = withHealth("oss", Effect.succeed(HttpServerResponse.empty({ status: 418 })))
      const statusAt = (host: string, path = "/__health") =>
        Effect.map(ask(served, path, { host }), ({ status }) => status)
      for (const host of ["127.0.0.1:4560", "localhost:4560", "[::1]:4560", "emulator"]) {
        assert.strictEqual(yield* statusAt(host), 200)
      }
      assert.strictEqual(yield* statusAt("photos.localhost:4560"), 418)
      assert.strictEqual(yield* statusAt("localhost", "/__health/x"), 418)
    })
  )
})
