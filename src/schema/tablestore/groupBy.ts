/**
 * Groups over the rows of a search, by the name their result gets. Groups hold aggregations and further groups.
 *
 * **Example** (revenue by state)
 *
 * ```ts
 * import * as Aggregation from "./aggregation.ts"
 * import * as GroupBy from "./groupBy.ts"
 *
 * const groups = { byState: GroupBy.field("state", { aggregations: { revenue: Aggregation.sum("total") } }) }
 * ```
 *
 * Source: Tablestore, Search, group by.
 */
import type { Aggregations } from "./aggregation.ts"
import type { ColumnValue } from "./rowValue.ts"
import type { TimeSpan } from "./scoreFunction.ts"
import type { GeoPoint, Query } from "./searchQuery.ts"
import type { SortOrder } from "./searchSort.ts"

/** What is computed inside each group. */
export interface Inside {
  readonly aggregations?: Aggregations | undefined
  readonly groupBys?: GroupBys | undefined
}

/** Order of groups. */
export type GroupSorter =
  | { readonly _tag: "GroupKeySort"; readonly order: SortOrder }
  | { readonly _tag: "RowCountSort"; readonly order: SortOrder }
  | { readonly _tag: "AggregationSort"; readonly aggregation: string; readonly order: SortOrder }

/** By the key of the group. */
export const keySort = (order: SortOrder): GroupSorter => ({ _tag: "GroupKeySort", order })
/** By the number of rows in the group. */
export const rowCountSort = (order: SortOrder): GroupSorter => ({ _tag: "RowCountSort", order })
/** By the value of an aggregation inside the group. */
export const aggregationSort = (aggregation: string, order: SortOrder): GroupSorter => ({
  _tag: "AggregationSort",
  aggregation,
  order
})

/** A group per value of a field. */
export interface FieldGroups extends Inside {
  readonly _tag: "FieldGroups"
  readonly field: string
  /** Groups to return, at most 2,000. Default 10. */
  readonly size?: number | undefined
  /** By row count, descending, when absent. */
  readonly sort?: ReadonlyArray<GroupSorter> | undefined
  /** Groups with fewer rows are dropped. */
  readonly minDocCount?: bigint | undefined
}

/** A range of values: from inclusive, to exclusive, open where absent. */
export interface GroupRange {
  readonly from?: number | undefined
  readonly to?: number | undefined
}

/** A group per range of a numeric field. */
export interface RangeGroups extends Inside {
  readonly _tag: "RangeGroups"
  readonly field: string
  /** At most 100. */
  readonly ranges: ReadonlyArray<GroupRange>
}

/** A group per query. */
export interface FilterGroups extends Inside {
  readonly _tag: "FilterGroups"
  /** At most 10. */
  readonly filters: ReadonlyArray<Query>
}

/** A group per range of distances from a point, in metres. */
export interface GeoDistanceGroups extends Inside {
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

/** A group per interval of a numeric field. */
export interface HistogramGroups extends Inside {
  readonly _tag: "HistogramGroups"
  readonly field: string
  readonly interval: ColumnValue
  readonly missing?: ColumnValue | undefined
  readonly minDocCount?: bigint | undefined
  readonly sort?: ReadonlyArray<GroupSorter> | undefined
  readonly fieldRange?: FieldRange | undefined
  readonly offset?: ColumnValue | undefined
}

/** A group per interval of a DATE field. */
export interface DateHistogramGroups extends Inside {
  readonly _tag: "DateHistogramGroups"
  readonly field: string
  readonly interval: TimeSpan
  readonly fieldRange?: FieldRange | undefined
  readonly missing?: ColumnValue | undefined
  readonly minDocCount?: bigint | undefined
  /** E.g. `+08:00`. */
  readonly timeZone?: string | undefined
  readonly sort?: ReadonlyArray<GroupSorter> | undefined
  readonly offset?: TimeSpan | undefined
}

/** A group per geohash cell of the given length (1 to 12). */
export interface GeoGridGroups extends Inside {
  readonly _tag: "GeoGridGroups"
  readonly field: string
  readonly precision?: GeoHashLength | undefined
  readonly size?: number | undefined
}

/** Characters of a geohash: 1 is 5,009 km by 4,992 km, 12 is 37 mm by 19 mm. */
export type GeoHashLength = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12

/** A group per combination of keys, in pages. */
export interface CompositeGroups extends Inside {
  readonly _tag: "CompositeGroups"
  /** Field, histogram or date histogram groups by name. */
  readonly sources: GroupBys
  readonly size?: number | undefined
  /** Page to go on with. */
  readonly nextToken?: string | undefined
  readonly suggestedSize?: number | undefined
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

type Options<A, Given extends keyof A = never> = Omit<A, "_tag" | Given>

/** A group per value of a field. */
export const field = (field: string, options: Options<FieldGroups, "field"> = {}): FieldGroups => ({
  _tag: "FieldGroups",
  field,
  ...options
})

/** A group per range of a numeric field. */
export const range = (field: string, ranges: ReadonlyArray<GroupRange>, inside: Inside = {}): RangeGroups => ({
  _tag: "RangeGroups",
  field,
  ranges,
  ...inside
})

/** A group per query, in their order. */
export const filter = (filters: ReadonlyArray<Query>, inside: Inside = {}): FilterGroups => ({
  _tag: "FilterGroups",
  filters,
  ...inside
})

/** A group per range of distances from a point, in metres. */
export const geoDistance = (
  field: string,
  origin: GeoPoint,
  ranges: ReadonlyArray<GroupRange>,
  inside: Inside = {}
): GeoDistanceGroups => ({ _tag: "GeoDistanceGroups", field, origin, ranges, ...inside })

/** A group per interval of a numeric field. */
export const histogram = (
  field: string,
  interval: ColumnValue,
  options: Options<HistogramGroups, "field" | "interval"> = {}
): HistogramGroups => ({ _tag: "HistogramGroups", field, interval, ...options })

/** A group per interval of a DATE field. */
export const dateHistogram = (
  field: string,
  interval: TimeSpan,
  options: Options<DateHistogramGroups, "field" | "interval"> = {}
): DateHistogramGroups => ({ _tag: "DateHistogramGroups", field, interval, ...options })

/** A group per geohash cell. */
export const geoGrid = (field: string, options: Options<GeoGridGroups, "field"> = {}): GeoGridGroups => ({
  _tag: "GeoGridGroups",
  field,
  ...options
})

/** A group per combination of the sources' keys, in pages. */
export const composite = (sources: GroupBys, options: Options<CompositeGroups, "sources"> = {}): CompositeGroups => ({
  _tag: "CompositeGroups",
  sources,
  ...options
})
