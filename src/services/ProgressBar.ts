/**
 * A progress bar for uploads and downloads.
 *
 * On a terminal it is one line that is redrawn, at most ten times a second. Anywhere else (a file, a pipe, CI) it
 * is one log line for every tenth of the way.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Stdio from "effect/Stdio"
import * as Terminal from "effect/Terminal"
import type { OnProgress, Progress } from "../schema/Body.ts"
import { percentOf, showLine, showNumbers, type TransferView } from "./progress/progressText.ts"
import { makeSpeedometer } from "./progress/speedometer.ts"

/** A bar that belongs to one transfer. */
export interface ProgressBar {
  /** Give this to the call as `onProgress`. */
  readonly onProgress: OnProgress
  /** Shows the end of a transfer that succeeded, with its average speed, and leaves the line. */
  readonly done: Effect.Effect<void>
  /** Leaves the line as it is: the transfer did not succeed. */
  readonly stop: Effect.Effect<void>
}

/** Milliseconds between two paintings of the bar. */
const paintMillis = 100
/** Milliseconds between two log lines of a transfer whose total is not known. */
const logMillis = 10_000

const carriageReturn = "\r"
/** Erases what a longer line left behind. */
const eraseToEnd = "\u001b[K"

/** Where a bar is shown. */
interface Surface {
  readonly update: (view: TransferView, now: number) => Effect.Effect<void>
  readonly end: (view: TransferView | undefined) => Effect.Effect<void>
}

const paintedOn = (terminal: Terminal.Terminal): Surface => {
  let paintedAt = Number.NEGATIVE_INFINITY
  let started = false
  const paint = (view: TransferView) =>
    Effect.flatMap(terminal.columns, (columns) => {
      started = true
      return terminal.display(`${carriageReturn}${showLine(view, columns)}${eraseToEnd}`)
    })
  return {
    update: (view, now) => {
      if (now - paintedAt < paintMillis) return Effect.void
      paintedAt = now
      // A terminal that went away must not break the transfer.
      return Effect.ignore(paint(view))
    },
    end: (view) =>
      Effect.ignore(
        Effect.andThen(
          view === undefined ? Effect.void : paint(view),
          Effect.suspend(() => (started ? terminal.display("\n") : Effect.void))
        )
      )
  }
}

const logged = (): Surface => {
  let tenths = 0
  let loggedAt: number | undefined
  const log = (view: TransferView) => Effect.logInfo(`${view.label}  ${showNumbers(view).trimStart()}`)
  return {
    update: (view, now) => {
      loggedAt ??= now
      if (view.total === undefined) {
        if (now - loggedAt < logMillis) return Effect.void
        loggedAt = now
        return log(view)
      }
      // The last line is that of the end.
      const reached = Math.min(9, Math.floor(percentOf(view.transferred, view.total) / 10))
      if (reached <= tenths) return Effect.void
      tenths = reached
      return log(view)
    },
    end: (view) => (view === undefined ? Effect.void : log(view))
  }
}

/**
 * Makes a bar for one transfer.
 *
 * @param label what is transferred, shown at the start of the line
 *
 * **Example** (a file goes up)
 *
 * ```ts
 * import { Effect } from "effect"
 * import { Body, Oss, ProgressBar } from "effect-cloud-storage"
 *
 * const upload = Effect.gen(function*() {
 *   const oss = yield* Oss
 *   const bar = yield* ProgressBar.make("film.mov")
 *   yield* oss.putObject({ bucket: "films", key: "film.mov", body: Body.file("film.mov"), onProgress: bar.onProgress })
 *   yield* bar.done
 * })
 * ```
 */
export const make: (label: string) => Effect.Effect<ProgressBar, never, Terminal.Terminal | Stdio.Stdio> =
  Effect.fnUntraced(function* (label: string) {
    const terminal = yield* Terminal.Terminal
    const isTerminal = yield* (yield* Stdio.Stdio).stdoutIsTerminal
    const surface = isTerminal ? paintedOn(terminal) : logged()
    const startedAt = yield* Clock.currentTimeMillis
    const speedometer = makeSpeedometer(startedAt)
    let last: Progress = { transferred: 0 }

    return {
      onProgress: (progress) =>
        Effect.flatMap(Clock.currentTimeMillis, (now) => {
          last = progress
          return surface.update({ label, ...progress, speed: speedometer.read(now, progress.transferred) }, now)
        }),
      done: Effect.flatMap(Clock.currentTimeMillis, (now) => {
        const seconds = (now - startedAt) / 1000
        return surface.end({
          label,
          transferred: last.transferred,
          total: last.transferred,
          speed: seconds > 0 ? last.transferred / seconds : undefined
        })
      }),
      stop: Effect.suspend(() => surface.end(undefined))
    }
  })

/**
 * Runs a transfer with a bar, and leaves the bar's line however the transfer ends.
 *
 * @param label what is transferred, shown at the start of the line
 * @param transfer is given the function to pass on as `onProgress`
 *
 * **Example** (a download to a file)
 *
 * ```ts
 * import { Effect } from "effect"
 * import { Oss, ProgressBar } from "effect-cloud-storage"
 *
 * const download = Effect.gen(function*() {
 *   const films = (yield* Oss).bucket("films")
 *   return yield* ProgressBar.track("film.mov", (onProgress) =>
 *     Effect.flatMap(films.getObject({ key: "film.mov", onProgress }), (film) => film.toFile("film.mov")))
 * })
 * ```
 */
export const track = <A, E, R>(
  label: string,
  transfer: (onProgress: OnProgress) => Effect.Effect<A, E, R>
): Effect.Effect<A, E, R | Terminal.Terminal | Stdio.Stdio> =>
  Effect.flatMap(make(label), (bar) =>
    Effect.onExit(transfer(bar.onProgress), (exit) => (Exit.isSuccess(exit) ? bar.done : bar.stop))
  )
