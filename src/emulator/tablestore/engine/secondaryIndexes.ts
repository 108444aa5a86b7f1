/**
 * Secondary indexes: tables that follow another one. Global and local ones are both kept in the same step; a delay
 * of global ones is made up when they are read. Source: Tablestore, secondary indexes.
 */
import type { PrimaryKeyColumn, PrimaryKeyValue } from "../../../schema/tablestore/format/rowValue.ts"
import type { Instance } from "./Instance.ts"
import { keyText } from "./keyText.ts"
import { noteChange } from "./lateCopies.ts"
import type { KeyColumn, KeyType, SecondaryIndex, StoredRow, Table } from "./model.ts"
import { typeOf } from "./values.ts"
import { visible } from "./versions.ts"

// Numbers of DefinedColumnType that a key may have.
const keyTypes: Readonly<Record<number, KeyType>> = { 1: "INTEGER", 4: "STRING", 7: "BINARY" }

/** The type that a column has as part of an index key; absent when it cannot be part of one. */
export const indexKeyType = (table: Pick<Table, "key" | "definedColumns">, name: string): KeyType | undefined => {
  const ofKey = table.key.find((column) => column.name === name)
  if (ofKey !== undefined) return ofKey.type
  const defined = table.definedColumns.find((column) => column.name === name)
  return defined === undefined ? undefined : keyTypes[defined.type]
}

/** The key of the index table: the columns asked for, then what the main key has besides. */
export const indexKey = (
  table: Pick<Table, "key" | "definedColumns">,
  index: SecondaryIndex
): ReadonlyArray<KeyColumn> => [
  ...index.primaryKey.map((name) => ({ name, type: indexKeyType(table, name)!, autoIncrement: false })),
  ...table.key
    .filter(({ name }) => !index.primaryKey.includes(name))
    .map(({ name, type }) => ({ name, type, autoIncrement: false }))
]

const keyValue = (row: StoredRow, { name, type }: KeyColumn): PrimaryKeyValue | undefined => {
  const value =
    row.primaryKey.find((column) => column.name === name)?.value ?? row.cells.find((cell) => cell.name === name)?.value
  return value === undefined || typeOf(value) !== type ? undefined : (value as PrimaryKeyValue)
}

/** The row of the index that stands for a row; absent when the row lacks a column of the key. */
export const indexRow = (
  indexTable: Table,
  definedColumns: ReadonlyArray<string>,
  row: StoredRow
): StoredRow | undefined => {
  const primaryKey: Array<PrimaryKeyColumn> = []
  for (const column of indexTable.key) {
    const value = keyValue(row, column)
    if (value === undefined) return undefined
    primaryKey.push({ name: column.name, value })
  }
  return {
    primaryKey,
    cells: row.cells.filter(({ name }) => definedColumns.includes(name)),
    writtenMillis: row.writtenMillis
  }
}

/** Lets all indexes follow the change of a row. */
export const updateIndexes = (
  instance: Instance,
  table: Table,
  before: StoredRow | undefined,
  after: StoredRow | undefined,
  nowMillis: number
): void => {
  // An expired column is missing, and so may be the row of the index.
  const current = visible(after, table.options, nowMillis)
  for (const index of table.indexes) {
    const indexTable = instance.tables.get(index.name)
    if (indexTable === undefined) continue
    const rows = instance.rows(indexTable)
    const old = before === undefined ? undefined : indexRow(indexTable, index.definedColumns, before)
    if (old !== undefined) {
      const key = keyText(old.primaryKey)
      noteChange(instance, indexTable, key, nowMillis)
      rows.delete(key)
    }
    const row = current === undefined ? undefined : indexRow(indexTable, index.definedColumns, current)
    if (row !== undefined) {
      const key = keyText(row.primaryKey)
      noteChange(instance, indexTable, key, nowMillis)
      rows.set(key, row)
    }
  }
}

/** Fills a new index with the rows that are there. */
export const fillIndex = (
  instance: Instance,
  table: Table,
  indexTable: Table,
  index: SecondaryIndex,
  nowMillis: number
): void => {
  const rows = instance.rows(indexTable)
  for (const [, stored] of instance.rows(table).scan()) {
    const row = visible(stored, table.options, nowMillis)
    const indexed = row === undefined ? undefined : indexRow(indexTable, index.definedColumns, row)
    if (indexed !== undefined) rows.set(keyText(indexed.primaryKey), indexed)
  }
}
