/**
 * Keys, columns and rows as fields of operations.
 *
 * What the service would refuse is refused here, with the place: names, types, sizes. Sizes are looked at only where the
 * written bytes are long enough to hold something too long.
 */
import type * as Schema from "effect/Schema"
import type { Misfit } from "../../conversion.ts"
import { decodePrimaryKeyBound, decodeRow, decodeRowChange, decodeRows } from "../format/plainBufferDecoder.ts"
import { encodeDeletedRow, encodePrimaryKey, encodeRow } from "../format/plainBufferEncoder.ts"
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
import { inside, misfitOf, NotAllowed, oneWay, wire } from "../protobuf/wire.ts"
import { rowBytes } from "./rowSize.ts"

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

/** Tells of a part that a column has and does not know: nobody is to believe that it travels. */
const refuseUnknown = (at: number, part: string, allowed: string): never => {
  throw new NotAllowed({ path: [at, part], expected: `absent: a column has ${allowed}` })
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
    for (const part in column) if (part !== "name" && part !== "value") refuseUnknown(index, part, "name and value")
  }
}

const isTimestamp = (time: unknown): boolean =>
  typeof time === "bigint"
    ? time >= 0n && time < tableLimits.timestampMillis
    : Number.isSafeInteger(time) && (time as number) >= 0

const timestampRule = (): string =>
  `whole milliseconds since 1970, 0 or more, less than ${tableLimits.timestampMillis}, and a bigint beyond 2^53 - 1`

const isColumnValue = (value: unknown): boolean => {
  switch (typeof value) {
    case "number":
      return Number.isFinite(value)
    case "bigint":
    case "boolean":
    case "string":
      return true
    default:
      return value instanceof Uint8Array
  }
}

const checkValue = (value: unknown, at: number): void => {
  if (isColumnValue(value)) return
  const expected = typeof value === "number" ? "a finite number" : "a bigint, number, boolean, string or Uint8Array"
  throw new NotAllowed({ path: [at, "value"], expected })
}

const checkTimestamp = (timestamp: unknown, at: number): void => {
  if (!isTimestamp(timestamp)) throw new NotAllowed({ path: [at, "timestamp"], expected: timestampRule() })
}

/** Checks what is given besides the name, by what shall happen to the column. */
const checkCell = (cell: CellChange, at: number): void => {
  let allowed = "name, value, timestamp and op"
  let hasValue = true
  let hasTimestamp = true
  switch (cell.op) {
    case undefined:
      checkValue(cell.value, at)
      if (cell.timestamp !== undefined) checkTimestamp(cell.timestamp, at)
      break
    case "increment":
      if (typeof cell.value !== "bigint") throw new NotAllowed({ path: [at, "value"], expected: "a bigint to add" })
      if (cell.timestamp !== undefined) checkTimestamp(cell.timestamp, at)
      break
    case "deleteVersion":
      checkTimestamp(cell.timestamp, at)
      allowed = "name, timestamp and op"
      hasValue = false
      break
    case "deleteAllVersions":
      allowed = "name and op"
      hasValue = false
      hasTimestamp = false
      break
    default:
      throw new NotAllowed({ path: [at, "op"], expected: '"increment", "deleteVersion" or "deleteAllVersions"' })
  }
  for (const part in cell) {
    if (part === "name" || part === "op" || (part === "value" && hasValue) || (part === "timestamp" && hasTimestamp)) {
      continue
    }
    if ((cell as unknown as Readonly<Record<string, unknown>>)[part] !== undefined) refuseUnknown(at, part, allowed)
  }
}

/**
 * Whether a plain cell is one that the encoder writes or refuses rightly: all but its value is as it should be, and a
 * value that is none is found by the encoder. Most cells are, and there are many.
 */
const isPlain = (cell: CellChange): boolean => {
  if (cell.op !== undefined || typeof cell.timestamp === "bigint") return false
  if (typeof cell.value === "number" && !Number.isFinite(cell.value)) return false
  for (const part in cell) {
    if (part !== "name" && part !== "value" && part !== "timestamp" && part !== "op") return false
  }
  return true
}

const checkCells = (cells: ReadonlyArray<CellChange>, kind: "put" | "update"): void => {
  if (kind === "update" && cells.length === 0) throw new NotAllowed({ path: [], expected: "at least one change" })
  if (cells.length > tableLimits.attributeColumnsPerWrite) {
    throw new NotAllowed({ path: [], expected: `at most ${tableLimits.attributeColumnsPerWrite} columns` })
  }
  for (let index = 0; index < cells.length; index++) {
    const cell = cells[index]!
    if (!isName(cell?.name)) throw new NotAllowed({ path: [index, "name"], expected: nameRule })
    if (cell.op !== undefined && kind === "put") {
      throw new NotAllowed({ path: [index, "op"], expected: "absent: a row that is put replaces all there was" })
    }
    if (!isPlain(cell)) checkCell(cell, index)
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

/** A misfit with the place of what could not be written. */
const located = (
  thrown: unknown,
  primaryKey: PrimaryKey<PrimaryKeyBound>,
  columns: ReadonlyArray<CellChange>
): Misfit => {
  if (thrown instanceof NotAllowed) return misfitOf(thrown)
  try {
    for (const [index, column] of primaryKey.entries()) {
      inside(["primaryKey", index, "value"], () => encodeRow({ primaryKey: [column], columns: [] }))
    }
    for (const [index, column] of columns.entries()) {
      inside(["columns"], () => checkCell(column, index))
      inside(["columns", index, "value"], () => encodeRow({ primaryKey: [], columns: [column] }))
    }
  } catch (found) {
    return misfitOf(found)
  }
  return misfitOf(thrown)
}

/** A row that is put or updated. */
export interface WrittenParts {
  readonly primaryKey: PrimaryKey<PrimaryKeyBound>
  readonly columns?: ReadonlyArray<CellChange> | undefined
}

/**
 * The bytes of a row that is put or updated, whose parts were checked. Throws `Misfit` with the place of what cannot be
 * written or is too long.
 */
export const writtenRow = ({ primaryKey, columns = noCells }: WrittenParts): Uint8Array => {
  try {
    const bytes = encodeRow({ primaryKey, columns })
    if (bytes.length > tableLimits.attributeValueBytes) checkSizes(primaryKey, columns)
    return bytes
  } catch (thrown) {
    throw located(thrown, primaryKey, columns)
  }
}

const noCells: ReadonlyArray<never> = []

/** A row as it travels. */
interface WrittenBytes {
  readonly rowChange: Uint8Array
}

/** Checks that rows which are written together are not too long together. Throws `Misfit`. */
export const checkTotalSize = (tables: ReadonlyArray<{ readonly rows: ReadonlyArray<WrittenBytes> }>): void => {
  const { writeBytes } = tableLimits
  let total = 0
  for (const { rows } of tables) for (const { rowChange } of rows) total += rowChange.length
  // The bytes on the wire are some more than what the service counts.
  if (total <= writeBytes) return
  let counted = 0
  for (const { rows } of tables) {
    for (const { rowChange } of rows) {
      const { columns, primaryKey } = decodeRowChange(rowChange)
      counted += rowBytes({ primaryKey, columns })
    }
  }
  if (counted > writeBytes) {
    throw misfitOf(new NotAllowed({ path: [], expected: `at most ${writeBytes} bytes of names and values in all` }))
  }
}

const isList = <Value extends ReadonlyArray<unknown>>(value: unknown): value is Value => Array.isArray(value)

/** A list whose items are checked by what writes it. */
const listBy = <Value extends ReadonlyArray<unknown>, Wire>(
  expected: string,
  to: (value: Value) => Wire,
  from: (found: Wire) => Value
): Schema.Codec<Value, Wire> => wire(isList<Value>, expected, { to, from })

const same = <A>(value: A): A => value

const keyField = <Value extends PrimaryKeyBound, Wire>(
  kind: KeyKind,
  write: (key: PrimaryKey<Value>) => Wire,
  from: (found: Wire) => PrimaryKey<Value>
): Schema.Codec<PrimaryKey<Value>, Wire> =>
  listBy(
    "a list of key columns",
    (key: PrimaryKey<Value>) => {
      checkKey(key, kind)
      try {
        return write(key)
      } catch (error) {
        for (const [index, column] of key.entries()) inside([index, "value"], () => encodePrimaryKey([column]))
        throw error
      }
    },
    from
  )

/** The key of a row that is put or updated. */
export const WrittenKeyField: Schema.Codec<WrittenKey, WrittenKey> = /*#__PURE__*/ keyField("written", same, same)

const cellsField = <Change extends CellChange>(kind: "put" | "update") =>
  listBy<ReadonlyArray<Change>, ReadonlyArray<Change>>(
    kind === "put" ? "a list of columns" : "a list of changes",
    (cells) => {
      checkCells(cells, kind)
      return cells
    },
    same
  )

/** The columns of a row that is put. */
export const CellsField = /*#__PURE__*/ cellsField<Cell>("put")

/** The changes of a row that is updated. */
export const CellChangesField = /*#__PURE__*/ cellsField<CellChange>("update")

/** The bytes of a key of a stored row. Throws `NotAllowed`. */
export const encodeStoredKey = (key: PrimaryKey): Uint8Array => {
  if (!Array.isArray(key)) throw new NotAllowed({ path: [], expected: "a list of key columns" })
  checkKey(key, "stored")
  return encodePrimaryKey(key)
}

/** The key of a stored row, as PlainBuffer. */
export const StoredKeyField: Schema.Codec<PrimaryKey, Uint8Array> = /*#__PURE__*/ keyField<PrimaryKeyValue, Uint8Array>(
  "stored",
  encodePrimaryKey,
  oneWay
)

/** The key of a row that is removed, as PlainBuffer with the marker. */
export const RemovedKeyField: Schema.Codec<PrimaryKey, Uint8Array> = /*#__PURE__*/ keyField<
  PrimaryKeyValue,
  Uint8Array
>("stored", encodeDeletedRow, oneWay)

/** An end of a range, as PlainBuffer. */
export const RangeKeyField: Schema.Codec<RangeKey, Uint8Array> = /*#__PURE__*/ keyField(
  "range",
  encodePrimaryKey,
  (bytes) => decodePrimaryKeyBound(bytes) as RangeKey
)

/** A row of an answer. */
export const RowField: Schema.Codec<Row, Uint8Array> = /*#__PURE__*/ wire(
  (value): value is Row => typeof value === "object" && value !== null,
  "a row",
  { to: oneWay, from: (bytes) => decodeRow(bytes)! }
)

/** Rows of an answer, after one header. */
export const RowsField: Schema.Codec<ReadonlyArray<Row>, Uint8Array> = /*#__PURE__*/ listBy(
  "a list of rows",
  oneWay,
  decodeRows
)

/** Rows of an answer, each with a header of its own. */
export const SeparateRowsField: Schema.Codec<ReadonlyArray<Row>, ReadonlyArray<Uint8Array>> = /*#__PURE__*/ listBy(
  "a list of rows",
  oneWay,
  (all: ReadonlyArray<Uint8Array>) => all.flatMap(decodeRows)
)

/** `SRM0`, by which a matrix begins. */
const isMatrix = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x53 && bytes[1] === 0x52 && bytes[2] === 0x4d && bytes[3] === 0x30

/** Rows of an answer in whichever form the service chose. */
export const RowBlockField: Schema.Codec<ReadonlyArray<Row>, Uint8Array> = /*#__PURE__*/ listBy(
  "a list of rows",
  oneWay,
  (bytes) => (isMatrix(bytes) ? decodeSimpleRowMatrix(bytes) : decodeRows(bytes))
)
