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
import { make as makeOss } from "./emulator/oss/app.ts"
import { serve } from "./emulator/Server.ts"
import { Store } from "./emulator/Store.ts"
import { make as makeTablestore } from "./emulator/tablestore/app.ts"
import * as Credentials from "./layers/Credentials.ts"
import { layerClient } from "./layers/node/httpClient.ts"
import { layerOfChoice, type RetryChoice, type RetryOptions, type RetryPolicy } from "./layers/RetryPolicy.ts"
import type { ClientError } from "./schema/Errors.ts"
import type { ServiceRequirements } from "./services/makeClient.ts"
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

/** Settings of OSS for tests: those of `Oss.layer`, except where the service is. */
export interface OssTestOptions
  extends Omit<OssOptions, "endpoint" | "region" | "cname" | "network">,
    EmulatorOptions,
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

/** Where the emulated Tablestore listens. */
export class TablestoreServer extends Context.Service<TablestoreServer, Served>()(
  "effect-cloud-storage/testing/TablestoreServer"
) {}

/** What an emulator gives besides its service: faults to inject, the log of calls, and the accounts it knows. */
export type EmulatorControls = Faults | Accounts

const defaultRegion = "cn-hangzhou"

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

const oss = testLayersOf<Oss, OssServer, OssOptions, EmulatorOptions, OssTestOptions>({
  service: Oss,
  makeApp: ({ region }) => makeOss({ region: region ?? defaultRegion }),
  server: OssServer,
  endpoint: ({ region }) => `https://oss-${region ?? defaultRegion}.aliyuncs.com`,
  toOptions: ({ accounts: _1, host: _2, port: _3, keys: _4, retry: _5, ...rest }, endpoint) => ({
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
  layerHttpClient: (options: EmulatorOptions = {}): Layer.Layer<HttpClient.HttpClient | EmulatorControls> =>
    oss.layerHttpClient(options),

  /** The emulator alone, served on a free port of this machine until the scope closes; {@link OssServer} tells where. */
  layerServer: (options: EmulatorOptions = {}): Layer.Layer<OssServer | EmulatorControls, ServeError> =>
    oss.layerServer(options)
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
}

/** Settings of Tablestore for tests: those of `Tablestore.layer`, except where the service is. */
export interface TablestoreTestOptions
  extends Omit<TablestoreOptions, "endpoint" | "region" | "network">,
    TablestoreEmulatorOptions,
    TestClientOptions {}

const defaultInstance = "test"

const millis = (duration: Duration.Input | undefined): number | undefined =>
  duration === undefined ? undefined : Duration.toMillis(Duration.fromInputUnsafe(duration))

const tablestore = testLayersOf<
  Tablestore,
  TablestoreServer,
  TablestoreOptions,
  TablestoreEmulatorOptions,
  TablestoreTestOptions
>({
  service: Tablestore,
  makeApp: ({ indexDelay, tableReadyAfter, tunnelChannels }) =>
    makeTablestore({
      readyAfterMillis: millis(tableReadyAfter),
      indexDelayMillis: millis(indexDelay),
      tunnelChannels
    }),
  server: TablestoreServer,
  endpoint: () => "https://test.cn-hangzhou.ots.aliyuncs.com",
  toOptions: (options, endpoint) => {
    const { accounts: _1, host: _2, port: _3, keys: _4, retry: _5, ...others } = options
    const { indexDelay: _6, tableReadyAfter: _7, tunnelChannels: _8, ...rest } = others
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
