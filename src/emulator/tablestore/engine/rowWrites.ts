/**
 * PutRow, UpdateRow, DeleteRow: first a request is planned (everything that makes it invalid shows), then it is
 * executed (its condition may fail). Source: Tablestore, PutRow, UpdateRow, DeleteRow.
 */

import { decodeRowChange } from "../../../schema/tablestore/format/plainBufferDecoder.ts"
import { encodeRow } from "../../../schema/tablestore/format/plainBufferEncoder.ts"
import type {
  PrimaryKey,
  PrimaryKeyBound,
  PrimaryKeyValue,
  RowChange
} from "../../../schema/tablestore/format/rowValue.ts"
import * as M from "../../../schema/tablestore/protobuf/generated/tableStore.ts"
import { Condition } from "../../../schema/tablestore/row/condition.ts"
import { capacityUnitBytes, maxMatchingOfCondition, maxTransactionBytes, maxWriteBytes, utf8Length } from "../limits.ts"
import { conditionCheckFailed, parameterInvalid, transactionTooLarge } from "../refusals.ts"
import { readValue } from "../schemaValues.ts"
import { consumed, unitsOf } from "./capacity.ts"
import { passes, prepareFilter } from "./filters.ts"
import type { Instance, Transaction } from "./Instance.ts"
import { keyText } from "./keyText.ts"
import type { ChangeKind, StoredRow, StreamRecord, Table } from "./model.ts"
import { checkChanges, checkKey, isStoredKey } from "./rowChecks.ts"
import { streamRecord } from "./streamRecords.ts"
import { applyToTable } from "./tableWrites.ts"
import { checkInside, checkUnlocked, rowsSeen, transactionOf } from "./transactions.ts"
import { sizeOf, sizeOfKey } from "./values.ts"
import { applyChanges, visible } from "./versions.ts"

/** A write that is valid. */
export interface Plan {
  readonly table: Table
  readonly kind: ChangeKind
  readonly key: PrimaryKey<PrimaryKeyBound>
  readonly change: RowChange
  readonly condition: Condition
  readonly returnContent: M.ReturnContent | undefined
  /** Bytes of the written cells. */
  readonly bytes: number
}

/** The fields that all writes have in common. */
export interface WriteRequest {
  readonly kind: ChangeKind
  readonly rowChange: Uint8Array
  readonly condition: M.Condition
  readonly returnContent?: M.ReturnContent | undefined
}

const checkMarker = (kind: ChangeKind, change: RowChange): void => {
  if (kind === "delete") {
    if (change.columns.length > 0) throw parameterInvalid("Invalid delete row request: unexpected cells in request.")
    if (change.deleteMarker !== true) {
      throw parameterInvalid("Invalid request of delete row: missing RowDeleteMarker in request.")
    }
    if (
      change.primaryKey.some(
        ({ value }) => typeof value === "object" && "_tag" in value && value._tag === "AutoIncrement"
      )
    ) {
      throw parameterInvalid("Invalid row to delete which with pk auto increment.")
    }
    return
  }
  if (change.deleteMarker === true) {
    throw parameterInvalid("Invalid request of put/update row: unexpected RowDeleteMarker in request.")
  }
  if (kind === "update" && change.columns.length === 0) {
    throw parameterInvalid("Invalid update row request: missing cells in request.")
  }
  const op = kind === "put" ? change.columns.find((cell) => cell.op !== undefined) : undefined
  if (op !== undefined) throw parameterInvalid(`OpType cannot be given for column name: '${op.name}' in PutRow.`)
}

const checkAutoIncrement = ({ condition, key }: Pick<Plan, "condition" | "key">): void => {
  if (isStoredKey(key)) return
  if (condition.rowExistence !== "ignore" || condition.columnCondition !== undefined) {
    throw parameterInvalid("A row with an AUTO_INCREMENT primary key can only be written without conditions.")
  }
}

const changedBytes = (change: RowChange): number =>
  change.columns.reduce(
    (sum, cell) =>
      sum + utf8Length(cell.name) + (cell.op === undefined || cell.op === "increment" ? sizeOf(cell.value) : 0),
    0
  )

/** Decodes and checks a write. */
export const plan = (table: Table, request: WriteRequest, nowMillis: number): Plan => {
  if (table.mainTable !== undefined) throw parameterInvalid("Can't write index table directly.")
  const { kind } = request
  const change = decodeRowChange(request.rowChange)
  const condition = readValue(Condition, request.condition)
  checkMarker(kind, change)
  checkKey(table.key, change.primaryKey, kind === "delete" ? "row" : "written")
  checkChanges(table, change.columns, nowMillis)
  if (kind === "update" && !table.options.allowUpdate) {
    throw parameterInvalid("UpdateRow is not allowed: the table option allow_update is false.")
  }
  if (condition.columnCondition !== undefined) prepareFilter(condition.columnCondition, maxMatchingOfCondition)
  const bytes = changedBytes(change)
  const { primaryKey: key } = change
  checkAutoIncrement({ condition, key })
  return { table, kind, key, change, condition, returnContent: request.returnContent, bytes }
}

/** Refuses a request whose rows are too large together. */
export const checkSize = (operation: string, plans: ReadonlyArray<Plan>): void => {
  const size = plans.reduce((sum, { bytes, key }) => sum + bytes + (isStoredKey(key) ? sizeOfKey(key) : 0), 0)
  if (size > maxWriteBytes) {
    throw parameterInvalid(
      `The total data size of ${operation} request exceeds the limit, limit size: ${maxWriteBytes}, data size: ${size}.`
    )
  }
}

const check = ({ columnCondition, rowExistence }: Condition, row: StoredRow | undefined): void => {
  const exists = row !== undefined
  if (rowExistence === "expectExist" && !exists) throw conditionCheckFailed()
  if (rowExistence === "expectNotExist" && exists) throw conditionCheckFailed()
  if (columnCondition !== undefined && !passes(columnCondition, row?.cells ?? [])) throw conditionCheckFailed()
}

/** Fills in the value that the service picks: about the time in microseconds, and greater than all before. */
const withAutoIncrement = (
  instance: Instance,
  table: Table,
  key: PrimaryKey<PrimaryKeyBound>,
  nowMillis: number
): PrimaryKey<PrimaryKeyValue> => {
  if (isStoredKey(key)) return key
  const value = BigInt(instance.nextFrom(`auto/${table.id}`, nowMillis * 1000))
  return key.map((column) => ({
    name: column.name,
    value: typeof column.value === "object" && "_tag" in column.value ? value : column.value
  }))
}

const returned = (
  { kind, returnContent }: Plan,
  key: PrimaryKey<PrimaryKeyValue>,
  after: StoredRow | undefined
): { readonly row?: Uint8Array } => {
  const { RT_AFTER_MODIFY, RT_PK } = M.ReturnType
  const type = returnContent?.returnType
  if (type === RT_PK) return { row: encodeRow({ primaryKey: key, columns: [] }) }
  if (type !== RT_AFTER_MODIFY || kind === "delete") return {}
  const names = returnContent?.returnColumnNames ?? []
  const cells = after?.cells ?? []
  const columns = cells.filter(
    ({ name }, i) => names.includes(name) && cells.findIndex((cell) => cell.name === name) === i
  )
  return { row: encodeRow({ primaryKey: key, columns }) }
}

export interface Written {
  readonly consumed: M.ConsumedCapacity
  readonly row?: Uint8Array | undefined
}

const save = (
  instance: Instance,
  table: Table,
  open: Transaction | undefined,
  key: string,
  row: StoredRow | undefined,
  records: ReadonlyArray<StreamRecord>,
  nowMillis: number
): void => {
  if (open !== undefined) {
    open.rows.set(key, row)
    open.records.push(...records)
    return
  }
  applyToTable(instance, table, key, row, nowMillis)
  if (table.stream !== undefined) instance.appendRecords(table.stream.id, records)
}

const charge = (open: Transaction | undefined, bytes: number): void => {
  if (open === undefined) return
  if (open.writtenBytes + bytes > maxTransactionBytes) throw transactionTooLarge()
  open.writtenBytes += bytes
}

/** Executes a write: nothing is changed when it is refused. */
export const execute = (
  instance: Instance,
  planned: Plan,
  open: Transaction | undefined,
  nowMillis: number
): Written => {
  const { change, condition, kind, table } = planned
  if (open === undefined) checkUnlocked(instance, table, planned.key, nowMillis)
  checkInside(open, planned.key)
  const primaryKey = withAutoIncrement(instance, table, planned.key, nowMillis)
  const key = keyText(primaryKey)
  const before = visible(rowsSeen(instance, table, open, nowMillis).get(key), table.options, nowMillis)
  check(condition, before)
  const bytes = sizeOfKey(primaryKey) + planned.bytes
  const base = kind === "update" ? (before?.cells ?? []) : []
  const { cells, effective } = applyChanges(base, change.columns, table.options.maxVersions, nowMillis)
  charge(open, bytes)
  // Where there is nothing to take away from, no row begins.
  const onlyDeletes = change.columns.every(({ op }) => op !== undefined && op !== "increment")
  const isNothing = kind === "delete" || (kind === "update" && before === undefined && onlyDeletes)
  const after = isNothing ? undefined : { primaryKey, cells, writtenMillis: nowMillis }
  const isUnchanged = kind === "update" && after === undefined
  const records =
    table.stream === undefined || isUnchanged
      ? []
      : [
          streamRecord(
            table.stream,
            kind,
            { primaryKey, columns: effective, deleteMarker: kind === "delete" },
            before,
            nowMillis
          )
        ]
  save(instance, table, open, key, after, records, nowMillis)
  const reads = condition.rowExistence === "ignore" ? 0 : Math.ceil(sizeOfKey(primaryKey) / capacityUnitBytes)
  return { consumed: consumed(reads, unitsOf(bytes)), ...returned(planned, primaryKey, after) }
}

/** The transaction that a request for writes names; absent when it names none. */
export const writingTransaction = (
  instance: Instance,
  table: Table,
  id: string | undefined,
  plans: ReadonlyArray<Plan>,
  nowMillis: number
): Transaction | undefined => {
  const open = transactionOf(instance, table, id, nowMillis)
  if (open !== undefined && plans.some(({ key }) => !isStoredKey(key))) {
    throw parameterInvalid("An AUTO_INCREMENT primary key can't be used in a transaction.")
  }
  return open
}

/** Executes a request for one row. */
const write = (
  instance: Instance,
  operation: string,
  tableName: string,
  request: WriteRequest,
  transactionId: string | undefined,
  nowMillis: number
): Written => {
  const table = instance.readyTable(tableName, nowMillis)
  const planned = plan(table, request, nowMillis)
  checkSize(operation, [planned])
  const open = writingTransaction(instance, table, transactionId, [planned], nowMillis)
  return execute(instance, planned, open, nowMillis)
}

export const putRow = (instance: Instance, request: M.PutRowRequest, nowMillis: number): M.PutRowResponse => {
  const { condition, returnContent, row: rowChange } = request
  const one: WriteRequest = { kind: "put", rowChange, condition, returnContent }
  return write(instance, "PutRow", request.tableName, one, request.transactionId, nowMillis)
}

export const updateRow = (instance: Instance, request: M.UpdateRowRequest, nowMillis: number): M.UpdateRowResponse => {
  const { condition, returnContent, rowChange } = request
  const one: WriteRequest = { kind: "update", rowChange, condition, returnContent }
  return write(instance, "UpdateRow", request.tableName, one, request.transactionId, nowMillis)
}

export const deleteRow = (instance: Instance, request: M.DeleteRowRequest, nowMillis: number): M.DeleteRowResponse => {
  const { condition, primaryKey: rowChange, returnContent } = request
  const one: WriteRequest = { kind: "delete", rowChange, condition, returnContent }
  return write(instance, "DeleteRow", request.tableName, one, request.transactionId, nowMillis)
}
