import { assert, describe, it } from "@effect/vitest"
import * as DateTime from "effect/DateTime"
import * as Schema from "effect/Schema"
import * as SchemaParser from "effect/SchemaParser"
import {
  ETag,
  HttpDate,
  IsoDay,
  IsoTime,
  PercentEncodedPath,
  UnixSeconds,
  WireBoolean,
  WireInt,
  WireSize,
  WireUint64
} from "../../src/schema/wireText.ts"

const decode = <A>(schema: Schema.Codec<A, string>, text: string): A => Schema.decodeUnknownSync(schema)(text)
const encode = <A>(schema: Schema.Codec<A, string>, value: A): string => Schema.encodeSync(schema)(value)
const isRefused = (schema: Schema.Codec<any, string>, text: string): boolean =>
  SchemaParser.decodeUnknownResult(schema)(text)._tag === "Failure"

const millisOf = (schema: Schema.Codec<DateTime.Utc, string>, text: string) =>
  DateTime.toEpochMillis(decode(schema, text))

/** Times that all forms can hold: years 1 to 9999. */
const Millis = Schema.Int.check(
  Schema.isBetween({ minimum: Date.UTC(1000, 0, 1), maximum: Date.UTC(9999, 11, 31, 23, 59, 59, 999) })
)

describe("times in headers", () => {
  it("are HTTP dates", () => {
    assert.strictEqual(millisOf(HttpDate, "Sat, 05 Dec 2015 11:10:29 GMT"), 1_449_313_829_000)
    assert.strictEqual(encode(HttpDate, DateTime.makeUnsafe(1_449_313_829_000)), "Sat, 05 Dec 2015 11:10:29 GMT")
    assert.strictEqual(encode(HttpDate, DateTime.makeUnsafe(0)), "Thu, 01 Jan 1970 00:00:00 GMT")
    assert.strictEqual(encode(HttpDate, DateTime.makeUnsafe(1_449_313_829_999)), "Sat, 05 Dec 2015 11:10:29 GMT")
  })

  it("that are none are refused", () => {
    for (const text of ["", "yesterday", "0", "12", "Sat, 99 Dec 2015 11:10:29 GMT"]) {
      assert.isTrue(isRefused(HttpDate, text), text)
    }
  })

  it.prop("come back as they were, to the second", { millis: Millis }, ({ millis }) => {
    const time = DateTime.makeUnsafe(millis)
    assert.strictEqual(millisOf(HttpDate, encode(HttpDate, time)), Math.floor(millis / 1000) * 1000)
  })

  it.prop("are English whatever happens", { millis: Millis }, ({ millis }) => {
    assert.match(
      encode(HttpDate, DateTime.makeUnsafe(millis)),
      /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d GMT$/
    )
  })
})

describe("times in documents", () => {
  it("are ISO 8601 with milliseconds", () => {
    assert.strictEqual(millisOf(IsoTime, "2015-12-05T00:00:00.000Z"), 1_449_273_600_000)
    assert.strictEqual(encode(IsoTime, DateTime.makeUnsafe(1_449_273_600_000)), "2015-12-05T00:00:00.000Z")
    assert.strictEqual(millisOf(IsoTime, "2015-12-05T00:00:00Z"), 1_449_273_600_000)
    assert.strictEqual(millisOf(IsoTime, "2015-12-05T08:00:00.000+08:00"), 1_449_273_600_000)
  })

  it("that are none are refused", () => {
    for (const text of ["", "2015", "2015-13-05T00:00:00.000Z", "2015-12-05T00:00:00.000", "Sat, 05 Dec 2015", "0"]) {
      assert.isTrue(isRefused(IsoTime, text), text)
    }
  })

  it.prop("come back as they were", { millis: Millis }, ({ millis }) => {
    assert.strictEqual(millisOf(IsoTime, encode(IsoTime, DateTime.makeUnsafe(millis))), millis)
  })

  it("of days are their midnight", () => {
    const noon = DateTime.makeUnsafe("2015-12-05T12:34:56.789Z")
    assert.strictEqual(encode(IsoDay, noon), "2015-12-05T00:00:00.000Z")
    assert.strictEqual(millisOf(IsoDay, "2015-12-05T00:00:00.000Z"), 1_449_273_600_000)
    assert.strictEqual(millisOf(IsoDay, "2015-12-05"), 1_449_273_600_000)
  })
})

describe("times as Unix seconds", () => {
  it.prop("come back as they were, to the second", { millis: Millis }, ({ millis }) => {
    const text = encode(UnixSeconds, DateTime.makeUnsafe(millis))
    assert.match(text, /^-?\d+$/)
    assert.strictEqual(millisOf(UnixSeconds, text), Math.floor(millis / 1000) * 1000)
  })

  it("that are no numbers are refused", () => {
    for (const text of ["soon", "12s", "NaN", "Infinity"]) assert.isTrue(isRefused(UnixSeconds, text), text)
  })
})

describe("numbers", () => {
  it("that JavaScript would accept and no service writes are refused", () => {
    for (const text of ["", " ", "0x10", "1e3", "1.5", "+1", "1_000", "NaN", "Infinity", " 1", "１"]) {
      assert.isTrue(isRefused(WireInt, text), `int ${text}`)
      assert.isTrue(isRefused(WireSize, text), `size ${text}`)
      assert.isTrue(isRefused(WireUint64, text), `uint64 ${text}`)
    }
    assert.isTrue(isRefused(WireSize, "-1"))
    assert.isTrue(isRefused(WireUint64, "-1"))
    assert.isTrue(isRefused(WireInt, "9007199254740993"))
  })

  it.prop("come back as they were", { value: Schema.Int }, ({ value }) => {
    assert.strictEqual(decode(WireInt, encode(WireInt, value)), value)
  })

  it("of 64 bits lose nothing", () => {
    for (const text of ["0", "18446744073709551615", "9053223635573733803"]) {
      assert.strictEqual(decode(WireUint64, text), BigInt(text))
      assert.strictEqual(encode(WireUint64, BigInt(text)), text)
    }
  })
})

describe("truth", () => {
  it("is read whatever the letter case, and written small", () => {
    for (const text of ["true", "True", "TRUE"]) assert.isTrue(decode(WireBoolean, text))
    for (const text of ["false", "False"]) assert.isFalse(decode(WireBoolean, text))
    assert.strictEqual(encode(WireBoolean, true), "true")
    assert.strictEqual(encode(WireBoolean, false), "false")
    for (const text of ["", "1", "yes", "truer"]) assert.isTrue(isRefused(WireBoolean, text), text)
  })
})

describe("ETags", () => {
  it("are quoted on the wire and bare here", () => {
    assert.strictEqual(decode(ETag, '"5B3C1A2E053D763E1B002CC607C5A0FE"'), "5B3C1A2E053D763E1B002CC607C5A0FE")
    assert.strictEqual(decode(ETag, "5B3C1A2E053D763E1B002CC607C5A0FE"), "5B3C1A2E053D763E1B002CC607C5A0FE")
    assert.strictEqual(encode(ETag, "5B3C-2"), '"5B3C-2"')
  })

  it.prop("come back as they were", { tag: Schema.String.check(Schema.isPattern(/^[0-9A-F-]{1,40}$/)) }, ({ tag }) => {
    assert.strictEqual(decode(ETag, encode(ETag, tag)), tag)
  })
})

describe("paths", () => {
  it("are percent-encoded on the wire but for their slashes", () => {
    assert.strictEqual(encode(PercentEncodedPath, "a b/c+d%e?#你"), "a%20b/c%2Bd%25e%3F%23%E4%BD%A0")
    assert.strictEqual(decode(PercentEncodedPath, "a%20b/c%2bd"), "a b/c+d")
    assert.strictEqual(decode(PercentEncodedPath, "100%"), "100%")
  })

  it.prop("come back as they were", { path: Schema.String }, ({ path }) => {
    const text = path.toWellFormed()
    assert.strictEqual(decode(PercentEncodedPath, encode(PercentEncodedPath, text)), text)
  })
})
