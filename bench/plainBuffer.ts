/**
 * PlainBuffer alone, ours beside the npm `tablestore` client's, interleaved in one process: `node bench/plainBuffer.ts`.
 *
 * Encode: 200 rows of 10 columns, a buffer each, as BatchWriteRow carries them. Decode: 5,000 rows of 10 columns in one
 * buffer, as GetRange answers. Both codecs verify every checksum.
 */
import { createRequire } from "node:module"
import { decodeRows } from "../src/schema/tablestore/format/plainBufferDecoder.ts"
import { encodeRow, encodeRows } from "../src/schema/tablestore/format/plainBufferEncoder.ts"
import type { Row } from "../src/schema/tablestore/format/rowValue.ts"

const official = createRequire(import.meta.url)("tablestore")

const version = 1_700_000_000_000

const rowOf = (index: number): Row => ({
  primaryKey: [
    { name: "tenant", value: `tenant-${index % 7}` },
    { name: "id", value: BigInt(index) }
  ],
  columns: [
    { name: "amount", value: index * 1.25, timestamp: version },
    { name: "blob", value: new Uint8Array(16).fill(index), timestamp: version },
    { name: "created", value: 1_700_000_000_000_000n + BigInt(index), timestamp: version },
    { name: "customer", value: `customer number ${index}`, timestamp: version },
    { name: "discount", value: 0.1, timestamp: version },
    { name: "note", value: "left at the door, neighbours were out", timestamp: version },
    { name: "paid", value: index % 2 === 0, timestamp: version },
    { name: "quantity", value: BigInt(index % 13), timestamp: version },
    { name: "state", value: "shipped", timestamp: version },
    { name: "weight", value: -5n, timestamp: version }
  ]
})

const written = Array.from({ length: 200 }, (_, index) => rowOf(index))
const answer = encodeRows(Array.from({ length: 5000 }, (_, index) => rowOf(index))).slice()

const toOfficial = (value: unknown): unknown =>
  typeof value === "bigint"
    ? official.Long.fromString(String(value))
    : value instanceof Uint8Array
      ? Buffer.from(value)
      : value

const writtenOfficial = written.map(({ primaryKey, columns }) => ({
  primaryKey: primaryKey.map(({ name, value }) => ({ [name]: toOfficial(value) })),
  columns: columns.map(({ name, value, timestamp }) => ({
    [name]: toOfficial(value),
    timestamp: official.Long.fromNumber(timestamp)
  }))
}))

/** Buffers as the client makes of an answer. */
const answerOfficial = { buffer: Buffer.from(answer), offset: 0, limit: answer.length }

const encodeOurs = (): number => {
  let bytes = 0
  for (const row of written) bytes += encodeRow(row).length
  return bytes
}

const encodeTheirs = (): number => {
  let bytes = 0
  for (const { primaryKey, columns } of writtenOfficial) {
    bytes += official.PlainBufferBuilder.serializeForPutRow(primaryKey, columns).length
  }
  return bytes
}

const decodeOurs = (): number => decodeRows(answer).length

const decodeTheirs = (): number =>
  new official.PlainBufferCodedInputStream(new official.PlainBufferInputStream(answerOfficial)).readRows().length

const measure = (run: () => number, times: number): number => {
  const start = process.hrtime.bigint()
  for (let index = 0; index < times; index++) run()
  return Number(process.hrtime.bigint() - start) / times / 1e6
}

const median = (values: ReadonlyArray<number>): number => values.toSorted((a, b) => a - b)[values.length >> 1]!

const compare = (name: string, ours: () => number, theirs: () => number, times: number, rounds: number): void => {
  if (ours() !== theirs()) throw new Error(`${name}: the two codecs disagree, ${ours()} and ${theirs()}`)
  const a: Array<number> = []
  const b: Array<number> = []
  // Both reach their optimised code, and the memory of results its final place.
  measure(ours, times * 10)
  measure(theirs, times * 3)
  for (let round = 0; round < rounds; round++) {
    a.push(measure(ours, times))
    b.push(measure(theirs, times))
  }
  const [x, y] = [median(a), median(b)]
  const columns = [
    name.padEnd(22),
    `ours ${x.toFixed(3)} ms`,
    `tablestore ${y.toFixed(3)} ms`,
    `${(y / x).toFixed(1)} x`
  ]
  process.stdout.write(`${columns.join("   ")}\n`)
}

compare("encode 200 x 10", encodeOurs, encodeTheirs, 20, 11)
compare("decode 5000 x 10", decodeOurs, decodeTheirs, 2, 15)
