/** Functions of numbers: integers stay integers and exact. Source: MySQL, mathematical functions. */
import { numberType, type SqlFunction } from "./SqlFunction.ts"
import { calculate, checkedInteger, checkedNumber, type NotNull, toNumber, truncated } from "./values.ts"

type SqlNumber = number | bigint

const ofNumbers = (
  minimum: number,
  maximum: number,
  run: (first: SqlNumber, second?: SqlNumber) => SqlNumber | null,
  type: SqlFunction["type"] = ([first]) => numberType(first === undefined ? [] : [first])
): SqlFunction => ({
  minimum,
  maximum,
  type,
  run: (values) => {
    if (values.some((value) => value === null)) return null
    const [first, second] = values.map((value) => toNumber(value as NotNull))
    return run(first!, second)
  }
})

const double = (run: (value: number) => number): SqlFunction =>
  ofNumbers(
    1,
    1,
    (value) => {
      const result = run(Number(value))
      // Outside of what a function is defined for, its result is null.
      return Number.isNaN(result) || result === Number.NEGATIVE_INFINITY ? null : checkedNumber(result)
    },
    () => "DOUBLE"
  )

const integer = (whole: (value: number) => number): SqlFunction =>
  ofNumbers(1, 1, (value) => (typeof value === "bigint" ? value : whole(value)))

/** No number has more digits before its point. */
const maxDigits = 309

/** Cuts a number after some digits, which count to the left when they are negative. */
const toDigits =
  (roundsHalves: boolean) =>
  (value: SqlNumber, digits: SqlNumber = 0n): SqlNumber => {
    const places = Math.max(Math.min(Number(truncated(digits)), 100), -maxDigits)
    if (typeof value === "bigint") {
      if (places >= 0) return value
      const unit = 10n ** BigInt(-places)
      const rest = value % unit
      const isUp = roundsHalves && (rest < 0n ? -rest : rest) * 2n >= unit
      return checkedInteger(value - rest + (isUp ? (value < 0n ? -unit : unit) : 0n))
    }
    const size = Math.abs(value)
    if (places < 0) {
      const unit = 10 ** -places
      if (unit > size * 10) return 0
      return Math.sign(value) * (roundsHalves ? Math.round(size / unit) : Math.trunc(size / unit)) * unit
    }
    // From here on no number has a fraction, and its text would have an exponent.
    if (size >= 2 ** 53) return value
    if (roundsHalves) return Math.sign(value) * Number(size.toFixed(places))
    return Math.trunc(value * 10 ** places) / 10 ** places
  }

const power = ofNumbers(
  2,
  2,
  (base, exponent) => {
    const result = Number(base) ** Number(exponent)
    return Number.isNaN(result) ? null : checkedNumber(result)
  },
  () => "DOUBLE"
)

export const numberFunctions: Readonly<Record<string, SqlFunction>> = {
  ABS: ofNumbers(1, 1, (value) =>
    typeof value === "bigint" ? checkedInteger(value < 0n ? -value : value) : Math.abs(value)
  ),
  CEIL: integer(Math.ceil),
  CEILING: integer(Math.ceil),
  EXP: double(Math.exp),
  FLOOR: integer(Math.floor),
  LN: double(Math.log),
  LOG10: double(Math.log10),
  LOG2: double(Math.log2),
  MOD: {
    ...ofNumbers(2, 2, (value, by) => calculate("%", value, by!) as SqlNumber | null),
    type: numberType
  },
  POW: power,
  POWER: power,
  ROUND: ofNumbers(1, 2, toDigits(true)),
  SIGN: ofNumbers(
    1,
    1,
    (value) => (value > 0 ? 1n : value < 0 ? -1n : 0n),
    () => "BIGINT"
  ),
  SQRT: double(Math.sqrt),
  TRUNCATE: ofNumbers(2, 2, toDigits(false))
}
