/** Small values of search messages: variants, points, time spans, orders. */

import { decodeVariant } from "../format/plainBufferDecoder.ts"
import { encodeVariant } from "../format/plainBufferEncoder.ts"
import type { ColumnValue } from "../format/rowValue.ts"
import {
  DateTimeUnit,
  DateTimeValue,
  FieldRange as FieldRangeMessage,
  GeoPoint as GeoPointMessage,
  SortOrder
} from "../protobuf/generated/search.ts"
import { type Converter, recordCodec, senseless, words } from "../protobuf/recordCodec.ts"
import type { FieldRange } from "./groupBy.ts"
import type { TimeSpan } from "./scoreFunction.ts"
import type { GeoPoint } from "./searchQuery.ts"

/** A value as its type byte and data. */
export const variant: Converter<ColumnValue, Uint8Array> = { to: encodeVariant, from: decodeVariant }

/** A point as the text `latitude,longitude`. */
export const pointText: Converter<GeoPoint, string> = {
  to: ({ latitude, longitude }) => `${latitude},${longitude}`,
  from: (text) => {
    const [latitude, longitude, ...rest] = text
      .split(",")
      .map((part) => (part.trim() === "" ? Number.NaN : Number(part)))
    if (rest.length > 0 || !Number.isFinite(latitude) || !Number.isFinite(longitude)) {
      throw senseless("GeoPoint", `${JSON.stringify(text.slice(0, 80))} is no latitude,longitude`)
    }
    return { latitude: latitude!, longitude: longitude! }
  }
}

/** A point as two doubles. */
export const pointCodec = /*#__PURE__*/ recordCodec<GeoPoint>()(
  GeoPointMessage,
  undefined,
  { latitude: "lat", longitude: "lon" },
  ["latitude", "longitude"]
)

export const orders = /*#__PURE__*/ words("SortOrder", {
  asc: SortOrder.SORT_ORDER_ASC,
  desc: SortOrder.SORT_ORDER_DESC
})

const units = /*#__PURE__*/ words("DateTimeValue", {
  year: DateTimeUnit.YEAR,
  quarter: DateTimeUnit.QUARTER_YEAR,
  month: DateTimeUnit.MONTH,
  week: DateTimeUnit.WEEK,
  day: DateTimeUnit.DAY,
  hour: DateTimeUnit.HOUR,
  minute: DateTimeUnit.MINUTE,
  second: DateTimeUnit.SECOND,
  millisecond: DateTimeUnit.MILLISECOND
})

export const timeSpanCodec = /*#__PURE__*/ recordCodec<TimeSpan>()(
  DateTimeValue,
  undefined,
  { value: "value", unit: ["unit", units] },
  ["value", "unit"]
)

export const fieldRangeCodec = /*#__PURE__*/ recordCodec<FieldRange>()(
  FieldRangeMessage,
  undefined,
  { min: ["min", variant], max: ["max", variant] },
  []
)
