/** The built package on the Node of this machine: on Node 20, where there is one. */
import { spawn } from "node:child_process"
import { once } from "node:events"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { beforeAll, describe, expect, it } from "vitest"
import { buildPackage, findMachineNode } from "./builtPackage.ts"

const node = findMachineNode()

/** A user's program in plain JavaScript: it imports the package by its name and by its subpaths. */
const program = `
import { Effect, Stream } from "effect"
import * as HttpClient from "effect/http/HttpClient"
import { Body, Oss, RetryPolicy } from "effect-cloud-storage"
import { Oss as SameOss } from "effect-cloud-storage/Oss"
import * as Credentials from "effect-cloud-storage/Credentials"
import { ServerError } from "effect-cloud-storage/Errors"
import { layerHttpClient } from "effect-cloud-storage/node"
import { OssServer, OssTest } from "effect-cloud-storage/testing"
import { writeFileSync } from "node:fs"

const say = (text) => Effect.sync(() => console.log(text))

const objects = Effect.gen(function*() {
  const notes = (yield* Oss).bucket("notes")
  yield* notes.putBucket()
  yield* notes.putObject({ key: "text", body: "hello" })
  yield* notes.putObject({ key: "stream", body: Stream.make(new Uint8Array(70000), new Uint8Array(70000)) })
  writeFileSync("upload.bin", new Uint8Array(100000).fill(1))
  yield* notes.putObject({ key: "file", body: Body.file("upload.bin") })
  yield* Effect.forEach(Array.from({ length: 200 }, (_, i) => i), (i) =>
    notes.putObject({ key: "many/" + i, body: "x".repeat(i) }), { concurrency: 32 })
  const sizes = yield* notes.listObjectsAll({ pageSize: 50 }).pipe(Stream.runFold(() => 0, (sum, object) => sum + object.size))
  const text = yield* (yield* notes.getObject({ key: "text" })).text
  const bytes = yield* (yield* notes.getObject({ key: "stream" })).bytes
  const written = yield* (yield* notes.getObject({ key: "file" })).toFile("download.bin")
  const code = yield* Effect.flip(notes.getObject({ key: "absent" })).pipe(
    Effect.map((error) => error instanceof ServerError ? error.reason._tag : "another error"))
  yield* say(["sockets", text, bytes.length, written, sizes, code].join(" "))
})

await Effect.runPromise(objects.pipe(Effect.provide(OssTest.layerSockets())))
await Effect.runPromise(objects.pipe(Effect.provide(OssTest.layer)))

const askDirectly = Effect.gen(function*() {
  const { url } = yield* OssServer
  const answer = yield* HttpClient.get(url)
  yield* say(["client", answer.status, Oss === SameOss, typeof Credentials.layerStatic, typeof RetryPolicy.layer].join(" "))
})
await Effect.runPromise(askDirectly.pipe(Effect.provide(layerHttpClient), Effect.provide(OssTest.layerServer())))
`

describe(`the built package on Node ${node.version}`, () => {
  let folder = ""

  const run = (...args: ReadonlyArray<string>) => {
    const child = spawn(node.path, args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] })
    let output = ""
    let errors = ""
    child.stdout.on("data", (data) => (output += String(data)))
    child.stderr.on("data", (data) => (errors += String(data)))
    const closed = once(child, "close").then(([code]) => code as number | null)
    return { child, closed, output: () => output, errors: () => errors }
  }

  beforeAll(() => {
    folder = buildPackage("machine-node")
    writeFileSync(join(folder, "program.mjs"), program)
  })

  it("stores, lists and reads over sockets and in the process", async () => {
    const { closed, errors, output } = run("program.mjs")
    expect([await closed, errors()]).toEqual([0, ""])
    const line = "hello 140000 100000 259905 NoSuchKey"
    expect(output().trim().split("\n")).toEqual([
      `sockets ${line}`,
      `sockets ${line}`,
      "client 403 true function function"
    ])
  })

  it("serves the emulator by its command", async () => {
    const { child, closed, errors, output } = run("dist/emulator/bin.js", "emulator", "--port", "0")
    while (!output().includes("ready\n") && child.exitCode === null) await once(child.stdout, "data")
    expect(output()).toMatch(/^oss http:\/\/127\.0\.0\.1:\d+\n/)
    const url = /^oss (.*)$/m.exec(output())![1]!
    expect((await fetch(`${url}/absent`)).status).toBe(404)
    child.kill("SIGTERM")
    expect([await closed, errors()]).toEqual([0, ""])
  })
})
