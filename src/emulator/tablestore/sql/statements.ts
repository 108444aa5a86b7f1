/** SQLQuery. Source: Tablestore, SQLQuery: a subset of MySQL. */
import * as M from "../../../schema/tablestore/protobuf/generated/tableStore.ts"
import { consumed, unitsOf } from "../engine/capacity.ts"
import type { Instance } from "../engine/Instance.ts"
import type { StoredRow, Table } from "../engine/model.ts"
import { rowsSeen } from "../engine/transactions.ts"
import { sizeOfCell, sizeOfKey } from "../engine/values.ts"
import { visible } from "../engine/versions.ts"
import { maxSqlSources } from "../limits.ts"
import { parameterInvalid } from "../refusals.ts"
import { flatMapInSteps, type Steps } from "../steps.ts"
import { indexRows } from "./indexRows.ts"
import { maxPairs } from "./joins.ts"
import {
  alterMapping,
  createMapping,
  dropMapping,
  type Mapping,
  mappingNames,
  mappingOf,
  sqlValueOf
} from "./mappings.ts"
import { payloadOf } from "./payload.ts"
import { isSameName } from "./relations.ts"
import { runSelect } from "./selects.ts"
import { parseStatement } from "./statementParser.ts"
import type { ResultSet } from "./subqueries.ts"
import type { ColumnDefinition, Select, Statement } from "./syntax.ts"

const { SQL_FLAT_BUFFERS } = M.SQLPayloadVersion

const answer = (
  type: M.SQLStatementType,
  result?: ResultSet,
  consumes: ReadonlyArray<M.TableConsumedCapacity> = []
): M.SQLQueryResponse => ({
  consumes,
  ...(result === undefined ? {} : { rows: payloadOf(result) }),
  version: SQL_FLAT_BUFFERS,
  type,
  searchConsumes: []
})

const texts = (names: ReadonlyArray<string>): ReadonlyArray<ColumnDefinition> =>
  names.map((name) => ({ name, type: "VARCHAR" }))

function* visibleRows(instance: Instance, table: Table, nowMillis: number): Steps<ReadonlyArray<StoredRow>> {
  const stored = [...rowsSeen(instance, table, undefined, nowMillis).ascending("")]
  return yield* flatMapInSteps(stored, ([, row]): ReadonlyArray<StoredRow> => {
    const seen = visible(row, table.options, nowMillis)
    return seen === undefined ? [] : [seen]
  })
}

const bytesOf = (rows: ReadonlyArray<StoredRow>): number =>
  rows.reduce(
    (sum, row) => sum + sizeOfKey(row.primaryKey) + row.cells.reduce((size, cell) => size + sizeOfCell(cell, false), 0),
    0
  )

/** Reads tables for a query, each once, and counts what that costs. */
const reading = (instance: Instance, nowMillis: number) => {
  const consumes = new Map<string, M.TableConsumedCapacity>()
  const known = new Map<string, ResultSet>()
  function* readTable(name: string): Steps<ResultSet> {
    const seen = known.get(name)
    if (seen !== undefined) return seen
    const { mapping, table } = mappingOf(instance, name)
    const rows = yield* visibleRows(instance, instance.readyTable(table.name, nowMillis), nowMillis)
    consumes.set(table.name, {
      tableName: table.name,
      consumed: consumed(unitsOf(bytesOf(rows)), 0),
      reservedThroughput: { capacityUnit: { read: 0, write: 0 } }
    })
    const { columns } = mapping
    const values = yield* flatMapInSteps(
      rows,
      (row) => [columns.map((column) => sqlValueOf(row, column))],
      columns.length * 5
    )
    const result = { columns, rows: values }
    known.set(name, result)
    return result
  }
  return { readTable, consumes }
}

function* select(instance: Instance, statement: Select, nowMillis: number): Steps<M.SQLQueryResponse> {
  const { consumes, readTable } = reading(instance, nowMillis)
  const result = yield* runSelect(statement, { readTable, pairs: { left: maxPairs }, sources: maxSqlSources })
  return answer(M.SQLStatementType.SQL_SELECT, result, [...consumes.values()])
}

/** How MySQL writes the type of a column. */
const typeText = ({ type }: ColumnDefinition, isKey: boolean): string => {
  switch (type) {
    case "BIGINT":
      return "bigint(20)"
    case "DOUBLE":
      return "double"
    case "BOOL":
      return "tinyint(1)"
    case "VARCHAR":
      return isKey ? "varchar(1024)" : "mediumtext"
    case "VARBINARY":
      return isKey ? "varbinary(1024)" : "mediumblob"
  }
}

const describe = (mapping: Mapping, table: Table): ResultSet => ({
  columns: texts(["Field", "Type", "Null", "Key", "Default", "Extra"]),
  rows: mapping.columns.map((column) => {
    const isKey = table.key.some(({ name }) => isSameName(name, column.name))
    return [column.name, typeText(column, isKey), isKey ? "NO" : "YES", isKey ? "PRI" : "", null, ""]
  })
})

function* run(instance: Instance, statement: Statement, nowMillis: number): Steps<M.SQLQueryResponse> {
  const { SQL_ALTER_TABLE, SQL_CREATE_TABLE, SQL_DESCRIBE_TABLE, SQL_DROP_TABLE, SQL_SHOW_TABLE } = M.SQLStatementType
  switch (statement._tag) {
    case "Select":
      return yield* select(instance, statement, nowMillis)
    case "ShowTables":
      return answer(SQL_SHOW_TABLE, {
        columns: texts([`Tables_in_${instance.name}`]),
        rows: mappingNames(instance).map((name) => [name])
      })
    case "ShowIndex":
      return answer(SQL_SHOW_TABLE, indexRows(instance, mappingOf(instance, statement.table).table))
    case "Describe": {
      const { mapping, table } = mappingOf(instance, statement.table)
      return answer(SQL_DESCRIBE_TABLE, describe(mapping, table))
    }
    case "CreateTable":
      createMapping(instance, statement)
      return answer(SQL_CREATE_TABLE)
    case "DropTable":
      dropMapping(instance, statement.table, statement.ifExists)
      return answer(SQL_DROP_TABLE)
    case "AddColumn":
      alterMapping(instance, statement.table, (columns) => [...columns, statement.column])
      return answer(SQL_ALTER_TABLE)
    case "DropColumn":
      alterMapping(instance, statement.table, (columns) => {
        const rest = columns.filter(({ name }) => !isSameName(name, statement.column))
        if (rest.length === columns.length) throw parameterInvalid(`Unknown column '${statement.column}'.`)
        return rest
      })
      return answer(SQL_ALTER_TABLE)
  }
}

export const sqlQuery = (
  instance: Instance,
  { query, version }: M.SQLQueryRequest,
  nowMillis: number
): Steps<M.SQLQueryResponse> => {
  if (version !== undefined && version !== SQL_FLAT_BUFFERS)
    throw parameterInvalid("Only the FlatBuffers payload is supported.")
  return run(instance, parseStatement(query), nowMillis)
}
