/** Puts hits in groups, and groups in order. */
import type { AggregationResult, Group } from "../../../schema/tablestore/search/aggregationResult.ts"
import type { GroupSorter, Inside } from "../../../schema/tablestore/search/groupBy.ts"
import type { Corpus } from "./Corpus.ts"
import { compareScalars, type Scalar } from "./documents.ts"
import type { Hit } from "./sorting.ts"

/** Computes groups. */
export interface Grouping {
  readonly corpus: Corpus
  /** A group with all that is computed inside it. */
  readonly groupOf: (hits: ReadonlyArray<Hit>, inside: Inside) => Group
}

/** Hits that belong together, and the value they share. */
export interface Bucket<Key> {
  readonly key: Key
  readonly hits: ReadonlyArray<Hit>
}

/** Puts hits in buckets by the text of a key; a hit with several keys is in several. */
export const bucketsOf = <Key>(
  hits: ReadonlyArray<Hit>,
  keysOf: (hit: Hit) => ReadonlyArray<Key>,
  textOf: (key: Key) => string
): ReadonlyArray<Bucket<Key>> => {
  const buckets = new Map<string, { readonly key: Key; readonly hits: Array<Hit> }>()
  for (const hit of hits) {
    const keys = new Map(keysOf(hit).map((key) => [textOf(key), key]))
    for (const [text, key] of keys) {
      const bucket = buckets.get(text)
      if (bucket === undefined) buckets.set(text, { key, hits: [hit] })
      else bucket.hits.push(hit)
    }
  }
  return [...buckets.values()]
}

const aggregationValue = (result: AggregationResult | undefined): number => {
  if (result === undefined || !("value" in result) || result.value === undefined) return Number.NEGATIVE_INFINITY
  return Number(result.value)
}

const compareGroups = <G extends Group>(sorter: GroupSorter, keyOf: (group: G) => Scalar, a: G, b: G): number => {
  switch (sorter._tag) {
    case "GroupKeySort":
      return compareScalars(keyOf(a), keyOf(b))
    case "RowCountSort":
      return compareScalars(a.rowCount, b.rowCount)
    case "AggregationSort":
      return aggregationValue(a.aggregations[sorter.aggregation]) - aggregationValue(b.aggregations[sorter.aggregation])
  }
}

/** Sorts groups; those that compare equal by their key. */
export const sortGroups = <G extends Group>(
  groups: ReadonlyArray<G>,
  sorters: ReadonlyArray<GroupSorter>,
  keyOf: (group: G) => Scalar
): ReadonlyArray<G> =>
  [...groups].sort((a, b) => {
    for (const sorter of sorters) {
      const order = compareGroups(sorter, keyOf, a, b)
      if (order !== 0) return sorter.order === "desc" ? -order : order
    }
    return compareScalars(keyOf(a), keyOf(b))
  })
