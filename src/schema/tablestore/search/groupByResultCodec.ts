/** Results of groupings as messages of the wire. */

import { decodeMessage, encodeMessage, type Message } from "../../wire/protobufMessage.ts"
import * as M from "../protobuf/generated/search.ts"
import { type Converter, oneLevelDeeper, senseless } from "../protobuf/recordCodec.ts"
import type {
  CompositeGroup,
  DateHistogramGroup,
  GeoGridGroup,
  Group,
  GroupByResult,
  GroupByResults,
  HistogramGroup,
  KeyGroup,
  RangeGroup
} from "./aggregationResult.ts"
import { aggregationResultsConverter } from "./aggregationResultCodec.ts"
import { pointCodec, variant } from "./searchValueCodec.ts"

/** What every group's message has. */
interface Inside {
  readonly subAggsResult?: M.AggregationsResult | undefined
  readonly subGroupBysResult?: M.GroupBysResult | undefined
}

const insideTo = ({ aggregations, groupBys }: Group): Inside => ({
  ...(Object.keys(aggregations).length === 0 ? {} : { subAggsResult: aggregationResultsConverter.to(aggregations) }),
  ...(Object.keys(groupBys).length === 0 ? {} : { subGroupBysResult: groupByResultsConverter.to(groupBys) })
})

const insideFrom = (rowCount: bigint | undefined, { subAggsResult, subGroupBysResult }: Inside): Group => ({
  rowCount: rowCount ?? 0n,
  aggregations: subAggsResult === undefined ? {} : aggregationResultsConverter.from(subAggsResult),
  groupBys: subGroupBysResult === undefined ? {} : groupByResultsConverter.from(subGroupBysResult)
})

const present = <A>(messageName: string, field: string, value: A | undefined): A => {
  if (value === undefined) throw senseless(messageName, `the field ${field} is missing`)
  return value
}

const keyGroup: Converter<KeyGroup, M.GroupByFieldResultItem> = {
  to: (group) => ({ key: group.key, rowCount: group.rowCount, ...insideTo(group) }),
  from: (item) => ({ key: present("GroupByFieldResultItem", "key", item.key), ...insideFrom(item.rowCount, item) })
}

const rangeGroup: Converter<RangeGroup, M.GroupByRangeResultItem> = {
  to: (group) => ({ from: group.from, to: group.to, rowCount: group.rowCount, ...insideTo(group) }),
  from: (item) => ({
    ...(item.from === undefined ? {} : { from: item.from }),
    ...(item.to === undefined ? {} : { to: item.to }),
    ...insideFrom(item.rowCount, item)
  })
}

const filterGroup: Converter<Group, M.GroupByFilterResultItem> = {
  to: (group) => ({ rowCount: group.rowCount, ...insideTo(group) }),
  from: (item) => insideFrom(item.rowCount, item)
}

const histogramGroup: Converter<HistogramGroup, M.GroupByHistogramItem> = {
  to: (group) => ({ key: variant.to(group.key), value: group.rowCount, ...insideTo(group) }),
  from: (item) => ({
    key: variant.from(present("GroupByHistogramItem", "key", item.key)),
    ...insideFrom(item.value, item)
  })
}

const dateHistogramGroup: Converter<DateHistogramGroup, M.GroupByDateHistogramItem> = {
  to: (group) => ({ timestamp: group.timestamp, rowCount: group.rowCount, ...insideTo(group) }),
  from: (item) => ({
    timestamp: present("GroupByDateHistogramItem", "timestamp", item.timestamp),
    ...insideFrom(item.rowCount, item)
  })
}

const geoGridGroup: Converter<GeoGridGroup, M.GroupByGeoGridResultItem> = {
  to: ({ topLeft, bottomRight, ...group }) => ({
    key: group.key,
    ...(topLeft === undefined && bottomRight === undefined
      ? {}
      : {
          geoGrid: {
            topLeft: topLeft && pointCodec.toMessage(topLeft),
            bottomRight: bottomRight && pointCodec.toMessage(bottomRight)
          }
        }),
    rowCount: group.rowCount,
    ...insideTo(group)
  }),
  from: ({ geoGrid, ...item }) => ({
    key: present("GroupByGeoGridResultItem", "key", item.key),
    ...(geoGrid?.topLeft === undefined ? {} : { topLeft: pointCodec.fromMessage(geoGrid.topLeft) }),
    ...(geoGrid?.bottomRight === undefined ? {} : { bottomRight: pointCodec.fromMessage(geoGrid.bottomRight) }),
    ...insideFrom(item.rowCount, item)
  })
}

/** A missing key is an empty text that is marked in a list beside. */
const compositeGroup: Converter<CompositeGroup, M.GroupByCompositeResultItem> = {
  to: (group) => ({
    keys: group.keys.map((key) => key ?? ""),
    rowCount: group.rowCount,
    ...insideTo(group),
    isNullKeys: group.keys.map((key) => key === undefined)
  }),
  from: (item) => ({
    keys: item.keys.map((key, index) => (item.isNullKeys[index] === true ? undefined : key)),
    ...insideFrom(item.rowCount, item)
  })
}

interface Kind {
  readonly type: M.GroupByType
  readonly encode: (result: any) => Uint8Array
  readonly decode: (bytes: Uint8Array) => GroupByResult
}

/**
 * A result that is a list of groups.
 *
 * @param items field of the message that holds the list
 */
const listKind = <Fields, One, Item>(
  _tag: Exclude<GroupByResult["_tag"], "CompositeGroups">,
  type: M.GroupByType,
  message: Message<Fields>,
  items: keyof Fields & string,
  group: Converter<One, Item>
): Kind => ({
  type,
  encode: ({ groups }: { readonly groups: ReadonlyArray<One> }) =>
    encodeMessage(message, { [items]: groups.map((one) => group.to(one)) } as Fields),
  decode: (bytes) => {
    const list = decodeMessage(message, bytes)[items] as ReadonlyArray<Item>
    return { _tag, groups: list.map((item) => group.from(item)) } as unknown as GroupByResult
  }
})

const kinds: { readonly [Tag in GroupByResult["_tag"]]: Kind } = {
  FieldGroups: listKind(
    "FieldGroups",
    M.GroupByType.GROUP_BY_FIELD,
    M.GroupByFieldResult,
    "groupByFieldResultItems",
    keyGroup
  ),
  RangeGroups: listKind(
    "RangeGroups",
    M.GroupByType.GROUP_BY_RANGE,
    M.GroupByRangeResult,
    "groupByRangeResultItems",
    rangeGroup
  ),
  FilterGroups: listKind(
    "FilterGroups",
    M.GroupByType.GROUP_BY_FILTER,
    M.GroupByFilterResult,
    "groupByFilterResultItems",
    filterGroup
  ),
  GeoDistanceGroups: listKind(
    "GeoDistanceGroups",
    M.GroupByType.GROUP_BY_GEO_DISTANCE,
    M.GroupByGeoDistanceResult,
    "groupByGeoDistanceResultItems",
    rangeGroup
  ),
  HistogramGroups: listKind(
    "HistogramGroups",
    M.GroupByType.GROUP_BY_HISTOGRAM,
    M.GroupByHistogramResult,
    "groupByHistogramItems",
    histogramGroup
  ),
  DateHistogramGroups: listKind(
    "DateHistogramGroups",
    M.GroupByType.GROUP_BY_DATE_HISTOGRAM,
    M.GroupByDateHistogramResult,
    "groupByDateHistogramItems",
    dateHistogramGroup
  ),
  GeoGridGroups: listKind(
    "GeoGridGroups",
    M.GroupByType.GROUP_BY_GEO_GRID,
    M.GroupByGeoGridResult,
    "groupByGeoGridResultItems",
    geoGridGroup
  ),
  CompositeGroups: {
    type: M.GroupByType.GROUP_BY_COMPOSITE,
    encode: ({ groups, sourceNames, nextToken }: Extract<GroupByResult, { readonly _tag: "CompositeGroups" }>) =>
      encodeMessage(M.GroupByCompositeResult, {
        groupByCompositeResultItems: groups.map(compositeGroup.to),
        sourceGroupByNames: sourceNames,
        nextToken
      }),
    decode: (bytes) => {
      const message = decodeMessage(M.GroupByCompositeResult, bytes)
      return {
        _tag: "CompositeGroups",
        groups: message.groupByCompositeResultItems.map(compositeGroup.from),
        sourceNames: message.sourceGroupByNames,
        ...(message.nextToken === undefined || message.nextToken === "" ? {} : { nextToken: message.nextToken })
      }
    }
  }
}

const byType = /*#__PURE__*/ new Map<number, Kind>(
  /*#__PURE__*/ Object.values(kinds).map((kind) => [kind.type, kind] as const)
)

const toMessage = (name: string, result: GroupByResult): M.GroupByResult =>
  oneLevelDeeper("GroupByResult", () => {
    const kind = kinds[result._tag]
    return { name, type: kind.type, groupByResult: kind.encode(result) }
  })

const fromMessage = ({ name, type, groupByResult }: M.GroupByResult): readonly [string, GroupByResult] =>
  oneLevelDeeper("GroupByResult", () => {
    const kind = type === undefined ? undefined : byType.get(type)
    if (kind === undefined || name === undefined || groupByResult === undefined) {
      throw senseless("GroupByResult", `${String(name)} of type ${String(type)} is not known or not whole`)
    }
    return [name, kind.decode(groupByResult)]
  })

/** Results as `GroupBysResult` messages. */
export const groupByResultsConverter: Converter<GroupByResults, M.GroupBysResult> = {
  to: (results) => ({ groupByResults: Object.entries(results).map(([name, result]) => toMessage(name, result)) }),
  from: ({ groupByResults }) => Object.fromEntries(groupByResults.map(fromMessage))
}

/** The bytes of results, as `SearchResponse.group_bys` carries them. Throws `WireError`. */
export const encodeGroupByResults = (results: GroupByResults): Uint8Array =>
  encodeMessage(M.GroupBysResult, groupByResultsConverter.to(results))

/** The results of some bytes. Throws `WireError`. */
export const decodeGroupByResults = (bytes: Uint8Array): GroupByResults =>
  groupByResultsConverter.from(decodeMessage(M.GroupBysResult, bytes))
