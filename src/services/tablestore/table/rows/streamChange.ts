/**
 * Changes of typed rows, as the stream of a table reports them.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { ClientError } from "../../../../schema/Errors.ts"
import type { Timestamp } from "../../../../schema/tablestore/format/rowValue.ts"
import type { StreamRecord } from "../../../../schema/tablestore/operations/stream.ts"
import type * as Definition from "../tableDefinition.ts"
import { setOwn } from "./columnParser.ts"
import { rowCodecOf } from "./rowCodec.ts"
import { orUndecodable } from "./rowErrors.ts"
import { showKey } from "./storedValue.ts"

/** A version of a column that was removed. */
export interface RemovedVersion<T extends Definition.Any> {
  readonly column: Definition.AttributeName<T>
  /** Milliseconds since 1970; a `bigint` beyond 2^53 - 1. */
  readonly timestamp: Timestamp
}

/** A change of a row. */
export type RowChange<T extends Definition.Any> =
  | {
      readonly action: "put"
      readonly key: Definition.Key<T>
      /** The row, which replaced what was there. */
      readonly row: Definition.Row<T>
    }
  | {
      readonly action: "update"
      readonly key: Definition.Key<T>
      /** Columns that were set, with their values; incremented ones with what they were incremented to. */
      readonly set: Partial<Definition.Attributes<T>>
      /** Columns that were removed. */
      readonly deleted: ReadonlyArray<Definition.AttributeName<T>>
      readonly deletedVersions: ReadonlyArray<RemovedVersion<T>>
    }
  | { readonly action: "delete"; readonly key: Definition.Key<T> }

type Decoded = Result.Result<unknown, string>

const decode = (table: Definition.Any, { action, primaryKey, columns }: StreamRecord): Decoded => {
  const codec = rowCodecOf(table)
  const key = codec.decodeKey(primaryKey)
  if (Result.isFailure(key)) return key
  const cells = columns.filter((cell) => cell.op === undefined)
  if (action === "delete") return Result.succeed({ action, key: key.success })
  if (action === "put") {
    return Result.map(codec.decodeRow({ primaryKey, columns: cells }), (row) => ({ action, key: key.success, row }))
  }
  if (action !== "update") {
    return Result.fail(`table ${table.tableName}, row ${showKey(primaryKey)}: there is no action ${action}`)
  }
  const known = new Map(table.attributeColumns.map((column) => [column.name, column]))
  const set: Record<string, unknown> = {}
  const deleted: Array<string> = []
  const deletedVersions: Array<RemovedVersion<any>> = []
  for (const cell of columns) {
    const column = known.get(cell.name)
    if (column === undefined) continue
    switch (cell.op) {
      case "deleteAllVersions":
        deleted.push(cell.name)
        break
      case "deleteVersion":
        deletedVersions.push({ column: cell.name, timestamp: cell.timestamp })
        break
      case "increment":
        return Result.fail(
          `table ${table.tableName}, row ${showKey(primaryKey)}, column ${cell.name}: a stream reports sums, not increments`
        )
      default: {
        const value = codec.decodeValue(column, cell.value, primaryKey)
        if (Result.isFailure(value)) return value
        // Of several versions the newest comes first.
        if (!Object.hasOwn(set, cell.name)) setOwn(set, cell.name, value.success)
      }
    }
  }
  return Result.succeed({ action, key: key.success, set, deleted, deletedVersions })
}

/**
 * Reads a record of a table's stream as a change of a typed row.
 *
 * Fails with `ClientError` `UndecodableResponse`, which names the column and the key, when the record is not what the
 * table declares.
 *
 * **Example** (what happened to the orders)
 *
 * ```ts
 * import { Effect, Schema, Stream } from "effect"
 * import { Table, Tablestore } from "effect-cloud-storage"
 *
 * class Orders extends Table.make("orders", {
 *   primaryKey: { customer: Schema.String, order: Schema.BigInt },
 *   attributes: { total: Schema.Finite, paid: Schema.Boolean }
 * }) {}
 *
 * const changes = (streamId: string, shardId: string) =>
 *   Stream.unwrap(Effect.map(Tablestore, (tablestore) => tablestore.streamRecordsAll({ streamId, shardId }))).pipe(
 *     Stream.mapEffect((record) => Table.decodeChange(Orders, record)))
 * ```
 */
export const decodeChange = <T extends Definition.Any>(
  table: T,
  record: StreamRecord
): Effect.Effect<RowChange<T>, ClientError> =>
  Effect.suspend(() => orUndecodable(decode(table, record), "decodeChange") as Effect.Effect<RowChange<T>, ClientError>)
