import * as Base64 from "effect/encoding/Base64"
import * as Result from "effect/Result"
import type { Crc64Kernel } from "./Crc64Kernel.ts"
import { crc64Wasm } from "./generated/crc64Wasm.ts"

// Places in the module's memory, see scripts/crc64.wat.
const stateAddress = 0
const windowAddress = 45_312
const windowBytes = 65_536

/**
 * A kernel in WebAssembly; `undefined` where it cannot run: no WebAssembly, none with 128-bit vectors, or a page whose
 * content security policy forbids it.
 */
export const makeWasmKernel = (): Crc64Kernel | undefined => {
  if (typeof WebAssembly === "undefined") return undefined
  try {
    // The module has less than a kilobyte; browsers allow compiling up to 4 kB of it at once on the main thread.
    const module = new WebAssembly.Module(Result.getOrThrow(Base64.decode(crc64Wasm)) as Uint8Array<ArrayBuffer>)
    const { memory, prepare, update } = new WebAssembly.Instance(module).exports as {
      readonly memory: WebAssembly.Memory
      readonly prepare: () => void
      readonly update: (length: number) => void
    }
    prepare()
    const state = new Uint32Array(memory.buffer, stateAddress, 2)
    const window = new Uint8Array(memory.buffer, windowAddress, windowBytes)
    return {
      state,
      update: (bytes) => {
        if (bytes.length <= windowBytes) {
          window.set(bytes)
          update(bytes.length)
          return
        }
        for (let at = 0; at < bytes.length; at += windowBytes) {
          const piece = bytes.subarray(at, at + windowBytes)
          window.set(piece)
          update(piece.length)
        }
      }
    }
  } catch {
    return undefined
  }
}
