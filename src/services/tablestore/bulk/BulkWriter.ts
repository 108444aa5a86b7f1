/**
 * Writes many rows: they are buffered, packed into BatchWriteRow requests, and sent several requests at a time.
 */
import * as Data from "effect/Data"
import type * as Duration from "effect/Duration"
import type * as Effect from "effect/Effect"
import type * as Stream from "effect/Stream"
import type { ClientError } from "../../../schema/Errors.ts"
import type { TableRowWrite } from "../table/rows/rowMethods.ts"
import type { Change } from "../table/rows/rowUpdate.ts"
import { showKey } from "../table/rows/storedValue.ts"
import type { WriteOptions } from "../table/TableHandle.ts"
import type * as Definition from "../table/tableDefinition.ts"
import type { UnwrittenRow } from "./WriteQueue.ts"
import type { OnWriteProgress, WriteProgress } from "./writeProgress.ts"

export type { TableRowWrite } from "../table/rows/rowMethods.ts"
export type { UnwrittenRow } from "./WriteQueue.ts"
export type { OnWriteProgress, WriteProgress } from "./writeProgress.ts"

const sayCount = (count: number, one: string, many: string): ReadonlyArray<string> =>
  count === 0 ? [] : [count === 1 ? `1 row ${one}` : `${count} rows ${many}`]

const sayWhy = ({ outcome, error }: UnwrittenRow): string => {
  if (error !== undefined) return error.message
  return outcome === "notStored"
    ? "the writer was closed before it was sent"
    : "the writer was closed before there was an answer"
}

/** Some rows are not stored, or not known to be: the `outcome` of each row says which. */
export class UnwrittenRows extends Data.TaggedError("UnwrittenRows")<{
  /** The rows, in the order they were given. */
  readonly rows: ReadonlyArray<UnwrittenRow>
}> {
  override get message(): string {
    const open = this.rows.filter(({ outcome }) => outcome === "maybeStored").length
    const counts = [
      ...sayCount(this.rows.length - open, "is not stored", "are not stored"),
      ...sayCount(open, "may be stored or not", "may be stored or not")
    ]
    const [first] = this.rows
    if (first === undefined) return "no row is unwritten"
    return `${counts.join(", ")}; the first is ${first.row.tableName}, ${showKey(first.row.primaryKey)}: ${sayWhy(first)}`
  }
}

/** How a writer works. */
export interface WriterOptions {
  /** Requests that are under way at the same time. Default 4. */
  readonly concurrency?: number | undefined
  /** Rows of a request. Default and at most 200. */
  readonly maxRows?: number | undefined
  /** Bytes of the rows of a request. Default and at most 4 MiB. */
  readonly maxBytes?: number | undefined
  /** How long a row waits for others before it is sent. Default 1 second. */
  readonly flushInterval?: Duration.Input | undefined
  /** Rows that are held at most, waiting or under way; further puts wait until others are stored. Default 4,000. */
  readonly bufferRows?: number | undefined
  /** Bytes of rows that are held at most. Default 32 MiB. */
  readonly bufferBytes?: number | undefined
  /** How long the closing of the scope waits for rows to be stored. Default 1 minute. */
  readonly closeTimeout?: Duration.Input | undefined
  /**
   * Called with each row that is not stored, or not known to be: once, before `flush` reports it. While it runs it takes
   * the place of a request. Once begun it is not interrupted: the end of the scope waits for it, for at most 5 seconds, and
   * then leaves it running.
   */
  readonly onUnwritten?: ((rows: ReadonlyArray<UnwrittenRow>) => Effect.Effect<void>) | undefined
  /**
   * Called whenever rows are settled; if it is slow, with the latest state only. `flush` and the end of the scope wait for
   * the last call. While it runs it takes the place of a request.
   */
  readonly onProgress?: OnWriteProgress | undefined
}

/** How a stream is written. */
export interface WriteAllOptions {
  /** Called with the progress of this stream, the last time when all its rows are settled. */
  readonly onProgress?: OnWriteProgress | undefined
}

/** What became of the rows of a stream. */
export interface WriteSummary {
  /** Rows that are stored. */
  readonly written: number
  /** Rows that are not stored, or not known to be. */
  readonly failed: ReadonlyArray<UnwrittenRow>
}

/** A raw row that a writer stores, changes, or removes. */
export type RawRow<Type extends TableRowWrite["type"]> = Omit<
  Extract<TableRowWrite, { readonly type: Type }>,
  "type" | "returnContent"
>

/** The writer of one table. */
export interface TableWriter<T extends Definition.Any> {
  /** Stores a row, replacing any row of the same key. */
  readonly put: (row: Definition.PutRow<T>, options?: WriterCondition<T>) => Effect.Effect<void, ClientError>
  /** Changes some columns of a row; see `update` of the table. */
  readonly update: (
    key: Definition.Key<T>,
    change: Change<T>,
    options?: WriterCondition<T>
  ) => Effect.Effect<void, ClientError>
  /** Removes a row. */
  readonly delete: (key: Definition.Key<T>, options?: WriterCondition<T>) => Effect.Effect<void, ClientError>
  /** Puts the rows of a stream, and waits for what becomes of them. A row that a column's Schema refuses ends it. */
  readonly putAll: <E, R>(
    rows: Stream.Stream<Definition.PutRow<T>, E, R>,
    options?: WriteAllOptions
  ) => Effect.Effect<WriteSummary, E | ClientError, R>
}

type WriterCondition<T extends Definition.Any> = Pick<WriteOptions<T>, "condition">

/**
 * Writes many rows.
 *
 * `put`, `update` and `delete` return when the row is buffered, and wait while the buffer is full. Rows of the same key
 * are written in the order they were given. Rows that fail temporarily are retried; the others are reported by `flush`,
 * `onUnwritten` and `writeAll`.
 *
 * Closing the scope stores what is buffered. When the program is interrupted instead, nothing more is sent and each row
 * not confirmed to be stored is given to `onUnwritten`, or logged when there is none.
 */
export interface BulkWriter {
  /** Stores a row, replacing any row of the same key. */
  readonly put: (row: RawRow<"put">) => Effect.Effect<void, ClientError>
  /** Changes some columns of a row. */
  readonly update: (row: RawRow<"update">) => Effect.Effect<void, ClientError>
  /** Removes a row. */
  readonly delete: (row: RawRow<"delete">) => Effect.Effect<void, ClientError>
  /** The writer of one table, of typed rows. */
  readonly table: <T extends Definition.Any>(table: T) => TableWriter<T>
  /**
   * Waits until every row that was given before is stored or given up; fails with those that are not known to be stored.
   * Each of them is reported once.
   */
  readonly flush: Effect.Effect<void, UnwrittenRows>
  /**
   * How far the writer is, over all rows it was given. It can be read after the end too, also when the program was
   * interrupted: `taken` says how many rows there were, and the first `settledUpTo` of them need not be given again.
   */
  readonly progress: Effect.Effect<WriteProgress>
  /**
   * Writes the rows of a stream and waits for what becomes of them. The stream is read as fast as rows are stored. Rows
   * that no table would accept count as failed. When the stream itself fails, or this is interrupted, rows that were read
   * before are still written, and `flush` reports those that are not.
   */
  readonly writeAll: <E, R>(
    rows: Stream.Stream<TableRowWrite, E, R>,
    options?: WriteAllOptions
  ) => Effect.Effect<WriteSummary, E | ClientError, R>
}
