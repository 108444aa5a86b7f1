/**
 * Values as they are stored: what is wrong with them, which keys are the same, and which come first.
 */
import type { ColumnValue, PrimaryKey, PrimaryKeyBound } from "../../../../schema/tablestore/format/rowValue.ts"
import { utf8Length } from "../../../../schema/tablestore/format/utf8Length.ts"
import { tableLimits } from "../../../../schema/tablestore/limits.ts"

const wellFormed = (text: string): boolean =>
  !/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text)

const wrongText = (text: string, maxBytes: number): string | undefined => {
  // No text has more than three bytes of UTF-8 for each of its units.
  if (text.length * 3 > maxBytes && utf8Length(text) > maxBytes) return `must be at most ${maxBytes} bytes of UTF-8`
  return wellFormed(text) ? undefined : "must be well-formed text: it has half of a surrogate pair"
}

const wrongValue = (value: ColumnValue, maxBytes: number): string | undefined => {
  switch (typeof value) {
    case "bigint":
      return BigInt.asIntN(64, value) === value ? undefined : "must be a 64-bit integer"
    case "number":
      return Number.isFinite(value) ? undefined : "must be a finite number"
    case "string":
      return wrongText(value, maxBytes)
    case "boolean":
      return undefined
    default:
      return value.length > maxBytes ? `must be at most ${maxBytes} bytes` : undefined
  }
}

/** What the service will not take of the value of a key column. */
export const wrongKeyValue = (value: ColumnValue): string | undefined =>
  wrongValue(value, tableLimits.primaryKeyValueBytes)

/** What the service will not take of the value of an attribute column. */
export const wrongAttributeValue = (value: ColumnValue): string | undefined =>
  wrongValue(value, tableLimits.attributeValueBytes)

const hexOf = (bytes: Uint8Array): string => {
  let text = ""
  for (const byte of bytes) text += byte.toString(16).padStart(2, "0")
  return text
}

/** A text that two keys share exactly when they are the same. Absent for a key whose value the service will pick. */
export const keyIdentity = (key: PrimaryKey<PrimaryKeyBound>): string | undefined => {
  let identity = ""
  for (const { value } of key) {
    switch (typeof value) {
      case "bigint":
        identity += `i${value},`
        break
      case "string":
        identity += `s${value.length}:${value},`
        break
      default:
        if (!(value instanceof Uint8Array)) return undefined
        identity += `b${hexOf(value)},`
    }
  }
  return identity
}

// Surrogates stand for characters above all those of a single unit, and UTF-8 sorts them so.
const rankOfUnit = (unit: number): number => (unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800)

const compareTexts = (a: string, b: string): number => {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const difference = rankOfUnit(a.charCodeAt(i)) - rankOfUnit(b.charCodeAt(i))
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

const compareBytes = (a: Uint8Array, b: Uint8Array): number => {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const difference = a[i]! - b[i]!
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

const rankOfBound = (value: PrimaryKeyBound): number =>
  typeof value !== "object" || value instanceof Uint8Array ? 1 : value._tag === "InfMin" ? 0 : 2

const compareValues = (a: PrimaryKeyBound, b: PrimaryKeyBound): number => {
  if (typeof a === "bigint" && typeof b === "bigint") return a < b ? -1 : a > b ? 1 : 0
  if (typeof a === "string" && typeof b === "string") return compareTexts(a, b)
  if (a instanceof Uint8Array && b instanceof Uint8Array) return compareBytes(a, b)
  return rankOfBound(a) - rankOfBound(b)
}

/** The order of two keys, or bounds, of one table: column by column, texts by the bytes of their UTF-8. */
export const compareKeys = (a: PrimaryKey<PrimaryKeyBound>, b: PrimaryKey<PrimaryKeyBound>): number => {
  for (let i = 0; i < a.length; i++) {
    const order = compareValues(a[i]!.value, b[i]!.value)
    if (order !== 0) return order
  }
  return 0
}

const shorten = (text: string): string => (text.length > 80 ? `${text.slice(0, 77)}...` : text)

/** A key for people to read: `customer "ada", order 7`. */
export const showKey = (key: PrimaryKey<PrimaryKeyBound>): string =>
  key
    .map(({ name, value }) => {
      switch (typeof value) {
        case "bigint":
          return `${name} ${value}`
        case "string":
          return `${name} ${JSON.stringify(shorten(value))}`
        default:
          return `${name} ${value instanceof Uint8Array ? shorten(`0x${hexOf(value.subarray(0, 40))}`) : value._tag}`
      }
    })
    .join(", ")
