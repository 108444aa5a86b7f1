/**
 * 64-bit varints as bigint. protobufjs reads and writes them as Long objects; this is the one place that knows.
 */
import type protobuf from "protobufjs/minimal.js"

/** Two halves of 64 bits and the bigint they make. */
const scratch = /*#__PURE__*/ new DataView(/*#__PURE__*/ new ArrayBuffer(8))

/** Reads an unsigned 64-bit varint. */
export const readVarint64 = (reader: protobuf.Reader): bigint => {
  const long = reader.uint64() as { readonly low: number; readonly high: number }
  if (long.high === 0 && long.low >= 0) return BigInt(long.low)
  scratch.setInt32(0, long.low, true)
  scratch.setInt32(4, long.high, true)
  return scratch.getBigUint64(0, true)
}

/** Writes the low 64 bits of an integer as a varint: a negative one takes ten bytes, as in two's complement. */
export const writeVarint64 = (writer: protobuf.Writer, value: bigint): void => {
  scratch.setBigInt64(0, value, true)
  const long = { low: scratch.getInt32(0, true), high: scratch.getInt32(4, true), unsigned: false }
  writer.uint64(long as never)
}

/** Folds the sign into the lowest bit: 0, -1, 1, -2 become 0, 1, 2, 3. */
export const zigZagEncode = (value: bigint): bigint => (value << 1n) ^ (value >> 63n)

/** Undoes {@link zigZagEncode}. */
export const zigZagDecode = (value: bigint): bigint => (value >> 1n) ^ -(value & 1n)
