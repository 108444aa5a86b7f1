/** Batches, transactions, secondary indexes and streams. */
import { describe, expect, test } from "vitest"
import { batchGetRow, batchWriteRow } from "../../../src/emulator/tablestore/engine/batches.ts"
import type { Instance } from "../../../src/emulator/tablestore/engine/Instance.ts"
import {
  abortTransaction,
  commitTransaction,
  startTransaction
} from "../../../src/emulator/tablestore/engine/transactions.ts"
import { decodeRow } from "../../../src/schema/tablestore/format/plainBufferDecoder.ts"
import { encodePrimaryKey, encodeRow } from "../../../src/schema/tablestore/format/plainBufferEncoder.ts"
import * as Row from "../../../src/schema/tablestore/format/rowValue.ts"
import * as M from "../../../src/schema/tablestore/protobuf/generated/tableStore.ts"
import * as Condition from "../../../src/schema/tablestore/row/condition.ts"
import { write as toWire } from "../../schema/tablestore/schemaValues.ts"
import { get, key, makeInstance, makeTable, put, range, refusalOf, start } from "./engine.ts"

const written = (
  primaryKey: Row.PrimaryKey,
  condition = Condition.ignore(),
  value: Row.ColumnValue = 1n
): M.RowInBatchWriteRowRequest => ({
  type: M.OperationType.PUT,
  rowChange: encodeRow({ primaryKey, columns: [Row.put("c", value)] }),
  condition: toWire(Condition.Condition, condition)
})

const write = (
  instance: Instance,
  rows: ReadonlyArray<M.RowInBatchWriteRowRequest>,
  more: Partial<M.BatchWriteRowRequest> = {},
  now = start
) => batchWriteRow(instance, { tables: [{ tableName: "t", rows }], ...more }, now).tables[0]!.rows

const read = (instance: Instance, keys: ReadonlyArray<Row.PrimaryKey>) =>
  batchGetRow(
    instance,
    {
      tables: [{ tableName: "t", primaryKey: keys.map(encodePrimaryKey), token: [], columnsToGet: [], maxVersions: 1 }]
    },
    start
  )

const withTable = () => {
  const instance = makeInstance()
  makeTable(instance, "t", {}, { enableLocalTxn: true })
  return instance
}

describe("batches", () => {
  test("answer in the order of the request, missing rows included", () => {
    const instance = withTable()
    write(instance, [written(key("a", 1)), written(key("b", 1))])
    const { tables } = read(instance, [key("b", 1), key("x", 1), key("a", 1)])
    expect(tables[0]!.rows.map(({ isOk, row }) => [isOk, decodeRow(row!)?.primaryKey.at(0)?.value])).toEqual([
      [true, "b"],
      [true, undefined],
      [true, "a"]
    ])
  })

  test("refuse too many rows, tables twice and nothing", () => {
    const instance = withTable()
    const many = (count: number) => Array.from({ length: count }, (_, n) => key("a", n))
    expect(refusalOf(() => read(instance, many(101)))?.message).toBe("Rows count exceeds the upper limit: 100.")
    expect(
      refusalOf(() =>
        write(
          instance,
          many(201).map((one) => written(one))
        )
      )?.message
    ).toBe("Rows count exceeds the upper limit: 200.")
    expect(refusalOf(() => write(instance, []))?.message).toBe("No operation is specified for table: 't'.")
    expect(refusalOf(() => batchWriteRow(instance, { tables: [] }, start))?.message).toBe(
      "No row is specified in BatchWriteRow."
    )
    const twice = { tableName: "t", rows: [written(key("a", 1))] }
    expect(refusalOf(() => batchWriteRow(instance, { tables: [twice, twice] }, start))?.message).toBe(
      "Duplicated table name: 't'."
    )
  })

  test("write a row twice only without conditions", () => {
    const instance = withTable()
    expect(
      write(instance, [written(key("a", 1)), written(key("a", 1), Condition.ignore(), 2n)]).every(({ isOk }) => isOk)
    ).toBe(true)
    expect(get(instance, key("a", 1))?.columns[0]?.value).toBe(2n)
    expect(
      refusalOf(() => write(instance, [written(key("a", 1)), written(key("a", 1), Condition.expectExist())]))?.code
    ).toBe("OTSParameterInvalid")
  })

  test("read a row as often as it is named, and nothing where no key is", () => {
    const instance = withTable()
    write(instance, [written(key("a", 1))])
    expect(read(instance, [key("a", 1), key("a", 1)]).tables[0]!.rows.map(({ row }) => row!.length > 0)).toEqual([
      true,
      true
    ])
    expect(read(instance, []).tables).toEqual([{ tableName: "t", rows: [] }])
  })

  test("fail row by row for a wrong key", () => {
    const instance = withTable()
    const wrong = [{ name: "p", value: "b" }]
    const codes = (rows: ReadonlyArray<{ readonly error?: M.Error | undefined }>) =>
      rows.map(({ error }) => error?.code)
    expect(codes(write(instance, [written(key("a", 1)), written(wrong)]))).toEqual([undefined, "OTSInvalidPK"])
    expect(codes(read(instance, [wrong, key("a", 1)]).tables[0]!.rows)).toEqual(["OTSInvalidPK", undefined])
    expect(refusalOf(() => write(instance, [written(key("a", 2)), written(wrong)], { isAtomic: true }))?.code).toBe(
      "OTSInvalidPK"
    )
    expect(get(instance, key("a", 2))).toBeUndefined()
  })

  test("fail row by row for a condition", () => {
    const instance = withTable()
    const rows = write(instance, [
      written(key("a", 1)),
      written(key("a", 2), Condition.expectExist()),
      written(key("a", 3))
    ])
    expect(rows.map(({ error }) => error?.code)).toEqual([undefined, "OTSConditionCheckFail", undefined])
    expect(rows[1]!.consumed?.capacityUnit).toEqual({ read: 1, write: 1 })
  })

  test("that are atomic write all rows of one partition or none", () => {
    const instance = withTable()
    const atomic = { isAtomic: true }
    expect(
      refusalOf(() => write(instance, [written(key("a", 1)), written(key("a", 2), Condition.expectExist())], atomic))
        ?.code
    ).toBe("OTSConditionCheckFail")
    expect(get(instance, key("a", 1))).toBeUndefined()
    expect(refusalOf(() => write(instance, [written(key("a", 1)), written(key("b", 1))], atomic))?.code).toBe(
      "OTSDataOutOfRange"
    )
    expect(write(instance, [written(key("a", 1)), written(key("a", 2))], atomic).map(({ isOk }) => isOk)).toEqual([
      true,
      true
    ])
    expect(get(instance, key("a", 2))).toBeDefined()
  })
})

describe("transactions", () => {
  const begin = (instance: Instance, p: string, now = start) =>
    startTransaction(instance, { tableName: "t", key: encodePrimaryKey([{ name: "p", value: p }]) }, now).transactionId

  test("lock their partition key and no other", () => {
    const instance = withTable()
    const transactionId = begin(instance, "a")
    expect(refusalOf(() => begin(instance, "a"))).toMatchObject({ status: 409, code: "OTSRowOperationConflict" })
    expect(refusalOf(() => put(instance, key("a", 1)))?.code).toBe("OTSRowOperationConflict")
    expect(refusalOf(() => put(instance, key("b", 1)))).toBeUndefined()
    expect(write(instance, [written(key("a", 1)), written(key("c", 1))]).map(({ error }) => error?.code)).toEqual([
      "OTSRowOperationConflict",
      undefined
    ])
    abortTransaction(instance, transactionId, start)
    expect(refusalOf(() => put(instance, key("a", 1)))).toBeUndefined()
  })

  test("stay within their partition key", () => {
    const instance = withTable()
    const transactionId = begin(instance, "a")
    expect(refusalOf(() => put(instance, key("b", 1), [], { transactionId }))?.code).toBe("OTSDataOutOfRange")
    expect(refusalOf(() => get(instance, key("b", 1), { transactionId }))?.code).toBe("OTSDataOutOfRange")
    expect(refusalOf(() => range(instance, key("a", 1), key("b", 1), { transactionId }))?.code).toBe(
      "OTSDataOutOfRange"
    )
  })

  test("end after a minute as if they were aborted", () => {
    const instance = withTable()
    const transactionId = begin(instance, "a")
    put(instance, key("a", 1), [], { transactionId })
    expect(refusalOf(() => put(instance, key("a", 2), [], { now: start + 59_999 }))?.code).toBe(
      "OTSRowOperationConflict"
    )
    expect(refusalOf(() => commitTransaction(instance, transactionId, start + 60_000))?.code).toBe("OTSSessionNotExist")
    expect(refusalOf(() => put(instance, key("a", 2), [], { now: start + 60_000 }))).toBeUndefined()
    expect(get(instance, key("a", 1), { now: start + 60_000 })).toBeUndefined()
  })

  test("end once", () => {
    const instance = withTable()
    const transactionId = begin(instance, "a")
    commitTransaction(instance, transactionId, start)
    expect(refusalOf(() => commitTransaction(instance, transactionId, start))?.code).toBe("OTSSessionNotExist")
    expect(refusalOf(() => get(instance, key("a", 1), { transactionId }))?.code).toBe("OTSSessionNotExist")
  })

  test("take batches that are written together", () => {
    const instance = withTable()
    const transactionId = begin(instance, "a")
    write(instance, [written(key("a", 1)), written(key("a", 2))], { transactionId })
    expect(
      refusalOf(() =>
        write(instance, [written(key("a", 3)), written(key("a", 1), Condition.expectNotExist())], { transactionId })
      )?.code
    ).toBe("OTSConditionCheckFail")
    expect(get(instance, key("a", 3), { transactionId })).toBeUndefined()
    commitTransaction(instance, transactionId, start)
    expect(get(instance, key("a", 2))).toBeDefined()
  })

  test("are told by ids of their own form", () => {
    const instance = withTable()
    expect(refusalOf(() => commitTransaction(instance, "nonsense", start))?.code).toBe("OTSParameterInvalid")
    expect(refusalOf(() => put(instance, key("a", 1), [], { transactionId: "x" }))?.code).toBe("OTSParameterInvalid")
    const unknown = "00000000-0000-4000-8000-000000000000"
    expect(refusalOf(() => abortTransaction(instance, unknown, start))?.code).toBe("OTSSessionNotExist")
  })

  test("are had by all tables when the emulator is told so", () => {
    const instance = makeInstance({ localTransactions: true })
    makeTable(instance)
    put(instance, key("a", 1), [], { transactionId: begin(instance, "a") })
    makeTable(instance, "without", {}, { enableLocalTxn: false })
    expect(refusalOf(() => get(instance, key("a", 1), { table: "without", transactionId: "x" }))?.message).toContain(
      "explicit-transaction-disabled table"
    )
  })

  test("need a table that allows them", () => {
    const instance = makeInstance()
    makeTable(instance)
    expect(refusalOf(() => begin(instance, "a"))?.message).toBe(
      "Try to call method using explicit transaction on explicit-transaction-disabled table."
    )
  })
})
