/**
 * Tablestore: ours and the official client, interleaved in one run against one server in another process, which answers
 * with bytes that were made and signed beforehand. `node bench/tablestore.ts [rounds]`.
 *
 * Ours checks the digest, date and signature of every answer and the checksum of every cell; the official client checks
 * those of the cells only.
 */
import { fork } from "node:child_process"
import { createRequire } from "node:module"
import { Effect, Layer, ManagedRuntime } from "effect"
import { Credentials, type Row, Tablestore, TablestoreRetry } from "../src/index.ts"
import { layerHttpClient } from "../src/node.ts"
import { printTable } from "./measure.ts"
import { columnsOf, keyOf } from "./tablestoreRows.ts"

const TableStore = createRequire(import.meta.url)("tablestore")

const rounds = Number(process.argv[2] ?? 7)
const rangeRows = 5000
const batchRows = 200
const concurrency = 16

const server = fork(new URL("./tablestoreServer.ts", import.meta.url), [String(rangeRows), String(batchRows)])
const port = await new Promise<number>((resolve) => server.once("message", (message: any) => resolve(message.port)))
const endpoint = `http://127.0.0.1:${port}`

interface Task {
  readonly name: string
  /** Calls of a round. */
  readonly calls: number
  readonly concurrency: number
  readonly rowsPerCall: number
  /** How many times as fast ours is to be. */
  readonly target: number
}

const tasks: ReadonlyArray<Task> = [
  { name: "putRow", calls: 2000, concurrency, rowsPerCall: 1, target: 2 },
  { name: "getRow", calls: 2000, concurrency, rowsPerCall: 1, target: 2 },
  { name: "batchWriteRow", calls: 60, concurrency: 1, rowsPerCall: batchRows, target: 2 },
  { name: "getRange", calls: 8, concurrency: 1, rowsPerCall: rangeRows, target: 4 }
]

interface Subject {
  readonly name: string
  readonly run: (task: Task) => Promise<void>
  readonly close: () => Promise<void>
}

// ---- ours -------------------------------------------------------------------------------------------------------

const tableName = "bench"
const primaryKey = keyOf(1)
const columns = columnsOf(1)
const batch = Array.from({ length: batchRows }, (_, index) => ({
  type: "put" as const,
  primaryKey: keyOf(index),
  columns: columnsOf(index)
}))
const bound = (value: Row.InfMin | Row.InfMax) => keyOf(0).map(({ name }) => ({ name, value }))
const lowest = bound({ _tag: "InfMin" })
const highest = bound({ _tag: "InfMax" })

const many = <E, R>(task: Task, one: Effect.Effect<unknown, E, R>) =>
  Effect.gen(function* () {
    let left = task.calls
    const worker = Effect.whileLoop({ while: () => left-- > 0, body: () => one, step: () => {} })
    yield* Effect.all(
      Array.from({ length: task.concurrency }, () => worker),
      { concurrency: "unbounded", discard: true }
    )
  })

const ours = (): Subject => {
  const runtime = ManagedRuntime.make(
    Tablestore.layer({ endpoint, instanceName: "bench" }).pipe(
      Layer.provide([
        Credentials.layerStatic({ accessKeyId: "bench", accessKeySecret: "bench-secret" }),
        TablestoreRetry.layerStandard,
        layerHttpClient
      ])
    )
  )
  const calls: Readonly<Record<string, Effect.Effect<unknown, unknown, Tablestore>>> = {
    putRow: Effect.flatMap(Tablestore, (tablestore) => tablestore.putRow({ tableName, primaryKey, columns })),
    getRow: Effect.flatMap(Tablestore, (tablestore) => tablestore.getRow({ tableName, primaryKey })),
    batchWriteRow: Effect.flatMap(Tablestore, (tablestore) =>
      tablestore.batchWriteRow({ tables: [{ tableName, rows: batch }] })
    ),
    getRange: Effect.flatMap(Tablestore, (tablestore) =>
      tablestore.getRange({ tableName, inclusiveStartPrimaryKey: lowest, exclusiveEndPrimaryKey: highest })
    )
  }
  return {
    name: "ours",
    run: (task) => runtime.runPromise(many(task, calls[task.name]!)),
    close: () => runtime.dispose()
  }
}

// ---- the official client ------------------------------------------------------------------------------------------

const toOfficial = (value: unknown): unknown =>
  typeof value === "bigint"
    ? TableStore.Long.fromString(String(value))
    : value instanceof Uint8Array
      ? Buffer.from(value)
      : value

const named = (list: ReadonlyArray<{ readonly name: string; readonly value?: unknown }>) =>
  list.map(({ name, value }) => ({ [name]: toOfficial(value) }))

const official = (): Subject => {
  const client = new TableStore.Client({
    accessKeyId: "bench",
    secretAccessKey: "bench-secret",
    endpoint,
    instancename: "bench"
  })
  const condition = new TableStore.Condition(TableStore.RowExistenceExpectation.IGNORE, null)
  const key = named(primaryKey)
  const attributeColumns = named(columns)
  const rows = batch.map((row) => ({
    type: "PUT",
    condition,
    primaryKey: named(row.primaryKey),
    attributeColumns: named(row.columns)
  }))
  const open = (value: unknown) => keyOf(0).map(({ name }) => ({ [name]: value }))
  const calls: Readonly<Record<string, () => Promise<unknown>>> = {
    putRow: () => client.putRow({ tableName, condition, primaryKey: key, attributeColumns }),
    getRow: () => client.getRow({ tableName, primaryKey: key, maxVersions: 1 }),
    batchWriteRow: () => client.batchWriteRow({ tables: [{ tableName, rows }] }),
    getRange: () =>
      client.getRange({
        tableName,
        direction: TableStore.Direction.FORWARD,
        inclusiveStartPrimaryKey: open(TableStore.INF_MIN),
        exclusiveEndPrimaryKey: open(TableStore.INF_MAX),
        maxVersions: 1
      })
  }
  return {
    name: "tablestore",
    run: async (task) => {
      let left = task.calls
      const worker = async () => {
        while (left-- > 0) await calls[task.name]!()
      }
      await Promise.all(Array.from({ length: task.concurrency }, worker))
    },
    close: async () => {}
  }
}

// ---- interleaved --------------------------------------------------------------------------------------------------

const subjects = [ours(), official()]

interface Figures {
  readonly perSecond: Array<number>
  readonly cpuMicros: Array<number>
}

const results = new Map<string, Figures>()

const measure = async (task: Task, subject: Subject): Promise<void> => {
  const label = `${task.name} ${subject.name}`
  const cpuBefore = process.cpuUsage()
  const before = performance.now()
  await subject.run(task)
  const seconds = (performance.now() - before) / 1000
  const cpu = process.cpuUsage(cpuBefore)
  const figures = results.get(label) ?? { perSecond: [], cpuMicros: [] }
  figures.perSecond.push(task.calls / seconds)
  figures.cpuMicros.push((cpu.user + cpu.system) / task.calls)
  results.set(label, figures)
}

for (const task of tasks) for (const subject of subjects) await subject.run(task)
for (let round = 0; round < rounds; round++) {
  for (const task of tasks) {
    for (const subject of round % 2 === 0 ? subjects : subjects.toReversed()) await measure(task, subject)
  }
}

const median = (values: ReadonlyArray<number>): number => [...values].sort((a, b) => a - b)[values.length >> 1]!
const rate = (task: Task, subject: Subject): number => median(results.get(`${task.name} ${subject.name}`)!.perSecond)

printTable(`Tablestore, rows of 10 columns, median of ${rounds} rounds, Node ${process.versions.node}`, [
  ["what", "concurrency", "client", "calls/s", "rows/s", "CPU µs/call", "times as fast", "target"],
  ...tasks.flatMap((task) =>
    subjects.map((subject) => [
      task.name,
      String(task.concurrency),
      subject.name,
      rate(task, subject).toFixed(task.calls > 100 ? 0 : 1),
      (rate(task, subject) * task.rowsPerCall).toFixed(0),
      median(results.get(`${task.name} ${subject.name}`)!.cpuMicros).toFixed(0),
      (rate(task, subject) / rate(task, subjects[1]!)).toFixed(2),
      subject === subjects[0] ? String(task.target) : ""
    ])
  )
])

for (const subject of subjects) await subject.close()
server.disconnect()
