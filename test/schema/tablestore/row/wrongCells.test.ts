/** Cells and keys, which are lists of parts by hand, are refused with the place of what is wrong. */
import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import { infMax, infMin } from "../../../../src/schema/tablestore/format/rowValue.ts"
import { columns, key } from "../../../../src/schema/tablestore/row/rowRecord.ts"
import { type Method, operationOf, protocol } from "../../../suites/tablestoreProtocol.ts"

/** The paths of all that is wrong. */
const wrongPaths = (method: Method, input: unknown): ReadonlyArray<string> => {
  const result = protocol.encode(operationOf(method), input)
  return Result.isFailure(result) ? result.failure.map(({ path }) => path.join(".")) : []
}

const tableName = "orders"
const primaryKey = key({ k: "a" })
const range = {
  inclusiveStartPrimaryKey: key({ k: infMin }),
  exclusiveEndPrimaryKey: key({ k: infMax })
}
const put = { type: "put", primaryKey, columns: columns({ c: 1n }) }
const update = { type: "update", primaryKey, columns: columns({ c: 1n }) }
const remove = { type: "delete", primaryKey }
type Case = readonly [what: string, columns: unknown, path: string]

const changes: ReadonlyArray<Case> = [
  ["nothing", [null], "0.name"],
  ["a name that is none", [{ name: 5, value: 1n }], "0.name"],
  ["a list in place of a cell", [[]], "0.name"],
  ["a missing value", [{ name: "c" }], "0.value"],
  [
    "a value that is none",
    [
      { name: "b", value: 1n },
      { name: "c", value: null }
    ],
    "1.value"
  ],
  ["a list of values", [{ name: "c", value: [1n] }], "0.value"],
  ["a value of no kind", [{ name: "c", value: () => 0 }], "0.value"],
  ["an infinite value", [{ name: "c", value: Number.POSITIVE_INFINITY }], "0.value"],
  ["an integer of more than 64 bits", [{ name: "c", value: 2n ** 63n }], "0.value"],
  ["half a character", [{ name: "c", value: "\ud83d" }], "0.value"],
  ["a time of a wrong type", [{ name: "c", value: 1n, timestamp: "1" }], "0.timestamp"],
  ["a time that is nothing", [{ name: "c", value: 1n, timestamp: null }], "0.timestamp"],
  ["a negative time", [{ name: "c", value: 1n, timestamp: -1 }], "0.timestamp"],
  ["a negative time as bigint", [{ name: "c", value: 1n, timestamp: -1n }], "0.timestamp"],
  ["a part that is unknown", [{ name: "c", value: 1n, timestmp: 1 }], "0.timestmp"],
  ["an operation that is none", [{ name: "c", op: "remove" }], "0.op"],
  ["an operation of a wrong type", [{ name: "c", op: 1, value: 1n }], "0.op"]
]

const operations: ReadonlyArray<Case> = [
  ["a sum of a wrong type", [{ name: "c", op: "increment", value: 1 }], "0.value"],
  ["a sum without what to add", [{ name: "c", op: "increment" }], "0.value"],
  ["a time of a sum", [{ name: "c", op: "increment", value: 1n, timestamp: 0.5 }], "0.timestamp"],
  ["a removed version without a time", [{ name: "c", op: "deleteVersion" }], "0.timestamp"],
  ["a removed version with a value", [{ name: "c", op: "deleteVersion", timestamp: 1, value: 1n }], "0.value"],
  ["a removed column with a time", [{ name: "c", op: "deleteAllVersions", timestamp: 1 }], "0.timestamp"],
  ["a removed column with a value", [{ name: "c", op: "deleteAllVersions", value: 1n }], "0.value"]
]

const keys: ReadonlyArray<Case> = [
  ["no list", { k: "a" }, ""],
  ["nothing in the list", [null], "0.name"],
  ["a name that is none", [{ name: 5, value: "a" }], "0.name"],
  ["a missing value", [{ name: "k" }], "0.value"],
  ["a value that is nothing", [{ name: "k", value: null }], "0.value"],
  ["a value of a wrong type", [{ name: "k", value: 1 }], "0.value"],
  ["a value that is unknown", [{ name: "k", value: { _tag: "InfMid" } }], "0.value"],
  ["an integer of more than 64 bits", [{ name: "k", value: 2n ** 63n }], "0.value"],
  [
    "half a character",
    [
      { name: "j", value: 1n },
      { name: "k", value: "\ud83d" }
    ],
    "1.value"
  ],
  ["a part that is unknown", [{ name: "k", value: 1n, timestamp: 1 }], "0.timestamp"]
]

const at = (...path: ReadonlyArray<string>): string => path.filter((step) => step !== "").join(".")

describe("a cell that cannot be written", () => {
  it.each(changes)("is refused with its place: %s", (_, cells, path) => {
    const batch = (row: object) => ({ tables: [{ tableName, rows: [remove, row] }] })
    // A row that is put has no operations at all.
    const place = path.endsWith("op") ? "0.op" : path
    assert.deepStrictEqual(wrongPaths("putRow", { tableName, primaryKey, columns: cells }), [at("columns", place)])
    assert.deepStrictEqual(wrongPaths("updateRow", { tableName, primaryKey, columns: cells }), [at("columns", path)])
    for (const type of ["put", "update"]) {
      const row = { type, primaryKey, columns: cells }
      assert.deepStrictEqual(wrongPaths("batchWriteRow", batch(row)), [at("tables.0.rows.1.columns", path)])
      assert.deepStrictEqual(wrongPaths("bulkImport", { tableName, rows: [row] }), [at("rows.0.columns", path)])
    }
  })

  it.each(operations)("is refused with its place: %s", (_, cells, path) => {
    assert.deepStrictEqual(wrongPaths("updateRow", { tableName, primaryKey, columns: cells }), [at("columns", path)])
    const rows = [{ type: "update", primaryKey, columns: cells }]
    const place = at("tables.0.rows.0.columns", path)
    assert.deepStrictEqual(wrongPaths("batchWriteRow", { tables: [{ tableName, rows }] }), [place])
  })
})

describe("a key that cannot be written", () => {
  it.each(keys)("is refused with its place: %s", (_, wrong, path) => {
    for (const method of ["getRow", "putRow", "deleteRow"] as const) {
      assert.deepStrictEqual(wrongPaths(method, { tableName, primaryKey: wrong }), [at("primaryKey", path)])
    }
    assert.deepStrictEqual(wrongPaths("startLocalTransaction", { tableName, key: wrong }), [at("key", path)])
    assert.deepStrictEqual(wrongPaths("getRange", { tableName, ...range, inclusiveStartPrimaryKey: wrong }), [
      at("inclusiveStartPrimaryKey", path)
    ])
    assert.deepStrictEqual(wrongPaths("batchGetRow", { tables: [{ tableName, primaryKeys: [primaryKey, wrong] }] }), [
      at("tables.0.primaryKeys.1", path)
    ])
    for (const row of [put, update, remove]) {
      const rows = [{ ...row, primaryKey: wrong }]
      assert.deepStrictEqual(wrongPaths("batchWriteRow", { tables: [{ tableName, rows }] }), [
        at("tables.0.rows.0.primaryKey", path)
      ])
    }
  })
})
