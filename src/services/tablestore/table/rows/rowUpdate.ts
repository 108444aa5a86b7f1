/**
 * Updates: what happens to the columns of a row, and whether it must be there.
 */
import * as Result from "effect/Result"
import type { InputIssue } from "../../../../schema/Errors.ts"
import { type CellChange, deleteAllVersions, increment } from "../../../../schema/tablestore/format/rowValue.ts"
import { type Condition, expectExist, ignore } from "../../../../schema/tablestore/row/condition.ts"
import type * as Definition from "../tableDefinition.ts"
import type { RowCodec } from "./rowCodec.ts"
import { invalidInput, orThrow } from "./rowErrors.ts"
import { type ConditionInput, toCondition } from "./typedFilter.ts"

/** What an update does. A column is named once. */
export interface Change<T extends Definition.Any> {
  /** Columns that get a value. */
  readonly set?: Partial<Definition.Attributes<T>> | undefined
  /** INTEGER columns that grow by a number; an absent one counts as 0. */
  readonly increment?: { readonly [C in Definition.IntegerName<T>]?: number | bigint } | undefined
  /** Columns that are removed: those that rows may lack. */
  readonly delete?: ReadonlyArray<Definition.OptionalName<T>> | undefined
}

const incrementOf = (name: string, by: number | bigint): Result.Result<CellChange, ReadonlyArray<InputIssue>> => {
  if (typeof by === "bigint" ? BigInt.asIntN(64, by) === by : Number.isSafeInteger(by)) {
    return Result.succeed(increment(name, BigInt(by)))
  }
  return Result.fail([
    { path: [name], message: "must be a 64-bit integer; a number must be a safe one", given: String(by) }
  ])
}

/** The cells of a change. Throws `ClientError` for what cannot be sent. */
export const cellsOf = <T extends Definition.Any>(
  table: T,
  codec: RowCodec,
  change: Change<T>
): ReadonlyArray<CellChange> => {
  const operation = "updateRow"
  const cells: Array<CellChange> = [...orThrow(codec.encodeAttributes(change.set ?? {}), operation, "set")]
  const integers = new Set(table.attributeColumns.filter(({ type }) => type === "integer").map(({ name }) => name))
  for (const [name, by] of Object.entries<number | bigint | undefined>(change.increment ?? {})) {
    if (by === undefined) continue
    if (!integers.has(name)) {
      throw invalidInput(operation, [{ path: [name], message: "is not an INTEGER column of the table" }], "increment")
    }
    cells.push(orThrow(incrementOf(name, by), operation, "increment"))
  }
  for (const name of change.delete ?? []) cells.push(deleteAllVersions(name))
  if (cells.length === 0) {
    throw invalidInput(operation, [{ path: ["change"], message: "must set, increment or delete a column" }])
  }
  const names = cells.map(({ name }) => name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) {
    throw invalidInput(operation, [{ path: [twice], message: "must be changed in one way only" }])
  }
  return cells
}

/** The condition of an update: a row that would lack columns is not created. */
export const updateCondition = <T extends Definition.Any>(
  table: T,
  cells: ReadonlyArray<CellChange>,
  condition: ConditionInput<T> | undefined
): Condition => {
  if (condition !== undefined) return toCondition(table, condition, "updateRow")
  const given = new Set(cells.filter(({ op }) => op === undefined || op === "increment").map(({ name }) => name))
  return table.attributeColumns.every(({ name, optional }) => optional || given.has(name)) ? ignore() : expectExist()
}
