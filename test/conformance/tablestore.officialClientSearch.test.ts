/** The vendor's client for Node drives the emulated Tablestore over real sockets: search indexes and SQL. */
import TableStore from "tablestore"
import { beforeAll, describe, expect, test } from "vitest"
import { columnsOf, failure, ignore, keyOf, long, plain, startEmulator } from "./tablestoreClient.ts"

const { client } = startEmulator()
const { AggregationType, ColumnReturnType, FieldType, GroupByType, QueryType, SortOrder } = TableStore

const books = [
  {
    id: "b1",
    title: "The art of search",
    genre: "tech",
    price: 30,
    rating: 4.5,
    tags: '["a","b"]',
    at: "46.9,7.4",
    year: 2001
  },
  {
    id: "b2",
    title: "Search and rescue",
    genre: "novel",
    price: 12,
    rating: 3.5,
    tags: '["b"]',
    at: "47.4,8.5",
    year: 2005
  },
  {
    id: "b3",
    title: "Cooking for two",
    genre: "food",
    price: 25,
    rating: 4,
    tags: '["c"]',
    at: "48.9,2.4",
    year: 2005
  },
  { id: "b4", title: "A search for bread", genre: "food", price: 8, rating: 5, tags: "[]", at: "52.5,13.4", year: 2020 }
]

const chapters: Record<string, string> = {
  b1: '[{"name":"intro","pages":10},{"name":"index","pages":90}]',
  b2: '[{"name":"intro","pages":50}]'
}

beforeAll(async () => {
  await client().createTable({
    tableMeta: { tableName: "books", primaryKey: [{ name: "id", type: "STRING" }] },
    reservedThroughput: { capacityUnit: { read: 0, write: 0 } },
    tableOptions: { timeToLive: -1, maxVersions: 1 }
  })
  for (const { at, genre, id, price, rating, tags, title, year } of books) {
    await client().putRow({
      tableName: "books",
      condition: ignore,
      primaryKey: [{ id }],
      attributeColumns: [
        { title },
        { genre },
        { price: long(price) },
        { rating },
        { tags },
        { at },
        { published: long(Date.UTC(year, 5, 1)) },
        { embedding: `[${rating}, 1]` },
        ...(chapters[id] === undefined ? [] : [{ chapters: chapters[id] }])
      ]
    })
  }
  const keyword = (fieldName: string, more = {}) => ({
    fieldName,
    fieldType: FieldType.KEYWORD,
    index: true,
    enableSortAndAgg: true,
    store: true,
    ...more
  })
  const numeric = (fieldName: string, fieldType: number) => ({
    fieldName,
    fieldType,
    index: true,
    enableSortAndAgg: true,
    store: true
  })
  await client().createSearchIndex({
    tableName: "books",
    indexName: "books_index",
    schema: {
      fieldSchemas: [
        {
          fieldName: "title",
          fieldType: FieldType.TEXT,
          index: true,
          analyzer: "single_word",
          analyzerParameter: { caseSensitive: false }
        },
        keyword("genre"),
        keyword("tags", { isAnArray: true }),
        numeric("price", FieldType.LONG),
        numeric("rating", FieldType.DOUBLE),
        numeric("published", FieldType.DATE),
        { fieldName: "at", fieldType: FieldType.GEO_POINT, index: true, enableSortAndAgg: true },
        {
          fieldName: "embedding",
          fieldType: FieldType.VECTOR,
          index: true,
          vectorOptions: {
            dataType: TableStore.VectorDataType.VD_FLOAT_32,
            dimension: 2,
            metricType: TableStore.VectorMetricType.VM_EUCLIDEAN
          }
        },
        {
          fieldName: "chapters",
          fieldType: FieldType.NESTED,
          fieldSchemas: [keyword("name"), numeric("pages", FieldType.LONG)]
        }
      ]
    }
  })
})

const all = { queryType: QueryType.MATCH_ALL_QUERY }

const search = (query: any, more: Record<string, unknown> = {}, returnType = ColumnReturnType.RETURN_ALL) =>
  client().search({
    tableName: "books",
    indexName: "books_index",
    searchQuery: { offset: 0, limit: 10, query, getTotalCount: true, ...more },
    columnToGet: { returnType }
  })

const idsOf = (answer: any): ReadonlyArray<string> => answer.rows.map((row: any) => keyOf(row)[0])
const found = async (query: any, more?: Record<string, unknown>) => idsOf(await search(query, more))
const term = (fieldName: string, value: unknown) => ({
  queryType: QueryType.TERM_QUERY,
  query: { fieldName, term: value }
})

describe("search indexes", () => {
  test("are listed and described", async () => {
    const { indices } = await client().listSearchIndex({ tableName: "books" })
    expect(indices.map(({ indexName }: any) => indexName)).toEqual(["books_index"])
    const described = await client().describeSearchIndex({ tableName: "books", indexName: "books_index" })
    expect(described.schema.fieldSchemas.map(({ fieldName }: any) => fieldName)).toContain("chapters")
    expect(described.indexStatus.status).toBe(TableStore.IndexStatus.RUNNING)
    expect(described.meteringInfo.rowCount.toString()).toBe("4")
  })

  test("keep their table from being deleted", async () => {
    expect((await failure(client().deleteTable({ tableName: "books" }))).text).toContain("OTSParameterInvalid")
  })
})

describe("queries", () => {
  test("match all, with a total", async () => {
    const answer = await search(all)
    expect(idsOf(answer)).toEqual(["b1", "b2", "b3", "b4"])
    expect(answer.totalCounts).toBe("4")
    expect(answer.isAllSucceeded).toBe(true)
    expect(columnsOf(answer.rows[0])).toMatchObject({ genre: "tech", price: 30n })
  })

  test("match words", async () => {
    const match = (text: string, more = {}) => ({
      queryType: QueryType.MATCH_QUERY,
      query: { fieldName: "title", text, ...more }
    })
    expect([...(await found(match("SEARCH")))].sort()).toEqual(["b1", "b2", "b4"])
    expect(await found(match("search bread", { operator: TableStore.QueryOperator.AND }))).toEqual(["b4"])
    const phrase = { queryType: QueryType.MATCH_PHRASE_QUERY, query: { fieldName: "title", text: "search for" } }
    expect(await found(phrase)).toEqual(["b4"])
  })

  test("match terms and ranges", async () => {
    expect(await found(term("genre", "food"))).toEqual(["b3", "b4"])
    expect(await found(term("tags", "b"))).toEqual(["b1", "b2"])
    expect(await found(term("price", long(12)))).toEqual(["b2"])
    const terms = { queryType: QueryType.TERMS_QUERY, query: { fieldName: "genre", terms: ["tech", "novel"] } }
    expect(await found(terms)).toEqual(["b1", "b2"])
    const range = {
      queryType: QueryType.RANGE_QUERY,
      query: { fieldName: "price", rangeFrom: long(12), includeLower: true, rangeTo: long(30), includeUpper: false }
    }
    expect(await found(range)).toEqual(["b2", "b3"])
  })

  test("match parts of keywords", async () => {
    expect(await found({ queryType: QueryType.PREFIX_QUERY, query: { fieldName: "genre", prefix: "fo" } })).toEqual([
      "b3",
      "b4"
    ])
    expect(await found({ queryType: QueryType.WILDCARD_QUERY, query: { fieldName: "genre", value: "?ec*" } })).toEqual([
      "b1"
    ])
  })

  test("combine", async () => {
    const bool = (query: Record<string, unknown>) => ({ queryType: QueryType.BOOL_QUERY, query })
    expect(
      await found(bool({ mustQueries: [term("genre", "food")], mustNotQueries: [term("price", long(8))] }))
    ).toEqual(["b3"])
    const should = { shouldQueries: [term("genre", "tech"), term("genre", "novel")], minimumShouldMatch: 1 }
    expect(await found(bool(should))).toEqual(["b1", "b2"])
    expect(await found({ queryType: QueryType.CONST_SCORE_QUERY, query: { filter: term("genre", "tech") } })).toEqual([
      "b1"
    ])
  })

  test("look into nested documents one by one", async () => {
    const nested = (name: string, pages: number) => ({
      queryType: QueryType.NESTED_QUERY,
      query: {
        path: "chapters",
        query: {
          queryType: QueryType.BOOL_QUERY,
          query: { mustQueries: [term("chapters.name", name), term("chapters.pages", long(pages))] }
        }
      }
    })
    expect(await found(nested("intro", 10))).toEqual(["b1"])
    expect(await found(nested("intro", 90))).toEqual([])
  })

  test("know where points are", async () => {
    const distance = {
      queryType: QueryType.GEO_DISTANCE_QUERY,
      query: { fieldName: "at", centerPoint: "47.0,7.5", distance: 120_000 }
    }
    expect(await found(distance)).toEqual(["b1", "b2"])
    const box = {
      queryType: QueryType.GEO_BOUNDING_BOX_QUERY,
      query: { fieldName: "at", topLeft: "50,0", bottomRight: "48,5" }
    }
    expect(await found(box)).toEqual(["b3"])
    const polygon = {
      queryType: QueryType.GEO_POLYGON_QUERY,
      query: { fieldName: "at", points: ["51,10", "55,10", "55,15", "51,15"] }
    }
    expect(await found(polygon)).toEqual(["b4"])
  })

  test("find the nearest vectors", async () => {
    const knn = {
      queryType: QueryType.KNN_VECTOR_QUERY,
      query: { fieldName: "embedding", topK: 2, float32QueryVector: [5, 1], filter: all }
    }
    const answer = await search(knn, { sort: { sorters: [{ scoreSort: { order: SortOrder.SORT_ORDER_DESC } }] } })
    expect(idsOf(answer)).toEqual(["b4", "b1"])
    expect(answer.searchHits[0].score).toBe(1)
  })

  test("of unknown fields fail", async () => {
    expect((await failure(search(term("nothing", "x")))).text).toContain("OTSParameterInvalid")
  })
})

describe("results", () => {
  const byPrice = { sorters: [{ fieldSort: { fieldName: "price", order: SortOrder.SORT_ORDER_DESC } }] }

  test("are sorted", async () => {
    expect(await found(all, { sort: byPrice })).toEqual(["b1", "b3", "b2", "b4"])
    const byKey = { sorters: [{ primaryKeySort: { order: SortOrder.SORT_ORDER_DESC } }] }
    expect(await found(all, { sort: byKey })).toEqual(["b4", "b3", "b2", "b1"])
    const byDistance = {
      sorters: [{ geoDistanceSort: { fieldName: "at", points: ["52.5,13.4"], order: SortOrder.SORT_ORDER_ASC } }]
    }
    expect((await found(all, { sort: byDistance }))[0]).toBe("b4")
  })

  test("come in pages by token, in the order of the first request", async () => {
    const first = await search(all, { limit: 3, sort: byPrice })
    expect(idsOf(first)).toEqual(["b1", "b3", "b2"])
    const second = await search(all, { limit: 3, offset: null, token: first.nextToken })
    expect(idsOf(second)).toEqual(["b4"])
    expect(second.nextToken).toHaveLength(0)
  })

  test("have one row per value when they are collapsed", async () => {
    const answer = await search(all, { sort: byPrice, collapse: { fieldName: "genre" } })
    expect(idsOf(answer)).toEqual(["b1", "b3", "b2"])
    expect(answer.totalCounts).toBe("4")
  })

  test("hold no column but the key when none is wanted", async () => {
    const answer = await search(term("genre", "tech"), {}, ColumnReturnType.RETURN_NONE)
    expect(answer.rows[0].attributes ?? []).toEqual([])
  })

  test("tell what matched", async () => {
    const match = { queryType: QueryType.MATCH_QUERY, query: { fieldName: "title", text: "bread" } }
    const highlight = { highlightParameters: [{ fieldName: "title", preTag: "<b>", postTag: "</b>" }] }
    const { searchHits } = await search(match, { highlight })
    expect(searchHits[0].highlightResultItem.highlightFields.get("title").fragments).toEqual([
      "A search for <b>bread</b>"
    ])
  })
})

describe("aggregations", () => {
  const agg = (name: string, type: number, body: Record<string, unknown>) => ({ name, type, body })

  test("compute numbers", async () => {
    const { aggs } = await search(all, {
      limit: 0,
      aggs: {
        aggs: [
          agg("avg", AggregationType.AGG_AVG, { fieldName: "price" }),
          agg("max", AggregationType.AGG_MAX, { fieldName: "price" }),
          agg("min", AggregationType.AGG_MIN, { fieldName: "rating" }),
          agg("sum", AggregationType.AGG_SUM, { fieldName: "price" }),
          agg("distinct", AggregationType.AGG_DISTINCT_COUNT, { fieldName: "genre" })
        ]
      }
    })
    const values = Object.fromEntries(
      aggs.aggResults.map(({ aggResult, name }: any) => [name, Number(aggResult.value)])
    )
    expect(values).toEqual({ avg: 18.75, max: 30, min: 3.5, sum: 75, distinct: 3 })
  })

  test("compute percentiles and counts", async () => {
    const { aggs } = await search(all, {
      limit: 0,
      aggs: {
        aggs: [
          agg("count", AggregationType.AGG_COUNT, { fieldName: "tags" }),
          agg("percentiles", AggregationType.AGG_PERCENTILES, { fieldName: "rating", percentiles: [0, 50, 100] })
        ]
      }
    })
    expect(Number(aggs.aggResults[0].aggResult.value)).toBe(4)
    expect(aggs.aggResults[1].aggResult.items.map(({ item }: any) => [item.key, item.value])).toEqual([
      [0, 3.5],
      [50, 4.25],
      [100, 5]
    ])
  })

  test("of texts are refused", async () => {
    const aggs = { aggs: [agg("max", AggregationType.AGG_MAX, { fieldName: "genre" })] }
    expect((await failure(search(all, { aggs }))).text).toContain("OTSParameterInvalid")
  })
})

describe("groups", () => {
  const groups = async (type: number, body: Record<string, unknown>) => {
    const answer = await search(all, { limit: 0, groupBys: { groupBys: [{ name: "g", type, body }] } })
    return answer.groupBys.groupByResults[0].groupByResult
  }

  test("by field hold sub aggregations and are sorted", async () => {
    const { items } = await groups(GroupByType.GROUP_BY_FIELD, {
      fieldName: "genre",
      size: 10,
      sort: { sorters: [{ groupKeySort: { order: SortOrder.SORT_ORDER_ASC } }] },
      subAggs: { aggs: [{ name: "sum", type: AggregationType.AGG_SUM, body: { fieldName: "price" } }] },
      subGroupBys: { groupBys: [{ name: "inner", type: GroupByType.GROUP_BY_FIELD, body: { fieldName: "tags" } }] }
    })
    expect(
      items.map(({ key, rowCount, subAggsResult }: any) => [
        key,
        Number(rowCount),
        subAggsResult.aggResults[0].aggResult.value
      ])
    ).toEqual([
      ["food", 2, 33],
      ["novel", 1, 12],
      ["tech", 1, 30]
    ])
    expect(items[2].subGroupBysResult.groupByResults[0].groupByResult.items.map(({ key }: any) => key)).toEqual([
      "a",
      "b"
    ])
  })

  test("by range, filter, distance, histogram, date and grid", async () => {
    const ranges = await groups(GroupByType.GROUP_BY_RANGE, {
      fieldName: "price",
      ranges: [
        { from: 0, to: 12 },
        { from: 12, to: 100 }
      ]
    })
    expect(ranges.items.map(({ rowCount }: any) => Number(rowCount))).toEqual([1, 3])
    const filters = await groups(GroupByType.GROUP_BY_FILTER, {
      filters: [term("genre", "food"), term("genre", "none")]
    })
    expect(filters.items.map(({ rowCount }: any) => Number(rowCount))).toEqual([2, 0])
    const distances = await groups(GroupByType.GROUP_BY_GEO_DISTANCE, {
      fieldName: "at",
      origin: { lat: 47, lon: 7.5 },
      ranges: [
        { from: 0, to: 120_000 },
        { from: 120_000, to: 5_000_000 }
      ]
    })
    expect(distances.items.map(({ rowCount }: any) => Number(rowCount))).toEqual([2, 2])
    const histogram = await groups(GroupByType.GROUP_BY_HISTOGRAM, { fieldName: "price", interval: long(10) })
    expect(histogram.items.map(({ key, value }: any) => [plain(key), Number(value)])).toEqual([
      [0n, 1],
      [10n, 1],
      [20n, 1],
      [30n, 1]
    ])
    const years = await groups(GroupByType.GROUP_BY_DATE_HISTOGRAM, {
      fieldName: "published",
      interval: { value: 1, unit: TableStore.DateTimeUnit.YEAR }
    })
    expect(years.items.map(({ rowCount, timeStamp }: any) => [Number(timeStamp), Number(rowCount)])).toEqual([
      [Date.UTC(2001, 0), 1],
      [Date.UTC(2005, 0), 2],
      [Date.UTC(2020, 0), 1]
    ])
    const grid = await groups(GroupByType.GROUP_BY_GEO_GRID, { fieldName: "at", precision: 3, size: 10 })
    expect(grid.items.map(({ key }: any) => key)).toContain("u33")
  })

  test("by several keys come in pages", async () => {
    const sources = {
      groupBys: [
        { name: "genre", type: GroupByType.GROUP_BY_FIELD, body: { fieldName: "genre" } },
        { name: "price", type: GroupByType.GROUP_BY_HISTOGRAM, body: { fieldName: "price", interval: long(20) } }
      ]
    }
    const first = await groups(GroupByType.GROUP_BY_COMPOSITE, { sources, size: 2 })
    expect(first.sourceNames).toEqual(["genre", "price"])
    expect(first.items.map(({ keys }: any) => keys)).toEqual([
      ["food", "0"],
      ["food", "20"]
    ])
    const second = await groups(GroupByType.GROUP_BY_COMPOSITE, { sources, size: 2, nextToken: first.nextToken })
    expect(second.items.map(({ keys }: any) => keys)).toEqual([
      ["novel", "0"],
      ["tech", "20"]
    ])
    expect(second.nextToken).toBeNull()
  })
})

describe("parallel scans", () => {
  test("return each row in one of their parts", async () => {
    const { sessionId, splitsSize } = await client().computeSplits({
      tableName: "books",
      searchIndexSplitsOptions: { indexName: "books_index" }
    })
    const parts = await Promise.all(
      Array.from({ length: splitsSize }, async (_, currentParallelId) => {
        const rows: Array<any> = []
        let token: unknown = null
        do {
          const page: any = await client().parallelScan({
            tableName: "books",
            indexName: "books_index",
            columnToGet: { returnType: ColumnReturnType.RETURN_ALL_FROM_INDEX },
            sessionId,
            scanQuery: { query: all, limit: 1, aliveTime: 60, token, currentParallelId, maxParallel: splitsSize }
          })
          rows.push(...page.rows)
          token = page.nextToken
        } while ((token as any)?.length > 0)
        return rows
      })
    )
    expect(
      parts
        .flat()
        .map((row) => keyOf(row)[0])
        .sort()
    ).toEqual(["b1", "b2", "b3", "b4"])
  })
})

describe("SQL", () => {
  const run = (query: string) => client().sqlQuery({ query })

  const rowsOf = ({ sqlRows }: any): ReadonlyArray<ReadonlyArray<unknown>> =>
    Array.from({ length: Number(sqlRows.rowCount.toFloat64()) }, (_, row) =>
      Array.from({ length: sqlRows.columnCount }, (_, column) => {
        const value = sqlRows.get(row, column)
        return typeof value === "object" && value !== null ? value.toFloat64() : value
      })
    )

  beforeAll(() =>
    run("CREATE TABLE books (id VARCHAR(1024) PRIMARY KEY, genre MEDIUMTEXT, price BIGINT, rating DOUBLE)")
  )

  test("selects, filters, sorts and limits", async () => {
    const answer = await run(
      "SELECT id, price * 2 AS twice FROM books WHERE genre IN ('food', 'novel') AND price > 8 ORDER BY price DESC LIMIT 5"
    )
    expect(answer.sqlRows.sqlTableMeta.schemas.map(({ name, typeName }: any) => [name, typeName])).toEqual([
      ["id", "STRING"],
      ["twice", "LONG"]
    ])
    expect(rowsOf(answer)).toEqual([
      ["b3", 50],
      ["b2", 24]
    ])
    expect(answer.type).toBe(TableStore.SQLStatementType.SQL_SELECT)
  })

  test("groups", async () => {
    const answer = await run(
      "SELECT genre, COUNT(*) AS n, AVG(rating), MAX(price) FROM books GROUP BY genre HAVING n >= 1 ORDER BY n DESC, genre LIMIT 2"
    )
    expect(rowsOf(answer)).toEqual([
      ["food", 2, 4.5, 25],
      ["novel", 1, 3.5, 12]
    ])
  })

  test("shows and describes tables", async () => {
    expect(rowsOf(await run("SHOW TABLES"))).toContainEqual(["books"])
    expect(rowsOf(await run("DESCRIBE books"))[0]).toEqual(["id", "varchar(1024)", "NO", "PRI", null, ""])
  })

  test("refuses what it does not understand", async () => {
    expect((await failure(run("SELEC 1"))).text).toContain("OTSParameterInvalid")
    expect((await failure(run("SELECT * FROM nothing"))).text).toContain("doesn't exist")
  })

  test("drops mappings", async () => {
    const answer = await run("DROP MAPPING TABLE books")
    expect(answer.type).toBe(TableStore.SQLStatementType.SQL_DROP_TABLE)
    expect((await client().listTable({})).tableNames).toContain("books")
  })
})
