import { describe, expect, it } from "vitest"
import { PlainBufferError } from "../../../../src/schema/tablestore/format/formatErrors.ts"
import { decodeRowChanges, decodeRows } from "../../../../src/schema/tablestore/format/plainBufferDecoder.ts"
import { encodeRows } from "../../../../src/schema/tablestore/format/plainBufferEncoder.ts"
import {
  autoIncrement,
  deleteAllVersions,
  deleteVersion,
  increment,
  infMin,
  put,
  type RowChange
} from "../../../../src/schema/tablestore/format/rowValue.ts"

/** Numbers that are the same in each run. */
const numbers = (seed: number) => {
  let state = seed >>> 0
  return (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const buffers: ReadonlyArray<ReadonlyArray<RowChange>> = [
  [],
  [{ primaryKey: [{ name: "k", value: 1n }], columns: [] }],
  [
    {
      primaryKey: [
        { name: "gid", value: -5n },
        { name: "uid", value: "ü-1" },
        { name: "raw", value: Uint8Array.of(0, 255, 7) }
      ],
      columns: [
        put("b", true, 1_700_000_000_000),
        put("d", -0.5, 1_700_000_000_000),
        put("s", "some text that is a little longer", 1),
        put(
          "x",
          Uint8Array.from({ length: 30 }, (_, index) => index),
          2
        )
      ]
    },
    { primaryKey: [{ name: "gid", value: -4n }], columns: [put("b", false), put("b2", "")] },
    { primaryKey: [{ name: "gid", value: -3n }], columns: [put("b", 3n, 5)], deleteMarker: true }
  ],
  [
    {
      primaryKey: [
        { name: "a", value: autoIncrement },
        { name: "b", value: infMin }
      ],
      columns: [increment("n", 5n), deleteVersion("o", 17), deleteAllVersions("p")]
    }
  ]
]

const withSequence: ReadonlyArray<RowChange> = [
  {
    primaryKey: [{ name: "k", value: "v" }],
    columns: [put("c", 1n, 5)],
    sequence: { epoch: 1, timestamp: 1_700_000_000_123_456n, rowIndex: 3 }
  }
]

/** The rows of some bytes, or undefined when they are refused as they should be. */
const tryDecode = <A>(decode: (bytes: Uint8Array) => A, bytes: Uint8Array): A | undefined => {
  try {
    return decode(bytes)
  } catch (error) {
    expect(error).toBeInstanceOf(PlainBufferError)
    const { offset } = error as PlainBufferError
    expect(Number.isInteger(offset) && offset >= 0 && offset <= bytes.length, `offset ${offset}`).toBe(true)
    return undefined
  }
}

const withoutPadding = (bytes: Uint8Array): Uint8Array => {
  let end = bytes.length
  while (end > 4 && bytes[end - 1] === 0) end--
  return bytes.subarray(0, end)
}

const mutate = (whole: Uint8Array, next: (below: number) => number): Uint8Array => {
  const bytes = whole.slice()
  const at = next(bytes.length)
  switch (next(7)) {
    case 0:
      bytes[at]! ^= 1 << next(8)
      return bytes
    case 1:
      bytes[at] = next(256)
      return bytes
    case 2:
      return bytes.subarray(0, at)
    case 3:
      return Uint8Array.of(...bytes.subarray(0, at), next(16), ...bytes.subarray(at))
    case 4:
      return Uint8Array.of(...bytes.subarray(0, at), ...bytes.subarray(Math.min(bytes.length, at + 1 + next(8))))
    case 5: {
      const view = new DataView(bytes.buffer)
      if (at + 4 <= bytes.length) view.setInt32(at, [0, -1, 1, 2 ** 31 - 1, -(2 ** 31), bytes.length][next(6)]!, true)
      return bytes
    }
    default:
      return Uint8Array.of(...bytes.subarray(0, at), ...bytes.subarray(next(bytes.length)), ...bytes.subarray(at))
  }
}

describe("mutated PlainBuffers", () => {
  it("are refused whenever a single bit is flipped", () => {
    for (const rows of buffers) {
      const whole = encodeRows(rows)
      for (let at = 0; at < whole.length; at++) {
        for (let bit = 0; bit < 8; bit++) {
          const bytes = whole.slice()
          bytes[at]! ^= 1 << bit
          expect(tryDecode(decodeRowChanges, bytes), `bit ${bit} of byte ${at}`).toBeUndefined()
        }
      }
    }
  })

  it("are refused with an offset, or are other rows that write exactly these bytes", () => {
    const next = numbers(20240506)
    let refused = 0
    let accepted = 0
    for (let round = 0; round < 4000; round++) {
      const rows = buffers[round % buffers.length]!
      const whole = encodeRows(rows)
      let bytes = mutate(whole, next)
      for (let more = next(3); more > 0 && bytes.length > 0; more--) bytes = mutate(bytes, next)
      tryDecode(decodeRows, bytes)
      const read = tryDecode(decodeRowChanges, bytes)
      if (read === undefined) {
        refused++
        continue
      }
      accepted++
      if (bytes.length === 0) {
        expect(read).toEqual([])
        continue
      }
      expect(withoutPadding(encodeRows(read))).toEqual(withoutPadding(bytes))
      if (Buffer.compare(withoutPadding(bytes), withoutPadding(whole)) !== 0) expect(read).not.toEqual(rows)
    }
    // Both happen, or the test would test nothing.
    expect(refused).toBeGreaterThan(2000)
    expect(accepted).toBeGreaterThan(20)
  })

  it("with an extension, which no checksum covers, are refused or read, and nothing else", () => {
    const next = numbers(7)
    const whole = encodeRows(withSequence)
    for (let round = 0; round < 2000; round++) tryDecode(decodeRowChanges, mutate(whole, next))
    expect(tryDecode(decodeRowChanges, whole)).toEqual(withSequence)
  })

  it("made of random bytes are refused, quickly, whatever lengths they claim", () => {
    const next = numbers(99)
    for (let round = 0; round < 500; round++) {
      const bytes = Uint8Array.from({ length: 8 + next(200) }, () => next(round % 2 === 0 ? 256 : 16))
      bytes.set([0x75, 0, 0, 0, 1, 3, 4].slice(0, 4 + next(4)))
      tryDecode(decodeRows, bytes)
      tryDecode(decodeRowChanges, bytes)
    }
    expect(tryDecode(decodeRows, Uint8Array.of(0x75, 0, 0, 0, 1, 3, 4, 255, 255, 255, 127))).toBeUndefined()
  })
})
