/**
 * Every operation of Tablestore, by noun. The methods of `Tablestore` are derived from these modules; each operation can be
 * imported by itself.
 */
import * as batch from "./operations/batch.ts"
import * as delivery from "./operations/delivery.ts"
import * as globalTable from "./operations/globalTable.ts"
import * as row from "./operations/row.ts"
import * as search from "./operations/search.ts"
import * as searchIndex from "./operations/searchIndex.ts"
import * as secondaryIndex from "./operations/secondaryIndex.ts"
import * as sql from "./operations/sql.ts"
import * as stream from "./operations/stream.ts"
import * as table from "./operations/table.ts"
import * as timeseries from "./operations/timeseries.ts"
import * as timeseriesTable from "./operations/timeseriesTable.ts"
import * as transaction from "./operations/transaction.ts"
import * as tunnel from "./operations/tunnel.ts"

/** The modules that hold the operations. */
export const tablestoreModules = [
  table,
  row,
  batch,
  transaction,
  secondaryIndex,
  searchIndex,
  search,
  sql,
  stream,
  timeseriesTable,
  timeseries,
  tunnel,
  delivery,
  globalTable
] as const

/** What the modules hold, for types. */
export type TablestoreOperations = typeof table &
  typeof row &
  typeof batch &
  typeof transaction &
  typeof secondaryIndex &
  typeof searchIndex &
  typeof search &
  typeof sql &
  typeof stream &
  typeof timeseriesTable &
  typeof timeseries &
  typeof tunnel &
  typeof delivery &
  typeof globalTable

export * from "./operations/batch.ts"
export * from "./operations/delivery.ts"
export * from "./operations/globalTable.ts"
export * from "./operations/row.ts"
export * from "./operations/search.ts"
export * from "./operations/searchIndex.ts"
export * from "./operations/secondaryIndex.ts"
export * from "./operations/sql.ts"
export * from "./operations/stream.ts"
export * from "./operations/table.ts"
export * from "./operations/timeseries.ts"
export * from "./operations/timeseriesTable.ts"
export * from "./operations/transaction.ts"
export * from "./operations/tunnel.ts"
