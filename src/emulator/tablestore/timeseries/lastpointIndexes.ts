/**
 * Lastpoint indexes of time series tables, and of ordinary ones: tables that calls on rows can read.
 * Source: Tablestore, CreateTimeseriesLastpointIndex.
 */
import type * as T from "../../../schema/tablestore/protobuf/generated/timeseries.ts"
import type { Instance } from "../engine/Instance.ts"
import { checkMainOptions } from "../engine/indexTables.ts"
import { keyText } from "../engine/keyText.ts"
import { offerPoint, updateLastpoints } from "../engine/lastpoints.ts"
import type { KeyColumn, Options, StoredCell, Table } from "../engine/model.ts"
import { countTables, isTaken } from "../engine/tableNames.ts"
import { refuseSearched, removeTable } from "../engine/tables.ts"
import { visible } from "../engine/versions.ts"
import { defaultDeviationSeconds, maxTables } from "../limits.ts"
import { objectAlreadyExists, objectNotExist, parameterInvalid, tooManyTables } from "../refusals.ts"
import { checkCopies } from "./analyticalStores.ts"
import { type SeriesRow, seriesKey } from "./series.ts"
import { isSeriesTableName } from "./seriesLimits.ts"
import { rowsOf, type SeriesTable, saveSeriesTable, seriesTable } from "./state.ts"

const checkNewName = (instance: Instance, name: string): void => {
  if (!isSeriesTableName(name)) throw parameterInvalid(`Invalid index name: '${name}'.`)
  if (isTaken(instance, name)) throw objectAlreadyExists("Requested index already exists.")
}

interface NewIndex {
  readonly name: string
  readonly mainTable: string
  readonly key: ReadonlyArray<KeyColumn>
  readonly options: Options
  readonly stream?: Table["stream"]
}

const addTable = (instance: Instance, index: NewIndex, nowMillis: number): Table => {
  const table: Table = {
    ...index,
    id: instance.makeId("table", nowMillis),
    definedColumns: [],
    throughput: { read: 0, write: 0, changedSeconds: Math.floor(nowMillis / 1000) },
    localTransactions: false,
    createdMillis: nowMillis,
    indexes: []
  }
  instance.tables.set(index.name, table)
  return table
}

/** Name of the column that holds the time of the last row, in microseconds. */
const timeColumn = "_time"

/** Offers a row to an index. Of rows within one millisecond, which is all that versions tell, the later one counts. */
const offerRow = (
  instance: Instance,
  indexTable: Table,
  { fields, series, time }: SeriesRow,
  meta: T.TimeseriesTableMeta,
  nowMillis: number
): void => {
  const timestamp = Number(time / 1000n)
  const primaryKey = seriesKey(series, meta)
  const cells: ReadonlyArray<StoredCell> = [...fields, [timeColumn, time] as const].map(([name, value]) => ({
    name,
    value,
    timestamp
  }))
  const known = instance.rows(indexTable).get(keyText(primaryKey))?.cells ?? []
  const last = known.find(({ name }) => name === timeColumn)?.value
  const isEarlier = typeof last === "bigint" && time < last
  const isTie = ({ name }: StoredCell): boolean =>
    isEarlier && known.some((cell) => cell.name === name && cell.timestamp === timestamp)
  offerPoint(instance, indexTable, { primaryKey, cells: cells.filter((cell) => !isTie(cell)) }, nowMillis)
}

/** Lets the lastpoint indexes of a time series table follow a written row. */
export const followRow = (instance: Instance, table: SeriesTable, row: SeriesRow, nowMillis: number): void => {
  for (const name of table.lastpoints) {
    const indexTable = instance.tables.get(name)
    if (indexTable !== undefined) offerRow(instance, indexTable, row, table.meta, nowMillis)
  }
}

const optionsOf = ({ meta }: SeriesTable): Options => ({
  timeToLive: meta.tableOptions?.timeToLive ?? -1,
  maxVersions: 1,
  deviationSeconds: defaultDeviationSeconds,
  allowUpdate: true,
  updateFullRow: false
})

/** Makes an index of a time series table. */
export const addSeriesIndex = (
  instance: Instance,
  tableName: string,
  name: string,
  { includeBaseData }: { readonly includeBaseData: boolean },
  nowMillis: number
): void => {
  const table = seriesTable(instance, tableName)
  checkNewName(instance, name)
  checkCopies(instance, table)
  const key = seriesKey({ measurement: "", source: "", tags: [] }, table.meta).map(
    (column): KeyColumn => ({
      name: column.name,
      type: "STRING",
      autoIncrement: false
    })
  )
  const indexTable = addTable(instance, { name, mainTable: tableName, key, options: optionsOf(table) }, nowMillis)
  saveSeriesTable(instance, { ...table, lastpoints: [...table.lastpoints, name] })
  if (!includeBaseData) return
  for (const [, row] of rowsOf(instance, table).scan()) offerRow(instance, indexTable, row, table.meta, nowMillis)
}

/** The options of its indexes follow those of a time series table. */
export const updateSeriesIndexes = (instance: Instance, table: SeriesTable): void => {
  for (const name of table.lastpoints) {
    const indexTable = instance.tables.get(name)
    if (indexTable !== undefined) instance.tables.set(name, { ...indexTable, options: optionsOf(table) })
  }
}

/** The key of an index of an ordinary table: some of its key columns, the partition key first. */
const keyOf = ({ key }: Table, names: ReadonlyArray<string>): ReadonlyArray<KeyColumn> => {
  if (names[0] !== key[0]!.name) {
    throw parameterInvalid("The first column of a lastpoint index must be the partition key.")
  }
  if (new Set(names).size < names.length) throw parameterInvalid("Duplicated index column.")
  if (names.length >= key.length) throw parameterInvalid("A lastpoint index must leave out key columns of its table.")
  const unknown = names.find((name) => !key.some((column) => column.name === name))
  if (unknown !== undefined) throw parameterInvalid(`Index column: '${unknown}' is no key column.`)
  return key.filter(({ name }) => names.includes(name)).map((column) => ({ ...column, autoIncrement: false }))
}

const addWideIndex = (
  instance: Instance,
  {
    includeBaseData = false,
    indexPrimaryKeyNames,
    indexTableName,
    mainTableName
  }: T.CreateTimeseriesLastpointIndexRequest,
  nowMillis: number
): void => {
  const table = instance.table(mainTableName)
  if (table.mainTable !== undefined) throw parameterInvalid("An index table can't have indexes.")
  checkMainOptions(table)
  const key = keyOf(table, indexPrimaryKeyNames)
  checkNewName(instance, indexTableName)
  if (countTables(instance) >= maxTables) throw tooManyTables()
  const { options } = table
  const stream =
    table.stream === undefined
      ? undefined
      : { ...table.stream, id: instance.makeId("stream", nowMillis), shardId: instance.makeId("shard", nowMillis) }
  const indexTable = addTable(
    instance,
    { name: indexTableName, mainTable: mainTableName, key, options, stream },
    nowMillis
  )
  instance.tables.set(mainTableName, { ...table, lastpoints: [...(table.lastpoints ?? []), indexTableName] })
  if (!includeBaseData) return
  for (const [, stored] of instance.rows(table).scan()) {
    const row = visible(stored, table.options, nowMillis)
    updateLastpoints(instance, { ...table, lastpoints: [indexTable.name] }, row, nowMillis)
  }
}

export const createLastpointIndex = (
  instance: Instance,
  request: T.CreateTimeseriesLastpointIndexRequest,
  nowMillis: number
): void => {
  const { createOnWideColumnTable = false, includeBaseData = false, indexPrimaryKeyNames } = request
  if (createOnWideColumnTable) {
    addWideIndex(instance, request, nowMillis)
    return
  }
  if (indexPrimaryKeyNames.length > 0) {
    throw parameterInvalid("The key of a lastpoint index can be chosen for a wide column table only.")
  }
  addSeriesIndex(instance, request.mainTableName, request.indexTableName, { includeBaseData }, nowMillis)
}

export const deleteLastpointIndex = (instance: Instance, request: T.DeleteTimeseriesLastpointIndexRequest): void => {
  const { indexTableName: name, mainTableName } = request
  const wide = instance.tables.get(mainTableName)
  const lastpoints = wide === undefined ? seriesTable(instance, mainTableName).lastpoints : (wide.lastpoints ?? [])
  if (!lastpoints.includes(name)) throw objectNotExist("Requested index does not exist.")
  refuseSearched(instance, name)
  const left = lastpoints.filter((one) => one !== name)
  if (wide === undefined) saveSeriesTable(instance, { ...seriesTable(instance, mainTableName), lastpoints: left })
  else instance.tables.set(mainTableName, { ...wide, lastpoints: left })
  removeTable(instance, name)
}
