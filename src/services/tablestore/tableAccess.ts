/**
 * Typed tables and bulk writers of a service.
 */

import type * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import type { RetryPolicyService } from "../../layers/RetryPolicy.ts"
import { batchGetRow, batchWriteRow } from "../../schema/tablestore/operations/batch.ts"
import type { BulkWriter, WriterOptions } from "./bulk/BulkWriter.ts"
import { makeWriter } from "./bulk/makeBulkWriter.ts"
import type * as Definition from "./table/definition.ts"
import { makeLookups } from "./table/lookups.ts"
import { makeHandle } from "./table/makeTableHandle.ts"
import type { RowMethods } from "./table/rowMethods.ts"
import type { TableHandle } from "./table/TableHandle.ts"

/** Makes `table` and `writer` of a service. All tables share one batching of reads. */
export const makeTables = (rows: RowMethods, retryPolicy: RetryPolicyService) => {
  const readRow = makeLookups({ rows, batchGetRow, retryPolicy })
  const handles = new WeakMap<Definition.Any, TableHandle<any>>()
  const services = { rows, batchWriteRow, retryPolicy }
  return {
    table: <T extends Definition.Any>(definition: T): TableHandle<T> => {
      let handle = handles.get(definition)
      if (handle === undefined) {
        handle = makeHandle(definition, { rows, readRow })
        handles.set(definition, handle)
      }
      return handle
    },
    writer: (options?: WriterOptions): Effect.Effect<BulkWriter, never, Scope.Scope> => makeWriter(services, options)
  }
}
