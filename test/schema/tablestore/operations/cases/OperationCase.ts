/** The form of the cases, and values that many of them use. */
import * as DateTime from "effect/DateTime"
import { encodePrimaryKey, encodeRow } from "../../../../../src/schema/tablestore/format/plainBufferEncoder.ts"
import type { RowChange } from "../../../../../src/schema/tablestore/format/rowValue.ts"
import { key } from "../../../../../src/schema/tablestore/row/rowRecord.ts"
import type { Method } from "../../../../suites/tablestoreProtocol.ts"

/** An operation, in both directions; fields of messages that are not named are absent or empty. */
export interface OperationCase {
  readonly method: Method
  readonly input: object
  readonly request: object
  readonly response: object
  readonly output: object
}

export const time = (text: string) => DateTime.makeUnsafe(text)
export const seconds = 1_800_000_000n
export const instant = time("2027-01-15T08:00:00Z")

export const primaryKey = key({ k: "a", n: 1n })
export const keyBytes = () => encodePrimaryKey(primaryKey).slice()
export const bytes = (text: string) => new TextEncoder().encode(text)
export const rowBytes = (row: RowChange) => encodeRow(row).slice()
export const consumed = { capacityUnit: { read: 1, write: 2 }, capacityDataSize: { readSize: 3n, writeSize: 4n } }
export const used = { read: 1, write: 2, readSize: 3n, writeSize: 4n }
export const tableName = "orders"
export const nothing = { response: {}, output: {} }
