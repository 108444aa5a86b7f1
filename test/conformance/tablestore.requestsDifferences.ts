/** Calls that the two clients are meant to send differently, and how. */
import TableStore from "tablestore"
import { Aggregation, GroupBy, IndexField, Query, Search, Sort } from "../../src/index.ts"
import { encodeVariant } from "../../src/schema/tablestore/format/plainBufferEncoder.ts"
import * as M from "../../src/schema/tablestore/protobuf/generated/search.ts"
import { decodeMessage, encodeMessage, type Message } from "../../src/schema/wire/protobufMessage.ts"
import { ourInner, searchCall, theirAll, theirInner } from "./tablestore.requestsQueries.ts"
import type { Call, Difference } from "./tablestore.requestsRecorder.ts"

const { AggregationType, ColumnReturnType, FieldType, GroupByType, QueryType, SortOrder } = TableStore

/** Changes a message that travels as bytes. */
const within =
  <A>(message: Message<A>, change: (value: any) => unknown) =>
  (bytes: Uint8Array): Uint8Array =>
    encodeMessage(message, change(decodeMessage(message, bytes)) as A)

const inSearchQuery = (change: (query: any) => unknown) => (message: any) => ({
  ...message,
  searchQuery: within(M.SearchQuery, change)(message.searchQuery)
})

const inNestedQuery = (change: (query: any) => unknown) =>
  inSearchQuery((search) => ({
    ...search,
    query: { ...search.query, query: within(M.NestedQuery, change)(search.query.query) }
  }))

/** What is falsy and can be left out is left out by the vendor's client, although it was given. */
const dropped = (apply: Difference["apply"]): ReadonlyArray<Difference> => [
  { reason: "the vendor's client drops false, 0 and empty texts, we send what is given", apply }
]

const target = { tableName: "orders", indexName: "orders_index" }

const tables: ReadonlyArray<Call> = [
  {
    name: "a table of which only read units are told",
    method: "createTable",
    theirs: {
      tableMeta: { tableName: "orders", primaryKey: [{ name: "user", type: "STRING" }] },
      reservedThroughput: { capacityUnit: { read: 5 } },
      tableOptions: { allowUpdate: false }
    },
    ours: (tablestore) =>
      tablestore.createTable({
        tableName: "orders",
        primaryKey: [{ name: "user", type: "string" }],
        reservedThroughput: { read: 5 },
        tableOptions: { allowUpdate: false }
      }),
    differences: [
      {
        reason: "a new table must have units, versions and a time to live: we add what the caller does not say",
        apply: (message) => ({
          ...message,
          reservedThroughput: { capacityUnit: { read: 5, write: 0 } },
          tableOptions: { ...message.tableOptions, timeToLive: -1, maxVersions: 1 }
        })
      }
    ]
  },
  {
    name: "other units alone",
    method: "updateTable",
    theirs: { tableName: "orders", tableOptions: {}, reservedThroughput: { capacityUnit: { write: 1 } } },
    ours: (tablestore) => tablestore.updateTable({ tableName: "orders", reservedThroughput: { write: 1 } }),
    differences: [
      {
        reason: "the vendor's client cannot leave out the options of a table and sends empty ones",
        apply: ({ tableOptions, ...message }) => message
      }
    ]
  },
  {
    name: "an index of which is not said whether it has the rows that are there",
    method: "createIndex",
    theirs: { mainTableName: "orders", indexMeta: { name: "by_state", primaryKey: ["state"] } },
    ours: (tablestore) =>
      tablestore.createIndex({ mainTableName: "orders", indexMeta: { name: "by_state", primaryKey: ["state"] } }),
    differences: [
      {
        reason: "the vendor's client says that an index starts empty also when the caller does not",
        apply: ({ includeBaseData, ...message }) => message
      }
    ]
  },
  {
    name: "fields that cannot be searched, sorted by, or returned",
    method: "createSearchIndex",
    theirs: {
      ...target,
      schema: {
        fieldSchemas: [
          {
            fieldName: "a",
            fieldType: FieldType.KEYWORD,
            index: false,
            enableSortAndAgg: false,
            store: false,
            isAnArray: false
          }
        ]
      }
    },
    ours: (tablestore) =>
      tablestore.createSearchIndex({
        ...target,
        schema: { fields: [IndexField.keyword("a", { index: false, sortAndAgg: false, store: false, isArray: false })] }
      }),
    differences: dropped((message) => ({
      ...message,
      schema: {
        ...message.schema,
        fieldSchemas: message.schema.fieldSchemas.map((field: any) => ({
          ...field,
          index: false,
          sortAndAgg: false,
          store: false,
          isArray: false
        }))
      }
    }))
  }
]

const timeLimit: Difference = {
  reason: "the vendor's client tells a time limit always, we when the caller does",
  apply: ({ timeoutMs, ...message }) => message
}

const requests: ReadonlyArray<Call> = [
  {
    name: "no time limit",
    method: "search",
    theirs: {
      ...target,
      searchQuery: { query: theirAll },
      columnToGet: { returnType: ColumnReturnType.RETURN_NONE }
    },
    ours: (tablestore) =>
      tablestore.search({ ...target, searchQuery: { query: Query.matchAll }, columnsToGet: Search.noColumns }),
    differences: [timeLimit]
  },
  {
    name: "no session and no time limit",
    method: "parallelScan",
    theirs: {
      ...target,
      columnToGet: { returnType: ColumnReturnType.RETURN_NONE },
      scanQuery: { query: theirInner }
    },
    ours: (tablestore) =>
      tablestore.parallelScan({ ...target, scanQuery: { query: ourInner }, columnsToGet: Search.noColumns }),
    differences: [timeLimit]
  }
]

const searches: ReadonlyArray<Call> = [
  searchCall(
    "nested documents, score not told",
    { query: { queryType: QueryType.NESTED_QUERY, query: { path: "items", query: theirInner } } },
    { query: Query.nested("items", ourInner) },
    [
      {
        reason: "the vendor's client asks for the average score of nested documents also when the caller does not",
        apply: inNestedQuery(({ scoreMode, ...query }) => query)
      }
    ]
  ),
  searchCall(
    "nested documents from the first",
    {
      query: {
        queryType: QueryType.NESTED_QUERY,
        query: {
          path: "items",
          query: theirInner,
          scoreMode: TableStore.ScoreMode.SCORE_MODE_AVG,
          innerHits: { offset: 0, limit: 3 }
        }
      }
    },
    { query: Query.nested("items", ourInner, { scoreMode: "avg", innerHits: { offset: 0, limit: 3 } }) },
    dropped(inNestedQuery((query) => ({ ...query, innerHits: { ...query.innerHits, offset: 0 } })))
  ),
  ...(
    [
      ["score", { scoreSort: {} }, Sort.score(), { scoreSort: { order: M.SortOrder.SORT_ORDER_DESC } }],
      [
        "a field",
        { fieldSort: { fieldName: "a" } },
        Sort.field("a"),
        { fieldSort: { fieldName: "a", order: M.SortOrder.SORT_ORDER_ASC } }
      ],
      ["primary key", { primaryKeySort: {} }, Sort.primaryKey(), { pkSort: { order: M.SortOrder.SORT_ORDER_ASC } }],
      ["place in the index", { docSort: {} }, Sort.doc(), { docSort: { order: M.SortOrder.SORT_ORDER_ASC } }],
      [
        "distance",
        { geoDistanceSort: { fieldName: "at", points: ["1,2"] } },
        Sort.geoDistance("at", { latitude: 1, longitude: 2 }),
        { geoDistanceSort: { fieldName: "at", points: ["1,2"], order: M.SortOrder.SORT_ORDER_ASC } }
      ]
    ] as const
  ).map(([name, theirs, ours, sent]) =>
    searchCall(
      `by ${name}, order not told`,
      { query: theirAll, sort: { sorters: [theirs] } },
      { query: Query.matchAll, sort: [ours] },
      [
        {
          reason: "the vendor's client leaves an order that is not told to the service, we send the one we promise",
          apply: inSearchQuery((search) => ({ ...search, sort: { sorter: [sent] } }))
        }
      ]
    )
  ),
  searchCall(
    "by a field that may be missing, then 0",
    {
      sort: { sorters: [{ fieldSort: { fieldName: "a", missingValue: 0, order: SortOrder.SORT_ORDER_ASC } }] },
      query: theirAll
    },
    { sort: [Sort.field("a", "asc", { missingValue: 0 })], query: Query.matchAll },
    dropped(
      inSearchQuery(({ sort, ...search }) => ({
        ...search,
        sort: {
          ...sort,
          sorter: [{ fieldSort: { ...sort.sorter[0].fieldSort, missingValue: encodeVariant(0) } }]
        }
      }))
    )
  ),
  searchCall(
    "a sum, missing 0",
    {
      query: theirAll,
      aggs: { aggs: [{ name: "n", type: AggregationType.AGG_SUM, body: { fieldName: "a", missing: 0 } }] }
    },
    { query: Query.matchAll, aggregations: { n: Aggregation.sum("a", { missing: 0 }) } },
    dropped(
      inSearchQuery((search) => ({
        ...search,
        aggs: {
          aggs: search.aggs.aggs.map((aggregation: any) => ({
            ...aggregation,
            body: within(M.SumAggregation, (body) => ({ ...body, missing: encodeVariant(0) }))(aggregation.body)
          }))
        }
      }))
    )
  ),
  searchCall(
    "groups of intervals, missing 0",
    {
      query: theirAll,
      groupBys: {
        groupBys: [
          {
            name: "n",
            type: GroupByType.GROUP_BY_HISTOGRAM,
            body: { fieldName: "a", interval: 2.5, missing: 0, offset: 0 }
          }
        ]
      }
    },
    { query: Query.matchAll, groupBys: { n: GroupBy.histogram("a", 2.5, { missing: 0, offset: 0 }) } },
    dropped(
      inSearchQuery((search) => ({
        ...search,
        groupBys: {
          groupBys: search.groupBys.groupBys.map((groupBy: any) => ({
            ...groupBy,
            body: within(M.GroupByHistogram, (body) => ({
              ...body,
              missing: encodeVariant(0),
              offset: encodeVariant(0)
            }))(groupBy.body)
          }))
        }
      }))
    )
  )
]

export const differentCalls: ReadonlyArray<Call> = [...tables, ...requests, ...searches]
