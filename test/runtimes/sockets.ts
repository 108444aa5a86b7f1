/** The scenario where there are sockets: Node, Deno, Bun. Arguments: bucket, URLs of OSS, Tablestore, a proxy. */
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as Effect from "effect/Effect"
import * as Credentials from "../../src/layers/Credentials.ts"
import type * as RetryPolicy from "../../src/layers/RetryPolicy.ts"
import { OssNode, TablestoreNode } from "../../src/node.ts"
import * as Body from "../../src/schema/Body.ts"
import { Oss } from "../../src/services/Oss.ts"
import { Tablestore } from "../../src/services/Tablestore.ts"
import { scenario, unreachable } from "./scenario.ts"

const [bucket = "", ossUrl = "", tablestoreUrl = "", proxy = ""] = process.argv.slice(2)
const credentials = Credentials.layerStatic({ accessKeyId: "test", accessKeySecret: "test" })
const ossAt = (endpoint: string, retry: RetryPolicy.RetryOptions = {}, proxy: string | false = false) =>
  OssNode.layer({ endpoint, region: "cn-hangzhou", credentials, retry, proxy })

const files = Effect.acquireUseRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "effect-cloud-storage-"))),
  (directory) =>
    Effect.gen(function* () {
      const oss = yield* Oss
      const path = join(directory, "file")
      writeFileSync(path, "x".repeat(1_000_000))
      for (const body of [Body.file(path), createReadStream(path)]) {
        yield* oss.putObject({ bucket, key: "file", body })
        const { contentLength } = yield* oss.headObject({ bucket, key: "file" })
        if (contentLength !== 1_000_000) throw new Error(`not the file: ${contentLength}`)
      }
      const written = yield* Effect.flatMap(oss.getObject({ bucket, key: "file" }), ({ toFile }) => toFile(path))
      if (written !== 1_000_000) throw new Error(`not the file: ${written}`)
      return ["files and Readables"]
    }),
  (directory) => Effect.sync(() => rmSync(directory, { recursive: true }))
)

const tables = Effect.map(
  Effect.flatMap(Tablestore, (tablestore) => tablestore.listTable({})),
  () => ["Tablestore"]
).pipe(Effect.provide(TablestoreNode.layer({ endpoint: tablestoreUrl, instanceName: "test", credentials })))

/** Through a proxy, or a clear word that there is no way to. */
const proxied = Effect.flatMap(Oss, (oss) => oss.listBuckets({})).pipe(
  Effect.provide(ossAt(ossUrl, {}, proxy)),
  Effect.as("through a proxy"),
  Effect.catchReason("ClientError", "InvalidConfiguration", ({ message }) => Effect.succeed(`no proxy (${message})`))
)

const program = Effect.gen(function* () {
  const done = yield* Effect.provide(Effect.all([scenario(bucket), files]), ossAt(ossUrl))
  const fromTables = yield* tables
  const throughProxy = yield* proxied
  const refused = yield* Effect.provide(unreachable, ossAt("http://127.0.0.1:1", { maxAttempts: 1 }))
  return { done: [...done.flat(), ...fromTables, throughProxy], refused }
})

Effect.runPromise(program).then(
  (result) => {
    process.stdout.write(`RESULT ${JSON.stringify(result)}\n`, () => process.exit(0))
  },
  (error) => {
    process.stdout.write(`RESULT ${JSON.stringify({ failed: String(error) })}\n`, () => process.exit(1))
  }
)
