/** Typed tables and the bulk writer on the emulated service, in this process and over TCP. */
import { assert, describe, layer } from "@effect/vitest"
import { DateTime, Effect, Layer, Option, Schema, Stream } from "effect"
import { Aggregation, Condition, GroupBy, Query, Sort, Table, Tablestore } from "../../../src/index.ts"
import { Faults } from "../../../src/testing.ts"
import { emulated, served } from "./emulated.ts"

class Orders extends Table.make("orders", {
  primaryKey: { customer: Schema.String, order: Table.autoIncrement },
  attributes: {
    total: Schema.Finite,
    paid: Schema.Boolean,
    pieces: Table.integer,
    state: Schema.Literals(["new", "sent"]),
    placed: Schema.optionalKey(Table.timestamp),
    note: Schema.optionalKey(Schema.String)
  }
}) {}

class Counters extends Table.make("counters", {
  primaryKey: { page: Schema.String, shard: Table.integer, id: Schema.Uint8Array },
  attributes: { hits: Table.integer, seen: Schema.optionalKey(Schema.BigInt) }
}) {}

const order = (customer: string, more: Partial<Table.PutRow<typeof Orders>> = {}): Table.PutRow<typeof Orders> => ({
  customer,
  total: 12.5,
  paid: false,
  pieces: 3,
  state: "new",
  ...more
})
const id = new Uint8Array([1, 2])
const counter = (page: string, hits = 0) => ({ page, shard: 1, id, hits })

const searchIndex = Effect.gen(function* () {
  const tablestore = yield* Tablestore
  yield* tablestore.createSearchIndex({
    tableName: "orders",
    indexName: "orders_index",
    schema: Table.searchIndexSchema(Orders, {
      customer: {},
      total: {},
      paid: {},
      pieces: {},
      state: {},
      placed: {},
      note: { type: "text" }
    })
  })
})

const created = Layer.effectDiscard(
  Effect.gen(function* () {
    const tablestore = yield* Tablestore
    yield* tablestore.table(Orders).create()
    yield* tablestore.table(Counters).create({ indexes: [{ name: "counters_by_hits", primaryKey: ["hits"] }] })
    yield* searchIndex
  })
)

const suite = (name: string, services: Layer.Layer<Tablestore | Faults, any>, isLive: boolean) =>
  describe(name, () => {
    layer(created.pipe(Layer.provideMerge(services)), { excludeTestServices: isLive })((it) => {
      it.effect("stores rows and gives them back", () =>
        Effect.gen(function* () {
          const orders = yield* Tablestore.table(Orders)
          const placed = DateTime.makeUnsafe("2024-01-02T03:04:05.678Z")
          const first = yield* orders.put(order("ada", { note: "soon", placed }))
          const second = yield* orders.put(order("ada"))
          assert.isTrue(second.order > first.order)
          assert.deepStrictEqual(
            yield* orders.get(first),
            Option.some({ ...order("ada"), ...first, note: "soon", placed })
          )
          assert.deepStrictEqual(
            yield* orders.get(second, { columns: ["total", "note"] }),
            Option.some({ ...second, total: 12.5 })
          )
          assert.deepStrictEqual(yield* orders.get({ customer: "nobody", order: 1n }), Option.none())
          yield* orders.delete(first)
          yield* orders.delete(second)
          assert.deepStrictEqual(yield* Stream.runCollect(orders.range({ customer: "ada" })), [])
        })
      )

      it.effect("updates rows on conditions", () =>
        Effect.gen(function* () {
          const orders = yield* Tablestore.table(Orders)
          const key = yield* orders.put(order("bob"))
          const pay = (least: number) =>
            orders.update(
              key,
              { set: { paid: true } },
              { condition: Condition.where(Orders, (o) => o.total.greaterThan(least)) }
            )
          const refused = yield* Effect.flip(pay(20))
          assert.strictEqual((refused.reason as { _tag: string })._tag, "OTSConditionCheckFail")
          yield* pay(10)
          const after = yield* orders.update(
            key,
            { set: { note: "x" }, increment: { pieces: 4 } },
            { returnColumns: ["pieces"] }
          )
          assert.deepStrictEqual(after, { pieces: 7 })
          yield* orders.update(key, { delete: ["note"] })
          assert.deepStrictEqual(
            yield* orders.get(key),
            Option.some({ ...order("bob", { paid: true, pieces: 7 }), ...key })
          )
          assert.deepStrictEqual(
            yield* orders.get(key, {
              columns: ["state"],
              filter: (o, { or }) => or(o.pieces.equal(7), o.note.exists())
            }),
            Option.some({ ...key, state: "new" as const })
          )
          assert.deepStrictEqual(yield* orders.get(key, { filter: (o) => o.state.equal("sent") }), Option.none())
          assert.strictEqual(
            (yield* Effect.flip(orders.update({ customer: "bob", order: 1n }, { set: { paid: true } }))).reason._tag,
            "OTSConditionCheckFail"
          )
        })
      )

      it.effect("counts", () =>
        Effect.gen(function* () {
          const counters = yield* Tablestore.table(Counters)
          const key = { page: "/", shard: 1, id }
          yield* Effect.forEach(Array.from({ length: 20 }), () => counters.update(key, { increment: { hits: 1 } }), {
            concurrency: 4
          })
          assert.deepStrictEqual(
            yield* counters.update(
              key,
              { increment: { hits: -5n, seen: 2n ** 60n } },
              { returnColumns: ["hits", "seen"] }
            ),
            { hits: 15, seen: 2n ** 60n }
          )
        })
      )

      it.effect("reads many rows at once, and through ranges", () =>
        Effect.gen(function* () {
          const counters = yield* Tablestore.table(Counters)
          const tablestore = yield* Tablestore
          const pages = Array.from({ length: 250 }, (_, i) => `p${String(i).padStart(3, "0")}`)
          yield* Effect.scoped(
            Effect.gen(function* () {
              const writer = yield* tablestore.writer()
              const summary = yield* writer
                .table(Counters)
                .putAll(Stream.fromIterable(pages.map((page, hits) => counter(page, hits))))
              assert.deepStrictEqual(summary, { written: 250, failed: [] })
            })
          )
          const found = yield* Effect.forEach(
            pages.map((page) => ({ page, shard: 1, id })),
            counters.get,
            { concurrency: "unbounded" }
          )
          assert.deepStrictEqual(
            found,
            pages.map((page, hits) => Option.some(counter(page, hits)))
          )
          const some = counters.range(Table.bounds({ gt: { page: "p010" }, lte: { page: "p200" } }), {
            direction: "backward",
            limit: 100,
            pageSize: 30,
            columns: ["hits"]
          })
          assert.deepStrictEqual(
            (yield* Stream.runCollect(some)).map(({ hits }) => hits),
            Array.from({ length: 100 }, (_, i) => 200 - i)
          )
          const late = counters.range({ page: Table.between({ gte: "p245", lte: "p247" }) }, { direction: "backward" })
          assert.deepStrictEqual(
            (yield* Stream.runCollect(late)).map(({ page }) => page),
            ["p247", "p246", "p245"]
          )
          const filtered = counters.range({}, { filter: (c) => c.hits.greaterThan(247), columns: ["seen"] })
          assert.deepStrictEqual(
            (yield* Stream.runCollect(filtered)).map(({ page }) => page),
            ["p248", "p249"]
          )
        })
      )

      it.effect("writes in bulk through failures, and reads through them", () =>
        Effect.gen(function* () {
          const tablestore = yield* Tablestore
          const faults = yield* Faults
          const counters = tablestore.table(Counters)
          const busy = { _tag: "Error", status: 503, code: "OTSServerBusy" } as const
          const rows = Array.from({ length: 1000 }, (_, i) => counter(`f${i}`, i))
          yield* faults.add({ operation: "BatchWriteRow", nth: 1, action: busy })
          yield* faults.add({ operation: "BatchWriteRow", nth: 2, action: { _tag: "Reset", executed: true } })
          yield* faults.add({ operation: "BatchWriteRow", nth: 4, action: { _tag: "Reset" } })
          yield* faults.add({ operation: "BatchGetRow", nth: 2, action: { _tag: "Reset" } })
          yield* faults.add({ operation: "BatchGetRow", nth: 3, action: busy })
          const summary = yield* Effect.scoped(
            Effect.flatMap(tablestore.writer({ maxRows: 100 }), (writer) =>
              writer.table(Counters).putAll(Stream.fromIterable(rows))
            )
          )
          assert.deepStrictEqual(summary, { written: 1000, failed: [] })
          const keys = rows.map(({ page, shard, id }) => ({ page, shard, id }))
          const found = yield* Effect.forEach(keys, counters.get, { concurrency: "unbounded" })
          assert.deepStrictEqual(found, rows.map(Option.some))
          yield* faults.clear
        })
      )

      it.effect("tells whose row it was when a write fails", () =>
        Effect.gen(function* () {
          const tablestore = yield* Tablestore
          const error = yield* Effect.scoped(
            Effect.gen(function* () {
              const writer = yield* tablestore.writer()
              const counters = writer.table(Counters)
              yield* counters.put(counter("g1"))
              yield* counters.update({ page: "g2", shard: 1, id }, { set: { seen: 1n } })
              yield* counters.put(counter("g1", 1), { condition: Condition.expectNotExist() })
              yield* counters.put(counter("g3"))
              yield* writer.put({ tableName: "nowhere", primaryKey: [{ name: "id", value: "a" }] })
              return yield* Effect.flip(writer.flush)
            })
          )
          assert.deepStrictEqual(
            error.rows.map(({ row, outcome, error }) => [
              row.tableName,
              row.primaryKey[0]!.value,
              outcome,
              error?.reason._tag
            ]),
            [
              ["counters", "g2", "notStored", "OTSConditionCheckFail"],
              ["counters", "g1", "notStored", "OTSConditionCheckFail"],
              ["nowhere", "a", "notStored", "OTSObjectNotExist"]
            ]
          )
          const found = yield* Stream.runCollect(
            tablestore.table(Counters).range({ page: Table.between({ gte: "g", lt: "h" }) })
          )
          assert.deepStrictEqual(
            found.map(({ page, hits }) => [page, hits]),
            [
              ["g1", 0],
              ["g3", 0]
            ]
          )
        })
      )

      it.effect("reads and writes within a transaction", () =>
        Effect.gen(function* () {
          const tablestore = yield* Tablestore
          class Accounts extends Table.make("accounts", {
            primaryKey: { owner: Schema.String, name: Schema.String },
            attributes: { amount: Table.integer }
          }) {}
          const accounts = tablestore.table(Accounts)
          yield* accounts.create({ enableLocalTxn: true })
          yield* accounts.put({ owner: "ada", name: "a", amount: 10 })
          const ada = { tableName: "accounts", key: [{ name: "owner", value: "ada" }] }
          yield* tablestore.withTransaction(ada)(({ table, transactionId }) =>
            Effect.gen(function* () {
              const bound = table(Accounts)
              assert.deepStrictEqual(yield* bound.put({ owner: "ada", name: "b", amount: 4 }), {
                owner: "ada",
                name: "b"
              })
              const { amount } = yield* bound.update(
                { owner: "ada", name: "a" },
                { increment: { amount: -4 } },
                { returnColumns: ["amount"] }
              )
              assert.strictEqual(amount, 6)
              yield* bound.put({ owner: "ada", name: "c", amount: 1 })
              yield* bound.delete({ owner: "ada", name: "c" }, { condition: (row) => row.amount.equal(1) })
              const written = Option.some({ owner: "ada", name: "b", amount: 4 })
              assert.deepStrictEqual(yield* bound.get({ owner: "ada", name: "b" }), written)
              assert.deepStrictEqual(yield* Effect.forEach([{ owner: "ada", name: "b" }], bound.get), [written])
              assert.isTrue(Option.isSome(yield* bound.versions({ owner: "ada", name: "b" })))
              assert.deepStrictEqual(
                (yield* Stream.runCollect(bound.range({ owner: "ada" }, { columns: ["amount"] }))).map(
                  ({ name }) => name
                ),
                ["a", "b"]
              )
              // The same without a handle of its own.
              assert.deepStrictEqual(yield* accounts.get({ owner: "ada", name: "b" }, { transactionId }), written)
              assert.deepStrictEqual(yield* accounts.get({ owner: "ada", name: "b" }), Option.none())
            })
          )
          assert.deepStrictEqual(
            (yield* Stream.runCollect(accounts.range({ owner: "ada" }))).map(({ amount }) => amount),
            [6, 4]
          )
        })
      )

      it.effect("searches", () =>
        Effect.gen(function* () {
          const orders = yield* Tablestore.table(Orders)
          yield* Effect.forEach(
            [
              order("cyd", { total: 5, paid: true }),
              order("cyd", { total: 15, paid: true, note: "blue hat", state: "sent" }),
              order("cyd", { total: 25, paid: true, pieces: 9, note: "red hat" }),
              order("cyd", { total: 35 })
            ],
            (row) => orders.put(row)
          )
          const found = yield* orders.search({
            index: "orders_index",
            query: (o, { and }) => and(o.customer.term("cyd"), o.paid.term(true), o.pieces.range({ gte: 3 })),
            sort: [Sort.field("total", "desc")],
            limit: 2,
            columns: ["total"],
            getTotalCount: true,
            aggregations: { revenue: Aggregation.sum("total"), orders: Aggregation.count("total") },
            groupBys: {
              states: GroupBy.field("state"),
              sums: { _tag: "FieldGroups", field: "state", aggregations: { most: Aggregation.max("pieces") } }
            }
          })
          assert.deepStrictEqual(
            found.rows.map(({ customer, total }) => [customer, total]),
            [
              ["cyd", 25],
              ["cyd", 15]
            ]
          )
          assert.strictEqual(found.totalCount, 3)
          assert.strictEqual(found.aggregations.revenue.value, 45)
          assert.strictEqual(found.aggregations.orders.value, 3n)
          assert.deepStrictEqual(
            found.groupBys.sums.groups.map(({ key, aggregations }) => [key, aggregations.most.value]),
            [
              ["new", 9],
              ["sent", 3]
            ]
          )
          assert.deepStrictEqual(
            found.groupBys.states.groups.map(({ key, rowCount }) => [key, rowCount]),
            [
              ["new", 2n],
              ["sent", 1n]
            ]
          )
          const hats = yield* Stream.runCollect(
            orders.searchAll({ index: "orders_index", query: Query.match("note", "hat"), sort: [Sort.field("total")] })
          )
          assert.deepStrictEqual(
            hats.map(({ note }) => note),
            ["blue hat", "red hat"]
          )
          const texts = yield* orders.search({
            index: "orders_index",
            query: (o, { and, not }) => and(o.note.matchPhrase("red hat"), not(o.state.terms(["sent"])))
          })
          assert.deepStrictEqual(
            texts.rows.map(({ total }) => total),
            [25]
          )
        })
      )

      it.effect("reads all rows that a search finds, page by page", () =>
        Effect.gen(function* () {
          const orders = yield* Tablestore.table(Orders)
          const tablestore = yield* Tablestore
          yield* Effect.scoped(
            Effect.flatMap(tablestore.writer(), (writer) =>
              Effect.forEach(Array.from({ length: 230 }), () => writer.table(Orders).put(order("dan")))
            )
          )
          const all = orders.searchAll({
            index: "orders_index",
            query: (o) => o.customer.term("dan"),
            columns: ["total"]
          })
          assert.strictEqual((yield* Stream.runCollect(all)).length, 230)
          const some = orders.searchAll({ index: "orders_index", query: (o) => o.customer.term("dan"), limit: 120 })
          assert.strictEqual((yield* Stream.runCollect(some)).length, 120)
        })
      )

      it.effect("keeps versions", () =>
        Effect.gen(function* () {
          const tablestore = yield* Tablestore
          class Prices extends Table.make("prices", {
            primaryKey: { item: Schema.String },
            attributes: { price: Schema.Finite }
          }) {}
          const prices = tablestore.table(Prices)
          yield* prices.create({ tableOptions: { maxVersions: 3 } })
          const now = (yield* DateTime.now).pipe(DateTime.toEpochMillis)
          for (const n of [1, 2]) {
            yield* tablestore.updateRow({
              tableName: "prices",
              primaryKey: [{ name: "item", value: "hat" }],
              columns: [{ name: "price", value: n + 0.5, timestamp: now + n }]
            })
          }
          assert.deepStrictEqual(
            yield* prices.versions({ item: "hat" }),
            Option.some({
              price: [
                { value: 2.5, timestamp: now + 2 },
                { value: 1.5, timestamp: now + 1 }
              ]
            })
          )
          assert.deepStrictEqual(
            yield* prices.get({ item: "hat" }, { timeRange: { specificTime: now + 1 } }),
            Option.some({ item: "hat", price: 1.5 })
          )
        })
      )
    })
  })

suite("typed tables, in process", emulated, false)
suite("typed tables, over TCP", served, true)
