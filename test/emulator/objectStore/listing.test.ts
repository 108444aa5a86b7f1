import { describe, expect, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { type ListInput, listPage } from "../../../src/emulator/objectStore/listing.ts"
import { makeMemory, type Table } from "../../../src/emulator/Store.ts"

const tableOf = (keys: Iterable<string>): Table<string> => {
  const table = makeMemory().table<string>("t")
  for (const key of keys) table.set(key, `value of ${key}`)
  return table
}

const bytes = (text: string): Buffer => Buffer.from(text, "utf8")

/** The rules, said plainly: everything sorted, grouped, filtered and cut. */
const naive = (keys: Iterable<string>, { after, delimiter, maxKeys, prefix }: ListInput) => {
  const names = new Map<string, "object" | "prefix">()
  for (const key of keys) {
    if (!key.startsWith(prefix)) continue
    const index = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length)
    if (index === -1) names.set(key, "object")
    else names.set(key.slice(0, index + delimiter.length), "prefix")
  }
  const all = [...names]
    .filter(([name]) => Buffer.compare(bytes(name), bytes(after)) > 0)
    .sort(([a], [b]) => Buffer.compare(bytes(a), bytes(b)))
  const page = all.slice(0, maxKeys)
  return {
    objects: page.filter(([, kind]) => kind === "object").map(([name]) => name),
    commonPrefixes: page.filter(([, kind]) => kind === "prefix").map(([name]) => name),
    isTruncated: all.length > page.length,
    last: page.at(-1)?.[0]
  }
}

const list = (table: Table<string>, input: ListInput) => {
  const page = listPage(table, input)
  const { commonPrefixes, entries, isTruncated, last } = page
  expect(entries.map(({ value }) => value)).toEqual(entries.map(({ key }) => `value of ${key}`))
  return { commonPrefixes, isTruncated, last, objects: entries.map(({ key }) => key) }
}

const Name = Schema.Array(Schema.Literals(["a", "b", "/", "//", "-", "\ud7ff", "\uffff", "😀", "\u{10ffff}"])).check(
  Schema.isMaxLength(4)
)
const Names = Schema.Array(Name).check(Schema.isMaxLength(25))
const join = (parts: ReadonlyArray<string>): string => parts.join("")
const inputs = {
  names: Names,
  prefix: Name,
  delimiter: Schema.Literals(["", "/", "//", "a", "b/", "😀", "\u{10ffff}"]),
  after: Name,
  maxKeys: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 6 }))
}

describe("listPage", () => {
  it.effect.prop("lists what the plain rules say", inputs, ({ after, delimiter, maxKeys, names, prefix }) =>
    Effect.sync(() => {
      const keys = new Set(names.map(join).filter((key) => key !== ""))
      const input = { prefix: join(prefix), delimiter, after: join(after), maxKeys }
      expect(list(tableOf(keys), input)).toEqual(naive(keys, input))
    })
  )

  it.effect.prop("pages through everything once", inputs, ({ delimiter, maxKeys, names, prefix }) =>
    Effect.sync(() => {
      const keys = new Set(names.map(join).filter((key) => key !== ""))
      const table = tableOf(keys)
      const base = { prefix: join(prefix), delimiter, after: "" }
      const whole = naive(keys, { ...base, maxKeys: 1000 })
      const objects: Array<string> = []
      const commonPrefixes: Array<string> = []
      let after = ""
      for (let pages = 0; pages <= keys.size + 1; pages++) {
        const page = list(table, { ...base, after, maxKeys })
        objects.push(...page.objects)
        commonPrefixes.push(...page.commonPrefixes)
        if (!page.isTruncated) break
        after = page.last!
      }
      expect({ objects, commonPrefixes }).toEqual({ objects: whole.objects, commonPrefixes: whole.commonPrefixes })
    })
  )

  it("skips the rest of a common prefix that the marker is, or lies in", () => {
    const table = tableOf(["a", "d/1", "d/2", "d/3", "e"])
    const input = { prefix: "", delimiter: "/", maxKeys: 10 }
    expect(list(table, { ...input, after: "a" })).toMatchObject({ objects: ["e"], commonPrefixes: ["d/"] })
    expect(list(table, { ...input, after: "d/" })).toMatchObject({ objects: ["e"], commonPrefixes: [] })
    expect(list(table, { ...input, after: "d/2" })).toMatchObject({ objects: ["e"], commonPrefixes: [] })
    expect(list(table, { ...input, delimiter: "", after: "d/2" })).toMatchObject({ objects: ["d/3", "e"] })
  })

  it("searches once for each entry of a page, not for each key under a common prefix", () => {
    const table = tableOf(Array.from({ length: 30_000 }, (_, i) => `${i % 3}/${i}`))
    let visited = 0
    const counting: Table<string> = {
      ...table,
      *scan(range) {
        for (const entry of table.scan(range)) {
          visited++
          yield entry
        }
      }
    }
    const page = listPage(counting, { prefix: "", delimiter: "/", after: "", maxKeys: 10 })
    expect(page.commonPrefixes).toEqual(["0/", "1/", "2/"])
    expect(visited).toBeLessThanOrEqual(4)
  })
})
