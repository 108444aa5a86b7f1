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

import type { ColumnValue } from "../format/rowValue.ts"
import type { Aggregations } from "./aggregation.ts"
import type { TimeSpan } from "./scoreFunction.ts"
import type { GeoPoint, Query } from "./searchQuery.ts"
import type { SortOrder } from "./searchSort.ts"

/**
 * What is computed inside each group. The names that are given here are those of the results: `A` and `G` keep them.
 */
export interface Inside<A extends Aggregations = Aggregations, G extends GroupBys = GroupBys> {
  /** Of the rows of each group, by the name their result gets. */
  readonly aggregations?: A | undefined
  /** Groups within each group, by the name their result gets. */
  readonly groupBys?: G | undefined
}

/** Orders groups by the value of an aggregation inside them. */
export interface AggregationSort<Name extends string = string> {
  readonly _tag: "AggregationSort"
  readonly aggregation: Name
  readonly order: SortOrder
}

/** Order of groups. */
export type GroupSorter<Name extends string = string> =
  | { readonly _tag: "GroupKeySort"; readonly order: SortOrder }
  | { readonly _tag: "RowCountSort"; readonly order: SortOrder }
  | AggregationSort<Name>

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
interface Sorted<Name extends string> {
  /** By row count, descending, when absent. */
  readonly sort?: ReadonlyArray<GroupSorter<Name>> | undefined
}

/**
 * The aggregations that groups can be sorted by: those inside them. Builders check it; what they build takes any name,
 * because a grouping of known names must be usable where one of any names is expected.
 */
type NameIn<A extends Aggregations> = NoInfer<keyof A & string>

/** Choices for a group per value of a field. */
export interface FieldGroupsOptions<
  A extends Aggregations = Aggregations,
  G extends GroupBys = GroupBys,
  Name extends string = string
> extends Inside<A, G>,
    Sorted<Name> {
  /** Groups to return, at most 2,000. Default 10. */
  readonly size?: number | undefined
  /** Groups with fewer rows are dropped. */
  readonly minDocCount?: bigint | undefined
}

/** A group per value of a field. */
export interface FieldGroups<A extends Aggregations = Aggregations, G extends GroupBys = GroupBys>
  extends FieldGroupsOptions<A, G> {
  readonly _tag: "FieldGroups"
  readonly field: string
}

/** A range of values: from inclusive, to exclusive, open where absent. */
export interface GroupRange {
  readonly from?: number | undefined
  readonly to?: number | undefined
}

/** A group per range of a numeric field. */
export interface RangeGroups<A extends Aggregations = Aggregations, G extends GroupBys = GroupBys>
  extends Inside<A, G> {
  readonly _tag: "RangeGroups"
  readonly field: string
  /** At most 100. */
  readonly ranges: ReadonlyArray<GroupRange>
}

/** A group per query. */
export interface FilterGroups<A extends Aggregations = Aggregations, G extends GroupBys = GroupBys>
  extends Inside<A, G> {
  readonly _tag: "FilterGroups"
  /** At most 10. */
  readonly filters: ReadonlyArray<Query>
}

/** A group per range of distances from a point, in metres. */
export interface GeoDistanceGroups<A extends Aggregations = Aggregations, G extends GroupBys = GroupBys>
  extends Inside<A, G> {
  readonly _tag: "GeoDistanceGroups"
  readonly field: string
  readonly origin: GeoPoint
  /** At most 10. */
  readonly ranges: ReadonlyArray<GroupRange>
}

/** A range of values. */
export interface FieldRange {
  readonly min?: ColumnValue | undefined
  readonly max?: ColumnValue | undefined
}

/** Choices for a group per interval of a numeric field. */
export interface HistogramGroupsOptions<
  A extends Aggregations = Aggregations,
  G extends GroupBys = GroupBys,
  Name extends string = string
> extends Inside<A, G>,
    Sorted<Name> {
  readonly missing?: ColumnValue | undefined
  readonly minDocCount?: bigint | undefined
  readonly fieldRange?: FieldRange | undefined
  readonly offset?: ColumnValue | undefined
}

/** A group per interval of a numeric field. */
export interface HistogramGroups<A extends Aggregations = Aggregations, G extends GroupBys = GroupBys>
  extends HistogramGroupsOptions<A, G> {
  readonly _tag: "HistogramGroups"
  readonly field: string
  readonly interval: ColumnValue
}

/** Choices for a group per interval of a DATE field. */
export interface DateHistogramGroupsOptions<
  A extends Aggregations = Aggregations,
  G extends GroupBys = GroupBys,
  Name extends string = string
> extends Inside<A, G>,
    Sorted<Name> {
  readonly fieldRange?: FieldRange | undefined
  readonly missing?: ColumnValue | undefined
  readonly minDocCount?: bigint | undefined
  /** E.g. `+08:00`. */
  readonly timeZone?: string | undefined
  readonly offset?: TimeSpan | undefined
}

/** A group per interval of a DATE field. */
export interface DateHistogramGroups<A extends Aggregations = Aggregations, G extends GroupBys = GroupBys>
  extends DateHistogramGroupsOptions<A, G> {
  readonly _tag: "DateHistogramGroups"
  readonly field: string
  readonly interval: TimeSpan
}

/** Choices for a group per geohash cell. */
export interface GeoGridGroupsOptions<A extends Aggregations = Aggregations, G extends GroupBys = GroupBys>
  extends Inside<A, G> {
  readonly precision?: GeoHashLength | undefined
  readonly size?: number | undefined
}

/** A group per geohash cell of the given length (1 to 12). */
export interface GeoGridGroups<A extends Aggregations = Aggregations, G extends GroupBys = GroupBys>
  extends GeoGridGroupsOptions<A, G> {
  readonly _tag: "GeoGridGroups"
  readonly field: string
}

/** Characters of a geohash: 1 is 5,009 km by 4,992 km, 12 is 37 mm by 19 mm. */
export type GeoHashLength = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12

/** Choices for a group per combination of keys. */
export interface CompositeGroupsOptions<A extends Aggregations = Aggregations, G extends GroupBys = GroupBys>
  extends Inside<A, G> {
  readonly size?: number | undefined
  /** Page to go on with. */
  readonly nextToken?: string | undefined
  readonly suggestedSize?: number | undefined
}

/** A group per combination of keys, in pages. */
export interface CompositeGroups<A extends Aggregations = Aggregations, G extends GroupBys = GroupBys>
  extends CompositeGroupsOptions<A, G> {
  readonly _tag: "CompositeGroups"
  /** Field, histogram or date histogram groups by name. */
  readonly sources: GroupBys
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

/** Groupings by the name their result gets. */
export type GroupBys = Readonly<{ [name: string]: GroupBy }>

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
