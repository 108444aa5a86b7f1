import { assert, describe, it } from "@effect/vitest"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Logger from "effect/Logger"
import * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import { TestClock } from "effect/testing"
import * as RetryPolicy from "../../../../src/layers/RetryPolicy.ts"
import { numberOf, numbers, put, row, setUp, until } from "../bulkWriterCase.ts"
import { rowError } from "../scriptedRows.ts"

describe("the end of a bulk writer", () => {
  it.effect("stores what is buffered when its scope ends", () =>
    Effect.gen(function* () {
      const { make, stored, unwritten } = setUp()
      yield* Effect.scoped(Effect.flatMap(make, (writer) => Effect.forEach(numbers(5), (n) => writer.put(row(n)))))
      assert.strictEqual(stored("orders").length, 5)
      assert.deepStrictEqual(unwritten, [])
    })
  )

  it.effect("stores what is buffered when the program fails", () =>
    Effect.gen(function* () {
      const { make, stored } = setUp()
      const exit = yield* Effect.exit(
        Effect.scoped(Effect.flatMap(make, (writer) => Effect.andThen(writer.put(row(1)), Effect.fail("no"))))
      )
      assert.deepStrictEqual(exit, Exit.fail("no"))
      assert.strictEqual(stored("orders").length, 1)
    })
  )

  it.effect("tells each row that is not confirmed when the program is interrupted", () =>
    Effect.gen(function* () {
      const { make, calls, unwritten } = setUp(
        { before: () => Effect.never },
        { maxRows: 2, concurrency: 1, bufferRows: 5 }
      )
      const fiber = yield* Effect.forkChild(
        Effect.scoped(Effect.flatMap(make, (writer) => Effect.forEach(numbers(9), (n) => writer.put(row(n)))))
      )
      yield* until(() => calls.length === 1)
      for (const _ of numbers(20)) yield* Effect.yieldNow
      yield* Fiber.interrupt(fiber)
      assert.deepStrictEqual(
        unwritten.map((one) => [numberOf(one), one.outcome]),
        [
          [0, "maybeStored"],
          [1, "maybeStored"],
          [2, "notStored"],
          [3, "notStored"],
          [4, "notStored"]
        ]
      )
    })
  )

  it.effect("logs what nobody was told", () =>
    Effect.gen(function* () {
      const logged: Array<unknown> = []
      const logger = Logger.make(({ message }) => void logged.push(message))
      const { make } = setUp({ row: () => rowError("OTSInvalidPK") }, { onUnwritten: undefined })
      yield* Effect.scoped(Effect.flatMap(make, (writer) => writer.put(row(1)))).pipe(
        Effect.provide(Logger.layer([logger]))
      )
      assert.match(String(logged), /1 row is not stored; the first is orders, customer "ada", order 1/)
      logged.length = 0
      yield* Effect.scoped(
        Effect.flatMap(make, (writer) => Effect.andThen(writer.put(row(1)), Effect.flip(writer.flush)))
      ).pipe(Effect.provide(Logger.layer([logger])))
      assert.deepStrictEqual(logged, [])
    })
  )

  it.effect("does not wait for ever", () =>
    Effect.gen(function* () {
      const { make, unwritten } = setUp({ before: () => Effect.never }, { closeTimeout: "10 seconds" })
      const fiber = yield* Effect.forkChild(Effect.scoped(Effect.flatMap(make, (writer) => writer.put(row(1)))))
      yield* TestClock.adjust("9 seconds")
      assert.deepStrictEqual(unwritten, [])
      yield* TestClock.adjust("1 second")
      yield* Fiber.join(fiber)
      assert.deepStrictEqual(
        unwritten.map((one) => [numberOf(one), one.outcome]),
        [[1, "maybeStored"]]
      )
    })
  )

  it.effect("refuses rows afterwards, and those that still wait for room", () =>
    Effect.gen(function* () {
      const { make } = setUp({ before: () => Effect.never }, { bufferRows: 1, closeTimeout: "1 second" })
      const scope = yield* Scope.make()
      const writer = yield* Scope.provide(make, scope)
      yield* writer.put(row(1))
      const waiting = yield* Effect.forkChild(Effect.flip(writer.put(row(2))))
      for (const _ of numbers(20)) yield* Effect.yieldNow
      const closing = yield* Effect.forkChild(Scope.close(scope, Exit.void))
      yield* TestClock.adjust("1 second")
      yield* Fiber.join(closing)
      assert.match((yield* Fiber.join(waiting)).message, /closed/)
      assert.match((yield* Effect.flip(writer.put(row(3)))).message, /closed/)
    })
  )

  it.effect("goes on storing when a flush is interrupted", () =>
    Effect.gen(function* () {
      const open = yield* Deferred.make<void>()
      const { make, stored } = setUp({ before: () => Deferred.await(open) })
      const writer = yield* make
      yield* writer.put(row(1))
      const flushing = yield* Effect.forkChild(writer.flush)
      for (const _ of numbers(20)) yield* Effect.yieldNow
      yield* Fiber.interrupt(flushing)
      yield* Deferred.succeed(open, undefined)
      yield* writer.flush
      assert.strictEqual(stored("orders").length, 1)
    })
  )

  it.effect("does not wait for ever for who is told, and does not cut it off", () =>
    Effect.gen(function* () {
      const open = yield* Deferred.make<void>()
      const told: Array<number> = []
      const { make } = setUp(
        { before: () => Effect.never },
        {
          onUnwritten: (rows) =>
            Effect.andThen(
              Deferred.await(open),
              Effect.sync(() => void told.push(...rows.map(numberOf)))
            )
        }
      )
      const fiber = yield* Effect.forkChild(
        Effect.scoped(Effect.flatMap(make, (writer) => Effect.andThen(writer.put(row(1)), writer.flush)))
      )
      for (const _ of numbers(20)) yield* Effect.yieldNow
      const interrupting = yield* Effect.forkChild(Fiber.interrupt(fiber))
      yield* TestClock.adjust("4 seconds")
      assert.isUndefined(interrupting.pollUnsafe())
      yield* TestClock.adjust("1 second")
      assert.isDefined(interrupting.pollUnsafe())
      assert.deepStrictEqual(told, [])
      yield* Deferred.succeed(open, undefined)
      yield* until(() => told.length === 1)
    })
  )

  it.effect("can be cut off while refused rows of a stream are told, of which flush tells later", () =>
    Effect.gen(function* () {
      const open = yield* Deferred.make<void>()
      const { make } = setUp({}, { onUnwritten: () => Deferred.await(open) })
      const writer = yield* make
      const wrong = put(1, { columns: [{ name: "n", value: Number.NaN }] })
      const writing = yield* Effect.forkChild(writer.writeAll(Stream.fromIterable([wrong])))
      for (const _ of numbers(20)) yield* Effect.yieldNow
      yield* Fiber.interrupt(writing)
      yield* Deferred.succeed(open, undefined)
      for (const _ of numbers(20)) yield* Effect.yieldNow
      assert.deepStrictEqual((yield* Effect.flip(writer.flush)).rows.map(numberOf), [1])
    })
  )

  it.effect("says that rows which wait for another attempt are not stored", () =>
    Effect.gen(function* () {
      const { make, calls, unwritten } = setUp(
        { row: () => rowError("OTSServerBusy") },
        {},
        RetryPolicy.make({ baseDelay: "1 hour" })
      )
      const fiber = yield* Effect.forkChild(
        Effect.scoped(Effect.flatMap(make, (writer) => Effect.andThen(writer.put(row(1)), writer.flush)))
      )
      yield* until(() => calls.length === 1)
      for (const _ of numbers(20)) yield* Effect.yieldNow
      yield* Fiber.interrupt(fiber)
      assert.deepStrictEqual(
        unwritten.map(({ outcome, error }) => [outcome, (error as any).reason.code]),
        [["notStored", "OTSServerBusy"]]
      )
    })
  )
})
