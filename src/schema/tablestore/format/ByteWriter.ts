/**
 * Bytes being written, little-endian.
 *
 * Results are views of one growing chunk: a `Uint8Array` of its own costs a microsecond each, which for a batch of 200
 * rows is as much as writing them.
 */

import { WireValueError } from "../../wire/wireErrors.ts"
import { crc8, crc8Table } from "./crc8.ts"

const chunkSize = 16384

const encoder = /*#__PURE__*/ new TextEncoder()

/** Half of a pair of UTF-16 units, alone: it has no UTF-8 form. */
const loneSurrogate = /\p{Surrogate}/u

export class ByteWriter {
  /** The current chunk. Only {@link reserve} replaces it. */
  bytes: Uint8Array = new Uint8Array(0)
  view: DataView = new DataView(new ArrayBuffer(0))
  position = 0
  private start = 0

  /** Forgets what was written and not finished. */
  begin(): void {
    this.start = this.position
  }

  /** Makes room for some more bytes. */
  reserve(count: number): void {
    if (this.position + count > this.bytes.length) this.grow(count)
  }

  private grow(count: number): void {
    const written = this.position - this.start
    const needed = written + count
    const next = new Uint8Array(needed <= chunkSize / 2 ? chunkSize : needed * 2)
    next.set(this.bytes.subarray(this.start, this.position))
    this.bytes = next
    this.view = new DataView(next.buffer)
    this.position = written
    this.start = 0
  }

  /** What was written since {@link begin}. */
  finish(): Uint8Array {
    const result = this.bytes.subarray(this.start, this.position)
    this.start = this.position
    return result
  }

  /** How many bytes were written since {@link begin}. */
  get length(): number {
    return this.position - this.start
  }

  uint8(value: number): void {
    this.reserve(1)
    this.bytes[this.position++] = value
  }

  /** Writes a 32-bit integer. Throws `WireValueError` for one outside the range. */
  int32(value: number): void {
    if (value !== (value | 0)) throw new WireValueError({ expected: "a signed 32-bit integer", found: String(value) })
    this.reserve(4)
    this.view.setInt32(this.position, value, true)
    this.position += 4
  }

  /** Writes a 64-bit integer. Throws `WireValueError` for one outside the range. */
  int64(value: bigint): void {
    if (BigInt.asIntN(64, value) !== value) {
      throw new WireValueError({ expected: "a signed 64-bit integer", found: String(value) })
    }
    this.reserve(8)
    this.view.setBigInt64(this.position, value, true)
    this.position += 8
  }

  float64(value: number): void {
    this.reserve(8)
    this.view.setFloat64(this.position, value, true)
    this.position += 8
  }

  raw(bytes: Uint8Array): void {
    this.reserve(bytes.length)
    this.bytes.set(bytes, this.position)
    this.position += bytes.length
  }

  /** Writes the UTF-8 bytes of a text and gives their number. */
  utf8(text: string): number {
    if (loneSurrogate.test(text)) {
      throw new WireValueError({ expected: "a well-formed text", found: "a lone surrogate" })
    }
    this.reserve(text.length * 3)
    const { written } = encoder.encodeInto(text, this.bytes.subarray(this.position))
    this.position += written
    return written
  }

  /**
   * Writes a text after its length in bytes and gives the checksum of its bytes.
   *
   * @param crc the checksum of what came before
   * @param withLength whether the checksum covers the length too: that of a value does, that of a name does not
   */
  text(text: string, crc: number, withLength: boolean): number {
    const length = text.length
    this.reserve(length + 4)
    const { bytes, position } = this
    this.view.setInt32(position, length, true)
    let sum = crc
    if (withLength) {
      sum = crc8Table[sum ^ (length & 255)]!
      sum = crc8Table[sum ^ ((length >> 8) & 255)]!
      sum = crc8Table[sum ^ ((length >> 16) & 255)]!
      sum = crc8Table[sum ^ (length >>> 24)]!
    }
    // Most texts are ASCII: one pass writes and sums them.
    let at = position + 4
    for (let index = 0; index < length; index++) {
      const unit = text.charCodeAt(index)
      if (unit > 127) return this.textBeyondAscii(text, crc, withLength)
      bytes[at++] = unit
      sum = crc8Table[sum ^ unit]!
    }
    this.position = at
    return sum
  }

  private textBeyondAscii(text: string, crc: number, withLength: boolean): number {
    this.reserve(4)
    this.position += 4
    const length = this.utf8(text)
    const from = this.position - length
    this.view.setInt32(from - 4, length, true)
    return crc8(this.bytes, withLength ? from - 4 : from, this.position, crc)
  }
}
