/** Injected faults look the same without sockets and over them. */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import { describe, expect, it, layer } from "@effect/vitest"
import { Context, Effect, Layer, Stream } from "effect"
import { HttpClient, type HttpClientError, HttpClientRequest } from "effect/http"
import { type Action, Faults, make, type Rule } from "../../src/emulator/Faults.ts"
import { emulatorLayer, inProcessLayer, serveOss } from "./fixture.ts"
import { call, outcome } from "./oss/calls.ts"

class Origin extends Context.Service<Origin, { readonly url: string }>()("test/Origin") {}

const inProcess = Layer.merge(inProcessLayer, Layer.succeed(Origin, { url: "http://localhost" }))
const overSocket = Layer.effect(Origin, serveOss).pipe(
  Layer.provideMerge(emulatorLayer),
  Layer.merge(NodeHttpClient.layerUndici)
)

const content = Uint8Array.from({ length: 100_000 }, (_, i) => i % 251)

/** Sets rules, makes a call on an object of `content`, and forgets the rules. */
const withRules = <A, E, R>(rules: ReadonlyArray<Rule>, effect: (origin: string) => Effect.Effect<A, E, R>) =>
  Effect.gen(function* () {
    const faults = yield* Faults
    const { url: origin } = yield* Origin
    yield* call("PUT", "/bucket", { origin })
    yield* call("PUT", "/bucket/k", { origin, body: content, headers: { "x-oss-object-acl": "public-read" } })
    yield* faults.clearCalls
    yield* Effect.forEach(rules, faults.add)
    return yield* Effect.ensuring(effect(origin), faults.clear)
  })

const get = (origin: string) => call("GET", "/bucket/k", { origin })

const faulty = (action: Action, operation = "GetObject"): ReadonlyArray<Rule> => [{ operation, action }]

const codesOf = (cause: unknown): ReadonlyArray<unknown> =>
  cause instanceof Error ? [(cause as { readonly code?: unknown }).code, ...codesOf(cause.cause)] : []

describe.each([
  ["in process", inProcess],
  ["over a socket", overSocket]
] as const)("faults %s", (where, provided) => {
  layer(provided, { excludeTestServices: true })((it) => {
    it.effect("answer an error without executing the call", () =>
      withRules(
        faulty({ _tag: "Error", status: 503, code: "ServiceUnavailable", message: "Busy" }, "PutObject"),
        (origin) =>
          Effect.gen(function* () {
            const refused = yield* call("PUT", "/bucket/k", { origin, body: "other" })
            expect([refused.status, refused.code]).toEqual([503, "ServiceUnavailable"])
            expect(refused.text).toContain("<Message>Busy</Message>")
            expect((yield* get(origin)).bytes).toEqual(content)
          })
      )
    )

    it.effect("break the connection before or after a call is executed", () =>
      withRules(
        [
          { operation: "PutObject", key: "before", action: { _tag: "Reset" } },
          { operation: "PutObject", key: "after", action: { _tag: "Reset", executed: true } }
        ],
        (origin) =>
          Effect.gen(function* () {
            const put = (key: string) => Effect.flip(call("PUT", `/bucket/${key}`, { origin, body: "x" }))
            for (const key of ["before", "after"]) {
              const error = (yield* put(key)) as HttpClientError.HttpClientError
              expect(error.reason._tag).toBe("TransportError")
              const code =
                where === "in process" ? "ECONNRESET" : expect.stringMatching(/^(ECONNRESET|UND_ERR_SOCKET)$/)
              expect(codesOf((error.reason as { readonly cause?: unknown }).cause)).toContainEqual(code)
            }
            expect(yield* outcome("GET", "/bucket/before", { origin })).toBe("404 NoSuchKey")
            expect(yield* outcome("GET", "/bucket/after", { origin })).toBe(200)
            const { calls } = yield* Faults
            expect((yield* calls).slice(0, 2)).toMatchObject([
              { operation: "PutObject", key: "before", faults: ["Reset"] },
              { operation: "PutObject", key: "after", faults: ["Reset"] }
            ])
          })
      )
    )

    it.effect("cut the body off", () =>
      withRules(faulty({ _tag: "Truncate", afterBytes: 70_000 }), (origin) =>
        Effect.gen(function* () {
          const request = HttpClientRequest.get(`${origin}/bucket/k`)
          const response = yield* HttpClient.execute(request)
          expect([response.status, response.headers["content-length"]]).toEqual([200, "100000"])
          let received = 0
          const error = yield* response.stream.pipe(
            Stream.runForEach((chunk) => Effect.sync(() => (received += chunk.length))),
            Effect.flip
          )
          expect(error.reason._tag).toBe("DecodeError")
          expect(received).toBeLessThanOrEqual(70_000)
          if (where === "in process") expect(received).toBe(70_000)
        })
      )
    )

    it.effect("change a byte of the body, and only that", () =>
      withRules(faulty({ _tag: "CorruptByte", position: 99_999 }), (origin) =>
        Effect.gen(function* () {
          const { bytes, headers } = yield* get(origin)
          expect(bytes.length).toBe(content.length)
          expect([...bytes].flatMap((byte, i) => (byte === content[i] ? [] : [i]))).toEqual([99_999])
          expect(headers["content-length"]).toBe("100000")
        })
      )
    )

    it.effect("falsify the checksum", () =>
      Effect.gen(function* () {
        const right = yield* withRules([], get)
        const wrong = yield* withRules(faulty({ _tag: "WrongChecksum" }), get)
        expect(wrong.headers["x-oss-hash-crc64ecma"]).toMatch(/^\d+$/)
        expect(wrong.headers["x-oss-hash-crc64ecma"]).not.toBe(right.headers["x-oss-hash-crc64ecma"])
        expect(wrong.bytes).toEqual(content)
      })
    )

    it.effect("put the server's clock ahead or behind", () =>
      Effect.gen(function* () {
        for (const millis of [20 * 60_000, -20 * 60_000]) {
          const refused = yield* withRules(faulty({ _tag: "SkewClock", millis }), get)
          expect([refused.status, refused.code]).toEqual([403, "RequestTimeTooSkewed"])
          const server = /<ServerTime>(.*)<\/ServerTime>/.exec(refused.text)![1]!
          const request = /<RequestTime>(.*)<\/RequestTime>/.exec(refused.text)![1]!
          const seconds = (text: string) => Math.round((Date.parse(text) - Date.parse(request)) / 60_000)
          expect([seconds(server), seconds(refused.headers["date"]!)]).toEqual([millis / 60_000, millis / 60_000])
        }
        expect((yield* withRules(faulty({ _tag: "SkewClock", millis: 60_000 }), get)).status).toBe(200)
      })
    )

    it.effect("send the body in small pieces", () =>
      withRules(faulty({ _tag: "SlowBody", chunkBytes: 30_000, duration: "5 millis" }), (origin) =>
        Effect.map(get(origin), ({ bytes }) => expect(bytes).toEqual(content))
      )
    )

    it.effect("delay the answer", () =>
      withRules(faulty({ _tag: "Delay", duration: "1 hour" }), (origin) =>
        Effect.gen(function* () {
          const raced = yield* Effect.timeoutOrElse(get(origin), {
            duration: "100 millis",
            orElse: () => Effect.succeed("late")
          })
          expect(raced).toBe("late")
        })
      )
    )
  })
})

describe("rules", () => {
  const action: Action = { _tag: "WrongChecksum" }
  const firing = (
    rule: Omit<Rule, "action">,
    calls: ReadonlyArray<{ operation?: string; method?: string; key?: string }>
  ) =>
    Effect.gen(function* () {
      const faults = make()
      yield* faults.add({ ...rule, action })
      const fired: Array<number> = []
      for (const [index, { key, method = "GET", operation = "GetObject" }] of calls.entries()) {
        const { actions } = yield* faults.begin({ operation, method, path: "/", key })
        if (actions.length > 0) fired.push(index + 1)
      }
      return fired
    })
  const six = Array.from({ length: 6 }, () => ({}))

  it.effect.each([
    [{}, [1, 2, 3, 4, 5, 6]],
    [{ nth: 2 }, [2]],
    [{ from: 4 }, [4, 5, 6]],
    [{ times: 2 }, [1, 2]],
    [{ from: 3, times: 2 }, [3, 4]]
  ] as ReadonlyArray<readonly [Omit<Rule, "action">, ReadonlyArray<number>]>)(
    "%j fires at calls %j",
    ([rule, expected]) =>
      Effect.gen(function* () {
        expect(yield* firing(rule, six)).toEqual(expected)
      })
  )

  it.effect("apply to operation, method and key together, and count only what fits", () =>
    Effect.gen(function* () {
      const calls = [
        { operation: "PutObject", method: "PUT", key: "a" },
        { operation: "PutObject", method: "PUT", key: "b" },
        { operation: "CopyObject", method: "PUT", key: "a" },
        { operation: "ListObjects", method: "GET" },
        { operation: "PutObject", method: "PUT", key: "a" }
      ]
      expect(yield* firing({ operation: "PutObject" }, calls)).toEqual([1, 2, 5])
      expect(yield* firing({ method: "PUT", key: "a" }, calls)).toEqual([1, 3, 5])
      expect(yield* firing({ key: (key) => key > "a" }, calls)).toEqual([2])
      expect(yield* firing({ operation: "PutObject", key: "a", nth: 2 }, calls)).toEqual([5])
    })
  )

  it.effect("are forgotten when cleared, and the log keeps only the latest of very many calls", () =>
    Effect.gen(function* () {
      const faults = make()
      yield* faults.add({ action })
      yield* faults.clear
      for (let i = 0; i < 25_000; i++) {
        const begun = yield* faults.begin({ operation: "GetObject", method: "GET", path: `/${i}` })
        expect(begun.actions.length).toBe(0)
        yield* begun.end(200)
      }
      const calls = yield* faults.calls
      expect(calls.length).toBeLessThanOrEqual(20_000)
      expect(calls.at(-1)).toMatchObject({ path: "/24999", status: 200 })
      yield* faults.clearCalls
      expect(yield* faults.calls).toEqual([])
    })
  )
})
