/** Comparing and measuring values. */
import type { Cell, ColumnValue, PrimaryKey, PrimaryKeyValue } from "../../../schema/tablestore/format/rowValue.ts"
import { compareKeys } from "../../Store.ts"
import { utf8Length } from "../limits.ts"

export type ValueType = "INTEGER" | "DOUBLE" | "BOOLEAN" | "STRING" | "BINARY"

export const typeOf = (value: ColumnValue): ValueType => {
  switch (typeof value) {
    case "bigint":
      return "INTEGER"
    case "number":
      return "DOUBLE"
    case "boolean":
      return "BOOLEAN"
    case "string":
      return "STRING"
    default:
      return "BINARY"
  }
}

/** Compares bytes; a prefix comes first. */
export const compareBytes = (left: Uint8Array, right: Uint8Array): number => {
  const length = Math.min(left.length, right.length)
  for (let i = 0; i < length; i++) if (left[i] !== right[i]) return left[i]! - right[i]!
  return left.length - right.length
}

/** Compares two values of the same type; absent when their types differ. Texts compare by their UTF-8 bytes. */
export const compareValues = (left: ColumnValue, right: ColumnValue): number | undefined => {
  if (typeof left === "string" && typeof right === "string") return compareKeys(left, right)
  if (left instanceof Uint8Array && right instanceof Uint8Array) return compareBytes(left, right)
  if (typeof left !== typeof right || left instanceof Uint8Array || right instanceof Uint8Array) return undefined
  return left < right ? -1 : left > right ? 1 : 0
}

export const equalValues = (left: ColumnValue, right: ColumnValue): boolean => compareValues(left, right) === 0

/** Bytes that a value counts. Source: Tablestore, billing of capacity units. */
export const sizeOf = (value: ColumnValue): number => {
  switch (typeof value) {
    case "bigint":
    case "number":
      return 8
    case "boolean":
      return 1
    case "string":
      return utf8Length(value)
    default:
      return value.length
  }
}

export const sizeOfKey = (key: PrimaryKey<PrimaryKeyValue>): number =>
  key.reduce((sum, { name, value }) => sum + utf8Length(name) + sizeOf(value), 0)

/** @param versioned Whether several versions are kept: then the timestamp counts too. */
export const sizeOfCell = (cell: Cell, versioned: boolean): number =>
  utf8Length(cell.name) + sizeOf(cell.value) + (versioned ? 8 : 0)
