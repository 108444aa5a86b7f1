/** What the service adds to the calls: ranges, searches, scans and changes as Streams, transactions that end, splits. */
import { assert, describe, it, layer } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Stream from "effect/Stream"
import { IndexField, Query, Row, Search, Tablestore } from "../../../src/index.ts"
import { Faults } from "../../../src/testing.ts"
import { emulated } from "./emulated.ts"

const keyOf = (shop: string, order: bigint) => Row.key({ shop, order })
const everything = {
  inclusiveStartPrimaryKey: Row.key({ shop: Row.infMin, order: Row.infMin }),
  exclusiveEndPrimaryKey: Row.key({ shop: Row.infMax, order: Row.infMax })
}
const ordersOf = (rows: ReadonlyArray<Row.Row>) => rows.map((row) => Row.toRecord(row)["order"])

/** A table of its own with rows 0 to `count`, in two shops. */
const withTable = (tableName: string, count: number) =>
  Effect.gen(function* () {
    const tablestore = yield* Tablestore
    yield* tablestore.createTable({
      tableName,
      primaryKey: [
        { name: "shop", type: "string" },
        { name: "order", type: "integer" }
      ],
      enableLocalTxn: true,
      streamSpec: { enableStream: true, expirationTime: 24 }
    })
    yield* Effect.forEach(
      Array.from({ length: count }, (_, order) => BigInt(order)),
      (order) =>
        tablestore.putRow({
          tableName,
          primaryKey: keyOf(order % 2n === 0n ? "even" : "odd", order),
          columns: Row.columns({ total: order * 10n })
        })
    )
    yield* (yield* Faults).clearCalls
    return tablestore
  })

/** The calls since the table was made, by name. */
const called = (operation: string) =>
  Effect.flatMap(Faults, ({ calls }) =>
    Effect.map(calls, (all) => all.filter((call) => call.operation === operation).length)
  )

layer(emulated)("a range as a Stream", (it) => {
  it.effect("fetches only the pages that are read", () =>
    Effect.gen(function* () {
      const tablestore = yield* withTable("lazy", 40)
      const range = tablestore.getRangeAll({ tableName: "lazy", ...everything, pageSize: 10 })
      assert.strictEqual(yield* called("GetRange"), 0)
      const ten = yield* Stream.runCollect(Stream.take(range, 10))
      assert.lengthOf(ten, 10)
      assert.strictEqual(yield* called("GetRange"), 1)
      assert.lengthOf(yield* Stream.runCollect(range), 40)
      assert.strictEqual(yield* called("GetRange"), 1 + 4)
    })
  )

  it.effect("gives as many rows as are wanted, and asks for no more", () =>
    Effect.gen(function* () {
      const tablestore = yield* withTable("limited", 20)
      for (const [limit, pageSize, pages] of [
        [0, 5, 0],
        [3, 5, 1],
        [12, 5, 3],
        [50, 8, 3]
      ] as const) {
        yield* (yield* Faults).clearCalls
        const rows = yield* Stream.runCollect(
          tablestore.getRangeAll({ tableName: "limited", ...everything, limit, pageSize })
        )
        assert.lengthOf(rows, Math.min(limit, 20))
        assert.strictEqual(yield* called("GetRange"), pages)
      }
    })
  )

  it.effect("fails with the error of the page that failed, after the rows before it", () =>
    Effect.gen(function* () {
      const tablestore = yield* withTable("broken", 20)
      yield* (yield* Faults).add({
        operation: "GetRange",
        table: "broken",
        from: 3,
        action: { _tag: "Error", status: 403, code: "OTSNoPermissionAccess" }
      })
      let received = 0
      const error = yield* tablestore.getRangeAll({ tableName: "broken", ...everything, pageSize: 5 }).pipe(
        Stream.runForEach(() =>
          Effect.sync(() => {
            received += 1
          })
        ),
        Effect.flip
      )
      assert.strictEqual(received, 10)
      assert.isTrue(error._tag === "ServerError" && error.reason._tag === "OTSNoPermissionAccess", String(error))
    })
  )
})

layer(emulated)("a scan of a search index", (it) => {
  const scanned = { tableName: "scanned", indexName: "orders" }

  it.effect("reads every row once, in parts, page by page", () =>
    Effect.gen(function* () {
      const tablestore = yield* withTable("scanned", 60)
      yield* tablestore.createSearchIndex({ ...scanned, schema: { fields: [IndexField.long("total")] } })
      const scan = (concurrency?: number) =>
        Stream.runCollect(
          tablestore.parallelScanAll({
            ...scanned,
            columnsToGet: Search.allColumnsFromIndex,
            scanQuery: { query: Query.range("total", { gte: 100n }), limit: 7 },
            ...(concurrency === undefined ? {} : { concurrency })
          })
        )
      const expected = Array.from({ length: 50 }, (_, index) => BigInt(index + 10))
      for (const concurrency of [undefined, 1]) {
        const orders = ordersOf(yield* scan(concurrency)) as ReadonlyArray<bigint>
        assert.deepStrictEqual(
          [...orders].sort((a, b) => Number(a - b)),
          expected
        )
      }
      assert.strictEqual(yield* called("ComputeSplits"), 2)
    })
  )

  it.effect("of an index that is not there fails by type", () =>
    Effect.gen(function* () {
      const tablestore = yield* withTable("unscanned", 1)
      const error = yield* tablestore
        .parallelScanAll({ tableName: "unscanned", indexName: "none", scanQuery: { query: Query.matchAll } })
        .pipe(Stream.runCollect, Effect.flip)
      assert.isTrue(error._tag === "ServerError" && error.reason.code === "OTSMetaNotMatch", String(error))
    })
  )
})

layer(emulated)("the changes of a table as a Stream", (it) => {
  it.effect("are all changes in their order, however large a page is", () =>
    Effect.gen(function* () {
      const tablestore = yield* withTable("changed", 25)
      yield* tablestore.deleteRow({ tableName: "changed", primaryKey: keyOf("even", 4n) })
      const { streams } = yield* tablestore.listStream({ tableName: "changed" })
      const { streamId } = streams[0]!
      const { shards } = yield* tablestore.describeStream({ streamId })
      for (const pageSize of [undefined, 4]) {
        const records = yield* Stream.fromIterable(shards).pipe(
          Stream.flatMap(({ shardId }) => tablestore.streamRecordsAll({ streamId, shardId, pageSize })),
          Stream.runCollect
        )
        assert.deepStrictEqual(
          records.map(({ action, primaryKey }) => [action, primaryKey[1]!.value]),
          [...Array.from({ length: 25 }, (_, order) => ["put", BigInt(order)]), ["delete", 4n]]
        )
      }
    })
  )
})

layer(emulated)("work in a transaction", (it) => {
  const input = (tableName: string) => ({ tableName, key: Row.key({ shop: "even" }) })
  const total = (tableName: string) =>
    Effect.flatMap(Tablestore, (tablestore) =>
      Effect.map(
        tablestore.getRow({ tableName, primaryKey: keyOf("even", 0n) }),
        ({ row }) => row?.columns.find(({ name }) => name === "total")?.value
      )
    )
  const change = (tableName: string) => ({
    tableName,
    primaryKey: keyOf("even", 0n),
    columns: [Row.put("total", 77n)]
  })

  it.effect("is kept when it succeeds", () =>
    Effect.gen(function* () {
      const tablestore = yield* withTable("kept", 2)
      const result = yield* tablestore.withTransaction(input("kept"))((transaction) =>
        Effect.as(transaction.updateRow(change("kept")), "done")
      )
      assert.strictEqual(result, "done")
      assert.strictEqual(yield* total("kept"), 77n)
      assert.strictEqual(yield* called("AbortTransaction"), 0)
    })
  )

  it.effect("is taken back when it fails, and its error stays, also when the abort fails", () =>
    Effect.gen(function* () {
      const tablestore = yield* withTable("failed", 2)
      const failing = tablestore.withTransaction(input("failed"))((transaction) =>
        Effect.andThen(transaction.updateRow(change("failed")), Effect.fail("no money" as const))
      )
      assert.strictEqual(yield* Effect.flip(failing), "no money")
      assert.strictEqual(yield* total("failed"), 0n)
      assert.strictEqual(yield* called("AbortTransaction"), 1)
      yield* (yield* Faults).add({
        operation: "AbortTransaction",
        action: { _tag: "Error", status: 500, code: "OTSInternalServerError" }
      })
      assert.strictEqual(yield* Effect.flip(failing), "no money")
      yield* (yield* Faults).clear
      assert.strictEqual(yield* total("failed"), 0n)
    })
  )

  it.effect("is taken back when it is interrupted", () =>
    Effect.gen(function* () {
      const tablestore = yield* withTable("interrupted", 2)
      const fiber = yield* Effect.forkChild(
        tablestore.withTransaction(input("interrupted"))((transaction) =>
          Effect.andThen(transaction.updateRow(change("interrupted")), Effect.never)
        ),
        { startImmediately: true }
      )
      while ((yield* called("UpdateRow")) === 0) yield* Effect.yieldNow
      yield* Fiber.interrupt(fiber)
      // Who interrupts does not wait for it.
      while ((yield* called("AbortTransaction")) === 0) yield* Effect.yieldNow
      assert.strictEqual(yield* total("interrupted"), 0n)
      // Nothing holds the rows any longer.
      yield* tablestore.updateRow(change("interrupted"))
      assert.strictEqual(yield* total("interrupted"), 77n)
    })
  )
})

describe("the splits of a table", () => {
  it.effect("cover it without gap or overlap", () =>
    Effect.gen(function* () {
      const tablestore = yield* withTable("split", 30)
      const splits = yield* tablestore.tableSplits({ tableName: "split", splitSize: 5, splitSizeUnitInByte: 100 })
      assert.isAbove(splits.length, 1)
      assert.deepStrictEqual(splits[0]!.inclusiveStartPrimaryKey, everything.inclusiveStartPrimaryKey)
      assert.deepStrictEqual(splits.at(-1)!.exclusiveEndPrimaryKey, everything.exclusiveEndPrimaryKey)
      for (const [index, split] of splits.slice(1).entries()) {
        assert.deepStrictEqual(split.inclusiveStartPrimaryKey, splits[index]!.exclusiveEndPrimaryKey)
      }
      const parts = yield* Effect.forEach(splits, ({ location: _, ...bounds }) =>
        Stream.runCollect(tablestore.getRangeAll({ tableName: "split", ...bounds }))
      )
      const all = yield* Stream.runCollect(tablestore.getRangeAll({ tableName: "split", ...everything }))
      assert.deepStrictEqual(ordersOf(parts.flat()), ordersOf(all))
      assert.lengthOf(all, 30)
    }).pipe(Effect.provide(emulated))
  )
})
