/** The examples of the official clients: documents, checks of inputs, answers. */
import { createHash } from "node:crypto"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import type { ClientError } from "../../src/schema/Errors.ts"
import type { OisService } from "../../src/services/Ois.ts"
import { vectors } from "../layers/ois/vectors.ts"
import { answer } from "../suites/scriptedHttp.ts"
import { calledOis, oisAnswer } from "../suites/scriptedOis.ts"

/** The methods here, by their names in the client for Python. */
const methods = {
  put_acl: "putBucketAcl",
  put_cors: "putBucketCors",
  put_external_mirror: "putBucketExternalMirror",
  put_lifecycle: "putBucketLifecycle",
  put_policy: "putBucketPolicy",
  put_logging: "putBucketLogging",
  put_object: "putObject",
  options_object: "optionsObject"
} as const satisfies Readonly<Record<string, keyof OisService>>

const camel = (name: string): string =>
  name
    .replace(/^x_qs_/, "")
    .replace(/^[A-Z]/, (letter) => letter.toLowerCase())
    .replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

/** The same input in the names of this client, fields in the same order. */
const renamed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(renamed)
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [camel(name), renamed(inner)]))
}

const methodOf = (ois: OisService, operation: string) =>
  ois[methods[operation as keyof typeof methods]] as unknown as (input: object) => Effect.Effect<object, ClientError>

describe("documents", () => {
  for (const { id, operation, input, query, compact_body, compact_content_md5 } of vectors("json_bodies")) {
    it.effect(`are those of the official client, byte for byte (${id})`, () =>
      Effect.gen(function* () {
        const { seen } = yield* calledOis([oisAnswer(200)], (ois) =>
          methodOf(ois, operation)({ bucket: "test-bucket", ...(renamed(input) as object) })
        )
        const { body, headers, target } = seen[0]!
        assert.strictEqual(new TextDecoder().decode(body), compact_body)
        assert.strictEqual(createHash("md5").update(body!).digest("base64"), compact_content_md5)
        assert.deepStrictEqual([target, headers["content-type"]], [`/test-bucket?${query}`, "application/json"])
      })
    )
  }
})

/** Wrong inputs by what this client says of them. */
const told: Readonly<Record<string, string>> = {
  "acl-missing-permission": "acl.0.permission is missing",
  "acl-missing-grantee": "acl.0.grantee is missing",
  "acl-bad-type": 'acl.0.grantee.type "robot" must be "user" | "group"',
  "acl-bad-permission": 'acl.0.permission "ADMIN" must be "READ" | "WRITE" | "FULL_CONTROL"',
  "storage-class-bad": 'storageClass "GLACIER" must be "STANDARD" | "STANDARD_IA"',
  "options-missing-origin": "origin is missing",
  "lifecycle-missing-status": "rule.0.status is missing",
  "cors-missing-methods": "corsRules.0.allowedMethods is missing"
}

describe("inputs", () => {
  for (const { id, operation, args, input, error } of vectors("client_validation")) {
    // This client has a method of its own for copies, whose directive is the only one there is.
    const isCopy = id === "directive-bad"
    it.effect(`are checked where the official client checks them (${id})`, () =>
      Effect.gen(function* () {
        const given = {
          bucket: "test-bucket",
          ...(args.length === 0 ? {} : { key: args[0] }),
          ...(renamed(input) as object),
          ...(isCopy ? { source: { bucket: "test-bucket", key: "b" } } : {})
        }
        const { output, seen } = yield* calledOis([oisAnswer(200)], (ois) =>
          Effect.result(isCopy ? ois.copyObject(given as never) : methodOf(ois, operation)(given))
        )
        if (error === null) {
          assert.strictEqual(output._tag, "Success")
          return
        }
        assert.strictEqual(seen.length, 0)
        const reason = output._tag === "Failure" && output.failure._tag === "ClientError" && output.failure.reason
        const issues = reason && reason._tag === "InvalidInput" ? reason.issues : []
        assert.deepStrictEqual(
          issues.map(({ path, given: value, message }) => [path.join("."), value, message].filter(Boolean).join(" ")),
          [isCopy ? 'metadataDirective "copy" must be "COPY" | "REPLACE"' : told[id]]
        )
      })
    )
  }
})

describe("answers", () => {
  const step = (id: string) => {
    const { response } = vectors("responses").find((vector) => vector.id === id)!
    return answer(response.status, response.headers, response.body)
  }
  const object = { bucket: "test-bucket", key: "a" }

  it.effect("are read as the official client reads them", () =>
    Effect.gen(function* () {
      const lists = yield* calledOis([step("list-buckets")], (ois) => ois.listBuckets({}))
      assert.deepStrictEqual(
        [lists.output.count, lists.output.buckets[0]?.name, lists.output.buckets[0]?.location],
        [1, "mybucket", "jn1a"]
      )
      const bytes = yield* calledOis([step("object-bytes")], (ois) =>
        Effect.flatMap(ois.getObject(object), ({ text }) => text)
      )
      assert.strictEqual(bytes.output, "hello")
      const created = yield* calledOis([step("created-empty")], (ois) =>
        ois.putObject({ ...object, body: "hello world" })
      )
      assert.strictEqual(created.output.eTag, "5eb63bbbe01eeed093cb22bb8f5acdc3")
    })
  )

  it.effect("that are errors are errors", () =>
    Effect.gen(function* () {
      const reasonOf = (id: string) =>
        Effect.map(
          calledOis([step(id)], (ois) => Effect.flip(ois.getObject(object))),
          ({ output }) => (output._tag === "ServerError" ? output.reason : assert.fail(output.message))
        )
      const { _tag, message, requestId, details } = yield* reasonOf("error-json")
      assert.deepStrictEqual(
        [_tag, message, requestId, details?.["url"]],
        [
          "object_not_exists",
          "The object you are accessing does not exist.",
          "aa08cf7a43f611e5",
          "http://docs.shanhe.com/qingstor/api/object/get.html"
        ]
      )
      const empty = yield* reasonOf("error-empty-body")
      assert.deepStrictEqual([empty._tag, empty.requestId], ["not_found", "aa08cf7a43f611e5"])
      const html = yield* reasonOf("error-html")
      assert.deepStrictEqual([html.status, html.details?.["body"]], [502, "<html>Bad Gateway</html>"])
    })
  )
})
