/** Results as the payload of an answer. */
import { encodeSqlRows, type SqlColumnType } from "../../../schema/tablestore/sqlRows.ts"
import type { ResultSet } from "./selects.ts"
import type { SqlType, SqlValue } from "./syntax.ts"

const columnTypes: Readonly<Record<SqlType, SqlColumnType>> = {
  BIGINT: "long",
  DOUBLE: "double",
  BOOL: "boolean",
  VARCHAR: "string",
  VARBINARY: "binary"
}

/** A value in the type of its column: expressions over mixed types give values of either. */
const converted = (type: SqlType, value: SqlValue): SqlValue => {
  if (value === null) return null
  switch (type) {
    case "BIGINT":
      return typeof value === "bigint" ? value : BigInt(Math.trunc(Number(value)))
    case "DOUBLE":
      return Number(value)
    case "BOOL":
      return value === true
    case "VARCHAR":
      return String(value)
    case "VARBINARY":
      return value instanceof Uint8Array ? value : new TextEncoder().encode(String(value))
  }
}

export const payloadOf = ({ columns, rows }: ResultSet): Uint8Array =>
  encodeSqlRows({
    columns: columns.map(({ name, type }) => ({ name, type: columnTypes[type] })),
    rows: rows.map((row) => row.map((value, i) => converted(columns[i]!.type, value)))
  })
