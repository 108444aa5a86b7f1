/** Search. Source: Tablestore, Search. */

import { decodeRowChange } from "../../../schema/tablestore/format/plainBufferDecoder.ts"
import { encodeRow } from "../../../schema/tablestore/format/plainBufferEncoder.ts"
import type { PrimaryKey, PrimaryKeyBound } from "../../../schema/tablestore/format/rowValue.ts"
import type * as M from "../../../schema/tablestore/protobuf/generated/search.ts"
import { AggregationResultsBytes, GroupByResultsBytes } from "../../../schema/tablestore/search/aggregationResult.ts"
import { ColumnsToGet, SearchQuery } from "../../../schema/tablestore/search/searchRequest.ts"
import type { Sorter } from "../../../schema/tablestore/search/searchSort.ts"
import { consumed, unitsOf } from "../engine/capacity.ts"
import type { Instance } from "../engine/Instance.ts"
import { equalValues, sizeOfCell, sizeOfKey } from "../engine/values.ts"
import { search as limits } from "../limits.ts"
import { parameterInvalid } from "../refusals.ts"
import { readValue, writeValue } from "../schemaValues.ts"
import { flatMapInSteps, type Steps } from "../steps.ts"
import { aggregateAll } from "./aggregations.ts"
import type { Corpus } from "./Corpus.ts"
import { groupAll } from "./groupBys.ts"
import { searchHit } from "./highlights.ts"
import { queryTest } from "./queries.ts"
import { checkedSize } from "./queryTree.ts"
import { columnsFromIndex, rowView } from "./rowViews.ts"
import { corpusOf, defaultSort, type SearchIndex, searchIndexOf } from "./searchIndexes.ts"
import { type PageToken, readToken, tokenBytes } from "./searchTokens.ts"
import { type Hit, sorted } from "./sorting.ts"

function* matching(corpus: Corpus, query: SearchQuery["query"]): Steps<ReadonlyArray<Hit>> {
  const size = query === undefined ? 1 : checkedSize(query)
  const test = query === undefined ? () => 1 : queryTest(corpus, query)
  return yield* flatMapInSteps(
    corpus.rows,
    (row) => {
      const score = test(row.document)
      return score === undefined ? [] : [{ ...row, score }]
    },
    size * comparisonsPerQuery
  )
}

const comparisonsPerQuery = 5

/** Rows whose routing fields have one of the values. */
const routed = (hits: ReadonlyArray<Hit>, values: ReadonlyArray<Uint8Array>): ReadonlyArray<Hit> => {
  if (values.length === 0) return hits
  const wanted: ReadonlyArray<PrimaryKey<PrimaryKeyBound>> = values.map((bytes) => decodeRowChange(bytes).primaryKey)
  return hits.filter(({ row }) =>
    wanted.some((columns) =>
      columns.every(({ name, value }) => {
        const own = row.primaryKey.find((column) => column.name === name)
        return own !== undefined && !(typeof value === "object" && "_tag" in value) && equalValues(own.value, value)
      })
    )
  )
}

/** The first hit of each value of a field; hits without the field are one group too. */
const collapsed = (hits: ReadonlyArray<Hit>, path: string): ReadonlyArray<Hit> => {
  const seen = new Set<string>()
  return hits.filter(({ document }) => {
    const key = String(document.values.get(path)?.[0])
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

const totalHits = ({ getTotalCount, trackTotalCount }: SearchQuery, count: number): bigint => {
  if (trackTotalCount !== undefined && trackTotalCount >= 0) return BigInt(Math.min(count, trackTotalCount))
  return getTotalCount === true ? BigInt(count) : -1n
}

interface Page {
  readonly hits: ReadonlyArray<Hit>
  readonly next?: PageToken | undefined
}

/** Where a token goes on: after its row, or at its place when that row is gone. */
const placeAfter = (hits: ReadonlyArray<Hit>, { last, offset }: PageToken): number => {
  const at = hits.findIndex(({ key }) => key === last)
  return at === -1 ? offset : at + 1
}

const pageOf = (
  hits: ReadonlyArray<Hit>,
  query: SearchQuery,
  token: PageToken | undefined,
  limit: number,
  sort: ReadonlyArray<Sorter>
): Page => {
  const start = token === undefined ? (query.offset ?? 0) : placeAfter(hits, token)
  const page = hits.slice(start, start + limit)
  const last = page.at(-1)
  const more = last !== undefined && start + page.length < hits.length && query.collapseField === undefined
  return { hits: page, next: more ? { last: last.key, offset: start + page.length, sort } : undefined }
}

/** Whether all columns that are asked for come from the index, without a look at the table. */
const isFromIndex = (index: SearchIndex, columns: ColumnsToGet | undefined): boolean => {
  if (columns?._tag === "All") return false
  if (columns?._tag !== "Specified") return true
  const names = columnsFromIndex(index)
  return columns.names.every((name) => names.has(name))
}

const checkPage = (query: SearchQuery, fromIndex: boolean): void => {
  const { limit = limits.defaultRows, offset = 0 } = query
  const max = fromIndex ? limits.maxRowsFromIndex : limits.maxRows
  if (limit < 0 || limit > max) throw parameterInvalid(`The limit must be in range: [0, ${max}].`)
  if (offset < 0) throw parameterInvalid("The offset must not be less than 0.")
  if (offset + limit > limits.maxOffsetAndLimit) {
    throw parameterInvalid(`Offset and limit together exceed the limit: ${limits.maxOffsetAndLimit}.`)
  }
}

const hasToken = ({ token }: SearchQuery): boolean => token !== undefined && token.length > 0

const orderOf = (index: SearchIndex, query: SearchQuery, token: PageToken | undefined): ReadonlyArray<Sorter> => {
  if (token !== undefined) return token.sort
  return query.sort !== undefined && query.sort.length > 0 ? query.sort : defaultSort(index.schema)
}

export function* search(instance: Instance, request: M.SearchRequest, nowMillis: number): Steps<M.SearchResponse> {
  const index = searchIndexOf(instance, request.tableName, request.indexName)
  if (request.searchQuery === undefined) throw parameterInvalid("A search needs a query.")
  const query = readValue(SearchQuery, request.searchQuery)
  const columns = request.columnsToGet === undefined ? undefined : readValue(ColumnsToGet, request.columnsToGet)
  checkPage(query, isFromIndex(index, columns))
  if (hasToken(query) && (query.sort !== undefined || (query.offset ?? 0) !== 0)) {
    throw parameterInvalid("A token excludes sort and offset.")
  }
  const token = hasToken(query) ? readToken(query.token!) : undefined
  const sort = orderOf(index, query, token)
  const corpus = yield* corpusOf(instance, index, nowMillis)
  const view = rowView(index, columns)
  const matched = routed(yield* matching(corpus, query.query), request.routingValues)
  const passed = query.postFilter === undefined ? matched : yield* filtered(corpus, matched, query.postFilter)
  const ordered = sorted(corpus, passed, sort)
  const candidates = query.collapseField === undefined ? ordered : collapsed(ordered, query.collapseField)
  const { hits, next } = pageOf(candidates, query, token, query.limit ?? limits.defaultRows, sort)
  const main = query.query ?? { _tag: "MatchAll" as const }
  const rows = hits.map(view)
  const bytes = rows.reduce(
    (sum, row) =>
      sum + sizeOfKey(row.primaryKey) + row.columns.reduce((size, cell) => size + sizeOfCell(cell, false), 0),
    0
  )
  return {
    totalHits: totalHits(query, passed.length),
    rows: rows.map(encodeRow),
    isAllSucceeded: true,
    searchHits: hits.map((hit) => searchHit(corpus, main, hit, sort, query.highlight)),
    ...(next === undefined ? {} : { nextToken: tokenBytes(next) }),
    ...(query.aggregations === undefined
      ? {}
      : { aggs: writeValue(AggregationResultsBytes, aggregateAll(corpus, matched, query.aggregations, view)) }),
    ...(query.groupBys === undefined
      ? {}
      : { groupBys: writeValue(GroupByResultsBytes, groupAll(corpus, matched, query.groupBys, view)) }),
    consumed: consumed(unitsOf(bytes), 0),
    reservedConsumed: consumed(0, 0)
  }
}

function* filtered(
  corpus: Corpus,
  hits: ReadonlyArray<Hit>,
  query: NonNullable<SearchQuery["postFilter"]>
): Steps<ReadonlyArray<Hit>> {
  const size = checkedSize(query)
  const test = queryTest(corpus, query)
  return yield* flatMapInSteps(
    hits,
    (hit) => (test(hit.document) === undefined ? [] : [hit]),
    size * comparisonsPerQuery
  )
}
