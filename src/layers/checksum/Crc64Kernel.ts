/**
 * The inner loop of CRC-64/XZ: puts a CRC into `state`, has `update` continue it with some bytes, and finds the new CRC
 * in `state`. Two 32-bit halves rather than a bigint, because making bigints costs more than a small piece of data.
 */
export interface Crc64Kernel {
  /** The low and the high half. */
  readonly state: Uint32Array
  readonly update: (bytes: Uint8Array) => void
}
