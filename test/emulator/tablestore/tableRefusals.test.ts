/** Faults of calls on a table, and on tables by their names. */
import { assert, describe, layer } from "@effect/vitest"
import { Effect } from "effect"
import { Row, Tablestore } from "../../../src/index.ts"
import { Faults, TablestoreTest } from "../../../src/testing.ts"

const make = (tableName: string) =>
  Effect.gen(function* () {
    const tablestore = yield* Tablestore
    yield* tablestore.createTable({ tableName, primaryKey: [{ name: "id", type: "string" }] })
    return tablestore
  })

const keyIn = (tableName: string) => ({ tableName, primaryKey: Row.key({ id: "a" }) })
const rowOf = (tableName: string) => ({ ...keyIn(tableName), columns: [] })

// A code that clients do not try again at.
const denied = { _tag: "Error", status: 403, code: "OTSNoPermissionAccess" } as const

/** Whether a call is refused as the rules say. */
const isDenied = <A, E extends { readonly _tag: string }, R>(call: Effect.Effect<A, E, R>) =>
  Effect.map(Effect.result(call), (outcome) => {
    if (outcome._tag === "Success") return false
    const { reason } = outcome.failure as unknown as { readonly reason: { readonly code?: string } }
    assert.strictEqual(reason.code, denied.code)
    return true
  })

describe("faults", () => {
  layer(TablestoreTest.layer)("by table", (it) => {
    it.effect("hit calls that name it, wherever they do", () =>
      Effect.gen(function* () {
        const tablestore = yield* make("good")
        yield* make("bad")
        const faults = yield* Faults
        yield* faults.add({ table: "bad", action: denied })
        const batch = (...names: ReadonlyArray<string>) =>
          tablestore.batchWriteRow({
            tables: names.map((name) => ({
              tableName: name,
              rows: [{ type: "put" as const, primaryKey: keyIn(name).primaryKey, columns: [] }]
            }))
          })
        const outcomes = yield* Effect.all({
          get: isDenied(tablestore.getRow(keyIn("bad"))),
          getOther: isDenied(tablestore.getRow(keyIn("good"))),
          batch: isDenied(batch("good", "bad")),
          batchOther: isDenied(batch("good")),
          create: isDenied(make("bad")),
          createTunnel: isDenied(
            tablestore.createTunnel({ tableName: "bad", tunnelName: "x", tunnelType: "baseData" })
          ),
          index: isDenied(tablestore.dropIndex({ mainTableName: "bad", indexName: "x" })),
          list: isDenied(tablestore.listTable({}))
        })
        assert.deepStrictEqual(outcomes, {
          get: true,
          getOther: false,
          batch: true,
          batchOther: false,
          create: true,
          createTunnel: true,
          index: true,
          list: false
        })
        yield* faults.clear
        assert.isFalse(yield* isDenied(tablestore.getRow(keyIn("bad"))))
      })
    )

    it.effect("are counted for the table, and combine with other conditions", () =>
      Effect.gen(function* () {
        const tablestore = yield* make("counted1")
        yield* make("counted2")
        const faults = yield* Faults
        const table = (name: string) => name.startsWith("counted")
        yield* faults.add({ operation: "PutRow", table, nth: 2, action: denied })
        assert.isFalse(yield* isDenied(tablestore.putRow(rowOf("counted1"))))
        assert.isFalse(yield* isDenied(tablestore.getRow(keyIn("counted1"))))
        assert.isFalse(yield* isDenied(tablestore.listTable({})))
        assert.isTrue(yield* isDenied(tablestore.putRow(rowOf("counted2"))))
        assert.isFalse(yield* isDenied(tablestore.putRow(rowOf("counted2"))))
        yield* faults.clear
      })
    )

    it.effect("hit calls on tunnels of the table", () =>
      Effect.gen(function* () {
        const tablestore = yield* make("tunnelled")
        const tunnel = { tableName: "tunnelled", tunnelName: "all", tunnelType: "baseData" } as const
        const { tunnelId } = yield* tablestore.createTunnel(tunnel)
        const faults = yield* Faults
        yield* faults.add({ operation: "tunnel/connect", table: "tunnelled", times: 1, action: denied })
        assert.isTrue(yield* isDenied(tablestore.connectTunnel({ tunnelId })))
        assert.isFalse(yield* isDenied(tablestore.connectTunnel({ tunnelId })))
        yield* faults.clear
      })
    )

    it.effect("show in the log which tables a call names", () =>
      Effect.gen(function* () {
        const tablestore = yield* make("logged")
        const faults = yield* Faults
        yield* faults.clearCalls
        yield* tablestore.getRow(keyIn("logged"))
        yield* tablestore.listTable({})
        const calls = yield* faults.calls
        assert.deepStrictEqual(
          calls.map(({ operation, tables }) => [operation, tables]),
          [
            ["GetRow", ["logged"]],
            ["ListTable", undefined]
          ]
        )
      })
    )
  })
})
