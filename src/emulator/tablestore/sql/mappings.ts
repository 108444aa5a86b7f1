/** Mapping tables: which columns of a table SQL sees, and their types. */

import type { ColumnValue } from "../../../schema/tablestore/format/rowValue.ts"
import type { Instance } from "../engine/Instance.ts"
import type { StoredRow, Table } from "../engine/model.ts"
import { typeOf } from "../engine/values.ts"
import { objectAlreadyExists, parameterInvalid } from "../refusals.ts"
import { columnValue } from "../search/documents.ts"
import { isSameName } from "./relations.ts"
import type { ColumnDefinition, SqlType, SqlValue, Statement } from "./syntax.ts"

export interface Mapping {
  readonly name: string
  /** The table of the rows. */
  readonly tableName: string
  readonly columns: ReadonlyArray<ColumnDefinition>
}

const mappings = (instance: Instance) => instance.stored<Mapping>("sqlTables")

const keyTypes = { INTEGER: "BIGINT", STRING: "VARCHAR", BINARY: "VARBINARY" } as const
const definedTypes: Readonly<Record<number, SqlType>> = {
  1: "BIGINT",
  2: "DOUBLE",
  3: "BOOL",
  4: "VARCHAR",
  7: "VARBINARY"
}
const valueTypes: Readonly<Record<SqlType, string>> = {
  BIGINT: "INTEGER",
  DOUBLE: "DOUBLE",
  BOOL: "BOOLEAN",
  VARCHAR: "STRING",
  VARBINARY: "BINARY"
}

/** What SQL sees of a table that nobody has mapped: its key and its predefined columns. */
const implied = ({ definedColumns, key, name }: Table): Mapping => ({
  name,
  tableName: name,
  columns: [
    ...key.map((column) => ({ name: column.name, type: keyTypes[column.type] })),
    ...definedColumns.map((column) => ({ name: column.name, type: definedTypes[column.type] ?? ("VARCHAR" as const) }))
  ]
})

const unknownTable = (instance: Instance, name: string): Error =>
  parameterInvalid(`Table '${instance.name}.${name}' doesn't exist.`)

/** A mapping, with the table of its rows. */
export const mappingOf = (instance: Instance, name: string): { readonly mapping: Mapping; readonly table: Table } => {
  const stored = mappings(instance).get(name)
  const table = instance.tables.get(stored?.tableName ?? name)
  if (table === undefined) throw unknownTable(instance, name)
  return { mapping: stored ?? implied(table), table }
}

const tableOf = (attributes: string | undefined, name: string): string => {
  if (attributes === undefined) return name
  try {
    const { table_name: tableName } = JSON.parse(attributes)
    return typeof tableName === "string" ? tableName : name
  } catch {
    throw parameterInvalid("Invalid ENGINE_ATTRIBUTE.")
  }
}

const checkColumns = (table: Table, columns: ReadonlyArray<ColumnDefinition>): void => {
  for (const [i, { name }] of columns.entries()) {
    if (columns.findIndex((column) => isSameName(column.name, name)) !== i)
      throw parameterInvalid(`Duplicate column name '${name}'.`)
  }
  for (const { name, type } of table.key) {
    const column = columns.find((one) => isSameName(one.name, name))
    if (column === undefined) throw parameterInvalid(`The primary key column '${name}' is missing in the mapping.`)
    if (column.type !== keyTypes[type])
      throw parameterInvalid(`The type of primary key column '${name}' must be ${keyTypes[type]}.`)
  }
}

export const createMapping = (
  instance: Instance,
  statement: Extract<Statement, { readonly _tag: "CreateTable" }>
): void => {
  const { attributes, columns, ifNotExists, table: name } = statement
  if (mappings(instance).get(name) !== undefined) {
    if (ifNotExists) return
    throw objectAlreadyExists(`Table '${name}' already exists.`)
  }
  const tableName = tableOf(attributes, name)
  const table = instance.tables.get(tableName)
  if (table === undefined) throw unknownTable(instance, tableName)
  checkColumns(table, columns)
  mappings(instance).set(name, { name, tableName, columns })
}

export const dropMapping = (instance: Instance, name: string, ifExists: boolean): void => {
  if (!mappings(instance).delete(name) && !ifExists) throw unknownTable(instance, name)
}

/** Changes the columns of a mapping. */
export const alterMapping = (
  instance: Instance,
  name: string,
  change: (columns: ReadonlyArray<ColumnDefinition>) => ReadonlyArray<ColumnDefinition>
): void => {
  const { mapping, table } = mappingOf(instance, name)
  const columns = change(mapping.columns)
  checkColumns(table, columns)
  mappings(instance).set(name, { ...mapping, columns })
}

export const mappingNames = (instance: Instance): ReadonlyArray<string> => {
  const names = [...mappings(instance).scan()].map(([name]) => name)
  const tables = [...instance.tables.scan()].map(([name]) => name)
  return [...new Set([...names, ...tables])].sort()
}

/** A column of a row; null when it is absent or has another type than the mapping says. */
export const sqlValueOf = (row: StoredRow, { name, type }: ColumnDefinition): SqlValue => {
  const own = columnValue(row, name) ?? ofSameName(row, name)
  return own === undefined || typeOf(own) !== valueTypes[type] ? null : own
}

const ofSameName = (row: StoredRow, name: string): ColumnValue | undefined =>
  row.primaryKey.find((column) => isSameName(column.name, name))?.value ??
  row.cells.find((cell) => isSameName(cell.name, name))?.value
