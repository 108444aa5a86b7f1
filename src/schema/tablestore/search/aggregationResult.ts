/**
 * Results of aggregations and groupings, by the names that were given to them.
 *
 * Source: Tablestore, Search, aggregation and group by.
 */

import type { ColumnValue, Row } from "../format/rowValue.ts"
import type { Aggregation, Aggregations } from "./aggregation.ts"
import type { GroupBy, GroupBys } from "./groupBy.ts"
import type { GeoPoint } from "./searchQuery.ts"

/** A number, absent when there was nothing to compute it of. */
export interface NumberResult<Tag extends string> {
  readonly _tag: Tag
  readonly value?: number | undefined
}

/** A number of rows or values. */
export interface CountResult<Tag extends string> {
  readonly _tag: Tag
  readonly value: bigint
}

/** The value below which `percent` of the rows lie. */
export interface Percentile {
  readonly percent: number
  readonly value: ColumnValue
}

export interface PercentilesResult {
  readonly _tag: "Percentiles"
  readonly percentiles: ReadonlyArray<Percentile>
}

/** The rows of a group that come first. `R` is a row: plain cells, or what a typed table makes of them. */
export interface TopRowsResult<R = Row> {
  readonly _tag: "TopRows"
  readonly rows: ReadonlyArray<R>
}

/** The result of each aggregation; its tag is the aggregation's. */
interface AggregationResultByTag<R> {
  readonly Avg: NumberResult<"Avg">
  readonly Max: NumberResult<"Max">
  readonly Min: NumberResult<"Min">
  readonly Sum: NumberResult<"Sum">
  readonly Count: CountResult<"Count">
  readonly DistinctCount: CountResult<"DistinctCount">
  readonly Percentiles: PercentilesResult
  readonly TopRows: TopRowsResult<R>
}

/** The tag of an aggregation, and of its result. */
export type AggregationTag = Aggregation["_tag"]

/** The result of any aggregation. */
export type AggregationResult<R = Row> = AggregationResultByTag<R>[AggregationTag]

/** Results by the names of their aggregations. */
export type AggregationResults<R = Row> = Readonly<{ [name: string]: AggregationResult<R> }>

/** What is told of each group: `A` are the results of the aggregations inside it, `G` of the groupings. */
export interface Group<A = AggregationResults, G = GroupByResults> {
  readonly rowCount: bigint
  readonly aggregations: A
  readonly groupBys: G
}

/** A group by the text of its key. */
export interface KeyGroup<A = AggregationResults, G = GroupByResults> extends Group<A, G> {
  readonly key: string
}

/** A group by a range; open where absent. */
export interface RangeGroup<A = AggregationResults, G = GroupByResults> extends Group<A, G> {
  readonly from?: number | undefined
  readonly to?: number | undefined
}

export interface HistogramGroup<A = AggregationResults, G = GroupByResults> extends Group<A, G> {
  /** Start of the interval. */
  readonly key: ColumnValue
}

export interface DateHistogramGroup<A = AggregationResults, G = GroupByResults> extends Group<A, G> {
  /** Start of the interval, milliseconds since 1970. */
  readonly timestamp: bigint
}

export interface GeoGridGroup<A = AggregationResults, G = GroupByResults> extends KeyGroup<A, G> {
  readonly topLeft?: GeoPoint | undefined
  readonly bottomRight?: GeoPoint | undefined
}

export interface CompositeGroup<A = AggregationResults, G = GroupByResults> extends Group<A, G> {
  /** The keys of the sources, in their order; absent (`undefined`) for a source whose field the rows lack. */
  readonly keys: ReadonlyArray<string | undefined>
}

/** The groups of a grouping. */
export interface GroupsResult<Tag extends GroupByTag, One> {
  readonly _tag: Tag
  readonly groups: ReadonlyArray<One>
}

/** A page of the groups of a composite grouping. */
export interface CompositeGroupsResult<One = CompositeGroup> extends GroupsResult<"CompositeGroups", One> {
  readonly sourceNames: ReadonlyArray<string>
  /** Where the next page starts; absent at the end. */
  readonly nextToken?: string | undefined
}

/** The result of each grouping; its tag is the grouping's. */
interface GroupByResultByTag<A, G> {
  readonly FieldGroups: GroupsResult<"FieldGroups", KeyGroup<A, G>>
  readonly RangeGroups: GroupsResult<"RangeGroups", RangeGroup<A, G>>
  readonly FilterGroups: GroupsResult<"FilterGroups", Group<A, G>>
  readonly GeoDistanceGroups: GroupsResult<"GeoDistanceGroups", RangeGroup<A, G>>
  readonly HistogramGroups: GroupsResult<"HistogramGroups", HistogramGroup<A, G>>
  readonly DateHistogramGroups: GroupsResult<"DateHistogramGroups", DateHistogramGroup<A, G>>
  readonly GeoGridGroups: GroupsResult<"GeoGridGroups", GeoGridGroup<A, G>>
  readonly CompositeGroups: CompositeGroupsResult<CompositeGroup<A, G>>
}

/** The tag of a grouping, and of its result. */
export type GroupByTag = GroupBy["_tag"]

/** The result of any grouping. */
export type GroupByResult<R = Row> = GroupByResultByTag<AggregationResults<R>, GroupByResults<R>>[GroupByTag]

/** Results by the names of their groupings. */
export type GroupByResults<R = Row> = { readonly [name: string]: GroupByResult<R> }

/**
 * The results that given aggregations have, by the same names.
 *
 * `R` is what the rows of TopRows are.
 */
export type ResultsOfAggregations<A extends Aggregations, R = Row> = string extends keyof A
  ? AggregationResults<R>
  : { readonly [Name in keyof A]: AggregationResultByTag<R>[NonNullable<A[Name]>["_tag"]] }

/** The results that given groupings have, by the same names, with what is computed inside them. */
export type ResultsOfGroupBys<G extends GroupBys, R = Row> = string extends keyof G
  ? GroupByResults<R>
  : { readonly [Name in keyof G]: ResultOfGroupBy<NonNullable<G[Name]>, R> }

type ResultOfGroupBy<By extends GroupBy, R> = By extends {
  readonly _tag: infer Tag extends GroupByTag
  readonly aggregations?: infer A
  readonly groupBys?: infer G
}
  ? GroupByResultByTag<ResultsOfAggregations<Given<A, Aggregations>, R>, ResultsOfGroupBys<Given<G, GroupBys>, R>>[Tag]
  : never

/** What is computed inside a group; nothing where it is not said. */
type Given<Named, All> = NonNullable<Named> extends infer One extends All ? One : {}
