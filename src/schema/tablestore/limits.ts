/**
 * Limits of Tablestore.
 *
 * Source: Tablestore, limits (API version 2015-12-31).
 */

/** Limits of tables and rows. */
export const tableLimits = {
  /** Tables of an instance, index tables included. */
  tablesPerInstance: 64,
  /** Characters of the name of a table, column or index. */
  nameLength: 255,
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
  secondaryIndexes: 5,
  /** Columns of the key of a secondary index, before the table's own are added. */
  indexPrimaryKeyColumns: 4,
  indexAttributeColumns: 32,
  /** Bytes of rows that one PutRow, UpdateRow or BatchWriteRow carries. */
  writeBytes: 4_194_304,
  /** Rows of one BatchWriteRow, over all tables. */
  batchWriteRows: 200,
  /** Rows of one BatchGetRow, over all tables. */
  batchGetRows: 100,
  /** Rows that one GetRange looks at. */
  rangeRows: 5000,
  /** Bytes that one GetRange looks at. */
  rangeBytes: 4_194_304,
  /** Parts of one filter. The documentation says 10, the service takes this many. */
  filters: 32,
  /** Bytes of a request body. */
  requestBytes: 5_242_880,
  /** Units of reserved throughput. */
  reservedUnits: 100_000,
  /** Least time to live, in seconds; -1 is forever. */
  minTimeToLiveSeconds: 86_400,
  /** Default for how far a written timestamp may lie from now, in seconds. */
  defaultTimeDeviationSeconds: 86_400,
  /** Version of a cell, in milliseconds since 1970: it must be less. INT64_MAX / 1000. */
  timestampMillis: 9_223_372_036_854_775n,
  /** Bytes that one capacity unit covers. */
  capacityUnitBytes: 4096,
  minStreamHours: 1,
  maxStreamHours: 168,
  /** Seconds that a local transaction lives. */
  transactionSeconds: 60,
  /** Bytes that a local transaction writes. */
  transactionBytes: 4_194_304,
  /** Seconds by which a request's date may differ from the service's clock. */
  clockSkewSeconds: 900
} as const

/** Limits of search indexes. */
export const searchLimits = {
  defaultLimit: 10,
  /** Rows of one search. */
  limit: 100,
  /** Rows of one search whose columns all come from the index. */
  limitFromIndex: 1000,
  /** Offset and limit together (100,000 on new instances). */
  offsetAndLimit: 10_000,
  timeoutMillis: 10_000,
  /** Fields of an index (1,000 on new instances). */
  fields: 500,
  arrayElements: 256,
  nestedDepth: 5,
  /** Characters of a wildcard pattern (32 on new instances). */
  wildcardLength: 20,
  terms: 1024,
  keywordBytes: 4096,
  /** Aggregations of one level. */
  aggregations: 5,
  /** Groupings of one level (10 on new instances). */
  groupBys: 5,
  groupByDepth: 3,
  fieldGroups: 2000,
  filterGroups: 10,
  rangeGroups: 100,
  geoDistanceGroups: 10,
  scanLimit: 2000,
  /** Parallel scans at the same time. */
  scanTasks: 10,
  scanAliveSeconds: 60
} as const

/** Names of tables, columns and indexes: letters, digits and underscores, not starting with a digit. */
export const namePattern: RegExp = /^[A-Za-z_][A-Za-z0-9_]{0,254}$/

/** Names of instances, as far as the clients check them. */
export const instanceNamePattern: RegExp = /^[A-Za-z0-9_-]+$/
