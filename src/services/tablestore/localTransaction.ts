/**
 * Local transactions that end with the work they are made for.
 */
import * as Effect from "effect/Effect"
import { none, withPolicy } from "../../layers/RetryPolicy.ts"
import type { Methods } from "../../schema/Operation.ts"
import type { TablestoreOperations } from "../../schema/tablestore/index.ts"

interface Operations extends Methods<TablestoreOperations> {}
type Failure<K extends keyof Operations> = Effect.Error<ReturnType<Operations[K]>>

const transactional = ["getRow", "getRange", "putRow", "updateRow", "deleteRow", "batchWriteRow"] as const

/** The calls that can be part of a transaction, its id filled in. */
export type LocalTransaction = {
  readonly [K in (typeof transactional)[number]]: (
    input: Omit<Parameters<Operations[K]>[0], "transactionId">
  ) => ReturnType<Operations[K]>
} & {
  /** Id of the transaction. */
  readonly transactionId: string
}

const calls = (tablestore: Operations, transactionId: string): LocalTransaction => {
  const filled: Record<string, unknown> = { transactionId }
  for (const name of transactional) {
    const method = tablestore[name] as (input: object) => unknown
    filled[name] = (input: object) => method({ ...input, transactionId })
  }
  return filled as unknown as LocalTransaction
}

/** What can go wrong with a transaction besides the work in it. */
export type TransactionFailure = Failure<"startLocalTransaction"> | Failure<"commitTransaction">

/** Makes the function that runs work in a transaction. */
export const makeWithTransaction =
  (tablestore: Operations) =>
  (input: Parameters<Operations["startLocalTransaction"]>[0]) =>
  <A, E, R>(
    work: (transaction: LocalTransaction) => Effect.Effect<A, E, R>
  ): Effect.Effect<A, E | TransactionFailure, R> =>
    Effect.uninterruptibleMask((restore) =>
      Effect.flatMap(tablestore.startLocalTransaction(input), ({ transactionId }) => {
        // Tried once: a transaction nobody aborts ends by itself, and who failed shall not wait long to hear of it.
        const abort = Effect.ignore(withPolicy(none)(tablestore.abortTransaction({ transactionId })))
        return restore(Effect.suspend(() => work(calls(tablestore, transactionId)))).pipe(
          Effect.flatMap((result) => Effect.as(tablestore.commitTransaction({ transactionId }), result)),
          Effect.onError(() => abort)
        )
      })
    )
