import type { Crc64Kernel } from "./Crc64Kernel.ts"

// 0xC96C5795D7870F42, the reflected polynomial. Source: OSS SDK for Python, utils.Crc64; ECMA-182.
const polynomialLow = 0xd7870f42 | 0
const polynomialHigh = 0xc96c5795 | 0

/** Entry `256 * k + b` is the register for byte `b` followed by `k` zero bytes. */
const makeTables = (): readonly [low: Int32Array, high: Int32Array] => {
  const low = new Int32Array(8 * 256)
  const high = new Int32Array(8 * 256)
  for (let byte = 0; byte < 256; byte++) {
    let a = byte
    let b = 0
    for (let bit = 0; bit < 8; bit++) {
      const odd = -(a & 1)
      a = ((a >>> 1) | (b << 31)) ^ (polynomialLow & odd)
      b = (b >>> 1) ^ (polynomialHigh & odd)
    }
    low[byte] = a
    high[byte] = b
  }
  for (let at = 256; at < 8 * 256; at++) {
    const a = low[at - 256]!
    const b = high[at - 256]!
    low[at] = ((a >>> 8) | (b << 24)) ^ low[a & 255]!
    high[at] = (b >>> 8) ^ high[a & 255]!
  }
  return [low, high]
}

/** A kernel in plain JavaScript: tables, eight bytes a step, halves of 32 bits. */
export const makePortableKernel = (): Crc64Kernel => {
  const state = new Uint32Array(2)
  const [low, high] = makeTables()
  return {
    state,
    update: (bytes) => {
      let a = ~state[0]!
      let b = ~state[1]!
      const length = bytes.length
      let at = 0
      for (const last = length - 8; at <= last; at += 8) {
        a ^= bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)
        b ^= bytes[at + 4]! | (bytes[at + 5]! << 8) | (bytes[at + 6]! << 16) | (bytes[at + 7]! << 24)
        const i0 = 1792 + (a & 255)
        const i1 = 1536 + ((a >>> 8) & 255)
        const i2 = 1280 + ((a >>> 16) & 255)
        const i3 = 1024 + (a >>> 24)
        const i4 = 768 + (b & 255)
        const i5 = 512 + ((b >>> 8) & 255)
        const i6 = 256 + ((b >>> 16) & 255)
        const i7 = b >>> 24
        a = low[i0]! ^ low[i1]! ^ low[i2]! ^ low[i3]! ^ low[i4]! ^ low[i5]! ^ low[i6]! ^ low[i7]!
        b = high[i0]! ^ high[i1]! ^ high[i2]! ^ high[i3]! ^ high[i4]! ^ high[i5]! ^ high[i6]! ^ high[i7]!
      }
      for (; at < length; at++) {
        const index = (a ^ bytes[at]!) & 255
        a = ((a >>> 8) | (b << 24)) ^ low[index]!
        b = (b >>> 8) ^ high[index]!
      }
      state[0] = ~a
      state[1] = ~b
    }
  }
}
