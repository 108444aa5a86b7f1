/** Searches in our form and in that of the npm client. */
import { createRequire } from "node:module"
import * as Aggregation from "../../../../src/schema/tablestore/search/aggregation.ts"
import * as GroupBy from "../../../../src/schema/tablestore/search/groupBy.ts"
import * as Query from "../../../../src/schema/tablestore/search/searchQuery.ts"
import type { SearchQuery } from "../../../../src/schema/tablestore/search/searchRequest.ts"
import * as Sort from "../../../../src/schema/tablestore/search/searchSort.ts"

export const official = createRequire(import.meta.url)("tablestore")
const long = (value: number) => official.Long.fromNumber(value)
const { QueryType, AggregationType, GroupByType } = official

export const point = { latitude: 30.25, longitude: -120.5 }
export const other = { latitude: -1, longitude: 0 }

/** Queries in our form and in that of the npm client. */
export const queries: ReadonlyArray<readonly [string, Query.Query, unknown]> = [
  ["match all", Query.matchAll, { queryType: QueryType.MATCH_ALL_QUERY }],
  [
    "match",
    Query.match("t", "some words", { operator: "and", minimumShouldMatch: 2, weight: 1.5 }),
    {
      queryType: QueryType.MATCH_QUERY,
      query: { fieldName: "t", text: "some words", operator: 2, minimumShouldMatch: 2, weight: 1.5 }
    }
  ],
  [
    "match phrase",
    Query.matchPhrase("t", "words"),
    { queryType: QueryType.MATCH_PHRASE_QUERY, query: { fieldName: "t", text: "words" } }
  ],
  [
    "term, boolean",
    Query.term("paid", true),
    { queryType: QueryType.TERM_QUERY, query: { fieldName: "paid", term: true } }
  ],
  [
    "term, integer",
    Query.term("n", 10n, { weight: 2 }),
    { queryType: QueryType.TERM_QUERY, query: { fieldName: "n", term: long(10), weight: 2 } }
  ],
  ["term, double", Query.term("n", 10), { queryType: QueryType.TERM_QUERY, query: { fieldName: "n", term: 10 } }],
  [
    "terms",
    Query.terms("n", ["a", "ü"]),
    { queryType: QueryType.TERMS_QUERY, query: { fieldName: "n", terms: ["a", "ü"] } }
  ],
  [
    "range, both ends",
    Query.range("n", { gte: 1n, lt: 5n }),
    {
      queryType: QueryType.RANGE_QUERY,
      query: { fieldName: "n", rangeFrom: long(1), includeLower: true, rangeTo: long(5), includeUpper: false }
    }
  ],
  [
    "range, one end",
    Query.range("n", { gt: 1.5 }),
    { queryType: QueryType.RANGE_QUERY, query: { fieldName: "n", rangeFrom: 1.5, includeLower: false } }
  ],
  ["prefix", Query.prefix("k", "ab"), { queryType: QueryType.PREFIX_QUERY, query: { fieldName: "k", prefix: "ab" } }],
  [
    "wildcard",
    Query.wildcard("k", "a*b?"),
    { queryType: QueryType.WILDCARD_QUERY, query: { fieldName: "k", value: "a*b?" } }
  ],
  [
    "bool",
    Query.bool({
      must: [Query.exists("a")],
      mustNot: [Query.exists("b")],
      filter: [Query.exists("c")],
      should: [Query.exists("d"), Query.exists("e")],
      minimumShouldMatch: 1
    }),
    {
      queryType: QueryType.BOOL_QUERY,
      query: {
        mustQueries: [{ queryType: QueryType.EXISTS_QUERY, query: { fieldName: "a" } }],
        mustNotQueries: [{ queryType: QueryType.EXISTS_QUERY, query: { fieldName: "b" } }],
        filterQueries: [{ queryType: QueryType.EXISTS_QUERY, query: { fieldName: "c" } }],
        shouldQueries: [
          { queryType: QueryType.EXISTS_QUERY, query: { fieldName: "d" } },
          { queryType: QueryType.EXISTS_QUERY, query: { fieldName: "e" } }
        ],
        minimumShouldMatch: 1
      }
    }
  ],
  [
    "constant score",
    Query.constScore(Query.exists("a")),
    {
      queryType: QueryType.CONST_SCORE_QUERY,
      query: { filter: { queryType: QueryType.EXISTS_QUERY, query: { fieldName: "a" } } }
    }
  ],
  [
    "function score",
    Query.functionScore(Query.matchAll, "rank"),
    {
      queryType: QueryType.FUNCTION_SCORE_QUERY,
      query: { query: { queryType: QueryType.MATCH_ALL_QUERY }, fieldValueFactor: { fieldName: "rank" } }
    }
  ],
  [
    "nested",
    Query.nested("items", Query.term("items.sku", "x"), {
      scoreMode: "max",
      innerHits: {
        sort: [Sort.field("items.n", "desc")],
        offset: 1,
        limit: 3,
        highlight: { fields: [{ field: "items.t" }] }
      }
    }),
    {
      queryType: QueryType.NESTED_QUERY,
      query: {
        path: "items",
        query: { queryType: QueryType.TERM_QUERY, query: { fieldName: "items.sku", term: "x" } },
        scoreMode: 3,
        innerHits: {
          sort: { sorters: [{ fieldSort: { fieldName: "items.n", order: 1 } }] },
          offset: 1,
          limit: 3,
          highlight: { highlightParameters: [{ fieldName: "items.t" }] }
        }
      }
    }
  ],
  [
    "bounding box",
    Query.geoBoundingBox("g", { topLeft: point, bottomRight: other }),
    {
      queryType: QueryType.GEO_BOUNDING_BOX_QUERY,
      query: { fieldName: "g", topLeft: "30.25,-120.5", bottomRight: "-1,0" }
    }
  ],
  [
    "distance",
    Query.geoDistance("g", point, 1000),
    { queryType: QueryType.GEO_DISTANCE_QUERY, query: { fieldName: "g", centerPoint: "30.25,-120.5", distance: 1000 } }
  ],
  [
    "polygon",
    Query.geoPolygon("g", [point, other, { latitude: 1, longitude: 1 }]),
    { queryType: QueryType.GEO_POLYGON_QUERY, query: { fieldName: "g", points: ["30.25,-120.5", "-1,0", "1,1"] } }
  ],
  ["exists", Query.exists("a"), { queryType: QueryType.EXISTS_QUERY, query: { fieldName: "a" } }],
  [
    "nearest vectors",
    Query.knnVector("v", [0.5, -1], { topK: 3, filter: Query.exists("a"), weight: 2 }),
    {
      queryType: QueryType.KNN_VECTOR_QUERY,
      query: {
        fieldName: "v",
        topK: 3,
        float32QueryVector: [0.5, -1],
        filter: { queryType: QueryType.EXISTS_QUERY, query: { fieldName: "a" } },
        weight: 2
      }
    }
  ],
  [
    "score functions",
    Query.scoreFunctions(Query.matchAll, {
      functions: [
        { fieldValueFactor: { field: "n", factor: 1.5, modifier: "log1p", missing: 1 }, weight: 2 },
        { random: true, filter: Query.exists("a") },
        {
          decay: {
            field: "d",
            mathFunction: "gauss",
            distance: { _tag: "NumericDistance", origin: 5, scale: 2, offset: 1 },
            decay: 0.5,
            multiValueMode: "min"
          }
        },
        {
          decay: {
            field: "g",
            mathFunction: "exp",
            distance: { _tag: "GeoDistance", origin: point, scale: 100, offset: 10 }
          }
        },
        {
          decay: {
            field: "t",
            distance: {
              _tag: "DateDistance",
              origin: "2024-01-01",
              scale: { value: 1, unit: "day" },
              offset: { value: 2, unit: "hour" }
            }
          }
        }
      ],
      scoreMode: "sum",
      combineMode: "replace",
      minScore: 0.5,
      maxScore: 2
    }),
    {
      queryType: QueryType.FUNCTIONS_SCORE_QUERY,
      query: {
        query: { queryType: QueryType.MATCH_ALL_QUERY },
        functions: [
          { fieldValueFactorFunction: { fieldName: "n", factor: 1.5, modifier: 3, missing: 1 }, weight: 2 },
          { randomFunction: {}, filter: { queryType: QueryType.EXISTS_QUERY, query: { fieldName: "a" } } },
          {
            decayFunction: {
              fieldName: "d",
              mathFunction: 1,
              decayParamType: 2,
              decayParam: { origin: 5, scale: 2, offset: 1 },
              decay: 0.5,
              multiValueMode: 2
            }
          },
          {
            decayFunction: {
              fieldName: "g",
              mathFunction: 2,
              decayParamType: 3,
              decayParam: { origin: "30.25,-120.5", scale: 100, offset: 10 }
            }
          },
          {
            decayFunction: {
              fieldName: "t",
              decayParamType: 1,
              decayParam: { originString: "2024-01-01", scale: { value: 1, unit: 5 }, offset: { value: 2, unit: 6 } }
            }
          }
        ],
        scoreMode: 3,
        combineMode: 6,
        minScore: 0.5,
        maxScore: 2
      }
    }
  ]
]

/** Whole searches in our form and in that of the npm client. */
export const searches: ReadonlyArray<readonly [string, SearchQuery, any]> = [
  [
    "sorts",
    {
      offset: 5,
      limit: 20,
      sort: [
        Sort.field("n", "desc", { mode: "avg", missingValue: 7n }),
        Sort.field("m", "asc", { nestedFilter: { path: "p", filter: Query.exists("p.a") }, missingField: "o" }),
        Sort.geoDistance("g", [point, other], "asc", { mode: "min", distanceType: "plane" }),
        Sort.score("desc"),
        Sort.primaryKey("asc"),
        Sort.doc("desc")
      ],
      collapseField: "k",
      getTotalCount: true,
      query: Query.matchAll
    },
    {
      offset: 5,
      limit: 20,
      sort: {
        sorters: [
          { fieldSort: { fieldName: "n", order: 1, mode: 2, missingValue: long(7) } },
          {
            fieldSort: {
              fieldName: "m",
              order: 0,
              nestedFilter: { path: "p", filter: { queryType: QueryType.EXISTS_QUERY, query: { fieldName: "p.a" } } },
              missingField: "o"
            }
          },
          {
            geoDistanceSort: { fieldName: "g", points: ["30.25,-120.5", "-1,0"], order: 0, mode: 0, distanceType: 1 }
          },
          { scoreSort: { order: 1 } },
          { primaryKeySort: { order: 0 } },
          { docSort: { order: 1 } }
        ]
      },
      collapse: { fieldName: "k" },
      getTotalCount: true,
      query: { queryType: QueryType.MATCH_ALL_QUERY }
    }
  ],
  [
    "a page and highlights",
    {
      limit: 1,
      token: Uint8Array.of(1, 2, 3),
      getTotalCount: false,
      highlight: {
        fields: [
          {
            field: "t",
            numberOfFragments: 2,
            fragmentSize: 50,
            preTag: "<b>",
            postTag: "</b>",
            fragmentsOrder: "score"
          }
        ],
        encoder: "html"
      },
      query: Query.matchAll
    },
    {
      limit: 1,
      token: Buffer.of(1, 2, 3),
      highlight: {
        highlightParameters: [
          {
            fieldName: "t",
            numberOfFragments: 2,
            fragmentSize: 50,
            preTag: "<b>",
            postTag: "</b>",
            fragmentsOrder: 2
          }
        ],
        highlightEncoder: 2
      },
      query: { queryType: QueryType.MATCH_ALL_QUERY }
    }
  ],
  [
    "aggregations",
    {
      query: Query.matchAll,
      getTotalCount: false,
      aggregations: {
        a: Aggregation.avg("n"),
        b: Aggregation.max("n", { missing: 5n }),
        c: Aggregation.min("n", { missing: 0.5 }),
        d: Aggregation.sum("n"),
        e: Aggregation.count("n"),
        f: Aggregation.distinctCount("n"),
        g: Aggregation.percentiles("n", [50, 99.5]),
        h: Aggregation.topRows({ limit: 2, sort: [Sort.primaryKey("desc")] })
      }
    },
    {
      query: { queryType: QueryType.MATCH_ALL_QUERY },
      aggs: {
        aggs: [
          { name: "a", type: AggregationType.AGG_AVG, body: { fieldName: "n" } },
          { name: "b", type: AggregationType.AGG_MAX, body: { fieldName: "n", missing: long(5) } },
          { name: "c", type: AggregationType.AGG_MIN, body: { fieldName: "n", missing: 0.5 } },
          { name: "d", type: AggregationType.AGG_SUM, body: { fieldName: "n" } },
          { name: "e", type: AggregationType.AGG_COUNT, body: { fieldName: "n" } },
          { name: "f", type: AggregationType.AGG_DISTINCT_COUNT, body: { fieldName: "n" } },
          { name: "g", type: AggregationType.AGG_PERCENTILES, body: { fieldName: "n", percentiles: [50, 99.5] } },
          {
            name: "h",
            type: AggregationType.AGG_TOP_ROWS,
            body: { limit: 2, sort: { sorters: [{ primaryKeySort: { order: 1 } }] } }
          }
        ]
      }
    }
  ],
  [
    "groups",
    {
      query: Query.matchAll,
      getTotalCount: false,
      groupBys: {
        a: GroupBy.field("k", {
          size: 5,
          sort: [GroupBy.keySort("asc"), GroupBy.rowCountSort("desc"), GroupBy.aggregationSort("x", "desc")],
          minDocCount: 2n,
          aggregations: { x: Aggregation.sum("n") },
          groupBys: { y: GroupBy.field("m") }
        }),
        b: GroupBy.range("n", [{ to: 1 }, { from: 1, to: 2.5 }, { from: 2.5 }]),
        c: GroupBy.filter([Query.exists("a"), Query.matchAll]),
        d: GroupBy.geoDistance("g", point, [{ from: 0, to: 100 }]),
        e: GroupBy.histogram("n", 5n, {
          missing: 1n,
          minDocCount: 1n,
          sort: [GroupBy.keySort("desc")],
          fieldRange: { min: 1n, max: 50n },
          offset: 2n
        }),
        f: GroupBy.dateHistogram(
          "t",
          { value: 1, unit: "month" },
          {
            fieldRange: { min: "2024-01-01", max: "2024-12-31" },
            missing: "2024-06-01",
            minDocCount: 1n,
            timeZone: "+08:00",
            sort: [GroupBy.keySort("asc")],
            offset: { value: 1, unit: "day" }
          }
        ),
        g: GroupBy.geoGrid("g", { precision: 5, size: 10 }),
        h: GroupBy.composite({ k: GroupBy.field("k"), n: GroupBy.histogram("n", 1n) }, { size: 10, nextToken: "t" })
      }
    },
    {
      query: { queryType: QueryType.MATCH_ALL_QUERY },
      groupBys: {
        groupBys: [
          {
            name: "a",
            type: GroupByType.GROUP_BY_FIELD,
            body: {
              fieldName: "k",
              size: 5,
              sort: {
                sorters: [
                  { groupKeySort: { order: 0 } },
                  { rowCountSort: { order: 1 } },
                  { subAggSort: { subAggName: "x", order: 1 } }
                ]
              },
              minDocCount: 2,
              subAggs: { aggs: [{ name: "x", type: AggregationType.AGG_SUM, body: { fieldName: "n" } }] },
              subGroupBys: { groupBys: [{ name: "y", type: GroupByType.GROUP_BY_FIELD, body: { fieldName: "m" } }] }
            }
          },
          {
            name: "b",
            type: GroupByType.GROUP_BY_RANGE,
            body: { fieldName: "n", ranges: [{ to: 1 }, { from: 1, to: 2.5 }, { from: 2.5 }] }
          },
          {
            name: "c",
            type: GroupByType.GROUP_BY_FILTER,
            body: {
              filters: [
                { queryType: QueryType.EXISTS_QUERY, query: { fieldName: "a" } },
                { queryType: QueryType.MATCH_ALL_QUERY }
              ]
            }
          },
          {
            name: "d",
            type: GroupByType.GROUP_BY_GEO_DISTANCE,
            body: { fieldName: "g", origin: { lat: 30.25, lon: -120.5 }, ranges: [{ from: 0, to: 100 }] }
          },
          {
            name: "e",
            type: GroupByType.GROUP_BY_HISTOGRAM,
            body: {
              fieldName: "n",
              interval: long(5),
              missing: long(1),
              minDocCount: 1,
              sort: { sorters: [{ groupKeySort: { order: 1 } }] },
              fieldRange: { min: long(1), max: long(50) },
              offset: long(2)
            }
          },
          {
            name: "f",
            type: GroupByType.GROUP_BY_DATE_HISTOGRAM,
            body: {
              fieldName: "t",
              interval: { value: 1, unit: 3 },
              fieldRange: { min: "2024-01-01", max: "2024-12-31" },
              missing: "2024-06-01",
              minDocCount: 1,
              timeZone: "+08:00",
              sort: { sorters: [{ groupKeySort: { order: 0 } }] },
              offset: { value: 1, unit: 5 }
            }
          },
          { name: "g", type: GroupByType.GROUP_BY_GEO_GRID, body: { fieldName: "g", precision: 5, size: 10 } },
          {
            name: "h",
            type: GroupByType.GROUP_BY_COMPOSITE,
            body: {
              size: 10,
              nextToken: "t",
              sources: {
                groupBys: [
                  { name: "k", type: GroupByType.GROUP_BY_FIELD, body: { fieldName: "k" } },
                  { name: "n", type: GroupByType.GROUP_BY_HISTOGRAM, body: { fieldName: "n", interval: long(1) } }
                ]
              }
            }
          }
        ]
      }
    }
  ]
]
