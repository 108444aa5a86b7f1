/** What a stream tells of a change. */
import type { RowChange } from "../../../schema/tablestore/format/rowValue.ts"
import type { ChangeKind, StoredRow, StreamRecord, StreamSettings } from "./model.ts"

/** @param change With all timestamps and sums known. */
export const streamRecord = (
  { columnsToGet }: StreamSettings,
  kind: ChangeKind,
  change: RowChange,
  before: StoredRow | undefined,
  nowMillis: number
): StreamRecord => ({
  kind,
  change,
  origin: (before?.cells ?? []).filter(({ name }) => columnsToGet.includes(name)),
  writtenMillis: nowMillis
})
