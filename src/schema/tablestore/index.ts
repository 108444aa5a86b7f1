/**
 * Every operation of Tablestore. The methods of `Tablestore` are derived from this table.
 */
import { batchOperations } from "./batch.ts"
import { deliveryOperations } from "./delivery.ts"
import { globalTableOperations } from "./globalTable.ts"
import { rowOperations } from "./row.ts"
import { searchOperations } from "./search.ts"
import { searchIndexOperations } from "./searchIndex.ts"
import { secondaryIndexOperations } from "./secondaryIndex.ts"
import { sqlOperations } from "./sql.ts"
import { streamOperations } from "./stream.ts"
import { tableOperations } from "./table.ts"
import { timeseriesOperations } from "./timeseries.ts"
import { timeseriesTableOperations } from "./timeseriesTable.ts"
import { transactionOperations } from "./transaction.ts"
import { tunnelOperations } from "./tunnel.ts"

export const tablestoreOperations = {
  ...tableOperations,
  ...rowOperations,
  ...batchOperations,
  ...transactionOperations,
  ...secondaryIndexOperations,
  ...searchIndexOperations,
  ...searchOperations,
  ...sqlOperations,
  ...streamOperations,
  ...timeseriesTableOperations,
  ...timeseriesOperations,
  ...tunnelOperations,
  ...deliveryOperations,
  ...globalTableOperations
}
