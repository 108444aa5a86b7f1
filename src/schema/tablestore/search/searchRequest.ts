/**
 * Search requests: a query with its order, page, highlights, aggregations and groups.
 *
 * Source: Tablestore, Search.
 */
import type { Aggregations } from "./aggregation.ts"
import type { GroupBys } from "./groupBy.ts"
import type { Highlight } from "./highlight.ts"
import type { Query } from "./searchQuery.ts"
import type { Sorter } from "./searchSort.ts"

/** What to search for. */
export interface SearchQuery {
  readonly query?: Query | undefined
  /** Rows to skip; offset and limit together at most 10,000 (100,000 on new instances). Default 0. */
  readonly offset?: number | undefined
  /** Rows to return, at most 100 (1,000 when all columns come from the index). Default 10; 0 for totals alone. */
  readonly limit?: number | undefined
  /** Sorters, one after the other. By primary key when absent. */
  readonly sort?: ReadonlyArray<Sorter> | undefined
  /** Whether rows that compare equal stay unordered instead of being ordered by primary key. */
  readonly disableDefaultPrimaryKeySort?: boolean | undefined
  /** Returns one row per value of this field. */
  readonly collapseField?: string | undefined
  /** Whether the number of all hits is counted. Sent always: false when absent. */
  readonly getTotalCount?: boolean | undefined
  /** Counts hits up to this many: -1 for none, 2147483647 for all. */
  readonly trackTotalCount?: number | undefined
  /** Page to go on with. Excludes `sort` and `offset`. */
  readonly token?: Uint8Array | undefined
  /** By the name their result gets. */
  readonly aggregations?: Aggregations | undefined
  /** By the name their result gets. */
  readonly groupBys?: GroupBys | undefined
  readonly highlight?: Highlight | undefined
  /** Drops hits after aggregations were computed. */
  readonly postFilter?: Query | undefined
}

/** Which columns a search returns; the key columns always come along. */
export type ColumnsToGet =
  | { readonly _tag: "All" }
  | { readonly _tag: "AllFromIndex" }
  | { readonly _tag: "None" }
  | { readonly _tag: "Specified"; readonly names: ReadonlyArray<string> }

/** All columns of the table. */
export const allColumns: ColumnsToGet = { _tag: "All" }
/** All columns that the index stores: faster than asking the table. */
export const allColumnsFromIndex: ColumnsToGet = { _tag: "AllFromIndex" }
/** No columns but the key. */
export const noColumns: ColumnsToGet = { _tag: "None" }
/** These columns. */
export const columns = (...names: ReadonlyArray<string>): ColumnsToGet => ({ _tag: "Specified", names })

/** A part of a parallel scan. */
export interface ScanQuery {
  readonly query?: Query | undefined
  /** Rows of a page, at most and by default 2,000. */
  readonly limit?: number | undefined
  /** How long the scan lives between calls, in seconds. Default 60. */
  readonly aliveTimeSeconds?: number | undefined
  /** Page to go on with. */
  readonly token?: Uint8Array | undefined
  /** Which part this is, from 0. */
  readonly currentParallelId?: number | undefined
  /** How many parts there are, at most the `splitsSize` that ComputeSplits told. */
  readonly maxParallel?: number | undefined
}
