/** Search calls with every aggregation and grouping that the vendor's client can build, for both clients. */
import TableStore from "tablestore"
import { Aggregation, GroupBy, Query, Sort } from "../../src/index.ts"
import { ourInner, searchCall, theirAll, theirInner, units, wordsOf } from "./tablestore.requestsQueries.ts"
import type { Call } from "./tablestore.requestsRecorder.ts"
import { orders } from "./tablestore.requestsSearches.ts"
import { long } from "./tablestoreClient.ts"

const { AggregationType, DateTimeUnit, GeoHashPrecision, GroupByType, SortOrder } = TableStore

const aggregated = (name: string, type: number, body: unknown, ours: Aggregation.Aggregation): Call =>
  searchCall(
    `the aggregation ${name}`,
    { query: theirAll, limit: 0, aggs: { aggs: [{ name: "result", type, body }] } },
    { query: Query.matchAll, limit: 0, aggregations: { result: ours } }
  )

const aggregations: ReadonlyArray<Call> = [
  ...(
    [
      ["average", AggregationType.AGG_AVG, Aggregation.avg],
      ["greatest", AggregationType.AGG_MAX, Aggregation.max],
      ["least", AggregationType.AGG_MIN, Aggregation.min],
      ["sum", AggregationType.AGG_SUM, Aggregation.sum],
      ["distinct", AggregationType.AGG_DISTINCT_COUNT, Aggregation.distinctCount]
    ] as const
  ).flatMap(([name, type, make]) => [
    aggregated(name, type, { fieldName: "a" }, make("a")),
    aggregated(`${name}, missing 5`, type, { fieldName: "a", missing: long(5) }, make("a", { missing: 5n })),
    aggregated(`${name}, missing 5.5`, type, { fieldName: "a", missing: 5.5 }, make("a", { missing: 5.5 })),
    aggregated(`${name}, missing text`, type, { fieldName: "a", missing: "x" }, make("a", { missing: "x" }))
  ]),
  aggregated("count", AggregationType.AGG_COUNT, { fieldName: "a" }, Aggregation.count("a")),
  aggregated("rows", AggregationType.AGG_TOP_ROWS, {}, Aggregation.topRows()),
  aggregated(
    "rows in an order",
    AggregationType.AGG_TOP_ROWS,
    { limit: 3, sort: { sorters: [{ fieldSort: { fieldName: "a", order: SortOrder.SORT_ORDER_DESC } }] } },
    Aggregation.topRows({ limit: 3, sort: [Sort.field("a", "desc")] })
  ),
  aggregated(
    "percentiles",
    AggregationType.AGG_PERCENTILES,
    { fieldName: "a", percentiles: [50, 99.5], missing: long(1) },
    Aggregation.percentiles("a", [50, 99.5], { missing: 1n })
  ),
  searchCall(
    "two aggregations",
    {
      query: theirAll,
      aggs: {
        aggs: [
          { name: "z", type: AggregationType.AGG_COUNT, body: { fieldName: "b" } },
          { name: "a", type: AggregationType.AGG_AVG, body: { fieldName: "a" } }
        ]
      }
    },
    { query: Query.matchAll, aggregations: { z: Aggregation.count("b"), a: Aggregation.avg("a") } }
  )
]

const grouped = (name: string, type: number, body: unknown, ours: GroupBy.GroupBy): Call =>
  searchCall(
    `groups of ${name}`,
    { query: theirAll, groupBys: { groupBys: [{ name: "result", type, body }] } },
    { query: Query.matchAll, groupBys: { result: ours } }
  )

/** What is computed in each group. */
const theirInside = {
  subAggs: { aggs: [{ name: "revenue", type: AggregationType.AGG_SUM, body: { fieldName: "total" } }] },
  subGroupBys: {
    groupBys: [
      {
        name: "inner",
        type: GroupByType.GROUP_BY_FIELD,
        body: {
          fieldName: "user",
          size: 3,
          subAggs: { aggs: [{ name: "n", type: AggregationType.AGG_COUNT, body: { fieldName: "b" } }] }
        }
      }
    ]
  }
}
const ourInside = {
  aggregations: { revenue: Aggregation.sum("total") },
  groupBys: { inner: GroupBy.field("user", { size: 3, aggregations: { n: Aggregation.count("b") } }) }
}

const fields: ReadonlyArray<Call> = [
  grouped("values", GroupByType.GROUP_BY_FIELD, { fieldName: "state" }, GroupBy.field("state")),
  ...orders.flatMap(([order, word]) => [
    grouped(
      `values by key ${word}`,
      GroupByType.GROUP_BY_FIELD,
      { fieldName: "state", sort: { sorters: [{ groupKeySort: { order } }] } },
      GroupBy.field("state", { sort: [GroupBy.keySort(word)] })
    ),
    grouped(
      `values by count and sum ${word}`,
      GroupByType.GROUP_BY_FIELD,
      {
        fieldName: "state",
        size: 20,
        minDocCount: 2,
        sort: { sorters: [{ rowCountSort: { order } }, { subAggSort: { subAggName: "revenue", order } }] },
        ...theirInside
      },
      GroupBy.field("state", {
        size: 20,
        minDocCount: 2n,
        sort: [GroupBy.rowCountSort(word), GroupBy.aggregationSort("revenue", word)],
        ...ourInside
      })
    )
  ])
]

const ranges: ReadonlyArray<Call> = [
  grouped(
    "ranges",
    GroupByType.GROUP_BY_RANGE,
    { fieldName: "total", ranges: [{ to: 1.5 }, { from: 1.5, to: 3 }, { from: 3 }], ...theirInside },
    GroupBy.range("total", [{ to: 1.5 }, { from: 1.5, to: 3 }, { from: 3 }], ourInside)
  ),
  grouped(
    "queries",
    GroupByType.GROUP_BY_FILTER,
    { filters: [theirInner, theirAll], ...theirInside },
    GroupBy.filter([ourInner, Query.matchAll], ourInside)
  ),
  grouped(
    "distances",
    GroupByType.GROUP_BY_GEO_DISTANCE,
    { fieldName: "at", origin: { lat: 1.5, lon: -2 }, ranges: [{ from: 0, to: 1000 }], ...theirInside },
    GroupBy.geoDistance("at", { latitude: 1.5, longitude: -2 }, [{ from: 0, to: 1000 }], ourInside)
  )
]

const histograms: ReadonlyArray<Call> = [
  grouped(
    "intervals of 5",
    GroupByType.GROUP_BY_HISTOGRAM,
    { fieldName: "total", interval: long(5) },
    GroupBy.histogram("total", 5n)
  ),
  grouped(
    "intervals of 2.5, and all that can be said",
    GroupByType.GROUP_BY_HISTOGRAM,
    {
      fieldName: "total",
      interval: 2.5,
      minDocCount: 0,
      missing: 1.5,
      offset: 0.5,
      fieldRange: { min: 0.5, max: 100.5 },
      sort: { sorters: [{ groupKeySort: { order: SortOrder.SORT_ORDER_DESC } }] },
      ...theirInside
    },
    GroupBy.histogram("total", 2.5, {
      minDocCount: 0n,
      missing: 1.5,
      offset: 0.5,
      fieldRange: { min: 0.5, max: 100.5 },
      sort: [GroupBy.keySort("desc")],
      ...ourInside
    })
  ),
  ...units.map(([unit, word]) =>
    grouped(
      `the time of a ${word}`,
      GroupByType.GROUP_BY_DATE_HISTOGRAM,
      { fieldName: "placed", interval: { value: 1, unit } },
      GroupBy.dateHistogram("placed", { value: 1, unit: word })
    )
  ),
  grouped(
    "times, and all that can be said",
    GroupByType.GROUP_BY_DATE_HISTOGRAM,
    {
      fieldName: "placed",
      interval: { value: 5, unit: DateTimeUnit.MINUTE },
      minDocCount: 1,
      missing: "2024-05-06",
      offset: { value: -1, unit: DateTimeUnit.SECOND },
      fieldRange: { min: "2024-01-01", max: "2024-12-31" },
      sort: { sorters: [{ rowCountSort: { order: SortOrder.SORT_ORDER_ASC } }] },
      timeZone: "+08:00",
      ...theirInside
    },
    GroupBy.dateHistogram(
      "placed",
      { value: 5, unit: "minute" },
      {
        minDocCount: 1n,
        missing: "2024-05-06",
        offset: { value: -1, unit: "second" },
        fieldRange: { min: "2024-01-01", max: "2024-12-31" },
        sort: [GroupBy.rowCountSort("asc")],
        timeZone: "+08:00",
        ...ourInside
      }
    )
  )
]

const grids: ReadonlyArray<Call> = wordsOf(
  GeoHashPrecision,
  ...["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"]
).map(([precision, word]) =>
  grouped(
    `cells of ${word}`,
    GroupByType.GROUP_BY_GEO_GRID,
    { fieldName: "at", precision, size: 50, ...theirInside },
    GroupBy.geoGrid("at", { precision: Number(word) as GroupBy.GeoHashLength, size: 50, ...ourInside })
  )
)

const composites: ReadonlyArray<Call> = [
  grouped(
    "combinations",
    GroupByType.GROUP_BY_COMPOSITE,
    {
      size: 50,
      nextToken: "page 2",
      sources: {
        groupBys: [
          { name: "state", type: GroupByType.GROUP_BY_FIELD, body: { fieldName: "state" } },
          { name: "total", type: GroupByType.GROUP_BY_HISTOGRAM, body: { fieldName: "total", interval: long(10) } },
          {
            name: "day",
            type: GroupByType.GROUP_BY_DATE_HISTOGRAM,
            body: { fieldName: "placed", interval: { value: 1, unit: DateTimeUnit.DAY } }
          }
        ]
      },
      ...theirInside
    },
    GroupBy.composite(
      {
        state: GroupBy.field("state"),
        total: GroupBy.histogram("total", 10n),
        day: GroupBy.dateHistogram("placed", { value: 1, unit: "day" })
      },
      { size: 50, nextToken: "page 2", ...ourInside }
    )
  )
]

export const groupCalls: ReadonlyArray<Call> = [
  ...aggregations,
  ...fields,
  ...ranges,
  ...histograms,
  ...grids,
  ...composites
]
