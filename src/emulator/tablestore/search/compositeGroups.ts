/** Groups by combinations of keys, in pages. */
import type { GroupByResult } from "../../../schema/tablestore/search/aggregationResult.ts"
import type { CompositeGroups, GroupBy } from "../../../schema/tablestore/search/groupBy.ts"
import { search as limits } from "../limits.ts"
import { parameterInvalid } from "../refusals.ts"
import { bucketsOf, type Grouping } from "./buckets.ts"
import { compareScalars, isScalar, type Scalar, valuesBelow } from "./documents.ts"
import { dateSteps, histogramSteps } from "./histograms.ts"
import { aggregatedField, type Hit } from "./sorting.ts"

type Key = Scalar | undefined

interface Source {
  readonly keysOf: (hit: Hit) => ReadonlyArray<Key>
  readonly descending: boolean
}

const valuesOf = ({ document }: Hit, path: string): ReadonlyArray<Key> => {
  const values = valuesBelow(document, path).filter(isScalar)
  return values.length === 0 ? [undefined] : values
}

const mapNumbers = (keys: ReadonlyArray<Key>, step: (value: number) => number): ReadonlyArray<Key> =>
  keys.map((key) => (key === undefined ? undefined : step(Number(key))))

const sourceOf = ({ corpus }: Grouping, by: GroupBy): Source => {
  if (by._tag !== "FieldGroups" && by._tag !== "HistogramGroups" && by._tag !== "DateHistogramGroups") {
    throw parameterInvalid("The sources of composite groups are group-bys by field, histogram or date histogram.")
  }
  const { field, sort } = by
  aggregatedField(corpus, field)
  const descending = sort?.some((sorter) => sorter._tag === "GroupKeySort" && sorter.order === "desc") ?? false
  if (by._tag === "FieldGroups") return { descending, keysOf: (hit) => valuesOf(hit, field) }
  const { start } = by._tag === "HistogramGroups" ? histogramSteps(by) : dateSteps(by)
  return { descending, keysOf: (hit) => mapNumbers(valuesOf(hit, field), start) }
}

const combinations = (lists: ReadonlyArray<ReadonlyArray<Key>>): ReadonlyArray<ReadonlyArray<Key>> =>
  lists.reduce<ReadonlyArray<ReadonlyArray<Key>>>(
    (all, list) => all.flatMap((keys) => list.map((key) => [...keys, key])),
    [[]]
  )

/** Rows without a key come first. */
const compareKey = (left: Key, right: Key): number =>
  left === undefined || right === undefined
    ? Number(left !== undefined) - Number(right !== undefined)
    : compareScalars(left, right)

const compareAll = (sources: ReadonlyArray<Source>, left: ReadonlyArray<Key>, right: ReadonlyArray<Key>): number => {
  for (const [i, { descending }] of sources.entries()) {
    const order = compareKey(left[i], right[i])
    if (order !== 0) return descending ? -order : order
  }
  return 0
}

const textOf = (keys: ReadonlyArray<Key>): string =>
  JSON.stringify(keys.map((key) => (key === undefined ? null : [typeof key, String(key)])))

const readToken = (token: string): ReadonlyArray<Key> => {
  const values: Readonly<Record<string, (text: string) => Scalar>> = {
    bigint: BigInt,
    number: Number,
    boolean: (text) => text === "true",
    string: String
  }
  try {
    const parts: ReadonlyArray<readonly [string, string] | null> = JSON.parse(
      Buffer.from(token, "base64url").toString()
    )
    return parts.map((part) => (part === null ? undefined : values[part[0]]!(part[1])))
  } catch {
    throw parameterInvalid("Invalid next token of composite groups.")
  }
}

export const compositeGroups = (grouping: Grouping, hits: ReadonlyArray<Hit>, by: CompositeGroups): GroupByResult => {
  const { nextToken, size = by.suggestedSize ?? 10 } = by
  if (size <= 0 || size > limits.maxFieldGroups) {
    throw parameterInvalid(`The size of composite groups must be in range: [1, ${limits.maxFieldGroups}].`)
  }
  const sourceNames = Object.keys(by.sources)
  const sources = Object.values(by.sources).map((source) => sourceOf(grouping, source))
  if (sources.length === 0) throw parameterInvalid("Composite groups need sources.")
  const after = nextToken === undefined || nextToken === "" ? undefined : readToken(nextToken)
  const buckets = bucketsOf(hits, (hit) => combinations(sources.map(({ keysOf }) => keysOf(hit))), textOf)
    .filter(({ key }) => after === undefined || compareAll(sources, key, after) > 0)
    .sort((a, b) => compareAll(sources, a.key, b.key))
  const page = buckets.slice(0, size)
  const last = page.at(-1)
  return {
    _tag: "CompositeGroups",
    sourceNames,
    groups: page.map(({ hits, key }) => ({
      keys: key.map((one) => (one === undefined ? undefined : String(one))),
      ...grouping.groupOf(hits, by)
    })),
    ...(buckets.length > page.length && last !== undefined
      ? { nextToken: Buffer.from(textOf(last.key)).toString("base64url") }
      : {})
  }
}
