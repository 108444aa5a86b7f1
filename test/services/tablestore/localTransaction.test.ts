/** Transactions over calls that wait, fail, and lose their answers. */
import { assert, describe, it } from "@effect/vitest"
import * as Cause from "effect/Cause"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Schedule from "effect/Schedule"
import * as Schema from "effect/Schema"
import { TestClock } from "effect/testing"
import * as RetryPolicy from "../../../src/layers/RetryPolicy.ts"
import { makeWithTransaction, UncertainCommit } from "../../../src/services/tablestore/localTransaction.ts"
import type { TablestoreFailure } from "../../../src/services/tablestore/table/rows/rowMethods.ts"
import { damaged, foreignFailure, reset, serverFailure } from "./scriptedRows.ts"
import { noPause } from "./tables.ts"

type Step = Effect.Effect<void, TablestoreFailure>

interface Script {
  /** Before the transaction is opened. */
  readonly start?: Step
  /** After it was opened, before the answer. */
  readonly started?: Step
  readonly commit?: Step
  readonly committed?: Step
  readonly abort?: Step
}

const setUp = (script: Script = {}, retryPolicy: RetryPolicy.RetryPolicyService = noPause) => {
  const calls: Array<string> = []
  const cutOff: Array<string> = []
  const state = new Map<string, "open" | "committed" | "aborted">()
  const end = (id: string, how: "committed" | "aborted") =>
    Effect.suspend(() => {
      if (state.get(id) !== "open") return Effect.fail(serverFailure("OTSSessionNotExist", "abortTransaction"))
      state.set(id, how)
      return Effect.void
    })
  const call = <A>(name: string, run: Effect.Effect<A, TablestoreFailure>) =>
    Effect.suspend(() => {
      calls.push(name)
      return Effect.onInterrupt(run, () => Effect.sync(() => void cutOff.push(name)))
    })
  const { start, started, commit, committed, abort } = script
  const operations = {
    startLocalTransaction: () =>
      call(
        "start",
        Effect.gen(function* () {
          yield* start ?? Effect.void
          const transactionId = `T${state.size + 1}`
          state.set(transactionId, "open")
          yield* started ?? Effect.void
          return { transactionId }
        })
      ),
    commitTransaction: ({ transactionId }: { readonly transactionId: string }) =>
      // As the transport does it: again as long as the policy of the caller says so.
      Effect.flatMap(RetryPolicy.CurrentPolicy, (policy) => {
        let attempts = 0
        const once = Effect.suspend(() => {
          attempts += 1
          return call(
            "commit",
            Effect.gen(function* () {
              yield* commit ?? Effect.void
              yield* end(transactionId, "committed")
              yield* committed ?? Effect.void
            })
          )
        })
        return once.pipe(
          Effect.mapError((error) => ({
            error,
            operation: { name: "CommitTransaction" } as never,
            idempotent: true,
            replayable: true,
            attempts
          })),
          Effect.retry((policy ?? retryPolicy).schedule),
          Effect.mapError(({ error }) => error)
        )
      }),
    abortTransaction: ({ transactionId }: { readonly transactionId: string }) =>
      call("abort", Effect.andThen(abort ?? Effect.void, end(transactionId, "aborted"))),
    ...Object.fromEntries(
      ["getRow", "getRange", "putRow", "updateRow", "deleteRow", "batchWriteRow"].map((name) => [
        name,
        (input: unknown) => Effect.succeed({ name, input })
      ])
    )
  }
  const withTransaction = makeWithTransaction({
    operations: operations as never,
    table: () => ({}) as never,
    retryPolicy
  })({ tableName: "orders", key: [{ name: "customer", value: "ada" }] })
  return { calls, cutOff, state, withTransaction }
}

const pauses = (count: number) =>
  Effect.forEach(Array.from({ length: count }), () => Effect.yieldNow, { discard: true })
const until = (condition: () => boolean) =>
  Effect.gen(function* () {
    for (let i = 0; i < 1000 && !condition(); i++) yield* Effect.yieldNow
    assert.isTrue(condition())
  })
const patient = RetryPolicy.make({ baseDelay: "1 hour", maxDelay: "1 hour", isRetryable: RetryPolicy.isTransient })

describe("a transaction that is interrupted", () => {
  it.effect("while it waits to start again goes at once, and starts none", () =>
    Effect.gen(function* () {
      const busy = Effect.fail(serverFailure("OTSRowOperationConflict", "startLocalTransaction"))
      const { calls, withTransaction } = setUp({ start: busy }, patient)
      const fiber = yield* Effect.forkChild(withTransaction(() => Effect.void))
      yield* until(() => calls.length === 1)
      yield* pauses(20)
      yield* Fiber.interrupt(fiber)
      yield* TestClock.adjust("1 day")
      assert.deepStrictEqual(calls, ["start"])
    })
  )

  it.effect("while its start is under way goes at once; what was opened is aborted when the answer comes", () =>
    Effect.gen(function* () {
      const answer = yield* Deferred.make<void>()
      const { calls, state, withTransaction } = setUp({ started: Deferred.await(answer) })
      const fiber = yield* Effect.forkChild(withTransaction(() => Effect.die("must not run")))
      yield* until(() => state.size === 1)
      yield* Fiber.interrupt(fiber)
      assert.deepStrictEqual(calls, ["start"])
      yield* Deferred.succeed(answer, undefined)
      yield* until(() => state.get("T1") === "aborted")
    })
  )

  it.effect("does not wait longer than 10 seconds in the background for an answer", () =>
    Effect.gen(function* () {
      const { calls, cutOff, withTransaction } = setUp({ start: Effect.never })
      const fiber = yield* Effect.forkChild(withTransaction(() => Effect.void))
      yield* until(() => calls.length === 1)
      yield* Fiber.interrupt(fiber)
      yield* TestClock.adjust("9 seconds")
      assert.deepStrictEqual(cutOff, [])
      yield* TestClock.adjust("1 second")
      assert.deepStrictEqual(cutOff, ["start"])
      assert.deepStrictEqual(calls, ["start"])
    })
  )

  it.effect("while its work or its commit is under way goes at once, and is aborted in the background", () =>
    Effect.gen(function* () {
      for (const script of [{ abort: pauses(50) }, { abort: pauses(50), commit: Effect.never }]) {
        const { state, calls, withTransaction } = setUp(script)
        const isAtWork = !("commit" in script)
        const fiber = yield* Effect.forkChild(withTransaction(() => (isAtWork ? Effect.never : Effect.void)))
        yield* until(() => (isAtWork ? state.size === 1 : calls.includes("commit")))
        yield* pauses(20)
        yield* Fiber.interrupt(fiber)
        assert.strictEqual(state.get("T1"), "open")
        yield* until(() => state.get("T1") === "aborted")
      }
    })
  )

  it.effect("by a timeout ends in time, whatever hangs", () =>
    Effect.gen(function* () {
      for (const script of [
        { start: Effect.never },
        { started: Effect.never },
        { commit: Effect.never, abort: Effect.never },
        { committed: Effect.never }
      ]) {
        const { withTransaction } = setUp(script)
        const fiber = yield* Effect.forkChild(
          Effect.timeoutOption(
            withTransaction(() => Effect.void),
            "500 millis"
          )
        )
        yield* TestClock.adjust("500 millis")
        assert.isDefined(fiber.pollUnsafe(), JSON.stringify(Object.keys(script)))
      }
    })
  )

  it.effect("while it is aborted goes at once, and the abort goes on", () =>
    Effect.gen(function* () {
      const open = yield* Deferred.make<void>()
      const { calls, state, withTransaction } = setUp({ abort: Deferred.await(open) })
      const fiber = yield* Effect.forkChild(withTransaction(() => Effect.fail("no")))
      yield* until(() => calls.includes("abort"))
      yield* Fiber.interrupt(fiber)
      yield* Deferred.succeed(open, undefined)
      yield* until(() => state.get("T1") === "aborted")
    })
  )

  it.effect("at any moment leaves none open", () =>
    Effect.gen(function* () {
      const ends = new Set<string>()
      for (let after = 0; after < 60; after++) {
        let failures = 2
        const busy = Effect.suspend(() =>
          failures-- > 0 ? Effect.fail(serverFailure("OTSServerBusy", "startLocalTransaction")) : Effect.void
        )
        const { state, withTransaction } = setUp(
          { start: Effect.andThen(pauses(2), busy), started: pauses(3), commit: pauses(3), committed: pauses(3) },
          RetryPolicy.make({ baseDelay: "0 millis", isRetryable: RetryPolicy.isTransient })
        )
        const fiber = yield* Effect.forkChild(withTransaction(() => pauses(5)))
        yield* pauses(after)
        yield* TestClock.adjust("1 milli")
        yield* Fiber.interrupt(fiber)
        yield* pauses(50)
        for (const end of state.values()) {
          assert.notStrictEqual(end, "open", `after ${after} steps`)
          ends.add(end)
        }
      }
      assert.deepStrictEqual([...ends].sort(), ["aborted", "committed"])
    })
  )
})

describe("a transaction that fails", () => {
  it.effect("in its work is aborted before the failure is told, for 5 seconds at most", () =>
    Effect.gen(function* () {
      const quick = setUp()
      assert.strictEqual(yield* Effect.flip(quick.withTransaction(() => Effect.fail("no"))), "no")
      assert.strictEqual(quick.state.get("T1"), "aborted")
      const slow = setUp({ abort: Effect.never })
      const fiber = yield* Effect.forkChild(Effect.flip(slow.withTransaction(() => Effect.fail("no"))))
      yield* TestClock.adjust("4 seconds")
      assert.isUndefined(fiber.pollUnsafe())
      yield* TestClock.adjust("1 second")
      assert.strictEqual(yield* Fiber.join(fiber), "no")
    })
  )

  it.effect("to commit because the service refuses tells so: nothing is stored", () =>
    Effect.gen(function* () {
      const { state, withTransaction } = setUp({ commit: Effect.fail(serverFailure("OTSNoPermissionAccess")) })
      const error = yield* Effect.flip(withTransaction(() => Effect.void))
      assert.strictEqual(error._tag, "ServerError")
      assert.strictEqual(state.get("T1"), "aborted")
    })
  )

  for (const [name, failure] of [
    ["is broken off", reset],
    ["is damaged", damaged],
    ["is that of a proxy that timed out", foreignFailure(504)],
    ["is that of a proxy that knows no such page", foreignFailure(404)],
    ["leaves the outcome open", serverFailure("OTSTimeout")]
  ] as const) {
    it.effect(`to hear of its commit, whose answer ${name}, says that it may be stored`, () =>
      Effect.gen(function* () {
        const { calls, state, withTransaction } = setUp({ committed: Effect.fail(failure) })
        const error = yield* Effect.flip(withTransaction(() => Effect.void))
        assert.instanceOf(error, UncertainCommit)
        assert.strictEqual(error.transactionId, "T1")
        assert.strictEqual(
          error.message,
          `transaction T1 may be committed or not, the answer to the commit was lost: ${failure.message}`
        )
        assert.strictEqual(state.get("T1"), "committed")
        assert.deepStrictEqual(calls, ["start", "commit", "abort"])
      })
    )

    it.effect(`to reach its commit, whose answer ${name}, tells that when it could be aborted`, () =>
      Effect.gen(function* () {
        const { state, withTransaction } = setUp({ commit: Effect.fail(failure) })
        const error: unknown = yield* Effect.flip(withTransaction(() => Effect.void))
        assert.strictEqual(error, failure)
        assert.strictEqual(state.get("T1"), "aborted")
      })
    )
  }

  it.effect("to hear of its commit and of its abort says that it may be stored", () =>
    Effect.gen(function* () {
      const { withTransaction } = setUp({ commit: Effect.fail(reset), abort: Effect.fail(reset) })
      assert.instanceOf(yield* Effect.flip(withTransaction(() => Effect.void)), UncertainCommit)
    })
  )

  it.effect("with an error that crosses boundaries", () =>
    Effect.gen(function* () {
      const error = new UncertainCommit({ transactionId: "T1", error: reset as never })
      const json = JSON.parse(JSON.stringify(Schema.encodeSync(UncertainCommit)(error)))
      const decoded = Schema.decodeUnknownSync(UncertainCommit)(json)
      assert.strictEqual(decoded.message, error.message)
      assert.strictEqual(decoded.error._tag, "RequestError")
    })
  )

  it.effect("by a defect is aborted, and dies", () =>
    Effect.gen(function* () {
      const { state, withTransaction } = setUp()
      const exit = yield* Effect.exit(withTransaction(() => Effect.die("broken")))
      assert.isTrue(Exit.isFailure(exit) && Cause.hasDies(exit.cause))
      assert.strictEqual(state.get("T1"), "aborted")
    })
  )
})

describe("a transaction", () => {
  it.effect("is committed again only when the service says that it was not", () =>
    Effect.gen(function* () {
      let busy = 2
      const again = setUp({
        commit: Effect.suspend(() => (busy-- > 0 ? Effect.fail(serverFailure("OTSServerBusy")) : Effect.void))
      })
      assert.strictEqual(yield* again.withTransaction(() => Effect.succeed("done")), "done")
      assert.deepStrictEqual(again.calls, ["start", "commit", "commit", "commit"])
      const never = setUp({ committed: Effect.fail(reset) })
      yield* Effect.flip(never.withTransaction(() => Effect.void))
      assert.deepStrictEqual(never.calls, ["start", "commit", "abort"])
    })
  )

  it.effect("starts again after conflicts, by the policy of the caller where there is one", () =>
    Effect.gen(function* () {
      const busy = Effect.fail(serverFailure("OTSServerBusy", "startLocalTransaction"))
      const { calls, withTransaction } = setUp({ start: busy }, patient)
      yield* Effect.flip(withTransaction(() => Effect.void).pipe(RetryPolicy.withPolicy(RetryPolicy.none)))
      assert.deepStrictEqual(calls, ["start"])
    })
  )

  it.effect("that cannot be started for the network tells of all attempts", () =>
    Effect.gen(function* () {
      const policy = RetryPolicy.fromSchedule(Schedule.upTo(Schedule.spaced("2 seconds"), { times: 2 }), () => true)
      const { calls, withTransaction } = setUp({ start: Effect.fail(reset) }, policy)
      const fiber = yield* Effect.forkChild(Effect.flip(withTransaction(() => Effect.void)))
      yield* TestClock.adjust("4 seconds")
      const error = yield* Fiber.join(fiber)
      assert.strictEqual(calls.length, 3)
      assert.deepStrictEqual(
        error._tag === "RequestError" && [error.attempts, error.elapsedMillis, error.reason._tag],
        [3, 4000, "Reset"]
      )
    })
  )

  it.effect("fills its id into its calls", () =>
    Effect.gen(function* () {
      const { withTransaction } = setUp()
      const input = { tableName: "orders", primaryKey: [{ name: "customer", value: "ada" }] }
      const made = yield* withTransaction((transaction) => transaction.putRow(input))
      assert.deepStrictEqual(made as unknown, { name: "putRow", input: { ...input, transactionId: "T1" } })
    })
  )
})
