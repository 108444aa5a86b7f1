/**
 * Rows of batches as messages: what is asked for each row, and what became of it.
 */
import type * as Schema from "effect/Schema"
import { isTablestoreErrorCode, tablestoreErrors } from "../errors.ts"
import { decodeRow } from "../format/plainBufferDecoder.ts"
import type { Cell, CellChange, PrimaryKey, Row } from "../format/rowValue.ts"
import { namePattern, tableLimits } from "../limits.ts"
import * as M from "../protobuf/generated/tableStore.ts"
import { senseless, words } from "../protobuf/recordCodec.ts"
import { inside, list, NotAllowed, oneWay } from "../protobuf/wire.ts"
import { retryClass } from "../retryRules.ts"
import type { Condition } from "../row/condition.ts"
import type { Filter } from "../row/filter.ts"
import {
  checkTotalSize,
  encodeRemovedRow,
  encodeStoredKey,
  encodeUncheckedRow,
  nameRule,
  type WrittenKey
} from "../row/rowFields.ts"
import { type Consumed, conditionMessage, consumedFrom, encodeCheckedFilter, noCondition } from "./legacyCommon.ts"

/** Versions from `startTime` to before `endTime`, or the one of `specificTime`; milliseconds since 1970. */
export interface VersionRange {
  readonly startTime?: number | undefined
  readonly endTime?: number | undefined
  readonly specificTime?: number | undefined
}

/** Rows of one table that are read together. */
export interface TableToGet {
  readonly tableName: string
  /** The keys of the rows. */
  readonly primaryKeys: ReadonlyArray<PrimaryKey>
  /** Names of columns to return; all when absent. */
  readonly columnsToGet?: ReadonlyArray<string> | undefined
  readonly timeRange?: VersionRange | undefined
  /** Versions of each column; 1 when neither this nor `timeRange` is given. */
  readonly maxVersions?: number | undefined
  /** Only rows that pass. */
  readonly filter?: Filter | undefined
  readonly startColumn?: string | undefined
  readonly endColumn?: string | undefined
  readonly cacheBlocks?: boolean | undefined
  /** For rows of very many columns: one for each row, or none. */
  readonly tokens?: ReadonlyArray<Uint8Array> | undefined
}

/** What a write of a batch answers with. */
export interface RowReturn {
  readonly returnType: "none" | "primaryKey" | "afterModify"
  /** Columns to return with `afterModify`. */
  readonly returnColumnNames?: ReadonlyArray<string> | undefined
}

interface Write {
  /** What the write depends on; nothing when absent. */
  readonly condition?: Condition | undefined
  readonly returnContent?: RowReturn | undefined
}

/** Stores a row, replacing any of the same key. */
export interface PutInBatch extends Write {
  readonly type: "put"
  readonly primaryKey: WrittenKey
  readonly columns?: ReadonlyArray<Cell> | undefined
}

/** Changes columns of a row. */
export interface UpdateInBatch extends Write {
  readonly type: "update"
  readonly primaryKey: WrittenKey
  readonly columns: ReadonlyArray<CellChange>
}

/** Removes a row. */
export interface DeleteInBatch extends Write {
  readonly type: "delete"
  readonly primaryKey: PrimaryKey
}

/** A write of one row. */
export type RowInBatch = PutInBatch | UpdateInBatch | DeleteInBatch

/** Rows of one table that are written together. */
export interface TableToWrite {
  readonly tableName: string
  readonly rows: ReadonlyArray<RowInBatch>
}

/** Why the service refused a row. */
export interface RowError {
  readonly code: string
  readonly message: string
  /** Whether the same row may succeed when sent again. */
  readonly retryable: boolean
}

/** What became of a row of a batch. */
export type RowResult =
  | {
      readonly _tag: "Ok"
      /** The row that was read, or what `returnContent` asked for. */
      readonly row?: Row | undefined
      readonly consumed?: Consumed | undefined
      /** For rows of very many columns. */
      readonly nextToken?: Uint8Array | undefined
    }
  | { readonly _tag: "Failed"; readonly error: RowError; readonly consumed?: Consumed | undefined }

/** What became of the rows of a table, each at the place it had in the request. */
export interface TableResult {
  readonly tableName: string
  readonly rows: ReadonlyArray<RowResult>
}

const types = /*#__PURE__*/ words("RowInBatchWriteRowRequest", {
  put: M.OperationType.PUT,
  update: M.OperationType.UPDATE,
  delete: M.OperationType.DELETE
})
const returnTypes = /*#__PURE__*/ words("ReturnContent", {
  none: M.ReturnType.RT_NONE,
  primaryKey: M.ReturnType.RT_PK,
  afterModify: M.ReturnType.RT_AFTER_MODIFY
})

const returnTo = ({ returnType, returnColumnNames }: RowReturn): M.ReturnContent => ({
  returnType: returnTypes.to(returnType),
  returnColumnNames: returnColumnNames ?? []
})

const notARow = '"put", "update" or "delete"'

/** The bytes of a row's change. Throws `NotAllowed` and `WireError`. */
const changeBytes = (row: RowInBatch): Uint8Array => {
  switch (row.type) {
    case "put":
      return encodeUncheckedRow(row.primaryKey, row.columns ?? [], "put")
    case "update":
      if (row.columns?.length === 0) throw new NotAllowed({ path: ["columns"], expected: "at least one change" })
      return encodeUncheckedRow(row.primaryKey, row.columns, "update")
    case "delete":
      return inside(["primaryKey"], () => encodeRemovedRow(row.primaryKey))
    default:
      throw new NotAllowed({ path: ["type"], expected: notARow })
  }
}

const rowTo = (row: RowInBatch): M.RowInBatchWriteRowRequest => ({
  rowChange: changeBytes(row),
  type: types.to(row.type),
  condition: row.condition === undefined ? noCondition : inside(["condition"], () => conditionMessage(row.condition!)),
  returnContent: row.returnContent === undefined ? undefined : returnTo(row.returnContent)
})

const checkTables = (tables: ReadonlyArray<{ readonly tableName: string }>): void => {
  const names = new Set<string>()
  if (tables.length === 0) throw new NotAllowed({ path: [], expected: "at least one table" })
  for (const [index, table] of tables.entries()) {
    const path = [index, "tableName"]
    if (typeof table?.tableName !== "string" || !namePattern.test(table.tableName)) {
      throw new NotAllowed({ path, expected: nameRule })
    }
    if (names.has(table.tableName)) throw new NotAllowed({ path, expected: "another table than those before" })
    names.add(table.tableName)
  }
}

const checkRows = (rows: ReadonlyArray<ReadonlyArray<unknown>>, field: string, limit: number): void => {
  let total = 0
  for (const [index, some] of rows.entries()) {
    if (!Array.isArray(some) || some.length === 0)
      throw new NotAllowed({ path: [index, field], expected: "at least one row" })
    total += some.length
  }
  if (total > limit) throw new NotAllowed({ path: [], expected: `at most ${limit} rows in all` })
}

/** A loop that tells where in the list a failure is; entering it per row costs next to nothing. */
const each = <A, B>(items: ReadonlyArray<A>, path: ReadonlyArray<PropertyKey>, convert: (item: A) => B): Array<B> =>
  items.map((item, index) => inside([...path, index], () => convert(item)))

/** Tables of which rows are written. */
export const TablesToWrite: Schema.Codec<
  ReadonlyArray<TableToWrite>,
  ReadonlyArray<M.TableInBatchWriteRowRequest>
> = list("a list of tables and their rows", {
  to: (tables: ReadonlyArray<TableToWrite>) => {
    checkTables(tables)
    checkRows(
      tables.map(({ rows }) => rows),
      "rows",
      tableLimits.batchWriteRows
    )
    let bytes = 0
    const messages = tables.map(({ tableName, rows }, index) => ({
      tableName,
      rows: each(rows, [index, "rows"], (row) => {
        const message = rowTo(row)
        bytes += message.rowChange.length
        return message
      })
    }))
    // The bytes on the wire are some more than what the service counts.
    if (bytes > tableLimits.writeBytes) checkTotalSize(tables.flatMap(({ rows }) => rows))
    return messages
  },
  from: oneWay
})

const versionsTo = ({ startTime, endTime, specificTime }: VersionRange): M.TimeRange => ({
  startTime: startTime === undefined ? undefined : BigInt(startTime),
  endTime: endTime === undefined ? undefined : BigInt(endTime),
  specificTime: specificTime === undefined ? undefined : BigInt(specificTime)
})

const checkVersions = ({ maxVersions, timeRange }: TableToGet): void => {
  if (maxVersions !== undefined && !(Number.isInteger(maxVersions) && maxVersions > 0)) {
    throw new NotAllowed({ path: ["maxVersions"], expected: "a whole number, 1 or more" })
  }
  for (const [name, time] of Object.entries(timeRange ?? {})) {
    if (time !== undefined && !(Number.isSafeInteger(time) && time >= 0)) {
      throw new NotAllowed({ path: ["timeRange", name], expected: "whole milliseconds since 1970, 0 or more" })
    }
  }
}

const tableTo = (table: TableToGet): M.TableInBatchGetRowRequest => {
  const { columnsToGet = [], filter, timeRange } = table
  if (columnsToGet.length > tableLimits.columnsToGet) {
    throw new NotAllowed({ path: ["columnsToGet"], expected: `at most ${tableLimits.columnsToGet} names` })
  }
  checkVersions(table)
  return {
    tableName: table.tableName,
    primaryKey: each(table.primaryKeys, ["primaryKeys"], encodeStoredKey),
    token: table.tokens ?? [],
    columnsToGet,
    timeRange: timeRange === undefined ? undefined : versionsTo(timeRange),
    maxVersions: table.maxVersions ?? (timeRange === undefined ? 1 : undefined),
    cacheBlocks: table.cacheBlocks,
    filter: filter === undefined ? undefined : inside(["filter"], () => encodeCheckedFilter(filter)),
    startColumn: table.startColumn,
    endColumn: table.endColumn
  }
}

/** Tables of which rows are read. */
export const TablesToGet: Schema.Codec<ReadonlyArray<TableToGet>, ReadonlyArray<M.TableInBatchGetRowRequest>> = list(
  "a list of tables and the keys of their rows",
  {
    to: (tables: ReadonlyArray<TableToGet>) => {
      checkTables(tables)
      checkRows(
        tables.map(({ primaryKeys }) => primaryKeys),
        "primaryKeys",
        tableLimits.batchGetRows
      )
      return each(tables, [], tableTo)
    },
    from: oneWay
  }
)

const toRowError = ({ code, message = "" }: M.Error): RowError => ({
  code,
  message,
  retryable: retryClass(code, message, isTablestoreErrorCode(code) ? tablestoreErrors[code].status : 0) !== "no"
})

/** A row of an answer, as all batches tell of it. */
interface RowAnswer {
  readonly isOk: boolean
  readonly error?: M.Error | undefined
  readonly consumed?: M.ConsumedCapacity | undefined
  readonly row?: Uint8Array | undefined
  readonly nextToken?: Uint8Array | undefined
}

const resultFrom = ({ isOk, error, consumed, row, nextToken }: RowAnswer): RowResult => {
  const used = consumed === undefined ? {} : { consumed: consumedFrom(consumed) }
  if (!isOk) {
    if (error === undefined) throw senseless("RowInBatchResponse", "a row failed without an error")
    return { _tag: "Failed", error: toRowError(error), ...used }
  }
  const found = row === undefined ? undefined : decodeRow(row)
  return {
    _tag: "Ok",
    ...(found === undefined ? {} : { row: found }),
    ...used,
    ...(nextToken === undefined || nextToken.length === 0 ? {} : { nextToken: nextToken.slice() })
  }
}

/** What became of some rows. */
export const RowResults: Schema.Codec<ReadonlyArray<RowResult>, ReadonlyArray<RowAnswer>> = list("results of rows", {
  to: oneWay,
  from: (answers: ReadonlyArray<RowAnswer>) => answers.map(resultFrom)
})

/** What became of the rows of some tables. */
export const TableResults: Schema.Codec<
  ReadonlyArray<TableResult>,
  ReadonlyArray<{ readonly tableName: string; readonly rows: ReadonlyArray<RowAnswer> }>
> = list("results of tables", {
  to: oneWay,
  from: (tables: ReadonlyArray<{ readonly tableName: string; readonly rows: ReadonlyArray<RowAnswer> }>) =>
    tables.map(({ tableName, rows }): TableResult => ({ tableName, rows: rows.map(resultFrom) }))
})

/** Rows that are imported: without conditions, and without anything returned. */
export type RowToImport =
  | Omit<PutInBatch, "condition" | "returnContent">
  | Omit<UpdateInBatch, "condition" | "returnContent">
  | Omit<DeleteInBatch, "condition" | "returnContent">

/** Rows that are imported. */
export const RowsToImport: Schema.Codec<ReadonlyArray<RowToImport>, ReadonlyArray<M.RowInBulkImportRequest>> = list(
  "a list of rows",
  {
    to: (rows: ReadonlyArray<RowToImport>) => {
      checkRows([rows], "", tableLimits.batchWriteRows)
      return each(rows, [], (row) => ({ rowChange: changeBytes(row), type: types.to(row.type) }))
    },
    from: oneWay
  }
)
