/** Dates as texts and as steps of a calendar. */
import type { TimeSpan } from "../../../schema/tablestore/search/searchValue.ts"

/** Default formats of DATE fields. */
const isoDate = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)?(Z|[+-]\d\d:?\d\d)?$/

const fieldPatterns: Readonly<Record<string, { readonly group: string; readonly pattern: string }>> = {
  yyyy: { group: "year", pattern: "\\d{4}" },
  MM: { group: "month", pattern: "\\d\\d" },
  dd: { group: "day", pattern: "\\d\\d" },
  HH: { group: "hour", pattern: "\\d\\d" },
  mm: { group: "minute", pattern: "\\d\\d" },
  ss: { group: "second", pattern: "\\d\\d" },
  SSS: { group: "fraction", pattern: "\\d{1,9}" },
  SSSSSS: { group: "fraction", pattern: "\\d{1,9}" },
  X: { group: "zone", pattern: "Z|[+-]\\d\\d:?\\d\\d" },
  Z: { group: "zone", pattern: "Z|[+-]\\d\\d:?\\d\\d" }
}

const patternOf = (format: string): RegExp => {
  const source = format.replace(/'([^']*)'|yyyy|MM|dd|HH|mm|ss|S+|X+|Z+|[\s\S]/g, (part, quoted?: string) => {
    if (quoted !== undefined) return quoted.replace(/\W/g, "\\$&")
    const field =
      fieldPatterns[part] ??
      (/^S+$/.test(part) ? fieldPatterns["SSS"] : /^[XZ]+$/.test(part) ? fieldPatterns["X"] : undefined)
    return field === undefined ? part.replace(/\W/g, "\\$&") : `(?<${field.group}>${field.pattern})`
  })
  return new RegExp(`^${source}$`)
}

/** Minutes east of Greenwich. Absent for a text that is no offset. */
export const zoneMinutes = (zone: string): number | undefined => {
  if (zone === "Z" || zone === "UTC" || zone === "GMT") return 0
  const match = /^(?:GMT|UTC)?([+-])(\d{1,2}):?(\d\d)?$/.exec(zone)
  if (match === null) return undefined
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0)
  return match[1] === "-" ? -minutes : minutes
}

const toMillis = (parts: Readonly<Record<string, string | undefined>>): number | undefined => {
  const at = (name: string, fallback: number): number => (parts[name] === undefined ? fallback : Number(parts[name]))
  const fraction = Math.floor(Number(`0.${parts["fraction"] ?? "0"}`) * 1000)
  const month = at("month", 1)
  const day = at("day", 1)
  const millis = Date.UTC(at("year", 1970), month - 1, day, at("hour", 0), at("minute", 0), at("second", 0), fraction)
  const date = new Date(millis)
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined
  return millis - (parts["zone"] === undefined ? 0 : (zoneMinutes(parts["zone"]) ?? 0)) * 60_000
}

/** Milliseconds of a text in one of the formats; absent when it fits none. */
export const parseDate = (text: string, formats: ReadonlyArray<string> | undefined): number | undefined => {
  for (const format of formats ?? []) {
    if (format === "epoch_millis" && /^-?\d+$/.test(text)) return Number(text)
    if (format === "epoch_second" && /^-?\d+$/.test(text)) return Number(text) * 1000
    const match = patternOf(format).exec(text)
    if (match?.groups !== undefined) return toMillis(match.groups)
  }
  const match = isoDate.exec(text)
  if (match === null) return undefined
  const [, year, month, day, hour, minute, second, fraction, zone] = match
  return toMillis({ year, month, day, hour, minute, second, fraction, zone })
}

const fixedMillis: Readonly<Record<string, number>> = {
  week: 604_800_000,
  day: 86_400_000,
  hour: 3_600_000,
  minute: 60_000,
  second: 1000,
  millisecond: 1
}
const monthsOf: Readonly<Record<string, number>> = { year: 12, quarter: 3, month: 1 }

/** About how long a span is, in milliseconds. */
export const spanMillis = ({ unit, value }: TimeSpan): number =>
  value * (fixedMillis[unit] ?? (monthsOf[unit] ?? 1) * 30 * 86_400_000)

// Weeks start on Mondays; 1970 started on a Thursday.
const firstMonday = 4 * 86_400_000

/** Start of the interval that a time lies in. */
export const startOfInterval = (millis: number, interval: TimeSpan, zone: number, offsetMillis: number): number => {
  const shift = zone * 60_000 - offsetMillis
  const local = millis + shift
  const months = monthsOf[interval.unit]
  if (months === undefined) {
    const step = fixedMillis[interval.unit]! * interval.value
    const origin = interval.unit === "week" ? firstMonday : 0
    return Math.floor((local - origin) / step) * step + origin - shift
  }
  const date = new Date(local)
  const step = months * interval.value
  const month = Math.floor((date.getUTCFullYear() * 12 + date.getUTCMonth()) / step) * step
  return Date.UTC(Math.floor(month / 12), month % 12) - shift
}

/** Start of the next interval after one that starts at a time. */
export const nextInterval = (startMillis: number, interval: TimeSpan, zone: number, offsetMillis: number): number => {
  const months = monthsOf[interval.unit]
  if (months === undefined) return startMillis + fixedMillis[interval.unit]! * interval.value
  const shift = zone * 60_000 - offsetMillis
  const date = new Date(startMillis + shift)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months * interval.value) - shift
}
