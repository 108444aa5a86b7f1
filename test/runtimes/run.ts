/**
 * Runs one program in every runtime that can be had here: Node 20, 22 and the one of the tests, Deno, Bun, workerd,
 * Chromium. Says for each what ran; where one cannot be had, it says so and goes on.
 *
 * `node test/runtimes/run.ts [name of a runtime…]`
 */
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { rolldown } from "rolldown"
import { OssServer, OssTest, TablestoreServer, TablestoreTest } from "../../src/testing.ts"
import { type ProxyServer, proxyServer } from "../suites/proxyServer.ts"
import { browser, installed, installPackages, runProgram } from "./installing.ts"
import { runPage } from "./page.ts"

const installMillis = 60_000
const runMillis = 20_000

const repository = join(import.meta.dirname, "../..")
const output = join(repository, ".cache", "runtimes")

/** What a runtime tells of the program. */
interface Told {
  readonly done?: ReadonlyArray<string>
  readonly refused?: string
  readonly failed?: string
}

interface Servers {
  readonly ossUrl: string
  readonly tablestoreUrl: string
  readonly proxy: ProxyServer
}

/** Runs the program by a runtime, or says that there is none. */
type Runtime = (bucket: string, servers: Servers) => Promise<Told | "not here">

/** One file of all our sources; packages are left to the runtime, as in a program that has installed them. */
const bundleForSockets = async (): Promise<string> => {
  const bundle = await rolldown({
    input: join(import.meta.dirname, "sockets.ts"),
    platform: "node",
    external: (id) => /^[^./]/.test(id)
  })
  const { output: files } = await bundle.generate({ format: "esm", codeSplitting: false })
  mkdirSync(output, { recursive: true })
  const path = join(output, "sockets.mjs")
  writeFileSync(path, files[0].code)
  return path
}

/** One file of everything, without anything of Node. */
const bundleForFetch = async (): Promise<string> => {
  const bundle = await rolldown({ input: join(import.meta.dirname, "fetch.ts"), platform: "browser" })
  const { output: files } = await bundle.generate({ format: "esm", codeSplitting: false })
  return files[0].code
}

const readTold = (text: string): Told => {
  const line = text.split("\n").find((candidate) => candidate.startsWith("RESULT "))
  return line === undefined
    ? { failed: text.trim().slice(-1000) || "it ended without a word" }
    : (JSON.parse(line.slice("RESULT ".length)) as Told)
}

const main = async (servers: Servers): Promise<number> => {
  const wanted = process.argv.slice(2)
  const [, chromium, sockets, script] = await Promise.all([
    installPackages(installMillis),
    browser(installMillis),
    bundleForSockets(),
    bundleForFetch()
  ])

  const program =
    (path: string | undefined, ...flags: ReadonlyArray<string>): Runtime =>
    async (bucket, { ossUrl, proxy, tablestoreUrl }) => {
      if (path === undefined) return "not here"
      const before = proxy.asked.length
      const args = [...flags, sockets, bucket, ossUrl, tablestoreUrl, `http://user:secret@127.0.0.1:${proxy.port}`]
      const ended = await runProgram(path, args, { timeoutMillis: runMillis, cwd: repository })
      const told = readTold(ended.text)
      const isAsked = proxy.asked.length > before
      return told.done?.includes("through a proxy") === true && !isAsked
        ? { failed: "it says that it went through the proxy, which was not asked" }
        : told
    }

  const workerd: Runtime = async (bucket, { ossUrl }) => {
    const path = installed("miniflare", "dist", "src", "index.js")
    if (path === undefined) return "not here"
    const { Miniflare } = await import(pathToFileURL(path).href)
    const worker = new Miniflare({ modules: true, script, compatibilityDate: "2025-09-01" })
    try {
      const query = new URLSearchParams({ bucket, url: ossUrl, closed: "http://127.0.0.1:1" })
      const signal = AbortSignal.timeout(runMillis)
      return (await (await worker.dispatchFetch(`http://localhost/?${query}`, { signal })).json()) as Told
    } catch (error) {
      return { failed: String(error) }
    } finally {
      await worker.dispose()
    }
  }

  const page: Runtime = async (bucket, { ossUrl }) =>
    chromium === undefined
      ? "not here"
      : ((await runPage({ browser: chromium, script, bucket, ossUrl, timeoutMillis: runMillis })) as Told)

  const runtimes: Readonly<Record<string, Runtime>> = {
    node: program(process.execPath),
    node20: program(installed("node20", "bin", "node")),
    node22: program(installed("node22", "bin", "node")),
    deno: program(installed(".bin", "deno"), "run", "--allow-all", "--node-modules-dir=manual"),
    bun: program(installed(".bin", "bun")),
    workerd,
    chromium: page
  }

  let passed = 0
  let failed = 0
  for (const [name, run] of Object.entries(runtimes)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue
    const told = await run(`runtime-${name}`, servers)
    if (told === "not here") {
      console.log(`${name}: cannot be had here, not run`)
    } else if (told.failed !== undefined) {
      failed += 1
      console.log(`${name}: FAILED: ${told.failed}`)
    } else {
      passed += 1
      console.log(`${name}: ${told.done?.join(", ")}`)
      console.log(`${" ".repeat(name.length)}  a server that cannot be reached: ${told.refused}`)
    }
  }
  console.log(`runtimes: ${passed} passed, ${failed} failed`)
  return failed
}

const program = Effect.gen(function* () {
  const { url: ossUrl } = yield* OssServer
  const { url: tablestoreUrl } = yield* TablestoreServer
  const proxy = yield* proxyServer()
  return yield* Effect.promise(() => main({ ossUrl, tablestoreUrl, proxy }))
}).pipe(Effect.scoped, Effect.provide(Layer.merge(OssTest.layerServer(), TablestoreTest.layerServer())))

process.exit((await Effect.runPromise(program)) === 0 ? 0 : 1)
