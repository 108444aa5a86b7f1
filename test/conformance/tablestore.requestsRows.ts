/** Calls that read and write rows, for both clients. */
import TableStore from "tablestore"
import { Condition, Filter, Row } from "../../src/index.ts"
import type { Call, Difference } from "./tablestore.requestsRecorder.ts"
import { ignore, long, longText } from "./tablestoreClient.ts"

const { ComparatorType, LogicalOperator, ReturnType, RowExistenceExpectation } = TableStore

const tableName = "orders"
const theirKey = [{ user: "ada" }, { order: long(7) }]
const primaryKey = Row.key({ user: "ada", order: 7n })
const theirRow = { tableName, primaryKey: theirKey }
const row = { tableName, primaryKey }

const single = (...args: ReadonlyArray<unknown>) => new TableStore.SingleColumnCondition(...args)

const composite = (operator: unknown, ...parts: ReadonlyArray<unknown>) => {
  const condition = new TableStore.CompositeCondition(operator)
  for (const part of parts) condition.addSubCondition(part)
  return condition
}

/** All kinds of filters, in both clients' words. */
const filters: ReadonlyArray<readonly [name: string, theirs: unknown, ours: Filter.Filter]> = [
  ["=", single("a", "größer", ComparatorType.EQUAL), Filter.equal("a", "größer")],
  ["≠", single("a", long(-1), ComparatorType.NOT_EQUAL), Filter.notEqual("a", -1n)],
  [">", single("a", 1.5, ComparatorType.GREATER_THAN), Filter.greaterThan("a", 1.5)],
  ["≥", single("a", true, ComparatorType.GREATER_EQUAL), Filter.greaterThanOrEqual("a", true)],
  ["<", single("a", Buffer.from([0, 255]), ComparatorType.LESS_THAN), Filter.lessThan("a", Uint8Array.of(0, 255))],
  ["≤", single("a", false, ComparatorType.LESS_EQUAL), Filter.lessThanOrEqual("a", false)],
  [
    "= of any version, not missing",
    single("a", "", ComparatorType.EQUAL, false, false),
    Filter.equal("a", "", { passIfMissing: false, latestVersionOnly: false })
  ],
  [
    "and, or, not",
    composite(
      LogicalOperator.AND,
      single("a", "1", ComparatorType.EQUAL),
      composite(
        LogicalOperator.OR,
        single("b", longText("9223372036854775807"), ComparatorType.LESS_THAN),
        composite(LogicalOperator.NOT, single("c", longText("-9223372036854775808"), ComparatorType.EQUAL, false))
      )
    ),
    Filter.and(
      Filter.equal("a", "1"),
      Filter.or(
        Filter.lessThan("b", 9223372036854775807n),
        Filter.not(Filter.equal("c", -9223372036854775808n, { passIfMissing: false }))
      )
    )
  ],
  ["pagination", new TableStore.ColumnPaginationFilter(5, 2), Filter.pagination(2, 5)],
  ["pagination from the first column", new TableStore.ColumnPaginationFilter(5), Filter.pagination(0, 5)]
]

const versionsWithRange: Difference = {
  reason: "the vendor's client asks for one version also when a time range is given, we for all in the range",
  apply: ({ maxVersions, ...message }) => message
}

const getCalls: ReadonlyArray<Call> = [
  { name: "a row", method: "getRow", theirs: theirRow, ours: (tablestore) => tablestore.getRow(row) },
  ...filters.map(
    ([name, columnFilter, filter]): Call => ({
      name: `filtered by ${name}`,
      method: "getRow",
      theirs: { ...theirRow, columnFilter },
      ours: (tablestore) => tablestore.getRow({ ...row, filter })
    })
  ),
  {
    name: "all that can be said",
    method: "getRow",
    theirs: {
      ...theirRow,
      columnsToGet: ["a", "_b2"],
      maxVersions: 3,
      timeRange: { startTime: 0, endTime: 1_714_979_289_123 },
      startColumn: "a",
      endColumn: "ü",
      transactionId: "0005A-1"
    },
    ours: (tablestore) =>
      tablestore.getRow({
        ...row,
        columnsToGet: ["a", "_b2"],
        maxVersions: 3,
        timeRange: { startTime: 0, endTime: 1_714_979_289_123 },
        startColumn: "a",
        endColumn: "ü",
        transactionId: "0005A-1"
      })
  },
  {
    name: "one time, versions not told",
    method: "getRow",
    theirs: { ...theirRow, timeRange: { specificTime: 1_714_979_289_123 } },
    ours: (tablestore) => tablestore.getRow({ ...row, timeRange: { specificTime: 1_714_979_289_123 } }),
    differences: [versionsWithRange]
  },
  {
    name: "keys of all types",
    method: "getRow",
    theirs: {
      tableName,
      primaryKey: [
        { a: longText("-9223372036854775808") },
        { b: "" },
        { c: Buffer.from([0, 128, 255]) },
        { d: "ключ 🙂" }
      ]
    },
    ours: (tablestore) =>
      tablestore.getRow({
        tableName,
        primaryKey: Row.key({ a: -9223372036854775808n, b: "", c: Uint8Array.of(0, 128, 255), d: "ключ 🙂" })
      })
  }
]

const theirValues = [
  { text: "Grüße 你好 🙂" },
  { empty: "" },
  { integer: longText("9007199254740993") },
  { negative: long(-5) },
  { double: 1.5 },
  { tiny: 5e-324 },
  { whole: 3 },
  { yes: true },
  { no: false },
  { bytes: Buffer.from([0, 1, 255]) },
  { none: Buffer.alloc(0) }
]
const values = {
  text: "Grüße 你好 🙂",
  empty: "",
  integer: 9007199254740993n,
  negative: -5n,
  double: 1.5,
  tiny: 5e-324,
  whole: 3,
  yes: true,
  no: false,
  bytes: Uint8Array.of(0, 1, 255),
  none: new Uint8Array(0)
}

const putCalls: ReadonlyArray<Call> = [
  {
    name: "a row without columns",
    method: "putRow",
    theirs: { ...theirRow, condition: ignore, attributeColumns: [] },
    ours: (tablestore) => tablestore.putRow(row)
  },
  {
    name: "values of all types",
    method: "putRow",
    theirs: { ...theirRow, condition: ignore, attributeColumns: theirValues },
    ours: (tablestore) => tablestore.putRow({ ...row, columns: Row.columns(values) })
  },
  {
    name: "versions",
    method: "putRow",
    theirs: {
      ...theirRow,
      condition: ignore,
      attributeColumns: [{ v: "old", timestamp: 1_714_979_289_123 }, { v: long(1), timestamp: 0 }, { w: "now" }]
    },
    ours: (tablestore) =>
      tablestore.putRow({
        ...row,
        columns: [Row.put("v", "old", 1_714_979_289_123), Row.put("v", 1n, 0), Row.put("w", "now")]
      })
  },
  {
    name: "a key of which the service picks a part, in a transaction",
    method: "putRow",
    theirs: {
      tableName,
      condition: new TableStore.Condition(RowExistenceExpectation.IGNORE),
      primaryKey: [{ user: "ada" }, { order: TableStore.PK_AUTO_INCR }],
      attributeColumns: [{ a: "1" }],
      returnContent: { returnType: ReturnType.Primarykey },
      transactionId: "0005A-1"
    },
    ours: (tablestore) =>
      tablestore.putRow({
        tableName,
        primaryKey: Row.key({ user: "ada", order: Row.autoIncrement }),
        columns: Row.columns({ a: "1" }),
        returnContent: { returnType: "primaryKey" },
        transactionId: "0005A-1"
      }),
    zeros: true
  },
  ...filters.flatMap(
    ([name, condition, filter]): ReadonlyArray<Call> =>
      filter._tag === "PaginationFilter"
        ? []
        : [
            {
              name: `if the row exists and ${name}`,
              method: "putRow",
              theirs: {
                ...theirRow,
                condition: new TableStore.Condition(RowExistenceExpectation.EXPECT_EXIST, condition),
                attributeColumns: []
              },
              ours: (tablestore) => tablestore.putRow({ ...row, condition: Condition.expectExist(filter) })
            }
          ]
  ),
  {
    name: "if there is no such row",
    method: "putRow",
    theirs: {
      ...theirRow,
      condition: new TableStore.Condition(RowExistenceExpectation.EXPECT_NOT_EXIST),
      attributeColumns: []
    },
    ours: (tablestore) => tablestore.putRow({ ...row, condition: Condition.expectNotExist() })
  }
]

const updateCalls: ReadonlyArray<Call> = [
  {
    name: "columns of all types",
    method: "updateRow",
    theirs: { ...theirRow, condition: ignore, updateOfAttributeColumns: [{ PUT: theirValues }] },
    ours: (tablestore) => tablestore.updateRow({ ...row, columns: Row.columns(values) })
  },
  {
    name: "all kinds of changes, and columns after it",
    method: "updateRow",
    theirs: {
      ...theirRow,
      condition: new TableStore.Condition(
        RowExistenceExpectation.EXPECT_EXIST,
        single("paid", false, ComparatorType.EQUAL)
      ),
      updateOfAttributeColumns: [
        { PUT: [{ a: "1" }, { b: long(2), timestamp: 1_714_979_289_123 }] },
        { DELETE: [{ c: 1_714_979_289_123 }] },
        { DELETE_ALL: ["d", "e"] },
        { INCREMENT: [{ count: long(-37) }, { hits: long(1), timestamp: 1_714_979_289_123 }] }
      ],
      returnContent: { returnType: ReturnType.AfterModify, returnColumns: ["count"] },
      transactionId: "0005A-1"
    },
    ours: (tablestore) =>
      tablestore.updateRow({
        ...row,
        condition: Condition.expectExist(Filter.equal("paid", false)),
        columns: [
          Row.put("a", "1"),
          Row.put("b", 2n, 1_714_979_289_123),
          Row.deleteVersion("c", 1_714_979_289_123),
          Row.deleteAllVersions("d"),
          Row.deleteAllVersions("e"),
          Row.increment("count", -37n),
          { ...Row.increment("hits", 1n), timestamp: 1_714_979_289_123 }
        ],
        returnContent: { returnType: "afterModify", returnColumnNames: ["count"] },
        transactionId: "0005A-1"
      }),
    zeros: true
  }
]

const deleteCalls: ReadonlyArray<Call> = [
  {
    name: "a row",
    method: "deleteRow",
    theirs: { ...theirRow, condition: ignore },
    ours: (tablestore) => tablestore.deleteRow(row)
  },
  {
    name: "a row under a condition, in a transaction",
    method: "deleteRow",
    theirs: {
      ...theirRow,
      condition: new TableStore.Condition(
        RowExistenceExpectation.EXPECT_EXIST,
        single("state", "done", ComparatorType.EQUAL, false)
      ),
      returnContent: { returnType: ReturnType.Primarykey },
      transactionId: "0005A-1"
    },
    ours: (tablestore) =>
      tablestore.deleteRow({
        ...row,
        condition: Condition.expectExist(Filter.equal("state", "done", { passIfMissing: false })),
        returnContent: { returnType: "primaryKey" },
        transactionId: "0005A-1"
      })
  }
]

/** Both clients' words for a filter that ranges and batches are read with. */
export const [, theirFilter, ourFilter] = filters.find(([name]) => name === "and, or, not")!

export { theirValues, values, versionsWithRange }

export const rowCalls: ReadonlyArray<Call> = [...getCalls, ...putCalls, ...updateCalls, ...deleteCalls]
