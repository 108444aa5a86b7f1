/**
 * Rows as plain records, for programs that need no types, versions or order of columns.
 */
import type { Cell, ColumnValue, PrimaryKey, PrimaryKeyBound, Row } from "../format/rowValue.ts"

/**
 * A key of a record: its columns in the order of the record, which must be that of the table.
 *
 * **Example** (a bound of a range)
 *
 * ```ts
 * import { Row } from "effect-cloud-storage"
 *
 * Row.key({ customer: "ada", order: Row.infMin })
 * ```
 */
export const key = <Value extends PrimaryKeyBound>(values: Readonly<Record<string, Value>>): PrimaryKey<Value> =>
  Object.entries(values).map(([name, value]) => ({ name, value }))

/**
 * Columns of a record, written without a time of their own. A column that is `undefined` is left out.
 *
 * Remember that a `number` is a DOUBLE, and a `bigint` an INTEGER.
 */
export const columns = (values: Readonly<Record<string, ColumnValue | undefined>>): ReadonlyArray<Cell> => {
  const cells: Array<Cell> = []
  for (const [name, value] of Object.entries(values)) if (value !== undefined) cells.push({ name, value })
  return cells
}

/** A row as a record: its key and the newest version of each column. */
export const toRecord = ({ primaryKey, columns }: Row): Record<string, ColumnValue> => {
  const entries = primaryKey.map(({ name, value }): [string, ColumnValue] => [name, value])
  // Of several versions of a column the newest comes first.
  let before: string | undefined
  for (const { name, value } of columns) {
    if (name !== before) entries.push([name, value])
    before = name
  }
  return Object.fromEntries(entries)
}
