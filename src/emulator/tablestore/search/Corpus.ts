/** All rows of an index, with what scores need to know of them. */
import type { IndexField } from "../../../schema/tablestore/search/searchIndexSchema.ts"
import { search as limits } from "../limits.ts"
import { parameterInvalid } from "../refusals.ts"
import { type Token, tokensOf } from "./analyzers.ts"
import { type Document, fieldAt, type IndexedRow } from "./documents.ts"

/** How often tokens occur in a field. */
export interface TextFacts {
  readonly documents: number
  readonly averageTokens: number
  /** Documents that have a token. */
  readonly frequency: ReadonlyMap<string, number>
}

export class Corpus {
  readonly rows: ReadonlyArray<IndexedRow>
  readonly fields: ReadonlyMap<string, IndexField>
  private readonly tokens = new WeakMap<Document, Map<string, ReadonlyArray<Token>>>()
  private readonly facts = new Map<string, TextFacts>()
  private spent = 0

  constructor(rows: ReadonlyArray<IndexedRow>, fields: ReadonlyMap<string, IndexField>) {
    this.rows = rows
    this.fields = fields
  }

  /** Notes that so many values of hits are looked at by aggregations and groups, and refuses too many. */
  spend(values: number): void {
    this.spent += values
    if (this.spent > limits.maxAggregatedValues) {
      throw parameterInvalid(`More than ${limits.maxAggregatedValues} values to aggregate are not supported.`)
    }
  }

  /** Tokens of a TEXT field of a document. */
  tokensOf(document: Document, path: string): ReadonlyArray<Token> {
    const known = this.tokens.get(document) ?? new Map<string, ReadonlyArray<Token>>()
    this.tokens.set(document, known)
    const done = known.get(path)
    if (done !== undefined) return done
    const { analyzer } = fieldAt(this.fields, path)
    const texts = (document.values.get(path) ?? []).filter((value) => typeof value === "string")
    const tokens = texts.flatMap((text) => tokensOf(text, analyzer))
    known.set(path, tokens)
    return tokens
  }

  /** What is known of a TEXT field over all documents. */
  factsOf(path: string): TextFacts {
    const done = this.facts.get(path)
    if (done !== undefined) return done
    const frequency = new Map<string, number>()
    let total = 0
    let documents = 0
    for (const document of this.documentsWith(path)) {
      const tokens = this.tokensOf(document, path)
      if (tokens.length === 0) continue
      documents++
      total += tokens.length
      for (const text of new Set(tokens.map((token) => token.text))) frequency.set(text, (frequency.get(text) ?? 0) + 1)
    }
    const facts = { documents, averageTokens: documents === 0 ? 0 : total / documents, frequency }
    this.facts.set(path, facts)
    return facts
  }

  private documentsWith(path: string): ReadonlyArray<Document> {
    const below = (document: Document): ReadonlyArray<Document> =>
      document.values.has(path) ? [document] : [...document.nested.values()].flat().flatMap(below)
    return this.rows.flatMap(({ document }) => below(document))
  }
}
