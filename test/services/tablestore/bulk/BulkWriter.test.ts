import { assert, describe, it } from "@effect/vitest"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Stream from "effect/Stream"
import { TestClock } from "effect/testing"
import * as RetryPolicy from "../../../../src/layers/RetryPolicy.ts"
import * as TablestoreRetry from "../../../../src/layers/tablestore/retry.ts"
import { autoIncrement, increment } from "../../../../src/schema/tablestore/format/rowValue.ts"
import { expectNotExist } from "../../../../src/schema/tablestore/row/condition.ts"
import { numberOf, numbers, put, row, setUp, sizes, until } from "../bulkWriterCase.ts"
import { reset, rowError, serverFailure } from "../scriptedRows.ts"
import { Counters, Orders, order, orderKey } from "../tables.ts"

describe("a bulk writer", () => {
  it.effect("packs rows into batches of 200, and stores the rest when it is flushed", () =>
    Effect.gen(function* () {
      const { make, calls, stored } = setUp()
      const writer = yield* make
      yield* Effect.forEach(numbers(450), (n) => writer.put(row(n)))
      yield* until(() => calls.length === 2)
      yield* writer.flush
      assert.deepStrictEqual(sizes(calls), [200, 200, 50])
      assert.strictEqual(stored("orders").length, 450)
      yield* writer.flush
      assert.strictEqual(calls.length, 3)
    })
  )

  it.effect("sends rows that waited for the interval", () =>
    Effect.gen(function* () {
      const { make, calls, stored } = setUp({}, { flushInterval: "5 seconds" })
      const writer = yield* make
      yield* writer.put(row(1))
      yield* TestClock.adjust("4 seconds")
      assert.strictEqual(calls.length, 0)
      yield* TestClock.adjust("1 second")
      assert.strictEqual(stored("orders").length, 1)
      yield* writer.put(row(2))
      yield* TestClock.adjust("5 seconds")
      assert.strictEqual(stored("orders").length, 2)
    })
  )

  it.effect("packs by bytes as well", () =>
    Effect.gen(function* () {
      const { make, calls } = setUp({}, { maxBytes: 1000 })
      const writer = yield* make
      yield* Effect.forEach(numbers(4), (n) =>
        writer.put(row(n, { columns: [{ name: "text", value: "x".repeat(400) }] }))
      )
      yield* writer.flush
      assert.deepStrictEqual(sizes(calls), [2, 2])
    })
  )

  it.effect("puts rows of several tables into one batch", () =>
    Effect.gen(function* () {
      const { make, calls, stored } = setUp()
      const writer = yield* make
      yield* writer.table(Orders).put(order("ada", 1n))
      yield* writer.table(Counters).update({ page: "/" }, { increment: { hits: 2 } })
      yield* writer.table(Orders).put(order("ada", 2n))
      yield* writer.flush
      assert.deepStrictEqual(sizes(calls), [3])
      assert.deepStrictEqual([stored("orders").length, stored("counters").length], [2, 1])
      yield* writer.table(Orders).delete({ customer: "ada", order: 1n })
      yield* writer.flush
      assert.deepStrictEqual(stored("orders").length, 1)
    })
  )

  it.effect("waits while the buffer is full", () =>
    Effect.gen(function* () {
      const open = yield* Deferred.make<void>()
      const { make, calls } = setUp(
        { before: () => Deferred.await(open) },
        { bufferRows: 10, maxRows: 5, concurrency: 1 }
      )
      const writer = yield* make
      let accepted = 0
      const fiber = yield* Effect.forkChild(
        Effect.forEach(numbers(25), (n) =>
          Effect.andThen(
            writer.put(row(n)),
            Effect.sync(() => void accepted++)
          )
        )
      )
      yield* until(() => accepted === 10)
      for (const _ of numbers(50)) yield* Effect.yieldNow
      assert.deepStrictEqual([accepted, sizes(calls)], [10, [5]] as never)
      yield* Deferred.succeed(open, undefined)
      yield* Fiber.join(fiber)
      yield* writer.flush
      assert.strictEqual(
        sizes(calls).reduce((a, b) => a + b),
        25
      )
    })
  )

  it.effect("does not take a row whose giver is interrupted while it waits", () =>
    Effect.gen(function* () {
      const open = yield* Deferred.make<void>()
      const { make, stored } = setUp({ before: () => Deferred.await(open) }, { bufferRows: 1 })
      const writer = yield* make
      yield* writer.put(row(1))
      const waiting = yield* Effect.forkChild(writer.put(row(2)))
      const behind = yield* Effect.forkChild(writer.put(row(3)))
      for (const _ of numbers(20)) yield* Effect.yieldNow
      yield* Fiber.interrupt(waiting)
      yield* Deferred.succeed(open, undefined)
      yield* Fiber.join(behind)
      yield* writer.flush
      assert.deepStrictEqual(
        stored("orders").map(({ primaryKey }) => primaryKey[1]!.value),
        [1n, 3n]
      )
    })
  )

  it.effect("never has a key in flight twice, and keeps the order of its writes", () =>
    Effect.gen(function* () {
      const { make, calls, stored, writes } = setUp()
      const writer = yield* make
      yield* writer.put(row(1, { columns: [{ name: "n", value: 0n }] }))
      for (const _ of numbers(3)) yield* writer.update(row(1, { columns: [increment("n", 10n)] }))
      yield* writer.put(row(2))
      yield* writer.delete({ tableName: "orders", primaryKey: orderKey("ada", 2n) })
      yield* writer.flush
      assert.deepStrictEqual(sizes(calls), [2, 2, 1, 1])
      assert.deepStrictEqual(
        writes.filter(({ primaryKey }) => primaryKey[1]!.value === 1n).map(({ type }) => type),
        ["put", "update", "update", "update"]
      )
      assert.deepStrictEqual(
        stored("orders").map(({ columns }) => columns[0]!.value),
        [30n]
      )
    })
  )

  it.effect("puts rows of picked keys side by side", () =>
    Effect.gen(function* () {
      const { make, calls, stored } = setUp()
      const writer = yield* make
      const primaryKey = [
        { name: "customer", value: "ada" },
        { name: "order", value: autoIncrement }
      ]
      for (const _ of numbers(3)) yield* writer.put(row(1, { primaryKey }))
      yield* writer.flush
      assert.deepStrictEqual(sizes(calls), [3])
      assert.strictEqual(stored("orders").length, 3)
    })
  )

  it.effect("takes a row of 4 MiB of names and values, and none of a byte more", () =>
    Effect.gen(function* () {
      const { make, stored } = setUp()
      const writer = yield* make
      // customer "ada", order: 8 + 3 + 5 + 8 bytes; names of one byte each.
      const columns = (bytes: number) => [
        { name: "a", value: "x".repeat(2 ** 21), timestamp: 1_700_000_000_000 },
        { name: "b", value: "x".repeat(bytes - 2 ** 21 - 24 - 2) }
      ]
      yield* writer.put(row(1, { columns: columns(2 ** 22) }))
      const error = yield* Effect.flip(writer.put(row(2, { columns: columns(2 ** 22 + 1) })))
      assert.match(error.message, /4194305 must be at most 4194304 bytes/)
      yield* writer.flush
      assert.strictEqual(stored("orders").length, 1)
    })
  )

  it.effect("refuses rows that would spoil a batch", () =>
    Effect.gen(function* () {
      const { make } = setUp()
      const writer = yield* make
      for (const [columns, message] of [
        [[{ name: "n", value: Number.NaN }], /finite/],
        [[{ name: "n", value: 2n ** 63n }], /64-bit/],
        [[{ name: "n", value: "x".repeat(2 ** 21 + 1) }], /2097152 bytes/],
        [["a", "b", "c"].map((name) => ({ name, value: new Uint8Array(2 ** 21) })), /4194304/]
      ] as const) {
        const error = yield* Effect.flip(writer.put(row(1, { columns })))
        assert.match(error.message, message)
      }
      const error = yield* Effect.flip(writer.table(Orders).put({ ...order("ada", 1n), total: Number.NaN }))
      assert.strictEqual(error.reason._tag, "InvalidInput")
    })
  )
})

describe("failures of a bulk writer", () => {
  it.effect("are written again, row by row, when they may go away", () =>
    Effect.gen(function* () {
      let failures = 3
      const { make, calls, stored } = setUp({
        row: (_, key) => (key[1]!.value === 2n && failures-- > 0 ? rowError("OTSServerBusy") : undefined)
      })
      const writer = yield* make
      yield* Effect.forEach(numbers(5), (n) => writer.update(row(n, { columns: [increment("n", 1n)] })))
      yield* writer.flush
      assert.deepStrictEqual(sizes(calls), [5, 1, 1, 1])
      assert.strictEqual(stored("orders").length, 5)
    })
  )

  it.effect("that stay are told once, with their rows", () =>
    Effect.gen(function* () {
      const { make, calls, stored, unwritten } = setUp({
        row: (_, key) =>
          key[1]!.value === 2n ? rowError("OTSServerBusy") : key[1]!.value === 3n ? rowError("OTSInvalidPK") : undefined
      })
      const writer = yield* make
      yield* Effect.forEach(numbers(5), (n) => writer.put(row(n)))
      const error = yield* Effect.flip(writer.flush)
      assert.strictEqual(error._tag, "UnwrittenRows")
      assert.deepStrictEqual(
        error.rows.map((one) => [numberOf(one), one.outcome, (one.error as any).reason._tag]),
        [
          [2, "notStored", "OTSServerBusy"],
          [3, "notStored", "OTSInvalidPK"]
        ]
      )
      assert.match(
        error.message,
        /2 rows are not stored; the first is orders, customer "ada", order 2: .*OTSServerBusy/
      )
      assert.deepStrictEqual(unwritten.map(numberOf).sort(), [2, 3])
      assert.deepStrictEqual(sizes(calls), [5, 1, 1, 1])
      assert.strictEqual(stored("orders").length, 3)
      yield* writer.flush
    })
  )

  it.effect("whose outcome is open are written again where that does no harm, and told as maybe stored elsewhere", () =>
    Effect.gen(function* () {
      let lost = 1
      const { make, calls, stored, unwritten } = setUp({
        after: () => (lost-- > 0 ? Effect.fail(reset) : Effect.void)
      })
      const writer = yield* make
      yield* writer.put(row(1))
      yield* writer.update(row(2, { columns: [increment("n", 1n)] }))
      yield* writer.put(row(3, { condition: expectNotExist() }))
      yield* writer.delete({ tableName: "orders", primaryKey: orderKey("ada", 4n) })
      const error = yield* Effect.flip(writer.flush)
      assert.deepStrictEqual(
        error.rows.map((one) => [numberOf(one), one.outcome]),
        [
          [2, "maybeStored"],
          [3, "maybeStored"]
        ]
      )
      assert.deepStrictEqual(unwritten, error.rows as never)
      assert.deepStrictEqual(sizes(calls), [4, 2])
      assert.strictEqual(stored("orders").length, 3)
    })
  )

  it.effect("whose outcome was open once are told as maybe stored whatever came later", () =>
    Effect.gen(function* () {
      let call = 0
      const { make, unwritten } = setUp({
        after: () => (call++ === 0 ? Effect.fail(reset) : Effect.void),
        row: () => (call === 0 ? undefined : rowError("OTSInvalidPK"))
      })
      const writer = yield* make
      yield* writer.put(row(1))
      yield* Effect.flip(writer.flush)
      assert.deepStrictEqual(
        unwritten.map(({ outcome }) => outcome),
        ["maybeStored"]
      )
    })
  )

  it.effect("of one row do not take others along", () =>
    Effect.gen(function* () {
      const { make, stored } = setUp({
        before: ({ input }) =>
          input.tables.some(({ rows }: any) => rows.some(({ primaryKey }: any) => primaryKey[1].value === 7n))
            ? Effect.fail(serverFailure("OTSParameterInvalid"))
            : Effect.void
      })
      const writer = yield* make
      yield* Effect.forEach(numbers(20), (n) => writer.put(row(n)))
      yield* writer.put(row(0, { tableName: "nowhere" }))
      const error = yield* Effect.flip(writer.flush)
      assert.deepStrictEqual(
        error.rows.map(({ row, error }) => [row.tableName, row.primaryKey[1]!.value, (error as any).reason._tag]),
        [
          ["orders", 7n, "OTSParameterInvalid"],
          ["nowhere", 0n, "OTSObjectNotExist"]
        ]
      )
      assert.strictEqual(stored("orders").length, 19)
    })
  )

  it.effect("by which others hold a row up do not end the patience with rows that are throttled", () =>
    Effect.gen(function* () {
      let busy = 10
      const { make, calls, stored, unwritten } = setUp(
        {
          row: (_, key) =>
            key[1]!.value === 1n
              ? rowError("OTSRowOperationConflict")
              : busy-- > 0
                ? rowError("OTSServerBusy")
                : undefined
        },
        {},
        TablestoreRetry.noDelay
      )
      const writer = yield* make
      yield* Effect.forEach([1, 2], (n) => writer.put(row(n)))
      yield* Effect.flip(writer.flush)
      assert.deepStrictEqual(
        stored("orders").map(({ primaryKey }) => primaryKey[1]!.value),
        [2n]
      )
      assert.deepStrictEqual(
        unwritten.map((one) => [numberOf(one), one.outcome, (one.error as any).reason.code]),
        [[1, "notStored", "OTSRowOperationConflict"]]
      )
      assert.lengthOf(calls, 11)
      // Alone it is tried six times.
      yield* writer.put(row(1))
      yield* Effect.flip(writer.flush)
      assert.lengthOf(calls, 11 + 6)
    })
  )

  it.effect("of the policy `none` are not written again", () =>
    Effect.gen(function* () {
      const { make, calls } = setUp({ row: () => rowError("OTSServerBusy") }, {}, RetryPolicy.none)
      const writer = yield* make
      yield* writer.put(row(1))
      yield* Effect.flip(writer.flush)
      assert.strictEqual(calls.length, 1)
    })
  )

  it.effect("by a defect are told, and the writer goes on", () =>
    Effect.gen(function* () {
      let isBroken = true
      const { make, stored, unwritten } = setUp({
        before: () => (isBroken ? Effect.die(new Error("broken")) : Effect.void)
      })
      const writer = yield* make
      yield* writer.put(row(1))
      yield* Effect.flip(writer.flush)
      assert.deepStrictEqual(
        unwritten.map((one) => [numberOf(one), one.outcome]),
        [[1, "maybeStored"]]
      )
      isBroken = false
      yield* writer.put(row(2))
      yield* writer.flush
      assert.strictEqual(stored("orders").length, 1)
    })
  )
})

describe("writing a stream", () => {
  it.effect("tells what is stored and what is not", () =>
    Effect.gen(function* () {
      const { make, stored, unwritten } = setUp({
        row: (_, key) => (key[1]!.value === 300n ? rowError("OTSConditionCheckFail") : undefined)
      })
      const writer = yield* make
      const rows = Stream.fromIterable([
        ...numbers(500).map((n) => put(n)),
        put(501, { columns: [{ name: "n", value: Number.NaN }] })
      ])
      const summary = yield* writer.writeAll(rows)
      assert.strictEqual(summary.written, 499)
      assert.deepStrictEqual(summary.failed.map(numberOf).sort(), [300, 501])
      assert.deepStrictEqual(unwritten.map(numberOf).sort(), [300, 501])
      assert.strictEqual(stored("orders").length, 499)
      // They were told: flush does not tell them again.
      yield* writer.flush
    })
  )

  it.effect("puts typed rows", () =>
    Effect.gen(function* () {
      const { make, stored } = setUp()
      const writer = yield* make
      const summary = yield* writer
        .table(Orders)
        .putAll(Stream.map(Stream.range(1, 300), (n) => order("ada", BigInt(n))))
      assert.deepStrictEqual(summary, { written: 300, failed: [] })
      assert.strictEqual(stored("orders").length, 300)
    })
  )

  it.effect("stores what was read when the stream fails, and leaves what is not stored to flush", () =>
    Effect.gen(function* () {
      const { make, stored } = setUp({ row: (_, key) => (key[1]!.value === 1n ? rowError("OTSInvalidPK") : undefined) })
      const writer = yield* make
      const rows = Stream.concat(Stream.fromIterable([put(0), put(1)]), Stream.fail("broken"))
      assert.strictEqual(yield* Effect.flip(writer.writeAll(rows)), "broken")
      const error = yield* Effect.flip(writer.flush)
      assert.deepStrictEqual(error.rows.map(numberOf), [1])
      assert.strictEqual(stored("orders").length, 1)
    })
  )

  it.effect("reads the stream no faster than rows are stored", () =>
    Effect.gen(function* () {
      const open = yield* Deferred.make<void>()
      const { make, calls } = setUp(
        { before: () => Deferred.await(open) },
        { bufferRows: 4, maxRows: 2, concurrency: 1 }
      )
      const writer = yield* make
      let read = 0
      const rows = Stream.range(1, 20).pipe(
        Stream.rechunk(1),
        Stream.map((n) => {
          read++
          return put(n)
        })
      )
      const fiber = yield* Effect.forkChild(writer.writeAll(rows))
      yield* until(() => calls.length === 1 && read >= 5)
      for (const _ of numbers(50)) yield* Effect.yieldNow
      assert.strictEqual(read, 5)
      yield* Deferred.succeed(open, undefined)
      assert.strictEqual((yield* Fiber.join(fiber)).written, 20)
    })
  )
})
