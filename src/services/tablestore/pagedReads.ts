/**
 * Reads of any length as Streams: pages are fetched when they are needed.
 */
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import type { Methods } from "../../schema/Operation.ts"
import { infMin, type Row } from "../../schema/tablestore/format/rowValue.ts"
import type { TablestoreOperations } from "../../schema/tablestore/index.ts"
import type { StreamRecord } from "../../schema/tablestore/operations/stream.ts"
import type { RangeKey } from "../../schema/tablestore/row/rowFields.ts"

interface Operations extends Methods<TablestoreOperations> {}
type InputOf<K extends keyof Operations> = Parameters<Operations[K]>[0]
type OutputOf<K extends keyof Operations> = Effect.Success<ReturnType<Operations[K]>>
type FailureOf<K extends keyof Operations> = Effect.Error<ReturnType<Operations[K]>>

/** A range of rows. */
export interface RangeAllInput extends Omit<InputOf<"getRange">, "limit" | "token"> {
  /** Rows in all; every row of the range when absent. */
  readonly limit?: number | undefined
  /** Rows of each page that is fetched, at most and by default 5,000. */
  readonly pageSize?: number | undefined
}

/** A search whose hits are all read. */
export interface SearchAllInput extends InputOf<"search"> {}

/** A scan of all that matches. */
export interface ParallelScanAllInput extends Omit<InputOf<"parallelScan">, "sessionId" | "scanQuery"> {
  /** What to scan for; everything that the index holds when its query is absent. */
  readonly scanQuery: Omit<InputOf<"parallelScan">["scanQuery"], "token" | "currentParallelId" | "maxParallel">
  /** Parts that are read at the same time, at most as many as the service offers; all of them when absent. */
  readonly concurrency?: number | undefined
}

/** The changes of a shard. */
export interface StreamRecordsAllInput {
  readonly streamId: string
  readonly shardId: string
  /** Microseconds since 1970 of the first change that is wanted; from the start of the shard when absent. */
  readonly timestamp?: bigint | undefined
  /** Changes of each page that is fetched; as many as the service gives when absent. */
  readonly pageSize?: number | undefined
  /**
   * What happens when all changes so far are read: `end` (the default) ends, a duration asks again after this long, until
   * the shard is closed.
   */
  readonly whenCaughtUp?: "end" | Duration.Input | undefined
}

interface RangeCursor {
  readonly start: RangeKey
  readonly token?: Uint8Array | undefined
  /** Rows that are still wanted. */
  readonly wanted: number
}

/** A part of a table between two of its split points. */
export interface TableSplit {
  readonly inclusiveStartPrimaryKey: RangeKey
  readonly exclusiveEndPrimaryKey: RangeKey
  /** Hint where the part is; may be empty. */
  readonly location: string
}

const splitsOf = ({ schema, splitPoints, locations }: OutputOf<"computeSplitPointsBySize">): Array<TableSplit> => {
  // Values that are left out at the end are the least.
  const complete = (key: RangeKey): RangeKey => schema.map(({ name }, index) => key[index] ?? { name, value: infMin })
  const lowest: RangeKey = schema.map(({ name }) => ({ name, value: infMin }))
  const highest: RangeKey = schema.map(({ name }) => ({ name, value: { _tag: "InfMax" } }))
  const bounds = [lowest, ...splitPoints.map(complete), highest]
  const hints = locations.flatMap(({ location, repeat }) => new Array<string>(repeat).fill(location))
  return bounds.slice(1).map((end, index) => ({
    inclusiveStartPrimaryKey: bounds[index]!,
    exclusiveEndPrimaryKey: end,
    location: hints[index] ?? ""
  }))
}

/** The streams of reads, over the methods that fetch a page. */
export const makeReading = (tablestore: Operations) => {
  const getRangeAll = (input: RangeAllInput): Stream.Stream<Row, FailureOf<"getRange">> => {
    const { limit = Number.POSITIVE_INFINITY, pageSize = Number.POSITIVE_INFINITY, ...asked } = input
    if (limit <= 0) return Stream.empty
    const first: RangeCursor = { start: asked.inclusiveStartPrimaryKey, wanted: limit }
    return Stream.paginate(first, ({ start, token, wanted }) => {
      const size = Math.min(wanted, pageSize)
      const page = tablestore.getRange({
        ...asked,
        inclusiveStartPrimaryKey: start,
        ...(token === undefined ? {} : { token }),
        ...(size === Number.POSITIVE_INFINITY ? {} : { limit: size })
      })
      return Effect.map(page, ({ rows, nextStartPrimaryKey, nextToken }) => {
        const left = wanted - rows.length
        const isDone = nextStartPrimaryKey === undefined || left <= 0
        const next = isDone ? undefined : { start: nextStartPrimaryKey, token: nextToken, wanted: left }
        return [rows, Option.fromUndefinedOr(next)] as const
      })
    })
  }

  const searchAll = (input: SearchAllInput): Stream.Stream<Row, FailureOf<"search">> =>
    Stream.paginate(input.searchQuery.token, (token) => {
      const { searchQuery } = input
      // The token holds the order.
      const { sort: _, offset: _offset, ...goingOn } = searchQuery
      return Effect.map(
        tablestore.search({ ...input, searchQuery: token === undefined ? searchQuery : { ...goingOn, token } }),
        ({ rows, nextToken }) => [rows, Option.fromUndefinedOr(nextToken)] as const
      )
    })

  const parallelScanAll = (
    input: ParallelScanAllInput
  ): Stream.Stream<Row, FailureOf<"parallelScan"> | FailureOf<"computeSplits">> => {
    const { concurrency, scanQuery, ...asked } = input
    const { tableName, indexName } = asked
    return Stream.unwrap(
      Effect.map(tablestore.computeSplits({ tableName, indexName }), ({ sessionId, splitsSize = 1 }) => {
        const maxParallel = Math.max(1, Math.min(splitsSize, concurrency ?? splitsSize))
        const part = (currentParallelId: number) =>
          Stream.paginate(undefined as Uint8Array | undefined, (token) =>
            Effect.map(
              tablestore.parallelScan({
                ...asked,
                ...(sessionId === undefined ? {} : { sessionId }),
                scanQuery: {
                  ...scanQuery,
                  currentParallelId,
                  maxParallel,
                  ...(token === undefined ? {} : { token })
                }
              }),
              ({ rows, nextToken }) => [rows, Option.fromUndefinedOr(nextToken)] as const
            )
          )
        return Stream.mergeAll(
          Array.from({ length: maxParallel }, (_, id) => part(id)),
          { concurrency: maxParallel }
        )
      })
    )
  }

  const streamRecordsAll = (
    input: StreamRecordsAllInput
  ): Stream.Stream<StreamRecord, FailureOf<"getStreamRecord"> | FailureOf<"getShardIterator">> => {
    const { streamId, shardId, timestamp, pageSize, whenCaughtUp = "end" } = input
    const start = tablestore.getShardIterator({
      streamId,
      shardId,
      ...(timestamp === undefined ? {} : { timestamp })
    })
    const readFrom = (first: string) =>
      Stream.paginate(first, (shardIterator) => {
        const page = tablestore.getStreamRecord({
          shardIterator,
          ...(pageSize === undefined ? {} : { limit: pageSize })
        })
        return Effect.flatMap(page, ({ records, nextShardIterator, mayMoreRecord }) => {
          const isCaughtUp = records.length === 0 && mayMoreRecord !== true
          if (nextShardIterator === undefined || (isCaughtUp && whenCaughtUp === "end")) {
            return Effect.succeed([records, Option.none<string>()] as const)
          }
          const next = [records, Option.some(nextShardIterator)] as const
          return isCaughtUp && whenCaughtUp !== "end"
            ? Effect.as(Effect.sleep(whenCaughtUp), next)
            : Effect.succeed(next)
        })
      })
    return Stream.unwrap(Effect.map(start, ({ shardIterator }) => readFrom(shardIterator)))
  }

  const tableSplits = (
    input: InputOf<"computeSplitPointsBySize">
  ): Effect.Effect<ReadonlyArray<TableSplit>, FailureOf<"computeSplitPointsBySize">> =>
    Effect.map(tablestore.computeSplitPointsBySize(input), splitsOf)

  return { getRangeAll, searchAll, parallelScanAll, streamRecordsAll, tableSplits }
}
