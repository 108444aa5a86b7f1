/**
 * The methods of one table: plain objects in and out.
 */
import type * as Effect from "effect/Effect"
import type * as Option from "effect/Option"
import type * as Stream from "effect/Stream"
import type { Timestamp } from "../../../schema/tablestore/format/rowValue.ts"
import type { Aggregations } from "../../../schema/tablestore/search/aggregation.ts"
import type { GroupBys } from "../../../schema/tablestore/search/groupBy.ts"
import type { KeyRange } from "./reads/keyRange.ts"
import type { ReadOptions } from "./reads/rowSelection.ts"
import type { RangeOptions } from "./reads/tableRange.ts"
import type { SearchAllOptions, SearchOptions, SearchResult } from "./reads/tableSearch.ts"
import type { TablestoreFailure, TimeRange } from "./rows/rowMethods.ts"
import type { Change } from "./rows/rowUpdate.ts"
import type { ConditionInput } from "./rows/typedFilter.ts"
import type { CreateOptions } from "./tableCreation.ts"
import type * as Definition from "./tableDefinition.ts"

type AttributeName<T extends Definition.Any> = Definition.AttributeName<T>

/** How a row is written. */
export interface WriteOptions<T extends Definition.Any> {
  /** What must be true for the write to happen. A filter, or a function that builds one, expects the row to exist too. */
  readonly condition?: ConditionInput<T> | undefined
  /** Writes within a local transaction. */
  readonly transactionId?: string | undefined
}

/** How a row is updated. */
export interface UpdateOptions<T extends Definition.Any, C extends AttributeName<T>> extends WriteOptions<T> {
  /** Columns whose values after the change are returned. */
  readonly returnColumns?: ReadonlyArray<C> | undefined
}

/** A version of a column. */
export interface Version<A> {
  readonly value: A
  /** Milliseconds since 1970; a `bigint` beyond 2^53 - 1. */
  readonly timestamp: Timestamp
}

/** The versions of each column, newest first. */
export type Versions<T extends Definition.Any, C extends AttributeName<T>> = {
  readonly [N in C]: ReadonlyArray<Version<Definition.ValueOf<T, N>>>
}

/** Which versions are read. */
export interface VersionOptions<T extends Definition.Any, C extends AttributeName<T>> {
  /** Attribute columns to read; all when absent. */
  readonly columns?: ReadonlyArray<C> | undefined
  /** Versions of each column at most; all that the table keeps when absent. */
  readonly maxVersions?: number | undefined
  readonly timeRange?: TimeRange | undefined
  /** Reads within a local transaction. */
  readonly transactionId?: string | undefined
}

/** Reads a row. */
export interface Get<T extends Definition.Any> {
  /** Reads a row with some choices: columns, a filter, a time range. */
  <const C extends AttributeName<T> = AttributeName<T>>(
    key: Definition.Key<T>,
    options: ReadOptions<T, C>
  ): Effect.Effect<Option.Option<Definition.NarrowRow<T, C>>, TablestoreFailure>
  /**
   * Reads a row. Reads that are made at the same time travel together: `Effect.forEach(keys, orders.get, { concurrency:
   * "unbounded" })` is one request for each 100 keys.
   */
  (key: Definition.Key<T>): Effect.Effect<Option.Option<Definition.Row<T>>, TablestoreFailure>
}

/** The methods of one table. */
export interface TableHandle<T extends Definition.Any> {
  /** The definition of the table. */
  readonly definition: T

  /**
   * Creates the table. It can be used after some seconds: until then calls fail with `OTSTableNotReady` and are repeated.
   * Fails with `OTSObjectAlreadyExist` when there is one of this name.
   */
  readonly create: (options?: CreateOptions<T>) => Effect.Effect<void, TablestoreFailure>

  /**
   * Reads a row; none when there is no such row.
   *
   * Reads that are made at the same time travel together as BatchGetRow, 100 rows at a time; the same row asked for
   * twice is read once. Errors of single rows reach those who asked for them, and rows that fail temporarily are retried
   * on their own.
   */
  readonly get: Get<T>

  /**
   * Stores a row, replacing any row of the same key.
   *
   * @returns the key, with the value that the service picked for an auto-increment column
   */
  readonly put: (
    row: Definition.PutRow<T>,
    options?: WriteOptions<T>
  ) => Effect.Effect<Definition.Key<T>, TablestoreFailure>

  /**
   * Changes some columns of a row.
   *
   * An absent row is created only when the change gives all columns that rows must have; otherwise the update fails with
   * `OTSConditionCheckFail` instead of leaving half a row behind. A condition of your own is taken as it is.
   *
   * @returns the columns of `returnColumns` as they are after the change
   */
  readonly update: <const C extends AttributeName<T> = never>(
    key: Definition.Key<T>,
    change: Change<T>,
    options?: UpdateOptions<T, C>
  ) => Effect.Effect<[C] extends [never] ? void : Definition.Attributes<T, C>, TablestoreFailure>

  /** Removes a row. An absent one is no error, unless the condition expects it. */
  readonly delete: (key: Definition.Key<T>, options?: WriteOptions<T>) => Effect.Effect<void, TablestoreFailure>

  /** Reads the versions of a row's columns, newest first; none when there is no such row. */
  readonly versions: <const C extends AttributeName<T> = AttributeName<T>>(
    key: Definition.Key<T>,
    options?: VersionOptions<T, C>
  ) => Effect.Effect<Option.Option<Versions<T, C>>, TablestoreFailure>

  /**
   * Reads the rows of a range in the order of their keys: all whose key starts with the given columns, or those within
   * bounds (`Table.between`, `Table.bounds`). Pages are read when they are needed, and no further than the rows are taken.
   * A row that is not what the table declares ends the stream, unless `whenUndecodable` says otherwise.
   */
  readonly range: <const C extends AttributeName<T> = AttributeName<T>>(
    range?: KeyRange<T>,
    options?: RangeOptions<T, C>
  ) => Stream.Stream<Definition.NarrowRow<T, C>, TablestoreFailure>

  /** One page of a search, with aggregations and groups by the names they were given. */
  readonly search: <
    const C extends AttributeName<T> = AttributeName<T>,
    const A extends Aggregations = {},
    const G extends GroupBys = {}
  >(
    options: SearchOptions<T, C, A, G>
  ) => Effect.Effect<SearchResult<T, C, A, G>, TablestoreFailure>

  /** All rows of a search. Pages are read when they are needed. `limit` is the number of rows in all. */
  readonly searchAll: <const C extends AttributeName<T> = AttributeName<T>>(
    options: SearchAllOptions<T, C>
  ) => Stream.Stream<Definition.NarrowRow<T, C>, TablestoreFailure>
}
