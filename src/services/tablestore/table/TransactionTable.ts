/**
 * The methods of one table as part of a local transaction.
 */
import type * as Effect from "effect/Effect"
import type * as Option from "effect/Option"
import type * as Stream from "effect/Stream"
import type { KeyRange } from "./reads/keyRange.ts"
import type { ReadOptions } from "./reads/rowSelection.ts"
import type { RangeOptions } from "./reads/tableRange.ts"
import type { TablestoreFailure } from "./rows/rowMethods.ts"
import type { Change } from "./rows/rowUpdate.ts"
import type { TableHandle, UpdateOptions, VersionOptions, Versions, WriteOptions } from "./TableHandle.ts"
import type * as Definition from "./tableDefinition.ts"

type Name<T extends Definition.Any> = Definition.AttributeName<T>
type Within<Options> = Omit<Options, "transactionId">

/**
 * The methods of one table as part of a local transaction, which has all its rows in one partition. They are those of the
 * table, except that reads see what the transaction wrote, and that each is a request of its own.
 */
export interface TransactionTable<T extends Definition.Any> {
  /** The definition of the table. */
  readonly definition: T
  /** Reads a row; none when there is no such row. */
  readonly get: {
    <const C extends Name<T> = Name<T>>(
      key: Definition.Key<T>,
      options: Within<ReadOptions<T, C>>
    ): Effect.Effect<Option.Option<Definition.NarrowRow<T, C>>, TablestoreFailure>
    (key: Definition.Key<T>): Effect.Effect<Option.Option<Definition.Row<T>>, TablestoreFailure>
  }
  /** Stores a row, replacing any row of the same key. Keys that the service picks cannot be part of a transaction. */
  readonly put: (
    row: Definition.PutRow<T>,
    options?: Within<WriteOptions<T>>
  ) => Effect.Effect<Definition.Key<T>, TablestoreFailure>
  /** Changes some columns of a row; see `update` of the table. */
  readonly update: <const C extends Name<T> = never>(
    key: Definition.Key<T>,
    change: Change<T>,
    options?: Within<UpdateOptions<T, C>>
  ) => Effect.Effect<[C] extends [never] ? void : Definition.Attributes<T, C>, TablestoreFailure>
  /** Removes a row. An absent one is no error, unless the condition expects it. */
  readonly delete: (key: Definition.Key<T>, options?: Within<WriteOptions<T>>) => Effect.Effect<void, TablestoreFailure>
  /** Reads the versions of a row's columns, newest first; none when there is no such row. */
  readonly versions: <const C extends Name<T> = Name<T>>(
    key: Definition.Key<T>,
    options?: Within<VersionOptions<T, C>>
  ) => Effect.Effect<Option.Option<Versions<T, C>>, TablestoreFailure>
  /** Reads the rows of a range within the partition, in the order of their keys; see `range` of the table. */
  readonly range: <const C extends Name<T> = Name<T>>(
    range: KeyRange<T>,
    options?: Within<RangeOptions<T, C>>
  ) => Stream.Stream<Definition.NarrowRow<T, C>, TablestoreFailure>
}

/** The handle of a table, bound to a transaction. */
export const bindTransaction = <T extends Definition.Any>(
  handle: TableHandle<T>,
  transactionId: string
): TransactionTable<T> => {
  // As callback of `Effect.forEach` a method gets an index as its second argument.
  const within = (options: unknown) => ({ ...(typeof options === "object" ? options : {}), transactionId })
  const bound = {
    definition: handle.definition,
    get: (key: Definition.Key<T>, options?: unknown) => handle.get(key, within(options)),
    put: (row: Definition.PutRow<T>, options?: unknown) => handle.put(row, within(options)),
    update: (key: Definition.Key<T>, change: Change<T>, options?: unknown) =>
      handle.update(key, change, within(options)),
    delete: (key: Definition.Key<T>, options?: unknown) => handle.delete(key, within(options)),
    versions: (key: Definition.Key<T>, options?: unknown) => handle.versions(key, within(options)),
    range: (range: KeyRange<T>, options?: unknown) => handle.range(range, within(options))
  }
  return bound as unknown as TransactionTable<T>
}
