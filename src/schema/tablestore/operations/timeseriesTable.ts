/**
 * Time series tables, their analytical stores and lastpoint indexes.
 */
import * as Schema from "effect/Schema"
import { optional } from "../legacyOperation.ts"
import * as M from "../protobuf/generated/timeseries.ts"
import { between, Int64, openWord, SafeInteger, word } from "../protobuf/wire.ts"
import { answer, linked, Name, table, tableErrors, tablestore } from "./legacyCommon.ts"
import { PrimaryKeySchema } from "./tableSettings.ts"

const TimeToLive = between(-1).check(
  Schema.makeFilter((seconds: number) => (seconds === 0 ? "must be -1, or 1 or more" : true))
)

/** Settings of a time series table. */
export const TimeseriesTableOptions = Schema.Struct({
  /** Seconds that data are kept, -1 for good. */
  timeToLive: optional(TimeToLive)
})

/** Settings of what is known of the series. */
export const TimeseriesMetaOptions = Schema.Struct({
  allowUpdateAttributes: optional(Schema.Boolean),
  /** Seconds that unused series are known, -1 for good. */
  metaTimeToLive: optional(TimeToLive)
})

const syncTypes = {
  full: M.AnalyticalStoreSyncType.SYNC_TYPE_FULL,
  incr: M.AnalyticalStoreSyncType.SYNC_TYPE_INCR
} as const

/** A copy of the data for analysis. */
export const AnalyticalStore = Schema.Struct({
  storeName: optional(Schema.String),
  /** Seconds that data are kept, -1 for good. */
  timeToLive: optional(TimeToLive),
  /** Whether rows that were there before are copied too (`full`). */
  syncOption: optional(word(syncTypes))
})

const AnalyticalStoreStatus = Schema.Struct({
  storeName: optional(Schema.String),
  timeToLive: optional(Schema.Int),
  syncOption: optional(openWord(syncTypes))
})

/** A time series table. */
export const TimeseriesTableMeta = Schema.Struct({
  tableName: Schema.String,
  tableOptions: optional(TimeseriesTableOptions),
  status: optional(Schema.String),
  metaOptions: optional(TimeseriesMetaOptions),
  timeseriesKeySchema: Schema.Array(Schema.String),
  fieldPrimaryKeySchema: Schema.Array(PrimaryKeySchema),
  disableHashPartitionKey: optional(Schema.Boolean),
  disableTimeseriesMetaIndex: optional(Schema.Boolean)
})

const createTable = linked(M.CreateTimeseriesTableRequest, M.CreateTimeseriesTableResponse)
const listTable = linked(M.ListTimeseriesTableRequest, M.ListTimeseriesTableResponse)
const describeTable = linked(M.DescribeTimeseriesTableRequest, M.DescribeTimeseriesTableResponse)
const updateTable = linked(M.UpdateTimeseriesTableRequest, M.UpdateTimeseriesTableResponse)
const deleteTable = linked(M.DeleteTimeseriesTableRequest, M.DeleteTimeseriesTableResponse)
const createStore = linked(M.CreateTimeseriesAnalyticalStoreRequest, M.CreateTimeseriesAnalyticalStoreResponse)
const deleteStore = linked(M.DeleteTimeseriesAnalyticalStoreRequest, M.DeleteTimeseriesAnalyticalStoreResponse)
const describeStore = linked(M.DescribeTimeseriesAnalyticalStoreRequest, M.DescribeTimeseriesAnalyticalStoreResponse)
const updateStore = linked(M.UpdateTimeseriesAnalyticalStoreRequest, M.UpdateTimeseriesAnalyticalStoreResponse)
const createIndex = linked(M.CreateTimeseriesLastpointIndexRequest, M.CreateTimeseriesLastpointIndexResponse)
const deleteIndex = linked(M.DeleteTimeseriesLastpointIndexRequest, M.DeleteTimeseriesLastpointIndexResponse)

export const timeseriesTableOperations = {
  /**
   * Creates a time series table.
   *
   * Source: Tablestore API, CreateTimeseriesTable.
   */
  createTimeseriesTable: tablestore.operation("CreateTimeseriesTable", {
    ...createTable.messages,
    idempotent: false,
    input: {
      tableName: createTable.sends("tableMeta.tableName", Name),
      tableOptions: createTable.sends("tableMeta.tableOptions", optional(TimeseriesTableOptions)),
      metaOptions: createTable.sends("tableMeta.metaOptions", optional(TimeseriesMetaOptions)),
      /** Names of the columns that identify a series; the service's own when absent. */
      timeseriesKeySchema: createTable.sends("tableMeta.timeseriesKeySchema", optional(Schema.Array(Schema.String))),
      /** Fields that are key columns too. */
      fieldPrimaryKeySchema: createTable.sends(
        "tableMeta.fieldPrimaryKeySchema",
        optional(Schema.Array(PrimaryKeySchema))
      ),
      disableHashPartitionKey: createTable.sends("tableMeta.disableHashPartitionKey", optional(Schema.Boolean)),
      disableTimeseriesMetaIndex: createTable.sends("tableMeta.disableTimeseriesMetaIndex", optional(Schema.Boolean)),
      /** Analytical stores that are made with the table. */
      analyticalStores: createTable.sends("analyticalStores", optional(Schema.Array(AnalyticalStore))),
      enableAnalyticalStore: createTable.sends("enableAnalyticalStore", optional(Schema.Boolean)),
      /** Lastpoint indexes that are made with the table. */
      lastpointIndexMetas: createTable.sends(
        "lastpointIndexMetas",
        optional(Schema.Array(Schema.Struct({ indexTableName: Name })))
      )
    },
    output: answer,
    errors: ["OTSObjectAlreadyExist"]
  }),

  /**
   * Lists the time series tables of the instance.
   *
   * Source: Tablestore API, ListTimeseriesTable.
   */
  listTimeseriesTable: tablestore.operation("ListTimeseriesTable", {
    ...listTable.messages,
    idempotent: true,
    input: {},
    output: { ...answer, tableMetas: listTable.receives("tableMetas", Schema.Array(TimeseriesTableMeta)) },
    errors: []
  }),

  /**
   * Tells all about a time series table.
   *
   * Source: Tablestore API, DescribeTimeseriesTable.
   */
  describeTimeseriesTable: tablestore.operation("DescribeTimeseriesTable", {
    ...describeTable.messages,
    idempotent: true,
    input: table,
    output: {
      ...answer,
      tableMeta: describeTable.receives("tableMeta", TimeseriesTableMeta),
      analyticalStores: describeTable.receives("analyticalStores", Schema.Array(AnalyticalStoreStatus)),
      lastpointIndexes: describeTable.receives(
        "lastpointIndexes",
        Schema.Array(Schema.Struct({ indexTableName: optional(Schema.String) }))
      )
    },
    errors: tableErrors
  }),

  /**
   * Changes settings of a time series table.
   *
   * Source: Tablestore API, UpdateTimeseriesTable.
   */
  updateTimeseriesTable: tablestore.operation("UpdateTimeseriesTable", {
    ...updateTable.messages,
    idempotent: false,
    input: {
      ...table,
      tableOptions: updateTable.sends("tableOptions", optional(TimeseriesTableOptions)),
      metaOptions: updateTable.sends("metaOptions", optional(TimeseriesMetaOptions))
    },
    output: answer,
    errors: tableErrors
  }),

  /**
   * Deletes a time series table with all its data.
   *
   * Source: Tablestore API, DeleteTimeseriesTable.
   */
  deleteTimeseriesTable: tablestore.operation("DeleteTimeseriesTable", {
    ...deleteTable.messages,
    idempotent: false,
    input: table,
    output: answer,
    errors: tableErrors
  }),

  /**
   * Creates an analytical store of a time series table.
   *
   * Source: Tablestore API, CreateTimeseriesAnalyticalStore.
   */
  createTimeseriesAnalyticalStore: tablestore.operation("CreateTimeseriesAnalyticalStore", {
    ...createStore.messages,
    idempotent: false,
    input: { ...table, analyticalStore: createStore.sends("analyticalStore", AnalyticalStore) },
    output: answer,
    errors: [...tableErrors, "OTSObjectAlreadyExist"]
  }),

  /**
   * Changes an analytical store.
   *
   * Source: Tablestore API, UpdateTimeseriesAnalyticalStore.
   */
  updateTimeseriesAnalyticalStore: tablestore.operation("UpdateTimeseriesAnalyticalStore", {
    ...updateStore.messages,
    idempotent: false,
    input: { ...table, analyticalStore: updateStore.sends("analyticalStore", AnalyticalStore) },
    output: answer,
    errors: tableErrors
  }),

  /**
   * Deletes an analytical store.
   *
   * Source: Tablestore API, DeleteTimeseriesAnalyticalStore.
   */
  deleteTimeseriesAnalyticalStore: tablestore.operation("DeleteTimeseriesAnalyticalStore", {
    ...deleteStore.messages,
    idempotent: false,
    input: {
      ...table,
      storeName: deleteStore.sends("storeName", Schema.String),
      /** Whether its mapping for SQL is dropped too. */
      dropMappingTable: deleteStore.sends("dropMappingTable", optional(Schema.Boolean))
    },
    output: answer,
    errors: tableErrors
  }),

  /**
   * Tells how far an analytical store is, and how big.
   *
   * Source: Tablestore API, DescribeTimeseriesAnalyticalStore.
   */
  describeTimeseriesAnalyticalStore: tablestore.operation("DescribeTimeseriesAnalyticalStore", {
    ...describeStore.messages,
    idempotent: true,
    input: { ...table, storeName: describeStore.sends("storeName", Schema.String) },
    output: {
      ...answer,
      analyticalStore: describeStore.receives("analyticalStore", optional(AnalyticalStoreStatus)),
      syncStat: describeStore.receives(
        "syncStat",
        optional(
          Schema.Struct({
            syncPhase: optional(openWord(syncTypes)),
            /** In the service's own unit. */
            currentSyncTimestamp: optional(Int64)
          })
        )
      ),
      storageSize: describeStore.receives(
        "storageSize",
        optional(
          Schema.Struct({
            /** Bytes. */
            size: optional(SafeInteger),
            /** In the service's own unit. */
            timestamp: optional(Int64)
          })
        )
      )
    },
    errors: tableErrors
  }),

  /**
   * Creates an index of the last row of each series.
   *
   * Source: Tablestore API, CreateTimeseriesLastpointIndex.
   */
  createTimeseriesLastpointIndex: tablestore.operation("CreateTimeseriesLastpointIndex", {
    ...createIndex.messages,
    idempotent: false,
    input: {
      mainTableName: createIndex.sends("mainTableName", Name),
      indexTableName: createIndex.sends("indexTableName", Name),
      /** Whether rows that are there already are indexed too. */
      includeBaseData: createIndex.sends("includeBaseData", optional(Schema.Boolean)),
      createOnWideColumnTable: createIndex.sends("createOnWideColumnTable", optional(Schema.Boolean)),
      indexPrimaryKeyNames: createIndex.sends("indexPrimaryKeyNames", optional(Schema.Array(Schema.String)))
    },
    output: answer,
    errors: [...tableErrors, "OTSObjectAlreadyExist"]
  }),

  /**
   * Deletes an index of last rows.
   *
   * Source: Tablestore API, DeleteTimeseriesLastpointIndex.
   */
  deleteTimeseriesLastpointIndex: tablestore.operation("DeleteTimeseriesLastpointIndex", {
    ...deleteIndex.messages,
    idempotent: false,
    input: {
      mainTableName: deleteIndex.sends("mainTableName", Name),
      indexTableName: deleteIndex.sends("indexTableName", Name)
    },
    output: answer,
    errors: tableErrors
  })
}
