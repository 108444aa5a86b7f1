/** Calls that read and write many rows, for both clients. */
import TableStore from "tablestore"
import { Condition, Row } from "../../src/index.ts"
import type { Call } from "./tablestore.requestsRecorder.ts"
import { ourFilter, theirFilter, theirValues, values, versionsWithRange } from "./tablestore.requestsRows.ts"
import { ignore, long } from "./tablestoreClient.ts"

const { Direction, INF_MAX, INF_MIN, ReturnType, RowExistenceExpectation } = TableStore

const tableName = "orders"

const rangeCalls: ReadonlyArray<Call> = [
  {
    name: "all rows of a partition key",
    method: "getRange",
    theirs: {
      tableName,
      direction: Direction.FORWARD,
      inclusiveStartPrimaryKey: [{ user: "ada" }, { order: INF_MIN }],
      exclusiveEndPrimaryKey: [{ user: "ada" }, { order: INF_MAX }]
    },
    ours: (tablestore) =>
      tablestore.getRange({
        tableName,
        inclusiveStartPrimaryKey: Row.key({ user: "ada", order: Row.infMin }),
        exclusiveEndPrimaryKey: Row.key({ user: "ada", order: Row.infMax })
      }),
    zeros: true
  },
  {
    name: "a page backward, and all that can be said",
    method: "getRange",
    theirs: {
      tableName,
      direction: Direction.BACKWARD,
      inclusiveStartPrimaryKey: [{ user: "bob" }, { order: long(9) }],
      exclusiveEndPrimaryKey: [{ user: "ada" }, { order: long(-9) }],
      limit: 100,
      columnsToGet: ["a", "b"],
      maxVersions: 2,
      timeRange: { startTime: 1, endTime: 2 },
      columnFilter: theirFilter,
      startColumn: "a",
      endColumn: "c",
      transactionId: "0005A-1"
    },
    ours: (tablestore) =>
      tablestore.getRange({
        tableName,
        direction: "backward",
        inclusiveStartPrimaryKey: Row.key({ user: "bob", order: 9n }),
        exclusiveEndPrimaryKey: Row.key({ user: "ada", order: -9n }),
        limit: 100,
        columnsToGet: ["a", "b"],
        maxVersions: 2,
        timeRange: { startTime: 1, endTime: 2 },
        filter: ourFilter,
        startColumn: "a",
        endColumn: "c",
        transactionId: "0005A-1"
      })
  },
  {
    name: "a time range, versions not told",
    method: "getRange",
    theirs: {
      tableName,
      direction: Direction.FORWARD,
      inclusiveStartPrimaryKey: [{ user: "a" }],
      exclusiveEndPrimaryKey: [{ user: "b" }],
      timeRange: { startTime: 1, endTime: 2 }
    },
    ours: (tablestore) =>
      tablestore.getRange({
        tableName,
        inclusiveStartPrimaryKey: Row.key({ user: "a" }),
        exclusiveEndPrimaryKey: Row.key({ user: "b" }),
        timeRange: { startTime: 1, endTime: 2 }
      }),
    differences: [versionsWithRange]
  }
]

const readCalls: ReadonlyArray<Call> = [
  {
    name: "rows of two tables",
    method: "batchGetRow",
    theirs: {
      tables: [
        {
          tableName,
          primaryKey: [
            [{ user: "ada" }, { order: long(1) }],
            [{ user: "bob" }, { order: long(2) }]
          ]
        },
        {
          tableName: "users",
          primaryKey: [[{ id: Buffer.from([1]) }]],
          columnsToGet: ["a", "b"],
          maxVersions: 2,
          timeRange: { startTime: 1, endTime: 2 },
          columnFilter: theirFilter,
          startColumn: "a",
          endColumn: "c"
        }
      ]
    },
    ours: (tablestore) =>
      tablestore.batchGetRow({
        tables: [
          { tableName, primaryKeys: [Row.key({ user: "ada", order: 1n }), Row.key({ user: "bob", order: 2n })] },
          {
            tableName: "users",
            primaryKeys: [Row.key({ id: Uint8Array.of(1) })],
            columnsToGet: ["a", "b"],
            maxVersions: 2,
            timeRange: { startTime: 1, endTime: 2 },
            filter: ourFilter,
            startColumn: "a",
            endColumn: "c"
          }
        ]
      })
  },
  {
    name: "one time, versions not told",
    method: "batchGetRow",
    theirs: { tables: [{ tableName, primaryKey: [[{ user: "ada" }]], timeRange: { specificTime: 5 } }] },
    ours: (tablestore) =>
      tablestore.batchGetRow({
        tables: [{ tableName, primaryKeys: [Row.key({ user: "ada" })], timeRange: { specificTime: 5 } }]
      }),
    differences: [
      { ...versionsWithRange, apply: ({ tables: [first] }) => ({ tables: [versionsWithRange.apply(first)] }) }
    ]
  }
]

const writeCalls: ReadonlyArray<Call> = [
  {
    name: "writes of all kinds",
    method: "batchWriteRow",
    theirs: {
      tables: [
        {
          tableName,
          rows: [
            { type: "PUT", condition: ignore, primaryKey: [{ user: "ada" }], attributeColumns: theirValues },
            {
              type: "UPDATE",
              condition: new TableStore.Condition(RowExistenceExpectation.EXPECT_EXIST, theirFilter),
              primaryKey: [{ user: "bob" }],
              attributeColumns: [
                { PUT: [{ a: "1" }] },
                { DELETE: [{ c: 1_714_979_289_123 }] },
                { DELETE_ALL: ["d"] },
                { INCREMENT: [{ count: long(1) }] }
              ],
              returnContent: { returnType: ReturnType.AfterModify, returnColumns: ["count"] }
            }
          ]
        },
        {
          tableName: "users",
          rows: [
            {
              type: "DELETE",
              condition: new TableStore.Condition(RowExistenceExpectation.EXPECT_NOT_EXIST),
              primaryKey: [{ id: long(5) }],
              returnContent: { returnType: ReturnType.Primarykey }
            }
          ]
        }
      ],
      transactionId: "0005A-1"
    },
    ours: (tablestore) =>
      tablestore.batchWriteRow({
        tables: [
          {
            tableName,
            rows: [
              { type: "put", primaryKey: Row.key({ user: "ada" }), columns: Row.columns(values) },
              {
                type: "update",
                primaryKey: Row.key({ user: "bob" }),
                condition: Condition.expectExist(ourFilter as Condition.Condition["columnCondition"]),
                columns: [
                  Row.put("a", "1"),
                  Row.deleteVersion("c", 1_714_979_289_123),
                  Row.deleteAllVersions("d"),
                  Row.increment("count", 1n)
                ],
                returnContent: { returnType: "afterModify", returnColumnNames: ["count"] }
              }
            ]
          },
          {
            tableName: "users",
            rows: [
              {
                type: "delete",
                primaryKey: Row.key({ id: 5n }),
                condition: Condition.expectNotExist(),
                returnContent: { returnType: "primaryKey" }
              }
            ]
          }
        ],
        transactionId: "0005A-1"
      }),
    zeros: true
  }
]

export const batchCalls: ReadonlyArray<Call> = [...rangeCalls, ...readCalls, ...writeCalls]
