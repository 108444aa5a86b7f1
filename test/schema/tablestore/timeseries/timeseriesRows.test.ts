import { describe, expect, it } from "vitest"
import { crc32c } from "../../../../src/schema/tablestore/format/crc32c.ts"
import { writeFlatBuffer } from "../../../../src/schema/tablestore/format/flatBufferWriter.ts"
import { FlatBufferError } from "../../../../src/schema/tablestore/format/formatErrors.ts"
import type { TimeseriesRow } from "../../../../src/schema/tablestore/timeseries/timeseriesRow.ts"
import {
  checkTimeseriesRows,
  decodeTimeseriesRows,
  encodeTimeseriesRows
} from "../../../../src/schema/tablestore/timeseries/timeseriesRows.ts"

const row = (measurement: string, time: bigint, fields: TimeseriesRow["fields"], tags = {}): TimeseriesRow => ({
  key: { measurement, source: "host-1", tags },
  time,
  fields
})

const rows: ReadonlyArray<TimeseriesRow> = [
  row(
    "cpu",
    1_700_000_000_000_000n,
    { idle: 0.5, cores: 8n, busy: false, name: "ä", raw: Uint8Array.of(1) },
    { dc: "a" }
  ),
  row(
    "cpu",
    1_700_000_000_000_001n,
    { idle: 0.25, cores: 9n, busy: true, name: "", raw: new Uint8Array(0) },
    { dc: "b" }
  ),
  row("mem", -1n, { free: -(2n ** 63n), used: 2n ** 63n - 1n })
]

const byField = (all: ReadonlyArray<TimeseriesRow>) =>
  all.map((one) => ({ ...one, fields: Object.fromEntries(Object.entries(one.fields).sort()) }))

describe("time series rows", () => {
  it("are read as they were written", () => {
    expect(decodeTimeseriesRows(encodeTimeseriesRows(rows).bytes)).toEqual(byField(rows))
  })

  it("may have hundreds of fields and tags", () => {
    const wide = row(
      "m",
      1n,
      Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`f${1000 + index}`, BigInt(index)])),
      Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`t${100 + index}`, `v${index}`]))
    )
    const many = Array.from({ length: 20 }, () => wide)
    expect(decodeTimeseriesRows(encodeTimeseriesRows(many).bytes)).toEqual(many)
  })

  it("carry a CRC-32C that is checked", () => {
    expect(crc32c(new TextEncoder().encode("123456789"))).toBe(0xe3069283)
    const encoded = encodeTimeseriesRows(rows)
    expect(() => checkTimeseriesRows(encoded)).not.toThrow()
    expect(() => checkTimeseriesRows({ ...encoded, crc32c: encoded.crc32c ^ 1 })).toThrow(FlatBufferError)
  })

  it("have their tags read from the text when there is no list", () => {
    const withTags = (text: string): Uint8Array =>
      writeFlatBuffer([
        {
          kind: "tables",
          value: [
            [
              { kind: "string", value: "m" },
              { kind: "strings", value: [] },
              { kind: "int8s", value: [] },
              { kind: "tables", value: [[undefined, { kind: "string", value: text }, { kind: "int64", value: 5n }]] }
            ]
          ]
        }
      ])
    const tags = (text: string) => decodeTimeseriesRows(withTags(text))[0]!.key.tags
    expect(tags("[]")).toEqual({})
    expect(tags('["a=1","b=x=y"]')).toEqual({ a: "1", b: "x=y" })
    expect(() => tags("nonsense")).toThrow(FlatBufferError)
  })

  it("fail with an offset, whatever byte is changed or cut off", () => {
    const { bytes } = encodeTimeseriesRows(rows)
    const attempt = (changed: Uint8Array): void => {
      try {
        decodeTimeseriesRows(changed)
      } catch (error) {
        expect(error).toBeInstanceOf(FlatBufferError)
      }
    }
    for (let at = 0; at < bytes.length; at++) {
      attempt(bytes.subarray(0, at))
      for (const byte of [0x00, 0x7f, 0x80, 0xff]) {
        const changed = bytes.slice()
        changed[at] = byte
        attempt(changed)
      }
    }
  })
})
