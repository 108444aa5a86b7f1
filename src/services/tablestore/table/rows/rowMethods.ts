/**
 * What typed tables and the bulk writer need of the raw service.
 */
import { ServerError, type ServerErrorReason, type StorageError } from "../../../../schema/Errors.ts"
import type { Methods } from "../../../../schema/Operation.ts"
import {
  isTablestoreErrorCode,
  type TablestoreErrorCode,
  tablestoreErrors
} from "../../../../schema/tablestore/errors.ts"
import type * as batchOperations from "../../../../schema/tablestore/operations/batch.ts"
import type { RowError, RowInBatch } from "../../../../schema/tablestore/operations/batchRows.ts"
import type { TimeRange } from "../../../../schema/tablestore/operations/common.ts"
import type * as rowOperations from "../../../../schema/tablestore/operations/row.ts"
import type * as searchOperations from "../../../../schema/tablestore/operations/search.ts"
import type * as tableOperations from "../../../../schema/tablestore/operations/table.ts"
import type { Filter } from "../../../../schema/tablestore/row/filter.ts"

/** Whatever a call of the service can fail with. */
export type TablestoreFailure = StorageError<TablestoreErrorCode>

export type { TimeRange }

/** What is wanted of a row. */
export interface RowSelection {
  readonly columnsToGet?: ReadonlyArray<string> | undefined
  readonly maxVersions?: number | undefined
  readonly timeRange?: TimeRange | undefined
  readonly filter?: Filter | undefined
}

/** A row to be written into a table, and on what condition. */
export type TableRowWrite = RowInBatch & {
  readonly tableName: string
}

/** The raw methods. */
export interface RowMethods
  extends Pick<Methods<typeof rowOperations>, "getRow" | "putRow" | "updateRow" | "deleteRow" | "getRange">,
    Pick<Methods<typeof batchOperations>, "batchGetRow" | "batchWriteRow">,
    Pick<Methods<typeof tableOperations>, "createTable">,
    Pick<Methods<typeof searchOperations>, "search"> {}

/** The failure of one row of a batch, as the call of that row alone would have failed. */
export const rowFailure = (
  operation: string,
  { code, message, retryable }: RowError,
  requestId: string | undefined
): ServerError<TablestoreErrorCode> => {
  const isKnown = isTablestoreErrorCode(code)
  return new ServerError<TablestoreErrorCode>({
    reason: {
      _tag: isKnown ? code : "Unknown",
      service: "Tablestore",
      operation,
      // The whole answer has status 200; this is what the row would have had.
      status: isKnown ? tablestoreErrors[code].status : 400,
      code,
      message,
      retryable,
      ...(requestId === undefined ? {} : { requestId })
    } as ServerErrorReason<TablestoreErrorCode>
  })
}
