/**
 * Put and get of 4 KiB: ours, the official client and two floors, interleaved in one run against one server. Server and
 * clients each have a process of their own.
 *
 * - `ours`: V4 signatures, CRC-64, retry policy, as by default.
 * - `ali-oss`: the official client with V4 signatures.
 * - `effect`: Effect's HttpClient over undici, nothing else.
 * - `undici`: the bare HTTP client, nothing else.
 *
 * `node bench/oss.ts [operations a round] [rounds]`
 */
import { type ChildProcess, fork } from "node:child_process"
import type { Took, Work } from "./ossSubject.ts"

const operations = Number(process.argv[2] ?? 4000)
const rounds = Number(process.argv[3] ?? 5)
/** Calls before anything is measured: until then the engine is still compiling. */
const warmup = 4000
const names = ["ours", "ali-oss", "effect", "undici"]
const kinds = ["put", "get"] as const
const levels = [1, 16, 64]

const start = (file: string, args: ReadonlyArray<string>): ChildProcess =>
  fork(new URL(file, import.meta.url), [...args])
const answer = (child: ChildProcess): Promise<any> => new Promise((resolve) => child.once("message", resolve))

const server = start("./ossServer.ts", ["4096"])
const { port } = await answer(server)
const clients = new Map(names.map((name) => [name, start("./ossSubject.ts", [name, `http://127.0.0.1:${port}`])]))

const ask = (name: string, work: Work): Promise<Took> => {
  const client = clients.get(name)!
  client.send(work)
  return answer(client)
}

interface Row {
  readonly perSecond: Array<number>
  readonly cpuMicros: Array<number>
}

const results = new Map<string, Row>()
const median = (values: ReadonlyArray<number>): number => [...values].sort((a, b) => a - b)[values.length >> 1]!

for (const name of names) {
  for (const kind of kinds) await ask(name, { kind, count: warmup, concurrency: 16 })
}
for (let round = 0; round < rounds; round++) {
  for (const kind of kinds) {
    for (const concurrency of levels) {
      const count = concurrency === 1 ? Math.ceil(operations / 3) : operations
      for (const name of names) {
        const { seconds, cpuMicros } = await ask(name, { kind, count, concurrency })
        const label = `${kind} ${concurrency} ${name}`
        const row = results.get(label) ?? { perSecond: [], cpuMicros: [] }
        row.perSecond.push(count / seconds)
        row.cpuMicros.push(cpuMicros / count)
        results.set(label, row)
      }
    }
  }
}

console.log(
  `4 KiB objects, ${operations} operations a round, median of ${rounds} rounds, Node ${process.versions.node}\n`
)
console.log("what   concurrency  client       ops/s   CPU µs/op   ops/s vs ali-oss   CPU vs bare effect")
for (const kind of kinds) {
  for (const concurrency of levels) {
    const rate = (name: string) => median(results.get(`${kind} ${concurrency} ${name}`)!.perSecond)
    const cpu = (name: string) => median(results.get(`${kind} ${concurrency} ${name}`)!.cpuMicros)
    for (const name of names) {
      console.log(
        `${kind.padEnd(6)} ${String(concurrency).padStart(11)}  ${name.padEnd(8)} ${rate(name).toFixed(0).padStart(9)} ` +
          `${cpu(name).toFixed(0).padStart(11)} ${(rate(name) / rate("ali-oss")).toFixed(2).padStart(18)} ` +
          `${(cpu(name) / cpu("effect")).toFixed(2).padStart(20)}`
      )
    }
  }
}

for (const client of clients.values()) client.disconnect()
server.disconnect()
