/**
 * What the service allows of time series. A copy of its own, so that a wrong limit in the client's schemas shows.
 * Source: Tablestore, limits on the TimeSeries model.
 */

export const maxMeasurementBytes = 128
export const maxSourceBytes = 256
/** Fields of a written row. */
export const maxFieldsPerRow = 1024
/** Bytes of a STRING or BINARY value. */
export const maxFieldValueBytes = 2 * 1024 * 1024
/** Rows of a PutTimeseriesData. */
export const maxRowsPerPut = 200
/** Bytes of the rows of a PutTimeseriesData. */
export const maxBytesPerPut = 4 * 1024 * 1024
/** Columns of a key of the table's own. */
export const maxOwnKeyColumns = 6
/** Fields that are columns of the key. */
export const maxKeyFields = 4
/** Seconds, besides -1 for good. */
export const minDataSeconds = 86_400
/** Seconds, besides -1 for good. */
export const minMetaSeconds = 604_800
/** Seconds, besides -1 for good. */
export const minStoreSeconds = 2_592_000

/** Whether a time series table, an analytical store or a lastpoint index may have this name. */
export const isSeriesTableName = (name: string): boolean => /^[A-Za-z_][A-Za-z0-9_]{0,127}$/.test(name)

/** Whether a field or a column of the key may have this name. */
export const isFieldName = (name: string): boolean => /^[a-z_][a-z0-9_]{0,127}$/.test(name)

/** Names that columns of the service's own have. */
export const isReservedName = (name: string): boolean =>
  ["_m_name", "_data_source", "_tags", "_time", "_meta_update_time", "_attributes"].includes(name)
