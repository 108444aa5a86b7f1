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

import type { ColumnValue } from "../format/rowValue.ts"
import type { InnerHits } from "./highlight.ts"
import type { ScoreFunctionsQuery } from "./scoreFunction.ts"

/** A point on the earth, in degrees. */
export interface GeoPoint {
  readonly latitude: number
  readonly longitude: number
}

/** How much a query adds to the score of a row; 1 when absent. Sent as a 32-bit float. */
interface Weighted {
  readonly weight?: number | undefined
}

/** Every row. */
export interface MatchAllQuery {
  readonly _tag: "MatchAll"
}

/** Rows whose text has tokens of the query's text. */
export interface MatchQuery extends Weighted {
  readonly _tag: "Match"
  readonly field: string
  readonly text: string
  /** Whether one token is enough or all are wanted. Default `or`. */
  readonly operator?: "or" | "and" | undefined
  /** How many tokens must match when the operator is `or`. */
  readonly minimumShouldMatch?: number | undefined
}

/** Rows whose text has the tokens of the query's text next to each other and in order. */
export interface MatchPhraseQuery extends Weighted {
  readonly _tag: "MatchPhrase"
  readonly field: string
  readonly text: string
}

/** Rows whose field is exactly the value. */
export interface TermQuery extends Weighted {
  readonly _tag: "Term"
  readonly field: string
  readonly value: ColumnValue
}

/** Rows whose field is exactly one of the values. */
export interface TermsQuery extends Weighted {
  readonly _tag: "Terms"
  readonly field: string
  /** At most 1,024. */
  readonly values: ReadonlyArray<ColumnValue>
}

/** Rows whose field lies between two bounds. */
export interface RangeQuery {
  readonly _tag: "Range"
  readonly field: string
  /** Open when absent. */
  readonly from?: ColumnValue | undefined
  /** Open when absent. */
  readonly to?: ColumnValue | undefined
  readonly includeFrom?: boolean | undefined
  readonly includeTo?: boolean | undefined
}

/** Rows whose text starts so. */
export interface PrefixQuery extends Weighted {
  readonly _tag: "Prefix"
  readonly field: string
  readonly prefix: string
}

/** Rows whose text ends so. */
export interface SuffixQuery extends Weighted {
  readonly _tag: "Suffix"
  readonly field: string
  readonly suffix: string
}

/** Rows whose text has a form: `*` is any run of characters, `?` is one. */
export interface WildcardQuery extends Weighted {
  readonly _tag: "Wildcard"
  readonly field: string
  /** At most 20 characters (32 on new instances). */
  readonly pattern: string
}

/** Rows that pass a combination of queries. */
export interface BoolQuery {
  readonly _tag: "Bool"
  /** All of these, with score. */
  readonly must: ReadonlyArray<Query>
  /** None of these. */
  readonly mustNot: ReadonlyArray<Query>
  /** All of these, without score. */
  readonly filter: ReadonlyArray<Query>
  /** At least {@link minimumShouldMatch} of these. */
  readonly should: ReadonlyArray<Query>
  readonly minimumShouldMatch?: number | undefined
}

/** The rows of a query, all with score 1. */
export interface ConstScoreQuery {
  readonly _tag: "ConstScore"
  readonly filter: Query
}

/** The rows of a query, their score multiplied by a numeric field. */
export interface FunctionScoreQuery {
  readonly _tag: "FunctionScore"
  readonly query: Query
  readonly field: string
}

/** Rows with a nested document that passes. */
export interface NestedQuery extends Weighted {
  readonly _tag: "Nested"
  /** Path of the NESTED field. */
  readonly path: string
  readonly query: Query
  /** How the scores of the nested documents become the row's. */
  readonly scoreMode?: "none" | "avg" | "max" | "total" | "min" | undefined
  /** Asks for the nested documents that matched. */
  readonly innerHits?: InnerHits | undefined
}

/** Rows inside a rectangle. */
export interface GeoBoundingBoxQuery {
  readonly _tag: "GeoBoundingBox"
  readonly field: string
  readonly topLeft: GeoPoint
  readonly bottomRight: GeoPoint
}

/** Rows inside a circle. */
export interface GeoDistanceQuery {
  readonly _tag: "GeoDistance"
  readonly field: string
  readonly center: GeoPoint
  readonly distanceMeters: number
}

/** Rows inside a polygon of at least three points. */
export interface GeoPolygonQuery {
  readonly _tag: "GeoPolygon"
  readonly field: string
  readonly points: ReadonlyArray<GeoPoint>
}

/** Rows that have the field. */
export interface ExistsQuery {
  readonly _tag: "Exists"
  readonly field: string
}

/** The rows whose vectors are nearest. */
export interface KnnVectorQuery extends Weighted {
  readonly _tag: "KnnVector"
  readonly field: string
  /** Sent as 32-bit floats. */
  readonly vector: ReadonlyArray<number>
  /** How many neighbours. */
  readonly topK: number
  /** Only rows of this query are looked at. */
  readonly filter?: Query | undefined
  readonly minScore?: number | undefined
  /** How many candidates each shard looks at. */
  readonly numCandidates?: number | undefined
}

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
