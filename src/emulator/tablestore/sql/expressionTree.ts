/** Expressions as trees: what is below one, and what becomes of it when that changes. Queries inside are leaves. */
import type { Expression } from "./syntax.ts"

/** The expression with each expression right below it changed. */
export const mapChildren = (expression: Expression, change: (child: Expression) => Expression): Expression => {
  switch (expression._tag) {
    case "Literal":
    case "Column":
    case "Scalar":
    case "Exists":
      return expression
    case "Negate":
    case "Not":
    case "IsNull":
    case "IsTruth":
    case "Cast":
    case "InQuery":
    case "InResult":
      return { ...expression, of: change(expression.of) }
    case "Aggregate":
      return expression.of === undefined ? expression : { ...expression, of: change(expression.of) }
    case "Binary":
      return { ...expression, left: change(expression.left), right: change(expression.right) }
    case "In":
      return { ...expression, of: change(expression.of), list: expression.list.map(change) }
    case "Between":
      return { ...expression, of: change(expression.of), low: change(expression.low), high: change(expression.high) }
    case "Like":
      return { ...expression, of: change(expression.of), pattern: change(expression.pattern) }
    case "Call":
      return { ...expression, parameters: expression.parameters.map(change) }
    case "Case":
      return {
        ...expression,
        compared: expression.compared === undefined ? undefined : change(expression.compared),
        branches: expression.branches.map(({ result, when }) => ({ when: change(when), result: change(result) })),
        otherwise: change(expression.otherwise)
      }
  }
}

/** Calls a function with each expression of the tree, the ones on top first. */
export const visit = (expression: Expression, see: (expression: Expression) => void): void => {
  see(expression)
  mapChildren(expression, (child) => {
    visit(child, see)
    return child
  })
}

export const hasAggregate = (expression: Expression): boolean => {
  let found = false
  visit(expression, ({ _tag }) => {
    found ||= _tag === "Aggregate"
  })
  return found
}

/** How many expressions are evaluated for one. */
export const weightOf = (expression: Expression | undefined): number => {
  let weight = 1
  if (expression !== undefined) visit(expression, () => weight++)
  return weight
}
