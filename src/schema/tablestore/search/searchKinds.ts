/**
 * Queries, and what holds queries and is held by them: sorters, inner hits, score functions.
 *
 * They are in one room because each can be inside of each.
 */
import * as Schema from "effect/Schema"
import { alwaysSent, fields, list, optional } from "../../Fields.ts"
import { onlyField, union, unionOfFields } from "../../wire/messageUnions.ts"
import { inMessage, kind, message, tagged } from "../../wire/protobuf.ts"
import * as M from "../protobuf/generated/search.ts"
import { Int32, wire, word } from "../protobuf/wire.ts"
import { PointText } from "./geoPoint.ts"
import { Highlight } from "./highlight.ts"
import { Decay, FieldValueFactor } from "./scoreFunction.ts"
import { OnField, order, Variant } from "./searchValue.ts"

/** A query inside of something else. */
export const InnerQuery: Schema.Codec<Query, M.Query> = /*#__PURE__*/ Schema.suspend(() => Query)

export type SortOrder = "asc" | "desc"

/** Which value of an array counts. */
export type SortMode = "min" | "max" | "avg"

const mode = () => word({ min: M.SortMode.SORT_MODE_MIN, max: M.SortMode.SORT_MODE_MAX, avg: M.SortMode.SORT_MODE_AVG })

/** Which nested documents count when the field lies in one. */
export class NestedFilter extends /*#__PURE__*/ message(M.NestedFilter, () => ({
  /** Path of the NESTED field. */
  path: inMessage("path", Schema.String),
  /** Documents that count. */
  filter: inMessage("filter", InnerQuery)
})) {}

/** By a field. */
export class FieldSort extends /*#__PURE__*/ tagged("FieldSort", M.FieldSort, OnField, () => ({
  /** Default `asc`. */
  order: inMessage("order", alwaysSent(order(), "asc")),
  /** Which value of an array counts; the least ascending, the greatest descending when absent. */
  mode: inMessage("mode", optional(mode())),
  /** Which nested documents count when the field lies in one. */
  nestedFilter: inMessage("nestedFilter", optional(NestedFilter)),
  /** Value of rows without the field; they come last when absent. */
  missingValue: inMessage("missingValue", optional(Variant)),
  /** Field that is used for rows without the field. */
  missingField: inMessage("missingField", optional(Schema.String))
})) {}

/** By the distance from points. */
export class GeoDistanceSort extends /*#__PURE__*/ tagged("GeoDistanceSort", M.GeoDistanceSort, OnField, () => ({
  /** The points; of several the one counts that `mode` says. */
  points: inMessage("points", list(PointText)),
  /** Default `asc`. */
  order: inMessage("order", alwaysSent(order(), "asc")),
  /** Which distance counts where there are several. */
  mode: inMessage("mode", optional(mode())),
  /** Over the earth's curve, or on a plane: faster and less exact. */
  distanceType: inMessage(
    "distanceType",
    optional(word({ arc: M.GeoDistanceType.GEO_DISTANCE_ARC, plane: M.GeoDistanceType.GEO_DISTANCE_PLANE }))
  ),
  /** Which nested documents count when the field lies in one. */
  nestedFilter: inMessage("nestedFilter", optional(NestedFilter))
})) {}

/** By how well rows match. */
export class ScoreSort extends /*#__PURE__*/ tagged("ScoreSort", M.ScoreSort, () => ({
  /** Default `desc`: the best rows come first. */
  order: inMessage("order", alwaysSent(order(), "desc"))
})) {}

/** By primary key. */
export class PrimaryKeySort extends /*#__PURE__*/ tagged("PrimaryKeySort", M.PrimaryKeySort, () => ({
  /** Default `asc`. */
  order: inMessage("order", alwaysSent(order(), "asc"))
})) {}

/** By the place in the index. */
export class DocSort extends /*#__PURE__*/ tagged("DocSort", M.DocSort, () => ({
  /** Default `asc`. */
  order: inMessage("order", alwaysSent(order(), "asc"))
})) {}

/** Any sorter. */
export type Sorter = FieldSort | GeoDistanceSort | ScoreSort | PrimaryKeySort | DocSort

/** Any sorter. */
export const Sorter: Schema.Codec<Sorter, M.Sorter> = /*#__PURE__*/ unionOfFields("a sorter", M.Sorter, () => ({
  fieldSort: FieldSort,
  geoDistanceSort: GeoDistanceSort,
  scoreSort: ScoreSort,
  pkSort: PrimaryKeySort,
  docSort: DocSort
}))

/** Sorters, one after the other. */
export const Sorters: Schema.Codec<ReadonlyArray<Sorter>, M.Sort> = /*#__PURE__*/ onlyField(
  M.Sort,
  "sorter",
  /*#__PURE__*/ list(Sorter)
)

/** Asks for the nested documents that matched. */
export class InnerHits extends /*#__PURE__*/ message(M.InnerHits, () => ({
  /** Order of the documents. */
  sort: inMessage("sort", optional(Sorters)),
  /** Documents to skip. */
  offset: inMessage("offset", optional(Int32)),
  /** Documents to return. */
  limit: inMessage("limit", optional(Int32)),
  /** Asks for the matching pieces of their texts. */
  highlight: inMessage("highlight", optional(Highlight))
})) {}

const isTrue = (value: unknown): value is true => value === true

/** The presence of a message without fields. */
const Random: Schema.Codec<true, M.RandomScoreFunction> = /*#__PURE__*/ wire(isTrue, "true", {
  to: () => ({}),
  from: () => true as const
})

/** A function of a row. Of `fieldValueFactor`, `random` and `decay` one is given; with none, the weight alone counts. */
export class ScoreFunction extends /*#__PURE__*/ message(M.Function, () => ({
  /** A numeric field, changed and multiplied. */
  fieldValueFactor: inMessage("fieldValueFactor", optional(FieldValueFactor)),
  /** A random number. */
  random: inMessage("random", optional(Random)),
  /** Falls with the distance from an origin. */
  decay: inMessage("decay", optional(Decay)),
  /** What the function is multiplied by; 1 when absent. */
  weight: inMessage("weight", optional(Schema.Number)),
  /** Only rows of this query get the function. */
  filter: inMessage("filter", optional(InnerQuery))
})) {}

/** The rows of a query, their score changed by functions. */
export class ScoreFunctionsQuery extends /*#__PURE__*/ kind(
  "ScoreFunctions",
  () => M.QueryType.FUNCTIONS_SCORE_QUERY,
  M.FunctionsScoreQuery,
  () => ({
    /** The rows. */
    query: inMessage("query", InnerQuery),
    /** What changes their score. */
    functions: inMessage("functions", list(ScoreFunction)),
    /** How the functions' values become one. */
    scoreMode: inMessage(
      "scoreMode",
      optional(
        word({
          avg: M.FunctionScoreMode.FSM_AVG,
          max: M.FunctionScoreMode.FSM_MAX,
          sum: M.FunctionScoreMode.FSM_SUM,
          min: M.FunctionScoreMode.FSM_MIN,
          multiply: M.FunctionScoreMode.FSM_MULTIPLY,
          first: M.FunctionScoreMode.FSM_FIRST
        })
      )
    ),
    /** How that and the query's score become one. */
    combineMode: inMessage(
      "combineMode",
      optional(
        word({
          multiply: M.FunctionCombineMode.FCM_MULTIPLY,
          avg: M.FunctionCombineMode.FCM_AVG,
          max: M.FunctionCombineMode.FCM_MAX,
          sum: M.FunctionCombineMode.FCM_SUM,
          min: M.FunctionCombineMode.FCM_MIN,
          replace: M.FunctionCombineMode.FCM_REPLACE
        })
      )
    ),
    /** Rows below are dropped. */
    minScore: inMessage("minScore", optional(Schema.Number)),
    /** Scores above are cut. */
    maxScore: inMessage("maxScore", optional(Schema.Number))
  })
) {}

/** The query has a weight. */
export class Weighted extends /*#__PURE__*/ fields(() => ({
  /** How much the query adds to the score of a row; 1 when absent. Sent as a 32-bit float. */
  weight: inMessage("weight", optional(Schema.Number))
})) {}

/** Every row. */
export class MatchAllQuery extends /*#__PURE__*/ kind("MatchAll", () => M.QueryType.MATCH_ALL_QUERY, M.MatchAllQuery) {}

/** Rows whose text has tokens of the query's text. */
export class MatchQuery extends /*#__PURE__*/ kind(
  "Match",
  () => M.QueryType.MATCH_QUERY,
  M.MatchQuery,
  OnField,
  Weighted,
  () => ({
    /** Text whose tokens are looked for. */
    text: inMessage("text", Schema.String),
    /** Whether one token is enough or all are wanted. Default `or`. */
    operator: inMessage("operator", optional(word({ or: M.QueryOperator.OR, and: M.QueryOperator.AND }))),
    /** How many tokens must match when the operator is `or`. */
    minimumShouldMatch: inMessage("minimumShouldMatch", optional(Int32))
  })
) {}

/** Rows whose text has the tokens of the query's text next to each other and in order. */
export class MatchPhraseQuery extends /*#__PURE__*/ kind(
  "MatchPhrase",
  () => M.QueryType.MATCH_PHRASE_QUERY,
  M.MatchPhraseQuery,
  OnField,
  Weighted,
  () => ({
    /** Text whose tokens are looked for. */
    text: inMessage("text", Schema.String)
  })
) {}

/** Rows whose field is exactly the value. */
export class TermQuery extends /*#__PURE__*/ kind(
  "Term",
  () => M.QueryType.TERM_QUERY,
  M.TermQuery,
  OnField,
  Weighted,
  () => ({
    /** The value. */
    value: inMessage("term", Variant)
  })
) {}

/** Rows whose field is exactly one of the values. */
export class TermsQuery extends /*#__PURE__*/ kind(
  "Terms",
  () => M.QueryType.TERMS_QUERY,
  M.TermsQuery,
  OnField,
  Weighted,
  () => ({
    /** At most 1,024. */
    values: inMessage("terms", list(Variant))
  })
) {}

/** Rows whose field lies between two bounds. */
export class RangeQuery extends /*#__PURE__*/ kind(
  "Range",
  () => M.QueryType.RANGE_QUERY,
  M.RangeQuery,
  OnField,
  () => ({
    /** Open when absent. */
    from: inMessage("rangeFrom", optional(Variant)),
    /** Open when absent. */
    to: inMessage("rangeTo", optional(Variant)),
    /** Whether `from` itself is in the range. */
    includeFrom: inMessage("includeLower", optional(Schema.Boolean)),
    /** Whether `to` itself is in the range. */
    includeTo: inMessage("includeUpper", optional(Schema.Boolean))
  })
) {}

/** Rows whose text starts so. */
export class PrefixQuery extends /*#__PURE__*/ kind(
  "Prefix",
  () => M.QueryType.PREFIX_QUERY,
  M.PrefixQuery,
  OnField,
  Weighted,
  () => ({
    /** How it starts. */
    prefix: inMessage("prefix", Schema.String)
  })
) {}

/** Rows whose text ends so. */
export class SuffixQuery extends /*#__PURE__*/ kind(
  "Suffix",
  () => M.QueryType.SUFFIX_QUERY,
  M.SuffixQuery,
  OnField,
  Weighted,
  () => ({
    /** How it ends. */
    suffix: inMessage("suffix", Schema.String)
  })
) {}

/** Rows whose text has a form: `*` is any run of characters, `?` is one. */
export class WildcardQuery extends /*#__PURE__*/ kind(
  "Wildcard",
  () => M.QueryType.WILDCARD_QUERY,
  M.WildcardQuery,
  OnField,
  Weighted,
  () => ({
    /** At most 20 characters (32 on new instances). */
    pattern: inMessage("value", Schema.String)
  })
) {}

/** Rows that pass a combination of queries. */
export class BoolQuery extends /*#__PURE__*/ kind(
  "Bool",
  () => M.QueryType.BOOL_QUERY,
  M.BoolQuery,
  () => ({
    /** All of these, with score. */
    must: inMessage("mustQueries", list(InnerQuery)),
    /** None of these. */
    mustNot: inMessage("mustNotQueries", list(InnerQuery)),
    /** All of these, without score. */
    filter: inMessage("filterQueries", list(InnerQuery)),
    /** At least {@link minimumShouldMatch} of these. */
    should: inMessage("shouldQueries", list(InnerQuery)),
    /** How many of `should` must pass. */
    minimumShouldMatch: inMessage("minimumShouldMatch", optional(Int32))
  })
) {}

/** The rows of a query, all with score 1. */
export class ConstScoreQuery extends /*#__PURE__*/ kind(
  "ConstScore",
  () => M.QueryType.CONST_SCORE_QUERY,
  M.ConstScoreQuery,
  () => ({
    /** The rows. */
    filter: inMessage("filter", InnerQuery)
  })
) {}

/** The rows of a query, their score multiplied by a numeric field. */
export class FunctionScoreQuery extends /*#__PURE__*/ kind(
  "FunctionScore",
  () => M.QueryType.FUNCTION_SCORE_QUERY,
  M.FunctionScoreQuery,
  () => ({
    /** The rows. */
    query: inMessage("query", InnerQuery),
    /** Name of the numeric field. */
    field: inMessage("fieldValueFactor.fieldName", Schema.String)
  })
) {}

/** Rows with a nested document that passes. */
export class NestedQuery extends /*#__PURE__*/ kind(
  "Nested",
  () => M.QueryType.NESTED_QUERY,
  M.NestedQuery,
  Weighted,
  () => ({
    /** Path of the NESTED field. */
    path: inMessage("path", Schema.String),
    /** What a document must pass. */
    query: inMessage("query", InnerQuery),
    /** How the scores of the nested documents become the row's. */
    scoreMode: inMessage(
      "scoreMode",
      optional(
        word({
          none: M.ScoreMode.SCORE_MODE_NONE,
          avg: M.ScoreMode.SCORE_MODE_AVG,
          max: M.ScoreMode.SCORE_MODE_MAX,
          total: M.ScoreMode.SCORE_MODE_TOTAL,
          min: M.ScoreMode.SCORE_MODE_MIN
        })
      )
    ),
    /** Asks for the nested documents that matched. */
    innerHits: inMessage("innerHits", optional(InnerHits))
  })
) {}

/** Rows inside a rectangle. */
export class GeoBoundingBoxQuery extends /*#__PURE__*/ kind(
  "GeoBoundingBox",
  () => M.QueryType.GEO_BOUNDING_BOX_QUERY,
  M.GeoBoundingBoxQuery,
  OnField,
  () => ({
    /** The north western corner. */
    topLeft: inMessage("topLeft", PointText),
    /** The south eastern corner. */
    bottomRight: inMessage("bottomRight", PointText)
  })
) {}

/** Rows inside a circle. */
export class GeoDistanceQuery extends /*#__PURE__*/ kind(
  "GeoDistance",
  () => M.QueryType.GEO_DISTANCE_QUERY,
  M.GeoDistanceQuery,
  OnField,
  () => ({
    /** Center of the circle. */
    center: inMessage("centerPoint", PointText),
    /** Radius of the circle. */
    distanceMeters: inMessage("distance", Schema.Number)
  })
) {}

/** Rows inside a polygon of at least three points. */
export class GeoPolygonQuery extends /*#__PURE__*/ kind(
  "GeoPolygon",
  () => M.QueryType.GEO_POLYGON_QUERY,
  M.GeoPolygonQuery,
  OnField,
  () => ({
    /** The corners. */
    points: inMessage("points", list(PointText))
  })
) {}

/** Rows that have the field. */
export class ExistsQuery extends /*#__PURE__*/ kind("Exists", () => M.QueryType.EXISTS_QUERY, M.ExistsQuery, OnField) {}

/** The rows whose vectors are nearest. */
export class KnnVectorQuery extends /*#__PURE__*/ kind(
  "KnnVector",
  () => M.QueryType.KNN_VECTOR_QUERY,
  M.KnnVectorQuery,
  OnField,
  Weighted,
  () => ({
    /** Sent as 32-bit floats. */
    vector: inMessage("float32QueryVector", list(Schema.Number)),
    /** How many neighbours. */
    topK: inMessage("topK", Int32),
    /** Only rows of this query are looked at. */
    filter: inMessage("filter", optional(InnerQuery)),
    /** Rows below are dropped. */
    minScore: inMessage("minScore", optional(Schema.Number)),
    /** How many candidates each shard looks at. */
    numCandidates: inMessage("numCandidates", optional(Int32))
  })
) {}

/** Any query. */
export type Query =
  | MatchAllQuery
  | MatchQuery
  | MatchPhraseQuery
  | TermQuery
  | TermsQuery
  | RangeQuery
  | PrefixQuery
  | SuffixQuery
  | WildcardQuery
  | BoolQuery
  | ConstScoreQuery
  | FunctionScoreQuery
  | ScoreFunctionsQuery
  | NestedQuery
  | GeoBoundingBoxQuery
  | GeoDistanceQuery
  | GeoPolygonQuery
  | ExistsQuery
  | KnnVectorQuery

/** Any query. */
export const Query: Schema.Codec<Query, M.Query> = /*#__PURE__*/ union("a query", M.Query, "type", "query", () => [
  MatchAllQuery,
  MatchQuery,
  MatchPhraseQuery,
  TermQuery,
  TermsQuery,
  RangeQuery,
  PrefixQuery,
  SuffixQuery,
  WildcardQuery,
  BoolQuery,
  ConstScoreQuery,
  FunctionScoreQuery,
  ScoreFunctionsQuery,
  NestedQuery,
  GeoBoundingBoxQuery,
  GeoDistanceQuery,
  GeoPolygonQuery,
  ExistsQuery,
  KnnVectorQuery
])
