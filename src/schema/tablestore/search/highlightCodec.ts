/** Highlights and inner hits as messages of the wire. */
import * as M from "../protobuf/generated/search.ts"
import { type Converter, listOf, nested, recordCodec, words } from "../protobuf/recordCodec.ts"
import type { Highlight, HighlightField, InnerHits } from "./highlight.ts"
import type { Sorter } from "./searchSort.ts"

const encoders = /*#__PURE__*/ words("HighlightEncoder", {
  plain: M.HighlightEncoder.PLAIN_MODE,
  html: M.HighlightEncoder.HTML_MODE
})

const fragmentOrders = /*#__PURE__*/ words("HighlightFragmentOrder", {
  textSequence: M.HighlightFragmentOrder.TEXT_SEQUENCE,
  score: M.HighlightFragmentOrder.SCORE
})

const fieldCodec = /*#__PURE__*/ recordCodec<HighlightField>()(
  M.HighlightParameter,
  undefined,
  {
    field: "fieldName",
    numberOfFragments: "numberOfFragments",
    fragmentSize: "fragmentSize",
    preTag: "preTag",
    postTag: "postTag",
    fragmentsOrder: ["fragmentsOrder", fragmentOrders]
  },
  ["field"]
)

/** Highlights as `Highlight` messages. */
export const highlightCodec = /*#__PURE__*/ recordCodec<Highlight>()(
  M.Highlight,
  undefined,
  {
    fields: ["highlightParameters", listOf(nested(() => fieldCodec))],
    encoder: ["highlightEncoder", encoders]
  },
  ["fields"]
)

/** Inner hits as `InnerHits` messages. */
export const innerHitsConverter = (sort: Converter<ReadonlyArray<Sorter>, M.Sort>): Converter<InnerHits, M.InnerHits> =>
  nested(() =>
    recordCodec<InnerHits>()(
      M.InnerHits,
      undefined,
      {
        sort: ["sort", sort],
        offset: "offset",
        limit: "limit",
        highlight: ["highlight", nested(() => highlightCodec)]
      },
      []
    )
  )
