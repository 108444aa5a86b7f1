/**
 * Orders of search results. Sorters are plain data, used one after the other.
 *
 * **Example**
 *
 * ```ts
 * import * as Sort from "./searchSort.ts"
 *
 * const sorters = [Sort.field("total", "desc"), Sort.primaryKey("asc")]
 * ```
 *
 * Source: Tablestore, Search, sorting.
 */
import type { ColumnValue } from "../format/rowValue.ts"
import type { GeoPoint, Query } from "./searchQuery.ts"

export type SortOrder = "asc" | "desc"

/** Which value of an array counts. */
export type SortMode = "min" | "max" | "avg"

/** Which nested documents count when the field lies in one. */
export interface NestedFilter {
  readonly path: string
  readonly filter: Query
}

/** By a field. */
export interface FieldSort {
  readonly _tag: "FieldSort"
  readonly field: string
  readonly order?: SortOrder | undefined
  readonly mode?: SortMode | undefined
  readonly nestedFilter?: NestedFilter | undefined
  /** Value of rows without the field; they come last when absent. */
  readonly missingValue?: ColumnValue | undefined
  /** Field that is used for rows without the field. */
  readonly missingField?: string | undefined
}

/** By the distance from points. */
export interface GeoDistanceSort {
  readonly _tag: "GeoDistanceSort"
  readonly field: string
  readonly points: ReadonlyArray<GeoPoint>
  readonly order?: SortOrder | undefined
  readonly mode?: SortMode | undefined
  /** Over the earth's curve, or on a plane: faster and less exact. */
  readonly distanceType?: "arc" | "plane" | undefined
  readonly nestedFilter?: NestedFilter | undefined
}

/** By how well rows match. */
export interface ScoreSort {
  readonly _tag: "ScoreSort"
  readonly order?: SortOrder | undefined
}

/** By primary key. */
export interface PrimaryKeySort {
  readonly _tag: "PrimaryKeySort"
  readonly order?: SortOrder | undefined
}

/** By the place in the index. */
export interface DocSort {
  readonly _tag: "DocSort"
  readonly order?: SortOrder | undefined
}

/** Any sorter. */
export type Sorter = FieldSort | GeoDistanceSort | ScoreSort | PrimaryKeySort | DocSort

/** By a field that has `sortAndAgg`. */
export const field = (
  field: string,
  order?: SortOrder,
  options: Omit<FieldSort, "_tag" | "field" | "order"> = {}
): FieldSort => ({ _tag: "FieldSort", field, ...(order === undefined ? {} : { order }), ...options })

/** By the distance from one or more points. */
export const geoDistance = (
  field: string,
  points: GeoPoint | ReadonlyArray<GeoPoint>,
  order?: SortOrder,
  options: Omit<GeoDistanceSort, "_tag" | "field" | "points" | "order"> = {}
): GeoDistanceSort => ({
  _tag: "GeoDistanceSort",
  field,
  points: "latitude" in points ? [points] : points,
  ...(order === undefined ? {} : { order }),
  ...options
})

const plain =
  <Tag extends string>(_tag: Tag) =>
  (order?: SortOrder): { readonly _tag: Tag; readonly order?: SortOrder } =>
    order === undefined ? { _tag } : { _tag, order }

/** By how well rows match. */
export const score: (order?: SortOrder) => ScoreSort = /*#__PURE__*/ plain("ScoreSort")
/** By primary key. */
export const primaryKey: (order?: SortOrder) => PrimaryKeySort = /*#__PURE__*/ plain("PrimaryKeySort")
/** By the place in the index: the cheapest order, of no meaning. */
export const doc: (order?: SortOrder) => DocSort = /*#__PURE__*/ plain("DocSort")
