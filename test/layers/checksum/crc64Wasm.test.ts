import { readFile } from "node:fs/promises"
import { assert, describe, it } from "@effect/vitest"
import { assemble, target } from "../../../scripts/build-crc64.ts"

describe("the WebAssembly module of CRC-64", () => {
  it("is what the script assembles from its source", async () => {
    assert.strictEqual(await readFile(target, "utf8"), await assemble())
  })
})
