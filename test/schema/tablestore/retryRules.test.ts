import { describe, expect, it } from "vitest"
import {
  isTablestoreErrorCode,
  tablestoreCommonErrors,
  tablestoreErrors
} from "../../../src/schema/tablestore/errors.ts"
import { instanceNamePattern, namePattern } from "../../../src/schema/tablestore/limits.ts"
import { isOutcomeOpen, isThrottled, retryClass } from "../../../src/schema/tablestore/retryRules.ts"
import { group } from "./vectors.ts"

describe("error codes", () => {
  it("have the status that the vectors tell", () => {
    for (const { code, status } of group("errors")) {
      expect(isTablestoreErrorCode(code)).toBe(true)
      expect(tablestoreErrors[code as keyof typeof tablestoreErrors].status).toBe(status)
    }
  })

  it("are no names that every object has", () => {
    expect(isTablestoreErrorCode("constructor")).toBe(false)
    expect(isTablestoreErrorCode("OTSNonsense")).toBe(false)
    for (const code of tablestoreCommonErrors) expect(isTablestoreErrorCode(code)).toBe(true)
  })
})

describe("retry rules", () => {
  it("repeat any call when the service says that it did nothing", () => {
    for (const code of [
      "OTSRowOperationConflict",
      "OTSNotEnoughCapacityUnit",
      "OTSTableNotReady",
      "OTSPartitionUnavailable",
      "OTSServerBusy",
      "OTSOperationThrottled"
    ]) {
      expect(retryClass(code, "", 503), code).toBe("transient")
    }
  })

  it("repeat repeatable calls only when the outcome is open", () => {
    for (const code of ["OTSTimeout", "OTSInternalServerError", "OTSServerUnavailable"]) {
      expect(retryClass(code, "", 503), code).toBe("open")
    }
    for (const status of [408, 425, 429, 499, 500, 502, 503, 504, 520]) expect(retryClass("", "", status)).toBe("open")
    for (const status of [301, 302, 400, 403, 404]) expect(retryClass("", "", status)).toBe("no")
  })

  it("do not repeat what fails again", () => {
    expect(retryClass("OTSConditionCheckFail", "", 403)).toBe("no")
    expect(retryClass("OTSParameterInvalid", "", 400)).toBe("no")
    expect(retryClass("OTSAuthFailed", "", 403)).toBe("no")
  })

  it("read the message of an exhausted quota", () => {
    expect(retryClass("OTSQuotaExhausted", "Too frequent table operations.", 403)).toBe("transient")
    expect(retryClass("OTSQuotaExhausted", "Number of tables exceeded the quota.", 403)).toBe("no")
    expect(isThrottled("OTSQuotaExhausted", "Too frequent table operations.")).toBe(true)
    expect(isThrottled("OTSQuotaExhausted", "Number of tables exceeded the quota.")).toBe(false)
    expect(isThrottled("OTSServerBusy", "")).toBe(true)
    expect(isThrottled("OTSTimeout", "")).toBe(false)
  })

  it("leave the outcome open unless the service itself refuses", () => {
    for (const status of [302, 400, 404, 408, 499, 504, 520]) {
      expect(isOutcomeOpen("BadErrorResponse", "", status)).toBe(true)
      expect(isOutcomeOpen("", "", status)).toBe(true)
    }
    expect(isOutcomeOpen("OTSConditionCheckFail", "", 403)).toBe(false)
    expect(isOutcomeOpen("OTSServerBusy", "", 503)).toBe(false)
    expect(isOutcomeOpen("OTSTimeout", "", 503)).toBe(true)
    expect(isOutcomeOpen("OTSNeverHeardOf", "", 400)).toBe(false)
    expect(isOutcomeOpen("OTSNeverHeardOf", "", 500)).toBe(true)
  })
})

describe("names", () => {
  it("start with a letter or underscore and are at most 255 long", () => {
    for (const name of ["a", "_x", "B_2", "x".repeat(255)]) expect(namePattern.test(name), name).toBe(true)
    for (const name of ["", "1a", "a-b", "ü", "x".repeat(256), "a\n"]) expect(namePattern.test(name), name).toBe(false)
  })

  it("of instances may hold hyphens", () => {
    expect(instanceNamePattern.test("my-instance-1")).toBe(true)
    expect(instanceNamePattern.test("my.instance")).toBe(false)
  })
})
