import { describe, expect, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { compareKeys, endOfPrefix, makeMemory, type Range } from "../../src/emulator/Store.ts"

const compareBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a, "utf8"), Buffer.from(b, "utf8"))

// Neighbours of the surrogates, where the orders of UTF-16 and UTF-8 part.
const Key = Schema.Array(
  Schema.Literals(["a", "b", "/", "~", "é", "\ud7ff", "\ue000", "\uffff", "😀", "\u{10ffff}"])
).check(Schema.isMaxLength(5))
const Steps = Schema.Array(Schema.Struct({ key: Key, remove: Schema.Boolean })).check(Schema.isMaxLength(60))

const text = (characters: ReadonlyArray<string>): string => characters.join("")

describe("Store", () => {
  it.effect.prop("orders keys by their UTF-8 bytes", { a: Key, b: Key }, ({ a, b }) =>
    Effect.sync(() => {
      expect(Math.sign(compareKeys(text(a), text(b)))).toBe(Math.sign(compareBytes(text(a), text(b))))
    })
  )

  it.effect.prop(
    "behaves like a sorted list of entries",
    {
      steps: Steps,
      prefix: Key,
      from: Key,
      after: Key,
      given: Schema.Array(Schema.Boolean).check(Schema.isMinLength(3))
    },
    ({ after, from, given, prefix, steps }) =>
      Effect.sync(() => {
        const table = makeMemory().table<number>("t")
        const model = new Map<string, number>()
        steps.forEach(({ key, remove }, index) => {
          const name = text(key)
          if (remove) {
            expect(table.delete(name)).toBe(model.delete(name))
          } else {
            table.set(name, index)
            model.set(name, index)
          }
          expect(table.get(name)).toBe(model.get(name))
        })
        const range: Range = {
          ...(given[0] ? { prefix: text(prefix) } : {}),
          ...(given[1] ? { from: text(from) } : {}),
          ...(given[2] ? { after: text(after) } : {})
        }
        const expected = [...model]
          .sort(([a], [b]) => compareBytes(a, b))
          .filter(([key]) => key.startsWith(range.prefix ?? ""))
          .filter(([key]) => range.from === undefined || compareBytes(key, range.from) >= 0)
          .filter(([key]) => range.after === undefined || compareBytes(key, range.after) > 0)
        expect([...table.scan(range)]).toEqual(expected)
        const [first, last] = [text(from), text(after)]
        const down = [...model]
          .sort(([a], [b]) => compareBytes(b, a))
          .filter(([key]) => compareBytes(key, first) <= 0 && compareBytes(key, last) >= 0)
        expect([...table.scanDown(first, last)]).toEqual(down)
      })
  )

  it.effect.prop("finds the end of a prefix", { prefix: Key, key: Key }, ({ key, prefix }) =>
    Effect.sync(() => {
      const end = endOfPrefix(text(prefix))
      const isBeforeEnd = end === undefined || compareBytes(text(key), end) < 0
      const isFromPrefix = compareBytes(text(key), text(prefix)) >= 0
      expect(isFromPrefix && isBeforeEnd).toBe(text(key).startsWith(text(prefix)))
    })
  )

  it("keeps tables apart and finds them again by name", () => {
    const store = makeMemory()
    store.table<string>("one").set("k", "1")
    store.table<string>("two").set("k", "2")
    expect(store.table<string>("one").get("k")).toBe("1")
    expect(store.table<string>("two").get("k")).toBe("2")
  })

  it("holds two hundred thousand keys and seeks among them", () => {
    const table = makeMemory().table<number>("t")
    const count = 200_000
    // A step coprime to the count visits every number once, out of order.
    for (let i = 0, n = 0; i < count; i++, n = (n + 77_777) % count) table.set(String(n).padStart(8, "0"), n)
    expect(table.scan({ after: "00123456" }).next().value).toEqual(["00123457", 123_457])
    expect(table.scan({ from: "00123456" }).next().value).toEqual(["00123456", 123_456])
    expect([...table.scan({ prefix: "0019999" })].map(([, value]) => value)).toEqual(
      Array.from({ length: 10 }, (_, i) => 199_990 + i)
    )
    expect([...table.scan()].length).toBe(count)
  })
})
