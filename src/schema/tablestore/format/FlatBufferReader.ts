/**
 * Reads FlatBuffers, of which SQL results and time series rows are made. Every offset and length is checked before it
 * is followed, and no more is decoded than the bytes can honestly hold: offsets may point at the same bytes many times.
 *
 * The npm package `flatbuffers` checks neither, which is why it is not used.
 *
 * Source: FlatBuffers, binary format.
 */

import { FlatBufferError } from "./formatErrors.ts"
import { decodeUtf8 } from "./utf8Text.ts"

/** Decoded bytes allowed per byte of the buffer. Shared texts are decoded once, so honest buffers stay near 1. */
const allowance = 8

/** A vector: where its first element is, and how many there are. */
export interface FlatVector {
  readonly start: number
  readonly length: number
}

export class FlatBufferReader {
  private readonly bytes: Uint8Array
  private readonly view: DataView
  private readonly texts = new Map<number, string>()
  private readonly blobs = new Map<number, Uint8Array>()
  private left: number

  constructor(bytes: Uint8Array) {
    this.bytes =
      bytes.constructor === Uint8Array ? bytes : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.left = 1024 + bytes.length * allowance
  }

  fail(offset: number, expected: string, found: string): FlatBufferError {
    return new FlatBufferError({ offset, expected, found })
  }

  /** Checks that some bytes lie in the buffer. */
  private inside(offset: number, size: number, what: string): void {
    if (offset < 0 || offset + size > this.bytes.length) {
      throw this.fail(offset, `${size} bytes of ${what}`, `a buffer of ${this.bytes.length} bytes`)
    }
  }

  /** Counts decoded bytes against what the buffer can honestly hold. */
  private spend(offset: number, size: number): void {
    this.left -= size
    if (this.left < 0) throw this.fail(offset, "contents of the size of the buffer", "the same bytes many times over")
  }

  /** Follows an offset that is stored at a place. */
  private follow(at: number, what: string): number {
    this.inside(at, 4, `the offset of ${what}`)
    const offset = this.view.getUint32(at, true)
    if (offset === 0) throw this.fail(at, `the offset of ${what}`, "0")
    this.inside(at + offset, 4, what)
    return at + offset
  }

  /** Where the root table is. */
  root(): number {
    return this.follow(0, "the root table")
  }

  /** Where a field of a table is, or undefined when the table has none. */
  field(table: number, id: number, size: number): number | undefined {
    this.inside(table, 4, "a table")
    const vtable = table - this.view.getInt32(table, true)
    this.inside(vtable, 4, "the field list of a table")
    const length = this.view.getUint16(vtable, true)
    this.inside(vtable, length, "the field list of a table")
    const entry = 4 + id * 2
    if (entry + 2 > length) return undefined
    const offset = this.view.getUint16(vtable + entry, true)
    if (offset === 0) return undefined
    this.inside(table + offset, size, `field ${id}`)
    return table + offset
  }

  int8(table: number, id: number): number {
    const at = this.field(table, id, 1)
    return at === undefined ? 0 : this.view.getInt8(at)
  }

  uint32(table: number, id: number): number {
    const at = this.field(table, id, 4)
    return at === undefined ? 0 : this.view.getUint32(at, true)
  }

  int64(table: number, id: number): bigint {
    const at = this.field(table, id, 8)
    return at === undefined ? 0n : this.view.getBigInt64(at, true)
  }

  /** Where a table in a field is. */
  table(table: number, id: number): number | undefined {
    const at = this.field(table, id, 4)
    return at === undefined ? undefined : this.follow(at, `the table of field ${id}`)
  }

  string(table: number, id: number): string | undefined {
    const at = this.field(table, id, 4)
    return at === undefined ? undefined : this.text(at)
  }

  /** The vector in a field; of elements of `size` bytes. */
  vector(table: number, id: number, size: number): FlatVector | undefined {
    const at = this.field(table, id, 4)
    return at === undefined ? undefined : this.vectorAt(at, size)
  }

  private vectorAt(at: number, size: number): FlatVector {
    const vector = this.follow(at, "a vector")
    const length = this.view.getUint32(vector, true)
    this.inside(vector + 4, length * size, "a vector")
    this.spend(vector, length * size)
    return { start: vector + 4, length }
  }

  /** The text whose offset is stored at a place. */
  text(at: number): string {
    const start = this.follow(at, "a text")
    const known = this.texts.get(start)
    if (known !== undefined) return known
    const length = this.view.getUint32(start, true)
    this.inside(start + 4, length, "a text")
    this.spend(start, length)
    const text = decodeUtf8(this.bytes, start + 4, start + 4 + length)
    if (text === undefined) throw this.fail(start + 4, "UTF-8", "other bytes")
    this.texts.set(start, text)
    return text
  }

  /** The bytes in a field. */
  blob(table: number, id: number): Uint8Array {
    const at = this.field(table, id, 4)
    if (at === undefined) return new Uint8Array(0)
    const start = this.follow(at, "bytes")
    const known = this.blobs.get(start)
    if (known !== undefined) return known
    const vector = this.vectorAt(at, 1)
    const blob = this.bytes.slice(vector.start, vector.start + vector.length)
    this.blobs.set(start, blob)
    return blob
  }

  private at(vector: FlatVector, index: number, size: number): number {
    if (index < 0 || index >= vector.length) {
      throw this.fail(vector.start, `a vector of more than ${index} elements`, `one of ${vector.length}`)
    }
    return vector.start + index * size
  }

  booleanOf(vector: FlatVector, index: number): boolean {
    return this.bytes[this.at(vector, index, 1)] !== 0
  }

  int8Of(vector: FlatVector, index: number): number {
    return this.view.getInt8(this.at(vector, index, 1))
  }

  int32Of(vector: FlatVector, index: number): number {
    return this.view.getInt32(this.at(vector, index, 4), true)
  }

  int64Of(vector: FlatVector, index: number): bigint {
    return this.view.getBigInt64(this.at(vector, index, 8), true)
  }

  float64Of(vector: FlatVector, index: number): number {
    return this.view.getFloat64(this.at(vector, index, 8), true)
  }

  textOf(vector: FlatVector, index: number): string {
    return this.text(this.at(vector, index, 4))
  }

  tableOf(vector: FlatVector, index: number): number {
    return this.follow(this.at(vector, index, 4), "a table")
  }
}
