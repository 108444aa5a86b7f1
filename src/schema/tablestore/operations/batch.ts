/**
 * Many rows at once: batches, imports and exports.
 */
import * as Schema from "effect/Schema"
import { fields, list, optional } from "../../Fields.ts"
import { inMessage } from "../../wire/protobuf.ts"
import * as M from "../protobuf/generated/tableStore.ts"
import { RowResult, rowsToImport, TableResult, tablesToGet, tablesToWrite } from "./batchRows.ts"
import {
  Answer,
  ColumnsToGet,
  FilterField,
  rowErrors,
  TableRef,
  TransactionRef,
  tablestore,
  writeErrors
} from "./common.ts"
import { dataBlockType, KeyRange, RowPage } from "./row.ts"

/** What became of the rows of a batch. */
export class TableResults extends /*#__PURE__*/ fields(Answer, () => ({
  /** The results in the order of the request. */
  tables: inMessage("tables", list(TableResult))
})) {}

/** What {@link batchGetRow} takes. */
export class BatchGetRowInput extends /*#__PURE__*/ fields(() => ({
  /** What is read, by table; each table once. */
  tables: inMessage("tables", tablesToGet())
})) {}

/** What {@link batchGetRow} gives. */
export class BatchGetRowOutput extends /*#__PURE__*/ fields(TableResults) {}

/**
 * Reads up to 100 rows of some tables. Each row has a result of its own: `Ok`, without a `row` when there is none, or
 * `Failed`.
 *
 * Source: Tablestore API, BatchGetRow.
 */
export const batchGetRow = /*#__PURE__*/ tablestore.operation("BatchGetRow", {
  request: M.BatchGetRowRequest,
  response: M.BatchGetRowResponse,
  idempotent: true,
  input: BatchGetRowInput,
  output: BatchGetRowOutput,
  errors: rowErrors
})

/** What {@link batchWriteRow} takes. */
export class BatchWriteRowInput extends /*#__PURE__*/ fields(
  () => ({
    /** What is written, by table; each table once. */
    tables: inMessage("tables", tablesToWrite())
  }),
  TransactionRef,
  () => ({
    /** Whether all rows are written or none. They must have the same first key column. */
    isAtomic: inMessage("isAtomic", optional(Schema.Boolean))
  })
) {}

/** What {@link batchWriteRow} gives. */
export class BatchWriteRowOutput extends /*#__PURE__*/ fields(TableResults) {}

/**
 * Writes up to 200 rows of some tables. Each row succeeds or fails for itself, and has a result of its own; with
 * `isAtomic` or in a transaction all do, or none.
 *
 * Source: Tablestore API, BatchWriteRow.
 */
export const batchWriteRow = /*#__PURE__*/ tablestore.operation("BatchWriteRow", {
  request: M.BatchWriteRowRequest,
  response: M.BatchWriteRowResponse,
  idempotent: false,
  input: BatchWriteRowInput,
  output: BatchWriteRowOutput,
  errors: writeErrors
})

/** What {@link bulkImport} takes. */
export class BulkImportInput extends /*#__PURE__*/ fields(TableRef, () => ({
  /** What is written, in any order. */
  rows: inMessage("rows", rowsToImport())
})) {}

/** What {@link bulkImport} gives. */
export class BulkImportOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** Name of the table. */
  tableName: inMessage("tableName", Schema.String),
  /** The results in the order of the request. */
  rows: inMessage("rows", list(RowResult))
})) {}

/**
 * Writes up to 200 rows of a table, without conditions.
 *
 * Source: Tablestore API, BulkImport.
 */
export const bulkImport = /*#__PURE__*/ tablestore.operation("BulkImport", {
  request: M.BulkImportRequest,
  response: M.BulkImportResponse,
  idempotent: false,
  input: BulkImportInput,
  output: BulkImportOutput,
  errors: writeErrors
})

/** What {@link bulkExport} takes. */
export class BulkExportInput extends /*#__PURE__*/ fields(
  TableRef,
  () => ({
    /** Names of columns to return; all when absent. */
    columnsToGet: inMessage("columnsToGet", optional(ColumnsToGet))
  }),
  KeyRange,
  () => ({
    /** Only rows that pass. */
    filter: inMessage("filter", optional(FilterField)),
    /** Form in which the rows travel; a matrix when absent. */
    dataBlockTypeHint: inMessage("dataBlockTypeHint", optional(dataBlockType()))
  })
) {}

/** What {@link bulkExport} gives. */
export class BulkExportOutput extends /*#__PURE__*/ fields(RowPage) {}

/**
 * Reads the rows between two keys, one page, without the times of their values.
 *
 * Source: Tablestore API, BulkExport.
 */
export const bulkExport = /*#__PURE__*/ tablestore.operation("BulkExport", {
  request: M.BulkExportRequest,
  response: M.BulkExportResponse,
  idempotent: true,
  input: BulkExportInput,
  output: BulkExportOutput,
  errors: rowErrors
})
