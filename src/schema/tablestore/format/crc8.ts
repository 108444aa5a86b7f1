/**
 * CRC-8 of PlainBuffer: polynomial x^8 + x^2 + x + 1, not reflected, initial value 0, no final xor. The check value of
 * `"123456789"` is 0xF4.
 *
 * Source: Tablestore, PlainBuffer format.
 */

/** Eight tables of 256: table `n` gives the checksum after a byte and `n` zeros. */
const makeTables = (): Uint8Array => {
  const tables = new Uint8Array(8 * 256)
  for (let index = 0; index < 256; index++) {
    let crc = index
    for (let bit = 0; bit < 8; bit++) crc = (crc & 0x80) === 0 ? crc << 1 : (crc << 1) ^ 0x107
    tables[index] = crc
  }
  for (let index = 256; index < tables.length; index++) tables[index] = tables[tables[index - 256]!]!
  return tables
}

const tables: Uint8Array = /*#__PURE__*/ makeTables()

/** The checksum after one byte, by `checksum ^ byte`. */
export const crc8Table: Uint8Array = /*#__PURE__*/ tables.subarray(0, 256)

/**
 * The checksum of a range of bytes.
 *
 * @param crc the checksum of what came before, 0 at the start
 */
export const crc8 = (bytes: Uint8Array, start = 0, end = bytes.length, crc = 0): number => {
  const b = bytes as { readonly [index: number]: number }
  const t = tables as { readonly [index: number]: number }
  let at = start
  // Eight bytes at once: their look-ups do not wait for each other.
  for (; at + 8 <= end; at += 8) {
    crc =
      t[1792 | (crc ^ b[at]!)]! ^
      t[1536 | b[at + 1]!]! ^
      t[1280 | b[at + 2]!]! ^
      t[1024 | b[at + 3]!]! ^
      t[768 | b[at + 4]!]! ^
      t[512 | b[at + 5]!]! ^
      t[256 | b[at + 6]!]! ^
      t[b[at + 7]!]!
  }
  for (; at < end; at++) crc = t[crc ^ b[at]!]!
  return crc
}

/**
 * The checksum after eight bytes whose own checksum is known: the CRC is linear.
 *
 * @param crc the checksum of what came before
 * @param ofEight the checksum of the eight bytes alone, {@link crc8} of them with nothing before
 */
export const crc8After = (crc: number, ofEight: number): number => tables[1792 | crc]! ^ ofEight
