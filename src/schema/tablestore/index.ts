/**
 * Every operation of Tablestore. The methods of `Tablestore` are derived from this table.
 */
import { batchOperations } from "./operations/batch.ts"
import { deliveryOperations } from "./operations/delivery.ts"
import { globalTableOperations } from "./operations/globalTable.ts"
import { rowOperations } from "./operations/row.ts"
import * as search from "./operations/search.ts"
import * as searchIndex from "./operations/searchIndex.ts"
import { secondaryIndexOperations } from "./operations/secondaryIndex.ts"
import { sqlOperations } from "./operations/sql.ts"
import { streamOperations } from "./operations/stream.ts"
import { tableOperations } from "./operations/table.ts"
import { timeseriesOperations } from "./operations/timeseries.ts"
import { timeseriesTableOperations } from "./operations/timeseriesTable.ts"
import { transactionOperations } from "./operations/transaction.ts"
import { tunnelOperations } from "./operations/tunnel.ts"

const tablestoreOperations = {
  ...tableOperations,
  ...rowOperations,
  ...batchOperations,
  ...transactionOperations,
  ...secondaryIndexOperations,
  ...sqlOperations,
  ...streamOperations,
  ...timeseriesTableOperations,
  ...timeseriesOperations,
  ...tunnelOperations,
  ...deliveryOperations,
  ...globalTableOperations
}

export type TablestoreOperations = typeof tablestoreOperations & typeof search & typeof searchIndex

/** What holds the operations. */
export const tablestoreModules = [tablestoreOperations, search, searchIndex] as const

export * from "./operations/search.ts"
export * from "./operations/searchIndex.ts"
