/**
 * Speed of the checksums against copying the same bytes, the least any pass over them costs.
 *
 * Run: `node bench/checksum.ts`
 */
import { createHash } from "node:crypto"
import { crc64, crc64Combine } from "../src/layers/checksum/crc64.ts"
import { makePortableKernel } from "../src/layers/checksum/crc64PortableKernel.ts"
import { md5, sha256 } from "../src/layers/checksum/Hash.ts"
import { portableHash } from "../src/layers/checksum/portableHash.ts"
import { microseconds, printTable } from "./measure.ts"

const sizes = [4 * 1024, 64 * 1024, 1024 * 1024]
const data = Uint8Array.from({ length: 1024 * 1024 + 1 }, (_, i) => (i * 7 + (i >>> 8)) % 256)
const copy = new Uint8Array(1024 * 1024)
const portable = makePortableKernel()

const contestants: Record<string, (bytes: Uint8Array) => unknown> = {
  "memory copy (floor)": (bytes) => copy.set(bytes),
  "CRC-64, WebAssembly": (bytes) => crc64(bytes),
  "CRC-64, JavaScript": (bytes) => portable.update(bytes),
  "MD5, native": (bytes) => md5(bytes),
  "MD5, node:crypto itself": (bytes) => createHash("md5").update(bytes).digest(),
  "MD5, JavaScript": (bytes) => portableHash.digest("md5", bytes),
  "SHA-256, native": (bytes) => sha256(bytes),
  "SHA-256, JavaScript": (bytes) => portableHash.digest("sha256", bytes)
}

const rows = Object.entries(contestants).map(([name, run]) => [
  name,
  ...sizes.flatMap((size) => {
    const bytes = data.subarray(1, size + 1)
    const time = microseconds(() => run(bytes))
    return [`${(size / time).toFixed(0)}`, time.toFixed(1)]
  })
])
const head = sizes.flatMap((size) => [`${size / 1024} KiB MB/s`, "µs"])
printTable("Checksums", [["", ...head], ...rows])

const first = crc64(data.subarray(0, 1000))
printTable("Combining CRC-64", [
  ["length of the second part", "µs"],
  ...[1, 5 * 1024 * 1024, 48_800_000_000_000].map((length) => [
    String(length),
    microseconds(() => crc64Combine(first, first, length)).toFixed(1)
  ])
])
