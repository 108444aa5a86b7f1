/** What the emulated Tablestore stores. All of it is immutable data: a change makes a new record. */
import type {
  Cell,
  PrimaryKey,
  PrimaryKeyValue,
  RowChange,
  Timestamp
} from "../../../schema/tablestore/format/rowValue.ts"

export type KeyType = "INTEGER" | "STRING" | "BINARY"

export interface KeyColumn {
  readonly name: string
  readonly type: KeyType
  readonly autoIncrement: boolean
}

/** A predefined attribute column, with its type's number on the wire. */
export interface DefinedColumn {
  readonly name: string
  readonly type: number
}

export interface Options {
  /** Seconds; -1 is forever. */
  readonly timeToLive: number
  readonly maxVersions: number
  /** How far a written version may be from the server's time, in seconds. */
  readonly deviationSeconds: number
  readonly allowUpdate: boolean
  readonly updateFullRow: boolean
}

export interface Throughput {
  readonly read: number
  readonly write: number
  readonly changedSeconds: number
}

/** A secondary index. */
export interface SecondaryIndex {
  readonly name: string
  /** Columns that were asked for; the table of the index adds the rest of the main key. */
  readonly primaryKey: ReadonlyArray<string>
  readonly definedColumns: ReadonlyArray<string>
  readonly isLocal: boolean
}

/** The stream of a table. */
export interface StreamSettings {
  readonly id: string
  readonly shardId: string
  readonly expirationHours: number
  readonly columnsToGet: ReadonlyArray<string>
  readonly enabledMicros: bigint
}

export interface Table {
  readonly name: string
  /** Never used twice: a table that is made again has another. */
  readonly id: string
  readonly key: ReadonlyArray<KeyColumn>
  readonly definedColumns: ReadonlyArray<DefinedColumn>
  readonly options: Options
  readonly throughput: Throughput
  readonly localTransactions: boolean
  readonly createdMillis: number
  readonly indexes: ReadonlyArray<SecondaryIndex>
  /** Names of the tables that are lastpoint indexes of this one. */
  readonly lastpoints?: ReadonlyArray<string> | undefined
  readonly stream?: StreamSettings | undefined
  /** Name of the table that this one is an index of. */
  readonly mainTable?: string | undefined
}

/** A version of an attribute column. */
export interface StoredCell extends Cell {
  readonly timestamp: Timestamp
}

export interface StoredRow {
  readonly primaryKey: PrimaryKey<PrimaryKeyValue>
  /** By name, and within a name from the newest version to the oldest. */
  readonly cells: ReadonlyArray<StoredCell>
  /** Last write, in Unix milliseconds. */
  readonly writtenMillis: number
}

export type ChangeKind = "put" | "update" | "delete"

/** A change that a late index has not seen yet. */
export interface PastChange {
  readonly key: string
  /** The row before the change; absent when there was none. */
  readonly before: StoredRow | undefined
  readonly atMillis: number
}

/** A change as the stream tells it. */
export interface StreamRecord {
  readonly kind: ChangeKind
  readonly change: RowChange
  /** Columns of the row before the change, as far as the stream's settings ask for them. */
  readonly origin: ReadonlyArray<StoredCell>
  readonly writtenMillis: number
}
