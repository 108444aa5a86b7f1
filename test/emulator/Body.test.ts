import { describe, expect, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { Body, BodyWriter } from "../../src/emulator/Body.ts"

const Length = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 40_000 }))

const pattern = (length: number, seed: number): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => (i * 31 + seed) % 251)

const write = (pieces: ReadonlyArray<Uint8Array>, expected?: number): Body => {
  const writer = new BodyWriter(expected)
  for (const piece of pieces) writer.write(piece)
  return writer.finish()
}

describe("Body", () => {
  it.effect.prop(
    "gives back what was written, in any pieces and any slice",
    {
      lengths: Schema.Array(Length).check(Schema.isMaxLength(8)),
      expected: Schema.UndefinedOr(Length),
      start: Length,
      end: Length
    },
    ({ end, expected, lengths, start }) =>
      Effect.sync(() => {
        const pieces = lengths.map(pattern)
        const whole = new Uint8Array(Buffer.concat(pieces))
        const body = write(pieces, expected)
        expect(body.size).toBe(whole.length)
        expect(body.bytes()).toEqual(whole)
        const slice = body.slice(start, end)
        expect(slice.bytes()).toEqual(whole.slice(start, Math.max(start, end)))
      })
  )

  it("does not see later changes of what it was given", () => {
    const piece = pattern(100, 1)
    const body = write([piece], 100)
    piece.fill(0)
    expect(body.bytes()).toEqual(pattern(100, 1))
  })

  it("allocates just the declared size for small bodies", () => {
    const body = write([pattern(10, 1), pattern(10, 2)], 20)
    expect(body.blocks.map((block) => block.buffer.byteLength)).toEqual([20])
  })

  it("keeps large bodies in several blocks", () => {
    const body = write(Array.from({ length: 80 }, (_, i) => pattern(65_536, i)))
    expect(body.size).toBe(80 * 65_536)
    expect(body.blocks.length).toBeGreaterThan(4)
    expect(Math.max(...body.blocks.map((block) => block.length))).toBeLessThanOrEqual(1024 * 1024)
  })

  it("joins bodies without copying", () => {
    const a = write([pattern(10, 1)])
    const b = write([pattern(10, 2)])
    expect(a.concat(b).blocks).toEqual([...a.blocks, ...b.blocks])
    expect(a.concat(b).blocks[0]).toBe(a.blocks[0])
    expect(a.concat(Body.empty)).toBe(a)
    expect(Body.empty.concat(a)).toBe(a)
  })
})
