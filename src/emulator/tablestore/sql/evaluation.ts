/** Evaluates expressions, with SQL's three-valued logic: an unknown is null. */
import { parameterInvalid } from "../refusals.ts"
import { likePattern, matches } from "../wildcards.ts"
import { functionOf } from "./functions.ts"
import { isAmong } from "./membership.ts"
import type { Aggregate, BinaryOperator, Column, Expression, SqlValue } from "./syntax.ts"
import { calculate, compareSql, converted, toText, truth } from "./values.ts"

/** What an expression is evaluated on. */
export interface Scope {
  readonly column: (column: Column) => SqlValue
  readonly aggregate: (aggregate: Aggregate) => SqlValue
}

const isOrdered = (operator: BinaryOperator, order: number): boolean | undefined => {
  switch (operator) {
    case "=":
    case "<=>":
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

const connected = (operator: "AND" | "OR" | "XOR", left: Expression, right: Expression, scope: Scope): SqlValue => {
  const a = truth(evaluate(left, scope))
  const decisive = operator === "XOR" ? undefined : operator === "OR"
  if (a !== undefined && a === decisive) return a
  const b = truth(evaluate(right, scope))
  if (b !== undefined && b === decisive) return b
  if (a === undefined || b === undefined) return null
  return operator === "XOR" ? a !== b : b
}

const binary = (operator: BinaryOperator, left: Expression, right: Expression, scope: Scope): SqlValue => {
  if (operator === "AND" || operator === "OR" || operator === "XOR") return connected(operator, left, right, scope)
  const a = evaluate(left, scope)
  const b = evaluate(right, scope)
  if (a === null || b === null) return operator === "<=>" ? a === b : null
  return isOrdered(operator, compareSql(a, b)) ?? calculate(operator, a, b)
}

export const evaluate = (expression: Expression, scope: Scope): SqlValue => {
  switch (expression._tag) {
    case "Literal":
      return expression.value
    case "Column":
      return scope.column(expression)
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
    case "IsTruth":
      return truth(evaluate(expression.of, scope)) === expression.truth
    case "In":
      return isAmong(
        evaluate(expression.of, scope),
        expression.list.map((one) => evaluate(one, scope))
      )
    case "InResult":
      return expression.membership(evaluate(expression.of, scope))
    case "Between": {
      const { high, low } = expression
      // Evaluated once: in a chain of such expressions twice would be twice as long for each.
      const of: Expression = { _tag: "Literal", value: evaluate(expression.of, scope) }
      const atLeast: Expression = { _tag: "Binary", operator: ">=", left: of, right: low }
      const atMost: Expression = { _tag: "Binary", operator: "<=", left: of, right: high }
      return connected("AND", atLeast, atMost, scope)
    }
    case "Like": {
      const value = evaluate(expression.of, scope)
      const pattern = evaluate(expression.pattern, scope)
      return value === null || pattern === null
        ? null
        : matches(likePattern(toText(pattern), expression.escape), toText(value))
    }
    case "Binary":
      return binary(expression.operator, expression.left, expression.right, scope)
    case "Case": {
      const { compared } = expression
      const left: Expression | undefined =
        compared === undefined ? undefined : { _tag: "Literal", value: evaluate(compared, scope) }
      const branch = expression.branches.find(
        ({ when }) => truth(left === undefined ? evaluate(when, scope) : binary("=", left, when, scope)) === true
      )
      return evaluate(branch === undefined ? expression.otherwise : branch.result, scope)
    }
    case "Cast":
      return converted(expression.type, evaluate(expression.of, scope))
    case "Call": {
      const values = expression.parameters.map((parameter) => evaluate(parameter, scope))
      return functionOf(expression.name)!.run(values)
    }
    case "InQuery":
    case "Scalar":
    case "Exists":
      // Queries inside are answered before anything is evaluated.
      throw parameterInvalid("A subquery cannot stand here.")
  }
}
