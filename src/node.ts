/**
 * Ready-made layers for Node: undici where it works, `node:http` with keep-alive elsewhere, and the local file system.
 */

import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as Effect from "effect/Effect"
import type * as FileSystem from "effect/FileSystem"
import * as HttpClient from "effect/http/HttpClient"
import * as Layer from "effect/Layer"
import * as Credentials from "./layers/Credentials.ts"
import { offerDirectExchange } from "./layers/exchange/directExchanges.ts"
import { makeUndiciExchange } from "./layers/node/undiciExchange.ts"
import * as RetryPolicy from "./layers/RetryPolicy.ts"
import { layerStandard } from "./layers/tablestore/retry.ts"
import type { ClientError } from "./schema/Errors.ts"
import { Oss, type OssOptions } from "./services/Oss.ts"
import { Tablestore, type TablestoreOptions } from "./services/Tablestore.ts"

const majorVersion = (): number => Number(process.versions.node.split(".")[0])

/** Connections to one host that are open at the same time. */
const maxConnections = 256

/** The client of undici, and the direct way to its connections. */
const layerUndici = (connections: number): Layer.Layer<HttpClient.HttpClient> =>
  Layer.effect(
    HttpClient.HttpClient,
    Effect.map(Effect.all([HttpClient.HttpClient, NodeHttpClient.Dispatcher]), ([client, dispatcher]) =>
      offerDirectExchange(client, makeUndiciExchange(dispatcher))
    )
  ).pipe(
    Layer.provide(NodeHttpClient.layerUndiciNoDispatcher),
    Layer.provide(NodeHttpClient.layerDispatcherOptions({ connections }))
  )

const httpClientOf = (connections: number): Layer.Layer<HttpClient.HttpClient> =>
  majorVersion() >= 22
    ? layerUndici(connections)
    : NodeHttpClient.layerNodeHttpOptions({ keepAlive: true, maxSockets: connections })

/**
 * The HTTP client that suits the running Node: undici from version 22 on, `node:http` with keep-alive before. (undici 8
 * ends the process on Node 20.)
 */
export const layerHttpClient: Layer.Layer<HttpClient.HttpClient> = Layer.suspend(() => httpClientOf(maxConnections))

/** HTTP client and file system for Node. */
export const layerPlatform: Layer.Layer<HttpClient.HttpClient | FileSystem.FileSystem> = Layer.merge(
  layerHttpClient,
  NodeFileSystem.layer
)

/** OSS on Node. */
export const OssNode = {
  /**
   * OSS with keys of the default chain, the default retry policy and the HTTP client that suits the running Node.
   *
   * **Example** (the buckets of the account)
   *
   * ```ts
   * import { Effect, Stream } from "effect"
   * import { Oss } from "effect-cloud-storage"
   * import { OssNode } from "effect-cloud-storage/node"
   *
   * const names = Effect.flatMap(Oss, (oss) => Stream.runCollect(oss.listBucketsAll())).pipe(
   *   Effect.provide(OssNode.layer({ region: "cn-hangzhou" }))
   * )
   * ```
   */
  layer: (options: OssOptions): Layer.Layer<Oss, ClientError> =>
    Oss.layer(options).pipe(Layer.provide([Credentials.layerDefault, RetryPolicy.layer(), layerPlatform]))
}

/** Settings of {@link TablestoreNode}. */
export interface TablestoreNodeOptions extends TablestoreOptions {
  /** Connections that are open at the same time; further calls wait for one. Default 50. */
  readonly maxConnections?: number | undefined
}

/** Tablestore on Node. */
export const TablestoreNode = {
  /**
   * Tablestore with keys of the environment, the default retry policy of its official clients and the HTTP client that
   * suits the running Node.
   *
   * The keys are `TABLESTORE_ACCESS_KEY_ID`, `TABLESTORE_ACCESS_KEY_SECRET` and `TABLESTORE_SESSION_TOKEN`; or
   * `OTS_AK_ENV` and `OTS_SK_ENV`; or `ALIBABA_CLOUD_ACCESS_KEY_ID`, `ALIBABA_CLOUD_ACCESS_KEY_SECRET` and
   * `ALIBABA_CLOUD_SECURITY_TOKEN`.
   *
   * **Example** (the tables of an instance)
   *
   * ```ts
   * import { Effect } from "effect"
   * import { Tablestore } from "effect-cloud-storage"
   * import { TablestoreNode } from "effect-cloud-storage/node"
   *
   * const names = Effect.flatMap(Tablestore, (tablestore) => tablestore.listTable({})).pipe(
   *   Effect.provide(TablestoreNode.layer({ endpoint: "https://shop.cn-hangzhou.ots.aliyuncs.com" }))
   * )
   * ```
   */
  layer: ({ maxConnections = 50, ...options }: TablestoreNodeOptions): Layer.Layer<Tablestore, ClientError> =>
    Tablestore.layer(options).pipe(
      Layer.provide([
        Credentials.layerProvider(Credentials.fromEnvironment(Credentials.tablestoreEnvironmentNames)),
        layerStandard,
        httpClientOf(maxConnections)
      ])
    )
}
