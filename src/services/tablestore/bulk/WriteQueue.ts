/**
 * Rows that wait to be written: in order, and never two of the same key under way.
 *
 * The service refuses a batch that has a key twice, and writes of one key in two batches would overtake each other. So of
 * each key only the oldest row is ready; the next becomes ready when that one is settled.
 */
import type { BatchItem } from "../batch/runBatch.ts"
import type { TableRowWrite, TablestoreFailure } from "../table/rows/rowMethods.ts"
import { keyIdentity } from "../table/rows/storedValue.ts"
import {
  makeProgressTeller,
  type OnWriteProgress,
  type ProgressTeller,
  RowCount,
  type RowEnd
} from "./writeProgress.ts"

/** A row that is not confirmed to be stored. */
export interface UnwrittenRow {
  readonly row: TableRowWrite
  /**
   * `"notStored"` when that is certain: the row was never sent, or the service itself refused it each time. `"maybeStored"`
   * when an answer was lost, damaged or not the service's own: the row may be stored, changed or removed all the same.
   */
  readonly outcome: "notStored" | "maybeStored"
  /** Why; absent when the writer was cut off before the row was sent or answered. */
  readonly error?: TablestoreFailure | undefined
}

/** Rows whose failures are reported together. */
export interface Group {
  /** Rows that are not settled. */
  pending: number
  readonly failed: Array<UnwrittenRow & { readonly sequence: number }>
  /** Of the rows of a stream. */
  readonly count?: RowCount
  readonly teller?: ProgressTeller
  /** Told when no row is pending. */
  onSettled?: (() => void) | undefined
  /** The group that takes over its failures when nobody waits for it any more. */
  heir?: Group | undefined
}

/** A group of rows that are not given as a stream. */
export const makeGroup = (): Group => ({ pending: 0, failed: [] })

/** The group of a stream's rows. */
export const makeStreamGroup = (onProgress: OnWriteProgress | undefined) => {
  const count = new RowCount()
  return { ...makeGroup(), count, teller: makeProgressTeller(count, onProgress) } satisfies Group
}

/** A row that is given to a writer. */
export interface GivenRow {
  readonly row: TableRowWrite
  /** Its place in its stream. */
  readonly place?: number
}

/** A row in the queue. */
export interface QueuedRow extends BatchItem {
  readonly row: TableRowWrite
  readonly bytes: number
  /** Absent for a row that gets a key of its own. */
  readonly identity: string | undefined
  /** Place in the order of all rows. */
  readonly sequence: number
  /** Where it is counted. */
  readonly places: ReadonlyArray<{ readonly count: RowCount; readonly place: number }>
  group: Group
  /**
   * `waiting` behind another of its key, `ready` to be taken, `taken` by a batch, `sent` without an answer so far, being
   * `told` of, `settled`.
   */
  state: "waiting" | "ready" | "taken" | "sent" | "told" | "settled"
  /** Whether an attempt may have stored it although no answer said so. */
  maybeStored: boolean
}

/** Rows that are not settled. */
export class WriteQueue {
  /** Bytes of all rows that are not settled. */
  bytes = 0
  /** Bytes of the rows that are ready. */
  readyBytes = 0
  /** All rows of the writer. */
  readonly count = new RowCount()
  /** The place of the newest row. */
  lastSequence = 0
  readonly #unsettled = new Set<QueuedRow>()
  readonly #ready: Array<QueuedRow> = []
  /** By key, the rows behind the one that is ready or sent. */
  readonly #behind = new Map<string, Array<QueuedRow>>()

  /** Rows that are not settled. */
  get size(): number {
    return this.#unsettled.size
  }

  /** Rows that can be sent. */
  get readyRows(): number {
    return this.#ready.length
  }

  /** The place of the oldest row that is not settled. */
  get oldestSequence(): number {
    for (const { sequence } of this.#unsettled) return sequence
    return Number.POSITIVE_INFINITY
  }

  /** The rows that are not settled, oldest first. */
  get unsettled(): ReadonlyArray<QueuedRow> {
    return [...this.#unsettled]
  }

  /** @param bytes what the row counts */
  add({ row, place }: GivenRow, bytes: number, group: Group): void {
    const key = keyIdentity(row.primaryKey)
    const queued: QueuedRow = {
      row,
      bytes,
      identity: key === undefined ? undefined : `${row.tableName} ${key}`,
      sequence: ++this.lastSequence,
      places: this.placesOf(place, group),
      group,
      state: "waiting",
      maybeStored: false
    }
    group.pending += 1
    for (const { count } of queued.places) count.take()
    this.bytes += queued.bytes
    this.#unsettled.add(queued)
    if (queued.identity === undefined) {
      this.#makeReady(queued)
      return
    }
    const behind = this.#behind.get(queued.identity)
    if (behind === undefined) {
      this.#behind.set(queued.identity, [])
      this.#makeReady(queued)
    } else behind.push(queued)
  }

  /** Gives a row its places, in its stream and among all rows of the writer. */
  placesOf(place: number | undefined, { count }: Group): QueuedRow["places"] {
    const own = { count: this.count, place: this.count.give() }
    return count === undefined || place === undefined ? [own] : [{ count, place }, own]
  }

  /** Takes the oldest rows that fit into a batch; at least one. */
  take(maxRows: number, maxBytes: number): ReadonlyArray<QueuedRow> {
    let count = 0
    let bytes = 0
    for (const row of this.#ready) {
      if (count === maxRows || (count > 0 && bytes + row.bytes > maxBytes)) break
      count += 1
      bytes += row.bytes
      row.state = "taken"
    }
    this.readyBytes -= bytes
    return this.#ready.splice(0, count)
  }

  /** Forgets a row, and makes the next one of its key ready. */
  settle(row: QueuedRow, end: RowEnd): void {
    row.state = "settled"
    for (const { count, place } of row.places) count.settle(place, end)
    this.#unsettled.delete(row)
    this.bytes -= row.bytes
    if (row.identity === undefined) return
    const next = this.#behind.get(row.identity)!.shift()
    if (next === undefined) this.#behind.delete(row.identity)
    else this.#makeReady(next)
  }

  #makeReady(row: QueuedRow): void {
    row.state = "ready"
    this.readyBytes += row.bytes
    this.#ready.push(row)
  }
}
