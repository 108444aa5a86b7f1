/**
 * Writes FlatBuffers: SQL results and time series rows.
 *
 * A buffer is described as data and written front to back: each table before what it refers to, every scalar at a
 * multiple of its size.
 *
 * Source: FlatBuffers, binary format.
 */
import { ByteWriter } from "./ByteWriter.ts"

/** A value of a field. */
export type FlatValue =
  | { readonly kind: "int8" | "uint32"; readonly value: number }
  | { readonly kind: "int64"; readonly value: bigint }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "table"; readonly value: FlatTable }
  | { readonly kind: "bools"; readonly value: ReadonlyArray<boolean> }
  | { readonly kind: "bytes"; readonly value: Uint8Array }
  | { readonly kind: "int8s" | "int32s" | "float64s"; readonly value: ReadonlyArray<number> }
  | { readonly kind: "int64s"; readonly value: ReadonlyArray<bigint> }
  | { readonly kind: "strings"; readonly value: ReadonlyArray<string> }
  | { readonly kind: "tables"; readonly value: ReadonlyArray<FlatTable> }

/** The fields of a table by id; undefined for one that is absent. */
export type FlatTable = ReadonlyArray<FlatValue | undefined>

const inlineSize = (value: FlatValue): number => (value.kind === "int8" ? 1 : value.kind === "int64" ? 8 : 4)

/** Positions are counted from the start of the buffer: the writer may move what it has written. */
class Builder {
  readonly writer = new ByteWriter()

  constructor() {
    this.writer.begin()
  }

  private align(size: number, before = 0): void {
    while ((this.writer.length + before) % size !== 0) this.writer.uint8(0)
  }

  private patch(position: number, value: number): void {
    const { writer } = this
    writer.view.setUint32(writer.position - writer.length + position, value, true)
  }

  /** Leaves room for an offset. */
  private hole(): number {
    const position = this.writer.length
    this.writer.int32(0)
    return position
  }

  /** Fills a hole with the way from it to a place. */
  private fill(hole: number, target: number): void {
    this.patch(hole, target - hole)
  }

  root(table: FlatTable): Uint8Array {
    const hole = this.hole()
    this.fill(hole, this.table(table))
    return this.writer.finish()
  }

  private table(fields: FlatTable): number {
    const { writer } = this
    // Large fields first, so that only one gap arises: before the first of eight bytes.
    const order = fields
      .flatMap((value, id) => (value === undefined ? [] : [{ id, value, size: inlineSize(value) }]))
      .sort((a, b) => b.size - a.size)
    const offsets = fields.map(() => 0)
    let size = 4
    for (const { id, size: width } of order) {
      size = Math.ceil(size / width) * width
      offsets[id] = size
      size += width
    }
    const listLength = 4 + fields.length * 2
    // The table itself starts at a multiple of 8, so that offsets within it are what they are aligned by.
    this.align(8, listLength)
    for (const number of [listLength, size, ...offsets]) {
      writer.uint8(number & 255)
      writer.uint8(number >> 8)
    }
    const start = writer.length
    writer.int32(listLength)
    const holes: Array<{ readonly hole: number; readonly value: FlatValue }> = []
    for (const { id, value } of order) {
      while (writer.length - start < offsets[id]!) writer.uint8(0)
      switch (value.kind) {
        case "int8":
          writer.uint8(value.value & 255)
          break
        case "uint32":
          writer.int32(value.value | 0)
          break
        case "int64":
          writer.int64(value.value)
          break
        default:
          holes.push({ hole: this.hole(), value })
      }
    }
    for (const { hole, value } of holes) this.fill(hole, this.referred(value))
    return start
  }

  /** Writes what an offset refers to and gives its place. */
  private referred(value: FlatValue): number {
    const { writer } = this
    switch (value.kind) {
      case "table":
        return this.table(value.value)
      case "string":
        return this.string(value.value)
      case "bytes": {
        const start = this.vector(value.value.length, 1)
        writer.raw(value.value)
        return start
      }
      case "bools": {
        const start = this.vector(value.value.length, 1)
        for (const one of value.value) writer.uint8(one ? 1 : 0)
        return start
      }
      case "int8s": {
        const start = this.vector(value.value.length, 1)
        for (const one of value.value) writer.uint8(one & 255)
        return start
      }
      case "int32s": {
        const start = this.vector(value.value.length, 4)
        for (const one of value.value) writer.int32(one)
        return start
      }
      case "float64s": {
        const start = this.vector(value.value.length, 8)
        for (const one of value.value) writer.float64(one)
        return start
      }
      case "int64s": {
        const start = this.vector(value.value.length, 8)
        for (const one of value.value) writer.int64(one)
        return start
      }
      case "strings":
        return this.references(value.value, (text) => this.string(text))
      case "tables":
        return this.references(value.value, (table) => this.table(table))
      default:
        throw new Error(`${value.kind} is written in place`)
    }
  }

  /** Starts a vector, with its elements aligned, and gives its place. */
  private vector(length: number, size: number): number {
    this.align(4)
    if (size === 8) this.align(8, 4)
    const start = this.writer.length
    this.writer.int32(length)
    return start
  }

  private references<A>(values: ReadonlyArray<A>, write: (value: A) => number): number {
    const start = this.vector(values.length, 4)
    const holes = values.map(() => this.hole())
    values.forEach((value, index) => {
      this.fill(holes[index]!, write(value))
    })
    return start
  }

  private string(text: string): number {
    const { writer } = this
    this.align(4)
    const start = this.hole()
    this.patch(start, writer.utf8(text))
    writer.uint8(0)
    return start
  }
}

/** The bytes of a buffer. Throws `WireValueError`. */
export const writeFlatBuffer = (root: FlatTable): Uint8Array => new Builder().root(root)
