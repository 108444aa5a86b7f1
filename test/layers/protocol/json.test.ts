import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { jsonProtocol } from "../../../src/layers/protocol/json.ts"
import { BodyInput } from "../../../src/schema/Body.ts"
import { fields, list, optional } from "../../../src/schema/Fields.ts"
import {
  inBody,
  inHeader,
  inJson,
  inJsonDocument,
  inPath,
  jsonService,
  listOrNothing,
  object
} from "../../../src/schema/wire/json.ts"

const service = jsonService<"NotFound">()({ service: "Demo", commonErrors: [] })

class Part extends object(() => ({
  number: inJson("PartNumber", Schema.Int),
  etag: inJson("Etag", optional(Schema.String))
})) {}
class VaultRef extends fields(() => ({ vault: inPath(Schema.String) })) {}
class CompleteInput extends fields(VaultRef, () => ({
  parts: inJson("Parts", list(Part)),
  comment: inJson("Comment", optional(Schema.String)),
  tree: inHeader("x-tree", optional(Schema.String))
})) {}
class CompleteOutput extends fields(() => ({
  archive: inJson("ArchiveId", Schema.String),
  parts: inJson("Parts", listOrNothing(Part)),
  size: inJson("Size", optional(Schema.Finite))
})) {}

const complete = service.operation("Complete", {
  method: "POST",
  path: "/vaults/{vault}/complete",
  idempotent: false,
  input: CompleteInput,
  output: CompleteOutput,
  errors: ["NotFound"]
})

class Listed extends fields(() => ({ parts: inJsonDocument(list(Part)) })) {}
const listAll = service.operation("ListAll", {
  method: "GET",
  path: "/vaults/{vault}",
  idempotent: true,
  input: VaultRef,
  output: Listed,
  errors: []
})

class PutInput extends fields(VaultRef, () => ({ body: inBody(BodyInput) })) {}
const put = service.operation("Put", {
  method: "PUT",
  path: "/vaults/{vault}",
  idempotent: true,
  contentTypeFrom: "vault",
  input: PutInput,
  output: fields(() => ({ type: inHeader("content-type", optional(Schema.String)) })),
  errors: []
})

const textOf = (body: unknown) => new TextDecoder().decode(body as Uint8Array)
const answer = (text: string, headers: Readonly<Record<string, string>> = {}) => ({
  status: 200,
  headers,
  body: new TextEncoder().encode(text)
})

describe("JSON over REST", () => {
  it("writes members by their names, in the order they are given, without what is absent", () => {
    const input = {
      vault: "a b",
      parts: [
        { number: 1, etag: "E" },
        { etag: undefined, number: 2 }
      ],
      comment: undefined
    }
    const { body, request } = Result.getOrThrow(jsonProtocol.encode(complete, input))
    assert.strictEqual(textOf(body), '{"Parts":[{"PartNumber":1,"Etag":"E"},{"PartNumber":2}]}')
    assert.strictEqual(request.escapedPath, "vaults/a%20b/complete")
    assert.deepStrictEqual(request.headers, { "content-type": "application/json" })
  })

  it("says what is wrong at any depth", () => {
    const refused = jsonProtocol.encode(complete, { vault: "v", parts: [{ number: 1.5 }, { numbr: 2 }] })
    assert.deepStrictEqual(
      Result.isFailure(refused) ? refused.failure.map(({ path, message }) => `${path.join(".")} ${message}`) : [],
      [
        "parts.0.number must be an integer",
        "parts.1.numbr is not a parameter of this call",
        "parts.1.number is missing"
      ]
    )
  })

  it.effect("reads members, takes null for nothing, and passes over what it does not know", () =>
    Effect.gen(function* () {
      const whole = '{"ArchiveId":"1","Parts":[{"PartNumber":1,"Etag":null,"New":{}}],"Size":null,"More":[]}'
      assert.deepStrictEqual(yield* jsonProtocol.decode(complete, answer(whole)), {
        archive: "1",
        parts: [{ number: 1 }]
      })
      assert.deepStrictEqual(yield* jsonProtocol.decode(complete, answer('{"ArchiveId":"1","Parts":null}')), {
        archive: "1",
        parts: []
      })
      assert.deepStrictEqual(yield* jsonProtocol.decode(listAll, answer('[{"PartNumber":1}]')), {
        parts: [{ number: 1 }]
      })
    })
  )

  it.effect("tells what cannot be read", () =>
    Effect.gen(function* () {
      for (const [text, message] of [
        ["{", "the answer is no JSON document"],
        ["", "the answer is not as described: archive is missing"],
        ["5", "the answer is not as described: archive is missing"],
        ['{"ArchiveId":"1","Parts":[{}]}', "the answer is not as described: parts.0.number is missing"],
        ['{"ArchiveId":"1","Parts":{"0":{}}}', "the answer is not as described: parts must be a list"]
      ] as const) {
        assert.strictEqual((yield* Effect.flip(jsonProtocol.decode(complete, answer(text)))).message, message, text)
      }
    })
  )

  it.effect("does not take what is stored for a document of its own", () =>
    Effect.gen(function* () {
      const stored = answer('{"keys":[1', { "content-type": "application/json" })
      assert.deepStrictEqual(yield* jsonProtocol.decode(put, stored), { type: "application/json" })
      const { body, request } = Result.getOrThrow(jsonProtocol.encode(put, { vault: "a.png", body: "x" }))
      assert.deepStrictEqual([body, request.headers["content-type"]], ["x", "image/png"])
    })
  )
})
