/** The bytes of something stored: immutable blocks, so that large bodies need no contiguous copy. */
export class Body {
  static readonly empty = new Body([], 0)

  readonly blocks: ReadonlyArray<Uint8Array>
  /** Length in bytes. */
  readonly size: number

  constructor(blocks: ReadonlyArray<Uint8Array>, size: number) {
    this.blocks = blocks
    this.size = size
  }

  /** This body followed by another. No bytes are copied. */
  concat(other: Body): Body {
    if (other.size === 0) return this
    if (this.size === 0) return other
    return new Body([...this.blocks, ...other.blocks], this.size + other.size)
  }

  /** Bodies one after the other. No bytes are copied. */
  static join(bodies: ReadonlyArray<Body>): Body {
    return new Body(
      bodies.flatMap(({ blocks }) => blocks),
      bodies.reduce((size, body) => size + body.size, 0)
    )
  }

  /** The bytes from `start` up to, but without, `end`, as views of the blocks. */
  slice(start: number, end: number): Body {
    if (start <= 0 && end >= this.size) return this
    const views: Array<Uint8Array> = []
    let offset = 0
    for (const block of this.blocks) {
      const from = Math.max(start - offset, 0)
      const to = Math.min(end - offset, block.length)
      if (from < to) views.push(block.subarray(from, to))
      offset += block.length
      if (offset >= end) break
    }
    return new Body(views, Math.max(Math.min(end, this.size) - Math.max(start, 0), 0))
  }

  /** All bytes in one piece. */
  bytes(): Uint8Array {
    const all = new Uint8Array(this.size)
    let offset = 0
    for (const block of this.blocks) {
      all.set(block, offset)
      offset += block.length
    }
    return all
  }
}

const smallestBlock = 16 * 1024
const largestBlock = 1024 * 1024

/**
 * Collects bytes as they arrive. They are copied into blocks of its own: what arrives may be a small view of a large
 * network buffer, or memory that the sender goes on using.
 */
export class BodyWriter {
  private readonly blocks: Array<Uint8Array> = []
  private block = new Uint8Array(0)
  private used = 0
  private total = 0
  private readonly expectedSize: number | undefined

  /** `expectedSize` is a hint that saves a reallocation; it does not limit anything. */
  constructor(expectedSize?: number) {
    this.expectedSize = expectedSize
  }

  /** Bytes received so far. */
  get size(): number {
    return this.total
  }

  write(bytes: Uint8Array): void {
    let offset = 0
    while (offset < bytes.length) {
      if (this.used === this.block.length) this.grow(bytes.length - offset)
      const taken = Math.min(bytes.length - offset, this.block.length - this.used)
      this.block.set(bytes.subarray(offset, offset + taken), this.used)
      this.used += taken
      this.total += taken
      offset += taken
    }
  }

  /** The body received. The writer must not be used afterwards. */
  finish(): Body {
    if (this.used > 0) {
      const full = this.used === this.block.length
      const roomy = this.used * 2 < this.block.length
      this.blocks.push(full ? this.block : roomy ? this.block.slice(0, this.used) : this.block.subarray(0, this.used))
    }
    return this.total === 0 ? Body.empty : new Body(this.blocks, this.total)
  }

  private grow(atHand: number): void {
    if (this.used > 0) this.blocks.push(this.block)
    const expected = Math.max((this.expectedSize ?? 0) - this.total, atHand, Math.min(this.total, largestBlock))
    this.block = new Uint8Array(
      Math.min(
        this.total === 0 && this.expectedSize !== undefined ? expected : Math.max(expected, smallestBlock),
        largestBlock
      )
    )
    this.used = 0
  }
}
