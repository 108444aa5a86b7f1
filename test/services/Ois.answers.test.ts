/** Answers of OIS that other clients stumbled over. */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as Layer from "effect/Layer"
import * as Random from "effect/Random"
import * as Redacted from "effect/Redacted"
import * as Tracer from "effect/Tracer"
import * as Credentials from "../../src/layers/Credentials.ts"
import { Ois } from "../../src/services/Ois.ts"
import { answer, repeatedChunks, reset, respond, type Step } from "../suites/scriptedHttp.ts"
import { calledOis, oisAnswer, oisError, requestId } from "../suites/scriptedOis.ts"
import { during } from "../suites/scriptedOss.ts"

const bucket = "test-bucket"
const encoder = new TextEncoder()

describe("calls at the same time on one handle", () => {
  /** Answers each request with what belongs to it, in an order of chance. */
  const shuffled = HttpClient.make((request, url) =>
    Effect.gen(function* () {
      yield* Effect.sleep(yield* Random.nextIntBetween(1, 10_000))
      const key = url.pathname.split("/").at(-1)!
      return respond(
        request,
        200,
        {
          "x-qs-request-id": `${request.method}-${key}`,
          etag: `"etag-${key}"`,
          "x-qs-meta-key": key,
          ...(request.method === "HEAD" ? { "content-length": key.slice(4) } : {})
        },
        `bytes of ${key}`
      )
    })
  )
  const live = Ois.layer({ deployment: "qingstor" }).pipe(
    Layer.provide([
      Credentials.layerStatic({ accessKeyId: "id", accessKeySecret: "secret" }),
      Ois.layerRetry(),
      Layer.succeed(HttpClient.HttpClient, shuffled)
    ])
  )

  it.effect("each get and head has its own body, headers and request id", () =>
    Effect.gen(function* () {
      const handle = (yield* Ois).bucket(bucket, "pek3a")
      const keys = Array.from({ length: 200 }, (_, index) => `key-${index}`)
      const order: Array<string> = []
      const results = yield* Effect.forEach(
        keys,
        (key) =>
          Effect.gen(function* () {
            const head = handle.headObject({ key })
            const body = Effect.flatMap(handle.getObject({ key }), (got) =>
              Effect.map(got.text, (text) => ({ ...got, text }))
            )
            const both = yield* Effect.all([head, body], { concurrency: 2 })
            order.push(key)
            return both
          }),
        { concurrency: "unbounded" }
      )
      assert.deepStrictEqual(
        results.map(([head, body]) => [
          head.requestId,
          head.eTag,
          head.contentLength,
          body.requestId,
          body.eTag,
          body.metadata?.["key"],
          body.text
        ]),
        keys.map((key, index) => [
          `HEAD-${key}`,
          `etag-${key}`,
          index,
          `GET-${key}`,
          `etag-${key}`,
          key,
          `bytes of ${key}`
        ])
      )
      assert.notDeepEqual(order, keys)
    }).pipe((calls) => during(calls, "20 seconds"), Effect.provide(live), Random.withSeed("shuffled"))
  )
})

describe("an object that is stored as JSON", () => {
  for (const text of ['{"keys":[1]}', '{"keys":', "null"]) {
    it.effect(`is the object and no answer of the service: ${text}`, () =>
      Effect.gen(function* () {
        const headers = {
          "content-type": "application/json",
          "content-length": String(text.length),
          "x-qs-request-id": "r"
        }
        const { output } = yield* calledOis(
          [
            answer(200, headers, text),
            answer(200, headers),
            answer(206, { ...headers, "content-length": "2" }, text.slice(0, 2))
          ],
          (ois) =>
            Effect.gen(function* () {
              const handle = ois.bucket(bucket)
              const whole = yield* (yield* handle.getObject({ key: "a" })).bytes
              const head = yield* handle.headObject({ key: "a" })
              const part = yield* (yield* handle.getObject({ key: "a", range: [0, 1] })).text
              return { whole, head, part }
            })
        )
        assert.deepStrictEqual(output.whole, encoder.encode(text))
        assert.deepStrictEqual([output.head.contentType, output.head.contentLength], ["application/json", text.length])
        assert.strictEqual(output.part, text.slice(0, 2))
      })
    )
  }
})

describe("an error", () => {
  const document = JSON.stringify({
    code: "object_not_exists",
    message: "no such object",
    url: "https://docs.example.com"
  })
  const onGet = (step: Step) =>
    Effect.map(
      calledOis([step], (ois) => Effect.flip(ois.bucket(bucket).getObject({ key: "a" }))),
      ({ output }) => (output._tag === "ServerError" ? output.reason : assert.fail(output.message))
    )

  it.effect("is read when it comes in chunks, of no told length and type, with its id in the header only", () =>
    Effect.gen(function* () {
      const bytes = encoder.encode(document)
      const chunked = new ReadableStream<Uint8Array>({
        start: (controller) => {
          for (let at = 0; at < bytes.length; at += 7) controller.enqueue(bytes.slice(at, at + 7))
          controller.close()
        }
      })
      const reason = yield* onGet(answer(404, { "x-qs-request-id": requestId }, chunked))
      assert.deepStrictEqual(
        [reason._tag, reason.code, reason.message, reason.requestId, reason.details?.["url"]],
        ["object_not_exists", "object_not_exists", "no such object", requestId, "https://docs.example.com"]
      )
    })
  )

  it.effect("of a download is read like any other", () =>
    Effect.gen(function* () {
      const reason = yield* onGet(oisError(403, "permission_denied", undefined, "not yours"))
      assert.deepStrictEqual(
        [reason._tag, reason.message, reason.requestId],
        ["permission_denied", "not yours", requestId]
      )
    })
  )

  it.effect("of the proxy in front keeps its text", () =>
    Effect.gen(function* () {
      const html = "<html>Bad Gateway</html>"
      const reason = yield* onGet(answer(502, { "content-type": "text/html", "x-qs-request-id": "r-1" }, html))
      assert.deepStrictEqual(
        [reason._tag, reason.code, reason.status, reason.requestId, reason.details?.["body"], reason.retryable],
        ["Unknown", "BadErrorResponse", 502, "r-1", html, true]
      )
    })
  )

  it.effect("without a body has the code of its status", () =>
    Effect.gen(function* () {
      const reason = yield* onGet(answer(403, { "x-qs-request-id": "r-2" }))
      assert.deepStrictEqual([reason._tag, reason.status, reason.requestId], ["forbidden", 403, "r-2"])
    })
  )

  it.effect("to HEAD has the code of its status", () =>
    Effect.gen(function* () {
      for (const [status, code] of [
        [404, "not_found"],
        [403, "forbidden"],
        [412, "precondition_failed"],
        [304, "not_modified"]
      ] as const) {
        const { output } = yield* calledOis([answer(status, { "x-qs-request-id": "r-3" })], (ois) =>
          Effect.flip(ois.bucket(bucket).headObject({ key: "a", ifMatch: "e" }))
        )
        assert.deepStrictEqual(output._tag === "ServerError" && [output.reason._tag, output.reason.requestId], [
          code,
          "r-3"
        ])
      }
    })
  )

  it.effect("of endless length ends", () =>
    Effect.gen(function* () {
      const endless = repeatedChunks(new Uint8Array(1024 * 1024).fill(65), 1000)
      const { output } = yield* calledOis([answer(500, {}, endless)], (ois) => Effect.flip(ois.listBuckets({})))
      assert.strictEqual(output._tag, "RequestError")
    })
  )
})

describe("a good answer", () => {
  it.effect("that cannot be read is told with its request id", () =>
    Effect.gen(function* () {
      const { output } = yield* calledOis([answer(200, { "x-qs-request-id": "r-4" }, "<html>")], (ois) =>
        Effect.flip(ois.listBuckets({}))
      )
      assert.deepStrictEqual(output._tag === "ClientError" && output.reason, {
        _tag: "UndecodableResponse",
        status: 200,
        message: "the answer is no JSON document",
        requestId: "r-4"
      })
    })
  )

  it.effect("may say more than is known, and null for nothing", () =>
    Effect.gen(function* () {
      const { output } = yield* calledOis(
        [oisAnswer(200, { count: null, new: { a: 1 }, buckets: [{ name: "b", location: null, flavour: "sweet" }] })],
        (ois) => ois.listBuckets({})
      )
      assert.deepStrictEqual(output, { requestId, buckets: [{ name: "b" }] })
    })
  )
})

describe("a customer's key", () => {
  it.effect("is told to nobody but the service: not in errors, spans or logs", () =>
    Effect.gen(function* () {
      const bytes = new Uint8Array(32).fill(0x78)
      const customerKey = Redacted.make(bytes)
      const told: Array<string> = []
      const tracer = Tracer.make({
        span: (options) => {
          const span = new Tracer.NativeSpan(options)
          const attribute = span.attribute.bind(span)
          span.attribute = (name, value) => {
            told.push(`${name}=${JSON.stringify(value)}`)
            attribute(name, value)
          }
          return span
        }
      })
      const object = { bucket, key: "a" }
      const { output, seen } = yield* calledOis([oisError(400, "invalid_argument"), reset], (ois) =>
        Effect.all([
          Effect.flip(ois.getObject({ ...object, customerKey })),
          Effect.flip(ois.getObject({ ...object, customerKey })),
          Effect.flip(ois.getObject({ ...object, customerKey: Redacted.make(new Uint8Array(31).fill(0x78)) })),
          Effect.flip(ois.getObject({ ...object, customerKey: bytes as never }))
        ])
      ).pipe(Effect.withTracer(tracer))
      const secret = "eHh4eHh4"
      assert.include(seen[0]!.headers["x-qs-encryption-customer-key"]!, secret)
      assert.isAbove(told.length, 0)
      for (const text of [...output.map((error) => `${error.message} ${JSON.stringify(error)}`), ...told]) {
        assert.notInclude(text, secret)
        assert.notInclude(text, "120,120,120")
      }
      assert.match(output[2].message, /customerKey: must be a redacted key of 32 bytes/)
    })
  )
})
