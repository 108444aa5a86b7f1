/**
 * Regular expressions of filters. They come from whoever calls, so they are matched in a time that grows with the text
 * and never explodes: by RE2's rules, which know no look-around and no back-references.
 */
import { RE2JS } from "re2js"
import { maxRegexCharacters, maxRegexInstructions } from "../limits.ts"
import { parameterInvalid } from "../refusals.ts"

/** How much matching a request may still do: characters of texts times instructions of expressions. */
export interface MatchingBudget {
  left: number
}

/** The part of a text that the first group captures; absent when the text does not match. */
export type Capture = (text: string) => string | undefined

const programOf = (regex: string): RE2JS => {
  if (regex.length > maxRegexCharacters) {
    throw parameterInvalid(`A regex takes at most ${maxRegexCharacters} characters.`)
  }
  try {
    return RE2JS.compile(regex)
  } catch {
    throw parameterInvalid(`Invalid regex: '${regex}'.`)
  }
}

/** Compiles an expression. */
export const capturing = (regex: string, budget: MatchingBudget): Capture => {
  const program = programOf(regex)
  const instructions = program.programSize()
  if (instructions > maxRegexInstructions) throw parameterInvalid(`The regex is too large: '${regex}'.`)
  return (text) => {
    budget.left -= text.length * instructions
    if (budget.left < 0) throw parameterInvalid("The texts are too long for the regexes of the filter.")
    const matcher = program.matcher(text)
    if (!matcher.find() || matcher.groupCount() < 1) return undefined
    return matcher.group(1) ?? undefined
  }
}
