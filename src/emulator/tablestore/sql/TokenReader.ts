import { syntaxError, type Token, tokensOf } from "./tokens.ts"

/** Reads tokens one after the other. */
export class TokenReader {
  readonly sql: string
  private readonly tokens: ReadonlyArray<Token>
  private at = 0

  constructor(sql: string) {
    this.sql = sql
    this.tokens = tokensOf(sql)
  }

  get current(): Token {
    return this.tokens[this.at]!
  }

  /** Where the token before the current one ended. */
  get lastEnd(): number {
    return this.at === 0 ? 0 : this.tokens[this.at - 1]!.end
  }

  fail(): Error {
    return syntaxError(this.sql, this.current.start)
  }

  next(): Token {
    const token = this.current
    if (token._tag !== "End") this.at++
    return token
  }

  /** Whether the next tokens are these keywords. */
  isAt(...keywords: ReadonlyArray<string>): boolean {
    return keywords.every((keyword, i) => {
      const token = this.tokens[Math.min(this.at + i, this.tokens.length - 1)]!
      return token._tag === "Word" && !token.quoted && token.text.toUpperCase() === keyword
    })
  }

  /** Steps over keywords when they are next. */
  accept(...keywords: ReadonlyArray<string>): boolean {
    if (!this.isAt(...keywords)) return false
    this.at += keywords.length
    return true
  }

  expect(...keywords: ReadonlyArray<string>): void {
    if (!this.accept(...keywords)) throw this.fail()
  }

  /** Steps over a symbol when it is next. */
  acceptSymbol(...symbols: ReadonlyArray<string>): string | undefined {
    const token = this.current
    if (token._tag !== "Symbol" || !symbols.includes(token.text)) return undefined
    this.at++
    return token.text
  }

  expectSymbol(symbol: string): void {
    if (this.acceptSymbol(symbol) === undefined) throw this.fail()
  }

  /** A name. */
  name(): string {
    const token = this.current
    if (token._tag !== "Word") throw this.fail()
    this.at++
    return token.text
  }

  /** A text in quotes. */
  text(): string {
    const token = this.current
    if (token._tag !== "Text") throw this.fail()
    this.at++
    return token.text
  }

  /** A name or a text in quotes. */
  value(): string {
    return this.current._tag === "Text" ? this.text() : this.name()
  }

  /** A number without fraction and sign. */
  count(): number {
    const token = this.current
    if (token._tag !== "Number" || !/^\d{1,15}$/.test(token.text)) throw this.fail()
    this.at++
    return Number(token.text)
  }
}
