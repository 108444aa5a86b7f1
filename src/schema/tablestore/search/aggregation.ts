/**
 * Aggregations over the rows of a search, by the name their result gets.
 *
 * **Example**
 *
 * ```ts
 * import * as Aggregation from "./aggregation.ts"
 *
 * const totals = { revenue: Aggregation.sum("total"), customers: Aggregation.distinctCount("customer") }
 * ```
 *
 * Source: Tablestore, Search, aggregation.
 */
import * as Schema from "effect/Schema"
import { fields, list, optional } from "../../Fields.ts"
import { dictionary, onlyField, union } from "../../wire/messageUnions.ts"
import { inMessage, kind } from "../../wire/protobuf.ts"
import * as M from "../protobuf/generated/search.ts"
import { Int32 } from "../protobuf/wire.ts"
import { Sorters } from "./searchSort.ts"
import { OnField, Variant } from "./searchValue.ts"

/** How an aggregation treats rows without the field. */
export class Missing extends /*#__PURE__*/ fields(() => ({
  /** Value of rows without the field; they are left out when absent. */
  missing: inMessage("missing", optional(Variant))
})) {}

/** The average of a numeric or DATE field. */
export class Avg extends /*#__PURE__*/ kind(
  "Avg",
  () => M.AggregationType.AGG_AVG,
  M.AvgAggregation,
  OnField,
  Missing
) {}

/** The greatest value of a numeric or DATE field. */
export class Max extends /*#__PURE__*/ kind(
  "Max",
  () => M.AggregationType.AGG_MAX,
  M.MaxAggregation,
  OnField,
  Missing
) {}

/** The least value of a numeric or DATE field. */
export class Min extends /*#__PURE__*/ kind(
  "Min",
  () => M.AggregationType.AGG_MIN,
  M.MinAggregation,
  OnField,
  Missing
) {}

/** The sum of a numeric field. */
export class Sum extends /*#__PURE__*/ kind(
  "Sum",
  () => M.AggregationType.AGG_SUM,
  M.SumAggregation,
  OnField,
  Missing
) {}

/** The number of rows that have the field. */
export class Count extends /*#__PURE__*/ kind(
  "Count",
  () => M.AggregationType.AGG_COUNT,
  M.CountAggregation,
  OnField
) {}

/** The number of distinct values; an estimate when they are many. */
export class DistinctCount extends /*#__PURE__*/ kind(
  "DistinctCount",
  () => M.AggregationType.AGG_DISTINCT_COUNT,
  M.DistinctCountAggregation,
  OnField,
  Missing
) {}

/** Values below which given shares of the rows lie. */
export class Percentiles extends /*#__PURE__*/ kind(
  "Percentiles",
  () => M.AggregationType.AGG_PERCENTILES,
  M.PercentilesAggregation,
  OnField,
  Missing,
  () => ({
    /** In percent, 0 to 100. */
    percentiles: inMessage("percentiles", list(Schema.Number))
  })
) {}

/** Rows of a group. */
export class TopRows extends /*#__PURE__*/ kind(
  "TopRows",
  () => M.AggregationType.AGG_TOP_ROWS,
  M.TopRowsAggregation,
  () => ({
    /** Rows to return at most. */
    limit: inMessage("limit", optional(Int32)),
    /** Which of them come first. */
    sort: inMessage("sort", optional(Sorters))
  })
) {}

/** Any aggregation. */
export type Aggregation = Avg | Max | Min | Sum | Count | DistinctCount | Percentiles | TopRows

/** Any aggregation. */
export const Aggregation: Schema.Codec<Aggregation, Pick<M.Aggregation, "type" | "body">> = /*#__PURE__*/ union(
  "an aggregation",
  M.Aggregation,
  "type",
  "body",
  () => [Avg, Max, Min, Sum, Count, DistinctCount, Percentiles, TopRows]
)

/** Aggregations by the name their result gets. */
export type Aggregations = Readonly<Record<string, Aggregation>>

/** Aggregations by the name their result gets. */
export const Aggregations: Schema.Codec<Aggregations, M.Aggregations> = /*#__PURE__*/ onlyField(
  M.Aggregations,
  "aggs",
  /*#__PURE__*/ dictionary("name", Aggregation)
)

const ofField =
  <Tag extends string>(_tag: Tag) =>
  (field: string, options: Missing = {}): { readonly _tag: Tag } & OnField & Missing => ({ _tag, field, ...options })

/** The average of a numeric or DATE field. */
export const avg: (field: string, options?: Missing) => Avg = /*#__PURE__*/ ofField("Avg")
/** The greatest value of a numeric or DATE field. */
export const max: (field: string, options?: Missing) => Max = /*#__PURE__*/ ofField("Max")
/** The least value of a numeric or DATE field. */
export const min: (field: string, options?: Missing) => Min = /*#__PURE__*/ ofField("Min")
/** The sum of a numeric field. */
export const sum: (field: string, options?: Missing) => Sum = /*#__PURE__*/ ofField("Sum")
/** The number of rows that have the field. */
export const count = (field: string): Count => ({ _tag: "Count", field })
/** The number of distinct values of a field; an estimate when they are many. */
export const distinctCount: (field: string, options?: Missing) => DistinctCount = /*#__PURE__*/ ofField("DistinctCount")

/**
 * Values below which given shares of the rows lie.
 *
 * @param percentiles in percent, e.g. `[50, 95, 99]`
 */
export const percentiles = (field: string, percentiles: ReadonlyArray<number>, options: Missing = {}): Percentiles => ({
  _tag: "Percentiles",
  field,
  percentiles,
  ...options
})

/** Some rows of each group; inside a group-by only. */
export const topRows = (options: Omit<TopRows, "_tag"> = {}): TopRows => ({ _tag: "TopRows", ...options })
