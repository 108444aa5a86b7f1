/**
 * How far a bulk writer has come, counted and reported.
 */
import * as Effect from "effect/Effect"
import * as Semaphore from "effect/Semaphore"

/** How far a bulk writer, or the writing of a stream, has come. */
export interface WriteProgress {
  /** Rows that were accepted: each is stored, reported as unwritten, or still on its way. */
  readonly taken: number
  /** Rows that are stored. */
  readonly written: number
  /** Rows that were given up: not stored, or not known to be. */
  readonly unwritten: number
  /**
   * The first so many rows, in the order they were given, are settled: each is stored, or was reported as unwritten. A
   * program that starts again can continue after them. Rows that were cut off by the end of the writer do not count.
   */
  readonly settledUpTo: number
}

/** Called with the progress, never twice at the same time. */
export type OnWriteProgress = (progress: WriteProgress) => Effect.Effect<void>

/** What became of a row: `cutOff` when the writer ended before that was known. */
export type RowEnd = "written" | "unwritten" | "cutOff"

/** Counts rows. */
export class RowCount {
  #given = 0
  #taken = 0
  #written = 0
  #unwritten = 0
  /** Places of rows that are not settled, lowest first. */
  readonly #open = new Set<number>()

  /** Gives the next row its place. */
  give(): number {
    this.#given += 1
    this.#open.add(this.#given)
    return this.#given
  }

  take(): void {
    this.#taken += 1
  }

  settle(place: number, end: RowEnd): void {
    if (end !== "cutOff") this.#open.delete(place)
    if (end === "written") this.#written += 1
    else this.#unwritten += 1
  }

  /** Rows that are settled in any way. */
  get settled(): number {
    return this.#written + this.#unwritten
  }

  get progress(): WriteProgress {
    let settledUpTo = this.#given
    for (const place of this.#open) {
      settledUpTo = place - 1
      break
    }
    return { taken: this.#taken, written: this.#written, unwritten: this.#unwritten, settledUpTo }
  }
}

/** Reports progress. */
export interface ProgressTeller {
  /** Reports the latest state, unless a report is under way: that one will be repeated. */
  readonly tell: Effect.Effect<void>
  /** Reports what is not reported yet, and waits until all is. */
  readonly tellLast: Effect.Effect<void>
}

const silent: ProgressTeller = { tell: Effect.void, tellLast: Effect.void }

/** Makes what reports a count. */
export const makeProgressTeller = (count: RowCount, onProgress: OnWriteProgress | undefined): ProgressTeller => {
  if (onProgress === undefined) return silent
  const turn = Semaphore.makeUnsafe(1)
  let toldSettled = 0
  const once = Effect.suspend(() => {
    toldSettled = count.settled
    return onProgress(count.progress)
  }).pipe(Effect.catchCause((cause) => Effect.logError("onProgress of a Tablestore writer failed", cause)))
  const all = Effect.whileLoop({ while: () => toldSettled !== count.settled, body: () => once, step: () => {} })
  return {
    tell: Effect.asVoid(turn.withPermitsIfAvailable(1)(all)),
    tellLast: turn.withPermits(1)(all)
  }
}
