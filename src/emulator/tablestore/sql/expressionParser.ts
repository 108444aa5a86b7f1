/**
 * Parses expressions. From the loosest to the tightest: OR, XOR, AND, NOT, comparisons, sums, products, signs.
 * Source: MySQL, operator precedence.
 */
import { parameterInvalid } from "../refusals.ts"
import { isCallable, parseCall } from "./callParser.ts"
import { isReserved } from "./keywords.ts"
import type { BinaryOperator, Expression, SqlValue } from "./syntax.ts"
import type { TokenReader } from "./TokenReader.ts"
import { checkedNumber } from "./values.ts"

const literal = (value: SqlValue): Expression => ({ _tag: "Literal", value })

const numberOf = (text: string): SqlValue => {
  const value = /^\d+$/.test(text) ? BigInt(text) : undefined
  return value !== undefined && value < 2n ** 63n ? value : checkedNumber(Number(text))
}

/** `CASE WHEN a THEN b ELSE c END`, or with a value that is compared with each `a`. */
const parseCase = (reader: TokenReader): Expression => {
  const compared = reader.isAt("WHEN") ? undefined : parseExpression(reader)
  const branches: Array<{ readonly when: Expression; readonly result: Expression }> = []
  do {
    reader.expect("WHEN")
    const when = parseExpression(reader)
    reader.expect("THEN")
    branches.push({ when, result: parseExpression(reader) })
  } while (reader.isAt("WHEN"))
  const otherwise = reader.accept("ELSE") ? parseExpression(reader) : literal(null)
  reader.expect("END")
  return { _tag: "Case", compared, branches, otherwise }
}

const exists = (reader: TokenReader): Expression => {
  reader.expectSymbol("(")
  const query = reader.query()
  if (query === undefined) throw reader.fail()
  return { _tag: "Exists", query }
}

const word = (reader: TokenReader): Expression => {
  const token = reader.current
  const { text } = token
  const isQuoted = token._tag === "Word" && token.quoted
  if (!isQuoted) {
    if (reader.accept("NULL")) return literal(null)
    if (reader.accept("TRUE")) return literal(true)
    if (reader.accept("FALSE")) return literal(false)
    if (reader.accept("CASE")) return parseCase(reader)
    if (reader.accept("EXISTS")) return exists(reader)
    if (isReserved(text) && !isCallable(text)) throw reader.fail()
  }
  reader.next()
  if (!isQuoted) {
    if (reader.acceptSymbol("(") !== undefined) {
      if (!isCallable(text)) throw parameterInvalid(`The function '${text}' is not supported.`)
      return parseCall(reader, text, parseExpression)
    }
    if (isReserved(text)) throw reader.fail()
  }
  // A column may carry the name of its table, and that the name of its instance.
  if (reader.acceptSymbol(".") === undefined) return { _tag: "Column", name: text }
  const second = reader.name()
  return reader.acceptSymbol(".") === undefined
    ? { _tag: "Column", table: text, name: second }
    : { _tag: "Column", table: second, name: reader.name() }
}

const primary = (reader: TokenReader): Expression => {
  if (reader.acceptSymbol("(") !== undefined) {
    const query = reader.query()
    if (query !== undefined) return { _tag: "Scalar", query }
    const inner = parseExpression(reader)
    if (reader.isAtSymbol(",")) throw parameterInvalid("Several values in parentheses are not supported.")
    reader.expectSymbol(")")
    return inner
  }
  const token = reader.current
  switch (token._tag) {
    case "Number":
      reader.next()
      return literal(numberOf(token.text))
    case "Text":
      reader.next()
      return literal(token.text)
    case "Hex":
      reader.next()
      return literal(new Uint8Array(Buffer.from(token.text, "hex")))
    case "Word":
      return word(reader)
    default:
      throw reader.fail()
  }
}

const signed = (reader: TokenReader): Expression =>
  reader.deeper(() => {
    if (reader.acceptSymbol("-") !== undefined) {
      // The least integer is one further from zero than the greatest.
      const { current } = reader
      if (current._tag === "Number" && current.text === "9223372036854775808") {
        reader.next()
        return literal(-(2n ** 63n))
      }
      return { _tag: "Negate", of: signed(reader) }
    }
    if (reader.acceptSymbol("+") !== undefined) return signed(reader)
    if (reader.acceptSymbol("!") !== undefined) return { _tag: "Not", of: signed(reader) }
    return primary(reader)
  })

type Operators = Readonly<Record<string, BinaryOperator>>

const operatorAt = (reader: TokenReader, operators: Operators): BinaryOperator | undefined => {
  const token = reader.current
  if (token._tag !== "Symbol" && (token._tag !== "Word" || token.quoted)) return undefined
  const operator = Object.hasOwn(operators, token.text.toUpperCase()) ? operators[token.text.toUpperCase()] : undefined
  if (operator !== undefined) reader.next()
  return operator
}

/** Operators of the same precedence, from left to right. */
const chain =
  (operators: Operators, tighter: (reader: TokenReader) => Expression) =>
  (reader: TokenReader): Expression => {
    let left = tighter(reader)
    for (;;) {
      const operator = operatorAt(reader, operators)
      if (operator === undefined) return left
      reader.countOperator()
      left = { _tag: "Binary", operator, left, right: tighter(reader) }
    }
  }

const product = chain({ "*": "*", "/": "/", "%": "%", DIV: "DIV", MOD: "%" }, signed)
const sum = chain({ "+": "+", "-": "-" }, product)

const negatedIf = (negated: boolean, of: Expression): Expression => (negated ? { _tag: "Not", of } : of)

const inList = (reader: TokenReader, of: Expression): Expression => {
  reader.expectSymbol("(")
  const query = reader.query()
  if (query !== undefined) return { _tag: "InQuery", of, query }
  const list = reader.separated(parseExpression)
  reader.expectSymbol(")")
  return { _tag: "In", of, list }
}

const like = (reader: TokenReader, of: Expression): Expression => {
  const pattern = sum(reader)
  const escape = reader.accept("ESCAPE") ? reader.text() : "\\"
  if ([...escape].length > 1) throw parameterInvalid("ESCAPE takes one character.")
  return { _tag: "Like", of, pattern, escape }
}

const is = (reader: TokenReader, of: Expression): Expression => {
  const negated = reader.accept("NOT")
  if (reader.accept("TRUE")) return negatedIf(negated, { _tag: "IsTruth", of, truth: true })
  if (reader.accept("FALSE")) return negatedIf(negated, { _tag: "IsTruth", of, truth: false })
  reader.expect("NULL")
  return negatedIf(negated, { _tag: "IsNull", of })
}

const comparisons: Operators = {
  "=": "=",
  "<=>": "<=>",
  "!=": "!=",
  "<>": "!=",
  "<": "<",
  "<=": "<=",
  ">": ">",
  ">=": ">="
}

const comparison = (reader: TokenReader): Expression => {
  let left = sum(reader)
  for (let compared = 0; ; compared++) {
    if (compared > 0) reader.countOperator()
    const operator = operatorAt(reader, comparisons)
    if (operator !== undefined) left = { _tag: "Binary", operator, left, right: sum(reader) }
    else if (reader.accept("IS")) left = is(reader, left)
    else {
      const negated = reader.accept("NOT")
      if (reader.accept("IN")) left = negatedIf(negated, inList(reader, left))
      else if (reader.accept("LIKE")) left = negatedIf(negated, like(reader, left))
      else if (reader.accept("BETWEEN")) {
        const low = sum(reader)
        reader.expect("AND")
        left = negatedIf(negated, { _tag: "Between", of: left, low, high: sum(reader) })
      } else if (negated) throw reader.fail()
      else return left
    }
  }
}

const negation = (reader: TokenReader): Expression =>
  reader.accept("NOT") ? { _tag: "Not", of: reader.deeper(() => negation(reader)) } : comparison(reader)

const conjunction = chain({ AND: "AND", "&&": "AND" }, negation)
const exclusion = chain({ XOR: "XOR" }, conjunction)
const disjunction = chain({ OR: "OR", "||": "OR" }, exclusion)

export const parseExpression = (reader: TokenReader): Expression => reader.deeper(() => disjunction(reader))
