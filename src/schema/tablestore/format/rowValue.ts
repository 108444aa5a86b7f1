/**
 * Rows in memory.
 *
 * **A `bigint` is a 64-bit INTEGER and a `number` is a DOUBLE. Always.** Nothing is guessed from the value: `3` is
 * written as the double 3.0, `3n` as the integer 3, and they come back as they went.
 *
 * | service type  | here                                          |
 * |---------------|-----------------------------------------------|
 * | INTEGER       | `bigint`, -2^63 to 2^63 - 1                    |
 * | DOUBLE        | `number`                                      |
 * | BOOLEAN       | `boolean`                                     |
 * | STRING        | `string`                                      |
 * | BINARY        | `Uint8Array`                                  |
 * | INF_MIN       | {@link infMin}, bounds of ranges only          |
 * | INF_MAX       | {@link infMax}, bounds of ranges only          |
 * | AUTO_INCREMENT| {@link autoIncrement}, keys of written rows only|
 *
 * A timestamp (the version of a cell) is a {@link Timestamp}: whole milliseconds since 1970.
 *
 * All of it is plain data: it compares structurally and crosses workers.
 */

/** Below every other key value. */
export interface InfMin {
  readonly _tag: "InfMin"
}

/** Above every other key value. */
export interface InfMax {
  readonly _tag: "InfMax"
}

/** The service picks the value. */
export interface AutoIncrement {
  readonly _tag: "AutoIncrement"
}

/** The bound below every key value. */
export const infMin: InfMin = { _tag: "InfMin" }

/** The bound above every key value. */
export const infMax: InfMax = { _tag: "InfMax" }

/** Written in place of a key value that the service shall pick. */
export const autoIncrement: AutoIncrement = { _tag: "AutoIncrement" }

/** A stored key value. */
export type PrimaryKeyValue = bigint | string | Uint8Array

/** A key value of a bound, or of a row to be written. */
export type PrimaryKeyBound = PrimaryKeyValue | InfMin | InfMax | AutoIncrement

/** A value of an attribute column: `bigint` is INTEGER, `number` is DOUBLE. */
export type ColumnValue = bigint | number | boolean | string | Uint8Array

/**
 * Whole milliseconds since 1970, the version of a cell: 0 or more, and less than INT64_MAX / 1000 (9,223,372,036,854,775)
 * where the service stores it. A `number`, or a `bigint` of the same meaning; those that are read are a `number` up to
 * 2^53 - 1, and a `bigint` beyond, where a `number` cannot hold them exactly.
 *
 * Source: Tablestore, error text "Timestamp must be in range [0, INT64_MAX/1000)".
 */
export type Timestamp = number | bigint

/** A column of a primary key. */
export interface PrimaryKeyColumn<Value extends PrimaryKeyBound = PrimaryKeyValue> {
  readonly name: string
  readonly value: Value
}

/** A primary key: its columns in the order of the table's schema. */
export type PrimaryKey<Value extends PrimaryKeyBound = PrimaryKeyValue> = ReadonlyArray<PrimaryKeyColumn<Value>>

/** A version of an attribute column, and the change that writes one. */
export interface Cell {
  readonly name: string
  readonly value: ColumnValue
  /** Version, in milliseconds since 1970. The service takes its own time when a written cell has none. */
  readonly timestamp?: Timestamp | undefined
  readonly op?: undefined
}

/** Removes one version of an attribute column. */
export interface DeleteVersion {
  readonly name: string
  readonly op: "deleteVersion"
  readonly timestamp: Timestamp
}

/** Removes all versions of an attribute column. */
export interface DeleteAllVersions {
  readonly name: string
  readonly op: "deleteAllVersions"
}

/** Adds to an INTEGER column; an absent one counts as 0. */
export interface Increment {
  readonly name: string
  readonly op: "increment"
  readonly value: bigint
  readonly timestamp?: Timestamp | undefined
}

/** What happens to an attribute column. A plain {@link Cell} is a put. */
export type CellChange = Cell | DeleteVersion | DeleteAllVersions | Increment

/** Place of a change in the order of a stream. */
export interface SequenceInfo {
  readonly epoch: number
  /** Microseconds since 1970. */
  readonly timestamp: bigint
  readonly rowIndex: number
}

/** A row as it is read. */
export interface Row {
  readonly primaryKey: PrimaryKey
  /** By name, and within a name from the newest version to the oldest. */
  readonly columns: ReadonlyArray<Cell>
}

/** A row as it is written, or as a stream tells of it. */
export interface RowChange {
  readonly primaryKey: PrimaryKey<PrimaryKeyBound>
  readonly columns: ReadonlyArray<CellChange>
  /** Whether the row is removed. */
  readonly deleteMarker?: boolean | undefined
  readonly sequence?: SequenceInfo | undefined
}

/**
 * Writes a version of a column.
 *
 * @param timestamp version in milliseconds; the service's time when absent
 */
export const put = (name: string, value: ColumnValue, timestamp?: Timestamp): Cell =>
  timestamp === undefined ? { name, value } : { name, value, timestamp }

/** Adds to an INTEGER column. */
export const increment = (name: string, by: bigint): Increment => ({ name, op: "increment", value: by })

/** Removes the version of a column that has exactly this timestamp, in milliseconds. */
export const deleteVersion = (name: string, timestamp: Timestamp): DeleteVersion => ({
  name,
  op: "deleteVersion",
  timestamp
})

/** Removes a column with all its versions. */
export const deleteAllVersions = (name: string): DeleteAllVersions => ({ name, op: "deleteAllVersions" })
