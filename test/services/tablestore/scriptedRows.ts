/** The raw methods over tables in memory, which fail as a test says. */
import * as Effect from "effect/Effect"
import { ClientError, type ClientErrorReason, RequestError, ServerError } from "../../../src/schema/Errors.ts"
import type { TablestoreErrorCode } from "../../../src/schema/tablestore/errors.ts"
import type {
  Cell,
  CellChange,
  ColumnValue,
  PrimaryKey,
  PrimaryKeyBound,
  Row
} from "../../../src/schema/tablestore/format/rowValue.ts"
import type { RowError, RowInBatch, RowResult } from "../../../src/schema/tablestore/operations/batchRows.ts"
import { retryClass } from "../../../src/schema/tablestore/retryRules.ts"
import {
  type RowMethods,
  rowFailure,
  type TablestoreFailure
} from "../../../src/services/tablestore/table/rows/rowMethods.ts"
import { compareKeys, keyIdentity } from "../../../src/services/tablestore/table/rows/storedValue.ts"

interface Stored {
  readonly primaryKey: PrimaryKey
  readonly columns: ReadonlyMap<string, ColumnValue>
}

export interface Call {
  readonly name: string
  readonly input: any
}

export const rowError = (code: TablestoreErrorCode, message = "as the test says"): RowError => ({
  code,
  message,
  retryable: retryClass(code, message, 400) !== "no"
})

export const serverFailure = (code: TablestoreErrorCode, operation = "batchWriteRow"): TablestoreFailure =>
  rowFailure(operation, rowError(code), undefined)

/** An answer of something in front of the service, e.g. a proxy. */
export const foreignFailure = (status: number, operation = "batchWriteRow"): TablestoreFailure =>
  new ServerError<TablestoreErrorCode>({
    reason: {
      _tag: "Unknown",
      service: "Tablestore",
      operation,
      status,
      code: "BadErrorResponse",
      message: "as the test says",
      retryable: retryClass("BadErrorResponse", "", status) !== "no"
    }
  })

/** An answer that cannot be trusted. */
export const distrusted = (reason: ClientErrorReason, operation = "batchWriteRow"): TablestoreFailure =>
  new ClientError({ service: "Tablestore", operation, reason })

export const damaged: TablestoreFailure = distrusted({
  _tag: "ChecksumMismatch",
  algorithm: "md5",
  direction: "download",
  expected: "a",
  actual: "b"
})

export const reset: TablestoreFailure = new RequestError({
  service: "Tablestore",
  operation: "batchWriteRow",
  host: "test",
  attempts: 1,
  elapsedMillis: 1,
  reason: { _tag: "Reset", detail: "as the test says" }
})

export interface Script {
  /** Before anything is done. */
  readonly before?: (call: Call) => Effect.Effect<void, TablestoreFailure>
  /** After all is done: a failure loses the answer. */
  readonly after?: (call: Call) => Effect.Effect<void, TablestoreFailure>
  /** What is wrong with one row of a batch. Nothing is done with it then. */
  readonly row?: (tableName: string, key: PrimaryKey<PrimaryKeyBound>) => RowError | undefined
}

const project = ({ primaryKey, columns }: Stored, names?: ReadonlyArray<string>): Row => ({
  primaryKey,
  columns: [...columns]
    .filter(([name]) => names === undefined || names.includes(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]): Cell => ({ name, value, timestamp: 1 }))
})

const applyChange = (columns: Map<string, ColumnValue>, cell: CellChange): void => {
  switch (cell.op) {
    case undefined:
      columns.set(cell.name, cell.value)
      return
    case "increment":
      columns.set(cell.name, ((columns.get(cell.name) as bigint | undefined) ?? 0n) + cell.value)
      return
    default:
      columns.delete(cell.name)
  }
}

export const makeScriptedRows = (script: Script = {}, tableNames: ReadonlyArray<string> = ["orders", "counters"]) => {
  const tables = new Map(tableNames.map((name) => [name, new Map<string, Stored>()]))
  const calls: Array<Call> = []
  /** All writes that were done, in their order. */
  const writes: Array<RowInBatch> = []
  let picked = 1_700_000_000_000_000n

  const call = <A>(name: string, input: any, run: () => A): Effect.Effect<A, TablestoreFailure> =>
    Effect.gen(function* () {
      const made = { name, input }
      calls.push(made)
      yield* script.before?.(made) ?? Effect.void
      const missing = (input.tables ?? [input]).find(({ tableName }: any) => !tables.has(tableName))
      if (missing !== undefined) return yield* Effect.fail(serverFailure("OTSObjectNotExist", name))
      const result = yield* Effect.suspend((): Effect.Effect<A, TablestoreFailure> => {
        try {
          return Effect.succeed(run())
        } catch (error) {
          return Effect.fail(error as TablestoreFailure)
        }
      })
      yield* script.after?.(made) ?? Effect.void
      return result
    })

  const write = (tableName: string, row: RowInBatch): Row | undefined => {
    const table = tables.get(tableName)!
    const primaryKey = row.primaryKey.map(({ name, value }) => ({
      name,
      value: typeof value === "object" && "_tag" in value ? picked++ : value
    }))
    const identity = keyIdentity(primaryKey)!
    const stored = table.get(identity)
    const { rowExistence = "ignore" } = row.condition ?? {}
    if (rowExistence !== "ignore" && (stored !== undefined) !== (rowExistence === "expectExist")) {
      throw serverFailure("OTSConditionCheckFail")
    }
    writes.push(row)
    if (row.type === "delete") table.delete(identity)
    else {
      const columns = new Map(row.type === "put" ? [] : stored?.columns)
      for (const cell of row.columns ?? []) applyChange(columns, cell)
      table.set(identity, { primaryKey, columns })
    }
    const { returnContent } = row
    if (returnContent?.returnType === "primaryKey") return { primaryKey, columns: [] }
    if (returnContent?.returnType === "afterModify") {
      return project(table.get(identity)!, returnContent.returnColumnNames)
    }
    return undefined
  }

  const read = (tableName: string, key: PrimaryKey, columnsToGet?: ReadonlyArray<string>): Row | undefined => {
    const stored = tables.get(tableName)!.get(keyIdentity(key)!)
    return stored === undefined ? undefined : project(stored, columnsToGet)
  }

  const outcome = (tableName: string, key: PrimaryKey<PrimaryKeyBound>, run: () => Row | undefined): RowResult => {
    const error = script.row?.(tableName, key)
    if (error !== undefined) return { _tag: "Failed", error }
    try {
      const row = run()
      return row === undefined ? { _tag: "Ok" } : { _tag: "Ok", row }
    } catch (thrown) {
      const { code, message, retryable } = (thrown as any).reason
      return { _tag: "Failed", error: { code, message, retryable } }
    }
  }

  const checkBatch = (keys: ReadonlyArray<PrimaryKey<PrimaryKeyBound>>, limit: number, operation: string): void => {
    const identities = keys.map(keyIdentity).filter((identity) => identity !== undefined)
    if (keys.length > limit || new Set(identities).size < identities.length) {
      throw serverFailure("OTSParameterInvalid", operation)
    }
  }

  const single = (name: "putRow" | "updateRow" | "deleteRow", type: RowInBatch["type"]) => (input: any) =>
    call(name, input, () => ({ row: write(input.tableName, { type, ...input }), consumed: { read: 0, write: 1 } }))

  const rows = {
    getRow: (input: any) =>
      call("getRow", input, () => ({
        row: read(input.tableName, input.primaryKey, input.columnsToGet),
        consumed: { read: 1, write: 0 }
      })),
    putRow: single("putRow", "put"),
    updateRow: single("updateRow", "update"),
    deleteRow: single("deleteRow", "delete"),
    batchGetRow: (input: any) =>
      call("batchGetRow", input, () => {
        const total = input.tables.reduce((sum: number, { primaryKeys }: any) => sum + primaryKeys.length, 0)
        if (total > 100) throw serverFailure("OTSParameterInvalid", "batchGetRow")
        return {
          tables: input.tables.map(({ tableName, primaryKeys, columnsToGet }: any) => {
            checkBatch(primaryKeys, 100, "batchGetRow")
            return {
              tableName,
              rows: primaryKeys.map((key: PrimaryKey) =>
                outcome(tableName, key, () => read(tableName, key, columnsToGet))
              )
            }
          })
        }
      }),
    batchWriteRow: (input: any) =>
      call("batchWriteRow", input, () => {
        for (const { rows } of input.tables)
          checkBatch(
            rows.map(({ primaryKey }: any) => primaryKey),
            200,
            "batchWriteRow"
          )
        return {
          tables: input.tables.map(({ tableName, rows }: any) => ({
            tableName,
            rows: rows.map((row: RowInBatch) => outcome(tableName, row.primaryKey, () => write(tableName, row)))
          }))
        }
      }),
    getRange: (input: any) =>
      call("getRange", input, () => {
        const sign = input.direction === "backward" ? -1 : 1
        const { inclusiveStartPrimaryKey: start, exclusiveEndPrimaryKey: end, limit = 5000 } = input
        if (compareKeys(start, end) * sign >= 0) throw serverFailure("OTSParameterInvalid", "getRange")
        const found = [...tables.get(input.tableName)!.values()]
          .filter(
            ({ primaryKey }) => compareKeys(primaryKey, start) * sign >= 0 && compareKeys(primaryKey, end) * sign < 0
          )
          .sort((a, b) => compareKeys(a.primaryKey, b.primaryKey) * sign)
        const next = found[limit]
        return {
          rows: found.slice(0, limit).map((row) => project(row, input.columnsToGet)),
          consumed: { read: 1, write: 0 },
          ...(next === undefined ? {} : { nextStartPrimaryKey: next.primaryKey })
        }
      })
  } as unknown as RowMethods

  return {
    rows,
    calls,
    tables,
    writes,
    /** Rows of a table as they are stored, in order. */
    stored: (tableName: string): ReadonlyArray<Row> =>
      [...tables.get(tableName)!.values()]
        .sort((a, b) => compareKeys(a.primaryKey, b.primaryKey))
        .map((row) => project(row)),
    store: (tableName: string, primaryKey: PrimaryKey, columns: Readonly<Record<string, ColumnValue>>) => {
      tables.get(tableName)!.set(keyIdentity(primaryKey)!, { primaryKey, columns: new Map(Object.entries(columns)) })
    }
  }
}
