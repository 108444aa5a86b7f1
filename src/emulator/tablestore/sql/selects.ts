/** Executes SELECT over the rows of a table. */
import { parameterInvalid } from "../faults.ts"
import { compareNullable, evaluate, type Scope, truth, typeOfExpression } from "./evaluation.ts"
import { isSameName } from "./mappings.ts"
import type { ColumnDefinition, Expression, OrderItem, Select, SelectItem, SqlType, SqlValue } from "./syntax.ts"

/** A result: its columns, and its rows in their order. */
export interface ResultSet {
  readonly columns: ReadonlyArray<ColumnDefinition>
  readonly rows: ReadonlyArray<ReadonlyArray<SqlValue>>
}

type SqlRow = ReadonlyArray<SqlValue>
type Aggregate = Extract<Expression, { readonly _tag: "Aggregate" }>

const unknownColumn = (name: string): Error => parameterInvalid(`Unknown column '${name}' in 'field list'.`)

const hasAggregate = (expression: Expression): boolean => {
  switch (expression._tag) {
    case "Aggregate":
      return true
    case "Binary":
      return hasAggregate(expression.left) || hasAggregate(expression.right)
    case "Between":
      return [expression.of, expression.low, expression.high].some(hasAggregate)
    case "In":
      return [expression.of, ...expression.list].some(hasAggregate)
    case "Like":
      return hasAggregate(expression.of) || hasAggregate(expression.pattern)
    case "Negate":
    case "Not":
    case "IsNull":
      return hasAggregate(expression.of)
    default:
      return false
  }
}

const rowScope = (columns: ReadonlyArray<ColumnDefinition>, row: SqlRow): Scope => ({
  column: (name) => {
    const at = columns.findIndex((column) => isSameName(column.name, name))
    if (at === -1) throw unknownColumn(name)
    return row[at]!
  },
  aggregate: () => {
    throw parameterInvalid("Invalid use of group function.")
  }
})

const textOf = (value: SqlValue): string =>
  value instanceof Uint8Array ? `binary ${Buffer.from(value).toString("hex")}` : `${typeof value} ${String(value)}`

const sumOf = (values: ReadonlyArray<Exclude<SqlValue, null>>): SqlValue => {
  const plus = (left: SqlValue, right: SqlValue): SqlValue =>
    evaluate(
      {
        _tag: "Binary",
        operator: "+",
        left: { _tag: "Literal", value: left },
        right: { _tag: "Literal", value: right }
      },
      rowScope([], [])
    )
  return values.length === 0 ? null : values.reduce<SqlValue>(plus, 0n)
}

const aggregateOf = ({ distinct, name, of }: Aggregate, rows: ReadonlyArray<Scope>): SqlValue => {
  if (of === undefined) return BigInt(rows.length)
  const all = rows.map((scope) => evaluate(of, scope)).filter((value) => value !== null)
  const values = distinct ? [...new Map(all.map((value) => [textOf(value), value])).values()] : all
  switch (name) {
    case "COUNT":
      return BigInt(values.length)
    case "SUM":
      return sumOf(values)
    case "AVG":
      return values.length === 0 ? null : Number(sumOf(values)) / values.length
    case "MIN":
      return values.reduce<SqlValue>((a, b) => (a === null || compareNullable(b, a) < 0 ? b : a), null)
    case "MAX":
      return values.reduce<SqlValue>((a, b) => (a === null || compareNullable(b, a) > 0 ? b : a), null)
  }
}

/** A group is like its first row, besides what is aggregated. Without rows its columns are null. */
const groupScope = (columns: ReadonlyArray<ColumnDefinition>, rows: ReadonlyArray<Scope>): Scope => ({
  column: (name) =>
    (
      rows[0] ??
      rowScope(
        columns,
        columns.map(() => null)
      )
    ).column(name),
  aggregate: (expression) => aggregateOf(expression, rows)
})

const groupsOf = (
  { groupBy }: Select,
  columns: ReadonlyArray<ColumnDefinition>,
  rows: ReadonlyArray<Scope>
): ReadonlyArray<Scope> => {
  if (groupBy.length === 0) return [groupScope(columns, rows)]
  const groups = new Map<string, Array<Scope>>()
  for (const scope of rows) {
    const key = JSON.stringify(groupBy.map((expression) => textOf(evaluate(expression, scope))))
    groups.set(key, [...(groups.get(key) ?? []), scope])
  }
  return [...groups.values()].map((group) => groupScope(columns, group))
}

interface Output {
  readonly name: string
  readonly expression: Expression
}

const outputsOf = (items: ReadonlyArray<SelectItem>, columns: ReadonlyArray<ColumnDefinition>): ReadonlyArray<Output> =>
  items.flatMap(({ expression, name }) =>
    expression === undefined
      ? columns.map((column) => ({ name: column.name, expression: { _tag: "Column" as const, name: column.name } }))
      : [{ name, expression }]
  )

/** A name or a place of the result stands for its expression. */
const resolved = (
  expression: Expression,
  outputs: ReadonlyArray<Output>,
  columns: ReadonlyArray<ColumnDefinition>
): Expression => {
  if (expression._tag === "Literal" && typeof expression.value === "bigint") {
    const output = outputs[Number(expression.value) - 1]
    if (output === undefined) throw unknownColumn(String(expression.value))
    return output.expression
  }
  if (expression._tag !== "Column") return withNames(expression, outputs, columns)
  const { name } = expression
  const output = outputs.find((one) => isSameName(one.name, name))
  return output !== undefined ? output.expression : expression
}

/** Names of the result inside an expression, as HAVING uses them. */
const withNames = (
  expression: Expression,
  outputs: ReadonlyArray<Output>,
  columns: ReadonlyArray<ColumnDefinition>
): Expression => {
  const inner = (one: Expression) => withNames(one, outputs, columns)
  switch (expression._tag) {
    case "Column": {
      const { name } = expression
      if (columns.some((column) => isSameName(column.name, name))) return expression
      return outputs.find((output) => isSameName(output.name, name))?.expression ?? expression
    }
    case "Binary":
      return { ...expression, left: inner(expression.left), right: inner(expression.right) }
    case "Negate":
    case "Not":
    case "IsNull":
      return { ...expression, of: inner(expression.of) }
    case "In":
      return { ...expression, of: inner(expression.of), list: expression.list.map(inner) }
    case "Between":
      return { ...expression, of: inner(expression.of), low: inner(expression.low), high: inner(expression.high) }
    case "Like":
      return { ...expression, of: inner(expression.of), pattern: inner(expression.pattern) }
    default:
      return expression
  }
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
  ...new Map(rows.map((row) => [JSON.stringify(row.map(textOf)), row])).values()
]

/**
 * Executes a SELECT.
 *
 * @param columns Columns of the table.
 * @param rows Its rows, with a value for each column.
 */
export const runSelect = (
  select: Select,
  columns: ReadonlyArray<ColumnDefinition>,
  rows: ReadonlyArray<SqlRow>
): ResultSet => {
  const outputs = outputsOf(select.items, columns)
  const { having, limit = Number.POSITIVE_INFINITY, offset, where } = select
  const scopes = rows
    .map((row) => rowScope(columns, row))
    .filter((scope) => where === undefined || truth(evaluate(where, scope)) === true)
  const groupBy = select.groupBy.map((expression) => resolved(expression, outputs, columns))
  const grouped =
    groupBy.length > 0 || outputs.some(({ expression }) => hasAggregate(expression)) || having !== undefined
  const results = grouped ? groupsOf({ ...select, groupBy }, columns, scopes) : scopes
  const kept =
    having === undefined
      ? results
      : results.filter((scope) => truth(evaluate(withNames(having, outputs, columns), scope)) === true)
  const orderBy = select.orderBy.map((item) => ({ ...item, expression: resolved(item.expression, outputs, columns) }))
  const all = ordered(kept, orderBy).map((scope) => outputs.map(({ expression }) => evaluate(expression, scope)))
  const columnType = (name: string): SqlType => {
    const column = columns.find((one) => isSameName(one.name, name))
    if (column === undefined) throw unknownColumn(name)
    return column.type
  }
  return {
    columns: outputs.map(({ expression, name }) => ({ name, type: typeOfExpression(expression, columnType) })),
    rows: (select.distinct ? distinctRows(all) : all).slice(offset, offset + limit)
  }
}
