/**
 * Searches and parallel scans over search indexes.
 */
import * as Schema from "effect/Schema"
import { fields, list, optional } from "../../Fields.ts"
import { inMessage } from "../../wire/protobuf.ts"
import type { PrimaryKey } from "../format/rowValue.ts"
import { searchLimits } from "../limits.ts"
import * as M from "../protobuf/generated/search.ts"
import * as T from "../protobuf/generated/tableStore.ts"
import { Bytes, between, inside, oneWay, Positive, SafeInteger, wire } from "../protobuf/wire.ts"
import { encodeStoredKey, SeparateRowsField } from "../row/rowFields.ts"
import { AggregationResultsBytes, GroupByResultsBytes } from "../search/aggregationResult.ts"
import { SearchHit } from "../search/searchHit.ts"
import { ColumnsToGet, ScanQuery, SearchQuery } from "../search/searchRequest.ts"
import { Answer, Consumed, Name, TableRef, Token, tableErrors, tablestore } from "./common.ts"

const within = (
  field: string,
  value: number | undefined,
  minimum: number,
  maximum: number
): ReadonlyArray<Schema.FilterIssue> =>
  value === undefined || (value >= minimum && value <= maximum)
    ? []
    : [{ path: [field], issue: `must be a whole number, ${minimum} to ${maximum}` }]

const maxInt32 = 2 ** 31 - 1

/** {@link SearchQuery} with the rules that are known without asking the service. */
export const CheckedSearchQuery = /*#__PURE__*/ SearchQuery.check(
  /*#__PURE__*/ Schema.makeFilter(({ limit, offset, sort, token }: SearchQuery) => [
    ...within("limit", limit, 0, searchLimits.limitFromIndex),
    ...within("offset", offset, 0, maxInt32),
    ...(token !== undefined && offset !== undefined && offset > 0
      ? [{ path: ["offset"], issue: "must be absent with a token" }]
      : []),
    ...(token !== undefined && sort !== undefined
      ? [{ path: ["sort"], issue: "must be absent with a token, which holds it" }]
      : [])
  ])
)

/** {@link ScanQuery} with the rules that are known without asking the service. */
export const CheckedScanQuery = /*#__PURE__*/ ScanQuery.check(
  /*#__PURE__*/ Schema.makeFilter(({ currentParallelId, limit, maxParallel }: ScanQuery) => [
    ...within("limit", limit, 1, searchLimits.scanLimit),
    ...within("currentParallelId", currentParallelId, 0, maxInt32),
    ...within("maxParallel", maxParallel, 1, maxInt32)
  ])
)

const RoutingValues: Schema.Codec<ReadonlyArray<PrimaryKey>, ReadonlyArray<Uint8Array>> = /*#__PURE__*/ wire(
  (value): value is ReadonlyArray<PrimaryKey> => Array.isArray(value),
  "a list of primary keys",
  {
    to: (keys: ReadonlyArray<PrimaryKey>) => keys.map((key, index) => inside([index], () => encodeStoredKey(key))),
    from: oneWay
  }
)

/** The request is about this search index. */
export class SearchIndexRef extends /*#__PURE__*/ fields(TableRef, () => ({
  /** Name of the search index. */
  indexName: inMessage("indexName", Name)
})) {}

/** How rows are returned, and how long it may take. */
export class SearchReading extends /*#__PURE__*/ fields(() => ({
  /** Which columns are returned; the key columns always are, and only they when absent. */
  columnsToGet: inMessage("columnsToGet", optional(ColumnsToGet)),
  /** Milliseconds the service may take. */
  timeoutMs: inMessage("timeoutMs", optional(between(1, maxInt32)))
})) {}

/** Input of {@link search}. */
export class SearchInput extends /*#__PURE__*/ fields(SearchIndexRef, SearchReading, () => ({
  /** What to search for, in which order, and what to compute. */
  searchQuery: inMessage("searchQuery", CheckedSearchQuery),
  /** Values of the index's routing columns, which narrow the search to some of its parts. */
  routingValues: inMessage("routingValues", optional(RoutingValues))
})) {}

/** Output of {@link search}. */
export class SearchOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** Rows that match, when the query asked for their number; -1 otherwise. */
  totalHits: inMessage("totalHits", optional(SafeInteger)),
  /** The rows of this page. */
  rows: inMessage("rows", SeparateRowsField),
  /** What is told of the rows, in their order, when the query asked for highlights, inner hits or scores. */
  searchHits: inMessage("searchHits", list(SearchHit)),
  /** `false` when parts of the index did not answer. */
  isAllSucceeded: inMessage("isAllSucceeded", optional(Schema.Boolean)),
  /** `token` of the next page; absent at the end. */
  nextToken: inMessage("nextToken", optional(Token)),
  /** Results of the aggregations, by their names. */
  aggregations: inMessage("aggs", optional(AggregationResultsBytes)),
  /** Results of the groupings, by their names. */
  groupBys: inMessage("groupBys", optional(GroupByResultsBytes)),
  /** What the call used. */
  consumed: inMessage("consumed", optional(Consumed)),
  /** The part of `consumed` that was reserved. */
  reservedConsumed: inMessage("reservedConsumed", optional(Consumed))
})) {}

/**
 * Searches the rows of a table by one of its search indexes, one page.
 *
 * Source: Tablestore API, Search.
 */
export const search = /*#__PURE__*/ tablestore.operation("Search", {
  request: M.SearchRequest,
  response: M.SearchResponse,
  input: SearchInput,
  output: SearchOutput,
  idempotent: true,
  errors: [...tableErrors, "OTSStorageServerBusy", "OTSMetaNotMatch"]
})

/** Input of {@link computeSplits}. */
export class ComputeSplitsInput extends /*#__PURE__*/ fields(TableRef, () => ({
  /** Name of the search index. */
  indexName: inMessage("searchIndexSplitsOptions.indexName", Name)
})) {}

/** Output of {@link computeSplits}. */
export class ComputeSplitsOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** `sessionId` of the scan. */
  sessionId: inMessage("sessionId", optional(Bytes)),
  /** `maxParallel` of the scan, at most. */
  splitsSize: inMessage("splitsSize", optional(Positive))
})) {}

/**
 * Prepares a parallel scan: how many readers it can have, and the session they share.
 *
 * Source: Tablestore API, ComputeSplits.
 */
export const computeSplits = /*#__PURE__*/ tablestore.operation("ComputeSplits", {
  request: T.ComputeSplitsRequest,
  response: T.ComputeSplitsResponse,
  input: ComputeSplitsInput,
  output: ComputeSplitsOutput,
  idempotent: true,
  errors: tableErrors
})

/** Input of {@link parallelScan}. */
export class ParallelScanInput extends /*#__PURE__*/ fields(SearchIndexRef, SearchReading, () => ({
  /** `sessionId` of ComputeSplits. */
  sessionId: inMessage("sessionId", optional(Bytes)),
  /** What to scan for, and which part this is. */
  scanQuery: inMessage("scanQuery", CheckedScanQuery)
})) {}

/** Output of {@link parallelScan}. */
export class ParallelScanOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** The rows of this page. */
  rows: inMessage("rows", SeparateRowsField),
  /** `token` of the next page; absent at the end. */
  nextToken: inMessage("nextToken", optional(Token))
})) {}

/**
 * Reads what matches as fast as can be, in no order, one page of one of several parts. Returns columns that the index
 * stores.
 *
 * Source: Tablestore API, ParallelScan.
 */
export const parallelScan = /*#__PURE__*/ tablestore.operation("ParallelScan", {
  request: M.ParallelScanRequest,
  response: M.ParallelScanResponse,
  input: ParallelScanInput,
  output: ParallelScanOutput,
  idempotent: true,
  errors: [...tableErrors, "OTSStorageServerBusy", "OTSSessionExpired"]
})
