import { createRequire } from "node:module"
import { describe, expect, it } from "vitest"
import { FlatBufferError } from "../../../../src/schema/tablestore/format/formatErrors.ts"
import { decodeSqlRows, encodeSqlRows, type SqlRows } from "../../../../src/schema/tablestore/format/sqlRows.ts"
import { WireValueError } from "../../../../src/schema/wire/wireErrors.ts"
import { fromHex, group, toValue, type Vector } from "../vectors.ts"

const require = createRequire(import.meta.url)

const expectedOf = ({ expected }: Vector): SqlRows => ({
  columns: expected.columns.map(({ name, type }: any) => ({ name, type: type.toLowerCase() })),
  rows: expected.rows.map((row: any) => row.map((value: any) => (value === null ? null : toValue(value))))
})

const sample: SqlRows = {
  columns: [
    { name: "id", type: "long" },
    { name: "at", type: "long", logicType: "dateTime" },
    { name: "名", type: "string" },
    { name: "d", type: "double" },
    { name: "b", type: "boolean" },
    { name: "x", type: "binary" }
  ],
  rows: [
    [1n, 1_700_000_000_000_000n, "ä", 1.5, true, Uint8Array.of(1, 2, 3)],
    [null, null, null, null, null, null],
    [-(2n ** 63n), 0n, "", -0.25, false, new Uint8Array(0)]
  ]
}

describe("SQL rows", () => {
  it.each(group("sqlRows"))("reads $id, written by another implementation", (vector) => {
    expect(decodeSqlRows(fromHex(vector.hex))).toStrictEqual(expectedOf(vector))
    expect(vector.expected.rowCount).toBe(String(vector.expected.rows.length))
  })

  it.each(group("sqlRows"))("writes the rows of $id so that they read the same", (vector) => {
    expect(decodeSqlRows(encodeSqlRows(expectedOf(vector)))).toStrictEqual(expectedOf(vector))
  })

  it("reads what it writes: all types, nulls, logic types, and no rows", () => {
    expect(decodeSqlRows(encodeSqlRows(sample))).toStrictEqual(sample)
    const none: SqlRows = { columns: sample.columns, rows: [] }
    expect(decodeSqlRows(encodeSqlRows(none))).toStrictEqual(none)
    expect(decodeSqlRows(encodeSqlRows({ columns: [], rows: [] }))).toStrictEqual({ columns: [], rows: [] })
  })

  it("writes what the npm tablestore client reads", () => {
    const { SQLResponseColumns } = require("tablestore/lib/protocol/sql_generated.js")
    const flatbuffers = require("flatbuffers").flatbuffers
    const root = SQLResponseColumns.getRootAsSQLResponseColumns(new flatbuffers.ByteBuffer(encodeSqlRows(sample)))
    expect(root.rowCount().toFloat64()).toBe(3)
    expect(root.columnsLength()).toBe(6)
    const column = (index: number) => root.columns(index)
    expect(column(0).columnName()).toBe("id")
    expect(column(0).columnValue().longValues(0).toFloat64()).toBe(1)
    expect(column(2).columnValue().stringValues(0)).toBe("ä")
    expect(column(3).columnValue().doubleValues(2)).toBe(-0.25)
    expect(column(3).columnValue().isNullvalues(1)).toBeTruthy()
    expect(column(4).columnValue().boolValues(0)).toBeTruthy()
    expect(Array.from({ length: 3 }, (_, index) => column(5).columnValue().binaryValues(0).value(index))).toEqual([
      1, 2, 3
    ])
  })

  it("refuses to write a value of another type than the column's", () => {
    expect(() => encodeSqlRows({ columns: [{ name: "n", type: "long" }], rows: [[1]] })).toThrow(WireValueError)
  })

  it("refuses every truncation with an offset, and never with another error", () => {
    for (const whole of [encodeSqlRows(sample), fromHex(group("sqlRows")[0]!.hex)]) {
      for (let length = 0; length < whole.length; length++) {
        try {
          // What is cut off may have been padding.
          expect(decodeSqlRows(whole.subarray(0, length)).columns.length).toBeGreaterThan(0)
        } catch (error) {
          expect(error).toBeInstanceOf(FlatBufferError)
          expect((error as FlatBufferError).offset).toBeTypeOf("number")
        }
      }
    }
  })

  it("survives every byte replaced by 0x00, 0x7f, 0x80 and 0xff", () => {
    const whole = encodeSqlRows(sample)
    for (let at = 0; at < whole.length; at++) {
      for (const byte of [0x00, 0x7f, 0x80, 0xff]) {
        const changed = whole.slice()
        changed[at] = byte
        try {
          decodeSqlRows(changed)
        } catch (error) {
          expect(error).toBeInstanceOf(FlatBufferError)
        }
      }
    }
  })

  /** Lets all columns of a buffer point at the first. */
  const shareFirstColumn = (bytes: Uint8Array, columns: number): Uint8Array => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const root = view.getUint32(0, true)
    const field = root + view.getUint16(root - view.getInt32(root, true) + 4, true)
    const list = field + view.getUint32(field, true)
    const first = list + 4 + view.getUint32(list + 4, true)
    for (let index = 0; index < columns; index++)
      view.setUint32(list + 4 + index * 4, first - (list + 4 + index * 4), true)
    return bytes
  }

  it("decodes a text that many columns share once", () => {
    const text = "x".repeat(4096)
    const columns = Array.from({ length: 2000 }, (_, index) => ({ name: `c${index}`, type: "string" as const }))
    const shared = shareFirstColumn(encodeSqlRows({ columns, rows: [columns.map(() => text)] }), 2000)
    const { columns: read, rows } = decodeSqlRows(shared)
    expect(new Set(read.map(({ name }) => name))).toEqual(new Set(["c0"]))
    expect(rows).toEqual([columns.map(() => text)])
  })

  it("refuses columns that share their values to decode to far more than was sent", () => {
    const columns = Array.from({ length: 2000 }, () => ({ name: "b", type: "boolean" as const }))
    const first = encodeSqlRows({ columns: columns.slice(0, 1), rows: Array.from({ length: 5000 }, () => [true]) })
    expect(decodeSqlRows(first).rows.length).toBe(5000)
    // 2,000 columns of no rows, and one of 5,000 rows behind them, which all of them then name as theirs.
    const none = encodeSqlRows({ columns, rows: [] })
    const bytes = new Uint8Array(none.length + first.length)
    bytes.set(none)
    bytes.set(first, none.length)
    const view = new DataView(bytes.buffer)
    const tableOf = (start: number): number => start + view.getUint32(start, true)
    const fieldOf = (table: number, id: number): number =>
      table + view.getUint16(table - view.getInt32(table, true) + 4 + id * 2, true)
    const refer = (at: number): number => at + view.getUint32(at, true)
    const target = refer(refer(fieldOf(tableOf(none.length), 0)) + 4)
    const list = refer(fieldOf(tableOf(0), 0))
    for (let index = 0; index < 2000; index++) {
      view.setUint32(list + 4 + index * 4, target - (list + 4 + index * 4), true)
    }
    view.setBigInt64(fieldOf(tableOf(0), 1), 5000n, true)
    expect(() => decodeSqlRows(bytes)).toThrow(/the same bytes many times over/)
  })
})
