/** Search calls with orders, pages, highlights, columns and scans, for both clients. */
import TableStore from "tablestore"
import { Query, Row, Search, Sort } from "../../src/index.ts"
import { ourInner, searchCall, theirAll, theirInner, wordsOf } from "./tablestore.requestsQueries.ts"
import type { Call } from "./tablestore.requestsRecorder.ts"
import { long } from "./tablestoreClient.ts"

const { ColumnReturnType, GeoDistanceType, HighlightEncoder, HighlightFragmentOrder, QueryType, SortMode, SortOrder } =
  TableStore

const target = { tableName: "orders", indexName: "orders_index" }
const token = Buffer.from([0, 1, 128, 255])

export const orders = wordsOf(SortOrder, "asc", "desc")
const modes = wordsOf(SortMode, "min", "max", "avg")
const distances = wordsOf(GeoDistanceType, "arc", "plane")

const withAll = (name: string, theirs: Readonly<Record<string, unknown>>, ours: Search.SearchQuery): Call =>
  searchCall(name, { query: theirAll, ...theirs }, { query: Query.matchAll, ...ours })

const sorted = (name: string, sorter: unknown, ours: Sort.Sorter): Call =>
  withAll(`by ${name}`, { sort: { sorters: [sorter] } }, { sort: [ours] })

const sorts: ReadonlyArray<Call> = [
  ...orders.flatMap(([order, word]) => [
    sorted(`a field ${word}`, { fieldSort: { fieldName: "a", order } }, Sort.field("a", word)),
    sorted(`score ${word}`, { scoreSort: { order } }, Sort.score(word)),
    sorted(`primary key ${word}`, { primaryKeySort: { order } }, Sort.primaryKey(word)),
    sorted(`place in the index ${word}`, { docSort: { order } }, Sort.doc(word))
  ]),
  ...modes.map(([mode, word]) =>
    sorted(
      `the ${word} of a nested field`,
      {
        fieldSort: {
          fieldName: "items.price",
          order: SortOrder.SORT_ORDER_ASC,
          mode,
          nestedFilter: { path: "items", filter: theirInner },
          missingField: "b"
        }
      },
      Sort.field("items.price", "asc", {
        mode: word,
        nestedFilter: { path: "items", filter: ourInner },
        missingField: "b"
      })
    )
  ),
  ...(
    [
      ["x", "x"],
      [long(-1), -1n],
      [2.5, 2.5],
      [true, true]
    ] as const
  ).map(([missingValue, value]) =>
    sorted(
      `a field that may be missing, then ${typeof value}`,
      { fieldSort: { fieldName: "a", order: SortOrder.SORT_ORDER_ASC, missingValue } },
      Sort.field("a", "asc", { missingValue: value })
    )
  ),
  ...distances.map(([distanceType, word]) =>
    sorted(
      `distance, ${word}`,
      {
        geoDistanceSort: {
          fieldName: "at",
          points: ["1,2.5", "-3,4"],
          order: SortOrder.SORT_ORDER_DESC,
          mode: SortMode.SORT_MODE_AVG,
          distanceType,
          nestedFilter: { path: "items", filter: theirInner }
        }
      },
      Sort.geoDistance(
        "at",
        [
          { latitude: 1, longitude: 2.5 },
          { latitude: -3, longitude: 4 }
        ],
        "desc",
        { mode: "avg", distanceType: word, nestedFilter: { path: "items", filter: ourInner } }
      )
    )
  ),
  withAll(
    "by several",
    {
      sort: {
        sorters: [
          { scoreSort: { order: SortOrder.SORT_ORDER_DESC } },
          { fieldSort: { fieldName: "a", order: SortOrder.SORT_ORDER_DESC } }
        ]
      }
    },
    { sort: [Sort.score("desc"), Sort.field("a", "desc")] }
  )
]

const theirHighlight = {
  highlightParameters: [
    {
      fieldName: "note",
      numberOfFragments: 3,
      fragmentSize: 50,
      preTag: "<b>",
      postTag: "</b>",
      fragmentsOrder: HighlightFragmentOrder.SCORE
    },
    { fieldName: "title", fragmentsOrder: HighlightFragmentOrder.TEXT_SEQUENCE }
  ]
}
const ourHighlight = {
  fields: [
    {
      field: "note",
      numberOfFragments: 3,
      fragmentSize: 50,
      preTag: "<b>",
      postTag: "</b>",
      fragmentsOrder: "score"
    },
    { field: "title", fragmentsOrder: "textSequence" }
  ]
} as const

const pages: ReadonlyArray<Call> = [
  withAll(
    "a page and the number of all",
    { offset: 10, limit: 100, getTotalCount: true },
    {
      offset: 10,
      limit: 100,
      getTotalCount: true
    }
  ),
  withAll("no rows", { offset: 0, limit: 0 }, { offset: 0, limit: 0 }),
  withAll("the next page", { token, limit: 5 }, { token: Uint8Array.from(token), limit: 5 }),
  withAll("one row of each value", { collapse: { fieldName: "user" } }, { collapseField: "user" }),
  ...wordsOf(HighlightEncoder, "plain", "html").map(([highlightEncoder, encoder]) =>
    withAll(
      `highlights as ${encoder}`,
      { highlight: { ...theirHighlight, highlightEncoder } },
      { highlight: { ...ourHighlight, encoder } }
    )
  ),
  searchCall(
    "nested documents that match",
    {
      query: {
        queryType: QueryType.NESTED_QUERY,
        query: {
          path: "items",
          query: theirInner,
          scoreMode: TableStore.ScoreMode.SCORE_MODE_MAX,
          innerHits: {
            offset: 1,
            limit: 5,
            sort: { sorters: [{ scoreSort: { order: SortOrder.SORT_ORDER_DESC } }] },
            highlight: { ...theirHighlight, highlightEncoder: HighlightEncoder.HTML_MODE }
          }
        }
      }
    },
    {
      query: Query.nested("items", ourInner, {
        scoreMode: "max",
        innerHits: {
          offset: 1,
          limit: 5,
          sort: [Sort.score("desc")],
          highlight: { ...ourHighlight, encoder: "html" }
        }
      })
    }
  )
]

const columns: ReadonlyArray<readonly [number, Search.ColumnsToGet]> = [
  [ColumnReturnType.RETURN_ALL, Search.allColumns],
  [ColumnReturnType.RETURN_SPECIFIED, Search.columns("a", "b")],
  [ColumnReturnType.RETURN_NONE, Search.noColumns],
  [ColumnReturnType.RETURN_ALL_FROM_INDEX, Search.allColumnsFromIndex]
]

const theirSearch = {
  ...target,
  searchQuery: { query: theirAll },
  columnToGet: { returnType: ColumnReturnType.RETURN_NONE }
}
const ourSearch = { ...target, searchQuery: { query: Query.matchAll }, columnsToGet: Search.noColumns }

const requests: ReadonlyArray<Call> = [
  ...columns.map(
    ([returnType, columnsToGet]): Call => ({
      name: `columns: ${columnsToGet._tag}`,
      method: "search",
      theirs: { ...theirSearch, columnToGet: { returnType, returnNames: ["a", "b"] }, timeoutMs: 5000 },
      ours: (tablestore) => tablestore.search({ ...ourSearch, columnsToGet, timeoutMs: 5000 })
    })
  ),
  {
    name: "routing values",
    method: "search",
    theirs: { ...theirSearch, timeoutMs: 1, routingValues: [[{ user: "ada" }], [{ user: "bob" }, { order: long(1) }]] },
    ours: (tablestore) =>
      tablestore.search({
        ...ourSearch,
        timeoutMs: 1,
        routingValues: [Row.key({ user: "ada" }), Row.key({ user: "bob", order: 1n })]
      })
  }
]

const theirScan = {
  ...target,
  columnToGet: { returnType: ColumnReturnType.RETURN_ALL_FROM_INDEX },
  scanQuery: { query: theirInner, limit: 2000 }
}
const ourScan = {
  ...target,
  columnsToGet: Search.allColumnsFromIndex,
  scanQuery: { query: ourInner, limit: 2000 }
}

const scans: ReadonlyArray<Call> = [
  {
    name: "the parts of an index",
    method: "computeSplits",
    theirs: { tableName: "orders", searchIndexSplitsOptions: { indexName: "orders_index" } },
    ours: (tablestore) => tablestore.computeSplits(target)
  },
  {
    name: "all that can be said",
    method: "parallelScan",
    theirs: {
      ...theirScan,
      columnToGet: { returnType: ColumnReturnType.RETURN_SPECIFIED, returnNames: ["a"] },
      sessionId: Buffer.from("session"),
      timeoutMs: 20_000,
      scanQuery: { ...theirScan.scanQuery, aliveTime: 30, token, currentParallelId: 0, maxParallel: 4 }
    },
    ours: (tablestore) =>
      tablestore.parallelScan({
        ...ourScan,
        columnsToGet: Search.columns("a"),
        sessionId: new TextEncoder().encode("session"),
        timeoutMs: 20_000,
        scanQuery: {
          ...ourScan.scanQuery,
          aliveTimeSeconds: 30,
          token: Uint8Array.from(token),
          currentParallelId: 0,
          maxParallel: 4
        }
      })
  }
]

export const searchCalls: ReadonlyArray<Call> = [...sorts, ...pages, ...requests, ...scans]
