/** Parses expressions. From the loosest to the tightest: OR, AND, NOT, comparisons, sums, products, signs. */
import { parameterInvalid } from "../faults.ts"
import type { AggregateName, BinaryOperator, Expression, SqlValue } from "./syntax.ts"
import type { TokenReader } from "./TokenReader.ts"

const reserved: ReadonlySet<string> = new Set(
  "SELECT FROM WHERE GROUP HAVING ORDER LIMIT AND OR NOT IN BETWEEN LIKE IS AS BY ASC DESC DISTINCT OFFSET ON".split(
    " "
  )
)

const aggregates: ReadonlySet<string> = new Set(["COUNT", "SUM", "AVG", "MIN", "MAX"])

const literal = (value: SqlValue): Expression => ({ _tag: "Literal", value })

const numberOf = (text: string): SqlValue => {
  if (!/^\d+$/.test(text)) return Number(text)
  const value = BigInt(text)
  return value < 2n ** 63n ? value : Number(text)
}

const aggregate = (reader: TokenReader, name: AggregateName): Expression => {
  reader.expectSymbol("(")
  if (name === "COUNT" && reader.acceptSymbol("*") !== undefined) {
    reader.expectSymbol(")")
    return { _tag: "Aggregate", name, distinct: false }
  }
  const distinct = reader.accept("DISTINCT")
  const of = parseExpression(reader)
  reader.expectSymbol(")")
  return { _tag: "Aggregate", name, distinct, of }
}

const word = (reader: TokenReader, text: string, quoted: boolean): Expression => {
  const upper = text.toUpperCase()
  if (!quoted) {
    if (upper === "NULL") return literal(null)
    if (upper === "TRUE") return literal(true)
    if (upper === "FALSE") return literal(false)
    if (reserved.has(upper)) throw reader.fail()
    if (reader.current._tag === "Symbol" && reader.current.text === "(") {
      if (aggregates.has(upper)) return aggregate(reader, upper as AggregateName)
      throw parameterInvalid(`The function '${text}' is not supported.`)
    }
  }
  // A column may carry the name of its table.
  return { _tag: "Column", name: reader.acceptSymbol(".") === undefined ? text : reader.name() }
}

const primary = (reader: TokenReader): Expression => {
  if (reader.acceptSymbol("(") !== undefined) {
    const inner = parseExpression(reader)
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
      reader.next()
      return word(reader, token.text, token.quoted)
    default:
      throw reader.fail()
  }
}

const signed = (reader: TokenReader): Expression => {
  if (reader.acceptSymbol("-") !== undefined) return { _tag: "Negate", of: signed(reader) }
  if (reader.acceptSymbol("+") !== undefined) return signed(reader)
  return primary(reader)
}

const chain = (
  reader: TokenReader,
  operators: ReadonlyArray<BinaryOperator>,
  tighter: (reader: TokenReader) => Expression
): Expression => {
  let left = tighter(reader)
  for (;;) {
    const operator = reader.acceptSymbol(...operators)
    if (operator === undefined) return left
    left = { _tag: "Binary", operator: operator as BinaryOperator, left, right: tighter(reader) }
  }
}

const product = (reader: TokenReader): Expression => chain(reader, ["*", "/", "%"], signed)
const sum = (reader: TokenReader): Expression => chain(reader, ["+", "-"], product)

const negatedIf = (negated: boolean, of: Expression): Expression => (negated ? { _tag: "Not", of } : of)

const list = (reader: TokenReader): ReadonlyArray<Expression> => {
  reader.expectSymbol("(")
  const items = [parseExpression(reader)]
  while (reader.acceptSymbol(",") !== undefined) items.push(parseExpression(reader))
  reader.expectSymbol(")")
  return items
}

const comparison = (reader: TokenReader): Expression => {
  let left = sum(reader)
  for (;;) {
    const symbol = reader.acceptSymbol("=", "!=", "<>", "<=", ">=", "<", ">")
    if (symbol !== undefined) {
      const operator = (symbol === "<>" ? "!=" : symbol) as BinaryOperator
      left = { _tag: "Binary", operator, left, right: sum(reader) }
    } else if (reader.accept("IS")) {
      const negated = reader.accept("NOT")
      reader.expect("NULL")
      left = negatedIf(negated, { _tag: "IsNull", of: left })
    } else {
      const negated = reader.accept("NOT")
      if (reader.accept("IN")) left = negatedIf(negated, { _tag: "In", of: left, list: list(reader) })
      else if (reader.accept("LIKE")) left = negatedIf(negated, { _tag: "Like", of: left, pattern: sum(reader) })
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
  reader.accept("NOT") ? { _tag: "Not", of: negation(reader) } : comparison(reader)

const conjunction = (reader: TokenReader): Expression => {
  let left = negation(reader)
  while (reader.accept("AND")) left = { _tag: "Binary", operator: "AND", left, right: negation(reader) }
  return left
}

export const parseExpression = (reader: TokenReader): Expression => {
  let left = conjunction(reader)
  while (reader.accept("OR")) left = { _tag: "Binary", operator: "OR", left, right: conjunction(reader) }
  return left
}
