/** BatchGetRow and BatchWriteRow. Source: Tablestore, BatchGetRow, BatchWriteRow. */
import * as Result from "effect/Result"
import * as M from "../../../schema/tablestore/protobuf/generated/tableStore.ts"
import { catchRefusal } from "../catchRefusal.ts"
import { maxBatchGetRows, maxBatchWriteRows } from "../limits.ts"
import { dataOutOfRange, parameterInvalid } from "../refusals.ts"
import type { TablestoreRefusal } from "../TablestoreRefusal.ts"
import { consumed } from "./capacity.ts"
import type { Instance, Transaction } from "./Instance.ts"
import { keyText, partitionText } from "./keyText.ts"
import type { ChangeKind } from "./model.ts"
import { isStoredKey } from "./rowChecks.ts"
import { decodeKey, readRow } from "./rowReads.ts"
import { checkSize, execute, type Plan, plan, writingTransaction } from "./rowWrites.ts"
import { selectionOf } from "./selection.ts"
import { checkUnlocked, commitRows, newTransaction } from "./transactions.ts"

const checkTables = (
  names: ReadonlyArray<string>,
  counts: ReadonlyArray<number>,
  operation: string,
  max: number
): void => {
  if (names.length === 0) {
    throw parameterInvalid(
      operation === "BatchGetRow"
        ? "No row specified in the request of BatchGetRow."
        : "No row is specified in BatchWriteRow."
    )
  }
  const empty = names.find((_, i) => counts[i] === 0)
  if (empty !== undefined && operation !== "BatchGetRow")
    throw parameterInvalid(`No operation is specified for table: '${empty}'.`)
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice !== undefined) throw parameterInvalid(`Duplicated table name: '${twice}'.`)
  const rows = counts.reduce((sum, count) => sum + count, 0)
  if (rows > max) throw parameterInvalid(`Rows count exceeds the upper limit: ${max}.`)
}

const errorOf = ({ code, message }: TablestoreRefusal): M.Error => ({ code, message })

/** A key that is wrong is a matter of its row; all else is one of the request. */
const ofRow = <A>(run: () => A): Result.Result<A, TablestoreRefusal> => {
  const outcome = catchRefusal(run)
  if (Result.isFailure(outcome) && outcome.failure.code !== "OTSInvalidPK") throw outcome.failure
  return outcome
}

export const batchGetRow = (
  instance: Instance,
  { tables }: M.BatchGetRowRequest,
  nowMillis: number
): M.BatchGetRowResponse => {
  checkTables(
    tables.map(({ tableName }) => tableName),
    tables.map(({ primaryKey }) => primaryKey.length),
    "BatchGetRow",
    maxBatchGetRows
  )
  const reads = tables.map((request) => {
    const table = instance.readyTable(request.tableName, nowMillis)
    const keys = request.primaryKey.map((bytes) => ofRow(() => decodeKey(table, bytes)))
    return { table, keys, selection: selectionOf(request, tables.length) }
  })
  return {
    tables: reads.map(({ keys, selection, table }) => ({
      tableName: table.name,
      rows: keys.map((key) =>
        Result.isSuccess(key)
          ? { isOk: true, ...readRow(instance, table, key.success, selection, undefined, nowMillis) }
          : { isOk: false, error: errorOf(key.failure) }
      )
    }))
  }
}

const kinds: Readonly<Record<number, ChangeKind>> = {
  [M.OperationType.PUT]: "put",
  [M.OperationType.UPDATE]: "update",
  [M.OperationType.DELETE]: "delete"
}

/** A row that is valid, or why it is not. */
type Planned = Result.Result<Plan, TablestoreRefusal>

const planned = (
  instance: Instance,
  { rows, tableName }: M.TableInBatchWriteRowRequest,
  nowMillis: number
): ReadonlyArray<Planned> => {
  const table = instance.readyTable(tableName, nowMillis)
  return rows.map((row) => {
    const kind = kinds[row.type]
    if (kind === undefined) throw parameterInvalid("Invalid operation type.")
    return ofRow(() => plan(table, { ...row, kind }, nowMillis))
  })
}

const valid = (rows: ReadonlyArray<Planned>): ReadonlyArray<Plan> =>
  rows.flatMap((row) => (Result.isSuccess(row) ? [row.success] : []))

const isConditional = ({ condition }: Plan): boolean =>
  condition.rowExistence !== "ignore" || condition.columnCondition !== undefined

/** The same row may be written twice only when nothing is expected of it. */
const checkRepeated = (plans: ReadonlyArray<Plan>): void => {
  if (!plans.some(isConditional)) return
  const conditionalByKey = new Map<string, boolean>()
  for (const one of plans.filter(({ key }) => isStoredKey(key))) {
    const key = keyText(one.key)
    const other = conditionalByKey.get(key)
    if (other === true || (other === false && isConditional(one))) {
      throw parameterInvalid("Repeated rows do not support row exist expectation check in BatchModify.")
    }
    conditionalByKey.set(key, isConditional(one))
  }
}

const failed = (refusal: TablestoreRefusal): M.RowInBatchWriteRowResponse => ({
  isOk: false,
  error: errorOf(refusal),
  ...(refusal.code === "OTSConditionCheckFail" ? { consumed: consumed(1, 1) } : {})
})

const independently = (
  instance: Instance,
  rows: ReadonlyArray<Planned>,
  nowMillis: number
): ReadonlyArray<M.RowInBatchWriteRowResponse> =>
  rows.map((row) => {
    const outcome = Result.flatMap(row, (one) => catchRefusal(() => execute(instance, one, undefined, nowMillis)))
    return Result.isSuccess(outcome) ? { isOk: true, ...outcome.success } : failed(outcome.failure)
  })

/** All rows or none: they are written to a copy of the transaction, which replaces it when all went well. */
const together = (
  instance: Instance,
  plans: ReadonlyArray<Plan>,
  open: Transaction,
  nowMillis: number
): ReadonlyArray<M.RowInBatchWriteRowResponse> => {
  const copy: Transaction = { ...open, rows: new Map(open.rows), records: [...open.records] }
  const written = plans.map((one) => ({ isOk: true, ...execute(instance, one, copy, nowMillis) }))
  for (const [key, row] of copy.rows) open.rows.set(key, row)
  open.records.splice(0, open.records.length, ...copy.records)
  open.writtenBytes = copy.writtenBytes
  return written
}

/** A batch that is a transaction of its own. */
const atomically = (
  instance: Instance,
  plans: ReadonlyArray<Plan>,
  nowMillis: number
): ReadonlyArray<M.RowInBatchWriteRowResponse> => {
  const { key, table } = plans[0]!
  if (plans.some((one) => one.table !== table || partitionText(one.key) !== partitionText(key))) throw dataOutOfRange()
  checkUnlocked(instance, table, key, nowMillis)
  const open = newTransaction("", table, partitionText(key), nowMillis)
  const written = together(instance, plans, open, nowMillis)
  commitRows(instance, table, open, nowMillis)
  return written
}

export const batchWriteRow = (
  instance: Instance,
  request: M.BatchWriteRowRequest,
  nowMillis: number
): M.BatchWriteRowResponse => {
  const { isAtomic, tables, transactionId } = request
  checkTables(
    tables.map(({ tableName }) => tableName),
    tables.map(({ rows }) => rows.length),
    "BatchWriteRow",
    maxBatchWriteRows
  )
  const byTable = tables.map((table) => planned(instance, table, nowMillis))
  const rows = byTable.flat()
  for (const one of byTable) checkRepeated(valid(one))
  const plans = valid(rows)
  checkSize("BatchWriteRow", plans)
  const transactions = tables.map(({ tableName }) =>
    writingTransaction(instance, instance.readyTable(tableName, nowMillis), transactionId, plans, nowMillis)
  )
  const open = transactions[0]
  const wrong = open !== undefined || isAtomic === true ? rows.find(Result.isFailure) : undefined
  if (wrong !== undefined) throw wrong.failure
  const results =
    open !== undefined
      ? together(instance, plans, open, nowMillis)
      : isAtomic === true
        ? atomically(instance, plans, nowMillis)
        : independently(instance, rows, nowMillis)
  const starts = tables.map((_, i) => tables.slice(0, i).reduce((sum, { rows }) => sum + rows.length, 0))
  return {
    tables: tables.map(({ rows, tableName }, i) => ({
      tableName,
      rows: results.slice(starts[i]!, starts[i]! + rows.length)
    }))
  }
}
