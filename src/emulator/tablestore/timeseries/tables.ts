/** Time series tables. Source: Tablestore, CreateTimeseriesTable and others. */
import type * as T from "../../../schema/tablestore/protobuf/generated/timeseries.ts"
import { clear, type Instance } from "../engine/Instance.ts"
import { countTables, isTaken } from "../engine/tableNames.ts"
import { refuseSearched, removeTable } from "../engine/tables.ts"
import { maxSeriesCopies, maxTables } from "../limits.ts"
import { objectAlreadyExists, parameterInvalid, tooManyTables } from "../refusals.ts"
import { firstStores, storeMessage } from "./analyticalStores.ts"
import { addSeriesIndex, updateSeriesIndexes } from "./lastpointIndexes.ts"
import { isSeriesTableName, minDataSeconds, minMetaSeconds } from "./seriesLimits.ts"
import { checkKeySchema } from "./seriesRules.ts"
import { metasOf, rowsOf, saveSeriesTable, seriesTable, seriesTables } from "./state.ts"
import { checkTimeToLive } from "./timeToLive.ts"

/** Refuses lastpoint indexes that could not be made: nothing shall be half done. */
const checkIndexes = (instance: Instance, tableName: string, names: ReadonlyArray<string>): void => {
  for (const [i, name] of names.entries()) {
    if (!isSeriesTableName(name)) throw parameterInvalid(`Invalid index name: '${name}'.`)
    if (name === tableName || names.indexOf(name) !== i || isTaken(instance, name)) {
      throw objectAlreadyExists("Requested index already exists.")
    }
  }
}

export const createSeriesTable = (
  instance: Instance,
  request: T.CreateTimeseriesTableRequest,
  nowMillis: number
): void => {
  const { lastpointIndexMetas, tableMeta } = request
  const { tableName, tableOptions } = tableMeta
  if (!isSeriesTableName(tableName)) throw parameterInvalid(`Invalid table name: '${tableName}'.`)
  checkTimeToLive(tableOptions?.timeToLive, minDataSeconds)
  checkTimeToLive(tableMeta.metaOptions?.metaTimeToLive, minMetaSeconds)
  checkKeySchema(tableMeta)
  const stores = firstStores(request, nowMillis)
  const indexNames = lastpointIndexMetas.map(({ indexTableName }) => indexTableName)
  if (isTaken(instance, tableName)) throw objectAlreadyExists()
  checkIndexes(instance, tableName, indexNames)
  if (stores.length + indexNames.length > maxSeriesCopies) {
    throw parameterInvalid(
      `The number of lastpoint indexes and analytical stores exceeds the limit: ${maxSeriesCopies}.`
    )
  }
  if (countTables(instance) + 2 + stores.length + indexNames.length > maxTables) throw tooManyTables()
  saveSeriesTable(instance, {
    id: instance.makeId("timeseries", nowMillis),
    meta: {
      ...tableMeta,
      tableOptions: { timeToLive: tableOptions?.timeToLive ?? -1 },
      metaOptions: { allowUpdateAttributes: true, metaTimeToLive: -1, ...tableMeta.metaOptions },
      status: "CREATED"
    },
    stores,
    lastpoints: []
  })
  for (const name of indexNames) addSeriesIndex(instance, tableName, name, { includeBaseData: false }, nowMillis)
}

export const listSeriesTables = (instance: Instance): T.ListTimeseriesTableResponse => ({
  tableMetas: [...seriesTables(instance).scan()].map(([, { meta }]) => meta)
})

export const describeSeriesTable = (instance: Instance, name: string): T.DescribeTimeseriesTableResponse => {
  const { lastpoints, meta, stores } = seriesTable(instance, name)
  return {
    tableMeta: meta,
    analyticalStores: stores.map(storeMessage),
    lastpointIndexes: lastpoints.map((indexTableName) => ({ indexTableName }))
  }
}

export const updateSeriesTable = (instance: Instance, request: T.UpdateTimeseriesTableRequest): void => {
  const table = seriesTable(instance, request.tableName)
  const { metaOptions, tableOptions } = request
  if (tableOptions === undefined && metaOptions === undefined)
    throw parameterInvalid("No parameter is specified in table options.")
  checkTimeToLive(tableOptions?.timeToLive, minDataSeconds)
  checkTimeToLive(metaOptions?.metaTimeToLive, minMetaSeconds)
  const changed = {
    ...table,
    meta: {
      ...table.meta,
      tableOptions: { ...table.meta.tableOptions, ...tableOptions },
      metaOptions: { ...table.meta.metaOptions, ...metaOptions }
    }
  }
  saveSeriesTable(instance, changed)
  updateSeriesIndexes(instance, changed)
}

export const deleteSeriesTable = (instance: Instance, name: string): void => {
  const table = seriesTable(instance, name)
  for (const index of table.lastpoints) refuseSearched(instance, index)
  for (const index of table.lastpoints) removeTable(instance, index)
  seriesTables(instance).delete(name)
  clear(rowsOf(instance, table))
  clear(metasOf(instance, table))
}
