/** Groups by intervals of numbers and of times. */
import type { DateHistogramGroup, HistogramGroup } from "../../../schema/tablestore/search/aggregationResult.ts"
import type { DateHistogramGroups, FieldRange, HistogramGroups } from "../../../schema/tablestore/search/groupBy.ts"
import type { IndexField } from "../../../schema/tablestore/search/searchIndexSchema.ts"
import { parameterInvalid } from "../refusals.ts"
import { type Bucket, bucketsOf, type Grouping, sortGroups } from "./buckets.ts"
import { nextInterval, spanMillis, startOfInterval, zoneMinutes } from "./dates.ts"
import { isScalar, valuesBelow } from "./documents.ts"
import { scalarFor } from "./queries.ts"
import { aggregatedField, type Hit } from "./sorting.ts"

// An interval that is too short for its range would fill the memory.
const maxEmptyGroups = 10_000

const limitsOf = (
  field: IndexField,
  range: FieldRange | undefined
): { readonly min: number; readonly max: number } => ({
  min: range?.min === undefined ? Number.NEGATIVE_INFINITY : Number(scalarFor(field, range.min)),
  max: range?.max === undefined ? Number.POSITIVE_INFINITY : Number(scalarFor(field, range.max))
})

interface Steps {
  readonly start: (value: number) => number
  readonly next: (start: number) => number
}

/** Buckets by the start of their interval, with empty ones between when they are asked for. */
const intervals = (
  { corpus }: Grouping,
  hits: ReadonlyArray<Hit>,
  by: Pick<HistogramGroups, "field" | "fieldRange" | "missing" | "minDocCount">,
  { next, start }: Steps
): ReadonlyArray<Bucket<number>> => {
  const field = aggregatedField(corpus, by.field)
  const { max, min } = limitsOf(field, by.fieldRange)
  const missing = by.missing === undefined ? [] : [Number(scalarFor(field, by.missing))]
  const startsOf = ({ document }: Hit): ReadonlyArray<number> => {
    const own = valuesBelow(document, by.field).filter(isScalar).map(Number)
    return (own.length === 0 ? missing : own).filter((value) => value >= min && value <= max).map(start)
  }
  const buckets = bucketsOf(hits, startsOf, String)
  const minimum = by.minDocCount ?? 1n
  if (minimum > 0n) return buckets.filter((bucket) => BigInt(bucket.hits.length) >= minimum)
  const starts = buckets.map(({ key }) => key)
  const first = Number.isFinite(min) ? start(min) : Math.min(...starts)
  const last = Number.isFinite(max) ? start(max) : Math.max(...starts)
  const all = new Map(buckets.map((bucket) => [bucket.key, bucket]))
  for (let key = first, count = 0; key <= last; key = next(key)) {
    if (count++ > maxEmptyGroups) throw parameterInvalid("The histogram has too many groups.")
    if (!all.has(key)) all.set(key, { key, hits: [] })
  }
  return [...all.values()]
}

/** How a histogram's values become starts of intervals. */
export const histogramSteps = ({ interval, offset }: Pick<HistogramGroups, "interval" | "offset">): Steps => {
  const step = Number(interval)
  if (!(step > 0)) throw parameterInvalid("The interval of a histogram must be greater than 0.")
  const origin = offset === undefined ? 0 : Number(offset)
  return {
    start: (value) => Math.floor((value - origin) / step) * step + origin,
    next: (start) => start + step
  }
}

/** How a date histogram's times become starts of intervals. */
export const dateSteps = ({
  interval,
  offset,
  timeZone
}: Pick<DateHistogramGroups, "interval" | "offset" | "timeZone">): Steps => {
  if (interval.value <= 0) throw parameterInvalid("The interval of a histogram must be greater than 0.")
  const zone = timeZone === undefined ? 0 : zoneMinutes(timeZone)
  if (zone === undefined) throw parameterInvalid(`Invalid time zone: '${timeZone}'.`)
  const shift = offset === undefined ? 0 : spanMillis(offset)
  return {
    start: (millis) => startOfInterval(millis, interval, zone, shift),
    next: (start) => nextInterval(start, interval, zone, shift)
  }
}

const byKey = [{ _tag: "GroupKeySort", order: "asc" }] as const

export const histogramGroups = (
  grouping: Grouping,
  hits: ReadonlyArray<Hit>,
  by: HistogramGroups
): ReadonlyArray<HistogramGroup> => {
  const { type } = aggregatedField(grouping.corpus, by.field)
  const buckets = intervals(grouping, hits, by, histogramSteps(by))
  const isInteger = type !== "double" && buckets.every(({ key }) => Number.isInteger(key))
  const groups = buckets.map(({ hits, key }) => ({
    key: isInteger ? BigInt(key) : key,
    ...grouping.groupOf(hits, by)
  }))
  return sortGroups(groups, by.sort ?? byKey, ({ key }) => key)
}

export const dateHistogramGroups = (
  grouping: Grouping,
  hits: ReadonlyArray<Hit>,
  by: DateHistogramGroups
): ReadonlyArray<DateHistogramGroup> => {
  const { type } = aggregatedField(grouping.corpus, by.field)
  if (type !== "date") throw parameterInvalid(`The field '${by.field}' is not a DATE.`)
  const groups = intervals(grouping, hits, by, dateSteps(by)).map(({ hits, key }) => ({
    timestamp: BigInt(key),
    ...grouping.groupOf(hits, by)
  }))
  return sortGroups(groups, by.sort ?? byKey, ({ timestamp }) => timestamp)
}
