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
import * as Schema from "effect/Schema"
import { alwaysSent, list, optional } from "../../Fields.ts"
import { bytesOf, union } from "../../wire/messageUnions.ts"
import { inMessage, kind, message } from "../../wire/protobuf.ts"
import type { ColumnValue } from "../format/rowValue.ts"
import * as M from "../protobuf/generated/filter.ts"
import { VariantOrNothing } from "../protobuf/variant.ts"
import { Int32, wire, word } from "../protobuf/wire.ts"

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

const comparator = (): Schema.Codec<Comparator, M.ComparatorType> =>
  word({
    equal: M.ComparatorType.CT_EQUAL,
    notEqual: M.ComparatorType.CT_NOT_EQUAL,
    greaterThan: M.ComparatorType.CT_GREATER_THAN,
    greaterThanOrEqual: M.ComparatorType.CT_GREATER_EQUAL,
    lessThan: M.ComparatorType.CT_LESS_THAN,
    lessThanOrEqual: M.ComparatorType.CT_LESS_EQUAL,
    exists: M.ComparatorType.CT_EXIST,
    notExists: M.ComparatorType.CT_NOT_EXIST
  })

/** Takes a part of a STRING before it is compared. */
export class ValueTransfer extends /*#__PURE__*/ message(M.ValueTransferRule, () => ({
  /** The first capture group is what is compared. */
  regex: inMessage("regex", Schema.String),
  /** Type the captured text is turned into; it stays a STRING when absent. */
  castTo: inMessage(
    "castType",
    optional(
      word({
        integer: M.VariantType.VT_INTEGER,
        double: M.VariantType.VT_DOUBLE,
        string: M.VariantType.VT_STRING,
        binary: M.VariantType.VT_BLOB
      })
    )
  )
})) {}

/** The wire says "a row without the column is filtered out". */
const Negated: Schema.Codec<boolean, boolean> = /*#__PURE__*/ wire(
  (value): value is boolean => typeof value === "boolean",
  "a boolean",
  { to: (value) => !value, from: (found) => !found }
)

/** Compares a column. */
export class ColumnFilter extends /*#__PURE__*/ kind(
  "ColumnFilter",
  () => M.FilterType.FT_SINGLE_COLUMN_VALUE,
  M.SingleColumnValueFilter,
  () => ({
    /** How the column is compared. */
    comparator: inMessage("comparator", comparator()),
    /** Name of the column. */
    column: inMessage("columnName", Schema.String),
    // The message wants bytes always.
    /** Absent for `exists` and `notExists`. */
    value: inMessage("columnValue", alwaysSent(VariantOrNothing, undefined)),
    /** Whether a row without the column passes. */
    passIfMissing: inMessage("filterIfMissing", Negated),
    /** Whether only the newest version is compared; else one version that passes is enough. */
    latestVersionOnly: inMessage("latestVersionOnly", Schema.Boolean),
    /** Takes a part of a STRING before it is compared. */
    transfer: inMessage("valueTransRule", optional(ValueTransfer))
  })
) {}

const InnerFilter: Schema.Codec<RowFilter, M.Filter> = /*#__PURE__*/ Schema.suspend(() => RowFilter)

/** Combines filters. */
export class CompositeFilter extends /*#__PURE__*/ kind(
  "CompositeFilter",
  () => M.FilterType.FT_COMPOSITE_COLUMN_VALUE,
  M.CompositeColumnValueFilter,
  () => ({
    /** How they are combined. */
    operator: inMessage(
      "combinator",
      word({ not: M.LogicalOperator.LO_NOT, and: M.LogicalOperator.LO_AND, or: M.LogicalOperator.LO_OR })
    ),
    /** One for `not`, two or more for `and` and `or`. */
    filters: inMessage("subFilters", list(InnerFilter))
  })
) {}

/** Cuts a window out of the columns of each row, by name. Reads only. */
export class PaginationFilter extends /*#__PURE__*/ kind(
  "PaginationFilter",
  () => M.FilterType.FT_COLUMN_PAGINATION,
  M.ColumnPaginationFilter,
  () => ({
    /** Columns to skip. */
    offset: inMessage("offset", Int32),
    /** Columns to keep, at least 1. */
    limit: inMessage("limit", Int32)
  })
) {}

/** A filter that decides on rows: what a condition can be made of. */
export type RowFilter = ColumnFilter | CompositeFilter

/** What a read can be filtered by. */
export type Filter = RowFilter | PaginationFilter

const hasValue = /*#__PURE__*/ Schema.makeFilter((filter: Filter) =>
  filter._tag !== "ColumnFilter" ||
  filter.value !== undefined ||
  filter.comparator === "exists" ||
  filter.comparator === "notExists"
    ? true
    : { path: ["value"], issue: `must be there for ${filter.comparator}` }
)

/** A filter that decides on rows. */
export const RowFilter: Schema.Codec<RowFilter, M.Filter> = /*#__PURE__*/ union(
  "a filter of rows",
  M.Filter,
  "type",
  "filter",
  () => [ColumnFilter, CompositeFilter]
).check(hasValue)

const AnyFilter: Schema.Codec<Filter, M.Filter> = /*#__PURE__*/ union("a filter", M.Filter, "type", "filter", () => [
  ColumnFilter,
  CompositeFilter,
  PaginationFilter
]).check(hasValue)

/** A filter as the bytes of its message. */
export const Filter: Schema.Codec<Filter, Uint8Array> = /*#__PURE__*/ bytesOf(M.Filter, AnyFilter)

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
