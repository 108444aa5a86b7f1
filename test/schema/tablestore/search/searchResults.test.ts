import { describe, expect, expectTypeOf, it } from "vitest"
import type { AnySchema, ValueOf } from "../../../../src/schema/Fields.ts"
import * as M from "../../../../src/schema/tablestore/protobuf/generated/search.ts"
import * as Aggregation from "../../../../src/schema/tablestore/search/aggregation.ts"
import {
  type AggregationResults,
  AggregationResultsBytes,
  type Group,
  type GroupByResults,
  GroupByResultsBytes,
  type ResultsOfAggregations,
  type ResultsOfGroupBys
} from "../../../../src/schema/tablestore/search/aggregationResult.ts"
import * as GroupBy from "../../../../src/schema/tablestore/search/groupBy.ts"
import { Query } from "../../../../src/schema/tablestore/search/searchQuery.ts"
import { SearchQuery } from "../../../../src/schema/tablestore/search/searchRequest.ts"
import { bytesOf } from "../../../../src/schema/wire/messageUnions.ts"
import { encodeMessage } from "../../../../src/schema/wire/protobufMessage.ts"
import { Refused, read, write } from "../schemaValues.ts"
import { official, other, point, queries, searches } from "./searchCases.ts"

const inside = (rowCount: bigint): Group => ({ rowCount, aggregations: {}, groupBys: {} })

const results: AggregationResults = {
  avg: { _tag: "Avg", value: 1.5 },
  nothing: { _tag: "Max" },
  min: { _tag: "Min", value: -1 },
  sum: { _tag: "Sum", value: 0 },
  count: { _tag: "Count", value: 2n ** 60n },
  distinct: { _tag: "DistinctCount", value: 0n },
  percentiles: {
    _tag: "Percentiles",
    percentiles: [
      { percent: 50, value: 1.5 },
      { percent: 99, value: 7n }
    ]
  },
  rows: {
    _tag: "TopRows",
    rows: [{ primaryKey: [{ name: "k", value: "v" }], columns: [{ name: "c", value: 1n, timestamp: 5 }] }]
  },
  __proto__x: { _tag: "Sum", value: 1 }
}

const groups: GroupByResults = {
  field: {
    _tag: "FieldGroups",
    groups: [
      {
        key: "a",
        rowCount: 2n,
        aggregations: results,
        groupBys: { deeper: { _tag: "FilterGroups", groups: [inside(1n)] } }
      },
      { key: "", ...inside(0n) }
    ]
  },
  range: {
    _tag: "RangeGroups",
    groups: [
      { to: 1, ...inside(1n) },
      { from: 1, ...inside(2n) }
    ]
  },
  filter: { _tag: "FilterGroups", groups: [inside(3n), inside(0n)] },
  distance: { _tag: "GeoDistanceGroups", groups: [{ from: 0, to: 10.5, ...inside(1n) }] },
  histogram: {
    _tag: "HistogramGroups",
    groups: [
      { key: 5n, ...inside(1n) },
      { key: 0.5, ...inside(1n) }
    ]
  },
  dates: { _tag: "DateHistogramGroups", groups: [{ timestamp: 1_700_000_000_000n, ...inside(1n) }] },
  grid: { _tag: "GeoGridGroups", groups: [{ key: "wtw3s", topLeft: point, bottomRight: other, ...inside(1n) }] },
  composite: {
    _tag: "CompositeGroups",
    groups: [{ keys: ["a", undefined, ""], ...inside(1n) }],
    sourceNames: ["k", "n", "m"],
    nextToken: "next"
  }
}

describe("search results", () => {
  it("of aggregations are read as they were written", () => {
    expect(read(AggregationResultsBytes, write(AggregationResultsBytes, results))).toStrictEqual(results)
    expect(read(AggregationResultsBytes, new Uint8Array(0))).toStrictEqual({})
  })

  it("of groups are read as they were written, with all inside them", () => {
    expect(read(GroupByResultsBytes, write(GroupByResultsBytes, groups))).toStrictEqual(groups)
    expect(read(GroupByResultsBytes, new Uint8Array(0))).toStrictEqual({})
  })

  it("are read by the npm client", () => {
    const plain = (value: unknown): any => JSON.parse(JSON.stringify(value))
    const aggregations = official.decoder._parseAggs(Buffer.from(write(AggregationResultsBytes, results)))
    const result = (name: string) => plain(aggregations.aggResults.find((one: any) => one.name === name).aggResult)
    expect(result("avg")).toEqual({ value: 1.5 })
    expect(result("nothing")).toEqual({})
    expect(result("count")).toEqual({ value: String(2n ** 60n) })
    expect(result("percentiles").items[0].item).toEqual({ key: 50, value: 1.5 })
    expect(result("rows").rows[0].primaryKey).toEqual([{ name: "k", value: "v" }])
    const groupBys = official.decoder._parseGroupBys(Buffer.from(write(GroupByResultsBytes, groups)))
    const items = (name: string) =>
      plain(groupBys.groupByResults.find((one: any) => one.name === name).groupByResult.items)
    expect(items("field")[0].key).toBe("a")
    expect(items("field")[0].rowCount).toMatchObject({ low: 2, high: 0 })
    expect(items("field")[0].subAggsResult.aggResults.length).toBe(Object.keys(results).length)
    expect(items("field")[0].subGroupBysResult.groupByResults[0].name).toBe("deeper")
    expect(items("range")).toMatchObject([{ to: 1 }, { from: 1 }])
    expect(items("filter").length).toBe(2)
    expect(items("dates")[0].timeStamp).toMatchObject({ low: -807049216, high: 395 })
    expect(items("grid")[0].key).toBe("wtw3s")
  })

  it("of a name like __proto__ are a plain entry", () => {
    const bytes = encodeMessage(M.AggregationsResult, {
      aggResults: [
        {
          name: "__proto__",
          type: M.AggregationType.AGG_SUM,
          aggResult: encodeMessage(M.SumAggregationResult, { value: 1 })
        }
      ]
    })
    const found = read(AggregationResultsBytes, bytes)
    expect(Object.keys(found)).toEqual(["__proto__"])
    expect(Object.getPrototypeOf(found)).toBe(Object.prototype)
  })

  it("of unknown kinds fail by name", () => {
    const one = (type: number) =>
      encodeMessage(M.AggregationsResult, {
        aggResults: [{ name: "x", type: type as M.AggregationType, aggResult: new Uint8Array(0) }]
      })
    expect(() => read(AggregationResultsBytes, one(77))).toThrow(
      /x must be the result of an aggregation of a known kind, not 77/
    )
    const groupBy = encodeMessage(M.GroupBysResult, {
      groupByResults: [{ name: "y", type: 77 as M.GroupByType, groupByResult: new Uint8Array(0) }]
    })
    expect(() => read(GroupByResultsBytes, groupBy)).toThrow(
      /y must be the result of a grouping of a known kind, not 77/
    )
  })

  it("have the types of what was asked for", () => {
    type Results = ResultsOfAggregations<{ a: Aggregation.Sum; b: Aggregation.Count }>
    expectTypeOf<Results["a"]["value"]>().toEqualTypeOf<number | undefined>()
    expectTypeOf<Results["b"]["value"]>().toEqualTypeOf<bigint>()
    type Groups = ResultsOfGroupBys<{
      s: {
        readonly _tag: "FieldGroups"
        readonly field: string
        readonly aggregations: { readonly n: Aggregation.Count }
      }
    }>
    expectTypeOf<Groups["s"]["groups"][number]["key"]>().toEqualTypeOf<string>()
    expectTypeOf<Groups["s"]["groups"][number]["aggregations"]["n"]["value"]>().toEqualTypeOf<bigint>()
  })
})

describe("hostile search bytes", () => {
  it("end in a failure of the codecs, and nothing else", () => {
    let state = 5
    const next = (below: number): number => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      return Math.floor((state / 2 ** 32) * below)
    }
    const whole = <S extends AnySchema>(schema: S, value: ValueOf<S>) =>
      [write(schema, value) as Uint8Array, (bytes: Uint8Array) => read(schema, bytes)] as const
    const wholes = [
      ...searches.map(([, ours]) => whole(SearchQuery, ours)),
      ...queries.map(([, ours]) => whole(bytesOf(M.Query, Query), ours)),
      whole(bytesOf(M.Aggregations, Aggregation.Aggregations), searches[2]![1].aggregations!),
      whole(bytesOf(M.GroupBys, GroupBy.GroupBys), searches[3]![1].groupBys!),
      whole(AggregationResultsBytes, results),
      whole(GroupByResultsBytes, groups)
    ]
    for (const [whole, decode] of wholes) {
      for (let round = 0; round < 150; round++) {
        const bytes = whole.slice(0, round % 3 === 0 ? next(whole.length + 1) : whole.length)
        for (let times = next(4); times > 0 && bytes.length > 0; times--) bytes[next(bytes.length)] = next(256)
        try {
          decode(bytes)
        } catch (error) {
          expect(error).toBeInstanceOf(Refused)
        }
      }
    }
  })
})
