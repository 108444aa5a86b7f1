/** Groups of hits. Source: Tablestore, Search, group by. */
import type { GroupByResult, GroupByResults } from "../../../schema/tablestore/search/aggregationResult.ts"
import type { GroupBy, GroupBys, GroupRange, Inside } from "../../../schema/tablestore/search/groupBy.ts"
import { search as limits } from "../limits.ts"
import { parameterInvalid } from "../refusals.ts"
import { aggregateAll, type RowView } from "./aggregations.ts"
import { bucketsOf, type Grouping, sortGroups } from "./buckets.ts"
import type { Corpus } from "./Corpus.ts"
import { compositeGroups } from "./compositeGroups.ts"
import { fieldAt, isPoint, isScalar, type Scalar, valuesBelow } from "./documents.ts"
import { arcDistance, geoCell } from "./geo.ts"
import { dateHistogramGroups, histogramGroups } from "./histograms.ts"
import { queryTest } from "./queries.ts"
import { checkedSize } from "./queryTree.ts"
import { aggregatedField, type Hit } from "./sorting.ts"

/** Computes what is inside a group; groups in it are one level deeper. */
const makeGrouping = (corpus: Corpus, view: RowView, depth: number): Grouping => ({
  corpus,
  groupOf: (hits, inside) => ({
    rowCount: BigInt(hits.length),
    aggregations: aggregateAll(corpus, hits, inside.aggregations ?? {}, view),
    groupBys: inside.groupBys === undefined ? {} : groupLevel(corpus, view, depth + 1, hits, inside.groupBys)
  })
})

const isInRange = ({ from, to }: GroupRange, value: number): boolean =>
  (from === undefined || value >= from) && (to === undefined || value < to)

const checkCount = (kind: string, count: number, limit: number): void => {
  if (count > limit) throw parameterInvalid(`The number of ${kind} exceeds the limit: ${limit}.`)
}

/** Text of a group's key. */
export const keyTextOf = (value: Scalar): string => String(value)

const rangeGroups = (
  grouping: Grouping,
  hits: ReadonlyArray<Hit>,
  ranges: ReadonlyArray<GroupRange>,
  inside: Inside,
  valuesOf: (hit: Hit) => ReadonlyArray<number>
) =>
  ranges.map((range) => ({
    ...range,
    ...grouping.groupOf(
      hits.filter((hit) => valuesOf(hit).some((value) => isInRange(range, value))),
      inside
    )
  }))

const group = (grouping: Grouping, hits: ReadonlyArray<Hit>, by: GroupBy): GroupByResult => {
  const { corpus } = grouping
  corpus.spend(hits.length * ("ranges" in by ? by.ranges.length : 1))
  switch (by._tag) {
    case "FieldGroups": {
      const { field, minDocCount = 1n, size = 10, sort = [{ _tag: "RowCountSort", order: "desc" }] } = by
      aggregatedField(corpus, field)
      checkCount("groups", size, limits.maxFieldGroups)
      const buckets = bucketsOf(hits, ({ document }) => valuesBelow(document, field).filter(isScalar), keyTextOf)
      const scalars = new Map(buckets.map(({ key }) => [keyTextOf(key), key]))
      const groups = buckets
        .filter((bucket) => BigInt(bucket.hits.length) >= minDocCount)
        .map((bucket) => ({ key: keyTextOf(bucket.key), ...grouping.groupOf(bucket.hits, by) }))
      return { _tag: "FieldGroups", groups: sortGroups(groups, sort, ({ key }) => scalars.get(key)!).slice(0, size) }
    }
    case "RangeGroups": {
      aggregatedField(corpus, by.field)
      checkCount("ranges", by.ranges.length, limits.maxRangeGroups)
      const valuesOf = ({ document }: Hit) => valuesBelow(document, by.field).filter(isScalar).map(Number)
      return { _tag: "RangeGroups", groups: rangeGroups(grouping, hits, by.ranges, by, valuesOf) }
    }
    case "FilterGroups": {
      checkCount("filters", by.filters.length, limits.maxFilterGroups)
      return {
        _tag: "FilterGroups",
        groups: by.filters.map((query) => {
          corpus.spend(hits.length * checkedSize(query))
          const test = queryTest(corpus, query)
          return grouping.groupOf(
            hits.filter(({ document }) => test(document) !== undefined),
            by
          )
        })
      }
    }
    case "GeoDistanceGroups": {
      checkCount("ranges", by.ranges.length, limits.maxGeoDistanceGroups)
      fieldAt(corpus.fields, by.field)
      const valuesOf = ({ document }: Hit) =>
        valuesBelow(document, by.field)
          .filter(isPoint)
          .map((point) => arcDistance(point, by.origin))
      return { _tag: "GeoDistanceGroups", groups: rangeGroups(grouping, hits, by.ranges, by, valuesOf) }
    }
    case "HistogramGroups":
      return { _tag: "HistogramGroups", groups: histogramGroups(grouping, hits, by) }
    case "DateHistogramGroups":
      return { _tag: "DateHistogramGroups", groups: dateHistogramGroups(grouping, hits, by) }
    case "GeoGridGroups": {
      const { field, precision = 5, size = 10_000 } = by
      fieldAt(corpus.fields, field)
      const cellsOf = ({ document }: Hit) =>
        valuesBelow(document, field)
          .filter(isPoint)
          .map((point) => geoCell(point, precision))
      const groups = bucketsOf(hits, cellsOf, ({ hash }) => hash).map(({ hits, key }) => ({
        key: key.hash,
        topLeft: key.topLeft,
        bottomRight: key.bottomRight,
        ...grouping.groupOf(hits, by)
      }))
      const sort = [{ _tag: "RowCountSort", order: "desc" }] as const
      return { _tag: "GeoGridGroups", groups: sortGroups(groups, sort, ({ key }) => key).slice(0, size) }
    }
    case "CompositeGroups":
      return compositeGroups(grouping, hits, by)
  }
}

const groupLevel = (
  corpus: Corpus,
  view: RowView,
  depth: number,
  hits: ReadonlyArray<Hit>,
  groupBys: GroupBys
): GroupByResults => {
  if (depth > limits.maxGroupByDepth) {
    throw parameterInvalid(`Group-bys nest more than ${limits.maxGroupByDepth} levels deep.`)
  }
  const entries = Object.entries(groupBys)
  checkCount("group-bys", entries.length, limits.maxGroupBys)
  const grouping = makeGrouping(corpus, view, depth)
  return Object.fromEntries(entries.map(([name, by]) => [name, group(grouping, hits, by)]))
}

/** Results by the names of the groupings. */
export const groupAll = (corpus: Corpus, hits: ReadonlyArray<Hit>, groupBys: GroupBys, view: RowView): GroupByResults =>
  groupLevel(corpus, view, 1, hits, groupBys)
