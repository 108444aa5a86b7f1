/** BulkImport and BulkExport: writes and reads without conditions and versions. */
import * as M from "../../../schema/tablestore/protobuf/generated/tableStore.ts"
import { batchWriteRow } from "./batches.ts"
import type { Instance } from "./Instance.ts"
import { getRange } from "./rowReads.ts"

export const bulkImport = (
  instance: Instance,
  request: M.BulkImportRequest,
  nowMillis: number
): M.BulkImportResponse => {
  const { rows, tableName } = request
  const condition = { rowExistence: M.RowExistenceExpectation.IGNORE }
  const { tables } = batchWriteRow(
    instance,
    { tables: [{ tableName, rows: rows.map((row) => ({ ...row, condition })) }] },
    nowMillis
  )
  return { tableName, rows: tables[0]!.rows.map(({ consumed, error, isOk }) => ({ isOk, error, consumed })) }
}

/** Answers PlainBuffer: the block type of a request is only a hint. */
export const bulkExport = (
  instance: Instance,
  request: M.BulkExportRequest,
  nowMillis: number
): M.BulkExportResponse => {
  const { columnsToGet, exclusiveEndPrimaryKey, filter, inclusiveStartPrimaryKey, tableName } = request
  const { consumed, dataBlockType, nextStartPrimaryKey, rows } = getRange(
    instance,
    {
      tableName,
      columnsToGet,
      filter,
      inclusiveStartPrimaryKey,
      exclusiveEndPrimaryKey,
      direction: M.Direction.FORWARD,
      maxVersions: 1
    },
    nowMillis
  )
  return { consumed, rows, nextStartPrimaryKey, dataBlockType }
}
