/** Analytical stores and lastpoint indexes. */
import { describe, expect, test } from "vitest"
import type { Instance } from "../../../src/emulator/tablestore/engine/Instance.ts"
import { describeStream, getShardIterator, getStreamRecord } from "../../../src/emulator/tablestore/engine/streams.ts"
import { describeTable, listTables } from "../../../src/emulator/tablestore/engine/tableDescriptions.ts"
import { deleteTable, updateTable } from "../../../src/emulator/tablestore/engine/tables.ts"
import {
  createStore,
  deleteStore,
  describeStore,
  updateStore
} from "../../../src/emulator/tablestore/timeseries/analyticalStores.ts"
import { putSeriesData } from "../../../src/emulator/tablestore/timeseries/data.ts"
import {
  createLastpointIndex,
  deleteLastpointIndex
} from "../../../src/emulator/tablestore/timeseries/lastpointIndexes.ts"
import {
  createSeriesTable,
  deleteSeriesTable,
  describeSeriesTable,
  updateSeriesTable
} from "../../../src/emulator/tablestore/timeseries/tables.ts"
import * as Row from "../../../src/schema/tablestore/format/rowValue.ts"
import * as T from "../../../src/schema/tablestore/protobuf/generated/timeseries.ts"
import { encodeMessage } from "../../../src/schema/wire/protobufMessage.ts"
import { key, makeInstance, makeTable, put, range, refusalOf, remove, start } from "./engine.ts"

const { SYNC_TYPE_FULL, SYNC_TYPE_INCR } = T.AnalyticalStoreSyncType
const now = BigInt(start) * 1000n

const makeSeries = (instance: Instance, tableName = "s", more: Partial<T.CreateTimeseriesTableRequest> = {}) => {
  const tableMeta = { tableName, timeseriesKeySchema: [], fieldPrimaryKeySchema: [] }
  createSeriesTable(instance, { tableMeta, analyticalStores: [], lastpointIndexMetas: [], ...more }, start)
}

const withSeries = (more: Partial<T.CreateTimeseriesTableRequest> = {}, settings = {}) => {
  const instance = makeInstance(settings)
  makeSeries(instance, "s", more)
  return instance
}

const putPoint = (instance: Instance, source: string, time: bigint, fields: Record<string, bigint>, at = start) => {
  const row = {
    timeseriesKey: { measurement: "cpu", source, tags: '["zone=a"]', tagList: [] },
    time,
    fields: Object.entries(fields).map(([fieldName, valueInt]) => ({ fieldName, valueInt }))
  }
  const rowsData = encodeMessage(T.TimeseriesPBRows, { rows: [row] })
  putSeriesData(instance, { tableName: "s", rowsData: { type: T.RowsSerializeType.RST_PROTO_BUFFER, rowsData } }, at)
}

describe("analytical stores", () => {
  const named = { tableName: "s", storeName: "history" }
  const create = (instance: Instance, analyticalStore: T.TimeseriesAnalyticalStore | undefined) =>
    createStore(instance, { tableName: "s", analyticalStore }, start)

  test("are made, described, changed and removed", () => {
    const instance = withSeries()
    create(instance, { storeName: "history", timeToLive: 2_592_000 })
    const store = { storeName: "history", timeToLive: 2_592_000, syncOption: SYNC_TYPE_FULL }
    expect(describeSeriesTable(instance, "s").analyticalStores).toEqual([store])
    updateStore(instance, { tableName: "s", analyticalStore: { storeName: "history", timeToLive: -1 } })
    expect(describeStore(instance, named, start)).toMatchObject({
      analyticalStore: { ...store, timeToLive: -1 },
      syncStat: { syncPhase: SYNC_TYPE_INCR, currentSyncTimestamp: now },
      storageSize: { size: 0n, timestamp: now }
    })
    deleteStore(instance, named)
    expect(describeSeriesTable(instance, "s").analyticalStores).toEqual([])
    expect(refusalOf(() => describeStore(instance, named, start))).toMatchObject({ status: 404 })
    expect(refusalOf(() => deleteStore(instance, named))?.code).toBe("OTSObjectNotExist")
  })

  test("come with their table, by name or as the default one", () => {
    const namesOf = (more: Partial<T.CreateTimeseriesTableRequest>) =>
      describeSeriesTable(withSeries(more), "s").analyticalStores.map(({ storeName }) => storeName)
    expect(namesOf({})).toEqual([])
    expect(namesOf({ enableAnalyticalStore: true })).toEqual(["default_analytical_store"])
    expect(namesOf({ analyticalStores: [{ storeName: "mine" }] })).toEqual(["mine"])
    const refused = () => namesOf({ enableAnalyticalStore: false, analyticalStores: [{ storeName: "mine" }] })
    expect(refusalOf(refused)?.code).toBe("OTSParameterInvalid")
  })

  test("hold what was written, all of it or since they were made, as long as they keep it", () => {
    const instance = withSeries()
    const sizeOf = (at: number) => Number(describeStore(instance, named, at).storageSize?.size)
    putPoint(instance, "h1", now, { load: 1n })
    create(instance, { storeName: "history" })
    const one = sizeOf(start)
    expect(one).toBeGreaterThan(16)
    putPoint(instance, "h1", now + 1n, { load: 1n }, start + 1)
    expect(sizeOf(start + 1)).toBe(2 * one)
    updateStore(instance, { tableName: "s", analyticalStore: { storeName: "history", timeToLive: 2_592_000 } })
    expect(sizeOf(start + 2_592_000_001)).toBe(0)
    deleteStore(instance, named)
    const incremental = { storeName: "history", syncOption: SYNC_TYPE_INCR }
    createStore(instance, { tableName: "s", analyticalStore: incremental }, start + 1)
    expect(sizeOf(start + 1)).toBe(one)
  })

  test("copy the rows that are there before they follow", () => {
    const instance = withSeries({}, { readyAfterMillis: 1000 })
    create(instance, { storeName: "history" })
    const statAt = (at: number) => describeStore(instance, named, at).syncStat
    expect(statAt(start + 999)).toEqual({ syncPhase: SYNC_TYPE_FULL, currentSyncTimestamp: now })
    expect(statAt(start + 1000)).toEqual({ syncPhase: SYNC_TYPE_INCR, currentSyncTimestamp: now + 1_000_000n })
  })

  test("refuse what makes no sense", () => {
    const instance = withSeries()
    create(instance, { storeName: "history" })
    const update = (analyticalStore: T.TimeseriesAnalyticalStore) => () =>
      updateStore(instance, { tableName: "s", analyticalStore })
    const cases: ReadonlyArray<readonly [string, () => unknown]> = [
      ["OTSObjectAlreadyExist", () => create(instance, { storeName: "history" })],
      ["OTSParameterInvalid", () => create(instance, { storeName: "second" })],
      ["OTSParameterInvalid", () => create(instance, undefined)],
      ["OTSParameterInvalid", () => create(instance, { storeName: "no name" })],
      ["OTSParameterInvalid", () => create(instance, { storeName: "x", timeToLive: 0 })],
      ["OTSParameterInvalid", () => create(instance, { storeName: "x", syncOption: 3 as 1 })],
      ["OTSObjectNotExist", () => createStore(instance, { tableName: "none", analyticalStore: {} }, start)],
      ["OTSParameterInvalid", update({ storeName: "history" })],
      ["OTSParameterInvalid", update({ storeName: "history", timeToLive: -2 })],
      ["OTSParameterInvalid", update({ storeName: "history", timeToLive: 2_591_999 })],
      ["OTSParameterInvalid", update({ storeName: "history", timeToLive: 1, syncOption: SYNC_TYPE_INCR })],
      ["OTSObjectNotExist", update({ storeName: "x", timeToLive: 1 })]
    ]
    for (const [code, run] of cases) expect(refusalOf(run)?.code, run.toString()).toBe(code)
  })
})

/** Rows of a table with all keys STRING. */
const rowsIn = (instance: Instance, table: string, names: ReadonlyArray<string>, at = start) => {
  const bound = (value: Row.InfMin | Row.InfMax) => names.map((name) => ({ name, value }))
  return range(instance, bound(Row.infMin), bound(Row.infMax), { table, now: at }).rows
}

describe("lastpoint indexes of time series", () => {
  const names = ["_#h", "_m_name", "_data_source", "_tags"]
  const create = (instance: Instance, more: Partial<T.CreateTimeseriesLastpointIndexRequest> = {}) =>
    createLastpointIndex(
      instance,
      { mainTableName: "s", indexTableName: "latest", indexPrimaryKeyNames: [], ...more },
      start
    )
  const pointsIn = (instance: Instance, at = start) =>
    rowsIn(instance, "latest", names, at).map(({ columns, primaryKey }) => [
      primaryKey[2]!.value,
      Object.fromEntries(columns.map(({ name, value }) => [name, value]))
    ])

  test("hold the newest value of each field of each series, whatever the order of writing", () => {
    const instance = withSeries()
    create(instance)
    putPoint(instance, "h1", now + 2000n, { load: 2n })
    putPoint(instance, "h1", now + 1000n, { load: 1n, up: 1n })
    putPoint(instance, "h2", now, { load: 7n })
    expect(pointsIn(instance)).toEqual([
      ["h1", { _time: now + 2000n, load: 2n, up: 1n }],
      ["h2", { _time: now, load: 7n }]
    ])
    const [first] = rowsIn(instance, "latest", names)
    expect(first?.primaryKey.slice(1)).toEqual([
      { name: "_m_name", value: "cpu" },
      { name: "_data_source", value: "h1" },
      { name: "_tags", value: '["zone=a"]' }
    ])
    expect(first?.columns.map(({ timestamp }) => timestamp)).toEqual([start + 2, start + 2, start + 1])
    // Versions are milliseconds; within one, the microsecond decides.
    putPoint(instance, "h2", now + 5n, { load: 8n })
    putPoint(instance, "h2", now + 3n, { load: 9n, up: 0n })
    expect(pointsIn(instance)[1]).toEqual(["h2", { _time: now + 5n, load: 8n, up: 0n }])
  })

  test("know earlier rows only when asked to", () => {
    const instance = withSeries()
    putPoint(instance, "h1", now, { load: 1n })
    create(instance)
    create(instance, { indexTableName: "full", includeBaseData: true })
    expect(pointsIn(instance)).toEqual([])
    expect(rowsIn(instance, "full", names)).toHaveLength(1)
    expect(describeSeriesTable(instance, "s").lastpointIndexes).toEqual([
      { indexTableName: "latest" },
      { indexTableName: "full" }
    ])
    deleteLastpointIndex(instance, { mainTableName: "s", indexTableName: "latest" })
    expect(describeSeriesTable(instance, "s").lastpointIndexes).toEqual([{ indexTableName: "full" }])
    expect(listTables(instance).tableNames).toEqual(["full"])
  })

  test("are read-only tables that live with their table", () => {
    const instance = withSeries({ lastpointIndexMetas: [{ indexTableName: "latest" }] })
    putPoint(instance, "h1", now, { load: 1n })
    const { tableMeta, tableOptions } = describeTable(instance, "latest")
    expect(tableMeta.primaryKey.map(({ name }) => name)).toEqual(names)
    expect(tableOptions).toMatchObject({ timeToLive: -1, maxVersions: 1 })
    const primaryKey = names.map((name) => ({ name, value: "x" }))
    expect(refusalOf(() => put(instance, primaryKey, [], { table: "latest" }))?.message).toBe(
      "Can't write index table directly."
    )
    expect(refusalOf(() => deleteTable(instance, "latest"))?.code).toBe("OTSParameterInvalid")
    updateSeriesTable(instance, { tableName: "s", tableOptions: { timeToLive: 86_400 } })
    expect(pointsIn(instance, start + 86_400_000)).toHaveLength(1)
    expect(pointsIn(instance, start + 86_400_001)).toEqual([])
    deleteSeriesTable(instance, "s")
    expect(listTables(instance).tableNames).toEqual([])
  })

  test("refuse what makes no sense", () => {
    const instance = withSeries()
    makeTable(instance, "t")
    create(instance)
    for (const indexTableName of ["latest", "t", "s"]) {
      expect(refusalOf(() => create(instance, { indexTableName }))?.code).toBe("OTSObjectAlreadyExist")
    }
    expect(refusalOf(() => create(instance, { indexTableName: "no name" }))?.code).toBe("OTSParameterInvalid")
    expect(refusalOf(() => create(instance, { indexTableName: "x", indexPrimaryKeyNames: ["_#h"] }))?.code).toBe(
      "OTSParameterInvalid"
    )
    expect(refusalOf(() => create(instance, { mainTableName: "none", indexTableName: "x" }))?.code).toBe(
      "OTSObjectNotExist"
    )
    expect(refusalOf(() => deleteLastpointIndex(instance, { mainTableName: "s", indexTableName: "none" }))?.code).toBe(
      "OTSObjectNotExist"
    )
    createStore(instance, { tableName: "s", analyticalStore: { storeName: "history" } }, start)
    for (let i = 0; i < 8; i++) create(instance, { indexTableName: `index${i}` })
    expect(refusalOf(() => create(instance, { indexTableName: "eleventh" }))?.code).toBe("OTSParameterInvalid")
    const taken = { lastpointIndexMetas: [{ indexTableName: "latest" }] }
    expect(refusalOf(() => makeSeries(instance, "u", taken))?.code).toBe("OTSObjectAlreadyExist")
    expect(refusalOf(() => describeSeriesTable(instance, "u"))?.code).toBe("OTSObjectNotExist")
    expect(refusalOf(() => makeTable(instance, "s"))?.code).toBe("OTSObjectAlreadyExist")
  })

  test("count as tables, as their series do twice and stores once", () => {
    const instance = withSeries({ enableAnalyticalStore: true })
    create(instance)
    for (let i = 0; i < 60; i++) makeTable(instance, `t${i}`)
    const quota = { status: 403, code: "OTSQuotaExhausted" }
    expect(refusalOf(() => makeTable(instance, "more"))).toMatchObject(quota)
    expect(refusalOf(() => create(instance, { indexTableName: "more" }))).toMatchObject(quota)
    deleteTable(instance, "t0")
    expect(refusalOf(() => makeSeries(instance, "two"))).toMatchObject(quota)
    expect(refusalOf(() => makeTable(instance, "more"))).toBeUndefined()
  })
})

describe("lastpoint indexes of ordinary tables", () => {
  const request: T.CreateTimeseriesLastpointIndexRequest = {
    mainTableName: "t",
    indexTableName: "latest",
    createOnWideColumnTable: true,
    indexPrimaryKeyNames: ["p"]
  }
  const pointsIn = (instance: Instance, table = "latest") =>
    rowsIn(instance, table, ["p"]).map(({ columns, primaryKey }) => [
      primaryKey[0]!.value,
      Object.fromEntries(columns.map(({ name, value }) => [name, value]))
    ])

  test("hold what was written last, with the rest of the key as columns", () => {
    const instance = makeInstance()
    makeTable(instance)
    put(instance, key("a", 1), [Row.put("c", 1n)])
    createLastpointIndex(instance, request, start)
    createLastpointIndex(instance, { ...request, indexTableName: "full", includeBaseData: true }, start)
    expect([pointsIn(instance), pointsIn(instance, "full")]).toEqual([[], [["a", { c: 1n, i: 1n }]]])
    put(instance, key("a", 5), [Row.put("c", 5n), Row.put("d", 5n)], { now: start + 1 })
    put(instance, key("a", 3), [Row.put("c", 3n)], { now: start + 2 })
    put(instance, key("b", 1), [], { now: start + 3 })
    remove(instance, key("a", 3), { now: start + 4 })
    const expected = [["a", { c: 3n, d: 5n, i: 3n }]]
    expect([pointsIn(instance), pointsIn(instance, "full")]).toEqual([expected, expected])
    deleteLastpointIndex(instance, { mainTableName: "t", indexTableName: "full" })
    deleteTable(instance, "t")
    expect(listTables(instance).tableNames).toEqual([])
  })

  test("have a stream when their table has one", () => {
    const instance = makeInstance()
    makeTable(instance)
    createLastpointIndex(instance, request, start)
    expect(describeTable(instance, "latest").streamDetails?.enableStream).toBe(false)
    const streamSpec = { enableStream: true, expirationTime: 24, columnsToGet: [] }
    updateTable(instance, { tableName: "t", streamSpec }, start)
    const streamId = describeTable(instance, "latest").streamDetails!.streamId!
    expect(streamId).not.toBe(describeTable(instance, "t").streamDetails?.streamId)
    put(instance, key("a", 1), [Row.put("c", 1n)])
    const [shard] = describeStream(instance, { streamId }).shards
    const { shardIterator } = getShardIterator(instance, { streamId, shardId: shard!.shardId }, start)
    expect(getStreamRecord(instance, { shardIterator }, start).streamRecords).toHaveLength(1)
  })

  test("refuse keys and tables that do not fit", () => {
    const instance = makeInstance()
    makeTable(instance)
    makeTable(instance, "versions", { maxVersions: 2 })
    const create = (more: Partial<T.CreateTimeseriesLastpointIndexRequest>) => () =>
      createLastpointIndex(instance, { ...request, ...more }, start)
    for (const indexPrimaryKeyNames of [[], ["i"], ["p", "i"], ["p", "p"], ["c"]]) {
      expect(refusalOf(create({ indexPrimaryKeyNames }))?.code, indexPrimaryKeyNames.join()).toBe("OTSParameterInvalid")
    }
    expect(refusalOf(create({ mainTableName: "versions" }))?.code).toBe("OTSParameterInvalid")
    expect(refusalOf(create({ mainTableName: "none" }))?.code).toBe("OTSObjectNotExist")
    expect(refusalOf(create({ indexTableName: "versions" }))?.code).toBe("OTSObjectAlreadyExist")
    expect(refusalOf(create({}))).toBeUndefined()
    expect(refusalOf(create({ mainTableName: "latest", indexTableName: "x" }))?.code).toBe("OTSParameterInvalid")
  })
})
