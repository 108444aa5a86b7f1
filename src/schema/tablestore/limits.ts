/**
 * Limits of Tablestore.
 *
 * Source: Tablestore, limits (API version 2015-12-31).
 */

/** Limits of tables and rows, as far as calls are checked by them. */
export const tableLimits = {
  primaryKeyColumns: 4,
  /** Bytes of a STRING or BINARY value of a key column. */
  primaryKeyValueBytes: 1024,
  /** Bytes of a STRING or BINARY value of an attribute column, each version. */
  attributeValueBytes: 2_097_152,
  /** Attribute columns that one request writes to a row. */
  attributeColumnsPerWrite: 1024,
  /** Names in `columnsToGet`. */
  columnsToGet: 128,
  definedColumns: 32,
  /** Columns of the key of a secondary index, before the table's own are added. */
  indexPrimaryKeyColumns: 4,
  indexAttributeColumns: 32,
  /** Bytes of rows that one PutRow, UpdateRow or BatchWriteRow carries. */
  writeBytes: 4_194_304,
  /** Rows of one BatchWriteRow, over all tables. */
  batchWriteRows: 200,
  /** Rows of one BatchGetRow, over all tables. */
  batchGetRows: 100,
  /** Parts of one filter. The documentation says 10, the service takes this many. */
  filters: 32,
  /** Bytes of a request body. */
  requestBytes: 5_242_880,
  /** Units of reserved throughput. */
  reservedUnits: 100_000,
  /** Version of a cell, in milliseconds since 1970: it must be less. INT64_MAX / 1000. */
  timestampMillis: 9_223_372_036_854_775n,
  minStreamHours: 1,
  maxStreamHours: 168,
  /** Seconds by which a request's date may differ from the service's clock. */
  clockSkewSeconds: 900
} as const

/** Limits of searches, as far as calls are checked by them. */
export const searchLimits = {
  /** Rows of one search. */
  limit: 100,
  /** Rows of one search whose columns all come from the index. */
  limitFromIndex: 1000,
  /** Rows of one page of a parallel scan. */
  scanLimit: 2000
} as const

/**
 * Limits of time series.
 *
 * Source: Tablestore, limits on the TimeSeries model.
 */
export const timeseriesLimits = {
  /** Characters of the name of a table, analytical store or lastpoint index. */
  nameLength: 128,
  /** Bytes of the name of a measurement. */
  measurementBytes: 128,
  /** Bytes of a data source. */
  sourceBytes: 256,
  /** Fields of a written row. */
  fields: 1024,
  /** Bytes of the name of a field. */
  fieldNameBytes: 128,
  /** Bytes of a STRING or BINARY value. */
  valueBytes: 2_097_152,
  /** Rows of one PutTimeseriesData. */
  writeRows: 200,
  /** Bytes of the rows of one PutTimeseriesData. */
  writeBytes: 4_194_304,
  /** Columns of a key of one's own. */
  keyColumns: 6,
  /** Fields that are columns of the key. */
  keyFields: 4,
  /** Least time to live of data, in seconds; -1 is forever. */
  minTimeToLiveSeconds: 86_400,
  /** Least time to live of what is known of a series, in seconds; -1 is forever. */
  minMetaTimeToLiveSeconds: 604_800,
  /** Least time to live of an analytical store, in seconds; -1 is forever. */
  minStoreTimeToLiveSeconds: 2_592_000,
  /** Analytical stores of a table. */
  analyticalStores: 1,
  /** Analytical stores and lastpoint indexes of a table together. */
  copies: 10
} as const

/** Names of tables, columns and indexes: letters, digits and underscores, not starting with a digit. */
export const namePattern: RegExp = /^[A-Za-z_][A-Za-z0-9_]{0,254}$/

/** Names of instances, as far as the clients check them. */
export const instanceNamePattern: RegExp = /^[A-Za-z0-9_-]+$/
