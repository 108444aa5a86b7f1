/**
 * Ranges of typed rows as Streams.
 */
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { Row } from "../../../../schema/tablestore/format/rowValue.ts"
import { rangePages } from "../../pagedReads.ts"
import { rowCodecOf } from "../rows/rowCodec.ts"
import { checked, invalidInput, orThrow } from "../rows/rowErrors.ts"
import type { RowMethods, RowSelection, TablestoreFailure } from "../rows/rowMethods.ts"
import { compareKeys } from "../rows/storedValue.ts"
import type * as Definition from "../tableDefinition.ts"
import { decodeAll, type UndecodableOptions } from "./decodedRows.ts"
import { type Direction, type Interval, type KeyRange, toInterval } from "./keyRange.ts"
import { type ReadOptions, toSelection } from "./rowSelection.ts"

/** How a range is read. */
export interface RangeOptions<T extends Definition.Any, C extends Definition.AttributeName<T>>
  extends ReadOptions<T, C>,
    UndecodableOptions {
  /** `backward` reads from the greatest key to the least. Default `forward`. */
  readonly direction?: Direction | undefined
  /** Rows in all; every row of the range when absent. */
  readonly limit?: number | undefined
  /** Rows of one request, at most and by default what the service gives: 5,000 rows or 4 MiB. */
  readonly pageSize?: number | undefined
}

type Reads = Pick<RowMethods, "getRange" | "getRow">

interface Scan {
  readonly tableName: string
  readonly direction: Direction
  readonly interval: Interval
  readonly selection: RowSelection
  readonly limit: number
  readonly pageSize: number | undefined
  readonly transactionId: string | undefined
}

const rawRows = (rows: Reads, scan: Scan): Stream.Stream<Row, TablestoreFailure> => {
  const { interval, tableName, direction, selection, limit, pageSize } = scan
  const transaction = scan.transactionId === undefined ? {} : { transactionId: scan.transactionId }
  const scanned = interval.isEmpty
    ? Stream.empty
    : rangePages(rows.getRange, {
        tableName,
        direction,
        inclusiveStartPrimaryKey: interval.start,
        exclusiveEndPrimaryKey: interval.end,
        ...selection,
        ...transaction,
        pageSize,
        // The row that is left out takes a place of its own.
        limit: limit + (interval.skipStart ? 1 : 0)
      })
  const within = interval.skipStart
    ? Stream.filter(scanned, (row) => compareKeys(row.primaryKey, interval.start) !== 0)
    : scanned
  const { last } = interval
  const whole =
    last === undefined
      ? within
      : Stream.concat(
          within,
          Stream.unwrap(
            Effect.map(rows.getRow({ tableName, primaryKey: last, ...selection, ...transaction }), ({ row }) =>
              row === undefined ? Stream.empty : Stream.succeed(row)
            )
          )
        )
  return limit === Number.POSITIVE_INFINITY ? whole : Stream.take(whole, limit)
}

const isLimit = (limit: number | undefined): boolean =>
  limit === undefined || (Number.isSafeInteger(limit) && limit >= 1)

/** Makes `range` of a table. */
export const makeRange =
  <T extends Definition.Any>(table: T, rows: Reads) =>
  (range: KeyRange<T> = {}, options: RangeOptions<T, any> = {}): Stream.Stream<any, TablestoreFailure> =>
    Stream.unwrap(
      checked(() => {
        const { direction = "forward", limit, pageSize, transactionId } = options
        for (const [name, value] of Object.entries({ limit, pageSize })) {
          if (!isLimit(value)) {
            throw invalidInput("getRange", [
              { path: [name], message: "must be a whole number of at least 1", given: String(value) }
            ])
          }
        }
        const interval = orThrow(toInterval(table, range, direction), "getRange", "range")
        const { selection, columns } = toSelection(table, options, "getRange")
        const codec = rowCodecOf(table)
        const scan: Scan = {
          tableName: table.tableName,
          direction,
          interval,
          selection,
          limit: limit ?? Number.POSITIVE_INFINITY,
          pageSize,
          transactionId
        }
        return Effect.succeed(
          decodeAll(rawRows(rows, scan), (row) => codec.decodeRow(row, columns), "getRange", options)
        )
      })
    )
