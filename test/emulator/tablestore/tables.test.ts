/** Tables and their rules. */
import { describe, expect, test } from "vitest"
import { describeTable, listTables } from "../../../src/emulator/tablestore/engine/tableDescriptions.ts"
import {
  addDefinedColumns,
  createTable,
  deleteDefinedColumns,
  deleteTable,
  updateTable
} from "../../../src/emulator/tablestore/engine/tables.ts"
import * as Row from "../../../src/schema/tablestore/format/rowValue.ts"
import * as M from "../../../src/schema/tablestore/protobuf/generated/tableStore.ts"
import { get, key, makeInstance, makeTable, put, refusalOf, start } from "./engine.ts"

const keyColumn = (name: string, type: M.PrimaryKeyType = M.PrimaryKeyType.STRING, option?: M.PrimaryKeyOption) =>
  option === undefined ? { name, type } : { name, type, option }

const request = (
  more: Partial<M.TableMeta> = {},
  options: M.TableOptions | undefined = { timeToLive: -1, maxVersions: 1 }
): M.CreateTableRequest => ({
  tableMeta: { tableName: "t", primaryKey: [keyColumn("p")], definedColumn: [], indexMeta: [], ...more },
  reservedThroughput: { capacityUnit: { read: 0, write: 0 } },
  ...(options === undefined ? {} : { tableOptions: options }),
  partitions: [],
  indexMetas: []
})

const { AUTO_INCREMENT } = M.PrimaryKeyOption
const { INTEGER, STRING } = M.PrimaryKeyType

describe("a table is refused", () => {
  test.each([
    ["without a letter at its start", request({ tableName: "1t" }), "Invalid table name: '1t'."],
    [
      "with a name that is too long",
      request({ tableName: "t".repeat(256) }),
      `Invalid table name: '${"t".repeat(256)}'.`
    ],
    ["without a key", request({ primaryKey: [] }), "The number of primary key columns must be in range: [1, 4]."],
    [
      "with five key columns",
      request({ primaryKey: ["a", "b", "c", "d", "e"].map((name) => keyColumn(name)) }),
      "The number of primary key columns must be in range: [1, 4]."
    ],
    [
      "with a key column twice",
      request({ primaryKey: [keyColumn("a"), keyColumn("a")] }),
      "Duplicated primary key name: 'a'."
    ],
    [
      "when it counts up the first column",
      request({ primaryKey: [keyColumn("a", INTEGER, AUTO_INCREMENT)] }),
      "First primary key can't be auto increment."
    ],
    [
      "when it counts up texts",
      request({ primaryKey: [keyColumn("a"), keyColumn("b", STRING, AUTO_INCREMENT)] }),
      "AUTO_INCREMENT primary key must be integer."
    ],
    [
      "when it counts up two columns",
      request({
        primaryKey: [keyColumn("a"), keyColumn("b", INTEGER, AUTO_INCREMENT), keyColumn("c", INTEGER, AUTO_INCREMENT)]
      }),
      "AUTO_INCREMENT primary key count must <= 1."
    ],
    ["without a time to live", request({}, { maxVersions: 1 }), "Time-to-live is missing while creating table."],
    ["without versions", request({}, { timeToLive: -1 }), "MaxVersions is missing while creating table."],
    [
      "with no time to live at all",
      request({}, { timeToLive: 0, maxVersions: 1 }),
      "TimeToLive cannot be 0 or less than -1."
    ],
    [
      "with no version at all",
      request({}, { timeToLive: -1, maxVersions: 0 }),
      "The maximum versions cannot be less than or equal to 0."
    ]
  ])("%s", (_, wrong, message) => {
    expect(refusalOf(() => createTable(makeInstance(), wrong, start))).toEqual({
      status: 400,
      code: "OTSParameterInvalid",
      message
    })
  })

  test("when it is the sixty-fifth", () => {
    const instance = makeInstance()
    for (let n = 0; n < 64; n++) makeTable(instance, `t${n}`)
    expect(refusalOf(() => makeTable(instance, "more"))).toMatchObject({ status: 403, code: "OTSQuotaExhausted" })
  })
})

describe("tables", () => {
  test("are described as they were made", () => {
    const instance = makeInstance()
    makeTable(
      instance,
      "t",
      { maxVersions: 3 },
      { definedColumn: [{ name: "d", type: M.DefinedColumnType.DCT_DOUBLE }] }
    )
    const described = describeTable(instance, "t")
    expect(described.tableMeta).toMatchObject({
      tableName: "t",
      primaryKey: [
        { name: "p", type: STRING },
        { name: "i", type: INTEGER }
      ],
      definedColumn: [{ name: "d", type: M.DefinedColumnType.DCT_DOUBLE }]
    })
    expect(described.tableOptions).toMatchObject({
      timeToLive: -1,
      maxVersions: 3,
      deviationCellVersionInSec: 86_400n,
      allowUpdate: true
    })
    expect(described.creationTime).toBe(BigInt(start) * 1000n)
  })

  test("change only the options that are given", () => {
    const instance = makeInstance()
    makeTable(instance, "t", { maxVersions: 3 })
    updateTable(instance, { tableName: "t", tableOptions: { timeToLive: 86_400 } }, start)
    expect(describeTable(instance, "t").tableOptions).toMatchObject({ timeToLive: 86_400, maxVersions: 3 })
    expect(refusalOf(() => updateTable(instance, { tableName: "t", tableOptions: {} }, start))?.message).toBe(
      "No parameter is specified in table options."
    )
  })

  test("lose their rows when they are deleted", () => {
    const instance = makeInstance()
    makeTable(instance)
    put(instance, key("a", 1), [Row.put("c", 1n)])
    deleteTable(instance, "t")
    expect(listTables(instance).tableNames).toEqual([])
    makeTable(instance)
    expect(get(instance, key("a", 1))).toBeUndefined()
  })

  test("gain and lose predefined columns", () => {
    const instance = makeInstance()
    makeTable(instance)
    const column = { name: "d", type: M.DefinedColumnType.DCT_INTEGER }
    addDefinedColumns(instance, { tableName: "t", columns: [column] })
    expect(refusalOf(() => addDefinedColumns(instance, { tableName: "t", columns: [column] }))?.code).toBe(
      "OTSParameterInvalid"
    )
    deleteDefinedColumns(instance, { tableName: "t", columns: ["d"] })
    expect(describeTable(instance, "t").tableMeta.definedColumn).toEqual([])
    expect(refusalOf(() => deleteDefinedColumns(instance, { tableName: "t", columns: ["d"] }))?.code).toBe(
      "OTSParameterInvalid"
    )
  })
})
