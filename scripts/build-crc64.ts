/**
 * Assembles scripts/crc64.wat into src/layers/checksum/generated/crc64Wasm.ts, so that the library needs neither a file
 * nor a fetch to have its WebAssembly module.
 *
 * Run: `node scripts/build-crc64.ts`
 */
import { readFile, writeFile } from "node:fs/promises"
import { pathToFileURL } from "node:url"
import wabt from "wabt"

const source = new URL("./crc64.wat", import.meta.url)

/** The module that the script writes. */
export const target = new URL("../src/layers/checksum/generated/crc64Wasm.ts", import.meta.url)

/** Text of the module that the script writes. */
export const assemble = async (): Promise<string> => {
  const { parseWat } = await wabt()
  const module = parseWat("crc64.wat", await readFile(source, "utf8"), { simd: true, bulk_memory: true })
  try {
    module.validate()
    const base64 = Buffer.from(module.toBinary({}).buffer).toString("base64")
    return [
      "// Made by scripts/build-crc64.ts from scripts/crc64.wat; a test compares the two.",
      "/** The WebAssembly module of CRC-64, in Base64. */",
      `export const crc64Wasm =\n  ${JSON.stringify(base64)}`,
      ""
    ].join("\n")
  } finally {
    module.destroy()
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await writeFile(target, await assemble())
}
