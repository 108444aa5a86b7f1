/** Functions of texts. Places count characters, from 1. Source: MySQL, string functions. */
import { parameterInvalid } from "../refusals.ts"
import type { SqlFunction } from "./SqlFunction.ts"
import type { SqlType } from "./syntax.ts"
import { converted, type NotNull, toBytes, toText } from "./values.ts"

/** Longest text that a function makes, so that a query does not take all the memory. */
const maxLength = 2 * 1024 * 1024

const result =
  (type: SqlType) =>
  (minimum: number, maximum: number, run: (...values: ReadonlyArray<NotNull>) => NotNull): SqlFunction => ({
    minimum,
    maximum,
    type: () => type,
    run: (values) => (values.some((value) => value === null) ? null : run(...(values as ReadonlyArray<NotNull>)))
  })

const text = result("VARCHAR")
const whole = result("BIGINT")

const count = (value: NotNull): number => Number(converted("BIGINT", value))
const charactersOf = (value: NotNull): ReadonlyArray<string> => [...toText(value)]

const substring = text(2, 3, (value, from, length) => {
  const characters = charactersOf(value)
  const place = count(from!)
  if (place === 0 || -place > characters.length) return ""
  const start = place > 0 ? place - 1 : characters.length + place
  const end = length === undefined ? characters.length : start + Math.max(count(length), 0)
  return characters.slice(start, end).join("")
})

/** The place of a text in another one from a place on; 0 when it is not there. */
const placeOf = (wanted: NotNull, within: NotNull, from = 1n as NotNull): bigint => {
  const start = count(from)
  if (start < 1) return 0n
  const characters = charactersOf(within)
  const skipped = characters.slice(0, start - 1).join("").length
  const at = toText(within).indexOf(toText(wanted), skipped)
  return at === -1 || start > characters.length + 1 ? 0n : BigInt([...toText(within).slice(0, at)].length + 1)
}

const stripped = (value: string, end: "LEADING" | "TRAILING", what: string): string => {
  let rest = value
  if (what === "") return rest
  while (end === "LEADING" ? rest.startsWith(what) : rest.endsWith(what)) {
    rest = end === "LEADING" ? rest.slice(what.length) : rest.slice(0, -what.length)
  }
  return rest
}

const trim = (...ends: ReadonlyArray<"LEADING" | "TRAILING">): SqlFunction =>
  text(1, 2, (value, what = " ") => ends.reduce((rest, end) => stripped(rest, end, toText(what)), toText(value)))

const limited = (characters: number): void => {
  if (characters > maxLength) throw parameterInvalid(`A text of more than ${maxLength} characters is too long.`)
}

const padded = (atStart: boolean): SqlFunction =>
  text(3, 3, (value, length, filling) => {
    const characters = charactersOf(value)
    const wanted = Math.max(count(length!), 0)
    limited(wanted)
    const missing = wanted - characters.length
    const fill = charactersOf(filling!)
    if (missing <= 0 || fill.length === 0) return missing > 0 ? "" : characters.slice(0, wanted).join("")
    const added = Array.from({ length: missing }, (_, i) => fill[i % fill.length]).join("")
    return atStart ? added + toText(value) : toText(value) + added
  })

/** Texts one after the other. */
const together = (texts: ReadonlyArray<string>, separator = ""): string => {
  limited(texts.reduce((sum, { length }) => sum + length + separator.length, 0))
  return texts.join(separator)
}

const length = whole(1, 1, (value) => BigInt(toBytes(value!).length))
const characterLength = whole(1, 1, (value) => BigInt(charactersOf(value!).length))

export const textFunctions: Readonly<Record<string, SqlFunction>> = {
  CHAR_LENGTH: characterLength,
  CHARACTER_LENGTH: characterLength,
  CONCAT: {
    minimum: 1,
    maximum: Number.POSITIVE_INFINITY,
    type: () => "VARCHAR",
    run: (values) => (values.includes(null) ? null : together(values.map((value) => toText(value as NotNull))))
  },
  /** Leaves nulls out, unless the separator is one. */
  CONCAT_WS: {
    minimum: 2,
    maximum: Number.POSITIVE_INFINITY,
    type: () => "VARCHAR",
    run: ([separator, ...values]) =>
      separator === null || separator === undefined
        ? null
        : together(
            values.flatMap((value) => (value === null ? [] : [toText(value)])),
            toText(separator)
          )
  },
  INSTR: whole(2, 2, (within, wanted) => placeOf(wanted!, within!)),
  LCASE: text(1, 1, (value) => toText(value!).toLowerCase()),
  LEFT: text(2, 2, (value, length) =>
    charactersOf(value!)
      .slice(0, Math.max(count(length!), 0))
      .join("")
  ),
  LENGTH: length,
  LOCATE: whole(2, 3, (wanted, within, from) => placeOf(wanted!, within!, from)),
  LOWER: text(1, 1, (value) => toText(value!).toLowerCase()),
  LPAD: padded(true),
  LTRIM: trim("LEADING"),
  OCTET_LENGTH: length,
  REPEAT: text(2, 2, (value, times) => {
    const repeated = Math.max(count(times!), 0)
    limited(repeated * toText(value!).length)
    return toText(value!).repeat(repeated)
  }),
  REPLACE: text(3, 3, (value, from, to) =>
    toText(from!) === "" ? toText(value!) : together(toText(value!).split(toText(from!)), toText(to!))
  ),
  REVERSE: text(1, 1, (value) => [...charactersOf(value!)].reverse().join("")),
  RIGHT: text(2, 2, (value, length) => {
    const wanted = Math.max(count(length!), 0)
    return wanted === 0 ? "" : charactersOf(value!).slice(-wanted).join("")
  }),
  RPAD: padded(false),
  RTRIM: trim("TRAILING"),
  SUBSTR: substring,
  SUBSTRING: substring,
  TRIM: trim("LEADING", "TRAILING"),
  UCASE: text(1, 1, (value) => toText(value!).toUpperCase()),
  UPPER: text(1, 1, (value) => toText(value!).toUpperCase())
}
