/** Puts a changed row in place: into the table and all its indexes. */
import type { Instance } from "./Instance.ts"
import { updateLastpoints } from "./lastpoints.ts"
import { noteChange } from "./lateCopies.ts"
import type { StoredRow, Table } from "./model.ts"
import { updateIndexes } from "./secondaryIndexes.ts"

/** @param row Absent removes the row. */
export const applyToTable = (
  instance: Instance,
  table: Table,
  key: string,
  row: StoredRow | undefined,
  nowMillis: number
): void => {
  const rows = instance.rows(table)
  if (table.indexes.length > 0) updateIndexes(instance, table, rows.get(key), row, nowMillis)
  noteChange(instance, table, key, nowMillis)
  if (row === undefined) rows.delete(key)
  else rows.set(key, row)
  if (table.lastpoints !== undefined) updateLastpoints(instance, table, row, nowMillis)
}
