/**
 * What any implementation of Tablestore has to show, through our client.
 */
import { assert, layer as withLayer } from "@effect/vitest"
import { Effect, type Layer, Stream } from "effect"
import {
  Aggregation,
  Condition,
  Filter,
  GroupBy,
  IndexField,
  Query,
  Row,
  Search,
  Sort,
  Tablestore
} from "../../src/index.ts"

const key = (customer: string, order: bigint) => Row.key({ customer, order })
const primaryKey = [
  { name: "customer", type: "string" },
  { name: "order", type: "integer" }
] as const
const everything = {
  inclusiveStartPrimaryKey: Row.key({ customer: Row.infMin, order: Row.infMin }),
  exclusiveEndPrimaryKey: Row.key({ customer: Row.infMax, order: Row.infMax })
}

/** Makes a table with some orders. */
const withOrders = (tableName: string, count = 10) =>
  Effect.gen(function* () {
    const tablestore = yield* Tablestore
    yield* tablestore.createTable({
      tableName,
      primaryKey,
      definedColumns: [
        { name: "state", type: "string" },
        { name: "total", type: "integer" }
      ],
      streamSpec: { enableStream: true, expirationTime: 24 },
      enableLocalTxn: true
    })
    yield* tablestore.batchWriteRow({
      tables: [
        {
          tableName,
          rows: Array.from({ length: count }, (_, index) => ({
            type: "put" as const,
            primaryKey: key(index % 2 === 0 ? "ada" : "bob", BigInt(index)),
            columns: Row.columns({
              total: BigInt(index * 10),
              state: index < 5 ? "open" : "paid",
              note: `order ${index}`
            })
          }))
        }
      ]
    })
    return tablestore
  })

const orders = (rows: ReadonlyArray<Row.Row>): ReadonlyArray<bigint> =>
  rows.map(({ primaryKey }) => primaryKey[1]!.value as bigint)

/** Registers the behaviours for an implementation. */
export const tablestoreSuite = <E>(name: string, implementation: Layer.Layer<Tablestore, E>): void => {
  withLayer(implementation, { excludeTestServices: true })(`Tablestore, ${name}`, (it) => {
    it.effect("makes, describes, changes and deletes tables", () =>
      Effect.gen(function* () {
        const tablestore = yield* withOrders("tables")
        assert.include((yield* tablestore.listTable({})).tableNames, "tables")
        yield* tablestore.addDefinedColumn({ tableName: "tables", columns: [{ name: "weight", type: "double" }] })
        const described = yield* tablestore.describeTable({ tableName: "tables" })
        assert.deepStrictEqual(described.primaryKey, primaryKey)
        assert.deepStrictEqual(
          described.definedColumns.map((column) => column.name),
          ["state", "total", "weight"]
        )
        yield* tablestore.deleteDefinedColumn({ tableName: "tables", columns: ["weight"] })
        const changed = yield* tablestore.updateTable({ tableName: "tables", tableOptions: { maxVersions: 3 } })
        assert.strictEqual(changed.tableOptions.maxVersions, 3)
        const parts = yield* tablestore.computeSplitPointsBySize({ tableName: "tables", splitSize: 1 })
        assert.isArray(parts.splitPoints)
        yield* tablestore.deleteTable({ tableName: "tables" })
        const gone = yield* Effect.flip(tablestore.describeTable({ tableName: "tables" }))
        assert.isTrue(gone._tag === "ServerError" && gone.reason._tag === "OTSObjectNotExist")
      })
    )

    it.effect("loads and unloads tables, or says that it does not", () =>
      Effect.gen(function* () {
        const tablestore = yield* withOrders("loading", 1)
        for (const call of [tablestore.unloadTable, tablestore.loadTable]) {
          const done = yield* Effect.result(call({ tableName: "loading" }))
          // A service may have dropped these calls; then it says so.
          if (done._tag === "Failure") assert.strictEqual(done.failure._tag, "ServerError")
          else assert.isString(done.success.requestId)
        }
      })
    )

    it.effect("reads, changes and deletes rows under conditions", () =>
      Effect.gen(function* () {
        const tablestore = yield* withOrders("rows")
        const at = { tableName: "rows", primaryKey: key("ada", 4n) }
        const { row } = yield* tablestore.getRow(at)
        assert.deepStrictEqual(Row.toRecord(row!), {
          customer: "ada",
          order: 4n,
          note: "order 4",
          state: "open",
          total: 40n
        })
        const added = yield* tablestore.updateRow({
          ...at,
          columns: [Row.increment("total", 2n), Row.deleteAllVersions("note")],
          returnContent: { returnType: "afterModify", returnColumnNames: ["total"] }
        })
        assert.strictEqual(added.row?.columns.find((column) => column.name === "total")?.value, 42n)
        const refused = yield* Effect.flip(
          tablestore.putRow({ ...at, columns: [], condition: Condition.expectExist(Filter.equal("state", "paid")) })
        )
        assert.isTrue(refused._tag === "ServerError" && refused.reason._tag === "OTSConditionCheckFail")
        yield* tablestore.deleteRow(at)
        assert.isUndefined((yield* tablestore.getRow(at)).row)
      })
    )

    it.effect("keeps 64-bit integers exactly", () =>
      Effect.gen(function* () {
        const tablestore = yield* withOrders("integers", 1)
        const values = { least: -(2n ** 63n), most: 2n ** 63n - 1n, odd: 9_007_199_254_740_993n }
        const at = { tableName: "integers", primaryKey: key("eve", 2n ** 63n - 1n) }
        yield* tablestore.putRow({ ...at, columns: Row.columns(values) })
        const { row } = yield* tablestore.getRow(at)
        assert.deepStrictEqual(Row.toRecord(row!), { customer: "eve", order: 2n ** 63n - 1n, ...values })
      })
    )

    it.effect("reads ranges both ways, page by page, with filters", () =>
      Effect.gen(function* () {
        const tablestore = yield* withOrders("ranges", 50)
        const all = yield* Stream.runCollect(
          tablestore.getRangeAll({ tableName: "ranges", ...everything, pageSize: 7 })
        )
        assert.lengthOf(all, 50)
        const backward = yield* Stream.runCollect(
          tablestore.getRangeAll({
            tableName: "ranges",
            direction: "backward",
            inclusiveStartPrimaryKey: everything.exclusiveEndPrimaryKey,
            exclusiveEndPrimaryKey: everything.inclusiveStartPrimaryKey,
            pageSize: 9
          })
        )
        assert.deepStrictEqual(orders(backward), orders(all).toReversed())
        const { rows } = yield* tablestore.getRange({
          tableName: "ranges",
          ...everything,
          filter: Filter.and(Filter.equal("state", "open"), Filter.greaterThan("total", 10n))
        })
        assert.deepStrictEqual([...orders(rows)].sort(), [2n, 3n, 4n])
      })
    )

    it.effect("reads and writes rows in batches, and tells of each", () =>
      Effect.gen(function* () {
        const tablestore = yield* withOrders("batches")
        const { tables } = yield* tablestore.batchGetRow({
          tables: [{ tableName: "batches", primaryKeys: [key("ada", 0n), key("ada", 99n), key("bob", 1n)] }]
        })
        assert.deepStrictEqual(
          tables[0]!.rows.map((result) => result._tag === "Ok" && result.row !== undefined),
          [true, false, true]
        )
        const written = yield* tablestore.batchWriteRow({
          tables: [
            {
              tableName: "batches",
              rows: [
                { type: "update", primaryKey: key("ada", 0n), columns: [Row.put("state", "sent")] },
                { type: "delete", primaryKey: key("ada", 77n), condition: Condition.expectExist() }
              ]
            }
          ]
        })
        assert.deepStrictEqual(
          written.tables[0]!.rows.map((result) => (result._tag === "Ok" ? "Ok" : result.error.code)),
          ["Ok", "OTSConditionCheckFail"]
        )
      })
    )

    it.effect("imports and exports rows in bulk", () =>
      Effect.gen(function* () {
        const tablestore = yield* withOrders("bulk")
        yield* tablestore.bulkImport({
          tableName: "bulk",
          rows: [{ type: "put", primaryKey: key("zoe", 1n), columns: Row.columns({ state: "new" }) }]
        })
        const { rows } = yield* tablestore.bulkExport({ tableName: "bulk", ...everything, columnsToGet: ["state"] })
        assert.lengthOf(rows, 11)
      })
    )

    it.effect("commits and aborts local transactions", () =>
      Effect.gen(function* () {
        const tablestore = yield* withOrders("transactions")
        const at = { tableName: "transactions", primaryKey: key("ada", 0n) }
        const stateOf = Effect.map(tablestore.getRow(at), ({ row }) => row && Row.toRecord(row)["state"])
        const start = tablestore.startLocalTransaction({ tableName: "transactions", key: Row.key({ customer: "ada" }) })
        const change = (transactionId: string, state: string) =>
          tablestore.updateRow({ ...at, transactionId, columns: [Row.put("state", state)] })
        const first = yield* start
        yield* change(first.transactionId, "aborted")
        yield* tablestore.abortTransaction({ transactionId: first.transactionId })
        assert.strictEqual(yield* stateOf, "open")
        const second = yield* start
        yield* change(second.transactionId, "committed")
        assert.strictEqual(yield* stateOf, "open")
        yield* tablestore.commitTransaction({ transactionId: second.transactionId })
        assert.strictEqual(yield* stateOf, "committed")
      })
    )

    it.effect("keeps secondary indexes in step", () =>
      Effect.gen(function* () {
        const tablestore = yield* withOrders("indexed")
        yield* tablestore.createIndex({
          mainTableName: "indexed",
          indexMeta: {
            name: "indexed_by_state",
            primaryKey: ["state", "customer", "order"],
            definedColumns: ["total"]
          },
          includeBaseData: true
        })
        yield* tablestore.putRow({
          tableName: "indexed",
          primaryKey: key("zoe", 1n),
          columns: Row.columns({ state: "late", total: 7n })
        })
        const late = Row.key({ state: "late", customer: Row.infMin, order: Row.infMin })
        const { rows } = yield* tablestore.getRange({
          tableName: "indexed_by_state",
          inclusiveStartPrimaryKey: late,
          exclusiveEndPrimaryKey: Row.key({ state: "late", customer: Row.infMax, order: Row.infMax })
        })
        assert.deepStrictEqual(rows.map(Row.toRecord), [{ state: "late", customer: "zoe", order: 1n, total: 7n }])
        yield* tablestore.dropIndex({ mainTableName: "indexed", indexName: "indexed_by_state" })
      })
    )

    it.effect("searches, counts and groups rows", () =>
      Effect.gen(function* () {
        const tablestore = yield* withOrders("searched")
        const index = { tableName: "searched", indexName: "searched_index" }
        yield* tablestore.createSearchIndex({
          ...index,
          schema: { fields: [IndexField.keyword("state"), IndexField.long("total"), IndexField.text("note")] }
        })
        yield* tablestore.updateSearchIndex({ ...index, timeToLive: -1 })
        assert.lengthOf((yield* tablestore.describeSearchIndex(index)).schema!.fields, 3)
        assert.lengthOf((yield* tablestore.listSearchIndex({ tableName: "searched" })).indices, 1)
        const found = yield* tablestore.search({
          ...index,
          columnsToGet: Search.allColumns,
          searchQuery: {
            query: Query.and(Query.term("state", "paid"), Query.range("total", { gte: 60n })),
            sort: [Sort.field("total", "desc")],
            getTotalCount: true,
            aggregations: { most: Aggregation.max("total") },
            groupBys: { states: GroupBy.field("state") }
          }
        })
        assert.strictEqual(found.totalHits, 4)
        assert.deepStrictEqual(orders(found.rows), [9n, 8n, 7n, 6n])
        assert.strictEqual(Number(found.aggregations.most.value), 90)
        assert.strictEqual(found.groupBys.states.groups[0]?.key, "paid")
        const all = yield* Stream.runCollect(
          tablestore.searchAll({
            ...index,
            searchQuery: { query: Query.matchAll, limit: 3, sort: [Sort.primaryKey()] }
          })
        )
        assert.lengthOf(all, 10)
        const splits = yield* tablestore.computeSplits(index)
        assert.isAtLeast(splits.splitsSize ?? 0, 1)
        yield* tablestore.deleteSearchIndex(index)
        assert.lengthOf((yield* tablestore.listSearchIndex({ tableName: "searched" })).indices, 0)
      })
    )

    it.effect("answers SQL", () =>
      Effect.gen(function* () {
        const tablestore = yield* withOrders("queried")
        yield* tablestore.sqlQuery({
          query:
            "CREATE TABLE queried (customer VARCHAR(1024), `order` BIGINT, total BIGINT, state MEDIUMTEXT, PRIMARY KEY (customer, `order`))"
        })
        const { result } = yield* tablestore.sqlQuery({
          query:
            "SELECT state, COUNT(*) AS orders FROM queried WHERE total >= 20 GROUP BY state ORDER BY state LIMIT 10"
        })
        assert.deepStrictEqual(
          result?.columns.map((column) => column.name),
          ["state", "orders"]
        )
        assert.deepStrictEqual(result?.rows, [
          ["open", 3n],
          ["paid", 5n]
        ])
      })
    )

    it.effect("tells of changes in their order", () =>
      Effect.gen(function* () {
        const tablestore = yield* withOrders("watched", 3)
        yield* tablestore.deleteRow({ tableName: "watched", primaryKey: key("ada", 0n) })
        const { streams } = yield* tablestore.listStream({ tableName: "watched" })
        const { streamId, shards } = yield* tablestore.describeStream({ streamId: streams[0]!.streamId })
        const { shardIterator } = yield* tablestore.getShardIterator({ streamId, shardId: shards[0]!.shardId })
        const { records } = yield* tablestore.getStreamRecord({ shardIterator })
        assert.deepStrictEqual(
          records.map((record) => record.action),
          ["put", "put", "put", "delete"]
        )
      })
    )

    it.effect("refuses what cannot be before it is sent", () =>
      Effect.gen(function* () {
        const tablestore = yield* Tablestore
        const wrong = yield* Effect.flip(tablestore.getRow({ tableName: "no table", primaryKey: key("a", 2n ** 63n) }))
        assert.isTrue(wrong._tag === "ClientError" && wrong.reason._tag === "InvalidInput")
      })
    )
  })
}
