/** Groupings as messages of the wire. */

import { decodeMessage, encodeMessage } from "../../wire/protobufMessage.ts"
import * as M from "../protobuf/generated/search.ts"
import {
  type Converter,
  listOf,
  nested,
  oneLevelDeeper,
  type RecordCodec,
  recordCodec,
  senseless
} from "../protobuf/recordCodec.ts"
import { aggregationsConverter } from "./aggregationCodec.ts"
import type {
  CompositeGroups,
  DateHistogramGroups,
  FieldGroups,
  FilterGroups,
  GeoDistanceGroups,
  GeoGridGroups,
  GeoHashLength,
  GroupBy,
  GroupBys,
  GroupRange,
  GroupSorter,
  HistogramGroups,
  RangeGroups
} from "./groupBy.ts"
import { queryConverter } from "./searchQueryCodec.ts"
import type { SortOrder } from "./searchSort.ts"
import { fieldRangeCodec, orders, pointCodec, timeSpanCodec, variant } from "./searchValueCodec.ts"

/** Groupings as `GroupBys` messages, in the order of their names in the record. */
export const groupBysConverter: Converter<GroupBys, M.GroupBys> = {
  to: (groupBys) => ({ groupBys: Object.entries(groupBys).map(([name, groupBy]) => toMessage(name, groupBy)) }),
  from: (message) => Object.fromEntries(message.groupBys.map(fromMessage))
}

const inside = {
  aggregations: ["subAggs", aggregationsConverter],
  groupBys: ["subGroupBys", groupBysConverter]
} as const

const rangeCodec = /*#__PURE__*/ recordCodec<GroupRange>()(M.Range, undefined, { from: "from", to: "to" }, [])

const ranges = /*#__PURE__*/ listOf(/*#__PURE__*/ nested(() => rangeCodec))

const orderOf = (order: M.SortOrder | undefined): SortOrder => (order === undefined ? "asc" : orders.from(order))

const sorter: Converter<GroupSorter, M.GroupBySorter> = {
  to: (value) => {
    const order = orders.to(value.order)
    switch (value._tag) {
      case "GroupKeySort":
        return { groupKeySort: { order } }
      case "RowCountSort":
        return { rowCountSort: { order } }
      case "AggregationSort":
        return { subAggSort: { subAggName: value.aggregation, order } }
    }
  },
  from: ({ groupKeySort, rowCountSort, subAggSort }) => {
    if (groupKeySort !== undefined) return { _tag: "GroupKeySort", order: orderOf(groupKeySort.order) }
    if (rowCountSort !== undefined) return { _tag: "RowCountSort", order: orderOf(rowCountSort.order) }
    if (subAggSort?.subAggName !== undefined) {
      return { _tag: "AggregationSort", aggregation: subAggSort.subAggName, order: orderOf(subAggSort.order) }
    }
    throw senseless("GroupBySorter", "it holds no sorter that is known")
  }
}

const groupSort: Converter<ReadonlyArray<GroupSorter>, M.GroupBySort> = {
  to: (sorters) => ({ sorters: sorters.map(sorter.to) }),
  from: (message) => message.sorters.map(sorter.from)
}

/** The number of a precision is the length of its geohash. */
const precision: Converter<GeoHashLength, M.GeoHashPrecision> = {
  to: (length) => length,
  from: (code) => {
    if (!Number.isInteger(code) || code < 1 || code > 12)
      throw senseless("GroupByGeoGrid", `there is no precision ${code}`)
    return code
  }
}

/** Of each kind of grouping, its number and how it is written. */
const kinds: { readonly [Tag in GroupBy["_tag"]]: readonly [M.GroupByType, RecordCodec<any, any>] } = {
  FieldGroups: [
    M.GroupByType.GROUP_BY_FIELD,
    recordCodec<FieldGroups>()(
      M.GroupByField,
      "FieldGroups",
      { field: "fieldName", size: "size", sort: ["sort", groupSort], minDocCount: "minDocCount", ...inside },
      ["field"]
    )
  ],
  RangeGroups: [
    M.GroupByType.GROUP_BY_RANGE,
    recordCodec<RangeGroups>()(
      M.GroupByRange,
      "RangeGroups",
      { field: "fieldName", ranges: ["ranges", ranges], ...inside },
      ["field", "ranges"]
    )
  ],
  FilterGroups: [
    M.GroupByType.GROUP_BY_FILTER,
    recordCodec<FilterGroups>()(
      M.GroupByFilter,
      "FilterGroups",
      { filters: ["filters", listOf(queryConverter)], ...inside },
      ["filters"]
    )
  ],
  GeoDistanceGroups: [
    M.GroupByType.GROUP_BY_GEO_DISTANCE,
    recordCodec<GeoDistanceGroups>()(
      M.GroupByGeoDistance,
      "GeoDistanceGroups",
      { field: "fieldName", origin: ["origin", nested(() => pointCodec)], ranges: ["ranges", ranges], ...inside },
      ["field", "origin", "ranges"]
    )
  ],
  HistogramGroups: [
    M.GroupByType.GROUP_BY_HISTOGRAM,
    recordCodec<HistogramGroups>()(
      M.GroupByHistogram,
      "HistogramGroups",
      {
        field: "fieldName",
        interval: ["interval", variant],
        missing: ["missing", variant],
        minDocCount: "minDocCount",
        sort: ["sort", groupSort],
        fieldRange: ["fieldRange", nested(() => fieldRangeCodec)],
        offset: ["offset", variant],
        ...inside
      },
      ["field", "interval"]
    )
  ],
  DateHistogramGroups: [
    M.GroupByType.GROUP_BY_DATE_HISTOGRAM,
    recordCodec<DateHistogramGroups>()(
      M.GroupByDateHistogram,
      "DateHistogramGroups",
      {
        field: "fieldName",
        interval: ["interval", nested(() => timeSpanCodec)],
        fieldRange: ["fieldRange", nested(() => fieldRangeCodec)],
        missing: ["missing", variant],
        minDocCount: "minDocCount",
        timeZone: "timeZone",
        sort: ["sort", groupSort],
        offset: ["offset", nested(() => timeSpanCodec)],
        ...inside
      },
      ["field", "interval"]
    )
  ],
  GeoGridGroups: [
    M.GroupByType.GROUP_BY_GEO_GRID,
    recordCodec<GeoGridGroups>()(
      M.GroupByGeoGrid,
      "GeoGridGroups",
      { field: "fieldName", precision: ["precision", precision], size: "size", ...inside },
      ["field"]
    )
  ],
  CompositeGroups: [
    M.GroupByType.GROUP_BY_COMPOSITE,
    recordCodec<CompositeGroups>()(
      M.GroupByComposite,
      "CompositeGroups",
      {
        sources: ["sources", groupBysConverter],
        size: "size",
        nextToken: "nextToken",
        suggestedSize: "suggestedSize",
        ...inside
      },
      ["sources"]
    )
  ]
}

const byType = /*#__PURE__*/ new Map(/*#__PURE__*/ Object.values(kinds).map(([type, codec]) => [type as number, codec]))

const toMessage = (name: string, groupBy: GroupBy): M.GroupBy =>
  oneLevelDeeper("GroupBy", () => {
    const kind = kinds[groupBy._tag]
    if (kind === undefined) throw senseless("GroupBy", `there is no grouping ${JSON.stringify(groupBy._tag)}`)
    return { name, type: kind[0], body: kind[1].encode(groupBy) }
  })

const fromMessage = ({ name, type, body }: M.GroupBy): readonly [string, GroupBy] =>
  oneLevelDeeper("GroupBy", () => {
    const codec = type === undefined ? undefined : byType.get(type)
    if (codec === undefined || name === undefined || body === undefined) {
      throw senseless("GroupBy", `${String(name)} of type ${String(type)} is not known or not whole`)
    }
    return [name, codec.decode(body) as GroupBy]
  })

/** The bytes of groupings. Throws `WireError`. */
export const encodeGroupBys = (groupBys: GroupBys): Uint8Array =>
  encodeMessage(M.GroupBys, groupBysConverter.to(groupBys))

/** The groupings of some bytes. Throws `WireError`. */
export const decodeGroupBys = (bytes: Uint8Array): GroupBys => groupBysConverter.from(decodeMessage(M.GroupBys, bytes))
