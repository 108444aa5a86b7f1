/**
 * Search requests: a query with its order, page, highlights, aggregations and groups.
 *
 * Source: Tablestore, Search.
 */
import * as Schema from "effect/Schema"
import { alwaysSent, list, optional } from "../../Fields.ts"
import { unionBeside } from "../../wire/messageUnions.ts"
import { bytesOfMessage, inMessage, message, tagged } from "../../wire/protobuf.ts"
import * as M from "../protobuf/generated/search.ts"
import { Bytes, Int32 } from "../protobuf/wire.ts"
import { Aggregations } from "./aggregation.ts"
import { GroupBys } from "./groupBy.ts"
import { Highlight } from "./highlight.ts"
import { Query } from "./searchQuery.ts"
import { Sorter } from "./searchSort.ts"

/** What to search for. */
export class SearchQuery extends /*#__PURE__*/ bytesOfMessage(M.SearchQuery, () => ({
  /** Which rows; all when absent. */
  query: inMessage("query", optional(Query)),
  /** Rows to skip; offset and limit together at most 10,000 (100,000 on new instances). Default 0. */
  offset: inMessage("offset", optional(Int32)),
  /** Rows to return, at most 100 (1,000 when all columns come from the index). Default 10; 0 for totals alone. */
  limit: inMessage("limit", optional(Int32)),
  /** Sorters, one after the other. By primary key when absent. */
  sort: inMessage("sort.sorter", optional(list(Sorter))),
  /** Whether rows that compare equal stay unordered instead of being ordered by primary key. */
  disableDefaultPrimaryKeySort: inMessage("sort.disableDefaultPkSorter", optional(Schema.Boolean)),
  /** Returns one row per value of this field. */
  collapseField: inMessage("collapse.fieldName", optional(Schema.String)),
  /** Whether the number of all hits is counted. Sent always: false when absent. */
  getTotalCount: inMessage("getTotalCount", alwaysSent(Schema.Boolean, false)),
  /** Counts hits up to this many: -1 for none, 2147483647 for all. */
  trackTotalCount: inMessage("trackTotalCount", optional(Int32)),
  /** Page to go on with. Excludes `sort` and `offset`. */
  token: inMessage("token", optional(Bytes)),
  /** By the name their result gets. */
  aggregations: inMessage("aggs", optional(Aggregations)),
  /** By the name their result gets. */
  groupBys: inMessage("groupBys", optional(GroupBys)),
  /** Asks for the matching pieces of texts. */
  highlight: inMessage("highlight", optional(Highlight)),
  /** Drops hits after aggregations were computed. */
  postFilter: inMessage("filter.query", optional(Query))
})) {}

class AllColumns extends /*#__PURE__*/ tagged("All", M.ColumnsToGet) {}
class AllColumnsFromIndex extends /*#__PURE__*/ tagged("AllFromIndex", M.ColumnsToGet) {}
class NoColumns extends /*#__PURE__*/ tagged("None", M.ColumnsToGet) {}
class SpecifiedColumns extends /*#__PURE__*/ tagged("Specified", M.ColumnsToGet, () => ({
  /** Names of the columns. */
  names: inMessage("columnNames", list(Schema.String))
})) {}

/** Which columns a search returns; the key columns always come along. */
export type ColumnsToGet = AllColumns | AllColumnsFromIndex | NoColumns | SpecifiedColumns

/** Which columns a search returns; the key columns always come along. */
export const ColumnsToGet: Schema.Codec<ColumnsToGet, M.ColumnsToGet> = /*#__PURE__*/ unionBeside(
  "allColumns, allColumnsFromIndex, noColumns or columns(...)",
  M.ColumnsToGet,
  "returnType",
  () => [
    [M.ColumnReturnType.RETURN_ALL, AllColumns],
    [M.ColumnReturnType.RETURN_ALL_FROM_INDEX, AllColumnsFromIndex],
    [M.ColumnReturnType.RETURN_NONE, NoColumns],
    [M.ColumnReturnType.RETURN_SPECIFIED, SpecifiedColumns]
  ]
)

/** All columns of the table. */
export const allColumns: ColumnsToGet = { _tag: "All" }
/** All columns that the index stores: faster than asking the table. */
export const allColumnsFromIndex: ColumnsToGet = { _tag: "AllFromIndex" }
/** No columns but the key. */
export const noColumns: ColumnsToGet = { _tag: "None" }
/** These columns. */
export const columns = (...names: ReadonlyArray<string>): ColumnsToGet => ({ _tag: "Specified", names })

/** A part of a parallel scan. */
export class ScanQuery extends /*#__PURE__*/ message(M.ScanQuery, () => ({
  /** Which rows; all when absent. */
  query: inMessage("query", optional(Query)),
  /** Rows of a page, at most and by default 2,000. */
  limit: inMessage("limit", optional(Int32)),
  /** How long the scan lives between calls, in seconds. Default 60. */
  aliveTimeSeconds: inMessage("aliveTime", optional(Int32)),
  /** Page to go on with. */
  token: inMessage("token", optional(Bytes)),
  /** Which part this is, from 0. */
  currentParallelId: inMessage("currentParallelId", optional(Int32)),
  /** How many parts there are, at most the `splitsSize` that ComputeSplits told. */
  maxParallel: inMessage("maxParallel", optional(Int32))
})) {}
