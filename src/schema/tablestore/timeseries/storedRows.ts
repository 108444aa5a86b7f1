/**
 * Rows of time series as they are read: PlainBuffer rows whose key columns tell the series.
 */
import type * as Schema from "effect/Schema"
import { ProtobufError } from "../../wire/wireErrors.ts"
import { decodeRows } from "../format/plainBufferDecoder.ts"
import type { ColumnValue, Row } from "../format/rowValue.ts"
import { oneWay, wire } from "../protobuf/wire.ts"
import { type Pairs, pairsFrom } from "./timeseriesKey.ts"
import type { TimeseriesRow } from "./timeseriesRow.ts"

const textOf = (value: ColumnValue): string => (typeof value === "string" ? value : "")

/**
 * A row as it is stored: its key in columns with names of their own, the type of a field behind a colon. Tables with a
 * key of their own have a column for each tag that is part of it, and columns for fields behind the time.
 */
const rowFrom = ({ primaryKey, columns }: Row): TimeseriesRow => {
  let measurement = ""
  let source = ""
  let tags: Pairs = {}
  const ownTags: Array<readonly [string, string]> = []
  const fields: Array<readonly [string, ColumnValue]> = []
  let time: bigint | undefined
  for (const { name, value } of primaryKey) {
    switch (name) {
      // Spreads the series over partitions; says nothing.
      case "_#h":
        break
      case "_m_name":
        measurement = textOf(value)
        break
      case "_data_source":
        source = textOf(value)
        break
      case "_tags":
        tags = pairsFrom(textOf(value))
        break
      case "_time":
        if (typeof value === "bigint") time = value
        break
      default:
        if (time === undefined) ownTags.push([name, textOf(value)])
        else fields.push([name, value])
    }
  }
  if (time === undefined) {
    throw new ProtobufError({ messageName: "GetTimeseriesDataResponse", found: "a row without its time" })
  }
  for (const { name, value } of columns) {
    const colon = name.lastIndexOf(":")
    fields.push([colon < 0 ? name : name.slice(0, colon), value])
  }
  return {
    key: { measurement, source, tags: ownTags.length === 0 ? tags : { ...tags, ...Object.fromEntries(ownTags) } },
    time,
    fields: Object.fromEntries(fields)
  }
}

/** Rows of time series that were read. */
export const StoredRows: Schema.Codec<ReadonlyArray<TimeseriesRow>, Uint8Array> = /*#__PURE__*/ wire(
  (value): value is ReadonlyArray<TimeseriesRow> => Array.isArray(value),
  "a list of rows of time series",
  { to: oneWay, from: (bytes: Uint8Array) => decodeRows(bytes).map(rowFrom) }
)
