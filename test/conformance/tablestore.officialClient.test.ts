/** The vendor's client for Node drives the emulated Tablestore over real sockets: tables, rows, batches, transactions. */
import { Effect } from "effect"
import { FetchHttpClient } from "effect/http"
import TableStore from "tablestore"
import { beforeAll, describe, expect, test } from "vitest"
import * as M from "../../src/schema/tablestore/protobuf/generated/tableStore.ts"
import { call } from "../emulator/tablestore/calls.ts"
import { columnsOf, failure, ignore, keyOf, long, longText, startEmulator } from "./tablestoreClient.ts"

const { client, makeClient, url } = startEmulator()

const key = (user: string, order: number) => [{ user }, { order: long(order) }]

const createTable = (tableName: string, more: Record<string, unknown> = {}, options: Record<string, unknown> = {}) =>
  client().createTable({
    tableMeta: {
      tableName,
      primaryKey: [
        { name: "user", type: "STRING" },
        { name: "order", type: "INTEGER" }
      ]
    },
    reservedThroughput: { capacityUnit: { read: 0, write: 0 } },
    tableOptions: { timeToLive: -1, maxVersions: 1, ...options },
    ...more
  })

const put = (tableName: string, user: string, order: number, columns: ReadonlyArray<Record<string, unknown>>) =>
  client().putRow({ tableName, condition: ignore, primaryKey: key(user, order), attributeColumns: columns })

const get = (tableName: string, user: string, order: number, more: Record<string, unknown> = {}) =>
  client().getRow({ tableName, primaryKey: key(user, order), ...more })

describe("tables", () => {
  test("are created, listed, described, updated and deleted", async () => {
    await createTable("life")
    expect((await client().listTable({})).tableNames).toContain("life")
    const described = await client().describeTable({ tableName: "life" })
    expect(described.tableMeta.primaryKey.map((column: any) => [column.name, column.type])).toEqual([
      ["user", 2],
      ["order", 1]
    ])
    expect(described.tableOptions).toMatchObject({ timeToLive: -1, maxVersions: 1 })
    expect(described.tableStatus).toBe(1)
    const updated = await client().updateTable({ tableName: "life", tableOptions: { maxVersions: 3 } })
    expect(updated.tableOptions).toMatchObject({ timeToLive: -1, maxVersions: 3 })
    await client().deleteTable({ tableName: "life" })
    expect((await failure(client().describeTable({ tableName: "life" }))).text).toContain("OTSObjectNotExist")
  })

  test("are not created twice", async () => {
    await createTable("twice")
    const { status, text } = await failure(createTable("twice"))
    expect(status).toBe(409)
    expect(text).toContain("OTSObjectAlreadyExist")
  })
})

describe("rows", () => {
  beforeAll(() => createTable("rows", {}, { maxVersions: 3 }))

  test("keep values of all types", async () => {
    const columns = [
      { text: "Grüße 你好 🙂" },
      { integer: longText("9007199254740993") },
      { double: 1.5 },
      { yes: true },
      { no: false },
      { bytes: Buffer.from([0, 1, 255]) },
      { empty: "" }
    ]
    const answer = await put("rows", "types", 1, columns)
    expect(answer.consumed.capacityUnit).toMatchObject({ read: 0, write: 1 })
    const { row } = await get("rows", "types", 1)
    expect(keyOf(row)).toEqual(["types", 1n])
    expect(columnsOf(row)).toEqual({
      text: "Grüße 你好 🙂",
      integer: 9007199254740993n,
      double: 1.5,
      yes: true,
      no: false,
      bytes: Buffer.from([0, 1, 255]),
      empty: ""
    })
  })

  test("that do not exist come back empty", async () => {
    expect((await get("rows", "nobody", 1)).row).toEqual({})
  })

  test("return only the columns asked for", async () => {
    await put("rows", "columns", 1, [{ a: "1" }, { b: "2" }, { c: "3" }])
    expect(columnsOf((await get("rows", "columns", 1, { columnsToGet: ["a", "c", "x"] })).row)).toEqual({
      a: "1",
      c: "3"
    })
    expect(columnsOf((await get("rows", "columns", 1, { startColumn: "b" })).row)).toEqual({ b: "2", c: "3" })
    expect(columnsOf((await get("rows", "columns", 1, { startColumn: "a", endColumn: "c" })).row)).toEqual({
      a: "1",
      b: "2"
    })
    expect((await get("rows", "columns", 1, { columnsToGet: ["x"] })).row).toEqual({})
  })

  test("are changed column by column", async () => {
    await put("rows", "update", 1, [{ keep: "1" }, { gone: "2" }, { count: long(5) }])
    await client().updateRow({
      tableName: "rows",
      condition: ignore,
      primaryKey: key("update", 1),
      updateOfAttributeColumns: [{ PUT: [{ added: "3" }] }, { DELETE_ALL: ["gone"] }]
    })
    const { row } = await client().updateRow({
      tableName: "rows",
      condition: new TableStore.Condition(TableStore.RowExistenceExpectation.EXPECT_EXIST, null),
      primaryKey: key("update", 1),
      updateOfAttributeColumns: [{ INCREMENT: [{ count: long(37) }] }],
      returnContent: { returnType: TableStore.ReturnType.AfterModify, returnColumns: ["count"] }
    })
    expect(columnsOf(row)).toEqual({ count: 42n })
    expect(columnsOf((await get("rows", "update", 1)).row)).toEqual({ keep: "1", added: "3", count: 42n })
  })

  test("keep versions, newest first", async () => {
    const now = Date.now()
    await put("rows", "versions", 1, [
      { v: "old", timestamp: now - 2000 },
      { v: "new", timestamp: now - 1000 }
    ])
    const { row } = await get("rows", "versions", 1, { maxVersions: 2 })
    expect(row.attributes.map((cell: any) => cell.columnValue)).toEqual(["new", "old"])
    await client().updateRow({
      tableName: "rows",
      condition: ignore,
      primaryKey: key("versions", 1),
      updateOfAttributeColumns: [{ DELETE: [{ v: long(now - 1000) }] }]
    })
    expect(columnsOf((await get("rows", "versions", 1)).row)).toEqual({ v: "old" })
    const inRange = await get("rows", "versions", 1, { timeRange: { startTime: now - 2000, endTime: now - 1999 } })
    expect(columnsOf(inRange.row)).toEqual({ v: "old" })
    const outside = await get("rows", "versions", 1, { timeRange: { startTime: now - 1999, endTime: now } })
    expect(columnsOf(outside.row)).toEqual({})
  })

  test("are deleted", async () => {
    await put("rows", "delete", 1, [{ a: "1" }])
    await client().deleteRow({ tableName: "rows", condition: ignore, primaryKey: key("delete", 1) })
    expect((await get("rows", "delete", 1)).row).toEqual({})
  })

  test("are written on conditions", async () => {
    const expectNotExist = new TableStore.Condition(TableStore.RowExistenceExpectation.EXPECT_NOT_EXIST, null)
    const write = (condition: unknown) =>
      client().putRow({
        tableName: "rows",
        condition,
        primaryKey: key("condition", 1),
        attributeColumns: [{ state: "new" }]
      })
    await write(expectNotExist)
    const refused = await failure(write(expectNotExist))
    expect(refused.status).toBe(403)
    expect(refused.text).toContain("OTSConditionCheckFail")
    const isState = (state: string) =>
      new TableStore.Condition(
        TableStore.RowExistenceExpectation.EXPECT_EXIST,
        new TableStore.SingleColumnCondition("state", state, TableStore.ComparatorType.EQUAL)
      )
    expect((await failure(write(isState("old")))).text).toContain("OTSConditionCheckFail")
    await write(isState("new"))
  })

  test("are filtered", async () => {
    await put("rows", "filter", 1, [{ age: long(20) }, { city: "Bern" }])
    const older = (age: number) =>
      new TableStore.SingleColumnCondition("age", long(age), TableStore.ComparatorType.GREATER_THAN, false)
    expect(columnsOf((await get("rows", "filter", 1, { columnFilter: older(19) })).row)).toMatchObject({ city: "Bern" })
    expect((await get("rows", "filter", 1, { columnFilter: older(20) })).row).toEqual({})
    const either = new TableStore.CompositeCondition(TableStore.LogicalOperator.OR)
    either.addSubCondition(older(20))
    either.addSubCondition(new TableStore.SingleColumnCondition("city", "Bern", TableStore.ComparatorType.EQUAL))
    expect(columnsOf((await get("rows", "filter", 1, { columnFilter: either })).row)).toMatchObject({ city: "Bern" })
    const window = new TableStore.ColumnPaginationFilter(1, 1)
    expect(columnsOf((await get("rows", "filter", 1, { columnFilter: window })).row)).toEqual({ city: "Bern" })
  })

  test("tell their key when the service picks a part of it", async () => {
    await client().createTable({
      tableMeta: {
        tableName: "automatic",
        primaryKey: [
          { name: "user", type: "STRING" },
          { name: "id", type: "INTEGER", option: "AUTO_INCREMENT" }
        ]
      },
      reservedThroughput: { capacityUnit: { read: 0, write: 0 } },
      tableOptions: { timeToLive: -1, maxVersions: 1 }
    })
    const write = () =>
      client().putRow({
        tableName: "automatic",
        condition: ignore,
        primaryKey: [{ user: "a" }, { id: TableStore.PK_AUTO_INCR }],
        attributeColumns: [{ note: "x" }],
        returnContent: { returnType: TableStore.ReturnType.Primarykey }
      })
    const [, first] = keyOf((await write()).row)
    const [, second] = keyOf((await write()).row)
    expect(second > first).toBe(true)
    const { row } = await client().getRow({
      tableName: "automatic",
      primaryKey: [{ user: "a" }, { id: longText(String(first)) }]
    })
    expect(columnsOf(row)).toEqual({ note: "x" })
  })
})

describe("ranges", () => {
  beforeAll(async () => {
    await createTable("ranges")
    for (const order of [-2, -1, 0, 1, 2]) await put("ranges", "a", order, [{ n: long(order) }])
    await put("ranges", "b", 0, [{ n: long(10) }])
  })

  const range = (more: Record<string, unknown>) =>
    client().getRange({
      tableName: "ranges",
      direction: TableStore.Direction.FORWARD,
      inclusiveStartPrimaryKey: [{ user: TableStore.INF_MIN }, { order: TableStore.INF_MIN }],
      exclusiveEndPrimaryKey: [{ user: TableStore.INF_MAX }, { order: TableStore.INF_MAX }],
      ...more
    })

  test("come in the order of the key", async () => {
    const { nextStartPrimaryKey, rows } = await range({})
    expect(rows.map(keyOf)).toEqual([
      ["a", -2n],
      ["a", -1n],
      ["a", 0n],
      ["a", 1n],
      ["a", 2n],
      ["b", 0n]
    ])
    expect(nextStartPrimaryKey).toBeNull()
  })

  test("come backward", async () => {
    const { rows } = await range({
      direction: TableStore.Direction.BACKWARD,
      inclusiveStartPrimaryKey: key("a", 1),
      exclusiveEndPrimaryKey: key("a", -2)
    })
    expect(rows.map(keyOf)).toEqual([
      ["a", 1n],
      ["a", 0n],
      ["a", -1n]
    ])
  })

  test("come in pages", async () => {
    const first = await range({ limit: 4 })
    expect(first.rows).toHaveLength(4)
    expect(keyOf(first.nextStartPrimaryKey)).toEqual(["a", 2n])
    const second = await range({ limit: 4, inclusiveStartPrimaryKey: key("a", 2) })
    expect(second.rows.map(keyOf)).toEqual([
      ["a", 2n],
      ["b", 0n]
    ])
    expect(second.nextStartPrimaryKey).toBeNull()
  })

  test("are filtered", async () => {
    const columnFilter = new TableStore.SingleColumnCondition(
      "n",
      long(1),
      TableStore.ComparatorType.GREATER_THAN,
      false
    )
    expect((await range({ columnFilter })).rows.map(keyOf)).toEqual([
      ["a", 2n],
      ["b", 0n]
    ])
  })

  test("need a start before their end", async () => {
    const { text } = await failure(
      range({ inclusiveStartPrimaryKey: key("b", 0), exclusiveEndPrimaryKey: key("a", 0) })
    )
    expect(text).toContain("Begin key must less than end key in FORWARD.")
  })
})

describe("batches", () => {
  beforeAll(() => Promise.all([createTable("batch"), createTable("batch2")]))

  test("write and read rows of several tables", async () => {
    const row = (type: string, order: number, attributeColumns?: unknown) => ({
      type,
      condition: ignore,
      primaryKey: key("a", order),
      attributeColumns,
      returnContent: { returnType: TableStore.ReturnType.Primarykey }
    })
    const written = await client().batchWriteRow({
      tables: [
        { tableName: "batch", rows: [row("PUT", 1, [{ n: "1" }]), row("UPDATE", 2, [{ PUT: [{ n: "2" }] }])] },
        { tableName: "batch2", rows: [row("PUT", 3, [{ n: "3" }]), row("DELETE", 4)] }
      ]
    })
    expect(written.tables.map(({ isOk }: any) => isOk)).toEqual([true, true, true, true])
    const read = await client().batchGetRow({
      tables: [
        { tableName: "batch", primaryKey: [key("a", 1), key("a", 2), key("a", 9)] },
        { tableName: "batch2", primaryKey: [key("a", 3)] }
      ]
    })
    expect(read.tables.map((rows: any) => rows.map(columnsOf))).toEqual([[{ n: "1" }, { n: "2" }, {}], [{ n: "3" }]])
  })

  test("fail row by row", async () => {
    const expectExist = new TableStore.Condition(TableStore.RowExistenceExpectation.EXPECT_EXIST, null)
    const { tables } = await client().batchWriteRow({
      tables: [
        {
          tableName: "batch",
          rows: [
            { type: "PUT", condition: ignore, primaryKey: key("b", 1), attributeColumns: [{ n: "1" }] },
            { type: "PUT", condition: expectExist, primaryKey: key("b", 2), attributeColumns: [{ n: "2" }] }
          ]
        }
      ]
    })
    expect(tables.map(({ errorCode, isOk }: any) => [isOk, errorCode])).toEqual([
      [true, null],
      [false, "OTSConditionCheckFail"]
    ])
  })

  test("have a limit", async () => {
    const rows = (count: number) => Array.from({ length: count }, (_, order) => key("c", order))
    const { text } = await failure(client().batchGetRow({ tables: [{ tableName: "batch", primaryKey: rows(101) }] }))
    expect(text).toContain("Rows count exceeds the upper limit: 100.")
  })
})

describe("secondary indexes", () => {
  test("are made, read and dropped", async () => {
    await createTable("indexed", {
      tableMeta: {
        tableName: "indexed",
        primaryKey: [
          { name: "user", type: "STRING" },
          { name: "order", type: "INTEGER" }
        ],
        definedColumn: [
          { name: "state", type: TableStore.DefinedColumnType.DCT_STRING },
          { name: "total", type: TableStore.DefinedColumnType.DCT_INTEGER }
        ]
      }
    })
    await put("indexed", "a", 1, [{ state: "new" }, { total: long(5) }])
    await client().createIndex({
      mainTableName: "indexed",
      indexMeta: { name: "by_state", primaryKey: ["state"], definedColumn: ["total"] },
      includeBaseData: true
    })
    await put("indexed", "b", 1, [{ state: "done" }])
    const bound = (value: unknown) => [{ state: value }, { user: value }, { order: value }]
    const { rows } = await client().getRange({
      tableName: "by_state",
      direction: TableStore.Direction.FORWARD,
      inclusiveStartPrimaryKey: bound(TableStore.INF_MIN),
      exclusiveEndPrimaryKey: bound(TableStore.INF_MAX)
    })
    expect(rows.map(keyOf)).toEqual([
      ["done", "b", 1n],
      ["new", "a", 1n]
    ])
    expect(columnsOf(rows[1])).toEqual({ total: 5n })
    const described = await client().describeTable({ tableName: "indexed" })
    expect(described.indexMetas.map(({ name }: any) => name)).toEqual(["by_state"])
    await client().dropIndex({ mainTableName: "indexed", indexName: "by_state" })
    expect((await client().listTable({})).tableNames).not.toContain("by_state")
  })
})

describe("transactions", () => {
  // The client can't make a table that allows them.
  beforeAll(() =>
    call(
      "CreateTable",
      M.CreateTableRequest,
      M.CreateTableResponse,
      {
        tableMeta: {
          tableName: "transactions",
          primaryKey: [
            { name: "user", type: M.PrimaryKeyType.STRING },
            { name: "order", type: M.PrimaryKeyType.INTEGER }
          ],
          definedColumn: [],
          indexMeta: []
        },
        reservedThroughput: { capacityUnit: { read: 0, write: 0 } },
        tableOptions: { timeToLive: -1, maxVersions: 1 },
        partitions: [],
        indexMetas: [],
        enableLocalTxn: true
      },
      { url: url(), instance: "conformance" }
    ).pipe(Effect.provide(FetchHttpClient.layer), Effect.runPromise)
  )

  const begin = async (user: string): Promise<string> => {
    const answer = await client().startLocalTransaction({ tableName: "transactions", primaryKey: [{ user }] })
    return answer.transactionId
  }

  const write = (user: string, transactionId?: string) =>
    client().putRow({
      tableName: "transactions",
      condition: ignore,
      primaryKey: key(user, 1),
      attributeColumns: [{ n: "1" }],
      ...(transactionId === undefined ? {} : { transactionId })
    })

  test("are seen by others once they are committed", async () => {
    const transactionId = await begin("a")
    await write("a", transactionId)
    expect(columnsOf((await get("transactions", "a", 1, { transactionId })).row)).toEqual({ n: "1" })
    expect((await get("transactions", "a", 1)).row).toEqual({})
    expect((await failure(write("a"))).text).toContain("OTSRowOperationConflict")
    await client().commitTransaction({ transactionId })
    expect(columnsOf((await get("transactions", "a", 1)).row)).toEqual({ n: "1" })
  })

  test("leave nothing when they are aborted", async () => {
    const transactionId = await begin("b")
    await write("b", transactionId)
    // The client expects a transaction id in the answer, which has none: it fails after the transaction is aborted.
    const failed = await failure(client().abortTransaction({ transactionId }))
    expect(failed.text).toContain("missing required 'transactionId'")
    expect((await get("transactions", "b", 1)).row).toEqual({})
  })
})

describe("requests", () => {
  test("with a wrong secret are refused", async () => {
    const stranger = makeClient({ secretAccessKey: "wrong" })
    const { status, text } = await failure(stranger.listTable({}))
    expect(status).toBe(403)
    expect(text).toContain("Signature mismatch.")
  })

  test("of another account do not reach the instance", async () => {
    await client().listTable({})
    const other = makeClient({ accessKeyId: "other", secretAccessKey: "secret" })
    expect((await failure(other.listTable({}))).text).toContain("OTSAuthFailed")
  })

  test("with temporary credentials pass", async () => {
    const answer = await makeClient({ securityToken: "token" }).listTable({})
    expect(Array.isArray(answer.tableNames)).toBe(true)
  })
})
