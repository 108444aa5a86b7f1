/**
 * The emulated services for tests: in the same process, or served on a free port.
 *
 * A program that asks for `Oss` runs against it unchanged; only the layer differs.
 */
import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as HttpClient from "effect/http/HttpClient"
import type { ServeError } from "effect/http/HttpServerError"
import * as Layer from "effect/Layer"
import { type Account, Accounts, account } from "./emulator/accounts.ts"
import { Faults } from "./emulator/Faults.ts"
import type { App } from "./emulator/frame/application.ts"
import { layerInProcess } from "./emulator/inProcess.ts"
import { make as makeOis } from "./emulator/ois/app.ts"
import { make as makeOss } from "./emulator/oss/app.ts"
import { serve } from "./emulator/Server.ts"
import { Store } from "./emulator/Store.ts"
import { make as makeTablestore } from "./emulator/tablestore/app.ts"
import * as Credentials from "./layers/Credentials.ts"
import { layerClient } from "./layers/node/httpClient.ts"
import { layerOfChoice, type RetryChoice, type RetryOptions, type RetryPolicy } from "./layers/RetryPolicy.ts"
import type { ClientError } from "./schema/Errors.ts"
import type { ServiceRequirements } from "./services/makeClient.ts"
import { Ois, type OisOptions } from "./services/Ois.ts"
import { Oss, type OssOptions } from "./services/Oss.ts"
import { Tablestore, type TablestoreOptions } from "./services/Tablestore.ts"

export type { AccessKey, Account } from "./emulator/accounts.ts"
export type { Action as FaultAction, LoggedCall as EmulatedCall, Rule as FaultRule } from "./emulator/Faults.ts"
export { Accounts, account, Faults }

/** The account of {@link OssTest}, whose keys are `test` and `test`. */
export const testAccount: Account = account({ ownerId: "1", accessKeyId: "test", accessKeySecret: "test" })

/** The keys of {@link testAccount}. */
export const testKeys: Credentials.KeysInput = { accessKeyId: "test", accessKeySecret: "test" }

/** What an emulator can be told. */
export interface EmulatorOptions {
  /** Who may call; only {@link testAccount} when absent. */
  readonly accounts?: ReadonlyArray<Account> | undefined
  /** Region of new buckets; `cn-hangzhou` when absent. */
  readonly region?: string | undefined
  /** Address to listen on, for those with sockets; `127.0.0.1` when absent. */
  readonly host?: string | undefined
  /** Port to listen on, for those with sockets; a free one when absent. */
  readonly port?: number | undefined
}

/** What the client of an emulator can be told. */
export interface TestClientOptions {
  /** The account the client acts for; {@link testKeys} when absent. */
  readonly keys?: Credentials.KeysInput | undefined
  /**
   * How calls are retried: settings, or a policy; as in production when absent. Its pauses wait for `TestClock` where that
   * is provided.
   */
  readonly retry?: RetryChoice | undefined
}

/** What the emulated OSS can be told. */
export interface OssEmulatorOptions extends EmulatorOptions {
  /** Buckets that an account may have. Default 100, as with the service. */
  readonly maxBuckets?: number | undefined
}

/** Settings of OSS for tests: those of `Oss.layer`, except where the service is. */
export interface OssTestOptions
  extends Omit<OssOptions, "endpoint" | "region" | "cname" | "network">,
    OssEmulatorOptions,
    TestClientOptions {}

/** Where an emulated service listens. */
export interface Served {
  /** `http://HOST:PORT` */
  readonly url: string
  readonly host: string
  readonly port: number
}

/** Where the emulated OSS listens. */
export class OssServer extends Context.Service<OssServer, Served>()("effect-cloud-storage/testing/OssServer") {}

/** Where the emulated OIS listens. */
export class OisServer extends Context.Service<OisServer, Served>()("effect-cloud-storage/testing/OisServer") {}

/** Where the emulated Tablestore listens. */
export class TablestoreServer extends Context.Service<TablestoreServer, Served>()(
  "effect-cloud-storage/testing/TablestoreServer"
) {}

/** What an emulator gives besides its service: faults to inject, the log of calls, and the accounts it knows. */
export type EmulatorControls = Faults | Accounts

const defaultRegion = "cn-hangzhou"

const millis = (duration: Duration.Input | undefined): number | undefined =>
  duration === undefined ? undefined : Duration.toMillis(Duration.fromInputUnsafe(duration))

const layerState = (options: EmulatorOptions): Layer.Layer<EmulatorControls | Store> =>
  Layer.mergeAll(Store.layerMemory, Accounts.layer({ accounts: options.accounts ?? [testAccount] }), Faults.layer)

type MakeApp<Options> = (options: Options) => Effect.Effect<App, never, Store | Accounts | Faults>

/** As much of a service as its test layers are made of. */
interface ServiceClass<Self, Options> {
  readonly layer: (options: Options) => Layer.Layer<Self, ClientError, ServiceRequirements>
  readonly layerRetry: (options?: RetryOptions) => Layer.Layer<RetryPolicy>
}

/** How a service is tested. */
interface Tested<Self, Server, Options, Emulated extends EmulatorOptions, Given extends Emulated & TestClientOptions> {
  readonly service: ServiceClass<Self, Options>
  readonly makeApp: MakeApp<Emulated>
  readonly server: Context.Key<Server, Served>
  /** Endpoint of the client that opens no socket, by its options. */
  readonly endpoint: (options: Given) => string
  /** Options of the service among those that are given. */
  readonly toOptions: (options: Given, endpoint: string) => Options
}

/** The test layers of a service. */
const testLayersOf = <
  Self,
  Server,
  Options,
  Emulated extends EmulatorOptions,
  Given extends Emulated & TestClientOptions
>({
  endpoint,
  makeApp,
  server,
  service,
  toOptions
}: Tested<Self, Server, Options, Emulated, Given>) => {
  const httpClient = (options: Emulated): Layer.Layer<HttpClient.HttpClient | EmulatorControls> =>
    Layer.unwrap(Effect.map(makeApp(options), layerInProcess)).pipe(Layer.provideMerge(layerState(options)))

  const served = (options: Emulated): Layer.Layer<Server | EmulatorControls, ServeError> =>
    Layer.effect(
      server,
      Effect.flatMap(makeApp(options), (app) => serve(app, { host: options.host, port: options.port ?? 0 }))
    ).pipe(Layer.provideMerge(layerState(options)))

  const client = (at: string, options: Given) =>
    service.layer(toOptions(options, at)).pipe(
      Layer.provide([
        Credentials.layerStatic(options.keys ?? testKeys),
        layerOfChoice(options.retry, service.layerRetry)
      ]),
      // Only the tester's own settings can be wrong, and no program should have to handle that.
      Layer.orDie
    )

  return {
    layerWith: (options: Given): Layer.Layer<Self | EmulatorControls> =>
      client(endpoint(options), options).pipe(
        Layer.provideMerge(httpClient(options)),
        Layer.provide(NodeFileSystem.layer)
      ),
    layerSockets: (options: Given): Layer.Layer<Self | Server | EmulatorControls, ServeError> =>
      Layer.unwrap(Effect.map(server, ({ url }) => client(url, options))).pipe(
        // A proxy of the environment is not the way to this machine.
        Layer.provide(Layer.orDie(layerClient("HttpClient", { maxConnections: 256, proxy: false }))),
        Layer.provide(NodeFileSystem.layer),
        Layer.provideMerge(served(options))
      ),
    layerHttpClient: httpClient,
    layerServer: served
  }
}

const oss = testLayersOf<Oss, OssServer, OssOptions, OssEmulatorOptions, OssTestOptions>({
  service: Oss,
  makeApp: ({ maxBuckets, region }) => makeOss({ region: region ?? defaultRegion, maxBuckets }),
  server: OssServer,
  endpoint: ({ region }) => `https://oss-${region ?? defaultRegion}.aliyuncs.com`,
  toOptions: ({ accounts: _1, host: _2, port: _3, keys: _4, retry: _5, maxBuckets: _6, ...rest }, endpoint) => ({
    ...rest,
    region: rest.region ?? defaultRegion,
    endpoint
  })
})

/** OSS for tests. */
export const OssTest = {
  /**
   * OSS on an empty emulator in this process: no sockets, and `TestClock` drives it where that is provided.
   *
   * **Example** (a test of a program that uses OSS)
   *
   * ```ts
   * import { assert, it } from "@effect/vitest"
   * import { Effect } from "effect"
   * import { Oss } from "effect-cloud-storage"
   * import { OssTest } from "effect-cloud-storage/testing"
   *
   * it.effect("keeps a note", () =>
   *   Effect.gen(function*() {
   *     const notes = (yield* Oss).bucket("notes")
   *     yield* notes.putBucket()
   *     yield* notes.putObject({ key: "a.txt", body: "hello" })
   *     assert.isTrue(yield* notes.objectExists({ key: "a.txt" }))
   *   }).pipe(Effect.provide(OssTest.layer)))
   * ```
   */
  layer: oss.layerWith({}),

  /** {@link OssTest.layer} with settings: accounts, keys, region, retries, signature version. */
  layerWith: oss.layerWith,

  /** OSS over real sockets: an emulator served on a free port of this machine, and a client of it. */
  layerSockets: (options: OssTestOptions = {}): Layer.Layer<Oss | OssServer | EmulatorControls, ServeError> =>
    oss.layerSockets(options),

  /** The emulator alone, as the `HttpClient` of a service that is built by hand. It answers whatever the host name. */
  layerHttpClient: (options: OssEmulatorOptions = {}): Layer.Layer<HttpClient.HttpClient | EmulatorControls> =>
    oss.layerHttpClient(options),

  /** The emulator alone, served on a free port of this machine until the scope closes; {@link OssServer} tells where. */
  layerServer: (options: OssEmulatorOptions = {}): Layer.Layer<OssServer | EmulatorControls, ServeError> =>
    oss.layerServer(options)
}

/** What the emulated OIS can be told. */
export interface OisEmulatorOptions extends Omit<EmulatorOptions, "region"> {
  /** Zone of buckets that are created without one. Default `jn1a`, with the deployment `qingstor` `pek3a`. */
  readonly zone?: string | undefined
  /** Least bytes of every part of an upload but the last. Default 4 MiB, as with the service. */
  readonly minPartBytes?: number | undefined
  /** Entries of a page of objects at most. Default 100, as with the service. */
  readonly maxListKeys?: number | undefined
  /**
   * For how long a new bucket cannot be deleted, and a deleted one keeps its name. Default 1 minute, as with the service.
   */
  readonly bucketLease?: Duration.Input | undefined
}

/** Settings of OIS for tests: those of `Ois.layer`, except where the service is. */
export interface OisTestOptions
  extends Omit<OisOptions, "endpoint" | "protocol" | "host" | "port" | "zone">,
    OisEmulatorOptions,
    TestClientOptions {}

const ois = testLayersOf<Ois, OisServer, OisOptions, OisEmulatorOptions, OisTestOptions>({
  service: Ois,
  makeApp: ({ bucketLease, maxListKeys, minPartBytes, ...options }) =>
    makeOis({
      zone: options.zone ?? ("deployment" in options && options.deployment === "qingstor" ? "pek3a" : "jn1a"),
      maxListKeys,
      minPartBytes,
      bucketLeaseMillis: millis(bucketLease)
    }),
  server: OisServer,
  // The host of all zones, which leads to the zone of a bucket.
  endpoint: ({ deployment }) => (deployment === "qingstor" ? "https://qingstor.com" : "https://is.shanhe.com"),
  toOptions: (options, endpoint) => {
    const { accounts: _1, host: _2, port: _3, keys: _4, retry: _5, ...others } = options
    const { bucketLease: _6, maxListKeys: _7, minPartBytes: _8, zone: _9, ...rest } = others
    return { ...rest, endpoint }
  }
})

/** OIS for tests; its layers are those of {@link OssTest}. */
export const OisTest = {
  /**
   * OIS on an empty emulator in this process: no sockets, and `TestClock` drives it where that is provided.
   *
   * **Example** (a note and its bucket)
   *
   * ```ts
   * import { Effect } from "effect"
   * import { Ois } from "effect-cloud-storage"
   * import { OisTest } from "effect-cloud-storage/testing"
   *
   * const kept = Effect.gen(function*() {
   *   const notes = (yield* Ois).bucket("my-notes", "jn1a")
   *   yield* notes.putBucket()
   *   yield* notes.putObject({ key: "a.txt", body: "hello" })
   *   return yield* notes.objectExists({ key: "a.txt" })
   * }).pipe(Effect.provide(OisTest.layer))
   * ```
   */
  layer: ois.layerWith({}),

  /** {@link OisTest.layer} with settings: accounts, keys, zone, retries, hosts of buckets, limits. */
  layerWith: ois.layerWith,

  /** OIS over real sockets: an emulator served on a free port of this machine, and a client of it. */
  layerSockets: (options: OisTestOptions = {}): Layer.Layer<Ois | OisServer | EmulatorControls, ServeError> =>
    ois.layerSockets(options),

  /** The emulator alone, as the `HttpClient` of a service that is built by hand. It answers whatever the host name. */
  layerHttpClient: (options: OisEmulatorOptions = {}): Layer.Layer<HttpClient.HttpClient | EmulatorControls> =>
    ois.layerHttpClient(options),

  /** The emulator alone, served on a free port of this machine; {@link OisServer} tells where. */
  layerServer: (options: OisEmulatorOptions = {}): Layer.Layer<OisServer | EmulatorControls, ServeError> =>
    ois.layerServer(options)
}

/** What the emulated Tablestore can be told. */
export interface TablestoreEmulatorOptions extends EmulatorOptions {
  /** How long a new table answers `OTSTableNotReady`. Default 0; the real service takes seconds. */
  readonly tableReadyAfter?: Duration.Input | undefined
  /**
   * How far search indexes and global secondary indexes are behind their tables. Default 0; with the real service it is
   * milliseconds to seconds.
   */
  readonly indexDelay?: Duration.Input | undefined
  /** Channels that a tunnel has for rows, and as many for changes. Default 1. */
  readonly tunnelChannels?: number | undefined
  /**
   * Whether all tables have local transactions, also those made without asking for them, as some clients cannot.
   * Default `false`, as with the service.
   */
  readonly localTransactions?: boolean | undefined
}

/** Settings of Tablestore for tests: those of `Tablestore.layer`, except where the service is. */
export interface TablestoreTestOptions
  extends Omit<TablestoreOptions, "endpoint" | "region" | "network">,
    TablestoreEmulatorOptions,
    TestClientOptions {}

const defaultInstance = "test"

const tablestore = testLayersOf<
  Tablestore,
  TablestoreServer,
  TablestoreOptions,
  TablestoreEmulatorOptions,
  TablestoreTestOptions
>({
  service: Tablestore,
  makeApp: ({ indexDelay, localTransactions, tableReadyAfter, tunnelChannels }) =>
    makeTablestore({
      readyAfterMillis: millis(tableReadyAfter),
      indexDelayMillis: millis(indexDelay),
      tunnelChannels,
      localTransactions
    }),
  server: TablestoreServer,
  endpoint: () => "https://test.cn-hangzhou.ots.aliyuncs.com",
  toOptions: (options, endpoint) => {
    const { accounts: _1, host: _2, port: _3, keys: _4, retry: _5, ...others } = options
    const { indexDelay: _6, tableReadyAfter: _7, tunnelChannels: _8, localTransactions: _9, ...rest } = others
    return {
      ...rest,
      region: rest.region ?? defaultRegion,
      instanceName: rest.instanceName ?? defaultInstance,
      endpoint
    }
  }
})

/** Tablestore for tests; its layers are those of {@link OssTest}. */
export const TablestoreTest = {
  /**
   * Tablestore on an empty emulator in this process: no sockets, and `TestClock` drives it where that is provided.
   *
   * **Example** (the tables of an instance)
   *
   * ```ts
   * import { Effect } from "effect"
   * import { Tablestore } from "effect-cloud-storage"
   * import { TablestoreTest } from "effect-cloud-storage/testing"
   *
   * const none = Effect.flatMap(Tablestore, (tablestore) => tablestore.listTable({})).pipe(
   *   Effect.provide(TablestoreTest.layer))
   * ```
   */
  layer: tablestore.layerWith({}),

  /** {@link TablestoreTest.layer} with settings: accounts, keys, instance, retries, signature version. */
  layerWith: tablestore.layerWith,

  /** Tablestore over real sockets: an emulator served on a free port of this machine, and a client of it. */
  layerSockets: (
    options: TablestoreTestOptions = {}
  ): Layer.Layer<Tablestore | TablestoreServer | EmulatorControls, ServeError> => tablestore.layerSockets(options),

  /** The emulator alone, as the `HttpClient` of a service that is built by hand. It answers whatever the host name. */
  layerHttpClient: (options: TablestoreEmulatorOptions = {}): Layer.Layer<HttpClient.HttpClient | EmulatorControls> =>
    tablestore.layerHttpClient(options),

  /** The emulator alone, served on a free port of this machine; {@link TablestoreServer} tells where. */
  layerServer: (
    options: TablestoreEmulatorOptions = {}
  ): Layer.Layer<TablestoreServer | EmulatorControls, ServeError> => tablestore.layerServer(options)
}
