/** Parses statements. */
import { parameterInvalid } from "../faults.ts"
import { parseExpression } from "./expressionParser.ts"
import type { ColumnDefinition, OrderItem, Select, SelectItem, SqlType, Statement } from "./syntax.ts"
import { TokenReader } from "./TokenReader.ts"

const types: Readonly<Record<string, SqlType>> = {
  BIGINT: "BIGINT",
  DOUBLE: "DOUBLE",
  BOOL: "BOOL",
  BOOLEAN: "BOOL",
  VARCHAR: "VARCHAR",
  MEDIUMTEXT: "VARCHAR",
  TEXT: "VARCHAR",
  VARBINARY: "VARBINARY",
  MEDIUMBLOB: "VARBINARY",
  BLOB: "VARBINARY"
}

const tableName = (reader: TokenReader): string => {
  const name = reader.name()
  // A table may carry the name of its instance.
  return reader.acceptSymbol(".") === undefined ? name : reader.name()
}

const selectItem = (reader: TokenReader): SelectItem => {
  if (reader.acceptSymbol("*") !== undefined) return { name: "*" }
  const { start } = reader.current
  const expression = parseExpression(reader)
  const written = reader.sql.slice(start, reader.lastEnd)
  if (reader.accept("AS")) return { expression, name: reader.value() }
  const { current } = reader
  if (current._tag === "Word" && (current.quoted || !reader.isAt("FROM"))) return { expression, name: reader.name() }
  return { expression, name: expression._tag === "Column" ? expression.name : written }
}

const separated = <A>(reader: TokenReader, one: (reader: TokenReader) => A): ReadonlyArray<A> => {
  const items = [one(reader)]
  while (reader.acceptSymbol(",") !== undefined) items.push(one(reader))
  return items
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

const select = (reader: TokenReader): Select => {
  const distinct = reader.accept("DISTINCT")
  const items = separated(reader, selectItem)
  reader.expect("FROM")
  const table = tableName(reader)
  const where = reader.accept("WHERE") ? parseExpression(reader) : undefined
  const groupBy = reader.accept("GROUP", "BY") ? separated(reader, parseExpression) : []
  const having = reader.accept("HAVING") ? parseExpression(reader) : undefined
  const orderBy = reader.accept("ORDER", "BY") ? separated(reader, orderItem) : []
  return { _tag: "Select", distinct, items, table, where, groupBy, having, orderBy, ...limits(reader) }
}

const columnDefinition = (reader: TokenReader): ColumnDefinition => {
  const name = reader.name()
  const written = reader.name()
  const type = types[written.toUpperCase()]
  if (type === undefined) throw parameterInvalid(`The column type '${written}' is not supported.`)
  if (reader.acceptSymbol("(") !== undefined) {
    reader.count()
    reader.expectSymbol(")")
  }
  // What a mapping says about keys and nulls is known from the table.
  for (;;) {
    if (reader.accept("NOT", "NULL") || reader.accept("NULL") || reader.accept("PRIMARY", "KEY")) continue
    if (reader.accept("COMMENT")) reader.text()
    else return { name, type }
  }
}

const skipList = (reader: TokenReader): void => {
  reader.expectSymbol("(")
  separated(reader, (inner) => inner.name())
  reader.expectSymbol(")")
}

const createTable = (reader: TokenReader): Statement => {
  const ifNotExists = reader.accept("IF", "NOT", "EXISTS")
  const table = tableName(reader)
  const columns: Array<ColumnDefinition> = []
  reader.expectSymbol("(")
  do {
    if (reader.accept("PRIMARY", "KEY")) skipList(reader)
    else columns.push(columnDefinition(reader))
  } while (reader.acceptSymbol(",") !== undefined)
  reader.expectSymbol(")")
  const options = new Map<string, string>()
  while (reader.current._tag === "Word") {
    const option = reader.name().toUpperCase()
    reader.acceptSymbol("=")
    options.set(option, reader.value())
    reader.acceptSymbol(",")
  }
  return { _tag: "CreateTable", table, ifNotExists, columns, attributes: options.get("ENGINE_ATTRIBUTE") }
}

const alterTable = (reader: TokenReader): Statement => {
  const table = tableName(reader)
  if (reader.accept("ADD")) {
    reader.accept("COLUMN")
    return { _tag: "AddColumn", table, column: columnDefinition(reader) }
  }
  reader.expect("DROP")
  reader.accept("COLUMN")
  return { _tag: "DropColumn", table, column: reader.name() }
}

const statement = (reader: TokenReader): Statement => {
  if (reader.accept("SELECT")) return select(reader)
  if (reader.accept("SHOW", "TABLES")) return { _tag: "ShowTables" }
  if (reader.accept("DESCRIBE") || reader.accept("DESC")) return { _tag: "Describe", table: tableName(reader) }
  if (reader.accept("CREATE", "TABLE")) return createTable(reader)
  if (reader.accept("ALTER", "TABLE")) return alterTable(reader)
  if (reader.accept("DROP", "MAPPING", "TABLE")) {
    const ifExists = reader.accept("IF", "EXISTS")
    return { _tag: "DropTable", table: tableName(reader), ifExists }
  }
  throw reader.fail()
}

/** The one statement of a text. */
export const parseStatement = (sql: string): Statement => {
  const reader = new TokenReader(sql)
  const parsed = statement(reader)
  reader.acceptSymbol(";")
  if (reader.current._tag !== "End") throw reader.fail()
  return parsed
}
