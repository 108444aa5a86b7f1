/**
 * Automatic batching: reads of single rows that are asked for at the same time travel together.
 *
 * A read that is alone goes as GetRow, which costs the service less; more go as BatchGetRow, 100 rows at a time, of
 * several tables together. The same row asked for twice is read once. Reads that differ in what they want of a row are
 * parts of different requests, because a request has one selection for each table.
 *
 * Source: Tablestore, BatchGetRow.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Request from "effect/Request"
import * as RequestResolver from "effect/RequestResolver"
import {
  type AttemptFailure,
  CurrentPolicy,
  none,
  type RetryPolicyService,
  withPolicy
} from "../../../../layers/RetryPolicy.ts"
import type { AnyOperation } from "../../../../schema/Operation.ts"
import type { PrimaryKey, Row } from "../../../../schema/tablestore/format/rowValue.ts"
import { tableLimits } from "../../../../schema/tablestore/limits.ts"
import type { RowResult } from "../../../../schema/tablestore/operations/batchRows.ts"
import { smallerBatches } from "../../batch/smallerBatches.ts"
import { undecodable } from "../rows/rowErrors.ts"

import {
  type RowMethods,
  type RowSelection,
  resultsOf,
  rowFailure,
  type TablestoreFailure
} from "../rows/rowMethods.ts"

/** A row that somebody wants. */
export interface Wanted {
  readonly tableName: string
  readonly primaryKey: PrimaryKey
  /** A text that two keys of a table share exactly when they are the same. */
  readonly identity: string
  readonly selection: RowSelection
  /** A text that two selections share exactly when they are the same. */
  readonly selectionIdentity: string
}

class Lookup extends Request.Class<{ readonly wanted: Wanted }, Row | undefined, TablestoreFailure> {
  /** Whether nobody waits for the row any more. */
  isAbandoned = false
  readonly onAbandon: Array<() => void> = []
}

type Entry = Request.Entry<Lookup>

/** A row to be read, for all who asked for it. */
interface Unit {
  readonly wanted: Wanted
  readonly entries: Array<Entry>
  failure?: TablestoreFailure
}

/** Requests of one batch that are under way at the same time. */
const maxRequests = 16

const isWanted = (unit: Unit): boolean => unit.entries.some(({ request }) => !request.isAbandoned)

const complete = (unit: Unit, exit: Exit.Exit<Row | undefined, TablestoreFailure>): void => {
  for (const entry of unit.entries) entry.completeUnsafe(exit)
}

const groupBy = <A>(items: Iterable<A>, key: (item: A) => string): Map<string, Array<A>> => {
  const groups = new Map<string, Array<A>>()
  for (const item of items) {
    const group = groups.get(key(item))
    if (group === undefined) groups.set(key(item), [item])
    else group.push(item)
  }
  return groups
}

const toUnits = (entries: Iterable<Entry>): ReadonlyArray<Unit> => {
  const units = new Map<string, Unit>()
  for (const entry of entries) {
    const { wanted } = entry.request
    const key = `${wanted.tableName} ${wanted.identity} ${wanted.selectionIdentity}`
    const unit = units.get(key)
    if (unit === undefined) units.set(key, { wanted, entries: [entry] })
    else unit.entries.push(entry)
  }
  return [...units.values()]
}

/** Packs rows into as few requests as their selections allow: a request names a table once, with one selection. */
const pack = (units: ReadonlyArray<Unit>): ReadonlyArray<ReadonlyArray<Unit>> => {
  const requests: Array<{ readonly tables: Set<string>; readonly units: Array<Unit> }> = []
  for (const group of groupBy(units, ({ wanted }) => `${wanted.tableName} ${wanted.selectionIdentity}`).values()) {
    const { tableName } = group[0]!.wanted
    for (let from = 0; from < group.length; ) {
      let request = requests.find((one) => one.units.length < tableLimits.batchGetRows && !one.tables.has(tableName))
      if (request === undefined) {
        request = { tables: new Set(), units: [] }
        requests.push(request)
      }
      const taken = group.slice(from, from + tableLimits.batchGetRows - request.units.length)
      request.tables.add(tableName)
      request.units.push(...taken)
      from += taken.length
    }
  }
  return requests.map((request) => request.units)
}

const byTable = (units: ReadonlyArray<Unit>): ReadonlyArray<ReadonlyArray<Unit>> => [
  ...groupBy(units, ({ wanted }) => wanted.tableName).values()
]

/** Tells once nobody waits for any of the rows. */
const onAbandoned = (units: ReadonlyArray<Unit>, tell: () => void): void => {
  const check = () => {
    if (!units.some(isWanted)) tell()
  }
  for (const { entries } of units) {
    for (const { request } of entries) request.onAbandon.push(check)
  }
}

/** What batching needs. */
export interface LookupOptions {
  readonly rows: Pick<RowMethods, "getRow" | "batchGetRow">
  readonly batchGetRow: AnyOperation
  readonly retryPolicy: RetryPolicyService
}

/** Reads a row: alone, or together with the others that are asked for at the same time. */
export type ReadRow = (wanted: Wanted) => Effect.Effect<Row | undefined, TablestoreFailure>

export const makeLookups = ({ rows, batchGetRow, retryPolicy }: LookupOptions): ReadRow => {
  const alone = (unit: Unit) =>
    Effect.map(
      Effect.exit(
        rows.getRow({
          tableName: unit.wanted.tableName,
          primaryKey: unit.wanted.primaryKey,
          ...unit.wanted.selection
        })
      ),
      (exit) =>
        complete(
          unit,
          Exit.map(exit, ({ row }) => row)
        )
    )

  /** Completes the rows that are decided, and keeps the others for another attempt. */
  const settle = (unit: Unit, result: RowResult | undefined, requestId: string | undefined): boolean => {
    if (result === undefined) {
      complete(unit, Exit.fail(undecodable("batchGetRow", "the answer has fewer rows than were asked for")))
    } else if (result._tag === "Ok") complete(unit, Exit.succeed(result.row))
    else {
      unit.failure = rowFailure("batchGetRow", result.error, requestId)
      if (result.error.retryable) return true
      complete(unit, Exit.fail(unit.failure))
    }
    return false
  }

  const together = (units: ReadonlyArray<Unit>, policy: RetryPolicyService): Effect.Effect<void> => {
    let remaining = units
    let attempts = 0
    let input: Parameters<RowMethods["batchGetRow"]>[0] = { tables: [] }
    const failure = (error: TablestoreFailure): AttemptFailure => ({
      error,
      operation: batchGetRow,
      input,
      idempotent: true,
      replayable: true,
      attempts
    })
    const refused = (error: TablestoreFailure): Effect.Effect<void, AttemptFailure> => {
      const smaller = smallerBatches(error, byTable(remaining))
      if (smaller !== undefined) {
        remaining = []
        return Effect.forEach(smaller, (some) => together(some, policy), { discard: true, concurrency: maxRequests })
      }
      for (const unit of remaining) unit.failure = error
      return Effect.fail(failure(error))
    }
    const attempt = Effect.suspend(() => {
      remaining = remaining.filter(isWanted)
      if (remaining.length === 0) return Effect.void
      attempts += 1
      const tables = byTable(remaining)
      input = {
        tables: tables.map((some) => ({
          tableName: some[0]!.wanted.tableName,
          primaryKeys: some.map(({ wanted }) => wanted.primaryKey),
          ...some[0]!.wanted.selection
        }))
      }
      return rows.batchGetRow(input).pipe(
        withPolicy(none),
        Effect.matchEffect({
          onFailure: refused,
          onSuccess: (answer) => {
            const again: Array<Unit> = []
            for (const some of tables) {
              const results = resultsOf(answer.tables, some[0]!.wanted.tableName)
              some.forEach((unit, index) => {
                if (settle(unit, results[index], answer.requestId)) again.push(unit)
              })
            }
            remaining = again
            return again.length === 0 ? Effect.void : Effect.fail(failure(again[0]!.failure!))
          }
        })
      )
    })
    return attempt.pipe(
      Effect.retry(policy.schedule),
      Effect.catch(() =>
        Effect.sync(() => {
          for (const unit of remaining) complete(unit, Exit.fail(unit.failure!))
        })
      )
    )
  }

  /** One request of several. A defect is told to those who wait for its rows, and to nobody else. */
  const request = (units: ReadonlyArray<Unit>, policy: RetryPolicyService): Effect.Effect<void> =>
    Effect.raceFirst(
      together(units, policy),
      Effect.callback<void>((resume) => onAbandoned(units, () => resume(Effect.void)))
    ).pipe(
      Effect.catchCause((cause) =>
        Effect.sync(() => {
          for (const unit of units) complete(unit, Exit.failCause(cause))
        })
      )
    )

  const resolver = RequestResolver.makeWith<Lookup>({
    // The first caller's context is that of the whole batch: callers with a policy of their own have their own batch.
    batchKey: ({ context }) => Context.get(context as Context.Context<never>, CurrentPolicy),
    delay: Effect.yieldNow,
    collectWhile: () => true,
    runAll: (entries, key) => {
      const units = toUnits(entries)
      if (units.length === 1) {
        return Effect.withFiber((fiber) => {
          onAbandoned(units, () => fiber.interruptUnsafe())
          return alone(units[0]!)
        })
      }
      const policy = (key as RetryPolicyService | undefined) ?? retryPolicy
      return Effect.forEach(pack(units), (some) => request(some, policy), {
        concurrency: maxRequests,
        discard: true
      })
    }
  })

  return (wanted) =>
    Effect.suspend(() => {
      const lookup = new Lookup({ wanted })
      return Effect.onInterrupt(Effect.request(lookup, resolver), () =>
        Effect.sync(() => {
          lookup.isAbandoned = true
          for (const check of lookup.onAbandon) check()
        })
      )
    })
}
