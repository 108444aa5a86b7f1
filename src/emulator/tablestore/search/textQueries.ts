/** Queries on TEXT fields. Scores are BM25, as search engines have them by default. */
import type { MatchPhraseQuery, MatchQuery } from "../../../schema/tablestore/search/searchQuery.ts"
import { tokensOf } from "./analyzers.ts"
import type { Corpus } from "./Corpus.ts"
import { fieldAt, type Test } from "./documents.ts"

const saturation = 1.2
const lengthWeight = 0.75

/** The score of one token. */
export const tokenTest = (corpus: Corpus, path: string, text: string, weight: number): Test => {
  const { averageTokens, documents, frequency } = corpus.factsOf(path)
  const having = frequency.get(text) ?? 0
  const rarity = Math.log(1 + (documents - having + 0.5) / (having + 0.5))
  return (document) => {
    const tokens = corpus.tokensOf(document, path)
    const count = tokens.filter((token) => token.text === text).length
    if (count === 0) return undefined
    const length = 1 - lengthWeight + (lengthWeight * tokens.length) / averageTokens
    return (weight * rarity * count * (saturation + 1)) / (count + saturation * length)
  }
}

export const matchTest = (
  corpus: Corpus,
  { field: path, minimumShouldMatch, operator, text, weight = 1 }: MatchQuery
): Test => {
  const { analyzer } = fieldAt(corpus.fields, path)
  const wanted = [...new Set(tokensOf(text, analyzer).map((token) => token.text))]
  const tests = wanted.map((token) => tokenTest(corpus, path, token, weight))
  const needed = operator === "and" ? tests.length : Math.min(Math.max(minimumShouldMatch ?? 1, 1), tests.length)
  return (document) => {
    const scores = tests.map((test) => test(document)).filter((score) => score !== undefined)
    if (scores.length === 0 || scores.length < needed) return undefined
    return scores.reduce((sum, score) => sum + score, 0)
  }
}

export const phraseTest = (corpus: Corpus, { field: path, text, weight = 1 }: MatchPhraseQuery): Test => {
  const { analyzer } = fieldAt(corpus.fields, path)
  const phrase = tokensOf(text, analyzer)
  const [first] = phrase
  const tests = [...new Set(phrase.map((token) => token.text))].map((token) => tokenTest(corpus, path, token, weight))
  return (document) => {
    if (first === undefined) return undefined
    const tokens = corpus.tokensOf(document, path)
    const places = new Set(tokens.map((token) => `${token.position}:${token.text}`))
    const found = tokens.some(
      (start) =>
        start.text === first.text &&
        phrase.every(({ position, text }) => places.has(`${position - first.position + start.position}:${text}`))
    )
    return found ? tests.reduce((sum, test) => sum + (test(document) ?? 0), 0) : undefined
  }
}
