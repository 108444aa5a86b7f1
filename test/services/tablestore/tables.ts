/** Tables that tests share. */
import * as Schema from "effect/Schema"
import * as RetryPolicy from "../../../src/layers/RetryPolicy.ts"
import { batchGetRow } from "../../../src/schema/tablestore/operations/batch.ts"
import { makeTableHandle } from "../../../src/services/tablestore/table/makeTableHandle.ts"
import { makeLookups } from "../../../src/services/tablestore/table/reads/lookups.ts"
import type { RowMethods } from "../../../src/services/tablestore/table/rows/rowMethods.ts"
import * as Table from "../../../src/services/tablestore/table/Table.ts"

export class Orders extends Table.make("orders", {
  primaryKey: { customer: Schema.String, order: Schema.BigInt },
  attributes: {
    total: Schema.Finite,
    paid: Schema.Boolean,
    pieces: Table.integer,
    note: Schema.optionalKey(Schema.String)
  }
}) {}

export class Counters extends Table.make("counters", {
  primaryKey: { page: Schema.String },
  attributes: { hits: Table.integer, label: Schema.optionalKey(Schema.String) }
}) {}

export const noPause = RetryPolicy.make({ baseDelay: "0 millis", maxAttempts: 4, budget: 10_000 })

/** Handles over raw methods. */
export const handlesOf = (rows: RowMethods, retryPolicy: RetryPolicy.RetryPolicyService = noPause) => {
  const readRow = makeLookups({ rows, batchGetRow, retryPolicy })
  return <T extends Table.Any>(table: T) => makeTableHandle(table, { rows, readRow })
}

export const order = (customer: string, number: bigint, more: Partial<Table.Row<typeof Orders>> = {}) => ({
  customer,
  order: number,
  total: 12.5,
  paid: false,
  pieces: 3,
  ...more
})

export const orderKey = (customer: string, number: bigint) => [
  { name: "customer", value: customer },
  { name: "order", value: number }
]
