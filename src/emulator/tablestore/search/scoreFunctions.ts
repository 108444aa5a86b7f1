/** Scores made of functions of the row. Source: Tablestore, FunctionsScoreQuery. */
import { createHash } from "node:crypto"
import type { Decay, FieldValueFactor } from "../../../schema/tablestore/search/scoreFunction.ts"
import type { ScoreFunction, ScoreFunctionsQuery } from "../../../schema/tablestore/search/searchKinds.ts"
import type { Query } from "../../../schema/tablestore/search/searchQuery.ts"
import { parameterInvalid } from "../refusals.ts"
import type { Corpus } from "./Corpus.ts"
import { parseDate, spanMillis } from "./dates.ts"
import { type Document, fieldAt, isPoint, isScalar, type Test } from "./documents.ts"
import { arcDistance } from "./geo.ts"

const modifiers: Readonly<Record<NonNullable<FieldValueFactor["modifier"]>, (value: number) => number>> = {
  none: (value) => value,
  log: Math.log10,
  log1p: (value) => Math.log10(value + 1),
  log2p: (value) => Math.log10(value + 2),
  ln: Math.log,
  ln1p: Math.log1p,
  ln2p: (value) => Math.log(value + 2),
  square: (value) => value * value,
  sqrt: Math.sqrt,
  reciprocal: (value) => 1 / value
}

const factorOf = ({ factor = 1, field, missing, modifier = "none" }: FieldValueFactor, document: Document): number => {
  const value = document.values.get(field)?.find(isScalar)
  const base = value === undefined ? missing : Number(value)
  const result = base === undefined ? Number.NaN : modifiers[modifier](base * factor)
  return Number.isFinite(result) ? result : 0
}

const combineValues = (values: ReadonlyArray<number>, mode: Decay["multiValueMode"] = "min"): number => {
  switch (mode) {
    case "max":
      return Math.max(...values)
    case "min":
      return Math.min(...values)
    case "sum":
      return values.reduce((a, b) => a + b, 0)
    case "avg":
      return values.reduce((a, b) => a + b, 0) / values.length
  }
}

interface Distance {
  readonly of: (document: Document) => ReadonlyArray<number>
  readonly scale: number
  readonly offset: number
}

const distanceOf = (corpus: Corpus, { distance, field: path }: Decay): Distance => {
  const field = fieldAt(corpus.fields, path)
  const numbers = (document: Document): ReadonlyArray<number> =>
    (document.values.get(path) ?? []).filter(isScalar).map(Number)
  switch (distance._tag) {
    case "GeoDistance":
      return {
        of: (document) =>
          (document.values.get(path) ?? []).filter(isPoint).map((point) => arcDistance(point, distance.origin)),
        scale: distance.scale,
        offset: distance.offset ?? 0
      }
    case "NumericDistance":
      return {
        of: (document) => numbers(document).map((value) => Math.abs(value - distance.origin)),
        scale: distance.scale,
        offset: distance.offset ?? 0
      }
    case "DateDistance": {
      const { origin } = distance
      const from = typeof origin === "bigint" ? Number(origin) : parseDate(origin, field.dateFormats)
      if (from === undefined) throw parameterInvalid(`'${String(origin)}' is no date of field '${path}'.`)
      return {
        of: (document) => numbers(document).map((value) => Math.abs(value - from)),
        scale: spanMillis(distance.scale),
        offset: distance.offset === undefined ? 0 : spanMillis(distance.offset)
      }
    }
  }
}

const decayTest = (corpus: Corpus, decay: Decay): ((document: Document) => number) => {
  const distance = distanceOf(corpus, decay)
  const { decay: atScale = 0.5, mathFunction = "gauss" } = decay
  if (distance.scale <= 0) throw parameterInvalid("The scale of a decay must be greater than 0.")
  if (atScale <= 0 || atScale >= 1) throw parameterInvalid("The decay must lie between 0 and 1.")
  return (document) => {
    const distances = distance.of(document)
    // A row without the field is as good as one at the origin.
    if (distances.length === 0) return 1
    const away = Math.max(0, combineValues(distances, decay.multiValueMode) - distance.offset)
    switch (mathFunction) {
      case "gauss":
        return atScale ** ((away / distance.scale) ** 2)
      case "exp":
        return atScale ** (away / distance.scale)
      case "linear":
        return Math.max(0, 1 - (away / distance.scale) * (1 - atScale))
    }
  }
}

/** A number from 0 to 1 that is the same for the same row and index state. */
const scattered = (corpus: Corpus, document: Document): number => {
  const key = corpus.rows.find((row) => row.document === document)?.key ?? ""
  const digest = createHash("sha1").update(`${corpus.rows.length}/${key}`).digest()
  return digest.readUInt32BE(0) / 0x1_0000_0000
}

const functionValue = (corpus: Corpus, one: ScoreFunction): ((document: Document) => number) => {
  const { decay, fieldValueFactor, random, weight = 1 } = one
  if (fieldValueFactor !== undefined) {
    fieldAt(corpus.fields, fieldValueFactor.field)
    return (document) => weight * factorOf(fieldValueFactor, document)
  }
  if (decay !== undefined) {
    const value = decayTest(corpus, decay)
    return (document) => weight * value(document)
  }
  if (random !== undefined) return (document) => weight * scattered(corpus, document)
  return () => weight
}

const joined = (values: ReadonlyArray<number>, mode: ScoreFunctionsQuery["scoreMode"] = "avg"): number => {
  switch (mode) {
    case "first":
      return values[0]!
    case "multiply":
      return values.reduce((a, b) => a * b, 1)
    default:
      return combineValues(values, mode)
  }
}

const combined = (score: number, value: number, mode: ScoreFunctionsQuery["combineMode"] = "multiply"): number => {
  switch (mode) {
    case "replace":
      return value
    case "multiply":
      return score * value
    default:
      return combineValues([score, value], mode)
  }
}

export const scoreFunctionsTest = (
  corpus: Corpus,
  { combineMode, functions, maxScore = Number.POSITIVE_INFINITY, minScore = 0, query, scoreMode }: ScoreFunctionsQuery,
  compile: (corpus: Corpus, query: Query) => Test
): Test => {
  const test = compile(corpus, query)
  const parts = functions.map((one) => ({
    applies: one.filter === undefined ? () => 0 : compile(corpus, one.filter),
    value: functionValue(corpus, one)
  }))
  return (document) => {
    const score = test(document)
    if (score === undefined) return undefined
    const values = parts.filter(({ applies }) => applies(document) !== undefined).map(({ value }) => value(document))
    const value = values.length === 0 ? 1 : Math.min(joined(values, scoreMode), maxScore)
    const total = values.length === 0 ? score : combined(score, value, combineMode)
    return total < minScore ? undefined : total
  }
}
