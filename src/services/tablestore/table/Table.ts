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
export type { UndecodableRow } from "./reads/decodedRows.ts"
export { between, bounds, type KeyBounds, type KeyPrefix, type KeyRange, type ValueBounds } from "./reads/keyRange.ts"
export { type FieldQueries, query } from "./reads/typedQuery.ts"
export { decodeRow } from "./rows/rowCodec.ts"
export { decodeChange, type RemovedVersion, type RowChange } from "./rows/streamChange.ts"
export { type AttributeFilters, type ColumnFilters, where } from "./rows/typedFilter.ts"
export {
  type CreateOptions,
  type CreateTableInput,
  createTableInput,
  type SecondaryIndex,
  searchIndexSchema
} from "./tableCreation.ts"
export * from "./tableDefinition.ts"
