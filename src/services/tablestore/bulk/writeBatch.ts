/**
 * One batch of rows that are written, until each of them is stored or given up.
 */
import * as Effect from "effect/Effect"
import type { RetryPolicyService } from "../../../layers/RetryPolicy.ts"
import { isRepeatableRow } from "../../../layers/tablestore/repeatableWrite.ts"
import type { AnyOperation } from "../../../schema/Operation.ts"
import { type BatchWork, runBatch } from "../batch/runBatch.ts"
import type { RowMethods } from "../table/rows/rowMethods.ts"
import type { QueuedRow } from "./WriteQueue.ts"

/** What sending needs, and whom it tells. */
export interface WriteBatchOptions {
  readonly rows: Pick<RowMethods, "batchWriteRow">
  readonly batchWriteRow: AnyOperation
  readonly retryPolicy: RetryPolicyService
  readonly onWritten: (rows: ReadonlyArray<QueuedRow>) => Effect.Effect<void>
  readonly onUnwritten: (rows: ReadonlyArray<QueuedRow>) => Effect.Effect<void>
}

const toWrite = ({ row: { tableName: _, ...write } }: QueuedRow) => write

/**
 * Sends rows, again where that helps: after a failure that did nothing, any; after one whose outcome is open, those that
 * can be written twice. Each row is reported once.
 */
export const writeBatch = (batch: ReadonlyArray<QueuedRow>, options: WriteBatchOptions): Effect.Effect<void> => {
  const { rows, batchWriteRow, retryPolicy, onWritten, onUnwritten } = options
  const work: BatchWork<QueuedRow, Parameters<RowMethods["batchWriteRow"]>[0]> = {
    operation: batchWriteRow,
    policy: retryPolicy,
    tableOf: ({ row }) => row.tableName,
    isWanted: () => true,
    toInput: (tables) => ({
      tables: tables.map((table) => ({ tableName: table[0]!.row.tableName, rows: table.map(toWrite) }))
    }),
    call: (input, tables) =>
      Effect.suspend(() => {
        // From here on, until there is an answer, the service may have them.
        for (const table of tables) for (const row of table) row.state = "sent"
        return rows.batchWriteRow(input)
      }),
    noteFailure: (row, { outcome }) => {
      row.state = "taken"
      if (outcome === "open") row.maybeStored = true
      return outcome === "notDone" || isRepeatableRow(row.row)
    },
    onSucceeded: (written) => onWritten(written.map(({ item }) => item)),
    onFailed: onUnwritten,
    partConcurrency: 1
  }
  return runBatch(batch, work)
}
