/**
 * Ready-made layers for Node, Deno and Bun: undici where it works, `node:http` with keep-alive elsewhere, and the local file system.
 */

import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import type * as Config from "effect/Config"
import type * as FileSystem from "effect/FileSystem"
import type * as HttpClient from "effect/http/HttpClient"
import * as Layer from "effect/Layer"
import type { Credentials } from "./layers/Credentials.ts"
import { layerClient } from "./layers/node/httpClient.ts"
import type { ProxyChoice } from "./layers/node/proxySettings.ts"
import { layerOfChoice, type RetryChoice, type RetryOptions, type RetryPolicy } from "./layers/RetryPolicy.ts"
import type { ClientError } from "./schema/Errors.ts"
import type { ServiceRequirements } from "./services/makeClient.ts"
import { Ois, type OisOptions, type SdkConfiguration } from "./services/Ois.ts"
import { Oss } from "./services/Oss.ts"
import { Tablestore } from "./services/Tablestore.ts"

/** Connections to one host that are open at the same time. */
const defaultConnections = 256

/**
 * The HTTP client that works in the running Node, Deno or Bun: undici where it can, else `node:http` with keep-alive. At
 * most 256 connections to one host, through the proxies of the environment (`HTTP_PROXY`, `HTTPS_PROXY`, `NO_PROXY`).
 *
 * Where these cannot be used it dies of the `ClientError` that the layers of the services fail with.
 */
export const layerHttpClient: Layer.Layer<HttpClient.HttpClient> = /*#__PURE__*/ Layer.orDie(
  /*#__PURE__*/ layerClient("HttpClient", { maxConnections: defaultConnections })
)

/** HTTP client and file system for Node. */
export const layerPlatform: Layer.Layer<HttpClient.HttpClient | FileSystem.FileSystem> = Layer.merge(
  layerHttpClient,
  NodeFileSystem.layer
)

/** What the ready-made layers can be told besides the options of their service. */
export interface NodeOptions {
  /** Who signs; the chain of the service when absent, e.g. `Oss.layerCredentials`. */
  readonly credentials?: Layer.Layer<Credentials> | undefined
  /** How calls are retried: settings, or a policy; the service's own when absent. */
  readonly retry?: RetryChoice | undefined
  /**
   * Connections to one host that are open at the same time. Further calls wait for one, as long as they would wait for an
   * answer (`responseTimeout`).
   */
  readonly maxConnections?: number | undefined
  /**
   * A proxy for all requests, like `"http://user:password@host:port"` (as text, URL or `Redacted`), whatever `NO_PROXY`
   * says; `false` for none. When absent, that of the environment: `HTTP_PROXY` and `HTTPS_PROXY`, except for the hosts of
   * `NO_PROXY`; each of them in lower case too, which goes first. The layer fails with `ClientError`
   * `InvalidConfiguration` where a proxy cannot be used.
   */
  readonly proxy?: ProxyChoice | undefined
}

/** As much of a service as its ready-made layers are made of. */
interface ServiceClass<Self, Options> {
  readonly key: string
  readonly layer: (options: Options) => Layer.Layer<Self, ClientError, ServiceRequirements>
  readonly layerConfig: (
    config: Config.Wrap<Options>
  ) => Layer.Layer<Self, ClientError | Config.ConfigError, ServiceRequirements>
  readonly layerCredentials: Layer.Layer<Credentials>
  readonly layerRetry: (options?: RetryOptions) => Layer.Layer<RetryPolicy>
}

/** The ready-made layers of a service. */
const nodeLayersOf = <Self, Options>(service: ServiceClass<Self, Options>, connections: number) => {
  // The last part of "effect-cloud-storage/services/Oss".
  const name = service.key.slice(service.key.lastIndexOf("/") + 1)
  // One value, so that a program that uses the layer twice has one set of connections.
  const standard = layerClient(name, { maxConnections: connections })
  const platform = ({ credentials, maxConnections, proxy, retry }: NodeOptions) =>
    Layer.mergeAll(
      // Some chains read files.
      (credentials ?? service.layerCredentials).pipe(Layer.provide(NodeFileSystem.layer)),
      layerOfChoice(retry, service.layerRetry),
      maxConnections === undefined && proxy === undefined
        ? standard
        : layerClient(name, { maxConnections: maxConnections ?? connections, proxy }),
      NodeFileSystem.layer
    )
  return {
    layer: (options: Options & NodeOptions): Layer.Layer<Self, ClientError> => {
      const { credentials: _1, maxConnections: _2, proxy: _3, retry: _4, ...own } = options
      return service.layer(own as Options).pipe(Layer.provide(platform(options)))
    },
    layerConfig: (
      config: Config.Wrap<Options>,
      options: NodeOptions = {}
    ): Layer.Layer<Self, ClientError | Config.ConfigError> =>
      service.layerConfig(config).pipe(Layer.provide(platform(options)))
  }
}

const oss = /*#__PURE__*/ nodeLayersOf(Oss, defaultConnections)
const ois = /*#__PURE__*/ nodeLayersOf<Ois, OisOptions>(Ois, defaultConnections)
// As many as the official client keeps.
const tablestore = /*#__PURE__*/ nodeLayersOf(Tablestore, 50)

/** OSS on Node. */
export const OssNode = {
  /**
   * OSS with keys of its chain (`Oss.layerCredentials`), its retry policy and the HTTP client that works in the
   * running Node, Deno or Bun. At most 256 connections to one host.
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
  layer: oss.layer,

  /**
   * {@link OssNode.layer} with options read from `Config`.
   *
   * **Example** (region and endpoint from the environment)
   *
   * ```ts
   * import { Config } from "effect"
   * import { OssNode } from "effect-cloud-storage/node"
   *
   * const live = OssNode.layerConfig({
   *   region: Config.String("OSS_REGION"),
   *   endpoint: Config.String("OSS_ENDPOINT").pipe(Config.withDefault(undefined))
   * })
   * ```
   */
  layerConfig: oss.layerConfig
}

/** OIS on Node. */
export const OisNode = {
  /**
   * OIS with keys of its chain (`Ois.layerCredentials`), its retry policy and the HTTP client that suits the running Node. At
   * most 256 connections to one host.
   *
   * **Example** (the buckets of the account)
   *
   * ```ts
   * import { Effect } from "effect"
   * import { Ois } from "effect-cloud-storage"
   * import { OisNode } from "effect-cloud-storage/node"
   *
   * const buckets = Effect.flatMap(Ois, (ois) => ois.listBuckets({})).pipe(
   *   Effect.provide(OisNode.layer({ deployment: "qingstor" }))
   * )
   * ```
   */
  layer: (options: OisOptions & NodeOptions = {}): Layer.Layer<Ois, ClientError> => ois.layer(options),

  /** {@link OisNode.layer} with options read from `Config`. */
  layerConfig: ois.layerConfig,

  /**
   * OIS as users of its official SDKs have it configured: `Ois.layerSdkConfig` with the HTTP client that suits the running
   * Node, and the file system for its file.
   *
   * **Example** (a machine that is set up for the SDK)
   *
   * ```ts
   * import { Effect } from "effect"
   * import { Ois } from "effect-cloud-storage"
   * import { OisNode } from "effect-cloud-storage/node"
   *
   * const buckets = Effect.flatMap(Ois, (ois) => ois.listBuckets({})).pipe(Effect.provide(OisNode.layerSdkConfig()))
   * ```
   */
  layerSdkConfig: (configuration?: SdkConfiguration): Layer.Layer<Ois, ClientError> =>
    Ois.layerSdkConfig(configuration).pipe(Layer.provide(layerPlatform))
}

/** Tablestore on Node. */
export const TablestoreNode = {
  /**
   * Tablestore with keys of its chain (`Tablestore.layerCredentials`), the retry policy of its official clients and the
   * HTTP client that works in the running Node, Deno or Bun. At most 50 connections.
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
  layer: tablestore.layer,

  /** {@link TablestoreNode.layer} with options read from `Config`. */
  layerConfig: tablestore.layerConfig
}
