/** What a SELECT reads: rows with columns that have a table's name. */
import { parameterInvalid } from "../refusals.ts"
import type { Scope } from "./evaluation.ts"
import { hasAggregate, visit } from "./expressionTree.ts"
import type { Column, ColumnDefinition, Expression, SqlType, SqlValue } from "./syntax.ts"

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

const isMeant = (one: RelationColumn, { name, table }: Column): boolean =>
  isSameName(one.name, name) && (table === undefined || isSameName(one.table, table))

/** Where the column of an expression is; absent when there is none. Two of that name are refused. */
export const placeOf = (columns: ReadonlyArray<RelationColumn>, column: Column): number | undefined => {
  const at = columns.findIndex((one) => isMeant(one, column))
  if (at === -1) return undefined
  if (columns.slice(at + 1).some((one) => isMeant(one, column))) {
    throw parameterInvalid(`Column '${column.name}' in field list is ambiguous.`)
  }
  return at
}

/**
 * {@link placeOf} for an expression of which each column must be there, remembered for the next row.
 *
 * @param around Columns of the queries around this one, which it cannot have.
 */
export const placesOf = (
  columns: ReadonlyArray<RelationColumn>,
  around: ReadonlyArray<RelationColumn> = []
): ((column: Column) => number) => {
  const known = new Map<Column, number>()
  return (column) => {
    const seen = known.get(column)
    if (seen !== undefined) return seen
    const place = placeOf(columns, column)
    if (place === undefined) {
      const written = column.table === undefined ? column.name : `${column.table}.${column.name}`
      if (around.some((one) => isMeant(one, column))) {
        throw parameterInvalid(`A correlated subquery is not supported: '${written}' is of the query around it.`)
      }
      throw unknownColumn(written)
    }
    known.set(column, place)
    return place
  }
}

const invalidAggregate = (): Error => parameterInvalid("Invalid use of group function.")

const aggregate = (): never => {
  throw invalidAggregate()
}

export const rowScope = (place: (column: Column) => number, row: SqlRow): Scope => ({
  column: (column) => row[place(column)]!,
  aggregate
})

/** Refuses columns that are not there and aggregates of aggregates, even when there are no rows to miss them. */
export const checkExpression = (expression: Expression, place: (column: Column) => number): void =>
  visit(expression, (one) => {
    if (one._tag === "Column") place(one)
    if (one._tag === "Aggregate" && one.of !== undefined && hasAggregate(one.of)) throw invalidAggregate()
  })

/** {@link checkExpression} for what is asked of single rows, of which nothing is aggregated. */
export const checkRowExpression = (expression: Expression, place: (column: Column) => number): void => {
  checkExpression(expression, place)
  if (hasAggregate(expression)) throw invalidAggregate()
}

export const typesOf =
  (columns: ReadonlyArray<RelationColumn>, place: (column: Column) => number): ((column: Column) => SqlType) =>
  (column) =>
    columns[place(column)]!.type
