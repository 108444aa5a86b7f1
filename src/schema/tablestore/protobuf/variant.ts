/**
 * Values that travel as their type byte and data.
 */
import type * as Schema from "effect/Schema"
import { decodeVariant } from "../format/plainBufferDecoder.ts"
import { encodeVariant } from "../format/plainBufferEncoder.ts"
import type { ColumnValue } from "../format/rowValue.ts"
import { wire } from "./wire.ts"

const isColumnValue = (value: unknown): value is ColumnValue => {
  switch (typeof value) {
    case "string":
    case "bigint":
    case "number":
    case "boolean":
      return true
    default:
      return value instanceof Uint8Array
  }
}

const expected = "a bigint, number, string, boolean or Uint8Array"

/** The value of a column. */
export const Variant: Schema.Codec<ColumnValue, Uint8Array> = /*#__PURE__*/ wire(isColumnValue, expected, {
  to: encodeVariant,
  from: decodeVariant
})

const noBytes = /*#__PURE__*/ new Uint8Array(0)

/** The value of a column, or no bytes where there is none. */
export const VariantOrNothing: Schema.Codec<ColumnValue | undefined, Uint8Array> = /*#__PURE__*/ wire(
  (value): value is ColumnValue | undefined => value === undefined || isColumnValue(value),
  expected,
  {
    to: (value) => (value === undefined ? noBytes : encodeVariant(value)),
    from: (bytes) => (bytes.length === 0 ? undefined : decodeVariant(bytes))
  }
)
