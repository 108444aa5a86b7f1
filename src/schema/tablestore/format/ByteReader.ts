/** Bytes being read, little-endian, each read checked against what is left. */
import { PlainBufferError } from "./formatErrors.ts"

/** A byte as errors show it. */
export const hex = (byte: number | undefined): string =>
  byte === undefined ? "the end" : `0x${byte.toString(16).padStart(2, "0")}`

export class ByteReader {
  protected readonly bytes: Uint8Array
  protected readonly view: DataView
  protected position = 0

  constructor(bytes: Uint8Array) {
    // Slices of a Node Buffer would be Buffers.
    this.bytes =
      bytes.constructor === Uint8Array ? bytes : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  protected fail(offset: number, expected: string, found?: string): PlainBufferError {
    return new PlainBufferError({ offset, expected, found: found ?? hex(this.bytes[offset]) })
  }

  /** Checks that so many bytes are left. */
  protected need(count: number, what: string): void {
    const left = this.bytes.length - this.position
    if (count > left) throw this.fail(this.position, `${count} bytes of ${what}`, `${left} bytes`)
  }

  protected byte(what: string): number {
    this.need(1, what)
    return this.bytes[this.position++]!
  }

  protected tag(tag: number, what: string): void {
    if (this.bytes[this.position] !== tag) throw this.fail(this.position, `${what} (${hex(tag)})`)
    this.position++
  }

  protected int32(what: string): number {
    this.need(4, what)
    const value = this.view.getInt32(this.position, true)
    this.position += 4
    return value
  }

  /** Reads the length of something that lies in the rest of the bytes. */
  protected length(what: string): number {
    const offset = this.position
    this.need(4, what)
    const length = this.view.getInt32(offset, true)
    this.position = offset + 4
    const left = this.bytes.length - this.position
    if (length < 0 || length > left) throw this.fail(offset, `a length of ${what} from 0 to ${left}`, String(length))
    return length
  }
}
