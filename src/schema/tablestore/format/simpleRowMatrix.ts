/**
 * Rows as a matrix: the names of the columns once, then a value for each row and column. BulkExport answers so, and
 * GetRange when asked to. Cells have no timestamps.
 *
 * Source: Tablestore, data block type DBT_SIMPLE_ROW_MATRIX; the checksum covers all bytes but itself.
 */
import { crc8 } from "./crc8.ts"
import { PlainBufferError } from "./formatErrors.ts"
import { ValueType } from "./plainBufferTags.ts"
import type { Cell, ColumnValue, PrimaryKeyColumn, PrimaryKeyValue, Row } from "./rowValue.ts"
import { decodeUtf8 } from "./utf8Text.ts"

/** `SRM0`. */
const magic = 0x304d5253

const Tag = { checksum: 0x01, row: 0x02, rowCount: 0x03, entirePrimaryKeys: 0x0a } as const

class MatrixReader {
  private readonly bytes: Uint8Array
  private readonly view: DataView
  private readonly end: number
  position = 0

  constructor(bytes: Uint8Array) {
    this.bytes =
      bytes.constructor === Uint8Array ? bytes : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    // The last two bytes are the checksum and its tag.
    this.end = bytes.length - 2
  }

  fail(offset: number, expected: string, found: string | number): PlainBufferError {
    return new PlainBufferError({ offset, expected, found: String(found) })
  }

  checksum(): void {
    const { bytes, end } = this
    if (end < 20) throw this.fail(0, "a row matrix of at least 22 bytes", `${bytes.length} bytes`)
    if (bytes[end] !== Tag.checksum) throw this.fail(end, "the tag of the checksum (1)", bytes[end]!)
    const sum = crc8(bytes, 0, end + 1)
    if (bytes[end + 1] !== sum) throw this.fail(end + 1, `checksum ${sum} of the matrix`, bytes[end + 1]!)
  }

  /** Steps over some bytes and tells where they start. */
  private step(count: number, what: string): number {
    const start = this.position
    if (count < 0 || start + count > this.end) {
      throw this.fail(start, `${what} of at most ${this.end - start} bytes`, `${count} bytes`)
    }
    this.position = start + count
    return start
  }

  atEnd(): boolean {
    return this.position === this.end
  }

  byte(what: string): number {
    return this.bytes[this.step(1, what)]!
  }

  int32(what: string): number {
    return this.view.getInt32(this.step(4, what), true)
  }

  /** Reads an int32 that counts things, of which each takes a byte at least. */
  count(what: string): number {
    const start = this.position
    const count = this.int32(what)
    if (count < 0 || count > this.bytes.length) throw this.fail(start, `${what} from 0 to ${this.bytes.length}`, count)
    return count
  }

  name(): string {
    return this.text(this.view.getUint16(this.step(2, "the length of a name"), true))
  }

  private text(length: number): string {
    const start = this.step(length, "a text")
    const text = decodeUtf8(this.bytes, start, start + length)
    if (text === undefined) throw this.fail(start, "UTF-8", "other bytes")
    return text
  }

  /** Reads a value; undefined stands for a column that the row lacks. */
  value(): ColumnValue | undefined {
    const start = this.position
    switch (this.byte("the type of a value")) {
      case ValueType.integer:
        return this.view.getBigInt64(this.step(8, "an integer"), true)
      case ValueType.double:
        return this.view.getFloat64(this.step(8, "a double"), true)
      case ValueType.boolean: {
        const byte = this.byte("a boolean")
        if (byte > 1) throw this.fail(start + 1, "00 or 01", byte)
        return byte === 1
      }
      case ValueType.string:
        return this.text(this.int32("the length of a text"))
      case ValueType.binary: {
        const length = this.int32("the length of bytes")
        const from = this.step(length, "bytes")
        return this.bytes.slice(from, from + length)
      }
      case ValueType.null:
        return undefined
      default:
        throw this.fail(start, "the type of a value (0, 1, 2, 3, 6 or 7)", this.bytes[start]!)
    }
  }

  keyValue(): PrimaryKeyValue {
    const start = this.position
    const value = this.value()
    if (typeof value === "bigint" || typeof value === "string" || value instanceof Uint8Array) return value
    throw this.fail(start, "the type of a key value (0, 3 or 7)", this.bytes[start]!)
  }
}

/** Reads the options, in any order, for the number of rows. */
const rowCountAt = (reader: MatrixReader, offset: number): number => {
  reader.position = offset
  for (;;) {
    const start = reader.position
    const tag = reader.byte("an option")
    if (tag === Tag.rowCount) return reader.count("the number of rows")
    if (tag !== Tag.entirePrimaryKeys) throw reader.fail(start, "an option (3 or 10)", tag)
    reader.byte("an option's value")
  }
}

/** Decodes the rows of a matrix; no bytes are no rows. Throws `PlainBufferError`. */
export const decodeSimpleRowMatrix = (bytes: Uint8Array): Array<Row> => {
  const rows: Array<Row> = []
  if (bytes.length === 0) return rows
  const reader = new MatrixReader(bytes)
  reader.checksum()
  const found = reader.int32("the format's name")
  if (found !== magic) throw reader.fail(0, "53 52 4d 30", `0x${(found >>> 0).toString(16)}`)
  const dataOffset = reader.count("the offset of the rows")
  const optionOffset = reader.count("the offset of the options")
  const keyCount = reader.count("the number of key columns")
  const attributeCount = reader.count("the number of attribute columns")
  const names: Array<string> = []
  while (names.length < keyCount + attributeCount) names.push(reader.name())
  const rowCount = rowCountAt(reader, optionOffset)
  reader.position = dataOffset
  for (let row = 0; row < rowCount; row++) {
    const start = reader.position
    const tag = reader.byte("a row")
    if (tag !== Tag.row) throw reader.fail(start, "the tag of a row (2)", tag)
    const primaryKey: Array<PrimaryKeyColumn> = []
    for (let index = 0; index < keyCount; index++) primaryKey.push({ name: names[index]!, value: reader.keyValue() })
    const columns: Array<Cell> = []
    for (let index = keyCount; index < names.length; index++) {
      const value = reader.value()
      if (value !== undefined) columns.push({ name: names[index]!, value })
    }
    rows.push({ primaryKey, columns })
  }
  if (!reader.atEnd()) throw reader.fail(reader.position, "the end of the rows", "more bytes")
  return rows
}
