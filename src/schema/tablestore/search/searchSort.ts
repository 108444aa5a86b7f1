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
import type { GeoPoint } from "./geoPoint.ts"
import type { DocSort, FieldSort, GeoDistanceSort, PrimaryKeySort, ScoreSort, SortOrder } from "./searchKinds.ts"

export {
  DocSort,
  FieldSort,
  GeoDistanceSort,
  NestedFilter,
  PrimaryKeySort,
  ScoreSort,
  Sorter,
  Sorters,
  type SortMode,
  type SortOrder
} from "./searchKinds.ts"

/** By a field that has `sortAndAgg`; ascending when no order is given. */
export const field = (
  field: string,
  order?: SortOrder,
  options: Omit<FieldSort, "_tag" | "field" | "order"> = {}
): FieldSort => ({ _tag: "FieldSort", field, ...(order === undefined ? {} : { order }), ...options })

/** By the distance from one or more points; the nearest first when no order is given. */
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

/** By how well rows match; the best first when no order is given. */
export const score: (order?: SortOrder) => ScoreSort = /*#__PURE__*/ plain("ScoreSort")
/** By primary key; ascending when no order is given. */
export const primaryKey: (order?: SortOrder) => PrimaryKeySort = /*#__PURE__*/ plain("PrimaryKeySort")
/** By the place in the index: the cheapest order, of no meaning; ascending when no order is given. */
export const doc: (order?: SortOrder) => DocSort = /*#__PURE__*/ plain("DocSort")
