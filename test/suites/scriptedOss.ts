/** OSS whose answers are scripted. */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import { TestClock } from "effect/testing"
import * as Credentials from "../../src/layers/Credentials.ts"
import * as RetryPolicy from "../../src/layers/RetryPolicy.ts"
import { Oss, type OssOptions } from "../../src/services/Oss.ts"
import { type Step, script } from "./scriptedHttp.ts"

/** The keys that scripted calls are signed with; their text must show up nowhere. */
export const secretText = "s3cr3t-0f-the-tests"

export interface ScriptedOptions {
  readonly steps: ReadonlyArray<Step>
  readonly oss?: OssOptions | undefined
  readonly credentials?: Layer.Layer<Credentials.Credentials> | undefined
  readonly retryPolicy?: Layer.Layer<RetryPolicy.RetryPolicy> | undefined
}

/** OSS over a script, with the default policy, and what the script saw. */
export const scriptedOss = (options: ScriptedOptions) => {
  const { seen, layer } = script(...options.steps)
  const oss = Oss.layer(options.oss ?? { region: "cn-hangzhou" }).pipe(
    Layer.provide([
      options.credentials ?? Credentials.layerStatic({ accessKeyId: "id", accessKeySecret: secretText }),
      options.retryPolicy ?? RetryPolicy.layer(),
      layer
    ])
  )
  return { seen, layer: oss }
}

/** Runs a call to its end while the test clock moves on by this much. */
export const during = <A, E, R>(effect: Effect.Effect<A, E, R>, duration: Duration.Input) =>
  Effect.gen(function* () {
    const fiber = yield* Effect.forkChild(effect, { startImmediately: true })
    // In small steps: what a step wakes up may go to sleep again.
    const millis = Duration.toMillis(Duration.fromInputUnsafe(duration))
    for (let step = 0; step < 100; step++) yield* TestClock.adjust(millis / 100)
    return yield* Fiber.join(fiber)
  })
