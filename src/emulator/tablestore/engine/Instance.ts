/** One instance: its tables and what they hold, in the emulator's store. */
import type { Store, Table as StoreTable } from "../../Store.ts"
import { objectNotExist, tableNotReady } from "../refusals.ts"
import type { PastChange, StoredRow, StreamRecord, Table } from "./model.ts"

/** An entry of the store, by its key. */
export interface Entries<A> {
  readonly get: (key: string) => A | undefined
  /** In ascending order from a key on. */
  readonly ascending: (from: string) => IterableIterator<readonly [key: string, value: A]>
  /** In descending order from a key on, not further than another key. */
  readonly descending: (from: string, downTo: string) => IterableIterator<readonly [key: string, value: A]>
}

/** An open local transaction. */
export interface Transaction {
  readonly id: string
  readonly tableId: string
  readonly tableName: string
  /** Text of the partition key that it locks. */
  readonly partition: string
  readonly startedMillis: number
  /** Changed rows by key text; absent is removed. */
  readonly rows: Map<string, StoredRow | undefined>
  /** What the stream will tell once it is committed. */
  readonly records: Array<StreamRecord>
  writtenBytes: number
}

/** What an emulator can be told about its instances. */
export interface InstanceSettings {
  /** How long a new table is not ready, in milliseconds. */
  readonly readyAfterMillis: number
  /** By how much search indexes and global secondary indexes are behind their tables, in milliseconds. */
  readonly indexDelayMillis: number
  /** Channels that a tunnel has for rows, and as many for changes. */
  readonly tunnelChannels: number
  /** Whether tables have local transactions that were made without. */
  readonly localTransactions: boolean
}

const defaultSettings: InstanceSettings = {
  readyAfterMillis: 0,
  indexDelayMillis: 0,
  tunnelChannels: 1,
  localTransactions: false
}

/** A number as a text that sorts as the number does. */
export const counterText = (value: number): string => value.toString(16).padStart(12, "0")

export class Instance {
  readonly name: string
  readonly tables: StoreTable<Table>
  /** By id. They end with the process: a service that restarts has none either. */
  readonly transactions = new Map<string, Transaction>()
  readonly settings: InstanceSettings
  /** By the id of the table, oldest first; empty unless indexes are late. */
  readonly pastChanges = new Map<string, ReadonlyArray<PastChange>>()
  private readonly store: Store["Service"]
  private readonly opened = new Map<string, StoreTable<unknown>>()
  private readonly counters: StoreTable<number>

  constructor(store: Store["Service"], name: string, settings: Partial<InstanceSettings> = {}) {
    this.name = name
    this.store = store
    this.settings = { ...defaultSettings, ...settings }
    this.tables = this.stored<Table>("tables")
    this.counters = this.stored<number>("counters")
  }

  /** A table of the store that belongs to this instance. */
  stored<A>(name: string): StoreTable<A> {
    const known = this.opened.get(name)
    if (known !== undefined) return known as StoreTable<A>
    const table = this.store.table<A>(`tablestore/${this.name}/${name}`)
    this.opened.set(name, table as StoreTable<unknown>)
    return table
  }

  /** Rows of a table, by key text. */
  rows(table: Table): StoreTable<StoredRow> {
    return this.stored<StoredRow>(`rows/${table.id}`)
  }

  /** Records of a stream, by their position. */
  records(streamId: string): StoreTable<StreamRecord> {
    return this.stored<StreamRecord>(`stream/${streamId}`)
  }

  /** Adds records to the end of a stream. */
  appendRecords(streamId: string, records: ReadonlyArray<StreamRecord>): void {
    const table = this.records(streamId)
    for (const record of records) table.set(counterText(this.next(`stream/${streamId}`)), record)
  }

  /** The next number of a sequence, from 1. */
  next(sequence: string): number {
    const value = (this.counters.get(sequence) ?? 0) + 1
    this.counters.set(sequence, value)
    return value
  }

  /** The number of a sequence that was taken last; 0 before the first. */
  last(sequence: string): number {
    return this.counters.get(sequence) ?? 0
  }

  /** The next number of a sequence that is not below a floor. */
  nextFrom(sequence: string, floor: number): number {
    const value = Math.max((this.counters.get(sequence) ?? 0) + 1, floor)
    this.counters.set(sequence, value)
    return value
  }

  /** An id in the form of a UUID; unique in this instance. */
  makeId(kind: string, nowMillis: number): string {
    const time = nowMillis.toString(16).padStart(12, "0")
    return `${time.slice(0, 8)}-${time.slice(8)}-4000-8000-${counterText(this.next(`id/${kind}`))}`
  }

  /** A table that must be there. */
  table(name: string): Table {
    const table = this.tables.get(name)
    if (table === undefined) throw objectNotExist()
    return table
  }

  /** A table that must be there and take requests for rows. */
  readyTable(name: string, nowMillis: number): Table {
    const table = this.table(name)
    if (nowMillis < table.createdMillis + this.settings.readyAfterMillis) throw tableNotReady()
    return table
  }
}

/** Removes all entries of a store table. */
export const clear = <A>(table: StoreTable<A>): void => {
  for (const key of [...table.scan()].map(([key]) => key)) table.delete(key)
}

/** The rows of a store table, in both directions. */
export const entriesOf = <A>(table: StoreTable<A>): Entries<A> => ({
  get: table.get,
  ascending: (from) => table.scan({ from }),
  descending: (from, downTo) => table.scanDown(from, downTo)
})
