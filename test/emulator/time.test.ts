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

  it.each(["Sun, 32 Jan 2023 00:00:00 GMT", "Sun, 01 Jan 2023 24:00:00 GMT", "Sun, 01 Foo 2023 00:00:00 GMT"])(
    "are not read from %s",
    (text) => {
      expect(fromHttpDate(text)).toBeUndefined()
    }
  )
})
