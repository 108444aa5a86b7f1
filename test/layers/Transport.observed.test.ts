import { inspect } from "node:util"
import { assert, describe, it } from "@effect/vitest"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Logger from "effect/Logger"
import * as Metric from "effect/Metric"
import * as References from "effect/References"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import * as Tracer from "effect/Tracer"
import * as Credentials from "../../src/layers/Credentials.ts"
import * as RetryPolicy from "../../src/layers/RetryPolicy.ts"
import { ClientError, RequestError, ServerError } from "../../src/schema/Errors.ts"
import { Oss } from "../../src/services/Oss.ts"
import {
  answer,
  networkFails,
  networkFailsLate,
  nodeError,
  reset,
  type Step,
  serviceError
} from "../suites/scriptedHttp.ts"
import { during, scriptedOss } from "../suites/scriptedOss.ts"

const secretText = "vErY-sEcReT-0123456789"
const tokenText = "tOkEn+/abcdefghij=="

/** Keeps all spans that are made while an effect runs. */
const withSpans = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.gen(function* () {
    const spans: Array<Tracer.NativeSpan> = []
    const tracer = Tracer.make({
      span: (options) => {
        const span = new Tracer.NativeSpan(options)
        spans.push(span)
        return span
      }
    })
    const exit = yield* Effect.exit(Effect.withTracer(effect, tracer))
    return { spans, exit }
  })

const credentials = Credentials.layerStatic({
  accessKeyId: "id",
  accessKeySecret: secretText,
  securityToken: tokenText
})

const put = Effect.flatMap(Oss, (oss) => oss.putObject({ bucket: "photos", key: "cat", body: "bytes" }))
const stored = answer(200, { etag: '"E"' })

describe("secrets", () => {
  const echo = `x-oss-security-token:${tokenText.replaceAll("&", "&amp;")}`
  /** Repeats the signature that was sent, as the service does, in the document and in the message. */
  const repeated: Step = (request, signal) => {
    const signature = /Signature=(\w+)/.exec(request.headers["authorization"]!)![1]!
    return serviceError(403, "SignatureDoesNotMatch", {
      message: `you sent ${signature}`,
      details: `<SignatureProvided>${signature}</SignatureProvided><Authorization>${request.headers["authorization"]}</Authorization>`
    })(request, signal)
  }
  const refusals: Readonly<Record<string, Step>> = {
    "a refused signature that is repeated": repeated,
    "a refused signature that is explained": serviceError(403, "SignatureDoesNotMatch", {
      message: `signed ${tokenText}`,
      details: `<StringToSign>PUT\n${echo}</StringToSign><CanonicalRequest>${echo}</CanonicalRequest><StringToSignBytes>${Buffer.from(echo).toString("hex")}</StringToSignBytes>`
    }),
    "an explanation in JSON": answer(
      403,
      { "content-type": "application/json" },
      JSON.stringify({ Error: { Code: "SignatureDoesNotMatch", Message: "m", StringToSign: echo } })
    ),
    "an answer with another checksum": answer(200, { "x-oss-hash-crc64ecma": "1" }, `${secretText}`),
    "a broken connection": networkFails(nodeError("ECONNRESET", "read")),
    "a connection that broke late": networkFailsLate(Object.assign(new Error("late"), { code: "EPIPE" })),
    "a transport that throws": () => Effect.die(new TypeError("Invalid character in header content"))
  }

  for (const [name, step] of Object.entries(refusals)) {
    it.effect(`do not show in errors, logs or spans: ${name}`, () =>
      Effect.gen(function* () {
        const { seen, layer } = scriptedOss({ steps: [step], credentials, retryPolicy: RetryPolicy.layerNone })
        const logged: Array<unknown> = []
        const logger = Logger.make(({ message, cause }) => {
          logged.push(inspect([message, cause], { depth: 20 }))
        })
        const program = put.pipe(Effect.tapCause((cause) => Effect.logError("it failed", cause)))
        const { spans, exit } = yield* withSpans(program).pipe(
          Effect.provide(layer),
          Effect.provide(Logger.layer([logger])),
          Effect.provideService(References.MinimumLogLevel, "All")
        )
        assert.isTrue(Exit.isFailure(exit))
        if (Exit.isSuccess(exit)) return
        const error = Cause.squash(exit.cause)
        const codec = Schema.toCodecJson(Schema.Union([ServerError, ClientError, RequestError]))
        const shown = [
          String(error),
          inspect(error, { depth: 20, showHidden: true }),
          inspect(exit, { depth: 20 }),
          JSON.stringify(error),
          JSON.stringify(Schema.encodeUnknownSync(codec)(error)),
          Cause.pretty(exit.cause),
          ...logged.map(String),
          inspect(spans, { depth: 20 })
        ]
        const signature = /Signature=([0-9a-f]{64})/.exec(seen[0]!.headers["authorization"]!)?.[1]
        assert.isString(signature)
        assert.isAtLeast(spans.length, 2)
        assert.isAtLeast(logged.length, 1)
        for (const text of shown) {
          for (const secret of [secretText, tokenText, Buffer.from(tokenText).toString("hex"), signature!]) {
            assert.notInclude(text, secret)
          }
        }
      })
    )
  }

  it.effect("do not show when a service or its client is printed", () =>
    Effect.gen(function* () {
      const { layer } = scriptedOss({ steps: [], credentials })
      const oss = yield* Effect.provide(Oss, layer)
      assert.notInclude(inspect([oss, layer, oss.bucket("photos")], { depth: 20, showHidden: true }), secretText)
    })
  )
})

describe("spans", () => {
  it.effect("are one for the method and one below it for each attempt", () =>
    Effect.gen(function* () {
      const { layer } = scriptedOss({ steps: [reset, serviceError(503, "ServiceUnavailable"), stored] })
      const { spans, exit } = yield* during(Effect.provide(withSpans(put), layer), "1 minute")
      assert.isTrue(Exit.isSuccess(exit))
      const [method, ...attempts] = spans
      assert.strictEqual(method?.name, "Oss.putObject")
      assert.deepStrictEqual(
        attempts.map(({ name }) => name),
        ["Oss.putObject.attempt", "Oss.putObject.attempt", "Oss.putObject.attempt"]
      )
      for (const attempt of attempts) {
        assert.strictEqual(attempt.parent._tag === "Some" ? attempt.parent.value.spanId : undefined, method?.spanId)
        assert.strictEqual(attempt.kind, "client")
        assert.strictEqual(attempt.attributes.get("http.request.method"), "PUT")
        assert.strictEqual(attempt.attributes.get("server.address"), "photos.oss-cn-hangzhou.aliyuncs.com")
      }
      assert.deepStrictEqual(
        attempts.map(({ attributes }) => attributes.get("http.request.resend_count")),
        [0, 1, 2]
      )
      assert.deepStrictEqual(
        attempts.map(({ status }) => (status._tag === "Ended" ? Exit.isSuccess(status.exit) : undefined)),
        [false, false, true]
      )
    })
  )

  it.effect("of a continued download belong to whoever reads it", () =>
    Effect.gen(function* () {
      // Long enough not to come with the head.
      const first = "a".repeat(90_000)
      const half = answer(200, { etag: '"E"', "content-length": "90002" }, first)
      const rest = answer(206, { etag: '"E"', "content-length": "2", "content-range": "bytes 90000-90001/90002" }, "cd")
      const { layer } = scriptedOss({ steps: [half, rest] })
      const text = Effect.gen(function* () {
        const object = yield* (yield* Oss).getObject({ bucket: "photos", key: "cat" })
        return yield* Effect.withSpan(object.text, "reading")
      })
      const { spans, exit } = yield* during(Effect.provide(withSpans(text), layer), "1 minute")
      assert.deepStrictEqual(exit, Exit.succeed(`${first}cd`))
      assert.deepStrictEqual(
        spans.map(({ name }) => name),
        ["Oss.getObject", "Oss.getObject.attempt", "reading", "Oss.getObject.attempt"]
      )
    })
  )

  it.effect("name the methods that are not single operations too", () =>
    Effect.gen(function* () {
      const { layer } = scriptedOss({ steps: [] })
      const presign = Effect.flatMap(Oss, (oss) => oss.presign("getObject", { bucket: "photos", key: "cat" }))
      const { spans } = yield* Effect.provide(withSpans(presign), layer)
      assert.deepStrictEqual(
        spans.map(({ name }) => name),
        ["Oss.presign"]
      )
    })
  )
})

describe("metrics", () => {
  type Counts = Readonly<Record<string, number>>

  const counts = Effect.map(Metric.snapshot, (metrics): Counts => {
    const found: Record<string, number> = {}
    for (const { id, attributes, state, type } of metrics as ReadonlyArray<any>) {
      if (!id.startsWith("ecs.client.") || attributes?.operation !== "appendObject") continue
      assert.strictEqual(attributes.service, "Oss")
      found[attributes.outcome === undefined ? id : `${id} ${attributes.outcome}`] = Number(
        type === "Histogram" ? state.count : state.count
      )
    }
    return found
  })

  const difference = (before: Counts, after: Counts) =>
    Object.fromEntries(
      Object.entries(after)
        .map(([name, count]) => [name, count - (before[name] ?? 0)] as const)
        .filter(([, count]) => count !== 0)
    )

  const append = (body: string | Stream.Stream<Uint8Array>) =>
    Effect.flatMap(Oss, (oss) => oss.appendObject({ bucket: "photos", key: "log", position: 0, body }))
  const appended = answer(200, { "x-oss-next-append-position": "5" })

  it.effect("count calls, retries, bytes and durations by operation", () =>
    Effect.gen(function* () {
      const refused = networkFails(nodeError("ECONNREFUSED", "connect"))
      const { layer } = scriptedOss({ steps: [refused, refused, appended, serviceError(403, "AccessDenied")] })
      const before = yield* counts
      yield* during(Effect.provide(append("12345"), layer), "1 minute")
      const between = yield* counts
      assert.deepStrictEqual(difference(before, between), {
        "ecs.client.requests success": 1,
        "ecs.client.retries": 2,
        "ecs.client.bytes.sent": 5,
        "ecs.client.duration": 1
      })
    })
  )

  it.effect("count failed calls apart, and no bytes that were not sent", () =>
    Effect.gen(function* () {
      const refused = networkFails(nodeError("ECONNREFUSED", "connect"))
      const { layer } = scriptedOss({ steps: [refused], retryPolicy: RetryPolicy.layerNone })
      const before = yield* counts
      yield* Effect.provide(Effect.flip(append("12345")), layer)
      assert.deepStrictEqual(difference(before, yield* counts), {
        "ecs.client.requests failure": 1,
        "ecs.client.duration": 1
      })
    })
  )

  it.effect("count the bytes of streams of unknown length, and those sent again", () =>
    Effect.gen(function* () {
      const { layer } = scriptedOss({
        steps: [appended, serviceError(403, "SecurityTokenExpired"), appended],
        credentials: Credentials.layerProvider(
          Effect.sync(() =>
            Credentials.makeKeys({ accessKeyId: "id", accessKeySecret: secretText, securityToken: "t" })
          )
        )
      })
      const before = yield* counts
      yield* Effect.provide(append(Stream.make(new Uint8Array(3), new Uint8Array(4))), layer)
      const between = yield* counts
      assert.strictEqual(difference(before, between)["ecs.client.bytes.sent"], 7)
      yield* Effect.provide(append("12345"), layer)
      assert.strictEqual(difference(between, yield* counts)["ecs.client.bytes.sent"], 10)
    })
  )
})
