/** Calls about tables, secondary indexes, SQL and local transactions, for both clients. */
import TableStore from "tablestore"
import { Row } from "../../src/index.ts"
import type { Call } from "./tablestore.requestsRecorder.ts"

const { DefinedColumnType, IndexType, IndexUpdateMode } = TableStore

export const tableCalls: ReadonlyArray<Call> = [
  {
    name: "a table",
    method: "createTable",
    theirs: {
      tableMeta: { tableName: "orders", primaryKey: [{ name: "user", type: "STRING" }] },
      reservedThroughput: { capacityUnit: { read: 0, write: 0 } },
      tableOptions: { timeToLive: -1, maxVersions: 1 }
    },
    ours: (tablestore) =>
      tablestore.createTable({ tableName: "orders", primaryKey: [{ name: "user", type: "string" }] })
  },
  {
    name: "a table with all that can be said of it",
    method: "createTable",
    theirs: {
      tableMeta: {
        tableName: "orders",
        primaryKey: [
          { name: "user", type: "STRING" },
          { name: "order", type: "INTEGER" },
          { name: "part", type: "BINARY" },
          { name: "id", type: "INTEGER", option: "AUTO_INCREMENT" }
        ],
        definedColumn: [
          { name: "count", type: DefinedColumnType.DCT_INTEGER },
          { name: "total", type: DefinedColumnType.DCT_DOUBLE },
          { name: "paid", type: DefinedColumnType.DCT_BOOLEAN },
          { name: "state", type: DefinedColumnType.DCT_STRING }
        ]
      },
      reservedThroughput: { capacityUnit: { read: 1, write: 100_000 } },
      tableOptions: { timeToLive: 86_400, maxVersions: 3, maxTimeDeviation: 5_000_000_000, allowUpdate: false },
      streamSpecification: { enableStream: true, expirationTime: 24 },
      indexMetas: [
        { name: "by_state", primaryKey: ["state"], definedColumn: ["total", "paid"] },
        {
          name: "by_count",
          primaryKey: ["user", "count"],
          definedColumn: [],
          indexUpdateMode: IndexUpdateMode.IUM_SYNC_INDEX,
          indexType: IndexType.IT_LOCAL_INDEX
        }
      ]
    },
    ours: (tablestore) =>
      tablestore.createTable({
        tableName: "orders",
        primaryKey: [
          { name: "user", type: "string" },
          { name: "order", type: "integer" },
          { name: "part", type: "binary" },
          { name: "id", type: "integer", option: "autoIncrement" }
        ],
        definedColumns: [
          { name: "count", type: "integer" },
          { name: "total", type: "double" },
          { name: "paid", type: "boolean" },
          { name: "state", type: "string" }
        ],
        reservedThroughput: { read: 1, write: 100_000 },
        tableOptions: {
          timeToLive: 86_400,
          maxVersions: 3,
          deviationCellVersionInSec: 5_000_000_000,
          allowUpdate: false
        },
        streamSpec: { enableStream: true, expirationTime: 24 },
        indexMetas: [
          { name: "by_state", primaryKey: ["state"], definedColumns: ["total", "paid"] },
          { name: "by_count", primaryKey: ["user", "count"], indexType: "local" }
        ]
      })
  },
  { name: "the list of tables", method: "listTable", theirs: {}, ours: (tablestore) => tablestore.listTable({}) },
  {
    name: "the description of a table",
    method: "describeTable",
    theirs: { tableName: "orders" },
    ours: (tablestore) => tablestore.describeTable({ tableName: "orders" })
  },
  {
    name: "the end of a table",
    method: "deleteTable",
    theirs: { tableName: "orders" },
    ours: (tablestore) => tablestore.deleteTable({ tableName: "orders" })
  },
  {
    name: "changed settings of a table",
    method: "updateTable",
    theirs: { tableName: "orders", tableOptions: { timeToLive: 90_000, maxVersions: 5, allowUpdate: true } },
    ours: (tablestore) =>
      tablestore.updateTable({
        tableName: "orders",
        tableOptions: { timeToLive: 90_000, maxVersions: 5, allowUpdate: true }
      })
  },
  {
    name: "all settings of a table",
    method: "updateTable",
    theirs: {
      tableName: "orders",
      tableOptions: { maxTimeDeviation: 86_400 },
      reservedThroughput: { capacityUnit: { read: 5 } },
      streamSpecification: { enableStream: false }
    },
    ours: (tablestore) =>
      tablestore.updateTable({
        tableName: "orders",
        tableOptions: { deviationCellVersionInSec: 86_400 },
        reservedThroughput: { read: 5 },
        streamSpec: { enableStream: false }
      })
  },
  {
    name: "a global index",
    method: "createIndex",
    theirs: {
      mainTableName: "orders",
      indexMeta: { name: "by_state", primaryKey: ["state"], definedColumn: ["total"] }
    },
    ours: (tablestore) =>
      tablestore.createIndex({
        mainTableName: "orders",
        indexMeta: { name: "by_state", primaryKey: ["state"], definedColumns: ["total"] },
        includeBaseData: false
      })
  },
  {
    name: "a local index with the rows that are there",
    method: "createIndex",
    theirs: {
      mainTableName: "orders",
      includeBaseData: true,
      indexMeta: {
        name: "by_count",
        primaryKey: ["user", "count"],
        indexUpdateMode: IndexUpdateMode.IUM_SYNC_INDEX,
        indexType: IndexType.IT_LOCAL_INDEX
      }
    },
    ours: (tablestore) =>
      tablestore.createIndex({
        mainTableName: "orders",
        indexMeta: { name: "by_count", primaryKey: ["user", "count"], indexType: "local" },
        includeBaseData: true
      })
  },
  {
    name: "the end of an index",
    method: "dropIndex",
    theirs: { mainTableName: "orders", indexName: "by_state" },
    ours: (tablestore) => tablestore.dropIndex({ mainTableName: "orders", indexName: "by_state" })
  },
  {
    name: "a statement of SQL",
    method: "sqlQuery",
    theirs: { query: "SELECT `user`, count(*) FROM orders WHERE state = 'größer 你好 🙂' GROUP BY `user`" },
    ours: (tablestore) =>
      tablestore.sqlQuery({
        query: "SELECT `user`, count(*) FROM orders WHERE state = 'größer 你好 🙂' GROUP BY `user`"
      })
  },
  {
    name: "the start of a transaction",
    method: "startLocalTransaction",
    theirs: { tableName: "orders", primaryKey: [{ user: "ada" }] },
    ours: (tablestore) => tablestore.startLocalTransaction({ tableName: "orders", key: Row.key({ user: "ada" }) })
  },
  {
    name: "the commit of a transaction",
    method: "commitTransaction",
    theirs: { transactionId: "0005A-1" },
    ours: (tablestore) => tablestore.commitTransaction({ transactionId: "0005A-1" })
  },
  {
    name: "the abort of a transaction",
    method: "abortTransaction",
    theirs: "0005A-1",
    ours: (tablestore) => tablestore.abortTransaction({ transactionId: "0005A-1" })
  }
]
