/** What users can tell the emulated Tablestore: by options of its layers, by flags of its command. */
import { spawn } from "node:child_process"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as TestClock from "effect/testing/TestClock"
import { Credentials, RetryPolicy, Row, Tablestore } from "../../../src/index.ts"
import { layerHttpClient } from "../../../src/node.ts"
import { TablestoreTest } from "../../../src/testing.ts"

const tableName = "orders"
const primaryKey = Row.key({ id: 1n })

const createTable = Effect.flatMap(Tablestore, (tablestore) =>
  tablestore.createTable({ tableName, primaryKey: [{ name: "id", type: "integer" }] })
)
const read = Effect.flatMap(Tablestore, (tablestore) => tablestore.getRow({ tableName, primaryKey }))

/** The code of the first read after a table was made; `undefined` when there was none. */
const refusal = Effect.map(Effect.result(Effect.andThen(createTable, read)), (result) =>
  result._tag === "Failure" && result.failure._tag === "ServerError" ? result.failure.reason._tag : undefined
)

describe("a table that takes its time", () => {
  it.effect("is not ready before the clock says so", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* refusal, "OTSTableNotReady")
      yield* TestClock.adjust("2 seconds")
      assert.isUndefined((yield* read).row)
    }).pipe(Effect.provide(TablestoreTest.layerWith({ tableReadyAfter: "2 seconds", retry: RetryPolicy.layerNone })))
  )

  it.effect("is ready at once where nobody wants to wait", () =>
    Effect.gen(function* () {
      assert.isUndefined(yield* refusal)
    }).pipe(Effect.provide(TablestoreTest.layerWith({ retry: RetryPolicy.layerNone })))
  )

  it.live("is so over sockets too", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* refusal, "OTSTableNotReady")
    }).pipe(Effect.provide(TablestoreTest.layerSockets({ tableReadyAfter: "1 minute", retry: RetryPolicy.layerNone })))
  )

  it.live("is so by a flag of the command", () =>
    Effect.gen(function* () {
      const bin = fileURLToPath(new URL("../../../src/emulator/bin.ts", import.meta.url))
      const args = [bin, "emulator", "--port", "0", "--table-ready-after", "60000"]
      const child = yield* Effect.acquireRelease(
        Effect.sync(() => spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] })),
        (running) => Effect.sync(() => running.kill("SIGKILL"))
      )
      const endpoint = yield* Effect.callback<string>((resume) => {
        createInterface(child.stdout).on("line", (line) => {
          if (line.startsWith("tablestore ")) resume(Effect.succeed(line.slice("tablestore ".length)))
        })
      })
      const layer = Tablestore.layer({ endpoint, instanceName: "test" }).pipe(
        Layer.provide([
          Credentials.layerStatic({ accessKeyId: "test", accessKeySecret: "test" }),
          RetryPolicy.layerNone,
          layerHttpClient
        ])
      )
      assert.strictEqual(yield* Effect.provide(refusal, layer), "OTSTableNotReady")
    })
  )
})
