/** Filters as bytes of the wire. */

import { decodeMessage, encodeMessage } from "../../wire/protobufMessage.ts"
import { decodeVariant } from "../format/plainBufferDecoder.ts"
import { encodeVariant } from "../format/plainBufferEncoder.ts"
import type { ColumnValue } from "../format/rowValue.ts"
import {
  ColumnPaginationFilter,
  ComparatorType,
  CompositeColumnValueFilter,
  Filter as FilterMessage,
  FilterType,
  LogicalOperator,
  SingleColumnValueFilter,
  ValueTransferRule,
  VariantType
} from "../protobuf/generated/filter.ts"
import { type Converter, listOf, oneLevelDeeper, recordCodec, senseless, words } from "../protobuf/recordCodec.ts"
import type { ColumnFilter, CompositeFilter, Filter, PaginationFilter, RowFilter, ValueTransfer } from "./filter.ts"

const comparators = /*#__PURE__*/ words("SingleColumnValueFilter", {
  equal: ComparatorType.CT_EQUAL,
  notEqual: ComparatorType.CT_NOT_EQUAL,
  greaterThan: ComparatorType.CT_GREATER_THAN,
  greaterThanOrEqual: ComparatorType.CT_GREATER_EQUAL,
  lessThan: ComparatorType.CT_LESS_THAN,
  lessThanOrEqual: ComparatorType.CT_LESS_EQUAL,
  exists: ComparatorType.CT_EXIST,
  notExists: ComparatorType.CT_NOT_EXIST
})

const operators = /*#__PURE__*/ words("CompositeColumnValueFilter", {
  not: LogicalOperator.LO_NOT,
  and: LogicalOperator.LO_AND,
  or: LogicalOperator.LO_OR
})

const casts = /*#__PURE__*/ words("ValueTransferRule", {
  integer: VariantType.VT_INTEGER,
  double: VariantType.VT_DOUBLE,
  string: VariantType.VT_STRING,
  binary: VariantType.VT_BLOB
})

/** The wire says "a row without the column is filtered out". */
const negated: Converter<boolean, boolean> = { to: (value) => !value, from: (wire) => !wire }

const transferCodec = /*#__PURE__*/ recordCodec<ValueTransfer>()(
  ValueTransferRule,
  undefined,
  { regex: "regex", castTo: ["castType", casts] },
  ["regex"]
)

const noValue = /*#__PURE__*/ new Uint8Array(0)

/** The value field is required on the wire, and empty where nothing is compared. */
const encodeColumn = (filter: ColumnFilter): Uint8Array => {
  const { value } = filter
  if (value === undefined && filter.comparator !== "exists" && filter.comparator !== "notExists") {
    throw senseless("SingleColumnValueFilter", `a value is missing for ${filter.comparator}`)
  }
  return encodeMessage(SingleColumnValueFilter, {
    comparator: comparators.to(filter.comparator),
    columnName: filter.column,
    columnValue: value === undefined ? noValue : encodeVariant(value),
    filterIfMissing: negated.to(filter.passIfMissing),
    latestVersionOnly: filter.latestVersionOnly,
    valueTransRule: filter.transfer === undefined ? undefined : transferCodec.toMessage(filter.transfer)
  })
}

const decodeColumn = (bytes: Uint8Array): ColumnFilter => {
  const message = decodeMessage(SingleColumnValueFilter, bytes)
  const comparator = comparators.from(message.comparator)
  const compares = comparator !== "exists" && comparator !== "notExists"
  const value: ColumnValue | undefined = compares ? decodeVariant(message.columnValue) : undefined
  return {
    _tag: "ColumnFilter",
    comparator,
    column: message.columnName,
    ...(value === undefined ? {} : { value }),
    passIfMissing: negated.from(message.filterIfMissing),
    latestVersionOnly: message.latestVersionOnly,
    ...(message.valueTransRule === undefined ? {} : { transfer: transferCodec.fromMessage(message.valueTransRule) })
  }
}

const rowFilter: Converter<RowFilter, FilterMessage> = {
  to: (filter) => toMessage(filter),
  from: (message) => {
    const filter = fromMessage(message)
    if (filter._tag === "PaginationFilter") throw senseless("Filter", "a pagination inside another filter")
    return filter
  }
}

const compositeCodec = /*#__PURE__*/ recordCodec<CompositeFilter>()(
  CompositeColumnValueFilter,
  "CompositeFilter",
  { operator: ["combinator", operators], filters: ["subFilters", listOf(rowFilter)] },
  ["operator", "filters"]
)

const paginationCodec = /*#__PURE__*/ recordCodec<PaginationFilter>()(
  ColumnPaginationFilter,
  "PaginationFilter",
  { offset: "offset", limit: "limit" },
  ["offset", "limit"]
)

const toMessage = (filter: Filter): FilterMessage =>
  oneLevelDeeper("Filter", () => {
    switch (filter._tag) {
      case "ColumnFilter":
        return { type: FilterType.FT_SINGLE_COLUMN_VALUE, filter: encodeColumn(filter) }
      case "CompositeFilter":
        return { type: FilterType.FT_COMPOSITE_COLUMN_VALUE, filter: compositeCodec.encode(filter) }
      case "PaginationFilter":
        return { type: FilterType.FT_COLUMN_PAGINATION, filter: paginationCodec.encode(filter) }
    }
  })

const fromMessage = ({ type, filter }: FilterMessage): Filter =>
  oneLevelDeeper("Filter", () => {
    switch (type) {
      case FilterType.FT_SINGLE_COLUMN_VALUE:
        return decodeColumn(filter)
      case FilterType.FT_COMPOSITE_COLUMN_VALUE:
        return compositeCodec.decode(filter)
      case FilterType.FT_COLUMN_PAGINATION:
        return paginationCodec.decode(filter)
      default:
        throw senseless("Filter", `there is no filter type ${String(type)}`)
    }
  })

/** The bytes of a filter. Throws `WireError`. */
export const encodeFilter = (filter: Filter): Uint8Array => encodeMessage(FilterMessage, toMessage(filter))

/** The filter of some bytes. Throws `WireError`. */
export const decodeFilter = (bytes: Uint8Array): Filter => fromMessage(decodeMessage(FilterMessage, bytes))
