import { describe, expect, it } from "@effect/vitest"
import { judgeConditions, readConditions } from "../../../src/emulator/objectStore/conditions.ts"

const object = { eTag: "abc", lastModifiedMillis: Date.UTC(2024, 0, 2) }
const judge = (headers: Record<string, string>, prefix?: string) =>
  judgeConditions(object, readConditions(headers, prefix))

const day = (date: number): string => `0${date} Jan 2024 00:00:00 GMT`

describe("conditions", () => {
  it("hold when there are none, or none that can be read", () => {
    expect(judge({})).toEqual({ _tag: "Met" })
    expect(judge({ "if-modified-since": "yesterday", "if-unmodified-since": "" })).toEqual({ _tag: "Met" })
  })

  it("on the ETag ignore quotes", () => {
    expect(judge({ "if-match": '"abc"' })).toEqual({ _tag: "Met" })
    expect(judge({ "if-match": '"ABC"' })).toEqual({ _tag: "Failed", header: "If-Match" })
    expect(judge({ "if-none-match": "abc" })).toEqual({ _tag: "Unchanged" })
  })

  it("on the time count whole seconds, and the very second as unchanged", () => {
    expect(judge({ "if-modified-since": day(1) })).toEqual({ _tag: "Met" })
    expect(judge({ "if-modified-since": day(2) })).toEqual({ _tag: "Unchanged" })
    expect(judge({ "if-unmodified-since": day(2) })).toEqual({ _tag: "Met" })
    expect(judge({ "if-unmodified-since": day(1) })).toEqual({ _tag: "Failed", header: "If-Unmodified-Since" })
  })

  it("that fail outrank those that find nothing changed", () => {
    expect(judge({ "if-match": "x", "if-none-match": "abc" })).toEqual({ _tag: "Failed", header: "If-Match" })
  })

  it("are read under the service's own prefix only", () => {
    const headers = { "if-match": "x", "x-source-if-none-match": "abc" }
    expect(judge(headers, "x-source-")).toEqual({ _tag: "Unchanged" })
  })
})
