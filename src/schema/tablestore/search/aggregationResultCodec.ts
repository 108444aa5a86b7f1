/** Results of aggregations as messages of the wire. */

import { decodeMessage, encodeMessage, type Message } from "../../wire/protobufMessage.ts"
import { decodeRow } from "../format/plainBufferDecoder.ts"
import { encodeRow } from "../format/plainBufferEncoder.ts"
import type { Row } from "../format/rowValue.ts"
import * as M from "../protobuf/generated/search.ts"
import { type Converter, senseless } from "../protobuf/recordCodec.ts"
import type { AggregationResult, AggregationResults, AggregationTag } from "./aggregationResult.ts"
import { variant } from "./searchValueCodec.ts"

interface Kind {
  readonly type: M.AggregationType
  readonly encode: (result: any) => Uint8Array
  readonly decode: (bytes: Uint8Array) => AggregationResult
}

/** Gives a kind its types: they meet again by tag and by number only. */
const kind = <Tag extends AggregationTag>(
  _tag: Tag,
  type: M.AggregationType,
  encode: (result: Extract<AggregationResult, { readonly _tag: Tag }>) => Uint8Array,
  decode: (bytes: Uint8Array) => Extract<AggregationResult, { readonly _tag: Tag }>
): Kind => ({ type, encode, decode })

const numberKind = (
  _tag: "Avg" | "Max" | "Min" | "Sum",
  type: M.AggregationType,
  message: Message<{ readonly value?: number | undefined }>
): Kind =>
  kind(
    _tag,
    type,
    ({ value }) => encodeMessage(message, { value }),
    (bytes) => {
      const { value } = decodeMessage(message, bytes)
      return value === undefined ? { _tag } : { _tag, value }
    }
  )

const countKind = (
  _tag: "Count" | "DistinctCount",
  type: M.AggregationType,
  message: Message<{ readonly value?: bigint | undefined }>
): Kind =>
  kind(
    _tag,
    type,
    ({ value }) => encodeMessage(message, { value }),
    (bytes) => ({ _tag, value: decodeMessage(message, bytes).value ?? 0n })
  )

const topRow = (bytes: Uint8Array): Row => {
  const row = decodeRow(bytes)
  if (row === undefined) throw senseless("TopRowsAggregationResult", "a row of no bytes")
  return row
}

const kinds: { readonly [Tag in AggregationTag]: Kind } = {
  Avg: numberKind("Avg", M.AggregationType.AGG_AVG, M.AvgAggregationResult),
  Max: numberKind("Max", M.AggregationType.AGG_MAX, M.MaxAggregationResult),
  Min: numberKind("Min", M.AggregationType.AGG_MIN, M.MinAggregationResult),
  Sum: numberKind("Sum", M.AggregationType.AGG_SUM, M.SumAggregationResult),
  Count: countKind("Count", M.AggregationType.AGG_COUNT, M.CountAggregationResult),
  DistinctCount: countKind("DistinctCount", M.AggregationType.AGG_DISTINCT_COUNT, M.DistinctCountAggregationResult),
  TopRows: kind(
    "TopRows",
    M.AggregationType.AGG_TOP_ROWS,
    ({ rows }) => encodeMessage(M.TopRowsAggregationResult, { rows: rows.map(encodeRow) }),
    (bytes) => ({ _tag: "TopRows", rows: decodeMessage(M.TopRowsAggregationResult, bytes).rows.map(topRow) })
  ),
  Percentiles: kind(
    "Percentiles",
    M.AggregationType.AGG_PERCENTILES,
    ({ percentiles }) =>
      encodeMessage(M.PercentilesAggregationResult, {
        percentilesAggregationItems: percentiles.map(({ percent, value }) => ({
          key: percent,
          value: variant.to(value)
        }))
      }),
    (bytes) => ({
      _tag: "Percentiles",
      percentiles: decodeMessage(M.PercentilesAggregationResult, bytes).percentilesAggregationItems.map(
        ({ key, value }) => {
          if (key === undefined || value === undefined) throw senseless("PercentilesAggregationItem", "it is not whole")
          return { percent: key, value: variant.from(value) }
        }
      )
    })
  )
}

const byType = /*#__PURE__*/ new Map<number, Kind>(
  /*#__PURE__*/ Object.values(kinds).map((kind) => [kind.type, kind] as const)
)

/** Results as `AggregationsResult` messages. */
export const aggregationResultsConverter: Converter<AggregationResults, M.AggregationsResult> = {
  to: (results) => ({
    aggResults: Object.entries(results).map(([name, result]) => {
      const kind = kinds[result._tag]
      return { name, type: kind.type, aggResult: kind.encode(result) }
    })
  }),
  from: ({ aggResults }) =>
    Object.fromEntries(
      aggResults.map(({ name, type, aggResult }) => {
        const kind = type === undefined ? undefined : byType.get(type)
        if (kind === undefined || name === undefined || aggResult === undefined) {
          throw senseless("AggregationResult", `${String(name)} of type ${String(type)} is not known or not whole`)
        }
        return [name, kind.decode(aggResult) as AggregationResult]
      })
    )
}

/** The bytes of results, as `SearchResponse.aggs` carries them. Throws `WireError`. */
export const encodeAggregationResults = (results: AggregationResults): Uint8Array =>
  encodeMessage(M.AggregationsResult, aggregationResultsConverter.to(results))

/** The results of some bytes. Throws `WireError`. */
export const decodeAggregationResults = (bytes: Uint8Array): AggregationResults =>
  aggregationResultsConverter.from(decodeMessage(M.AggregationsResult, bytes))
