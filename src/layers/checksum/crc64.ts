import type { Crc64Kernel } from "./Crc64Kernel.ts"
import { makePortableKernel } from "./crc64PortableKernel.ts"
import { makeWasmKernel } from "./crc64WasmKernel.ts"

export { crc64Combine } from "./crc64Combine.ts"

let chosen: Crc64Kernel | undefined

// One for the whole program. Every use puts its state in, updates and takes the state out without a pause, so that uses
// cannot mix.
const kernel = (): Crc64Kernel => (chosen ??= makeWasmKernel() ?? makePortableKernel())

const low32 = 0xffff_ffffn
const lowHalf = (crc: bigint): number => Number(crc & low32)
const highHalf = (crc: bigint): number => Number((crc >> 32n) & low32)
const join = (low: number, high: number): bigint => (BigInt(high) << 32n) | BigInt(low)

/**
 * CRC-64/XZ of data that arrives in pieces, the value of the header `x-oss-hash-crc64ecma`.
 *
 * **Example**
 *
 * ```ts
 * const crc = new Crc64()
 * crc.update(new TextEncoder().encode("1234"))
 * crc.update(new TextEncoder().encode("56789"))
 * crc.digest() // 11051210869376104954n
 * ```
 */
export class Crc64 {
  #low: number
  #high: number

  /** @param previous CRC of the bytes that came before, as when appending to an object. Default 0n, of no bytes. */
  constructor(previous = 0n) {
    this.#low = lowHalf(previous)
    this.#high = highHalf(previous)
  }

  /** Continues with the next bytes. They may be changed afterwards. */
  update(bytes: Uint8Array): this {
    const { state, update } = kernel()
    state[0] = this.#low
    state[1] = this.#high
    update(bytes)
    this.#low = state[0]
    this.#high = state[1]
    return this
  }

  /** CRC of all bytes so far; more may follow. */
  digest(): bigint {
    return join(this.#low, this.#high)
  }
}

/**
 * CRC-64/XZ of some bytes.
 *
 * @param previous CRC of the bytes that came before. Default 0n, of no bytes
 */
export const crc64 = (bytes: Uint8Array, previous = 0n): bigint => new Crc64(previous).update(bytes).digest()
