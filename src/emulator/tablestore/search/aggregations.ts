/** Aggregations over hits. Source: Tablestore, Search, aggregation. */

import type { ColumnValue, Row } from "../../../schema/tablestore/format/rowValue.ts"
import type { Aggregation, Aggregations, Percentiles, TopRows } from "../../../schema/tablestore/search/aggregation.ts"
import type { AggregationResult, AggregationResults } from "../../../schema/tablestore/search/aggregationResult.ts"
import type { IndexField } from "../../../schema/tablestore/search/searchIndexSchema.ts"
import { search as limits } from "../limits.ts"
import { parameterInvalid } from "../refusals.ts"
import type { Corpus } from "./Corpus.ts"
import { compareScalars, isScalar, type Scalar, valuesBelow } from "./documents.ts"
import { scalarFor } from "./queries.ts"
import { aggregatedField, bestFirst, type Hit, sorted } from "./sorting.ts"

/** Which columns of a row are returned. */
export type RowView = (hit: Hit) => Row

const numeric: ReadonlySet<IndexField["type"]> = new Set(["long", "double", "date"])

const scalarsOf = (
  corpus: Corpus,
  hits: ReadonlyArray<Hit>,
  path: string,
  missing: ColumnValue | undefined,
  mustBeNumeric: boolean
): ReadonlyArray<Scalar> => {
  const field = aggregatedField(corpus, path)
  if (mustBeNumeric && !numeric.has(field.type)) {
    throw parameterInvalid(`The field '${path}' of type ${field.type.toUpperCase()} does not support this aggregation.`)
  }
  const instead = missing === undefined ? [] : [scalarFor(field, missing)]
  return hits.flatMap(({ document }) => {
    const values = valuesBelow(document, path).filter(isScalar)
    return values.length === 0 ? instead : values
  })
}

const percentilesOf = (
  corpus: Corpus,
  hits: ReadonlyArray<Hit>,
  { field, missing, percentiles }: Percentiles
): AggregationResult => {
  const values = scalarsOf(corpus, hits, field, missing, true)
    .map(Number)
    .sort((a, b) => a - b)
  if (percentiles.some((percent) => !(percent >= 0 && percent <= 100))) {
    throw parameterInvalid("Percentiles must be in range: [0, 100].")
  }
  if (values.length === 0) return { _tag: "Percentiles", percentiles: [] }
  return {
    _tag: "Percentiles",
    percentiles: percentiles.map((percent) => {
      const place = (percent / 100) * (values.length - 1)
      const [low, high] = [values[Math.floor(place)]!, values[Math.ceil(place)]!]
      return { percent, value: low + (high - low) * (place - Math.floor(place)) }
    })
  }
}

const topRowsOf = (
  corpus: Corpus,
  hits: ReadonlyArray<Hit>,
  { limit = 3, sort }: TopRows,
  view: RowView
): AggregationResult => {
  if (limit <= 0 || limit > limits.maxTopRows) {
    throw parameterInvalid(`The limit of top rows must be in range: [1, ${limits.maxTopRows}].`)
  }
  const rows = sorted(corpus, hits, sort ?? bestFirst).slice(0, limit)
  return { _tag: "TopRows", rows: rows.map(view) }
}

const isNumberLike = (value: Scalar): value is number | bigint => typeof value === "number" || typeof value === "bigint"

/** Integers are summed exactly, then become the double that the result is. */
const total = (values: ReadonlyArray<Scalar>): number => {
  const numbers = values.filter(isNumberLike)
  return numbers.every((value) => typeof value === "bigint")
    ? Number(numbers.reduce<bigint>((sum, value) => sum + value, 0n))
    : numbers.reduce<number>((sum, value) => sum + Number(value), 0)
}

const extreme = (values: ReadonlyArray<Scalar>, sign: 1 | -1): { readonly value?: number } =>
  values.length === 0 ? {} : { value: Number(values.reduce((a, b) => (compareScalars(a, b) * sign >= 0 ? a : b))) }

const aggregate = (corpus: Corpus, hits: ReadonlyArray<Hit>, one: Aggregation, view: RowView): AggregationResult => {
  corpus.spend(hits.length)
  switch (one._tag) {
    case "Avg": {
      const values = scalarsOf(corpus, hits, one.field, one.missing, true)
      return values.length === 0 ? { _tag: "Avg" } : { _tag: "Avg", value: total(values) / values.length }
    }
    case "Max":
      return { _tag: "Max", ...extreme(scalarsOf(corpus, hits, one.field, one.missing, true), 1) }
    case "Min":
      return { _tag: "Min", ...extreme(scalarsOf(corpus, hits, one.field, one.missing, true), -1) }
    case "Sum":
      return { _tag: "Sum", value: total(scalarsOf(corpus, hits, one.field, one.missing, true)) }
    case "Count": {
      const { field } = one
      aggregatedField(corpus, field)
      const count = hits.reduce((sum, { document }) => sum + valuesBelow(document, field).length, 0)
      return { _tag: "Count", value: BigInt(count) }
    }
    case "DistinctCount": {
      const values = scalarsOf(corpus, hits, one.field, one.missing, false)
      return { _tag: "DistinctCount", value: BigInt(new Set(values.map((value) => `${typeof value} ${value}`)).size) }
    }
    case "Percentiles":
      return percentilesOf(corpus, hits, one)
    case "TopRows":
      return topRowsOf(corpus, hits, one, view)
  }
}

/** Results by the names of the aggregations. */
export const aggregateAll = (
  corpus: Corpus,
  hits: ReadonlyArray<Hit>,
  aggregations: Aggregations,
  view: RowView
): AggregationResults => {
  const entries = Object.entries(aggregations)
  if (entries.length > limits.maxAggregations) {
    throw parameterInvalid(`The number of aggregations exceeds the limit: ${limits.maxAggregations}.`)
  }
  return Object.fromEntries(entries.map(([name, one]) => [name, aggregate(corpus, hits, one, view)]))
}
