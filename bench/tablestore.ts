/**
 * Rows of ten columns: ours and the official client, each in a process of its own, against a server that answers with
 * bytes which were made and signed beforehand.
 *
 * `undici` is the floor: bodies of the same sizes, and nothing done with them. Ours checks the digest, date and signature
 * of every answer and the checksums of every row; the official client checks the latter only. Targets: putRow and getRow
 * at 16 twice as fast, batchWriteRow twice, getRange four times.
 *
 * `node bench/tablestore.ts [rounds]`
 */
import { compare } from "./compare.ts"

const rounds = Number(process.argv[2] ?? 7)

console.log("\nTablestore, rows of 10 columns")
await compare({
  server: new URL("./tablestoreServer.ts", import.meta.url),
  subject: new URL("./tablestoreSubject.ts", import.meta.url),
  names: ["ours", "tablestore", "undici"],
  rival: "tablestore",
  rounds,
  cases: [
    { kind: "putRow", concurrency: 16, count: 3000, warmup: 20000, rows: 1 },
    { kind: "getRow", concurrency: 16, count: 3000, warmup: 20000, rows: 1 },
    { kind: "batchWriteRow", concurrency: 1, count: 100, warmup: 200, rows: 200 },
    { kind: "getRange", concurrency: 1, count: 12, warmup: 20, rows: 5000 }
  ]
})
