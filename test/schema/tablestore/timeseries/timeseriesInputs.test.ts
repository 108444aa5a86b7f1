import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import type { InputIssue } from "../../../../src/schema/Errors.ts"
import { type Method, operationOf, protocol } from "../../../suites/tablestoreProtocol.ts"

const issuesOf = (method: Method, input: object): ReadonlyArray<InputIssue> => {
  const encoded = protocol.encode(operationOf(method), input)
  return Result.isFailure(encoded) ? encoded.failure : []
}

const tableName = "metrics"
const text = (length: number) => "x".repeat(length)
const key = { measurement: "cpu", source: "host-1", tags: { region: "hz" } }
const row = { key, time: 5n, fields: { load: 0.5 } }
const many = <A>(count: number, make: (index: number) => A): Array<A> =>
  Array.from({ length: count }, (_, index) => make(index))
const fieldsOf = (count: number) => Object.fromEntries(many(count, (index) => [`f${index}`, 1n]))

const withKey = (more: object) => ({ tableName, key: { ...key, ...more } })
const withRow = (more: object) => ({ tableName, rows: [row, { ...row, ...more }] })
const withFields = (fields: unknown) => withRow({ fields })
const withTags = (tags: unknown) => withKey({ tags })

/** A call that is just allowed, the same one step further, the place and what is said of it. */
type Rule = readonly [
  name: string,
  method: Method,
  allowed: object,
  refused: object,
  path: ReadonlyArray<string>,
  message: RegExp
]

const dataRules: ReadonlyArray<Rule> = [
  [
    "bytes of a measurement",
    "getTimeseriesData",
    withKey({ measurement: "ä".repeat(64) }),
    withKey({ measurement: "ä".repeat(65) }),
    ["key", "measurement"],
    /at most 128 bytes/
  ],
  [
    "blanks of a measurement",
    "getTimeseriesData",
    withKey({ measurement: "cpu.load/ä" }),
    withKey({ measurement: "cpu load" }),
    ["key", "measurement"],
    /blanks/
  ],
  [
    "the sign # in a measurement",
    "getTimeseriesData",
    withKey({ measurement: "cpu" }),
    withKey({ measurement: "cpu#1" }),
    ["key", "measurement"],
    /without "#"/
  ],
  [
    "bytes of a source",
    "getTimeseriesData",
    withKey({ source: text(256) }),
    withKey({ source: text(257) }),
    ["key", "source"],
    /at most 256 bytes/
  ],
  [
    "half of a surrogate pair",
    "getTimeseriesData",
    withKey({ source: "😀" }),
    withKey({ source: "\ud83d" }),
    ["key", "source"],
    /surrogate/
  ],
  [
    'the sign "=" in a tag',
    "getTimeseriesData",
    withTags({ a: "ä b" }),
    withTags({ a: "b=c" }),
    ["key", "tags", "a"],
    /without "="/
  ],
  [
    "blanks in the name of a tag",
    "getTimeseriesData",
    withTags({ "~!": "x" }),
    withTags({ "a b": "" }),
    ["key", "tags", "a b"],
    /visible ASCII/
  ],
  ["quotes in a tag", "getTimeseriesData", withTags({ a: "'" }), withTags({ a: '"' }), ["key", "tags", "a"], /quotes/],
  [
    "tags that are no text",
    "deleteTimeseriesMeta",
    { tableName, keys: [key] },
    { tableName, keys: [key, { ...key, tags: { a: 5 } }] },
    ["keys", "1", "tags", "a"],
    /text/
  ],
  [
    "tags without a value",
    "getTimeseriesData",
    withTags({ a: " " }),
    withTags({ a: "" }),
    ["key", "tags", "a"],
    /not empty/
  ],
  ["tags in a Map", "getTimeseriesData", withTags({}), withTags(new Map()), ["key", "tags"], /by their names/],
  [
    "attributes with quotes",
    "updateTimeseriesMeta",
    { tableName, metas: [{ key, attributes: { a: "b=c" } }] },
    { tableName, metas: [{ key, attributes: { a: '"' } }] },
    ["metas", "0", "attributes", "a"],
    /quotes/
  ],
  [
    "rows of a write",
    "putTimeseriesData",
    { tableName, rows: many(200, () => row) },
    { tableName, rows: many(201, () => row) },
    ["rows"],
    /1 to 200 rows/
  ],
  ["a write without rows", "putTimeseriesData", withRow({}), { tableName, rows: [] }, ["rows"], /1 to 200 rows/],
  [
    "bytes of a write",
    "putTimeseriesData",
    { tableName, rows: many(3, (i) => ({ ...row, time: BigInt(i), fields: { a: text(1_300_000) } })) },
    { tableName, rows: many(3, (i) => ({ ...row, time: BigInt(i), fields: { a: text(1_400_000) } })) },
    ["rows"],
    /at most 4194304 bytes/
  ],
  [
    "a time before 1970",
    "putTimeseriesData",
    withRow({ time: 0n }),
    withRow({ time: -1n }),
    ["rows", "1", "time"],
    /0 or/
  ],
  [
    "a row without fields",
    "putTimeseriesData",
    withFields({ a: 1n }),
    withFields({}),
    ["rows", "1", "fields"],
    /1 to 1024/
  ],
  [
    "fields of a row",
    "putTimeseriesData",
    withFields(fieldsOf(1024)),
    withFields(fieldsOf(1025)),
    ["rows", "1", "fields"],
    /1 to 1024 fields/
  ],
  [
    "letters of a field's name",
    "putTimeseriesData",
    withFields({ [`_${text(127)}`]: 1n }),
    withFields({ [text(129)]: 1n }),
    ["rows", "1", "fields", text(129)],
    /1 to 128 small letters/
  ],
  [
    "capital letters of a field's name",
    "putTimeseriesData",
    withFields({ load_1: 1n }),
    withFields({ Load: 1n }),
    ["rows", "1", "fields", "Load"],
    /small letters/
  ],
  [
    "names that the service has for its own columns",
    "putTimeseriesData",
    withFields({ start_time: 1n }),
    withFields({ _time: 1n }),
    ["rows", "1", "fields", "_time"],
    /the service has a column of this name/
  ],
  [
    "numbers that are none",
    "putTimeseriesData",
    withFields({ a: -0 }),
    withFields({ a: Number.NaN }),
    ["rows", "1", "fields", "a"],
    /a finite number/
  ],
  [
    "integers of more than 64 bits",
    "putTimeseriesData",
    withFields({ a: -(2n ** 63n) }),
    withFields({ a: 2n ** 63n }),
    ["rows", "1", "fields", "a"],
    /64-bit/
  ],
  [
    "bytes of a text",
    "putTimeseriesData",
    withFields({ a: "ä".repeat(1_048_576) }),
    withFields({ a: "ä".repeat(1_048_577) }),
    ["rows", "1", "fields", "a"],
    /at most 2097152 bytes/
  ],
  [
    "bytes of a value",
    "putTimeseriesData",
    withFields({ a: new Uint8Array(2_097_152) }),
    withFields({ a: new Uint8Array(2_097_153) }),
    ["rows", "1", "fields", "a"],
    /at most 2097152 bytes/
  ],
  [
    "conditions under a Not",
    "queryTimeseriesMeta",
    { tableName, condition: { _tag: "Not", conditions: [{ _tag: "UpdateTime", comparison: "equal", value: 1n }] } },
    { tableName, condition: { _tag: "Not", conditions: [] } },
    ["condition"],
    /exactly one/
  ],
  [
    "a kind of condition",
    "queryTimeseriesMeta",
    { tableName, condition: { _tag: "Or", conditions: [] } },
    { tableName, condition: { _tag: "Or", conditions: [{ _tag: "Xor" }] } },
    ["condition", "conditions", "0", "_tag"],
    /"And", "Or", "Not", "Measurement", "Source", "Tag", "Attribute" or "UpdateTime"/
  ],
  [
    "a comparison of times",
    "queryTimeseriesMeta",
    { tableName, condition: { _tag: "UpdateTime", comparison: "lessThan", value: 1n } },
    { tableName, condition: { _tag: "UpdateTime", comparison: "prefix", value: 1n } },
    ["condition", "comparison"],
    /"equal", "greaterThan"/
  ]
]

const table = (more: object) => ({ tableName, ...more })

const tableRules: ReadonlyArray<Rule> = [
  [
    "letters of a table's name",
    "createTimeseriesTable",
    { tableName: text(128) },
    { tableName: text(129) },
    ["tableName"],
    /1 to 128 letters/
  ],
  [
    "seconds that data are kept",
    "createTimeseriesTable",
    table({ tableOptions: { timeToLive: 86_400 } }),
    table({ tableOptions: { timeToLive: 86_399 } }),
    ["tableOptions", "timeToLive"],
    /-1, or 86400 or more/
  ],
  [
    "seconds that series are known",
    "updateTimeseriesTable",
    table({ metaOptions: { metaTimeToLive: -1 } }),
    table({ metaOptions: { metaTimeToLive: 604_799 } }),
    ["metaOptions", "metaTimeToLive"],
    /-1, or 604800 or more/
  ],
  [
    "seconds that analytical stores keep data",
    "createTimeseriesAnalyticalStore",
    table({ analyticalStore: { storeName: "a", timeToLive: 2_592_000 } }),
    table({ analyticalStore: { storeName: "a", timeToLive: 2_591_999 } }),
    ["analyticalStore", "timeToLive"],
    /-1, or 2592000 or more/
  ],
  [
    "analytical stores of a table",
    "createTimeseriesTable",
    table({ analyticalStores: [{ storeName: "a" }] }),
    table({ analyticalStores: [{ storeName: "a" }, { storeName: "b" }] }),
    ["analyticalStores"],
    /at most 1 analytical store/
  ],
  [
    "lastpoint indexes of a table",
    "createTimeseriesTable",
    table({ lastpointIndexMetas: many(10, (i) => ({ indexTableName: `i${i}` })) }),
    table({ lastpointIndexMetas: many(11, (i) => ({ indexTableName: `i${i}` })) }),
    ["lastpointIndexMetas"],
    /at most 10/
  ],
  [
    "columns of a key of one's own",
    "createTimeseriesTable",
    table({ timeseriesKeySchema: ["_m_name", "_data_source", "a", "b", "c", "d"] }),
    table({ timeseriesKeySchema: ["_m_name", "_data_source", "a", "b", "c", "d", "e"] }),
    ["timeseriesKeySchema"],
    /at most 6 columns/
  ],
  [
    "columns of the same name",
    "createTimeseriesTable",
    table({ timeseriesKeySchema: ["a", "b"] }),
    table({ timeseriesKeySchema: ["a", "a"] }),
    ["timeseriesKeySchema"],
    /different names/
  ],
  [
    "names of columns of a key",
    "createTimeseriesTable",
    table({ timeseriesKeySchema: ["zone_1"] }),
    table({ timeseriesKeySchema: ["Zone"] }),
    ["timeseriesKeySchema", "0"],
    /small letters/
  ],
  [
    "fields that are columns of the key",
    "createTimeseriesTable",
    table({ fieldPrimaryKeySchema: many(4, (i) => ({ name: `f${i}`, type: "integer" })) }),
    table({ fieldPrimaryKeySchema: many(5, (i) => ({ name: `f${i}`, type: "integer" })) }),
    ["fieldPrimaryKeySchema"],
    /at most 4 fields/
  ]
]

describe("what the service would refuse of time series is refused at once, with the place", () => {
  it.each([...dataRules, ...tableRules])("%s", (_name, method, allowed, refused, path, message) => {
    assert.deepStrictEqual(issuesOf(method, allowed), [])
    const [issue] = issuesOf(method, refused)
    assert.deepStrictEqual(issue?.path, path)
    assert.match(issue!.message, /^must /)
    assert.match(issue!.message, message)
  })

  it("all at once, each with its place", () => {
    const wrong = { key: { ...key, tags: { "a=": "" }, source: 5 }, time: 5, fields: { A: 1n }, tims: 1 }
    assert.deepStrictEqual(
      issuesOf("putTimeseriesData", { tableName, rows: [row, wrong] }).map(({ path }) => path.join(".")),
      ["rows.1.key.source", "rows.1.key.tags.a=", "rows.1.time", "rows.1.fields.A", "rows.1.tims"]
    )
  })
})
