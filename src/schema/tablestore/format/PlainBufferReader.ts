/** The reader behind `plainBufferDecoder.ts`. */
import { ByteReader, hex } from "./ByteReader.ts"
import { crc8, crc8After, crc8Table } from "./crc8.ts"
import { CellOp, header, sequenceLength, Tag, ValueType } from "./plainBufferTags.ts"
import {
  autoIncrement,
  type CellChange,
  type ColumnValue,
  type InfMax,
  type InfMin,
  infMax,
  infMin,
  type PrimaryKeyBound,
  type PrimaryKeyColumn,
  type RowChange,
  type SequenceInfo,
  type Timestamp
} from "./rowValue.ts"
import { decodeAscii, decodeUtf8 } from "./utf8Text.ts"

/** The name of a cell of the row before, at the same place: most rows of an answer have the same columns. */
interface KnownName {
  readonly start: number
  readonly length: number
  readonly text: string
  readonly crc: number
}

export class PlainBufferReader extends ByteReader {
  private readonly answer: boolean
  /** Checksum of the cell being read. */
  private crc = 0
  /** Value of `crc` after the name of the cell that was read last, and that name. */
  private readonly names: Array<KnownName> = []
  private slot = 0
  /** The timestamp that was read last, its halves and the checksum of its bytes. */
  private lastTimestamp: Timestamp = 0
  private lastLow = 0
  private lastHigh = 0
  private lastCrc = 0

  /**
   * @param kind `"answer"` for rows as they are read, `"change"` for rows as they are written
   */
  constructor(bytes: Uint8Array, kind: "answer" | "change") {
    super(bytes)
    this.answer = kind === "answer"
  }

  header(): void {
    if (this.bytes.length < 4 || this.view.getInt32(0, true) !== header) {
      const found = Array.from(this.bytes.subarray(0, 4), (byte) => byte.toString(16).padStart(2, "0")).join(" ")
      throw this.fail(0, "the header 75 00 00 00", found === "" ? "the end" : found)
    }
    this.position = 4
  }

  /** Whether another row follows. Zeros after the last row are padding: the Node client sends them. */
  hasRow(): boolean {
    const { bytes } = this
    if (this.position >= bytes.length) return false
    if (bytes[this.position] !== Tag.end) return true
    for (let index = this.position; index < bytes.length; index++) {
      if (bytes[index] !== 0) throw this.fail(index, "zeros to the end")
    }
    return false
  }

  row(): RowChange {
    const { bytes } = this
    const primaryKey: Array<PrimaryKeyColumn<PrimaryKeyBound>> = []
    const columns: Array<CellChange> = []
    this.slot = 0
    let rowCrc = 0
    if (bytes[this.position] === Tag.rowKey) {
      this.position++
      do {
        primaryKey.push(this.keyCell())
        rowCrc = crc8Table[rowCrc ^ this.crc]!
      } while (bytes[this.position] === Tag.cell)
    }
    if (bytes[this.position] === Tag.rowData) {
      this.position++
      do {
        columns.push(this.cell())
        rowCrc = crc8Table[rowCrc ^ this.crc]!
      } while (bytes[this.position] === Tag.cell)
    }
    const deleteMarker = bytes[this.position] === Tag.deleteMarker
    if (deleteMarker) {
      if (this.answer) throw this.fail(this.position, "a row that is not removed")
      this.position++
    }
    rowCrc = crc8Table[rowCrc ^ (deleteMarker ? 1 : 0)]!
    const sequence = bytes[this.position] === Tag.extension ? this.extension() : undefined
    this.tag(Tag.rowChecksum, "the checksum of the row")
    this.checksum(rowCrc, "row")
    if (deleteMarker) {
      return sequence === undefined
        ? { primaryKey, columns, deleteMarker }
        : { primaryKey, columns, deleteMarker, sequence }
    }
    return sequence === undefined || this.answer ? { primaryKey, columns } : { primaryKey, columns, sequence }
  }

  private checksum(expected: number, of: string): void {
    const offset = this.position
    const found = this.byte("a checksum")
    if (found !== expected) throw this.fail(offset, `checksum ${hex(expected)} of the ${of}`)
  }

  private keyCell(): PrimaryKeyColumn<PrimaryKeyBound> {
    const name = this.cellName()
    this.tag(Tag.cellValue, "a value")
    const length = this.length("a value")
    const value = this.keyValue(length)
    this.tag(Tag.cellChecksum, "the checksum of the cell")
    this.checksum(this.crc, "cell")
    return { name, value }
  }

  private cell(): CellChange {
    const { bytes } = this
    const start = this.position
    const name = this.cellName()
    let value: ColumnValue | undefined
    if (bytes[this.position] === Tag.cellValue) {
      this.position++
      value = this.value(this.length("a value"))
    }
    let op = 0
    if (bytes[this.position] === Tag.cellOp) {
      if (this.answer) throw this.fail(this.position, "a cell without an operation")
      this.position++
      op = this.byte("an operation")
    }
    const timestamp = bytes[this.position] === Tag.cellTimestamp ? this.timestamp() : undefined
    if (op !== 0) this.crc = crc8Table[this.crc ^ op]!
    this.tag(Tag.cellChecksum, "the checksum of the cell")
    this.checksum(this.crc, "cell")
    if (op === 0 && value !== undefined) return timestamp === undefined ? { name, value } : { name, value, timestamp }
    return this.operation(start, name, value, op, timestamp)
  }

  private operation(
    start: number,
    name: string,
    value: ColumnValue | undefined,
    op: number,
    timestamp: Timestamp | undefined
  ): CellChange {
    switch (op) {
      case CellOp.increment:
        if (typeof value !== "bigint") throw this.fail(start, "an INTEGER to add", "a cell without it")
        return timestamp === undefined ? { name, op: "increment", value } : { name, op: "increment", value, timestamp }
      case CellOp.deleteVersion:
        if (value !== undefined) throw this.fail(start, "a deletion without a value", "a value")
        if (timestamp === undefined) throw this.fail(start, "the timestamp of the version to remove", "none")
        return { name, op: "deleteVersion", timestamp }
      case CellOp.deleteAllVersions:
        if (value !== undefined || timestamp !== undefined) {
          throw this.fail(start, "a deletion without value and timestamp", "one with")
        }
        return { name, op: "deleteAllVersions" }
      case 0:
        throw this.fail(start, "a cell with a value or an operation", "neither")
      default:
        throw this.fail(start, "operation 01, 03 or 04", hex(op))
    }
  }

  /** Reads the start of a cell and leaves the checksum of its name in `crc`. */
  private cellName(): string {
    const { bytes } = this
    this.tag(Tag.cell, "a cell")
    this.tag(Tag.cellName, "the name of the cell")
    const length = this.length("a name")
    const start = this.position
    this.position = start + length
    const known = this.names[this.slot]
    if (known !== undefined && known.length === length) {
      let index = 0
      while (index < length && bytes[known.start + index] === bytes[start + index]) index++
      if (index === length) {
        this.slot++
        this.crc = known.crc
        return known.text
      }
    }
    this.crc = 0
    const text = this.text(start, length)
    this.names[this.slot++] = { start, length, text, crc: this.crc }
    return text
  }

  /** Reads UTF-8 bytes and adds them to `crc`. */
  private text(start: number, length: number): string {
    const { bytes } = this
    const end = start + length
    let crc = this.crc
    let all = 0
    for (let index = start; index < end; index++) {
      const byte = bytes[index]!
      all |= byte
      crc = crc8Table[crc ^ byte]!
    }
    this.crc = crc
    if (all < 0x80) return decodeAscii(bytes, start, end)
    const text = decodeUtf8(bytes, start, end)
    if (text === undefined) throw this.fail(start, "UTF-8", "other bytes")
    return text
  }

  /** Checks that a value has the length its type has. */
  private exactly(length: number, expected: number): void {
    if (length !== expected) {
      throw this.fail(this.position, `a value of ${expected} bytes for its type`, `one of ${length}`)
    }
  }

  private type(length: number): number {
    if (length < 1) throw this.fail(this.position, "a value of at least 1 byte", `one of ${length}`)
    return this.bytes[this.position]!
  }

  /** Reads a value of an attribute column, in `length` bytes that are there, and adds it to `crc`. */
  private value(length: number): ColumnValue {
    const { bytes } = this
    const start = this.position
    switch (this.type(length)) {
      case ValueType.integer: {
        this.exactly(length, 9)
        this.position = start + 9
        this.crc = crc8(bytes, start, start + 9, this.crc)
        return this.view.getBigInt64(start + 1, true)
      }
      case ValueType.double: {
        this.exactly(length, 9)
        this.position = start + 9
        this.crc = crc8(bytes, start, start + 9, this.crc)
        return this.view.getFloat64(start + 1, true)
      }
      case ValueType.boolean: {
        this.exactly(length, 2)
        const byte = bytes[start + 1]!
        if (byte > 1) throw this.fail(start + 1, "00 or 01")
        this.position = start + 2
        this.crc = crc8(bytes, start, start + 2, this.crc)
        return byte === 1
      }
      case ValueType.string:
        this.sized(length)
        return this.text(start + 5, length - 5)
      case ValueType.binary: {
        this.sized(length)
        this.crc = crc8(bytes, start + 5, start + length, this.crc)
        return bytes.slice(start + 5, start + length)
      }
      default:
        throw this.fail(start, "the type of a column value (00, 01, 02, 03 or 07)")
    }
  }

  /** Checks the inner length of a STRING or BINARY, adds type and length to `crc`, and steps over it. */
  private sized(length: number): void {
    const start = this.position
    if (length < 5) throw this.fail(start, "a value of at least 5 bytes for its type", `one of ${length}`)
    const inner = this.view.getInt32(start + 1, true)
    if (inner !== length - 5) throw this.fail(start + 1, `a length of ${length - 5}`, String(inner))
    this.crc = crc8(this.bytes, start, start + 5, this.crc)
    this.position = start + length
  }

  /** Reads a value of a key column; bounds are allowed in changes only. */
  private keyValue(length: number): PrimaryKeyBound {
    const start = this.position
    const type = this.type(length)
    switch (type) {
      case ValueType.integer:
      case ValueType.string:
      case ValueType.binary:
        return this.value(length) as PrimaryKeyBound
      case ValueType.infMin:
      case ValueType.infMax:
      case ValueType.autoIncrement:
        if (this.answer) break
        this.exactly(length, 1)
        this.position = start + 1
        this.crc = crc8Table[this.crc ^ type]!
        return type === ValueType.infMin ? infMin : type === ValueType.infMax ? infMax : autoIncrement
    }
    throw this.fail(start, this.answer ? "the type of a key value (00, 03 or 07)" : "the type of a key value or bound")
  }

  private timestamp(): Timestamp {
    const start = this.position + 1
    this.position = start
    this.need(8, "a timestamp")
    const low = this.view.getUint32(start, true)
    const high = this.view.getInt32(start + 4, true)
    this.position = start + 8
    // The cells of a row, and mostly those of all rows, were written together.
    if (low !== this.lastLow || high !== this.lastHigh) {
      const value = high * 0x1_0000_0000 + low
      if (high < 0) throw this.fail(start, "a timestamp of 0 or more", String(this.view.getBigInt64(start, true)))
      this.lastLow = low
      this.lastHigh = high
      // A number where it holds the time exactly.
      this.lastTimestamp = value > Number.MAX_SAFE_INTEGER ? this.view.getBigInt64(start, true) : value
      this.lastCrc = crc8(this.bytes, start, start + 8)
    }
    this.crc = crc8After(this.crc, this.lastCrc)
    return this.lastTimestamp
  }

  /** Reads the extension; items other than the sequence are skipped. */
  private extension(): SequenceInfo | undefined {
    this.position++
    const end = this.length("the extension") + this.position
    let sequence: SequenceInfo | undefined
    while (this.position < end) {
      const start = this.position
      const item = this.byte("an item of the extension")
      const length = this.length("an item of the extension")
      const itemEnd = this.position + length
      if (itemEnd > end) throw this.fail(start, "an item inside the extension", `one of ${length} bytes`)
      if (item === Tag.sequence && sequence === undefined) {
        if (length !== sequenceLength) throw this.fail(start + 1, `a sequence of ${sequenceLength} bytes`, `${length}`)
        sequence = this.sequence()
      }
      this.position = itemEnd
    }
    if (this.position !== end) throw this.fail(this.position, "the end of the extension")
    return sequence
  }

  private sequence(): SequenceInfo {
    this.tag(Tag.sequenceEpoch, "the epoch of the sequence")
    const epoch = this.int32("the epoch of the sequence")
    this.tag(Tag.sequenceTimestamp, "the timestamp of the sequence")
    this.need(8, "the timestamp of the sequence")
    const timestamp = this.view.getBigInt64(this.position, true)
    this.position += 8
    this.tag(Tag.sequenceRowIndex, "the row index of the sequence")
    return { epoch, timestamp, rowIndex: this.int32("the row index of the sequence") }
  }

  private whole<A>(value: A): A {
    if (this.position !== this.bytes.length) throw this.fail(this.position, "the end of the value")
    return value
  }

  /** Reads all bytes as one value without tag and length. */
  variant(): ColumnValue {
    return this.whole(this.value(this.bytes.length))
  }

  /** Reads all bytes as one key value or bound without tag and length. */
  variantBound(): Exclude<PrimaryKeyBound, { readonly _tag: "AutoIncrement" }> {
    const value = this.whole(this.keyValue(this.bytes.length))
    if (value === autoIncrement) throw this.fail(0, "a key value, INF_MIN or INF_MAX")
    return value as bigint | string | Uint8Array | InfMin | InfMax
  }
}
