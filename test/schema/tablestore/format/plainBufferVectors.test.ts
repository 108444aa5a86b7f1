import { describe, expect, it } from "vitest"
import { crc8, crc8After } from "../../../../src/schema/tablestore/format/crc8.ts"
import { PlainBufferError } from "../../../../src/schema/tablestore/format/formatErrors.ts"
import {
  decodePrimaryKeyBound,
  decodeRow,
  decodeRowChange,
  decodeRowChanges,
  decodeRows,
  decodeVariant
} from "../../../../src/schema/tablestore/format/plainBufferDecoder.ts"
import {
  encodeDeletedRow,
  encodePrimaryKey,
  encodeRow,
  encodeRows,
  encodeVariant
} from "../../../../src/schema/tablestore/format/plainBufferEncoder.ts"
import type { PrimaryKey, RowChange } from "../../../../src/schema/tablestore/format/rowValue.ts"
import {
  fromHex,
  group,
  groups,
  toCell,
  toChange,
  toHex,
  toKey,
  toRow,
  toSequence,
  toValue,
  type Vector,
  type VectorRow
} from "../vectors.ts"

describe("the file of vectors", () => {
  it("holds only groups that some test knows, and none is empty", () => {
    expect(Object.keys(groups).sort()).toEqual(
      [
        "crc8",
        "crc8Int",
        "variant",
        "plainBuffer",
        "decode",
        "decodeErrors",
        "streamRows",
        // messageVectors.test.ts
        "filters",
        "requests",
        "responses",
        "errors",
        // sqlRows.test.ts
        "sqlRows",
        // test/layers/signer/ots.test.ts
        "signaturesV2",
        "signaturesV4",
        "responseAuth"
      ].sort()
    )
    for (const name of Object.keys(groups)) expect(group(name).length, name).toBeGreaterThan(0)
  })
})

describe("CRC-8", () => {
  it.each(group("crc8"))("sums the bytes of $id", ({ seed, hex, crc }) => {
    const bytes = fromHex(hex)
    expect(crc8(bytes, 0, bytes.length, seed)).toBe(crc)
  })

  it.each(group("crc8Int"))("sums the integer of $id as little-endian bytes", ({ width, value, seed, crc }) => {
    const view = new DataView(new ArrayBuffer(width / 8))
    if (width === 64) view.setBigInt64(0, BigInt(value), true)
    else view.setInt32(0, Number(value), true)
    expect(crc8(new Uint8Array(view.buffer), 0, width / 8, seed)).toBe(crc)
  })

  it("gives the same sum in one piece, in two, and by the sum of eight known bytes", () => {
    const bytes = Uint8Array.from({ length: 300 }, (_, index) => (index * 73 + 5) & 255)
    for (let cut = 0; cut < 40; cut++) {
      expect(crc8(bytes, cut, 300, crc8(bytes, 0, cut))).toBe(crc8(bytes))
      expect(crc8After(crc8(bytes, 0, cut), crc8(bytes, cut, cut + 8))).toBe(crc8(bytes, 0, cut + 8))
    }
  })
})

describe("variants", () => {
  it.each(group("variant"))("writes and reads $id", ({ value, hex }) => {
    expect(toHex(encodeVariant(toValue(value)))).toBe(hex)
    expect(decodeVariant(fromHex(hex))).toStrictEqual(toValue(value))
  })
})

const rowOf = (vector: Vector): RowChange => {
  const primaryKey = toKey(vector.primaryKey)
  switch (vector.kind) {
    case "primaryKey":
      return { primaryKey, columns: [] }
    case "putRow":
      return { primaryKey, columns: vector.columns.map(toCell) }
    case "updateRow":
      return { primaryKey, columns: vector.updates.map(toChange) }
    case "deleteRow":
      return { primaryKey, columns: [], deleteMarker: true }
    default:
      throw new Error(`${vector.id}: unknown kind ${vector.kind}`)
  }
}

describe("PlainBuffer", () => {
  it.each(group("plainBuffer"))("writes $id byte for byte", (vector) => {
    const row = rowOf(vector)
    expect(toHex(encodeRow(row))).toBe(vector.hex)
    if (vector.kind === "primaryKey") expect(toHex(encodePrimaryKey(row.primaryKey))).toBe(vector.hex)
    if (vector.kind === "deleteRow") expect(toHex(encodeDeletedRow(row.primaryKey as PrimaryKey))).toBe(vector.hex)
  })

  it.each(group("plainBuffer"))("reads $id", (vector) => {
    const row = rowOf(vector)
    expect(decodeRowChange(fromHex(vector.hex))).toStrictEqual(row)
    if (vector.kind === "primaryKey") expect(decodePrimaryKeyBound(fromHex(vector.hex))).toStrictEqual(row.primaryKey)
  })

  it.each(group("plainBuffer").filter((vector) => vector.nodeTrailingZeroBytes > 0))(
    "reads $id with the zeros that the Node client appends",
    (vector) => {
      const padded = fromHex(vector.hex + "00".repeat(vector.nodeTrailingZeroBytes))
      expect(decodeRowChange(padded)).toStrictEqual(rowOf(vector))
    }
  )

  it.each(group("decode"))("reads and writes the rows of $id", ({ hex, rows }) => {
    const expected = (rows as ReadonlyArray<VectorRow>).map(toRow)
    expect(decodeRows(fromHex(hex))).toStrictEqual(expected)
    expect(toHex(encodeRows(expected))).toBe(hex)
  })

  it("reads no bytes as no row", () => {
    expect(decodeRows(new Uint8Array(0))).toEqual([])
    expect(decodeRow(new Uint8Array(0))).toBeUndefined()
  })

  it.each(group("decodeErrors"))("refuses $id: $reason", ({ hex }) => {
    const bytes = fromHex(hex)
    expect(() => decodeRows(bytes)).toThrow(PlainBufferError)
    try {
      decodeRows(bytes)
    } catch (error) {
      const { offset } = error as PlainBufferError
      expect(offset).toBeGreaterThanOrEqual(0)
      expect(offset).toBeLessThanOrEqual(bytes.length)
    }
  })

  it.each(group("streamRows"))("reads and writes the stream row $id", ({ hex, rows }) => {
    const expected = rows.map(
      (row: any): RowChange => ({
        primaryKey: toKey(row.primaryKey),
        columns: row.columns.map(toChange),
        ...(row.deleteMarker ? { deleteMarker: true } : {}),
        sequence: toSequence(row.sequence)
      })
    )
    expect(decodeRowChanges(fromHex(hex))).toStrictEqual(expected)
    expect(toHex(encodeRows(expected))).toBe(hex)
  })
})
