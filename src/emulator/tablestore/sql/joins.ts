/** Joins of what a SELECT reads. */
import { parameterInvalid } from "../refusals.ts"
import type { Steps } from "../steps.ts"
import { evaluate } from "./evaluation.ts"
import { checkRowExpression, placeOf, placesOf, type Relation, rowScope, type SqlRow } from "./relations.ts"
import type { Column, Expression, Join, SqlType } from "./syntax.ts"
import { identityOf, truth } from "./values.ts"

/** Where columns of both sides are that must be equal. */
interface EqualPlaces {
  readonly left: number
  readonly right: number
}

const kindOf = (type: SqlType): "text" | "binary" | "number" =>
  type === "VARCHAR" ? "text" : type === "VARBINARY" ? "binary" : "number"

/** Columns of both sides that a condition wants to be equal. */
const equalPlaces = (left: Relation, right: Relation, on: Expression): EqualPlaces | undefined => {
  if (on._tag !== "Binary") return undefined
  if (on.operator === "AND") return equalPlaces(left, right, on.left) ?? equalPlaces(left, right, on.right)
  const { left: one, operator, right: other } = on
  if (operator !== "=" || one._tag !== "Column" || other._tag !== "Column") return undefined
  const among = (a: Column, b: Column) => {
    const [atLeft, atRight] = [placeOf(left.columns, a), placeOf(right.columns, b)]
    if (atLeft === undefined || atRight === undefined) return undefined
    // Of different kinds equal values look different: a text equals the number that it begins with.
    const isSameKind = kindOf(left.columns[atLeft]!.type) === kindOf(right.columns[atRight]!.type)
    return isSameKind ? { left: atLeft, right: atRight } : undefined
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

/** Pairs of rows whose condition is looked at in a statement: more would take all the time. */
export const maxPairs = 5_000_000

const pairsPerStep = 2_000

/** How many pairs of rows a statement may still look at. */
export interface PairBudget {
  left: number
}

/**
 * Joins two relations.
 *
 * @param where What the rows must be like in the end: of those that are kept for nothing else, only these are joined.
 */
export function* joined(
  left: Relation,
  right: Relation,
  { keeps, on }: Pick<Join, "keeps" | "on">,
  where: Expression | undefined,
  pairs: PairBudget
): Steps<Relation> {
  const columns = [...left.columns, ...right.columns]
  const place = placesOf(columns)
  if (on !== undefined) checkRowExpression(on, place)
  const candidates = candidatesOf(left, right, keeps === "none" ? [on, where] : [on])
  const rows: Array<SqlRow> = []
  const matchedRight = new Set<number>()
  for (const row of left.rows) {
    const before = rows.length
    for (const at of candidates(row)) {
      if (--pairs.left < 0) {
        throw parameterInvalid(`A statement that compares more than ${maxPairs} pairs of rows is not supported.`)
      }
      if (pairs.left % pairsPerStep === 0) yield undefined
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
