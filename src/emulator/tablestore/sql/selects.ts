/** Executes SELECT. */
import { maxJoinedTables, maxSqlSources } from "../limits.ts"
import { parameterInvalid } from "../refusals.ts"
import { flatMapInSteps, type Steps } from "../steps.ts"
import { evaluate, type Scope } from "./evaluation.ts"
import { hasAggregate, mapChildren, weightOf } from "./expressionTree.ts"
import { typeOfExpression } from "./expressionTypes.ts"
import { groupsOf } from "./grouping.ts"
import { joined, type PairBudget } from "./joins.ts"
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

/** What the queries of a statement share. */
export interface StatementWork {
  /** Reads the rows of a table, with a value for each of its columns. */
  readonly readTable: (table: string) => Steps<ResultSet>
  readonly pairs: PairBudget
  /** How many tables and queries may still be read. */
  sources: number
}

const asking =
  (work: StatementWork, around: ReadonlyArray<RelationColumn>): Ask =>
  (query) => {
    countSource(work)
    return runSelect(query, work, around)
  }

const countSource = (work: StatementWork): void => {
  if (--work.sources < 0)
    throw parameterInvalid(`A statement that reads more than ${maxSqlSources} tables is not supported.`)
}

function* relationOf(source: Source, work: StatementWork): Steps<Relation> {
  countSource(work)
  const { columns, rows } =
    source._tag === "Table" ? yield* work.readTable(source.table) : yield* runSelect(source.query, work)
  return { columns: columns.map((column) => ({ ...column, table: source.alias })), rows }
}

function* fromOf({ from, where }: Select, work: StatementWork, around: ReadonlyArray<RelationColumn>): Steps<Relation> {
  if (from === undefined) return { columns: [], rows: [[]] }
  if (from.joins.length >= maxJoinedTables) {
    throw parameterInvalid(`Too many tables; only ${maxJoinedTables} tables can be used in a join.`)
  }
  const names = new Set([from.source.alias.toLowerCase()])
  let left = yield* relationOf(from.source, work)
  for (const { keeps, on, source } of from.joins) {
    const name = source.alias.toLowerCase()
    if (names.has(name)) throw parameterInvalid(`Not unique table/alias: '${source.alias}'.`)
    names.add(name)
    const right = yield* relationOf(source, work)
    const ask = asking(work, [...around, ...left.columns, ...right.columns])
    const condition = on === undefined ? undefined : yield* answered(on, ask)
    left = yield* joined(left, right, { keeps, on: condition }, where, work.pairs)
  }
  return left
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

function* outputsOf(
  items: ReadonlyArray<SelectItem>,
  columns: ReadonlyArray<RelationColumn>,
  ask: Ask
): Steps<ReadonlyArray<Output>> {
  const outputs: Array<Output> = []
  for (const { expression, name } of items) {
    if (expression === undefined) outputs.push(...starOf(name, columns))
    else outputs.push({ name: name ?? "", expression: yield* answered(expression, ask) })
  }
  return outputs
}

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

const sumOfWeights = (items: ReadonlyArray<{ readonly expression: Expression }>): number =>
  items.reduce((sum, { expression }) => sum + weightOf(expression), 1)

function* ordered(scopes: ReadonlyArray<Scope>, orderBy: ReadonlyArray<OrderItem>): Steps<ReadonlyArray<Scope>> {
  if (orderBy.length === 0) return scopes
  const keyed = [
    ...(yield* flatMapInSteps(
      scopes,
      (scope) => [{ scope, keys: orderBy.map(({ expression }) => evaluate(expression, scope)) }],
      sumOfWeights(orderBy)
    ))
  ]
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
export function* runSelect(
  select: Select,
  work: StatementWork,
  around: ReadonlyArray<RelationColumn> = []
): Steps<ResultSet> {
  const { columns, rows } = yield* fromOf(select, work, around)
  const place = placesOf(columns, around)
  const ask = asking(work, [...around, ...columns])
  const outputs = yield* outputsOf(select.items, columns, ask)

  function* nameable(expression: Expression, first: Precedence): Steps<Expression> {
    return placed(expression, outputs) ?? named(yield* answered(expression, ask), outputs, columns, first)
  }
  const where = select.where === undefined ? undefined : yield* answered(select.where, ask)
  const having =
    select.having === undefined ? undefined : named(yield* answered(select.having, ask), outputs, columns, "column")
  const groupBy: Array<Expression> = []
  for (const expression of select.groupBy) groupBy.push(yield* nameable(expression, "column"))
  const orderBy: Array<OrderItem> = []
  for (const item of select.orderBy) {
    orderBy.push({ ...item, expression: yield* nameable(item.expression, "output") })
  }

  const results = [...outputs, ...orderBy].map(({ expression }) => expression)
  if (having !== undefined) results.push(having)
  for (const expression of where === undefined ? groupBy : [where, ...groupBy]) checkRowExpression(expression, place)
  for (const expression of results) checkExpression(expression, place)

  const scopes = yield* flatMapInSteps(
    rows,
    (row) => {
      const scope = rowScope(place, row)
      return where === undefined || truth(evaluate(where, scope)) === true ? [scope] : []
    },
    weightOf(where)
  )
  const nothing = rowScope(
    place,
    columns.map(() => null)
  )
  const isGrouped = groupBy.length > 0 || results.some(hasAggregate)
  const all = isGrouped ? yield* groupsOf(groupBy, scopes, nothing) : scopes
  const kept =
    having === undefined
      ? all
      : yield* flatMapInSteps(
          all,
          (scope) => (truth(evaluate(having, scope)) === true ? [scope] : []),
          weightOf(having)
        )

  const columnType = typesOf(columns, place)
  const resultColumns = outputs.map(({ expression, name }) => {
    const type = typeOfExpression(expression, columnType)
    // A column of nothing but nulls has some type.
    return { name, type: type === "NULL" ? ("VARCHAR" as const) : type }
  })
  const values = yield* flatMapInSteps(
    yield* ordered(kept, orderBy),
    (scope) => [outputs.map(({ expression }, i) => converted(resultColumns[i]!.type, evaluate(expression, scope)))],
    sumOfWeights(outputs)
  )
  const { limit = Number.POSITIVE_INFINITY, offset } = select
  return {
    columns: resultColumns,
    rows: (select.distinct ? distinctRows(values) : values).slice(offset, offset + limit)
  }
}
