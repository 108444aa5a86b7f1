/** Analytical stores: copies of a time series table with a time to live of their own. Source: Tablestore, analytical store. */
import * as T from "../../../schema/tablestore/protobuf/generated/timeseries.ts"
import type { Instance } from "../engine/Instance.ts"
import { countTables } from "../engine/tableNames.ts"
import { sizeOf } from "../engine/values.ts"
import { maxAnalyticalStores, maxSeriesCopies, maxTables, utf8Length } from "../limits.ts"
import { objectAlreadyExists, objectNotExist, parameterInvalid, tooManyTables } from "../refusals.ts"
import { seriesText } from "./series.ts"
import { isSeriesTableName, minStoreSeconds } from "./seriesLimits.ts"
import { rowsOf, type SeriesTable, type StoredStore, saveSeriesTable, seriesTable } from "./state.ts"
import { checkTimeToLive } from "./timeToLive.ts"

/** Name of the store that a table gets when it is made with one, but without saying which. */
const defaultName = "default_analytical_store"

/** Refuses one more copy than a table may have. */
export const checkCopies = (instance: Instance, { lastpoints, stores }: SeriesTable): void => {
  if (lastpoints.length + stores.length >= maxSeriesCopies) {
    throw parameterInvalid(
      `The number of lastpoint indexes and analytical stores exceeds the limit: ${maxSeriesCopies}.`
    )
  }
  if (countTables(instance) >= maxTables) throw tooManyTables()
}

const syncOptions: ReadonlySet<number> = new Set(Object.values(T.AnalyticalStoreSyncType))

const storeOf = (store: T.TimeseriesAnalyticalStore, createdMillis: number): StoredStore => {
  const { storeName: name = "", syncOption = T.AnalyticalStoreSyncType.SYNC_TYPE_FULL, timeToLive = -1 } = store
  if (!isSeriesTableName(name)) throw parameterInvalid(`Invalid analytical store name: '${name}'.`)
  checkTimeToLive(timeToLive, minStoreSeconds)
  if (!syncOptions.has(syncOption)) throw parameterInvalid("Invalid sync option of an analytical store.")
  return { name, timeToLive, syncOption, createdMillis }
}

const addStore = (instance: Instance, tableName: string, store: StoredStore): void => {
  const table = seriesTable(instance, tableName)
  if (table.stores.some(({ name }) => name === store.name)) {
    throw objectAlreadyExists("Requested analytical store already exists.")
  }
  if (table.stores.length >= maxAnalyticalStores) {
    throw parameterInvalid(`The number of analytical stores exceeds the limit: ${maxAnalyticalStores}.`)
  }
  checkCopies(instance, table)
  saveSeriesTable(instance, { ...table, stores: [...table.stores, store] })
}

/** The stores that a table is made with. */
export const firstStores = (request: T.CreateTimeseriesTableRequest, nowMillis: number): ReadonlyArray<StoredStore> => {
  const { analyticalStores, enableAnalyticalStore } = request
  if (enableAnalyticalStore === false && analyticalStores.length > 0) {
    throw parameterInvalid("Analytical stores are given, but not enabled.")
  }
  if (analyticalStores.length > maxAnalyticalStores) {
    throw parameterInvalid(`The number of analytical stores exceeds the limit: ${maxAnalyticalStores}.`)
  }
  const wanted =
    enableAnalyticalStore === true && analyticalStores.length === 0 ? [{ storeName: defaultName }] : analyticalStores
  return wanted.map((store) => storeOf(store, nowMillis))
}

export const createStore = (
  instance: Instance,
  request: T.CreateTimeseriesAnalyticalStoreRequest,
  nowMillis: number
): void => {
  seriesTable(instance, request.tableName)
  if (request.analyticalStore === undefined) throw parameterInvalid("No analytical store is specified.")
  addStore(instance, request.tableName, storeOf(request.analyticalStore, nowMillis))
}

const storeNamed = (table: SeriesTable, name: string | undefined): StoredStore => {
  const store = table.stores.find((one) => one.name === name)
  if (store === undefined) throw objectNotExist("Requested analytical store does not exist.")
  return store
}

/** Only the time to live can be changed. */
export const updateStore = (instance: Instance, request: T.UpdateTimeseriesAnalyticalStoreRequest): void => {
  const table = seriesTable(instance, request.tableName)
  const { storeName, syncOption, timeToLive } = request.analyticalStore
  const store = storeNamed(table, storeName)
  if (syncOption !== undefined && syncOption !== store.syncOption) {
    throw parameterInvalid("The sync option of an analytical store can't be changed.")
  }
  if (timeToLive === undefined) throw parameterInvalid("No parameter of the analytical store is specified.")
  checkTimeToLive(timeToLive, minStoreSeconds)
  const stores = table.stores.map((one) => (one === store ? { ...store, timeToLive } : one))
  saveSeriesTable(instance, { ...table, stores })
}

export const deleteStore = (instance: Instance, request: T.DeleteTimeseriesAnalyticalStoreRequest): void => {
  const table = seriesTable(instance, request.tableName)
  const store = storeNamed(table, request.storeName)
  saveSeriesTable(instance, { ...table, stores: table.stores.filter((one) => one !== store) })
}

export const storeMessage = ({ name, syncOption, timeToLive }: StoredStore): T.TimeseriesAnalyticalStore => ({
  storeName: name,
  timeToLive,
  syncOption
})

/** Bytes of the rows that a store holds: since it was made, or all of them, as far as it keeps them. */
const storedBytes = (instance: Instance, table: SeriesTable, store: StoredStore, nowMillis: number): number => {
  const { createdMillis, syncOption, timeToLive } = store
  const since = syncOption === T.AnalyticalStoreSyncType.SYNC_TYPE_INCR ? createdMillis : 0
  const oldest = timeToLive === -1 ? 0n : BigInt(nowMillis - timeToLive * 1000) * 1000n
  let bytes = 0
  for (const [, { fields, series, time, writtenMillis }] of rowsOf(instance, table).scan()) {
    if (writtenMillis < since || time < oldest) continue
    bytes += utf8Length(seriesText(series)) + 8
    for (const [name, value] of fields) bytes += utf8Length(name) + sizeOf(value)
  }
  return bytes
}

export const describeStore = (
  instance: Instance,
  request: T.DescribeTimeseriesAnalyticalStoreRequest,
  nowMillis: number
): T.DescribeTimeseriesAnalyticalStoreResponse => {
  const table = seriesTable(instance, request.tableName)
  const store = storeNamed(table, request.storeName)
  const isSynced = nowMillis >= store.createdMillis + instance.settings.readyAfterMillis
  const nowMicros = BigInt(nowMillis) * 1000n
  return {
    analyticalStore: storeMessage(store),
    syncStat: {
      syncPhase: isSynced ? T.AnalyticalStoreSyncType.SYNC_TYPE_INCR : store.syncOption,
      currentSyncTimestamp: isSynced ? nowMicros : BigInt(store.createdMillis) * 1000n
    },
    storageSize: { size: BigInt(storedBytes(instance, table, store, nowMillis)), timestamp: nowMicros }
  }
}
