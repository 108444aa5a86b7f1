/** Queries inside of expressions. They see nothing of the rows around them, so each is asked once. */
import { parameterInvalid } from "../refusals.ts"
import type { Steps } from "../steps.ts"
import { mapChildren, visit } from "./expressionTree.ts"
import { membershipOf } from "./membership.ts"
import type { SqlRow } from "./relations.ts"
import type { ColumnDefinition, Expression, Select, SqlValue } from "./syntax.ts"

/** A result: its columns, and its rows in their order. */
export interface ResultSet {
  readonly columns: ReadonlyArray<ColumnDefinition>
  readonly rows: ReadonlyArray<SqlRow>
}

export type Ask = (query: Select) => Steps<ResultSet>

const oneColumn = ({ columns, rows }: ResultSet): ResultSet => {
  if (columns.length !== 1) throw parameterInvalid("Operand should contain 1 column(s).")
  return { columns, rows }
}

/** The value of a number or text that is written out; absent for all else. */
const constant = (expression: Expression): SqlValue | undefined => {
  if (expression._tag === "Literal") return expression.value
  if (expression._tag !== "Negate" || expression.of._tag !== "Literal") return undefined
  const { value } = expression.of
  return typeof value === "number" || (typeof value === "bigint" && value < 2n ** 63n) ? -value : undefined
}

/** A list of constants is looked into once, not for each row. */
const withoutList = (expression: Extract<Expression, { readonly _tag: "In" }>): Expression => {
  const values = expression.list.map(constant).filter((value) => value !== undefined)
  return values.length < expression.list.length
    ? expression
    : { _tag: "InResult", of: expression.of, membership: membershipOf(values) }
}

const withResults = (expression: Expression, results: ReadonlyMap<Select, ResultSet>): Expression => {
  const inner = mapChildren(expression, (child) => withResults(child, results))
  switch (inner._tag) {
    case "Exists":
      return { _tag: "Literal", value: results.get(inner.query)!.rows.length > 0 }
    case "Scalar": {
      const { columns, rows } = oneColumn(results.get(inner.query)!)
      if (rows.length > 1) throw parameterInvalid("Subquery returns more than 1 row.")
      return { _tag: "Literal", value: rows[0]?.[0] ?? null, type: columns[0]!.type }
    }
    case "InQuery": {
      const { rows } = oneColumn(results.get(inner.query)!)
      return { _tag: "InResult", of: inner.of, membership: membershipOf(rows.map((row) => row[0]!)) }
    }
    case "In":
      return withoutList(inner)
    default:
      return inner
  }
}

/** An expression with the values that its queries have. */
export function* answered(expression: Expression, ask: Ask): Steps<Expression> {
  const queries: Array<Select> = []
  visit(expression, (one) => {
    if (one._tag === "Exists" || one._tag === "Scalar" || one._tag === "InQuery") queries.push(one.query)
  })
  const results = new Map<Select, ResultSet>()
  for (const query of queries) results.set(query, yield* ask(query))
  return withResults(expression, results)
}
