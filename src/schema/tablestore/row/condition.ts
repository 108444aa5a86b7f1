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
import type { RowFilter } from "./filter.ts"

/** What a write expects of the row that is stored. */
export interface Condition {
  /** Whether the row must exist, must not, or either. */
  readonly rowExistence: "ignore" | "expectExist" | "expectNotExist"
  /** What the stored row must pass. */
  readonly columnCondition?: RowFilter | undefined
}

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
