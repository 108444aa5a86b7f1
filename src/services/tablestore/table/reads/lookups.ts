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
import { CurrentPolicy, type RetryPolicyService } from "../../../../layers/RetryPolicy.ts"
import type { AnyOperation } from "../../../../schema/Operation.ts"
import type { PrimaryKey, Row } from "../../../../schema/tablestore/format/rowValue.ts"
import { tableLimits } from "../../../../schema/tablestore/limits.ts"
import { type BatchItem, runBatch } from "../../batch/runBatch.ts"

import type { RowMethods, RowSelection, TablestoreFailure } from "../rows/rowMethods.ts"

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
interface Unit extends BatchItem {
  readonly wanted: Wanted
  readonly entries: Array<Entry>
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

  const together = (units: ReadonlyArray<Unit>, policy: RetryPolicyService): Effect.Effect<void> =>
    runBatch<Unit, Parameters<RowMethods["batchGetRow"]>[0]>(units, {
      operation: batchGetRow,
      policy,
      tableOf: ({ wanted }) => wanted.tableName,
      isWanted,
      toInput: (tables) => ({
        tables: tables.map((some) => ({
          tableName: some[0]!.wanted.tableName,
          primaryKeys: some.map(({ wanted }) => wanted.primaryKey),
          ...some[0]!.wanted.selection
        }))
      }),
      call: rows.batchGetRow,
      noteFailure: () => true,
      onSucceeded: (found) =>
        Effect.sync(() => {
          for (const { item, row } of found) complete(item, Exit.succeed(row))
        }),
      onFailed: (failed) =>
        Effect.sync(() => {
          for (const unit of failed) complete(unit, Exit.fail(unit.failure!))
        }),
      partConcurrency: maxRequests
    })

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
