import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import type { InputIssue } from "../../../../src/schema/Errors.ts"
import {
  autoIncrement,
  type Cell,
  increment,
  infMax,
  infMin,
  put
} from "../../../../src/schema/tablestore/format/rowValue.ts"
import * as Filter from "../../../../src/schema/tablestore/row/filter.ts"
import { columns, key } from "../../../../src/schema/tablestore/row/rowRecord.ts"
import * as IndexField from "../../../../src/schema/tablestore/search/searchIndexSchema.ts"
import { type Method, operationOf, protocol } from "../../../suites/tablestoreProtocol.ts"

const attempt = (method: Method, input: object): Result.Result<unknown, ReadonlyArray<InputIssue>> =>
  protocol.encode(operationOf(method), input)

const tableName = "orders"
const primaryKey = key({ k: "a" })
const text = (length: number) => "x".repeat(length)
const many = <A>(count: number, make: (index: number) => A): Array<A> =>
  Array.from({ length: count }, (_, i) => make(i))
const cells = (count: number): ReadonlyArray<Cell> => many(count, (index) => ({ name: `c${index}`, value: 1n }))
const keyColumns = (count: number) => many(count, (index) => ({ name: `k${index}`, type: "string" as const }))
const filters = (count: number) => Filter.and(Filter.exists("a"), ...many(count - 2, () => Filter.exists("b")))
const rows = (count: number) => many(count, (index) => ({ type: "put", primaryKey: key({ k: BigInt(index) }) }))
const keys = (count: number) => many(count, (index) => key({ k: BigInt(index) }))
const megabytes = (count: number) => count * 1024 * 1024

/** A call that is just allowed, the same one step further, and what is said of that. */
type Limit = readonly [
  name: string,
  method: Method,
  allowed: object,
  refused: object,
  path: ReadonlyArray<string>,
  message: RegExp
]

const putRow = (more: object) => ({ tableName, primaryKey, ...more })
const getRow = (more: object) => ({ tableName, primaryKey, ...more })
const wholeTable = {
  tableName,
  inclusiveStartPrimaryKey: key({ k: infMin }),
  exclusiveEndPrimaryKey: key({ k: infMax })
}
const write = (...rowsOfTable: ReadonlyArray<object>) => ({ tables: [{ tableName, rows: rowsOfTable }] })

const limits: ReadonlyArray<Limit> = [
  [
    "names of tables",
    "describeTable",
    { tableName: text(255) },
    { tableName: text(256) },
    ["tableName"],
    /1 to 255 letters/
  ],
  [
    "names that start with a digit",
    "describeTable",
    { tableName: "_1" },
    { tableName: "1_" },
    ["tableName"],
    /not start with a digit/
  ],
  [
    "key columns of a table",
    "createTable",
    { tableName, primaryKey: keyColumns(4) },
    { tableName, primaryKey: keyColumns(5) },
    ["primaryKey"],
    /1 to 4 key columns/
  ],
  [
    "names of key columns that are the same",
    "createTable",
    { tableName, primaryKey: keyColumns(2) },
    { tableName, primaryKey: [...keyColumns(1), ...keyColumns(1)] },
    ["primaryKey"],
    /different names/
  ],
  [
    "where the service picks the key",
    "createTable",
    { tableName, primaryKey: [...keyColumns(1), { name: "n", type: "integer", option: "autoIncrement" }] },
    { tableName, primaryKey: [{ name: "n", type: "integer", option: "autoIncrement" }] },
    ["primaryKey"],
    /not the first/
  ],
  [
    "time to live",
    "updateTable",
    { tableName, tableOptions: { timeToLive: -1 } },
    { tableName, tableOptions: { timeToLive: 0 } },
    ["tableOptions", "timeToLive"],
    /-1, or 1 or more/
  ],
  [
    "versions",
    "updateTable",
    { tableName, tableOptions: { maxVersions: 1 } },
    { tableName, tableOptions: { maxVersions: 0 } },
    ["tableOptions", "maxVersions"],
    /a whole number, 1 to/
  ],
  [
    "words that answers may have more of",
    "updateTable",
    { tableName, tableOptions: { bloomFilterType: "7" } },
    { tableName, tableOptions: { bloomFilterType: "rows" } },
    ["tableOptions", "bloomFilterType"],
    /"none", "cell" or "row"/
  ],
  [
    "hours of a stream",
    "updateTable",
    { tableName, streamSpec: { enableStream: true, expirationTime: 168 } },
    { tableName, streamSpec: { enableStream: true, expirationTime: 169 } },
    ["streamSpec", "expirationTime"],
    /1 to 168/
  ],
  [
    "reserved units",
    "updateTable",
    { tableName, reservedThroughput: { read: 100_000 } },
    { tableName, reservedThroughput: { read: 100_001 } },
    ["reservedThroughput", "read"],
    /0 to 100000/
  ],
  [
    "columns of an index's key",
    "createIndex",
    { mainTableName: tableName, indexMeta: { name: "ix", primaryKey: ["a", "b", "c", "d"] } },
    { mainTableName: tableName, indexMeta: { name: "ix", primaryKey: ["a", "b", "c", "d", "e"] } },
    ["indexMeta", "primaryKey"],
    /1 to 4 columns/
  ],
  [
    "bytes of a key",
    "putRow",
    putRow({ primaryKey: key({ k: text(1024) }) }),
    putRow({ primaryKey: key({ k: text(1025) }) }),
    ["primaryKey", "0", "value"],
    /at most 1024 bytes/
  ],
  [
    "bytes of a key in UTF-8",
    "putRow",
    putRow({ primaryKey: key({ k: "é".repeat(512) }) }),
    putRow({ primaryKey: key({ k: "é".repeat(513) }) }),
    ["primaryKey", "0", "value"],
    /at most 1024 bytes/
  ],
  [
    "types of a key",
    "putRow",
    putRow({ primaryKey: key({ k: 1n }) }),
    putRow({ primaryKey: [{ name: "k", value: 1 }] }),
    ["primaryKey", "0", "value"],
    /a bigint, string, Uint8Array or autoIncrement/
  ],
  [
    "keys that are read",
    "getRow",
    getRow({}),
    getRow({ primaryKey: key({ k: autoIncrement }) }),
    ["primaryKey", "0", "value"],
    /a bigint, string or Uint8Array/
  ],
  [
    "open values",
    "getRange",
    { tableName, inclusiveStartPrimaryKey: key({ k: infMin }), exclusiveEndPrimaryKey: primaryKey },
    { tableName, inclusiveStartPrimaryKey: key({ k: autoIncrement }), exclusiveEndPrimaryKey: primaryKey },
    ["inclusiveStartPrimaryKey", "0", "value"],
    /infMin or infMax/
  ],
  [
    "columns of a row",
    "putRow",
    putRow({ columns: cells(1024) }),
    putRow({ columns: cells(1025) }),
    ["columns"],
    /at most 1024 columns/
  ],
  [
    "names of columns",
    "putRow",
    putRow({ columns: columns({ [text(255)]: 1n }) }),
    putRow({ columns: columns({ [text(256)]: 1n }) }),
    ["columns", "0", "name"],
    /1 to 255 letters/
  ],
  [
    "bytes of a value",
    "putRow",
    putRow({ columns: columns({ c: new Uint8Array(megabytes(2)) }) }),
    putRow({ columns: columns({ b: 1n, c: new Uint8Array(megabytes(2) + 1) }) }),
    ["columns", "1", "value"],
    /at most 2097152 bytes/
  ],
  [
    "bytes of a text",
    "putRow",
    putRow({ columns: columns({ c: text(megabytes(2)) }) }),
    putRow({ columns: columns({ c: text(megabytes(2) + 1) }) }),
    ["columns", "0", "value"],
    /at most 2097152 bytes/
  ],
  [
    "bytes of a row",
    "putRow",
    putRow({ columns: columns({ a: text(megabytes(2)), b: text(megabytes(2) - 4) }) }),
    putRow({ columns: columns({ a: text(megabytes(2)), b: text(megabytes(2) - 3) }) }),
    ["columns"],
    /at most 4194304 bytes in all/
  ],
  [
    "integers",
    "putRow",
    putRow({ columns: columns({ c: 2n ** 63n - 1n }) }),
    putRow({ columns: columns({ b: 1n, c: 2n ** 63n }) }),
    ["columns", "1", "value"],
    /a signed 64-bit integer in column "c"/
  ],
  [
    "numbers",
    "putRow",
    putRow({ columns: columns({ c: Number.MAX_VALUE }) }),
    putRow({ columns: columns({ c: Number.NaN }) }),
    ["columns", "0", "value"],
    /a finite number/
  ],
  [
    "texts",
    "putRow",
    putRow({ columns: columns({ c: "\u{1f431}" }) }),
    putRow({ columns: columns({ c: "\ud83d" }) }),
    ["columns", "0", "value"],
    /a well-formed text/
  ],
  [
    "versions of cells",
    "putRow",
    putRow({ columns: [put("c", 1n, 0)] }),
    putRow({ columns: [put("c", 1n, 0.5)] }),
    ["columns", "0", "timestamp"],
    /whole milliseconds since 1970/
  ],
  [
    "versions of cells that no number holds",
    "putRow",
    putRow({ columns: [put("c", 1n, 2n ** 63n / 1000n - 1n)] }),
    putRow({ columns: [put("c", 1n, 2n ** 63n / 1000n)] }),
    ["columns", "0", "timestamp"],
    /less than 9223372036854775/
  ],
  [
    "versions of cells that a number holds only roughly",
    "putRow",
    putRow({ columns: [put("c", 1n, 2 ** 53 - 1)] }),
    putRow({ columns: [put("c", 1n, 2 ** 53)] }),
    ["columns", "0", "timestamp"],
    /a bigint beyond 2\^53 - 1/
  ],
  [
    "what a put can do",
    "putRow",
    putRow({ columns: columns({ c: 1n }) }),
    putRow({ columns: [increment("c", 1n)] }),
    ["columns", "0", "op"],
    /absent/
  ],
  [
    "what an update does",
    "updateRow",
    putRow({ columns: [increment("c", 1n)] }),
    putRow({ columns: [] }),
    ["columns"],
    /at least one change/
  ],
  [
    "what is added",
    "updateRow",
    putRow({ columns: [increment("c", 1n)] }),
    putRow({ columns: [{ name: "c", op: "increment", value: 1 }] }),
    ["columns", "0", "value"],
    /a bigint to add/
  ],
  [
    "columns to get",
    "getRow",
    getRow({ columnsToGet: many(128, (i) => `c${i}`) }),
    getRow({ columnsToGet: many(129, (i) => `c${i}`) }),
    ["columnsToGet"],
    /at most 128 names/
  ],
  [
    "parts of a filter",
    "getRow",
    getRow({ filter: filters(31) }),
    getRow({ filter: filters(33) }),
    ["filter"],
    /at most 32 comparisons and combinations/
  ],
  [
    "times",
    "getRow",
    getRow({ timeRange: { startTime: 1, endTime: 2 } }),
    getRow({ timeRange: { startTime: 2, endTime: 2 } }),
    ["timeRange"],
    /a startTime before its endTime/
  ],
  [
    "one time",
    "getRow",
    getRow({ timeRange: { specificTime: 1 } }),
    getRow({ timeRange: { specificTime: 1, endTime: 2 } }),
    ["timeRange"],
    /either specificTime, or startTime and endTime/
  ],
  [
    "times that no number holds",
    "getRow",
    getRow({ timeRange: { startTime: 0, endTime: 2n ** 63n - 1n } }),
    getRow({ timeRange: { startTime: 0, endTime: 2n ** 63n } }),
    ["timeRange", "endTime"],
    /a bigint beyond 2\^53 - 1/
  ],
  [
    "versions of one time",
    "getRow",
    getRow({ timeRange: { startTime: 1, endTime: 2 }, maxVersions: 1 }),
    getRow({ timeRange: { specificTime: 1 }, maxVersions: 1 }),
    ["maxVersions"],
    /absent with a specificTime/
  ],
  [
    "versions of one time, in a range",
    "getRange",
    { ...wholeTable, timeRange: { specificTime: 1 } },
    { ...wholeTable, timeRange: { specificTime: 1 }, maxVersions: 2 },
    ["maxVersions"],
    /absent with a specificTime/
  ],
  [
    "versions of one time, in a batch",
    "batchGetRow",
    { tables: [{ tableName, primaryKeys: keys(1), timeRange: { specificTime: 1n } }] },
    { tables: [{ tableName, primaryKeys: keys(1), timeRange: { specificTime: 1n }, maxVersions: 1 }] },
    ["tables", "0", "maxVersions"],
    /absent with a specificTime/
  ],
  [
    "tokens of rows",
    "batchGetRow",
    { tables: [{ tableName, primaryKeys: keys(2), tokens: [new Uint8Array(1), new Uint8Array(0)] }] },
    { tables: [{ tableName, primaryKeys: keys(2), tokens: [new Uint8Array(1)] }] },
    ["tables", "0", "tokens"],
    /one for each key, or none/
  ],
  [
    "rows of a batch to write",
    "batchWriteRow",
    write(...rows(200)),
    write(...rows(201)),
    ["tables"],
    /at most 200 rows in all/
  ],
  ["rows of a batch at all", "batchWriteRow", write(...rows(1)), write(), ["tables", "0", "rows"], /at least one row/],
  [
    "tables of a batch",
    "batchWriteRow",
    {
      tables: [
        { tableName: "a", rows: rows(1) },
        { tableName: "b", rows: rows(1) }
      ]
    },
    {
      tables: [
        { tableName: "a", rows: rows(1) },
        { tableName: "a", rows: rows(1) }
      ]
    },
    ["tables", "1", "tableName"],
    /another table than those before/
  ],
  [
    "bytes of a batch",
    "batchWriteRow",
    write(
      ...many(4, (i) => ({
        type: "put",
        primaryKey: key({ k: BigInt(i) }),
        columns: columns({ c: text(megabytes(1) - 10) })
      }))
    ),
    write(
      ...many(4, (i) => ({
        type: "put",
        primaryKey: key({ k: BigInt(i) }),
        columns: columns({ c: text(megabytes(1)) })
      }))
    ),
    ["tables"],
    /at most 4194304 bytes of names and values in all/
  ],
  [
    "rows inside a batch",
    "batchWriteRow",
    write({ type: "put", primaryKey }),
    write(...rows(2), { type: "put", primaryKey, columns: columns({ "a-b": 1n }) }),
    ["tables", "0", "rows", "2", "columns", "0", "name"],
    /1 to 255 letters/
  ],
  [
    "kinds of rows inside a batch",
    "batchWriteRow",
    write({ type: "delete", primaryKey }),
    write({ type: "remove", primaryKey }),
    ["tables", "0", "rows", "0", "type"],
    /"put", "update" or "delete"/
  ],
  [
    "rows of a batch to read",
    "batchGetRow",
    { tables: [{ tableName, primaryKeys: keys(100) }] },
    { tables: [{ tableName, primaryKeys: keys(101) }] },
    ["tables"],
    /at most 100 rows in all/
  ],
  [
    "keys inside a batch",
    "batchGetRow",
    { tables: [{ tableName, primaryKeys: keys(2) }] },
    { tables: [{ tableName, primaryKeys: [...keys(2), key({ k: text(1025) })] }] },
    ["tables", "0", "primaryKeys", "2", "0", "value"],
    /at most 1024 bytes/
  ],
  [
    "rows of a search",
    "search",
    { tableName, indexName: "ix", searchQuery: { limit: 1000 } },
    { tableName, indexName: "ix", searchQuery: { limit: 1001 } },
    ["searchQuery", "limit"],
    /a whole number, 0 to 1000/
  ],
  [
    "orders of a page",
    "search",
    { tableName, indexName: "ix", searchQuery: { token: new Uint8Array(1) } },
    { tableName, indexName: "ix", searchQuery: { token: new Uint8Array(1), sort: [] } },
    ["searchQuery", "sort"],
    /absent with a token/
  ],
  [
    "rows of a scan",
    "parallelScan",
    { tableName, indexName: "ix", scanQuery: { limit: 2000 } },
    { tableName, indexName: "ix", scanQuery: { limit: 2001 } },
    ["scanQuery", "limit"],
    /1 to 2000/
  ],
  [
    "fields of an index",
    "createSearchIndex",
    { tableName, indexName: "ix", schema: { fields: [IndexField.long("n")] } },
    { tableName, indexName: "ix", schema: { fields: [IndexField.long("n"), IndexField.long("n")] } },
    ["schema", "fields", "1", "name"],
    /another name than those before/
  ],
  [
    "tags of a series",
    "getTimeseriesData",
    { tableName, key: { measurement: "m", source: "", tags: { a: "b, ä" } } },
    { tableName, key: { measurement: "m", source: "", tags: { "a=b": "c" } } },
    ["key", "tags", "a=b"],
    /without "="/
  ]
]

describe("what the service would refuse is refused at once, with the place", () => {
  it.each(limits)("%s", (_name, method, allowed, refused, path, message) => {
    const good = attempt(method, allowed)
    assert.isTrue(Result.isSuccess(good), Result.isFailure(good) ? JSON.stringify(good.failure) : "")
    const bad = attempt(method, refused)
    assert.isTrue(Result.isFailure(bad))
    if (Result.isFailure(bad)) {
      assert.deepStrictEqual(bad.failure[0]!.path, path)
      assert.match(bad.failure[0]!.message, /^must /)
      assert.match(bad.failure[0]!.message, message)
    }
  })

  it.each([
    ["no list", { tableName, primaryKey: { k: "a" } }, ["primaryKey"], "must be a list of key columns"],
    ["nothing in a list", { tableName, primaryKey: [null] }, ["primaryKey", "0", "name"], /letters/],
    ["an unknown field", { tableName, primaryKey, colums: [] }, ["colums"], "is not a parameter of this call"],
    ["a missing field", { tableName }, ["primaryKey"], "is missing"],
    ["a list in place of a cell", { tableName, primaryKey, columns: [[]] }, ["columns", "0", "name"], /letters/]
  ] as const)("%s is told apart from a row", (_name, input, path, message) => {
    const bad = attempt("putRow", input)
    assert.isTrue(Result.isFailure(bad))
    if (Result.isFailure(bad)) {
      assert.deepStrictEqual(bad.failure[0]!.path, path)
      if (typeof message === "string") assert.strictEqual(bad.failure[0]!.message, message)
      else assert.match(bad.failure[0]!.message, message)
    }
  })

  it("tells of all fields that are wrong at once", () => {
    const bad = attempt("createTable", { tableName: "1", primaryKey: [], tableOptions: { maxVersions: 0 } })
    assert.deepStrictEqual(Result.isFailure(bad) ? bad.failure.map(({ path }) => path.join(".")) : [], [
      "tableName",
      "primaryKey",
      "tableOptions.maxVersions"
    ])
  })
})
