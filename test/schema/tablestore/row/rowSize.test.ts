import { describe, expect, it } from "vitest"
import {
  autoIncrement,
  deleteAllVersions,
  deleteVersion,
  increment
} from "../../../../src/schema/tablestore/format/rowValue.ts"
import { utf8Length } from "../../../../src/schema/tablestore/format/utf8Length.ts"
import { tableLimits } from "../../../../src/schema/tablestore/limits.ts"
import { writtenRow } from "../../../../src/schema/tablestore/row/rowFields.ts"
import { rowBytes } from "../../../../src/schema/tablestore/row/rowSize.ts"

const primaryKey = [{ name: "k", value: "a" }]

describe("the size of a row", () => {
  it("is that of its names and values", () => {
    expect(rowBytes({ primaryKey })).toBe(2)
    expect(rowBytes({ primaryKey: [{ name: "key", value: 7n }] })).toBe(3 + 8)
    expect(rowBytes({ primaryKey: [{ name: "key", value: new Uint8Array(5) }] })).toBe(3 + 5)
    const columns = [
      { name: "int", value: 1n },
      { name: "double", value: 0.5 },
      { name: "yes", value: true },
      { name: "text", value: "äöü€😀" },
      { name: "blob", value: new Uint8Array(10) },
      { name: "empty", value: "" }
    ]
    expect(rowBytes({ primaryKey, columns })).toBe(2 + (3 + 8) + (6 + 8) + (3 + 1) + (4 + 13) + (4 + 10) + 5)
  })

  it("has a value that the service picks as the INTEGER it will be", () => {
    expect(rowBytes({ primaryKey: [...primaryKey, { name: "n", value: autoIncrement }] })).toBe(2 + 1 + 8)
  })

  it("has the names of removed columns and the amount of an increment", () => {
    expect(rowBytes({ primaryKey, columns: [deleteAllVersions("gone")] })).toBe(2 + 4)
    expect(rowBytes({ primaryKey, columns: [deleteVersion("gone", 1_700_000_000_000)] })).toBe(2 + 4)
    expect(rowBytes({ primaryKey, columns: [increment("hits", 1n)] })).toBe(2 + 4 + 8)
  })

  it("has no timestamps: whether they count depends on the table", () => {
    expect(rowBytes({ primaryKey, columns: [{ name: "n", value: 1n, timestamp: 1_700_000_000_000 }] })).toBe(2 + 1 + 8)
  })

  it("decides to the byte what can be sent", () => {
    const { writeBytes, attributeValueBytes } = tableLimits
    const rowOf = (bytes: number) => {
      const columns = [
        { name: "a", value: new Uint8Array(attributeValueBytes) },
        { name: "b", value: new Uint8Array(bytes - attributeValueBytes - 2 - 1 - 1 - 4) },
        deleteAllVersions("gone")
      ]
      expect(rowBytes({ primaryKey, columns })).toBe(bytes)
      return () => writtenRow({ primaryKey, columns })
    }
    expect(rowOf(writeBytes)).not.toThrow()
    expect(rowOf(writeBytes + 1)).toThrow()
  })
})

describe("the length of a text", () => {
  it("is that of its UTF-8", () => {
    const encoder = new TextEncoder()
    for (const text of ["", "a", "\u007f\u0080", "\u07ff\u0800", "\ud7ff\ue000\uffff", "😀", "a😀é€"]) {
      expect(utf8Length(text), JSON.stringify(text)).toBe(encoder.encode(text).length)
    }
  })
})
