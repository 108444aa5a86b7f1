/** Results as the payload of an answer. */
import { encodeSqlRows, type SqlColumnType } from "../../../schema/tablestore/format/sqlRows.ts"
import type { ResultSet } from "./subqueries.ts"
import type { SqlType } from "./syntax.ts"

const columnTypes: Readonly<Record<SqlType, SqlColumnType>> = {
  BIGINT: "long",
  DOUBLE: "double",
  BOOL: "boolean",
  VARCHAR: "string",
  VARBINARY: "binary"
}

export const payloadOf = ({ columns, rows }: ResultSet): Uint8Array =>
  encodeSqlRows({
    columns: columns.map(({ name, type }) => ({ name, type: columnTypes[type] })),
    rows
  })
