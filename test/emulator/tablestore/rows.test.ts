/** Rows: what the service refuses, and how time and versions count. */
import { describe, expect, test } from "vitest"
import type { Written } from "../../../src/emulator/tablestore/engine/rowWrites.ts"
import { createTable } from "../../../src/emulator/tablestore/engine/tables.ts"
import { decodeRow } from "../../../src/schema/tablestore/format/plainBufferDecoder.ts"
import * as Row from "../../../src/schema/tablestore/format/rowValue.ts"
import { ReturnType } from "../../../src/schema/tablestore/protobuf/generated/tableStore.ts"
import * as Condition from "../../../src/schema/tablestore/row/condition.ts"
import * as Filter from "../../../src/schema/tablestore/row/filter.ts"
import { get, key, makeInstance, makeTable, put, range, refusalOf, remove, start, update } from "./engine.ts"

const day = 86_400_000

const withTable = (options = {}) => {
  const instance = makeInstance()
  makeTable(instance, "t", options)
  return instance
}

describe("a write is refused", () => {
  const instance = withTable()
  const invalid = (run: () => unknown) => refusalOf(run)

  test("when its key does not fit the table", () => {
    const code = (primaryKey: Row.PrimaryKey) => invalid(() => put(instance, primaryKey))?.code
    expect(code([{ name: "p", value: "a" }])).toBe("OTSInvalidPK")
    expect(
      code([
        { name: "p", value: "a" },
        { name: "x", value: 1n }
      ])
    ).toBe("OTSInvalidPK")
    expect(
      code([
        { name: "p", value: "a" },
        { name: "i", value: "1" }
      ])
    ).toBe("OTSInvalidPK")
    expect(
      code([
        { name: "i", value: 1n },
        { name: "p", value: "a" }
      ])
    ).toBe("OTSInvalidPK")
  })

  test("when a key is too long", () => {
    expect(invalid(() => put(instance, key("ä".repeat(512), 1)))).toBeUndefined()
    expect(invalid(() => put(instance, key(`${"ä".repeat(512)}a`, 1)))?.message).toBe(
      "The length of primary key column: 'p' exceeds the MaxLength:1024 with CurrentLength:1025."
    )
  })

  test("when a value is too long", () => {
    expect(invalid(() => put(instance, key("a", 1), [Row.put("c", "x".repeat(2_097_152))]))).toBeUndefined()
    expect(invalid(() => put(instance, key("a", 1), [Row.put("c", new Uint8Array(2_097_153))]))?.message).toBe(
      "The length of attribute column: 'c' exceeds the MaxLength:2097152 with CurrentLength:2097153."
    )
  })

  test("when it is too large as a whole", () => {
    const half = "x".repeat(2_097_152)
    expect(invalid(() => put(instance, key("a", 1), [Row.put("a", half), Row.put("b", half)]))?.message).toMatch(
      /^The total data size of PutRow request exceeds the limit, limit size: 4194304, data size: /
    )
  })

  test("when it has too many columns", () => {
    const columns = Array.from({ length: 1025 }, (_, n) => Row.put(`c${n}`, 1n))
    expect(invalid(() => put(instance, key("a", 1), columns.slice(1)))).toBeUndefined()
    expect(invalid(() => put(instance, key("a", 1), columns))?.message).toBe(
      "The number of attribute columns exceeds the limit, limit count: 1024, column count: 1025."
    )
  })

  test("when a number is none", () => {
    expect(invalid(() => put(instance, key("a", 1), [Row.put("c", Number.NaN)]))?.message).toBe(
      "NaN can't be set to double value."
    )
    expect(invalid(() => put(instance, key("a", 1), [Row.put("c", -Infinity)]))?.message).toBe(
      "Infinity can't be set to double value."
    )
  })

  test("when names are wrong", () => {
    expect(invalid(() => put(instance, key("a", 1), [Row.put("a-b", 1n)]))?.message).toBe("Invalid column name: 'a-b'.")
    expect(invalid(() => put(instance, key("a", 1), [Row.put("p", 1n)]))?.message).toBe(
      "Duplicated attribute column name with primary key column: 'p'."
    )
    expect(invalid(() => put(instance, key("a", 1), [], { table: "none" }))).toMatchObject({
      status: 404,
      code: "OTSObjectNotExist"
    })
  })

  test("when operations do not belong there", () => {
    expect(invalid(() => put(instance, key("a", 1), [Row.increment("c", 1n)]))?.message).toBe(
      "OpType cannot be given for column name: 'c' in PutRow."
    )
    expect(invalid(() => update(instance, key("a", 1), []))?.message).toBe(
      "Invalid update row request: missing cells in request."
    )
    expect(invalid(() => update(instance, key("a", 1), [Row.increment("c", 1n), Row.put("c", 2n)]))?.code).toBe(
      "OTSParameterInvalid"
    )
  })

  test("when the table does not allow updates", () => {
    const fixed = withTable({ allowUpdate: false })
    put(fixed, key("a", 1), [Row.put("c", 1n)])
    expect(invalid(() => update(fixed, key("a", 1), [Row.put("c", 2n)]))?.code).toBe("OTSParameterInvalid")
  })

  test("when its version is too far away", () => {
    const write = (timestamp: number) => invalid(() => put(instance, key("a", 1), [Row.put("c", 1n, timestamp)]))
    expect(write(start - day)).toBeUndefined()
    expect(write(start - day - 1000)?.code).toBe("OTSParameterInvalid")
    expect(write(start + day - 1000)).toBeUndefined()
    expect(write(start + day)?.code).toBe("OTSParameterInvalid")
  })
})

describe("increments", () => {
  test("count from zero, and refuse what is no integer or overflows", () => {
    const instance = withTable()
    update(instance, key("a", 1), [Row.increment("n", 5n)])
    const answer = update(instance, key("a", 1), [Row.increment("n", -7n)], {
      returnContent: { returnType: ReturnType.RT_AFTER_MODIFY, returnColumnNames: ["n"] }
    })
    expect(decodeRow(answer.row!)?.columns).toEqual([{ name: "n", value: -2n, timestamp: start }])
    update(instance, key("a", 1), [Row.put("text", "x"), Row.put("max", 2n ** 63n - 1n)])
    expect(refusalOf(() => update(instance, key("a", 1), [Row.increment("text", 1n)]))?.code).toBe(
      "OTSParameterInvalid"
    )
    expect(refusalOf(() => update(instance, key("a", 1), [Row.increment("max", 1n)]))?.code).toBe("OTSParameterInvalid")
  })
})

describe("keys that count up", () => {
  const automatic = () => {
    const instance = makeInstance()
    createTable(
      instance,
      {
        tableMeta: {
          tableName: "t",
          primaryKey: [
            { name: "p", type: 2 },
            { name: "i", type: 1, option: 1 }
          ],
          definedColumn: [],
          indexMeta: []
        },
        reservedThroughput: { capacityUnit: {} },
        tableOptions: { timeToLive: -1, maxVersions: 1 },
        partitions: [],
        indexMetas: []
      },
      start
    )
    return instance
  }
  const next: Row.PrimaryKey<Row.PrimaryKeyBound> = [
    { name: "p", value: "a" },
    { name: "i", value: Row.autoIncrement }
  ]
  const returnKey = { returnContent: { returnType: ReturnType.RT_PK, returnColumnNames: [] } }

  test("grow, and are told to the writer", () => {
    const instance = automatic()
    const keys = [1, 2, 3].map(() => decodeRow(put(instance, next, [], returnKey).row!)!.primaryKey[1]!.value as bigint)
    expect(keys[0]! < keys[1]! && keys[1]! < keys[2]!).toBe(true)
    expect(get(instance, key("a", keys[1]!))).toBeDefined()
  })

  test("stand in written rows without conditions only", () => {
    const instance = automatic()
    expect(refusalOf(() => put(instance, next, [], { condition: Condition.expectNotExist() }))?.code).toBe(
      "OTSParameterInvalid"
    )
    expect(refusalOf(() => get(instance, next))?.message).toBe("PKAutoIncr can't be used for read operations.")
    expect(refusalOf(() => put(withTable(), next))?.code).toBe("OTSInvalidPK")
  })
})

describe("time to live", () => {
  test("hides cells one by one and then the row", () => {
    const instance = withTable({ timeToLive: 86_400 })
    put(instance, key("a", 1), [Row.put("old", 1n, start - 3_600_000), Row.put("new", 2n)])
    expect(get(instance, key("a", 1), { now: start + day - 3_600_000 })?.columns).toHaveLength(2)
    expect(get(instance, key("a", 1), { now: start + day - 3_599_999 })?.columns.map(({ name }) => name)).toEqual([
      "new"
    ])
    expect(get(instance, key("a", 1), { now: start + day + 1 })).toBeUndefined()
  })

  test("starts with the last write for a row without columns", () => {
    const instance = withTable({ timeToLive: 86_400 })
    put(instance, key("a", 1))
    expect(get(instance, key("a", 1), { now: start + day })).toEqual({ primaryKey: key("a", 1), columns: [] })
    expect(get(instance, key("a", 1), { now: start + day + 1 })).toBeUndefined()
  })

  test("makes an expired row a missing one for conditions", () => {
    const instance = withTable({ timeToLive: 86_400 })
    put(instance, key("a", 1), [Row.put("c", 1n)])
    const later = { now: start + day + 1, condition: Condition.expectNotExist() }
    expect(refusalOf(() => put(instance, key("a", 1), [Row.put("c", 2n)], later))).toBeUndefined()
  })
})

describe("reads", () => {
  test("need a version and sensible columns", () => {
    const instance = withTable()
    expect(refusalOf(() => get(instance, key("a", 1), { maxVersions: 0 }))?.message).toBe(
      "The maximum versions cannot be less than or equal to 0."
    )
    const names = Array.from({ length: 129 }, (_, n) => `c${n}`)
    expect(refusalOf(() => get(instance, key("a", 1), { columnsToGet: names }))?.message).toBe(
      "The number of columns from the request exceeds the limit, limit count: 128, column count: 129."
    )
  })

  test("return a row without attributes when a key column is asked for", () => {
    const instance = withTable()
    put(instance, key("a", 1), [Row.put("c", 1n)])
    expect(get(instance, key("a", 1), { columnsToGet: ["p", "x"] })).toEqual({ primaryKey: key("a", 1), columns: [] })
    expect(get(instance, key("a", 1), { columnsToGet: ["x"] })).toBeUndefined()
  })

  test("filter by the selected columns only", () => {
    const instance = withTable()
    put(instance, key("a", 1), [Row.put("c", 1n), Row.put("d", 2n)])
    const filter = Filter.equal("d", 2n, { passIfMissing: false })
    expect(get(instance, key("a", 1), { filter })).toBeDefined()
    expect(get(instance, key("a", 1), { filter, columnsToGet: ["c"] })).toBeUndefined()
  })

  test("take parts of texts before they compare them", () => {
    const instance = withTable()
    put(instance, key("a", 1), [Row.put("c", "order-17!")])
    const transfer = (castTo: "integer" | "double" | "string") => ({
      passIfMissing: false,
      transfer: { regex: "order-(\\d+)", castTo }
    })
    expect(get(instance, key("a", 1), { filter: Filter.greaterThan("c", 9n, transfer("integer")) })).toBeDefined()
    expect(get(instance, key("a", 1), { filter: Filter.equal("c", 17, transfer("double")) })).toBeDefined()
    expect(get(instance, key("a", 1), { filter: Filter.greaterThan("c", "9", transfer("string")) })).toBeUndefined()
  })

  test("refuse filters that make no sense", () => {
    const instance = withTable()
    const many = Array.from({ length: 32 }, () => Filter.exists("c"))
    expect(
      refusalOf(() => get(instance, key("a", 1), { filter: Filter.and(many[0]!, ...many.slice(1)) }))?.message
    ).toBe("The count of filter exceeds the max: 32.")
    const alone: Filter.CompositeFilter = { _tag: "CompositeFilter", operator: "or", filters: [Filter.exists("c")] }
    expect(refusalOf(() => get(instance, key("a", 1), { filter: alone }))?.code).toBe("OTSParameterInvalid")
  })

  test("choose versions by time", () => {
    const instance = withTable({ maxVersions: 5 })
    put(
      instance,
      key("a", 1),
      [1, 2, 3].map((n) => Row.put("c", BigInt(n), start + n))
    )
    const versions = (timeRange: object) => get(instance, key("a", 1), { timeRange })?.columns.map(({ value }) => value)
    expect(versions({ startTime: BigInt(start + 1), endTime: BigInt(start + 3) })).toEqual([2n, 1n])
    expect(versions({ specificTime: BigInt(start + 2) })).toEqual([2n])
    const both = { timeRange: { specificTime: BigInt(start + 2) }, maxVersions: 1 }
    expect(refusalOf(() => get(instance, key("a", 1), both))?.code).toBe("OTSParameterInvalid")
  })

  test("tell times apart that no number does", () => {
    const instance = withTable({ maxVersions: 5, deviationCellVersionInSec: 2n ** 53n })
    const last = 2n ** 63n / 1000n - 1n
    const times = [start, 2n ** 53n, 2n ** 53n + 1n, last]
    for (const time of times) update(instance, key("a", 1), [Row.put("c", BigInt(time), time)])
    const seen = (timeRange: object) => get(instance, key("a", 1), { timeRange })?.columns.map((cell) => cell.timestamp)
    expect(seen({ startTime: 0n, endTime: 2n ** 63n - 1n })).toEqual(times.toReversed())
    expect(seen({ startTime: 2n ** 53n, endTime: 2n ** 53n + 1n })).toEqual([2n ** 53n])
    expect(seen({ specificTime: 2n ** 53n + 1n })).toEqual([2n ** 53n + 1n])
    expect(refusalOf(() => put(instance, key("a", 1), [Row.put("c", 1n, last + 1n)]))?.code).toBe("OTSParameterInvalid")
    update(instance, key("a", 1), [Row.deleteVersion("c", 2n ** 53n)])
    expect(seen({ startTime: 0n, endTime: last + 1n })).toEqual([last, 2n ** 53n + 1n, start])
  })
})

describe("ranges", () => {
  const bound = (p: Row.PrimaryKeyBound, i: Row.PrimaryKeyBound): Row.PrimaryKey<Row.PrimaryKeyBound> => [
    { name: "p", value: p },
    { name: "i", value: i }
  ]
  const [lowest, highest] = [bound(Row.infMin, Row.infMin), bound(Row.infMax, Row.infMax)]

  test("go on after five thousand rows, and after four megabytes", () => {
    const instance = withTable()
    for (let n = 0; n < 5001; n++) put(instance, key("a", n))
    const many = range(instance, lowest, highest)
    expect(many.rows).toHaveLength(5000)
    expect(many.next).toEqual(key("a", 5000))
    const large = "x".repeat(1024 * 1024)
    for (let n = 0; n < 6; n++) put(instance, key("b", n), [Row.put("c", large)])
    const heavy = range(instance, bound("b", Row.infMin), highest)
    expect(heavy.rows).toHaveLength(4)
    expect(heavy.next).toEqual(key("b", 4))
  })

  test("go on after rows that a filter dropped", () => {
    const instance = withTable()
    for (let n = 0; n < 5001; n++) put(instance, key("a", n), [Row.put("c", 0n)])
    const page = range(instance, lowest, highest, { filter: Filter.equal("c", 1n) })
    expect(page).toEqual({ rows: [], next: key("a", 5000) })
  })

  test("mix bounds and values", () => {
    const instance = withTable()
    for (const p of ["a", "b", "c"]) for (const n of [1, 2]) put(instance, key(p, n))
    const keys = (
      from: Row.PrimaryKey<Row.PrimaryKeyBound>,
      to: Row.PrimaryKey<Row.PrimaryKeyBound>,
      backward = false
    ) =>
      range(instance, from, to, { backward }).rows.map(
        ({ primaryKey }) => `${primaryKey[0]!.value}${primaryKey[1]!.value}`
      )
    expect(keys(bound("b", Row.infMin), bound("b", Row.infMax))).toEqual(["b1", "b2"])
    expect(keys(bound("a", Row.infMax), bound("c", 2n))).toEqual(["b1", "b2", "c1"])
    expect(keys(highest, bound("b", 1n), true)).toEqual(["c2", "c1", "b2"])
  })

  test("refuse a limit of nothing", () => {
    expect(refusalOf(() => range(withTable(), lowest, highest, { limit: 0 }))?.message).toBe(
      "The limit must be greater than 0."
    )
  })
})

describe("capacity", () => {
  test("counts four kilobytes as a unit", () => {
    const instance = withTable()
    const units = (answer: Written) => answer.consumed.capacityUnit
    expect(units(put(instance, key("a", 1), [Row.put("c", "x".repeat(4096 * 2))]))).toEqual({ read: 0, write: 3 })
    expect(units(put(instance, key("a", 1), [], { condition: Condition.expectExist() }))).toEqual({ read: 1, write: 1 })
    expect(units(remove(instance, key("a", 1)))).toEqual({ read: 0, write: 1 })
  })
})
