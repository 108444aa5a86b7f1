/**
 * What is counted of calls. Reading them costs the program nothing; see `effect/observability` for exporters.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Metric from "effect/Metric"
import type { AnyOperation } from "../schema/Operation.ts"
import type { Call } from "./Call.ts"

/** Calls that came to an end, by service, operation and outcome. */
export const requests = Metric.counter("ecs.client.requests", {
  description: "Calls that came to an end",
  incremental: true
})
/** Attempts after the first. */
export const retries = Metric.counter("ecs.client.retries", {
  description: "Attempts after the first",
  incremental: true
})
/** Bytes of bodies sent, those sent again included. */
export const bytesSent = Metric.counter("ecs.client.bytes.sent", {
  description: "Bytes of bodies sent, those sent again included",
  incremental: true
})
/** Milliseconds of calls, all attempts included. */
export const duration = Metric.histogram("ecs.client.duration", {
  description: "Milliseconds of calls, all attempts included",
  boundaries: [5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000]
})

interface OperationMetrics {
  readonly succeeded: typeof requests
  readonly failed: typeof requests
  readonly retries: typeof retries
  readonly bytesSent: typeof bytesSent
  readonly duration: typeof duration
}

const known = new WeakMap<AnyOperation, OperationMetrics>()

const metricsOf = (operation: AnyOperation): OperationMetrics => {
  let found = known.get(operation)
  if (found === undefined) {
    const by = { service: operation.service, operation: operation.methodName }
    found = {
      succeeded: Metric.withAttributes(requests, { ...by, outcome: "success" }) as typeof requests,
      failed: Metric.withAttributes(requests, { ...by, outcome: "failure" }) as typeof requests,
      retries: Metric.withAttributes(retries, by) as typeof retries,
      bytesSent: Metric.withAttributes(bytesSent, by) as typeof bytesSent,
      duration: Metric.withAttributes(duration, by) as typeof duration
    }
    known.set(operation, found)
  }
  return found
}

/** Counts a call when it is over. */
export const recorded = <A, E, R>(call: Call, effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.onExit(effect, (exit) =>
    Effect.withFiber((fiber) => {
      const { context } = fiber
      const now = fiber.getRef(Clock.Clock).currentTimeMillisUnsafe()
      const metrics = metricsOf(call.operation)
      const outcome = exit._tag === "Success" ? metrics.succeeded : metrics.failed
      outcome.updateUnsafe(1, context)
      metrics.duration.updateUnsafe(now - call.startedAt, context)
      if (call.attempts > 1) metrics.retries.updateUnsafe(call.attempts - 1, context)
      if (call.sentBytes > 0) metrics.bytesSent.updateUnsafe(call.sentBytes, context)
      return Effect.void
    })
  )
