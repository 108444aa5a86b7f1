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
import * as Schema from "effect/Schema"
import { alwaysSent, list, optional } from "../../Fields.ts"
import { onlyField, unionOfFields } from "../../wire/messageUnions.ts"
import { inMessage, message, tagged } from "../../wire/protobuf.ts"
import * as M from "../protobuf/generated/search.ts"
import { word } from "../protobuf/wire.ts"
import { type GeoPoint, PointText } from "./geoPoint.ts"
import { InnerQuery } from "./innerQuery.ts"
import { OnField, order, Variant } from "./searchValue.ts"

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
