/**
 * Streams of stored rows as Streams of typed rows.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"
import type { ClientError } from "../../../../schema/Errors.ts"
import type { Row } from "../../../../schema/tablestore/format/rowValue.ts"
import { undecodable } from "../rows/rowErrors.ts"
import type { TablestoreFailure } from "../rows/rowMethods.ts"

/** A stored row that is not what its table declares. */
export interface UndecodableRow {
  /** The row as it is stored. */
  readonly row: Row
  /** Names the column, the key, and what is wrong. */
  readonly error: ClientError
}

/** What happens with stored rows that are not what the table declares. */
export interface UndecodableOptions {
  /**
   * `"fail"` (the default) ends the stream with the error, after the rows before it. `"skip"` leaves the row out. A function
   * is called with the row, which is left out. Rows that are left out count towards `limit`.
   */
  readonly whenUndecodable?: "fail" | "skip" | ((row: UndecodableRow) => Effect.Effect<void>) | undefined
}

/** Decodes rows. */
export const decodeAll = (
  rows: Stream.Stream<Row, TablestoreFailure>,
  decode: (row: Row) => Result.Result<unknown, string>,
  operation: string,
  { whenUndecodable = "fail" }: UndecodableOptions
): Stream.Stream<unknown, TablestoreFailure> => {
  const pages = Stream.mapArray(rows, (page) => {
    const decoded: Array<unknown> = []
    const wrong: Array<UndecodableRow> = []
    for (const row of page) {
      const one = decode(row)
      if (Result.isSuccess(one)) decoded.push(one.success)
      else {
        wrong.push({ row, error: undecodable(operation, one.failure) })
        if (whenUndecodable === "fail") break
      }
    }
    return [{ decoded, wrong }]
  })
  return Stream.flatMap(pages, ({ decoded, wrong }) => {
    const good = Stream.fromArray(decoded)
    if (wrong.length === 0 || whenUndecodable === "skip") return good
    if (whenUndecodable === "fail") return Stream.concat(good, Stream.fail(wrong[0]!.error))
    return Stream.unwrap(Effect.as(Effect.forEach(wrong, whenUndecodable, { discard: true }), good))
  })
}
