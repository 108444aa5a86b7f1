/** Whether a value is among others: unknown when a null leaves that open. */
import type { SqlValue } from "./syntax.ts"
import { compareSql, identityOf, kindOf } from "./values.ts"

const outcome = (isFound: boolean, list: ReadonlyArray<SqlValue>): SqlValue =>
  isFound || (list.includes(null) ? null : false)

export const isAmong = (value: SqlValue, list: ReadonlyArray<SqlValue>): SqlValue => {
  if (list.length === 0) return false
  if (value === null) return null
  return outcome(
    list.some((one) => one !== null && compareSql(value, one) === 0),
    list
  )
}

/** {@link isAmong} of many values and one list, without comparing each with each. */
export const membershipOf = (list: ReadonlyArray<SqlValue>): ((value: SqlValue) => SqlValue) => {
  const present = list.filter((one) => one !== null)
  const identities = new Set(present.map(identityOf))
  const kinds = new Set(present.map(kindOf))
  const absent = outcome(false, list)
  return (value) => {
    // A text equals the number that it begins with: only of one kind do equal values look the same.
    const isComparable = value !== null && kinds.size === 1 && kinds.has(kindOf(value))
    if (!isComparable) return isAmong(value, list)
    return identities.has(identityOf(value)) || absent
  }
}
