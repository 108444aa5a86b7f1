/** Bulk writers over raw methods that fail as a test says. */
import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { batchWriteRow } from "../../../src/schema/tablestore/operations/batch.ts"
import type { UnwrittenRow, WriterOptions } from "../../../src/services/tablestore/bulk/BulkWriter.ts"
import { makeBulkWriter } from "../../../src/services/tablestore/bulk/makeBulkWriter.ts"
import type { TableRowWrite } from "../../../src/services/tablestore/table/rows/rowMethods.ts"
import { makeScriptedRows, type Script } from "./scriptedRows.ts"
import { noPause, orderKey } from "./tables.ts"

export const setUp = (script: Script = {}, options: WriterOptions = {}, retryPolicy = noPause) => {
  const scripted = makeScriptedRows(script)
  const unwritten: Array<UnwrittenRow> = []
  const make = makeBulkWriter(
    { rows: scripted.rows, batchWriteRow, retryPolicy },
    { onUnwritten: (rows) => Effect.sync(() => void unwritten.push(...rows)), ...options }
  )
  return { ...scripted, unwritten, make }
}

export const row = (number: number, more: object = {}) => ({
  tableName: "orders",
  primaryKey: orderKey("ada", BigInt(number)),
  columns: [{ name: "n", value: BigInt(number) }],
  ...more
})
export const put = (number: number, more: object = {}): TableRowWrite => ({ type: "put", ...row(number, more) })
export const numbers = (count: number, from = 0) => Array.from({ length: count }, (_, i) => from + i)
export const numberOf = ({ row }: UnwrittenRow) => Number(row.primaryKey[1]!.value)
export const sizes = (calls: ReadonlyArray<{ readonly input: any }>) =>
  calls.map(({ input }) => input.tables.reduce((sum: number, { rows }: any) => sum + rows.length, 0))
/** Lets other fibers go on until something is true. */
export const until = (condition: () => boolean) =>
  Effect.gen(function* () {
    for (let i = 0; i < 1000 && !condition(); i++) yield* Effect.yieldNow
    assert.isTrue(condition())
  })
