/**
 * Searches and parallel scans over search indexes.
 */
import * as Schema from "effect/Schema"
import type { PrimaryKey } from "../format/rowValue.ts"
import { optional } from "../legacyOperation.ts"
import { searchLimits } from "../limits.ts"
import * as M from "../protobuf/generated/search.ts"
import * as T from "../protobuf/generated/tableStore.ts"
import { Bytes, between, inside, list, NotAllowed, oneWay, Positive, record, SafeInteger } from "../protobuf/wire.ts"
import { encodeStoredKey, SeparateRowsField } from "../row/rowFields.ts"
import type { AggregationResults, GroupByResults } from "../search/aggregationResult.ts"
import { decodeAggregationResults, encodeAggregationResults } from "../search/aggregationResultCodec.ts"
import { decodeGroupByResults, encodeGroupByResults } from "../search/groupByResultCodec.ts"
import { SearchHits } from "../search/searchHit.ts"
import type { ColumnsToGet, ScanQuery, SearchQuery } from "../search/searchRequest.ts"
import {
  columnsToGetConverter,
  decodeSearchQuery,
  encodeSearchQuery,
  scanQueryCodec
} from "../search/searchRequestCodec.ts"
import { answer, Consumed, linked, Name, Token, table, tableErrors, tablestore } from "./legacyCommon.ts"

const search = linked(M.SearchRequest, M.SearchResponse)
const computeSplits = linked(T.ComputeSplitsRequest, T.ComputeSplitsResponse)
const parallelScan = linked(M.ParallelScanRequest, M.ParallelScanResponse)

const checkWhole = (value: number | undefined, field: string, minimum: number, maximum: number): void => {
  if (value === undefined || (Number.isInteger(value) && value >= minimum && value <= maximum)) return
  throw new NotAllowed({ path: [field], expected: `a whole number, ${minimum} to ${maximum}` })
}

const maxInt32 = 2 ** 31 - 1

const checkQuery = ({ offset, limit, token, sort }: SearchQuery): void => {
  checkWhole(limit, "limit", 0, searchLimits.limitFromIndex)
  checkWhole(offset, "offset", 0, maxInt32)
  if (token === undefined) return
  if (offset !== undefined && offset > 0) throw new NotAllowed({ path: ["offset"], expected: "absent with a token" })
  if (sort !== undefined) throw new NotAllowed({ path: ["sort"], expected: "absent with a token, which holds it" })
}

/** What to search for. */
export const SearchQueryField: Schema.Codec<SearchQuery, Uint8Array> = record("a search query", {
  to: (query) => {
    checkQuery(query)
    return encodeSearchQuery(query)
  },
  from: decodeSearchQuery
})

/** Which columns are returned. */
export const ColumnsToGetField: Schema.Codec<ColumnsToGet, M.ColumnsToGet> = record(
  "allColumns, allColumnsFromIndex, noColumns or columns(...)",
  columnsToGetConverter
)

const ScanQueryField: Schema.Codec<ScanQuery, M.ScanQuery> = record("a scan query", {
  to: (query) => {
    checkWhole(query.limit, "limit", 1, searchLimits.scanLimit)
    checkWhole(query.currentParallelId, "currentParallelId", 0, maxInt32)
    checkWhole(query.maxParallel, "maxParallel", 1, maxInt32)
    return scanQueryCodec.toMessage(query)
  },
  from: scanQueryCodec.fromMessage
})

const RoutingValues: Schema.Codec<ReadonlyArray<PrimaryKey>, ReadonlyArray<Uint8Array>> = list(
  "a list of primary keys",
  {
    to: (keys: ReadonlyArray<PrimaryKey>) => keys.map((key, index) => inside([index], () => encodeStoredKey(key))),
    from: oneWay
  }
)

const AggregationResultsField: Schema.Codec<AggregationResults, Uint8Array> = record("results", {
  to: encodeAggregationResults,
  from: decodeAggregationResults
})

const GroupByResultsField: Schema.Codec<GroupByResults, Uint8Array> = record("results", {
  to: encodeGroupByResults,
  from: decodeGroupByResults
})

const index = {
  ...table,
  /** Name of the search index. */
  indexName: search.sends("indexName", Name),
  /** Which columns are returned; the key columns always are, and only they when absent. */
  columnsToGet: search.sends("columnsToGet", optional(ColumnsToGetField)),
  /** Milliseconds the service may take. */
  timeoutMs: search.sends("timeoutMs", optional(between(1, maxInt32)))
}

export const searchOperations = {
  /**
   * Searches the rows of a table by one of its search indexes, one page.
   *
   * Source: Tablestore API, Search.
   */
  search: tablestore.operation("Search", {
    ...search.messages,
    idempotent: true,
    input: {
      ...index,
      /** What to search for, in which order, and what to compute. */
      searchQuery: search.sends("searchQuery", SearchQueryField),
      /** Values of the index's routing columns, which narrow the search to some of its parts. */
      routingValues: search.sends("routingValues", optional(RoutingValues))
    },
    output: {
      ...answer,
      /** Rows that match, when the query asked for their number; -1 otherwise. */
      totalHits: search.receives("totalHits", optional(SafeInteger)),
      rows: search.receives("rows", SeparateRowsField),
      /** What is told of the rows, in their order, when the query asked for highlights, inner hits or scores. */
      searchHits: search.receives("searchHits", SearchHits),
      /** `false` when parts of the index did not answer. */
      isAllSucceeded: search.receives("isAllSucceeded", optional(Schema.Boolean)),
      /** `token` of the next page; absent at the end. */
      nextToken: search.receives("nextToken", optional(Token)),
      /** Results of the aggregations, by their names. */
      aggregations: search.receives("aggs", optional(AggregationResultsField)),
      /** Results of the groupings, by their names. */
      groupBys: search.receives("groupBys", optional(GroupByResultsField)),
      consumed: search.receives("consumed", optional(Consumed)),
      /** The part of `consumed` that was reserved. */
      reservedConsumed: search.receives("reservedConsumed", optional(Consumed))
    },
    errors: [...tableErrors, "OTSStorageServerBusy", "OTSMetaNotMatch"]
  }),

  /**
   * Prepares a parallel scan: how many readers it can have, and the session they share.
   *
   * Source: Tablestore API, ComputeSplits.
   */
  computeSplits: tablestore.operation("ComputeSplits", {
    ...computeSplits.messages,
    idempotent: true,
    input: {
      ...table,
      /** Name of the search index. */
      indexName: computeSplits.sends("searchIndexSplitsOptions.indexName", Name)
    },
    output: {
      ...answer,
      /** `sessionId` of the scan. */
      sessionId: computeSplits.receives("sessionId", optional(Bytes)),
      /** `maxParallel` of the scan, at most. */
      splitsSize: computeSplits.receives("splitsSize", optional(Positive))
    },
    errors: tableErrors
  }),

  /**
   * Reads what matches as fast as can be, in no order, one page of one of several parts. Returns columns that the index
   * stores.
   *
   * Source: Tablestore API, ParallelScan.
   */
  parallelScan: tablestore.operation("ParallelScan", {
    ...parallelScan.messages,
    idempotent: true,
    input: {
      ...index,
      /** `sessionId` of ComputeSplits. */
      sessionId: parallelScan.sends("sessionId", optional(Bytes)),
      /** What to scan for, and which part this is. */
      scanQuery: parallelScan.sends("scanQuery", ScanQueryField)
    },
    output: {
      ...answer,
      rows: parallelScan.receives("rows", SeparateRowsField),
      /** `token` of the next page; absent at the end. */
      nextToken: parallelScan.receives("nextToken", optional(Token))
    },
    errors: [...tableErrors, "OTSStorageServerBusy", "OTSSessionExpired"]
  })
}
