/** Executes SELECT. */
import { parameterInvalid } from "../refusals.ts"
import { evaluate, type Scope } from "./evaluation.ts"
import { hasAggregate, mapChildren } from "./expressionTree.ts"
import { typeOfExpression } from "./expressionTypes.ts"
import { groupsOf } from "./grouping.ts"
import { joined } from "./joins.ts"
import {
  checkExpression,
  checkRowExpression,
  isSameName,
  placeOf,
  placesOf,
  type Relation,
  type RelationColumn,
  rowScope,
  type SqlRow,
  typesOf,
  unknownColumn
} from "./relations.ts"
import { type Ask, answered, type ResultSet } from "./subqueries.ts"
import type { Expression, OrderItem, Select, SelectItem, Source } from "./syntax.ts"
import { compareNullable, converted, identityOf, truth } from "./values.ts"

/** Reads the rows of a table, with a value for each of its columns. */
export type ReadTable = (table: string) => ResultSet

const asking =
  (readTable: ReadTable, around: ReadonlyArray<RelationColumn>): Ask =>
  (query) =>
    runSelect(query, readTable, around)

const relationOf = (source: Source, readTable: ReadTable): Relation => {
  const { columns, rows } = source._tag === "Table" ? readTable(source.table) : runSelect(source.query, readTable)
  return { columns: columns.map((column) => ({ ...column, table: source.alias })), rows }
}

const fromOf = ({ from, where }: Select, readTable: ReadTable, around: ReadonlyArray<RelationColumn>): Relation => {
  if (from === undefined) return { columns: [], rows: [[]] }
  const names = new Set([from.source.alias.toLowerCase()])
  return from.joins.reduce<Relation>(
    (left, { keeps, on, source }) => {
      const name = source.alias.toLowerCase()
      if (names.has(name)) throw parameterInvalid(`Not unique table/alias: '${source.alias}'.`)
      names.add(name)
      const right = relationOf(source, readTable)
      const ask = asking(readTable, [...around, ...left.columns, ...right.columns])
      return joined(left, right, { keeps, on: on === undefined ? undefined : answered(on, ask) }, where)
    },
    relationOf(from.source, readTable)
  )
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
  ask: Ask
): ReadonlyArray<Output> =>
  items.flatMap(({ expression, name }) =>
    expression === undefined ? starOf(name, columns) : [{ name: name ?? "", expression: answered(expression, ask) }]
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

/**
 * Executes a SELECT.
 *
 * @param around Columns of the queries that this one is inside of.
 */
export const runSelect = (
  select: Select,
  readTable: ReadTable,
  around: ReadonlyArray<RelationColumn> = []
): ResultSet => {
  const { columns, rows } = fromOf(select, readTable, around)
  const place = placesOf(columns, around)
  const ask = asking(readTable, [...around, ...columns])
  const outputs = outputsOf(select.items, columns, ask)

  const nameable = (expression: Expression, first: Precedence): Expression =>
    placed(expression, outputs) ?? named(answered(expression, ask), outputs, columns, first)
  const where = select.where === undefined ? undefined : answered(select.where, ask)
  const having =
    select.having === undefined ? undefined : named(answered(select.having, ask), outputs, columns, "column")
  const groupBy = select.groupBy.map((expression) => nameable(expression, "column"))
  const orderBy = select.orderBy.map((item) => ({ ...item, expression: nameable(item.expression, "output") }))

  const results = [...outputs, ...orderBy].map(({ expression }) => expression)
  if (having !== undefined) results.push(having)
  for (const expression of where === undefined ? groupBy : [where, ...groupBy]) checkRowExpression(expression, place)
  for (const expression of results) checkExpression(expression, place)

  const scopes = rows
    .map((row) => rowScope(place, row))
    .filter((scope) => where === undefined || truth(evaluate(where, scope)) === true)
  const nothing = rowScope(
    place,
    columns.map(() => null)
  )
  const all = groupBy.length > 0 || results.some(hasAggregate) ? groupsOf(groupBy, scopes, nothing) : scopes
  const kept = having === undefined ? all : all.filter((scope) => truth(evaluate(having, scope)) === true)

  const columnType = typesOf(columns, place)
  const resultColumns = outputs.map(({ expression, name }) => {
    const type = typeOfExpression(expression, columnType)
    // A column of nothing but nulls has some type.
    return { name, type: type === "NULL" ? ("VARCHAR" as const) : type }
  })
  const values = ordered(kept, orderBy).map((scope) =>
    outputs.map(({ expression }, i) => converted(resultColumns[i]!.type, evaluate(expression, scope)))
  )
  const { limit = Number.POSITIVE_INFINITY, offset } = select
  return {
    columns: resultColumns,
    rows: (select.distinct ? distinctRows(values) : values).slice(offset, offset + limit)
  }
}
