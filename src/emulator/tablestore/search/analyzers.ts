/** Turns texts into tokens. Source: Tablestore, Tokenization; dictionaries are not emulated. */
import type { Analyzer } from "../../../schema/tablestore/search/searchIndexSchema.ts"

export interface Token {
  readonly text: string
  /** Place among the tokens of the text; for runs of characters, the place in the text. */
  readonly position: number
  /** Where it is in the text. */
  readonly start: number
  readonly end: number
}

const ideograph = "[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}]"
const words = new RegExp(`${ideograph}|(?:(?!${ideograph})[\\p{L}\\p{M}\\p{N}])+`, "gu")
const lettersOrDigits = new RegExp(`${ideograph}|(?:(?!${ideograph})[\\p{L}\\p{M}])+|\\p{N}+`, "gu")

const matches = (text: string, pattern: RegExp, caseSensitive: boolean): ReadonlyArray<Token> =>
  [...text.matchAll(pattern)].map((match, position) => ({
    text: caseSensitive ? match[0] : match[0].toLowerCase(),
    position,
    start: match.index,
    end: match.index + match[0].length
  }))

const splitAt = (text: string, delimiter: string, caseSensitive: boolean): ReadonlyArray<Token> => {
  const tokens: Array<Token> = []
  let start = 0
  for (const part of text.split(delimiter)) {
    const end = start + part.length
    if (part !== "")
      tokens.push({ text: caseSensitive ? part : part.toLowerCase(), position: tokens.length, start, end })
    start = end + delimiter.length
  }
  return tokens
}

const runs = (text: string, minimum: number, maximum: number, caseSensitive: boolean): ReadonlyArray<Token> => {
  const content = caseSensitive ? text : text.toLowerCase()
  const tokens: Array<Token> = []
  for (let start = 0; start < text.length; start++) {
    for (let length = minimum; length <= maximum && start + length <= text.length; length++) {
      tokens.push({ text: content.slice(start, start + length), position: start, start, end: start + length })
    }
  }
  return tokens
}

/** The tokens of a text; the service's default analyzer when none is given. */
export const tokensOf = (text: string, analyzer: Analyzer = { _tag: "SingleWord" }): ReadonlyArray<Token> => {
  switch (analyzer._tag) {
    case "Split":
      return analyzer.delimiter === undefined
        ? matches(text, /\S+/g, analyzer.caseSensitive ?? false)
        : splitAt(text, analyzer.delimiter, analyzer.caseSensitive ?? false)
    case "Fuzzy":
      return runs(text, analyzer.minChars ?? 1, analyzer.maxChars ?? 3, analyzer.caseSensitive ?? false)
    case "SingleWord":
      return matches(text, analyzer.delimitWord === true ? lettersOrDigits : words, analyzer.caseSensitive ?? false)
    default:
      return matches(text, words, false)
  }
}
