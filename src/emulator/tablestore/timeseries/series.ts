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
  const listed = tagList.map(({ name, value }) => [name, value] as const).sort(([a], [b]) => compareKeys(a, b))
  return { measurement, source, tags: listed.length > 0 ? listed : parsePairs(tags) }
}

export const keyMessage = ({ measurement, source, tags }: Series): T.TimeseriesKey => ({
  measurement,
  source,
  // Clients that know tables of either version look in one of them.
  tags: writePairs(tags),
  tagList: tags.map(([name, value]) => ({ name, value }))
})

const serviceKey = ["_m_name", "_data_source", "_tags"]

/** Names of the columns that tell the series of a table apart: its own, or those that all others have. */
export const keyNames = ({ timeseriesKeySchema }: T.TimeseriesTableMeta): ReadonlyArray<string> =>
  timeseriesKeySchema.length === 0 ? serviceKey : timeseriesKeySchema

const keyValue = ({ measurement, source, tags }: Series, name: string, names: ReadonlyArray<string>): string => {
  switch (name) {
    case "_m_name":
      return measurement
    case "_data_source":
      return source
    case "_tags":
      // Tags with a column of their own are not told twice.
      return writePairs(tags.filter((tag) => !names.includes(tag[0])))
    default:
      return tags.find((tag) => tag[0] === name)?.[1] ?? ""
  }
}

/** The key columns by which a table tells series apart; the first spreads them over partitions. */
export const seriesKey = (series: Series, meta: T.TimeseriesTableMeta): PrimaryKey => {
  const names = keyNames(meta)
  return [
    { name: "_#h", value: seriesText(series).length.toString(16).padStart(4, "0") },
    ...names.map((name) => ({ name, value: keyValue(series, name, names) }))
  ]
}

/** A text that is the same for the same series. */
export const seriesText = ({ measurement, source, tags }: Series): string =>
  JSON.stringify([measurement, source, ...tags])
