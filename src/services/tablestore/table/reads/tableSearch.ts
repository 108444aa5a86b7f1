/**
 * Searches that find typed rows.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"
import type { Row } from "../../../../schema/tablestore/format/rowValue.ts"
import { searchLimits } from "../../../../schema/tablestore/limits.ts"
import type { Aggregations } from "../../../../schema/tablestore/search/aggregation.ts"
import type {
  AggregationResults,
  GroupByResult,
  GroupByResults,
  ResultsOfAggregations,
  ResultsOfGroupBys
} from "../../../../schema/tablestore/search/aggregationResult.ts"
import type { GroupBys } from "../../../../schema/tablestore/search/groupBy.ts"
import type { SearchHit } from "../../../../schema/tablestore/search/searchHit.ts"
import {
  allColumns,
  type SearchQuery,
  columns as someColumns
} from "../../../../schema/tablestore/search/searchRequest.ts"
import { searchPages } from "../../pagedReads.ts"
import { rowCodecOf } from "../rows/rowCodec.ts"
import { checked, undecodable } from "../rows/rowErrors.ts"
import type { RowMethods, TablestoreFailure } from "../rows/rowMethods.ts"
import type * as Definition from "../tableDefinition.ts"
import { decodeAll, type UndecodableOptions } from "./decodedRows.ts"
import { checkColumns } from "./rowSelection.ts"
import { type QueryInput, toQuery } from "./typedQuery.ts"

/** What is searched for. */
export interface SearchOptions<
  T extends Definition.Any,
  C extends Definition.AttributeName<T>,
  A extends Aggregations,
  G extends GroupBys
> extends Omit<SearchQuery, "query" | "aggregations" | "groupBys"> {
  /** Name of the search index. */
  readonly index: string
  /** The query, or a function that builds one of the table's columns; every row when absent. */
  readonly query?: QueryInput<T> | undefined
  /** Attribute columns to read; all when absent. The key columns always come along. */
  readonly columns?: ReadonlyArray<C> | undefined
  /** By the name their result gets. */
  readonly aggregations?: A | undefined
  /** By the name their result gets. */
  readonly groupBys?: G | undefined
}

/** How all rows of a search are read. */
export interface SearchAllOptions<T extends Definition.Any, C extends Definition.AttributeName<T>>
  extends Omit<SearchOptions<T, C, {}, {}>, "aggregations" | "groupBys" | "offset" | "token" | "collapseField">,
    UndecodableOptions {}

/** What a search found. */
export interface SearchResult<
  T extends Definition.Any,
  C extends Definition.AttributeName<T>,
  A extends Aggregations,
  G extends GroupBys
> {
  /** The rows of this page. */
  readonly rows: ReadonlyArray<Definition.NarrowRow<T, C>>
  /** What is told of the rows of this page, in their order: scores, highlights, nested documents that matched. */
  readonly hits: ReadonlyArray<SearchHit>
  /** How many rows match; absent unless `getTotalCount` asks for it. */
  readonly totalCount?: number | undefined
  /** Where the next page starts; absent at the end. */
  readonly nextToken?: Uint8Array | undefined
  /** By the names that were given. */
  readonly aggregations: ResultsOfAggregations<A, Definition.NarrowRow<T, C>>
  /** By the names that were given. Rows of TopRows are rows of the table, of the same columns as `rows`. */
  readonly groupBys: ResultsOfGroupBys<G, Definition.NarrowRow<T, C>>
}

type Searches = Pick<RowMethods, "search">

const mapValues = <A, B>(record: Readonly<Record<string, A>>, f: (value: A) => B): Readonly<Record<string, B>> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, f(value)]))

type DecodeRow = (row: Row) => unknown

const aggregationsOfRows = (results: AggregationResults, decode: DecodeRow): AggregationResults<unknown> =>
  mapValues(results, (result) =>
    result._tag === "TopRows" ? { _tag: "TopRows", rows: result.rows.map(decode) } : result
  )

/** The results with the rows of TopRows decoded, however deep they are. */
const groupsOfRows = (results: GroupByResults, decode: DecodeRow): GroupByResults<unknown> =>
  mapValues(
    results,
    (result) =>
      ({
        ...result,
        groups: result.groups.map((group) => ({
          ...group,
          aggregations: aggregationsOfRows(group.aggregations, decode),
          groupBys: groupsOfRows(group.groupBys, decode)
        }))
      }) as GroupByResult<unknown>
  )

/** Makes `search` and `searchAll` of a table. */
export const makeSearch = <T extends Definition.Any>(table: T, rows: Searches) => {
  const codec = rowCodecOf(table)

  const request = ({ index, query, columns, ...rest }: SearchOptions<T, any, any, any>) => {
    const names = checkColumns(table, "search", columns)
    return {
      tableName: table.tableName,
      indexName: index,
      searchQuery: { ...rest, ...(query === undefined ? {} : { query: toQuery(table, query) }) } as SearchQuery,
      columnsToGet: names === undefined ? allColumns : someColumns(...names)
    }
  }

  /** Throws what `encoding` makes a failure. */
  const decodeOf =
    (names: ReadonlyArray<string> | undefined): DecodeRow =>
    (row) =>
      Result.getOrThrowWith(codec.decodeRow(row, names), (message) => undecodable("search", message))

  const search = (options: SearchOptions<T, any, any, any>): Effect.Effect<any, TablestoreFailure> =>
    checked(() =>
      Effect.flatMap(rows.search(request(options)), (found) =>
        checked(() => {
          const decode = decodeOf(options.columns)
          return Effect.succeed({
            rows: found.rows.map(decode),
            hits: found.searchHits,
            ...(found.totalHits === undefined || found.totalHits < 0 ? {} : { totalCount: found.totalHits }),
            ...(found.nextToken === undefined ? {} : { nextToken: found.nextToken }),
            aggregations: aggregationsOfRows(found.aggregations ?? {}, decode),
            groupBys: groupsOfRows(found.groupBys ?? {}, decode)
          })
        })
      )
    )

  const searchAll = (options: SearchAllOptions<T, any>): Stream.Stream<any, TablestoreFailure> =>
    Stream.unwrap(
      checked(() => {
        const { limit, whenUndecodable, ...unlimited } = options
        const first = request(unlimited)
        const pages = searchPages(rows.search, {
          ...first,
          searchQuery: { ...first.searchQuery, limit: Math.min(limit ?? searchLimits.limit, searchLimits.limit) }
        })
        const taken = limit === undefined ? pages : Stream.take(pages, limit)
        return Effect.succeed(
          decodeAll(taken, (row) => codec.decodeRow(row, options.columns), "search", { whenUndecodable })
        )
      })
    )

  return { search, searchAll }
}
