/**
 * Rows that wait to be written: in order, and never two of the same key under way.
 *
 * The service refuses a batch that has a key twice, and writes of one key in two batches would overtake each other. So of
 * each key only the oldest row is ready; the next one becomes ready when that is settled.
 */
import type { BatchItem } from "../batch/runBatch.ts"
import type { TableRowWrite, TablestoreFailure } from "../table/rows/rowMethods.ts"
import { keyIdentity } from "../table/rows/storedValue.ts"

/** A row whose storing is not confirmed. */
export interface UnwrittenRow {
  readonly row: TableRowWrite
  /** `"notStored"` when that is certain, `"unknown"` when the service may have stored it before the answer was lost. */
  readonly outcome: "notStored" | "unknown"
  /** Why; absent when the writer was cut off before it had an answer. */
  readonly error?: TablestoreFailure | undefined
}

/** Rows whose failures are told together. */
export interface Group {
  /** Rows that are not settled. */
  pending: number
  written: number
  readonly failed: Array<UnwrittenRow & { readonly sequence: number }>
  /** Told when no row is pending. */
  onSettled?: (() => void) | undefined
}

export const makeGroup = (): Group => ({ pending: 0, written: 0, failed: [] })

/** A row in the queue. */
export interface QueuedRow extends BatchItem {
  readonly row: TableRowWrite
  readonly bytes: number
  /** Absent for a row that gets a key of its own. */
  readonly identity: string | undefined
  /** Place in the order of all rows. */
  readonly sequence: number
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
  add(row: TableRowWrite, bytes: number, group: Group): void {
    const key = keyIdentity(row.primaryKey)
    const queued: QueuedRow = {
      row,
      bytes,
      identity: key === undefined ? undefined : `${row.tableName} ${key}`,
      sequence: ++this.lastSequence,
      group,
      state: "waiting",
      maybeStored: false
    }
    group.pending += 1
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
  settle(row: QueuedRow): void {
    row.state = "settled"
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
