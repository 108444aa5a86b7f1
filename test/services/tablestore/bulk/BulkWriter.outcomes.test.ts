/** What a bulk writer says of rows whose answers were lost, damaged, or not the service's own. */
import { assert, describe, it, layer } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Logger from "effect/Logger"
import { Row, Tablestore, type UnwrittenRow, UnwrittenRows } from "../../../../src/index.ts"
import { type FaultAction, Faults } from "../../../../src/testing.ts"
import { makeRandom } from "../../../emulator/tablestore/random.ts"
import { numberOf, numbers, put, row, setUp } from "../bulkWriterCase.ts"
import { emulated } from "../emulated.ts"
import { damaged, foreignFailure, rowError } from "../scriptedRows.ts"
import { orderKey } from "../tables.ts"

const unwritten = (number: number, more: Partial<UnwrittenRow> = {}): UnwrittenRow => ({
  row: put(number),
  outcome: "notStored",
  ...more
})

describe("the message of unwritten rows", () => {
  const message = (...rows: ReadonlyArray<UnwrittenRow>) => new UnwrittenRows({ rows }).message

  it("tells apart what is not stored and what may be", () => {
    const first = 'the first is orders, customer "ada", order 1: '
    assert.strictEqual(
      message(unwritten(1, { error: damaged })),
      `1 row is not stored; ${first}Tablestore.batchWriteRow: the md5 of the download is b, the service says a`
    )
    assert.strictEqual(message(unwritten(1)), `1 row is not stored; ${first}the writer was closed before it was sent`)
    assert.strictEqual(
      message(unwritten(1, { outcome: "maybeStored" })),
      `1 row may be stored or not; ${first}the writer was closed before there was an answer`
    )
    assert.strictEqual(
      message(unwritten(1), unwritten(2), unwritten(3, { outcome: "maybeStored" })),
      `2 rows are not stored, 1 row may be stored or not; ${first}the writer was closed before it was sent`
    )
    assert.strictEqual(
      message(unwritten(1, { outcome: "maybeStored" }), unwritten(2, { outcome: "maybeStored" })),
      `2 rows may be stored or not; ${first}the writer was closed before there was an answer`
    )
  })

  it.effect("is in the log of a writer that nobody asked, after how many rows it took", () =>
    Effect.gen(function* () {
      const logged: Array<unknown> = []
      const { make } = setUp(
        {
          row: (_, key) => (key[1]!.value === 1n ? rowError("OTSInvalidPK") : undefined),
          after: () => Effect.fail(foreignFailure(404))
        },
        { onUnwritten: undefined, maxRows: 2, concurrency: 1 }
      )
      yield* Effect.scoped(
        Effect.flatMap(make, (writer) => Effect.forEach(numbers(3), (n) => writer.put(row(n))))
      ).pipe(Effect.provide(Logger.layer([Logger.make(({ message }) => void logged.push(message))])))
      assert.match(
        String(logged),
        /took 3 rows, of which 0 are stored, has ended: 3 rows may be stored or not; the first is orders, customer "ada", order 0: .*BadErrorResponse/
      )
    })
  )
})

const lostAnswers: ReadonlyArray<FaultAction> = [
  { _tag: "Reset", executed: true },
  { _tag: "CorruptByte", position: 0 },
  { _tag: "CorruptByte", position: 3 },
  { _tag: "Truncate", afterBytes: 1 },
  { _tag: "Error", status: 504, code: "" },
  { _tag: "Error", status: 404, code: "" },
  { _tag: "Error", status: 302, code: "" },
  { _tag: "Error", status: 403, code: "OTSNoPermissionAccess" },
  { _tag: "Error", status: 503, code: "OTSTimeout" }
]

layer(emulated)("rows that are said not to be stored", (it) => {
  it.effect("are not, whatever happens to the answers", () =>
    Effect.gen(function* () {
      const tablestore = yield* Tablestore
      const faults = yield* Faults
      yield* tablestore.createTable({
        tableName: "orders",
        primaryKey: [
          { name: "customer", type: "string" },
          { name: "order", type: "integer" }
        ]
      })
      const random = makeRandom(7)
      const told: Array<UnwrittenRow> = []
      const seen = new Set<string>()
      let from = 0
      for (const action of lostAnswers) {
        yield* faults.add({ operation: "BatchWriteRow", nth: 1 + random.below(3), action })
        yield* Effect.scoped(
          Effect.gen(function* () {
            const writer = yield* tablestore.writer({
              maxRows: 5,
              concurrency: 2,
              onUnwritten: (rows) => Effect.sync(() => void told.push(...rows))
            })
            // Increments are not sent again when their outcome is open.
            const columns = [Row.increment("n", 1n)]
            yield* Effect.forEach(numbers(30, from), (n) => writer.update(row(n, { columns })))
          })
        )
        yield* faults.clear
        from += 30
      }
      const gone = new Set<number>()
      for (const one of told) {
        const number = numberOf(one)
        const { row: stored } = yield* tablestore.getRow({
          tableName: "orders",
          primaryKey: orderKey("ada", BigInt(number))
        })
        seen.add(`${one.outcome} ${stored === undefined ? "absent" : "stored"}`)
        if (stored === undefined) gone.add(number)
        if (one.outcome === "notStored") assert.isUndefined(stored, `row ${number}: ${one.error}`)
      }
      assert.deepStrictEqual([...seen].sort(), ["maybeStored absent", "maybeStored stored", "notStored absent"])
      // And those that nobody was told of are stored, once.
      for (const number of numbers(from)) {
        if (told.some((one) => numberOf(one) === number)) continue
        const { row: stored } = yield* tablestore.getRow({
          tableName: "orders",
          primaryKey: orderKey("ada", BigInt(number))
        })
        assert.strictEqual(stored?.columns[0]?.value, 1n, `row ${number}`)
      }
    })
  )
})
