/**
 * Filters: which rows a read returns, and on what a write depends (as the column condition of a `Condition`).
 *
 * Filters are plain data. A `number` is compared with DOUBLE columns and a `bigint` with INTEGER ones: values of another
 * type than the column's never match.
 *
 * **Example** (orders above 10 that are not cancelled)
 *
 * ```ts
 * import * as Filter from "./filter.ts"
 *
 * Filter.and(
 *   Filter.greaterThan("total", 10n, { passIfMissing: false }),
 *   Filter.notEqual("state", "cancelled")
 * )
 * ```
 *
 * Source: Tablestore, Filter.
 */
import type { ColumnValue } from "../format/rowValue.ts"

/** How a column is compared with a value. */
export type Comparator =
  | "equal"
  | "notEqual"
  | "greaterThan"
  | "greaterThanOrEqual"
  | "lessThan"
  | "lessThanOrEqual"
  | "exists"
  | "notExists"

/** Takes a part of a STRING before it is compared. */
export interface ValueTransfer {
  /** The first capture group is what is compared. */
  readonly regex: string
  /** Type the captured text is turned into; it stays a STRING when absent. */
  readonly castTo?: "integer" | "double" | "string" | "binary" | undefined
}

/** Compares a column. */
export interface ColumnFilter {
  readonly _tag: "ColumnFilter"
  readonly comparator: Comparator
  readonly column: string
  /** Absent for `exists` and `notExists`. */
  readonly value?: ColumnValue | undefined
  /** Whether a row without the column passes. */
  readonly passIfMissing: boolean
  /** Whether only the newest version is compared; else one version that passes is enough. */
  readonly latestVersionOnly: boolean
  readonly transfer?: ValueTransfer | undefined
}

/** Combines filters. */
export interface CompositeFilter {
  readonly _tag: "CompositeFilter"
  readonly operator: "and" | "or" | "not"
  /** One for `not`, two or more for `and` and `or`. */
  readonly filters: ReadonlyArray<RowFilter>
}

/** Cuts a window out of the columns of each row, by name. Reads only. */
export interface PaginationFilter {
  readonly _tag: "PaginationFilter"
  /** Columns to skip. */
  readonly offset: number
  /** Columns to keep, at least 1. */
  readonly limit: number
}

/** A filter that decides on rows: what a condition can be made of. */
export type RowFilter = ColumnFilter | CompositeFilter

/** What a read can be filtered by. */
export type Filter = RowFilter | PaginationFilter

/** How a comparison treats rows without the column, versions, and texts. */
export interface ColumnFilterOptions {
  /** Whether a row without the column passes. Default true, as in the official clients. */
  readonly passIfMissing?: boolean | undefined
  /** Whether only the newest version is compared. Default true. */
  readonly latestVersionOnly?: boolean | undefined
  /** Takes a part of a STRING before it is compared. */
  readonly transfer?: ValueTransfer | undefined
}

const compare =
  (comparator: Comparator) =>
  (column: string, value: ColumnValue, options: ColumnFilterOptions = {}): ColumnFilter => ({
    _tag: "ColumnFilter",
    comparator,
    column,
    value,
    passIfMissing: options.passIfMissing ?? true,
    latestVersionOnly: options.latestVersionOnly ?? true,
    ...(options.transfer === undefined ? {} : { transfer: options.transfer })
  })

/** The column equals the value. */
export const equal = /*#__PURE__*/ compare("equal")
/** The column differs from the value. */
export const notEqual = /*#__PURE__*/ compare("notEqual")
/** The column is greater than the value. */
export const greaterThan = /*#__PURE__*/ compare("greaterThan")
/** The column is the value or greater. */
export const greaterThanOrEqual = /*#__PURE__*/ compare("greaterThanOrEqual")
/** The column is less than the value. */
export const lessThan = /*#__PURE__*/ compare("lessThan")
/** The column is the value or less. */
export const lessThanOrEqual = /*#__PURE__*/ compare("lessThanOrEqual")

/** The row has the column. */
export const exists = (column: string): ColumnFilter => ({
  _tag: "ColumnFilter",
  comparator: "exists",
  column,
  passIfMissing: false,
  latestVersionOnly: true
})

/** The row does not have the column. */
export const notExists = (column: string): ColumnFilter => ({
  _tag: "ColumnFilter",
  comparator: "notExists",
  column,
  passIfMissing: true,
  latestVersionOnly: true
})

/** All filters pass. A single one stays itself: the service wants two or more. */
export const and = (first: RowFilter, ...others: ReadonlyArray<RowFilter>): RowFilter =>
  others.length === 0 ? first : { _tag: "CompositeFilter", operator: "and", filters: [first, ...others] }

/** At least one filter passes. A single one stays itself: the service wants two or more. */
export const or = (first: RowFilter, ...others: ReadonlyArray<RowFilter>): RowFilter =>
  others.length === 0 ? first : { _tag: "CompositeFilter", operator: "or", filters: [first, ...others] }

/** The filter does not pass. */
export const not = (filter: RowFilter): CompositeFilter => ({
  _tag: "CompositeFilter",
  operator: "not",
  filters: [filter]
})

/** Keeps `limit` columns of each row after skipping `offset`, in the order of their names. */
export const pagination = (offset: number, limit: number): PaginationFilter => ({
  _tag: "PaginationFilter",
  offset,
  limit
})

/** How many comparisons and combinations a filter is made of: the service counts them against its limit. */
export const count = (filter: Filter): number =>
  filter._tag === "CompositeFilter" ? filter.filters.reduce((sum, sub) => sum + count(sub), 1) : 1
