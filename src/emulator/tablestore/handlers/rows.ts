/** Calls on rows and local transactions. */
import * as M from "../../../schema/tablestore/protobuf/generated/tableStore.ts"
import { batchGetRow, batchWriteRow } from "../engine/batches.ts"
import { bulkExport, bulkImport } from "../engine/bulk.ts"
import { getRange, getRow } from "../engine/rowReads.ts"
import { deleteRow, putRow, updateRow } from "../engine/rowWrites.ts"
import { abortTransaction, commitTransaction, startTransaction } from "../engine/transactions.ts"
import { type Handlers, handle, handleWithoutAnswer } from "../Handler.ts"

export const rowHandlers: Handlers = {
  GetRow: handle(M.GetRowRequest, M.GetRowResponse, (request, { instance, nowMillis }) =>
    getRow(instance, request, nowMillis)
  ),
  PutRow: handle(M.PutRowRequest, M.PutRowResponse, (request, { instance, nowMillis }) =>
    putRow(instance, request, nowMillis)
  ),
  UpdateRow: handle(M.UpdateRowRequest, M.UpdateRowResponse, (request, { instance, nowMillis }) =>
    updateRow(instance, request, nowMillis)
  ),
  DeleteRow: handle(M.DeleteRowRequest, M.DeleteRowResponse, (request, { instance, nowMillis }) =>
    deleteRow(instance, request, nowMillis)
  ),
  GetRange: handle(M.GetRangeRequest, M.GetRangeResponse, (request, { instance, nowMillis }) =>
    getRange(instance, request, nowMillis)
  ),
  BatchGetRow: handle(M.BatchGetRowRequest, M.BatchGetRowResponse, (request, { instance, nowMillis }) =>
    batchGetRow(instance, request, nowMillis)
  ),
  BatchWriteRow: handle(M.BatchWriteRowRequest, M.BatchWriteRowResponse, (request, { instance, nowMillis }) =>
    batchWriteRow(instance, request, nowMillis)
  ),
  BulkImport: handle(M.BulkImportRequest, M.BulkImportResponse, (request, { instance, nowMillis }) =>
    bulkImport(instance, request, nowMillis)
  ),
  BulkExport: handle(M.BulkExportRequest, M.BulkExportResponse, (request, { instance, nowMillis }) =>
    bulkExport(instance, request, nowMillis)
  ),
  StartLocalTransaction: handle(
    M.StartLocalTransactionRequest,
    M.StartLocalTransactionResponse,
    (request, { instance, nowMillis }) => startTransaction(instance, request, nowMillis)
  ),
  CommitTransaction: handleWithoutAnswer(M.CommitTransactionRequest, ({ transactionId }, { instance, nowMillis }) =>
    commitTransaction(instance, transactionId, nowMillis)
  ),
  AbortTransaction: handleWithoutAnswer(M.AbortTransactionRequest, ({ transactionId }, { instance, nowMillis }) =>
    abortTransaction(instance, transactionId, nowMillis)
  )
}
