/**
 * Rows of batches: what is asked for each row, and what became of it.
 */
import * as Schema from "effect/Schema"
import { fields, list, listOf, oneOf, optional } from "../../Fields.ts"
import { inMessage, inPart, message, messageBy } from "../../wire/protobuf.ts"
import type { Message } from "../../wire/protobufMessage.ts"
import { isTablestoreErrorCode, tablestoreErrors } from "../errors.ts"
import { tableLimits } from "../limits.ts"
import * as M from "../protobuf/generated/tableStore.ts"
import { Bytes, oneWay, wire, word } from "../protobuf/wire.ts"
import { retryClass } from "../retryRules.ts"
import {
  CellChangesField,
  CellsField,
  checkTotalSize,
  RemovedKeyField,
  RowField,
  StoredKeyField,
  WrittenKeyField,
  writtenRow
} from "../row/rowFields.ts"
import { ConditionField, Consumed, noCondition, Reading, ReturnContent, TableRef, withVersions } from "./common.ts"

/** Tables of a batch: each is named once. */
const differentTables = /*#__PURE__*/ Schema.makeFilter((tables: ReadonlyArray<{ readonly tableName: string }>) => {
  const names = new Set<string>()
  for (const [index, { tableName }] of tables.entries()) {
    if (names.has(tableName)) {
      return { path: [index, "tableName"], issue: "must be another table than those before" }
    }
    names.add(tableName)
  }
  return true
})

const atMost = (limit: number, count: (table: any) => ReadonlyArray<unknown>) =>
  Schema.makeFilter((tables: ReadonlyArray<unknown>) =>
    tables.reduce<number>((total, table) => total + count(table).length, 0) <= limit
      ? true
      : `must be at most ${limit} rows in all`
  )

const someTables = /*#__PURE__*/ Schema.isMinLength(1, { message: "must be at least one table" })
const someRows = /*#__PURE__*/ Schema.isMinLength(1, { message: "must be at least one row" })

/** Stores a row, replacing any of the same key. */
class Put extends /*#__PURE__*/ fields(() => ({
  /** What happens to the row. */
  type: inMessage("type", word({ put: M.OperationType.PUT })),
  /** All key columns, in the order of the table; the service may pick a value. */
  primaryKey: inPart("rowChange", "primaryKey", WrittenKeyField),
  /** The columns of the row, at most 1,024; a row may have none. */
  columns: inPart("rowChange", "columns", optional(CellsField))
})) {}

/** Changes columns of a row. */
class Update extends /*#__PURE__*/ fields(() => ({
  /** What happens to the row. */
  type: inMessage("type", word({ update: M.OperationType.UPDATE })),
  /** All key columns, in the order of the table; the service may pick a value. */
  primaryKey: inPart("rowChange", "primaryKey", WrittenKeyField),
  /** The changes, 1 to 1,024; a plain cell is written. */
  columns: inPart("rowChange", "columns", CellChangesField)
})) {}

/** Removes a row. */
class Delete extends /*#__PURE__*/ fields(() => ({
  /** What happens to the row. */
  type: inMessage("type", word({ delete: M.OperationType.DELETE })),
  /** All key columns, in the order of the table. */
  primaryKey: inMessage("rowChange", RemovedKeyField)
})) {}

/** What else can be said of a write of a batch. */
class Writing extends /*#__PURE__*/ fields(() => ({
  /** What the write depends on; nothing when absent. */
  condition: inMessage("condition", optional(ConditionField)),
  /** What the result tells of the row; nothing when absent. */
  returnContent: inMessage("returnContent", optional(ReturnContent))
})) {}

const joins = { rowChange: writtenRow as (parts: Readonly<Record<string, any>>) => Uint8Array }

type RowMessage = Partial<M.RowInBatchWriteRowRequest>

const completeMessage = (row: { -readonly [K in keyof RowMessage]: RowMessage[K] }): RowMessage => {
  row.condition ??= noCondition
  return row
}

const whole = { joins, completeMessage }

/** Stores a row, replacing any of the same key. */
export class PutInBatch extends /*#__PURE__*/ messageBy(M.RowInBatchWriteRowRequest, whole, Put, Writing) {}
/** Changes columns of a row. */
export class UpdateInBatch extends /*#__PURE__*/ messageBy(M.RowInBatchWriteRowRequest, whole, Update, Writing) {}
/** Removes a row. */
export class DeleteInBatch extends /*#__PURE__*/ messageBy(
  M.RowInBatchWriteRowRequest,
  { completeMessage },
  Delete,
  Writing
) {}

const typeOf = ({ type }: { readonly type: M.OperationType }): "put" | "update" | "delete" | undefined =>
  type === M.OperationType.PUT
    ? "put"
    : type === M.OperationType.UPDATE
      ? "update"
      : type === M.OperationType.DELETE
        ? "delete"
        : undefined

/** A write of one row. */
export const RowInBatch = /*#__PURE__*/ oneOf(
  "type",
  { put: PutInBatch, update: UpdateInBatch, delete: DeleteInBatch },
  typeOf
)
/** A write of one row. */
export type RowInBatch = PutInBatch | UpdateInBatch | DeleteInBatch

/** Rows of one table that are written together. */
export class TableToWrite extends /*#__PURE__*/ message(M.TableInBatchWriteRowRequest, TableRef, () => ({
  /** What is written, in any order. */
  rows: inMessage("rows", list(RowInBatch).check(someRows))
})) {}

/** Tables of which rows are written. */
export const tablesToWrite = () =>
  listOf<typeof TableToWrite, ReadonlyArray<M.TableInBatchWriteRowRequest>>(TableToWrite, {
    write: (wires) => {
      const tables = wires as ReadonlyArray<M.TableInBatchWriteRowRequest>
      checkTotalSize(tables)
      return tables
    },
    read: (tables) => tables as ReadonlyArray<unknown>,
    emptyWhenAbsent: false
  }).check(
    someTables,
    differentTables,
    atMost(tableLimits.batchWriteRows, ({ rows }: TableToWrite) => rows)
  )

const tokensRule = /*#__PURE__*/ Schema.makeFilter(({ primaryKeys, tokens = [] }: TableToGet) =>
  tokens.length === 0 || tokens.length === primaryKeys.length
    ? true
    : { path: ["tokens"], issue: "must be one for each key, or none" }
)

/** Rows of one table that are read together. */
export class TableToGet extends /*#__PURE__*/ messageBy(
  M.TableInBatchGetRowRequest,
  { completeMessage: withVersions },
  TableRef,
  () => ({
    /** The keys of the rows. */
    primaryKeys: inMessage("primaryKey", list(StoredKeyField).check(someRows)),
    /** `nextToken` of the answer before, for rows of very many columns: one for each row, or none. */
    tokens: inMessage("token", optional(list(Bytes)))
  }),
  Reading
) {}

/** Tables of which rows are read. */
export const tablesToGet = () =>
  list(TableToGet.check(tokensRule)).check(
    someTables,
    differentTables,
    atMost(tableLimits.batchGetRows, ({ primaryKeys }: TableToGet) => primaryKeys)
  )

/** Why the service refused a row. */
export class RowError extends /*#__PURE__*/ messageBy(
  M.Error,
  {
    splits: ({ code, message = "" }) => {
      const status = isTablestoreErrorCode(code) ? tablestoreErrors[code].status : 0
      return { told: { message, retryable: retryClass(code, message, status) !== "no" } }
    }
  },
  () => ({
    /** The service's code, e.g. `OTSConditionCheckFail`. */
    code: inMessage("code", Schema.String),
    /** The service's text. */
    message: inPart("told", "message", Schema.String),
    /** Whether the same row may succeed when sent again. */
    retryable: inPart("told", "retryable", Schema.Boolean)
  })
) {}

/** A row of an answer, as all batches tell of it. */
export interface RowAnswer {
  readonly isOk: boolean
  readonly error?: M.Error | undefined
  readonly consumed?: M.ConsumedCapacity | undefined
  readonly row?: Uint8Array | undefined
  readonly nextToken?: Uint8Array | undefined
}

const RowAnswer: Message<RowAnswer> = M.RowInBatchGetRowResponse

/** A place to go on from; no bytes are none. */
const NextToken: Schema.Codec<Uint8Array, Uint8Array> = /*#__PURE__*/ wire(
  (value): value is Uint8Array => value instanceof Uint8Array,
  "bytes (Uint8Array)",
  { to: oneWay, from: (bytes: Uint8Array) => (bytes.length === 0 ? undefined : bytes.slice()) as Uint8Array }
)

/** A row of a batch that was read or written. */
export class RowOk extends /*#__PURE__*/ messageBy(RowAnswer, { tag: "Ok" }, () => ({
  /** The row that was read, or what `returnContent` asked for. */
  row: inMessage("row", optional(RowField)),
  /** What was used for the row. */
  consumed: inMessage("consumed", optional(Consumed)),
  /** For rows of very many columns: one of `tokens` of the next call. */
  nextToken: inMessage("nextToken", optional(NextToken))
})) {}

/** A row of a batch that the service refused. */
export class RowFailed extends /*#__PURE__*/ messageBy(RowAnswer, { tag: "Failed" }, () => ({
  /** Why. */
  error: inMessage("error", RowError),
  /** What was used for the row. */
  consumed: inMessage("consumed", optional(Consumed))
})) {}

/** What became of a row of a batch. */
export const RowResult = /*#__PURE__*/ oneOf("_tag", { Ok: RowOk, Failed: RowFailed }, ({ isOk }) =>
  isOk ? "Ok" : "Failed"
)
/** What became of a row of a batch. */
export type RowResult = RowOk | RowFailed

const TableAnswer: Message<{ readonly tableName: string; readonly rows: ReadonlyArray<RowAnswer> }> =
  M.TableInBatchGetRowResponse

/** What became of the rows of a table, each at the place it had in the request. */
export class TableResult extends /*#__PURE__*/ message(TableAnswer, () => ({
  /** Name of the table. */
  tableName: inMessage("tableName", Schema.String),
  /** The results in the order of the request. */
  rows: inMessage("rows", list(RowResult))
})) {}

/** Stores a row, replacing any of the same key, without conditions. */
export class PutToImport extends /*#__PURE__*/ messageBy(M.RowInBulkImportRequest, { joins }, Put) {}
/** Changes columns of a row, without conditions. */
export class UpdateToImport extends /*#__PURE__*/ messageBy(M.RowInBulkImportRequest, { joins }, Update) {}
/** Removes a row, without conditions. */
export class DeleteToImport extends /*#__PURE__*/ message(M.RowInBulkImportRequest, Delete) {}

/** A row that is imported: without conditions, and without anything returned. */
export const RowToImport = /*#__PURE__*/ oneOf(
  "type",
  { put: PutToImport, update: UpdateToImport, delete: DeleteToImport },
  typeOf
)
/** A row that is imported: without conditions, and without anything returned. */
export type RowToImport = PutToImport | UpdateToImport | DeleteToImport

/** Rows that are imported. */
export const rowsToImport = () =>
  list(RowToImport).check(
    someRows,
    Schema.isMaxLength(tableLimits.batchWriteRows, {
      message: `must be at most ${tableLimits.batchWriteRows} rows in all`
    })
  )
