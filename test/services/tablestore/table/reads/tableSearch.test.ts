/** What typed searches compute: groups in groups, and the rows of groups as rows of the table. */
import { assert, describe, layer } from "@effect/vitest"
import { Effect, Layer, Schema, Stream } from "effect"
import { Aggregation, GroupBy, Query, Row, Sort, Table, Tablestore } from "../../../../../src/index.ts"
import { allColumns } from "../../../../../src/schema/tablestore/search/searchRequest.ts"
import { emulated } from "../../emulated.ts"
import { Orders, order, orderKey } from "../../tables.ts"

const first = order("ada", 1n, { total: 10, pieces: 1 })
const second = order("ada", 2n, { total: 30, pieces: 2, paid: true, note: "a gift" })
const third = order("bob", 1n, { total: 20, pieces: 4 })

const created = Layer.effectDiscard(
  Effect.gen(function* () {
    const tablestore = yield* Tablestore
    const orders = tablestore.table(Orders)
    yield* orders.create()
    yield* tablestore.createSearchIndex({
      tableName: "orders",
      indexName: "i",
      schema: Table.searchIndexSchema(Orders, { customer: {}, total: {}, paid: {}, pieces: {}, note: {} })
    })
    yield* Effect.forEach([first, second, third], (row) => orders.put(row))
  })
)

const best = Aggregation.topRows({ limit: 1, sort: [Sort.field("total", "desc")] })

describe("a typed search", () => {
  layer(Layer.provideMerge(created, emulated))((it) => {
    it.effect("leaves out rows that are not what the table declares, where that is wanted", () =>
      Effect.gen(function* () {
        const tablestore = yield* Tablestore
        class Gifts extends Table.make("orders", {
          primaryKey: { customer: Schema.String, order: Schema.BigInt },
          attributes: { note: Schema.String }
        }) {}
        const gifts = tablestore.table(Gifts)
        const wrong: Array<Table.UndecodableRow> = []
        const options = { index: "i", query: Query.matchAll, sort: [Sort.primaryKey("asc")] }
        assert.match((yield* Effect.flip(Stream.runDrain(gifts.searchAll(options)))).message, /order 1, column note/)
        const found = yield* Stream.runCollect(
          gifts.searchAll({ ...options, whenUndecodable: (row) => Effect.sync(() => void wrong.push(row)) })
        )
        assert.deepStrictEqual(found, [{ customer: "ada", order: 2n, note: "a gift" }])
        assert.deepStrictEqual(
          wrong.map(({ row }) => row.primaryKey[0]!.value),
          ["ada", "bob"]
        )
        assert.deepStrictEqual(
          yield* Stream.runCollect(gifts.searchAll({ ...options, whenUndecodable: "skip" })),
          found
        )
      })
    )

    it.effect("gives what is computed inside of groups by its names", () =>
      Effect.gen(function* () {
        const orders = yield* Tablestore.table(Orders)
        const { groupBys } = yield* orders.search({
          index: "i",
          limit: 0,
          groupBys: {
            customers: GroupBy.field("customer", {
              sort: [GroupBy.aggregationSort("average", "asc"), GroupBy.keySort("desc")],
              aggregations: { average: Aggregation.avg("total"), best },
              groupBys: { states: GroupBy.field("paid", { aggregations: { pieces: Aggregation.sum("pieces"), best } }) }
            }),
            sizes: GroupBy.range("total", [{ to: 15 }, { from: 15 }], { aggregations: { best } })
          }
        })
        const [bob, ada] = groupBys.customers.groups
        assert.deepStrictEqual([bob?.key, ada?.key], ["bob", "ada"])
        assert.strictEqual(ada?.aggregations.average.value, 20)
        assert.deepStrictEqual(ada?.aggregations.best.rows, [second])
        assert.deepStrictEqual(
          ada?.groupBys.states.groups
            .map(({ key, aggregations: { pieces, best } }) => ({ key, pieces: pieces.value, rows: best.rows }))
            .toSorted((a, b) => a.key.localeCompare(b.key)),
          [
            { key: "false", pieces: 1, rows: [first] },
            { key: "true", pieces: 2, rows: [second] }
          ]
        )
        assert.deepStrictEqual(
          groupBys.sizes.groups.map(({ aggregations }) => aggregations.best.rows),
          [[first], [second]]
        )
      })
    )

    it.effect("gives rows of groups with the columns of its own rows", () =>
      Effect.gen(function* () {
        const orders = yield* Tablestore.table(Orders)
        const { groupBys } = yield* orders.search({
          index: "i",
          columns: ["pieces"],
          groupBys: { customers: GroupBy.field("customer", { sort: [GroupBy.keySort("asc")], aggregations: { best } }) }
        })
        assert.deepStrictEqual(groupBys.customers.groups[0]?.aggregations.best.rows, [
          { customer: "ada", order: 2n, pieces: 2 }
        ])
      })
    )

    it.effect("fails when a row of a group is not what the table declares", () =>
      Effect.gen(function* () {
        const tablestore = yield* Tablestore
        const primaryKey = orderKey("cyd", 1n)
        yield* tablestore.putRow({ tableName: "orders", primaryKey, columns: Row.columns({ total: 99 }) })
        const failure = yield* Effect.flip(
          tablestore.table(Orders).search({
            index: "i",
            limit: 0,
            groupBys: { customers: GroupBy.field("customer", { aggregations: { best } }) }
          })
        )
        assert.include(failure.message, "column paid: the column is missing")
        // The raw method takes any row.
        const { groupBys } = yield* tablestore.search({
          tableName: "orders",
          indexName: "i",
          columnsToGet: allColumns,
          searchQuery: {
            limit: 0,
            groupBys: {
              customers: GroupBy.field("customer", { sort: [GroupBy.keySort("desc")], aggregations: { best } })
            }
          }
        })
        assert.deepStrictEqual(groupBys.customers.groups[0]?.aggregations.best.rows.map(Row.toRecord), [
          { customer: "cyd", order: 1n, total: 99 }
        ])
        yield* tablestore.deleteRow({ tableName: "orders", primaryKey })
      })
    )
  })
})
