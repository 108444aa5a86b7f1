/**
 * Put and get of 4 KiB: ours, the official client and two floors.
 *
 * - `ours`: V4 signatures, CRC-64, retry policy, as by default.
 * - `ali-oss`: the official client with V4 signatures.
 * - `effect`: Effect's HttpClient over undici, nothing else.
 * - `undici`: the bare HTTP client, nothing else.
 *
 * `node bench/oss.ts [operations a round] [rounds]`
 */
import { compare } from "./compare.ts"

const operations = Number(process.argv[2] ?? 4000)
const rounds = Number(process.argv[3] ?? 5)

console.log(`\nOSS, objects of 4 KiB, ${operations} operations a round`)
await compare({
  server: new URL("./ossServer.ts", import.meta.url),
  subject: new URL("./ossSubject.ts", import.meta.url),
  names: ["ours", "ali-oss", "effect", "undici"],
  rival: "ali-oss",
  rounds,
  cases: ["put", "get"].flatMap((kind) =>
    [1, 16, 64].map((concurrency) => ({
      kind,
      concurrency,
      count: concurrency === 1 ? Math.ceil(operations / 3) : operations,
      warmup: 15000
    }))
  )
})
