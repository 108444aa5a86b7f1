/** Queries as messages of the wire. */

import { decodeMessage, encodeMessage } from "../../wire/protobufMessage.ts"
import * as M from "../protobuf/generated/search.ts"
import {
  type Converter,
  listOf,
  oneLevelDeeper,
  type RecordCodec,
  recordCodec,
  senseless,
  words
} from "../protobuf/recordCodec.ts"
import { innerHitsConverter } from "./highlightCodec.ts"
import { scoreFunctionsCodec } from "./scoreFunctionCodec.ts"
import type {
  BoolQuery,
  ConstScoreQuery,
  ExistsQuery,
  FunctionScoreQuery,
  GeoBoundingBoxQuery,
  GeoDistanceQuery,
  GeoPolygonQuery,
  KnnVectorQuery,
  MatchAllQuery,
  MatchPhraseQuery,
  MatchQuery,
  NestedQuery,
  PrefixQuery,
  Query,
  RangeQuery,
  SuffixQuery,
  TermQuery,
  TermsQuery,
  WildcardQuery
} from "./searchQuery.ts"
import { sortConverter, sorterConverter } from "./searchSortCodec.ts"
import { pointText, variant } from "./searchValueCodec.ts"

/** Queries as `Query` messages. */
export const queryConverter: Converter<Query, M.Query> = {
  to: (query) => toMessage(query),
  from: (message) => fromMessage(message)
}

const queries = /*#__PURE__*/ listOf(queryConverter)

/** Sorters as `Sorter` messages. */
export const sorters = /*#__PURE__*/ sorterConverter(queryConverter)

/** Orders as `Sort` messages. */
export const sorts = /*#__PURE__*/ sortConverter(sorters)

const operators = /*#__PURE__*/ words("MatchQuery", { or: M.QueryOperator.OR, and: M.QueryOperator.AND })

const scoreModes = /*#__PURE__*/ words("NestedQuery", {
  none: M.ScoreMode.SCORE_MODE_NONE,
  avg: M.ScoreMode.SCORE_MODE_AVG,
  max: M.ScoreMode.SCORE_MODE_MAX,
  total: M.ScoreMode.SCORE_MODE_TOTAL,
  min: M.ScoreMode.SCORE_MODE_MIN
})

const fieldOnly: Converter<string, M.FieldValueFactor> = {
  to: (fieldName) => ({ fieldName }),
  from: ({ fieldName }) => {
    if (fieldName === undefined) throw senseless("FieldValueFactor", "the field fieldName is missing")
    return fieldName
  }
}

/** Of each kind of query, its number and how it is written. */
const kinds: { readonly [Tag in Query["_tag"]]: readonly [M.QueryType, RecordCodec<any, any>] } = {
  MatchAll: [M.QueryType.MATCH_ALL_QUERY, recordCodec<MatchAllQuery>()(M.MatchAllQuery, "MatchAll", {}, [])],
  Match: [
    M.QueryType.MATCH_QUERY,
    recordCodec<MatchQuery>()(
      M.MatchQuery,
      "Match",
      {
        field: "fieldName",
        text: "text",
        minimumShouldMatch: "minimumShouldMatch",
        operator: ["operator", operators],
        weight: "weight"
      },
      ["field", "text"]
    )
  ],
  MatchPhrase: [
    M.QueryType.MATCH_PHRASE_QUERY,
    recordCodec<MatchPhraseQuery>()(
      M.MatchPhraseQuery,
      "MatchPhrase",
      { field: "fieldName", text: "text", weight: "weight" },
      ["field", "text"]
    )
  ],
  Term: [
    M.QueryType.TERM_QUERY,
    recordCodec<TermQuery>()(M.TermQuery, "Term", { field: "fieldName", value: ["term", variant], weight: "weight" }, [
      "field",
      "value"
    ])
  ],
  Terms: [
    M.QueryType.TERMS_QUERY,
    recordCodec<TermsQuery>()(
      M.TermsQuery,
      "Terms",
      { field: "fieldName", values: ["terms", listOf(variant)], weight: "weight" },
      ["field", "values"]
    )
  ],
  Range: [
    M.QueryType.RANGE_QUERY,
    recordCodec<RangeQuery>()(
      M.RangeQuery,
      "Range",
      {
        field: "fieldName",
        from: ["rangeFrom", variant],
        to: ["rangeTo", variant],
        includeFrom: "includeLower",
        includeTo: "includeUpper"
      },
      ["field"]
    )
  ],
  Prefix: [
    M.QueryType.PREFIX_QUERY,
    recordCodec<PrefixQuery>()(M.PrefixQuery, "Prefix", { field: "fieldName", prefix: "prefix", weight: "weight" }, [
      "field",
      "prefix"
    ])
  ],
  Suffix: [
    M.QueryType.SUFFIX_QUERY,
    recordCodec<SuffixQuery>()(M.SuffixQuery, "Suffix", { field: "fieldName", suffix: "suffix", weight: "weight" }, [
      "field",
      "suffix"
    ])
  ],
  Wildcard: [
    M.QueryType.WILDCARD_QUERY,
    recordCodec<WildcardQuery>()(
      M.WildcardQuery,
      "Wildcard",
      { field: "fieldName", pattern: "value", weight: "weight" },
      ["field", "pattern"]
    )
  ],
  Bool: [
    M.QueryType.BOOL_QUERY,
    recordCodec<BoolQuery>()(
      M.BoolQuery,
      "Bool",
      {
        must: ["mustQueries", queries],
        mustNot: ["mustNotQueries", queries],
        filter: ["filterQueries", queries],
        should: ["shouldQueries", queries],
        minimumShouldMatch: "minimumShouldMatch"
      },
      ["must", "mustNot", "filter", "should"]
    )
  ],
  ConstScore: [
    M.QueryType.CONST_SCORE_QUERY,
    recordCodec<ConstScoreQuery>()(M.ConstScoreQuery, "ConstScore", { filter: ["filter", queryConverter] }, ["filter"])
  ],
  FunctionScore: [
    M.QueryType.FUNCTION_SCORE_QUERY,
    recordCodec<FunctionScoreQuery>()(
      M.FunctionScoreQuery,
      "FunctionScore",
      { query: ["query", queryConverter], field: ["fieldValueFactor", fieldOnly] },
      ["query", "field"]
    )
  ],
  ScoreFunctions: [M.QueryType.FUNCTIONS_SCORE_QUERY, scoreFunctionsCodec(queryConverter)],
  Nested: [
    M.QueryType.NESTED_QUERY,
    recordCodec<NestedQuery>()(
      M.NestedQuery,
      "Nested",
      {
        path: "path",
        query: ["query", queryConverter],
        scoreMode: ["scoreMode", scoreModes],
        weight: "weight",
        innerHits: ["innerHits", innerHitsConverter(sorts)]
      },
      ["path", "query"]
    )
  ],
  GeoBoundingBox: [
    M.QueryType.GEO_BOUNDING_BOX_QUERY,
    recordCodec<GeoBoundingBoxQuery>()(
      M.GeoBoundingBoxQuery,
      "GeoBoundingBox",
      { field: "fieldName", topLeft: ["topLeft", pointText], bottomRight: ["bottomRight", pointText] },
      ["field", "topLeft", "bottomRight"]
    )
  ],
  GeoDistance: [
    M.QueryType.GEO_DISTANCE_QUERY,
    recordCodec<GeoDistanceQuery>()(
      M.GeoDistanceQuery,
      "GeoDistance",
      { field: "fieldName", center: ["centerPoint", pointText], distanceMeters: "distance" },
      ["field", "center", "distanceMeters"]
    )
  ],
  GeoPolygon: [
    M.QueryType.GEO_POLYGON_QUERY,
    recordCodec<GeoPolygonQuery>()(
      M.GeoPolygonQuery,
      "GeoPolygon",
      { field: "fieldName", points: ["points", listOf(pointText)] },
      ["field", "points"]
    )
  ],
  Exists: [
    M.QueryType.EXISTS_QUERY,
    recordCodec<ExistsQuery>()(M.ExistsQuery, "Exists", { field: "fieldName" }, ["field"])
  ],
  KnnVector: [
    M.QueryType.KNN_VECTOR_QUERY,
    recordCodec<KnnVectorQuery>()(
      M.KnnVectorQuery,
      "KnnVector",
      {
        field: "fieldName",
        topK: "topK",
        vector: "float32QueryVector",
        filter: ["filter", queryConverter],
        weight: "weight",
        minScore: "minScore",
        numCandidates: "numCandidates"
      },
      ["field", "topK", "vector"]
    )
  ]
}

const byType = /*#__PURE__*/ new Map(/*#__PURE__*/ Object.values(kinds).map(([type, codec]) => [type as number, codec]))

const toMessage = (query: Query): M.Query =>
  oneLevelDeeper("Query", () => {
    const kind = kinds[query._tag]
    if (kind === undefined) throw senseless("Query", `there is no query ${JSON.stringify(query._tag)}`)
    return { type: kind[0], query: kind[1].encode(query) }
  })

const fromMessage = ({ type, query }: M.Query): Query =>
  oneLevelDeeper("Query", () => {
    const codec = type === undefined ? undefined : byType.get(type)
    if (codec === undefined) throw senseless("Query", `there is no query type ${String(type)}`)
    // A kind without fields may leave them out altogether.
    return codec.decode(query ?? noBytes) as Query
  })

const noBytes = /*#__PURE__*/ new Uint8Array(0)

/** The bytes of a query. Throws `WireError`. */
export const encodeQuery = (query: Query): Uint8Array => encodeMessage(M.Query, toMessage(query))

/** The query of some bytes. Throws `WireError`. */
export const decodeQuery = (bytes: Uint8Array): Query => fromMessage(decodeMessage(M.Query, bytes))
