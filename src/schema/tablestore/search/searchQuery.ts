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
import { GeoPoint } from "./geoPoint.ts"
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
  ScoreFunctionsQuery,
  SuffixQuery,
  TermQuery,
  TermsQuery,
  Weighted,
  WildcardQuery
} from "./searchKinds.ts"

export {
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
} from "./searchKinds.ts"
export { GeoPoint }

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
