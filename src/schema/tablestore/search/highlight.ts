/**
 * Highlights and inner hits: which pieces of a row matched.
 *
 * Source: Tablestore, Search, highlight.
 */
import * as Schema from "effect/Schema"
import { list, optional } from "../../Fields.ts"
import { inMessage, message } from "../../wire/protobuf.ts"
import * as M from "../protobuf/generated/search.ts"
import { Int32, word } from "../protobuf/wire.ts"
import { OnField } from "./searchValue.ts"

/** A field whose matching pieces are returned. */
export class HighlightField extends /*#__PURE__*/ message(M.HighlightParameter, OnField, () => ({
  /** Pieces to return at most; 1 when absent. */
  numberOfFragments: inMessage("numberOfFragments", optional(Int32)),
  /** Characters of a piece, about; 100 when absent. */
  fragmentSize: inMessage("fragmentSize", optional(Int32)),
  /** Default `<em>`. */
  preTag: inMessage("preTag", optional(Schema.String)),
  /** Default `</em>`. */
  postTag: inMessage("postTag", optional(Schema.String)),
  /** Default `textSequence`. */
  fragmentsOrder: inMessage(
    "fragmentsOrder",
    optional(word({ textSequence: M.HighlightFragmentOrder.TEXT_SEQUENCE, score: M.HighlightFragmentOrder.SCORE }))
  )
})) {}

/** Asks for the matching pieces of texts. */
export class Highlight extends /*#__PURE__*/ message(M.Highlight, () => ({
  /** Fields whose matching pieces are returned. */
  fields: inMessage("highlightParameters", list(HighlightField)),
  /** Whether texts are returned as they are or with HTML escaped. Default `plain`. */
  encoder: inMessage(
    "highlightEncoder",
    optional(word({ plain: M.HighlightEncoder.PLAIN_MODE, html: M.HighlightEncoder.HTML_MODE }))
  )
})) {}
