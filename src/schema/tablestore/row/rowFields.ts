/**
 * Keys, columns and rows as fields of operations.
 *
 * What the service would refuse is refused here, with the place: names, types, sizes. Sizes are looked at only where the
 * written bytes are long enough to hold something too long.
 */
import type * as Schema from "effect/Schema"
import { decodePrimaryKeyBound, decodeRow, decodeRows } from "../format/plainBufferDecoder.ts"
import { encodeDeletedRow, encodePrimaryKey, encodeRow, encodeRows } from "../format/plainBufferEncoder.ts"
import type {
  AutoIncrement,
  Cell,
  CellChange,
  ColumnValue,
  InfMax,
  InfMin,
  PrimaryKey,
  PrimaryKeyBound,
  PrimaryKeyValue,
  Row
} from "../format/rowValue.ts"
import { decodeSimpleRowMatrix } from "../format/simpleRowMatrix.ts"
import { utf8Length } from "../format/utf8Length.ts"
import { namePattern, tableLimits } from "../limits.ts"
import { inside, list, NotAllowed, oneWay, record } from "../protobuf/wire.ts"
import { type MeasuredRow, rowBytes } from "./rowSize.ts"

/** The key of a row that is written: the service may pick a value. */
export type WrittenKey = PrimaryKey<PrimaryKeyValue | AutoIncrement>
/** An end of a range: values may be open. */
export type RangeKey = PrimaryKey<PrimaryKeyValue | InfMin | InfMax>

// The service's own key column of lastpoint indexes: the one name that breaks the rule.
const serviceColumns = ["_#h"]

const knownNames = new Set<string>(serviceColumns)
/** Programs use the same few names again and again; one that invents names must not fill the memory. */
const maxKnownNames = 4096

const isName = (name: unknown): name is string => {
  if (knownNames.has(name as string)) return true
  if (typeof name !== "string" || !namePattern.test(name)) return false
  if (knownNames.size < maxKnownNames) knownNames.add(name)
  return true
}

export const nameRule = "1 to 255 letters, digits and underscores that do not start with a digit"

/** Whether a text or bytes have more than so many bytes. */
const isLonger = (value: unknown, limit: number): boolean => {
  if (value instanceof Uint8Array) return value.length > limit
  // A text of n UTF-16 units has n to 3n bytes: only those in between need to be counted.
  return typeof value === "string" && value.length * 3 > limit && (value.length > limit || utf8Length(value) > limit)
}

type KeyKind = "stored" | "written" | "range"

const keyValueRule: Readonly<Record<KeyKind, string>> = {
  stored: "a bigint, string or Uint8Array",
  written: "a bigint, string, Uint8Array or autoIncrement",
  range: "a bigint, string, Uint8Array, infMin or infMax"
}

const fits = (value: unknown, kind: KeyKind): boolean => {
  if (typeof value === "bigint" || typeof value === "string" || value instanceof Uint8Array) return true
  if (kind === "stored" || typeof value !== "object" || value === null) return false
  const { _tag } = value as { readonly _tag?: unknown }
  return kind === "written" ? _tag === "AutoIncrement" : _tag === "InfMin" || _tag === "InfMax"
}

const checkKey = (key: PrimaryKey<PrimaryKeyBound>, kind: KeyKind): void => {
  const { primaryKeyColumns, primaryKeyValueBytes } = tableLimits
  if (key.length < 1 || key.length > primaryKeyColumns) {
    throw new NotAllowed({ path: [], expected: `1 to ${primaryKeyColumns} key columns` })
  }
  for (let index = 0; index < key.length; index++) {
    const column = key[index]!
    if (!isName(column?.name)) throw new NotAllowed({ path: [index, "name"], expected: nameRule })
    const { value } = column
    if (!fits(value, kind)) throw new NotAllowed({ path: [index, "value"], expected: keyValueRule[kind] })
    if (isLonger(value, primaryKeyValueBytes)) {
      throw new NotAllowed({ path: [index, "value"], expected: `at most ${primaryKeyValueBytes} bytes` })
    }
  }
}

const checkCells = (cells: ReadonlyArray<CellChange>, changes: boolean): void => {
  if (cells.length > tableLimits.attributeColumnsPerWrite) {
    throw new NotAllowed({ path: [], expected: `at most ${tableLimits.attributeColumnsPerWrite} columns` })
  }
  for (let index = 0; index < cells.length; index++) {
    const cell = cells[index]!
    if (!isName(cell?.name)) throw new NotAllowed({ path: [index, "name"], expected: nameRule })
    if (cell.op !== undefined && !changes) {
      throw new NotAllowed({ path: [index, "op"], expected: "absent: a row that is put replaces all there was" })
    }
    if (cell.op === undefined || cell.op === "increment") {
      const { value } = cell
      if (typeof value === "number" && !Number.isFinite(value)) {
        throw new NotAllowed({ path: [index, "value"], expected: "a finite number" })
      }
    } else if (cell.op !== "deleteVersion" && cell.op !== "deleteAllVersions") {
      throw new NotAllowed({ path: [index, "op"], expected: '"increment", "deleteVersion" or "deleteAllVersions"' })
    }
  }
}

const checkSizes = (primaryKey: PrimaryKey<PrimaryKeyBound>, columns: ReadonlyArray<CellChange>): void => {
  const { attributeValueBytes, writeBytes } = tableLimits
  for (const [index, cell] of columns.entries()) {
    if (isLonger((cell as { readonly value?: ColumnValue }).value, attributeValueBytes)) {
      throw new NotAllowed({ path: ["columns", index, "value"], expected: `at most ${attributeValueBytes} bytes` })
    }
  }
  if (rowBytes({ primaryKey, columns }) > writeBytes) {
    throw new NotAllowed({ path: ["columns"], expected: `at most ${writeBytes} bytes in all` })
  }
}

/** Finds the column that could not be written. */
const locate = (primaryKey: PrimaryKey<PrimaryKeyBound>, columns: ReadonlyArray<CellChange>): void => {
  for (const [index, column] of primaryKey.entries()) {
    inside(["primaryKey", index, "value"], () => encodeRow({ primaryKey: [column], columns: [] }))
  }
  for (const [index, column] of columns.entries()) {
    inside(["columns", index], () => encodeRow({ primaryKey: [], columns: [column] }))
  }
}

/**
 * The bytes of a row that is put or updated. Throws `NotAllowed` with the place of what cannot be written or is too long.
 * Names and types are to be checked before.
 */
export const encodeWrittenRow = (
  primaryKey: PrimaryKey<PrimaryKeyBound>,
  columns: ReadonlyArray<CellChange>
): Uint8Array => {
  let bytes: Uint8Array
  try {
    bytes = encodeRow({ primaryKey, columns })
  } catch (error) {
    locate(primaryKey, columns)
    throw error
  }
  if (bytes.length > tableLimits.attributeValueBytes) checkSizes(primaryKey, columns)
  return bytes
}

/** Checks that rows which are written together are not too long together. */
export const checkTotalSize = (rows: ReadonlyArray<MeasuredRow>): void => {
  let total = 0
  for (const row of rows) total += rowBytes(row)
  if (total > tableLimits.writeBytes) {
    throw new NotAllowed({ path: [], expected: `at most ${tableLimits.writeBytes} bytes of names and values in all` })
  }
}

/** The same for parts that were not checked yet. */
export const encodeUncheckedRow = (
  primaryKey: PrimaryKey<PrimaryKeyBound>,
  columns: ReadonlyArray<CellChange>,
  kind: "put" | "update"
): Uint8Array => {
  if (!Array.isArray(primaryKey)) throw new NotAllowed({ path: ["primaryKey"], expected: "a list of key columns" })
  if (!Array.isArray(columns)) throw new NotAllowed({ path: ["columns"], expected: "a list of columns" })
  inside(["primaryKey"], () => checkKey(primaryKey, "written"))
  inside(["columns"], () => checkCells(columns, kind === "update"))
  return encodeWrittenRow(primaryKey, columns)
}

/** The bytes of a row that is removed. Throws `NotAllowed`. */
export const encodeRemovedRow = (primaryKey: PrimaryKey): Uint8Array => {
  if (!Array.isArray(primaryKey)) throw new NotAllowed({ path: [], expected: "a list of key columns" })
  checkKey(primaryKey, "stored")
  return encodeDeletedRow(primaryKey)
}

/** The bytes of a key of a stored row. Throws `NotAllowed`. */
export const encodeStoredKey = (key: PrimaryKey): Uint8Array => {
  if (!Array.isArray(key)) throw new NotAllowed({ path: [], expected: "a list of key columns" })
  checkKey(key, "stored")
  return encodePrimaryKey(key)
}

const same = <A>(value: A): A => value

/** The key of a row that is put or updated. */
export const WrittenKeyField: Schema.Codec<WrittenKey, WrittenKey> = list("a list of key columns", {
  to: (key: WrittenKey) => {
    checkKey(key, "written")
    return key
  },
  from: same
}) as Schema.Codec<any, any>

/** The columns of a row that is put. */
export const CellsField: Schema.Codec<ReadonlyArray<Cell>, ReadonlyArray<Cell>> = list("a list of columns", {
  to: (cells) => {
    checkCells(cells as ReadonlyArray<CellChange>, false)
    return cells
  },
  from: same
})

/** The changes of a row that is updated. */
export const CellChangesField: Schema.Codec<ReadonlyArray<CellChange>, ReadonlyArray<CellChange>> = list(
  "a list of changes",
  {
    to: (cells) => {
      if (cells.length === 0) throw new NotAllowed({ path: [], expected: "at least one change" })
      checkCells(cells, true)
      return cells
    },
    from: same
  }
)

/** The key of a stored row, as PlainBuffer. */
export const StoredKeyField: Schema.Codec<PrimaryKey, Uint8Array> = list("a list of key columns", {
  to: encodeStoredKey,
  from: oneWay
}) as Schema.Codec<any, any>

/** The key of a row that is removed, as PlainBuffer with the marker. */
export const RemovedKeyField: Schema.Codec<PrimaryKey, Uint8Array> = list("a list of key columns", {
  to: encodeRemovedRow,
  from: oneWay
}) as Schema.Codec<any, any>

/** An end of a range, as PlainBuffer. */
export const RangeKeyField: Schema.Codec<RangeKey, Uint8Array> = list("a list of key columns", {
  to: (key: RangeKey) => {
    checkKey(key, "range")
    return encodePrimaryKey(key)
  },
  from: (bytes: Uint8Array) => decodePrimaryKeyBound(bytes) as RangeKey
}) as Schema.Codec<any, any>

/** A row of an answer. */
export const RowField: Schema.Codec<Row, Uint8Array> = record("a row", {
  to: encodeRow,
  from: (bytes) => decodeRow(bytes)!
})

/** Rows of an answer, after one header. */
export const RowsField: Schema.Codec<ReadonlyArray<Row>, Uint8Array> = list("a list of rows", {
  to: encodeRows,
  from: decodeRows
})

/** Rows of an answer, each with a header of its own. */
export const SeparateRowsField: Schema.Codec<ReadonlyArray<Row>, ReadonlyArray<Uint8Array>> = list("a list of rows", {
  to: (rows) => rows.map(encodeRow),
  from: (all) => all.flatMap(decodeRows)
})

/** `SRM0`, by which a matrix begins. */
const isMatrix = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x53 && bytes[1] === 0x52 && bytes[2] === 0x4d && bytes[3] === 0x30

/** Rows of an answer in whichever form the service chose. */
export const RowBlockField: Schema.Codec<ReadonlyArray<Row>, Uint8Array> = list("a list of rows", {
  to: encodeRows,
  from: (bytes) => (isMatrix(bytes) ? decodeSimpleRowMatrix(bytes) : decodeRows(bytes))
})
