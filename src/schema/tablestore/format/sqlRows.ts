/**
 * Rows of SQL results.
 *
 * Source: Tablestore, SQLQuery, payload in FlatBuffers.
 */

import { WireValueError } from "../../wire/wireErrors.ts"
import { FlatBufferReader, type FlatVector } from "./FlatBufferReader.ts"
import { type FlatTable, type FlatValue, writeFlatBuffer } from "./flatBufferWriter.ts"
import type { ColumnValue } from "./rowValue.ts"

/** How the values of a column are kept: LONG is `bigint`, DOUBLE is `number`. */
export type SqlColumnType = "long" | "boolean" | "double" | "string" | "binary"

/** A column of a result. */
export interface SqlColumn {
  readonly name: string
  readonly type: SqlColumnType
  /** What a LONG or STRING column means, where it is a time. */
  readonly logicType?: "dateTime" | "date" | "time" | undefined
}

/** A value of a result; null is SQL's NULL. */
export type SqlValue = ColumnValue | null

/** A result. */
export interface SqlRows {
  readonly columns: ReadonlyArray<SqlColumn>
  /** Each row has a value for each column. */
  readonly rows: ReadonlyArray<ReadonlyArray<SqlValue>>
}

const types: ReadonlyArray<SqlColumnType | undefined> = [undefined, "long", "boolean", "double", "string", "binary"]
const runLengthString = 6
const complex = 7
const logicTypes = [undefined, "dateTime", "date", "time"] as const

type ValueAt = (index: number) => ColumnValue

/** How values of a type are read, out of the table of vectors. Field ids: nulls 0, long 1, bool 2, double 3, … */
const valuesOf = (reader: FlatBufferReader, table: number, type: number, at: number): ValueAt => {
  const vector = (id: number, size: number): FlatVector => {
    const found = reader.vector(table, id, size)
    if (found === undefined) throw reader.fail(table, `values of type ${type}`, "none")
    return found
  }
  switch (type) {
    case 1: {
      const values = vector(1, 8)
      return (index) => reader.int64Of(values, index)
    }
    case 2: {
      const values = vector(2, 1)
      return (index) => reader.booleanOf(values, index)
    }
    case 3: {
      const values = vector(3, 8)
      return (index) => reader.float64Of(values, index)
    }
    case 4: {
      const values = vector(4, 4)
      return (index) => reader.textOf(values, index)
    }
    case 5: {
      const values = vector(5, 4)
      return (index) => reader.blob(reader.tableOf(values, index), 0)
    }
    case runLengthString: {
      const encoded = reader.table(table, 6)
      const texts = encoded === undefined ? undefined : reader.vector(encoded, 0, 4)
      const mapping = encoded === undefined ? undefined : reader.vector(encoded, 1, 4)
      if (texts === undefined || mapping === undefined) throw reader.fail(table, "texts and their mapping", "none")
      return (index) => reader.textOf(texts, reader.int32Of(mapping, index))
    }
    default:
      throw reader.fail(at, "a column type from 1 to 7", String(type))
  }
}

/** Decodes a result. Throws `FlatBufferError`. */
export const decodeSqlRows = (bytes: Uint8Array): SqlRows => {
  const reader = new FlatBufferReader(bytes)
  const root = reader.root()
  const list = reader.vector(root, 0, 4) ?? { start: 0, length: 0 }
  const rowCount = reader.int64(root, 1)
  // A row takes a byte of each column at least.
  if (rowCount < 0n || rowCount > BigInt(bytes.length)) {
    throw reader.fail(root, `a row count from 0 to ${bytes.length}`, String(rowCount))
  }
  const columns: Array<SqlColumn> = []
  const rows: Array<Array<SqlValue>> =
    list.length === 0 ? [] : Array.from({ length: Number(rowCount) }, (): Array<SqlValue> => [])
  for (let column = 0; column < list.length; column++) {
    const table = reader.tableOf(list, column)
    const declared = reader.int8(table, 1)
    const info = declared === complex ? reader.table(table, 3) : undefined
    const encoded = info === undefined ? declared : reader.int8(info, 1)
    const type = encoded === runLengthString ? "string" : types[encoded]
    if (type === undefined) throw reader.fail(table, "a column type from 1 to 7", String(encoded))
    const logicType = info === undefined ? undefined : logicTypes[reader.int8(info, 0)]
    const name = reader.string(table, 0) ?? ""
    columns.push(logicType === undefined ? { name, type } : { name, type, logicType })
    if (rows.length === 0) continue
    const values = reader.table(table, 2)
    if (values === undefined) throw reader.fail(table, "the values of a column", "none")
    const nulls = reader.vector(values, 0, 1)
    let valueAt: ValueAt | undefined
    for (let index = 0; index < rows.length; index++) {
      if (nulls !== undefined && reader.booleanOf(nulls, index)) {
        rows[index]!.push(null)
        continue
      }
      // A column of nulls alone may lack the vector of its type.
      valueAt ??= valuesOf(reader, values, encoded, table)
      rows[index]!.push(valueAt(index))
    }
  }
  return { columns, rows }
}

const wrong = (column: SqlColumn, value: SqlValue): WireValueError =>
  new WireValueError({ expected: `values of type ${column.type} in column ${column.name}`, found: typeof value })

const vectorOf = (column: SqlColumn, values: ReadonlyArray<SqlValue>): readonly [id: number, vector: FlatValue] => {
  const each = <A extends ColumnValue>(is: (value: SqlValue) => value is A, none: A): Array<A> =>
    values.map((value) => {
      if (value === null) return none
      if (!is(value)) throw wrong(column, value)
      return value
    })
  switch (column.type) {
    case "long":
      return [1, { kind: "int64s", value: each<bigint>((value) => typeof value === "bigint", 0n) }]
    case "boolean":
      return [2, { kind: "bools", value: each<boolean>((value) => typeof value === "boolean", false) }]
    case "double":
      return [3, { kind: "float64s", value: each<number>((value) => typeof value === "number", 0) }]
    case "string":
      return [4, { kind: "strings", value: each<string>((value) => typeof value === "string", "") }]
    case "binary": {
      const blobs = each<Uint8Array>((value) => value instanceof Uint8Array, new Uint8Array(0))
      return [5, { kind: "tables", value: blobs.map((value): FlatTable => [{ kind: "bytes", value }]) }]
    }
  }
}

const columnOf = (column: SqlColumn, values: ReadonlyArray<SqlValue>): FlatTable => {
  const contents: Array<FlatValue | undefined> = new Array(7).fill(undefined)
  contents[0] = { kind: "bools", value: values.map((value) => value === null) }
  const [id, vector] = vectorOf(column, values)
  contents[id] = vector
  const type = types.indexOf(column.type)
  const plain: FlatTable = [
    { kind: "string", value: column.name },
    { kind: "int8", value: column.logicType === undefined ? type : complex },
    { kind: "table", value: contents }
  ]
  if (column.logicType === undefined) return plain
  const info: FlatTable = [
    { kind: "int8", value: logicTypes.indexOf(column.logicType) },
    { kind: "int8", value: type }
  ]
  return [...plain, { kind: "table", value: info }]
}

/** Encodes a result. Throws `WireValueError` for a value that is not of its column's type. */
export const encodeSqlRows = ({ columns, rows }: SqlRows): Uint8Array =>
  writeFlatBuffer([
    {
      kind: "tables",
      value: columns.map((column, index) =>
        columnOf(
          column,
          rows.map((row) => row[index] ?? null)
        )
      )
    },
    { kind: "int64", value: BigInt(rows.length) }
  ])
