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
import type { ColumnValue } from "../format/rowValue.ts"
import type { Sorter } from "./searchSort.ts"

/** How an aggregation treats rows without the field. */
export interface Missing {
  /** Value of rows without the field; they are left out when absent. */
  readonly missing?: ColumnValue | undefined
}

interface OfField<Tag extends string> {
  readonly _tag: Tag
  readonly field: string
}

/** The average of a numeric or DATE field. */
export interface Avg extends OfField<"Avg">, Missing {}
/** The greatest value of a numeric or DATE field. */
export interface Max extends OfField<"Max">, Missing {}
/** The least value of a numeric or DATE field. */
export interface Min extends OfField<"Min">, Missing {}
/** The sum of a numeric field. */
export interface Sum extends OfField<"Sum">, Missing {}
/** The number of rows that have the field. */
export interface Count extends OfField<"Count"> {}
/** The number of distinct values; an estimate when they are many. */
export interface DistinctCount extends OfField<"DistinctCount">, Missing {}
/** Values below which given shares of the rows lie. */
export interface Percentiles extends OfField<"Percentiles">, Missing {
  /** In percent, 0 to 100. */
  readonly percentiles: ReadonlyArray<number>
}
/** Rows of a group. */
export interface TopRows {
  readonly _tag: "TopRows"
  readonly limit?: number | undefined
  readonly sort?: ReadonlyArray<Sorter> | undefined
}

/** Any aggregation. */
export type Aggregation = Avg | Max | Min | Sum | Count | DistinctCount | Percentiles | TopRows

/** Aggregations by the name their result gets. */
export type Aggregations = Readonly<Record<string, Aggregation>>

const ofField =
  <Tag extends string>(_tag: Tag) =>
  (field: string, options: Missing = {}): OfField<Tag> & Missing => ({ _tag, field, ...options })

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
