/**
 * Functions of a row that change its score, for `Query.scoreFunctions`.
 *
 * Source: Tablestore, FunctionsScoreQuery.
 */
import type { GeoPoint, Query } from "./searchQuery.ts"

/** The rows of a query, their score changed by functions. */
export interface ScoreFunctionsQuery {
  readonly _tag: "ScoreFunctions"
  readonly query: Query
  readonly functions: ReadonlyArray<ScoreFunction>
  /** How the functions' values become one. */
  readonly scoreMode?: "avg" | "max" | "sum" | "min" | "multiply" | "first" | undefined
  /** How that and the query's score become one. */
  readonly combineMode?: "multiply" | "avg" | "max" | "sum" | "min" | "replace" | undefined
  /** Rows below are dropped. */
  readonly minScore?: number | undefined
  /** Scores above are cut. */
  readonly maxScore?: number | undefined
}

/** A function of a row. Of `fieldValueFactor`, `random` and `decay` one is given; with none, the weight alone counts. */
export interface ScoreFunction {
  readonly fieldValueFactor?: FieldValueFactor | undefined
  /** A random number. */
  readonly random?: true | undefined
  readonly decay?: Decay | undefined
  readonly weight?: number | undefined
  /** Only rows of this query get the function. */
  readonly filter?: Query | undefined
}

/** A numeric field, changed and multiplied. */
export interface FieldValueFactor {
  readonly field: string
  readonly factor?: number | undefined
  readonly modifier?:
    | "none"
    | "log"
    | "log1p"
    | "log2p"
    | "ln"
    | "ln1p"
    | "ln2p"
    | "square"
    | "sqrt"
    | "reciprocal"
    | undefined
  /** Value of rows without the field. */
  readonly missing?: number | undefined
}

/** Falls with the distance from an origin. */
export interface Decay {
  readonly field: string
  readonly mathFunction?: "gauss" | "exp" | "linear" | undefined
  readonly distance: DecayDistance
  /** Score at `scale` from the origin. */
  readonly decay?: number | undefined
  /** Which value of an array counts. */
  readonly multiValueMode?: "max" | "min" | "sum" | "avg" | undefined
}

/** From where and how fast a {@link Decay} falls. */
export type DecayDistance = DateDistance | NumericDistance | GeoDistance

/** Distance in time. */
export interface DateDistance {
  readonly _tag: "DateDistance"
  /** Milliseconds since 1970, or a text in a format of the field. */
  readonly origin: bigint | string
  readonly scale: TimeSpan
  /** Within it nothing falls. */
  readonly offset?: TimeSpan | undefined
}

/** Distance on a number line. */
export interface NumericDistance {
  readonly _tag: "NumericDistance"
  readonly origin: number
  readonly scale: number
  readonly offset?: number | undefined
}

/** Distance on the earth, in metres. */
export interface GeoDistance {
  readonly _tag: "GeoDistance"
  readonly origin: GeoPoint
  readonly scale: number
  readonly offset?: number | undefined
}

/** A span of calendar time. */
export interface TimeSpan {
  readonly value: number
  readonly unit: "year" | "quarter" | "month" | "week" | "day" | "hour" | "minute" | "second" | "millisecond"
}
