/** Rows of time series as they are sent. Source: Tablestore, PutTimeseriesData, time series payload. */

import { encodeRows } from "../../../schema/tablestore/format/plainBufferEncoder.ts"
import type { ColumnValue, PrimaryKeyColumn } from "../../../schema/tablestore/format/rowValue.ts"
import * as T from "../../../schema/tablestore/protobuf/generated/timeseries.ts"
import { checkTimeseriesRows, decodeTimeseriesRows } from "../../../schema/tablestore/timeseries/timeseriesRows.ts"
import { decodeMessage } from "../../../schema/wire/protobufMessage.ts"
import { compareKeys } from "../../Store.ts"
import { typeOf } from "../engine/values.ts"
import { parameterInvalid } from "../refusals.ts"
import { type SeriesRow, seriesKey, seriesOf } from "./series.ts"

/** Rows of the payload in FlatBuffers. */
const flatRows = (bytes: Uint8Array): ReadonlyArray<SeriesRow> =>
  decodeTimeseriesRows(bytes).map(({ fields, key, time }) => ({
    series: {
      measurement: key.measurement,
      source: key.source,
      tags: Object.entries(key.tags).sort(([a], [b]) => compareKeys(a, b))
    },
    time,
    fields: Object.entries(fields)
  }))

const fieldValue = (field: T.TimeseriesField): ColumnValue | undefined =>
  field.valueInt ?? field.valueString ?? field.valueBool ?? field.valueDouble ?? field.valueBinary

const messageRows = ({ rows }: T.TimeseriesPBRows): ReadonlyArray<SeriesRow> =>
  rows.map(({ fields, time, timeseriesKey }) => {
    if (timeseriesKey === undefined || time === undefined) throw parameterInvalid("A row lacks its key or its time.")
    return {
      series: seriesOf(timeseriesKey),
      time,
      fields: fields.flatMap((field) => {
        const value = fieldValue(field)
        return field.fieldName === undefined || value === undefined ? [] : [[field.fieldName, value] as const]
      })
    }
  })

/** The rows of a request. */
export const decodeSeriesRows = ({ flatbufferCrc32c, rowsData, type }: T.TimeseriesRows): ReadonlyArray<SeriesRow> => {
  switch (type) {
    case T.RowsSerializeType.RST_FLAT_BUFFER:
      if (flatbufferCrc32c !== undefined) checkTimeseriesRows({ bytes: rowsData, crc32c: flatbufferCrc32c })
      return flatRows(rowsData)
    case T.RowsSerializeType.RST_PROTO_BUFFER:
      return messageRows(decodeMessage(T.TimeseriesPBRows, rowsData))
    default:
      throw parameterInvalid("Unsupported form of time series rows.")
  }
}

// Clients cut the name at the colon; what follows tells the type.
const suffixes = { INTEGER: "i", DOUBLE: "d", BOOLEAN: "b", STRING: "s", BINARY: "v" } as const

/** The fields of a row that are columns of its key. */
export const keyFields = (
  { fields }: SeriesRow,
  { fieldPrimaryKeySchema }: T.TimeseriesTableMeta
): ReadonlyArray<PrimaryKeyColumn> =>
  fieldPrimaryKeySchema.flatMap(({ name }) => {
    const value = fields.find((field) => field[0] === name)?.[1]
    return typeof value === "bigint" || typeof value === "string" || value instanceof Uint8Array
      ? [{ name, value }]
      : []
  })

/** Whether a field is a column of the key. */
export const isKeyField = (name: string, { fieldPrimaryKeySchema }: T.TimeseriesTableMeta): boolean =>
  fieldPrimaryKeySchema.some((column) => column.name === name)

/** The rows of an answer. */
export const encodeSeriesRows = (rows: ReadonlyArray<SeriesRow>, meta: T.TimeseriesTableMeta): Uint8Array =>
  rows.length === 0
    ? new Uint8Array(0)
    : encodeRows(
        rows.map((row) => ({
          primaryKey: [...seriesKey(row.series, meta), { name: "_time", value: row.time }, ...keyFields(row, meta)],
          columns: row.fields
            .filter(([name]) => !isKeyField(name, meta))
            .map(([name, value]) => ({ name: `${name}:${suffixes[typeOf(value)]}`, value }))
            .sort((a, b) => compareKeys(a.name, b.name))
        }))
      )
