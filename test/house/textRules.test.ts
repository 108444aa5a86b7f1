import { describe, expect, it } from "@effect/vitest"
import { codeOf } from "../../scripts/house/sourceText.ts"
import { checkCalls, checkNames, checkNotes, checkSizes } from "../../scripts/house/textRules.ts"

const one = (text: string, path = "src/schema/a.ts") => new Map([[path, text]])

describe("textRules", () => {
  it.each([
    "const now = Date.now()",
    "const now = new Date()",
    "const chance = Math.random()",
    'console.log("x")',
    "setTimeout(f, 5)",
    "const text = `a ${Date.now()} b`"
  ])("forbids %s", (code) => {
    expect(checkCalls(one(`\n${code}`)).map(({ line }) => line)).toEqual([2])
  })

  it.each([
    "// Date.now()",
    "/** Never Math.random() */",
    'const text = "console.log"',
    "const text = `Date.now() ${value} Date.now()`",
    "const made = new Date(millis)",
    "const pattern = /Date.now()/"
  ])("allows %s", (code) => {
    expect(checkCalls(one(code))).toEqual([])
  })

  it("forbids files of more than 500 lines, unless they are generated", () => {
    const long = "x\n".repeat(501)
    expect(checkSizes(one(long)).length).toBe(1)
    expect(checkSizes(one("x\n".repeat(500)))).toEqual([])
    expect(checkSizes(one(long, "src/schema/x/generated/a.ts"))).toEqual([])
  })

  it("forbids notes of unfinished work", () => {
    expect(checkNotes(one(`// ${"TO"}DO: more`)).length).toBe(1)
    expect(checkNotes(one("// all is done"))).toEqual([])
  })

  it("forbids names that say nothing", () => {
    expect(["utils.ts", "helpers.ts", "types.ts"].map((name) => checkNames(one("", `src/${name}`)).length)).toEqual([
      1, 1, 1
    ])
    expect(checkNames(one("", "src/crc64.ts"))).toEqual([])
  })
})

describe("sourceText", () => {
  it("keeps lines and code, and leaves out comments", () => {
    const text = 'a /* b\n c */ d // e\n"// no comment" `x ${ {a: "}"}.a } y` f'
    expect(codeOf(text, { keepTexts: true })).toBe('a \n d \n"// no comment" `x ${ {a: "}"}.a } y` f')
    expect(codeOf(text, { keepTexts: false })).toBe('a \n d \n"" `${ {a: ""}.a }` f')
  })

  it("tells regular expressions from divisions", () => {
    expect(codeOf("a / b / c", { keepTexts: false })).toBe("a / b / c")
    expect(codeOf('x = /["/*]/ // end', { keepTexts: false })).toBe("x = /x/ ")
  })
})
