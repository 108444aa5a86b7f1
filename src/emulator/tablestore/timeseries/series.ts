/** Time series: their identity and their rows. Source: Tablestore, TimeSeries model. */

import type { ColumnValue, PrimaryKey } from "../../../schema/tablestore/format/rowValue.ts"
import type * as T from "../../../schema/tablestore/protobuf/generated/timeseries.ts"
import { compareKeys } from "../../Store.ts"
import { parameterInvalid } from "../refusals.ts"

export interface Series {
  readonly measurement: string
  readonly source: string
  /** By name. */
  readonly tags: ReadonlyArray<readonly [name: string, value: string]>
}

export interface SeriesRow {
  readonly series: Series
  /** Microseconds. */
  readonly time: bigint
  readonly fields: ReadonlyArray<readonly [name: string, value: ColumnValue]>
}

/** Reads `["name=value",...]`, as tags and attributes are written. */
export const parsePairs = (text: string): ReadonlyArray<readonly [string, string]> => {
  if (text === "") return []
  const body = /^\[(.*)\]$/s.exec(text)?.[1]
  const parts = body === undefined ? undefined : body === "" ? [] : body.split(/(?<="),(?=")/)
  const pairs = parts?.map((part) => /^"([^="]+)=([^"]*)"$/s.exec(part))
  if (pairs === undefined || pairs.includes(null)) throw parameterInvalid(`Invalid tags or attributes: '${text}'.`)
  return pairs.map((pair) => [pair![1]!, pair![2]!] as const).sort(([a], [b]) => compareKeys(a, b))
}

export const writePairs = (pairs: ReadonlyArray<readonly [string, string]>): string =>
  `[${pairs.map(([name, value]) => `"${name}=${value}"`).join(",")}]`

export const seriesOf = ({ measurement = "", source = "", tagList, tags = "" }: T.TimeseriesKey): Series => {
  if (measurement === "") throw parameterInvalid("The measurement of a time series is missing.")
  const listed = tagList.map(({ name, value }) => [name, value] as const).sort(([a], [b]) => compareKeys(a, b))
  return { measurement, source, tags: listed.length > 0 ? listed : parsePairs(tags) }
}

export const keyMessage = ({ measurement, source, tags }: Series): T.TimeseriesKey => ({
  measurement,
  source,
  tags: writePairs(tags),
  tagList: []
})

/** The key columns by which the service tells series apart; the first spreads them over partitions. */
export const seriesKey = (series: Series): PrimaryKey => [
  { name: "_#h", value: seriesText(series).length.toString(16).padStart(4, "0") },
  { name: "_m_name", value: series.measurement },
  { name: "_data_source", value: series.source },
  { name: "_tags", value: writePairs(series.tags) }
]

/** A text that is the same for the same series. */
export const seriesText = ({ measurement, source, tags }: Series): string =>
  JSON.stringify([measurement, source, ...tags])
