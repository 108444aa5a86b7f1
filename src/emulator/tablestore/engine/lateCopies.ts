/**
 * Indexes that follow their tables late. Every copy is kept up to date at once; what the delay hides is undone when it
 * is read: so nothing has to run in the background, and any clock will do.
 */
import type { Changes } from "./changedEntries.ts"
import type { Instance } from "./Instance.ts"
import type { StoredRow, Table } from "./model.ts"

/** Keeps what a row was. Call it before the change. */
export const noteChange = (instance: Instance, table: Table, key: string, nowMillis: number): void => {
  const { indexDelayMillis } = instance.settings
  if (indexDelayMillis <= 0) return
  const seen = instance.pastChanges.get(table.id) ?? []
  const recent = seen.filter(({ atMillis }) => atMillis + indexDelayMillis > nowMillis)
  recent.push({ key, before: instance.rows(table).get(key), atMillis: nowMillis })
  instance.pastChanges.set(table.id, recent)
}

/** The changes that make of the rows of a table what a late reader sees of them. */
export const lateChanges = (instance: Instance, table: Table, nowMillis: number): Changes => {
  const changes = new Map<string, StoredRow | undefined>()
  // The oldest change is undone last.
  for (const { atMillis, before, key } of (instance.pastChanges.get(table.id) ?? []).toReversed()) {
    if (atMillis + instance.settings.indexDelayMillis > nowMillis) changes.set(key, before)
  }
  return changes
}

/** Whether a table is an index that may be behind: global ones may, local ones are written with their table. */
export const mayBeLate = (instance: Instance, { mainTable, name }: Table): boolean => {
  if (mainTable === undefined || instance.settings.indexDelayMillis <= 0) return false
  const index = instance.tables.get(mainTable)?.indexes.find((one) => one.name === name)
  return index !== undefined && !index.isLocal
}
