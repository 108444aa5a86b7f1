import { describe, expect, it } from "@effect/vitest"
import { findExamples, toModule } from "../../scripts/house/docExamples.ts"

describe("docExamples", () => {
  it("finds the ts blocks of a document and no others", () => {
    const text = "# A\n\n```ts\nconst a = 1\n\nconst b = 2\n```\n\n```json\n{}\n```\n\n```\nplain\n```\n"
    expect(findExamples(new Map([["README.md", text]]))).toEqual([
      { path: "README.md", line: 3, code: "const a = 1\n\nconst b = 2" }
    ])
  })

  it("finds those of doc comments, without their stars", () => {
    const text =
      "const x = `\n```ts\nno\n```\n`\n  /**\n   * Text.\n   *\n   * ```ts\n   * f(() => {\n   *   g()\n   *\n   * })\n   * ```\n   */\n"
    expect(findExamples(new Map([["src/a.ts", text]]))).toEqual([
      { path: "src/a.ts", line: 9, code: "f(() => {\n  g()\n\n})" }
    ])
  })

  it("gives short examples what their module exports", () => {
    const path = "src/layers/a.ts"
    const tree = new Map([[path, "export const make = 1\nexport type T = 2\nconst own = 3"]])
    expect(toModule({ path, line: 1, code: "make" }, tree, "../..")).toBe(
      'import { make } from "../../src/layers/a.ts"; make\nexport {}\n'
    )
    expect(toModule({ path, line: 1, code: 'import { x } from "./b.ts"' }, tree, "../..")).toBe(
      'import { x } from "../../src/layers/b.ts"\nexport {}\n'
    )
  })
})
