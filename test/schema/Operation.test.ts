import { assert, describe, it } from "@effect/vitest"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { xmlProtocol } from "../../src/layers/protocol/xml.ts"
import type { InputIssue } from "../../src/schema/Errors.ts"
import { describe as describeFields, fields, list, optional } from "../../src/schema/Fields.ts"
import {
  element,
  inHeader,
  inHeaders,
  inHost,
  inKeyPath,
  inPath,
  inQuery,
  inXml,
  local,
  repeated,
  xmlService
} from "../../src/schema/wire/xml.ts"
import { HttpDate, WireBoolean, WireInt } from "../../src/schema/wireText.ts"

const service = xmlService<"NoSuchThing" | "Busy" | "Denied">()({ service: "Demo", commonErrors: ["Denied"] })

class Inner extends element(() => ({ id: inXml("Id", WireInt), deep: inXml("Deep", optional(list(Deep))) })) {}
class Deep extends element(() => ({ name: inXml("Name", Schema.String) })) {}
class Shelf extends fields(() => ({ shelf: inHost("shelf", Schema.String.check(Schema.isMinLength(3))) })) {}
class PutThingInput extends fields(Shelf, () => ({
  name: inKeyPath(Schema.String),
  count: inQuery("count", optional(WireInt.check(Schema.isBetween({ minimum: 1, maximum: 10 })))),
  since: inHeader("if-modified-since", optional(HttpDate)),
  note: inHeader("x-note", optional(Schema.String)),
  labels: inHeaders("x-label-", optional(Schema.Record(Schema.String, Schema.String))),
  onlyIfAbsent: inHeader("x-only-if-absent", optional(WireBoolean)),
  password: local(optional(Schema.Redacted(Schema.String.check(Schema.isMinLength(8))))),
  nested: inXml("Nested", optional(list(Inner))),
  hint: local(optional(Schema.Boolean))
})) {}
class PutThingOutput extends fields(() => ({
  count: inHeader("x-count", WireInt),
  at: inHeader("date", optional(HttpDate)),
  things: inXml("Thing", repeated(Inner))
})) {}

const putThing = service.operation("PutThing", {
  method: "PUT",
  path: "/things/{name}",
  root: "Things",
  idempotent: ({ onlyIfAbsent }) => onlyIfAbsent !== true,
  input: PutThingInput,
  output: PutThingOutput,
  errors: ["NoSuchThing"]
})

const written = (input: unknown) => Result.getOrThrow(xmlProtocol.encode(putThing, input))

const issuesOf = (input: unknown): ReadonlyArray<InputIssue> => {
  const result = xmlProtocol.encode(putThing, input)
  if (Result.isSuccess(result)) throw new Error(`it was taken: ${JSON.stringify(result.success)}`)
  return result.failure
}

const read = (headers: Readonly<Record<string, string>>, document = "") =>
  xmlProtocol.decode(putThing, { status: 200, headers, body: new TextEncoder().encode(document) })

describe("an operation", () => {
  it("knows its names and all codes it may fail with", () => {
    assert.strictEqual(putThing.methodName, "putThing")
    assert.strictEqual(putThing.service, "Demo")
    assert.deepStrictEqual([...putThing.codes].sort(), ["Denied", "NoSuchThing"])
  })

  it("decides by the input whether it may be repeated", () => {
    assert.isTrue(putThing.isIdempotent({ shelf: "abc", name: "n" }))
    assert.isFalse(putThing.isIdempotent({ shelf: "abc", name: "n", onlyIfAbsent: true }))
  })

  it("writes each field where it belongs, in its wire form", () => {
    const { request, body } = written({
      shelf: "abc",
      name: "a b/c",
      count: 5,
      since: DateTime.makeUnsafe(1_449_313_829_000),
      labels: { Colour: "red" },
      onlyIfAbsent: true,
      nested: [{ id: 1, deep: [{ name: "x" }] }]
    })
    assert.deepStrictEqual(request, {
      method: "PUT",
      host: { shelf: "abc" },
      path: "things/a b/c",
      escapedPath: "things/a%20b/c",
      query: [["count", "5"]],
      headers: {
        "if-modified-since": "Sat, 05 Dec 2015 11:10:29 GMT",
        "x-label-colour": "red",
        "x-only-if-absent": "true",
        "content-type": "application/xml"
      }
    })
    assert.strictEqual(
      String(body),
      '<?xml version="1.0" encoding="UTF-8"?>\n<Things><Nested><Id>1</Id><Deep><Name>x</Name></Deep></Nested></Things>'
    )
  })

  it("takes what is absent and what is undefined for the same, at any depth", () => {
    const { request, body } = written({
      shelf: "abc",
      name: "n",
      count: undefined,
      labels: undefined,
      nested: undefined
    })
    assert.deepStrictEqual([request.query, request.headers, body], [[], {}, undefined])
    const nested = written({ shelf: "abc", name: "n", nested: [{ id: 1, deep: undefined }] })
    assert.include(String(nested.body), "<Nested><Id>1</Id></Nested>")
  })

  it("says everything that is wrong, once, at any depth", () => {
    const input = {
      shelf: "a",
      count: 11,
      extra: true,
      nested: [{ id: 1 }, { id: "2" }, { id: 3, deep: [{ nam: "x" }] }]
    }
    assert.deepStrictEqual(issuesOf(input), [
      { path: ["shelf"], message: "must be a value with a length of at least 3", given: '"a"' },
      { path: ["count"], message: "must be a value between 1 and 10", given: "11" },
      { path: ["extra"], message: "is not a parameter of this call", given: "true" },
      { path: ["nested", "1", "id"], message: "must be number", given: '"2"' },
      { path: ["nested", "2", "deep", "0", "nam"], message: "is not a parameter of this call", given: '"x"' },
      { path: ["nested", "2", "deep", "0", "name"], message: "is missing" },
      { path: ["name"], message: "is missing" }
    ])
  })

  it("refuses what is no record at all, and lists that are none", () => {
    for (const input of [undefined, null, 5, "text", []]) assert.isAbove(issuesOf(input).length, 0, String(input))
    for (const nested of [5, "text", { 0: { id: 1 } }, [5], [null], [[]]]) {
      assert.strictEqual(issuesOf({ shelf: "abc", name: "n", nested })[0]!.path[0], "nested", JSON.stringify(nested))
    }
  })

  it("knows no field by a name that all objects have", () => {
    for (const field of ["constructor", "toString", "hasOwnProperty"]) {
      assert.deepStrictEqual(issuesOf({ shelf: "abc", name: "n", [field]: 1 }), [
        { path: [field], message: "is not a parameter of this call", given: "1" }
      ])
    }
  })

  it("takes no wire form for a value", () => {
    assert.deepStrictEqual(
      issuesOf({ shelf: "abc", name: "n", since: "Sat, 05 Dec 2015 11:10:29 GMT", onlyIfAbsent: "true" }).map(
        ({ path }) => path.join(".")
      ),
      ["since", "onlyIfAbsent"]
    )
  })

  it("shortens long values and hides secret ones", () => {
    const [long] = issuesOf({ shelf: "abc", name: "n", onlyIfAbsent: "x".repeat(500) })
    assert.isAtMost(long!.given!.length, 90)
    const secret = issuesOf({ shelf: "abc", name: "n", password: Redacted.make("hunter2") })
    assert.lengthOf(secret, 1)
    assert.notInclude(JSON.stringify(secret), "hunter2")
  })

  it("lets no line break into a header", () => {
    for (const [field, value] of [
      ["note", "a\nb"],
      ["note", "a\r\nx-other: 1"],
      ["note", "\u0000"],
      ["note", "\u007f"],
      ["labels", { a: "b\nc" }]
    ] as const) {
      const issues = issuesOf({ shelf: "abc", name: "n", [field]: value })
      assert.strictEqual(issues[0]?.message, "must not contain line breaks or other control characters")
      assert.strictEqual(issues[0]?.path[0], field)
    }
    assert.strictEqual(written({ shelf: "abc", name: "n", note: "a\tb" }).request.headers["x-note"], "a\tb")
    // Elsewhere they are encoded, and harmless.
    assert.strictEqual(written({ shelf: "abc", name: "a\nb" }).request.escapedPath, "things/a%0Ab")
  })

  it("loses no header to another one whose name differs by letter case only", () => {
    const [issue] = issuesOf({ shelf: "abc", name: "n", labels: { foo: "1", FOO: "2" } })
    assert.deepStrictEqual(issue!.path, ["labels"])
    assert.include(issue!.message, '"FOO" twice')
  })

  it.effect("reads the output of an answer, and says what is wrong with it", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* read({ "x-count": "7" }), { count: 7, things: [] })
      const things = "<Things><Thing><Id>1</Id></Thing><Thing><Id>2</Id><Deep><Name>x</Name></Deep></Thing></Things>"
      const failure = yield* Effect.flip(read({ "x-count": "many", date: "sometime" }, things))
      assert.match(failure.message, /^the answer is not as described: count .*; at .*; things\.1\.deep /)
      const missing = yield* Effect.flip(read({}))
      assert.strictEqual(missing.message, "the answer is not as described: count is missing")
    })
  )

  it("can be described by its names on the wire, at any depth", () => {
    const nested = describeFields(PutThingInput.slots).find(({ field }) => field === "nested")
    assert.deepStrictEqual(nested, {
      field: "nested",
      in: "xml",
      name: "Nested",
      optional: true,
      fields: [
        { field: "id", in: "xml", name: "Id", optional: false, fields: [] },
        {
          field: "deep",
          in: "xml",
          name: "Deep",
          optional: true,
          fields: [{ field: "name", in: "xml", name: "Name", optional: false, fields: [] }]
        }
      ]
    })
  })
})

describe("paths", () => {
  class UploadRef extends fields(() => ({ vault: inPath(Schema.String), upload: inPath(Schema.String) })) {}
  const call = service.operation("GetUpload", {
    method: "GET",
    path: "/vaults/{vault}/uploads/{upload}/parts",
    idempotent: true,
    input: UploadRef,
    output: fields(),
    errors: []
  })
  const pathOf = (vault: string, upload: string) => xmlProtocol.encode(call, { vault, upload })

  it("may have any number of parts, whose slashes are no separators", () => {
    const { request } = Result.getOrThrow(pathOf("a/b", "ü c"))
    assert.strictEqual(request.path, "vaults/a/b/uploads/ü c/parts")
    assert.strictEqual(request.escapedPath, "vaults/a%2Fb/uploads/%C3%BC%20c/parts")
  })

  it("cannot hold what no URL can name", () => {
    for (const dots of [".", ".."]) {
      const refused = pathOf("a", dots)
      assert.isTrue(Result.isFailure(refused))
      if (Result.isFailure(refused)) {
        assert.deepStrictEqual(refused.failure, [
          { path: ["upload"], message: `cannot be addressed: no URL can name "${dots}"`, given: `"${dots}"` }
        ])
      }
    }
  })
})
