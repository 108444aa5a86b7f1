/**
 * Time series as fields of operations: keys, rows, and conditions on series.
 */
import type * as Schema from "effect/Schema"
import { encodeMessage } from "../../wire/protobufMessage.ts"
import { decodeRows } from "../format/plainBufferDecoder.ts"
import type { ColumnValue, Row } from "../format/rowValue.ts"
import * as M from "../protobuf/generated/timeseries.ts"
import { oneLevelDeeper, senseless, words } from "../protobuf/recordCodec.ts"
import { list, NotAllowed, oneWay, record } from "../protobuf/wire.ts"
import {
  decodeTimeseriesRows,
  encodeTimeseriesRows,
  type TimeseriesKey,
  type TimeseriesRow,
  tagsText
} from "./timeseriesRows.ts"

/** Names and values as the text `["name=value",...]`. */
const pairsFrom = (text: string): Readonly<Record<string, string>> => {
  if (text === "" || text === "[]") return {}
  const items = text.match(/^\["(.*)"\]$/s)
  if (items === null) throw senseless("TimeseriesKey", `tags or attributes that are no ["name=value",...]`)
  return Object.fromEntries(
    items[1]!.split('","').map((item) => {
      const at = item.indexOf("=")
      return at < 0 ? [item, ""] : [item.slice(0, at), item.slice(at + 1)]
    })
  )
}

const checkKey = ({ measurement, tags }: TimeseriesKey): void => {
  if (typeof measurement !== "string" || measurement === "") {
    throw new NotAllowed({ path: ["measurement"], expected: "the name of a measurement" })
  }
  for (const [name, value] of Object.entries(tags)) {
    // There is no way to write them.
    if (/["=]/.test(name) || value.includes('"')) {
      throw new NotAllowed({ path: ["tags", name], expected: 'a name without "=" and quotes, a value without quotes' })
    }
  }
}

const keyTo = (key: TimeseriesKey): M.TimeseriesKey => {
  checkKey(key)
  return {
    measurement: key.measurement,
    source: key.source,
    tags: tagsText(key.tags),
    tagList: Object.entries(key.tags).map(([name, value]) => ({ name, value }))
  }
}

const keyFrom = ({ measurement = "", source = "", tags = "", tagList }: M.TimeseriesKey): TimeseriesKey => ({
  measurement,
  source,
  tags: tagList.length > 0 ? Object.fromEntries(tagList.map(({ name, value }) => [name, value])) : pairsFrom(tags)
})

/** What identifies a time series. */
export const TimeseriesKeyField: Schema.Codec<TimeseriesKey, M.TimeseriesKey> = record("the key of a time series", {
  to: keyTo,
  from: keyFrom
})

/** What identifies some time series. */
export const TimeseriesKeysField: Schema.Codec<ReadonlyArray<TimeseriesKey>, ReadonlyArray<M.TimeseriesKey>> = list(
  "a list of keys of time series",
  { to: (keys) => keys.map(keyTo), from: (keys) => keys.map(keyFrom) }
)

/** What is known of a time series. */
export interface TimeseriesMeta {
  readonly key: TimeseriesKey
  readonly attributes?: Readonly<Record<string, string>> | undefined
  /** When something of the series was written last, microseconds since 1970. */
  readonly updateTime?: bigint | undefined
}

const metaTo = ({ key, attributes, updateTime }: TimeseriesMeta): M.TimeseriesMeta => ({
  timeSeriesKey: keyTo(key),
  attributes: attributes === undefined ? undefined : tagsText(attributes),
  updateTime
})

const metaFrom = ({ timeSeriesKey, attributes, updateTime }: M.TimeseriesMeta): TimeseriesMeta => ({
  key: keyFrom(timeSeriesKey),
  ...(attributes === undefined ? {} : { attributes: pairsFrom(attributes) }),
  ...(updateTime === undefined ? {} : { updateTime })
})

/** What is known of some time series. */
export const TimeseriesMetasField: Schema.Codec<ReadonlyArray<TimeseriesMeta>, ReadonlyArray<M.TimeseriesMeta>> = list(
  "a list of time series",
  { to: (metas) => metas.map(metaTo), from: (metas) => metas.map(metaFrom) }
)

/** Rows of time series that are written. */
export const TimeseriesRowsField: Schema.Codec<ReadonlyArray<TimeseriesRow>, M.TimeseriesRows> = list(
  "a list of rows of time series",
  {
    to: (rows: ReadonlyArray<TimeseriesRow>) => {
      if (rows.length === 0) throw new NotAllowed({ path: [], expected: "at least one row" })
      for (const { key } of rows) checkKey(key)
      const { bytes, crc32c } = encodeTimeseriesRows(rows)
      return { type: M.RowsSerializeType.RST_FLAT_BUFFER, rowsData: bytes, flatbufferCrc32c: crc32c }
    },
    from: ({ rowsData }: M.TimeseriesRows) => decodeTimeseriesRows(rowsData)
  }
)

const textOf = (value: ColumnValue | undefined): string => (typeof value === "string" ? value : "")

/** A row as it is stored: its key in columns with names of their own, the type of a field behind a colon. */
const rowFrom = ({ primaryKey, columns }: Row): TimeseriesRow => {
  const key = new Map(primaryKey.map(({ name, value }) => [name, value]))
  const time = key.get("_time")
  if (typeof time !== "bigint") throw senseless("GetTimeseriesDataResponse", "a row without its time")
  return {
    key: {
      measurement: textOf(key.get("_m_name")),
      source: textOf(key.get("_data_source")),
      tags: pairsFrom(textOf(key.get("_tags")))
    },
    time,
    fields: Object.fromEntries(
      columns.map(({ name, value }) => {
        const colon = name.lastIndexOf(":")
        return [colon < 0 ? name : name.slice(0, colon), value]
      })
    )
  }
}

/** Rows of time series that were read. */
export const StoredTimeseriesRowsField: Schema.Codec<ReadonlyArray<TimeseriesRow>, Uint8Array> = list(
  "a list of rows of time series",
  { to: oneWay, from: (bytes: Uint8Array) => decodeRows(bytes).map(rowFrom) }
)

type Comparison = "equal" | "greaterThan" | "greaterThanOrEqual" | "lessThan" | "lessThanOrEqual" | "prefix"

/** Which time series are meant. */
export type TimeseriesCondition =
  | { readonly _tag: "And" | "Or" | "Not"; readonly conditions: ReadonlyArray<TimeseriesCondition> }
  | { readonly _tag: "Measurement" | "Source"; readonly comparison: Comparison; readonly value: string }
  | {
      readonly _tag: "Tag" | "Attribute"
      readonly name: string
      readonly comparison: Comparison
      readonly value: string
    }
  | {
      readonly _tag: "UpdateTime"
      readonly comparison: Exclude<Comparison, "prefix">
      /** Microseconds since 1970. */
      readonly value: bigint
    }

const comparisons = /*#__PURE__*/ words("MetaQueryCondition", {
  equal: M.MetaQuerySingleOperator.OP_EQUAL,
  greaterThan: M.MetaQuerySingleOperator.OP_GREATER_THAN,
  greaterThanOrEqual: M.MetaQuerySingleOperator.OP_GREATER_EQUAL,
  lessThan: M.MetaQuerySingleOperator.OP_LESS_THAN,
  lessThanOrEqual: M.MetaQuerySingleOperator.OP_LESS_EQUAL,
  prefix: M.MetaQuerySingleOperator.OP_PREFIX
})

const combinations = /*#__PURE__*/ words("MetaQueryCondition", {
  And: M.MetaQueryCompositeOperator.OP_AND,
  Or: M.MetaQueryCompositeOperator.OP_OR,
  Not: M.MetaQueryCompositeOperator.OP_NOT
})

const kinds = M.MetaQueryConditionType

const conditionTo = (condition: TimeseriesCondition): M.MetaQueryCondition =>
  oneLevelDeeper("MetaQueryCondition", () => {
    switch (condition._tag) {
      case "And":
      case "Or":
      case "Not": {
        const op = combinations.to(condition._tag)
        const subConditions = condition.conditions.map(conditionTo)
        const protoData = encodeMessage(M.MetaQueryCompositeCondition, { op, subConditions })
        return { type: kinds.COMPOSITE_CONDITION, protoData }
      }
      case "Measurement": {
        const { value, comparison } = condition
        const protoData = encodeMessage(M.MetaQueryMeasurementCondition, { op: comparisons.to(comparison), value })
        return { type: kinds.MEASUREMENT_CONDITION, protoData }
      }
      case "Source": {
        const { value, comparison } = condition
        const protoData = encodeMessage(M.MetaQuerySourceCondition, { op: comparisons.to(comparison), value })
        return { type: kinds.SOURCE_CONDITION, protoData }
      }
      case "Tag": {
        const { name, value, comparison } = condition
        const op = comparisons.to(comparison)
        return {
          type: kinds.TAG_CONDITION,
          protoData: encodeMessage(M.MetaQueryTagCondition, { op, tagName: name, value })
        }
      }
      case "Attribute": {
        const { name, value, comparison } = condition
        const message = { op: comparisons.to(comparison), attrName: name, value }
        return { type: kinds.ATTRIBUTE_CONDITION, protoData: encodeMessage(M.MetaQueryAttributeCondition, message) }
      }
      case "UpdateTime": {
        const { value, comparison } = condition
        const protoData = encodeMessage(M.MetaQueryUpdateTimeCondition, { op: comparisons.to(comparison), value })
        return { type: kinds.UPDATE_TIME_CONDITION, protoData }
      }
    }
  })

/** Which time series are meant. */
export const TimeseriesConditionField: Schema.Codec<TimeseriesCondition, M.MetaQueryCondition> = record(
  "a condition on time series",
  { to: conditionTo, from: oneWay }
)
