/**
 * PlainBuffer, encoding: rows to bytes.
 *
 * Everything here throws `WireValueError` for a value that has no form on the wire (an integer beyond 64 bits, a text
 * with half a character, a timestamp that is no whole number of milliseconds); `attempt` of `wireErrors.ts` turns it
 * into a value. The bytes of a result are not written again, but share a buffer with those of other results.
 *
 * Source: Tablestore, PlainBuffer format.
 */

import { WireValueError } from "../../wire/wireErrors.ts"
import { ByteWriter } from "./ByteWriter.ts"
import { crc8, crc8Table } from "./crc8.ts"
import { CellOp, header, sequenceExtensionLength, sequenceLength, Tag, ValueType } from "./plainBufferTags.ts"
import type {
  CellChange,
  ColumnValue,
  InfMax,
  InfMin,
  PrimaryKey,
  PrimaryKeyBound,
  RowChange,
  SequenceInfo,
  Timestamp
} from "./rowValue.ts"

const writer = /*#__PURE__*/ new ByteWriter()

const invalid = (name: string, expected: string, value: unknown): WireValueError =>
  new WireValueError({
    expected: `${expected} in column ${JSON.stringify(name)}`,
    found: typeof value === "object" ? (value === null ? "null" : "an object") : `${typeof value} ${String(value)}`
  })

/** Writes a type byte and the data that follow it, and gives their checksum. */
const writeTyped = (value: ColumnValue, crc: number, name: string): number => {
  switch (typeof value) {
    case "bigint": {
      writer.reserve(9)
      const from = writer.position
      writer.bytes[from] = ValueType.integer
      if (BigInt.asIntN(64, value) !== value) throw invalid(name, "a signed 64-bit integer", value)
      writer.view.setBigInt64(from + 1, value, true)
      writer.position = from + 9
      return crc8(writer.bytes, from, from + 9, crc)
    }
    case "number": {
      writer.reserve(9)
      const from = writer.position
      writer.bytes[from] = ValueType.double
      writer.view.setFloat64(from + 1, value, true)
      writer.position = from + 9
      return crc8(writer.bytes, from, from + 9, crc)
    }
    case "boolean": {
      writer.reserve(2)
      const from = writer.position
      writer.bytes[from] = ValueType.boolean
      writer.bytes[from + 1] = value ? 1 : 0
      writer.position = from + 2
      return crc8(writer.bytes, from, from + 2, crc)
    }
    case "string":
      writer.uint8(ValueType.string)
      return writer.text(value, crc8Table[crc ^ ValueType.string]!, true)
    default: {
      if (!(value instanceof Uint8Array)) throw invalid(name, "a bigint, number, boolean, string or Uint8Array", value)
      writer.reserve(5)
      const from = writer.position
      writer.bytes[from] = ValueType.binary
      writer.view.setInt32(from + 1, value.length, true)
      writer.position = from + 5
      writer.raw(value)
      const end = writer.position
      return crc8(writer.bytes, end - value.length - 5, end, crc)
    }
  }
}

/** Writes a type byte that has no data, and gives its checksum. */
const writeBare = (type: number, crc: number): number => {
  writer.uint8(type)
  return crc8Table[crc ^ type]!
}

const writeKeyTyped = (value: PrimaryKeyBound, crc: number, name: string): number => {
  switch (typeof value) {
    case "bigint":
    case "string":
      return writeTyped(value, crc, name)
    case "object":
      if (value instanceof Uint8Array) return writeTyped(value, crc, name)
      switch (value?._tag) {
        case "InfMin":
          return writeBare(ValueType.infMin, crc)
        case "InfMax":
          return writeBare(ValueType.infMax, crc)
        case "AutoIncrement":
          return writeBare(ValueType.autoIncrement, crc)
      }
  }
  throw invalid(name, "a key value (bigint, string, Uint8Array, infMin, infMax or autoIncrement)", value)
}

/** Starts a cell: its tag and name. Gives the checksum of the name. */
const writeCellStart = (name: string): number => {
  writer.reserve(2)
  writer.bytes[writer.position] = Tag.cell
  writer.bytes[writer.position + 1] = Tag.cellName
  writer.position += 2
  return writer.text(name, 0, false)
}

/** Leaves room for the tag and length of a value, and tells how much was written. */
const writeValueStart = (): number => {
  writer.reserve(5)
  writer.bytes[writer.position] = Tag.cellValue
  writer.position += 5
  return writer.length
}

/** Fills in the length of the value that was written since {@link writeValueStart}. */
const writeValueEnd = (lengthBefore: number): void => {
  const written = writer.length - lengthBefore
  writer.view.setInt32(writer.position - written - 4, written, true)
}

const writeTimestamp = (timestamp: Timestamp, crc: number, name: string): number => {
  writer.reserve(9)
  const from = writer.position
  writer.bytes[from] = Tag.cellTimestamp
  if (Number.isSafeInteger(timestamp) && (timestamp as number) >= 0) {
    const low = (timestamp as number) % 0x1_0000_0000
    writer.view.setUint32(from + 1, low, true)
    writer.view.setUint32(from + 5, ((timestamp as number) - low) / 0x1_0000_0000, true)
  } else if (typeof timestamp === "bigint" && timestamp >= 0n && BigInt.asIntN(64, timestamp) === timestamp) {
    writer.view.setBigInt64(from + 1, timestamp, true)
  } else {
    throw invalid(name, "a timestamp in whole milliseconds, 0 to 2^63 - 1 and a bigint beyond 2^53 - 1,", timestamp)
  }
  writer.position = from + 9
  return crc8(writer.bytes, from + 1, from + 9, crc)
}

/** Ends a cell with its checksum, and adds that to the row's. */
const writeCellEnd = (crc: number, rowCrc: number): number => {
  writer.reserve(2)
  writer.bytes[writer.position] = Tag.cellChecksum
  writer.bytes[writer.position + 1] = crc
  writer.position += 2
  return crc8Table[rowCrc ^ crc]!
}

const writeKeyCell = (name: string, value: PrimaryKeyBound, rowCrc: number): number => {
  const crc = writeCellStart(name)
  const mark = writeValueStart()
  const sum = writeKeyTyped(value, crc, name)
  writeValueEnd(mark)
  return writeCellEnd(sum, rowCrc)
}

const opCode = (cell: CellChange): number => {
  switch (cell.op) {
    case undefined:
      return 0
    case "deleteAllVersions":
      return CellOp.deleteAllVersions
    case "deleteVersion":
      return CellOp.deleteVersion
    case "increment":
      return CellOp.increment
  }
}

const writeCell = (cell: CellChange, rowCrc: number): number => {
  const { name } = cell
  let crc = writeCellStart(name)
  if (cell.op === undefined || cell.op === "increment") {
    if (cell.op === "increment" && typeof cell.value !== "bigint") throw invalid(name, "a bigint to add", cell.value)
    const mark = writeValueStart()
    crc = writeTyped(cell.value, crc, name)
    writeValueEnd(mark)
  }
  const op = opCode(cell)
  if (op !== 0) {
    writer.uint8(Tag.cellOp)
    writer.uint8(op)
  }
  if (cell.op !== "deleteAllVersions" && cell.timestamp !== undefined) crc = writeTimestamp(cell.timestamp, crc, name)
  else if (op === CellOp.deleteVersion) throw invalid(name, "the timestamp of the version to remove", undefined)
  // The checksum takes the operation last, although it precedes the timestamp in the stream.
  return writeCellEnd(op === 0 ? crc : crc8Table[crc ^ op]!, rowCrc)
}

const writeSequence = (sequence: SequenceInfo): void => {
  writer.uint8(Tag.extension)
  writer.int32(sequenceExtensionLength)
  writer.uint8(Tag.sequence)
  writer.int32(sequenceLength)
  writer.uint8(Tag.sequenceEpoch)
  writer.int32(sequence.epoch)
  writer.uint8(Tag.sequenceTimestamp)
  writer.int64(sequence.timestamp)
  writer.uint8(Tag.sequenceRowIndex)
  writer.int32(sequence.rowIndex)
}

const writeRow = (row: RowChange): void => {
  const { primaryKey, columns } = row
  let crc = 0
  if (primaryKey.length > 0) {
    writer.uint8(Tag.rowKey)
    for (const { name, value } of primaryKey) crc = writeKeyCell(name, value, crc)
  }
  if (columns.length > 0) {
    writer.uint8(Tag.rowData)
    for (const cell of columns) crc = writeCell(cell, crc)
  }
  if (row.deleteMarker === true) {
    writer.uint8(Tag.deleteMarker)
    crc = crc8Table[crc ^ 1]!
  } else crc = crc8Table[crc]!
  // The extension is not part of the checksum.
  if (row.sequence !== undefined) writeSequence(row.sequence)
  writer.uint8(Tag.rowChecksum)
  writer.uint8(crc)
}

/** Encodes a row: one to be written, or one of an answer. */
export const encodeRow = (row: RowChange): Uint8Array => {
  writer.begin()
  writer.int32(header)
  writeRow(row)
  return writer.finish()
}

/** Encodes many rows after one header, as GetRange answers. Without rows this is the header alone. */
export const encodeRows = (rows: Iterable<RowChange>): Uint8Array => {
  writer.begin()
  writer.int32(header)
  for (const row of rows) writeRow(row)
  return writer.finish()
}

const noColumns: ReadonlyArray<never> = []

/** Encodes a primary key: of a row to be read, or a bound of a range. */
export const encodePrimaryKey = (primaryKey: PrimaryKey<PrimaryKeyBound>): Uint8Array =>
  encodeRow({ primaryKey, columns: noColumns })

/** Encodes a primary key with the marker that removes its row. */
export const encodeDeletedRow = (primaryKey: PrimaryKey): Uint8Array =>
  encodeRow({ primaryKey, columns: noColumns, deleteMarker: true })

/**
 * Encodes a value alone, as filters, search terms and range bounds of messages carry it: its type byte and its data.
 *
 * A `number` is written as DOUBLE, a `bigint` as INTEGER.
 */
export const encodeVariant = (value: ColumnValue | InfMin | InfMax): Uint8Array => {
  writer.begin()
  if (typeof value === "object" && !(value instanceof Uint8Array)) writeKeyTyped(value, 0, "value")
  else writeTyped(value, 0, "value")
  return writer.finish()
}
