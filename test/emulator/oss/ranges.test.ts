import { describe, expect, it } from "@effect/vitest"
import { Result } from "effect"
import { resolveRange } from "../../../src/emulator/oss/ranges.ts"

const resolve = (header: string | undefined, size: number, behavior: "standard" | "default") => {
  const resolved = resolveRange(header, size, behavior)
  if (Result.isFailure(resolved)) return resolved.failure.code
  return resolved.success === undefined ? "whole" : `${resolved.success.first}-${resolved.success.last}`
}

describe("resolveRange", () => {
  it.each([
    // header, size, default behaviour, standard behaviour
    [undefined, 10, "whole", "whole"],
    ["bytes=0-0", 10, "0-0", "0-0"],
    ["bytes=0-9", 10, "0-9", "0-9"],
    ["bytes=3-5", 10, "3-5", "3-5"],
    ["bytes=3-", 10, "3-9", "3-9"],
    ["bytes=9-", 10, "9-9", "9-9"],
    ["bytes=-1", 10, "9-9", "9-9"],
    ["bytes=-10", 10, "0-9", "0-9"],
    ["bytes= 3 - 5", 10, "3-5", "3-5"],
    ["bytes=3-10", 10, "whole", "3-9"],
    ["bytes=0-99", 10, "whole", "0-9"],
    ["bytes=-11", 10, "whole", "0-9"],
    ["bytes=10-", 10, "whole", "InvalidRange"],
    ["bytes=10-20", 10, "whole", "InvalidRange"],
    ["bytes=-0", 10, "whole", "InvalidRange"],
    ["bytes=5-3", 10, "whole", "whole"],
    ["bytes=-", 10, "whole", "whole"],
    ["bytes=a-b", 10, "whole", "whole"],
    ["bytes=0-1,3-4", 10, "whole", "whole"],
    ["items=0-1", 10, "whole", "whole"],
    ["bytes=0-0", 0, "whole", "InvalidRange"],
    ["bytes=0-", 0, "whole", "InvalidRange"],
    ["bytes=-1", 0, "whole", "InvalidRange"]
  ])("%s of %d bytes: %s, or %s as HTTP says", (header, size, byDefault, standard) => {
    expect(resolve(header, size, "default")).toBe(byDefault)
    expect(resolve(header, size, "standard")).toBe(standard)
  })

  it("tells the size in the refusal", () => {
    const refusal = Result.getOrThrow(Result.flip(resolveRange("bytes=10-", 10, "standard")))
    expect([refusal.status, refusal.headers]).toEqual([416, { "content-range": "bytes */10" }])
  })
})
