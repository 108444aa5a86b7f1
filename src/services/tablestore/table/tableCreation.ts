/**
 * How tables and indexes of the service are created from their definitions.
 */
import type { IndexMetaInput } from "../../../schema/tablestore/operations/secondaryIndexMeta.ts"
import type { CreateTableInput } from "../../../schema/tablestore/operations/table.ts"
import * as IndexField from "../../../schema/tablestore/search/searchIndexSchema.ts"
import type * as Definition from "./tableDefinition.ts"

export type { CreateTableInput }

/** A secondary index of a table's own columns. */
export interface SecondaryIndex<T extends Definition.Any>
  extends Omit<IndexMetaInput, "primaryKey" | "definedColumns"> {
  /** Columns of the index's key, 1 to 4; those of the table's key that are missing follow by themselves. */
  readonly primaryKey: ReadonlyArray<Definition.KeyName<T> | Definition.AttributeName<T>>
  /** Other columns that are copied to the index. */
  readonly columns?: ReadonlyArray<Definition.AttributeName<T>> | undefined
}

/** Settings of a new table. */
export interface CreateOptions<T extends Definition.Any>
  extends Omit<CreateTableInput, "tableName" | "primaryKey" | "definedColumns" | "indexMetas"> {
  /** Secondary indexes that are made with the table. Their columns are declared by themselves. */
  readonly indexes?: ReadonlyArray<SecondaryIndex<T>> | undefined
  /** Further columns to declare, so that indexes can be made of them later. */
  readonly definedColumns?: ReadonlyArray<Definition.AttributeName<T>> | undefined
}

const declared = (table: Definition.Any, name: string) => {
  const column = table.attributeColumns.find((one) => one.name === name)
  if (column === undefined)
    throw new Error(`Table ${JSON.stringify(table.tableName)} has no column ${JSON.stringify(name)}`)
  if (column.type === undefined) {
    throw new Error(
      `Table ${JSON.stringify(table.tableName)}: column ${JSON.stringify(name)} holds values of several types: no index can be made of it`
    )
  }
  return { name, type: column.type }
}

/**
 * The input of `createTable` for a table.
 *
 * Throws for an index of a column that holds values of several types.
 *
 * **Example** (orders, and the same by total)
 *
 * ```ts
 * import { Effect, Schema } from "effect"
 * import { Table, Tablestore } from "effect-cloud-storage"
 *
 * class Orders extends Table.make("orders", {
 *   primaryKey: { customer: Schema.String, order: Schema.BigInt },
 *   attributes: { total: Schema.Finite, paid: Schema.Boolean, note: Schema.optionalKey(Schema.String) }
 * }) {}
 *
 * const create = Effect.flatMap(Tablestore, (tablestore) =>
 *   tablestore.createTable(
 *     Table.createTableInput(Orders, { indexes: [{ name: "orders_by_total", primaryKey: ["total"], columns: ["paid"] }] })
 *   ))
 * ```
 */
export const createTableInput = <T extends Definition.Any>(
  table: T,
  options: CreateOptions<T> = {}
): CreateTableInput => {
  const { indexes = [], definedColumns = [], ...rest } = options
  const keys = new Set(table.keyColumns.map(({ name }) => name))
  const names = new Set<string>([
    ...definedColumns,
    ...indexes.flatMap(({ primaryKey, columns = [] }) => [...primaryKey, ...columns])
  ])
  const columns = [...names].filter((name) => !keys.has(name)).map((name) => declared(table, name))
  return {
    ...rest,
    tableName: table.tableName,
    primaryKey: table.keyColumns.map(({ name, type, autoIncrement }) => ({
      name,
      type: type as "string" | "integer" | "binary",
      ...(autoIncrement ? { option: "autoIncrement" as const } : {})
    })),
    ...(columns.length === 0 ? {} : { definedColumns: columns }),
    ...(indexes.length === 0
      ? {}
      : {
          indexMetas: indexes.map(({ columns, ...index }) => ({
            ...index,
            ...(columns === undefined ? {} : { definedColumns: columns })
          }))
        })
  }
}

const fieldTypes = {
  string: IndexField.keyword,
  integer: IndexField.long,
  double: IndexField.double,
  boolean: IndexField.boolean,
  binary: undefined
}

/** Settings of the fields of a search index, by column. */
export type FieldSettings<T extends Definition.Any> = {
  readonly [C in Definition.KeyName<T> | Definition.AttributeName<T>]?:
    | Omit<Partial<IndexField.IndexField>, "name">
    | undefined
}

/**
 * The schema of a search index over columns of a table: text is KEYWORD, INTEGER is LONG, and all can be sorted by and
 * aggregated. Settings of a column override that.
 *
 * **Example** (a note that is searched by its words)
 *
 * ```ts
 * import { Schema } from "effect"
 * import { Table } from "effect-cloud-storage"
 *
 * class Orders extends Table.make("orders", {
 *   primaryKey: { customer: Schema.String, order: Schema.BigInt },
 *   attributes: { total: Schema.Finite, paid: Schema.Boolean, note: Schema.optionalKey(Schema.String) }
 * }) {}
 *
 * const schema = Table.searchIndexSchema(Orders, { total: {}, paid: {}, note: { type: "text", sortAndAgg: false } })
 * ```
 */
export const searchIndexSchema = <T extends Definition.Any>(
  table: T,
  fields: FieldSettings<T>
): IndexField.IndexSchema => ({
  fields: [...table.keyColumns, ...table.attributeColumns]
    .filter(({ name }) => Object.hasOwn(fields, name))
    .map(({ name, type }) => {
      const settings = fields[name as keyof FieldSettings<T>] as Partial<IndexField.IndexField> | undefined
      const field = type === undefined ? undefined : fieldTypes[type]
      if (field === undefined && settings?.type === undefined) {
        throw new Error(
          `Table ${JSON.stringify(table.tableName)}: column ${JSON.stringify(name)} cannot be indexed as it is: give its field type`
        )
      }
      return {
        ...(field ?? IndexField.keyword)(name, { sortAndAgg: settings?.type !== "text" }),
        ...settings
      }
    })
})
