/** CRC-32C (Castagnoli), as time series rows carry it. The check value of `"123456789"` is 0xE3069283. */

const makeTable = (): Uint32Array => {
  const table = new Uint32Array(256)
  for (let index = 0; index < 256; index++) {
    let crc = index
    for (let bit = 0; bit < 8; bit++) crc = (crc & 1) === 0 ? crc >>> 1 : (crc >>> 1) ^ 0x82f63b78
    table[index] = crc
  }
  return table
}

const table = /*#__PURE__*/ makeTable()

/** The checksum of some bytes, as an unsigned 32-bit number. */
export const crc32c = (bytes: Uint8Array): number => {
  let crc = 0xffffffff
  for (let index = 0; index < bytes.length; index++) crc = (crc >>> 8) ^ table[(crc ^ bytes[index]!) & 255]!
  return (crc ^ 0xffffffff) >>> 0
}
