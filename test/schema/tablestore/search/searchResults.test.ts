import { describe, expect, expectTypeOf, it } from "vitest"
import * as M from "../../../../src/schema/tablestore/protobuf/generated/search.ts"
import type * as Aggregation from "../../../../src/schema/tablestore/search/aggregation.ts"
import { decodeAggregations, encodeAggregations } from "../../../../src/schema/tablestore/search/aggregationCodec.ts"
import type {
  AggregationResults,
  Group,
  GroupByResults,
  ResultsOfAggregations,
  ResultsOfGroupBys
} from "../../../../src/schema/tablestore/search/aggregationResult.ts"
import {
  decodeAggregationResults,
  encodeAggregationResults
} from "../../../../src/schema/tablestore/search/aggregationResultCodec.ts"
import { decodeGroupBys, encodeGroupBys } from "../../../../src/schema/tablestore/search/groupByCodec.ts"
import {
  decodeGroupByResults,
  encodeGroupByResults
} from "../../../../src/schema/tablestore/search/groupByResultCodec.ts"
import { decodeQuery, encodeQuery } from "../../../../src/schema/tablestore/search/searchQueryCodec.ts"
import { decodeSearchQuery, encodeSearchQuery } from "../../../../src/schema/tablestore/search/searchRequestCodec.ts"
import { encodeMessage } from "../../../../src/schema/wire/protobufMessage.ts"
import { isWireError } from "../../../../src/schema/wire/wireErrors.ts"
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
    expect(decodeAggregationResults(encodeAggregationResults(results))).toStrictEqual(results)
    expect(decodeAggregationResults(new Uint8Array(0))).toStrictEqual({})
  })

  it("of groups are read as they were written, with all inside them", () => {
    expect(decodeGroupByResults(encodeGroupByResults(groups))).toStrictEqual(groups)
    expect(decodeGroupByResults(new Uint8Array(0))).toStrictEqual({})
  })

  it("are read by the npm client", () => {
    const plain = (value: unknown): any => JSON.parse(JSON.stringify(value))
    const aggregations = official.decoder._parseAggs(Buffer.from(encodeAggregationResults(results)))
    const result = (name: string) => plain(aggregations.aggResults.find((one: any) => one.name === name).aggResult)
    expect(result("avg")).toEqual({ value: 1.5 })
    expect(result("nothing")).toEqual({})
    expect(result("count")).toEqual({ value: String(2n ** 60n) })
    expect(result("percentiles").items[0].item).toEqual({ key: 50, value: 1.5 })
    expect(result("rows").rows[0].primaryKey).toEqual([{ name: "k", value: "v" }])
    const groupBys = official.decoder._parseGroupBys(Buffer.from(encodeGroupByResults(groups)))
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
    const read = decodeAggregationResults(bytes)
    expect(Object.keys(read)).toEqual(["__proto__"])
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype)
  })

  it("of unknown kinds fail by name", () => {
    const one = (type: number) =>
      encodeMessage(M.AggregationsResult, {
        aggResults: [{ name: "x", type: type as M.AggregationType, aggResult: new Uint8Array(0) }]
      })
    expect(() => decodeAggregationResults(one(77))).toThrow(/x of type 77 is not known/)
    const groupBy = encodeMessage(M.GroupBysResult, {
      groupByResults: [{ name: "y", type: 77 as M.GroupByType, groupByResult: new Uint8Array(0) }]
    })
    expect(() => decodeGroupByResults(groupBy)).toThrow(/y of type 77 is not known/)
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
    const wholes: ReadonlyArray<readonly [Uint8Array, (bytes: Uint8Array) => unknown]> = [
      ...searches.map(([, ours]) => [encodeSearchQuery(ours), decodeSearchQuery] as const),
      ...queries.map(([, ours]) => [encodeQuery(ours), decodeQuery] as const),
      [encodeAggregations(searches[2]![1].aggregations!), decodeAggregations],
      [encodeGroupBys(searches[3]![1].groupBys!), decodeGroupBys],
      [encodeAggregationResults(results), decodeAggregationResults],
      [encodeGroupByResults(groups), decodeGroupByResults]
    ]
    for (const [whole, decode] of wholes) {
      for (let round = 0; round < 150; round++) {
        const bytes = whole.slice(0, round % 3 === 0 ? next(whole.length + 1) : whole.length)
        for (let times = next(4); times > 0 && bytes.length > 0; times--) bytes[next(bytes.length)] = next(256)
        try {
          decode(bytes)
        } catch (error) {
          expect(isWireError(error), String(error)).toBe(true)
        }
      }
    }
  })
})
