import { describe, expect, it } from "@effect/vitest"
import {
  type CheckedService,
  checkFieldComments,
  checkOperations,
  checkTested
} from "../../scripts/house/operationRules.ts"
import { findServices } from "../../scripts/house/services.ts"

const table = (comment: string) =>
  new Map([
    [
      "src/schema/demo/object.ts",
      `import x\n\n${comment}export const getThing = /*#__PURE__*/ demo.operation("GetThing", {})\n`
    ]
  ])
const documented = table("/**\n * Reads.\n *\n * Source: Demo API.\n */\n")

const service = (spec: object = {}, codes: ReadonlyArray<string> = []): CheckedService => ({
  folder: "src/schema/demo",
  errorCodes: new Set(["NoSuchThing"]),
  operations: {
    getThing: {
      name: "GetThing",
      codes: new Set(codes),
      input: {},
      output: {},
      ...spec
    }
  }
})

const messages = (...[tree, checked]: Parameters<typeof checkOperations>) =>
  checkOperations(tree, checked).map(({ message }) => message)

describe("operationRules", () => {
  it("accepts an operation that has everything", () => {
    expect(messages(documented, service({}, ["NoSuchThing"]))).toEqual([])
  })

  it("wants a doc comment with its source", () => {
    expect(messages(table(""), service())).toEqual(["getThing has no doc comment"])
    expect(messages(table("/** Reads. */\n"), service())).toEqual(['getThing has no "Source:" line in its doc comment'])
    expect(messages(new Map(), service())).toEqual(["getThing is not declared as an export"])
  })

  it("knows the error codes", () => {
    expect(messages(documented, service({}, ["NoSuchTing"]))).toEqual([
      "getThing names the unknown error code NoSuchTing"
    ])
  })

  it("wants one wire name per field", () => {
    const input = {
      a: { in: "header", name: "x-a" },
      b: { in: "header", name: "X-A" },
      c: { in: "query", name: "x-a" }
    }
    expect(messages(documented, service({ input }))).toEqual(["getThing a and b share the header X-A"])
  })

  it("wants a test or vector that speaks of it, not a comment", () => {
    const tested = (text: string, path = "test/suites/a.ts") => checkTested(new Map([[path, text]]), service()).length
    expect(tested("oss.getThing({})")).toBe(0)
    expect(tested('{ "operation": "GetThing" }', "test/fixtures/vectors/a.json")).toBe(0)
    expect(tested("oss.getThings({}) // getThing")).toBe(1)
  })

  it("wants a doc comment on each field", () => {
    const check = (text: string) =>
      checkFieldComments(new Map([["src/schema/demo/a.ts", text]])).map(({ line, message }) => `${line} ${message}`)
    expect(check("x(() => ({\n  /** Key. */\n  key: inPath(K),\n  // Why.\n  name: inXml(N)\n}))")).toEqual([
      "5 the field name has no doc comment"
    ])
  })

  it("finds the operations and codes of OSS", async () => {
    const oss = (await findServices()).find(({ folder }) => folder === "src/schema/oss")
    expect(Object.keys(oss?.operations ?? {})).toContain("putObject")
    expect(oss?.errorCodes.has("NoSuchKey")).toBe(true)
  })
})
