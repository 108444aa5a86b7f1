/** The rows that the Tablestore benchmark writes and reads: a key of two columns and ten attribute columns. */
import type { Cell, PrimaryKey, Row } from "../src/schema/tablestore/format/rowValue.ts"

const version = 1_700_000_000_000

export const keyOf = (index: number): PrimaryKey => [
  { name: "tenant", value: `tenant-${index % 7}` },
  { name: "id", value: BigInt(index) }
]

/** Without versions, as rows are written. */
export const columnsOf = (index: number): ReadonlyArray<Cell> => [
  { name: "amount", value: index * 1.25 },
  { name: "blob", value: new Uint8Array(16).fill(index) },
  { name: "created", value: 1_700_000_000_000_000n + BigInt(index) },
  { name: "customer", value: `customer number ${index}` },
  { name: "discount", value: 0.1 },
  { name: "note", value: "left at the door, neighbours were out" },
  { name: "paid", value: index % 2 === 0 },
  { name: "quantity", value: BigInt(index % 13) },
  { name: "state", value: "shipped" },
  { name: "weight", value: -5n }
]

/** With versions, as rows are read. */
export const rowOf = (index: number): Row => ({
  primaryKey: keyOf(index),
  columns: columnsOf(index).map((cell) => ({ ...cell, timestamp: version }))
})
