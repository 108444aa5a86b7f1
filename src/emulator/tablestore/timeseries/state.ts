/** What is stored of time series tables. */
import type * as T from "../../../schema/tablestore/protobuf/generated/timeseries.ts"
import type { Table as StoreTable } from "../../Store.ts"
import type { Instance } from "../engine/Instance.ts"
import { objectNotExist } from "../refusals.ts"
import type { Series, SeriesRow } from "./series.ts"

/** An analytical store. */
export interface StoredStore {
  readonly name: string
  /** Seconds; -1 is forever. */
  readonly timeToLive: number
  readonly syncOption: T.AnalyticalStoreSyncType
  readonly createdMillis: number
}

export interface SeriesTable {
  readonly id: string
  readonly meta: T.TimeseriesTableMeta
  readonly stores: ReadonlyArray<StoredStore>
  /** Names of the tables that are its lastpoint indexes. */
  readonly lastpoints: ReadonlyArray<string>
}

export interface StoredSeriesRow extends SeriesRow {
  readonly writtenMillis: number
}

/** What is known of one time series. */
export interface SeriesMeta {
  readonly series: Series
  readonly attributes: ReadonlyArray<readonly [string, string]>
  /** Microseconds. */
  readonly updateTime: bigint
}

export const seriesTables = (instance: Instance): StoreTable<SeriesTable> => instance.stored("timeseriesTables")

/** Rows by series and time. */
export const rowsOf = (instance: Instance, { id }: SeriesTable): StoreTable<StoredSeriesRow> =>
  instance.stored(`timeseriesRows/${id}`)

/** Series by their text. */
export const metasOf = (instance: Instance, { id }: SeriesTable): StoreTable<SeriesMeta> =>
  instance.stored(`timeseriesMetas/${id}`)

/** A time series table that must be there. */
export const seriesTable = (instance: Instance, name: string): SeriesTable => {
  const table = seriesTables(instance).get(name)
  if (table === undefined) throw objectNotExist()
  return table
}

export const saveSeriesTable = (instance: Instance, table: SeriesTable): void =>
  seriesTables(instance).set(table.meta.tableName, table)
