/**
 * One batch of rows, until what becomes of each is decided: send, see which failed, send those again.
 */
import * as Effect from "effect/Effect"
import { type AttemptFailure, none, type RetryPolicyService, withPolicy } from "../../../layers/RetryPolicy.ts"
import { classify, type FailureFacts } from "../../../layers/tablestore/retry.ts"
import type { AnyOperation } from "../../../schema/Operation.ts"
import type { Row } from "../../../schema/tablestore/format/rowValue.ts"
import type { TableResult } from "../../../schema/tablestore/operations/batchRows.ts"
import { isConflict, isThrottled } from "../../../schema/tablestore/retryRules.ts"
import { undecodable } from "../table/rows/rowErrors.ts"
import { rowFailure, type TablestoreFailure } from "../table/rows/rowMethods.ts"
import { smallerBatches } from "./smallerBatches.ts"

/** A row of a batch. */
export interface BatchItem {
  /** Why it failed last. */
  failure?: TablestoreFailure | undefined
}

/** The rows of a batch by table: a request names each table once. */
export type ByTable<Item> = ReadonlyArray<ReadonlyArray<Item>>

/** How a batch is sent, and who hears of it. */
export interface BatchWork<Item extends BatchItem, Input> {
  readonly operation: AnyOperation
  readonly policy: RetryPolicyService
  readonly tableOf: (item: Item) => string
  /** Whether anybody still wants it. */
  readonly isWanted: (item: Item) => boolean
  readonly toInput: (tables: ByTable<Item>) => Input
  readonly call: (
    input: Input,
    tables: ByTable<Item>
  ) => Effect.Effect<
    { readonly tables: ReadonlyArray<TableResult>; readonly requestId?: string | undefined },
    TablestoreFailure
  >
  /** Takes note of a failed attempt, and says whether the row may be sent again without harm. */
  readonly noteFailure: (item: Item, facts: FailureFacts) => boolean
  readonly onSucceeded: (
    items: ReadonlyArray<{ readonly item: Item; readonly row: Row | undefined }>
  ) => Effect.Effect<void>
  /** Told of rows that are given up; `failure` says why. */
  readonly onFailed: (items: ReadonlyArray<Item>) => Effect.Effect<void>
  /** Parts of a refused batch that are sent at the same time. */
  readonly partConcurrency: number
}

const byTable = <Item>(items: ReadonlyArray<Item>, tableOf: (item: Item) => string): ByTable<Item> => {
  const tables = new Map<string, Array<Item>>()
  for (const item of items) {
    const table = tables.get(tableOf(item))
    if (table === undefined) tables.set(tableOf(item), [item])
    else table.push(item)
  }
  return [...tables.values()]
}

/** Which failure decides how long the batch goes on: throttled rows wait longest, those held up by others least. */
const patience = (error: TablestoreFailure): number => {
  if (error._tag !== "ServerError") return 1
  const { code, message } = error.reason
  return isThrottled(code, message) ? 2 : isConflict(code) ? 0 : 1
}

const mostPatient = (items: ReadonlyArray<BatchItem>): TablestoreFailure =>
  items.map(({ failure }) => failure!).reduce((a, b) => (patience(b) > patience(a) ? b : a))

/**
 * Runs a batch. Rows that fail temporarily are sent again, as the policy says. A batch that is refused because of some of
 * its rows is sent in parts. Each row is reported once.
 */
export const runBatch = <Item extends BatchItem, Input>(
  items: ReadonlyArray<Item>,
  work: BatchWork<Item, Input>
): Effect.Effect<void> => {
  const { operation, tableOf } = work
  let remaining = items
  let attempts = 0
  let input: Input | undefined

  const failureOf = (error: TablestoreFailure): AttemptFailure => ({
    error,
    operation,
    input,
    // Only rows that can be sent twice are, when it is not known what became of them.
    idempotent: true,
    replayable: true,
    attempts
  })

  /** Gives up those that are not to be sent again, and fails with the others. */
  const goOn = (failed: ReadonlyArray<Item>, isWhole: boolean): Effect.Effect<void, AttemptFailure> => {
    const again: Array<Item> = []
    const lost: Array<Item> = []
    for (const item of failed) {
      const facts = classify(failureOf(item.failure!))
      const isHarmless = work.noteFailure(item, facts)
      // What the whole batch failed with is for the policy to judge.
      if (isHarmless && (isWhole || facts.mayPass)) again.push(item)
      else lost.push(item)
    }
    remaining = again
    const told = lost.length === 0 ? Effect.void : work.onFailed(lost)
    return again.length === 0 ? told : Effect.andThen(told, Effect.fail(failureOf(mostPatient(again))))
  }

  const refused = (error: TablestoreFailure): Effect.Effect<void, AttemptFailure> => {
    const smaller = smallerBatches(error, byTable(remaining, tableOf))
    if (smaller !== undefined) {
      remaining = []
      return Effect.forEach(smaller, (some) => runBatch(some, work), {
        discard: true,
        concurrency: work.partConcurrency
      })
    }
    for (const item of remaining) item.failure = error
    return goOn(remaining, true)
  }

  const answered = (
    sent: ByTable<Item>,
    answer: { readonly tables: ReadonlyArray<TableResult>; readonly requestId?: string | undefined }
  ): Effect.Effect<void, AttemptFailure> => {
    const failed: Array<Item> = []
    const succeeded: Array<{ readonly item: Item; readonly row: Row | undefined }> = []
    for (const table of sent) {
      const tableName = tableOf(table[0]!)
      const results = answer.tables.find((one) => one.tableName === tableName)?.rows ?? []
      table.forEach((item, index) => {
        const result = results[index]
        if (result?._tag === "Ok") {
          succeeded.push({ item, row: result.row })
          return
        }
        item.failure =
          result === undefined
            ? undecodable(operation.methodName, "the answer has fewer rows than were sent")
            : rowFailure(operation.methodName, result.error, answer.requestId)
        failed.push(item)
      })
    }
    const told = succeeded.length === 0 ? Effect.void : work.onSucceeded(succeeded)
    return failed.length === 0 ? told : Effect.andThen(told, goOn(failed, false))
  }

  const attempt = Effect.suspend(() => {
    remaining = remaining.filter(work.isWanted)
    if (remaining.length === 0) return Effect.void
    attempts += 1
    const tables = byTable(remaining, tableOf)
    input = work.toInput(tables)
    return work
      .call(input, tables)
      .pipe(
        withPolicy(none),
        Effect.matchEffect({ onFailure: refused, onSuccess: (answer) => answered(tables, answer) })
      )
  })

  return attempt.pipe(
    Effect.retry(work.policy.schedule),
    Effect.catch(() => work.onFailed(remaining))
  )
}
