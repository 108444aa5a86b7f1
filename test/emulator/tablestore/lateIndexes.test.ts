/** Indexes that follow their tables late, seen by our client. */
import { assert, describe, layer } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { TestClock } from "effect/testing"
import { Credentials, IndexField, Query, Row, Tablestore } from "../../../src/index.ts"
import { layerStandard } from "../../../src/layers/tablestore/retry.ts"
import { inProcessLayer } from "./calls.ts"

const keys = { accessKeyId: "test", accessKeySecret: "test" }

const late = Tablestore.layer({ region: "cn-hangzhou", instanceName: "late", endpoint: "http://tablestore.test" }).pipe(
  Layer.provide([Credentials.layerStatic(keys), layerStandard]),
  Layer.provide(inProcessLayer({ indexDelayMillis: 1000 }))
)

const order = (id: bigint, state: string) => ({
  tableName: "orders",
  primaryKey: Row.key({ customer: "ada", id }),
  columns: [Row.put("state", state)]
})

const makeOrders = Effect.gen(function* () {
  const tablestore = yield* Tablestore
  yield* tablestore.createTable({
    tableName: "orders",
    primaryKey: [
      { name: "customer", type: "string" },
      { name: "id", type: "integer" }
    ],
    definedColumns: [{ name: "state", type: "string" }],
    indexMetas: [
      { name: "byState", primaryKey: ["state"], definedColumns: [], indexType: "global" },
      { name: "byCustomer", primaryKey: ["customer", "state"], definedColumns: [], indexType: "local" }
    ]
  })
  yield* tablestore.createSearchIndex({
    tableName: "orders",
    indexName: "search",
    schema: { fields: [IndexField.keyword("state")] }
  })
  return tablestore
})

/** Ids and states of all rows of an index table, or of the table itself. */
const listed = (tableName: string, names: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    const bound = (value: Row.InfMin | Row.InfMax) => names.map((name) => ({ name, value }))
    const { rows } = yield* (yield* Tablestore).getRange({
      tableName,
      inclusiveStartPrimaryKey: bound(Row.infMin),
      exclusiveEndPrimaryKey: bound(Row.infMax)
    })
    return rows.map((row) => Row.toRecord(row)).map(({ id, state }) => [id, state])
  })

const inTable = listed("orders", ["customer", "id"])
const byState = listed("byState", ["state", "customer", "id"])
const byCustomer = listed("byCustomer", ["customer", "state", "id"])

const searched = (state: string) =>
  Effect.gen(function* () {
    const { rows } = yield* (yield* Tablestore).search({
      tableName: "orders",
      indexName: "search",
      searchQuery: { query: Query.term("state", state) }
    })
    return rows.map(({ primaryKey }) => primaryKey[1]!.value)
  })

describe("indexes told to be late", () => {
  layer(late)((it) => {
    it.effect("show each change when its time has come", () =>
      Effect.gen(function* () {
        const tablestore = yield* makeOrders
        yield* tablestore.putRow(order(1n, "new"))
        yield* tablestore.putRow(order(2n, "new"))
        assert.deepStrictEqual(yield* byState, [])
        assert.deepStrictEqual(yield* searched("new"), [])
        yield* TestClock.adjust("500 millis")
        yield* tablestore.updateRow(order(1n, "paid"))
        yield* tablestore.deleteRow({ tableName: "orders", primaryKey: order(2n, "").primaryKey })
        yield* tablestore.putRow(order(3n, "new"))
        const paid = [1n, "paid"]
        const added = [3n, "new"]
        assert.deepStrictEqual(yield* inTable, [paid, added])
        // A local index is written with its table.
        assert.deepStrictEqual(yield* byCustomer, [added, paid])
        yield* TestClock.adjust("499 millis")
        assert.deepStrictEqual([yield* byState, yield* searched("new")], [[], []])
        yield* TestClock.adjust("1 millis")
        const before = [
          [1n, "new"],
          [2n, "new"]
        ]
        assert.deepStrictEqual(yield* byState, before)
        assert.deepStrictEqual([yield* searched("new"), yield* searched("paid")], [[1n, 2n], []])
        yield* TestClock.adjust("500 millis")
        assert.deepStrictEqual(yield* byState, [added, paid])
        assert.deepStrictEqual([yield* searched("new"), yield* searched("paid")], [[3n], [1n]])
      })
    )

    it.effect("say how far they are", () =>
      Effect.gen(function* () {
        const tablestore = yield* Tablestore
        yield* tablestore.createTable({ tableName: "empty", primaryKey: [{ name: "id", type: "integer" }] })
        const index = { tableName: "empty", indexName: "search" }
        yield* tablestore.createSearchIndex({ ...index, schema: { fields: [IndexField.keyword("state")] } })
        yield* TestClock.adjust("5 seconds")
        const stamp = Effect.map(
          tablestore.describeSearchIndex(index),
          ({ syncStat }) => syncStat?.currentSyncTimestamp
        )
        const before = (yield* stamp) ?? 0n
        yield* TestClock.adjust("2 seconds")
        assert.strictEqual(yield* stamp, before + 2_000_000_000n)
      })
    )
  })
})
