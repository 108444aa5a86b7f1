/** Queries inside of expressions. They see nothing of the rows around them, so each is asked once. */
import { parameterInvalid } from "../refusals.ts"
import { mapChildren } from "./expressionTree.ts"
import { membershipOf } from "./membership.ts"
import type { SqlRow } from "./relations.ts"
import type { ColumnDefinition, Expression, Select } from "./syntax.ts"

/** A result: its columns, and its rows in their order. */
export interface ResultSet {
  readonly columns: ReadonlyArray<ColumnDefinition>
  readonly rows: ReadonlyArray<SqlRow>
}

export type Ask = (query: Select) => ResultSet

const oneColumn = ({ columns, rows }: ResultSet): ResultSet => {
  if (columns.length !== 1) throw parameterInvalid("Operand should contain 1 column(s).")
  return { columns, rows }
}

/** An expression with the values that its queries have. */
export const answered = (expression: Expression, ask: Ask): Expression => {
  const inner = mapChildren(expression, (child) => answered(child, ask))
  switch (inner._tag) {
    case "Exists":
      return { _tag: "Literal", value: ask(inner.query).rows.length > 0 }
    case "Scalar": {
      const { columns, rows } = oneColumn(ask(inner.query))
      if (rows.length > 1) throw parameterInvalid("Subquery returns more than 1 row.")
      return { _tag: "Literal", value: rows[0]?.[0] ?? null, type: columns[0]!.type }
    }
    case "InQuery": {
      const { rows } = oneColumn(ask(inner.query))
      return { _tag: "InResult", of: inner.of, membership: membershipOf(rows.map((row) => row[0]!)) }
    }
    default:
      return inner
  }
}
