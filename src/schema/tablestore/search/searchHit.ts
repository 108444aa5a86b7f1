/**
 * What a search tells of each row besides its columns: score, highlights, nested documents that matched.
 */
import type * as Schema from "effect/Schema"
import type * as M from "../protobuf/generated/search.ts"
import { list, oneWay } from "../protobuf/wire.ts"

/** What a search tells of a row, or of a nested document. */
export interface SearchHit {
  /** How well it matches; absent when rows are not sorted by score. */
  readonly score?: number | undefined
  /** The matching pieces, by field. */
  readonly highlights?: Readonly<Record<string, ReadonlyArray<string>>> | undefined
  /** Nested documents that matched, by path. */
  readonly innerHits?: Readonly<Record<string, ReadonlyArray<SearchHit>>> | undefined
  /** Place of a nested document in its column. */
  readonly nestedDocOffset?: number | undefined
}

/** As deep as nested documents may be, and then some. */
const maxDepth = 16

const hitFrom = (hit: M.SearchHit, depth: number): SearchHit => {
  const { score, highlightResult, searchInnerHits, nestedDocOffset } = hit
  return {
    ...(score === undefined ? {} : { score }),
    ...(highlightResult === undefined
      ? {}
      : {
          highlights: Object.fromEntries(
            highlightResult.highlightFields.map(({ fieldName = "", fieldFragments }) => [fieldName, fieldFragments])
          )
        }),
    ...(searchInnerHits.length === 0 || depth >= maxDepth
      ? {}
      : {
          innerHits: Object.fromEntries(
            searchInnerHits.map(({ path = "", searchHits }) => [
              path,
              searchHits.map((inner) => hitFrom(inner, depth + 1))
            ])
          )
        }),
    ...(nestedDocOffset === undefined ? {} : { nestedDocOffset })
  }
}

/** What a search tells of its rows, in their order. */
export const SearchHits: Schema.Codec<ReadonlyArray<SearchHit>, ReadonlyArray<M.SearchHit>> = /*#__PURE__*/ list(
  "a list of hits",
  { to: oneWay, from: (hits: ReadonlyArray<M.SearchHit>) => hits.map((hit) => hitFrom(hit, 0)) }
)
