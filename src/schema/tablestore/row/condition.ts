/**
 * Conditions: what must be true for a write to happen. A condition that is not met fails the write with
 * `OTSConditionCheckFail` and changes nothing.
 *
 * **Example** (pay an order once)
 *
 * ```ts
 * import * as Condition from "./condition.ts"
 * import * as Filter from "./filter.ts"
 *
 * Condition.expectExist(Filter.equal("paid", false, { passIfMissing: false }))
 * ```
 *
 * Source: Tablestore, conditional update.
 */
import { optional } from "../../Fields.ts"
import { bytesOf } from "../../wire/messageUnions.ts"
import { inMessage, message } from "../../wire/protobuf.ts"
import { Filter as FilterMessage } from "../protobuf/generated/filter.ts"
import * as M from "../protobuf/generated/tableStore.ts"
import { word } from "../protobuf/wire.ts"
import { RowFilter } from "./filter.ts"

/** What a write expects of the row that is stored. */
export class Condition extends /*#__PURE__*/ message(M.Condition, () => ({
  /** Whether the row must exist, must not, or either. */
  rowExistence: inMessage(
    "rowExistence",
    word({
      ignore: M.RowExistenceExpectation.IGNORE,
      expectExist: M.RowExistenceExpectation.EXPECT_EXIST,
      expectNotExist: M.RowExistenceExpectation.EXPECT_NOT_EXIST
    })
  ),
  /** What the stored row must pass. */
  columnCondition: inMessage("columnCondition", optional(bytesOf(FilterMessage, RowFilter)))
})) {}

const expect =
  (rowExistence: Condition["rowExistence"]) =>
  (columnCondition?: RowFilter): Condition =>
    columnCondition === undefined ? { rowExistence } : { rowExistence, columnCondition }

/** The row may exist or not. */
export const ignore = /*#__PURE__*/ expect("ignore")
/** The row must exist. */
export const expectExist = /*#__PURE__*/ expect("expectExist")
/** The row must not exist. */
export const expectNotExist = /*#__PURE__*/ expect("expectNotExist")
