import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { ClientError, RequestError, ServerError, type StorageError } from "../../src/schema/Errors.ts"
import { errorKindOf } from "../../src/schema/errorKinds.ts"
import {
  isAccessDenied,
  isAlreadyExists,
  isNotFound,
  isPreconditionFailed,
  isThrottled,
  isTransient
} from "../../src/schema/errorPredicates.ts"
import { ossErrorKinds } from "../../src/schema/oss/errors.ts"
import { tablestoreErrorKinds } from "../../src/schema/tablestore/errors.ts"

type Code = "NoSuchKey" | "AccessDenied"

const refused = (service: string, status: number, code: string): ServerError<Code> => {
  const kind = errorKindOf(status, code, service === "Oss" ? ossErrorKinds : tablestoreErrorKinds)
  return new ServerError<Code>({
    reason: {
      _tag: code as Code,
      service,
      operation: "getObject",
      status,
      code,
      message: "m",
      retryable: status >= 500,
      ...(kind === undefined ? {} : { kind })
    }
  })
}

const client = (reason: ClientError["reason"]) => new ClientError({ service: "Oss", operation: "getObject", reason })
const network = (reason: RequestError["reason"]) =>
  new RequestError({ service: "Oss", operation: "getObject", host: "h", attempts: 1, elapsedMillis: 1, reason })

describe("errors of any service answer the questions all programs ask", () => {
  const questions = { isAccessDenied, isAlreadyExists, isNotFound, isPreconditionFailed, isThrottled }

  it.each([
    ["Oss", 404, "NoSuchKey", "isNotFound"],
    ["Oss", 404, "NotFound", "isNotFound"],
    ["Tablestore", 404, "OTSObjectNotExist", "isNotFound"],
    ["Tablestore", 404, "OTSTableNotReady", undefined],
    ["Oss", 403, "AccessDenied", "isAccessDenied"],
    ["Oss", 403, "InvalidObjectState", undefined],
    ["Oss", 403, "RequestTimeTooSkewed", undefined],
    ["Tablestore", 403, "OTSNoPermissionAccess", "isAccessDenied"],
    ["Tablestore", 403, "OTSConditionCheckFail", "isPreconditionFailed"],
    ["Oss", 412, "PreconditionFailed", "isPreconditionFailed"],
    ["Oss", 409, "BucketAlreadyExists", "isAlreadyExists"],
    ["Oss", 409, "BucketNotEmpty", undefined],
    ["Tablestore", 409, "OTSObjectAlreadyExist", "isAlreadyExists"],
    ["Tablestore", 503, "OTSServerBusy", "isThrottled"],
    ["Oss", 429, "SomethingNew", "isThrottled"],
    ["Oss", 400, "constructor", undefined]
  ] as const)("%s %i %s: %s", (service, status, code, expected) => {
    const error = refused(service, status, code)
    const answers = Object.entries(questions).filter(([, holds]) => holds(error))
    assert.deepStrictEqual(
      answers.map(([name]) => name),
      expected === undefined ? [] : [expected]
    )
  })

  it("are asked of anything", () => {
    for (const thing of [undefined, null, 5, "ServerError", {}, { _tag: "ServerError" }, new Error("no")]) {
      for (const holds of [...Object.values(questions), isTransient]) assert.isFalse(holds(thing))
    }
  })

  it("tell what may pass by itself, whatever the class", () => {
    assert.isTrue(isTransient(refused("Oss", 503, "ServiceUnavailable")))
    assert.isFalse(isTransient(refused("Oss", 404, "NoSuchKey")))
    assert.isTrue(isTransient(network({ _tag: "Reset", detail: "" })))
    assert.isFalse(isTransient(network({ _tag: "Aborted", detail: "" })))
    const damaged = { _tag: "ChecksumMismatch", algorithm: "crc64", direction: "upload", expected: "1", actual: "2" }
    assert.isTrue(isTransient(client(damaged as never)))
    assert.isFalse(isTransient(client({ _tag: "NoCredentials", message: "" })))
  })

  it.effect("catch what they say, and leave the type of the rest as it was", () =>
    Effect.gen(function* () {
      const call: Effect.Effect<number, StorageError<Code> | { readonly _tag: "Mine" }> = Effect.fail(
        refused("Oss", 404, "NoSuchKey")
      )
      const caught = call.pipe(
        Effect.catchIf(isNotFound, (error) => {
          // The handler sees the codes of the operation.
          const tag: Code | "Unknown" = error.reason._tag
          return Effect.succeed(tag)
        })
      )
      // What remains may still be a ServerError of the same codes.
      const rest = caught.pipe(Effect.catchReason("ServerError", "AccessDenied", () => Effect.succeed("denied")))
      assert.strictEqual(yield* rest, "NoSuchKey")
      const other = Effect.fail(refused("Oss", 403, "AccessDenied")).pipe(
        Effect.catchIf(isNotFound, () => Effect.succeed("absent"))
      )
      assert.strictEqual((yield* Effect.flip(other)).reason.code, "AccessDenied")
    })
  )
})
