/**
 * SQL.
 */
import * as Schema from "effect/Schema"
import { fields, list, optional } from "../../Fields.ts"
import { inMessage, message } from "../../wire/protobuf.ts"
import { decodeSqlRows, type SqlRows } from "../format/sqlRows.ts"
import * as M from "../protobuf/generated/tableStore.ts"
import { oneWay, openWord, SafeInteger, wire } from "../protobuf/wire.ts"
import { Answer, CapacityUnit, Consumed, Text, tableErrors, tablestore } from "./common.ts"

/** Rows of SQL, as FlatBuffers. */
const SqlRowsField: Schema.Codec<SqlRows, Uint8Array> = /*#__PURE__*/ wire(
  (value): value is SqlRows => typeof value === "object" && value !== null,
  "rows of SQL",
  { to: oneWay, from: decodeSqlRows }
)

/** What a table reserves. */
export class SqlReservedThroughput extends /*#__PURE__*/ message(M.ReservedThroughput, () => ({
  /** Units of 4 KiB per second. */
  capacityUnit: inMessage("capacityUnit", CapacityUnit)
})) {}

/** What a statement used of a table. */
export class SqlTableConsumed extends /*#__PURE__*/ message(M.TableConsumedCapacity, () => ({
  /** Name of the table. */
  tableName: inMessage("tableName", optional(Schema.String)),
  /** What was used. */
  consumed: inMessage("consumed", optional(Consumed)),
  /** What the table reserves. */
  reservedThroughput: inMessage("reservedThroughput", optional(SqlReservedThroughput)),
  /** Whether the table holds what is known of time series. */
  isTimeseriesMeta: inMessage("isTimeseriesMeta", optional(Schema.Boolean))
})) {}

/** What a statement used of a search index. */
export class SqlSearchConsumed extends /*#__PURE__*/ message(M.SearchConsumedCapacity, () => ({
  /** Name of the table. */
  tableName: inMessage("tableName", optional(Schema.String)),
  /** Name of the index. */
  indexName: inMessage("indexName", optional(Schema.String)),
  /** What was used. */
  consumed: inMessage("consumed", optional(Consumed)),
  /** What the table reserves. */
  reservedThroughput: inMessage("reservedThroughput", optional(SqlReservedThroughput))
})) {}

/** What {@link sqlQuery} takes. */
export class SqlQueryInput extends /*#__PURE__*/ fields(() => ({
  /** The statement. */
  query: inMessage("query", Text),
  /** Version of the dialect. */
  sqlVersion: inMessage("sqlVersion", optional(SafeInteger)),
  /** `nextSearchToken` of the page before. */
  searchToken: inMessage("searchToken", optional(Schema.String))
})) {}

/** What {@link sqlQuery} gives. */
export class SqlQueryOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** Columns and rows, for statements that have some. */
  result: inMessage("rows", optional(SqlRowsField)),
  /** Kind of the statement. */
  type: inMessage(
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
  consumes: inMessage("consumes", list(SqlTableConsumed)),
  /** What was used of each search index. */
  searchConsumes: inMessage("searchConsumes", list(SqlSearchConsumed)),
  /** `searchToken` of the next page; absent at the end. */
  nextSearchToken: inMessage("nextSearchToken", optional(Schema.String))
})) {}

/** Statements that change nothing, whatever comes before their first word. */
const isReading = ({ query }: SqlQueryInput): boolean => /^[\s(]*(select|show|describe|desc|explain)\b/i.test(query)

/**
 * Executes a statement of SQL: a SELECT over tables that were mapped by CREATE TABLE, or one that makes, shows or
 * drops such a mapping.
 *
 * Source: Tablestore API, SQLQuery.
 */
export const sqlQuery = /*#__PURE__*/ tablestore.operation("SQLQuery", {
  request: M.SQLQueryRequest,
  response: M.SQLQueryResponse,
  // The only form of rows that is described.
  completeMessage: (request) => ({ ...request, version: M.SQLPayloadVersion.SQL_FLAT_BUFFERS }),
  idempotent: isReading,
  input: SqlQueryInput,
  output: SqlQueryOutput,
  // The statement may make a mapping that is there already.
  errors: [...tableErrors, "OTSObjectAlreadyExist"]
})
