/**
 * Results of aggregations and groupings, by the names that were given to them.
 *
 * Source: Tablestore, Search, aggregation and group by.
 */
import type { Aggregation, Aggregations } from "./aggregation.ts"
import type { GroupBy, GroupBys, Inside } from "./groupBy.ts"
import type { ColumnValue, Row } from "./rowValue.ts"
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

export interface TopRowsResult {
  readonly _tag: "TopRows"
  readonly rows: ReadonlyArray<Row>
}

/** The result of any aggregation; its tag is the aggregation's. */
export type AggregationResult =
  | NumberResult<"Avg">
  | NumberResult<"Max">
  | NumberResult<"Min">
  | NumberResult<"Sum">
  | CountResult<"Count">
  | CountResult<"DistinctCount">
  | PercentilesResult
  | TopRowsResult

/** Results by the names of their aggregations. */
export type AggregationResults = Readonly<Record<string, AggregationResult>>

/** What is told of each group. */
export interface Group {
  readonly rowCount: bigint
  readonly aggregations: AggregationResults
  readonly groupBys: GroupByResults
}

/** A group by the text of its key. */
export interface KeyGroup extends Group {
  readonly key: string
}

/** A group by a range; open where absent. */
export interface RangeGroup extends Group {
  readonly from?: number | undefined
  readonly to?: number | undefined
}

export interface HistogramGroup extends Group {
  /** Start of the interval. */
  readonly key: ColumnValue
}

export interface DateHistogramGroup extends Group {
  /** Start of the interval, milliseconds since 1970. */
  readonly timestamp: bigint
}

export interface GeoGridGroup extends KeyGroup {
  readonly topLeft?: GeoPoint | undefined
  readonly bottomRight?: GeoPoint | undefined
}

export interface CompositeGroup extends Group {
  /** The keys of the sources, in their order; absent (`undefined`) for a source whose field the rows lack. */
  readonly keys: ReadonlyArray<string | undefined>
}

export type GroupByResult =
  | { readonly _tag: "FieldGroups"; readonly groups: ReadonlyArray<KeyGroup> }
  | { readonly _tag: "RangeGroups"; readonly groups: ReadonlyArray<RangeGroup> }
  | { readonly _tag: "FilterGroups"; readonly groups: ReadonlyArray<Group> }
  | { readonly _tag: "GeoDistanceGroups"; readonly groups: ReadonlyArray<RangeGroup> }
  | { readonly _tag: "HistogramGroups"; readonly groups: ReadonlyArray<HistogramGroup> }
  | { readonly _tag: "DateHistogramGroups"; readonly groups: ReadonlyArray<DateHistogramGroup> }
  | { readonly _tag: "GeoGridGroups"; readonly groups: ReadonlyArray<GeoGridGroup> }
  | {
      readonly _tag: "CompositeGroups"
      readonly groups: ReadonlyArray<CompositeGroup>
      readonly sourceNames: ReadonlyArray<string>
      /** Where the next page starts; absent at the end. */
      readonly nextToken?: string | undefined
    }

/** Results by the names of their groupings. */
export type GroupByResults = { readonly [name: string]: GroupByResult }

/** The results that given aggregations have. */
export type ResultsOfAggregations<A extends Aggregations> = {
  readonly [Name in keyof A]: Extract<AggregationResult, { readonly _tag: A[Name]["_tag"] }>
}

type ResultOfGroupBy<G extends GroupBy> =
  Extract<GroupByResult, { readonly _tag: G["_tag"] }> extends infer R extends GroupByResult
    ? Omit<R, "groups"> & { readonly groups: ReadonlyArray<WithInside<R["groups"][number], G>> }
    : never

type WithInside<One, G extends Inside> = Omit<One, "aggregations" | "groupBys"> & {
  readonly aggregations: G extends { readonly aggregations: infer A extends Aggregations }
    ? ResultsOfAggregations<A>
    : AggregationResults
  readonly groupBys: G extends { readonly groupBys: infer B extends GroupBys } ? ResultsOfGroupBys<B> : GroupByResults
}

/** The results that given groupings have, with what is computed inside them. */
export type ResultsOfGroupBys<G extends GroupBys> = { readonly [Name in keyof G]: ResultOfGroupBy<G[Name]> }

/** The tag of an aggregation, and of its result. */
export type AggregationTag = Aggregation["_tag"]
