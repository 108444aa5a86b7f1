/**
 * One client of the OSS benchmark, in a process of its own: what one client does to the compiled code of the engine must
 * not slow down another. Started by `oss.ts`, which sends it work.
 */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as Undici from "@effect/platform-node/Undici"
import AliOss from "ali-oss"
import { Effect, Layer, ManagedRuntime } from "effect"
import { HttpClient, HttpClientRequest } from "effect/http"
import { Credentials, Oss, RetryPolicy } from "../src/index.ts"
import { layerHttpClient } from "../src/node.ts"
import { many, serveWork } from "./compare.ts"
import { manyEffects } from "./manyEffects.ts"

const [, , name = "ours", origin = ""] = process.argv
const body = Buffer.alloc(4096, "effect-cloud-storage ")
const keys = { accessKeyId: "bench", accessKeySecret: "bench-secret" }

interface Subject {
  readonly put: (count: number, concurrency: number) => Promise<void>
  readonly get: (count: number, concurrency: number) => Promise<void>
}

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
    put: (count, concurrency) => runtime.runPromise(manyEffects(count, concurrency, put)),
    get: (count, concurrency) => runtime.runPromise(manyEffects(count, concurrency, get))
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
    put: (count, concurrency) => runtime.runPromise(manyEffects(count, concurrency, send(put))),
    get: (count, concurrency) => runtime.runPromise(manyEffects(count, concurrency, send(get)))
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
    put: (count, concurrency) => many(count, concurrency, () => send("PUT")),
    get: (count, concurrency) => many(count, concurrency, () => send("GET"))
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
    put: (count, concurrency) => many(count, concurrency, () => client.put("object.bin", body)),
    get: (count, concurrency) => many(count, concurrency, () => client.get("object.bin"))
  }
}

const subjects: Readonly<Record<string, () => Subject>> = {
  ours,
  "ali-oss": official,
  effect: effectClient,
  undici: bareUndici
}
const subject = subjects[name]!()

serveWork(({ kind, count, concurrency }) => subject[kind as keyof Subject](count, concurrency))
