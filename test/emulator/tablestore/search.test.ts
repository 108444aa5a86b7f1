/** Parts of search that the official client does not reach. */
import { beforeEach, describe, expect, test } from "vitest"
import type { Instance } from "../../../src/emulator/tablestore/engine/Instance.ts"
import { tokensOf } from "../../../src/emulator/tablestore/search/analyzers.ts"
import { nextInterval, parseDate, startOfInterval } from "../../../src/emulator/tablestore/search/dates.ts"
import { arcDistance, geoCell, isInBox, isInPolygon } from "../../../src/emulator/tablestore/search/geo.ts"
import { computeSplits, parallelScan } from "../../../src/emulator/tablestore/search/parallelScans.ts"
import { search } from "../../../src/emulator/tablestore/search/search.ts"
import {
  createSearchIndex,
  describeSearchIndex,
  updateSearchIndex
} from "../../../src/emulator/tablestore/search/searchIndexes.ts"
import { finished } from "../../../src/emulator/tablestore/steps.ts"
import { decodeRow } from "../../../src/schema/tablestore/format/plainBufferDecoder.ts"
import * as Row from "../../../src/schema/tablestore/format/rowValue.ts"
import { SyncPhase } from "../../../src/schema/tablestore/protobuf/generated/search.ts"
import * as Aggregation from "../../../src/schema/tablestore/search/aggregation.ts"
import {
  AggregationResultsBytes,
  GroupByResultsBytes
} from "../../../src/schema/tablestore/search/aggregationResult.ts"
import * as GroupBy from "../../../src/schema/tablestore/search/groupBy.ts"
import * as Index from "../../../src/schema/tablestore/search/searchIndexSchema.ts"
import * as Query from "../../../src/schema/tablestore/search/searchQuery.ts"
import {
  allColumns,
  ColumnsToGet,
  ScanQuery,
  SearchQuery
} from "../../../src/schema/tablestore/search/searchRequest.ts"
import * as Sort from "../../../src/schema/tablestore/search/searchSort.ts"
import { read, write } from "../../schema/tablestore/schemaValues.ts"
import { key, makeInstance, makeTable, put, refusalOf, start } from "./engine.ts"

let instance: Instance

const fields = [
  Index.keyword("word", { sortAndAgg: true }),
  Index.text("text", { analyzer: Index.fuzzy() }),
  Index.long("n", { sortAndAgg: true }),
  Index.long("list", { isArray: true, sortAndAgg: true }),
  Index.double("d", { sortAndAgg: true }),
  Index.date("day", { sortAndAgg: true, dateFormats: ["yyyy/MM/dd"] }),
  Index.geoPoint("at"),
  Index.nested("items", [Index.keyword("sku", { sortAndAgg: true }), Index.long("count", { sortAndAgg: true })])
]

const makeIndex = (name: string) =>
  createSearchIndex(instance, { tableName: "t", indexName: name, schema: write(Index.IndexSchema, { fields }) }, start)

beforeEach(() => {
  instance = makeInstance()
  makeTable(instance)
  makeIndex("x")
  put(instance, key("a", 1), [
    Row.put("word", "alpha"),
    Row.put("text", "tablestore"),
    Row.put("n", 1n),
    Row.put("list", "[3, 9]"),
    Row.put("day", "2024/01/31"),
    Row.put("items", '[{"sku":"s1","count":1},{"sku":"s2","count":5}]')
  ])
  put(instance, key("a", 2), [
    Row.put("word", "beta"),
    Row.put("n", 2n),
    Row.put("list", "[4]"),
    Row.put("d", 1.5),
    Row.put("day", "2024/02/29")
  ])
  put(instance, key("a", 3), [Row.put("n", "no number"), Row.put("items", '[{"sku":"s1","count":9}]')])
})

const run = (query: SearchQuery, routingValues: ReadonlyArray<Uint8Array> = []) =>
  finished(
    search(
      instance,
      {
        tableName: "t",
        indexName: "x",
        searchQuery: write(SearchQuery, query),
        columnsToGet: write(ColumnsToGet, allColumns),
        routingValues
      },
      start
    )
  )

const numbersOf = (rows: ReadonlyArray<Uint8Array>) => rows.map((row) => Number(decodeRow(row)!.primaryKey[1]!.value))
const found = (query: Query.Query, more: SearchQuery = {}) => numbersOf(run({ query, ...more }).rows)

describe("tokens", () => {
  const texts = (text: string, analyzer?: Index.Analyzer) => tokensOf(text, analyzer).map((token) => token.text)

  test("are words and single ideographs", () => {
    expect(texts("Hello, 你好 World2")).toEqual(["hello", "你", "好", "world2"])
    expect(texts("World2 x", Index.singleWord({ delimitWord: true, caseSensitive: true }))).toEqual(["World", "2", "x"])
  })

  test("are what stands between delimiters", () => {
    expect(texts("a b  C", Index.split())).toEqual(["a", "b", "c"])
    expect(texts("a;b b;", Index.split({ delimiter: ";" }))).toEqual(["a", "b b"])
  })

  test("are runs of characters", () => {
    expect(texts("abc", Index.fuzzy({ minChars: 2, maxChars: 3 }))).toEqual(["ab", "abc", "bc"])
  })
})

describe("dates", () => {
  test("are read in the formats of the field", () => {
    expect(parseDate("2024-02-29 12:30:00", ["yyyy-MM-dd HH:mm:ss"])).toBe(Date.UTC(2024, 1, 29, 12, 30))
    expect(parseDate("2024-02-29T12:30:00.250+08:00", undefined)).toBe(Date.UTC(2024, 1, 29, 4, 30, 0, 250))
    expect(parseDate("2023-02-29", ["yyyy-MM-dd"])).toBeUndefined()
    expect(parseDate("yesterday", ["yyyy-MM-dd"])).toBeUndefined()
  })

  test("lie in intervals of the calendar", () => {
    const at = Date.UTC(2024, 7, 15, 13)
    const begin = (unit: "week" | "month" | "quarter" | "year" | "day", zone = 0) =>
      new Date(startOfInterval(at, { value: 1, unit }, zone, 0)).toISOString().slice(0, 16)
    expect(begin("day")).toBe("2024-08-15T00:00")
    expect(begin("day", 12 * 60)).toBe("2024-08-15T12:00")
    expect(begin("week")).toBe("2024-08-12T00:00")
    expect(begin("month")).toBe("2024-08-01T00:00")
    expect(begin("quarter")).toBe("2024-07-01T00:00")
    expect(begin("year")).toBe("2024-01-01T00:00")
    expect(nextInterval(Date.UTC(2024, 0), { value: 1, unit: "month" }, 0, 0)).toBe(Date.UTC(2024, 1))
  })
})

describe("points", () => {
  const point = (latitude: number, longitude: number) => ({ latitude, longitude })

  test("have distances, boxes and cells", () => {
    expect(arcDistance(point(0, 0), point(0, 1))).toBeCloseTo(111_195, -1)
    expect(isInBox(point(0, 179.5), { topLeft: point(1, 179), bottomRight: point(-1, -179) })).toBe(true)
    expect(isInBox(point(0, 0), { topLeft: point(1, 179), bottomRight: point(-1, -179) })).toBe(false)
    expect(isInPolygon(point(1, 1), [point(0, 0), point(0, 3), point(3, 0)])).toBe(true)
    expect(isInPolygon(point(2, 2), [point(0, 0), point(0, 3), point(3, 0)])).toBe(false)
    expect(geoCell(point(57.64911, 10.40744), 11).hash).toBe("u4pruydqqvj")
  })
})

describe("queries", () => {
  test("reach into texts by runs of characters", () => {
    expect(found(Query.matchPhrase("text", "stor"))).toEqual([1])
    expect(found(Query.matchPhrase("text", "sotr"))).toEqual([])
    expect(found(Query.suffix("word", "ta"))).toEqual([2])
  })

  test("do not see values of another type than the field's", () => {
    expect(found(Query.exists("n"))).toEqual([1, 2])
    expect(found(Query.not(Query.exists("n")))).toEqual([3])
    expect(found(Query.exists("items"))).toEqual([1, 3])
  })

  test("compare dates and elements of lists", () => {
    expect(found(Query.range("day", { gte: "2024/02/01" }))).toEqual([2])
    expect(found(Query.range("day", { lt: BigInt(Date.UTC(2024, 1, 1)) }))).toEqual([1])
    expect(found(Query.term("list", 9n))).toEqual([1])
    expect(found(Query.term("list", 9))).toEqual([1])
    expect(found(Query.terms("list", [4n, 9n]))).toEqual([1, 2])
  })

  test("of bool without must want one of should", () => {
    const should = [Query.term("word", "alpha"), Query.term("n", 2n)]
    expect(found(Query.bool({ should }))).toEqual([1, 2])
    expect(found(Query.bool({ should, minimumShouldMatch: 2 }))).toEqual([])
    expect(found(Query.bool({ filter: [Query.exists("n")], should: [Query.term("word", "none")] }))).toEqual([1, 2])
  })

  test("give scores that functions change", () => {
    const scores = (query: Query.Query) =>
      run({ query, sort: [Sort.primaryKey(), Sort.score()] }).searchHits.map(({ score }) => score)
    expect(scores(Query.functionScore(Query.exists("n"), "n"))).toEqual([1, 2])
    const factor = { fieldValueFactor: { field: "n", factor: 10, missing: 1 } }
    expect(scores(Query.scoreFunctions(Query.matchAll, { functions: [factor] }))).toEqual([10, 20, 10])
    const decay = {
      field: "n",
      mathFunction: "exp",
      distance: { _tag: "NumericDistance", origin: 1, scale: 1 },
      decay: 0.5
    } as const
    expect(scores(Query.scoreFunctions(Query.exists("n"), { functions: [{ decay }], combineMode: "replace" }))).toEqual(
      [1, 0.5]
    )
    expect(scores(Query.scoreFunctions(Query.exists("n"), { functions: [factor], minScore: 15 }))).toEqual([20])
  })

  test("return the nested documents that matched", () => {
    const query = Query.nested("items", Query.range("items.count", { gte: 5n }), { innerHits: {} })
    const hits = run({ query }).searchHits
    expect(
      hits.map(({ searchInnerHits }) => searchInnerHits[0]!.searchHits.map(({ nestedDocOffset }) => nestedDocOffset))
    ).toEqual([[1], [0]])
  })

  test("are refused when they make no sense", () => {
    const refusal = (query: Query.Query) => refusalOf(() => found(query))?.code
    expect(refusal(Query.term("none", 1n))).toBe("OTSParameterInvalid")
    expect(refusal(Query.geoDistance("word", { latitude: 0, longitude: 0 }, 1))).toBe("OTSParameterInvalid")
    expect(refusal(Query.nested("word", Query.matchAll))).toBe("OTSParameterInvalid")
    expect(refusal(Query.wildcard("word", "x".repeat(33)))).toBe("OTSParameterInvalid")
    expect(
      refusal(
        Query.terms(
          "n",
          Array.from({ length: 1025 }, () => 1n)
        )
      )
    ).toBe("OTSParameterInvalid")
    expect(refusal(Query.range("day", { gte: "no date" }))).toBe("OTSParameterInvalid")
  })
})

describe("orders", () => {
  test("take the least or greatest of a list, and put missing values last", () => {
    expect(found(Query.matchAll, { sort: [Sort.field("list", "asc")] })).toEqual([1, 2, 3])
    expect(found(Query.matchAll, { sort: [Sort.field("list", "asc", { mode: "max" })] })).toEqual([2, 1, 3])
    expect(found(Query.matchAll, { sort: [Sort.field("d", "desc")] })).toEqual([2, 1, 3])
    expect(found(Query.matchAll, { sort: [Sort.field("d", "desc", { missingValue: 9.5 })] })).toEqual([1, 3, 2])
  })

  test("look at the nested documents that pass a filter", () => {
    const nestedFilter = { path: "items", filter: Query.term("items.sku", "s1") }
    expect(found(Query.exists("items"), { sort: [Sort.field("items.count", "desc", { nestedFilter })] })).toEqual([
      3, 1
    ])
    expect(found(Query.exists("items"), { sort: [Sort.field("items.count", "asc", { nestedFilter })] })).toEqual([1, 3])
  })
})

describe("totals", () => {
  test("are counted when they are asked for, in both ways", () => {
    expect(run({ limit: 0 }).totalHits).toBe(-1n)
    expect(run({ limit: 0, getTotalCount: true }).totalHits).toBe(3n)
    expect(run({ limit: 0, trackTotalCount: 2_147_483_647 }).totalHits).toBe(3n)
    expect(run({ limit: 0, trackTotalCount: -1 }).totalHits).toBe(-1n)
  })

  test("come with limits", () => {
    expect(refusalOf(() => run({ limit: 101 }))?.code).toBe("OTSParameterInvalid")
    expect(refusalOf(() => run({ limit: 1, offset: 100_000 }))?.code).toBe("OTSParameterInvalid")
  })
})

describe("aggregations", () => {
  test("stand on what matched, before a later filter", () => {
    const answer = run({
      aggregations: { sum: Aggregation.sum("n"), top: Aggregation.max("list") },
      postFilter: Query.term("word", "beta")
    })
    expect(numbersOf(answer.rows)).toEqual([2])
    expect(read(AggregationResultsBytes, answer.aggs!)).toEqual({
      sum: { _tag: "Sum", value: 3 },
      top: { _tag: "Max", value: 9 }
    })
  })

  test("replace missing values and have none of nothing", () => {
    const answer = run({
      aggregations: { avg: Aggregation.avg("n", { missing: 6n }), none: Aggregation.max("d") },
      query: Query.not(Query.exists("d"))
    })
    expect(read(AggregationResultsBytes, answer.aggs!)).toEqual({
      avg: { _tag: "Avg", value: 3.5 },
      none: { _tag: "Max" }
    })
  })

  test("reach nested fields", () => {
    const answer = run({ aggregations: { sum: Aggregation.sum("items.count") } })
    expect(read(AggregationResultsBytes, answer.aggs!)).toEqual({ sum: { _tag: "Sum", value: 15 } })
  })
})

describe("groups", () => {
  test("by day may hold empty ones between, and rows on top", () => {
    const answer = run({
      groupBys: {
        months: GroupBy.dateHistogram(
          "day",
          { value: 1, unit: "month" },
          {
            minDocCount: 0n,
            fieldRange: { min: "2024/01/01", max: "2024/03/31" },
            aggregations: { top: Aggregation.topRows({ limit: 1 }) }
          }
        )
      }
    })
    const { months } = read(GroupByResultsBytes, answer.groupBys!)
    if (months?._tag !== "DateHistogramGroups") return expect.unreachable()
    expect(
      months.groups.map(({ rowCount, timestamp }) => [new Date(Number(timestamp)).getUTCMonth(), rowCount])
    ).toEqual([
      [0, 1n],
      [1, 1n],
      [2, 0n]
    ])
    const top = months.groups[0]!.aggregations["top"]
    expect(top?._tag === "TopRows" && top.rows.map(({ primaryKey }) => primaryKey[1]!.value)).toEqual([1n])
  })

  test("nest three levels deep and no deeper", () => {
    const nest = (depth: number): GroupBy.GroupBys => ({
      g: GroupBy.field("word", depth === 1 ? {} : { groupBys: nest(depth - 1) })
    })
    expect(refusalOf(() => run({ groupBys: nest(3) }))).toBeUndefined()
    expect(refusalOf(() => run({ groupBys: nest(4) }))?.code).toBe("OTSParameterInvalid")
  })
})

describe("search indexes", () => {
  test("are told from each other and swap their names", () => {
    makeIndex("y")
    expect(refusalOf(() => makeIndex("y"))?.code).toBe("OTSObjectAlreadyExist")
    updateSearchIndex(instance, {
      tableName: "t",
      indexName: "y",
      queryFlowWeight: [],
      addedFieldSchemas: write(Index.IndexSchema, { fields: [Index.keyword("added")] }).fieldSchemas
    })
    updateSearchIndex(instance, {
      tableName: "t",
      indexName: "x",
      switchIndexName: "y",
      queryFlowWeight: [],
      addedFieldSchemas: []
    })
    const described = describeSearchIndex(instance, { tableName: "t", indexName: "x" }, start)
    expect(described.schema?.fieldSchemas.at(-1)?.fieldName).toBe("added")
    expect(described.syncStat?.syncPhase).toBe(SyncPhase.INCR)
  })

  test("have a time to live only on tables without updates", () => {
    const schema = write(Index.IndexSchema, { fields })
    const create = () =>
      createSearchIndex(instance, { tableName: "t", indexName: "z", schema, timeToLive: 86_400 }, start)
    expect(refusalOf(create)?.code).toBe("OTSParameterInvalid")
  })
})

describe("parallel scans", () => {
  test("end with their session", () => {
    const { sessionId } = computeSplits(
      instance,
      { tableName: "t", searchIndexSplitsOptions: { indexName: "x" } },
      start
    )
    const scan = (now: number) =>
      finished(
        parallelScan(
          instance,
          {
            tableName: "t",
            indexName: "x",
            sessionId,
            scanQuery: write(ScanQuery, { query: Query.matchAll, aliveTimeSeconds: 10 })
          },
          now
        )
      )
    expect(scan(start + 59_999).rows).toHaveLength(3)
    expect(scan(start + 69_998).rows).toHaveLength(3)
    expect(refusalOf(() => scan(start + 79_998))?.code).toBe("OTSSessionExpired")
  })

  test("return columns of the index only", () => {
    const columnsToGet = write(ColumnsToGet, allColumns)
    const scanQuery = write(ScanQuery, { query: Query.matchAll })
    expect(
      refusalOf(() =>
        finished(parallelScan(instance, { tableName: "t", indexName: "x", scanQuery, columnsToGet }, start))
      )?.code
    ).toBe("OTSParameterInvalid")
  })
})
