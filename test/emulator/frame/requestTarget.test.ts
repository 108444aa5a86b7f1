import { describe, expect, it } from "@effect/vitest"
import { Effect, Result, Schema } from "effect"
import { parseTarget, Query } from "../../../src/emulator/frame/requestTarget.ts"

const pathOf = (target: string): string => Result.getOrThrow(parseTarget(target)).path
const entriesOf = (target: string) => Result.getOrThrow(parseTarget(target)).query.entries

const Name = Schema.String.check(Schema.isMaxLength(30))

describe("parseTarget", () => {
  it.each([
    ["/a//b", "/a//b"],
    ["/a/../b/./c", "/a/../b/./c"],
    ["/a%2F%2Fb", "/a//b"],
    ["/a%252Fb", "/a%2Fb"],
    ["/a+b%20c%2B", "/a+b c+"],
    ["/%E4%B8%AD%F0%9F%98%80", "/中😀"],
    // Raw UTF-8 arrives as one character per byte.
    ["/\u00e4\u00b8\u00ad", "/中"],
    ["/%3F%23%25?x", "/?#%"],
    ["", "/"]
  ])("decodes %j once to %j", (target, path) => {
    expect(pathOf(target)).toBe(path)
  })

  it("keeps order, duplicates and bare names of parameters", () => {
    expect(entriesOf("/?acl&a=1&a=2&b=&=c&&d=x=y&e%20=%26+")).toEqual([
      ["acl", ""],
      ["a", "1"],
      ["a", "2"],
      ["b", ""],
      ["", "c"],
      ["d", "x=y"],
      ["e ", "&+"]
    ])
  })

  it("gives the first of equal parameters", () => {
    const query = new Query([
      ["a", "1"],
      ["a", "2"]
    ])
    expect([query.get("a"), query.has("a"), query.get("b"), query.has("b")]).toEqual(["1", true, undefined, false])
  })

  it.each(["/%", "/%4", "/%zz", "/%FF", "/%C3", "/%ED%A0%80", "/?a=%", "/?%GG=1"])("refuses %j", (target) => {
    expect(Result.isFailure(parseTarget(target))).toBe(true)
  })

  it.effect.prop("reads back what was encoded", { path: Name, name: Name, value: Name }, ({ name, path, value }) =>
    Effect.sync(() => {
      const [p, n, v] = [path, name, value].map((text) => text.toWellFormed()) as [string, string, string]
      const { path: read, query } = Result.getOrThrow(
        parseTarget(`/${encodeURIComponent(p)}?${encodeURIComponent(n)}=${encodeURIComponent(v)}`)
      )
      expect(read).toBe(`/${p}`)
      expect(query.get(n)).toBe(v)
    })
  )
})
