/** What search indexes and searches are refused for, and what they have by default. */
import { beforeEach, describe, expect, test } from "vitest"
import type { Instance } from "../../../src/emulator/tablestore/engine/Instance.ts"
import { updateTable } from "../../../src/emulator/tablestore/engine/tables.ts"
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
import * as M from "../../../src/schema/tablestore/protobuf/generated/search.ts"
import * as Aggregation from "../../../src/schema/tablestore/search/aggregation.ts"
import * as Index from "../../../src/schema/tablestore/search/searchIndexSchema.ts"
import * as Query from "../../../src/schema/tablestore/search/searchQuery.ts"
import {
  ColumnsToGet,
  columns as columnsOf,
  ScanQuery,
  SearchQuery
} from "../../../src/schema/tablestore/search/searchRequest.ts"
import * as Sort from "../../../src/schema/tablestore/search/searchSort.ts"
import { decodeMessage, encodeMessage } from "../../../src/schema/wire/protobufMessage.ts"
import { read, write } from "../../schema/tablestore/schemaValues.ts"
import { key, makeInstance, makeTable, put, refusalOf, start, type TableOptions } from "./engine.ts"

let instance: Instance

beforeEach(() => {
  instance = makeInstance()
})

const makeIndex = (
  fields: ReadonlyArray<Index.IndexField>,
  {
    indexName = "x",
    sort,
    timeToLive
  }: { indexName?: string; sort?: ReadonlyArray<Sort.Sorter>; timeToLive?: number } = {}
) => {
  const schema = write(Index.IndexSchema, { fields, ...(sort === undefined ? {} : { sort }) })
  createSearchIndex(instance, { tableName: "t", indexName, schema, timeToLive }, start)
}

const described = () => describeSearchIndex(instance, { tableName: "t", indexName: "x" }, start)

/** A query that is sorted by score without saying in which direction, as some clients send it. */
const byBareScore = (query: SearchQuery): Uint8Array => {
  const message = decodeMessage(M.SearchQuery, write(SearchQuery, query))
  return encodeMessage(M.SearchQuery, { ...message, sort: { sorter: [{ scoreSort: {} }] } })
}

const run = (query: SearchQuery | Uint8Array, columns?: ColumnsToGet) =>
  finished(
    search(
      instance,
      {
        tableName: "t",
        indexName: "x",
        searchQuery: query instanceof Uint8Array ? query : write(SearchQuery, query),
        columnsToGet: columns === undefined ? undefined : write(ColumnsToGet, columns),
        routingValues: []
      },
      start
    )
  )

const numbersOf = (rows: ReadonlyArray<Uint8Array>) => rows.map((row) => Number(decodeRow(row)!.primaryKey[1]!.value))

const refused = (attempt: () => unknown) => refusalOf(attempt)?.message

describe("a search index", () => {
  test("has names without spaces around them", () => {
    makeTable(instance)
    const [field] = write(Index.IndexSchema, { fields: [Index.keyword("word")] }).fieldSchemas
    createSearchIndex(
      instance,
      { tableName: "t", indexName: "x", schema: { fieldSchemas: [{ ...field!, fieldName: " word\t" }] } },
      start
    )
    expect(described().schema?.fieldSchemas[0]?.fieldName).toBe("word")
    put(instance, key("a", 1), [Row.put("word", "alpha")])
    expect(numbersOf(run({ query: Query.term("word", "alpha") }).rows)).toEqual([1])
  })

  test("is in the order of the primary key by default, and says so", () => {
    makeTable(instance)
    makeIndex([Index.keyword("word")])
    const { sort } = read(Index.IndexSchema, described().schema!)
    expect(sort).toEqual([{ _tag: "PrimaryKeySort", order: "asc" }])
  })

  test("loses the order that it has by default with its first nested documents", () => {
    makeTable(instance)
    makeIndex([Index.keyword("word")])
    const add = (field: Index.IndexField) =>
      updateSearchIndex(instance, {
        tableName: "t",
        indexName: "x",
        queryFlowWeight: [],
        addedFieldSchemas: write(Index.IndexSchema, { fields: [field] }).fieldSchemas
      })
    add(Index.long("n"))
    expect(described().schema?.indexSort).toBeDefined()
    add(Index.nested("items", [Index.keyword("sku")]))
    expect(described().schema?.indexSort).toBeUndefined()
  })

  test("with nested documents has no order of its own: hits come by their score", () => {
    makeTable(instance)
    const fields = [Index.text("text"), Index.nested("items", [Index.keyword("sku")])]
    expect(refused(() => makeIndex(fields, { sort: [Sort.primaryKey()] }))).toContain("NESTED")
    makeIndex(fields)
    expect(described().schema?.indexSort).toBeUndefined()
    put(instance, key("a", 1), [Row.put("text", "one two three four")])
    put(instance, key("a", 2), [Row.put("text", "one")])
    const { rows, searchHits } = run({ query: Query.match("text", "one") })
    expect(numbersOf(rows)).toEqual([2, 1])
    expect(searchHits.every(({ score }) => score! > 0)).toBe(true)
    expect(numbersOf(run(byBareScore({ query: Query.match("text", "one") })).rows)).toEqual([1, 2])
  })

  const ofTable: ReadonlyArray<readonly [TableOptions, number | undefined, string | undefined]> = [
    [{}, undefined, undefined],
    [{ maxVersions: 2 }, undefined, "A table with a search index keeps one version only."],
    [{ timeToLive: 200_000 }, undefined, "A table with a search index and a time to live must not allow updates."],
    [{ timeToLive: 200_000, allowUpdate: false }, undefined, undefined],
    [{ timeToLive: 200_000, allowUpdate: false }, 100_000, undefined],
    [{ timeToLive: 200_000, allowUpdate: false }, 300_000, "can't be longer than that of its table"],
    [{}, 100_000, "needs a table that does not allow updates"]
  ]

  test.each(ofTable)("on a table with %o, living %s seconds, is refused as %s", (options, timeToLive, message) => {
    makeTable(instance, "t", options)
    const refusal = refused(() => makeIndex([Index.keyword("word")], timeToLive === undefined ? {} : { timeToLive }))
    if (message === undefined) expect(refusal).toBeUndefined()
    else expect(refusal).toContain(message)
  })

  test("keeps its table from options that it does not go with", () => {
    makeTable(instance)
    makeIndex([Index.keyword("word")])
    const change = (tableOptions: object) =>
      refused(() => updateTable(instance, { tableName: "t", tableOptions }, start))
    expect(change({ maxVersions: 3 })).toContain("one version only")
    expect(change({ timeToLive: 200_000 })).toContain("must not allow updates")
    expect(change({ timeToLive: 200_000, allowUpdate: false })).toBeUndefined()
    expect(change({ allowUpdate: true })).toContain("must not allow updates")
  })

  test("has few vectors of some dimension", () => {
    makeTable(instance)
    const vector = (name: string, dimension?: number) =>
      Index.vector(
        name,
        dimension === undefined ? {} : { vector: { dimension, metric: "cosine", dataType: "float32" } }
      )
    expect(refused(() => makeIndex([vector("v")]))).toContain("dimension of the VECTOR field 'v'")
    expect(refused(() => makeIndex([vector("v", 4097)]))).toContain("in range: [1, 4096]")
    expect(refused(() => makeIndex(["a", "b", "c", "d", "e"].map((name) => vector(name, 2))))).toContain("limit: 4")
    makeIndex([vector("v", 2)])
    const near = (numbers: ReadonlyArray<number>, topK: number) =>
      refused(() => run({ query: Query.knnVector("v", numbers, { topK }) }))
    expect(near([1, 0], 1000)).toBeUndefined()
    expect(near([1, 0], 1001)).toContain("top k")
    expect(near([1], 1)).toContain("2 dimensions")
    expect(near([1, Number.POSITIVE_INFINITY], 1)).toContain("no number")
  })
})

describe("a search", () => {
  beforeEach(() => {
    makeTable(instance)
    makeIndex([
      Index.long("n", { sortAndAgg: true }),
      Index.double("d"),
      Index.keyword("word"),
      Index.date("day"),
      Index.long("list", { isArray: true }),
      Index.geoPoint("at")
    ])
    put(instance, key("a", 1), [Row.put("n", 12n), Row.put("d", 1.5)])
    put(instance, key("a", 2), [Row.put("n", 13n)])
  })

  test("finds a number by its text", () => {
    expect(numbersOf(run({ query: Query.term("n", "12") }).rows)).toEqual([1])
    expect(numbersOf(run({ query: Query.terms("n", ["12", 13n]) }).rows)).toEqual([1, 2])
    expect(numbersOf(run({ query: Query.term("d", "1.50") }).rows)).toEqual([1])
    expect(numbersOf(run({ query: Query.term("n", "twelve") }).rows)).toEqual([])
  })

  test("tells scores of hits that are sorted by them, from the least on unless told otherwise", () => {
    const query = Query.functionScore(Query.matchAll, "n")
    const scores = (searchQuery: SearchQuery | Uint8Array) => run(searchQuery).searchHits.map(({ score }) => score)
    expect(scores({ query })).toEqual([undefined, undefined])
    expect(scores(byBareScore({ query }))).toEqual([12, 13])
    expect(scores({ query, sort: [Sort.score("asc")] })).toEqual([12, 13])
    expect(scores({ query, sort: [Sort.score("desc")] })).toEqual([13, 12])
  })

  test("gives up to 1000 rows when all columns come from the index", () => {
    const atMost = (limit: number, names: ReadonlyArray<string>) =>
      refused(() => run({ query: Query.matchAll, limit }, columnsOf(...names)))
    expect(atMost(1000, ["n", "word"])).toBeUndefined()
    expect(atMost(1001, ["n", "word"])).toContain("[0, 1000]")
    for (const name of ["elsewhere", "day", "list", "at"]) {
      expect(atMost(101, ["n", name])).toContain("[0, 100]")
      expect(atMost(100, ["n", name])).toBeUndefined()
    }
  })

  test("has up to eight aggregations, and not too many rows of a group", () => {
    const many = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`a${i}`, Aggregation.max("n")]))
    expect(refused(() => run({ query: Query.matchAll, aggregations: many(8) }))).toBeUndefined()
    expect(refused(() => run({ query: Query.matchAll, aggregations: many(9) }))).toContain("limit: 8")
    const top = (limit: number) =>
      refused(() => run({ query: Query.matchAll, aggregations: { top: Aggregation.topRows({ limit }) } }))
    expect(top(100)).toBeUndefined()
    expect(top(10_000)).toContain("top rows")
  })
})

describe("a parallel scan", () => {
  const scan = (more: object = {}, token?: Uint8Array) =>
    finished(
      parallelScan(
        instance,
        {
          tableName: "t",
          indexName: "x",
          scanQuery: write(ScanQuery, {
            query: Query.matchAll,
            limit: 2,
            ...(token === undefined ? {} : { token })
          }),
          ...more
        },
        start
      )
    )
  const splits = (tableName: string, indexName?: string) =>
    computeSplits(instance, { tableName, searchIndexSplitsOptions: { indexName } }, start)

  beforeEach(() => {
    makeTable(instance)
    makeIndex([Index.long("n")])
    for (let n = 0; n < 3; n++) put(instance, key("a", n), [Row.put("n", BigInt(n))])
  })

  test("has one part when the index is small, and more when it is large", () => {
    expect(splits("t", "x").splitsSize).toBe(1)
    for (let n = 3; n < 2500; n++) put(instance, key("a", n))
    expect(splits("t", "x").splitsSize).toBe(3)
  })

  test("gives a token with the last rows too", () => {
    const first = scan()
    const last = scan({}, first.nextToken)
    const none = scan({}, last.nextToken)
    expect([first, last, none].map(({ nextToken, rows }) => [rows.length, nextToken !== undefined])).toEqual([
      [2, true],
      [1, true],
      [0, false]
    ])
  })

  test("says in its own words what is not there", () => {
    for (const attempt of [
      (tableName: string, indexName: string) => splits(tableName, indexName),
      (tableName: string, indexName: string) => scan({ tableName, indexName })
    ]) {
      expect(refusalOf(() => attempt("t", "y"))).toMatchObject({ status: 400, code: "OTSMetaNotMatch" })
      expect(refusalOf(() => attempt("u", "x"))).toMatchObject({ status: 400, code: "OTSParameterInvalid" })
      expect(refusalOf(() => attempt("t", ""))).toMatchObject({ status: 400, code: "OTSParameterInvalid" })
    }
  })
})
