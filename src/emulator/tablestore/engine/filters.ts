/** Evaluates filters. Source: Tablestore, Filter. */

import type { ColumnValue } from "../../../schema/tablestore/format/rowValue.ts"
import {
  type ColumnFilter,
  count,
  type Filter,
  type RowFilter,
  type ValueTransfer
} from "../../../schema/tablestore/row/filter.ts"
import { maxFilters } from "../limits.ts"
import { parameterInvalid } from "../refusals.ts"
import { type Capture, capturing, type MatchingBudget } from "./capturing.ts"
import type { StoredCell } from "./model.ts"
import { compareValues } from "./values.ts"
import { versionsOf } from "./versions.ts"

// Filters are read anew for each request, so what is kept here ends with it.
const captures = new WeakMap<ValueTransfer, Capture>()

const asInteger = (text: string): bigint | undefined => {
  if (!/^[+-]?\d{1,20}$/.test(text)) return undefined
  const value = BigInt(text.replace("+", ""))
  return BigInt.asIntN(64, value) === value ? value : undefined
}

const asDouble = (text: string): number | undefined => {
  const value = text.trim() === "" ? Number.NaN : Number(text)
  return Number.isFinite(value) ? value : undefined
}

/** The captured part of a text in its type; absent when there is none. */
const transferred = (value: ColumnValue, transfer: ValueTransfer): ColumnValue | undefined => {
  if (typeof value !== "string") return undefined
  const captured = captures.get(transfer)!(value)
  if (captured === undefined) return undefined
  switch (transfer.castTo) {
    case "integer":
      return asInteger(captured)
    case "double":
      return asDouble(captured)
    case "binary":
      return new TextEncoder().encode(captured)
    default:
      return captured
  }
}

const compare = (comparator: ColumnFilter["comparator"], value: ColumnValue, wanted: ColumnValue): boolean => {
  const order = compareValues(value, wanted)
  if (order === undefined) return comparator === "notEqual"
  switch (comparator) {
    case "equal":
      return order === 0
    case "notEqual":
      return order !== 0
    case "greaterThan":
      return order > 0
    case "greaterThanOrEqual":
      return order >= 0
    case "lessThan":
      return order < 0
    case "lessThanOrEqual":
      return order <= 0
    default:
      return true
  }
}

const passesColumn = (filter: ColumnFilter, cells: ReadonlyArray<StoredCell>): boolean => {
  const { comparator, latestVersionOnly, transfer, value: wanted } = filter
  const all = versionsOf(cells, filter.column)
  if (comparator === "exists") return all.length > 0
  if (comparator === "notExists") return all.length === 0
  const values = (latestVersionOnly ? all.slice(0, 1) : all)
    .map(({ value }) => (transfer === undefined ? value : transferred(value, transfer)))
    .filter((value) => value !== undefined)
  if (values.length === 0) return filter.passIfMissing
  return wanted !== undefined && values.some((value) => compare(comparator, value, wanted))
}

/** Whether the cells of a row pass. A column without cells is missing. */
export const passes = (filter: RowFilter, cells: ReadonlyArray<StoredCell>): boolean => {
  if (filter._tag === "ColumnFilter") return passesColumn(filter, cells)
  switch (filter.operator) {
    case "not":
      return !passes(filter.filters[0]!, cells)
    case "and":
      return filter.filters.every((inner) => passes(inner, cells))
    case "or":
      return filter.filters.some((inner) => passes(inner, cells))
  }
}

const prepare = (filter: Filter, budget: MatchingBudget): void => {
  if (filter._tag === "PaginationFilter") {
    if (filter.offset < 0) throw parameterInvalid("The offset of the pagination must not be less than 0.")
    if (filter.limit <= 0) throw parameterInvalid("The limit of the pagination must be greater than 0.")
  }
  if (filter._tag === "ColumnFilter" && filter.transfer !== undefined) {
    captures.set(filter.transfer, capturing(filter.transfer.regex, budget))
  }
  if (filter._tag !== "CompositeFilter") return
  if (filter.operator === "not" && filter.filters.length !== 1) {
    throw parameterInvalid("Invalid NOT operator: the number of sub-filters must be 1.")
  }
  if (filter.operator !== "not" && filter.filters.length < 2) {
    throw parameterInvalid(
      `Invalid ${filter.operator.toUpperCase()} operator: the number of sub-filters must be at least 2.`
    )
  }
  for (const inner of filter.filters) prepare(inner, budget)
}

/**
 * Refuses filters that make no sense, and makes the others ready for {@link passes}.
 *
 * @param matching How much may be matched: characters of texts times instructions of regular expressions.
 */
export const prepareFilter = (filter: Filter, matching: number): void => {
  if (count(filter) > maxFilters) throw parameterInvalid(`The count of filter exceeds the max: ${maxFilters}.`)
  prepare(filter, { left: matching })
}
