/**
 * One batch of rows, until each of them is stored or given up.
 */
import * as Effect from "effect/Effect"
import { type AttemptFailure, none, type RetryPolicyService, withPolicy } from "../../../layers/RetryPolicy.ts"
import { classify } from "../../../layers/tablestore/retry.ts"
import type { AnyOperation } from "../../../schema/Operation.ts"
import type { CellChange } from "../../../schema/tablestore/format/rowValue.ts"
import type { TableResult } from "../../../schema/tablestore/operations/batchRows.ts"
import { smallerBatches } from "../batch/smallerBatches.ts"
import { undecodable } from "../table/rows/rowErrors.ts"
import {
  type RowMethods,
  resultsOf,
  rowFailure,
  type TableRowWrite,
  type TablestoreFailure
} from "../table/rows/rowMethods.ts"
import { keyIdentity } from "../table/rows/storedValue.ts"
import type { QueuedRow } from "./WriteQueue.ts"

/** Whether the service may have done what was asked, although the call failed. */
const isOpen = (failure: AttemptFailure): boolean =>
  failure.error._tag === "ClientError"
    ? failure.error.reason._tag === "UndecodableResponse" || failure.error.reason._tag === "UntrustedResponse"
    : classify(failure) === "open"

/** Whether a row that is written twice is as if it were written once. */
export const isRepeatable = (row: TableRowWrite): boolean => {
  const { condition, primaryKey } = row
  const columns: ReadonlyArray<CellChange> = (row.type === "delete" ? undefined : row.columns) ?? []
  return (
    (condition === undefined || (condition.rowExistence === "ignore" && condition.columnCondition === undefined)) &&
    !columns.some(({ op }) => op === "increment") &&
    // A row of a picked key would become two.
    keyIdentity(primaryKey) !== undefined
  )
}

const mayRepeat = (row: TableRowWrite, failure: AttemptFailure): boolean => {
  const found = classify(failure)
  return found === "transient" || (found === "open" && isRepeatable(row))
}

/** What sending needs, and whom it tells. */
export interface WriteBatchOptions {
  readonly rows: Pick<RowMethods, "batchWriteRow">
  readonly batchWriteRow: AnyOperation
  readonly retryPolicy: RetryPolicyService
  readonly onWritten: (rows: ReadonlyArray<QueuedRow>) => void
  readonly onUnwritten: (rows: ReadonlyArray<QueuedRow>) => Effect.Effect<void>
}

const byTable = (rows: ReadonlyArray<QueuedRow>): ReadonlyArray<ReadonlyArray<QueuedRow>> => {
  const tables = new Map<string, Array<QueuedRow>>()
  for (const row of rows) {
    const table = tables.get(row.row.tableName)
    if (table === undefined) tables.set(row.row.tableName, [row])
    else table.push(row)
  }
  return [...tables.values()]
}

const toWrite = ({ row: { tableName: _, ...write } }: QueuedRow) => write

/**
 * Sends rows. Those that fail for the moment are sent again, as the policy says: after a failure that did nothing, any;
 * after one whose outcome is open, those that can be written twice. A batch that is refused for some of its rows is sent
 * in parts. Each row is told of once.
 */
export const writeBatch = (batch: ReadonlyArray<QueuedRow>, options: WriteBatchOptions): Effect.Effect<void> => {
  const { rows, onWritten, onUnwritten } = options
  let remaining = batch
  let attempts = 0
  let input: Parameters<RowMethods["batchWriteRow"]>[0] = { tables: [] }

  const failureOf = (error: TablestoreFailure): AttemptFailure => ({
    error,
    operation: options.batchWriteRow,
    input,
    // Only rows that can be written twice are, when it is not known what became of them.
    idempotent: true,
    replayable: true,
    attempts
  })

  /** Gives up those that cannot be sent again, and fails with the others. */
  const goOn = (failed: ReadonlyArray<QueuedRow>): Effect.Effect<void, AttemptFailure> => {
    const again: Array<QueuedRow> = []
    const lost: Array<QueuedRow> = []
    for (const row of failed) {
      const failure = failureOf(row.failure!)
      if (isOpen(failure)) row.maybeStored = true
      if (mayRepeat(row.row, failure)) again.push(row)
      else lost.push(row)
    }
    remaining = again
    const told = lost.length === 0 ? Effect.void : onUnwritten(lost)
    return again.length === 0 ? told : Effect.andThen(told, Effect.fail(failureOf(again[0]!.failure!)))
  }

  const refused = (error: TablestoreFailure): Effect.Effect<void, AttemptFailure> => {
    const smaller = smallerBatches(error, byTable(remaining))
    if (smaller !== undefined) {
      remaining = []
      return Effect.forEach(smaller, (some) => writeBatch(some, options), { discard: true })
    }
    for (const row of remaining) row.failure = error
    return goOn(remaining)
  }

  const answered = (
    sent: ReadonlyArray<ReadonlyArray<QueuedRow>>,
    answer: { readonly tables: ReadonlyArray<TableResult>; readonly requestId?: string | undefined }
  ): Effect.Effect<void, AttemptFailure> => {
    const failed: Array<QueuedRow> = []
    const written: Array<QueuedRow> = []
    for (const table of sent) {
      const results = resultsOf(answer.tables, table[0]!.row.tableName)
      table.forEach((row, index) => {
        const result = results[index]
        if (result?._tag === "Ok") {
          written.push(row)
          return
        }
        row.failure =
          result === undefined
            ? undecodable("batchWriteRow", "the answer has fewer rows than were sent")
            : rowFailure("batchWriteRow", result.error, answer.requestId)
        failed.push(row)
      })
    }
    onWritten(written)
    return failed.length === 0 ? Effect.void : goOn(failed)
  }

  const attempt = Effect.suspend(() => {
    attempts += 1
    const tables = byTable(remaining)
    input = { tables: tables.map((table) => ({ tableName: table[0]!.row.tableName, rows: table.map(toWrite) })) }
    return rows
      .batchWriteRow(input)
      .pipe(
        withPolicy(none),
        Effect.matchEffect({ onFailure: refused, onSuccess: (answer) => answered(tables, answer) })
      )
  })

  return attempt.pipe(
    Effect.retry(options.retryPolicy.schedule),
    Effect.catch(() => onUnwritten(remaining))
  )
}
