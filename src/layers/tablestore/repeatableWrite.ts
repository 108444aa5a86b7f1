/**
 * Which writes can be made twice.
 */
import type { PrimaryKey, PrimaryKeyBound } from "../../schema/tablestore/format/rowValue.ts"

/** As much of a written row as decides it. */
export interface WrittenRow {
  readonly primaryKey?: PrimaryKey<PrimaryKeyBound> | undefined
  readonly columns?: ReadonlyArray<{ readonly op?: string | undefined }> | undefined
  readonly condition?: { readonly rowExistence: string; readonly columnCondition?: unknown } | undefined
}

/** Whether a row that is written twice is as if it were written once. */
export const isRepeatableRow = ({ primaryKey = [], columns = [], condition }: WrittenRow): boolean =>
  // Added twice.
  !columns.some(({ op }) => op === "increment") &&
  // A second row of another key.
  !primaryKey.some(({ value }) => typeof value === "object" && "_tag" in value) &&
  // The second time the condition sees what the first one did.
  (condition === undefined || (condition.rowExistence === "ignore" && condition.columnCondition === undefined))

const rowsOf = (input: any): ReadonlyArray<WrittenRow> =>
  Array.isArray(input?.tables) ? input.tables.flatMap((table: any) => table.rows ?? []) : [input]

/** Calls that write rows, by wire name. Source: Tablestore SDK for Python, `retry.py` (which misspells UpdateRow). */
const rowWrites: ReadonlySet<string> = /*#__PURE__*/ new Set(["PutRow", "UpdateRow", "DeleteRow", "BatchWriteRow"])

/** Whether a call writes rows, each of which can be written twice. */
export const isRepeatableWrite = (operation: string, input: unknown): boolean =>
  rowWrites.has(operation) && rowsOf(input).every(isRepeatableRow)
