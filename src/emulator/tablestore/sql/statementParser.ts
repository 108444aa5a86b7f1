/** Parses statements. */
import { parameterInvalid } from "../refusals.ts"
import { parseSelect, parseTableName } from "./selectParser.ts"
import type { ColumnDefinition, SqlType, Statement } from "./syntax.ts"
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
  reader.separated((inner) => inner.name())
  reader.expectSymbol(")")
}

const createTable = (reader: TokenReader): Statement => {
  const ifNotExists = reader.accept("IF", "NOT", "EXISTS")
  const table = parseTableName(reader)
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
  const table = parseTableName(reader)
  if (reader.accept("ADD")) {
    reader.accept("COLUMN")
    return { _tag: "AddColumn", table, column: columnDefinition(reader) }
  }
  reader.expect("DROP")
  reader.accept("COLUMN")
  return { _tag: "DropColumn", table, column: reader.name() }
}

const statement = (reader: TokenReader): Statement => {
  if (reader.isAt("SELECT")) return parseSelect(reader)
  if (reader.accept("SHOW", "TABLES")) return { _tag: "ShowTables" }
  if (reader.accept("SHOW", "INDEX") || reader.accept("SHOW", "INDEXES") || reader.accept("SHOW", "KEYS")) {
    if (!reader.accept("FROM")) reader.expect("IN")
    return { _tag: "ShowIndex", table: parseTableName(reader) }
  }
  if (reader.accept("DESCRIBE") || reader.accept("DESC")) return { _tag: "Describe", table: parseTableName(reader) }
  if (reader.accept("CREATE", "TABLE")) return createTable(reader)
  if (reader.accept("ALTER", "TABLE")) return alterTable(reader)
  if (reader.accept("DROP", "MAPPING", "TABLE")) {
    const ifExists = reader.accept("IF", "EXISTS")
    return { _tag: "DropTable", table: parseTableName(reader), ifExists }
  }
  throw reader.fail()
}

/** The one statement of a text. */
export const parseStatement = (sql: string): Statement => {
  const reader = new TokenReader(sql, parseSelect)
  const parsed = statement(reader)
  reader.acceptSymbol(";")
  if (reader.current._tag !== "End") throw reader.fail()
  return parsed
}
