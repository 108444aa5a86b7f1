/**
 * Many rows at once: batches, imports and exports.
 */
import * as Schema from "effect/Schema"
import { optional } from "../legacyOperation.ts"
import * as M from "../protobuf/generated/tableStore.ts"
import { word } from "../protobuf/wire.ts"
import { RangeKeyField, RowBlockField } from "../row/rowFields.ts"
import { RowResults, RowsToImport, TableResults, TablesToGet, TablesToWrite } from "./batchRows.ts"
import {
  answer,
  ColumnsToGet,
  Consumed,
  FilterField,
  linked,
  rowErrors,
  table,
  tablestore,
  transaction,
  writeErrors
} from "./legacyCommon.ts"

const batchGetRow = linked(M.BatchGetRowRequest, M.BatchGetRowResponse)
const batchWriteRow = linked(M.BatchWriteRowRequest, M.BatchWriteRowResponse)
const bulkImport = linked(M.BulkImportRequest, M.BulkImportResponse)
const bulkExport = linked(M.BulkExportRequest, M.BulkExportResponse)

export const batchOperations = {
  /**
   * Reads up to 100 rows of some tables. Each row has a result of its own: `Ok`, without a `row` when there is none, or
   * `Failed`.
   *
   * Source: Tablestore API, BatchGetRow.
   */
  batchGetRow: tablestore.operation("BatchGetRow", {
    ...batchGetRow.messages,
    idempotent: true,
    input: {
      /** What is read, by table; each table once. */
      tables: batchGetRow.sends("tables", TablesToGet)
    },
    output: {
      ...answer,
      /** The results in the order of the request. */
      tables: batchGetRow.receives("tables", TableResults)
    },
    errors: rowErrors
  }),

  /**
   * Writes up to 200 rows of some tables. Each row succeeds or fails for itself, and has a result of its own; with
   * `isAtomic` or in a transaction all do, or none.
   *
   * Source: Tablestore API, BatchWriteRow.
   */
  batchWriteRow: tablestore.operation("BatchWriteRow", {
    ...batchWriteRow.messages,
    idempotent: false,
    input: {
      /** What is written, by table; each table once. */
      tables: batchWriteRow.sends("tables", TablesToWrite),
      ...transaction,
      /** Whether all rows are written or none. They must have the same first key column. */
      isAtomic: batchWriteRow.sends("isAtomic", optional(Schema.Boolean))
    },
    output: {
      ...answer,
      /** The results in the order of the request. */
      tables: batchWriteRow.receives("tables", TableResults)
    },
    errors: writeErrors
  }),

  /**
   * Writes up to 200 rows of a table, without conditions.
   *
   * Source: Tablestore API, BulkImport.
   */
  bulkImport: tablestore.operation("BulkImport", {
    ...bulkImport.messages,
    idempotent: false,
    input: { ...table, rows: bulkImport.sends("rows", RowsToImport) },
    output: {
      ...answer,
      tableName: bulkImport.receives("tableName", Schema.String),
      /** The results in the order of the request. */
      rows: bulkImport.receives("rows", RowResults)
    },
    errors: writeErrors
  }),

  /**
   * Reads the rows between two keys, one page, without the times of their values.
   *
   * Source: Tablestore API, BulkExport.
   */
  bulkExport: tablestore.operation("BulkExport", {
    ...bulkExport.messages,
    idempotent: true,
    input: {
      ...table,
      /** Names of columns to return; all when absent. */
      columnsToGet: bulkExport.sends("columnsToGet", optional(ColumnsToGet)),
      /** Where the range begins, all key columns. */
      inclusiveStartPrimaryKey: bulkExport.sends("inclusiveStartPrimaryKey", RangeKeyField),
      /** Where the range ends, itself not part of it. */
      exclusiveEndPrimaryKey: bulkExport.sends("exclusiveEndPrimaryKey", RangeKeyField),
      /** Only rows that pass. */
      filter: bulkExport.sends("filter", optional(FilterField)),
      /** Form in which the rows travel; a matrix when absent. */
      dataBlockTypeHint: bulkExport.sends(
        "dataBlockTypeHint",
        optional(
          word({
            plainBuffer: M.DataBlockType.DBT_PLAIN_BUFFER,
            simpleRowMatrix: M.DataBlockType.DBT_SIMPLE_ROW_MATRIX
          })
        )
      )
    },
    output: {
      ...answer,
      consumed: bulkExport.receives("consumed", Consumed),
      rows: bulkExport.receives("rows", RowBlockField),
      /** `inclusiveStartPrimaryKey` of the next page; absent at the end. */
      nextStartPrimaryKey: bulkExport.receives("nextStartPrimaryKey", optional(RangeKeyField))
    },
    errors: rowErrors
  })
}
