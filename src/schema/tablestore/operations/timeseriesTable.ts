/**
 * Time series tables, their analytical stores and lastpoint indexes.
 */
import * as Schema from "effect/Schema"
import { fields, list, optional } from "../../Fields.ts"
import { inMessage, message } from "../../wire/protobuf.ts"
import { timeseriesLimits as limits } from "../limits.ts"
import * as M from "../protobuf/generated/timeseries.ts"
import { between, Int32, Int64, openWord, SafeInteger, word } from "../protobuf/wire.ts"
import { Answer, Name, TableRef, tableErrors, tablestore } from "./common.ts"
import { PrimaryKeySchema } from "./tableSettings.ts"

const ShortName = /*#__PURE__*/ Schema.String.check(
  Schema.isPattern(new RegExp(`^[A-Za-z_][A-Za-z0-9_]{0,${limits.nameLength - 1}}$`), {
    message: `must be 1 to ${limits.nameLength} letters, digits and underscores that do not start with a digit`
  })
)

const timeToLive = (least: number) =>
  between(-1).check(
    Schema.makeFilter((seconds: number) =>
      seconds === -1 || seconds >= least ? true : `must be -1, or ${least} or more`
    )
  )

const atMost = (limit: number, what: string) =>
  Schema.isMaxLength(limit, { message: `must be at most ${limit} ${what}` })

/** Settings of a time series table. */
export class TimeseriesTableOptions extends /*#__PURE__*/ message(M.TimeseriesTableOptions, () => ({
  /** Seconds that data are kept, a day or more; -1 for good. */
  timeToLive: inMessage("timeToLive", optional(timeToLive(limits.minTimeToLiveSeconds)))
})) {}

/** Settings of what is known of the series. */
export class TimeseriesMetaOptions extends /*#__PURE__*/ message(M.TimeseriesMetaOptions, () => ({
  /** Whether attributes of series can be changed; `true` when absent. */
  allowUpdateAttributes: inMessage("allowUpdateAttributes", optional(Schema.Boolean)),
  /** Seconds that unused series are known, seven days or more; -1 for good. */
  metaTimeToLive: inMessage("metaTimeToLive", optional(timeToLive(limits.minMetaTimeToLiveSeconds)))
})) {}

const syncTypes = {
  full: M.AnalyticalStoreSyncType.SYNC_TYPE_FULL,
  incr: M.AnalyticalStoreSyncType.SYNC_TYPE_INCR
} as const

/** A copy of the data for analysis. */
export class AnalyticalStore extends /*#__PURE__*/ message(M.TimeseriesAnalyticalStore, () => ({
  /** Name of the store, at most 128 letters, digits and underscores. */
  storeName: inMessage("storeName", optional(ShortName)),
  /** Seconds that data are kept, 30 days or more; -1 for good. */
  timeToLive: inMessage("timeToLive", optional(timeToLive(limits.minStoreTimeToLiveSeconds))),
  /** Whether rows that were there before are copied too (`full`). */
  syncOption: inMessage("syncOption", optional(word(syncTypes)))
})) {}

/** An analytical store, as the service tells of it. */
export class AnalyticalStoreDetails extends /*#__PURE__*/ message(M.TimeseriesAnalyticalStore, () => ({
  /** Name of the store. */
  storeName: inMessage("storeName", optional(Schema.String)),
  /** Seconds that data are kept, -1 for good. */
  timeToLive: inMessage("timeToLive", optional(Int32)),
  /** Whether rows that were there before are copied too (`full`). */
  syncOption: inMessage("syncOption", optional(openWord(syncTypes)))
})) {}

/** Settings of a time series table, as the service tells of them. */
export class TimeseriesTableOptionsDetails extends /*#__PURE__*/ message(M.TimeseriesTableOptions, () => ({
  /** Seconds that data are kept, -1 for good. */
  timeToLive: inMessage("timeToLive", optional(Int32))
})) {}

/** Settings of what is known of the series, as the service tells of them. */
export class TimeseriesMetaOptionsDetails extends /*#__PURE__*/ message(M.TimeseriesMetaOptions, () => ({
  /** Whether attributes of series can be changed. */
  allowUpdateAttributes: inMessage("allowUpdateAttributes", optional(Schema.Boolean)),
  /** Seconds that unused series are known, -1 for good. */
  metaTimeToLive: inMessage("metaTimeToLive", optional(Int32))
})) {}

/** A time series table. */
export class TimeseriesTableMeta extends /*#__PURE__*/ message(M.TimeseriesTableMeta, () => ({
  /** Name of the table. */
  tableName: inMessage("tableName", Schema.String),
  /** Settings of the table. */
  tableOptions: inMessage("tableOptions", optional(TimeseriesTableOptionsDetails)),
  /** Whether the table can be used, in the service's words. */
  status: inMessage("status", optional(Schema.String)),
  /** Settings of what is known of the series. */
  metaOptions: inMessage("metaOptions", optional(TimeseriesMetaOptionsDetails)),
  /** Names of the columns that identify a series, where they are not the service's own. */
  timeseriesKeySchema: inMessage("timeseriesKeySchema", list(Schema.String)),
  /** Fields that are key columns too. */
  fieldPrimaryKeySchema: inMessage("fieldPrimaryKeySchema", list(PrimaryKeySchema)),
  /** Whether the service leaves out the column that spreads series over partitions. */
  disableHashPartitionKey: inMessage("disableHashPartitionKey", optional(Schema.Boolean)),
  /** Whether series cannot be searched. */
  disableTimeseriesMetaIndex: inMessage("disableTimeseriesMetaIndex", optional(Schema.Boolean))
})) {}

const different = (names: ReadonlyArray<string>): true | string =>
  new Set(names).size === names.length ? true : "must have different names"

const KeyColumn = /*#__PURE__*/ Schema.String.check(
  Schema.isPattern(new RegExp(`^[a-z_][a-z0-9_]{0,${limits.fieldNameBytes - 1}}$`), {
    message: `must be 1 to ${limits.fieldNameBytes} small letters, digits and underscores that do not start with a digit`
  })
)

/** A lastpoint index that is made with the table. */
export class NewLastpointIndex extends /*#__PURE__*/ message(M.LastpointIndexMetaForCreate, () => ({
  /** Name of the index, at most 128 letters, digits and underscores. */
  indexTableName: inMessage("indexTableName", ShortName)
})) {}

/** Input of {@link createTimeseriesTable}. */
export class CreateTimeseriesTableInput extends /*#__PURE__*/ fields(() => ({
  /** Name of the table, at most 128 letters, digits and underscores. */
  tableName: inMessage("tableMeta.tableName", ShortName),
  /** Settings of the table. */
  tableOptions: inMessage("tableMeta.tableOptions", optional(TimeseriesTableOptions)),
  /** Settings of what is known of the series. */
  metaOptions: inMessage("tableMeta.metaOptions", optional(TimeseriesMetaOptions)),
  /** Names of the columns that identify a series, at most 6; the service's own when absent. */
  timeseriesKeySchema: inMessage(
    "tableMeta.timeseriesKeySchema",
    optional(list(KeyColumn).check(atMost(limits.keyColumns, "columns"), Schema.makeFilter(different)))
  ),
  /** Fields that are key columns too, at most 4. */
  fieldPrimaryKeySchema: inMessage(
    "tableMeta.fieldPrimaryKeySchema",
    optional(
      list(PrimaryKeySchema).check(
        atMost(limits.keyFields, "fields"),
        Schema.makeFilter((columns: ReadonlyArray<PrimaryKeySchema>) => different(columns.map(({ name }) => name)))
      )
    )
  ),
  /** Whether the service leaves out the column that spreads series over partitions. */
  disableHashPartitionKey: inMessage("tableMeta.disableHashPartitionKey", optional(Schema.Boolean)),
  /** Whether series cannot be searched. */
  disableTimeseriesMetaIndex: inMessage("tableMeta.disableTimeseriesMetaIndex", optional(Schema.Boolean)),
  /** Analytical stores that are made with the table, at most 1. */
  analyticalStores: inMessage(
    "analyticalStores",
    optional(list(AnalyticalStore).check(atMost(limits.analyticalStores, "analytical store")))
  ),
  /** Whether the table gets an analytical store: the given one, or one of the service's own. */
  enableAnalyticalStore: inMessage("enableAnalyticalStore", optional(Schema.Boolean)),
  /** Lastpoint indexes that are made with the table, at most 10 with its analytical stores. */
  lastpointIndexMetas: inMessage(
    "lastpointIndexMetas",
    optional(list(NewLastpointIndex).check(atMost(limits.copies, "lastpoint indexes")))
  )
})) {}

/**
 * Creates a time series table.
 *
 * Source: Tablestore API, CreateTimeseriesTable.
 */
export const createTimeseriesTable = /*#__PURE__*/ tablestore.operation("CreateTimeseriesTable", {
  request: M.CreateTimeseriesTableRequest,
  response: M.CreateTimeseriesTableResponse,
  idempotent: false,
  input: CreateTimeseriesTableInput,
  output: Answer,
  errors: ["OTSObjectAlreadyExist"]
})

/** Input of {@link listTimeseriesTable}. */
export class ListTimeseriesTableInput extends /*#__PURE__*/ fields() {}

/** Output of {@link listTimeseriesTable}. */
export class ListTimeseriesTableOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** The tables. */
  tableMetas: inMessage("tableMetas", list(TimeseriesTableMeta))
})) {}

/**
 * Lists the time series tables of the instance.
 *
 * Source: Tablestore API, ListTimeseriesTable.
 */
export const listTimeseriesTable = /*#__PURE__*/ tablestore.operation("ListTimeseriesTable", {
  request: M.ListTimeseriesTableRequest,
  response: M.ListTimeseriesTableResponse,
  idempotent: true,
  input: ListTimeseriesTableInput,
  output: ListTimeseriesTableOutput,
  errors: []
})

/** A lastpoint index. */
export class LastpointIndex extends /*#__PURE__*/ message(M.TimeseriesLastpointIndex, () => ({
  /** Name of the index. */
  indexTableName: inMessage("indexTableName", optional(Schema.String))
})) {}

/** Output of {@link describeTimeseriesTable}. */
export class DescribeTimeseriesTableOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** The table. */
  tableMeta: inMessage("tableMeta", TimeseriesTableMeta),
  /** Its analytical stores. */
  analyticalStores: inMessage("analyticalStores", list(AnalyticalStoreDetails)),
  /** Its lastpoint indexes. */
  lastpointIndexes: inMessage("lastpointIndexes", list(LastpointIndex))
})) {}

/**
 * Tells all about a time series table.
 *
 * Source: Tablestore API, DescribeTimeseriesTable.
 */
export const describeTimeseriesTable = /*#__PURE__*/ tablestore.operation("DescribeTimeseriesTable", {
  request: M.DescribeTimeseriesTableRequest,
  response: M.DescribeTimeseriesTableResponse,
  idempotent: true,
  input: TableRef,
  output: DescribeTimeseriesTableOutput,
  errors: tableErrors
})

/** Input of {@link updateTimeseriesTable}. */
export class UpdateTimeseriesTableInput extends /*#__PURE__*/ fields(TableRef, () => ({
  /** Settings of the table. */
  tableOptions: inMessage("tableOptions", optional(TimeseriesTableOptions)),
  /** Settings of what is known of the series. */
  metaOptions: inMessage("metaOptions", optional(TimeseriesMetaOptions))
})) {}

/**
 * Changes settings of a time series table.
 *
 * Source: Tablestore API, UpdateTimeseriesTable.
 */
export const updateTimeseriesTable = /*#__PURE__*/ tablestore.operation("UpdateTimeseriesTable", {
  request: M.UpdateTimeseriesTableRequest,
  response: M.UpdateTimeseriesTableResponse,
  idempotent: false,
  input: UpdateTimeseriesTableInput,
  output: Answer,
  errors: tableErrors
})

/**
 * Deletes a time series table with all its data.
 *
 * Source: Tablestore API, DeleteTimeseriesTable.
 */
export const deleteTimeseriesTable = /*#__PURE__*/ tablestore.operation("DeleteTimeseriesTable", {
  request: M.DeleteTimeseriesTableRequest,
  response: M.DeleteTimeseriesTableResponse,
  idempotent: false,
  input: TableRef,
  output: Answer,
  errors: tableErrors
})

/** Input of {@link createTimeseriesAnalyticalStore} and {@link updateTimeseriesAnalyticalStore}. */
export class AnalyticalStoreInput extends /*#__PURE__*/ fields(TableRef, () => ({
  /** The store. */
  analyticalStore: inMessage("analyticalStore", AnalyticalStore)
})) {}

/**
 * Creates an analytical store of a time series table.
 *
 * Source: Tablestore API, CreateTimeseriesAnalyticalStore.
 */
export const createTimeseriesAnalyticalStore = /*#__PURE__*/ tablestore.operation("CreateTimeseriesAnalyticalStore", {
  request: M.CreateTimeseriesAnalyticalStoreRequest,
  response: M.CreateTimeseriesAnalyticalStoreResponse,
  idempotent: false,
  input: AnalyticalStoreInput,
  output: Answer,
  errors: [...tableErrors, "OTSObjectAlreadyExist"]
})

/**
 * Changes an analytical store.
 *
 * Source: Tablestore API, UpdateTimeseriesAnalyticalStore.
 */
export const updateTimeseriesAnalyticalStore = /*#__PURE__*/ tablestore.operation("UpdateTimeseriesAnalyticalStore", {
  request: M.UpdateTimeseriesAnalyticalStoreRequest,
  response: M.UpdateTimeseriesAnalyticalStoreResponse,
  idempotent: false,
  input: AnalyticalStoreInput,
  output: Answer,
  errors: tableErrors
})

/** The request is about this analytical store. */
export class AnalyticalStoreRef extends /*#__PURE__*/ fields(TableRef, () => ({
  /** Name of the store. */
  storeName: inMessage("storeName", Schema.String)
})) {}

/** Input of {@link deleteTimeseriesAnalyticalStore}. */
export class DeleteTimeseriesAnalyticalStoreInput extends /*#__PURE__*/ fields(AnalyticalStoreRef, () => ({
  /** Whether its mapping for SQL is dropped too. */
  dropMappingTable: inMessage("dropMappingTable", optional(Schema.Boolean))
})) {}

/**
 * Deletes an analytical store.
 *
 * Source: Tablestore API, DeleteTimeseriesAnalyticalStore.
 */
export const deleteTimeseriesAnalyticalStore = /*#__PURE__*/ tablestore.operation("DeleteTimeseriesAnalyticalStore", {
  request: M.DeleteTimeseriesAnalyticalStoreRequest,
  response: M.DeleteTimeseriesAnalyticalStoreResponse,
  idempotent: false,
  input: DeleteTimeseriesAnalyticalStoreInput,
  output: Answer,
  errors: tableErrors
})

/** How far an analytical store is. */
export class AnalyticalStoreSync extends /*#__PURE__*/ message(M.AnalyticalStoreSyncStat, () => ({
  /** Whether rows that were there before (`full`) or new ones (`incr`) are copied now. */
  syncPhase: inMessage("syncPhase", optional(openWord(syncTypes))),
  /** In the service's own unit. */
  currentSyncTimestamp: inMessage("currentSyncTimestamp", optional(Int64))
})) {}

/** How big an analytical store is. */
export class AnalyticalStoreSize extends /*#__PURE__*/ message(M.AnalyticalStoreStorageSize, () => ({
  /** Bytes. */
  size: inMessage("size", optional(SafeInteger)),
  /** In the service's own unit. */
  timestamp: inMessage("timestamp", optional(Int64))
})) {}

/** Output of {@link describeTimeseriesAnalyticalStore}. */
export class DescribeTimeseriesAnalyticalStoreOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** The store. */
  analyticalStore: inMessage("analyticalStore", optional(AnalyticalStoreDetails)),
  /** How far it is. */
  syncStat: inMessage("syncStat", optional(AnalyticalStoreSync)),
  /** How big it is. */
  storageSize: inMessage("storageSize", optional(AnalyticalStoreSize))
})) {}

/**
 * Tells how far an analytical store is, and how big.
 *
 * Source: Tablestore API, DescribeTimeseriesAnalyticalStore.
 */
export const describeTimeseriesAnalyticalStore = /*#__PURE__*/ tablestore.operation(
  "DescribeTimeseriesAnalyticalStore",
  {
    request: M.DescribeTimeseriesAnalyticalStoreRequest,
    response: M.DescribeTimeseriesAnalyticalStoreResponse,
    idempotent: true,
    input: AnalyticalStoreRef,
    output: DescribeTimeseriesAnalyticalStoreOutput,
    errors: tableErrors
  }
)

/** Input of {@link createTimeseriesLastpointIndex}. */
export class CreateTimeseriesLastpointIndexInput extends /*#__PURE__*/ fields(() => ({
  /** Name of the table. */
  mainTableName: inMessage("mainTableName", Name),
  /** Name of the index, at most 128 letters, digits and underscores. */
  indexTableName: inMessage("indexTableName", ShortName),
  /** Whether rows that are there already are indexed too. */
  includeBaseData: inMessage("includeBaseData", optional(Schema.Boolean)),
  /** Whether the table is an ordinary one. */
  createOnWideColumnTable: inMessage("createOnWideColumnTable", optional(Schema.Boolean)),
  /** Names of the key columns of the index, for an ordinary table. */
  indexPrimaryKeyNames: inMessage("indexPrimaryKeyNames", optional(list(Schema.String)))
})) {}

/**
 * Creates an index of the last row of each series.
 *
 * Source: Tablestore API, CreateTimeseriesLastpointIndex.
 */
export const createTimeseriesLastpointIndex = /*#__PURE__*/ tablestore.operation("CreateTimeseriesLastpointIndex", {
  request: M.CreateTimeseriesLastpointIndexRequest,
  response: M.CreateTimeseriesLastpointIndexResponse,
  idempotent: false,
  input: CreateTimeseriesLastpointIndexInput,
  output: Answer,
  errors: [...tableErrors, "OTSObjectAlreadyExist"]
})

/** Input of {@link deleteTimeseriesLastpointIndex}. */
export class DeleteTimeseriesLastpointIndexInput extends /*#__PURE__*/ fields(() => ({
  /** Name of the table. */
  mainTableName: inMessage("mainTableName", Name),
  /** Name of the index. */
  indexTableName: inMessage("indexTableName", Name)
})) {}

/**
 * Deletes an index of last rows.
 *
 * Source: Tablestore API, DeleteTimeseriesLastpointIndex.
 */
export const deleteTimeseriesLastpointIndex = /*#__PURE__*/ tablestore.operation("DeleteTimeseriesLastpointIndex", {
  request: M.DeleteTimeseriesLastpointIndexRequest,
  response: M.DeleteTimeseriesLastpointIndexResponse,
  idempotent: false,
  input: DeleteTimeseriesLastpointIndexInput,
  output: Answer,
  errors: tableErrors
})
