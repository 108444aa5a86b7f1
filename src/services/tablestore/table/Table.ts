/**
 * Tables with types: a table is declared once, its columns as Schemas, and is read and written as plain objects.
 *
 * **Example** (a table of orders)
 *
 * ```ts
 * import { Effect, Schema, Stream } from "effect"
 * import { Table, Tablestore } from "effect-cloud-storage"
 *
 * class Orders extends Table.make("orders", {
 *   primaryKey: { customer: Schema.String, order: Table.autoIncrement },
 *   attributes: { total: Schema.Finite, paid: Schema.Boolean, note: Schema.optionalKey(Schema.String) }
 * }) {}
 *
 * const program = Effect.gen(function*() {
 *   const orders = (yield* Tablestore).table(Orders)
 *   const { order } = yield* orders.put({ customer: "ada", total: 12.5, paid: false })
 *   yield* orders.update({ customer: "ada", order }, { set: { paid: true } })
 *   return yield* orders.range({ customer: "ada" }).pipe(Stream.runCollect)
 * })
 * ```
 */
export type { ColumnType } from "./columnType.ts"
export {
  type CreateOptions,
  type CreateTableInput,
  createTableInput,
  type SecondaryIndex,
  searchIndexSchema
} from "./creation.ts"
export * from "./definition.ts"
export { between, bounds, type KeyBounds, type KeyPrefix, type KeyRange, type ValueBounds } from "./keyRange.ts"
export { decodeChange, type RemovedVersion, type RowChange } from "./rowChange.ts"
export { decodeRow } from "./rowCodec.ts"
export { type AttributeFilters, type ColumnFilters, where } from "./typedFilter.ts"
export { type FieldQueries, query } from "./typedQuery.ts"
