import { assert, describe, it } from "@effect/vitest"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Stream from "effect/Stream"
import type { BulkWriter, WriteProgress } from "../../../../src/index.ts"
import { numbers, put, row, setUp, until } from "../bulkWriterCase.ts"
import { rowError } from "../scriptedRows.ts"
import { Orders, order } from "../tables.ts"

const collected = () => {
  const told: Array<WriteProgress> = []
  return { told, onProgress: (progress: WriteProgress) => Effect.sync(() => void told.push(progress)) }
}

describe("the progress of a bulk writer", () => {
  it.effect("is told as rows are settled", () =>
    Effect.gen(function* () {
      const { told, onProgress } = collected()
      const { make } = setUp({}, { maxRows: 10, concurrency: 1, onProgress })
      const writer = yield* make
      assert.deepStrictEqual(yield* writer.progress, { taken: 0, written: 0, unwritten: 0, settledUpTo: 0 })
      yield* Effect.forEach(numbers(30), (n) => writer.put(row(n)))
      yield* writer.flush
      assert.deepStrictEqual(
        told.map(({ written }) => written),
        [10, 20, 30]
      )
      assert.deepStrictEqual(yield* writer.progress, { taken: 30, written: 30, unwritten: 0, settledUpTo: 30 })
    })
  )

  it.effect("says up to which row all are settled, although later ones are too", () =>
    Effect.gen(function* () {
      const open = yield* Deferred.make<void>()
      const { make } = setUp(
        {
          before: ({ input }) =>
            input.tables[0].rows.some(({ primaryKey }: any) => primaryKey[1].value === 3n)
              ? Deferred.await(open)
              : Effect.void,
          row: (_, key) => (key[1]!.value === 0n ? rowError("OTSInvalidPK") : undefined)
        },
        { maxRows: 2, concurrency: 2 }
      )
      const writer = yield* make
      yield* Effect.forEach(numbers(8), (n) => writer.put(row(n)))
      const written = (count: number) => Effect.runSync(writer.progress).written === count
      yield* until(() => written(5))
      assert.deepStrictEqual(yield* writer.progress, { taken: 8, written: 5, unwritten: 1, settledUpTo: 2 })
      yield* Deferred.succeed(open, undefined)
      yield* until(() => written(7))
      assert.deepStrictEqual(yield* writer.progress, { taken: 8, written: 7, unwritten: 1, settledUpTo: 8 })
    })
  )

  it.effect("is not told twice at the same time, and its last state is told", () =>
    Effect.gen(function* () {
      const told: Array<number> = []
      let running = 0
      const onProgress = ({ written }: WriteProgress) =>
        Effect.gen(function* () {
          assert.strictEqual(++running, 1)
          for (const _ of numbers(7)) yield* Effect.yieldNow
          told.push(written)
          running--
        })
      const { make } = setUp({}, { maxRows: 1, concurrency: 4, onProgress })
      const writer = yield* make
      yield* Effect.forEach(numbers(40), (n) => writer.put(row(n)))
      yield* writer.flush
      assert.strictEqual(told.at(-1), 40)
      assert.isBelow(told.length, 40)
      assert.deepStrictEqual(
        told,
        [...told].sort((a, b) => a - b)
      )
    })
  )

  it.effect("that cannot be told does no harm", () =>
    Effect.gen(function* () {
      const { make, stored } = setUp({}, { onProgress: () => Effect.die("broken") })
      const writer = yield* make
      yield* writer.put(row(1))
      yield* writer.flush
      assert.strictEqual(stored("orders").length, 1)
    })
  )

  it.effect("of a stream counts the rows of that stream, refused ones too", () =>
    Effect.gen(function* () {
      const { told, onProgress } = collected()
      const { make } = setUp({}, { maxRows: 5, concurrency: 1 })
      const writer = yield* make
      yield* Effect.forEach(numbers(3, 100), (n) => writer.put(row(n)))
      const rows = [
        put(0),
        put(1, { columns: [{ name: "n", value: Number.NaN }] }),
        ...numbers(8, 2).map((n) => put(n))
      ]
      const summary = yield* writer.writeAll(Stream.fromIterable(rows), { onProgress })
      assert.deepStrictEqual([summary.written, summary.failed.length], [9, 1])
      assert.deepStrictEqual(told.at(-1), { taken: 10, written: 9, unwritten: 1, settledUpTo: 10 })
      assert.deepStrictEqual(yield* writer.progress, { taken: 13, written: 12, unwritten: 1, settledUpTo: 13 })
      const typed = collected()
      yield* writer.table(Orders).putAll(
        Stream.map(Stream.range(1, 7), (n) => order("bob", BigInt(n))),
        typed
      )
      assert.deepStrictEqual(typed.told.at(-1), { taken: 7, written: 7, unwritten: 0, settledUpTo: 7 })
    })
  )

  it.effect("says after an interruption how many rows were taken, and where to go on", () =>
    Effect.gen(function* () {
      let calls = 0
      const { make, unwritten } = setUp(
        { before: () => (++calls > 3 ? Effect.never : Effect.void) },
        { maxRows: 2, concurrency: 1, bufferRows: 4 }
      )
      let writer: BulkWriter | undefined
      const fiber = yield* Effect.forkChild(
        Effect.scoped(
          Effect.gen(function* () {
            writer = yield* make
            yield* writer.writeAll(
              Stream.rechunk(
                Stream.map(Stream.range(0, 99), (n) => put(n)),
                1
              )
            )
          })
        )
      )
      yield* until(() => calls === 4)
      for (const _ of numbers(50)) yield* Effect.yieldNow
      yield* Fiber.interrupt(fiber)
      assert.deepStrictEqual(yield* writer!.progress, { taken: 10, written: 6, unwritten: 4, settledUpTo: 6 })
      assert.deepStrictEqual(
        unwritten.map(({ outcome }) => outcome),
        ["maybeStored", "maybeStored", "notStored", "notStored"]
      )
    })
  )
})
