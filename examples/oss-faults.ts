/**
 * How does your program cope when the cloud does not? Faults are injected into the emulator, and its log of calls tells
 * what was tried.
 *
 * Run it with `npm run example examples/oss-faults.ts`.
 */
import { NodeRuntime } from "@effect/platform-node"
import { Console, Effect } from "effect"
import { Oss } from "effect-cloud-storage"
import { type FaultRule, Faults, OssTest } from "effect-cloud-storage/testing"

/** The program under test: keeps a report, and tells its owner when that fails. */
const keepReport = (report: string) =>
  Effect.gen(function* () {
    const reports = (yield* Oss).bucket("reports")
    yield* reports.putObject({ key: "today.txt", body: report })
    const kept = yield* reports.getObject({ key: "today.txt" })
    return `kept ${(yield* kept.bytes).length} bytes`
  }).pipe(
    Effect.catchReason("ServerError", "AccessDenied", () => Effect.succeed("may not write: ask the bucket's owner")),
    Effect.catchReason("ClientError", "ChecksumMismatch", () =>
      Effect.succeed("damaged on the way: told the operator")
    ),
    Effect.catchTag("RequestError", (error) => Effect.succeed(`gave up after ${error.attempts} attempts`))
  )

const report = "all is well\n".repeat(1000)

const scenarios: Readonly<Record<string, ReadonlyArray<FaultRule>>> = {
  "all is well": [],
  "busy twice": [
    { operation: "PutObject", times: 2, action: { _tag: "Error", status: 503, code: "ServiceUnavailable" } }
  ],
  "answer lost": [{ operation: "PutObject", times: 1, action: { _tag: "Reset", executed: true } }],
  "cut in the middle": [{ operation: "GetObject", times: 1, action: { _tag: "Truncate", afterBytes: 5000 } }],
  "damaged for good": [{ operation: "GetObject", action: { _tag: "CorruptByte", position: 99 } }],
  "not allowed": [{ operation: "PutObject", action: { _tag: "Error", status: 403, code: "AccessDenied" } }],
  "no connection": [{ action: { _tag: "Reset" } }],
  "clock is wrong": [{ action: { _tag: "SkewClock", millis: 3_600_000 } }]
}

const program = Effect.gen(function* () {
  const faults = yield* Faults
  yield* Effect.flatMap(Oss, (oss) => oss.putBucket({ bucket: "reports" }))
  for (const [name, rules] of Object.entries(scenarios)) {
    yield* faults.clear
    yield* faults.clearCalls
    yield* Effect.forEach(rules, faults.add)
    const outcome = yield* keepReport(report)
    const calls = yield* faults.calls
    yield* Console.log(`${name.padEnd(19)}${outcome.padEnd(40)}${calls.map(({ operation }) => operation).join(" ")}`)
  }
})

// Short pauses: a test should not wait as long as a user would.
program.pipe(Effect.provide(OssTest.layerWith({ retry: { baseDelay: "5 millis" } })), NodeRuntime.runMain)
