/** Aggregations as messages of the wire. */

import { decodeMessage, encodeMessage } from "../../wire/protobufMessage.ts"
import * as M from "../protobuf/generated/search.ts"
import { type Converter, type RecordCodec, recordCodec, senseless } from "../protobuf/recordCodec.ts"
import type {
  Aggregation,
  Aggregations,
  Avg,
  Count,
  DistinctCount,
  Max,
  Min,
  Percentiles,
  Sum,
  TopRows
} from "./aggregation.ts"
import { sorts } from "./searchQueryCodec.ts"
import { variant } from "./searchValueCodec.ts"

const ofField = { field: "fieldName", missing: ["missing", variant] } as const

/** Of each kind of aggregation, its number and how it is written. */
const kinds: { readonly [Tag in Aggregation["_tag"]]: readonly [M.AggregationType, RecordCodec<any, any>] } = {
  Avg: [M.AggregationType.AGG_AVG, recordCodec<Avg>()(M.AvgAggregation, "Avg", ofField, ["field"])],
  Max: [M.AggregationType.AGG_MAX, recordCodec<Max>()(M.MaxAggregation, "Max", ofField, ["field"])],
  Min: [M.AggregationType.AGG_MIN, recordCodec<Min>()(M.MinAggregation, "Min", ofField, ["field"])],
  Sum: [M.AggregationType.AGG_SUM, recordCodec<Sum>()(M.SumAggregation, "Sum", ofField, ["field"])],
  Count: [
    M.AggregationType.AGG_COUNT,
    recordCodec<Count>()(M.CountAggregation, "Count", { field: "fieldName" }, ["field"])
  ],
  DistinctCount: [
    M.AggregationType.AGG_DISTINCT_COUNT,
    recordCodec<DistinctCount>()(M.DistinctCountAggregation, "DistinctCount", ofField, ["field"])
  ],
  TopRows: [
    M.AggregationType.AGG_TOP_ROWS,
    recordCodec<TopRows>()(M.TopRowsAggregation, "TopRows", { limit: "limit", sort: ["sort", sorts] }, [])
  ],
  Percentiles: [
    M.AggregationType.AGG_PERCENTILES,
    recordCodec<Percentiles>()(M.PercentilesAggregation, "Percentiles", { ...ofField, percentiles: "percentiles" }, [
      "field",
      "percentiles"
    ])
  ]
}

const byType = /*#__PURE__*/ new Map(/*#__PURE__*/ Object.values(kinds).map(([type, codec]) => [type as number, codec]))

/** Aggregations as `Aggregations` messages, in the order of their names in the record. */
export const aggregationsConverter: Converter<Aggregations, M.Aggregations> = {
  to: (aggregations) => ({
    aggs: Object.entries(aggregations).map(([name, aggregation]) => {
      const kind = kinds[aggregation._tag]
      if (kind === undefined)
        throw senseless("Aggregation", `there is no aggregation ${JSON.stringify(aggregation._tag)}`)
      return { name, type: kind[0], body: kind[1].encode(aggregation) }
    })
  }),
  from: ({ aggs }) =>
    Object.fromEntries(
      aggs.map(({ name, type, body }) => {
        const codec = type === undefined ? undefined : byType.get(type)
        if (codec === undefined || name === undefined || body === undefined) {
          throw senseless("Aggregation", `${String(name)} of type ${String(type)} is not known or not whole`)
        }
        return [name, codec.decode(body) as Aggregation]
      })
    )
}

/** The bytes of aggregations. Throws `WireError`. */
export const encodeAggregations = (aggregations: Aggregations): Uint8Array =>
  encodeMessage(M.Aggregations, aggregationsConverter.to(aggregations))

/** The aggregations of some bytes. Throws `WireError`. */
export const decodeAggregations = (bytes: Uint8Array): Aggregations =>
  aggregationsConverter.from(decodeMessage(M.Aggregations, bytes))
