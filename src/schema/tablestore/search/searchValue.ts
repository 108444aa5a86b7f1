/**
 * Small values of search messages.
 */
import * as Schema from "effect/Schema"
import { fields, optional } from "../../Fields.ts"
import { inMessage, message } from "../../wire/protobuf.ts"
import * as M from "../protobuf/generated/search.ts"
import { Variant } from "../protobuf/variant.ts"
import { Int32, word } from "../protobuf/wire.ts"

export { Variant }

/** It is about one field of the index. */
export class OnField extends /*#__PURE__*/ fields(() => ({
  /** Name of the field. */
  field: inMessage("fieldName", Schema.String)
})) {}

/** An order, which travels as a number. */
export const order = () => word({ asc: M.SortOrder.SORT_ORDER_ASC, desc: M.SortOrder.SORT_ORDER_DESC })

/** A span of calendar time. */
export class TimeSpan extends /*#__PURE__*/ message(M.DateTimeValue, () => ({
  /** How many units. */
  value: inMessage("value", Int32),
  /** What is counted. */
  unit: inMessage(
    "unit",
    word({
      year: M.DateTimeUnit.YEAR,
      quarter: M.DateTimeUnit.QUARTER_YEAR,
      month: M.DateTimeUnit.MONTH,
      week: M.DateTimeUnit.WEEK,
      day: M.DateTimeUnit.DAY,
      hour: M.DateTimeUnit.HOUR,
      minute: M.DateTimeUnit.MINUTE,
      second: M.DateTimeUnit.SECOND,
      millisecond: M.DateTimeUnit.MILLISECOND
    })
  )
})) {}

/** A range of values. */
export class FieldRange extends /*#__PURE__*/ message(M.FieldRange, () => ({
  /** The least value; open when absent. */
  min: inMessage("min", optional(Variant)),
  /** The greatest value; open when absent. */
  max: inMessage("max", optional(Variant))
})) {}
