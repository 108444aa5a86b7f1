import { assert, describe, it } from "@effect/vitest"
import { basicIsoTime, httpDate, isoTime, unixSeconds } from "../../../src/layers/signer/signingTime.ts"

describe("times in signatures", () => {
  it("are right for instants in any order, within a second and across seconds", () => {
    const first = 1_449_313_829_000
    for (const [millis, http, iso] of [
      [first, "Sat, 05 Dec 2015 11:10:29 GMT", "20151205T111029Z"],
      [first + 999, "Sat, 05 Dec 2015 11:10:29 GMT", "20151205T111029Z"],
      [first + 1000, "Sat, 05 Dec 2015 11:10:30 GMT", "20151205T111030Z"],
      [first, "Sat, 05 Dec 2015 11:10:29 GMT", "20151205T111029Z"],
      [0, "Thu, 01 Jan 1970 00:00:00 GMT", "19700101T000000Z"],
      [Date.UTC(2024, 1, 29, 23, 59, 59, 999), "Thu, 29 Feb 2024 23:59:59 GMT", "20240229T235959Z"]
    ] as const) {
      assert.strictEqual(httpDate(millis), http)
      assert.strictEqual(basicIsoTime(millis), iso)
    }
  })

  it("show milliseconds where a service signs them", () => {
    const first = 1_449_313_829_000
    for (const millis of [first, first + 1, first + 10, first + 999, first + 1000, first - 1, 0, 951_782_399_099]) {
      assert.strictEqual(isoTime(millis), new Date(millis).toISOString())
    }
    assert.strictEqual(isoTime(first + 7.9), "2015-12-05T11:10:29.007Z")
  })

  it("count whole seconds", () => {
    assert.strictEqual(unixSeconds(1_700_000_000_999), 1_700_000_000)
  })
})
