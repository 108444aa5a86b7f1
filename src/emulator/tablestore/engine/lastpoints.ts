/**
 * Lastpoint indexes: tables that keep, for each value of their key, the newest version of each column.
 * Source: Tablestore, lastpoint index; tests of the official client for Java run against the service.
 */
import type { PrimaryKey, Timestamp } from "../../../schema/tablestore/format/rowValue.ts"
import { compareKeys } from "../../Store.ts"
import type { Instance } from "./Instance.ts"
import { keyText } from "./keyText.ts"
import { noteChange } from "./lateCopies.ts"
import type { StoredCell, StoredRow, Table } from "./model.ts"
import { streamRecord } from "./streamRecords.ts"

/** What is offered to a lastpoint index. */
export interface Point {
  readonly primaryKey: PrimaryKey
  /** Each column once. */
  readonly cells: ReadonlyArray<StoredCell>
}

const byName = (left: StoredCell, right: StoredCell): number => compareKeys(left.name, right.name)

/** Takes over the columns of a point that are not older than those that are known. */
export const offerPoint = (
  instance: Instance,
  indexTable: Table,
  { cells, primaryKey }: Point,
  nowMillis: number
): void => {
  const rows = instance.rows(indexTable)
  const key = keyText(primaryKey)
  const before = rows.get(key)
  const known = new Map((before?.cells ?? []).map((cell) => [cell.name, cell]))
  const taken = cells.filter(({ name, timestamp }) => timestamp >= (known.get(name)?.timestamp ?? 0))
  if (taken.length === 0) return
  for (const cell of taken) known.set(cell.name, cell)
  noteChange(instance, indexTable, key, nowMillis)
  rows.set(key, { primaryKey, cells: [...known.values()].sort(byName), writtenMillis: nowMillis })
  if (indexTable.stream !== undefined) {
    const change = { primaryKey, columns: [...taken].sort(byName) }
    const record = streamRecord(indexTable.stream, "update", change, before, nowMillis)
    instance.appendRecords(indexTable.stream.id, [record])
  }
}

/** The point of a row: what the index has not in its key becomes columns. Rows without attributes have none. */
const pointOf = (indexTable: Table, { cells, primaryKey }: StoredRow): Point | undefined => {
  if (cells.length === 0) return undefined
  const timestamp = cells.reduce<Timestamp>((newest, cell) => (cell.timestamp > newest ? cell.timestamp : newest), 0)
  const isKey = (name: string): boolean => indexTable.key.some((column) => column.name === name)
  return {
    primaryKey: primaryKey.filter(({ name }) => isKey(name)),
    cells: [
      ...cells,
      ...primaryKey.filter(({ name }) => !isKey(name)).map(({ name, value }) => ({ name, value, timestamp }))
    ]
  }
}

/** Lets the lastpoint indexes of a table follow the change of a row. What was removed stays the last that was known. */
export const updateLastpoints = (
  instance: Instance,
  table: Table,
  row: StoredRow | undefined,
  nowMillis: number
): void => {
  if (row === undefined) return
  for (const name of table.lastpoints ?? []) {
    const indexTable = instance.tables.get(name)
    const point = indexTable === undefined ? undefined : pointOf(indexTable, row)
    if (indexTable !== undefined && point !== undefined) offerPoint(instance, indexTable, point, nowMillis)
  }
}
