/**
 * How a bulk writer works: a buffer, workers that each send one batch at a time, and reports of what became of each row.
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import { CurrentPolicy, type RetryPolicyService } from "../../../layers/RetryPolicy.ts"
import { ClientError } from "../../../schema/Errors.ts"
import type { AnyOperation } from "../../../schema/Operation.ts"
import { tableLimits } from "../../../schema/tablestore/limits.ts"
import { rowBytes } from "../../../schema/tablestore/row/rowSize.ts"
import type { RowMethods } from "../table/rows/rowMethods.ts"
import { UnwrittenRows, type WriterOptions } from "./BulkWriter.ts"
import { type GivenRow, type Group, makeGroup, type QueuedRow, type UnwrittenRow, WriteQueue } from "./WriteQueue.ts"
import { writeBatch } from "./writeBatch.ts"
import { makeProgressTeller, type ProgressTeller, type RowEnd, type WriteProgress } from "./writeProgress.ts"

/** What a writer needs of the service. */
export interface WriterServices {
  readonly rows: Pick<RowMethods, "batchWriteRow">
  readonly batchWriteRow: AnyOperation
  readonly retryPolicy: RetryPolicyService
}

/** A row that is not worth sending. */
export interface RejectedRow extends GivenRow {
  readonly error: ClientError
}

/** What the methods of a writer are made of. */
export interface WriterCore {
  /** The rows that are not written as part of a stream. */
  readonly main: Group
  /** Buffers rows in their order, and waits while the buffer is full. */
  readonly submit: (rows: ReadonlyArray<GivenRow>, group: Group) => Effect.Effect<void, ClientError>
  readonly flush: Effect.Effect<void, UnwrittenRows>
  readonly progress: Effect.Effect<WriteProgress>
  /** Waits until all rows of a group are settled. */
  readonly settled: (group: Group) => Effect.Effect<void>
  /** Counts rows as failed that are not worth sending. */
  readonly reject: (rows: ReadonlyArray<RejectedRow>, group: Group) => Effect.Effect<void>
  /** Leaves what becomes of a group's rows to `flush`. */
  readonly abandon: (group: Group) => void
}

type Resume<A, E = never> = (effect: Effect.Effect<A, E>) => void
type Batch = ReadonlyArray<QueuedRow>

const closedError = new ClientError({
  service: "Tablestore",
  operation: "writer",
  reason: { _tag: "InvalidConfiguration", message: "the writer is closed: its scope has ended" }
})

const remove = <A>(from: Array<A>, item: A): void => {
  const index = from.indexOf(item)
  if (index >= 0) from.splice(index, 1)
}

/** A whole number from 1 to `most`; `most` when absent. */
const limited = (value: number | undefined, most: number): number =>
  Math.max(1, Math.min(Math.floor(value ?? most), most))

const toUnwritten = ({ row, maybeStored, failure }: QueuedRow): UnwrittenRow => ({
  row,
  outcome: maybeStored ? "maybeStored" : "notStored",
  ...(failure === undefined ? {} : { error: failure })
})

const withoutSequence = ({ sequence: _, ...row }: UnwrittenRow & { readonly sequence: number }): UnwrittenRow => row

/** Rows that wait for room. */
interface Blocked {
  readonly rows: ReadonlyArray<GivenRow>
  next: number
  readonly group: Group
  readonly resume: Resume<void, ClientError>
}

interface Flusher {
  readonly upTo: number
  readonly resume: Resume<void>
}

/** How long the end of a writer waits for `onUnwritten`. */
const tellPatience = Duration.seconds(5)

const logUnwritten = (rows: ReadonlyArray<UnwrittenRow>, { taken, written }: WriteProgress): Effect.Effect<void> =>
  rows.length === 0
    ? Effect.void
    : Effect.logError(
        `A Tablestore writer that took ${taken} rows, of which ${written} are stored, has ended: ${new UnwrittenRows({ rows }).message}`
      )

/** Builds the core of a writer. The end of the scope closes it. */
export const makeWriterCore = Effect.fnUntraced(function* (services: WriterServices, options: WriterOptions) {
  const concurrency = Math.max(1, Math.floor(options.concurrency ?? 4))
  const maxRows = limited(options.maxRows, tableLimits.batchWriteRows)
  const maxBytes = limited(options.maxBytes, tableLimits.writeBytes)
  const bufferRows = Math.max(1, Math.floor(options.bufferRows ?? 4000))
  const bufferBytes = Math.max(1, Math.floor(options.bufferBytes ?? 32 * 1024 * 1024))
  const flushInterval = Duration.fromInputUnsafe(options.flushInterval ?? "1 second")
  const closeTimeout = Duration.fromInputUnsafe(options.closeTimeout ?? "1 minute")
  const retryPolicy = (yield* CurrentPolicy) ?? services.retryPolicy

  const queue = new WriteQueue()
  const main = makeGroup()
  const idle: Array<Resume<Batch>> = []
  const blocked: Array<Blocked> = []
  const flushers: Array<Flusher> = []
  let isClosed = false
  /** Rows up to this place are sent without waiting for others. */
  let dueUpTo = 0
  let onReady: (() => void) | undefined

  const shouldSend = (): boolean =>
    queue.readyRows > 0 &&
    (queue.readyRows >= maxRows ||
      queue.readyBytes >= maxBytes ||
      blocked.length > 0 ||
      queue.oldestSequence <= dueUpTo)

  const wake = (): void => {
    while (idle.length > 0 && shouldSend()) idle.shift()!(Effect.succeed(queue.take(maxRows, maxBytes)))
    if (queue.readyRows > 0) onReady?.()
  }

  /** Buffers as many rows as there is room for. */
  const admit = (entry: Blocked): boolean => {
    for (; entry.next < entry.rows.length; entry.next++) {
      const given = entry.rows[entry.next]!
      const bytes = rowBytes(given.row)
      const fits = queue.size === 0 || (queue.size < bufferRows && queue.bytes + bytes <= bufferBytes)
      if (!fits) return false
      queue.add(given, bytes, entry.group)
    }
    return true
  }

  const settle = (rows: Batch, end: RowEnd): void => {
    // Fibers resume as soon as they are told, so they are told last, when everything is in its place.
    const tellLater: Array<() => void> = []
    for (const row of rows) {
      queue.settle(row, end)
      row.group.pending -= 1
      if (row.group.pending === 0 && row.group.onSettled !== undefined) tellLater.push(row.group.onSettled)
    }
    while (blocked.length > 0 && admit(blocked[0]!)) {
      const { resume } = blocked.shift()!
      tellLater.push(() => resume(Effect.void))
    }
    while (flushers.length > 0 && flushers[0]!.upTo < queue.oldestSequence) {
      const { resume } = flushers.shift()!
      tellLater.push(() => resume(Effect.void))
    }
    for (const tellNow of tellLater) tellNow()
    wake()
  }

  const teller = makeProgressTeller(queue.count, options.onProgress)

  /** Tells of progress where anybody listens. */
  const tellProgress = (groups: ReadonlyArray<Group>): Effect.Effect<void> => {
    const tellers = new Set<ProgressTeller>([teller])
    for (const group of groups) if (group.teller !== undefined) tellers.add(group.teller)
    return Effect.forEach(tellers, ({ tell }) => tell, { discard: true })
  }

  /** `onUnwritten` where it is at work. */
  const tellings = new Set<Fiber.Fiber<void>>()

  /**
   * Calls `onUnwritten`, then does what follows. Waiting for it can be interrupted; the call itself goes on, so that no row
   * is reported by halves.
   */
  const tellOf = (begin: () => ReadonlyArray<UnwrittenRow>, then: () => void): Effect.Effect<void> =>
    Effect.uninterruptibleMask((restore) => {
      const rows = begin()
      const { onUnwritten } = options
      if (onUnwritten === undefined) return Effect.sync(then)
      const telling = Effect.suspend(() => onUnwritten(rows)).pipe(
        Effect.catchCause((cause) => Effect.logError("onUnwritten of a Tablestore writer failed", cause)),
        Effect.ensuring(Effect.sync(then))
      )
      return Effect.flatMap(Effect.forkDetach(telling, { startImmediately: true }), (fiber) => {
        tellings.add(fiber)
        fiber.addObserver(() => tellings.delete(fiber))
        return Effect.asVoid(restore(Fiber.await(fiber)))
      })
    })

  const failedOf = (group: Group): Group["failed"] => (group.heir ?? group).failed

  const giveUp = (rows: Batch, end: RowEnd): Effect.Effect<void> =>
    tellOf(
      () => {
        for (const row of rows) row.state = "told"
        return rows.map(toUnwritten)
      },
      () => {
        for (const row of rows) failedOf(row.group).push({ ...toUnwritten(row), sequence: row.sequence })
        settle(rows, end)
      }
    )

  const withProgress = (rows: Batch, settling: Effect.Effect<void>): Effect.Effect<void> =>
    Effect.suspend(() => {
      const groups = rows.map(({ group }) => group)
      return Effect.andThen(settling, tellProgress(groups))
    })

  const sendOptions = {
    ...services,
    retryPolicy,
    onUnwritten: (rows: Batch) => withProgress(rows, giveUp(rows, "unwritten")),
    onWritten: (rows: Batch) =>
      withProgress(
        rows,
        Effect.sync(() => settle(rows, "written"))
      )
  }

  const nextBatch = Effect.callback<Batch>((resume) => {
    if (shouldSend()) return resume(Effect.succeed(queue.take(maxRows, maxBytes)))
    idle.push(resume)
    return Effect.sync(() => remove(idle, resume))
  })

  const work = Effect.flatMap(nextBatch, (batch) =>
    Effect.catchDefect(writeBatch(batch, sendOptions), (defect) => {
      const undecided = batch.filter(({ state }) => state === "taken" || state === "sent")
      for (const row of undecided) row.maybeStored ||= row.state === "sent"
      return Effect.andThen(
        Effect.logError("a batch of a Tablestore writer failed", defect),
        sendOptions.onUnwritten(undecided)
      )
    })
  )

  const tick = Effect.callback<void>((resume) => {
    if (queue.readyRows > 0) return resume(Effect.void)
    onReady = () => {
      onReady = undefined
      resume(Effect.void)
    }
    return Effect.sync(() => {
      onReady = undefined
    })
  }).pipe(
    Effect.andThen(Effect.sleep(flushInterval)),
    Effect.andThen(
      Effect.sync(() => {
        dueUpTo = queue.lastSequence
        wake()
      })
    )
  )

  const waitFor = (upTo: number): Effect.Effect<void> =>
    Effect.callback<void>((resume) => {
      dueUpTo = Math.max(dueUpTo, upTo)
      wake()
      if (upTo < queue.oldestSequence) return resume(Effect.void)
      const flusher = { upTo, resume }
      flushers.push(flusher)
      return Effect.sync(() => remove(flushers, flusher))
    })

  const close = (fibers: ReadonlyArray<Fiber.Fiber<never>>, exit: Exit.Exit<unknown, unknown>) =>
    Effect.gen(function* () {
      isClosed = true
      for (const { resume } of blocked.splice(0)) resume(Effect.fail(closedError))
      if (!Exit.hasInterrupts(exit)) {
        const stored = Effect.andThen(waitFor(queue.lastSequence), teller.tellLast)
        yield* Effect.exit(Effect.interruptible(Effect.timeoutOption(stored, closeTimeout)))
      }
      yield* Fiber.interruptAll(fibers)
      const rest = queue.unsettled.filter(({ state }) => state !== "told")
      for (const row of rest) row.maybeStored ||= row.state === "sent"
      const isAwaited = flushers.length > 0
      // After an interruption there is no other one: only time bounds these.
      const told = rest.length > 0 ? giveUp(rest, "cutOff") : Effect.void
      yield* Effect.timeoutOption(
        Effect.andThen(
          told,
          Effect.suspend(() => Fiber.awaitAll(tellings))
        ),
        tellPatience
      )
      if (options.onUnwritten === undefined && !isAwaited) {
        yield* logUnwritten(main.failed.map(withoutSequence), queue.count.progress)
      }
    })

  yield* Effect.acquireRelease(
    Effect.forEach([...Array.from({ length: concurrency }, () => work), tick], (task) =>
      Effect.forkDetach(Effect.forever(task))
    ),
    close
  )

  const submit: WriterCore["submit"] = (rows, group) =>
    Effect.callback((resume) => {
      if (isClosed) return resume(Effect.fail(closedError))
      const entry: Blocked = { rows, next: 0, group, resume }
      // Behind others that wait it waits too, although a small row might have room.
      const isDone = blocked.length === 0 && admit(entry)
      if (!isDone) blocked.push(entry)
      wake()
      if (isDone) return resume(Effect.void)
      return Effect.sync(() => remove(blocked, entry))
    })

  const flush = Effect.suspend(() => {
    const upTo = queue.lastSequence
    return Effect.andThen(
      Effect.andThen(waitFor(upTo), teller.tellLast),
      Effect.suspend(() => {
        const told = main.failed.filter(({ sequence }) => sequence <= upTo)
        const left = main.failed.filter(({ sequence }) => sequence > upTo)
        main.failed.splice(0, main.failed.length, ...left)
        if (told.length === 0) return Effect.void
        told.sort((a, b) => a.sequence - b.sequence)
        return Effect.fail(new UnwrittenRows({ rows: told.map(withoutSequence) }))
      })
    )
  })

  const settled = (group: Group): Effect.Effect<void> =>
    Effect.callback<void>((resume) => {
      dueUpTo = queue.lastSequence
      wake()
      if (group.pending === 0) return resume(Effect.void)
      group.onSettled = () => resume(Effect.void)
      return Effect.sync(() => {
        group.onSettled = undefined
      })
    })

  const reject: WriterCore["reject"] = (rows, group) => {
    const unwritten = rows.map(({ row, error }): UnwrittenRow => ({ row, outcome: "notStored", error }))
    let places: QueuedRow["places"] = []
    const told = tellOf(
      () => {
        places = rows.flatMap(({ place }) => queue.placesOf(place, group))
        for (const { count } of places) count.take()
        return unwritten
      },
      () => {
        for (const row of unwritten) failedOf(group).push({ ...row, sequence: queue.lastSequence })
        for (const { count, place } of places) count.settle(place, "unwritten")
      }
    )
    return Effect.andThen(told, tellProgress([group]))
  }

  const abandon = (group: Group): void => {
    group.heir = main
    main.failed.push(...group.failed.splice(0))
    for (const row of queue.unsettled) {
      if (row.group !== group) continue
      row.group = main
      main.pending += 1
    }
  }

  const progress = Effect.sync(() => queue.count.progress)

  return { main, submit, flush, progress, settled, reject, abandon } satisfies WriterCore
})
