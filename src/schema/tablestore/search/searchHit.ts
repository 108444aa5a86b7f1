/**
 * What a search tells of each row besides its columns: score, highlights, nested documents that matched.
 */
import * as Schema from "effect/Schema"
import { list, optional } from "../../Fields.ts"
import { dictionary, onlyField, orAbsent } from "../../wire/messageUnions.ts"
import { inMessage, message } from "../../wire/protobuf.ts"
import * as M from "../protobuf/generated/search.ts"

const InnerHit: Schema.Codec<SearchHit, M.SearchHit> = /*#__PURE__*/ Schema.suspend(() => SearchHit)

const pieces = () =>
  onlyField(
    M.HighlightResult,
    "highlightFields",
    dictionary("fieldName", onlyField(M.HighlightField, "fieldFragments", list(Schema.String)))
  )

const documents = () => dictionary("path", onlyField(M.SearchInnerHit, "searchHits", list(InnerHit)))

/** What a search tells of a row, or of a nested document. */
export class SearchHit extends /*#__PURE__*/ message(M.SearchHit, () => ({
  /** How well it matches; absent when rows are not sorted by score. */
  score: inMessage("score", optional(Schema.Number)),
  /** The matching pieces, by field. */
  highlights: inMessage("highlightResult", optional(pieces())),
  /** Nested documents that matched, by path. */
  innerHits: inMessage("searchInnerHits", orAbsent(documents())),
  /** Place of a nested document in its column. */
  nestedDocOffset: inMessage("nestedDocOffset", optional(Schema.Number))
})) {}
