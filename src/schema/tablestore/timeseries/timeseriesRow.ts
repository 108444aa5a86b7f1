/**
 * Values of time series at a time, as they are written.
 */
import type * as Schema from "effect/Schema"
import * as SchemaIssue from "effect/SchemaIssue"
import { Misfit } from "../../conversion.ts"
import { listOf, nested } from "../../Fields.ts"
import { inMessage, orMisfit } from "../../wire/protobuf.ts"
import type { ColumnValue } from "../format/rowValue.ts"
import { timeseriesLimits as limits } from "../limits.ts"
import * as M from "../protobuf/generated/timeseries.ts"
import { NotAllowed, wire } from "../protobuf/wire.ts"
import { isLonger, isNamed, RowKey } from "./timeseriesKey.ts"
import { decodeTimeseriesRows, encodeTimeseriesRows } from "./timeseriesRows.ts"

/** A time in microseconds since 1970. */
export const Micros: Schema.Codec<bigint, bigint> = /*#__PURE__*/ wire(
  (value): value is bigint => typeof value === "bigint" && value >= 0n && value < 2n ** 63n,
  "microseconds since 1970, a bigint of 0 or more",
  { to: (time) => time, from: (time) => time }
)

const namePattern = /*#__PURE__*/ new RegExp(`^[a-z_][a-z0-9_]{0,${limits.fieldNameBytes - 1}}$`)

/** Names that columns of the service's own have. */
const reservedNames: ReadonlySet<string> = /*#__PURE__*/ new Set([
  "_m_name",
  "_data_source",
  "_tags",
  "_time",
  "_meta_update_time",
  "_attributes"
])

const wrongWithName = (name: string): string | undefined => {
  if (!namePattern.test(name)) {
    return `named by 1 to ${limits.fieldNameBytes} small letters, digits and underscores that do not start with a digit`
  }
  return reservedNames.has(name) ? "named otherwise: the service has a column of this name" : undefined
}

const wrongWithValue = (value: unknown): string | undefined => {
  switch (typeof value) {
    case "boolean":
      return undefined
    case "bigint":
      return BigInt.asIntN(64, value) === value ? undefined : "a signed 64-bit integer"
    case "number":
      return Number.isFinite(value) ? undefined : "a finite number"
    case "string":
      if (!value.isWellFormed()) return "text without half of a surrogate pair"
      return isLonger(value, limits.valueBytes) ? `at most ${limits.valueBytes} bytes` : undefined
    default:
      if (!(value instanceof Uint8Array)) return "a bigint, number, boolean, string or Uint8Array"
      return value.length > limits.valueBytes ? `at most ${limits.valueBytes} bytes` : undefined
  }
}

type FieldValues = Readonly<Record<string, ColumnValue>>

const FieldValues: Schema.Codec<FieldValues, FieldValues> = /*#__PURE__*/ wire(
  (value): value is FieldValues => isNamed(value),
  "values by the names of their fields",
  {
    to: (values) => {
      let count = 0
      for (const name of Object.keys(values)) {
        count++
        const expected = wrongWithName(name) ?? wrongWithValue(values[name])
        if (expected !== undefined) throw new NotAllowed({ path: [name], expected })
      }
      if (count < 1 || count > limits.fields)
        throw new NotAllowed({ path: [], expected: `1 to ${limits.fields} fields` })
      return values
    },
    from: (values) => values
  }
)

const rowFields = () => ({
  /** The time series. */
  key: inMessage("key", RowKey),
  /** Microseconds since 1970. */
  time: inMessage("time", Micros),
  /**
   * By name: `bigint` is INTEGER, `number` is DOUBLE. 1 to 1,024 fields, whose names are 1 to 128 small letters, digits
   * and underscores.
   */
  fields: inMessage("fields", FieldValues)
})

/** Values of a time series at one time. */
export class TimeseriesRow extends /*#__PURE__*/ nested<readonly [typeof rowFields], WrittenRow>([rowFields]) {}

/** A row, checked. */
interface WrittenRow extends TimeseriesRow {}

const refuse = (expected: string): Misfit => new Misfit(new SchemaIssue.InvalidValue({ expected }, undefined))

/** Rows of time series that are written: 1 to 200, at most 4 MiB in all. */
export const WrittenRows = /*#__PURE__*/ listOf<typeof TimeseriesRow, M.TimeseriesRows>(TimeseriesRow, {
  write: (rows) => {
    if (rows.length < 1 || rows.length > limits.writeRows) throw refuse(`1 to ${limits.writeRows} rows`)
    const { bytes, crc32c } = orMisfit(() => encodeTimeseriesRows(rows as ReadonlyArray<TimeseriesRow>))
    if (bytes.length > limits.writeBytes) throw refuse(`at most ${limits.writeBytes} bytes in all`)
    return { type: M.RowsSerializeType.RST_FLAT_BUFFER, rowsData: bytes, flatbufferCrc32c: crc32c }
  },
  read: (found) => decodeTimeseriesRows((found as M.TimeseriesRows).rowsData),
  emptyWhenAbsent: false
})
