/** Random rows, random failures: each row is stored or told of, and never anything else. */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Stream from "effect/Stream"
import { isRepeatableRow } from "../../../../src/layers/tablestore/repeatableWrite.ts"
import { RequestError } from "../../../../src/schema/Errors.ts"
import type { TablestoreErrorCode } from "../../../../src/schema/tablestore/errors.ts"
import { increment } from "../../../../src/schema/tablestore/format/rowValue.ts"
import { batchWriteRow } from "../../../../src/schema/tablestore/operations/batch.ts"
import type { UnwrittenRow } from "../../../../src/services/tablestore/bulk/BulkWriter.ts"
import { makeBulkWriter } from "../../../../src/services/tablestore/bulk/makeBulkWriter.ts"
import type { TableRowWrite, TablestoreFailure } from "../../../../src/services/tablestore/table/rows/rowMethods.ts"
import { keyIdentity } from "../../../../src/services/tablestore/table/rows/storedValue.ts"
import { makeRandom, type Random } from "../../../emulator/tablestore/random.ts"
import {
  damaged,
  distrusted,
  foreignFailure,
  makeScriptedRows,
  reset,
  rowError,
  serverFailure
} from "../scriptedRows.ts"
import { noPause, orderKey } from "../tables.ts"

const randomRow = (random: Random, number: number): TableRowWrite => {
  const tableName = random.pick(["orders", "orders", "counters"])
  // A key of its own for each row object, by which it is recognised; few different ones, so that they meet.
  const primaryKey = orderKey("ada", BigInt(random.below(12)))
  const columns = [{ name: "n", value: BigInt(number) }]
  switch (random.below(5)) {
    case 0:
      return { type: "delete", tableName, primaryKey }
    case 1:
      return { type: "update", tableName, primaryKey, columns }
    case 2:
      return { type: "update", tableName, primaryKey, columns: [increment("count", 1n)] }
    default:
      return { type: "put", tableName, primaryKey, columns }
  }
}

/** Failures by which nobody can tell whether the service has done its work. */
const openFailures: ReadonlyArray<TablestoreFailure> = [
  reset,
  new RequestError({
    service: "Tablestore",
    operation: "batchWriteRow",
    host: "test",
    attempts: 1,
    elapsedMillis: 1,
    reason: { _tag: "Aborted", detail: "as the test says" }
  }),
  serverFailure("OTSTimeout"),
  damaged,
  distrusted({ _tag: "UndecodableResponse", status: 200, message: "as the test says" }),
  distrusted({ _tag: "UntrustedResponse", status: 200, message: "as the test says" }),
  ...[504, 408, 499, 520, 302, 404, 400, 403, 500].map((status) => foreignFailure(status))
]

const wholeFailures: ReadonlyArray<TablestoreFailure> = [
  ...openFailures,
  serverFailure("OTSServerBusy"),
  serverFailure("OTSParameterInvalid"),
  serverFailure("OTSNoPermissionAccess")
]
const rowCodes: ReadonlyArray<TablestoreErrorCode> = [
  "OTSServerBusy",
  "OTSRowOperationConflict",
  "OTSConditionCheckFail",
  "OTSInvalidPK"
]

const setUp = (random: Random) => {
  const hazard = random.pick([0, 5, 20, 50])
  const pause = Effect.suspend(() => Effect.forEach(Array.from({ length: random.below(4) }), () => Effect.yieldNow))
  const mayFail = (failures: ReadonlyArray<TablestoreFailure>) =>
    Effect.andThen(
      pause,
      Effect.suspend(() => (random.chance(hazard / 100) ? Effect.fail(random.pick(failures)) : Effect.void))
    )
  const scripted = makeScriptedRows({
    before: () => mayFail(wholeFailures),
    after: () => mayFail(openFailures),
    row: () => (random.chance(hazard / 200) ? rowError(random.pick(rowCodes)) : undefined)
  })
  const told: Array<UnwrittenRow> = []
  const make = makeBulkWriter(
    { rows: scripted.rows, batchWriteRow, retryPolicy: noPause },
    {
      concurrency: 1 + random.below(4),
      maxRows: 1 + random.below(6),
      bufferRows: 1 + random.below(20),
      maxBytes: random.pick([1, 100, 4_000_000]),
      onUnwritten: (rows) =>
        Effect.andThen(
          pause,
          Effect.sync(() => void told.push(...rows))
        )
    }
  )
  return { ...scripted, told, make }
}

/** Whether this run has shown each outcome: a model in which nothing goes wrong proves nothing. */
const outcomesOf = (told: ReadonlyArray<UnwrittenRow>, writes: ReadonlyArray<{ readonly primaryKey: unknown }>) => {
  const written = new Set(writes.map(({ primaryKey }) => primaryKey))
  return told.map(({ row, outcome }) => `${outcome} ${written.has(row.primaryKey) ? "written" : "not written"}`)
}

const check = (
  { calls, told, writes }: Pick<ReturnType<typeof setUp>, "calls" | "told" | "writes">,
  given: ReadonlyArray<TableRowWrite>
) => {
  // Row objects are rebuilt on their way; their keys are not.
  const toldOf = new Map(told.map((one) => [one.row.primaryKey, one]))
  assert.strictEqual(toldOf.size, told.length, "a row is told of twice")
  const applied = new Map<unknown, number>()
  for (const { primaryKey } of writes) applied.set(primaryKey, (applied.get(primaryKey) ?? 0) + 1)
  for (const row of given) {
    const times = applied.get(row.primaryKey) ?? 0
    const outcome = toldOf.get(row.primaryKey)?.outcome
    if (outcome === undefined) assert.isAtLeast(times, 1, "a row is lost without a word")
    if (outcome === "notStored") assert.strictEqual(times, 0, "a row is stored that is said not to be")
    if (!isRepeatableRow(row)) assert.isAtMost(times, 1, "a row is written twice that must not be")
  }
  for (const { input } of calls) {
    for (const { tableName, rows } of input.tables) {
      const keys = rows.map(({ primaryKey }: TableRowWrite) => `${tableName} ${keyIdentity(primaryKey)}`)
      assert.strictEqual(new Set(keys).size, keys.length, "a key is twice in a batch")
    }
  }
  const place = new Map(given.map((row, index) => [row.primaryKey as unknown, { index, row }]))
  const last = new Map<string, number>()
  for (const { primaryKey } of writes) {
    const { index, row } = place.get(primaryKey)!
    const key = `${row.tableName} ${keyIdentity(primaryKey)}`
    assert.isAtLeast(index, last.get(key) ?? -1, "writes of a key overtake each other")
    last.set(key, index)
  }
}

const seeds = Array.from({ length: 150 }, (_, seed) => seed)

describe("a bulk writer under random failures", () => {
  it.effect("stores each row or tells of it, and flush tells the same", () => {
    const seen = new Set<string>()
    return Effect.forEach(
      seeds,
      (seed) =>
        Effect.gen(function* () {
          const random = makeRandom(seed)
          const made = setUp(random)
          const given: Array<TableRowWrite> = []
          const flushed: Array<UnwrittenRow> = []
          yield* Effect.scoped(
            Effect.gen(function* () {
              const writer = yield* made.make
              const flush = Effect.catch(writer.flush, ({ rows }) => Effect.sync(() => void flushed.push(...rows)))
              for (let number = 0; number < 60; number++) {
                const row = randomRow(random, number)
                given.push(row)
                yield* writer[row.type](row as never)
                if (random.chance(0.05)) yield* flush
                if (random.chance(0.1)) yield* Effect.yieldNow
              }
              yield* flush
              check(made, given)
            })
          )
          check(made, given)
          const order = (rows: ReadonlyArray<UnwrittenRow>) =>
            given.filter((row) => rows.some((one) => one.row.primaryKey === row.primaryKey))
          assert.deepStrictEqual(order(flushed), order(made.told))
          assert.strictEqual(flushed.length, made.told.length)
          for (const outcome of outcomesOf(made.told, made.writes)) seen.add(outcome)
        }),
      { discard: true }
    ).pipe(
      Effect.andThen(
        Effect.sync(() =>
          assert.deepStrictEqual([...seen].sort(), [
            "maybeStored not written",
            "maybeStored written",
            "notStored not written"
          ])
        )
      )
    )
  })

  it.effect("sums up what became of the rows of a stream", () =>
    Effect.forEach(
      seeds.slice(0, 50),
      (seed) =>
        Effect.gen(function* () {
          const random = makeRandom(seed)
          const made = setUp(random)
          const given = Array.from({ length: 60 }, (_, number) => randomRow(random, number))
          const summary = yield* Effect.scoped(
            Effect.flatMap(made.make, (writer) => writer.writeAll(Stream.rechunk(Stream.fromIterable(given), 7)))
          )
          check(made, given)
          assert.strictEqual(summary.written + summary.failed.length, 60)
          assert.sameMembers(
            [...summary.failed.map(({ row }) => row.primaryKey)],
            made.told.map(({ row }) => row.primaryKey)
          )
        }),
      { discard: true }
    )
  )

  it.effect("tells of each row that it cannot vouch for when it is interrupted", () =>
    Effect.forEach(
      seeds,
      (seed) =>
        Effect.gen(function* () {
          const random = makeRandom(seed)
          const made = setUp(random)
          const given: Array<TableRowWrite> = []
          const doubtful = new Set<TableRowWrite>()
          const fiber = yield* Effect.forkChild(
            Effect.scoped(
              Effect.gen(function* () {
                const writer = yield* made.make
                for (let number = 0; number < 60; number++) {
                  const row = randomRow(random, number)
                  given.push(row)
                  doubtful.add(row)
                  yield* writer[row.type](row as never)
                  doubtful.delete(row)
                  yield* Effect.yieldNow
                }
                yield* Effect.catch(writer.flush, () => Effect.void)
              })
            )
          )
          for (let step = random.below(120); step > 0; step--) yield* Effect.yieldNow
          yield* Fiber.interrupt(fiber)
          // A row whose put was cut off may have been buffered or not: if it was, it is told of.
          const known = given.filter(
            (row) => !doubtful.has(row) || made.told.some((one) => one.row.primaryKey === row.primaryKey)
          )
          check(
            {
              ...made,
              writes: made.writes.filter(({ primaryKey }) => known.some((row) => row.primaryKey === primaryKey))
            },
            known
          )
        }),
      { discard: true }
    )
  )
})
