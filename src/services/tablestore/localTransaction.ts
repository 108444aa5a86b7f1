/**
 * Local transactions that end with the work they are made for.
 *
 * Nothing here waits uninterruptibly: whoever is interrupted stops at once, and what is left to do (a start whose
 * answer is under way, an abort) is done in the background, for a few seconds at most. The rest is left to the service,
 * which ends a transaction after 60 seconds.
 */
import * as Cause from "effect/Cause"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Option from "effect/Option"
import * as Schedule from "effect/Schedule"
import * as Schema from "effect/Schema"
import {
  type AttemptFailure,
  CurrentPolicy,
  none,
  type RetryPolicyService,
  withPolicy
} from "../../layers/RetryPolicy.ts"
import { classify } from "../../layers/tablestore/retry.ts"
import { ClientError, RequestError, ServerError, type StorageError } from "../../schema/Errors.ts"
import type { AnyOperation, Methods } from "../../schema/Operation.ts"
import type { TablestoreOperations } from "../../schema/tablestore/index.ts"
import { commitTransaction, startLocalTransaction } from "../../schema/tablestore/operations/transaction.ts"
import { fillIn } from "../presetFields.ts"
import type { TableHandle } from "./table/TableHandle.ts"
import { bindTransaction, type TransactionTable } from "./table/TransactionTable.ts"
import type * as Definition from "./table/tableDefinition.ts"

interface Operations extends Methods<TablestoreOperations> {}
type Failure<K extends keyof Operations> = Effect.Error<ReturnType<Operations[K]>>
type StartInput = Parameters<Operations["startLocalTransaction"]>[0]

const transactional = ["getRow", "getRange", "putRow", "updateRow", "deleteRow", "batchWriteRow"] as const

/** The calls that can be part of a transaction, its id filled in. */
export type LocalTransaction = {
  readonly [K in (typeof transactional)[number]]: (
    input: Omit<Parameters<Operations[K]>[0], "transactionId">
  ) => ReturnType<Operations[K]>
} & {
  /** Id of the transaction. */
  readonly transactionId: string
  /** The methods of a table that was declared by `Table.make`, as part of the transaction. */
  readonly table: <T extends Definition.Any>(definition: T) => TransactionTable<T>
}

/**
 * A commit whose answer was lost: the changes of the transaction may all be stored, or none of them. Read the rows to know.
 *
 * Any other failure of `withTransaction` means that none of them is stored. Only an interruption during the commit leaves
 * it open as well.
 */
export class UncertainCommit extends Schema.TaggedError<UncertainCommit>()("UncertainCommit", {
  /** Id of the transaction. */
  transactionId: Schema.String,
  /** What the commit failed with. */
  error: Schema.Union([ServerError, ClientError, RequestError])
}) {
  override get message(): string {
    return `transaction ${this.transactionId} may be committed or not, the answer to the commit was lost: ${this.error.message}`
  }
}

/** What can go wrong with a transaction besides the work in it. */
export type TransactionFailure = Failure<"startLocalTransaction"> | Failure<"commitTransaction"> | UncertainCommit

/** What transactions are made with. */
export interface TransactionServices {
  readonly operations: Operations
  readonly table: <T extends Definition.Any>(definition: T) => TableHandle<T>
  readonly retryPolicy: RetryPolicyService
}

/** How long the answer to an interrupted start is waited for. */
const startPatience = Duration.seconds(10)
/** How long the answer to an abort is waited for. */
const abortPatience = Duration.seconds(5)

const failureOf = (operation: AnyOperation, input: unknown, error: StorageError, attempts: number): AttemptFailure => ({
  error,
  operation,
  input,
  idempotent: false,
  replayable: true,
  attempts
})

const isOpen = (error: StorageError): boolean => classify(failureOf(commitTransaction, {}, error, 1)).outcome === "open"

/** Repeats only what certainly did nothing, so that the last failure of a call is all there is to know. */
const whileNotDone = ({ schedule }: RetryPolicyService): RetryPolicyService => ({
  schedule: Schedule.while(schedule, ({ input }) => classify(input).outcome === "notDone")
})

/** Makes the function that runs work in a transaction. */
export const makeWithTransaction = ({ operations, table, retryPolicy }: TransactionServices) => {
  const currentPolicy = Effect.map(CurrentPolicy, (override) => override ?? retryPolicy)

  /** Aborts in the background; the fiber says whether that worked. Tried once: what nobody aborts ends by itself. */
  const abort = (transactionId: string): Effect.Effect<Fiber.Fiber<boolean>> =>
    operations.abortTransaction({ transactionId }).pipe(
      withPolicy(none),
      Effect.timeoutOption(abortPatience),
      Effect.map(Option.isSome),
      Effect.catchCause(() => Effect.succeed(false)),
      Effect.forkDetach({ startImmediately: true })
    )

  /** Aborts, when it comes to be, a transaction whose start nobody waits for any more. */
  const discard = (starting: Fiber.Fiber<string, unknown>): Effect.Effect<unknown> =>
    Fiber.join(starting).pipe(
      Effect.timeoutOption(startPatience),
      Effect.flatMap(Option.match({ onNone: () => Fiber.interrupt(starting), onSome: abort })),
      Effect.ignore,
      Effect.forkDetach({ startImmediately: true })
    )

  /** Starts a transaction. To be run uninterruptibly; it waits interruptibly. */
  const start = (
    input: StartInput,
    restore: <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
  ): Effect.Effect<string, Failure<"startLocalTransaction">> =>
    Effect.flatMap(Clock.currentTimeMillis, (startedAt) => {
      let attempts = 0
      /** A failure of the network tells of all attempts. */
      const ofAll = <E extends StorageError>(error: E): Effect.Effect<E | RequestError> =>
        error._tag !== "RequestError"
          ? Effect.succeed(error)
          : Effect.map(Clock.currentTimeMillis, (now) => {
              const { service, operation, host, reason } = error
              return new RequestError({ service, operation, host, reason, attempts, elapsedMillis: now - startedAt })
            })
      let opened: string | undefined
      const request = operations.startLocalTransaction(input).pipe(
        withPolicy(none),
        Effect.map(({ transactionId }) => transactionId)
      )
      const once = Effect.uninterruptibleMask((restoreOnce) => {
        attempts += 1
        return Effect.flatMap(Effect.forkDetach(request, { startImmediately: true }), (starting) =>
          Effect.map(
            Effect.onInterrupt(restoreOnce(Fiber.join(starting)), () => discard(starting)),
            (transactionId) => {
              opened = transactionId
              return transactionId
            }
          )
        )
      })
      const repeated = Effect.flatMap(currentPolicy, ({ schedule }) =>
        once.pipe(
          Effect.mapError((error) => ({
            ...failureOf(startLocalTransaction, input, error, attempts),
            error
          })),
          Effect.retry(schedule),
          Effect.catch(({ error }) => Effect.flatMap(ofAll(error), Effect.fail))
        )
      )
      return Effect.onInterrupt(restore(repeated), () => (opened === undefined ? Effect.void : abort(opened)))
    })

  return (input: StartInput) =>
    <A, E, R>(
      work: (transaction: LocalTransaction) => Effect.Effect<A, E, R>
    ): Effect.Effect<A, E | TransactionFailure, R> =>
      Effect.uninterruptibleMask((restore) =>
        Effect.flatMap(start(input, restore), (transactionId) => {
          const transaction = {
            ...fillIn(operations, transactional, { transactionId }),
            transactionId,
            table: (definition: Definition.Any) => bindTransaction(table(definition), transactionId)
          } as unknown as LocalTransaction

          /** Whether nothing of the transaction is left. */
          const aborted = Effect.flatMap(abort(transactionId), (aborting) => restore(Fiber.join(aborting)))

          const failed = <Error>(cause: Cause.Cause<Error>): Effect.Effect<never, Error> =>
            Cause.hasInterrupts(cause)
              ? Effect.andThen(abort(transactionId), Effect.failCause(cause))
              : Effect.andThen(aborted, Effect.failCause(cause))

          const commit = Effect.flatMap(currentPolicy, (policy) =>
            withPolicy(whileNotDone(policy))(operations.commitTransaction({ transactionId }))
          )
          const uncommitted = (
            cause: Cause.Cause<Failure<"commitTransaction">>
          ): Effect.Effect<never, Failure<"commitTransaction"> | UncertainCommit> => {
            const error = Cause.findErrorOption(cause)
            if (Option.isNone(error) || !isOpen(error.value)) return failed(cause)
            const uncertain = new UncertainCommit({ transactionId, error: error.value })
            // What can be aborted was not committed.
            return Effect.flatMap(
              aborted,
              (isAborted): Effect.Effect<never, Failure<"commitTransaction"> | UncertainCommit> =>
                isAborted ? Effect.failCause(cause) : Effect.fail(uncertain)
            )
          }

          return Effect.flatMap(
            Effect.exit(restore(Effect.suspend(() => work(transaction)))),
            (exit): Effect.Effect<A, E | TransactionFailure> =>
              Exit.isFailure(exit)
                ? failed(exit.cause)
                : Effect.matchCauseEffect(restore(commit), {
                    onFailure: uncommitted,
                    onSuccess: () => Effect.succeed(exit.value)
                  })
          )
        })
      )
}
