/**
 * Counters that many count at the same time, and many rows written in bulk, some of which fail.
 *
 * Run it with `npm run example examples/tablestore-counters.ts`.
 */
import { NodeRuntime } from "@effect/platform-node"
import { Console, Effect, Schema, Stream } from "effect"
import { Condition, Table, Tablestore } from "effect-cloud-storage"
import { Faults, TablestoreTest } from "effect-cloud-storage/testing"

class Pages extends Table.make("pages", {
  primaryKey: { site: Schema.String, path: Schema.String },
  attributes: { hits: Table.integer, title: Schema.optionalKey(Schema.String) }
}) {}

const program = Effect.gen(function* () {
  const tablestore = yield* Tablestore
  const pages = tablestore.table(Pages)
  yield* pages.create()

  // The service adds: nothing is lost although a hundred visitors come at once.
  const visit = pages.update({ site: "shop", path: "/" }, { increment: { hits: 1 } }, { returnColumns: ["hits"] })
  const counts = yield* Effect.all(
    Array.from({ length: 100 }, () => visit),
    { concurrency: 10 }
  )
  yield* Console.log(`visits   ${Math.max(...counts.map(({ hits }) => hits))}`)

  // 1,000 rows in batches of 200, several batches at a time. The service is busy twice: nobody notices.
  const faults = yield* Faults
  yield* faults.add({
    operation: "BatchWriteRow",
    times: 2,
    action: { _tag: "Error", status: 503, code: "OTSServerBusy", message: "Server is busy." }
  })
  yield* Effect.scoped(
    Effect.gen(function* () {
      const writer = yield* tablestore.writer({ concurrency: 2 })
      const rows = Stream.map(Stream.range(1, 1000), (n) => ({ site: "blog", path: `/${n}`, hits: n }))
      const { written, failed } = yield* writer.table(Pages).putAll(rows)
      yield* Console.log(`written  ${written}, failed ${failed.length}`)
    })
  )

  // What cannot be stored is told, row by row.
  yield* Effect.scoped(
    Effect.gen(function* () {
      const writer = yield* tablestore.writer()
      const blog = writer.table(Pages)
      yield* blog.put({ site: "blog", path: "/1", hits: 0 }, { condition: Condition.expectNotExist() })
      yield* blog.put({ site: "blog", path: "/new", hits: 0 }, { condition: Condition.expectNotExist() })
      yield* blog.delete({ site: "blog", path: "/2" })
      yield* writer.flush
    })
  ).pipe(
    Effect.catchTag("UnwrittenRows", ({ rows }) =>
      Effect.forEach(rows, ({ row, outcome, error }) =>
        Console.log(
          `${outcome}  ${row.primaryKey.map(({ value }) => value).join("")}: ${error?._tag === "ServerError" ? error.reason.code : error}`
        )
      )
    )
  )

  const most = pages.range({ site: "blog" }, { filter: (page) => page.hits.greaterThan(998) })
  yield* Stream.runForEach(most, ({ path, hits }) => Console.log(`popular  ${path} ${hits}`))
})

program.pipe(Effect.provide(TablestoreTest.layer), NodeRuntime.runMain)
