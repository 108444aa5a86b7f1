/** Values of SQL: how they convert, compare and calculate. Source: MySQL, type conversion in expression evaluation. */
import { compareKeys } from "../../Store.ts"
import { compareBytes } from "../engine/values.ts"
import { parameterInvalid } from "../refusals.ts"
import type { BinaryOperator, SqlType, SqlValue } from "./syntax.ts"

export type NotNull = Exclude<SqlValue, null>

/** A value as a number; of a text, the longest number that it starts with. */
export const toNumber = (value: NotNull): number | bigint => {
  switch (typeof value) {
    case "bigint":
    case "number":
      return value
    case "boolean":
      return value ? 1n : 0n
    case "string": {
      const match = /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/.exec(value)
      return match === null ? 0 : Number(match[0])
    }
    default:
      throw parameterInvalid("A binary value is no number.")
  }
}

/** A value as a text: booleans are numbers, bytes are UTF-8. */
export const toText = (value: NotNull): string => {
  switch (typeof value) {
    case "string":
      return value
    case "bigint":
      return value.toString()
    case "number":
      return String(value).replace("e+", "e")
    case "boolean":
      return value ? "1" : "0"
    default:
      return new TextDecoder().decode(value)
  }
}

export const toBytes = (value: NotNull): Uint8Array =>
  value instanceof Uint8Array ? value : new TextEncoder().encode(toText(value))

/** Compares values; of different types, as numbers. */
export const compareSql = (left: NotNull, right: NotNull): number => {
  if (typeof left === "string" && typeof right === "string") return compareKeys(left, right)
  if (left instanceof Uint8Array || right instanceof Uint8Array) return compareBytes(toBytes(left), toBytes(right))
  const [a, b] = [toNumber(left), toNumber(right)]
  return a < b ? -1 : a > b ? 1 : 0
}

/** Nulls come first, as in MySQL. */
export const compareNullable = (left: SqlValue, right: SqlValue): number =>
  left === null || right === null ? Number(left !== null) - Number(right !== null) : compareSql(left, right)

/** Whether a value is true; absent when it is unknown. */
export const truth = (value: SqlValue): boolean | undefined => {
  if (value === null) return undefined
  return typeof value === "boolean" ? value : Number(toNumber(value)) !== 0
}

/** What values of a type have in common: of the same kind, equal ones have the same {@link identityOf}. */
export const kindOf = (value: NotNull): "binary" | "number" | "text" =>
  value instanceof Uint8Array ? "binary" : typeof value === "string" ? "text" : "number"

/** A text that two values share exactly when they are the same: numbers whatever their type, and nulls too. */
export const identityOf = (value: SqlValue): string => {
  if (value instanceof Uint8Array) return `binary ${Buffer.from(value).toString("hex")}`
  if (value === null || typeof value === "string") return `${typeof value} ${value}`
  const number = toNumber(value)
  return `number ${Number.isInteger(number) ? BigInt(number) : number}`
}

/** An integer that fits 64 bits. */
export const checkedInteger = (value: bigint): bigint => {
  if (BigInt.asIntN(64, value) !== value) throw parameterInvalid("BIGINT value is out of range.")
  return value
}

/** A number that is one. */
export const checkedNumber = (value: number): number => {
  if (!Number.isFinite(value)) throw parameterInvalid("DOUBLE value is out of range.")
  return value
}

/** What a number is without its fraction. */
export const truncated = (value: number | bigint): bigint =>
  typeof value === "bigint" ? value : checkedInteger(BigInt(Math.trunc(checkedNumber(value))))

/** The result of an arithmetic operator: integers stay integers and exact. Dividing by zero gives null. */
export const calculate = (operator: BinaryOperator, left: NotNull, right: NotNull): SqlValue => {
  const [a, b] = [toNumber(left), toNumber(right)]
  if (operator === "/" || operator === "%" || operator === "DIV") {
    if (Number(b) === 0) return null
    if (operator === "/") return checkedNumber(Number(a) / Number(b))
  }
  if (typeof a === "bigint" && typeof b === "bigint") {
    switch (operator) {
      case "+":
        return checkedInteger(a + b)
      case "-":
        return checkedInteger(a - b)
      case "*":
        return checkedInteger(a * b)
      case "DIV":
        return checkedInteger(a / b)
      default:
        return a % b
    }
  }
  const [x, y] = [Number(a), Number(b)]
  switch (operator) {
    case "+":
      return checkedNumber(x + y)
    case "-":
      return checkedNumber(x - y)
    case "*":
      return checkedNumber(x * y)
    case "DIV":
      return truncated(x / y)
    default:
      return x % y
  }
}

/** A value in a type: of a column that mixes several, or of a CAST. */
export const converted = (type: SqlType, value: SqlValue): SqlValue => {
  if (value === null) return null
  switch (type) {
    case "BIGINT": {
      if (typeof value === "bigint") return value
      // Of a text the digits count, however many they are.
      const digits = typeof value === "string" ? /^\s*([-+]?\d+)(?![\d.eE])/.exec(value)?.[1] : undefined
      return digits === undefined ? rounded(toNumber(value)) : checkedInteger(BigInt(digits.replace("+", "")))
    }
    case "DOUBLE":
      return Number(toNumber(value))
    case "BOOL":
      return truth(value) === true
    case "VARCHAR":
      return toText(value)
    case "VARBINARY":
      return toBytes(value)
  }
}

/** Halves go away from zero. */
const rounded = (value: number | bigint): bigint =>
  typeof value === "bigint" ? value : truncated(Math.sign(value) * Math.round(Math.abs(value)))
