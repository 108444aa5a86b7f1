/** Executes SELECT. */
import { parameterInvalid } from "../faults.ts"
import { evaluate, type Scope } from "./evaluation.ts"
import { hasAggregate, mapChildren } from "./expressionTree.ts"
import { typeOfExpression } from "./expressionTypes.ts"
import { groupsOf } from "./grouping.ts"
import {
  checkColumns,
  isSameName,
  joined,
  placeOf,
  placesOf,
  type Relation,
  type RelationColumn,
  rowScope,
  type SqlRow,
  typesOf,
  unknownColumn
} from "./relations.ts"
import type { ColumnDefinition, Expression, OrderItem, Select, SelectItem, Source } from "./syntax.ts"
import { compareNullable, identityOf, truth } from "./values.ts"

/** A result: its columns, and its rows in their order. */
export interface ResultSet {
  readonly columns: ReadonlyArray<ColumnDefinition>
  readonly rows: ReadonlyArray<SqlRow>
}

/** Reads the rows of a table, with a value for each of its columns. */
export type ReadTable = (table: string) => ResultSet

const relationOf = (source: Source, readTable: ReadTable): Relation => {
  const { columns, rows } = source._tag === "Table" ? readTable(source.table) : runSelect(source.query, readTable)
  return { columns: columns.map((column) => ({ ...column, table: source.alias })), rows }
}

const fromOf = ({ from, where }: Select, readTable: ReadTable): Relation => {
  if (from === undefined) return { columns: [], rows: [[]] }
  const names = new Set([from.source.alias.toLowerCase()])
  return from.joins.reduce<Relation>(
    (left, { keeps, on, source }) => {
      const name = source.alias.toLowerCase()
      if (names.has(name)) throw parameterInvalid(`Not unique table/alias: '${source.alias}'.`)
      names.add(name)
      const condition = on === undefined ? undefined : answered(on, readTable)
      return joined(left, relationOf(source, readTable), { keeps, on: condition }, where)
    },
    relationOf(from.source, readTable)
  )
}

const oneColumn = ({ columns, rows }: ResultSet): ResultSet => {
  if (columns.length !== 1) throw parameterInvalid("Operand should contain 1 column(s).")
  return { columns, rows }
}

/** An expression with the values that its queries have. They see nothing of the rows around them. */
const answered = (expression: Expression, readTable: ReadTable): Expression => {
  const inner = mapChildren(expression, (child) => answered(child, readTable))
  switch (inner._tag) {
    case "Exists":
      return { _tag: "Literal", value: runSelect(inner.query, readTable).rows.length > 0 }
    case "Scalar": {
      const { columns, rows } = oneColumn(runSelect(inner.query, readTable))
      if (rows.length > 1) throw parameterInvalid("Subquery returns more than 1 row.")
      return { _tag: "Literal", value: rows[0]?.[0] ?? null, type: columns[0]!.type }
    }
    case "InQuery": {
      const { rows } = oneColumn(runSelect(inner.query, readTable))
      return { _tag: "In", of: inner.of, list: rows.map((row) => ({ _tag: "Literal", value: row[0]! })) }
    }
    default:
      return inner
  }
}

interface Output {
  readonly name: string
  readonly expression: Expression
}

/** The columns that `*` and `t.*` stand for. */
const starOf = (table: string | undefined, columns: ReadonlyArray<RelationColumn>): ReadonlyArray<Output> => {
  const meant = columns.filter((column) => table === undefined || isSameName(column.table, table))
  if (meant.length === 0) {
    throw parameterInvalid(table === undefined ? "No tables used." : `Unknown table '${table}'.`)
  }
  return meant.map(({ name, table: own }) => ({ name, expression: { _tag: "Column", table: own, name } }))
}

const outputsOf = (
  items: ReadonlyArray<SelectItem>,
  columns: ReadonlyArray<RelationColumn>,
  readTable: ReadTable
): ReadonlyArray<Output> =>
  items.flatMap(({ expression, name }) =>
    expression === undefined
      ? starOf(name, columns)
      : [{ name: name ?? "", expression: answered(expression, readTable) }]
  )

/** Which of two things a name stands for, when it can be both. */
type Precedence = "column" | "output"

/** An expression with what the names of the result in it stand for. */
const named = (
  expression: Expression,
  outputs: ReadonlyArray<Output>,
  columns: ReadonlyArray<RelationColumn>,
  first: Precedence
): Expression => {
  if (expression._tag !== "Column") {
    // Inside of an expression a column comes first: that is where aggregates take their values from.
    return mapChildren(expression, (child) => named(child, outputs, columns, "column"))
  }
  const { name, table } = expression
  if (table !== undefined || (first === "column" && placeOf(columns, expression) !== undefined)) return expression
  return outputs.find((output) => isSameName(output.name, name))?.expression ?? expression
}

/** A number stands for the place of a result's column. */
const placed = (expression: Expression, outputs: ReadonlyArray<Output>): Expression | undefined => {
  if (expression._tag !== "Literal" || typeof expression.value !== "bigint") return undefined
  const output = outputs[Number(expression.value) - 1]
  if (output === undefined) throw unknownColumn(String(expression.value))
  return output.expression
}

const ordered = (scopes: ReadonlyArray<Scope>, orderBy: ReadonlyArray<OrderItem>): ReadonlyArray<Scope> => {
  if (orderBy.length === 0) return scopes
  const keyed = scopes.map((scope) => ({ scope, keys: orderBy.map(({ expression }) => evaluate(expression, scope)) }))
  keyed.sort((a, b) => {
    for (const [i, { descending }] of orderBy.entries()) {
      const order = compareNullable(a.keys[i]!, b.keys[i]!)
      if (order !== 0) return descending ? -order : order
    }
    return 0
  })
  return keyed.map(({ scope }) => scope)
}

const distinctRows = (rows: ReadonlyArray<SqlRow>): ReadonlyArray<SqlRow> => [
  ...new Map(rows.map((row) => [JSON.stringify(row.map(identityOf)), row])).values()
]

/** Executes a SELECT. */
export const runSelect = (select: Select, readTable: ReadTable): ResultSet => {
  const { columns, rows } = fromOf(select, readTable)
  const place = placesOf(columns)
  const outputs = outputsOf(select.items, columns, readTable)

  const nameable = (expression: Expression, first: Precedence): Expression =>
    placed(expression, outputs) ?? named(answered(expression, readTable), outputs, columns, first)
  const where = select.where === undefined ? undefined : answered(select.where, readTable)
  const having =
    select.having === undefined ? undefined : named(answered(select.having, readTable), outputs, columns, "column")
  const groupBy = select.groupBy.map((expression) => nameable(expression, "column"))
  const orderBy = select.orderBy.map((item) => ({ ...item, expression: nameable(item.expression, "output") }))

  const results = [...outputs, ...orderBy].map(({ expression }) => expression)
  for (const expression of [where, having, ...groupBy, ...results]) {
    if (expression !== undefined) checkColumns(expression, place)
  }
  const scopes = rows
    .map((row) => rowScope(place, row))
    .filter((scope) => where === undefined || truth(evaluate(where, scope)) === true)
  const isGrouped = groupBy.length > 0 || [...results, ...(having === undefined ? [] : [having])].some(hasAggregate)
  const nothing = rowScope(
    place,
    columns.map(() => null)
  )
  const all = isGrouped ? groupsOf(groupBy, scopes, nothing) : scopes
  const kept = having === undefined ? all : all.filter((scope) => truth(evaluate(having, scope)) === true)
  const values = ordered(kept, orderBy).map((scope) => outputs.map(({ expression }) => evaluate(expression, scope)))
  const { limit = Number.POSITIVE_INFINITY, offset } = select
  const columnType = typesOf(columns, place)
  return {
    columns: outputs.map(({ expression, name }) => {
      const type = typeOfExpression(expression, columnType)
      // A column of nothing but nulls has some type.
      return { name, type: type === "NULL" ? "VARCHAR" : type }
    }),
    rows: (select.distinct ? distinctRows(values) : values).slice(offset, offset + limit)
  }
}
