// Polynomials over GF(2) modulo that of CRC-64/XZ, as two 32-bit halves with the bits reflected: the highest bit is x^0.
interface Polynomial {
  readonly low: number
  readonly high: number
}

const modulusLow = 0xd7870f42 | 0
const modulusHigh = 0xc96c5795 | 0

const multiply = (left: Polynomial, right: Polynomial): Polynomial => {
  let { low, high } = right
  let productLow = 0
  let productHigh = 0
  for (let bit = 0; bit < 64; bit++) {
    const taken = -(((bit < 32 ? left.high >>> (31 - bit) : left.low >>> (63 - bit)) & 1) as number)
    productLow ^= low & taken
    productHigh ^= high & taken
    const overflow = -(low & 1)
    low = ((low >>> 1) | (high << 31)) ^ (modulusLow & overflow)
    high = (high >>> 1) ^ (modulusHigh & overflow)
  }
  return { low: productLow, high: productHigh }
}

// Entry k is x to the power of 8 * 2^k: what 2^k more bytes do to a CRC.
const zeroBytes: Array<Polynomial> = [{ low: 0, high: 1 << 23 }]

const powerOfTwoZeroBytes = (exponent: number): Polynomial => {
  for (let known = zeroBytes.length; known <= exponent; known++) {
    const half = zeroBytes[known - 1]!
    zeroBytes.push(multiply(half, half))
  }
  return zeroBytes[exponent]!
}

/**
 * CRC-64/XZ of two runs of bytes, one after the other, from the CRC of each: the CRC of a multipart object from those of
 * its parts.
 *
 * @param first CRC of the first run
 * @param second CRC of the second run
 * @param secondLength bytes in the second run, a whole number that is not negative
 */
export const crc64Combine = (first: bigint, second: bigint, secondLength: number | bigint): bigint => {
  let shifted: Polynomial = { low: Number(BigInt.asIntN(32, first)), high: Number(BigInt.asIntN(32, first >> 32n)) }
  let rest = BigInt(secondLength)
  for (let exponent = 0; rest > 0n; exponent++, rest >>= 1n) {
    if ((rest & 1n) === 1n) shifted = multiply(shifted, powerOfTwoZeroBytes(exponent))
  }
  const moved = (BigInt(shifted.high >>> 0) << 32n) | BigInt(shifted.low >>> 0)
  return moved ^ second
}
