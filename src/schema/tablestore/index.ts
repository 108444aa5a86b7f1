/**
 * Every operation of Tablestore. The methods of `Tablestore` are derived from this table.
 */
import { batchOperations } from "./operations/batch.ts"
import * as delivery from "./operations/delivery.ts"
import * as globalTable from "./operations/globalTable.ts"
import { rowOperations } from "./operations/row.ts"
import { searchOperations } from "./operations/search.ts"
import { searchIndexOperations } from "./operations/searchIndex.ts"
import { secondaryIndexOperations } from "./operations/secondaryIndex.ts"
import { sqlOperations } from "./operations/sql.ts"
import { streamOperations } from "./operations/stream.ts"
import { tableOperations } from "./operations/table.ts"
import * as timeseries from "./operations/timeseries.ts"
import * as timeseriesTable from "./operations/timeseriesTable.ts"
import { transactionOperations } from "./operations/transaction.ts"
import * as tunnel from "./operations/tunnel.ts"

export const tablestoreOperations = {
  ...tableOperations,
  ...rowOperations,
  ...batchOperations,
  ...transactionOperations,
  ...secondaryIndexOperations,
  ...searchIndexOperations,
  ...searchOperations,
  ...sqlOperations,
  ...streamOperations
}

export type TablestoreOperations = typeof tablestoreOperations &
  typeof timeseriesTable &
  typeof timeseries &
  typeof tunnel &
  typeof delivery &
  typeof globalTable

/** What holds the operations. */
export const tablestoreModules = [
  tablestoreOperations,
  timeseriesTable,
  timeseries,
  tunnel,
  delivery,
  globalTable
] as const

export * from "./operations/delivery.ts"
export * from "./operations/globalTable.ts"
export * from "./operations/timeseries.ts"
export * from "./operations/timeseriesTable.ts"
export * from "./operations/tunnel.ts"
