/**
 * Typed tables and bulk writers of a service.
 */
import type * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import type { RetryPolicyService } from "../../layers/RetryPolicy.ts"
import { batchGetRow, batchWriteRow } from "../../schema/tablestore/operations/batch.ts"
import type { BulkWriter, WriterOptions } from "./bulk/BulkWriter.ts"
import { makeBulkWriter } from "./bulk/makeBulkWriter.ts"
import { makeTableHandle } from "./table/makeTableHandle.ts"
import { makeLookups } from "./table/reads/lookups.ts"
import type { RowMethods } from "./table/rows/rowMethods.ts"
import type { TableHandle } from "./table/TableHandle.ts"
import type * as Definition from "./table/tableDefinition.ts"

/** Makes `table` and `writer` of a service. All tables share one batching of reads. */
export const makeTables = (rows: RowMethods, retryPolicy: RetryPolicyService) => {
  const readRow = makeLookups({ rows, batchGetRow, retryPolicy })
  const handles = new WeakMap<Definition.Any, TableHandle<any>>()
  const services = { rows, batchWriteRow, retryPolicy }
  return {
    table: <T extends Definition.Any>(definition: T): TableHandle<T> => {
      let handle = handles.get(definition)
      if (handle === undefined) {
        handle = makeTableHandle(definition, { rows, readRow })
        handles.set(definition, handle)
      }
      return handle
    },
    writer: (options?: WriterOptions): Effect.Effect<BulkWriter, never, Scope.Scope> =>
      makeBulkWriter(services, options)
  }
}
