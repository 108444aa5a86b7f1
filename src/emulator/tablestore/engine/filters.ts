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
import type { StoredCell } from "./model.ts"
import { compareValues } from "./values.ts"
import { versionsOf } from "./versions.ts"

const compiled = (regex: string): RegExp => {
  try {
    return new RegExp(regex)
  } catch {
    throw parameterInvalid(`Invalid regex: '${regex}'.`)
  }
}

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
const transferred = (value: ColumnValue, { castTo, regex }: ValueTransfer): ColumnValue | undefined => {
  if (typeof value !== "string") return undefined
  const captured = compiled(regex).exec(value)?.[1]
  if (captured === undefined) return undefined
  switch (castTo) {
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

const checkShape = (filter: Filter): void => {
  if (filter._tag === "PaginationFilter") {
    if (filter.offset < 0) throw parameterInvalid("The offset of the pagination must not be less than 0.")
    if (filter.limit <= 0) throw parameterInvalid("The limit of the pagination must be greater than 0.")
  }
  if (filter._tag === "ColumnFilter" && filter.transfer !== undefined) compiled(filter.transfer.regex)
  if (filter._tag !== "CompositeFilter") return
  if (filter.operator === "not" && filter.filters.length !== 1) {
    throw parameterInvalid("Invalid NOT operator: the number of sub-filters must be 1.")
  }
  if (filter.operator !== "not" && filter.filters.length < 2) {
    throw parameterInvalid(
      `Invalid ${filter.operator.toUpperCase()} operator: the number of sub-filters must be at least 2.`
    )
  }
  filter.filters.forEach(checkShape)
}

/** Refuses filters that make no sense. */
export const checkFilter = (filter: Filter): void => {
  if (count(filter) > maxFilters) throw parameterInvalid(`The count of filter exceeds the max: ${maxFilters}.`)
  checkShape(filter)
}
