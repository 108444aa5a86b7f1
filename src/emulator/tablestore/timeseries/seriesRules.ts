/** What the service refuses of time series and their rows. Source: Tablestore, limits on the TimeSeries model. */
import type { ColumnValue } from "../../../schema/tablestore/format/rowValue.ts"
import * as T from "../../../schema/tablestore/protobuf/generated/tableStore.ts"
import type { TimeseriesKey, TimeseriesTableMeta } from "../../../schema/tablestore/protobuf/generated/timeseries.ts"
import { sizeOf, typeOf } from "../engine/values.ts"
import { utf8Length } from "../limits.ts"
import { parameterInvalid } from "../refusals.ts"
import { keyNames, type Series, type SeriesRow, seriesOf } from "./series.ts"
import {
  isFieldName,
  isReservedName,
  maxFieldsPerRow,
  maxFieldValueBytes,
  maxKeyFields,
  maxMeasurementBytes,
  maxOwnKeyColumns,
  maxSourceBytes
} from "./seriesLimits.ts"

const wrongWithMeasurement = (measurement: string): string | undefined => {
  if (measurement === "") return "The measurement of a time series is missing."
  if (utf8Length(measurement) > maxMeasurementBytes) {
    return `The length of the measurement exceeds the limit: ${maxMeasurementBytes}.`
  }
  return /[\s\p{Cc}#]/u.test(measurement) ? `Invalid measurement: '${measurement}'.` : undefined
}

const wrongWithTags = ({ tags }: Series, names: ReadonlyArray<string>): string | undefined => {
  for (const [name, value] of tags) {
    if (!/^[!#-<>-~]+$/.test(name)) return `Invalid tag key: '${name}'.`
    if (!/^[^"=]+$/.test(value)) return `Invalid tag value: '${value}'.`
  }
  if (new Set(tags.map(([name]) => name)).size < tags.length) return "Duplicated tag key."
  const missing = names.find((name) => !isReservedName(name) && !tags.some((tag) => tag[0] === name))
  if (missing !== undefined) return `The tag '${missing}' is part of the key, but missing.`
  const other = names.includes("_tags") ? undefined : tags.find(([name]) => !names.includes(name))
  return other === undefined ? undefined : `The tag '${other[0]}' is no part of the key.`
}

const wrongWithSeries = (series: Series, meta: TimeseriesTableMeta): string | undefined => {
  const names = keyNames(meta)
  const { measurement, source } = series
  if (names.includes("_m_name")) {
    const wrong = wrongWithMeasurement(measurement)
    if (wrong !== undefined) return wrong
  } else if (measurement !== "") return "The measurement is no part of the key."
  if (utf8Length(source) > maxSourceBytes) return `The length of the data source exceeds the limit: ${maxSourceBytes}.`
  if (source !== "" && !names.includes("_data_source")) return "The data source is no part of the key."
  return wrongWithTags(series, names)
}

/** The series of a key. Refuses what cannot be one of the table's. */
export const checkedSeries = (key: TimeseriesKey, meta: TimeseriesTableMeta): Series => {
  const series = seriesOf(key)
  const wrong = wrongWithSeries(series, meta)
  if (wrong !== undefined) throw parameterInvalid(wrong)
  return series
}

const keyTypes = {
  [T.PrimaryKeyType.INTEGER]: "INTEGER",
  [T.PrimaryKeyType.STRING]: "STRING",
  [T.PrimaryKeyType.BINARY]: "BINARY"
} as const

const wrongWithValue = (name: string, value: ColumnValue): string | undefined => {
  if (typeof value === "number" && !Number.isFinite(value)) {
    return `${Number.isNaN(value) ? "NaN" : "Infinity"} can't be set to double value.`
  }
  const length = typeof value === "string" || value instanceof Uint8Array ? sizeOf(value) : 0
  return length > maxFieldValueBytes
    ? `The length of field: '${name}' exceeds the MaxLength:${maxFieldValueBytes} with CurrentLength:${length}.`
    : undefined
}

/** What is wrong with a written row, if anything. */
export const wrongWithRow = ({ fields, series, time }: SeriesRow, meta: TimeseriesTableMeta): string | undefined => {
  const wrong = wrongWithSeries(series, meta)
  if (wrong !== undefined) return wrong
  if (time < 0n) return "The time of a row must not be negative."
  if (fields.length === 0) return "A row needs fields."
  if (fields.length > maxFieldsPerRow) return `The number of fields of a row exceeds the limit: ${maxFieldsPerRow}.`
  for (const [name, value] of fields) {
    if (!isFieldName(name) || isReservedName(name)) return `Invalid field name: '${name}'.`
    const wrongValue = wrongWithValue(name, value)
    if (wrongValue !== undefined) return wrongValue
  }
  for (const { name, type } of meta.fieldPrimaryKeySchema) {
    const value = fields.find((field) => field[0] === name)?.[1]
    if (value === undefined) return `The field '${name}' is part of the key, but missing.`
    if (typeOf(value) !== keyTypes[type]) return `The field '${name}' must be of the type ${keyTypes[type]}.`
  }
  return undefined
}

/** Refuses keys of their own that tables cannot have. */
export const checkKeySchema = ({ fieldPrimaryKeySchema, timeseriesKeySchema }: TimeseriesTableMeta): void => {
  if (timeseriesKeySchema.length > maxOwnKeyColumns) {
    throw parameterInvalid(`The number of key columns exceeds the limit: ${maxOwnKeyColumns}.`)
  }
  if (fieldPrimaryKeySchema.length > maxKeyFields) {
    throw parameterInvalid(`The number of fields in the key exceeds the limit: ${maxKeyFields}.`)
  }
  const columns = timeseriesKeySchema.filter((name) => !["_m_name", "_data_source", "_tags"].includes(name))
  const names = [...columns, ...fieldPrimaryKeySchema.map(({ name }) => name)]
  const invalid = names.find((name) => !isFieldName(name) || isReservedName(name))
  if (invalid !== undefined) throw parameterInvalid(`Invalid name of a key column: '${invalid}'.`)
  if (new Set([...timeseriesKeySchema, ...names]).size < timeseriesKeySchema.length + fieldPrimaryKeySchema.length) {
    throw parameterInvalid("Duplicated name of a key column.")
  }
}
