/** The functions that SQL knows. */
import { numberFunctions } from "./numberFunctions.ts"
import { commonType, type SqlFunction } from "./SqlFunction.ts"
import type { SqlValue } from "./syntax.ts"
import { textFunctions } from "./textFunctions.ts"
import { compareSql, type NotNull } from "./values.ts"

const firstPresent = (minimum: number, maximum: number): SqlFunction => ({
  minimum,
  maximum,
  type: commonType,
  run: (values) => values.find((value) => value !== null) ?? null
})

/** The value that wins against all others; null when one is null. */
const extreme = (wins: (order: number) => boolean): SqlFunction => ({
  minimum: 2,
  maximum: Number.POSITIVE_INFINITY,
  type: commonType,
  run: (values) =>
    values.some((value) => value === null)
      ? null
      : (values as ReadonlyArray<NotNull>).reduce<NotNull>(
          (best, value) => (wins(compareSql(value, best)) ? value : best),
          values[0]!
        )
})

const choices: Readonly<Record<string, SqlFunction>> = {
  COALESCE: firstPresent(1, Number.POSITIVE_INFINITY),
  GREATEST: extreme((order) => order > 0),
  IFNULL: firstPresent(2, 2),
  ISNULL: { minimum: 1, maximum: 1, type: () => "BOOL", run: ([value]) => value === null },
  LEAST: extreme((order) => order < 0),
  NULLIF: {
    minimum: 2,
    maximum: 2,
    type: ([first]) => first ?? "NULL",
    run: ([value, other]): SqlValue =>
      value == null || (other != null && compareSql(value, other) === 0) ? null : value
  }
}

const functions: ReadonlyMap<string, SqlFunction> = new Map(
  Object.entries({ ...choices, ...numberFunctions, ...textFunctions })
)

/** A function by its name in capitals. */
export const functionOf = (name: string): SqlFunction | undefined => functions.get(name)
