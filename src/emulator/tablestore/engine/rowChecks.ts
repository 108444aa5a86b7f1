/** What keys and cells of a request must be like. Source: Tablestore, PutRow, UpdateRow, limits. */
import type {
  CellChange,
  ColumnValue,
  PrimaryKey,
  PrimaryKeyBound,
  PrimaryKeyValue,
  Timestamp
} from "../../../schema/tablestore/format/rowValue.ts"
import {
  isName,
  maxAttributeValueBytes,
  maxColumnsPerRow,
  maxColumnsToGet,
  maxKeyValueBytes,
  maxTimestamp
} from "../limits.ts"
import { invalidPrimaryKey, parameterInvalid } from "../refusals.ts"
import type { KeyColumn, Options, Table } from "./model.ts"
import { sizeOf, typeOf } from "./values.ts"

const isBound = (value: PrimaryKeyBound): value is Exclude<PrimaryKeyBound, PrimaryKeyValue> =>
  typeof value === "object" && !(value instanceof Uint8Array)

/** Which values besides stored ones a key may hold. */
export type KeyUse = "row" | "bound" | "written"

const checkKeyValue = ({ autoIncrement, name, type }: KeyColumn, value: PrimaryKeyBound, use: KeyUse): void => {
  if (isBound(value)) {
    if (value._tag === "AutoIncrement") {
      if (use !== "written") throw parameterInvalid("PKAutoIncr can't be used for read operations.")
      if (!autoIncrement) throw invalidPrimaryKey(`Validate PK type fail. Input: AUTO_INCREMENT, Meta: ${type}.`)
      return
    }
    if (use === "bound") return
    const bound = value._tag === "InfMin" ? "INF_MIN" : "INF_MAX"
    throw parameterInvalid(`${bound} is an invalid type for the primary key.`)
  }
  if (typeOf(value) !== type) throw invalidPrimaryKey(`Validate PK type fail. Input: ${typeOf(value)}, Meta: ${type}.`)
  const length = type === "INTEGER" ? 0 : sizeOf(value)
  if (length > maxKeyValueBytes) {
    throw parameterInvalid(
      `The length of primary key column: '${name}' exceeds the MaxLength:${maxKeyValueBytes} with CurrentLength:${length}.`
    )
  }
}

/** Checks that a key has the columns of the table, in their order and types. */
export const checkKey = (columns: ReadonlyArray<KeyColumn>, key: PrimaryKey<PrimaryKeyBound>, use: KeyUse): void => {
  if (key.length !== columns.length) {
    throw invalidPrimaryKey(`Validate PK size fail. Input: ${key.length}, Meta: ${columns.length}.`)
  }
  columns.forEach((column, i) => {
    const { name, value } = key[i]!
    if (name !== column.name) throw invalidPrimaryKey(`Validate PK name fail. Input: ${name}, Meta: ${column.name}.`)
    checkKeyValue(column, value, use)
  })
}

/** A key without bounds. */
export const isStoredKey = (key: PrimaryKey<PrimaryKeyBound>): key is PrimaryKey<PrimaryKeyValue> =>
  !key.some(({ value }) => isBound(value))

const checkValue = (name: string, value: ColumnValue): void => {
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw parameterInvalid(`${Number.isNaN(value) ? "NaN" : "Infinity"} can't be set to double value.`)
  }
  const length = typeof value === "string" || value instanceof Uint8Array ? sizeOf(value) : 0
  if (length > maxAttributeValueBytes) {
    throw parameterInvalid(
      `The length of attribute column: '${name}' exceeds the MaxLength:${maxAttributeValueBytes} with CurrentLength:${length}.`
    )
  }
}

const checkTimestamp = (timestamp: Timestamp, options: Options, nowMillis: number): void => {
  if (timestamp >= maxTimestamp) throw parameterInvalid("Timestamp must be in range [0, INT64_MAX/1000).")
  const seconds = Math.floor(Number(timestamp) / 1000)
  const now = Math.floor(nowMillis / 1000)
  const lives = options.timeToLive === -1 ? Number.POSITIVE_INFINITY : options.timeToLive
  const from = Math.max(now - options.deviationSeconds, now - lives)
  const to = now + options.deviationSeconds
  if (seconds < from || seconds >= to) {
    throw parameterInvalid(
      `The timestamp ${timestamp} of a cell is out of the allowed range, in seconds: [${from}, ${to}).`
    )
  }
}

const checkIncrements = (changes: ReadonlyArray<CellChange>): void => {
  for (const { name, op } of changes) {
    if (op === "increment" && changes.filter((other) => other.name === name).length > 1) {
      throw parameterInvalid(`The column: '${name}' is incremented and changed in one request.`)
    }
  }
}

/** Checks written cells. */
export const checkChanges = (table: Table, changes: ReadonlyArray<CellChange>, nowMillis: number): void => {
  if (changes.length > maxColumnsPerRow) {
    throw parameterInvalid(
      `The number of attribute columns exceeds the limit, limit count: ${maxColumnsPerRow}, column count: ${changes.length}.`
    )
  }
  for (const change of changes) {
    const { name } = change
    if (!isName(name)) throw parameterInvalid(`Invalid column name: '${name}'.`)
    if (table.key.some((column) => column.name === name)) {
      throw parameterInvalid(`Duplicated attribute column name with primary key column: '${name}'.`)
    }
    if (change.op === undefined) checkValue(name, change.value)
    // A version that is removed may have any age.
    if (change.op === undefined && change.timestamp !== undefined) {
      checkTimestamp(change.timestamp, table.options, nowMillis)
    }
  }
  checkIncrements(changes)
}

/** Checks names of columns to get. */
export const checkColumnsToGet = (names: ReadonlyArray<string>): void => {
  if (names.length > maxColumnsToGet) {
    throw parameterInvalid(
      `The number of columns from the request exceeds the limit, limit count: ${maxColumnsToGet}, column count: ${names.length}.`
    )
  }
  const invalid = names.find((name) => !isName(name))
  if (invalid !== undefined) throw parameterInvalid(`Invalid column name: '${invalid}'.`)
}
