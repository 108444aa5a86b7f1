/**
 * The stream of a table: every change of its rows, in order, as typed rows.
 *
 * Run it with `npm run example examples/tablestore-changes.ts`.
 */
import { NodeRuntime } from "@effect/platform-node"
import { Console, Effect, Schema, Stream } from "effect"
import { Table, Tablestore } from "effect-cloud-storage"
import { TablestoreTest } from "effect-cloud-storage/testing"

class Stock extends Table.make("stock", {
  primaryKey: { item: Schema.String },
  attributes: { pieces: Table.integer, shelf: Schema.optionalKey(Schema.String) }
}) {}

const tell = (change: Table.RowChange<typeof Stock>): string => {
  switch (change.action) {
    case "put":
      return `put     ${change.row.item}: ${change.row.pieces} pieces`
    case "update":
      return `update  ${change.key.item}: ${JSON.stringify(change.set)} without ${JSON.stringify(change.deleted)}`
    case "delete":
      return `delete  ${change.key.item}`
  }
}

const changes = Stream.unwrap(
  Effect.gen(function* () {
    const tablestore = yield* Tablestore
    const { streams } = yield* tablestore.listStream({ tableName: Stock.tableName })
    return Stream.fromIterable(streams).pipe(
      Stream.mapEffect(({ streamId }) => tablestore.describeStream({ streamId })),
      Stream.flatMap(({ shards, streamId }) =>
        Stream.flatMap(Stream.fromIterable(shards), ({ shardId }) =>
          // With `whenCaughtUp: "1 second"` it goes on with what comes later.
          tablestore.streamRecordsAll({ streamId, shardId })
        )
      ),
      Stream.mapEffect((record) => Table.decodeChange(Stock, record))
    )
  })
)

const program = Effect.gen(function* () {
  const stock = yield* Tablestore.table(Stock)
  yield* stock.create({ streamSpec: { enableStream: true, expirationTime: 24 } })

  yield* stock.put({ item: "hat", pieces: 3, shelf: "top" })
  yield* stock.update({ item: "hat" }, { increment: { pieces: -1 }, delete: ["shelf"] })
  yield* stock.put({ item: "rope", pieces: 9 })
  yield* stock.delete({ item: "hat" })

  yield* Stream.runForEach(changes, (change) => Console.log(tell(change)))
})

program.pipe(Effect.provide(TablestoreTest.layer), NodeRuntime.runMain)
