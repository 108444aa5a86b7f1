/**
 * Results of aggregations and groupings, by the names that were given to them.
 *
 * Source: Tablestore, Search, aggregation and group by.
 */

import * as Schema from "effect/Schema"
import { absentAs, fields, list, optional } from "../../Fields.ts"
import { bytesOf, dictionary, onlyField, orAbsent, orEmpty, union } from "../../wire/messageUnions.ts"
import { inFields, inMessage, kind, message } from "../../wire/protobuf.ts"
import { WireValueError } from "../../wire/wireErrors.ts"
import { decodeRow } from "../format/plainBufferDecoder.ts"
import { encodeRow } from "../format/plainBufferEncoder.ts"
import type { Row } from "../format/rowValue.ts"
import * as M from "../protobuf/generated/search.ts"
import { Int64, wire } from "../protobuf/wire.ts"
import type { Aggregation, Aggregations } from "./aggregation.ts"
import { GeoPoint } from "./geoPoint.ts"
import type { GroupBy, GroupBys } from "./groupBy.ts"
import { Variant } from "./searchValue.ts"

class NumberValue extends /*#__PURE__*/ fields(() => ({
  /** The number; absent when there was nothing to compute it of. */
  value: inMessage("value", optional(Schema.Number))
})) {}

/** A number, absent when there was nothing to compute it of. */
export type NumberResult<Tag extends string> = NumberValue & { readonly _tag: Tag }

class CountValue extends /*#__PURE__*/ fields(() => ({
  /** The number of rows or values. */
  value: inMessage(
    "value",
    absentAs(Int64, () => 0n)
  )
})) {}

/** A number of rows or values. */
export type CountResult<Tag extends string> = CountValue & { readonly _tag: Tag }

/** The value below which `percent` of the rows lie. */
export class Percentile extends /*#__PURE__*/ message(M.PercentilesAggregationItem, () => ({
  /** Share of the rows, 0 to 100. */
  percent: inMessage("key", Schema.Number),
  /** The value below which they lie. */
  value: inMessage("value", Variant)
})) {}

/** Values below which given shares of the rows lie. */
export class PercentilesResult extends /*#__PURE__*/ kind(
  "Percentiles",
  () => M.AggregationType.AGG_PERCENTILES,
  M.PercentilesAggregationResult,
  () => ({
    /** In the order they were asked for. */
    percentiles: inMessage("percentilesAggregationItems", list(Percentile))
  })
) {}

/** A row; what a typed table makes of it is known to the table alone. */
const AnyRow: Schema.Codec<any, Uint8Array> = /*#__PURE__*/ wire(
  (value): value is Row => typeof value === "object" && value !== null,
  "a row",
  {
    to: encodeRow,
    from: (bytes) => {
      const row = decodeRow(bytes)
      if (row === undefined) throw new WireValueError({ expected: "a row", found: "no bytes" })
      return row
    }
  }
)

/** The rows of a group that come first. `R` is a row: plain cells, or what a typed table makes of them. */
export class TopRowsResult<R = Row> extends /*#__PURE__*/ kind(
  "TopRows",
  () => M.AggregationType.AGG_TOP_ROWS,
  M.TopRowsAggregationResult,
  () => ({
    /** The rows that come first. */
    rows: inMessage("rows", list(AnyRow))
  })
) {
  /** The rows that come first. */
  declare readonly rows: ReadonlyArray<R>
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

/** The result of any aggregation. */
export const AggregationResult: Schema.Codec<
  AggregationResult,
  Pick<M.AggregationResult, "type" | "aggResult">
> = /*#__PURE__*/ union("the result of an aggregation", M.AggregationResult, "type", "aggResult", () => {
  const { AggregationType: T } = M
  return [
    kind("Avg", T.AGG_AVG, M.AvgAggregationResult, NumberValue),
    kind("Max", T.AGG_MAX, M.MaxAggregationResult, NumberValue),
    kind("Min", T.AGG_MIN, M.MinAggregationResult, NumberValue),
    kind("Sum", T.AGG_SUM, M.SumAggregationResult, NumberValue),
    kind("Count", T.AGG_COUNT, M.CountAggregationResult, CountValue),
    kind("DistinctCount", T.AGG_DISTINCT_COUNT, M.DistinctCountAggregationResult, CountValue),
    PercentilesResult,
    TopRowsResult<Row>
  ]
})

/** Results by the names of their aggregations. */
export type AggregationResults<R = Row> = Readonly<{ [name: string]: AggregationResult<R> }>

/** Results by the names of their aggregations. */
export const AggregationResults: Schema.Codec<AggregationResults, M.AggregationsResult> = /*#__PURE__*/ onlyField(
  M.AggregationsResult,
  "aggResults",
  /*#__PURE__*/ dictionary("name", AggregationResult)
)

/** {@link AggregationResults} as an answer carries them. */
export const AggregationResultsBytes: Schema.Codec<AggregationResults, Uint8Array> = /*#__PURE__*/ bytesOf(
  M.AggregationsResult,
  AggregationResults
)

class RowCount extends /*#__PURE__*/ fields(() => ({
  /** The number of rows in the group. */
  rowCount: inMessage(
    "rowCount",
    absentAs(Int64, () => 0n)
  )
})) {}

/** What is inside of groups. Its names are known where the groups are asked for: `any` until then. */
class InsideResults extends /*#__PURE__*/ fields(() => ({
  /** Results of the aggregations inside the group. */
  aggregations: inMessage("subAggsResult", orEmpty(AggregationResults as Schema.Codec<any, M.AggregationsResult>)),
  /** Results of the groupings inside the group. */
  groupBys: inMessage("subGroupBysResult", orEmpty(InnerResults))
})) {}

const InnerResults: Schema.Codec<any, M.GroupBysResult> = /*#__PURE__*/ Schema.suspend(() => GroupByResults)

/** What is told of each group: `A` are the results of the aggregations inside it, `G` of the groupings. */
export class Group<A = AggregationResults, G = GroupByResults> extends /*#__PURE__*/ message(
  M.GroupByFilterResultItem,
  RowCount,
  InsideResults
) {
  /** Results of the aggregations inside the group, by their names. */
  declare readonly aggregations: A
  /** Results of the groupings inside the group, by their names. */
  declare readonly groupBys: G
}

/** A group by the text of its key. */
export class KeyGroup<A = AggregationResults, G = GroupByResults> extends /*#__PURE__*/ message(
  M.GroupByFieldResultItem,
  RowCount,
  InsideResults,
  () => ({
    /** Text of the key. */
    key: inMessage("key", Schema.String)
  })
) {
  /** Results of the aggregations inside the group, by their names. */
  declare readonly aggregations: A
  /** Results of the groupings inside the group, by their names. */
  declare readonly groupBys: G
}

/** A group by a range; open where absent. */
export class RangeGroup<A = AggregationResults, G = GroupByResults> extends /*#__PURE__*/ message(
  M.GroupByRangeResultItem,
  RowCount,
  InsideResults,
  () => ({
    /** The least value; open when absent. */
    from: inMessage("from", optional(Schema.Number)),
    /** The value from which on it is over; open when absent. */
    to: inMessage("to", optional(Schema.Number))
  })
) {
  /** Results of the aggregations inside the group, by their names. */
  declare readonly aggregations: A
  /** Results of the groupings inside the group, by their names. */
  declare readonly groupBys: G
}

/** A group by an interval of a numeric field. */
export class HistogramGroup<A = AggregationResults, G = GroupByResults> extends /*#__PURE__*/ message(
  M.GroupByHistogramItem,
  InsideResults,
  () => ({
    /** Start of the interval. */
    key: inMessage("key", Variant),
    /** The number of rows in the group. */
    rowCount: inMessage(
      "value",
      absentAs(Int64, () => 0n)
    )
  })
) {
  /** Results of the aggregations inside the group, by their names. */
  declare readonly aggregations: A
  /** Results of the groupings inside the group, by their names. */
  declare readonly groupBys: G
}

/** A group by an interval of a DATE field. */
export class DateHistogramGroup<A = AggregationResults, G = GroupByResults> extends /*#__PURE__*/ message(
  M.GroupByDateHistogramItem,
  RowCount,
  InsideResults,
  () => ({
    /** Start of the interval, milliseconds since 1970. */
    timestamp: inMessage("timestamp", Int64)
  })
) {
  /** Results of the aggregations inside the group, by their names. */
  declare readonly aggregations: A
  /** Results of the groupings inside the group, by their names. */
  declare readonly groupBys: G
}

/** A group by a geohash cell. */
export class GeoGridGroup<A = AggregationResults, G = GroupByResults> extends /*#__PURE__*/ message(
  M.GroupByGeoGridResultItem,
  RowCount,
  InsideResults,
  () => ({
    /** The geohash. */
    key: inMessage("key", Schema.String),
    /** The north western corner of the cell. */
    topLeft: inMessage("geoGrid.topLeft", optional(GeoPoint)),
    /** The south eastern corner of the cell. */
    bottomRight: inMessage("geoGrid.bottomRight", optional(GeoPoint))
  })
) {
  /** Results of the aggregations inside the group, by their names. */
  declare readonly aggregations: A
  /** Results of the groupings inside the group, by their names. */
  declare readonly groupBys: G
}

type CompositeKeys = ReadonlyArray<string | undefined>

/** A missing key is an empty text that is marked in a list beside. */
const CompositeKeys: Schema.Codec<
  CompositeKeys,
  Pick<M.GroupByCompositeResultItem, "keys" | "isNullKeys">
> = /*#__PURE__*/ wire(
  (value): value is CompositeKeys =>
    Array.isArray(value) && value.every((key) => key === undefined || typeof key === "string"),
  "a list of texts",
  {
    to: (keys) => ({ keys: keys.map((key) => key ?? ""), isNullKeys: keys.map((key) => key === undefined) }),
    from: ({ isNullKeys, keys }) => keys.map((key, index) => (isNullKeys[index] === true ? undefined : key))
  }
)

/** A group by a combination of keys. */
export class CompositeGroup<A = AggregationResults, G = GroupByResults> extends /*#__PURE__*/ message(
  M.GroupByCompositeResultItem,
  RowCount,
  InsideResults,
  () => ({
    /** The keys of the sources, in their order; absent (`undefined`) for a source whose field the rows lack. */
    keys: inFields(["keys", "isNullKeys"], CompositeKeys)
  })
) {
  /** Results of the aggregations inside the group, by their names. */
  declare readonly aggregations: A
  /** Results of the groupings inside the group, by their names. */
  declare readonly groupBys: G
}

/** The groups of a grouping. */
export interface GroupsResult<Tag extends GroupByTag, One> {
  readonly _tag: Tag
  readonly groups: ReadonlyArray<One>
}

/** A page of the groups of a composite grouping. */
export class CompositeGroupsResult<One extends CompositeGroup<any, any> = CompositeGroup> extends /*#__PURE__*/ kind(
  "CompositeGroups",
  () => M.GroupByType.GROUP_BY_COMPOSITE,
  M.GroupByCompositeResult,
  () => ({
    /** The groups of the page. */
    groups: inMessage("groupByCompositeResultItems", list(CompositeGroup<any, any>)),
    /** Names of the sources, in the order of the keys. */
    sourceNames: inMessage("sourceGroupByNames", list(Schema.String)),
    /** Where the next page starts; absent at the end. */
    nextToken: inMessage("nextToken", orAbsent(Schema.String))
  })
) {
  /** The groups of the page. */
  declare readonly groups: ReadonlyArray<One>
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

/** The result of any grouping. */
export const GroupByResult: Schema.Codec<
  GroupByResult,
  Pick<M.GroupByResult, "type" | "groupByResult">
> = /*#__PURE__*/ union("the result of a grouping", M.GroupByResult, "type", "groupByResult", () => {
  const { GroupByType: T } = M
  return [
    kind("FieldGroups", T.GROUP_BY_FIELD, M.GroupByFieldResult, () => ({
      /** The groups. */
      groups: inMessage("groupByFieldResultItems", list(KeyGroup<AggregationResults, GroupByResults>))
    })),
    kind("RangeGroups", T.GROUP_BY_RANGE, M.GroupByRangeResult, () => ({
      /** The groups. */
      groups: inMessage("groupByRangeResultItems", list(RangeGroup<AggregationResults, GroupByResults>))
    })),
    kind("FilterGroups", T.GROUP_BY_FILTER, M.GroupByFilterResult, () => ({
      /** The groups. */
      groups: inMessage("groupByFilterResultItems", list(Group<AggregationResults, GroupByResults>))
    })),
    kind("GeoDistanceGroups", T.GROUP_BY_GEO_DISTANCE, M.GroupByGeoDistanceResult, () => ({
      /** The groups. */
      groups: inMessage("groupByGeoDistanceResultItems", list(RangeGroup<AggregationResults, GroupByResults>))
    })),
    kind("HistogramGroups", T.GROUP_BY_HISTOGRAM, M.GroupByHistogramResult, () => ({
      /** The groups. */
      groups: inMessage("groupByHistogramItems", list(HistogramGroup<AggregationResults, GroupByResults>))
    })),
    kind("DateHistogramGroups", T.GROUP_BY_DATE_HISTOGRAM, M.GroupByDateHistogramResult, () => ({
      /** The groups. */
      groups: inMessage("groupByDateHistogramItems", list(DateHistogramGroup<AggregationResults, GroupByResults>))
    })),
    kind("GeoGridGroups", T.GROUP_BY_GEO_GRID, M.GroupByGeoGridResult, () => ({
      /** The groups. */
      groups: inMessage("groupByGeoGridResultItems", list(GeoGridGroup<AggregationResults, GroupByResults>))
    })),
    CompositeGroupsResult<CompositeGroup>
  ]
})

/** Results by the names of their groupings. */
export type GroupByResults<R = Row> = { readonly [name: string]: GroupByResult<R> }

/** Results by the names of their groupings. */
export const GroupByResults: Schema.Codec<GroupByResults, M.GroupBysResult> = /*#__PURE__*/ onlyField(
  M.GroupBysResult,
  "groupByResults",
  /*#__PURE__*/ dictionary("name", GroupByResult)
)

/** {@link GroupByResults} as an answer carries them. */
export const GroupByResultsBytes: Schema.Codec<GroupByResults, Uint8Array> = /*#__PURE__*/ bytesOf(
  M.GroupBysResult,
  GroupByResults
)

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
