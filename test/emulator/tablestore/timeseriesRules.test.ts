/** What the emulated service refuses of time series, and tables with a key of their own. */
import { describe, expect, test } from "vitest"
import type { Instance } from "../../../src/emulator/tablestore/engine/Instance.ts"
import {
  deleteMetas,
  getSeriesData,
  putSeriesData,
  queryMetas,
  scanSeriesData,
  updateMetas
} from "../../../src/emulator/tablestore/timeseries/data.ts"
import { createSeriesTable } from "../../../src/emulator/tablestore/timeseries/tables.ts"
import { decodeRows } from "../../../src/schema/tablestore/format/plainBufferDecoder.ts"
import type { ColumnValue } from "../../../src/schema/tablestore/format/rowValue.ts"
import * as S from "../../../src/schema/tablestore/protobuf/generated/tableStore.ts"
import * as T from "../../../src/schema/tablestore/protobuf/generated/timeseries.ts"
import { encodeTimeseriesRows } from "../../../src/schema/tablestore/timeseries/timeseriesRows.ts"
import { makeInstance, refusalOf, start } from "./engine.ts"

const time = BigInt(start) * 1000n

const create = (instance: Instance, meta: Partial<T.TimeseriesTableMeta> = {}) => {
  const tableMeta = { tableName: "s", timeseriesKeySchema: [], fieldPrimaryKeySchema: [], ...meta }
  createSeriesTable(instance, { tableMeta, analyticalStores: [], lastpointIndexMetas: [] }, start)
}

const withSeries = (meta: Partial<T.TimeseriesTableMeta> = {}) => {
  const instance = makeInstance()
  create(instance, meta)
  return instance
}

interface Point {
  readonly measurement?: string
  readonly source?: string
  readonly tags?: Readonly<Record<string, string>>
  readonly time?: bigint
  readonly fields?: Readonly<Record<string, ColumnValue>>
}

const put = (instance: Instance, points: ReadonlyArray<Point>) => {
  const rows = points.map(
    ({ fields = { load: 1 }, measurement = "cpu", source = "h1", tags = {}, time: at = time }) => ({
      key: { measurement, source, tags },
      time: at,
      fields
    })
  )
  const { bytes: rowsData, crc32c: flatbufferCrc32c } = encodeTimeseriesRows(rows)
  const type = T.RowsSerializeType.RST_FLAT_BUFFER
  return putSeriesData(instance, { tableName: "s", rowsData: { type, rowsData, flatbufferCrc32c } }, start).failedRows
}

const keyOf = (
  tags: ReadonlyArray<readonly [string, string]>,
  measurement = "cpu",
  source = "h1"
): T.TimeseriesKey => ({
  measurement,
  source,
  tagList: tags.map(([name, value]) => ({ name, value }))
})

const text = (length: number) => "x".repeat(length)
const many = <A>(count: number, make: (index: number) => A): ReadonlyArray<A> =>
  Array.from({ length: count }, (_, index) => make(index))
const fieldsOf = (count: number) => Object.fromEntries(many(count, (index) => [`f${index}`, 1n]))

describe("rows of time series", () => {
  test.each<readonly [string, Point, Point]>([
    ["bytes of a measurement", { measurement: text(128) }, { measurement: text(129) }],
    ["signs of a measurement", { measurement: "a/ä" }, { measurement: "a#" }],
    ["blanks of a measurement", { measurement: "a.b" }, { measurement: "a b" }],
    ["a measurement that is missing", { measurement: "a" }, { measurement: "" }],
    ["bytes of a source", { source: text(256) }, { source: text(257) }],
    ["names of tags", { tags: { "a-1": "x" } }, { tags: { ä: "x" } }],
    ["values of tags", { tags: { a: "ä b" } }, { tags: { a: "b=c" } }],
    ["tags without a value", { tags: { a: "0" } }, { tags: { a: "" } }],
    ["times before 1970", { time: 0n }, { time: -1n }],
    ["the number of fields", { fields: fieldsOf(1024) }, { fields: fieldsOf(1025) }],
    ["rows without fields", { fields: { a: 1n } }, { fields: {} }],
    ["names of fields", { fields: { [text(128)]: 1n } }, { fields: { [text(129)]: 1n } }],
    ["capital letters in names of fields", { fields: { a1: 1n } }, { fields: { A1: 1n } }],
    ["names of the service's own columns", { fields: { _attribute: 1n } }, { fields: { _attributes: 1n } }],
    ["numbers that are none", { fields: { a: -0.5 } }, { fields: { a: Number.NaN } }],
    ["numbers without end", { fields: { a: 5e-324 } }, { fields: { a: Number.POSITIVE_INFINITY } }],
    ["bytes of values", { fields: { a: text(2_097_152) } }, { fields: { a: text(2_097_153) } }]
  ])("are told of one by one: %s", (_name, allowed, refused) => {
    const instance = withSeries()
    expect(put(instance, [allowed])).toEqual([])
    expect(put(instance, [{}, refused])).toMatchObject([{ rowIndex: 1, errorCode: "OTSParameterInvalid" }])
  })

  test("are refused together when they are too many or too large, or none", () => {
    const instance = withSeries()
    const rows = (count: number) => many(count, (index) => ({ time: BigInt(index) }))
    const large = (length: number) => many(3, (index) => ({ time: BigInt(index), fields: { a: text(length) } }))
    expect(put(instance, rows(200))).toEqual([])
    expect(put(instance, large(1_300_000))).toEqual([])
    for (const points of [rows(201), large(1_400_000), []]) {
      expect(refusalOf(() => put(instance, points))?.code).toBe("OTSParameterInvalid")
    }
  })
})

describe("times of time series", () => {
  test("are not before 1970, and begin before they end", () => {
    const instance = withSeries()
    const timeSeriesKey = keyOf([])
    const get = (beginTime: bigint, endTime: bigint) =>
      getSeriesData(instance, { tableName: "s", timeSeriesKey, beginTime, endTime, fieldsToGet: [] }, start)
    const scan = (startTimeUs: bigint, endTimeUs: bigint) =>
      scanSeriesData(instance, { tableName: "s", startTimeUs, endTimeUs, fieldsToGet: [] }, start)
    for (const read of [get, scan]) {
      read(0n, 1n)
      for (const [from, to] of [
        [-1n, 1n],
        [1n, 1n]
      ] as const) {
        expect(refusalOf(() => read(from, to))?.code).toBe("OTSParameterInvalid")
      }
    }
  })
})

describe("keys of time series", () => {
  test("are refused by every call where they cannot be one", () => {
    const instance = withSeries()
    const timeSeriesKey = keyOf([["a", "b=c"]])
    const calls = [
      () => getSeriesData(instance, { tableName: "s", timeSeriesKey, fieldsToGet: [] }, start),
      () => updateMetas(instance, { tableName: "s", timeseriesMeta: [{ timeSeriesKey }] }, start),
      () => deleteMetas(instance, { tableName: "s", timeseriesKey: [timeSeriesKey] })
    ]
    for (const call of calls) expect(refusalOf(call)?.code).toBe("OTSParameterInvalid")
    const twice = keyOf([
      ["a", "1"],
      ["a", "2"]
    ])
    expect(refusalOf(() => deleteMetas(instance, { tableName: "s", timeseriesKey: [twice] }))?.code).toBe(
      "OTSParameterInvalid"
    )
  })

  test("are answered with their tags as text and as a list", () => {
    const instance = withSeries()
    put(instance, [{ tags: { zone: "a", os: "linux" } }])
    const { timeseriesMetas } = queryMetas(instance, { tableName: "s" })
    expect(timeseriesMetas[0]!.timeSeriesKey).toEqual({
      measurement: "cpu",
      source: "h1",
      tags: '["os=linux","zone=a"]',
      tagList: [
        { name: "os", value: "linux" },
        { name: "zone", value: "a" }
      ]
    })
  })
})

const { INTEGER, STRING } = S.PrimaryKeyType

describe("tables with a key of their own", () => {
  const own = {
    timeseriesKeySchema: ["_m_name", "_tags", "region"],
    fieldPrimaryKeySchema: [
      { name: "cores", type: INTEGER },
      { name: "frequency", type: STRING }
    ]
  }
  const tags = { region: "hz", vendor: "x" }
  const point = (frequency: string): Point => ({ source: "", tags, fields: { cores: 8n, frequency, load: 0.5 } })
  const timeSeriesKey = keyOf(Object.entries(tags), "cpu", "")

  test("have a column for each part, and keep rows of one time apart by their key fields", () => {
    const instance = withSeries(own)
    expect(put(instance, [point("1GHz"), point("2GHz"), point("2GHz")])).toEqual([])
    const rows = (names: ReadonlyArray<string> = []) =>
      decodeRows(
        getSeriesData(instance, { tableName: "s", timeSeriesKey, fieldsToGet: names.map((name) => ({ name })) }, start)
          .rowsData
      )
    expect(rows().map(({ primaryKey }) => primaryKey.slice(1))).toEqual(
      ["1GHz", "2GHz"].map((frequency) => [
        { name: "_m_name", value: "cpu" },
        { name: "_tags", value: '["vendor=x"]' },
        { name: "region", value: "hz" },
        { name: "_time", value: time },
        { name: "cores", value: 8n },
        { name: "frequency", value: frequency }
      ])
    )
    expect(rows().map(({ columns }) => columns.map(({ name }) => name))).toEqual([["load:d"], ["load:d"]])
    expect(rows(["none"]).map(({ columns, primaryKey }) => [columns.length, primaryKey.length])).toEqual([
      [0, 7],
      [0, 7]
    ])
  })

  test("refuse rows that lack a part of the key, or have one too many", () => {
    const instance = withSeries(own)
    const refused: ReadonlyArray<Point> = [
      { ...point("1"), tags: { vendor: "x" } },
      { ...point("1"), source: "h1" },
      { ...point("1"), fields: { cores: 8n } },
      { ...point("1"), fields: { cores: 8, frequency: "1" } }
    ]
    expect(put(instance, refused).map(({ rowIndex }) => rowIndex)).toEqual([0, 1, 2, 3])
    const few = withSeries({ timeseriesKeySchema: ["_data_source", "region"] })
    expect(put(few, [{ measurement: "", tags: { region: "hz" } }])).toEqual([])
    expect(put(few, [{ tags: { region: "hz" } }, { measurement: "", tags }])).toHaveLength(2)
  })

  test("are refused with columns that no table can have", () => {
    const field = (name: string) => ({ name, type: INTEGER })
    const schemas: ReadonlyArray<Partial<T.TimeseriesTableMeta>> = [
      { timeseriesKeySchema: ["_m_name", ...many(6, (i) => `c${i}`)] },
      { timeseriesKeySchema: ["a", "a"] },
      { timeseriesKeySchema: ["A"] },
      { timeseriesKeySchema: ["_time"] },
      { fieldPrimaryKeySchema: many(5, (i) => field(`f${i}`)) },
      { fieldPrimaryKeySchema: [field("_tags")] },
      { timeseriesKeySchema: ["a"], fieldPrimaryKeySchema: [field("a")] },
      { tableName: text(129) },
      { tableOptions: { timeToLive: 86_399 } },
      { metaOptions: { metaTimeToLive: 604_799 } }
    ]
    for (const schema of schemas) {
      expect(refusalOf(() => create(makeInstance(), schema))?.code, JSON.stringify(schema)).toBe("OTSParameterInvalid")
    }
    create(makeInstance(), {
      tableName: text(128),
      timeseriesKeySchema: ["_m_name", ...many(5, (i) => `c${i}`)],
      fieldPrimaryKeySchema: many(4, (i) => field(`f${i}`)),
      tableOptions: { timeToLive: 86_400 },
      metaOptions: { metaTimeToLive: 604_800 }
    })
  })
})
