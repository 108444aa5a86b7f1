/**
 * SQL.
 */
import * as Schema from "effect/Schema"
import { decodeSqlRows, encodeSqlRows, type SqlRows } from "../format/sqlRows.ts"
import { optional } from "../legacyOperation.ts"
import * as M from "../protobuf/generated/tableStore.ts"
import { openWord, record, SafeInteger } from "../protobuf/wire.ts"
import { answer, CapacityUnit, Consumed, linked, Text, tableErrors, tablestore } from "./legacyCommon.ts"

const sqlQuery = linked(M.SQLQueryRequest, M.SQLQueryResponse, {
  // The only form of rows that is described.
  complete: (message) => ({ ...message, version: M.SQLPayloadVersion.SQL_FLAT_BUFFERS })
})

const SqlRowsField: Schema.Codec<SqlRows, Uint8Array> = record("rows of SQL", {
  to: encodeSqlRows,
  from: decodeSqlRows
})

const Reserved = Schema.Struct({ capacityUnit: CapacityUnit })

const TableConsumed = Schema.Struct({
  tableName: optional(Schema.String),
  consumed: optional(Consumed),
  reservedThroughput: optional(Reserved),
  isTimeseriesMeta: optional(Schema.Boolean)
})

const SearchConsumed = Schema.Struct({
  tableName: optional(Schema.String),
  indexName: optional(Schema.String),
  consumed: optional(Consumed),
  reservedThroughput: optional(Reserved)
})

/** Statements that change nothing, whatever comes before their first word. */
const isReading = ({ query }: { readonly query: string }): boolean =>
  /^[\s(]*(select|show|describe|desc|explain)\b/i.test(query)

export const sqlOperations = {
  /**
   * Executes a statement of SQL: a SELECT over tables that were mapped by CREATE TABLE, or one that makes, shows or
   * drops such a mapping.
   *
   * Source: Tablestore API, SQLQuery.
   */
  sqlQuery: tablestore.operation("SQLQuery", {
    ...sqlQuery.messages,
    idempotent: isReading,
    input: {
      /** The statement. */
      query: sqlQuery.sends("query", Text),
      /** Version of the dialect. */
      sqlVersion: sqlQuery.sends("sqlVersion", optional(SafeInteger)),
      /** `nextSearchToken` of the page before. */
      searchToken: sqlQuery.sends("searchToken", optional(Schema.String))
    },
    output: {
      ...answer,
      /** Columns and rows, for statements that have some. */
      result: sqlQuery.receives("rows", optional(SqlRowsField)),
      /** Kind of the statement. */
      type: sqlQuery.receives(
        "type",
        optional(
          openWord({
            select: M.SQLStatementType.SQL_SELECT,
            createTable: M.SQLStatementType.SQL_CREATE_TABLE,
            showTable: M.SQLStatementType.SQL_SHOW_TABLE,
            describeTable: M.SQLStatementType.SQL_DESCRIBE_TABLE,
            dropTable: M.SQLStatementType.SQL_DROP_TABLE,
            alterTable: M.SQLStatementType.SQL_ALTER_TABLE
          })
        )
      ),
      /** What was used of each table. */
      consumes: sqlQuery.receives("consumes", Schema.Array(TableConsumed)),
      /** What was used of each search index. */
      searchConsumes: sqlQuery.receives("searchConsumes", Schema.Array(SearchConsumed)),
      /** `searchToken` of the next page; absent at the end. */
      nextSearchToken: sqlQuery.receives("nextSearchToken", optional(Schema.String))
    },
    // The statement may make a mapping that is there already.
    errors: [...tableErrors, "OTSObjectAlreadyExist"]
  })
}
