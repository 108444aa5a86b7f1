/** Time series tables. Source: Tablestore, CreateTimeseriesTable and others. */
import type * as T from "../../../schema/tablestore/generated/timeseries.ts"
import type { Table as StoreTable } from "../../Store.ts"
import { clear, type Instance } from "../engine/Instance.ts"
import { countTables } from "../engine/tables.ts"
import { objectAlreadyExists, objectNotExist, parameterInvalid, tooManyTables } from "../faults.ts"
import { isName, maxTables } from "../limits.ts"
import type { Series, SeriesRow } from "./series.ts"

export interface SeriesTable {
  readonly id: string
  readonly meta: T.TimeseriesTableMeta
}

/** What is known of one time series. */
export interface SeriesMeta {
  readonly series: Series
  readonly attributes: ReadonlyArray<readonly [string, string]>
  /** Microseconds. */
  readonly updateTime: bigint
}

const tables = (instance: Instance) => instance.stored<SeriesTable>("timeseriesTables")

/** Rows by series and time. */
export const rowsOf = (instance: Instance, { id }: SeriesTable): StoreTable<SeriesRow> =>
  instance.stored(`timeseriesRows/${id}`)

/** Series by their text. */
export const metasOf = (instance: Instance, { id }: SeriesTable): StoreTable<SeriesMeta> =>
  instance.stored(`timeseriesMetas/${id}`)

export const seriesTable = (instance: Instance, name: string): SeriesTable => {
  const table = tables(instance).get(name)
  if (table === undefined) throw objectNotExist()
  return table
}

const checkTimeToLive = (timeToLive: number | undefined): void => {
  if (timeToLive !== undefined && (timeToLive === 0 || timeToLive < -1)) {
    throw parameterInvalid("TimeToLive cannot be 0 or less than -1.")
  }
}

export const createSeriesTable = (
  instance: Instance,
  request: T.CreateTimeseriesTableRequest,
  nowMillis: number
): void => {
  const { analyticalStores, lastpointIndexMetas, tableMeta } = request
  const { tableName, tableOptions } = tableMeta
  if (!isName(tableName)) throw parameterInvalid(`Invalid table name: '${tableName}'.`)
  if (analyticalStores.length > 0 || lastpointIndexMetas.length > 0) {
    throw parameterInvalid("The emulator does not provide analytical stores and lastpoint indexes.")
  }
  checkTimeToLive(tableOptions?.timeToLive)
  if (tables(instance).get(tableName) !== undefined || instance.tables.get(tableName) !== undefined) {
    throw objectAlreadyExists()
  }
  if (countTables(instance) >= maxTables) throw tooManyTables()
  tables(instance).set(tableName, {
    id: instance.makeId("timeseries", nowMillis),
    meta: {
      ...tableMeta,
      tableOptions: { timeToLive: tableOptions?.timeToLive ?? -1 },
      metaOptions: { allowUpdateAttributes: true, metaTimeToLive: -1, ...tableMeta.metaOptions },
      status: "CREATED"
    }
  })
}

export const listSeriesTables = (instance: Instance): T.ListTimeseriesTableResponse => ({
  tableMetas: [...tables(instance).scan()].map(([, { meta }]) => meta)
})

export const describeSeriesTable = (instance: Instance, name: string): T.DescribeTimeseriesTableResponse => ({
  tableMeta: seriesTable(instance, name).meta,
  analyticalStores: [],
  lastpointIndexes: []
})

export const updateSeriesTable = (instance: Instance, request: T.UpdateTimeseriesTableRequest): void => {
  const table = seriesTable(instance, request.tableName)
  const { metaOptions, tableOptions } = request
  if (tableOptions === undefined && metaOptions === undefined)
    throw parameterInvalid("No parameter is specified in table options.")
  checkTimeToLive(tableOptions?.timeToLive)
  checkTimeToLive(metaOptions?.metaTimeToLive)
  tables(instance).set(request.tableName, {
    ...table,
    meta: {
      ...table.meta,
      tableOptions: { ...table.meta.tableOptions, ...tableOptions },
      metaOptions: { ...table.meta.metaOptions, ...metaOptions }
    }
  })
}

export const deleteSeriesTable = (instance: Instance, name: string): void => {
  const table = seriesTable(instance, name)
  tables(instance).delete(name)
  clear(rowsOf(instance, table))
  clear(metasOf(instance, table))
}
