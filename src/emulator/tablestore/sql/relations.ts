/** What a SELECT reads: rows with columns that have a table's name, and joins of them. */
import { parameterInvalid } from "../faults.ts"
import { evaluate, type Scope } from "./evaluation.ts"
import { visit } from "./expressionTree.ts"
import type { Column, ColumnDefinition, Expression, Join, SqlType, SqlValue } from "./syntax.ts"
import { identityOf, truth } from "./values.ts"

export type SqlRow = ReadonlyArray<SqlValue>

export interface RelationColumn extends ColumnDefinition {
  /** The name that the column may carry. */
  readonly table: string
}

export interface Relation {
  readonly columns: ReadonlyArray<RelationColumn>
  readonly rows: ReadonlyArray<SqlRow>
}

/** Names of tables and columns are the same whatever their case. */
export const isSameName = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase()

export const unknownColumn = (name: string): Error => parameterInvalid(`Unknown column '${name}' in 'field list'.`)

/** Where the column of an expression is; absent when there is none. Two of that name are refused. */
export const placeOf = (columns: ReadonlyArray<RelationColumn>, { name, table }: Column): number | undefined => {
  const isMeant = (one: RelationColumn): boolean =>
    isSameName(one.name, name) && (table === undefined || isSameName(one.table, table))
  const at = columns.findIndex(isMeant)
  if (at === -1) return undefined
  if (columns.slice(at + 1).some(isMeant)) throw parameterInvalid(`Column '${name}' in field list is ambiguous.`)
  return at
}

/** {@link placeOf} for an expression of which each column must be there, remembered for the next row. */
export const placesOf = (columns: ReadonlyArray<RelationColumn>): ((column: Column) => number) => {
  const known = new Map<Column, number>()
  return (column) => {
    const seen = known.get(column)
    if (seen !== undefined) return seen
    const place = placeOf(columns, column)
    if (place === undefined)
      throw unknownColumn(column.table === undefined ? column.name : `${column.table}.${column.name}`)
    known.set(column, place)
    return place
  }
}

export const rowScope = (place: (column: Column) => number, row: SqlRow): Scope => ({
  column: (column) => row[place(column)]!,
  aggregate: () => {
    throw parameterInvalid("Invalid use of group function.")
  }
})

/** Refuses columns that are not there, even when there are no rows to miss them. */
export const checkColumns = (expression: Expression, place: (column: Column) => number): void =>
  visit(expression, (one) => {
    if (one._tag === "Column") place(one)
  })

export const typesOf =
  (columns: ReadonlyArray<RelationColumn>, place: (column: Column) => number): ((column: Column) => SqlType) =>
  (column) =>
    columns[place(column)]!.type

/** Where columns of both sides are that must be equal. */
interface EqualPlaces {
  readonly left: number
  readonly right: number
}

/** Columns of both sides that a condition wants to be equal. */
const equalPlaces = (left: Relation, right: Relation, on: Expression): EqualPlaces | undefined => {
  if (on._tag !== "Binary") return undefined
  if (on.operator === "AND") return equalPlaces(left, right, on.left) ?? equalPlaces(left, right, on.right)
  const { left: one, operator, right: other } = on
  if (operator !== "=" || one._tag !== "Column" || other._tag !== "Column") return undefined
  const among = (a: Column, b: Column) => {
    const [atLeft, atRight] = [placeOf(left.columns, a), placeOf(right.columns, b)]
    if (atLeft === undefined || atRight === undefined) return undefined
    // Of different types equal values look different.
    return left.columns[atLeft]!.type === right.columns[atRight]!.type ? { left: atLeft, right: atRight } : undefined
  }
  return among(one, other) ?? among(other, one)
}

/** Finds the rows of the right side that may match one of the left side, by their places. */
const candidatesOf = (
  left: Relation,
  right: Relation,
  conditions: ReadonlyArray<Expression | undefined>
): ((row: SqlRow) => Iterable<number>) => {
  const places = conditions.reduce<EqualPlaces | undefined>(
    (found, condition) => found ?? (condition === undefined ? undefined : equalPlaces(left, right, condition)),
    undefined
  )
  if (places === undefined) return () => right.rows.keys()
  const byValue = new Map<string, Array<number>>()
  for (const [at, row] of right.rows.entries()) {
    const value = identityOf(row[places.right]!)
    const found = byValue.get(value)
    if (found === undefined) byValue.set(value, [at])
    else found.push(at)
  }
  return (row) => byValue.get(identityOf(row[places.left]!)) ?? []
}

const nullsOf = ({ columns }: Relation): SqlRow => columns.map(() => null)

/** More rows than that are not a join but a mistake, which would take all the memory. */
const maxRows = 200_000

/**
 * Joins two relations.
 *
 * @param where What the rows must be like in the end: of those that are kept for nothing else, only these are joined.
 */
export const joined = (
  left: Relation,
  right: Relation,
  { keeps, on }: Pick<Join, "keeps" | "on">,
  where: Expression | undefined
): Relation => {
  const columns = [...left.columns, ...right.columns]
  const place = placesOf(columns)
  if (on !== undefined) checkColumns(on, place)
  const candidates = candidatesOf(left, right, keeps === "none" ? [on, where] : [on])
  const rows: Array<SqlRow> = []
  const matchedRight = new Set<number>()
  for (const row of left.rows) {
    const before = rows.length
    for (const at of candidates(row)) {
      const both = [...row, ...right.rows[at]!]
      if (on !== undefined && truth(evaluate(on, rowScope(place, both))) !== true) continue
      if (rows.length >= maxRows) throw parameterInvalid(`A join of more than ${maxRows} rows is not supported.`)
      rows.push(both)
      matchedRight.add(at)
    }
    if (keeps === "left" && rows.length === before) rows.push([...row, ...nullsOf(right)])
  }
  if (keeps === "right") {
    for (const [at, row] of right.rows.entries()) {
      if (!matchedRight.has(at)) rows.push([...nullsOf(left), ...row])
    }
  }
  return { columns, rows }
}
