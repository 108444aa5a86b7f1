/**
 * Highlights and inner hits: which pieces of a row matched.
 *
 * Source: Tablestore, Search, highlight.
 */
import type { Sorter } from "./searchSort.ts"

/** Asks for the matching pieces of texts. */
export interface Highlight {
  readonly fields: ReadonlyArray<HighlightField>
  /** Whether texts are returned as they are or with HTML escaped. Default `plain`. */
  readonly encoder?: "plain" | "html" | undefined
}

/** A field whose matching pieces are returned. */
export interface HighlightField {
  readonly field: string
  readonly numberOfFragments?: number | undefined
  readonly fragmentSize?: number | undefined
  /** Default `<em>`. */
  readonly preTag?: string | undefined
  /** Default `</em>`. */
  readonly postTag?: string | undefined
  /** Default `textSequence`. */
  readonly fragmentsOrder?: "textSequence" | "score" | undefined
}

/** Asks for the nested documents that matched. */
export interface InnerHits {
  readonly sort?: ReadonlyArray<Sorter> | undefined
  readonly offset?: number | undefined
  readonly limit?: number | undefined
  readonly highlight?: Highlight | undefined
}
