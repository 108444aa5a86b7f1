/** Rows of time series, and what is known of each series. Source: Tablestore, PutTimeseriesData and others. */
import type { PrimaryKeyColumn } from "../../../schema/tablestore/format/rowValue.ts"
import * as T from "../../../schema/tablestore/protobuf/generated/timeseries.ts"
import type { Instance } from "../engine/Instance.ts"
import { keyText } from "../engine/keyText.ts"
import { parameterInvalid } from "../refusals.ts"
import { followRow } from "./lastpointIndexes.ts"
import { metaTest } from "./metaConditions.ts"
import { decodeSeriesRows, encodeSeriesRows, isKeyField, keyFields } from "./payload.ts"
import { keyMessage, parsePairs, type SeriesRow, seriesText, writePairs } from "./series.ts"
import { maxBytesPerPut, maxRowsPerPut } from "./seriesLimits.ts"
import { checkedSeries, wrongWithRow } from "./seriesRules.ts"
import { metasOf, rowsOf, type SeriesMeta, type SeriesTable, seriesTable } from "./state.ts"

const maxRows = 5000
const maxMetas = 1000

const rowKey = (series: string, time: bigint, fields: ReadonlyArray<PrimaryKeyColumn> = []): string =>
  keyText([{ name: "series", value: series }, { name: "time", value: time }, ...fields])

const writtenRows = (rowsData: T.TimeseriesRows): ReadonlyArray<SeriesRow> => {
  if (rowsData.rowsData.length > maxBytesPerPut) {
    throw parameterInvalid(`The size of the rows exceeds the limit: ${maxBytesPerPut}.`)
  }
  const rows = decodeSeriesRows(rowsData)
  if (rows.length === 0) throw parameterInvalid("No row is specified.")
  if (rows.length > maxRowsPerPut) throw parameterInvalid(`The number of rows exceeds the limit: ${maxRowsPerPut}.`)
  return rows
}

/** Writes rows; each takes the place of one that is there already. Source: Tablestore, write time series data. */
export const putSeriesData = (
  instance: Instance,
  request: T.PutTimeseriesDataRequest,
  nowMillis: number
): T.PutTimeseriesDataResponse => {
  const table = seriesTable(instance, request.tableName)
  const rows = rowsOf(instance, table)
  const metas = metasOf(instance, table)
  const failedRows: Array<T.FailedRowInfo> = []
  for (const [rowIndex, row] of writtenRows(request.rowsData).entries()) {
    const errorMessage = wrongWithRow(row, table.meta)
    if (errorMessage !== undefined) {
      failedRows.push({ rowIndex, errorCode: "OTSParameterInvalid", errorMessage })
      continue
    }
    const series = seriesText(row.series)
    const key = rowKey(series, row.time, keyFields(row, table.meta))
    rows.set(key, { ...row, writtenMillis: nowMillis })
    followRow(instance, table, row, nowMillis)
    if (request.metaUpdateMode !== T.MetaUpdateMode.MUM_IGNORE) {
      const attributes = metas.get(series)?.attributes ?? []
      metas.set(series, { series: row.series, attributes, updateTime: BigInt(nowMillis) * 1000n })
    }
  }
  return { failedRows }
}

const isAlive = ({ meta }: SeriesTable, nowMillis: number): ((row: SeriesRow) => boolean) => {
  const timeToLive = meta.tableOptions?.timeToLive ?? -1
  const limit = BigInt(nowMillis - timeToLive * 1000) * 1000n
  return ({ time }) => timeToLive === -1 || time >= limit
}

const limitOf = (limit: number | undefined, max: number): number => {
  if (limit !== undefined && limit <= 0) throw parameterInvalid("The limit must be greater than 0.")
  return Math.min(limit ?? max, max)
}

const withFields = (
  row: SeriesRow,
  fieldsToGet: ReadonlyArray<T.TimeseriesFieldsToGet>,
  meta: T.TimeseriesTableMeta
): SeriesRow => {
  if (fieldsToGet.length === 0) return row
  const isWanted = (name: string) => isKeyField(name, meta) || fieldsToGet.some((field) => field.name === name)
  return { ...row, fields: row.fields.filter(([name]) => isWanted(name)) }
}

/** Tokens are the number of rows that came before. */
const placeOf = (token: Uint8Array | undefined): number => {
  if (token === undefined || token.length === 0) return 0
  const text = new TextDecoder().decode(token)
  if (!/^\d{1,9}$/.test(text)) throw parameterInvalid("Invalid token.")
  return Number(text)
}

interface Page<A> {
  readonly items: ReadonlyArray<A>
  readonly nextToken?: Uint8Array
}

const pageOf = <A>(all: ReadonlyArray<A>, token: Uint8Array | undefined, limit: number): Page<A> => {
  const from = placeOf(token)
  const items = all.slice(from, from + limit)
  return from + items.length < all.length
    ? { items, nextToken: new TextEncoder().encode(String(from + items.length)) }
    : { items }
}

export const getSeriesData = (
  instance: Instance,
  request: T.GetTimeseriesDataRequest,
  nowMillis: number
): T.GetTimeseriesDataResponse => {
  const table = seriesTable(instance, request.tableName)
  const { backward, beginTime = 0n, endTime, fieldsToGet, specificTime } = request
  const series = seriesText(checkedSeries(request.timeSeriesKey, table.meta))
  const from = specificTime ?? beginTime
  const to = specificTime === undefined ? (endTime ?? 2n ** 63n - 1n) : specificTime + 1n
  if (from < 0n) throw parameterInvalid("The begin time must not be negative.")
  if (from >= to) throw parameterInvalid("The begin time must be less than the end time.")
  const alive = isAlive(table, nowMillis)
  const rows = [...rowsOf(instance, table).scan({ from: rowKey(series, from) })]
    .map(([, row]) => row)
    .filter((row) => seriesText(row.series) === series && row.time < to && alive(row))
  if (backward === true) rows.reverse()
  const { items, ...next } = pageOf(rows, request.token, limitOf(request.limit, maxRows))
  return {
    rowsData: encodeSeriesRows(
      items.map((row) => withFields(row, fieldsToGet, table.meta)),
      table.meta
    ),
    ...next
  }
}

export const scanSeriesData = (
  instance: Instance,
  request: T.ScanTimeseriesDataRequest,
  nowMillis: number
): T.ScanTimeseriesDataResponse => {
  const table = seriesTable(instance, request.tableName)
  const { endTimeUs, fieldsToGet, limit, splitInfo, startTimeUs = 0n, token } = request
  if (startTimeUs < 0n) throw parameterInvalid("The start time must not be negative.")
  if (endTimeUs !== undefined && startTimeUs >= endTimeUs) {
    throw parameterInvalid("The start time must be less than the end time.")
  }
  const measurement = new TextDecoder().decode(splitInfo)
  const alive = isAlive(table, nowMillis)
  const rows = [...rowsOf(instance, table).scan()]
    .map(([, row]) => row)
    .filter(
      (row) =>
        alive(row) &&
        row.time >= startTimeUs &&
        (endTimeUs === undefined || row.time < endTimeUs) &&
        (measurement === "" || row.series.measurement === measurement)
    )
  const { items, ...next } = pageOf(rows, token, limitOf(limit, maxRows))
  return {
    dataSerializeType: T.RowsSerializeType.RST_PLAIN_BUFFER,
    data: encodeSeriesRows(
      items.map((row) => withFields(row, fieldsToGet, table.meta)),
      table.meta
    ),
    ...next
  }
}

/** One part, which names the measurement that it holds. */
export const splitScan = (
  instance: Instance,
  request: T.SplitTimeseriesScanTaskRequest
): T.SplitTimeseriesScanTaskResponse => {
  seriesTable(instance, request.tableName)
  if (request.splitCountHint <= 0) throw parameterInvalid("The split count must be greater than 0.")
  return { splitInfos: [new TextEncoder().encode(request.measurementName ?? "")] }
}

const metaMessage = ({ attributes, series, updateTime }: SeriesMeta): T.TimeseriesMeta => ({
  timeSeriesKey: keyMessage(series),
  attributes: writePairs(attributes),
  updateTime
})

export const queryMetas = (
  instance: Instance,
  request: T.QueryTimeseriesMetaRequest
): T.QueryTimeseriesMetaResponse => {
  const table = seriesTable(instance, request.tableName)
  const test = request.condition === undefined ? () => true : metaTest(request.condition)
  const found = [...metasOf(instance, table).scan()].map(([, meta]) => meta).filter(test)
  const { items, ...next } = pageOf(found, request.token, limitOf(request.limit, maxMetas))
  return {
    timeseriesMetas: items.map(metaMessage),
    ...(request.getTotalHit === true ? { totalHit: BigInt(found.length) } : {}),
    ...next
  }
}

export const updateMetas = (
  instance: Instance,
  request: T.UpdateTimeseriesMetaRequest,
  nowMillis: number
): T.UpdateTimeseriesMetaResponse => {
  const table = seriesTable(instance, request.tableName)
  if (table.meta.metaOptions?.allowUpdateAttributes === false) {
    throw parameterInvalid("The attributes of the time series of this table can't be updated.")
  }
  const metas = metasOf(instance, table)
  const changed = request.timeseriesMeta.map(({ attributes, timeSeriesKey }) => ({
    series: checkedSeries(timeSeriesKey, table.meta),
    attributes: parsePairs(attributes ?? ""),
    updateTime: BigInt(nowMillis) * 1000n
  }))
  for (const meta of changed) metas.set(seriesText(meta.series), meta)
  return { failedRows: [] }
}

export const deleteMetas = (
  instance: Instance,
  request: T.DeleteTimeseriesMetaRequest
): T.DeleteTimeseriesMetaResponse => {
  const table = seriesTable(instance, request.tableName)
  const metas = metasOf(instance, table)
  const all = request.timeseriesKey.map((key) => checkedSeries(key, table.meta))
  for (const series of all) metas.delete(seriesText(series))
  return { failedRows: [] }
}
