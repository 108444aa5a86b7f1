/**
 * Conditions: what must be true for a write to happen. {@link where} builds them of a table's own columns.
 */
import { type Condition, expectExist } from "../../schema/tablestore/row/condition.ts"
import * as TypedFilter from "./table/rows/typedFilter.ts"
import type * as Definition from "./table/tableDefinition.ts"

export * from "../../schema/tablestore/row/condition.ts"

/**
 * The row must exist and pass a filter of its table's columns.
 *
 * Throws a `ClientError` `InvalidInput` for a value that the column's Schema refuses.
 *
 * **Example** (an order is paid when it is worth it)
 *
 * ```ts
 * import { Schema } from "effect"
 * import { Condition, Table } from "effect-cloud-storage"
 *
 * class Orders extends Table.make("orders", {
 *   primaryKey: { customer: Schema.String, order: Schema.BigInt },
 *   attributes: { total: Schema.Finite, paid: Schema.Boolean, note: Schema.optionalKey(Schema.String) }
 * }) {}
 *
 * const worthIt = Condition.where(Orders, (o) => o.total.greaterThan(10))
 * ```
 */
export const where = <T extends Definition.Any>(table: T, build: TypedFilter.Where<T>): Condition =>
  expectExist(TypedFilter.where(table, build))
