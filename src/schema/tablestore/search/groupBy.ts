/**
 * Groups over the rows of a search, by the name their result gets. Groups hold aggregations and further groups.
 *
 * The result of a search has the same names: with the example, `groupBys.byState.groups[0].aggregations.revenue.value`
 * and `groupBys.byState.groups[0].groupBys.byDay.groups` are known to the compiler, and other names are not.
 *
 * **Example** (revenue by state, those with the most of it first, and orders by day in each)
 *
 * ```ts
 * import * as Aggregation from "./aggregation.ts"
 * import * as GroupBy from "./groupBy.ts"
 *
 * const groupBys = {
 *   byState: GroupBy.field("state", {
 *     aggregations: { revenue: Aggregation.sum("total") },
 *     groupBys: { byDay: GroupBy.dateHistogram("placed", { value: 1, unit: "day" }) },
 *     sort: [GroupBy.aggregationSort("revenue", "desc")]
 *   })
 * }
 * ```
 *
 * Source: Tablestore, Search, group by.
 */

import * as Schema from "effect/Schema"
import { absentAs, fields, list, optional } from "../../Fields.ts"
import { dictionary, onlyField, union, unionOfFields } from "../../wire/messageUnions.ts"
import { inMessage, kind, message, tagged } from "../../wire/protobuf.ts"
import type { ColumnValue } from "../format/rowValue.ts"
import * as M from "../protobuf/generated/search.ts"
import { Int32, Int64 } from "../protobuf/wire.ts"
import { Aggregations } from "./aggregation.ts"
import { GeoPoint } from "./geoPoint.ts"
import { InnerQuery } from "./searchKinds.ts"
import type { Query } from "./searchQuery.ts"
import type { SortOrder } from "./searchSort.ts"
import { FieldRange, OnField, order, TimeSpan, Variant } from "./searchValue.ts"

export { FieldRange }

const InnerGroupBys: Schema.Codec<GroupBys, M.GroupBys> = /*#__PURE__*/ Schema.suspend(() => GroupBys)

/**
 * What is computed inside each group. The names that are given here are those of the results: `A` and `G` keep them.
 */
export class Inside<A extends Aggregations = Aggregations, G extends GroupBys = GroupBys> extends /*#__PURE__*/ fields(
  () => ({
    /** Of the rows of each group, by the name their result gets. */
    aggregations: inMessage("subAggs", optional(Aggregations)),
    /** Groups within each group, by the name their result gets. */
    groupBys: inMessage("subGroupBys", optional(InnerGroupBys))
  })
) {
  /** Of the rows of each group, by the name their result gets. */
  declare readonly aggregations?: A | undefined
  /** Groups within each group, by the name their result gets. */
  declare readonly groupBys?: G | undefined
}

class Ordered extends /*#__PURE__*/ fields(() => ({
  /** Ascending or descending. */
  order: inMessage(
    "order",
    absentAs(order(), () => "asc" as const)
  )
})) {}

/** Orders groups by their keys. */
export class GroupKeySort extends /*#__PURE__*/ tagged("GroupKeySort", M.GroupKeySort, Ordered) {}

/** Orders groups by the number of their rows. */
export class RowCountSort extends /*#__PURE__*/ tagged("RowCountSort", M.RowCountSort, Ordered) {}

/** Orders groups by the value of an aggregation inside them. */
export class AggregationSort<Name extends string = string> extends /*#__PURE__*/ tagged(
  "AggregationSort",
  M.SubAggSort,
  Ordered,
  () => ({
    /** Name of the aggregation. */
    aggregation: inMessage("subAggName", Schema.String)
  })
) {
  /** Name of the aggregation. */
  declare readonly aggregation: Name
}

/** Order of groups. */
export type GroupSorter<Name extends string = string> = GroupKeySort | RowCountSort | AggregationSort<Name>

const GroupSorter: Schema.Codec<GroupSorter, M.GroupBySorter> = /*#__PURE__*/ unionOfFields(
  "a sorter of groups",
  M.GroupBySorter,
  () => ({ groupKeySort: GroupKeySort, rowCountSort: RowCountSort, subAggSort: AggregationSort })
)

const GroupSorters = /*#__PURE__*/ onlyField(M.GroupBySort, "sorters", /*#__PURE__*/ list(GroupSorter))

/** By the key of the group. */
export const keySort = (order: SortOrder): GroupSorter<never> => ({ _tag: "GroupKeySort", order })
/** By the number of rows in the group. */
export const rowCountSort = (order: SortOrder): GroupSorter<never> => ({ _tag: "RowCountSort", order })
/** By the value of an aggregation inside the group. */
export const aggregationSort = <const Name extends string>(
  aggregation: Name,
  order: SortOrder
): AggregationSort<Name> => ({ _tag: "AggregationSort", aggregation, order })

/** Groups in an order of their own. */
class Sorted<Name extends string = string> extends /*#__PURE__*/ fields(() => ({
  /** By row count, descending, when absent. */
  sort: inMessage("sort", optional(GroupSorters))
})) {
  /** By row count, descending, when absent. */
  declare readonly sort?: ReadonlyArray<GroupSorter<Name>> | undefined
}

class MinDocCount extends /*#__PURE__*/ fields(() => ({
  /** Groups with fewer rows are dropped. */
  minDocCount: inMessage("minDocCount", optional(Int64))
})) {}

/**
 * The aggregations that groups can be sorted by: those inside them. Builders check it; what they build takes any name,
 * because a grouping of known names must be usable where one of any names is expected.
 */
type NameIn<A extends Aggregations> = NoInfer<keyof A & string>

class FieldGroupsChoices extends /*#__PURE__*/ fields(MinDocCount, () => ({
  /** Groups to return, at most 2,000. Default 10. */
  size: inMessage("size", optional(Int32))
})) {}

/** Choices for a group per value of a field. */
export interface FieldGroupsOptions<
  A extends Aggregations = Aggregations,
  G extends GroupBys = GroupBys,
  Name extends string = string
> extends Inside<A, G>,
    Sorted<Name>,
    FieldGroupsChoices {}

/** A range of values: from inclusive, to exclusive, open where absent. */
export class GroupRange extends /*#__PURE__*/ message(M.Range, () => ({
  /** The least value; open when absent. */
  from: inMessage("from", optional(Schema.Number)),
  /** The value from which on it is over; open when absent. */
  to: inMessage("to", optional(Schema.Number))
})) {}

class HistogramGroupsChoices extends /*#__PURE__*/ fields(MinDocCount, () => ({
  /** Value of rows without the field; they are left out when absent. */
  missing: inMessage("missing", optional(Variant)),
  /** Values outside are left out. */
  fieldRange: inMessage("fieldRange", optional(FieldRange)),
  /** Where intervals start, counted from 0. */
  offset: inMessage("offset", optional(Variant))
})) {}

/** Choices for a group per interval of a numeric field. */
export interface HistogramGroupsOptions<
  A extends Aggregations = Aggregations,
  G extends GroupBys = GroupBys,
  Name extends string = string
> extends Inside<A, G>,
    Sorted<Name>,
    HistogramGroupsChoices {}

class DateHistogramGroupsChoices extends /*#__PURE__*/ fields(MinDocCount, () => ({
  /** Values outside are left out. */
  fieldRange: inMessage("fieldRange", optional(FieldRange)),
  /** Value of rows without the field; they are left out when absent. */
  missing: inMessage("missing", optional(Variant)),
  /** E.g. `+08:00`. */
  timeZone: inMessage("timeZone", optional(Schema.String)),
  /** Where intervals start, counted from the start of the unit. */
  offset: inMessage("offset", optional(TimeSpan))
})) {}

/** Choices for a group per interval of a DATE field. */
export interface DateHistogramGroupsOptions<
  A extends Aggregations = Aggregations,
  G extends GroupBys = GroupBys,
  Name extends string = string
> extends Inside<A, G>,
    Sorted<Name>,
    DateHistogramGroupsChoices {}

/** Characters of a geohash: 1 is 5,009 km by 4,992 km, 12 is 37 mm by 19 mm. */
export type GeoHashLength = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12

/** The number of a precision is the length of its geohash. */
const GeoHashLength: Schema.Codec<GeoHashLength, M.GeoHashPrecision> = /*#__PURE__*/ Schema.Literals([
  1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
])

class GeoGridGroupsChoices extends /*#__PURE__*/ fields(() => ({
  /** Characters of the cells' geohashes, 1 to 12. */
  precision: inMessage("precision", optional(GeoHashLength)),
  /** Groups to return at most. */
  size: inMessage("size", optional(Int32))
})) {}

/** Choices for a group per geohash cell. */
export interface GeoGridGroupsOptions<A extends Aggregations = Aggregations, G extends GroupBys = GroupBys>
  extends Inside<A, G>,
    GeoGridGroupsChoices {}

class CompositeGroupsChoices extends /*#__PURE__*/ fields(() => ({
  /** Groups of a page. */
  size: inMessage("size", optional(Int32)),
  /** Page to go on with. */
  nextToken: inMessage("nextToken", optional(Schema.String)),
  /** Groups of a page, where the service may give more or fewer. */
  suggestedSize: inMessage("suggestedSize", optional(Int32))
})) {}

/** Choices for a group per combination of keys. */
export interface CompositeGroupsOptions<A extends Aggregations = Aggregations, G extends GroupBys = GroupBys>
  extends Inside<A, G>,
    CompositeGroupsChoices {}

/** A group per value of a field. */
export class FieldGroups<
  A extends Aggregations = Aggregations,
  G extends GroupBys = GroupBys
> extends /*#__PURE__*/ kind(
  "FieldGroups",
  () => M.GroupByType.GROUP_BY_FIELD,
  M.GroupByField,
  OnField,
  Inside,
  Sorted,
  FieldGroupsChoices
) {
  /** Of the rows of each group, by the name their result gets. */
  declare readonly aggregations?: A | undefined
  /** Groups within each group, by the name their result gets. */
  declare readonly groupBys?: G | undefined
}

/** A group per range of a numeric field. */
export class RangeGroups<
  A extends Aggregations = Aggregations,
  G extends GroupBys = GroupBys
> extends /*#__PURE__*/ kind(
  "RangeGroups",
  () => M.GroupByType.GROUP_BY_RANGE,
  M.GroupByRange,
  OnField,
  Inside,
  () => ({
    /** At most 100. */
    ranges: inMessage("ranges", list(GroupRange))
  })
) {
  /** Of the rows of each group, by the name their result gets. */
  declare readonly aggregations?: A | undefined
  /** Groups within each group, by the name their result gets. */
  declare readonly groupBys?: G | undefined
}

/** A group per query. */
export class FilterGroups<
  A extends Aggregations = Aggregations,
  G extends GroupBys = GroupBys
> extends /*#__PURE__*/ kind(
  "FilterGroups",
  () => M.GroupByType.GROUP_BY_FILTER,
  M.GroupByFilter,
  Inside,
  () => ({
    /** At most 10. */
    filters: inMessage("filters", list(InnerQuery))
  })
) {
  /** Of the rows of each group, by the name their result gets. */
  declare readonly aggregations?: A | undefined
  /** Groups within each group, by the name their result gets. */
  declare readonly groupBys?: G | undefined
}

/** A group per range of distances from a point, in metres. */
export class GeoDistanceGroups<
  A extends Aggregations = Aggregations,
  G extends GroupBys = GroupBys
> extends /*#__PURE__*/ kind(
  "GeoDistanceGroups",
  () => M.GroupByType.GROUP_BY_GEO_DISTANCE,
  M.GroupByGeoDistance,
  OnField,
  Inside,
  () => ({
    /** Where distances are measured from. */
    origin: inMessage("origin", GeoPoint),
    /** At most 10. */
    ranges: inMessage("ranges", list(GroupRange))
  })
) {
  /** Of the rows of each group, by the name their result gets. */
  declare readonly aggregations?: A | undefined
  /** Groups within each group, by the name their result gets. */
  declare readonly groupBys?: G | undefined
}

/** A group per interval of a numeric field. */
export class HistogramGroups<
  A extends Aggregations = Aggregations,
  G extends GroupBys = GroupBys
> extends /*#__PURE__*/ kind(
  "HistogramGroups",
  () => M.GroupByType.GROUP_BY_HISTOGRAM,
  M.GroupByHistogram,
  OnField,
  Inside,
  Sorted,
  HistogramGroupsChoices,
  () => ({
    /** Length of the intervals. */
    interval: inMessage("interval", Variant)
  })
) {
  /** Of the rows of each group, by the name their result gets. */
  declare readonly aggregations?: A | undefined
  /** Groups within each group, by the name their result gets. */
  declare readonly groupBys?: G | undefined
}

/** A group per interval of a DATE field. */
export class DateHistogramGroups<
  A extends Aggregations = Aggregations,
  G extends GroupBys = GroupBys
> extends /*#__PURE__*/ kind(
  "DateHistogramGroups",
  () => M.GroupByType.GROUP_BY_DATE_HISTOGRAM,
  M.GroupByDateHistogram,
  OnField,
  Inside,
  Sorted,
  DateHistogramGroupsChoices,
  () => ({
    /** Length of the intervals. */
    interval: inMessage("interval", TimeSpan)
  })
) {
  /** Of the rows of each group, by the name their result gets. */
  declare readonly aggregations?: A | undefined
  /** Groups within each group, by the name their result gets. */
  declare readonly groupBys?: G | undefined
}

/** A group per geohash cell of the given length (1 to 12). */
export class GeoGridGroups<
  A extends Aggregations = Aggregations,
  G extends GroupBys = GroupBys
> extends /*#__PURE__*/ kind(
  "GeoGridGroups",
  () => M.GroupByType.GROUP_BY_GEO_GRID,
  M.GroupByGeoGrid,
  OnField,
  Inside,
  GeoGridGroupsChoices
) {
  /** Of the rows of each group, by the name their result gets. */
  declare readonly aggregations?: A | undefined
  /** Groups within each group, by the name their result gets. */
  declare readonly groupBys?: G | undefined
}

/** A group per combination of keys, in pages. */
export class CompositeGroups<
  A extends Aggregations = Aggregations,
  G extends GroupBys = GroupBys
> extends /*#__PURE__*/ kind(
  "CompositeGroups",
  () => M.GroupByType.GROUP_BY_COMPOSITE,
  M.GroupByComposite,
  Inside,
  CompositeGroupsChoices,
  () => ({
    /** Field, histogram or date histogram groups by name. */
    sources: inMessage("sources", InnerGroupBys)
  })
) {
  /** Of the rows of each group, by the name their result gets. */
  declare readonly aggregations?: A | undefined
  /** Groups within each group, by the name their result gets. */
  declare readonly groupBys?: G | undefined
}

/** Any grouping. */
export type GroupBy =
  | FieldGroups
  | RangeGroups
  | FilterGroups
  | GeoDistanceGroups
  | HistogramGroups
  | DateHistogramGroups
  | GeoGridGroups
  | CompositeGroups

/** Any grouping. */
export const GroupBy: Schema.Codec<GroupBy, Pick<M.GroupBy, "type" | "body">> = /*#__PURE__*/ union(
  "a grouping",
  M.GroupBy,
  "type",
  "body",
  () => [
    FieldGroups,
    RangeGroups,
    FilterGroups,
    GeoDistanceGroups,
    HistogramGroups,
    DateHistogramGroups,
    GeoGridGroups,
    CompositeGroups
  ]
)

/** Groupings by the name their result gets. */
export type GroupBys = Readonly<{ [name: string]: GroupBy }>

/** Groupings by the name their result gets. */
export const GroupBys: Schema.Codec<GroupBys, M.GroupBys> = /*#__PURE__*/ onlyField(
  M.GroupBys,
  "groupBys",
  /*#__PURE__*/ dictionary("name", GroupBy)
)

/**
 * What a builder was given, no more: the place where a builder is written expects any names, and would widen the type of
 * what has none. (`NoInfer` does the same, but stays visible in the types of results.)
 */
type Kept<Named> = Named extends infer One ? One : never

/** The options, whose types meet those of {@link Kept} only when the names are known. */
const given = (options: Inside): Inside<any, any> => options

/** A group per value of a field. */
export const field = <const A extends Aggregations = {}, const G extends GroupBys = {}>(
  field: string,
  options: FieldGroupsOptions<A, G, NameIn<A>> = {}
): FieldGroups<Kept<A>, Kept<G>> => ({ _tag: "FieldGroups", field, ...given(options) })

/** A group per range of a numeric field. */
export const range = <const A extends Aggregations = {}, const G extends GroupBys = {}>(
  field: string,
  ranges: ReadonlyArray<GroupRange>,
  inside: Inside<A, G> = {}
): RangeGroups<Kept<A>, Kept<G>> => ({ _tag: "RangeGroups", field, ranges, ...given(inside) })

/** A group per query, in their order. */
export const filter = <const A extends Aggregations = {}, const G extends GroupBys = {}>(
  filters: ReadonlyArray<Query>,
  inside: Inside<A, G> = {}
): FilterGroups<Kept<A>, Kept<G>> => ({ _tag: "FilterGroups", filters, ...given(inside) })

/** A group per range of distances from a point, in metres. */
export const geoDistance = <const A extends Aggregations = {}, const G extends GroupBys = {}>(
  field: string,
  origin: GeoPoint,
  ranges: ReadonlyArray<GroupRange>,
  inside: Inside<A, G> = {}
): GeoDistanceGroups<Kept<A>, Kept<G>> => ({ _tag: "GeoDistanceGroups", field, origin, ranges, ...given(inside) })

/** A group per interval of a numeric field. */
export const histogram = <const A extends Aggregations = {}, const G extends GroupBys = {}>(
  field: string,
  interval: ColumnValue,
  options: HistogramGroupsOptions<A, G, NameIn<A>> = {}
): HistogramGroups<Kept<A>, Kept<G>> => ({ _tag: "HistogramGroups", field, interval, ...given(options) })

/** A group per interval of a DATE field. */
export const dateHistogram = <const A extends Aggregations = {}, const G extends GroupBys = {}>(
  field: string,
  interval: TimeSpan,
  options: DateHistogramGroupsOptions<A, G, NameIn<A>> = {}
): DateHistogramGroups<Kept<A>, Kept<G>> => ({ _tag: "DateHistogramGroups", field, interval, ...given(options) })

/** A group per geohash cell. */
export const geoGrid = <const A extends Aggregations = {}, const G extends GroupBys = {}>(
  field: string,
  options: GeoGridGroupsOptions<A, G> = {}
): GeoGridGroups<Kept<A>, Kept<G>> => ({ _tag: "GeoGridGroups", field, ...given(options) })

/** A group per combination of the sources' keys, in pages. */
export const composite = <const A extends Aggregations = {}, const G extends GroupBys = {}>(
  sources: GroupBys,
  options: CompositeGroupsOptions<A, G> = {}
): CompositeGroups<Kept<A>, Kept<G>> => ({ _tag: "CompositeGroups", sources, ...given(options) })
