/** Orders of hits. Source: Tablestore, Search, sorting. */
import type {
  FieldSort,
  GeoDistanceSort,
  NestedFilter,
  Sorter,
  SortMode,
  SortOrder
} from "../../../schema/tablestore/search/searchSort.ts"
import { compareKeys } from "../../Store.ts"
import { parameterInvalid } from "../refusals.ts"
import type { Corpus } from "./Corpus.ts"
import {
  compareScalars,
  type Document,
  type FieldValue,
  fieldAt,
  type IndexedRow,
  isPoint,
  isScalar,
  type Scalar,
  valuesBelow
} from "./documents.ts"
import { arcDistance, planeDistance } from "./geo.ts"
import { queryTest, scalarFor } from "./queries.ts"

/** A row that matched. */
export interface Hit extends IndexedRow {
  readonly score: number
}

/** The order of those that have none of their own, by score. */
export const bestFirst: ReadonlyArray<Sorter> = [{ _tag: "ScoreSort", order: "desc" }]

/** Whether hits are told with their scores: only those that are sorted by them. */
export const isScored = (sort: ReadonlyArray<Sorter>): boolean => sort.some(({ _tag }) => _tag === "ScoreSort")

type Compare = (left: Hit, right: Hit) => number

/** A field that can be sorted by and aggregated. */
export const aggregatedField = (corpus: Corpus, path: string) => {
  const field = fieldAt(corpus.fields, path)
  if (field.type === "text" || field.type === "nested" || field.sortAndAgg === false) {
    throw parameterInvalid(`The field '${path}' can't be sorted by or aggregated.`)
  }
  return field
}

/** Values of a field, of nested documents only those that pass the filter. */
const valuesFor = (
  corpus: Corpus,
  path: string,
  nestedFilter: NestedFilter | undefined
): ((document: Document) => ReadonlyArray<FieldValue>) => {
  if (nestedFilter === undefined) return (document) => valuesBelow(document, path)
  const test = queryTest(corpus, nestedFilter.filter)
  return (document) =>
    (document.nested.get(nestedFilter.path) ?? [])
      .filter((inner) => test(inner) !== undefined)
      .flatMap((inner) => valuesBelow(inner, path))
}

const pick = (values: ReadonlyArray<Scalar>, mode: SortMode): Scalar | undefined => {
  if (values.length === 0) return undefined
  if (mode === "avg" && values.every((value) => typeof value !== "string" && typeof value !== "boolean")) {
    return values.reduce<number>((sum, value) => sum + Number(value), 0) / values.length
  }
  return values.reduce((a, b) => (compareScalars(a, b) <= 0 === (mode !== "max") ? a : b))
}

/** Rows without a value come last in both orders. */
const byValue = (valueOf: (hit: Hit) => Scalar | undefined, order: SortOrder): Compare => {
  // Each hit is compared many times.
  const known = new Map<Hit, Scalar | undefined>()
  const knownValueOf = (hit: Hit): Scalar | undefined => {
    if (known.has(hit)) return known.get(hit)
    const value = valueOf(hit)
    known.set(hit, value)
    return value
  }
  return (left, right) => {
    const [a, b] = [knownValueOf(left), knownValueOf(right)]
    if (a === undefined || b === undefined) return (a === undefined ? 1 : 0) - (b === undefined ? 1 : 0)
    return order === "asc" ? compareScalars(a, b) : compareScalars(b, a)
  }
}

const fieldCompare = (corpus: Corpus, sort: FieldSort): Compare => {
  const { field: path, missingField, missingValue, nestedFilter, order = "asc" } = sort
  const field = aggregatedField(corpus, path)
  const values = valuesFor(corpus, path, nestedFilter)
  const mode = sort.mode ?? (order === "asc" ? "min" : "max")
  const missing = missingValue === undefined ? undefined : scalarFor(field, missingValue)
  return byValue(({ document }) => {
    const own = pick(values(document).filter(isScalar), mode)
    const other =
      missingField === undefined ? undefined : pick(valuesBelow(document, missingField).filter(isScalar), mode)
    return own ?? other ?? missing
  }, order)
}

const geoCompare = (corpus: Corpus, sort: GeoDistanceSort): Compare => {
  const { distanceType = "arc", field: path, nestedFilter, order = "asc", points } = sort
  const { type } = fieldAt(corpus.fields, path)
  if (type !== "geoPoint") throw parameterInvalid(`The field '${path}' is not a GEO_POINT.`)
  const distance = distanceType === "arc" ? arcDistance : planeDistance
  const values = valuesFor(corpus, path, nestedFilter)
  const mode = sort.mode ?? (order === "asc" ? "min" : "max")
  return byValue(({ document }) => {
    const distances = values(document)
      .filter(isPoint)
      .flatMap((value) => points.map((point) => distance(value, point)))
    return pick(distances, mode)
  }, order)
}

const compareOf = (corpus: Corpus, sorter: Sorter): Compare => {
  switch (sorter._tag) {
    case "FieldSort":
      return fieldCompare(corpus, sorter)
    case "GeoDistanceSort":
      return geoCompare(corpus, sorter)
    case "ScoreSort":
      return byValue(({ score }) => score, sorter.order ?? "asc")
    case "PrimaryKeySort":
    case "DocSort":
      return sorter.order === "desc" ? (a, b) => compareKeys(b.key, a.key) : (a, b) => compareKeys(a.key, b.key)
  }
}

/** Sorts hits; those that compare equal come in the order of their keys. */
export const sorted = (corpus: Corpus, hits: ReadonlyArray<Hit>, sort: ReadonlyArray<Sorter>): ReadonlyArray<Hit> => {
  const compares = sort.map((sorter) => compareOf(corpus, sorter))
  return [...hits].sort((left, right) => {
    for (const compare of compares) {
      const order = compare(left, right)
      if (order !== 0) return order
    }
    return compareKeys(left.key, right.key)
  })
}
