/** The pieces of texts that matched, and the nested documents that did. Source: Tablestore, Search, highlight. */
import type * as M from "../../../schema/tablestore/protobuf/generated/search.ts"
import type { Highlight, HighlightField } from "../../../schema/tablestore/search/highlight.ts"
import type { InnerHits } from "../../../schema/tablestore/search/searchKinds.ts"
import type { NestedQuery, Query } from "../../../schema/tablestore/search/searchQuery.ts"
import type { Sorter } from "../../../schema/tablestore/search/searchSort.ts"
import { type Token, tokensOf } from "./analyzers.ts"
import type { Corpus } from "./Corpus.ts"
import { type Document, fieldAt } from "./documents.ts"
import { nestedMatches } from "./queries.ts"
import { bestFirst, type Hit, isScored, sorted } from "./sorting.ts"

/** The queries that a query is made of, itself included. */
const parts = (query: Query): ReadonlyArray<Query> => {
  switch (query._tag) {
    case "Bool":
      return [...query.must, ...query.filter, ...query.should].flatMap(parts)
    case "ConstScore":
      return parts(query.filter)
    case "FunctionScore":
    case "ScoreFunctions":
      return parts(query.query)
    case "Nested":
      return [query, ...parts(query.query)]
    default:
      return [query]
  }
}

/** Tests which tokens of a field a query looks for. */
const tokenTests = (corpus: Corpus, query: Query, path: string): ReadonlyArray<(token: string) => boolean> => {
  const { analyzer } = fieldAt(corpus.fields, path)
  return parts(query).flatMap((part) => {
    if (!("field" in part) || part.field !== path) return []
    switch (part._tag) {
      case "Match":
      case "MatchPhrase": {
        const wanted = new Set(tokensOf(part.text, analyzer).map(({ text }) => text))
        return [(token: string) => wanted.has(token)]
      }
      case "Term":
        return [(token: string) => token === part.value]
      case "Terms":
        return [(token: string) => part.values.includes(token)]
      case "Prefix":
        return [(token: string) => token.startsWith(part.prefix)]
      case "Suffix":
        return [(token: string) => token.endsWith(part.suffix)]
      default:
        return []
    }
  })
}

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (char) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[char]!)

interface Fragment {
  readonly start: number
  readonly end: number
  readonly marked: ReadonlyArray<Token>
}

/** Cuts a text into fragments of about a size, at the starts of tokens. */
const fragmentsOf = (
  text: string,
  tokens: ReadonlyArray<Token>,
  size: number,
  isMarked: (token: string) => boolean
) => {
  const fragments: Array<Fragment> = []
  let start = 0
  let marked: Array<Token> = []
  for (const token of tokens) {
    if (token.end - start > size && token.start > start) {
      fragments.push({ start, end: token.start, marked })
      start = token.start
      marked = []
    }
    // Runs of characters overlap; what is marked already is not marked again.
    if (isMarked(token.text) && token.start >= (marked.at(-1)?.end ?? 0)) marked.push(token)
  }
  fragments.push({ start, end: text.length, marked })
  return fragments
}

const rendered = (text: string, { end, marked, start }: Fragment, field: HighlightField, html: boolean): string => {
  const { postTag = "</em>", preTag = "<em>" } = field
  const plain = (from: number, to: number) => (html ? escapeHtml(text.slice(from, to)) : text.slice(from, to))
  let at = start
  let result = ""
  for (const token of marked) {
    result += `${plain(at, token.start)}${preTag}${plain(token.start, token.end)}${postTag}`
    at = token.end
  }
  return (result + plain(at, end)).trim()
}

const highlightField = (
  corpus: Corpus,
  query: Query,
  document: Document,
  field: HighlightField,
  html: boolean
): ReadonlyArray<string> => {
  const { field: path, fragmentSize = 100, fragmentsOrder = "textSequence", numberOfFragments = 5 } = field
  const tests = tokenTests(corpus, query, path)
  if (tests.length === 0) return []
  const isMarked = (token: string) => tests.some((test) => test(token))
  const texts = (document.values.get(path) ?? []).filter((value) => typeof value === "string")
  const { analyzer } = fieldAt(corpus.fields, path)
  const found = texts.flatMap((text) => {
    const size = numberOfFragments === 0 ? Number.POSITIVE_INFINITY : fragmentSize
    return fragmentsOf(text, tokensOf(text, analyzer), size, isMarked)
      .filter(({ marked }) => marked.length > 0)
      .map((fragment) => ({ count: fragment.marked.length, text: rendered(text, fragment, field, html) }))
  })
  const ordered = fragmentsOrder === "score" ? [...found].sort((a, b) => b.count - a.count) : found
  return ordered.slice(0, numberOfFragments === 0 ? undefined : numberOfFragments).map(({ text }) => text)
}

/** The highlights of a document; absent when nothing of it is highlighted. */
export const highlight = (
  corpus: Corpus,
  query: Query,
  document: Document,
  wanted: Highlight | undefined
): M.HighlightResult | undefined => {
  if (wanted === undefined) return undefined
  const fields = wanted.fields
    .map((field) => ({
      fieldName: field.field,
      fieldFragments: highlightField(corpus, query, document, field, wanted.encoder === "html")
    }))
    .filter(({ fieldFragments }) => fieldFragments.length > 0)
  return fields.length === 0 ? undefined : { highlightFields: fields }
}

const innerHitsOf = (corpus: Corpus, nested: NestedQuery, wanted: InnerHits, hit: Hit): M.SearchInnerHit => {
  const { limit = 3, offset = 0, sort = bestFirst } = wanted
  const found = nestedMatches(
    corpus,
    nested
  )(hit.document).map((match) => ({
    ...match,
    key: String(match.offset).padStart(8, "0"),
    row: hit.row
  }))
  const page = (sorted(corpus, found, sort) as typeof found).slice(offset, offset + limit)
  return {
    path: nested.path,
    searchHits: page.map(({ document, offset, score }) => ({
      ...(isScored(sort) ? { score } : {}),
      nestedDocOffset: offset,
      highlightResult: highlight(corpus, nested.query, document, wanted.highlight),
      searchInnerHits: []
    }))
  }
}

/** What is told of a hit besides its row. */
export const searchHit = (
  corpus: Corpus,
  query: Query,
  hit: Hit,
  sort: ReadonlyArray<Sorter>,
  wanted: Highlight | undefined
): M.SearchHit => ({
  ...(isScored(sort) ? { score: hit.score } : {}),
  highlightResult: highlight(corpus, query, hit.document, wanted),
  searchInnerHits: parts(query).flatMap((part) =>
    part._tag === "Nested" && part.innerHits !== undefined ? [innerHitsOf(corpus, part, part.innerHits, hit)] : []
  )
})
