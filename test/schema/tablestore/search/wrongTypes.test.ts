import { describe, expect, it } from "vitest"
import type { InputIssue } from "../../../../src/schema/Errors.ts"
import { tableLimits } from "../../../../src/schema/tablestore/limits.ts"
import * as Condition from "../../../../src/schema/tablestore/row/condition.ts"
import * as Filter from "../../../../src/schema/tablestore/row/filter.ts"
import { key } from "../../../../src/schema/tablestore/row/rowRecord.ts"
import * as IndexField from "../../../../src/schema/tablestore/search/searchIndexSchema.ts"
import * as Query from "../../../../src/schema/tablestore/search/searchQuery.ts"
import { columns } from "../../../../src/schema/tablestore/search/searchRequest.ts"
import * as Sort from "../../../../src/schema/tablestore/search/searchSort.ts"
import { type Method, operationOf, protocol } from "../../../suites/tablestoreProtocol.ts"
import { queries, searches } from "./searchCases.ts"

const issuesOf = (method: Method, input: unknown): ReadonlyArray<InputIssue> => {
  const written = protocol.encode(operationOf(method), input as object)
  return written._tag === "Failure" ? written.failure : []
}

type Path = ReadonlyArray<string>

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !(value instanceof Uint8Array)

/** The places of all values in a value, from outside to inside. */
const placesIn = (value: unknown, path: Path = []): ReadonlyArray<Path> =>
  isPlain(value)
    ? Object.entries(value).flatMap(([name, inner]) =>
        inner === undefined ? [] : [[...path, name], ...placesIn(inner, [...path, name])]
      )
    : []

/** A copy with another value at a place. */
const withAt = (value: unknown, [name, ...rest]: Path, other: unknown): unknown => {
  if (name === undefined) return other
  const inner = (value as Record<string, unknown>)[name]
  if (Array.isArray(value)) return value.map((item, at) => (String(at) === name ? withAt(item, rest, other) : item))
  return { ...(value as object), [name]: withAt(inner, rest, other) }
}

const at = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((inner, name) => (inner as Record<string, unknown>)[name], value)

const target = { tableName: "orders", indexName: "ix" }

const schema: IndexField.IndexSchema = {
  fields: [
    IndexField.text("t", { analyzer: IndexField.fuzzy({ minChars: 1, maxChars: 3 }), indexOptions: "docs" }),
    IndexField.text("o", { analyzer: { _tag: "Other", name: "new", parameter: Uint8Array.of(1) } }),
    IndexField.vector("v", { vector: { dataType: "float32", dimension: 4, metric: "cosine" } }),
    IndexField.date("d", { dateFormats: ["yyyy"], isVirtual: true, sourceFields: ["k"] }),
    IndexField.nested("items", [IndexField.keyword("a", { index: true, store: false, sortAndAgg: true })])
  ],
  numberOfShards: 1,
  routingFields: ["k"],
  routingPartitionSize: 2,
  sort: [Sort.primaryKey("asc")]
}

const calls: ReadonlyArray<readonly [name: string, method: Method, input: Record<string, unknown>]> = [
  ...queries.map(([name, query]) => [name, "search", { ...target, searchQuery: { query } }] as const),
  ...searches.map(([name, searchQuery]) => [name, "search", { ...target, searchQuery }] as const),
  [
    "columns and routing",
    "search",
    {
      ...target,
      searchQuery: {},
      columnsToGet: columns("a"),
      routingValues: [key({ k: "a" })],
      timeoutMs: 5
    }
  ],
  [
    "a scan",
    "parallelScan",
    {
      ...target,
      sessionId: Uint8Array.of(1),
      scanQuery: { query: Query.exists("a"), limit: 5, aliveTimeSeconds: 3, currentParallelId: 0, maxParallel: 2 }
    }
  ],
  ["splits", "computeSplits", target],
  ["a new index", "createSearchIndex", { ...target, schema, sourceIndexName: "iy", timeToLive: -1 }],
  [
    "a changed index",
    "updateSearchIndex",
    {
      ...target,
      switchIndexName: "iy",
      queryFlowWeight: [{ indexName: "ix", weight: 5 }],
      addedFields: schema.fields
    }
  ],
  ["a described index", "describeSearchIndex", { ...target, includeSyncStat: true }],
  ["indexes", "listSearchIndex", { tableName: "orders" }],
  ["an index that goes", "deleteSearchIndex", target],
  [
    "a filter",
    "getRow",
    {
      tableName: "orders",
      primaryKey: key({ k: "a" }),
      filter: Filter.and(Filter.exists("a"), Filter.equal("b", 1n, { transfer: { regex: "(.)", castTo: "integer" } }))
    }
  ],
  [
    "a condition",
    "putRow",
    {
      tableName: "orders",
      primaryKey: key({ k: "a" }),
      condition: Condition.expectExist(Filter.not(Filter.equal("a", "x")))
    }
  ]
]

describe("values of a wrong type", () => {
  it.each(calls)("are found where they are in %s", (_, method, input) => {
    expect(issuesOf(method, input)).toEqual([])
    const places = placesIn(input)
    expect(places.length).toBeGreaterThan(0)
    for (const path of places) {
      for (const wrong of [null, Symbol("wrong"), () => 1]) {
        const paths = issuesOf(method, withAt(input, path, wrong)).map((issue) => issue.path)
        expect(
          paths.map((found) => found.slice(0, path.length).join(".")),
          path.join(".")
        ).toContain(path.join("."))
      }
    }
  })

  it.each(calls)("are found where there should be nothing in %s", (_, method, input) => {
    for (const path of [[], ...placesIn(input)]) {
      const record = at(input, path)
      if (!isPlain(record) || Array.isArray(record)) continue
      const place = [...path, "nonsense"]
      const issues = issuesOf(method, withAt(input, place, 1))
      expect(
        issues.map((issue) => issue.path.join(".")),
        place.join(".")
      ).toContain(place.join("."))
    }
  })

  it.each([
    [{ searchQuery: { limt: 5 } }, "searchQuery.limt is not a parameter of this call"],
    [{ searchQuery: { query: { _tag: "Match", field: 5, text: "a" } } }, "searchQuery.query.field must be string"],
    [{ searchQuery: { query: Query.and({ _tag: "Exists" } as never) } }, "searchQuery.query.must.0.field is missing"],
    [{ searchQuery: { aggregations: { a: { _tag: "Sum" } } } }, "searchQuery.aggregations.a.field is missing"],
    [
      { searchQuery: { sort: [{ _tag: "ByLuck" }] } },
      'searchQuery.sort.0._tag must be "FieldSort", "GeoDistanceSort", "ScoreSort", "PrimaryKeySort" or "DocSort"'
    ],
    [{ searchQuery: { limit: 1001 } }, "searchQuery.limit must be a whole number, 0 to 1000"],
    [
      { searchQuery: { token: new Uint8Array(1), sort: [] } },
      "searchQuery.sort must be absent with a token, which holds it"
    ],
    [
      { searchQuery: {}, columnsToGet: "all" },
      "columnsToGet must be allColumns, allColumnsFromIndex, noColumns or columns(...)"
    ]
  ])("are told in words: %j", (input, told) => {
    const [issue] = issuesOf("search", { ...target, ...input })
    expect(`${issue?.path.join(".")} ${issue?.message}`).toBe(told)
  })

  it("are told in words where filters hold too much, or no value", () => {
    const told = (condition: unknown) =>
      issuesOf("putRow", { tableName: "orders", primaryKey: key({ k: "a" }), condition }).map(
        ({ message, path }) => `${path.join(".")} ${message}`
      )
    const one = Filter.exists("a")
    expect(
      told(Condition.expectExist(Filter.and(one, ...Array.from({ length: tableLimits.filters - 1 }, () => one))))
    ).toEqual([`condition.columnCondition must be at most ${tableLimits.filters} comparisons and combinations`])
    expect(told(Condition.expectExist(Filter.not({ ...one, comparator: "equal" })))).toEqual([
      "condition.columnCondition.filters.0.value must be there for equal"
    ])
    expect(told(Condition.expectExist(Filter.pagination(0, 1) as never))).toEqual([
      'condition.columnCondition._tag must be "ColumnFilter" or "CompositeFilter"'
    ])
  })

  it("are told in words where an index has two fields of one name", () => {
    const issues = issuesOf("createSearchIndex", {
      ...target,
      schema: { fields: [IndexField.nested("p", [IndexField.long("a"), IndexField.keyword("a")])] }
    })
    expect(issues).toEqual([
      {
        path: ["schema", "fields", "0", "fields", "1", "name"],
        message: "must be another name than those before",
        given: '"a"'
      }
    ])
    expect(issuesOf("createSearchIndex", { ...target, schema: { fields: [] } })[0]?.message).toBe(
      "must be at least one field"
    )
  })
})
