import { describe, expect, it } from "vitest"
import * as M from "../../../../src/schema/tablestore/protobuf/generated/search.ts"
import * as IndexField from "../../../../src/schema/tablestore/search/searchIndexSchema.ts"
import * as Query from "../../../../src/schema/tablestore/search/searchQuery.ts"
import {
  allColumns,
  allColumnsFromIndex,
  ColumnsToGet,
  columns,
  noColumns,
  ScanQuery,
  SearchQuery
} from "../../../../src/schema/tablestore/search/searchRequest.ts"
import * as Sort from "../../../../src/schema/tablestore/search/searchSort.ts"
import { bytesOf } from "../../../../src/schema/wire/messageUnions.ts"
import { decodeMessage, encodeMessage } from "../../../../src/schema/wire/protobufMessage.ts"
import { Refused, read, write } from "../schemaValues.ts"
import { official, point, queries, searches } from "../search/searchCases.ts"
import { toHex } from "../vectors.ts"

const { QueryType } = official

const QueryBytes = bytesOf(M.Query, Query.Query)

describe("search queries", () => {
  it.each(queries)("of %s are written as the npm client writes them, and read", (_, ours, theirs) => {
    const search: SearchQuery = { query: ours, getTotalCount: false }
    expect(toHex(write(SearchQuery, search))).toBe(toHex(official.encoder._makeSearchQuery({ query: theirs })))
    expect(read(QueryBytes, write(QueryBytes, ours))).toStrictEqual(ours)
    expect(read(SearchQuery, write(SearchQuery, search))).toStrictEqual(search)
  })

  it.each(searches)("with %s are written as the npm client writes them, and read", (_, ours, theirs) => {
    expect(toHex(write(SearchQuery, ours))).toBe(toHex(official.encoder._makeSearchQuery(theirs)))
    expect(read(SearchQuery, write(SearchQuery, ours))).toStrictEqual(ours)
  })

  it("that the npm client cannot write are read as they were written", () => {
    const more: SearchQuery = {
      query: Query.and(
        Query.suffix("k", "z", { weight: 2 }),
        Query.or(Query.matchAll, Query.not(Query.exists("a"))),
        Query.knnVector("v", [1], { topK: 1, minScore: 0.5, numCandidates: 20 }),
        Query.scoreFunctions(Query.matchAll, {
          functions: [
            {
              decay: {
                field: "t",
                distance: { _tag: "DateDistance", origin: 1_700_000_000_000n, scale: { value: 1, unit: "quarter" } }
              }
            }
          ]
        })
      ),
      getTotalCount: true,
      trackTotalCount: 2_147_483_647,
      sort: [Sort.geoDistance("g", point, "asc")],
      disableDefaultPrimaryKeySort: true,
      postFilter: Query.exists("b")
    }
    expect(read(SearchQuery, write(SearchQuery, more))).toStrictEqual(more)
  })

  it("say the ends of a range by gt, gte, lt and lte", () => {
    expect(Query.range("n", { gte: 1n, lte: 2n })).toStrictEqual({
      _tag: "Range",
      field: "n",
      from: 1n,
      includeFrom: true,
      to: 2n,
      includeTo: true
    })
    expect(Query.range("n", { gt: 1n, lt: 2n })).toMatchObject({ includeFrom: false, includeTo: false })
    expect(Query.range("n", {})).toStrictEqual({ _tag: "Range", field: "n" })
  })

  it("nested too deep fail, written and read, and do not exhaust the stack", () => {
    let deep: Query.Query = Query.matchAll
    for (let level = 0; level < 5000; level++) deep = Query.not(deep)
    expect(() => write(QueryBytes, deep)).toThrow(Refused)
    let bytes = write(QueryBytes, Query.matchAll)
    for (let level = 0; level < 200; level++) {
      const filter = decodeMessage(M.Query, bytes)
      const query = encodeMessage(M.ConstScoreQuery, { filter })
      bytes = encodeMessage(M.Query, { type: M.QueryType.CONST_SCORE_QUERY, query })
    }
    expect(() => read(QueryBytes, bytes)).toThrow(/levels deep/)
    // A failure leaves nothing behind.
    expect(read(QueryBytes, write(QueryBytes, Query.matchAll))).toStrictEqual(Query.matchAll)
  })

  it("of unknown kinds, or without what they need, fail by name", () => {
    const bytes = (type: number, query?: Uint8Array) => encodeMessage(M.Query, { type: type as M.QueryType, query })
    expect(() => read(QueryBytes, bytes(99))).toThrow(/must be a query of a known kind, not 99/)
    expect(() => read(QueryBytes, bytes(M.QueryType.TERM_QUERY))).toThrow(/field is missing/)
    expect(() => write(QueryBytes, { _tag: "Nonsense" } as never)).toThrow(
      /_tag must be "MatchAll", "Match", .* or "KnnVector"/
    )
    expect(() => write(QueryBytes, Query.term("n", 2n ** 63n))).toThrow(Refused)
    const badPoint = encodeMessage(M.GeoDistanceQuery, { fieldName: "g", centerPoint: "1,2,3", distance: 1 })
    expect(() => read(QueryBytes, bytes(M.QueryType.GEO_DISTANCE_QUERY, badPoint))).toThrow(/no latitude,longitude/)
  })
})

describe("search requests", () => {
  it("ask for columns in four ways", () => {
    for (const wanted of [allColumns, allColumnsFromIndex, noColumns, columns("a", "b")]) {
      expect(read(ColumnsToGet, write(ColumnsToGet, wanted))).toStrictEqual(wanted)
    }
  })

  it("scan in parallel as the npm client does", () => {
    const ours = {
      query: Query.matchAll,
      limit: 5,
      aliveTimeSeconds: 30,
      token: Uint8Array.of(1),
      currentParallelId: 0,
      maxParallel: 3
    }
    const theirs = official.encoder._makeScanQuery({
      query: { queryType: QueryType.MATCH_ALL_QUERY },
      limit: 5,
      aliveTime: 30,
      token: Buffer.of(1),
      currentParallelId: 0,
      maxParallel: 3
    })
    expect(toHex(encodeMessage(M.ScanQuery, write(ScanQuery, ours)))).toBe(
      toHex(theirs.constructor.encode(theirs).finish())
    )
    expect(read(ScanQuery, write(ScanQuery, ours))).toStrictEqual(ours)
  })

  it("define indexes as the npm client does", () => {
    const schema: IndexField.IndexSchema = {
      fields: [
        IndexField.keyword("k", { index: true, sortAndAgg: true, store: true }),
        IndexField.long("n", { isArray: true }),
        IndexField.text("t", {
          analyzer: IndexField.singleWord({ caseSensitive: true, delimitWord: false }),
          indexOptions: "offsets",
          enableHighlighting: true
        }),
        IndexField.text("s", { analyzer: IndexField.split({ delimiter: "," }) }),
        IndexField.text("f", { analyzer: IndexField.fuzzy({ minChars: 2, maxChars: 4 }) }),
        IndexField.text("m", { analyzer: IndexField.maxWord() }),
        IndexField.date("d", { dateFormats: ["yyyy-MM-dd"], isVirtual: true, sourceFields: ["k"] }),
        IndexField.vector("v", { vector: { dataType: "float32", dimension: 4, metric: "cosine" } }),
        IndexField.nested("p", [IndexField.keyword("a", { index: true })])
      ],
      numberOfShards: 1,
      routingFields: ["k"],
      sort: [Sort.primaryKey("asc")]
    }
    const theirs = official.encoder._makeIndexSchema({
      fieldSchemas: [
        { fieldName: "k", fieldType: 4, index: true, enableSortAndAgg: true, store: true },
        { fieldName: "n", fieldType: 1, isAnArray: true },
        {
          fieldName: "t",
          fieldType: 5,
          analyzer: "single_word",
          analyzerParameter: { caseSensitive: true, delimitWord: false },
          indexOptions: 4,
          enableHighlighting: true
        },
        { fieldName: "s", fieldType: 5, analyzer: "split", analyzerParameter: { delimiter: "," } },
        { fieldName: "f", fieldType: 5, analyzer: "fuzzy", analyzerParameter: { minChars: 2, maxChars: 4 } },
        { fieldName: "m", fieldType: 5, analyzer: "max_word" },
        { fieldName: "d", fieldType: 8, dateFormats: ["yyyy-MM-dd"], isVirtualField: true, sourceFieldNames: ["k"] },
        { fieldName: "v", fieldType: 9, vectorOptions: { dataType: 2, dimension: 4, metricType: 1 } },
        { fieldName: "p", fieldType: 6, fieldSchemas: [{ fieldName: "a", fieldType: 4, index: true }] }
      ],
      indexSetting: { routingFields: ["k"] },
      indexSort: { sorters: [{ primaryKeySort: { order: 0 } }] }
    })
    const message = write(IndexField.IndexSchema, schema)
    const bytes = encodeMessage(M.IndexSchema, message)
    expect(toHex(bytes)).toBe(toHex(theirs.constructor.encode(theirs).finish()))
    expect(read(IndexField.IndexSchema, decodeMessage(M.IndexSchema, bytes))).toStrictEqual(schema)
  })

  it("keep an analyzer that is not known as it is", () => {
    const schema: IndexField.IndexSchema = {
      fields: [
        IndexField.text("t", { analyzer: { _tag: "Other", name: "new", parameter: Uint8Array.of(1) } }),
        IndexField.text("u", { analyzer: IndexField.singleWord() }),
        { name: "j", type: "json", jsonType: "nested" }
      ],
      numberOfShards: 2
    }
    const bytes = encodeMessage(M.IndexSchema, write(IndexField.IndexSchema, schema))
    expect(read(IndexField.IndexSchema, decodeMessage(M.IndexSchema, bytes))).toStrictEqual(schema)
  })
})
