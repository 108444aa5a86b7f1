/** Queries, as tests of documents that give scores. Source: Tablestore, Search, query types. */
import type { ColumnValue } from "../../../schema/tablestore/format/rowValue.ts"
import type { IndexField } from "../../../schema/tablestore/search/searchIndexSchema.ts"
import type {
  BoolQuery,
  KnnVectorQuery,
  NestedQuery,
  Query,
  RangeQuery
} from "../../../schema/tablestore/search/searchQuery.ts"
import { search as limits } from "../limits.ts"
import { parameterInvalid } from "../refusals.ts"
import { matches, wildcardPattern } from "../wildcards.ts"
import type { Corpus } from "./Corpus.ts"
import { parseDate } from "./dates.ts"
import { compareScalars, type Document, fieldAt, isPoint, isScalar, type Scalar, type Test } from "./documents.ts"
import { arcDistance, isInBox, isInPolygon } from "./geo.ts"
import { scoreFunctionsTest } from "./scoreFunctions.ts"
import { matchTest, phraseTest, tokenTest } from "./textQueries.ts"
import { similarity } from "./vectors.ts"

const withWeight =
  (test: (document: Document) => boolean, weight = 1): Test =>
  (document) =>
    test(document) ? weight : undefined

/** A field that can be searched. */
export const searchedField = (corpus: Corpus, path: string): IndexField => {
  const field = fieldAt(corpus.fields, path)
  if (field.index === false) throw parameterInvalid(`The field '${path}' is not indexed.`)
  return field
}

/** A value of a query in the type of a field. */
export const scalarFor = (field: IndexField, value: ColumnValue): Scalar => {
  if (value instanceof Uint8Array) throw parameterInvalid(`A BINARY can't be compared with field '${field.name}'.`)
  if (field.type !== "date") return value
  const millis = typeof value === "string" ? parseDate(value, field.dateFormats) : Number(value)
  if (millis === undefined) throw parameterInvalid(`'${String(value)}' is no date of field '${field.name}'.`)
  return millis
}

const isTerm = (corpus: Corpus, path: string, values: ReadonlyArray<ColumnValue>, weight: number | undefined): Test => {
  const field = searchedField(corpus, path)
  if (values.length > limits.maxTerms) throw parameterInvalid(`A terms query takes at most ${limits.maxTerms} terms.`)
  if (field.type === "text") {
    const tests = values.map((value) => tokenTest(corpus, path, String(value), weight ?? 1))
    return (document) => best(tests.map((test) => test(document)))
  }
  const wanted = new Set(values.map((value) => identityOf(termFor(field, value))))
  return withWeight(
    ({ values }) => (values.get(path) ?? []).some((value) => isScalar(value) && wanted.has(identityOf(value))),
    weight
  )
}

/** A text that two values share exactly when they are equal; numbers of both kinds are. */
const identityOf = (value: Scalar): string => {
  const whole = typeof value === "number" && Number.isInteger(value) ? BigInt(value) : value
  return `${isNumber(whole) ? "number" : typeof whole} ${whole}`
}

/** A term in the type of a field: a number may be given as its text. */
const termFor = (field: IndexField, value: ColumnValue): Scalar => {
  if (typeof value === "string" && field.type === "long" && /^[+-]?\d{1,19}$/.test(value)) return BigInt(value)
  if (typeof value === "string" && field.type === "double" && value.trim() !== "" && Number.isFinite(Number(value))) {
    return Number(value)
  }
  return scalarFor(field, value)
}

const isNumber = (value: Scalar): boolean => typeof value === "number" || typeof value === "bigint"

const isComparable = (left: Scalar, right: Scalar): boolean =>
  typeof left === typeof right || (isNumber(left) && isNumber(right))

const best = (scores: ReadonlyArray<number | undefined>): number | undefined =>
  scores.reduce((a, b) => (a === undefined ? b : b === undefined ? a : Math.max(a, b)), undefined)

const rangeTest = (corpus: Corpus, { field: path, from, includeFrom, includeTo, to }: RangeQuery): Test => {
  const field = searchedField(corpus, path)
  const lower = from === undefined ? undefined : scalarFor(field, from)
  const upper = to === undefined ? undefined : scalarFor(field, to)
  const isAbove = (value: Scalar): boolean => {
    if (lower === undefined) return true
    const order = compareScalars(value, lower)
    return isComparable(value, lower) && (order > 0 || (order === 0 && includeFrom === true))
  }
  const isBelow = (value: Scalar): boolean => {
    if (upper === undefined) return true
    const order = compareScalars(value, upper)
    return isComparable(value, upper) && (order < 0 || (order === 0 && includeTo === true))
  }
  return withWeight(({ values }) =>
    (values.get(path) ?? []).some((value) => isScalar(value) && isAbove(value) && isBelow(value))
  )
}

/** Texts of a field: of a TEXT field its tokens. */
const textTest = (corpus: Corpus, path: string, weight: number | undefined, test: (text: string) => boolean): Test => {
  const { type } = searchedField(corpus, path)
  return withWeight(
    (document) =>
      type === "text"
        ? corpus.tokensOf(document, path).some(({ text }) => test(text))
        : (document.values.get(path) ?? []).some((value) => typeof value === "string" && test(value)),
    weight
  )
}

const boolTest = (corpus: Corpus, query: BoolQuery): Test => {
  const compile = (queries: ReadonlyArray<Query>) => queries.map((one) => queryTest(corpus, one))
  const must = compile(query.must)
  const filter = compile(query.filter)
  const mustNot = compile(query.mustNot)
  const should = compile(query.should)
  const minimum = query.minimumShouldMatch ?? (should.length > 0 && must.length === 0 && filter.length === 0 ? 1 : 0)
  return (document) => {
    if (mustNot.some((test) => test(document) !== undefined)) return undefined
    if (filter.some((test) => test(document) === undefined)) return undefined
    const all = must.map((test) => test(document))
    if (all.includes(undefined)) return undefined
    const some = should.map((test) => test(document)).filter((score) => score !== undefined)
    if (some.length < minimum) return undefined
    return [...all, ...some].reduce<number>((sum, score) => sum + (score ?? 0), 0)
  }
}

/** Nested documents that pass, with their scores. */
export const nestedMatches = (
  corpus: Corpus,
  { path, query }: Pick<NestedQuery, "path" | "query">
): ((
  document: Document
) => ReadonlyArray<{ readonly document: Document; readonly offset: number; readonly score: number }>) => {
  const { type } = fieldAt(corpus.fields, path)
  if (type !== "nested" && type !== "json") throw parameterInvalid(`The field '${path}' is not NESTED.`)
  const test = queryTest(corpus, query)
  return (document) =>
    (document.nested.get(path) ?? []).flatMap((inner, offset) => {
      const score = test(inner)
      return score === undefined ? [] : [{ document: inner, offset, score }]
    })
}

const nestedTest = (corpus: Corpus, query: NestedQuery): Test => {
  const matches = nestedMatches(corpus, query)
  const weight = query.weight ?? 1
  return (document) => {
    const scores = matches(document).map(({ score }) => score)
    if (scores.length === 0) return undefined
    const total = scores.reduce((a, b) => a + b, 0)
    switch (query.scoreMode) {
      case "max":
        return weight * Math.max(...scores)
      case "min":
        return weight * Math.min(...scores)
      case "total":
        return weight * total
      case "none":
        return 0
      default:
        return (weight * total) / scores.length
    }
  }
}

const knnTest = (corpus: Corpus, query: KnnVectorQuery): Test => {
  const { field: path, filter, minScore = 0, topK, vector, weight = 1 } = query
  const field = searchedField(corpus, path)
  if (field.type !== "vector") throw parameterInvalid(`The field '${path}' is not a VECTOR.`)
  if (topK <= 0 || topK > limits.maxTopK) {
    throw parameterInvalid(`The top k of a vector query must be in range: [1, ${limits.maxTopK}].`)
  }
  if (!vector.every(Number.isFinite)) throw parameterInvalid("The vector of the query holds what is no number.")
  const dimension = field.vector?.dimension
  if (dimension !== undefined && dimension !== vector.length) {
    throw parameterInvalid(`The vector of the query must have ${dimension} dimensions.`)
  }
  const candidate = filter === undefined ? () => 0 : queryTest(corpus, filter)
  const nearest = corpus.rows
    .flatMap(({ document }) => {
      const own = document.values.get(path)?.[0]
      if (!Array.isArray(own) || own.length !== vector.length || candidate(document) === undefined) return []
      return [
        { document, score: similarity(field.vector?.metric ?? "euclidean", own as ReadonlyArray<number>, vector) }
      ]
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, topK)
    .filter(({ score }) => score >= minScore)
  const scores = new Map(nearest.map(({ document, score }) => [document, score * weight]))
  return (document) => scores.get(document)
}

const numberOf = (document: Document, path: string): number =>
  (document.values.get(path) ?? []).reduce<number>((sum, value) => sum + (isScalar(value) ? Number(value) : 0), 0)

const geoTest = (
  corpus: Corpus,
  path: string,
  isInside: (point: { latitude: number; longitude: number }) => boolean
): Test => {
  if (searchedField(corpus, path).type !== "geoPoint") throw parameterInvalid(`The field '${path}' is not a GEO_POINT.`)
  return withWeight(({ values }) => (values.get(path) ?? []).some((value) => isPoint(value) && isInside(value)))
}

/** Compiles a query. */
export const queryTest = (corpus: Corpus, query: Query): Test => {
  switch (query._tag) {
    case "MatchAll":
      return () => 1
    case "Match":
      return searchedField(corpus, query.field).type === "text"
        ? matchTest(corpus, query)
        : isTerm(corpus, query.field, [textAsValue(corpus, query.field, query.text)], query.weight)
    case "MatchPhrase":
      return searchedField(corpus, query.field).type === "text"
        ? phraseTest(corpus, query)
        : isTerm(corpus, query.field, [textAsValue(corpus, query.field, query.text)], query.weight)
    case "Term":
      return isTerm(corpus, query.field, [query.value], query.weight)
    case "Terms":
      return isTerm(corpus, query.field, query.values, query.weight)
    case "Range":
      return rangeTest(corpus, query)
    case "Prefix":
      return textTest(corpus, query.field, query.weight, (text) => text.startsWith(query.prefix))
    case "Suffix":
      return textTest(corpus, query.field, query.weight, (text) => text.endsWith(query.suffix))
    case "Wildcard": {
      const pattern = wildcardPattern(query.pattern)
      return textTest(corpus, query.field, query.weight, (text) => matches(pattern, text))
    }
    case "Bool":
      return boolTest(corpus, query)
    case "ConstScore": {
      const test = queryTest(corpus, query.filter)
      return (document) => (test(document) === undefined ? undefined : 1)
    }
    case "FunctionScore": {
      const test = queryTest(corpus, query.query)
      searchedField(corpus, query.field)
      return (document) => {
        const score = test(document)
        return score === undefined ? undefined : score * numberOf(document, query.field)
      }
    }
    case "ScoreFunctions":
      return scoreFunctionsTest(corpus, query, queryTest)
    case "Nested":
      return nestedTest(corpus, query)
    case "GeoBoundingBox":
      return geoTest(corpus, query.field, (point) => isInBox(point, query))
    case "GeoDistance":
      return geoTest(corpus, query.field, (point) => arcDistance(point, query.center) <= query.distanceMeters)
    case "GeoPolygon":
      if (query.points.length < 3) throw parameterInvalid("A polygon takes at least 3 points.")
      return geoTest(corpus, query.field, (point) => isInPolygon(point, query.points))
    case "Exists": {
      const { field: path } = query
      fieldAt(corpus.fields, path)
      return withWeight(({ nested, values }) => values.has(path) || (nested.get(path)?.length ?? 0) > 0)
    }
    case "KnnVector":
      return knnTest(corpus, query)
  }
}

/** The text of a match on a field that is not analyzed. */
const textAsValue = (corpus: Corpus, path: string, text: string): ColumnValue => {
  switch (fieldAt(corpus.fields, path).type) {
    case "long":
      if (!/^-?\d{1,19}$/.test(text)) throw parameterInvalid(`'${text}' is no value of field '${path}'.`)
      return BigInt(text)
    case "double":
      return Number(text)
    case "boolean":
      return text === "true"
    default:
      return text
  }
}
