/** Rows. */

import { encodePrimaryKey } from "../../../../../src/schema/tablestore/format/plainBufferEncoder.ts"
import { autoIncrement, increment, infMax, infMin } from "../../../../../src/schema/tablestore/format/rowValue.ts"
import * as T from "../../../../../src/schema/tablestore/protobuf/generated/tableStore.ts"
import { columns, key } from "../../../../../src/schema/tablestore/row/rowRecord.ts"
import {
  bytes,
  consumed,
  keyBytes,
  type OperationCase,
  primaryKey,
  rowBytes,
  tableName,
  used
} from "./OperationCase.ts"

export const rowCases: ReadonlyArray<OperationCase> = [
  {
    method: "getRow",
    input: {
      tableName,
      primaryKey,
      timeRange: { startTime: 1, endTime: 9 },
      startColumn: "a",
      endColumn: "c",
      cacheBlocks: false,
      token: bytes("t"),
      transactionId: "T"
    },
    request: {
      tableName,
      primaryKey: keyBytes(),
      timeRange: { startTime: 1n, endTime: 9n },
      cacheBlocks: false,
      startColumn: "a",
      endColumn: "c",
      token: bytes("t"),
      transactionId: "T"
    },
    response: { consumed, row: rowBytes({ primaryKey, columns: [] }), nextToken: bytes("u") },
    output: { consumed: used, row: { primaryKey, columns: [] }, nextToken: bytes("u") }
  },
  {
    method: "updateRow",
    input: {
      tableName,
      primaryKey: [...key({ k: "a" }), { name: "n", value: autoIncrement }],
      columns: [increment("c", 2n)],
      returnContent: { returnType: "afterModify", returnColumnNames: ["c"] },
      transactionId: "T"
    },
    request: {
      tableName,
      rowChange: rowBytes({
        primaryKey: [...key({ k: "a" }), { name: "n", value: autoIncrement }],
        columns: [increment("c", 2n)]
      }),
      condition: { rowExistence: T.RowExistenceExpectation.IGNORE },
      returnContent: { returnType: T.ReturnType.RT_AFTER_MODIFY, returnColumnNames: ["c"] },
      transactionId: "T"
    },
    response: { consumed, row: rowBytes({ primaryKey, columns: columns({ c: 3n }) }) },
    output: { consumed: used, row: { primaryKey, columns: columns({ c: 3n }) } }
  },
  {
    method: "getRange",
    input: {
      tableName,
      direction: "backward",
      inclusiveStartPrimaryKey: key({ k: infMax, n: infMax }),
      exclusiveEndPrimaryKey: primaryKey,
      timeRange: { specificTime: 5 },
      dataBlockTypeHint: "simpleRowMatrix",
      returnEntirePrimaryKeys: false
    },
    request: {
      tableName,
      direction: T.Direction.BACKWARD,
      timeRange: { specificTime: 5n },
      inclusiveStartPrimaryKey: encodePrimaryKey(key({ k: infMax, n: infMax })).slice(),
      exclusiveEndPrimaryKey: keyBytes(),
      dataBlockTypeHint: T.DataBlockType.DBT_SIMPLE_ROW_MATRIX,
      returnEntirePrimaryKeys: false
    },
    response: { consumed, rows: new Uint8Array(0), nextStartPrimaryKey: keyBytes(), nextToken: bytes("t") },
    output: { consumed: used, rows: [], nextStartPrimaryKey: primaryKey, nextToken: bytes("t") }
  },
  {
    method: "bulkImport",
    input: {
      tableName,
      rows: [
        { type: "put", primaryKey, columns: columns({ c: 1n }) },
        { type: "update", primaryKey, columns: [increment("c", 1n)] },
        { type: "delete", primaryKey }
      ]
    },
    request: {
      tableName,
      rows: [
        { type: T.OperationType.PUT, rowChange: rowBytes({ primaryKey, columns: columns({ c: 1n }) }) },
        { type: T.OperationType.UPDATE, rowChange: rowBytes({ primaryKey, columns: [increment("c", 1n)] }) },
        { type: T.OperationType.DELETE, rowChange: rowBytes({ primaryKey, columns: [], deleteMarker: true }) }
      ]
    },
    response: {
      tableName,
      rows: [
        { isOk: true, consumed },
        { isOk: false, error: { code: "OTSServerBusy", message: "busy" } },
        { isOk: true }
      ]
    },
    output: {
      tableName,
      rows: [
        { _tag: "Ok", consumed: used },
        { _tag: "Failed", error: { code: "OTSServerBusy", message: "busy", retryable: true } },
        { _tag: "Ok" }
      ]
    }
  },
  {
    method: "bulkExport",
    input: {
      tableName,
      columnsToGet: ["c"],
      inclusiveStartPrimaryKey: key({ k: infMin, n: infMin }),
      exclusiveEndPrimaryKey: key({ k: infMax, n: infMax }),
      dataBlockTypeHint: "plainBuffer"
    },
    request: {
      tableName,
      columnsToGet: ["c"],
      inclusiveStartPrimaryKey: encodePrimaryKey(key({ k: infMin, n: infMin })).slice(),
      exclusiveEndPrimaryKey: encodePrimaryKey(key({ k: infMax, n: infMax })).slice(),
      dataBlockTypeHint: T.DataBlockType.DBT_PLAIN_BUFFER
    },
    response: { consumed, rows: rowBytes({ primaryKey, columns: columns({ c: 1.5 }) }) },
    output: { consumed: used, rows: [{ primaryKey, columns: columns({ c: 1.5 }) }] }
  },
  {
    method: "startLocalTransaction",
    input: { tableName, key: key({ k: "a" }) },
    request: { tableName, key: encodePrimaryKey(key({ k: "a" })).slice() },
    response: { transactionId: "T" },
    output: { transactionId: "T" }
  }
]
