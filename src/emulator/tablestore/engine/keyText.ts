/**
 * Primary keys as texts whose UTF-8 order is the order of the keys: column by column; INTEGER by number, STRING and
 * BINARY by bytes, where a prefix comes first; INF_MIN below and INF_MAX above everything.
 */
import type { PrimaryKey, PrimaryKeyBound } from "../../../schema/tablestore/format/rowValue.ts"

const least = "0"
const between = "1"
const greatest = "2"

// A text ends with NUL and 1; a NUL inside is NUL and 2. So an end is less than anything that goes on.
const terminated = (text: string): string => `${text.includes("\0") ? text.replaceAll("\0", "\0\x02") : text}\0\x01`

const ofValue = (value: PrimaryKeyBound): string => {
  switch (typeof value) {
    case "bigint":
      return between + (value + 2n ** 63n).toString(16).padStart(16, "0")
    case "string":
      return between + terminated(value)
    default:
      if (value instanceof Uint8Array) return between + terminated(Buffer.from(value).toString("latin1"))
      return value._tag === "InfMax" ? greatest : least
  }
}

/** The text of a key or a bound. */
export const keyText = (key: PrimaryKey<PrimaryKeyBound>): string => key.map(({ value }) => ofValue(value)).join("")

/** The text of the partition key: a prefix of the texts of all its rows. */
export const partitionText = (key: PrimaryKey<PrimaryKeyBound>): string => keyText(key.slice(0, 1))
