/**
 * What is wrong with an input, in words a caller can act on.
 */
import * as Redacted from "effect/Redacted"
import * as SchemaIssue from "effect/SchemaIssue"
import type { InputIssue } from "./Errors.ts"

const standardIssues = /*#__PURE__*/ SchemaIssue.makeFormatterStandardSchemaV1()

const showGiven = (root: unknown, path: ReadonlyArray<PropertyKey>): string | undefined => {
  let value: any = root
  for (const step of path) {
    if (value === null || value === undefined || Redacted.isRedacted(value)) return undefined
    value = value[step]
  }
  switch (typeof value) {
    case "string":
      return JSON.stringify(value.length > 80 ? `${value.slice(0, 77)}...` : value)
    case "number":
    case "bigint":
    case "boolean":
      return String(value)
    default:
      return undefined
  }
}

const inWords = (message: string): string => {
  switch (message) {
    case "Missing key":
      return "is missing"
    case "Expected no excess property":
      return "is not a parameter of this call"
    default:
      return message.replace(/^Expected /, "must be ")
  }
}

/** Turns a Schema issue into issues a caller can act on. Of equal places only the first one is told: it is the cause. */
export const toInputIssues = (issue: SchemaIssue.Issue, input: unknown): ReadonlyArray<InputIssue> => {
  const seen = new Set<string>()
  return standardIssues(issue).issues.flatMap(({ message, path }) => {
    const steps = (path ?? []).map((step) => (typeof step === "object" ? step.key : step))
    const place = steps.map(String)
    const id = place.join("\u0000")
    if (seen.has(id)) return []
    seen.add(id)
    const given = showGiven(input, steps)
    return [{ path: place, message: inWords(message), ...(given === undefined ? {} : { given }) }]
  })
}
