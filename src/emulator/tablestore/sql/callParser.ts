/** Parses what looks like the call of a function, from its parenthesis on. */
import { parameterInvalid } from "../refusals.ts"
import { functionOf } from "./functions.ts"
import type { AggregateName, Expression, SqlType } from "./syntax.ts"
import type { TokenReader } from "./TokenReader.ts"

type Parse = (reader: TokenReader) => Expression

const aggregates: ReadonlySet<string> = new Set(["COUNT", "SUM", "AVG", "MIN", "MAX"])

const castTypes: Readonly<Record<string, SqlType>> = {
  BIGINT: "BIGINT",
  BINARY: "VARBINARY",
  CHAR: "VARCHAR",
  DECIMAL: "DOUBLE",
  DOUBLE: "DOUBLE",
  SIGNED: "BIGINT",
  VARCHAR: "VARCHAR"
}

const closed = <A>(reader: TokenReader, parsed: A): A => {
  reader.expectSymbol(")")
  return parsed
}

const aggregate = (reader: TokenReader, name: AggregateName, parse: Parse): Expression => {
  if (name === "COUNT" && reader.acceptSymbol("*") !== undefined) {
    return closed(reader, { _tag: "Aggregate", name, distinct: false })
  }
  const distinct = reader.accept("DISTINCT")
  const of = parse(reader)
  if (distinct && reader.isAtSymbol(",")) {
    throw parameterInvalid(`${name}(DISTINCT ...) of several expressions is not supported.`)
  }
  return closed(reader, { _tag: "Aggregate", name, distinct, of })
}

/** `CAST(value AS type)`. */
const cast = (reader: TokenReader, parse: Parse): Expression => {
  const of = parse(reader)
  reader.expect("AS")
  const written = reader.name()
  const type = castTypes[written.toUpperCase()]
  if (type === undefined) throw parameterInvalid(`CAST to the type '${written}' is not supported.`)
  if (type === "BIGINT") reader.accept("INTEGER")
  if (reader.acceptSymbol("(") !== undefined) {
    reader.separated((inner) => inner.count())
    reader.expectSymbol(")")
  }
  return closed(reader, { _tag: "Cast", of, type })
}

/** `SUBSTRING(text FROM place FOR length)`, after its text. */
const substringFrom = (reader: TokenReader, of: Expression, parse: Parse): Expression => {
  const from = parse(reader)
  const parameters = reader.accept("FOR") ? [of, from, parse(reader)] : [of, from]
  return closed(reader, { _tag: "Call", name: "SUBSTRING", parameters })
}

/** `TRIM(text)`, `TRIM(what FROM text)` and `TRIM(LEADING what FROM text)`. */
const trim = (reader: TokenReader, parse: Parse): Expression => {
  const name = reader.accept("LEADING") ? "LTRIM" : reader.accept("TRAILING") ? "RTRIM" : "TRIM"
  const isEndGiven = name !== "TRIM" || reader.accept("BOTH")
  if (isEndGiven && reader.accept("FROM")) return closed(reader, { _tag: "Call", name, parameters: [parse(reader)] })
  const first = parse(reader)
  if (!isEndGiven && !reader.isAt("FROM")) return closed(reader, { _tag: "Call", name, parameters: [first] })
  reader.expect("FROM")
  return closed(reader, { _tag: "Call", name, parameters: [parse(reader), first] })
}

const parametersOf = (reader: TokenReader, parse: Parse): ReadonlyArray<Expression> =>
  reader.isAtSymbol(")") ? [] : reader.separated(parse)

const wrongCount = (name: string): Error =>
  parameterInvalid(`Incorrect parameter count in the call to native function '${name}'.`)

/** A choice that leaves the other side alone. */
const choice = (reader: TokenReader, written: string, parse: Parse): Expression => {
  const [when, result, otherwise, more] = parametersOf(reader, parse)
  if (when === undefined || result === undefined || otherwise === undefined || more !== undefined) {
    throw wrongCount(written)
  }
  return closed(reader, { _tag: "Case", branches: [{ when, result }], otherwise })
}

const known = (reader: TokenReader, written: string, parse: Parse): Expression => {
  const name = written.toUpperCase()
  const { minimum, maximum } = functionOf(name)!
  const parameters = parametersOf(reader, parse)
  if (parameters.length === 1 && name.startsWith("SUBSTR") && reader.accept("FROM")) {
    return substringFrom(reader, parameters[0]!, parse)
  }
  if (parameters.length < minimum || parameters.length > maximum) throw wrongCount(written)
  return closed(reader, { _tag: "Call", name, parameters })
}

/** Whether something can be called by a word. */
export const isCallable = (word: string): boolean => {
  const name = word.toUpperCase()
  return aggregates.has(name) || name === "CAST" || name === "IF" || functionOf(name) !== undefined
}

/** The call of a function whose name and parenthesis have been read. */
export const parseCall = (reader: TokenReader, written: string, parse: Parse): Expression => {
  const name = written.toUpperCase()
  if (aggregates.has(name)) return aggregate(reader, name as AggregateName, parse)
  switch (name) {
    case "CAST":
      return cast(reader, parse)
    case "IF":
      return choice(reader, written, parse)
    case "TRIM":
      return trim(reader, parse)
    default:
      return known(reader, written, parse)
  }
}
