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
import * as RetryPolicy from "./layers/RetryPolicy.ts"
import { layerStandard } from "./layers/tablestore/retry.ts"
import { layerPlatform } from "./node.ts"
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

/** Settings of a client of the emulator: those of `Oss.layer`, except where the service is. */
export interface OssTestOptions extends Omit<OssOptions, "endpoint" | "region" | "cname" | "network">, EmulatorOptions {
  /** The account the client acts for; {@link testKeys} when absent. */
  readonly keys?: Credentials.KeysInput | undefined
  /** How calls are retried; as in production when absent. Its pauses wait for `TestClock` where that is provided. */
  readonly retry?: RetryPolicy.RetryOptions | undefined
}

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

const httpClientOf =
  <Options extends EmulatorOptions>(makeApp: MakeApp<Options>) =>
  (options: Options): Layer.Layer<HttpClient.HttpClient | EmulatorControls> =>
    Layer.unwrap(Effect.map(makeApp(options), layerInProcess)).pipe(Layer.provideMerge(layerState(options)))

const serverOf =
  <Self, Options extends EmulatorOptions>(makeApp: MakeApp<Options>, server: Context.Key<Self, Served>) =>
  (options: Options): Layer.Layer<Self | EmulatorControls, ServeError> =>
    Layer.effect(
      server,
      Effect.flatMap(makeApp(options), (app) => serve(app, { host: options.host, port: options.port ?? 0 }))
    ).pipe(Layer.provideMerge(layerState(options)))

const makeOssApp: MakeApp<EmulatorOptions> = ({ region }) => makeOss({ region: region ?? defaultRegion })
const ossHttpClient = httpClientOf(makeOssApp)
const ossServer = serverOf(makeOssApp, OssServer)

const layerClient = (endpoint: string, { accounts: _1, host: _2, port: _3, keys, retry, ...rest }: OssTestOptions) =>
  Oss.layer({ ...rest, region: rest.region ?? defaultRegion, endpoint }).pipe(
    Layer.provide([Credentials.layerStatic(keys ?? testKeys), RetryPolicy.layer(retry)]),
    // Only the tester's own settings can be wrong, and no program shall have to handle that.
    Layer.orDie
  )

const layerWith = (options: OssTestOptions): Layer.Layer<Oss | EmulatorControls> =>
  layerClient(`https://oss-${options.region ?? defaultRegion}.aliyuncs.com`, options).pipe(
    Layer.provideMerge(ossHttpClient(options)),
    Layer.provide(NodeFileSystem.layer)
  )

const layerSockets = (options: OssTestOptions = {}): Layer.Layer<Oss | OssServer | EmulatorControls, ServeError> =>
  Layer.unwrap(Effect.map(OssServer, ({ url }) => layerClient(url, options))).pipe(
    Layer.provide(layerPlatform),
    Layer.provideMerge(ossServer(options))
  )

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
  layer: layerWith({}),

  /** {@link OssTest.layer} with settings: accounts, keys, region, retries, signature version. */
  layerWith,

  /** OSS over real sockets: an emulator served on a free port of this machine, and a client of it. */
  layerSockets,

  /** The emulator alone, as the `HttpClient` of a service that is built by hand. It answers whatever the host name. */
  layerHttpClient: (options: EmulatorOptions = {}): Layer.Layer<HttpClient.HttpClient | EmulatorControls> =>
    ossHttpClient(options),

  /** The emulator alone, served on a free port of this machine until the scope closes; {@link OssServer} tells where. */
  layerServer: (options: EmulatorOptions = {}): Layer.Layer<OssServer | EmulatorControls, ServeError> =>
    ossServer(options)
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

/** Settings of a client of the emulator: those of `Tablestore.layer`, except where the service is. */
export interface TablestoreTestOptions
  extends Omit<TablestoreOptions, "endpoint" | "region" | "network">,
    TablestoreEmulatorOptions {
  /** The account the client acts for; {@link testKeys} when absent. */
  readonly keys?: Credentials.KeysInput | undefined
  /** How calls are retried; as in production when absent. Its pauses wait for `TestClock` where that is provided. */
  readonly retry?: Layer.Layer<RetryPolicy.RetryPolicy> | undefined
}

const defaultInstance = "test"

const millis = (duration: Duration.Input | undefined): number | undefined =>
  duration === undefined ? undefined : Duration.toMillis(Duration.fromInputUnsafe(duration))

const makeTablestoreApp: MakeApp<TablestoreEmulatorOptions> = ({ indexDelay, tableReadyAfter, tunnelChannels }) =>
  makeTablestore({
    readyAfterMillis: millis(tableReadyAfter),
    indexDelayMillis: millis(indexDelay),
    tunnelChannels
  })
const tablestoreHttpClient = httpClientOf(makeTablestoreApp)
const tablestoreServer = serverOf(makeTablestoreApp, TablestoreServer)

const tablestoreClient = (endpoint: string, options: TablestoreTestOptions) => {
  const {
    accounts: _1,
    host: _2,
    port: _3,
    tableReadyAfter: _4,
    indexDelay: _5,
    tunnelChannels: _6,
    ...others
  } = options
  const { keys, retry, ...rest } = others
  return Tablestore.layer({
    ...rest,
    region: rest.region ?? defaultRegion,
    instanceName: rest.instanceName ?? defaultInstance,
    endpoint
  }).pipe(Layer.provide([Credentials.layerStatic(keys ?? testKeys), retry ?? layerStandard]), Layer.orDie)
}

const tablestoreWith = (options: TablestoreTestOptions): Layer.Layer<Tablestore | EmulatorControls> =>
  tablestoreClient("https://test.cn-hangzhou.ots.aliyuncs.com", options).pipe(
    Layer.provideMerge(tablestoreHttpClient(options))
  )

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
  layer: tablestoreWith({}),

  /** {@link TablestoreTest.layer} with settings: accounts, keys, instance, retries, signature version. */
  layerWith: tablestoreWith,

  /** Tablestore over real sockets: an emulator served on a free port of this machine, and a client of it. */
  layerSockets: (
    options: TablestoreTestOptions = {}
  ): Layer.Layer<Tablestore | TablestoreServer | EmulatorControls, ServeError> =>
    Layer.unwrap(Effect.map(TablestoreServer, ({ url }) => tablestoreClient(url, options))).pipe(
      Layer.provide(layerPlatform),
      Layer.provideMerge(tablestoreServer(options))
    ),

  /** The emulator alone, as the `HttpClient` of a service that is built by hand. It answers whatever the host name. */
  layerHttpClient: (options: TablestoreEmulatorOptions = {}): Layer.Layer<HttpClient.HttpClient | EmulatorControls> =>
    tablestoreHttpClient(options),

  /** The emulator alone, served on a free port of this machine; {@link TablestoreServer} tells where. */
  layerServer: (
    options: TablestoreEmulatorOptions = {}
  ): Layer.Layer<TablestoreServer | EmulatorControls, ServeError> => tablestoreServer(options)
}
