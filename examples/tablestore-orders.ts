/**
 * Orders in a table with types: put, change on a condition, read many at once, go through a range.
 *
 * Run it with `npm run example examples/tablestore-orders.ts`.
 */
import { NodeRuntime } from "@effect/platform-node"
import { Console, Effect, Option, Schema, Stream } from "effect"
import { Condition, Table, Tablestore } from "effect-cloud-storage"
import { TablestoreTest } from "effect-cloud-storage/testing"

class Orders extends Table.make("orders", {
  primaryKey: { customer: Schema.String, order: Table.autoIncrement },
  attributes: {
    total: Schema.Finite,
    paid: Schema.Boolean,
    pieces: Table.integer,
    placed: Table.timestamp,
    note: Schema.optionalKey(Schema.String)
  }
}) {}

// The class is the type of its rows.
const show = ({ customer, total, paid, note }: Orders) =>
  `${customer} ${total.toFixed(2)} ${paid ? "paid" : "open"}${note === undefined ? "" : ` (${note})`}`

const program = Effect.gen(function* () {
  const orders = yield* Tablestore.table(Orders)
  yield* orders.create()

  const placed = Schema.decodeSync(Table.timestamp)(1_700_000_000_000n)
  const hat = yield* orders.put({ customer: "ada", total: 12.5, paid: false, pieces: 1, placed, note: "gift" })
  const rope = yield* orders.put({ customer: "ada", total: 8, paid: false, pieces: 3, placed })
  yield* orders.put({ customer: "bob", total: 99, paid: true, pieces: 2, placed })

  // Pays an order once, and only if it is worth it.
  const worthIt = Condition.where(Orders, (o, { and }) => and(o.total.greaterThan(10), o.paid.equal(false)))
  const pay = (key: Table.Key<typeof Orders>) =>
    orders.update(key, { set: { paid: true }, delete: ["note"] }, { condition: worthIt }).pipe(
      Effect.as("paid"),
      Effect.catchReason("ServerError", "OTSConditionCheckFail", () => Effect.succeed("left as it is"))
    )
  yield* Console.log(`hat     ${yield* pay(hat)}, then ${yield* pay(hat)}`)
  yield* Console.log(`rope    ${yield* pay(rope)}`)

  const { pieces } = yield* orders.update(rope, { increment: { pieces: 2 } }, { returnColumns: ["pieces"] })
  yield* Console.log(`rope    now ${pieces} pieces`)

  // One request for both, without a word about batches.
  const both = yield* Effect.forEach([hat, rope], orders.get, { concurrency: "unbounded" })
  yield* Console.log(`get     ${both.map(Option.match({ onNone: () => "none", onSome: show })).join(", ")}`)

  const ofAda = orders.range({ customer: "ada" }, { direction: "backward", filter: (o) => o.paid.equal(false) })
  yield* Stream.runForEach(ofAda, (order) => Console.log(`open    ${show(order)}`))

  const all = yield* orders.range({}, { columns: ["total"] }).pipe(
    Stream.runFold(
      () => 0,
      (sum, { total }) => sum + total
    )
  )
  yield* Console.log(`in all  ${all}`)

  yield* orders.put({ customer: "", total: Number.NaN, paid: true, pieces: 0.5, placed }).pipe(
    Effect.asVoid,
    Effect.catchTag("ClientError", (error) => Console.log(`refused ${error.message}`))
  )
})

// In production: Effect.provide(TablestoreNode.layer({ endpoint: "https://…" })) from "effect-cloud-storage/node".
program.pipe(Effect.provide(TablestoreTest.layer), NodeRuntime.runMain)
