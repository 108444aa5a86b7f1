/**
 * Queries of search indexes.
 *
 * Queries are plain data. A `number` is sent as DOUBLE and a `bigint` as INTEGER, as everywhere: write `10n` for a LONG
 * field and `10.5` for a DOUBLE one.
 *
 * **Example** (paid orders of at least 10)
 *
 * ```ts
 * import * as Query from "./searchQuery.ts"
 *
 * Query.and(
 *   Query.term("paid", true),
 *   Query.range("total", { gte: 10n }),
 *   Query.not(Query.exists("cancelledAt"))
 * )
 * ```
 *
 * Source: Tablestore, Search.
 */

import * as Schema from "effect/Schema"
import { fields, list, optional } from "../../Fields.ts"
import { union } from "../../wire/messageUnions.ts"
import { inMessage, kind } from "../../wire/protobuf.ts"
import type { ColumnValue } from "../format/rowValue.ts"
import * as M from "../protobuf/generated/search.ts"
import { Int32, word } from "../protobuf/wire.ts"
import { GeoPoint, PointText } from "./geoPoint.ts"
import { InnerHits } from "./highlight.ts"
import { InnerQuery } from "./innerQuery.ts"
import { ScoreFunctionsQuery } from "./scoreFunction.ts"
import { OnField, Variant } from "./searchValue.ts"

export { GeoPoint }

class Weighted extends /*#__PURE__*/ fields(() => ({
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

/** What is left of a record when its tag and the builder's own arguments are taken away. */
type Options<A, Given extends keyof A> = Omit<A, "_tag" | Given>

/** Every row. */
export const matchAll: MatchAllQuery = { _tag: "MatchAll" }

/** Rows whose analyzed text has one token of `text`, or all with `operator: "and"`. */
export const match = (
  field: string,
  text: string,
  options: Options<MatchQuery, "field" | "text"> = {}
): MatchQuery => ({
  _tag: "Match",
  field,
  text,
  ...options
})

/** Rows whose analyzed text has the tokens of `text` next to each other and in order. */
export const matchPhrase = (field: string, text: string, options: Weighted = {}): MatchPhraseQuery => ({
  _tag: "MatchPhrase",
  field,
  text,
  ...options
})

/** Rows whose field is exactly the value; of an array, one element. */
export const term = (field: string, value: ColumnValue, options: Weighted = {}): TermQuery => ({
  _tag: "Term",
  field,
  value,
  ...options
})

/** Rows whose field is exactly one of the values. */
export const terms = (field: string, values: ReadonlyArray<ColumnValue>, options: Weighted = {}): TermsQuery => ({
  _tag: "Terms",
  field,
  values,
  ...options
})

/** Bounds of a range: greater than, greater than or equal, less than, less than or equal. */
export interface RangeBounds {
  readonly gt?: ColumnValue | undefined
  readonly gte?: ColumnValue | undefined
  readonly lt?: ColumnValue | undefined
  readonly lte?: ColumnValue | undefined
}

/** Rows whose field lies within the bounds; `gte` wins over `gt` and `lte` over `lt`. */
export const range = (field: string, { gt, gte, lt, lte }: RangeBounds): RangeQuery => {
  const from = gte ?? gt
  const to = lte ?? lt
  return {
    _tag: "Range",
    field,
    ...(from === undefined ? {} : { from, includeFrom: gte !== undefined }),
    ...(to === undefined ? {} : { to, includeTo: lte !== undefined })
  }
}

/** Rows whose text starts with the prefix. */
export const prefix = (field: string, prefix: string, options: Weighted = {}): PrefixQuery => ({
  _tag: "Prefix",
  field,
  prefix,
  ...options
})

/** Rows whose text ends with the suffix. */
export const suffix = (field: string, suffix: string, options: Weighted = {}): SuffixQuery => ({
  _tag: "Suffix",
  field,
  suffix,
  ...options
})

/** Rows whose text has the form of the pattern: `*` is any run of characters, `?` is one. */
export const wildcard = (field: string, pattern: string, options: Weighted = {}): WildcardQuery => ({
  _tag: "Wildcard",
  field,
  pattern,
  ...options
})

/** Rows that pass a combination of queries. */
export const bool = (parts: Partial<Options<BoolQuery, never>>): BoolQuery => ({
  _tag: "Bool",
  must: parts.must ?? [],
  mustNot: parts.mustNot ?? [],
  filter: parts.filter ?? [],
  should: parts.should ?? [],
  ...(parts.minimumShouldMatch === undefined ? {} : { minimumShouldMatch: parts.minimumShouldMatch })
})

/** Rows that pass all queries. */
export const and = (...queries: ReadonlyArray<Query>): BoolQuery => bool({ must: queries })

/** Rows that pass at least one query. */
export const or = (...queries: ReadonlyArray<Query>): BoolQuery => bool({ should: queries, minimumShouldMatch: 1 })

/** Rows that do not pass the query. */
export const not = (query: Query): BoolQuery => bool({ mustNot: [query] })

/** The rows of a query, all with score 1. */
export const constScore = (filter: Query): ConstScoreQuery => ({ _tag: "ConstScore", filter })

/** The rows of a query, their score multiplied by a numeric field. */
export const functionScore = (query: Query, field: string): FunctionScoreQuery => ({
  _tag: "FunctionScore",
  query,
  field
})

/** The rows of a query, their score changed by functions of the row. */
export const scoreFunctions = (query: Query, options: Options<ScoreFunctionsQuery, "query">): ScoreFunctionsQuery => ({
  _tag: "ScoreFunctions",
  query,
  ...options
})

/** Rows with a nested document under `path` that passes. */
export const nested = (
  path: string,
  query: Query,
  options: Options<NestedQuery, "path" | "query"> = {}
): NestedQuery => ({ _tag: "Nested", path, query, ...options })

/** Rows inside a rectangle. */
export const geoBoundingBox = (field: string, box: Options<GeoBoundingBoxQuery, "field">): GeoBoundingBoxQuery => ({
  _tag: "GeoBoundingBox",
  field,
  ...box
})

/** Rows at most `distanceMeters` from the center. */
export const geoDistance = (field: string, center: GeoPoint, distanceMeters: number): GeoDistanceQuery => ({
  _tag: "GeoDistance",
  field,
  center,
  distanceMeters
})

/** Rows inside a polygon of at least three points. */
export const geoPolygon = (field: string, points: ReadonlyArray<GeoPoint>): GeoPolygonQuery => ({
  _tag: "GeoPolygon",
  field,
  points
})

/** Rows that have the field. */
export const exists = (field: string): ExistsQuery => ({ _tag: "Exists", field })

/** The `topK` rows whose vectors are nearest. */
export const knnVector = (
  field: string,
  vector: ReadonlyArray<number>,
  options: Options<KnnVectorQuery, "field" | "vector">
): KnnVectorQuery => ({ _tag: "KnnVector", field, vector, ...options })
