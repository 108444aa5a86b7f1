import { assert, describe, it } from "@effect/vitest"
import * as DateTime from "effect/DateTime"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import {
  describeService,
  inBody,
  inHeader,
  inHeaders,
  inHost,
  inPath,
  inQuery,
  local,
  optional
} from "../../src/schema/Operation.ts"
import { HttpDate, WireBoolean, WireInt } from "../../src/schema/wireText.ts"

const service = describeService<"NoSuchThing" | "Busy" | "Denied">()({
  service: "Demo",
  protocol: "xml",
  commonErrors: ["Denied"]
})

const putThing = service.operation("PutThing", {
  method: "PUT",
  idempotent: ({ onlyIfAbsent }) => onlyIfAbsent !== true,
  input: {
    shelf: inHost("shelf", Schema.String.check(Schema.isMinLength(3))),
    name: inPath("name", Schema.String),
    count: inQuery("count", optional(WireInt.check(Schema.isBetween({ minimum: 1, maximum: 10 })))),
    since: inHeader("if-modified-since", optional(HttpDate)),
    note: inHeader("x-note", optional(Schema.String)),
    labels: inHeaders("x-label-", optional(Schema.Record(Schema.String, Schema.String))),
    onlyIfAbsent: inHeader("x-only-if-absent", optional(WireBoolean)),
    password: inHeader("x-password", optional(Schema.Redacted(Schema.String.check(Schema.isMinLength(8))))),
    nested: inBody(optional(Schema.Array(Schema.Struct({ id: Schema.Int })))),
    hint: local(optional(Schema.Boolean))
  },
  output: { count: inHeader("x-count", WireInt), at: inHeader("date", optional(HttpDate)) },
  errors: ["NoSuchThing"]
})

const encoded = (input: unknown) => Result.getOrThrow(putThing.encode(input as never))

const issuesOf = (input: unknown) => {
  const result = putThing.encode(input as never)
  if (Result.isSuccess(result)) throw new Error(`it was taken: ${JSON.stringify(result.success)}`)
  return result.failure
}

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

  it("writes each field in its wire form", () => {
    const fields = encoded({
      shelf: "abc",
      name: "n",
      count: 5,
      since: DateTime.makeUnsafe(1_449_313_829_000),
      onlyIfAbsent: true
    })
    assert.deepStrictEqual(fields, {
      shelf: "abc",
      name: "n",
      count: "5",
      since: "Sat, 05 Dec 2015 11:10:29 GMT",
      onlyIfAbsent: "true"
    })
  })

  it("takes what is absent and what is undefined for the same", () => {
    const fields = encoded({ shelf: "abc", name: "n", count: undefined, labels: undefined })
    assert.isUndefined(fields["count"])
    assert.isUndefined(fields["labels"])
  })

  it("says everything that is wrong, once", () => {
    assert.deepStrictEqual(issuesOf({ shelf: "a", count: 11, extra: true, nested: [{ id: 1 }, { id: "2" }] }), [
      { path: ["extra"], message: "is not a parameter of this call", given: "true" },
      { path: ["shelf"], message: "must be a value with a length of at least 3", given: '"a"' },
      { path: ["name"], message: "is missing" },
      { path: ["count"], message: "must be a value between 1 and 10", given: "11" },
      { path: ["nested", "1", "id"], message: "must be number", given: '"2"' }
    ])
  })

  it("refuses what is no record at all", () => {
    for (const input of [undefined, null, 5, "text", []]) {
      const issues = issuesOf(input)
      assert.isAbove(issues.length, 0, String(input))
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
    assert.strictEqual(encoded({ shelf: "abc", name: "n", note: "a\tb" })["note"], "a\tb")
    // Elsewhere they are encoded, and harmless.
    assert.strictEqual(encoded({ shelf: "abc", name: "a\nb" })["name"], "a\nb")
  })

  it("reads the output of its fields, and says what is wrong with them", () => {
    const good = Result.getOrThrow(putThing.decode({ count: "7" }))
    assert.deepStrictEqual(good, { count: 7 })
    const bad = putThing.decode({ count: "many", at: "sometime" })
    assert.deepStrictEqual(Result.isFailure(bad) ? bad.failure.map(({ path }) => path.join(".")) : [], ["count", "at"])
    const missing = putThing.decode({})
    assert.deepStrictEqual(Result.isFailure(missing) ? missing.failure : [], [
      { path: ["count"], message: "is missing" }
    ])
  })
})
