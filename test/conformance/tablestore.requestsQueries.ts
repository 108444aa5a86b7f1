/** Search calls with every query that the vendor's client can build, for both clients. */
import TableStore from "tablestore"
import { Query, type Search } from "../../src/index.ts"
import type { Call } from "./tablestore.requestsRecorder.ts"
import { long, longText } from "./tablestoreClient.ts"

const { ColumnReturnType, DateTimeUnit, DecayFuncParamType, FunctionModifier, QueryOperator, QueryType, ScoreMode } =
  TableStore
const { FSMCombineMode, FSMScoreMode, MathFunction, MultiValueMode } = TableStore

/** Words of our client for the numbers of the vendor's, in the order of the numbers. */
export const wordsOf = <Word extends string>(
  numbers: Readonly<Record<string, number>>,
  ...words: ReadonlyArray<Word>
): ReadonlyArray<readonly [number, Word]> => {
  const all = Object.values(numbers)
  if (all.length !== words.length) throw new Error(`${all.length} members of the client have ${words.length} words`)
  return all.map((number, index) => [number, words[index]!])
}

export const units = wordsOf(
  DateTimeUnit,
  "year",
  "quarter",
  "month",
  "week",
  "day",
  "hour",
  "minute",
  "second",
  "millisecond"
)

const target = { tableName: "orders", indexName: "orders_index" }

/** A search that both clients are asked for. The vendor's client tells a time limit always. */
export const searchCall = (
  name: string,
  theirs: Readonly<Record<string, unknown>>,
  ours: Search.SearchQuery,
  differences?: Call["differences"]
): Call => ({
  name,
  method: "search",
  theirs: { ...target, searchQuery: theirs, columnToGet: { returnType: ColumnReturnType.RETURN_NONE } },
  ours: (tablestore) =>
    tablestore.search({
      ...target,
      searchQuery: ours as Search.SearchQuery & object,
      columnsToGet: { _tag: "None" },
      timeoutMs: 10_000
    }),
  ...(differences === undefined ? {} : { differences })
})

const queryCall = (name: string, queryType: number, body: unknown, query: Query.Query): Call =>
  searchCall(name, { query: { queryType, query: body } }, { query })

export const theirAll = { queryType: QueryType.MATCH_ALL_QUERY }
const theirTerm = { queryType: QueryType.TERM_QUERY, query: { fieldName: "state", term: "größer 🙂" } }
const ourTerm = Query.term("state", "größer 🙂")
const theirRange = { queryType: QueryType.RANGE_QUERY, query: { fieldName: "total", rangeFrom: long(1) } }
const ourRange: Query.Query = { _tag: "Range", field: "total", from: 1n }

/** Both clients' words for a query inside of others. */
export const [theirInner, ourInner] = [theirTerm, ourTerm]

const texts: ReadonlyArray<Call> = [
  queryCall("all rows", QueryType.MATCH_ALL_QUERY, undefined, Query.matchAll),
  queryCall("a match", QueryType.MATCH_QUERY, { fieldName: "note", text: "你好" }, Query.match("note", "你好")),
  ...wordsOf(QueryOperator, "or", "and").map(([operator, word]) =>
    queryCall(
      `a match of ${word}, with a minimum and a weight`,
      QueryType.MATCH_QUERY,
      { fieldName: "note", text: "a b c", minimumShouldMatch: 2, operator, weight: 2.5 },
      Query.match("note", "a b c", { minimumShouldMatch: 2, operator: word, weight: 2.5 })
    )
  ),
  queryCall(
    "a phrase",
    QueryType.MATCH_PHRASE_QUERY,
    { fieldName: "note", text: "a b", weight: 0.1 },
    Query.matchPhrase("note", "a b", { weight: 0.1 })
  ),
  queryCall(
    "a prefix",
    QueryType.PREFIX_QUERY,
    { fieldName: "state", prefix: "do", weight: 3 },
    Query.prefix("state", "do", { weight: 3 })
  ),
  queryCall(
    "a wildcard",
    QueryType.WILDCARD_QUERY,
    { fieldName: "state", value: "d*n?", weight: 3 },
    Query.wildcard("state", "d*n?", { weight: 3 })
  ),
  queryCall("an existing field", QueryType.EXISTS_QUERY, { fieldName: "note" }, Query.exists("note"))
]

const terms: ReadonlyArray<Call> = [
  ...(
    [
      ["", ""],
      [long(-7), -7n],
      [longText("9223372036854775807"), 9223372036854775807n],
      [1.5, 1.5],
      [true, true],
      [false, false]
    ] as const
  ).map(([theirs, ours]) =>
    queryCall(
      `the ${typeof ours} ${ours}`,
      QueryType.TERM_QUERY,
      { fieldName: "a", term: theirs, weight: 1.25 },
      Query.term("a", ours, { weight: 1.25 })
    )
  ),
  queryCall(
    "terms",
    QueryType.TERMS_QUERY,
    { fieldName: "a", terms: ["x", long(2), 2.5, true], weight: 2 },
    Query.terms("a", ["x", 2n, 2.5, true], { weight: 2 })
  ),
  queryCall(
    "a range with both ends",
    QueryType.RANGE_QUERY,
    { fieldName: "a", rangeFrom: long(0), includeLower: true, rangeTo: 9.5, includeUpper: false },
    Query.range("a", { gte: 0n, lt: 9.5 })
  ),
  queryCall(
    "a range without end",
    QueryType.RANGE_QUERY,
    { fieldName: "a", rangeFrom: "2024-05-06", includeLower: false },
    Query.range("a", { gt: "2024-05-06" })
  ),
  queryCall(
    "a range without beginning",
    QueryType.RANGE_QUERY,
    { fieldName: "a", rangeTo: long(5), includeUpper: true },
    Query.range("a", { lte: 5n })
  ),
  queryCall("a range as the service takes it", QueryType.RANGE_QUERY, theirRange.query, ourRange)
]

const combinations: ReadonlyArray<Call> = [
  queryCall(
    "a combination",
    QueryType.BOOL_QUERY,
    {
      mustQueries: [theirTerm, theirRange],
      mustNotQueries: [theirTerm],
      filterQueries: [theirRange],
      shouldQueries: [theirAll, { queryType: QueryType.BOOL_QUERY, query: { mustQueries: [theirTerm] } }],
      minimumShouldMatch: 2
    },
    Query.bool({
      must: [ourTerm, ourRange],
      mustNot: [ourTerm],
      filter: [ourRange],
      should: [Query.matchAll, Query.and(ourTerm)],
      minimumShouldMatch: 2
    })
  ),
  queryCall("a constant score", QueryType.CONST_SCORE_QUERY, { filter: theirTerm }, Query.constScore(ourTerm)),
  queryCall(
    "a score by a field",
    QueryType.FUNCTION_SCORE_QUERY,
    { query: theirTerm, fieldValueFactor: { fieldName: "rank" } },
    Query.functionScore(ourTerm, "rank")
  ),
  ...wordsOf(ScoreMode, "none", "avg", "max", "total", "min").map(([scoreMode, word]) =>
    queryCall(
      `nested documents, score ${word}`,
      QueryType.NESTED_QUERY,
      { path: "items", query: theirTerm, scoreMode, weight: 2 },
      Query.nested("items", ourTerm, { scoreMode: word, weight: 2 })
    )
  )
]

const places: ReadonlyArray<Call> = [
  queryCall(
    "a rectangle",
    QueryType.GEO_BOUNDING_BOX_QUERY,
    { fieldName: "at", topLeft: "30.5,120.25", bottomRight: "-0.125,121" },
    Query.geoBoundingBox("at", {
      topLeft: { latitude: 30.5, longitude: 120.25 },
      bottomRight: { latitude: -0.125, longitude: 121 }
    })
  ),
  queryCall(
    "a circle",
    QueryType.GEO_DISTANCE_QUERY,
    { fieldName: "at", centerPoint: "30.5,-120", distance: 1000.5 },
    Query.geoDistance("at", { latitude: 30.5, longitude: -120 }, 1000.5)
  ),
  queryCall(
    "a polygon",
    QueryType.GEO_POLYGON_QUERY,
    { fieldName: "at", points: ["0,0", "0,5", "5,5.5"] },
    Query.geoPolygon("at", [
      { latitude: 0, longitude: 0 },
      { latitude: 0, longitude: 5 },
      { latitude: 5, longitude: 5.5 }
    ])
  ),
  queryCall(
    "neighbours of a vector",
    QueryType.KNN_VECTOR_QUERY,
    { fieldName: "v", topK: 3, float32QueryVector: [0.1, -2, 0, 3.25], filter: theirTerm, weight: 2 },
    Query.knnVector("v", [0.1, -2, 0, 3.25], { topK: 3, filter: ourTerm, weight: 2 })
  )
]

type Scoring = Parameters<typeof Query.scoreFunctions>[1]

const scoring = (name: string, theirs: Record<string, unknown>, ours: Scoring): Call =>
  queryCall(
    `scores by ${name}`,
    QueryType.FUNCTIONS_SCORE_QUERY,
    { query: theirTerm, ...theirs },
    Query.scoreFunctions(ourTerm, ours)
  )

const decays: ReadonlyArray<readonly [name: string, decayParamType: number, decayParam: unknown, ours: unknown]> = [
  [
    "a time as a number",
    DecayFuncParamType.DF_DATE_PARAM,
    { originLong: 1_714_979_289_123, scale: { value: 3, unit: DateTimeUnit.DAY } },
    { _tag: "DateDistance", origin: 1_714_979_289_123n, scale: { value: 3, unit: "day" } }
  ],
  ...units.map(
    ([unit, word]) =>
      [
        `a time as text, in units of a ${word}`,
        DecayFuncParamType.DF_DATE_PARAM,
        { originString: "2024-05-06", scale: { value: 1, unit }, offset: { value: 2, unit } },
        {
          _tag: "DateDistance",
          origin: "2024-05-06",
          scale: { value: 1, unit: word },
          offset: { value: 2, unit: word }
        }
      ] as const
  ),
  [
    "a number",
    DecayFuncParamType.DF_NUMERIC_PARAM,
    { origin: 5.5, scale: 2, offset: 1 },
    { _tag: "NumericDistance", origin: 5.5, scale: 2, offset: 1 }
  ],
  [
    "a place",
    DecayFuncParamType.DF_GEO_PARAM,
    { origin: "1,-2.5", scale: 1000, offset: 10 },
    { _tag: "GeoDistance", origin: { latitude: 1, longitude: -2.5 }, scale: 1000, offset: 10 }
  ]
]

const decay = (name: string, theirs: Record<string, unknown>, ours: Record<string, unknown>): Call =>
  scoring(
    `the distance from ${name}`,
    { functions: [{ decayFunction: { fieldName: "f", decay: 0.5, ...theirs }, weight: 2 }] },
    { functions: [{ decay: { field: "f", decay: 0.5, ...ours } as never, weight: 2 }] }
  )

const [, numericType, theirNumeric, ourNumeric] = decays.find(([name]) => name === "a number")!

const modifiers = wordsOf(
  FunctionModifier,
  "none",
  "log",
  "log1p",
  "log2p",
  "ln",
  "ln1p",
  "ln2p",
  "square",
  "sqrt",
  "reciprocal"
)

const scores: ReadonlyArray<Call> = [
  ...wordsOf(FSMScoreMode, "avg", "max", "sum", "min", "multiply", "first").map(([scoreMode, word]) =>
    scoring(
      `chance, together by ${word}`,
      { functions: [{ randomFunction: {}, filter: theirTerm }, { weight: 3 }], scoreMode, minScore: 0.5, maxScore: 9 },
      { functions: [{ random: true, filter: ourTerm }, { weight: 3 }], scoreMode: word, minScore: 0.5, maxScore: 9 }
    )
  ),
  ...wordsOf(FSMCombineMode, "multiply", "avg", "max", "sum", "min", "replace").map(([combineMode, word]) =>
    scoring(
      `a weight, combined by ${word}`,
      { functions: [{ weight: 3 }], combineMode },
      { functions: [{ weight: 3 }], combineMode: word }
    )
  ),
  ...modifiers.map(([modifier, word]) =>
    scoring(
      `a field, changed by ${word}`,
      { functions: [{ fieldValueFactorFunction: { fieldName: "rank", factor: 1.5, modifier, missing: 1 } }] },
      { functions: [{ fieldValueFactor: { field: "rank", factor: 1.5, modifier: word, missing: 1 } }] }
    )
  ),
  ...decays.map(([name, decayParamType, decayParam, distance]) =>
    decay(name, { decayParamType, decayParam }, { distance })
  ),
  ...wordsOf(MathFunction, "gauss", "exp", "linear").map(([mathFunction, word]) =>
    decay(
      `a number, by ${word}`,
      { decayParamType: numericType, decayParam: theirNumeric, mathFunction },
      { distance: ourNumeric, mathFunction: word }
    )
  ),
  ...wordsOf(MultiValueMode, "max", "min", "sum", "avg").map(([multiValueMode, word]) =>
    decay(
      `the ${word} of numbers`,
      { decayParamType: numericType, decayParam: theirNumeric, multiValueMode },
      { distance: ourNumeric, multiValueMode: word }
    )
  )
]

export const queryCalls: ReadonlyArray<Call> = [...texts, ...terms, ...combinations, ...places, ...scores]
