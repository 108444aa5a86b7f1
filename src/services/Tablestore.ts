/**
 * Alibaba Cloud Tablestore, wide-column tables.
 *
 * The methods are derived from the operations in `schema/tablestore`; what is added here are reads of any length as
 * Streams, the parts of a table, and transactions that end with the work they are made for.
 */
import type * as Config from "effect/Config"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import type * as Scope from "effect/Scope"
import type { Credentials } from "../layers/Credentials.ts"
import { layer as layerRetryPolicy, type RetryOptions, type RetryPolicy } from "../layers/RetryPolicy.ts"
import { layerTablestoreCredentials } from "../layers/tablestore/credentials.ts"
import { isRetryable, layerStandard } from "../layers/tablestore/retry.ts"
import type { ClientError } from "../schema/Errors.ts"
import type { Methods } from "../schema/Operation.ts"
import { type TablestoreOperations, tablestoreModules } from "../schema/tablestore/index.ts"
import type { Aggregations } from "../schema/tablestore/search/aggregation.ts"
import type { ResultsOfAggregations, ResultsOfGroupBys } from "../schema/tablestore/search/aggregationResult.ts"
import type { GroupBys } from "../schema/tablestore/search/groupBy.ts"
import type { SearchQuery } from "../schema/tablestore/search/searchRequest.ts"
import { bindOperations } from "./bindOperations.ts"
import { layerConfigOf, layerOf, type ServiceRequirements } from "./makeClient.ts"
import type { BulkWriter, WriterOptions } from "./tablestore/bulk/BulkWriter.ts"
import { makeWithTransaction } from "./tablestore/localTransaction.ts"
import { makeTables } from "./tablestore/makeTables.ts"
import { makePagedReads } from "./tablestore/pagedReads.ts"
import {
  make as makeClient,
  TablestoreClient,
  type TablestoreConfig,
  type TablestoreOptions
} from "./tablestore/TablestoreClient.ts"
import type { TableHandle } from "./tablestore/table/TableHandle.ts"
import type * as Table from "./tablestore/table/tableDefinition.ts"

export type {
  BulkWriter,
  RawRow,
  TableRowWrite,
  TableWriter,
  UnwrittenRow,
  WriteAllOptions,
  WriteProgress,
  WriterOptions,
  WriteSummary
} from "./tablestore/bulk/BulkWriter.ts"
export { UnwrittenRows } from "./tablestore/bulk/BulkWriter.ts"
export { type LocalTransaction, type TransactionFailure, UncertainCommit } from "./tablestore/localTransaction.ts"
export type {
  ParallelScanAllInput,
  RangeAllInput,
  SearchAllInput,
  StreamRecordsAllInput,
  TableSplit
} from "./tablestore/pagedReads.ts"
export type { TableHandle } from "./tablestore/table/TableHandle.ts"
export type { TransactionTable } from "./tablestore/table/TransactionTable.ts"
export type { ServiceRequirements, TablestoreConfig, TablestoreOptions }

/** The methods that are operations. */
interface Operations extends Methods<TablestoreOperations> {}
type InputOf<K extends keyof Operations> = Parameters<Operations[K]>[0]
type OutputOf<K extends keyof Operations> = Effect.Success<ReturnType<Operations[K]>>
type FailureOf<K extends keyof Operations> = Effect.Error<ReturnType<Operations[K]>>
type Reading = ReturnType<typeof makePagedReads>

/** What a search answers, with the results that its query asks for. */
export type SearchOutput<Q extends SearchQuery> = Omit<OutputOf<"search">, "aggregations" | "groupBys"> &
  (Q extends { readonly aggregations: infer A extends Aggregations }
    ? { readonly aggregations: ResultsOfAggregations<A> }
    : { readonly aggregations?: OutputOf<"search">["aggregations"] }) &
  (Q extends { readonly groupBys: infer G extends GroupBys }
    ? { readonly groupBys: ResultsOfGroupBys<G> }
    : { readonly groupBys?: OutputOf<"search">["groupBys"] })

/** Alibaba Cloud Tablestore. */
export interface TablestoreService extends Omit<Operations, "search"> {
  /**
   * Searches the rows of a table by one of its search indexes, one page.
   *
   * Source: Tablestore API, Search.
   *
   * **Example** (the newest orders, and how many there are of each state)
   *
   * ```ts
   * import { Effect } from "effect"
   * import { GroupBy, Query, Sort, Tablestore } from "effect-cloud-storage"
   *
   * const newest = Effect.gen(function*() {
   *   const tablestore = yield* Tablestore
   *   const { rows, groupBys } = yield* tablestore.search({
   *     tableName: "orders",
   *     indexName: "orders_index",
   *     searchQuery: {
   *       query: Query.range("total", { gte: 10n }),
   *       sort: [Sort.field("created", "desc")],
   *       limit: 20,
   *       groupBys: { states: GroupBy.field("state") }
   *     }
   *   })
   *   return { rows, states: groupBys.states.groups }
   * })
   * ```
   */
  readonly search: <const Q extends SearchQuery>(
    input: Omit<InputOf<"search">, "searchQuery"> & { readonly searchQuery: Q }
  ) => Effect.Effect<SearchOutput<Q>, FailureOf<"search">>

  /**
   * All rows between two keys, in their order. Pages are fetched when they are needed.
   *
   * **Example** (the rows of one partition key)
   *
   * ```ts
   * import { Effect, Stream } from "effect"
   * import { Row, Tablestore } from "effect-cloud-storage"
   *
   * const ofAda = Effect.flatMap(Tablestore, (tablestore) =>
   *   tablestore.getRangeAll({
   *     tableName: "orders",
   *     inclusiveStartPrimaryKey: Row.key({ customer: "ada", order: Row.infMin }),
   *     exclusiveEndPrimaryKey: Row.key({ customer: "ada", order: Row.infMax })
   *   }).pipe(Stream.map(Row.toRecord), Stream.runCollect))
   * ```
   */
  readonly getRangeAll: Reading["getRangeAll"]

  /** All rows that a search finds, in its order. Pages are fetched when they are needed. */
  readonly searchAll: Reading["searchAll"]

  /** All rows that match, in no particular order, read in several parts at the same time. */
  readonly parallelScanAll: Reading["parallelScanAll"]

  /** The changes of a shard of a stream, in their order. Pages are fetched when they are needed. */
  readonly streamRecordsAll: Reading["streamRecordsAll"]

  /** Cuts a table into parts of about the same size, which can be read side by side by {@link getRangeAll}. */
  readonly tableSplits: Reading["tableSplits"]

  /**
   * Runs work in a local transaction: committed when it succeeds, aborted when it fails or is interrupted. The table must
   * have been created with `enableLocalTxn`, and all rows have the partition key that is given.
   *
   * When it fails nothing is stored, except with `UncertainCommit`: then the answer to the commit was lost, and all may be
   * stored or nothing. It can be interrupted at any time; the abort follows in the background.
   *
   * **Example** (two rows or none)
   *
   * ```ts
   * import { Effect, Schema } from "effect"
   * import { Row, Table, Tablestore } from "effect-cloud-storage"
   *
   * class Orders extends Table.make("orders", {
   *   primaryKey: { customer: Schema.String, order: Schema.BigInt },
   *   attributes: { total: Schema.Finite }
   * }) {}
   *
   * const both = Effect.gen(function*() {
   *   const tablestore = yield* Tablestore
   *   yield* tablestore.withTransaction({ tableName: "orders", key: Row.key({ customer: "ada" }) })((transaction) =>
   *     Effect.gen(function*() {
   *       const orders = transaction.table(Orders)
   *       yield* orders.put({ customer: "ada", order: 1n, total: 12.5 })
   *       yield* transaction.putRow({ tableName: "orders", primaryKey: Row.key({ customer: "ada", order: 2n }) })
   *     }))
   * })
   * ```
   */
  readonly withTransaction: ReturnType<typeof makeWithTransaction>

  /**
   * The methods of a table that was declared by `Table.make`: plain objects in and out.
   *
   * **Example** (an order is put, changed and read)
   *
   * ```ts
   * import { Effect, Schema } from "effect"
   * import { Table, Tablestore } from "effect-cloud-storage"
   *
   * class Orders extends Table.make("orders", {
   *   primaryKey: { customer: Schema.String, order: Table.autoIncrement },
   *   attributes: { total: Schema.Finite, paid: Schema.Boolean }
   * }) {}
   *
   * const program = Effect.gen(function*() {
   *   const orders = (yield* Tablestore).table(Orders)
   *   const key = yield* orders.put({ customer: "ada", total: 12.5, paid: false })
   *   yield* orders.update(key, { set: { paid: true } }, { condition: (o) => o.total.greaterThan(10) })
   *   return yield* orders.get(key)
   * })
   * ```
   */
  readonly table: <T extends Table.Any>(definition: T) => TableHandle<T>

  /**
   * A writer of many rows, which lives as long as the scope: it packs them into batches, keeps the order of writes of the
   * same row, retries rows that fail temporarily, and reports each row that is not stored.
   *
   * **Example** (a million counters)
   *
   * ```ts
   * import { Effect, Schema, Stream } from "effect"
   * import { Table, Tablestore } from "effect-cloud-storage"
   *
   * class Counters extends Table.make("counters", {
   *   primaryKey: { page: Schema.String },
   *   attributes: { hits: Table.integer }
   * }) {}
   *
   * const load = Effect.scoped(Effect.gen(function*() {
   *   const writer = yield* (yield* Tablestore).writer()
   *   const rows = Stream.map(Stream.range(1, 1_000_000), (n) => ({ page: `/${n}`, hits: 0 }))
   *   const { written, failed } = yield* writer.table(Counters).putAll(rows)
   *   yield* Effect.log(`${written} are stored, ${failed.length} are not`)
   * }))
   * ```
   */
  readonly writer: (options?: WriterOptions) => Effect.Effect<BulkWriter, never, Scope.Scope>
}

const make = Effect.fnUntraced(function* (options: TablestoreOptions) {
  const client = yield* makeClient(options)
  const operations = bindOperations<Operations>(tablestoreModules, client.execute)
  const tables = makeTables(operations, client.retryPolicy)
  return Tablestore.of({
    ...operations,
    ...makePagedReads(operations),
    withTransaction: makeWithTransaction({ operations, table: tables.table, retryPolicy: client.retryPolicy }),
    ...tables,
    // The results an answer holds are those the query asked for.
    search: operations.search as TablestoreService["search"]
  })
})

/**
 * Alibaba Cloud Tablestore, wide-column tables.
 *
 * **Example** (a program and the layers it runs on)
 *
 * ```ts
 * import { Effect, Layer } from "effect"
 * import { FetchHttpClient } from "effect/http"
 * import { Row, Tablestore } from "effect-cloud-storage"
 *
 * const program = Effect.gen(function*() {
 *   const tablestore = yield* Tablestore
 *   const primaryKey = Row.key({ customer: "ada", order: 1n })
 *   yield* tablestore.putRow({ tableName: "orders", primaryKey, columns: Row.columns({ total: 12.5, paid: false }) })
 *   const { row } = yield* tablestore.getRow({ tableName: "orders", primaryKey })
 *   return row === undefined ? undefined : Row.toRecord(row)
 * })
 *
 * const live = Tablestore.layer({ endpoint: "https://shop.cn-hangzhou.ots.aliyuncs.com" }).pipe(
 *   Layer.provide([Tablestore.layerCredentials, Tablestore.layerRetry(), FetchHttpClient.layer])
 * )
 * program.pipe(Effect.provide(live))
 * ```
 */
export class Tablestore extends Context.Service<Tablestore, TablestoreService>()(
  "effect-cloud-storage/services/Tablestore"
) {
  /** Tablestore over credentials, an HTTP client and a retry policy of the caller's choice. */
  static readonly layer = (options: TablestoreOptions): Layer.Layer<Tablestore, ClientError, ServiceRequirements> =>
    layerOf(Tablestore, make, options)

  /**
   * The keys of Tablestore when nobody says otherwise: `TABLESTORE_ACCESS_KEY_ID`, `TABLESTORE_ACCESS_KEY_SECRET`,
   * `TABLESTORE_SESSION_TOKEN`; or `OTS_AK_ENV` and `OTS_SK_ENV`; or `ALIBABA_CLOUD_ACCESS_KEY_ID`,
   * `ALIBABA_CLOUD_ACCESS_KEY_SECRET`, `ALIBABA_CLOUD_SECURITY_TOKEN`.
   */
  static readonly layerCredentials: Layer.Layer<Credentials> = layerTablestoreCredentials

  /**
   * The retry policy of the official clients of Tablestore, or one of other settings with the same classifier. More of
   * them are in `TablestoreRetry`.
   */
  static readonly layerRetry = (options?: RetryOptions): Layer.Layer<RetryPolicy> =>
    options === undefined ? layerStandard : layerRetryPolicy({ isRetryable, ...options })

  /** {@link Tablestore.layer} with options read from `Config`. */
  static readonly layerConfig = (
    config: TablestoreConfig
  ): Layer.Layer<Tablestore, ClientError | Config.ConfigError, ServiceRequirements> =>
    layerConfigOf(Tablestore, make, config)

  /** The methods of a table that was declared by `Table.make`. */
  static readonly table = <T extends Table.Any>(definition: T): Effect.Effect<TableHandle<T>, never, Tablestore> =>
    Effect.map(Tablestore, (tablestore) => tablestore.table(definition))
}

export { TablestoreClient }
