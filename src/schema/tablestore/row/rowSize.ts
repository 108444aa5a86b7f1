/**
 * How large a written row is, as the service measures it: the bytes of its names and values.
 *
 * An INTEGER or a DOUBLE has 8 bytes, a BOOLEAN 1, text those of its UTF-8. A column that is removed has its name only.
 * Timestamps count where a table keeps several versions, which a request does not tell: they are left out, so that no row
 * is refused here that the service takes.
 *
 * Source: Tablestore, limits (PutRow, UpdateRow and BatchWriteRow data); consumed capacity.
 */
import type { CellChange, ColumnValue, PrimaryKey, PrimaryKeyBound } from "../format/rowValue.ts"
import { utf8Length } from "../format/utf8Length.ts"

/** As much of a row as is measured. */
export interface MeasuredRow {
  readonly primaryKey: PrimaryKey<PrimaryKeyBound>
  readonly columns?: ReadonlyArray<CellChange> | undefined
}

const valueBytes = (value: PrimaryKeyBound | ColumnValue): number => {
  switch (typeof value) {
    case "string":
      return utf8Length(value)
    case "boolean":
      return 1
    case "object":
      // A value that the service picks will be an INTEGER.
      return value instanceof Uint8Array ? value.length : 8
    default:
      return 8
  }
}

/** Bytes of a row that is written. */
export const rowBytes = ({ primaryKey, columns = [] }: MeasuredRow): number => {
  let bytes = 0
  for (const { name, value } of primaryKey) bytes += utf8Length(name) + valueBytes(value)
  for (const cell of columns) {
    bytes += utf8Length(cell.name)
    if (cell.op === undefined || cell.op === "increment") bytes += valueBytes(cell.value)
  }
  return bytes
}
