/**
 * Local transactions: changes of rows with one partition key that are seen by others only once they are committed.
 * Source: Tablestore, local transactions.
 */
import { decodeRowChange } from "../../../schema/tablestore/format/plainBufferDecoder.ts"
import type { PrimaryKey, PrimaryKeyBound } from "../../../schema/tablestore/format/rowValue.ts"
import { transactionMillis } from "../limits.ts"
import {
  dataOutOfRange,
  invalidPrimaryKey,
  parameterInvalid,
  rowOperationConflict,
  sessionNotExist
} from "../refusals.ts"
import { withChanges } from "./changedEntries.ts"
import { type Entries, entriesOf, type Instance, type Transaction } from "./Instance.ts"
import { keyText, partitionText } from "./keyText.ts"
import { lateChanges, mayBeLate } from "./lateCopies.ts"
import type { StoredRow, Table } from "./model.ts"
import { checkKey } from "./rowChecks.ts"
import { applyToTable } from "./tableWrites.ts"

/** Forgets transactions that were not ended in time, as if they had been aborted. */
const dropExpired = (instance: Instance, nowMillis: number): void => {
  for (const { id, startedMillis } of [...instance.transactions.values()]) {
    if (nowMillis >= startedMillis + transactionMillis) instance.transactions.delete(id)
  }
}

const holderOf = (instance: Instance, table: Table, partition: string): Transaction | undefined =>
  [...instance.transactions.values()].find((open) => open.tableId === table.id && open.partition === partition)

/** Refuses a change of rows that a transaction has locked. */
export const checkUnlocked = (
  instance: Instance,
  table: Table,
  key: PrimaryKey<PrimaryKeyBound>,
  nowMillis: number
): void => {
  if (instance.transactions.size === 0) return
  dropExpired(instance, nowMillis)
  if (holderOf(instance, table, partitionText(key)) !== undefined) throw rowOperationConflict()
}

const refuseUnlessEnabled = (table: Table): void => {
  if (!table.localTransactions) {
    throw parameterInvalid("Try to call method using explicit transaction on explicit-transaction-disabled table.")
  }
}

/** A transaction without changes. */
export const newTransaction = (id: string, table: Table, partition: string, nowMillis: number): Transaction => ({
  id,
  tableId: table.id,
  tableName: table.name,
  partition,
  startedMillis: nowMillis,
  rows: new Map(),
  records: [],
  writtenBytes: 0
})

/** Starts a transaction on the rows of a partition key. */
export const startTransaction = (
  instance: Instance,
  request: { readonly tableName: string; readonly key: Uint8Array },
  nowMillis: number
): { readonly transactionId: string } => {
  const table = instance.readyTable(request.tableName, nowMillis)
  refuseUnlessEnabled(table)
  const { columns, primaryKey } = decodeRowChange(request.key)
  if (columns.length > 0) throw invalidPrimaryKey()
  checkKey(table.key.slice(0, 1), primaryKey, "row")
  dropExpired(instance, nowMillis)
  const partition = keyText(primaryKey)
  if (holderOf(instance, table, partition) !== undefined) {
    throw rowOperationConflict(`Failed to lock txn key: ${String(primaryKey[0]!.value)}`)
  }
  const id = instance.makeId("transaction", nowMillis)
  instance.transactions.set(id, newTransaction(id, table, partition, nowMillis))
  return { transactionId: id }
}

const transactionId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** An open transaction. */
export const openTransaction = (instance: Instance, id: string, nowMillis: number): Transaction => {
  if (!transactionId.test(id)) throw parameterInvalid(`Invalid transaction id: '${id}'.`)
  dropExpired(instance, nowMillis)
  const open = instance.transactions.get(id)
  if (open === undefined) throw sessionNotExist()
  return open
}

/** The transaction that a request names; absent when it names none. */
export const transactionOf = (
  instance: Instance,
  table: Table,
  id: string | undefined,
  nowMillis: number
): Transaction | undefined => {
  if (id === undefined || id === "") return undefined
  refuseUnlessEnabled(table)
  const open = openTransaction(instance, id, nowMillis)
  if (open.tableId !== table.id) throw dataOutOfRange()
  return open
}

/** Refuses keys outside the partition of a transaction. */
export const checkInside = (
  open: Transaction | undefined,
  ...keys: ReadonlyArray<PrimaryKey<PrimaryKeyBound>>
): void => {
  if (open !== undefined && keys.some((key) => partitionText(key) !== open.partition)) throw dataOutOfRange()
}

/** Puts the changes of a transaction in place. */
export const commitRows = (instance: Instance, table: Table, open: Transaction, nowMillis: number): void => {
  for (const [key, row] of open.rows) applyToTable(instance, table, key, row, nowMillis)
  if (table.stream !== undefined) instance.appendRecords(table.stream.id, open.records)
}

export const commitTransaction = (instance: Instance, id: string, nowMillis: number): void => {
  const open = openTransaction(instance, id, nowMillis)
  instance.transactions.delete(id)
  const table = instance.tables.get(open.tableName)
  if (table === undefined || table.id !== open.tableId) throw sessionNotExist()
  commitRows(instance, table, open, nowMillis)
}

export const abortTransaction = (instance: Instance, id: string, nowMillis: number): void => {
  instance.transactions.delete(openTransaction(instance, id, nowMillis).id)
}

/** The rows as a request sees them: with the changes of its own transaction, or as late as an index may be. */
export const rowsSeen = (
  instance: Instance,
  table: Table,
  open: Transaction | undefined,
  nowMillis: number
): Entries<StoredRow> => {
  const stored = entriesOf(instance.rows(table))
  if (open !== undefined) return withChanges(stored, open.rows)
  return mayBeLate(instance, table) ? withChanges(stored, lateChanges(instance, table, nowMillis)) : stored
}
