import { describe, expect, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { fromBasicIso, fromHttpDate, toHttpDate } from "../../src/emulator/time.ts"

const Seconds = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 4_000_000_000 }))

describe("times", () => {
  it.effect.prop("come back from both forms as they were", { seconds: Seconds }, ({ seconds }) =>
    Effect.sync(() => {
      const millis = seconds * 1000
      expect(fromHttpDate(toHttpDate(millis))).toBe(millis)
      expect(fromBasicIso(new Date(millis).toISOString().replace(/[-:]|\.\d+/g, ""))).toBe(millis)
    })
  )

  it.each(["20240229T000000Z", "20231231T235959Z"])("are read from %s", (text) => {
    expect(fromBasicIso(text)).toBeDefined()
  })

  it.each([
    "20230229T000000Z",
    "20231301T000000Z",
    "20230001T000000Z",
    "20230100T000000Z",
    "20230101T240000Z",
    "20230101T006000Z",
    "20230101T000060Z",
    "2023-01-01T00:00:00Z"
  ])("are not read from %s", (text) => {
    expect(fromBasicIso(text)).toBeUndefined()
  })

  it("of HTTP are read with and without the day of the week, in all years", () => {
    const millis = Date.parse("2015-08-16T09:05:00Z")
    expect(fromHttpDate("Sun, 16 Aug 2015 09:05:00 GMT")).toBe(millis)
    expect(fromHttpDate(" 16 Aug 2015 09:05:00 GMT ")).toBe(millis)
    expect(fromHttpDate("Mon, 01 Jan 0001 00:00:00 GMT")).toBe(Date.parse("0001-01-01T00:00:00Z"))
    expect(fromHttpDate("Thu, 29 Feb 2024 23:59:59 GMT")).toBe(Date.parse("2024-02-29T23:59:59Z"))
  })

  it.each([
    "",
    "2015-08-16T09:05:00Z",
    "Sun, 16 Aug 2015 09:05:00",
    "Sun, 16 Aug 2015 09:05:00 +0000",
    "Sun, 31 Feb 2015 09:05:00 GMT",
    "Sun, 32 Jan 2023 00:00:00 GMT",
    "Sun, 01 Foo 2023 00:00:00 GMT",
    "Sun, 16 Aug 2015 24:00:00 GMT",
    "Sun, 16 Aug 2015 09:60:00 GMT",
    "Sun, 16 Aug 2015 09:05:60 GMT"
  ])("are not read from %j", (text) => {
    expect(fromHttpDate(text)).toBeUndefined()
  })
})
