/**
 * Results of every builder, by value and by type: what is expected is written down as the type of the result, so that a
 * value of another type than its builder promises fails one or the other.
 */
import { assert, describe, layer } from "@effect/vitest"
import { Effect, Layer, Schema } from "effect"
import { Aggregation, GroupBy, Query, Row, Sort, Table, Tablestore } from "../../../src/index.ts"
import { emulated } from "./emulated.ts"

class Sales extends Table.make("sales", {
  primaryKey: { id: Schema.BigInt },
  attributes: {
    city: Schema.String,
    total: Schema.Finite,
    pieces: Table.integer,
    day: Schema.String,
    place: Schema.String,
    coupon: Schema.optionalKey(Schema.String)
  }
}) {}

const rome: Sales = { id: 1n, city: "Rome", total: 10, pieces: 1, day: "2024-01-31", place: "41.9,12.5" }
const oslo: Sales = {
  id: 2n,
  city: "Oslo",
  total: 30,
  pieces: 4,
  day: "2024-02-01",
  place: "59.9,10.7",
  coupon: "SNOW"
}

const created = Layer.effectDiscard(
  Effect.gen(function* () {
    const tablestore = yield* Tablestore
    const sales = tablestore.table(Sales)
    yield* sales.create()
    yield* tablestore.createSearchIndex({
      tableName: "sales",
      indexName: "i",
      schema: Table.searchIndexSchema(Sales, {
        city: {},
        total: {},
        pieces: {},
        day: { type: "date", dateFormats: ["yyyy-MM-dd"] },
        place: { type: "geoPoint" },
        coupon: {}
      })
    })
    yield* Effect.forEach([rome, oslo], (row) => sales.put(row))
  })
)

// Made apart from the searches that use them.
const totals = { sum: Aggregation.sum("total"), n: Aggregation.count("total") }
const byCoupon = GroupBy.field("coupon", { aggregations: totals })
const perCity = <A extends Aggregation.Aggregations>(aggregations: A) =>
  GroupBy.field("city", { aggregations, groupBys: { byCoupon }, sort: [GroupBy.keySort("asc")] })

describe("results of builders", () => {
  layer(Layer.provideMerge(created, emulated))((it) => {
    it.effect("of aggregations have the types of their kinds", () =>
      Effect.gen(function* () {
        const sales = yield* Tablestore.table(Sales)
        const { aggregations } = yield* sales.search({
          index: "i",
          limit: 0,
          aggregations: {
            avg: Aggregation.avg("total"),
            max: Aggregation.max("pieces"),
            min: Aggregation.min("total"),
            sum: Aggregation.sum("pieces")
          }
        })
        const expected: typeof aggregations = {
          avg: { _tag: "Avg", value: 20 },
          max: { _tag: "Max", value: 4 },
          min: { _tag: "Min", value: 10 },
          sum: { _tag: "Sum", value: 5 }
        }
        assert.deepStrictEqual(aggregations, expected)
        const { aggregations: counts } = yield* sales.search({
          index: "i",
          limit: 0,
          aggregations: {
            count: Aggregation.count("coupon"),
            distinct: Aggregation.distinctCount("city"),
            all: Aggregation.percentiles("pieces", [100])
          }
        })
        const expectedCounts: typeof counts = {
          count: { _tag: "Count", value: 1n },
          distinct: { _tag: "DistinctCount", value: 2n },
          all: { _tag: "Percentiles", percentiles: [{ percent: 100, value: 4 }] }
        }
        assert.deepStrictEqual(counts, expectedCounts)
      })
    )

    it.effect("of nothing have no value, and count none", () =>
      Effect.gen(function* () {
        const sales = yield* Tablestore.table(Sales)
        const { aggregations, groupBys } = yield* sales.search({
          index: "i",
          query: (sale) => sale.city.term("Lima"),
          aggregations: { most: Aggregation.max("total"), n: Aggregation.count("total") },
          groupBys: { perCity: perCity(totals) }
        })
        const expected: typeof aggregations = { most: { _tag: "Max" }, n: { _tag: "Count", value: 0n } }
        assert.deepStrictEqual(aggregations, expected)
        assert.deepStrictEqual(groupBys.perCity.groups, [])
      })
    )

    it.effect("that variables and functions hold keep their names", () =>
      Effect.gen(function* () {
        const sales = yield* Tablestore.table(Sales)
        const { groupBys } = yield* sales.search({
          index: "i",
          limit: 0,
          groupBys: { cities: perCity({ most: Aggregation.max("total"), rows: Aggregation.topRows() }) }
        })
        const expected: typeof groupBys = {
          cities: {
            _tag: "FieldGroups",
            groups: [
              {
                key: "Oslo",
                rowCount: 1n,
                aggregations: { most: { _tag: "Max", value: 30 }, rows: { _tag: "TopRows", rows: [oslo] } },
                groupBys: {
                  byCoupon: {
                    _tag: "FieldGroups",
                    groups: [
                      {
                        key: "SNOW",
                        rowCount: 1n,
                        aggregations: { sum: { _tag: "Sum", value: 30 }, n: { _tag: "Count", value: 1n } },
                        groupBys: {}
                      }
                    ]
                  }
                }
              },
              {
                key: "Rome",
                rowCount: 1n,
                aggregations: { most: { _tag: "Max", value: 10 }, rows: { _tag: "TopRows", rows: [rome] } },
                groupBys: { byCoupon: { _tag: "FieldGroups", groups: [] } }
              }
            ]
          }
        }
        assert.deepStrictEqual(groupBys, expected)
      })
    )

    it.effect("of groupings have the groups of their kinds, each with what is inside", () =>
      Effect.gen(function* () {
        const sales = yield* Tablestore.table(Sales)
        const aggregations = { n: Aggregation.count("total") }
        const inside = { rowCount: 1n, aggregations: { n: { _tag: "Count", value: 1n } }, groupBys: {} } as const
        const { groupBys } = yield* sales.search({
          index: "i",
          limit: 0,
          groupBys: {
            range: GroupBy.range("total", [{ to: 20 }], { aggregations }),
            filter: GroupBy.filter([Query.term("city", "Oslo")], { aggregations }),
            histogram: GroupBy.histogram("pieces", 3n, { aggregations, sort: [GroupBy.keySort("asc")] }),
            months: GroupBy.dateHistogram("day", { value: 1, unit: "month" }, { aggregations }),
            composite: GroupBy.composite({ coupon: GroupBy.field("coupon") }, { aggregations })
          }
        })
        const expected: typeof groupBys = {
          range: { _tag: "RangeGroups", groups: [{ to: 20, ...inside }] },
          filter: { _tag: "FilterGroups", groups: [inside] },
          histogram: {
            _tag: "HistogramGroups",
            groups: [
              { key: 0n, ...inside },
              { key: 3n, ...inside }
            ]
          },
          months: {
            _tag: "DateHistogramGroups",
            groups: [
              { timestamp: BigInt(Date.UTC(2024, 0, 1)), ...inside },
              { timestamp: BigInt(Date.UTC(2024, 1, 1)), ...inside }
            ]
          },
          composite: {
            _tag: "CompositeGroups",
            sourceNames: ["coupon"],
            groups: [
              { keys: [undefined], ...inside },
              { keys: ["SNOW"], ...inside }
            ]
          }
        }
        assert.deepStrictEqual(groupBys, expected)
      })
    )

    it.effect("of groupings by place have distances and cells", () =>
      Effect.gen(function* () {
        const sales = yield* Tablestore.table(Sales)
        const aggregations = { n: Aggregation.count("total") }
        const inside = { rowCount: 1n, aggregations: { n: { _tag: "Count", value: 1n } }, groupBys: {} } as const
        const { groupBys } = yield* sales.search({
          index: "i",
          query: (sale) => sale.city.term("Rome"),
          limit: 0,
          groupBys: {
            near: GroupBy.geoDistance("place", { latitude: 41.9, longitude: 12.5 }, [{ from: 0, to: 1000 }], {
              aggregations
            }),
            cells: GroupBy.geoGrid("place", { precision: 1, aggregations })
          }
        })
        const expected: typeof groupBys = {
          near: { _tag: "GeoDistanceGroups", groups: [{ from: 0, to: 1000, ...inside }] },
          // A geohash of one letter is a cell of 45 by 45 degrees: s begins where the equator meets Greenwich.
          cells: {
            _tag: "GeoGridGroups",
            groups: [
              {
                key: "s",
                topLeft: { latitude: 45, longitude: 0 },
                bottomRight: { latitude: 0, longitude: 45 },
                ...inside
              }
            ]
          }
        }
        assert.deepStrictEqual(groupBys, expected)
      })
    )

    it.effect("of the raw method have the same names, and rows as other calls give them", () =>
      Effect.gen(function* () {
        const tablestore = yield* Tablestore
        const searchQuery = {
          limit: 0,
          groupBys: {
            cities: perCity({ rows: Aggregation.topRows({ limit: 1, sort: [Sort.field("total", "desc")] }) })
          }
        }
        const { groupBys } = yield* tablestore.search({
          tableName: "sales",
          indexName: "i",
          columnsToGet: { _tag: "All" },
          searchQuery
        })
        const { row } = yield* tablestore.getRow({
          tableName: "sales",
          primaryKey: Row.key({ id: 2n }),
          maxVersions: 1
        })
        const [first] = groupBys.cities.groups
        assert.deepStrictEqual(first?.aggregations.rows.rows, row === undefined ? [] : [row])
        assert.strictEqual(first?.groupBys.byCoupon.groups[0]?.aggregations.sum.value, 30)
        // @ts-expect-error nobody asked for it
        assert.isUndefined(first?.aggregations.most)
      })
    )
  })
})
