import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import { infMax, infMin } from "../../../../src/schema/tablestore/format/rowValue.ts"
import { expectExist, expectNotExist } from "../../../../src/schema/tablestore/row/condition.ts"
import * as Condition from "../../../../src/services/tablestore/Condition.ts"
import * as Table from "../../../../src/services/tablestore/table/Table.ts"
import { makeScriptedRows } from "../scriptedRows.ts"
import { Counters, handlesOf, Orders, order, orderKey } from "../tables.ts"

class Tickets extends Table.make("tickets", {
  primaryKey: { desk: Schema.String, number: Table.autoIncrementAs(Table.integer) },
  attributes: { text: Schema.String }
}) {}

const setUp = () => {
  const scripted = makeScriptedRows({}, ["orders", "counters", "tickets", "things"])
  const table = handlesOf(scripted.rows)
  return {
    ...scripted,
    table,
    orders: table(Orders),
    counters: table(Counters),
    tickets: table(Tickets),
    lastInput: () => scripted.calls.at(-1)!.input
  }
}

const reasonOf = (effect: Effect.Effect<unknown, any>) => Effect.map(Effect.flip(effect), ({ reason }) => reason)

describe("a row that is not what its table declares", () => {
  const withOddRows = Effect.gen(function* () {
    const made = setUp()
    const { orders, store } = made
    yield* Effect.forEach([1n, 3n, 5n], (number) => orders.put(order("ada", number)))
    for (const number of [2n, 4n]) store("orders", orderKey("ada", number), { total: "a lot", paid: true, pieces: 1n })
    return made
  })

  it.effect("ends a range with its error, after the rows before it", () =>
    Effect.gen(function* () {
      const { orders } = yield* withOddRows
      const seen: Array<bigint> = []
      for (const options of [{}, { whenUndecodable: "fail" as const }]) {
        seen.length = 0
        const error = yield* Effect.flip(
          Stream.runForEach(orders.range({ customer: "ada" }, options), (row) =>
            Effect.sync(() => void seen.push(row.order))
          )
        )
        assert.match(error.message, /getRange: table orders, row customer "ada", order 2, column total: /)
        assert.deepStrictEqual(seen, [1n])
      }
    })
  )

  it.effect("is left out where that is wanted", () =>
    Effect.gen(function* () {
      const { orders } = yield* withOddRows
      for (const pageSize of [undefined, 1, 2]) {
        const rows = yield* Stream.runCollect(orders.range({ customer: "ada" }, { whenUndecodable: "skip", pageSize }))
        assert.deepStrictEqual(
          rows.map((row) => row.order),
          [1n, 3n, 5n]
        )
      }
      const two = yield* Stream.runCollect(orders.range({ customer: "ada" }, { whenUndecodable: "skip", limit: 2 }))
      assert.deepStrictEqual(
        two.map((row) => row.order),
        [1n]
      )
    })
  )

  it.effect("is collected where that is wanted, as it is stored", () =>
    Effect.gen(function* () {
      const { orders } = yield* withOddRows
      const odd: Array<Table.UndecodableRow> = []
      const rows = yield* Stream.runCollect(
        orders.range({}, { whenUndecodable: (row) => Effect.sync(() => void odd.push(row)), direction: "backward" })
      )
      assert.deepStrictEqual(
        rows.map((row) => row.order),
        [5n, 3n, 1n]
      )
      assert.deepStrictEqual(
        odd.map(({ row }) => [row.primaryKey[1]!.value, row.columns.find(({ name }) => name === "total")?.value]),
        [
          [4n, "a lot"],
          [2n, "a lot"]
        ]
      )
      assert.match(odd[0]!.error.message, /order 4, column total/)
    })
  )
})

describe("writing rows", () => {
  it.effect("stores a plain object and gives it back", () =>
    Effect.gen(function* () {
      const { orders, stored } = setUp()
      const key = yield* orders.put(order("ada", 1n, { note: "soon" }))
      assert.deepStrictEqual(key, { customer: "ada", order: 1n })
      assert.deepStrictEqual(stored("orders"), [
        {
          primaryKey: orderKey("ada", 1n),
          columns: [
            { name: "note", value: "soon", timestamp: 1 },
            { name: "paid", value: false, timestamp: 1 },
            { name: "pieces", value: 3n, timestamp: 1 },
            { name: "total", value: 12.5, timestamp: 1 }
          ]
        }
      ])
      assert.deepStrictEqual(yield* orders.get(key), Option.some(order("ada", 1n, { note: "soon" })))
    })
  )

  it.effect("gives the key that the service picked", () =>
    Effect.gen(function* () {
      const { tickets, lastInput } = setUp()
      const key = yield* tickets.put({ desk: "a", text: "one" })
      assert.strictEqual(typeof key.number, "number")
      assert.deepStrictEqual(lastInput().returnContent, { returnType: "primaryKey" })
      assert.deepStrictEqual(yield* tickets.get(key), Option.some({ ...key, text: "one" }))
      yield* tickets.put({ ...key, text: "two" })
      assert.deepStrictEqual(yield* tickets.get(key), Option.some({ ...key, text: "two" }))
    })
  )

  it.effect("refuses what cannot be stored, and says what and where", () =>
    Effect.gen(function* () {
      const { orders, calls } = setUp()
      const issues = (row: any) => Effect.map(reasonOf(orders.put(row)), (reason) => reason.issues)
      assert.deepStrictEqual(yield* issues({ ...order("ada", 1n), total: Number.NaN, color: "red" }), [
        { path: ["row", "color"], message: "is not a column of the table", given: '"red"' },
        { path: ["row", "total"], message: "must be a finite number", given: "NaN" }
      ])
      assert.deepStrictEqual(yield* issues({ customer: "ada", order: 1n, total: 1, paid: true }), [
        { path: ["row", "pieces"], message: "is missing" }
      ])
      assert.deepStrictEqual(
        (yield* issues({ ...order("x".repeat(1025), 2n ** 63n), note: "half \ud800" })).map(
          ({ path, message }: any) => [path.join("."), message]
        ),
        [
          ["row.order", "must be a 64-bit integer"],
          ["row.note", "must be well-formed text: it has half of a surrogate pair"]
        ]
      )
      assert.deepStrictEqual(yield* issues(order("x".repeat(1025), 1n)), [
        { path: ["row", "customer"], message: "must be at most 1024 bytes of UTF-8" }
      ])
      assert.strictEqual(calls.length, 0)
    })
  )

  it.effect("takes conditions as records, as filters and as functions", () =>
    Effect.gen(function* () {
      const { orders, lastInput } = setUp()
      yield* orders.put(order("ada", 1n), { condition: Condition.expectNotExist() })
      assert.deepStrictEqual(lastInput().condition, expectNotExist())
      const dear = {
        _tag: "ColumnFilter",
        comparator: "greaterThan",
        column: "total",
        value: 10,
        passIfMissing: false,
        latestVersionOnly: true
      }
      for (const condition of [
        Condition.where(Orders, (o) => o.total.greaterThan(10)),
        Table.where(Orders, (o) => o.total.greaterThan(10)),
        (o: Table.AttributeFilters<typeof Orders>) => o.total.greaterThan(10)
      ]) {
        yield* orders.put(order("ada", 1n), { condition })
        assert.deepStrictEqual(lastInput().condition, { rowExistence: "expectExist", columnCondition: dear } as never)
        yield* orders.delete({ customer: "ada", order: 1n }, { condition })
        assert.deepStrictEqual(lastInput().condition, { rowExistence: "expectExist", columnCondition: dear } as never)
        yield* orders.put(order("ada", 1n))
      }
    })
  )

  it.effect("fails with InvalidInput when a condition's function is given a value that the column refuses", () =>
    Effect.gen(function* () {
      const { orders } = setUp()
      const reason = yield* reasonOf(orders.put(order("ada", 1n), { condition: (o) => o.total.equal(Number.NaN) }))
      assert.strictEqual(reason._tag, "InvalidInput")
      assert.deepStrictEqual(reason.issues[0].path, ["condition", "total"])
      assert.throws(() => Table.where(Orders, (o) => o.pieces.equal(0.5)), /where: pieces/)
    })
  )

  it.effect("writes and reads an Option as a column that may be absent", () =>
    Effect.gen(function* () {
      class Notes extends Table.make("things", {
        primaryKey: { id: Schema.String },
        attributes: { text: Schema.OptionFromOptionalKey(Schema.String) }
      }) {}
      const { table, stored } = setUp()
      const notes = table(Notes)
      yield* notes.put({ id: "a", text: Option.none() })
      yield* notes.put({ id: "b", text: Option.some("hello") })
      assert.deepStrictEqual(
        stored("things").map(({ columns }) => columns.length),
        [0, 1]
      )
      yield* notes.update({ id: "a" }, { set: { text: Option.some("new") } })
      yield* notes.update({ id: "b" }, { delete: ["text"] })
      const rows = yield* Stream.runCollect(notes.range())
      assert.deepStrictEqual(rows, [
        { id: "a", text: Option.some("new") },
        { id: "b", text: Option.none() }
      ])
    })
  )

  it.effect("names the method and the option whose function was given a value that the column refuses", () =>
    Effect.gen(function* () {
      const { orders } = setUp()
      const key = { customer: "ada", order: 1n }
      const condition = (o: Table.AttributeFilters<typeof Orders>) => o.pieces.equal(0.5)
      const filter = condition
      for (const [call, start] of [
        [orders.get(key, { filter }), "Tablestore.getRow: filter.pieces: 0.5 must be an integer"],
        [orders.put(order("ada", 1n), { condition }), "Tablestore.putRow: condition.pieces: 0.5 "],
        [orders.update(key, { set: { paid: true } }, { condition }), "Tablestore.updateRow: condition.pieces: 0.5 "],
        [orders.delete(key, { condition }), "Tablestore.deleteRow: condition.pieces: 0.5 "],
        [Stream.runDrain(orders.range({}, { filter })), "Tablestore.getRange: filter.pieces: 0.5 "],
        [orders.search({ index: "i", query: (o) => o.pieces.term(0.5) }), "Tablestore.search: query.pieces: 0.5 "],
        [orders.get(key, { columns: ["color" as never] }), "Tablestore.getRow: columns: "],
        [Stream.runDrain(orders.range({}, { columns: ["color" as never] })), "Tablestore.getRange: columns: "]
      ] as ReadonlyArray<readonly [Effect.Effect<unknown, Error>, string]>) {
        const { message } = yield* Effect.flip(call)
        assert.strictEqual(message.slice(0, start.length), start)
      }
    })
  )

  it.effect("removes rows", () =>
    Effect.gen(function* () {
      const { orders, stored } = setUp()
      const key = yield* orders.put(order("ada", 1n))
      yield* orders.delete(key)
      yield* orders.delete(key)
      assert.deepStrictEqual(stored("orders"), [])
      assert.strictEqual(
        (yield* reasonOf(orders.delete(key, { condition: Condition.expectExist() })))._tag,
        "OTSConditionCheckFail"
      )
    })
  )
})

describe("updating rows", () => {
  it.effect("sets, increments and deletes columns, and returns what they are then", () =>
    Effect.gen(function* () {
      const { orders } = setUp()
      const key = yield* orders.put(order("ada", 1n, { note: "soon" }))
      const after = yield* orders.update(
        key,
        { set: { paid: true }, increment: { pieces: 2 }, delete: ["note"] },
        { returnColumns: ["pieces", "paid"] }
      )
      assert.deepStrictEqual(after, { pieces: 5, paid: true })
      assert.deepStrictEqual(yield* orders.get(key), Option.some(order("ada", 1n, { pieces: 5, paid: true })))
    })
  )

  it.effect("does not leave half a row behind", () =>
    Effect.gen(function* () {
      const { orders, counters, lastInput, stored } = setUp()
      const key = { customer: "ada", order: 1n }
      assert.strictEqual((yield* reasonOf(orders.update(key, { set: { paid: true } })))._tag, "OTSConditionCheckFail")
      assert.deepStrictEqual(lastInput().condition, expectExist())
      assert.deepStrictEqual(stored("orders"), [])
      // All that rows must have is given: the row may be new.
      yield* counters.update({ page: "/" }, { increment: { hits: 1n } })
      yield* counters.update({ page: "/" }, { increment: { hits: 1 } })
      assert.deepStrictEqual(yield* counters.get({ page: "/" }), Option.some({ page: "/", hits: 2 }))
      yield* orders.update(key, { set: { paid: true } }, { condition: Condition.ignore() })
      assert.strictEqual(stored("orders").length, 1)
    })
  )

  it.effect("refuses changes that cannot be", () =>
    Effect.gen(function* () {
      const { orders, calls } = setUp()
      const key = { customer: "ada", order: 1n }
      for (const [change, path] of [
        [{}, "change"],
        [{ set: { paid: true, color: "red" } }, "set.color"],
        [{ increment: { total: 1 } }, "increment.total"],
        [{ increment: { pieces: 0.5 } }, "increment.pieces"],
        [{ set: { pieces: 1 }, increment: { pieces: 1 } }, "pieces"]
      ] as const) {
        const reason = yield* reasonOf(orders.update(key, change as never))
        assert.strictEqual(reason._tag, "InvalidInput")
        assert.strictEqual(reason.issues[0].path.join("."), path)
      }
      assert.strictEqual(calls.length, 0)
    })
  )
})

describe("reading rows", () => {
  it.effect("finds a row although it has none of the chosen columns", () =>
    Effect.gen(function* () {
      const { orders, lastInput } = setUp()
      const key = yield* orders.put(order("ada", 1n))
      assert.deepStrictEqual(yield* orders.get(key, { columns: ["note"] }), Option.some({ customer: "ada", order: 1n }))
      assert.deepStrictEqual(lastInput().columnsToGet, ["customer", "note"])
    })
  )

  it.effect("lets a filter see columns that were not chosen, and does not show them", () =>
    Effect.gen(function* () {
      const { orders, lastInput } = setUp()
      const key = yield* orders.put(order("ada", 1n))
      const found = yield* orders.get(key, {
        columns: ["paid"],
        filter: (o, { and, not }) => and(o.total.greaterThan(1), not(o.note.exists()))
      })
      assert.deepStrictEqual(found, Option.some({ customer: "ada", order: 1n, paid: false }))
      assert.deepStrictEqual(lastInput().columnsToGet, ["customer", "paid", "total", "note"])
    })
  )

  it.effect("asks for one version, unless a point in time says which", () =>
    Effect.gen(function* () {
      const { orders, lastInput } = setUp()
      const key = yield* orders.put(order("ada", 1n))
      yield* orders.get(key, { timeRange: { startTime: 1, endTime: 9 } })
      assert.deepStrictEqual([lastInput().maxVersions, lastInput().timeRange], [1, { startTime: 1, endTime: 9 }])
      yield* orders.get(key, { timeRange: { specificTime: 5 } })
      assert.strictEqual(lastInput().maxVersions, undefined)
    })
  )

  it.effect("fails with the column and the key when a stored row is not what the table declares", () =>
    Effect.gen(function* () {
      const { orders, store } = setUp()
      store("orders", orderKey("ada", 1n), { total: "much", paid: true, pieces: 1n })
      const reason = yield* reasonOf(orders.get({ customer: "ada", order: 1n }))
      assert.strictEqual(reason._tag, "UndecodableResponse")
      assert.match(reason.message, /table orders, row customer "ada", order 1, column total/)
    })
  )

  it.effect("refuses columns that the table does not have", () =>
    Effect.gen(function* () {
      const { orders } = setUp()
      const reason = yield* reasonOf(orders.get({ customer: "ada", order: 1n }, { columns: ["color" as never] }))
      assert.strictEqual(reason.issues[0].given, '"color"')
    })
  )

  it.effect("shows the versions of columns", () =>
    Effect.gen(function* () {
      const { rows } = setUp()
      const columns = [
        { name: "hits", value: 2n, timestamp: 20 },
        { name: "hits", value: 1n, timestamp: 10 }
      ]
      let asked: any
      const counters = handlesOf({
        ...rows,
        getRow: (input: any) => {
          asked = input
          return Effect.succeed({ row: { primaryKey: [{ name: "page", value: "/" }], columns } })
        }
      } as never)(Counters)
      assert.deepStrictEqual(
        yield* counters.versions({ page: "/" }),
        Option.some({
          hits: [
            { value: 2, timestamp: 20 },
            { value: 1, timestamp: 10 }
          ],
          label: []
        })
      )
      assert.strictEqual(asked.maxVersions, 2 ** 31 - 1)
      yield* counters.versions({ page: "/" }, { maxVersions: 3, columns: ["hits"] })
      assert.deepStrictEqual([asked.maxVersions, asked.columnsToGet], [3, ["page", "hits"]])
    })
  )
})

describe("ranges", () => {
  const fill = Effect.gen(function* () {
    const made = setUp()
    for (const customer of ["ada", "bob"]) {
      for (let i = 0n; i < 5n; i++) yield* made.orders.put(order(customer, i))
    }
    return made
  })
  const places = (stream: Stream.Stream<{ readonly customer: string; readonly order: bigint }, any>) =>
    Effect.map(Stream.runCollect(stream), (rows) => rows.map(({ customer, order }) => `${customer}${order}`).join(" "))

  it.effect("go through all rows, or those whose key starts so, in both directions", () =>
    Effect.gen(function* () {
      const { orders } = yield* fill
      assert.strictEqual(yield* places(orders.range()), "ada0 ada1 ada2 ada3 ada4 bob0 bob1 bob2 bob3 bob4")
      assert.strictEqual(yield* places(orders.range({ customer: "ada" })), "ada0 ada1 ada2 ada3 ada4")
      assert.strictEqual(yield* places(orders.range({ customer: "ada", order: 3n })), "ada3")
      assert.strictEqual(
        yield* places(orders.range({ customer: "bob" }, { direction: "backward" })),
        "bob4 bob3 bob2 bob1 bob0"
      )
      assert.strictEqual(yield* places(orders.range({ customer: "bob", order: 3n }, { direction: "backward" })), "bob3")
    })
  )

  it.effect("have bounds that take in what they say, in both directions", () =>
    Effect.gen(function* () {
      const { orders } = yield* fill
      for (const [limits, forward] of [
        [{ gte: 1n, lt: 3n }, "ada1 ada2"],
        [{ gt: 1n, lte: 3n }, "ada2 ada3"],
        [{ gt: 1n }, "ada2 ada3 ada4"],
        [{ lt: 2n }, "ada0 ada1"],
        [{ lte: 2n }, "ada0 ada1 ada2"],
        [{ gte: 3n, lte: 2n }, ""],
        [{ gt: 2n, lte: 2n }, ""],
        [{ gte: 2n, lt: 2n }, ""],
        [{ gte: -(2n ** 63n), lte: 2n ** 63n - 1n }, "ada0 ada1 ada2 ada3 ada4"]
      ] as const) {
        const range = { customer: "ada", order: Table.between<bigint>(limits) }
        assert.strictEqual(yield* places(orders.range(range)), forward)
        assert.strictEqual(
          yield* places(orders.range(range, { direction: "backward" })),
          forward.split(" ").reverse().join(" ")
        )
      }
    })
  )

  it.effect("have bounds across columns", () =>
    Effect.gen(function* () {
      const { orders } = yield* fill
      const within = (limits: Omit<Table.KeyBounds<Table.KeyPrefix<typeof Orders>>, "_tag">) =>
        places(orders.range(Table.bounds(limits)))
      assert.strictEqual(yield* within({ gt: { customer: "ada", order: 3n } }), "ada4 bob0 bob1 bob2 bob3 bob4")
      assert.strictEqual(yield* within({ gt: { customer: "ada" } }), "bob0 bob1 bob2 bob3 bob4")
      assert.strictEqual(yield* within({ lt: { customer: "bob" } }), "ada0 ada1 ada2 ada3 ada4")
      assert.strictEqual(
        yield* within({ gte: { customer: "ada", order: 4n }, lte: { customer: "bob", order: 0n } }),
        "ada4 bob0"
      )
    })
  )

  it.effect("of text keys take in what they say, where no bound of the service does", () =>
    Effect.gen(function* () {
      const { table } = setUp()
      class Things extends Table.make("things", { primaryKey: { id: Schema.String }, attributes: {} }) {}
      const things = table(Things)
      const longest = "z".repeat(1024)
      const ids = ["a", "a\0", "b", "\ud83d\ude00", "\uffff", longest]
      for (const id of ids) yield* things.put({ id })
      const sorted = ["a", "a\0", "b", longest, "\uffff", "\ud83d\ude00"]
      const read = (limits: any, direction: "forward" | "backward", more: object = {}) =>
        Effect.map(
          Stream.runCollect(things.range({ id: Table.between<string>(limits) }, { direction, ...more })),
          (rows) => rows.map(({ id }) => id)
        )
      for (let low = 0; low < sorted.length; low++) {
        for (let high = low; high < sorted.length; high++) {
          for (const [limits, wanted] of [
            [{ gte: sorted[low], lte: sorted[high] }, sorted.slice(low, high + 1)],
            [{ gt: sorted[low], lt: sorted[high] }, sorted.slice(low + 1, high)],
            [{ gt: sorted[low], lte: sorted[high] }, sorted.slice(low + 1, high + 1)],
            [{ gte: sorted[low], lt: sorted[high] }, sorted.slice(low, high)]
          ] as const) {
            assert.deepStrictEqual(yield* read(limits, "forward"), wanted)
            assert.deepStrictEqual(yield* read(limits, "backward"), [...wanted].reverse())
            assert.deepStrictEqual(yield* read(limits, "forward", { limit: 2 }), wanted.slice(0, 2))
            assert.deepStrictEqual(
              yield* read(limits, "backward", { limit: 2, pageSize: 1 }),
              [...wanted].reverse().slice(0, 2)
            )
          }
        }
      }
    })
  )

  it.effect("read no page before it is needed, and none behind the limit", () =>
    Effect.gen(function* () {
      const { orders, calls } = yield* fill
      calls.length = 0
      const some = yield* Stream.runCollect(Stream.take(orders.range({}, { pageSize: 3 }), 4))
      assert.strictEqual(some.length, 4)
      assert.deepStrictEqual(
        calls.map(({ input }) => input.limit),
        [3, 3]
      )
      calls.length = 0
      assert.strictEqual(yield* places(orders.range({}, { pageSize: 3, limit: 4 })), "ada0 ada1 ada2 ada3")
      assert.deepStrictEqual(
        calls.map(({ input }) => input.limit),
        [3, 1]
      )
      calls.length = 0
      yield* Stream.runDrain(orders.range())
      assert.deepStrictEqual(
        calls.map(({ input }) => [input.limit, input.inclusiveStartPrimaryKey, input.exclusiveEndPrimaryKey]),
        [
          [
            undefined,
            [
              { name: "customer", value: infMin },
              { name: "order", value: infMin }
            ],
            [
              { name: "customer", value: infMax },
              { name: "order", value: infMax }
            ]
          ]
        ]
      )
    })
  )

  it.effect("read chosen columns only", () =>
    Effect.gen(function* () {
      const { orders } = yield* fill
      assert.deepStrictEqual(
        yield* Stream.runCollect(orders.range({ customer: "ada" }, { columns: ["total"], limit: 1 })),
        [{ customer: "ada", order: 0n, total: 12.5 }]
      )
    })
  )

  it.effect("give the rows in front of one that cannot be read", () =>
    Effect.gen(function* () {
      const { orders, store } = yield* fill
      store("orders", orderKey("ada", 2n), { total: 1n, paid: true, pieces: 1n })
      const seen: Array<bigint> = []
      const reason = yield* reasonOf(
        Stream.runForEach(orders.range({ customer: "ada" }), (row) => Effect.sync(() => void seen.push(row.order)))
      )
      assert.deepStrictEqual(seen, [0n, 1n])
      assert.match(reason.message, /order 2, column total/)
    })
  )

  it.effect("refuse what is no range", () =>
    Effect.gen(function* () {
      const { orders } = setUp()
      for (const [range, options, path] of [
        [{ order: 1n }, {}, "range.customer"],
        [{ customer: Table.between({ gte: "a" }), order: 1n }, {}, "range.customer"],
        [{ customer: 1 }, {}, "range.customer"],
        [{ color: "red" }, {}, "range.color"],
        [{}, { limit: 0 }, "limit"],
        [{}, { pageSize: 0.5 }, "pageSize"]
      ] as const) {
        const reason = yield* reasonOf(Stream.runDrain(orders.range(range as never, options)))
        assert.strictEqual(reason._tag, "InvalidInput")
        assert.strictEqual(reason.issues[0].path.join("."), path)
      }
    })
  )
})
