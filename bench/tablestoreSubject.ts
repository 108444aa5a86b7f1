/**
 * One client of the Tablestore benchmark, in a process of its own. Started by `tablestore.ts`, which sends it work.
 */
import * as Undici from "@effect/platform-node/Undici"
import { Effect, Layer, ManagedRuntime } from "effect"
import TableStore from "tablestore"
import { Credentials, Row, Tablestore, TablestoreRetry } from "../src/index.ts"
import { layerHttpClient } from "../src/node.ts"
import { many, serveWork, type Work } from "./compare.ts"
import { manyEffects } from "./manyEffects.ts"

const [, , name = "ours", endpoint = ""] = process.argv
const tableName = "orders"
const text = (row: number, column: number) => `value ${row} of column ${column}`

const ours = () => {
  const runtime = ManagedRuntime.make(
    Tablestore.layer({ endpoint, instanceName: "bench" }).pipe(
      Layer.provide([
        Credentials.layerStatic({ accessKeyId: "bench", accessKeySecret: "bench-secret" }),
        TablestoreRetry.layerStandard,
        layerHttpClient
      ])
    )
  )
  const key = (order: number) => Row.key({ customer: "ada", order: BigInt(order) })
  const columns = (row: number) =>
    Array.from({ length: 10 }, (_, column) =>
      Row.put(`column${column}`, column % 2 === 0 ? text(row, column) : BigInt(row * column))
    )
  const calling = <A, E>(call: (tablestore: Tablestore["Service"]) => Effect.Effect<A, E>) =>
    Effect.flatMap(Tablestore, call)
  const calls: Readonly<Record<string, Effect.Effect<unknown, unknown, Tablestore>>> = {
    putRow: calling((tablestore) => tablestore.putRow({ tableName, primaryKey: key(1), columns: columns(1) })),
    getRow: calling((tablestore) => tablestore.getRow({ tableName, primaryKey: key(1) })),
    batchWriteRow: calling((tablestore) =>
      tablestore.batchWriteRow({
        tables: [
          {
            tableName,
            rows: Array.from(
              { length: 200 },
              (_, row) => ({ type: "put", primaryKey: key(row), columns: columns(row) }) as const
            )
          }
        ]
      })
    ),
    getRange: calling((tablestore) =>
      tablestore.getRange({
        tableName,
        inclusiveStartPrimaryKey: Row.key({ customer: Row.infMin, order: Row.infMin }),
        exclusiveEndPrimaryKey: Row.key({ customer: Row.infMax, order: Row.infMax })
      })
    )
  }
  return ({ kind, count, concurrency }: Work) => runtime.runPromise(manyEffects(count, concurrency, calls[kind]!))
}

const official = () => {
  const client = new TableStore.Client({
    accessKeyId: "bench",
    secretAccessKey: "bench-secret",
    endpoint,
    instancename: "bench",
    maxRetries: 0
  }) as any
  const condition = new TableStore.Condition(TableStore.RowExistenceExpectation.IGNORE, null)
  const key = (order: number) => [{ customer: "ada" }, { order: TableStore.Long.fromNumber(order) }]
  const columns = (row: number) =>
    Array.from({ length: 10 }, (_, column) => ({
      [`column${column}`]: column % 2 === 0 ? text(row, column) : TableStore.Long.fromNumber(row * column)
    }))
  const calls: Readonly<Record<string, () => Promise<unknown>>> = {
    putRow: () => client.putRow({ tableName, condition, primaryKey: key(1), attributeColumns: columns(1) }),
    getRow: () => client.getRow({ tableName, primaryKey: key(1) }),
    batchWriteRow: () =>
      client.batchWriteRow({
        tables: [
          {
            tableName,
            rows: Array.from({ length: 200 }, (_, row) => ({
              type: "PUT",
              condition,
              primaryKey: key(row),
              attributeColumns: columns(row)
            }))
          }
        ]
      }),
    getRange: () =>
      client.getRange({
        tableName,
        direction: TableStore.Direction.FORWARD,
        inclusiveStartPrimaryKey: [{ customer: TableStore.INF_MIN }, { order: TableStore.INF_MIN }],
        exclusiveEndPrimaryKey: [{ customer: TableStore.INF_MAX }, { order: TableStore.INF_MAX }]
      })
  }
  return ({ kind, count, concurrency }: Work) => many(count, concurrency, calls[kind]!)
}

/** Nothing but HTTP: a body of about the size there, the answer's bytes back. */
const bareUndici = () => {
  const agent = new Undici.Agent({ connections: 256 })
  const bodyBytes: Readonly<Record<string, number>> = { putRow: 500, getRow: 80, batchWriteRow: 90_000, getRange: 150 }
  const headers = {
    "x-ots-accesskeyid": "bench",
    "x-ots-apiversion": "2015-12-31",
    "x-ots-contentmd5": "1B2M2Y8AsgTpgAmY7PhCfg==",
    "x-ots-date": "2024-05-06T07:08:09.000Z",
    "x-ots-instancename": "bench",
    "x-ots-signature": "frLOZBQ1C7zbcxIsJ8Ti44ZTyHQ="
  }
  return ({ kind, count, concurrency }: Work) => {
    const body = Buffer.alloc(bodyBytes[kind]!)
    const path = `/${kind[0]!.toUpperCase()}${kind.slice(1)}`
    return many(count, concurrency, async () => {
      const answer = await agent.request({ origin: endpoint, path, method: "POST", body, headers })
      await answer.body.arrayBuffer()
    })
  }
}

const subjects: Readonly<Record<string, () => (work: Work) => Promise<unknown>>> = {
  ours,
  tablestore: official,
  undici: bareUndici
}

serveWork(subjects[name]!())
