import { parameterInvalid } from "../refusals.ts"
import { isReserved, refused } from "./keywords.ts"
import type { Select } from "./syntax.ts"
import { syntaxError, type Token, tokensOf } from "./tokens.ts"

/** How deep expressions and queries may nest: deeper ones are an attack on the stack, not a question. */
const maxDepth = 100

/** Operators of a statement: those of the same precedence in a row nest too. */
const maxOperators = 1000

/** Reads tokens one after the other. */
export class TokenReader {
  readonly sql: string
  private readonly tokens: ReadonlyArray<Token>
  private readonly parseQuery: (reader: TokenReader) => Select
  private at = 0
  private depth = 0
  private operators = 0

  /** @param parseQuery Parses a query inside of an expression, from its SELECT on. */
  constructor(sql: string, parseQuery: (reader: TokenReader) => Select) {
    this.sql = sql
    this.tokens = tokensOf(sql)
    this.parseQuery = parseQuery
  }

  /** A query in parentheses, of which the first is read; absent when something else is there. */
  query(): Select | undefined {
    if (!this.isAt("SELECT")) return undefined
    const query = this.deeper(() => this.parseQuery(this))
    this.expectSymbol(")")
    return query
  }

  /** Notes an operator between expressions. */
  countOperator(): void {
    if (++this.operators > maxOperators)
      throw parameterInvalid(`The statement has more than ${maxOperators} operators.`)
  }

  /** Parses what may hold more of its kind. */
  deeper<A>(parse: () => A): A {
    if (this.depth >= maxDepth) throw parameterInvalid(`The statement nests more than ${maxDepth} levels deep.`)
    this.depth++
    try {
      return parse()
    } finally {
      this.depth--
    }
  }

  get current(): Token {
    return this.tokens[this.at]!
  }

  /** Where the token before the current one ended. */
  get lastEnd(): number {
    return this.at === 0 ? 0 : this.tokens[this.at - 1]!.end
  }

  /** Why nothing can be made of the current token. */
  fail(): Error {
    const construct = refused.find((words) => this.isAt(...words))
    if (construct !== undefined) return parameterInvalid(`${construct.join(" ")} is not supported.`)
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

  /** Whether the current token is a symbol. */
  isAtSymbol(symbol: string): boolean {
    return this.current._tag === "Symbol" && this.current.text === symbol
  }

  /** A name that something is given, with AS or without; absent when none is there. */
  alias(): string | undefined {
    if (this.accept("AS")) return this.value()
    if (this.isAt("FULL", "JOIN") || this.isAt("FULL", "OUTER")) return undefined
    const { current } = this
    return current._tag === "Word" && (current.quoted || !isReserved(current.text)) ? this.name() : undefined
  }

  /** The table of `table.*`; absent when something else is there. */
  tableStar(): string | undefined {
    const [name, dot, star] = this.tokens.slice(this.at, this.at + 3)
    if (name?._tag !== "Word" || dot?.text !== "." || star?._tag !== "Symbol" || star.text !== "*") return undefined
    this.at += 3
    return name.text
  }

  /** Items between commas. */
  separated<A>(one: (reader: TokenReader) => A): ReadonlyArray<A> {
    const items = [one(this)]
    while (this.acceptSymbol(",") !== undefined) items.push(one(this))
    return items
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
