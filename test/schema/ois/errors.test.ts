import { assert, describe, it } from "@effect/vitest"
import {
  bucketErrors,
  conditionErrors,
  contentErrors,
  documentErrors,
  objectErrors,
  oisCommonErrors,
  oisErrorCodes,
  oisStatusCodes
} from "../../../src/schema/ois/errors.ts"
import { bucketNameLength, bucketNamePattern } from "../../../src/schema/ois/limits.ts"

describe("error codes of OIS", () => {
  const sent = Object.values(oisErrorCodes).flat()

  it("are listed once, in the spelling of the service", () => {
    assert.strictEqual(new Set<string>(sent).size, sent.length)
    for (const code of sent) assert.match(code, /^[a-z]+(?:_[a-z]+)+$/)
  })

  it("of calls are all listed", () => {
    const known = new Set<string>([...sent, ...Object.values(oisStatusCodes)])
    const groups = [oisCommonErrors, bucketErrors, objectErrors, documentErrors, contentErrors, conditionErrors]
    for (const code of groups.flat()) assert.isTrue(known.has(code), code)
    for (const group of groups) assert.strictEqual(new Set<string>(group).size, group.length)
  })

  it("that stand for a status are either no code of the service or the only one of that status", () => {
    for (const [status, code] of Object.entries(oisStatusCodes)) {
      const ofStatus: ReadonlyArray<string> = oisErrorCodes[Number(status) as keyof typeof oisErrorCodes] ?? []
      assert.isTrue(!sent.some((known) => known === code) || (ofStatus.length === 1 && ofStatus[0] === code), code)
    }
  })
})

describe("bucket names of OIS", () => {
  it("have 6 to 63 small letters, digits and hyphens, with no hyphen at an end", () => {
    const { minimum, maximum } = bucketNameLength
    for (const name of ["abcdef", "a-1-b2", "012345", "a".repeat(minimum), "a".repeat(maximum)]) {
      assert.match(name, bucketNamePattern)
    }
    for (const name of [
      "",
      "abcde",
      "Abcdef",
      "abc.def",
      "abc_def",
      "-abcde",
      "abcde-",
      "a".repeat(maximum + 1),
      "中文中文中文"
    ]) {
      assert.notMatch(name, bucketNamePattern)
    }
  })
})
