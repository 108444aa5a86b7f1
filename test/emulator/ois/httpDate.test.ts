import { describe, expect, it } from "@effect/vitest"
import { fromHttpDate } from "../../../src/emulator/ois/httpDate.ts"

describe("the date of a request", () => {
  it("is read in the form of HTTP, with and without the day of the week", () => {
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
    "Sun, 16 Foo 2015 09:05:00 GMT",
    "Sun, 16 Aug 2015 24:00:00 GMT",
    "Sun, 16 Aug 2015 09:60:00 GMT",
    "Sun, 16 Aug 2015 09:05:60 GMT"
  ])("is none: %j", (text) => {
    expect(fromHttpDate(text)).toBeUndefined()
  })
})
