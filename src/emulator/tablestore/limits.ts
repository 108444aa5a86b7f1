/**
 * What the service allows. A copy of its own, so that a wrong limit in the client's schemas shows.
 * Source: Tablestore, limits.
 */

export const maxBodyBytes = 5 * 1024 * 1024
/** Tables and index tables of an instance. */
export const maxTables = 64
export const maxPrimaryKeyColumns = 4
/** Bytes of a STRING or BINARY key value. */
export const maxKeyValueBytes = 1024
/** Bytes of a STRING or BINARY attribute value. */
export const maxAttributeValueBytes = 2 * 1024 * 1024
/** Attribute columns of a written row. */
export const maxColumnsPerRow = 1024
/** Names of columns to get. */
export const maxColumnsToGet = 128
export const maxDefinedColumns = 32
export const maxSecondaryIndexes = 5
/** Bytes of all rows of a write. */
export const maxWriteBytes = 4 * 1024 * 1024
/** Rows of a BatchWriteRow, over all tables. */
export const maxBatchWriteRows = 200
/** Rows of a BatchGetRow, over all tables. */
export const maxBatchGetRows = 100
/** Rows that a GetRange looks at. */
export const maxRangeRows = 5000
/** Bytes that a GetRange looks at. */
export const maxRangeBytes = 4 * 1024 * 1024
/** Filters of a request. */
export const maxFilters = 32
/*
 * Of regular expressions the service tells no limits. These leave room for what programs do, and keep one request from
 * taking the time of all others.
 */
export const maxRegexCharacters = 256
/** Instructions that an expression is compiled to. */
export const maxRegexInstructions = 1000
/** Characters times instructions, for all rows and tables of a read. */
export const maxMatchingOfRead = 200_000_000
/** Characters times instructions, for the condition of a written row. */
export const maxMatchingOfCondition = 4_000_000
export const maxReservedUnits = 100_000
/** Bytes of a capacity unit. */
export const capacityUnitBytes = 4096
/** By default, how far a written version may be from the server's time. */
export const defaultDeviationSeconds = 86_400
export const streamHours = { min: 1, max: 168 }
/** Records that a call on a tunnel looks at. */
export const maxTunnelRecords = 1000
/** Without a heartbeat for so long, a tunnel's client counts as gone; unless it says otherwise. */
export const tunnelClientSeconds = 300
/** How much later than the oldest kept change a tunnel may start. Source: Tablestore, CreateTunnel, start offset. */
export const tunnelStartMarginMillis = 5 * 60_000
/** Analytical stores of a time series table. Source: Tablestore, operations on time series tables. */
export const maxAnalyticalStores = 1
/** Analytical stores and lastpoint indexes of a table together. */
export const maxSeriesCopies = 10
export const transactionMillis = 60_000
export const maxTransactionBytes = 4 * 1024 * 1024
/** Difference between the clocks of client and server. */
export const maxSkewMillis = 15 * 60 * 1000
/** A timestamp must be less. Source: error text "Timestamp must be in range [0, INT64_MAX/1000)". */
export const maxTimestamp = 2n ** 63n / 1000n

/*
 * Of SQL the service tells no limits. These leave room for what programs do, and keep one statement from taking the time
 * of all other requests.
 */
export const maxLikeCharacters = 1024
/** Characters of a pattern times those of the text that it is compared with. */
export const maxLikeComparisons = 200_000_000
/** Words, numbers, texts and signs of a statement. */
export const maxSqlTokens = 50_000
/** Tables that one FROM joins: as in MySQL. */
export const maxJoinedTables = 61
/** Tables and queries that a statement reads. */
export const maxSqlSources = 128

/** Limits of search. */
export const search = {
  defaultRows: 10,
  maxRows: 100,
  /** When all columns come from the index. */
  maxRowsFromIndex: 1000,
  maxOffsetAndLimit: 100_000,
  maxFields: 1000,
  maxNestedDepth: 5,
  maxWildcardCharacters: 32,
  maxTerms: 1024,
  /** Queries inside of a query, at all levels together. Not told by the service: as many as search engines allow. */
  maxQueries: 1024,
  /** Levels of queries inside of queries. Not told by the service. */
  maxQueryDepth: 32,
  /** Values of hits that aggregations and groups of a search look at. Not told by the service. */
  maxAggregatedValues: 5_000_000,
  /** The documents say 5; the vendor's own tests send 8. */
  maxAggregations: 8,
  maxTopRows: 1000,
  maxVectorFields: 4,
  maxVectorDimension: 4096,
  maxTopK: 1000,
  maxGroupBys: 10,
  maxGroupByDepth: 3,
  maxFieldGroups: 2000,
  maxFilterGroups: 10,
  maxRangeGroups: 100,
  maxGeoDistanceGroups: 10,
  maxScanRows: 2000,
  defaultScanAliveSeconds: 60,
  /** Parts that ComputeSplits offers of a large index. */
  maxSplits: 4,
  /** Rows of an index that are worth a part of their own. */
  rowsPerSplit: 1000
}

/** Whether a table, column or index may have this name. */
export const isName = (name: string): boolean => /^[A-Za-z_][A-Za-z0-9_]{0,254}$/.test(name)

/** Whether a tunnel may have this name. */
export const isTunnelName = (name: string): boolean => /^[A-Za-z0-9_-]{1,255}$/.test(name)

/** Whether a delivery task may have this name. Source: Tablestore, CreateDeliveryTask. */
export const isTaskName = (name: string): boolean => /^[a-z0-9][a-z0-9-]{1,14}[a-z0-9]$/.test(name)

/** Whether an instance may have this name. Wider than the service's own rule, so that any test name works. */
export const isInstanceName = (name: string): boolean => /^[A-Za-z0-9_-]{1,255}$/.test(name)

/** Length in bytes of UTF-8. */
export const utf8Length = (text: string): number => Buffer.byteLength(text, "utf8")
