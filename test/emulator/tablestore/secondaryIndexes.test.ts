/** Secondary indexes follow their table. */
import { describe, expect, test } from "vitest"
import type { Instance } from "../../../src/emulator/tablestore/engine/Instance.ts"
import { createIndex, dropIndex } from "../../../src/emulator/tablestore/engine/indexTables.ts"
import { describeTable, listTables } from "../../../src/emulator/tablestore/engine/tableDescriptions.ts"
import { deleteTable } from "../../../src/emulator/tablestore/engine/tables.ts"
import * as Row from "../../../src/schema/tablestore/format/rowValue.ts"
import * as M from "../../../src/schema/tablestore/protobuf/generated/tableStore.ts"
import { key, makeInstance, makeTable, put, range, refusalOf, remove, update } from "./engine.ts"

const definedColumn = [
  { name: "state", type: M.DefinedColumnType.DCT_STRING },
  { name: "total", type: M.DefinedColumnType.DCT_INTEGER }
]

const index = (
  name: string,
  primaryKey: ReadonlyArray<string>,
  definedColumn: ReadonlyArray<string> = [],
  local = false
): M.IndexMeta => ({
  name,
  primaryKey,
  definedColumn,
  indexUpdateMode: local ? M.IndexUpdateMode.IUM_SYNC_INDEX : M.IndexUpdateMode.IUM_ASYNC_INDEX,
  indexType: local ? M.IndexType.IT_LOCAL_INDEX : M.IndexType.IT_GLOBAL_INDEX
})

const withIndex = (...indexMetas: ReadonlyArray<M.IndexMeta>) => {
  const instance = makeInstance()
  makeTable(instance, "t", {}, { definedColumn, indexMetas })
  return instance
}

/** Keys of all rows of an index, and their columns. */
const rowsOf = (instance: Instance, table: string, names: ReadonlyArray<string>) => {
  const bound = (value: Row.InfMin | Row.InfMax) => names.map((name) => ({ name, value }))
  return range(instance, bound(Row.infMin), bound(Row.infMax), { table }).rows.map(({ columns, primaryKey }) => [
    primaryKey.map(({ value }) => value),
    Object.fromEntries(columns.map(({ name, value }) => [name, value]))
  ])
}

describe("a global index", () => {
  const names = ["state", "p", "i"]

  test("follows puts, updates and deletions", () => {
    const instance = withIndex(index("byState", ["state"], ["total"]))
    put(instance, key("a", 1), [Row.put("state", "new"), Row.put("total", 5n), Row.put("other", 1n)])
    put(instance, key("b", 1), [Row.put("state", "done")])
    put(instance, key("c", 1), [Row.put("total", 1n)])
    expect(rowsOf(instance, "byState", names)).toEqual([
      [["done", "b", 1n], {}],
      [["new", "a", 1n], { total: 5n }]
    ])
    update(instance, key("a", 1), [Row.put("state", "zzz"), Row.increment("total", 2n)])
    expect(rowsOf(instance, "byState", names)).toEqual([
      [["done", "b", 1n], {}],
      [["zzz", "a", 1n], { total: 7n }]
    ])
    update(instance, key("b", 1), [Row.deleteAllVersions("state")])
    remove(instance, key("a", 1))
    expect(rowsOf(instance, "byState", names)).toEqual([])
  })

  test("that is made later holds old rows only when that is asked for", () => {
    const instance = withIndex()
    put(instance, key("a", 1), [Row.put("state", "old")])
    createIndex(instance, { mainTableName: "t", indexMeta: index("empty", ["state"]) }, 0)
    createIndex(instance, { mainTableName: "t", indexMeta: index("full", ["state"]), includeBaseData: true }, 0)
    put(instance, key("b", 1), [Row.put("state", "new")])
    expect(rowsOf(instance, "empty", names)).toEqual([[["new", "b", 1n], {}]])
    expect(rowsOf(instance, "full", names)).toEqual([
      [["new", "b", 1n], {}],
      [["old", "a", 1n], {}]
    ])
  })

  test("can't be written and goes with its table", () => {
    const instance = withIndex(index("byState", ["state"]))
    const row: Row.PrimaryKey = [{ name: "state", value: "x" }, ...key("a", 1)]
    expect(refusalOf(() => put(instance, row, [], { table: "byState" }))?.message).toBe(
      "Can't write index table directly."
    )
    expect(listTables(instance).tableNames).toEqual(["byState", "t"])
    expect(describeTable(instance, "t").indexMetas.map(({ name }) => name)).toEqual(["byState"])
    deleteTable(instance, "t")
    expect(listTables(instance).tableNames).toEqual([])
  })

  test("is dropped", () => {
    const instance = withIndex(index("byState", ["state"]))
    dropIndex(instance, { mainTableName: "t", indexName: "byState" })
    expect(listTables(instance).tableNames).toEqual(["t"])
    expect(refusalOf(() => dropIndex(instance, { mainTableName: "t", indexName: "byState" }))?.code).toBe(
      "OTSObjectNotExist"
    )
  })

  test("may have key columns of the table in another order", () => {
    const instance = withIndex(index("byNumber", ["i"], ["state"]))
    put(instance, key("a", 2), [Row.put("state", "x")])
    put(instance, key("b", 1))
    expect(rowsOf(instance, "byNumber", ["i", "p"])).toEqual([
      [[1n, "b"], {}],
      [[2n, "a"], { state: "x" }]
    ])
  })
})

describe("an index is refused", () => {
  const refusal = (meta: M.IndexMeta, options = {}) => {
    const instance = makeInstance()
    return refusalOf(() => makeTable(instance, "t", options, { definedColumn, indexMetas: [meta] }))?.code
  }

  test("with unknown columns, a bad name, or on a table of several versions", () => {
    expect(refusal(index("x", ["unknown"]))).toBe("OTSParameterInvalid")
    expect(refusal(index("x", ["state"], ["unknown"]))).toBe("OTSParameterInvalid")
    expect(refusal(index("1x", ["state"]))).toBe("OTSParameterInvalid")
    expect(refusal(index("t", ["state"]))).toBe("OTSObjectAlreadyExist")
    expect(refusal(index("x", ["state"]), { maxVersions: 2 })).toBe("OTSParameterInvalid")
    expect(refusal(index("x", ["state"]), { timeToLive: 86_400 })).toBe("OTSParameterInvalid")
    expect(refusal(index("x", ["state"]), { timeToLive: 86_400, allowUpdate: false })).toBeUndefined()
  })

  test("when it is local and does not start with the partition key", () => {
    expect(refusal(index("x", ["state"], [], true))).toBe("OTSParameterInvalid")
    expect(refusal(index("x", ["p", "state"], [], true))).toBeUndefined()
  })
})
