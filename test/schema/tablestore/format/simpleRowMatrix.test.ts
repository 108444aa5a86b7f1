import { describe, expect, it } from "vitest"
import { crc8 } from "../../../../src/schema/tablestore/format/crc8.ts"
import { PlainBufferError } from "../../../../src/schema/tablestore/format/formatErrors.ts"
import { decodeSimpleRowMatrix } from "../../../../src/schema/tablestore/format/simpleRowMatrix.ts"
import { fromHex } from "../vectors.ts"

/** Adds the tag of the checksum and the checksum. */
const sealed = (hex: string): Uint8Array => {
  const body = fromHex(`${hex.replace(/\s+/g, "")}01`)
  return Uint8Array.of(...body, crc8(body))
}

/** Two rows of key `k` and attributes `i`, `d`, `b`, `s`, `x`; put together by hand from the layout. */
const matrix = sealed(`
  53524d30 2d000000 26000000 01000000 05000000
  0100 6b  0100 69  0100 64  0100 62  0100 73  0100 78
  0a 01 03 02000000
  02 03 01000000 61  00 0500000000000000  01 000000000000f83f  02 01  03 02000000 c3a4  07 03000000 010203
  02 03 01000000 62  06  06  02 00  06  07 00000000
`)

const rows = [
  {
    primaryKey: [{ name: "k", value: "a" }],
    columns: [
      { name: "i", value: 5n },
      { name: "d", value: 1.5 },
      { name: "b", value: true },
      { name: "s", value: "ä" },
      { name: "x", value: Uint8Array.of(1, 2, 3) }
    ]
  },
  {
    primaryKey: [{ name: "k", value: "b" }],
    columns: [
      { name: "b", value: false },
      { name: "x", value: new Uint8Array(0) }
    ]
  }
]

describe("row matrices", () => {
  it("are read: names once, values of every type, absent columns left out", () => {
    expect(decodeSimpleRowMatrix(matrix)).toStrictEqual(rows)
  })

  it("are read with their options in the other order", () => {
    const hex = Buffer.from(matrix.subarray(0, -2)).toString("hex").replace("0a010302000000", "03020000000a01")
    expect(decodeSimpleRowMatrix(sealed(hex))).toStrictEqual(rows)
  })

  it("are empty when there are no bytes", () => {
    expect(decodeSimpleRowMatrix(new Uint8Array(0))).toEqual([])
  })

  it("are refused with an offset when any bit is flipped", () => {
    for (let at = 0; at < matrix.length; at++) {
      for (let bit = 0; bit < 8; bit++) {
        const changed = matrix.slice()
        changed[at]! ^= 1 << bit
        expect(() => decodeSimpleRowMatrix(changed), `bit ${bit} of byte ${at}`).toThrow(PlainBufferError)
      }
    }
  })

  it("are refused when cut short anywhere", () => {
    for (let length = 1; length < matrix.length; length++) {
      expect(() => decodeSimpleRowMatrix(matrix.subarray(0, length))).toThrow(PlainBufferError)
    }
  })

  it("are refused, whatever a valid checksum covers: changed bytes, huge counts and lengths", () => {
    for (let at = 0; at < matrix.length - 2; at++) {
      for (const byte of [0x00, 0x7f, 0x80, 0xff]) {
        const changed = matrix.slice(0, -2)
        changed[at] = byte
        try {
          decodeSimpleRowMatrix(sealed(Buffer.from(changed).toString("hex")))
        } catch (error) {
          expect(error).toBeInstanceOf(PlainBufferError)
          expect((error as PlainBufferError).offset).toBeLessThanOrEqual(matrix.length)
        }
      }
    }
  })
})
