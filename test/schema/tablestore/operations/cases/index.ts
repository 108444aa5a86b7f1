/**
 * What callers write and read for the operations that no vector covers, beside the messages that travel for it.
 */
import type { OperationCase } from "./OperationCase.ts"
import { deliveryCases, globalTableCases } from "./regions.ts"
import { rowCases } from "./rows.ts"
import { searchCases } from "./searches.ts"
import { streamCases, tunnelCases } from "./streams.ts"
import { tableCases } from "./tables.ts"
import { timeseriesCases } from "./timeseries.ts"

export const operationCases: ReadonlyArray<OperationCase> = [
  ...tableCases,
  ...rowCases,
  ...searchCases,
  ...streamCases,
  ...tunnelCases,
  ...timeseriesCases,
  ...deliveryCases,
  ...globalTableCases
]
