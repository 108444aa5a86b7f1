/** Evaluates expressions, with SQL's three-valued logic: an unknown is null. */

import { compareKeys } from "../../Store.ts"
import { compareBytes } from "../engine/values.ts"
import { parameterInvalid } from "../faults.ts"
import type { BinaryOperator, Expression, SqlType, SqlValue } from "./syntax.ts"

/** What an expression is evaluated on. */
export interface Scope {
  readonly column: (name: string) => SqlValue
  /** Value of an aggregate. */
  readonly aggregate: (expression: Extract<Expression, { readonly _tag: "Aggregate" }>) => SqlValue
}

type NotNull = Exclude<SqlValue, null>

const toNumber = (value: NotNull): number | bigint => {
  switch (typeof value) {
    case "bigint":
    case "number":
      return value
    case "boolean":
      return value ? 1n : 0n
    case "string": {
      // As MySQL does: the longest number that a text starts with.
      const match = /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/.exec(value)
      return match === null ? 0 : Number(match[0])
    }
    default:
      throw parameterInvalid("A binary value is no number.")
  }
}

/** Compares values; of different types, as numbers. */
export const compareSql = (left: NotNull, right: NotNull): number => {
  if (typeof left === "string" && typeof right === "string") return compareKeys(left, right)
  if (left instanceof Uint8Array || right instanceof Uint8Array) return compareBytes(toBytes(left), toBytes(right))
  const [a, b] = [toNumber(left), toNumber(right)]
  return a < b ? -1 : a > b ? 1 : 0
}

const toBytes = (value: NotNull): Uint8Array =>
  value instanceof Uint8Array ? value : new TextEncoder().encode(String(value))

/** Nulls come first, as in MySQL. */
export const compareNullable = (left: SqlValue, right: SqlValue): number =>
  left === null || right === null ? Number(left !== null) - Number(right !== null) : compareSql(left, right)

/** Whether a value is true; absent when it is unknown. */
export const truth = (value: SqlValue): boolean | undefined => {
  if (value === null) return undefined
  return typeof value === "boolean" ? value : Number(toNumber(value)) !== 0
}

const checkedInteger = (value: bigint): bigint => {
  if (BigInt.asIntN(64, value) !== value) throw parameterInvalid("BIGINT value is out of range.")
  return value
}

const calculate = (operator: BinaryOperator, left: NotNull, right: NotNull): SqlValue => {
  const [a, b] = [toNumber(left), toNumber(right)]
  if (operator === "/") return Number(b) === 0 ? null : Number(a) / Number(b)
  if (operator === "%" && Number(b) === 0) return null
  if (typeof a === "bigint" && typeof b === "bigint") {
    switch (operator) {
      case "+":
        return checkedInteger(a + b)
      case "-":
        return checkedInteger(a - b)
      case "*":
        return checkedInteger(a * b)
      default:
        return a % b
    }
  }
  const [x, y] = [Number(a), Number(b)]
  return operator === "+" ? x + y : operator === "-" ? x - y : operator === "*" ? x * y : x % y
}

const isOrdered = (operator: BinaryOperator, order: number): boolean | undefined => {
  switch (operator) {
    case "=":
      return order === 0
    case "!=":
      return order !== 0
    case "<":
      return order < 0
    case "<=":
      return order <= 0
    case ">":
      return order > 0
    case ">=":
      return order >= 0
    default:
      return undefined
  }
}

const binary = (operator: BinaryOperator, left: Expression, right: Expression, scope: Scope): SqlValue => {
  if (operator === "AND" || operator === "OR") {
    const decisive = operator === "OR"
    const a = truth(evaluate(left, scope))
    if (a === decisive) return decisive
    const b = truth(evaluate(right, scope))
    return b === decisive ? decisive : a === undefined || b === undefined ? null : !decisive
  }
  const a = evaluate(left, scope)
  const b = evaluate(right, scope)
  if (a === null || b === null) return null
  return isOrdered(operator, compareSql(a, b)) ?? calculate(operator, a, b)
}

const likePattern = (pattern: string): RegExp => {
  const source = pattern.replace(/\\([\s\S])|[\s\S]/g, (char, escaped?: string) => {
    if (escaped !== undefined) return escaped.replace(/\W/g, "\\$&")
    return char === "%" ? "[\\s\\S]*" : char === "_" ? "[\\s\\S]" : char.replace(/\W/g, "\\$&")
  })
  return new RegExp(`^${source}$`)
}

const isIn = (value: SqlValue, list: ReadonlyArray<SqlValue>): SqlValue => {
  if (value === null) return null
  if (list.some((one) => one !== null && compareSql(value, one) === 0)) return true
  return list.includes(null) ? null : false
}

export const evaluate = (expression: Expression, scope: Scope): SqlValue => {
  switch (expression._tag) {
    case "Literal":
      return expression.value
    case "Column":
      return scope.column(expression.name)
    case "Aggregate":
      return scope.aggregate(expression)
    case "Negate": {
      const value = evaluate(expression.of, scope)
      return value === null ? null : calculate("-", 0n, value)
    }
    case "Not": {
      const value = truth(evaluate(expression.of, scope))
      return value === undefined ? null : !value
    }
    case "IsNull":
      return evaluate(expression.of, scope) === null
    case "In":
      return isIn(
        evaluate(expression.of, scope),
        expression.list.map((one) => evaluate(one, scope))
      )
    case "Between": {
      const { high, low, of } = expression
      const atLeast: Expression = { _tag: "Binary", operator: ">=", left: of, right: low }
      const atMost: Expression = { _tag: "Binary", operator: "<=", left: of, right: high }
      return binary("AND", atLeast, atMost, scope)
    }
    case "Like": {
      const value = evaluate(expression.of, scope)
      const pattern = evaluate(expression.pattern, scope)
      return value === null || pattern === null ? null : likePattern(String(pattern)).test(String(value))
    }
    case "Binary":
      return binary(expression.operator, expression.left, expression.right, scope)
  }
}

/** The type of an expression's values. */
export const typeOfExpression = (expression: Expression, columnType: (name: string) => SqlType): SqlType => {
  switch (expression._tag) {
    case "Literal":
      return typeOfValue(expression.value)
    case "Column":
      return columnType(expression.name)
    case "Aggregate": {
      if (expression.name === "COUNT") return "BIGINT"
      if (expression.name === "AVG" || expression.of === undefined) return "DOUBLE"
      const type = typeOfExpression(expression.of, columnType)
      return expression.name === "SUM" ? (type === "BIGINT" || type === "BOOL" ? "BIGINT" : "DOUBLE") : type
    }
    case "Negate": {
      const type = typeOfExpression(expression.of, columnType)
      return type === "BIGINT" || type === "BOOL" ? "BIGINT" : "DOUBLE"
    }
    case "Binary": {
      const { left, operator, right } = expression
      if (!["+", "-", "*", "/", "%"].includes(operator)) return "BOOL"
      if (operator === "/") return "DOUBLE"
      const isInteger = [left, right].every((side) => ["BIGINT", "BOOL"].includes(typeOfExpression(side, columnType)))
      return isInteger ? "BIGINT" : "DOUBLE"
    }
    default:
      return "BOOL"
  }
}

export const typeOfValue = (value: SqlValue): SqlType => {
  switch (typeof value) {
    case "bigint":
      return "BIGINT"
    case "number":
      return "DOUBLE"
    case "boolean":
      return "BOOL"
    case "string":
      return "VARCHAR"
    default:
      return value === null ? "VARCHAR" : "VARBINARY"
  }
}
