/** Patterns with characters that stand for others. */
import { search as limits, maxLikeCharacters, maxLikeComparisons } from "./limits.ts"
import { parameterInvalid } from "./refusals.ts"

/** A character, or what may stand for it: any one, or any run of characters. */
type Part = string | { readonly any: "one" | "many" }

export type Pattern = ReadonlyArray<Part>

const checkLength = (pattern: string, maxCharacters: number): void => {
  if (pattern.length > maxCharacters) {
    throw parameterInvalid(`A wildcard pattern takes at most ${maxCharacters} characters.`)
  }
}

/** A pattern of a search: `*` stands for any run of characters, `?` for one. */
export const wildcardPattern = (pattern: string): Pattern => {
  checkLength(pattern, limits.maxWildcardCharacters)
  return Array.from(pattern, (char) => (char === "*" ? { any: "many" } : char === "?" ? { any: "one" } : char))
}

/** A pattern of LIKE: `%` stands for any run of characters, `_` for one, unless the escape stands before it. */
export const likePattern = (pattern: string, escape: string): Pattern => {
  checkLength(pattern, maxLikeCharacters)
  const parts: Array<Part> = []
  let escaped = false
  for (const character of pattern) {
    if (!escaped && character === escape) escaped = true
    else {
      parts.push(
        !escaped && character === "%" ? { any: "many" } : !escaped && character === "_" ? { any: "one" } : character
      )
      escaped = false
    }
  }
  return parts
}

/**
 * Whether a pattern fits a whole text. Goes back to the last run only, which is enough: a hostile pattern takes as many
 * comparisons as it has characters, times those of the text.
 */
export const matches = (pattern: Pattern, text: string): boolean => {
  const characters = [...text]
  if (pattern.length * characters.length > maxLikeComparisons) {
    throw parameterInvalid("The text is too long for the pattern that it is compared with.")
  }
  let [at, part, lastMany, lastAt] = [0, 0, -1, 0]
  while (at < characters.length) {
    const wanted = pattern[part]
    if (typeof wanted === "object" && wanted.any === "many") {
      lastMany = part++
      lastAt = at
    } else if (wanted !== undefined && (typeof wanted === "object" || wanted === characters[at])) {
      at++
      part++
    } else if (lastMany !== -1) {
      part = lastMany + 1
      at = ++lastAt
    } else return false
  }
  return pattern.slice(part).every((rest) => typeof rest === "object" && rest.any === "many")
}
