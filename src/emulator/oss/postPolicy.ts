/**
 * Policies of form uploads. Source: OSS API, PostObject.
 */
import * as Result from "effect/Result"
import type { FormFields } from "../objectStore/form.ts"
import type { OssRefusal } from "./OssRefusal.ts"
import { accessDenied, entityTooLarge, entityTooSmall, invalidPolicyDocument } from "./refusals.ts"

interface PostedForm {
  readonly bucket: string
  /** By lower-case name; `key` as posted, before `${filename}` is filled in. */
  readonly fields: FormFields
  readonly fileBytes: number
}

const parseJson = (policy: string): Result.Result<Record<string, unknown>, OssRefusal> => {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(policy, "base64").toString("utf8"))
    // Refusals show conditions: nested too deeply they cannot be written.
    JSON.stringify(parsed)
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)
      ? Result.succeed(parsed as Record<string, unknown>)
      : Result.fail(invalidPolicyDocument("an object is expected."))
  } catch {
    return Result.fail(invalidPolicyDocument("invalid JSON."))
  }
}

const failed = (condition: unknown): OssRefusal =>
  accessDenied(`Invalid according to Policy: Policy Condition failed: ${JSON.stringify(condition)}`)

const malformed = (condition: unknown): OssRefusal =>
  invalidPolicyDocument(`invalid condition ${JSON.stringify(condition)}.`)

const valueOf = (name: string, { bucket, fields }: PostedForm): string => {
  const field = name.replace(/^\$/, "").toLowerCase()
  return field === "bucket" ? bucket : (fields.get(field) ?? "")
}

const isText = (value: unknown): value is string => typeof value === "string"

const checkOperator = (condition: ReadonlyArray<unknown>, form: PostedForm): Result.Result<void, OssRefusal> => {
  const [operator, first, second] = condition
  const verdict = (holds: boolean) => (holds ? Result.succeed(undefined) : Result.fail(failed(condition)))
  if (condition.length !== 3 || !isText(operator)) return Result.fail(malformed(condition))
  if (operator === "content-length-range") {
    if (!Number.isInteger(first) || !Number.isInteger(second)) return Result.fail(malformed(condition))
    const [min, max] = [first as number, second as number]
    if (form.fileBytes < min) return Result.fail(entityTooSmall(form.fileBytes, min))
    return form.fileBytes > max ? Result.fail(entityTooLarge(form.fileBytes, max)) : Result.succeed(undefined)
  }
  if (!isText(first) || !first.startsWith("$")) return Result.fail(malformed(condition))
  const value = valueOf(first, form)
  if (operator === "eq" && isText(second)) return verdict(value === second)
  if (operator === "starts-with" && isText(second)) return verdict(value.startsWith(second))
  if (operator === "in" && Array.isArray(second)) return verdict(second.includes(value))
  if (operator === "not-in" && Array.isArray(second)) return verdict(!second.includes(value))
  return Result.fail(malformed(condition))
}

const checkCondition = (condition: unknown, form: PostedForm): Result.Result<void, OssRefusal> => {
  if (Array.isArray(condition)) return checkOperator(condition, form)
  const entries = typeof condition === "object" && condition !== null ? Object.entries(condition) : []
  const [entry] = entries
  if (entry === undefined || entries.length !== 1 || !isText(entry[1])) return Result.fail(malformed(condition))
  return valueOf(entry[0], form) === entry[1] ? Result.succeed(undefined) : Result.fail(failed(condition))
}

const requiredInV4 = ["bucket", "x-oss-signature-version", "x-oss-credential", "x-oss-date"]

const namesIn = (condition: unknown): ReadonlyArray<string> =>
  Array.isArray(condition)
    ? isText(condition[1])
      ? [condition[1].replace(/^\$/, "").toLowerCase()]
      : []
    : Object.keys(condition ?? {}).map((name) => name.toLowerCase())

/**
 * Checks a posted form against its policy.
 *
 * @param policy Base64 of the policy's JSON.
 * @param nowMillis The server's time, in Unix milliseconds.
 */
export const checkPolicy = (policy: string, form: PostedForm, nowMillis: number): Result.Result<void, OssRefusal> =>
  Result.gen(function* () {
    const { conditions, expiration } = yield* parseJson(policy)
    const expiresMillis = isText(expiration) ? Date.parse(expiration) : Number.NaN
    if (!isText(expiration) || !/Z$/.test(expiration) || Number.isNaN(expiresMillis)) {
      return yield* Result.fail(invalidPolicyDocument("a valid expiration is required."))
    }
    if (!Array.isArray(conditions)) return yield* Result.fail(invalidPolicyDocument("conditions are required."))
    if (nowMillis > expiresMillis) {
      return yield* Result.fail(accessDenied("Invalid according to Policy: Policy expired."))
    }
    if (form.fields.has("x-oss-signature-version")) {
      const named = new Set(conditions.flatMap(namesIn))
      const missing = requiredInV4.find((name) => !named.has(name))
      if (missing !== undefined)
        return yield* Result.fail(invalidPolicyDocument(`a condition on ${missing} is required.`))
    }
    for (const condition of conditions) yield* checkCondition(condition, form)
  })
