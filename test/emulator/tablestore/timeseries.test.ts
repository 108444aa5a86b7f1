/** Time series. */
import { describe, expect, test } from "vitest"
import type { Instance } from "../../../src/emulator/tablestore/engine/Instance.ts"
import {
  getSeriesData,
  putSeriesData,
  queryMetas,
  scanSeriesData,
  splitScan,
  updateMetas
} from "../../../src/emulator/tablestore/timeseries/data.ts"
import {
  createSeriesTable,
  deleteSeriesTable,
  describeSeriesTable,
  listSeriesTables
} from "../../../src/emulator/tablestore/timeseries/tables.ts"
import { decodeRows } from "../../../src/schema/tablestore/format/plainBufferDecoder.ts"
import * as T from "../../../src/schema/tablestore/protobuf/generated/timeseries.ts"
import { encodeTimeseriesRows } from "../../../src/schema/tablestore/timeseries/timeseriesRows.ts"
import { encodeMessage } from "../../../src/schema/wire/protobufMessage.ts"
import { makeInstance, refusalOf, start } from "./engine.ts"

const now = BigInt(start) * 1000n

const withSeries = (timeToLive = -1) => {
  const instance = makeInstance()
  const tableMeta = { tableName: "s", tableOptions: { timeToLive }, timeseriesKeySchema: [], fieldPrimaryKeySchema: [] }
  createSeriesTable(instance, { tableMeta, analyticalStores: [], lastpointIndexMetas: [] }, start)
  return instance
}

const key = (host: string): T.TimeseriesKey => ({
  measurement: "cpu",
  source: host,
  tags: '["os=linux","zone=a"]',
  tagList: []
})

const put = (instance: Instance, rows: ReadonlyArray<T.TimeseriesRow>) =>
  putSeriesData(
    instance,
    {
      tableName: "s",
      rowsData: { type: T.RowsSerializeType.RST_PROTO_BUFFER, rowsData: encodeMessage(T.TimeseriesPBRows, { rows }) }
    },
    start
  )

const row = (host: string, time: bigint, value: number): T.TimeseriesRow => ({
  timeseriesKey: key(host),
  time,
  fields: [
    { fieldName: "load", valueDouble: value },
    { fieldName: "name", valueString: host }
  ]
})

const get = (instance: Instance, host: string, more: Partial<T.GetTimeseriesDataRequest> = {}, at = start) =>
  decodeRows(
    getSeriesData(instance, { tableName: "s", timeSeriesKey: key(host), fieldsToGet: [], ...more }, at).rowsData
  )

const loads = (rows: ReturnType<typeof get>) =>
  rows.map(({ columns }) => columns.find(({ name }) => name.startsWith("load:"))?.value)

describe("time series", () => {
  test("are written and read by time", () => {
    const instance = withSeries()
    expect(put(instance, [row("h1", now, 1), row("h1", now + 1n, 2), row("h2", now, 3)]).failedRows).toEqual([])
    const rows = get(instance, "h1")
    expect(rows[0]!.primaryKey.slice(1)).toEqual([
      { name: "_m_name", value: "cpu" },
      { name: "_data_source", value: "h1" },
      { name: "_tags", value: '["os=linux","zone=a"]' },
      { name: "_time", value: now }
    ])
    expect(loads(rows)).toEqual([1, 2])
    expect(loads(get(instance, "h1", { backward: true }))).toEqual([2, 1])
    expect(loads(get(instance, "h1", { beginTime: now + 1n }))).toEqual([2])
    expect(loads(get(instance, "h1", { specificTime: now }))).toEqual([1])
    expect(get(instance, "h1", { fieldsToGet: [{ name: "name" }] })[0]!.columns).toHaveLength(1)
  })

  test("take the place of the row of their time", () => {
    const instance = withSeries()
    put(instance, [row("h1", now, 1)])
    put(instance, [{ ...row("h1", now, 2), fields: [{ fieldName: "other", valueInt: 3n }] }])
    expect(get(instance, "h1").map(({ columns }) => columns)).toEqual([[{ name: "other:i", value: 3n }]])
  })

  test("come in pages", () => {
    const instance = withSeries()
    put(instance, [row("h1", now, 1), row("h1", now + 1n, 2)])
    const first = getSeriesData(
      instance,
      { tableName: "s", timeSeriesKey: key("h1"), fieldsToGet: [], limit: 1 },
      start
    )
    expect(loads(decodeRows(first.rowsData))).toEqual([1])
    expect(loads(get(instance, "h1", { token: first.nextToken }))).toEqual([2])
  })

  test("are read from the FlatBuffers payload too, whose checksum counts", () => {
    const instance = withSeries()
    const fields = { a: 7n, b: true, c: 0.5, d: "ä", e: Uint8Array.of(1, 2) }
    const key = { measurement: "cpu", source: "h1", tags: { zone: "a", os: "linux" } }
    const { bytes: rowsData, crc32c } = encodeTimeseriesRows([{ key, time: now, fields }])
    const write = (flatbufferCrc32c: number) =>
      putSeriesData(
        instance,
        { tableName: "s", rowsData: { type: T.RowsSerializeType.RST_FLAT_BUFFER, rowsData, flatbufferCrc32c } },
        start
      )
    expect(refusalOf(() => write(crc32c ^ 1))?.code).toBe("OTSParameterInvalid")
    write(crc32c)
    expect(get(instance, "h1")[0]!.columns.map(({ value }) => value)).toEqual(Object.values(fields))
  })

  test("refuse payloads that are none", () => {
    const instance = withSeries()
    for (const rowsData of [new Uint8Array(0), new Uint8Array(8).fill(255), Uint8Array.of(8, 0, 0, 0, 1, 0, 0, 0, 9)]) {
      const request = { tableName: "s", rowsData: { type: T.RowsSerializeType.RST_FLAT_BUFFER, rowsData } }
      expect(refusalOf(() => putSeriesData(instance, request, start))?.code).toBe("OTSParameterInvalid")
    }
  })

  test("expire", () => {
    const instance = withSeries(86_400)
    put(instance, [row("h1", now, 1)])
    expect(get(instance, "h1", {}, start + 86_400_000)).toHaveLength(1)
    expect(get(instance, "h1", {}, start + 86_400_001)).toHaveLength(0)
  })

  test("tell of a row that is no row", () => {
    const instance = withSeries()
    expect(
      put(instance, [row("h1", now, 1), { ...row("h1", now, 1), fields: [] }]).failedRows.map(
        ({ rowIndex }) => rowIndex
      )
    ).toEqual([1])
  })

  test("are found by what is known of them", () => {
    const instance = withSeries()
    put(instance, [row("h1", now, 1), row("h2", now, 1)])
    updateMetas(
      instance,
      { tableName: "s", timeseriesMeta: [{ timeSeriesKey: key("h2"), attributes: '["team=x"]' }] },
      start
    )
    const condition = (type: T.MetaQueryConditionType, protoData: Uint8Array): T.MetaQueryCondition => ({
      type,
      protoData
    })
    const { MetaQueryConditionType: kinds, MetaQuerySingleOperator: ops } = T
    const hosts = (one: T.MetaQueryCondition) =>
      queryMetas(instance, { tableName: "s", condition: one, getTotalHit: true }).timeseriesMetas.map(
        ({ timeSeriesKey }) => timeSeriesKey.source
      )
    const source = condition(
      kinds.SOURCE_CONDITION,
      encodeMessage(T.MetaQuerySourceCondition, { op: ops.OP_PREFIX, value: "h" })
    )
    const team = condition(
      kinds.ATTRIBUTE_CONDITION,
      encodeMessage(T.MetaQueryAttributeCondition, { op: ops.OP_EQUAL, attrName: "team", value: "x" })
    )
    expect(hosts(source)).toEqual(["h1", "h2"])
    expect(hosts(team)).toEqual(["h2"])
    const not = condition(
      kinds.COMPOSITE_CONDITION,
      encodeMessage(T.MetaQueryCompositeCondition, { op: T.MetaQueryCompositeOperator.OP_NOT, subConditions: [team] })
    )
    expect(hosts(not)).toEqual(["h1"])
  })

  test("are scanned as a whole", () => {
    const instance = withSeries()
    put(instance, [row("h1", now, 1), row("h2", now, 2)])
    const [splitInfo] = splitScan(instance, { tableName: "s", splitCountHint: 4 }).splitInfos
    const { data } = scanSeriesData(instance, { tableName: "s", splitInfo, fieldsToGet: [] }, start)
    expect(decodeRows(data)).toHaveLength(2)
  })

  test("live in tables of their own", () => {
    const instance = withSeries()
    expect(listSeriesTables(instance).tableMetas.map(({ tableName }) => tableName)).toEqual(["s"])
    expect(describeSeriesTable(instance, "s").tableMeta.tableOptions?.timeToLive).toBe(-1)
    deleteSeriesTable(instance, "s")
    expect(refusalOf(() => get(instance, "h1"))?.code).toBe("OTSObjectNotExist")
  })
})
