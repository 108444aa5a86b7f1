import { assert, describe, it } from "@effect/vitest"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"
import * as Schedule from "effect/Schedule"
import * as RetryPolicy from "../../../src/layers/RetryPolicy.ts"
import * as TablestoreRetry from "../../../src/layers/tablestore/retry.ts"
import { RequestError } from "../../../src/schema/Errors.ts"
import { type TablestoreErrorCode, tablestoreErrors } from "../../../src/schema/tablestore/errors.ts"
import * as M from "../../../src/schema/tablestore/protobuf/generated/tableStore.ts"
import * as Condition from "../../../src/schema/tablestore/row/condition.ts"
import * as Row from "../../../src/schema/tablestore/row/rows.ts"
import { Tablestore, type TablestoreService } from "../../../src/services/Tablestore.ts"
import { answer, networkFails, networkFailsLate, nodeError, reset, type Step } from "../../suites/scriptedHttp.ts"
import { during } from "../../suites/scriptedOss.ts"
import { consumed, good, noRow, refused, scriptedTablestore, signed } from "../../suites/scriptedTablestore.ts"
import { operations } from "../../suites/tablestoreProtocol.ts"

const primaryKey = [{ name: "k", value: "a" }]
const tableName = "orders"
const written = good(M.PutRowResponse, { consumed })
const batchWritten = good(M.BatchWriteRowResponse, { tables: [{ tableName, rows: [{ isOk: true }] }] })

interface Call {
  readonly call: (tablestore: TablestoreService) => Effect.Effect<unknown, unknown>
  readonly success: Step
  /** By the default policy and by that for writes, whether it is repeated when its outcome is open. */
  readonly repeatable: { readonly standard: boolean; readonly write: boolean }
}

const reads = { standard: true, write: true }
const safeWrites = { standard: false, write: true }
const never = { standard: false, write: false }

const batch = (row: object) => (tablestore: TablestoreService) =>
  tablestore.batchWriteRow({ tables: [{ tableName, rows: [{ type: "put", primaryKey }, row as never] }] })

/** Calls of all kinds, and what the official clients' table says of them. */
const calls: Readonly<Record<string, Call>> = {
  "a read": { call: (t) => t.getRow({ tableName, primaryKey }), success: noRow, repeatable: reads },
  "a list of tables": {
    call: (t) => t.listTable({}),
    success: good(M.ListTableResponse, { tableNames: [] }),
    repeatable: reads
  },
  "a put": { call: (t) => t.putRow({ tableName, primaryKey }), success: written, repeatable: safeWrites },
  "an update": {
    call: (t) => t.updateRow({ tableName, primaryKey, columns: [Row.put("c", 1n)] }),
    success: written,
    repeatable: safeWrites
  },
  "a removal": { call: (t) => t.deleteRow({ tableName, primaryKey }), success: written, repeatable: safeWrites },
  "a batch of writes": {
    call: batch({ type: "delete", primaryKey }),
    success: batchWritten,
    repeatable: safeWrites
  },
  "an increment": {
    call: (t) => t.updateRow({ tableName, primaryKey, columns: [Row.increment("c", 1n)] }),
    success: written,
    repeatable: never
  },
  "a put whose key the service picks": {
    call: (t) => t.putRow({ tableName, primaryKey: [...primaryKey, { name: "id", value: Row.autoIncrement }] }),
    success: written,
    repeatable: never
  },
  "a put under a condition": {
    call: (t) => t.putRow({ tableName, primaryKey, condition: Condition.expectNotExist() }),
    success: written,
    repeatable: never
  },
  "a batch with an increment": {
    call: batch({ type: "update", primaryKey, columns: [Row.increment("c", 1n)] }),
    success: batchWritten,
    repeatable: never
  },
  "a batch with a condition": {
    call: batch({ type: "delete", primaryKey, condition: Condition.expectExist() }),
    success: batchWritten,
    repeatable: never
  },
  "the creation of a table": {
    call: (t) => t.createTable({ tableName, primaryKey: [{ name: "k", type: "string" }] }),
    success: good(M.CreateTableResponse, {}),
    repeatable: never
  },
  "a commit": {
    call: (t) => t.commitTransaction({ transactionId: "T" }),
    success: good(M.CommitTransactionResponse, {}),
    repeatable: never
  }
}

/** How many requests a call makes when the first one fails. */
const requests = (policy: RetryPolicy.RetryPolicyService, { call, success }: Call, failure: Step) =>
  Effect.gen(function* () {
    const { layer, seen } = scriptedTablestore({ steps: [failure, success], retryPolicy: policy })
    yield* Effect.flatMap(Tablestore, call).pipe(Effect.provide(layer), Effect.ignore)
    return seen.length
  })

/** Which codes do surely nothing, and which leave it open. Source: Tablestore SDK for Python, `retry.py`. */
const transient: ReadonlyArray<TablestoreErrorCode> = [
  "OTSRowOperationConflict",
  "OTSNotEnoughCapacityUnit",
  "OTSTableNotReady",
  "OTSPartitionUnavailable",
  "OTSServerBusy",
  "OTSOperationThrottled",
  "OTSStorageServerBusy"
]
const open: ReadonlyArray<TablestoreErrorCode> = ["OTSTimeout", "OTSInternalServerError", "OTSServerUnavailable"]

const expected = (kind: "transient" | "open" | "no", policy: "standard" | "write", { repeatable }: Call): number =>
  kind === "transient" || (kind === "open" && repeatable[policy]) ? 2 : 1

/** The two policies, without their pauses. */
const policies = {
  standard: TablestoreRetry.noDelay,
  write: TablestoreRetry.make({ isRetryable: TablestoreRetry.isWriteRetryable, delays: false })
} as const

describe("by code, call and policy", () => {
  for (const policy of ["standard", "write"] as const) {
    for (const [name, call] of Object.entries(calls)) {
      it.effect(`${policy}: ${name} is repeated after the codes that allow it`, () =>
        Effect.gen(function* () {
          for (const [code, { status }] of Object.entries(tablestoreErrors)) {
            const kind = transient.includes(code as TablestoreErrorCode)
              ? "transient"
              : open.includes(code as TablestoreErrorCode)
                ? "open"
                : "no"
            const made = yield* requests(policies[policy], call, refused(status, code))
            assert.strictEqual(made, expected(kind, policy, call), `${code} (${status})`)
          }
        })
      )

      it.effect(`${policy}: ${name} is repeated after failures without a code that allow it`, () =>
        Effect.gen(function* () {
          const check = (label: string, kind: "transient" | "open" | "no", failure: Step) =>
            Effect.map(requests(policies[policy], call, failure), (made) =>
              assert.strictEqual(made, expected(kind, policy, call), label)
            )
          for (const status of [500, 502, 503, 504, 520, 408, 429, 499]) {
            yield* check(`HTTP ${status}`, "open", answer(status))
          }
          // Not the service's word, but no better the next time.
          for (const status of [302, 400, 403, 404]) yield* check(`HTTP ${status}`, "no", answer(status))
          yield* check("reset", "open", reset)
          yield* check("reset late", "open", networkFailsLate(nodeError("ECONNRESET", "read")))
          yield* check("refused", "transient", networkFails(nodeError("ECONNREFUSED", "connect")))
          yield* check("no address", "transient", networkFails(nodeError("ENOTFOUND", "getaddrinfo")))
          yield* check("a damaged answer", "open", signed(200, new Uint8Array([1]), { forgedBody: new Uint8Array(1) }))
          yield* check("a forged answer", "no", signed(200, new Uint8Array(0), { forged: { authorization: "x" } }))
          yield* check("an unreadable answer", "no", signed(200, new Uint8Array([1])))
          const frequent = "Too frequent table operations."
          yield* check("too frequent", "transient", refused(403, "OTSQuotaExhausted", frequent))
          yield* check("too many", "no", refused(403, "OTSQuotaExhausted", "Number of tables exceeded the quota."))
        })
      )
    }
  }

  it.effect("without a policy nothing is repeated", () =>
    Effect.gen(function* () {
      for (const code of [...transient, ...open]) {
        const { status } = tablestoreErrors[code]
        assert.strictEqual(yield* requests(RetryPolicy.none, calls["a read"]!, refused(status, code)), 1, code)
      }
    })
  )

  it.effect("by a policy of one's own", () =>
    Effect.gen(function* () {
      const notFound = (failure: RetryPolicy.AttemptFailure) =>
        failure.error._tag === "ServerError" && failure.error.reason.code === "OTSObjectNotExist"
      const policy = RetryPolicy.fromSchedule(Schedule.recurs(5), notFound)
      const call = calls["a put"]!
      assert.strictEqual(yield* requests(policy, call, refused(404, "OTSObjectNotExist")), 2)
      assert.strictEqual(yield* requests(policy, call, refused(503, "OTSServerBusy")), 1)
    })
  )

  it("the tables of operations and the list of repeatable calls agree", () => {
    // Those that the official clients repeat, and the reads they forgot.
    const repeatable = new Set([
      "ListTable",
      "DescribeTable",
      "GetRow",
      "BatchGetRow",
      "GetRange",
      "ListSearchIndex",
      "DescribeSearchIndex",
      "Search",
      "ComputeSplits",
      "ParallelScan",
      "ComputeSplitPointsBySize",
      "ListStream",
      "DescribeStream",
      "GetShardIterator",
      "GetStreamRecord",
      "BulkExport",
      "GetTimeseriesData",
      "ListTimeseriesTable",
      "DescribeTimeseriesTable",
      "QueryTimeseriesMeta",
      "SplitTimeseriesScanTask",
      "ScanTimeseriesData",
      "DescribeTimeseriesAnalyticalStore",
      "tunnel/list",
      "tunnel/describe",
      "tunnel/getcheckpoint",
      "tunnel/readrecords",
      "ListDeliveryTask",
      "DescribeDeliveryTask",
      "DescribeGlobalTable"
    ])
    for (const operation of Object.values<any>(operations)) {
      const path: string = operation.path ?? operation.name
      // SQL depends on its statement; the official clients do not know the last one.
      if (operation.name === "SQLQuery" || path === "tunnel/getrpo") continue
      assert.strictEqual(operation.isIdempotent({}), repeatable.has(path), path)
    }
  })

  it("SQL that only reads can be repeated", () => {
    const { isIdempotent } = operations["sqlQuery"]!
    for (const query of [
      "select 1",
      "  SELECT * FROM a",
      "(select 1)",
      "show tables",
      "describe a",
      "desc a",
      "explain select 1"
    ]) {
      assert.isTrue(isIdempotent({ query }), query)
    }
    for (const query of ["create table a (b bigint)", "drop mapping table a", "selected", "alter table a"]) {
      assert.isFalse(isIdempotent({ query }), query)
    }
  })
})

describe("what is known of a failure", () => {
  const failing = (failure: Step) =>
    Effect.gen(function* () {
      let found: TablestoreRetry.FailureFacts | undefined
      const watch = RetryPolicy.fromSchedule(Schedule.recurs(1), (failed) => {
        found = TablestoreRetry.classify(failed)
        return false
      })
      yield* requests(watch, calls["a put"]!, failure)
      return found
    })
  const notDone = (mayPass: boolean) => ({ outcome: "notDone", mayPass })
  const maybeDone = (mayPass: boolean) => ({ outcome: "open", mayPass })

  it.effect("is that nothing was done when the service refused, or nothing was sent", () =>
    Effect.gen(function* () {
      for (const [code, { status }] of Object.entries(tablestoreErrors)) {
        if (open.includes(code as TablestoreErrorCode)) continue
        const mayPass = transient.includes(code as TablestoreErrorCode)
        assert.deepStrictEqual(yield* failing(refused(status, code)), notDone(mayPass) as never, code)
      }
      assert.deepStrictEqual(yield* failing(refused(400, "OTSNewRefusal")), notDone(false) as never)
      assert.deepStrictEqual(yield* failing(networkFails(nodeError("ECONNREFUSED", "connect"))), notDone(true) as never)
      assert.deepStrictEqual(
        yield* failing(networkFails(nodeError("ENOTFOUND", "getaddrinfo"))),
        notDone(true) as never
      )
    })
  )

  it.effect("is that it may have been done when the service says so, or the answer is not the service's", () =>
    Effect.gen(function* () {
      for (const code of open) {
        assert.deepStrictEqual(yield* failing(refused(tablestoreErrors[code].status, code)), maybeDone(true) as never)
      }
      assert.deepStrictEqual(yield* failing(refused(500, "OTSNewTrouble")), maybeDone(true) as never)
      for (const status of [408, 425, 429, 499, 500, 502, 503, 504, 520, 524]) {
        assert.deepStrictEqual(yield* failing(answer(status)), maybeDone(true) as never, String(status))
      }
      for (const status of [301, 302, 400, 401, 403, 404, 405, 413]) {
        assert.deepStrictEqual(yield* failing(answer(status)), maybeDone(false) as never, String(status))
      }
      assert.deepStrictEqual(yield* failing(refused(404, "NoSuchSite")), maybeDone(false) as never)
    })
  )

  it.effect("is that it may have been done when the answer was lost, damaged or unreadable", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* failing(reset), maybeDone(true) as never)
      assert.deepStrictEqual(
        yield* failing(signed(200, new Uint8Array([1]), { forgedBody: new Uint8Array(1) })),
        maybeDone(true) as never
      )
      assert.deepStrictEqual(
        yield* failing(signed(200, new Uint8Array(0), { forged: { authorization: "x" } })),
        maybeDone(false) as never
      )
    })
  )

  it("is that it may have been done when the request was cut off on this side", () => {
    const aborted = new RequestError({
      service: "Tablestore",
      operation: "putRow",
      host: "test",
      attempts: 1,
      elapsedMillis: 1,
      reason: { _tag: "Aborted", detail: "test" }
    })
    const failure = {
      error: aborted,
      operation: operations["putRow"]!,
      idempotent: false,
      replayable: true,
      attempts: 1
    }
    assert.deepStrictEqual(TablestoreRetry.classify(failure), maybeDone(false) as never)
  })
})

describe("pauses", () => {
  const withRandom = (value: number) =>
    Effect.provideService(Random.Random, { nextDoubleUnsafe: () => value, nextIntUnsafe: () => 0 })

  /** When each request of a call that always fails was made, in milliseconds. */
  const times = (policy: RetryPolicy.RetryPolicyService, failure: Step, random: number) =>
    Effect.gen(function* () {
      const made: Array<number> = []
      const step: Step = (request, signal) =>
        Effect.flatMap(Clock.currentTimeMillis, (now) => {
          made.push(now)
          return failure(request, signal)
        })
      const { layer } = scriptedTablestore({ steps: Array.from({ length: 30 }, () => step), retryPolicy: policy })
      const call = Effect.flatMap(Tablestore, calls["a read"]!.call).pipe(Effect.provide(layer), Effect.ignore)
      yield* during(withRandom(random)(call), "100 seconds")
      return made.slice(1).map((time, index) => time - made[index]!)
    })

  const gentle = refused(503, "OTSPartitionUnavailable")
  const throttled = refused(503, "OTSServerBusy")

  it.effect("double from 200 ms to 3 s, half of each left to chance, 20 times", () =>
    Effect.gen(function* () {
      const longest = yield* times(TablestoreRetry.standard, gentle, 1)
      assert.deepStrictEqual(longest, [200, 400, 800, 1600, ...new Array<number>(16).fill(3000)])
      const shortest = yield* times(TablestoreRetry.standard, gentle, 0)
      assert.deepStrictEqual(shortest, [100, 200, 400, 800, ...new Array<number>(16).fill(1500)])
    })
  )

  it.effect("begin with 500 ms where the service asks to slow down", () =>
    Effect.gen(function* () {
      const made = yield* times(TablestoreRetry.standard, throttled, 1)
      assert.deepStrictEqual(made, [500, 1000, 2000, ...new Array<number>(17).fill(3000)])
    })
  )

  it.effect("end after 5 times when another write or a transaction holds the row, or as is wanted", () =>
    Effect.gen(function* () {
      const heldUp = refused(409, "OTSRowOperationConflict")
      assert.deepStrictEqual(yield* times(TablestoreRetry.standard, heldUp, 1), [200, 400, 800, 1600, 3000])
      assert.deepStrictEqual(yield* times(TablestoreRetry.make({ maxConflictRetries: 1 }), heldUp, 1), [200])
      assert.deepStrictEqual(yield* times(TablestoreRetry.make({ maxRetries: 2 }), heldUp, 1), [200, 400])
    })
  )

  it.effect("are none where none are wanted, and as many as are wanted", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* times(TablestoreRetry.noDelay, gentle, 1), new Array<number>(20).fill(0))
      assert.deepStrictEqual(yield* times(TablestoreRetry.make({ maxRetries: 2 }), gentle, 1), [200, 400])
    })
  )
})
