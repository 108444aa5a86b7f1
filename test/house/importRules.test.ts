import { describe, expect, it } from "@effect/vitest"
import {
  checkCircles,
  checkDeepImports,
  checkDependencies,
  checkDirections,
  checkPortable,
  checkSchemaIsPure
} from "../../scripts/house/importRules.ts"
import { importsOf } from "../../scripts/house/sourceText.ts"

const tree = (files: Readonly<Record<string, string>>) => new Map(Object.entries(files))

describe("importRules", () => {
  it.each([
    ["src/schema/a.ts", "src/layers/b.ts", "schema must not import layers"],
    ["src/schema/a.ts", "src/services/b.ts", "schema must not import services"],
    ["src/layers/a.ts", "src/services/b.ts", "layers must not import services"],
    ["src/emulator/a.ts", "src/layers/b.ts", "emulator must not import layers"],
    ["src/services/a.ts", "src/emulator/b.ts", "services must not import emulator"],
    ["src/services/a.ts", "src/node.ts", "imports an entry"],
    ["src/node.ts", "src/testing.ts", "imports an entry"]
  ])("forbids %s to import %s", (from, to, message) => {
    const specifier = `${from.includes("/", 4) ? ".." : "."}/${to.slice("src/".length)}`
    for (const code of [
      `import { x } from "${specifier}"`,
      `export type * from "${specifier}"`,
      `await import("${specifier}")`
    ]) {
      expect(checkDirections(tree({ [from]: `\n${code}\n`, [to]: "" }))).toEqual([
        { path: from, line: 2, message: `${message}: ${specifier}` }
      ])
    }
  })

  it("allows services to use layers, layers to use the schema, and entries to use everything", () => {
    const files = {
      "src/index.ts": 'export * from "./services/a.ts"\nexport * from "./layers/b.ts"',
      "src/testing.ts": 'import "./node.ts"\nimport "./emulator/d.ts"',
      "src/node.ts": 'import "./services/a.ts"',
      "src/services/a.ts": 'import "../layers/b.ts"\nimport "../version.ts"',
      "src/layers/b.ts": 'import { c } from "../schema/c.ts"\nimport "effect/Effect"',
      "src/schema/c.ts": "",
      "src/emulator/d.ts": 'import type { c } from "../schema/c.ts"',
      "src/version.ts": ""
    }
    expect(checkDirections(tree(files))).toEqual([])
  })

  it("tells of files that are not there", () => {
    expect(checkDirections(tree({ "src/schema/a.ts": 'import "./b.ts"' }))[0]?.message).toContain("not there")
  })

  it("finds circles, but not those of types, and tells each once", () => {
    const files = {
      "src/schema/a.ts": 'import { b } from "./b.ts"',
      "src/schema/b.ts": 'export { c } from "./c.ts"',
      "src/schema/c.ts": 'import { a } from "./a.ts"',
      "src/schema/d.ts": 'import { a } from "./a.ts"'
    }
    const way = ["src/schema/a.ts", "src/schema/b.ts", "src/schema/c.ts", "src/schema/a.ts"].join(" → ")
    expect(checkCircles(tree(files))).toEqual([{ path: "src/schema/a.ts", message: `imports itself: ${way}` }])
    expect(checkCircles(tree({ ...files, "src/schema/c.ts": "" }))).toEqual([])
    expect(checkCircles(tree({ ...files, "src/schema/c.ts": 'import type { a } from "./a.ts"' }))).toEqual([])
  })

  it("keeps Node and HTTP out of the schema", () => {
    const check = (specifier: string) => checkSchemaIsPure(tree({ "src/schema/a.ts": `import "${specifier}"` })).length
    expect(["node:fs", "effect/http/Headers", "@effect/platform-node/NodeStream", "undici"].map(check)).toEqual([
      1, 1, 1, 1
    ])
    expect(["effect/Schema", "effect/Stream", "./b.ts"].map(check)).toEqual([0, 0, 0])
  })

  it("keeps barrels out of the sources", () => {
    const check = (specifier: string) => checkDeepImports(tree({ "src/a.ts": `import "${specifier}"` })).length
    expect(["effect", "effect/http", "@effect/platform-node"].map(check)).toEqual([1, 1, 1])
    expect(["effect/Effect", "effect/http/Headers", "effect/encoding/Base64"].map(check)).toEqual([0, 0, 0])
  })

  it("keeps Node out of what browsers load", () => {
    const check = (path: string) => checkPortable(tree({ [path]: 'import "node:fs"' })).length
    expect(["src/index.ts", "src/layers/a.ts", "src/services/a.ts"].map(check)).toEqual([1, 1, 1])
    expect(["src/node.ts", "src/testing.ts", "src/emulator/a.ts", "src/layers/node/a.ts"].map(check)).toEqual([
      0, 0, 0, 0
    ])
    const inner = tree({ "src/layers/a.ts": 'import "./node/b.ts"', "src/layers/node/b.ts": 'import "node:fs"' })
    expect(checkPortable(inner)).toMatchObject([{ path: "src/layers/a.ts" }])
  })

  it("allows only packages that are dependencies", () => {
    const check = (specifier: string) =>
      checkDependencies(tree({ "src/a.ts": `import "${specifier}"` }), new Set(["effect", "@noble/hashes"])).length
    expect(["vitest", "@effect/vitest", "effects/Effect"].map(check)).toEqual([1, 1, 1])
    expect(["effect/Effect", "@noble/hashes/sha1.js", "node:fs", "./b.ts"].map(check)).toEqual([0, 0, 0, 0])
  })

  it("does not take comments and texts for imports", () => {
    const text = [
      '// import "./a.ts"',
      '/** import "./b.ts" */',
      'const r = /"/',
      'const text = "it is from here"',
      'const record = { key: "from", to: "import" }',
      'import { x } from "./c.ts"'
    ].join("\n")
    expect(importsOf(text)).toEqual([{ specifier: "./c.ts", line: 6, ofTypes: false }])
  })
})
