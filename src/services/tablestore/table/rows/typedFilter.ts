/**
 * Filters and conditions of a table's own columns: names and values are checked by the compiler, values are encoded by
 * the columns' Schemas.
 */
import * as Result from "effect/Result"
import type { ColumnValue } from "../../../../schema/tablestore/format/rowValue.ts"
import { type Condition, expectExist, ignore } from "../../../../schema/tablestore/row/condition.ts"
import * as Filter from "../../../../schema/tablestore/row/filter.ts"
import type * as Definition from "../tableDefinition.ts"
import { rowCodecOf } from "./rowCodec.ts"
import { built, invalidInput } from "./rowErrors.ts"

/** How a comparison treats rows without the column, and versions. */
export type ComparisonOptions = Pick<Filter.ColumnFilterOptions, "passIfMissing" | "latestVersionOnly">

/**
 * Comparisons of a column. Rows without the column pass none of them, except `notEqual` and `notExists`, unless the
 * options say otherwise.
 */
export interface ColumnFilters<A> {
  readonly equal: (value: A, options?: ComparisonOptions) => Filter.ColumnFilter
  /** The column has another value, or none. */
  readonly notEqual: (value: A, options?: ComparisonOptions) => Filter.ColumnFilter
  readonly greaterThan: (value: A, options?: ComparisonOptions) => Filter.ColumnFilter
  readonly greaterThanOrEqual: (value: A, options?: ComparisonOptions) => Filter.ColumnFilter
  readonly lessThan: (value: A, options?: ComparisonOptions) => Filter.ColumnFilter
  readonly lessThanOrEqual: (value: A, options?: ComparisonOptions) => Filter.ColumnFilter
  /** The column has one of the values. */
  readonly oneOf: (values: readonly [A, ...ReadonlyArray<A>], options?: ComparisonOptions) => Filter.RowFilter
  /** Rows have the column. */
  readonly exists: () => Filter.ColumnFilter
  /** Rows do not have the column. */
  readonly notExists: () => Filter.ColumnFilter
}

/** The comparisons of each attribute column. */
export type AttributeFilters<T extends Definition.Any> = {
  readonly [C in Definition.AttributeName<T>]: ColumnFilters<Definition.ValueOf<T, C>>
}

/** Combines filters. */
export interface FilterTools {
  /** All filters pass. */
  readonly and: typeof Filter.and
  /** At least one filter passes. */
  readonly or: typeof Filter.or
  /** The filter does not pass. */
  readonly not: typeof Filter.not
}

/** Builds a filter of a table's columns. */
export type Where<T extends Definition.Any> = (columns: AttributeFilters<T>, tools: FilterTools) => Filter.RowFilter

/** A filter, or what builds one. */
export type FilterInput<T extends Definition.Any> = Filter.RowFilter | Where<T>

/** A condition, a filter that an existing row must pass, or what builds one. */
export type ConditionInput<T extends Definition.Any> = Condition | FilterInput<T>

const tools: FilterTools = { and: Filter.and, or: Filter.or, not: Filter.not }

const columnFilters = (table: Definition.Any, column: Definition.Column): ColumnFilters<unknown> => {
  const { name } = column
  const encode = (value: unknown): ColumnValue =>
    Result.getOrThrowWith(rowCodecOf(table).encodeValue(column, value), (issues) => invalidInput("where", issues))
  const compare =
    (build: typeof Filter.equal, passIfMissing: boolean) =>
    (value: unknown, options?: ComparisonOptions): Filter.ColumnFilter =>
      build(name, encode(value), { passIfMissing, ...options })
  const equal = compare(Filter.equal, false)
  return {
    equal,
    notEqual: compare(Filter.notEqual, true),
    greaterThan: compare(Filter.greaterThan, false),
    greaterThanOrEqual: compare(Filter.greaterThanOrEqual, false),
    lessThan: compare(Filter.lessThan, false),
    lessThanOrEqual: compare(Filter.lessThanOrEqual, false),
    oneOf: ([first, ...others], options) =>
      Filter.or(equal(first, options), ...others.map((value) => equal(value, options))),
    exists: () => Filter.exists(name),
    notExists: () => Filter.notExists(name)
  }
}

const made = /*#__PURE__*/ new WeakMap<Definition.Any, AttributeFilters<any>>()

const filtersOf = <T extends Definition.Any>(table: T): AttributeFilters<T> => {
  let filters = made.get(table)
  if (filters === undefined) {
    filters = Object.fromEntries(table.attributeColumns.map((column) => [column.name, columnFilters(table, column)]))
    made.set(table, filters)
  }
  return filters as AttributeFilters<T>
}

/**
 * Builds a filter of a table's columns. The result is plain data, like that of the functions of `Filter`.
 *
 * Throws a `ClientError` `InvalidInput` for a value that the column's Schema refuses. Where a method takes the function
 * itself (`filter: (o) => ...`), the method fails with that error instead.
 *
 * **Example** (unpaid orders above 10, or any with a note)
 *
 * ```ts
 * import { Schema } from "effect"
 * import { Table } from "effect-cloud-storage"
 *
 * class Orders extends Table.make("orders", {
 *   primaryKey: { customer: Schema.String, order: Schema.BigInt },
 *   attributes: { total: Schema.Finite, paid: Schema.Boolean, note: Schema.optionalKey(Schema.String) }
 * }) {}
 *
 * const worthALook = Table.where(Orders, (o, { and, or }) =>
 *   or(and(o.paid.equal(false), o.total.greaterThan(10)), o.note.exists()))
 * ```
 */
export const where = <T extends Definition.Any>(table: T, build: Where<T>): Filter.RowFilter =>
  build(filtersOf(table), tools)

/** The filter that an option of a method stands for. Throws a `ClientError` of the method. */
export const toFilter = <T extends Definition.Any>(
  table: T,
  input: FilterInput<T>,
  operation: string
): Filter.RowFilter => (typeof input === "function" ? built(operation, "filter", () => where(table, input)) : input)

/** The condition that an option of a method stands for; none when it is absent. Throws a `ClientError` of the method. */
export const toCondition = <T extends Definition.Any>(
  table: T,
  input: ConditionInput<T> | undefined,
  operation: string
): Condition => {
  if (input === undefined) return ignore()
  if (typeof input === "function") return expectExist(built(operation, "condition", () => where(table, input)))
  return "_tag" in input ? expectExist(input) : input
}

/** The columns that a filter looks at. */
export const columnsOfFilter = (filter: Filter.RowFilter): ReadonlyArray<string> =>
  filter._tag === "ColumnFilter" ? [filter.column] : filter.filters.flatMap(columnsOfFilter)
