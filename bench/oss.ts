/**
 * Put and get of 4 KiB: ours, the official client and two floors, interleaved in one run against one server in another
 * process.
 *
 * - `undici`: the bare HTTP client, no signature, no checksum, no retry.
 * - `effect`: Effect's HttpClient over undici, nothing else.
 */
import { fork } from "node:child_process"
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as Undici from "@effect/platform-node/Undici"
import AliOss from "ali-oss"
import { Effect, Layer, ManagedRuntime } from "effect"
import { HttpClient, HttpClientRequest } from "effect/http"
import { Credentials, Oss, RetryPolicy } from "../src/index.ts"
import { layerHttpClient } from "../src/node.ts"

const size = 4096
const body = Buffer.alloc(size, "effect-cloud-storage ")
const operations = Number(process.argv[2] ?? 3000)
const rounds = Number(process.argv[3] ?? 5)
/** Calls before anything is measured: until then the engine is still compiling. */
const warmup = 4000
const maxConcurrency = 64

const server = fork(new URL("./ossServer.ts", import.meta.url), [String(size)])
const port = await new Promise<number>((resolve) => server.once("message", (message: any) => resolve(message.port)))
const origin = `http://127.0.0.1:${port}`
const keys = { accessKeyId: "bench", accessKeySecret: "bench-secret" }

interface Subject {
  readonly name: string
  readonly put: (count: number, concurrency: number) => Promise<void>
  readonly get: (count: number, concurrency: number) => Promise<void>
  readonly close: () => Promise<void>
}

const many = async (count: number, concurrency: number, one: () => Promise<unknown>): Promise<void> => {
  let left = count
  const worker = async () => {
    while (left-- > 0) await one()
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
}

const manyEffects = <E, R>(count: number, concurrency: number, one: Effect.Effect<unknown, E, R>) =>
  Effect.gen(function* () {
    let left = count
    const worker = Effect.whileLoop({ while: () => left-- > 0, body: () => one, step: () => {} })
    yield* Effect.all(
      Array.from({ length: concurrency }, () => worker),
      { concurrency: "unbounded", discard: true }
    )
  })

const ours = (): Subject => {
  const runtime = ManagedRuntime.make(
    Oss.layer({ endpoint: origin, region: "cn-hangzhou" }).pipe(
      Layer.provide([Credentials.layerStatic(keys), RetryPolicy.layer(), layerHttpClient])
    )
  )
  const put = Effect.flatMap(Oss, (oss) => oss.putObject({ bucket: "bench", key: "object.bin", body }))
  const get = Effect.flatMap(Oss, (oss) =>
    Effect.flatMap(oss.getObject({ bucket: "bench", key: "object.bin" }), (object) => object.bytes)
  )
  return {
    name: "ours",
    put: (count, concurrency) => runtime.runPromise(manyEffects(count, concurrency, put)),
    get: (count, concurrency) => runtime.runPromise(manyEffects(count, concurrency, get)),
    close: () => runtime.dispose()
  }
}

const effectClient = (): Subject => {
  const runtime = ManagedRuntime.make(NodeHttpClient.layerUndiciOptions({ connections: 256 }))
  const url = `${origin}/bench/object.bin`
  const put = HttpClientRequest.put(url).pipe(HttpClientRequest.bodyUint8Array(body))
  const get = HttpClientRequest.get(url)
  const send = (request: HttpClientRequest.HttpClientRequest) =>
    Effect.flatMap(HttpClient.HttpClient, (client) =>
      Effect.flatMap(client.execute(request), (response) => response.arrayBuffer)
    ).pipe(Effect.provideService(HttpClient.TracerDisabledWhen, () => true))
  return {
    name: "effect",
    put: (count, concurrency) => runtime.runPromise(manyEffects(count, concurrency, send(put))),
    get: (count, concurrency) => runtime.runPromise(manyEffects(count, concurrency, send(get))),
    close: () => runtime.dispose()
  }
}

const bareUndici = (): Subject => {
  const agent = new Undici.Agent({ connections: 256 })
  const send = async (method: "PUT" | "GET") => {
    const response = await agent.request({
      origin,
      path: "/bench/object.bin",
      method,
      body: method === "PUT" ? body : null
    })
    await response.body.arrayBuffer()
  }
  return {
    name: "undici",
    put: (count, concurrency) => many(count, concurrency, () => send("PUT")),
    get: (count, concurrency) => many(count, concurrency, () => send("GET")),
    close: () => agent.close()
  }
}

const official = (): Subject => {
  const client = new AliOss({
    ...keys,
    endpoint: origin,
    region: "oss-cn-hangzhou",
    bucket: "bench",
    authorizationV4: true,
    secure: false
  } as never)
  return {
    name: "ali-oss",
    put: (count, concurrency) => many(count, concurrency, () => client.put("object.bin", body)),
    get: (count, concurrency) => many(count, concurrency, () => client.get("object.bin")),
    close: async () => {}
  }
}

const median = (values: ReadonlyArray<number>): number => [...values].sort((a, b) => a - b)[values.length >> 1]!

interface Row {
  readonly perSecond: Array<number>
  readonly cpuMicros: Array<number>
}

const subjects = [ours(), official(), effectClient(), bareUndici()]
const results = new Map<string, Row>()

const measure = async (label: string, run: (count: number) => Promise<void>, count: number): Promise<void> => {
  const cpuBefore = process.cpuUsage()
  const before = performance.now()
  await run(count)
  const seconds = (performance.now() - before) / 1000
  const cpu = process.cpuUsage(cpuBefore)
  const row = results.get(label) ?? { perSecond: [], cpuMicros: [] }
  row.perSecond.push(count / seconds)
  row.cpuMicros.push((cpu.user + cpu.system) / count)
  results.set(label, row)
}

for (const subject of subjects) {
  await subject.put(warmup, 16)
  await subject.get(warmup, 16)
}

const levels = [1, 16, maxConcurrency]
for (let round = 0; round < rounds; round++) {
  for (const kind of ["put", "get"] as const) {
    for (const concurrency of levels) {
      const count = concurrency === 1 ? Math.ceil(operations / 3) : operations
      for (const subject of subjects) {
        await measure(`${kind} ${concurrency} ${subject.name}`, (n) => subject[kind](n, concurrency), count)
      }
    }
  }
}

console.log(
  `4 KiB objects, ${operations} operations a round, median of ${rounds} rounds, Node ${process.versions.node}\n`
)
console.log("what   concurrency  client       ops/s   CPU µs/op   ops/s vs ali-oss   CPU vs bare effect")
for (const kind of ["put", "get"]) {
  for (const concurrency of levels) {
    const rate = (name: string) => median(results.get(`${kind} ${concurrency} ${name}`)!.perSecond)
    const cpu = (name: string) => median(results.get(`${kind} ${concurrency} ${name}`)!.cpuMicros)
    for (const { name } of subjects) {
      console.log(
        `${kind.padEnd(6)} ${String(concurrency).padStart(11)}  ${name.padEnd(8)} ${rate(name).toFixed(0).padStart(9)} ` +
          `${cpu(name).toFixed(0).padStart(11)} ${(rate(name) / rate("ali-oss")).toFixed(2).padStart(18)} ` +
          `${(cpu(name) / cpu("effect")).toFixed(2).padStart(20)}`
      )
    }
  }
}

for (const subject of subjects) await subject.close()
server.disconnect()
