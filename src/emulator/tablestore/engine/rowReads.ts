/** GetRow and GetRange. Source: Tablestore, GetRow, GetRange. */

import { decodePrimaryKeyBound } from "../../../schema/tablestore/format/plainBufferDecoder.ts"
import { encodePrimaryKey, encodeRow, encodeRows } from "../../../schema/tablestore/format/plainBufferEncoder.ts"
import type { PrimaryKey, PrimaryKeyBound, Row } from "../../../schema/tablestore/format/rowValue.ts"
import * as M from "../../../schema/tablestore/protobuf/generated/tableStore.ts"
import { compareKeys } from "../../Store.ts"
import { maxRangeBytes, maxRangeRows } from "../limits.ts"
import { parameterInvalid } from "../refusals.ts"
import { consumed, unitsOf } from "./capacity.ts"
import type { Instance, Transaction } from "./Instance.ts"
import { keyText } from "./keyText.ts"
import type { StoredRow, Table } from "./model.ts"
import { checkKey } from "./rowChecks.ts"
import { type Selection, select, selectionOf } from "./selection.ts"
import { checkInside, rowsSeen, transactionOf } from "./transactions.ts"
import { visible } from "./versions.ts"

const noBytes = new Uint8Array(0)

/** The key of a request for one row. */
export const decodeKey = (table: Table, bytes: Uint8Array): PrimaryKey<PrimaryKeyBound> => {
  const key = decodePrimaryKeyBound(bytes)
  checkKey(table.key, key, "row")
  return key
}

/** Reads one row. */
export const readRow = (
  instance: Instance,
  table: Table,
  key: PrimaryKey<PrimaryKeyBound>,
  selection: Selection,
  open: Transaction | undefined,
  nowMillis: number
): M.GetRowResponse => {
  const row = visible(rowsSeen(instance, table, open, nowMillis).get(keyText(key)), table.options, nowMillis)
  if (row === undefined) return { consumed: consumed(1, 0), row: noBytes }
  const selected = select(table, row, selection)
  return {
    consumed: consumed(unitsOf(selected.bytes), 0),
    row: selected.row === undefined ? noBytes : encodeRow(selected.row)
  }
}

export const getRow = (instance: Instance, request: M.GetRowRequest, nowMillis: number): M.GetRowResponse => {
  const table = instance.readyTable(request.tableName, nowMillis)
  const selection = selectionOf(request)
  const key = decodeKey(table, request.primaryKey)
  const open = transactionOf(instance, table, request.transactionId, nowMillis)
  checkInside(open, key)
  return readRow(instance, table, key, selection, open, nowMillis)
}

/** What a scan found. */
export interface Scanned {
  readonly rows: ReadonlyArray<Row>
  /** The first row that was not looked at; absent when there is none. */
  readonly next?: StoredRow | undefined
  readonly bytes: number
}

/** Looks at visible rows one after the other, as long as the limits allow. */
const scan = (table: Table, rows: Iterable<StoredRow>, selection: Selection, limit: number): Scanned => {
  const found: Array<Row> = []
  let looked = 0
  let bytes = 0
  for (const row of rows) {
    if (found.length >= limit || looked >= maxRangeRows || bytes >= maxRangeBytes)
      return { rows: found, next: row, bytes }
    const selected = select(table, row, selection)
    looked++
    bytes += selected.bytes
    if (selected.row !== undefined) found.push(selected.row)
  }
  return { rows: found, bytes }
}

/** The visible rows of a range, from its start to before its end. */
export function* rowsOfRange(
  instance: Instance,
  table: Table,
  range: { readonly start: string; readonly end: string; readonly backward: boolean },
  open: Transaction | undefined,
  nowMillis: number
): IterableIterator<StoredRow> {
  const { backward, end, start } = range
  const seen = rowsSeen(instance, table, open, nowMillis)
  const entries = backward ? seen.descending(start, end) : seen.ascending(start)
  for (const [key, stored] of entries) {
    if (backward ? compareKeys(key, end) <= 0 : compareKeys(key, end) >= 0) return
    const row = visible(stored, table.options, nowMillis)
    if (row !== undefined) yield row
  }
}

const checkOrder = (start: string, end: string, backward: boolean): void => {
  const order = compareKeys(start, end)
  if (!backward && order >= 0) throw parameterInvalid("Begin key must less than end key in FORWARD.")
  if (backward && order <= 0) throw parameterInvalid("Begin key must more than end key in BACKWARD.")
}

export const getRange = (instance: Instance, request: M.GetRangeRequest, nowMillis: number): M.GetRangeResponse => {
  const table = instance.readyTable(request.tableName, nowMillis)
  const selection = selectionOf(request)
  const { direction, limit = maxRangeRows } = request
  if (direction !== M.Direction.FORWARD && direction !== M.Direction.BACKWARD) {
    throw parameterInvalid("Invalid direction.")
  }
  if (limit <= 0) throw parameterInvalid("The limit must be greater than 0.")
  const startKey = decodePrimaryKeyBound(request.inclusiveStartPrimaryKey)
  const endKey = decodePrimaryKeyBound(request.exclusiveEndPrimaryKey)
  checkKey(table.key, startKey, "bound")
  checkKey(table.key, endKey, "bound")
  const backward = direction === M.Direction.BACKWARD
  const range = { start: keyText(startKey), end: keyText(endKey), backward }
  checkOrder(range.start, range.end, backward)
  const open = transactionOf(instance, table, request.transactionId, nowMillis)
  checkInside(open, startKey, endKey)
  const { bytes, next, rows } = scan(table, rowsOfRange(instance, table, range, open, nowMillis), selection, limit)
  return {
    consumed: consumed(unitsOf(bytes), 0),
    rows: rows.length === 0 ? noBytes : encodeRows(rows),
    ...(next === undefined ? {} : { nextStartPrimaryKey: encodePrimaryKey(next.primaryKey) }),
    dataBlockType: M.DataBlockType.DBT_PLAIN_BUFFER,
    compressType: M.CompressType.CPT_NONE
  }
}
