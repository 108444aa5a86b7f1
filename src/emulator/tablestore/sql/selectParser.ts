/** Parses SELECT, from behind its first word on. */
import { parameterInvalid } from "../refusals.ts"
import { parseExpression } from "./expressionParser.ts"
import type { Join, OrderItem, Select, SelectItem, Source } from "./syntax.ts"
import type { TokenReader } from "./TokenReader.ts"

/** A table, which may carry the name of its instance. */
export const parseTableName = (reader: TokenReader): string => {
  const name = reader.name()
  return reader.acceptSymbol(".") === undefined ? name : reader.name()
}

const selectItem = (reader: TokenReader): SelectItem => {
  if (reader.acceptSymbol("*") !== undefined) return {}
  const star = reader.tableStar()
  if (star !== undefined) return { name: star }
  const { start } = reader.current
  const expression = parseExpression(reader)
  const written = reader.sql.slice(start, reader.lastEnd)
  return { expression, name: reader.alias() ?? (expression._tag === "Column" ? expression.name : written) }
}

const source = (reader: TokenReader): Source => {
  if (reader.acceptSymbol("(") === undefined) {
    const table = parseTableName(reader)
    return { _tag: "Table", table, alias: reader.alias() ?? table }
  }
  const query = reader.query()
  if (query === undefined) throw reader.fail()
  const alias = reader.alias()
  if (alias === undefined) throw parameterInvalid("Every derived table must have its own alias.")
  return { _tag: "Query", query, alias }
}

const joinKind = (reader: TokenReader): Join["keeps"] | undefined => {
  if (reader.acceptSymbol(",") !== undefined) return "none"
  if (reader.accept("JOIN") || reader.accept("INNER", "JOIN") || reader.accept("CROSS", "JOIN")) return "none"
  if (reader.accept("LEFT", "JOIN") || reader.accept("LEFT", "OUTER", "JOIN")) return "left"
  return reader.accept("RIGHT", "JOIN") || reader.accept("RIGHT", "OUTER", "JOIN") ? "right" : undefined
}

const joinsOf = (reader: TokenReader): ReadonlyArray<Join> => {
  const joins: Array<Join> = []
  for (;;) {
    const keeps = joinKind(reader)
    if (keeps === undefined) return joins
    const joined = source(reader)
    const hasCondition = reader.accept("ON")
    if (!hasCondition && keeps !== "none") throw reader.fail()
    const on = hasCondition ? parseExpression(reader) : undefined
    joins.push({ keeps, source: joined, on })
  }
}

const orderItem = (reader: TokenReader): OrderItem => {
  const expression = parseExpression(reader)
  const descending = reader.accept("DESC")
  if (!descending) reader.accept("ASC")
  return { expression, descending }
}

const limits = (reader: TokenReader): { readonly limit?: number; readonly offset: number } => {
  if (!reader.accept("LIMIT")) return { offset: 0 }
  const first = reader.count()
  if (reader.acceptSymbol(",") !== undefined) return { offset: first, limit: reader.count() }
  return { limit: first, offset: reader.accept("OFFSET") ? reader.count() : 0 }
}

export const parseSelect = (reader: TokenReader): Select => {
  reader.expect("SELECT")
  const distinct = reader.accept("DISTINCT")
  const items = reader.separated(selectItem)
  const from = reader.accept("FROM") ? { source: source(reader), joins: joinsOf(reader) } : undefined
  const where = reader.accept("WHERE") ? parseExpression(reader) : undefined
  const groupBy = reader.accept("GROUP", "BY") ? reader.separated(parseExpression) : []
  const having = reader.accept("HAVING") ? parseExpression(reader) : undefined
  const orderBy = reader.accept("ORDER", "BY") ? reader.separated(orderItem) : []
  return { _tag: "Select", distinct, items, from, where, groupBy, having, orderBy, ...limits(reader) }
}
