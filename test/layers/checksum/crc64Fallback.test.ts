import { assert, describe, it } from "@effect/vitest"
import { vi } from "vitest"
import { makeWasmKernel } from "../../../src/layers/checksum/crc64WasmKernel.ts"

const check = new TextEncoder().encode("123456789")

describe("CRC-64 where WebAssembly cannot run", () => {
  for (const [reason, replacement] of [
    ["it is missing", undefined],
    [
      "compiling is forbidden",
      {
        Module: class {
          constructor() {
            throw new WebAssembly.CompileError("blocked by the content security policy")
          }
        }
      }
    ]
  ] as const) {
    it(`is computed in JavaScript when ${reason}`, async () => {
      vi.stubGlobal("WebAssembly", replacement === undefined ? undefined : { ...replacement, CompileError: Error })
      try {
        assert.isUndefined(makeWasmKernel())
        vi.resetModules()
        const { crc64 } = await import("../../../src/layers/checksum/crc64.ts")
        assert.strictEqual(crc64(check), 11051210869376104954n)
      } finally {
        vi.unstubAllGlobals()
      }
    })
  }
})
