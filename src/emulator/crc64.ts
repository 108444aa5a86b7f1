/**
 * CRC-64/XZ (ECMA-182, reflected), as object stores report it in `x-oss-hash-crc64ecma`.
 *
 * The emulator computes it on its own: a mistake shared with the client would go unseen. A register of 64 bits is two
 * halves of 32, and eight bytes are taken per step through eight tables ("slicing by eight").
 */

const polynomialHigh = 0xc96c5795
const polynomialLow = 0xd7870f42

// tables[k][b] is the register after byte b and k zero bytes, so that eight bytes can be looked up independently.
const makeTables = (): { readonly high: Int32Array; readonly low: Int32Array } => {
  const high = new Int32Array(8 * 256)
  const low = new Int32Array(8 * 256)
  for (let byte = 0; byte < 256; byte++) {
    let h = 0
    let l = byte
    for (let bit = 0; bit < 8; bit++) {
      const carry = l & 1
      l = (l >>> 1) | (h << 31)
      h = h >>> 1
      if (carry === 1) {
        h ^= polynomialHigh
        l ^= polynomialLow
      }
    }
    high[byte] = h
    low[byte] = l
  }
  for (let i = 256; i < 8 * 256; i++) {
    const h = high[i - 256]!
    const l = low[i - 256]!
    const index = l & 0xff
    high[i] = (h >>> 8) ^ high[index]!
    low[i] = ((l >>> 8) | (h << 24)) ^ low[index]!
  }
  return { high, low }
}

const { high: tableHigh, low: tableLow } = makeTables()

/** A running CRC-64. */
export class Crc64 {
  private high = -1
  private low = -1

  update(bytes: Uint8Array): void {
    let high = this.high
    let low = this.low
    const length = bytes.length
    const blocks = length - (length % 8)
    let i = 0
    for (; i < blocks; i += 8) {
      low ^= bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24)
      high ^= bytes[i + 4]! | (bytes[i + 5]! << 8) | (bytes[i + 6]! << 16) | (bytes[i + 7]! << 24)
      const a = 1792 + (low & 0xff)
      const b = 1536 + ((low >>> 8) & 0xff)
      const c = 1280 + ((low >>> 16) & 0xff)
      const d = 1024 + (low >>> 24)
      const e = 768 + (high & 0xff)
      const f = 512 + ((high >>> 8) & 0xff)
      const g = 256 + ((high >>> 16) & 0xff)
      const h = high >>> 24
      high =
        tableHigh[a]! ^
        tableHigh[b]! ^
        tableHigh[c]! ^
        tableHigh[d]! ^
        tableHigh[e]! ^
        tableHigh[f]! ^
        tableHigh[g]! ^
        tableHigh[h]!
      low =
        tableLow[a]! ^
        tableLow[b]! ^
        tableLow[c]! ^
        tableLow[d]! ^
        tableLow[e]! ^
        tableLow[f]! ^
        tableLow[g]! ^
        tableLow[h]!
    }
    for (; i < length; i++) {
      const index = (low ^ bytes[i]!) & 0xff
      low = ((low >>> 8) | (high << 24)) ^ tableLow[index]!
      high = (high >>> 8) ^ tableHigh[index]!
    }
    this.high = high
    this.low = low
  }

  /** The CRC of everything given so far. */
  get value(): bigint {
    return (BigInt(~this.high >>> 0) << 32n) | BigInt(~this.low >>> 0)
  }
}

/** The CRC-64 of some bytes. */
export const crc64 = (bytes: Uint8Array): bigint => {
  const crc = new Crc64()
  crc.update(bytes)
  return crc.value
}

type Matrix = ReadonlyArray<bigint>

const times = (matrix: Matrix, vector: bigint): bigint => {
  let sum = 0n
  for (let bit = 0; vector !== 0n; bit++, vector >>= 1n) {
    if ((vector & 1n) === 1n) sum ^= matrix[bit]!
  }
  return sum
}

const squared = (matrix: Matrix): Matrix => matrix.map((column) => times(matrix, column))

const oneZeroBit: Matrix = Array.from({ length: 64 }, (_, bit) =>
  bit === 0 ? (BigInt(polynomialHigh) << 32n) | BigInt(polynomialLow) : 1n << BigInt(bit - 1)
)

// zeroBytes[n] advances a register over 2^n zero bytes; filled as needed.
const zeroBytes: Array<Matrix> = [squared(squared(squared(oneZeroBit)))]

/** The CRC-64 of A followed by B, from the CRC of each and the length of B in bytes. */
export const combineCrc64 = (first: bigint, second: bigint, secondLength: number): bigint => {
  let advanced = first
  for (let n = 0, rest = secondLength; rest > 0; n++, rest = Math.floor(rest / 2)) {
    zeroBytes[n] ??= squared(zeroBytes[n - 1]!)
    if (rest % 2 === 1) advanced = times(zeroBytes[n]!, advanced)
  }
  return advanced ^ second
}
