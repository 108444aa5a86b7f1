/**
 * How far a bulk writer is, counted and told.
 */
import * as Effect from "effect/Effect"
import * as Semaphore from "effect/Semaphore"

/** How far a bulk writer, or the writing of a stream, is. */
export interface WriteProgress {
  /** Rows that were taken: each of them is stored, told of, or still on its way. */
  readonly taken: number
  /** Rows that are stored. */
  readonly written: number
  /** Rows that are given up: they are not stored, or it is not known. */
  readonly unwritten: number
  /**
   * So many rows from the first one on, in the order they were given, are settled: each is stored, or was told of as
   * unwritten. A program that starts again can go on behind them. Rows that the end of the writer cut off do not count.
   */
  readonly settledUpTo: number
}

/** Told of progress, never twice at the same time. */
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

/** Tells progress. */
export interface ProgressTeller {
  /** Tells the latest state, unless somebody is telling just now: then that one will. */
  readonly tell: Effect.Effect<void>
  /** Tells what is not told yet, and waits until all is. */
  readonly tellLast: Effect.Effect<void>
}

const silent: ProgressTeller = { tell: Effect.void, tellLast: Effect.void }

/** Makes what tells of a count. */
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
