import { assert, describe, it } from "@effect/vitest"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Option from "effect/Option"
import * as RetryPolicy from "../../../../../src/layers/RetryPolicy.ts"
import type { PrimaryKey, PrimaryKeyBound } from "../../../../../src/schema/tablestore/format/rowValue.ts"
import { makeScriptedRows, reset, rowError, type Script, serverFailure } from "../../scriptedRows.ts"
import { Counters, handlesOf, noPause, Orders, order, orderKey } from "../../tables.ts"

const columns = { total: 12.5, paid: false, pieces: 3n }

const setUp = (script: Script = {}, count = 0, policy = noPause) => {
  const scripted = makeScriptedRows(script)
  for (let i = 0; i < count; i++) scripted.store("orders", orderKey("ada", BigInt(i)), columns)
  const table = handlesOf(scripted.rows, policy)
  return { ...scripted, orders: table(Orders), counters: table(Counters) }
}

const keys = (count: number) => Array.from({ length: count }, (_, i) => ({ customer: "ada", order: BigInt(i) }))
const numberOf = (key: PrimaryKey<PrimaryKeyBound>) => Number(key[1]!.value)
const sizes = (calls: ReadonlyArray<{ readonly name: string; readonly input: any }>) =>
  calls.map(({ name, input }) =>
    name === "batchGetRow" ? input.tables.map(({ primaryKeys }: any) => primaryKeys.length) : name
  )

describe("batching of reads", () => {
  it.effect("reads a lone row with GetRow", () =>
    Effect.gen(function* () {
      const { orders, calls } = setUp({}, 1)
      assert.deepStrictEqual(yield* orders.get({ customer: "ada", order: 0n }), Option.some(order("ada", 0n)))
      assert.deepStrictEqual(sizes(calls), ["getRow"])
    })
  )

  it.effect("reads 250 rows that are asked for at once with three requests", () =>
    Effect.gen(function* () {
      const { orders, calls } = setUp({}, 250)
      const found = yield* Effect.forEach(keys(251), orders.get, { concurrency: "unbounded" })
      assert.deepStrictEqual(sizes(calls), [[100], [100], [51]])
      assert.deepStrictEqual(found.map(Option.map(({ order }) => order)), [
        ...Array.from({ length: 250 }, (_, i) => Option.some(BigInt(i))),
        Option.none()
      ])
    })
  )

  it.effect("reads rows of several tables with one request", () =>
    Effect.gen(function* () {
      const { orders, counters, calls, store } = setUp({}, 2)
      store("counters", [{ name: "page", value: "/" }], { hits: 7n })
      const [first, second, page] = yield* Effect.all(
        [
          orders.get({ customer: "ada", order: 0n }),
          orders.get({ customer: "ada", order: 1n }),
          counters.get({ page: "/" })
        ],
        { concurrency: "unbounded" }
      )
      assert.deepStrictEqual(sizes(calls), [[2, 1]])
      assert.deepStrictEqual([first, second], [Option.some(order("ada", 0n)), Option.some(order("ada", 1n))])
      assert.deepStrictEqual(page, Option.some({ page: "/", hits: 7 }))
    })
  )

  it.effect("reads a row once that is asked for twice", () =>
    Effect.gen(function* () {
      const { orders, calls } = setUp({}, 2)
      const key = { customer: "ada", order: 1n }
      const same = yield* Effect.all([orders.get(key), orders.get({ ...key })], { concurrency: "unbounded" })
      assert.deepStrictEqual(sizes(calls), ["getRow"])
      assert.deepStrictEqual(same, [Option.some(order("ada", 1n)), Option.some(order("ada", 1n))])
      yield* Effect.all([orders.get(key), orders.get(key), orders.get({ ...key, order: 0n })], {
        concurrency: "unbounded"
      })
      assert.deepStrictEqual(sizes(calls), ["getRow", [2]])
    })
  )

  it.effect("keeps reads apart that want different columns", () =>
    Effect.gen(function* () {
      const { orders, calls } = setUp({}, 4)
      const [a, b, c, d] = keys(4) as [any, any, any, any]
      const found = yield* Effect.all(
        [
          orders.get(a),
          orders.get(b, { columns: ["total"] }),
          orders.get(c, { columns: ["total"] }),
          orders.get(d, { columns: ["paid"] })
        ],
        { concurrency: "unbounded" }
      )
      assert.deepStrictEqual(found, [
        Option.some(order("ada", 0n)),
        Option.some({ customer: "ada", order: 1n, total: 12.5 }),
        Option.some({ customer: "ada", order: 2n, total: 12.5 }),
        Option.some({ customer: "ada", order: 3n, paid: false })
      ] as never)
      assert.deepStrictEqual(
        calls.map(({ input }) =>
          input.tables.map(({ primaryKeys, columnsToGet }: any) => [primaryKeys.length, columnsToGet])
        ),
        [[[1, undefined]], [[2, ["customer", "total"]]], [[1, ["customer", "paid"]]]]
      )
    })
  )

  it.effect("tells the failure of a row to those who asked for it", () =>
    Effect.gen(function* () {
      const { orders } = setUp(
        { row: (_, key) => (numberOf(key) === 1 ? rowError("OTSNoPermissionAccess") : undefined) },
        3
      )
      const exits = yield* Effect.forEach([...keys(3), keys(2)[1]!], (key) => Effect.exit(orders.get(key)), {
        concurrency: "unbounded"
      })
      assert.deepStrictEqual(exits.map(Exit.isSuccess), [true, false, true, false])
      const error = yield* Effect.flip(exits[1]! as Exit.Exit<unknown, any>)
      assert.strictEqual(error._tag, "ServerError")
      assert.strictEqual(error.reason._tag, "OTSNoPermissionAccess")
      assert.strictEqual(error.reason.status, 403)
    })
  )

  it.effect("reads rows again that fail for the moment, without the others", () =>
    Effect.gen(function* () {
      let failures = 2
      const { orders, calls } = setUp(
        { row: (_, key) => (numberOf(key) === 1 && failures-- > 0 ? rowError("OTSServerBusy") : undefined) },
        3
      )
      const found = yield* Effect.forEach(keys(3), orders.get, { concurrency: "unbounded" })
      assert.isTrue(found.every(Option.isSome))
      assert.deepStrictEqual(sizes(calls), [[3], [1], [1]])
    })
  )

  it.effect("gives a row up when its attempts are used up", () =>
    Effect.gen(function* () {
      const { orders, calls } = setUp(
        { row: (_, key) => (numberOf(key) === 1 ? rowError("OTSServerBusy") : undefined) },
        3
      )
      const exits = yield* Effect.forEach(keys(3), (key) => Effect.exit(orders.get(key)), { concurrency: "unbounded" })
      assert.deepStrictEqual(exits.map(Exit.isSuccess), [true, false, true])
      assert.deepStrictEqual(sizes(calls), [[3], [1], [1], [1]])
    })
  )

  it.effect("repeats a request that fails as a whole, and no more often than the policy says", () =>
    Effect.gen(function* () {
      const { orders, calls } = setUp({ before: () => Effect.fail(reset) }, 3)
      const exits = yield* Effect.forEach(keys(3), (key) => Effect.exit(orders.get(key)), { concurrency: "unbounded" })
      assert.isTrue(exits.every(Exit.isFailure))
      assert.deepStrictEqual(sizes(calls), [[3], [3], [3], [3]])
      const never = setUp({ before: () => Effect.fail(reset) }, 3)
      yield* Effect.forEach(keys(3), (key) => Effect.exit(never.orders.get(key)), { concurrency: "unbounded" }).pipe(
        RetryPolicy.withPolicy(RetryPolicy.none)
      )
      assert.deepStrictEqual(sizes(never.calls), [[3]])
    })
  )

  it.effect("tells the absence of a table only to those who asked for it", () =>
    Effect.gen(function* () {
      const scripted = makeScriptedRows({}, ["orders"])
      scripted.store("orders", orderKey("ada", 0n), columns)
      const table = handlesOf(scripted.rows)
      const [found, page] = yield* Effect.all(
        [table(Orders).get({ customer: "ada", order: 0n }), Effect.flip(table(Counters).get({ page: "/" }))],
        { concurrency: "unbounded" }
      )
      assert.isTrue(Option.isSome(found))
      assert.strictEqual(page.reason._tag, "OTSObjectNotExist")
    })
  )

  it.effect("finds the row for which a whole request was refused", () =>
    Effect.gen(function* () {
      const isRefused = ({ input }: any) =>
        input.tables?.some(({ primaryKeys }: any) => primaryKeys.some((key: PrimaryKey) => numberOf(key) === 5)) ===
        true
      const { orders } = setUp(
        { before: (call) => (isRefused(call) ? Effect.fail(serverFailure("OTSParameterInvalid")) : Effect.void) },
        9
      )
      const exits = yield* Effect.forEach(keys(9), (key) => Effect.exit(orders.get(key)), { concurrency: "unbounded" })
      assert.deepStrictEqual(
        exits.map(Exit.isSuccess),
        Array.from({ length: 9 }, (_, i) => i !== 5)
      )
    })
  )

  it.effect("does not disturb others when one who asked is interrupted", () =>
    Effect.gen(function* () {
      const open = yield* Deferred.make<void>()
      const { orders, calls } = setUp({ before: () => Deferred.await(open) }, 3)
      const [first, second] = yield* Effect.forEach(keys(2), (key) => Effect.forkChild(orders.get(key)))
      while (calls.length === 0) yield* Effect.yieldNow
      yield* Fiber.interrupt(first!)
      yield* Deferred.succeed(open, undefined)
      assert.deepStrictEqual(yield* Fiber.join(second!), Option.some(order("ada", 1n)))
      assert.isTrue(Exit.hasInterrupts(yield* Fiber.await(first!)))
    })
  )

  it.effect("ends a request when nobody waits for it any more", () =>
    Effect.gen(function* () {
      let ended = 0
      for (const count of [1, 3]) {
        const { orders, calls } = setUp(
          { before: () => Effect.onInterrupt(Effect.never, () => Effect.sync(() => void ended++)) },
          3
        )
        const fibers = yield* Effect.forEach(keys(count), (key) => Effect.forkChild(orders.get(key)))
        while (calls.length === 0) yield* Effect.yieldNow
        yield* Fiber.interruptAll(fibers)
        while (ended === 0) yield* Effect.yieldNow
        assert.strictEqual(ended, 1)
        ended = 0
      }
    })
  )

  it.effect("completes everybody when something breaks", () =>
    Effect.gen(function* () {
      const { orders } = setUp({ before: () => Effect.die(new Error("broken")) }, 3)
      for (const count of [1, 3]) {
        const exits = yield* Effect.forEach(keys(count), (key) => Effect.exit(orders.get(key)), {
          concurrency: "unbounded"
        })
        assert.isTrue(exits.every(Exit.hasDies))
      }
    })
  )

  it.effect("tells when an answer lacks a row", () =>
    Effect.gen(function* () {
      const scripted = makeScriptedRows()
      const rows = {
        ...scripted.rows,
        batchGetRow: () => Effect.succeed({ tables: [{ tableName: "orders", rows: [{ _tag: "Ok" as const }] }] })
      }
      const orders = handlesOf(rows as never)(Orders)
      const exits = yield* Effect.forEach(keys(2), (key) => Effect.exit(orders.get(key)), { concurrency: "unbounded" })
      assert.isTrue(Exit.isSuccess(exits[0]!))
      const error: any = yield* Effect.flip(exits[1] as Exit.Exit<unknown, unknown>)
      assert.strictEqual(error.reason._tag, "UndecodableResponse")
    })
  )

  it.effect("does not batch reads of a transaction", () =>
    Effect.gen(function* () {
      const { orders, calls } = setUp({}, 2)
      yield* Effect.forEach(keys(2), (key) => orders.get(key, { transactionId: "t" }), { concurrency: "unbounded" })
      assert.deepStrictEqual(
        calls.map(({ name, input }) => [name, input.transactionId]),
        [
          ["getRow", "t"],
          ["getRow", "t"]
        ]
      )
    })
  )
})
