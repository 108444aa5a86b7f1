/**
 * PlainBuffer, decoding: bytes to rows.
 *
 * Every length is checked against the bytes that are left before anything is read or allocated, every checksum is
 * compared, and each byte has one meaning: what decodes would encode to the same bytes. Malformed input throws
 * `PlainBufferError` with the offset; `attempt` of `wireErrors.ts` turns it into a value. Values are copied: they do not
 * keep the buffer alive.
 *
 * Source: Tablestore, PlainBuffer format.
 */

import { PlainBufferError } from "./formatErrors.ts"
import { PlainBufferReader } from "./PlainBufferReader.ts"
import type { ColumnValue, InfMax, InfMin, PrimaryKey, PrimaryKeyBound, Row, RowChange } from "./rowValue.ts"

/**
 * Decodes the rows of an answer: none for no bytes or a lone header.
 *
 * An operation, a delete marker or a bound has no place in an answered row and is an error.
 */
export const decodeRows = (bytes: Uint8Array): Array<Row> => {
  const rows: Array<Row> = []
  if (bytes.length === 0) return rows
  const reader = new PlainBufferReader(bytes, "answer")
  reader.header()
  while (reader.hasRow()) rows.push(reader.row() as Row)
  return rows
}

/** Decodes rows as they are written or as streams tell of them: with operations, delete markers and sequences. */
export const decodeRowChanges = (bytes: Uint8Array): Array<RowChange> => {
  const rows: Array<RowChange> = []
  if (bytes.length === 0) return rows
  const reader = new PlainBufferReader(bytes, "change")
  reader.header()
  while (reader.hasRow()) rows.push(reader.row())
  return rows
}

const single = <A>(rows: ReadonlyArray<A>): A => {
  if (rows.length === 1) return rows[0]!
  throw new PlainBufferError({ offset: 4, expected: "one row", found: `${rows.length} rows` })
}

/** Decodes the row of an answer; no bytes are no row. */
export const decodeRow = (bytes: Uint8Array): Row | undefined => {
  const rows = decodeRows(bytes)
  return rows.length === 0 ? undefined : single(rows)
}

/** Decodes exactly one row as it is written, or as a stream tells of it. */
export const decodeRowChange = (bytes: Uint8Array): RowChange => single(decodeRowChanges(bytes))

const keyOf = <A extends RowChange>(row: A): A["primaryKey"] => {
  if (row.columns.length === 0 && row.deleteMarker !== true && row.primaryKey.length > 0) return row.primaryKey
  throw new PlainBufferError({ offset: 4, expected: "a row of key columns only", found: "another row" })
}

/** Decodes a stored primary key, e.g. where a range goes on. */
export const decodePrimaryKey = (bytes: Uint8Array): PrimaryKey => keyOf(single(decodeRows(bytes)))

/** Decodes a primary key that may hold `infMin`, `infMax` and `autoIncrement`: a bound of a range. */
export const decodePrimaryKeyBound = (bytes: Uint8Array): PrimaryKey<PrimaryKeyBound> => keyOf(decodeRowChange(bytes))

/** Decodes a value alone: its type byte and its data, as filters and search terms carry it. */
export const decodeVariant = (bytes: Uint8Array): ColumnValue => new PlainBufferReader(bytes, "answer").variant()

/** Decodes a bound of a partition: a key value alone, or `infMin`, or `infMax`. */
export const decodeVariantBound = (bytes: Uint8Array): bigint | string | Uint8Array | InfMin | InfMax =>
  new PlainBufferReader(bytes, "change").variantBound()
