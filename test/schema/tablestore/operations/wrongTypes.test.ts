/** What is of a wrong type is refused with its place, at any depth, and breaks nothing. */
import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import type { Conversion } from "../../../../src/schema/conversion.ts"
import { type SlotTable, slotsWithin } from "../../../../src/schema/Fields.ts"
import { infMax, infMin } from "../../../../src/schema/tablestore/format/rowValue.ts"
import { columns, key } from "../../../../src/schema/tablestore/row/rowRecord.ts"
import { type Method, operationOf, protocol } from "../../../suites/tablestoreProtocol.ts"

type Path = ReadonlyArray<string>

/** The paths of all that is wrong. */
const wrongPaths = (method: Method, input: unknown): ReadonlyArray<string> => {
  const result = protocol.encode(operationOf(method), input)
  return Result.isFailure(result) ? result.failure.map(({ path }) => path.join(".")) : []
}

const tableName = "orders"
const primaryKey = key({ k: "a" })
const condition = { rowExistence: "ignore" }
const returnContent = { returnType: "afterModify", returnColumnNames: ["c"] }
const transactionId = "T"
const reading = {
  columnsToGet: ["c"],
  timeRange: { startTime: 1, endTime: 2 },
  maxVersions: 1,
  startColumn: "a",
  endColumn: "b",
  cacheBlocks: true
}
const writing = { condition, returnContent }
const range = {
  inclusiveStartPrimaryKey: key({ k: infMin }),
  exclusiveEndPrimaryKey: key({ k: infMax }),
  dataBlockTypeHint: "plainBuffer"
}
const put = { type: "put", primaryKey, columns: columns({ c: 1n }) }
const update = { type: "update", primaryKey, columns: columns({ c: 1n }) }
const remove = { type: "delete", primaryKey }
const indexMeta = { name: "ix", primaryKey: ["c"], definedColumns: ["d"], indexType: "local" }
const tableOptions = {
  timeToLive: -1,
  maxVersions: 1,
  deviationCellVersionInSec: 1,
  allowUpdate: true,
  updateFullRow: false,
  bloomFilterType: "row",
  blockSize: 1
}
const streamSpec = { enableStream: true, expirationTime: 1, columnsToGet: ["c"] }
const definedColumns = [{ name: "c", type: "string" }]
const reservedThroughput = { read: 1, write: 1 }

/** Inputs that say all that can be said. */
const inputs: { readonly [M in Method]?: object } = {
  getRow: { tableName, primaryKey, ...reading, token: new Uint8Array(1), transactionId },
  putRow: { tableName, primaryKey, columns: columns({ c: 1n }), ...writing, transactionId },
  updateRow: { tableName, primaryKey, columns: columns({ c: 1n }), ...writing, transactionId },
  deleteRow: { tableName, primaryKey, ...writing, transactionId },
  getRange: {
    tableName,
    direction: "forward",
    ...range,
    limit: 1,
    ...reading,
    token: new Uint8Array(1),
    transactionId,
    returnEntirePrimaryKeys: true
  },
  batchGetRow: { tables: [{ tableName, primaryKeys: [primaryKey], tokens: [new Uint8Array(1)], ...reading }] },
  batchWriteRow: {
    tables: [
      {
        tableName,
        rows: [
          { ...put, ...writing },
          { ...update, ...writing },
          { ...remove, ...writing }
        ]
      },
      { tableName: "others", rows: [put] }
    ],
    transactionId,
    isAtomic: true
  },
  bulkImport: { tableName, rows: [put, update, remove] },
  bulkExport: { tableName, columnsToGet: ["c"], ...range },
  startLocalTransaction: { tableName, key: primaryKey },
  commitTransaction: { transactionId },
  abortTransaction: { transactionId },
  createIndex: { mainTableName: tableName, indexMeta, includeBaseData: true },
  dropIndex: { mainTableName: tableName, indexName: "ix" },
  sqlQuery: { query: "SHOW TABLES", sqlVersion: 1, searchToken: "t" },
  listStream: { tableName },
  describeStream: { streamId: "s", inclusiveStartShardId: "h", shardLimit: 1, supportTimeseriesDataTable: true },
  getShardIterator: { streamId: "s", shardId: "h", timestamp: 1n, token: "t" },
  getStreamRecord: { shardIterator: "i", limit: 1, tableName },
  createTable: {
    tableName,
    primaryKey: [
      { name: "k", type: "string" },
      { name: "n", type: "integer", option: "autoIncrement" }
    ],
    definedColumns,
    tableOptions,
    reservedThroughput,
    streamSpec,
    sseSpec: { enable: true, keyType: "byok", keyId: "id", roleArn: "arn" },
    indexMetas: [indexMeta],
    enableLocalTxn: true,
    partitions: [{ begin: infMin, end: "m" }]
  },
  describeTable: { tableName },
  updateTable: { tableName, tableOptions, reservedThroughput, streamSpec },
  deleteTable: { tableName },
  loadTable: { tableName },
  unloadTable: { tableName },
  addDefinedColumn: { tableName, columns: definedColumns },
  deleteDefinedColumn: { tableName, columns: ["c"] },
  computeSplitPointsBySize: { tableName, splitSize: 1, splitSizeUnitInByte: 1024, splitPointLimit: 1 }
}

/** What no field takes. */
const wrongValues = [null, () => 0, Symbol("wrong")]

/** A value with another one at a place. */
const replaced = (value: any, [step, ...rest]: Path, by: unknown): unknown => {
  if (step === undefined) return by
  const inner = replaced(value?.[step], rest, by)
  return Array.isArray(value) ? value.with(Number(step), inner) : { ...value, [step]: inner }
}

interface Place {
  readonly path: Path
  /** Whether it holds a record of fields. */
  readonly isRecord: boolean
  /** Whether the input has nothing there. */
  readonly isAbsent?: true
}

/** The places of a record's fields, and of what is in them. Filters, whose parts have tests of their own, are left out. */
const placesIn = (slots: SlotTable, value: any, path: Path): ReadonlyArray<Place> =>
  Object.entries(slots)
    .filter(([field]) => field !== "filter")
    .flatMap(([field, slot]) => {
      const inner = [...path, field]
      // What goes with no other field.
      if (field === "specificTime") return []
      if (value[field] === undefined) return [{ path: inner, isRecord: false, isAbsent: true }]
      return placesOf(slot.conversion(), value[field], inner)
    })

/** A place, and those in it. What is by hand is one place. */
const placesOf = (conversion: Conversion, value: any, path: Path): ReadonlyArray<Place> => {
  const { item } = conversion
  if (item !== undefined) {
    const items: ReadonlyArray<unknown> = value
    return [{ path, isRecord: false }, ...items.flatMap((one, at) => placesOf(item(), one, [...path, String(at)]))]
  }
  const tables = slotsWithin(conversion)
  const slots = tables.length === 1 ? tables[0] : tables.find((table) => !Object.keys(value).some((k) => !(k in table)))
  if (slots === undefined) return [{ path, isRecord: false }]
  return [{ path, isRecord: true }, ...placesIn(slots, value, path)]
}

/** A path without the numbers of items. */
const inAnyItem = (path: Path): string => path.map((step) => (Number.isNaN(Number(step)) ? step : "*")).join(".")

describe("a wrong type", () => {
  it.each(Object.entries(inputs) as ReadonlyArray<[Method, object]>)(
    "is refused with its place by %s",
    (method, input) => {
      assert.deepStrictEqual(wrongPaths(method, input), [], "the input is right")
      const places = placesIn(operationOf(method).input, input, [])
      const tried = new Set(places.filter(({ isAbsent }) => isAbsent !== true).map(({ path }) => inAnyItem(path)))
      for (const { path, isAbsent, isRecord } of places) {
        if (isAbsent === true) {
          // One of several items has it.
          assert.isTrue(tried.has(inAnyItem(path)), `nothing is tried for ${path.join(".")}`)
          continue
        }
        for (const wrong of wrongValues) {
          assert.include(wrongPaths(method, replaced(input, path, wrong)), path.join("."))
        }
        if (isRecord) {
          const excess = [...path, "exces"]
          assert.include(wrongPaths(method, replaced(input, excess, 1)), excess.join("."))
        }
      }
      assert.include(wrongPaths(method, { ...input, exces: 1 }), "exces")
      for (const wrong of wrongValues) assert.notStrictEqual(wrongPaths(method, wrong).length, 0)
    }
  )
})

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
