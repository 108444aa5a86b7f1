/**
 * Clients side by side: server and clients each in a process of their own, their work interleaved in one run, so that
 * what the machine does meanwhile hits all alike, and what one client does to the compiled code of the engine hits no other.
 */
import { type ChildProcess, fork } from "node:child_process"

/** What a client is asked for. */
export interface Work {
  readonly kind: string
  readonly count: number
  readonly concurrency: number
}

/** What it took. */
export interface Took {
  readonly seconds: number
  readonly cpuMicros: number
}

/** Something that is measured. */
export interface Case extends Work {
  /** Calls before anything is measured: until then the engine is still compiling. */
  readonly warmup: number
  /** What a call moves, besides itself: rows. */
  readonly rows?: number
}

/** What is compared. */
export interface Comparison {
  /** File of the server; it sends its port when it listens. */
  readonly server: URL
  /** File of the clients; started with a name and the server's address. */
  readonly subject: URL
  /** Clients, the first of which is ours. */
  readonly names: ReadonlyArray<string>
  readonly rival: string
  readonly cases: ReadonlyArray<Case>
  readonly rounds: number
}

const answer = (child: ChildProcess): Promise<any> => new Promise((resolve) => child.once("message", resolve))
const median = (values: ReadonlyArray<number>): number => [...values].sort((a, b) => a - b)[values.length >> 1]!

/** Runs a comparison and prints its table. */
export const compare = async ({ server, subject, names, rival, cases, rounds }: Comparison): Promise<void> => {
  const serving = fork(server)
  const { port } = await answer(serving)
  const clients = new Map(names.map((name) => [name, fork(subject, [name, `http://127.0.0.1:${port}`])]))
  const ask = (name: string, work: Work): Promise<Took> => {
    const client = clients.get(name)!
    client.send(work)
    return answer(client)
  }
  const results = new Map<string, { readonly perSecond: Array<number>; readonly cpuMicros: Array<number> }>()
  for (const { warmup, kind } of new Map(cases.map((work) => [work.kind, work])).values()) {
    for (const name of names) await ask(name, { kind, count: warmup, concurrency: 16 })
  }
  for (let round = 0; round < rounds; round++) {
    for (const work of cases) {
      for (const name of names) {
        const { seconds, cpuMicros } = await ask(name, work)
        const label = `${work.kind} ${work.concurrency} ${name}`
        const row = results.get(label) ?? { perSecond: [], cpuMicros: [] }
        row.perSecond.push(work.count / seconds)
        row.cpuMicros.push(cpuMicros / work.count)
        results.set(label, row)
      }
    }
  }
  console.log(`median of ${rounds} rounds, Node ${process.versions.node}\n`)
  console.log(
    `what            concurrency  client          ops/s     rows/s   CPU µs/op   ops/s vs ${rival}   CPU vs ${rival}`
  )
  for (const { kind, concurrency, rows } of cases) {
    const rate = (name: string) => median(results.get(`${kind} ${concurrency} ${name}`)!.perSecond)
    const cpu = (name: string) => median(results.get(`${kind} ${concurrency} ${name}`)!.cpuMicros)
    for (const name of names) {
      const perSecond = rows === undefined ? "" : (rate(name) * rows).toFixed(0)
      console.log(
        `${kind.padEnd(15)} ${String(concurrency).padStart(11)}  ${name.padEnd(10)} ${rate(name)
          .toFixed(rows === undefined ? 0 : 1)
          .padStart(10)} ` +
          `${perSecond.padStart(10)} ${cpu(name).toFixed(0).padStart(11)} ${(rate(name) / rate(rival)).toFixed(2).padStart(19)} ` +
          `${(cpu(name) / cpu(rival)).toFixed(2).padStart(15)}`
      )
    }
  }
  for (const client of clients.values()) client.disconnect()
  serving.disconnect()
}

/** Serves a client's side of a comparison: does the work it is sent and tells what it took. */
export const serveWork = (run: (work: Work) => Promise<unknown>): void => {
  process.on("message", async (work: Work) => {
    const cpuBefore = process.cpuUsage()
    const before = performance.now()
    await run(work)
    const seconds = (performance.now() - before) / 1000
    const cpu = process.cpuUsage(cpuBefore)
    process.send?.({ seconds, cpuMicros: cpu.user + cpu.system } satisfies Took)
  })
  process.on("disconnect", () => process.exit(0))
}

/** Runs a call many times, some at once. */
export const many = async (count: number, concurrency: number, one: () => Promise<unknown>): Promise<void> => {
  let left = count
  const worker = async () => {
    while (left-- > 0) await one()
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
}
