/** Groups of rows, and what is computed of them. */
import { eachInSteps, type Steps } from "../steps.ts"
import { evaluate, type Scope } from "./evaluation.ts"
import { weightOf } from "./expressionTree.ts"
import type { Aggregate, Expression, SqlValue } from "./syntax.ts"
import { checkedInteger, checkedNumber, compareNullable, identityOf, type NotNull, toNumber } from "./values.ts"

/** Only the end has to fit 64 bits. */
const sumOf = (values: ReadonlyArray<NotNull>): number | bigint => {
  const numbers = values.map(toNumber)
  return numbers.every((value) => typeof value === "bigint")
    ? numbers.reduce((sum, value) => sum + value, 0n)
    : checkedNumber(numbers.reduce<number>((sum, value) => sum + Number(value), 0))
}

const inRange = (value: number | bigint): SqlValue => (typeof value === "bigint" ? checkedInteger(value) : value)

const aggregateOf = ({ distinct, name, of }: Aggregate, rows: ReadonlyArray<Scope>): SqlValue => {
  if (of === undefined) return BigInt(rows.length)
  const all = rows.map((scope) => evaluate(of, scope)).filter((value) => value !== null)
  const values = distinct ? [...new Map(all.map((value) => [identityOf(value), value])).values()] : all
  switch (name) {
    case "COUNT":
      return BigInt(values.length)
    case "SUM":
      return values.length === 0 ? null : inRange(sumOf(values))
    case "AVG":
      return values.length === 0 ? null : Number(sumOf(values)) / values.length
    case "MIN":
      return values.reduce<SqlValue>((a, b) => (a === null || compareNullable(b, a) < 0 ? b : a), null)
    case "MAX":
      return values.reduce<SqlValue>((a, b) => (a === null || compareNullable(b, a) > 0 ? b : a), null)
  }
}

/** A group is like its first row, besides what is aggregated. */
const groupScope = (rows: ReadonlyArray<Scope>, nothing: Scope): Scope => {
  const computed = new Map<Aggregate, SqlValue>()
  return {
    column: (rows[0] ?? nothing).column,
    aggregate: (aggregate) => {
      const known = computed.get(aggregate)
      if (known !== undefined) return known
      const value = aggregateOf(aggregate, rows)
      computed.set(aggregate, value)
      return value
    }
  }
}

/**
 * The groups of rows; without `groupBy` they are one group, even when there are none.
 *
 * @param nothing Stands for the row of a group that has none.
 */
export function* groupsOf(
  groupBy: ReadonlyArray<Expression>,
  rows: ReadonlyArray<Scope>,
  nothing: Scope
): Steps<ReadonlyArray<Scope>> {
  if (groupBy.length === 0) return [groupScope(rows, nothing)]
  const groups = new Map<string, Array<Scope>>()
  yield* eachInSteps(
    rows,
    (scope) => {
      const key = JSON.stringify(groupBy.map((expression) => identityOf(evaluate(expression, scope))))
      const group = groups.get(key)
      if (group === undefined) groups.set(key, [scope])
      else group.push(scope)
    },
    groupBy.reduce((sum, expression) => sum + weightOf(expression), 5)
  )
  return [...groups.values()].map((group) => groupScope(group, nothing))
}
