/** Splits SQL into tokens. */
import { maxSqlTokens } from "../limits.ts"
import { parameterInvalid } from "../refusals.ts"

export type Token =
  | {
      readonly _tag: "Word"
      readonly text: string
      readonly quoted: boolean
      readonly start: number
      readonly end: number
    }
  | { readonly _tag: "Number"; readonly text: string; readonly start: number; readonly end: number }
  | { readonly _tag: "Text"; readonly text: string; readonly start: number; readonly end: number }
  | { readonly _tag: "Hex"; readonly text: string; readonly start: number; readonly end: number }
  | { readonly _tag: "Symbol"; readonly text: string; readonly start: number; readonly end: number }
  | { readonly _tag: "End"; readonly text: ""; readonly start: number; readonly end: number }

export const syntaxError = (sql: string, at: number): Error =>
  parameterInvalid(
    at >= sql.length
      ? "You have an error in your SQL syntax: the statement is not complete."
      : `You have an error in your SQL syntax near '${sql.slice(at, at + 80)}'.`
  )

const pattern =
  /\s+|--(?=\s|$)[^\n]*|#[^\n]*|\/\*[\s\S]*?\*\/|(?<hex>[xX]'(?:[0-9a-fA-F]{2})*'|0x(?:[0-9a-fA-F]{2})+(?!\w))|(?<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?(?![\w.]))|(?<word>[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)|(?<name>`(?:[^`]|``)*`)|(?<text>'(?:[^'\\]|''|\\[\s\S])*'|"(?:[^"\\]|""|\\[\s\S])*")|(?<symbol><=>|<=|>=|<>|!=|&&|\|\||[-+*/%=<>(),.;!])/y

const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", "0": "\0", b: "\b", Z: "\u001a" }

const unquoted = (text: string): string => {
  const quote = text[0]!
  return text
    .slice(1, -1)
    .replaceAll(quote + quote, quote)
    .replace(/\\([\s\S])/g, (whole, char: string) => (char === "%" || char === "_" ? whole : (escapes[char] ?? char)))
}

export const tokensOf = (sql: string): ReadonlyArray<Token> => {
  const tokens: Array<Token> = []
  const scanner = new RegExp(pattern)
  let start = 0
  while (start < sql.length) {
    scanner.lastIndex = start
    const match = scanner.exec(sql)
    if (match === null) throw syntaxError(sql, start)
    const end = start + match[0].length
    const place = { start, end }
    const { hex, name, number, symbol, text, word } = match.groups ?? {}
    if (hex !== undefined) tokens.push({ _tag: "Hex", text: hex.slice(2).replace("'", ""), ...place })
    else if (number !== undefined) tokens.push({ _tag: "Number", text: number, ...place })
    else if (word !== undefined) tokens.push({ _tag: "Word", text: word, quoted: false, ...place })
    else if (name !== undefined) {
      tokens.push({ _tag: "Word", text: name.slice(1, -1).replaceAll("``", "`"), quoted: true, ...place })
    } else if (text !== undefined) tokens.push({ _tag: "Text", text: unquoted(text), ...place })
    else if (symbol !== undefined) tokens.push({ _tag: "Symbol", text: symbol, ...place })
    if (tokens.length > maxSqlTokens) {
      throw parameterInvalid(`A statement of more than ${maxSqlTokens} words and signs is not supported.`)
    }
    start = end
  }
  tokens.push({ _tag: "End", text: "", start, end: start })
  return tokens
}
