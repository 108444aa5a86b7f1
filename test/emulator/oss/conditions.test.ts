import { describe, expect, it } from "@effect/vitest"
import { Result } from "effect"
import { Body } from "../../../src/emulator/Body.ts"
import type { Conditions } from "../../../src/emulator/objectStore/conditions.ts"
import { checkConditions } from "../../../src/emulator/oss/conditions.ts"
import type { StoredObject } from "../../../src/emulator/oss/state.ts"

const modified = Date.UTC(2024, 0, 2)
const object: StoredObject = {
  type: "Normal",
  body: Body.empty,
  eTag: "ABC",
  crc64: 0n,
  lastModifiedMillis: modified,
  storageClass: "Standard",
  acl: "default",
  contentHeaders: {},
  userMetadata: {},
  tags: [],
  encryption: {}
}

const check = (conditions: Conditions): string | number => {
  const checked = checkConditions(object, conditions)
  if (Result.isSuccess(checked)) return "passes"
  return checked.failure.status === 412 ? checked.failure.children!["Condition"]! : checked.failure.status
}

const before = modified - 1000
const after = modified + 1000

describe("checkConditions", () => {
  it.each([
    [{}, "passes"],
    [{ ifMatch: '"ABC"' }, "passes"],
    [{ ifMatch: "ABC" }, "passes"],
    [{ ifMatch: '"XYZ"' }, "If-Match"],
    [{ ifNoneMatch: '"XYZ"' }, "passes"],
    [{ ifNoneMatch: '"ABC"' }, 304],
    [{ ifNoneMatch: "ABC" }, 304],
    [{ ifModifiedSinceMillis: before }, "passes"],
    [{ ifModifiedSinceMillis: modified }, 304],
    [{ ifModifiedSinceMillis: after }, 304],
    [{ ifUnmodifiedSinceMillis: before }, "If-Unmodified-Since"],
    [{ ifUnmodifiedSinceMillis: modified }, "passes"],
    [{ ifUnmodifiedSinceMillis: after }, "passes"],
    [{ ifMatch: "XYZ", ifNoneMatch: "ABC" }, "If-Match"],
    [{ ifUnmodifiedSinceMillis: before, ifModifiedSinceMillis: modified }, "If-Unmodified-Since"],
    [{ ifMatch: "ABC", ifModifiedSinceMillis: modified }, 304],
    [{ ifNoneMatch: "XYZ", ifModifiedSinceMillis: modified }, 304],
    [{ ifMatch: "ABC", ifNoneMatch: "XYZ", ifModifiedSinceMillis: before, ifUnmodifiedSinceMillis: after }, "passes"]
  ] as ReadonlyArray<readonly [Conditions, string | number]>)("%j: %s", (conditions, outcome) => {
    expect(check(conditions)).toBe(outcome)
  })

  it("names the header of a copy", () => {
    const refusal = Result.getOrThrow(Result.flip(checkConditions(object, { ifMatch: "X" }, "x-oss-copy-source-")))
    expect(refusal.children).toEqual({ Condition: "x-oss-copy-source-If-Match" })
  })

  it("tells ETag and time of what was not modified", () => {
    const refusal = Result.getOrThrow(Result.flip(checkConditions(object, { ifNoneMatch: "ABC" })))
    expect(refusal.headers).toEqual({ etag: '"ABC"', "last-modified": "Tue, 02 Jan 2024 00:00:00 GMT" })
  })
})
