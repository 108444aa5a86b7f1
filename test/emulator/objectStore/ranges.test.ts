import { describe, expect, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { readRange } from "../../../src/emulator/objectStore/ranges.ts"

const Position = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 12 }))

describe("readRange", () => {
  it.each([undefined, "", "bytes", "bytes=-", "bytes=5-3", "bytes=0-1,3-4", "items=0-1", "bytes=a-b"])(
    "understands no range in %j",
    (header) => {
      expect(readRange(header, 10)).toEqual({ _tag: "None" })
    }
  )

  it.each([
    ["bytes=-0", 10],
    ["bytes=10-", 10],
    ["bytes=0-", 0],
    ["bytes=-5", 0]
  ])("finds no byte for %j in a body of %d", (header, size) => {
    expect(readRange(header, size)).toEqual({ _tag: "Outside" })
  })

  it.effect.prop(
    "finds exactly the bytes that the positions say",
    { first: Position, last: Position, size: Position },
    ({ first, last, size }) =>
      Effect.sync(() => {
        const wanted = Array.from({ length: 13 }, (_, i) => i).filter((i) => i >= first && i <= last)
        const there = wanted.filter((i) => i < size)
        const meaning = readRange(`bytes=${first}-${last}`, size)
        if (wanted.length === 0) expect(meaning).toEqual({ _tag: "None" })
        else if (there.length === 0) expect(meaning).toEqual({ _tag: "Outside" })
        else {
          const range = { first: there[0], last: there.at(-1) }
          expect(meaning).toEqual({ _tag: "Inside", range, clipped: there.length < wanted.length })
        }
      })
  )

  it.effect.prop("finds the last bytes", { suffix: Position, size: Position }, ({ size, suffix }) =>
    Effect.sync(() => {
      const meaning = readRange(`bytes=-${suffix}`, size)
      if (suffix === 0 || size === 0) expect(meaning).toEqual({ _tag: "Outside" })
      else {
        const range = { first: Math.max(size - suffix, 0), last: size - 1 }
        expect(meaning).toEqual({ _tag: "Inside", range, clipped: suffix > size })
      }
    })
  )
})
