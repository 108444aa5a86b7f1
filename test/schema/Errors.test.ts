import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { ClientError, RequestError, ServerError, type ServerErrorReason } from "../../src/schema/Errors.ts"

const info = {
  service: "Oss",
  operation: "getObject",
  status: 404,
  code: "NoSuchKey",
  message: "The specified key does not exist.",
  requestId: "5C3D9175B6FC201293AD4890",
  retryable: false
}
const gone = (): Effect.Effect<
  string,
  ServerError<"NoSuchKey" | "AccessDenied"> | ServerError<"NoSuchBucket"> | ClientError
> => Effect.fail(new ServerError<"NoSuchKey" | "AccessDenied">({ reason: { _tag: "NoSuchKey", ...info } }))

describe("errors", () => {
  it.effect("a server code is caught as a reason and narrows", () =>
    Effect.gen(function* () {
      const caught = yield* gone().pipe(
        Effect.catchReason("ServerError", "NoSuchKey", (reason) => {
          const tag: "NoSuchKey" = reason._tag
          return Effect.succeed(`${tag} ${reason.requestId}`)
        })
      )
      assert.strictEqual(caught, "NoSuchKey 5C3D9175B6FC201293AD4890")
    })
  )

  it("a misspelt code does not compile", () => {
    // @ts-expect-error "NoSuchKeys" is not a code of the operation
    gone().pipe(Effect.catchReason("ServerError", "NoSuchKeys", () => Effect.succeed("")))
    const wide: ServerErrorReason<"A" | "B"> = { _tag: "A", ...info }
    assert.strictEqual(wide._tag, "A")
  })

  it.effect("handling the three classes empties the channel", () =>
    Effect.gen(function* () {
      const handled: Effect.Effect<string> = gone().pipe(
        Effect.catchTags({
          ServerError: (error) => Effect.succeed(error.message),
          ClientError: (error) => Effect.succeed(error.message)
        })
      )
      assert.strictEqual(
        yield* handled,
        "Oss.getObject: NoSuchKey (HTTP 404) The specified key does not exist. [request 5C3D9175B6FC201293AD4890]"
      )
    })
  )

  it("errors print as one line", () => {
    const input = new ClientError({
      service: "Oss",
      operation: "putObject",
      reason: {
        _tag: "InvalidInput",
        issues: [{ path: ["bucket"], given: '"Photos"', message: 'must be 3 to 63 of a-z, 0-9 and "-"' }]
      }
    })
    assert.strictEqual(input.message, 'Oss.putObject: bucket: "Photos" must be 3 to 63 of a-z, 0-9 and "-"')
    const network = new RequestError({
      service: "Oss",
      operation: "putObject",
      host: "oss-cn-hangzhou.aliyuncs.com",
      attempts: 4,
      elapsedMillis: 6200,
      reason: { _tag: "Reset", detail: "ECONNRESET" }
    })
    assert.strictEqual(
      network.message,
      "Oss.putObject: connection reset by oss-cn-hangzhou.aliyuncs.com (ECONNRESET) after 4 attempts in 6.2 s"
    )
    const told = "one\r\n  two\n\nthree"
    const context = { service: "Oss", operation: "putObject" }
    for (const error of [
      new ServerError<string>({ reason: { _tag: "NoSuchKey", ...info, message: told } }),
      new ClientError({ ...context, reason: { _tag: "BodyFailed", message: told } }),
      new RequestError({
        ...context,
        host: "localhost",
        attempts: 1,
        elapsedMillis: 0,
        reason: { _tag: "Transport", detail: told }
      })
    ]) {
      assert.match(error.message, /one two three/)
    }
  })

  it.effect("errors survive JSON", () =>
    Effect.gen(function* () {
      const Any = Schema.Union([ServerError, ClientError, RequestError])
      const codec = Schema.toCodecJson(Any)
      const original = new ServerError<string>({ reason: { _tag: "NoSuchKey", ...info } })
      const text = JSON.stringify(yield* Schema.encodeEffect(codec)(original))
      const back = yield* Schema.decodeUnknownEffect(codec)(JSON.parse(text))
      assert.isTrue(back instanceof ServerError)
      assert.deepStrictEqual(back.reason, original.reason)
      assert.strictEqual(back.message, original.message)
    })
  )
})
