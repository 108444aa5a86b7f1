/** What SHOW INDEX tells of a table: a row for each column of its key, its secondary indexes and its search indexes. */
import type { Instance } from "../engine/Instance.ts"
import type { Table } from "../engine/model.ts"
import { listSearchIndexes, searchIndexOf } from "../search/searchIndexes.ts"
import type { ResultSet } from "./subqueries.ts"
import type { SqlValue } from "./syntax.ts"

type Row = ReadonlyArray<SqlValue>

const rowsOf = (
  table: Table,
  name: string,
  columns: ReadonlyArray<string>,
  type: string,
  isUnique: boolean
): ReadonlyArray<Row> => columns.map((column, i) => [table.name, isUnique ? 0n : 1n, name, BigInt(i + 1), column, type])

export const indexRows = (instance: Instance, table: Table): ResultSet => ({
  columns: [
    { name: "Table", type: "VARCHAR" },
    { name: "Non_unique", type: "BIGINT" },
    { name: "Key_name", type: "VARCHAR" },
    { name: "Seq_in_index", type: "BIGINT" },
    { name: "Column_name", type: "VARCHAR" },
    { name: "Index_type", type: "VARCHAR" }
  ],
  rows: [
    ...rowsOf(
      table,
      "PRIMARY",
      table.key.map(({ name }) => name),
      "",
      true
    ),
    ...table.indexes.flatMap(({ definedColumns, isLocal, name, primaryKey }) =>
      rowsOf(table, name, [...primaryKey, ...definedColumns], isLocal ? "LocalIndex" : "GlobalIndex", false)
    ),
    ...listSearchIndexes(instance, { tableName: table.name }).indices.flatMap(({ indexName }) => {
      const { name, schema } = searchIndexOf(instance, table.name, indexName)
      return rowsOf(
        table,
        name,
        schema.fields.map((field) => field.name),
        "SearchIndex",
        false
      )
    })
  ]
})
