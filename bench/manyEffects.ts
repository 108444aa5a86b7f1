import { Effect } from "effect"

/** Runs an effect many times, some at once. */
export const manyEffects = <E, R>(count: number, concurrency: number, one: Effect.Effect<unknown, E, R>) =>
  Effect.gen(function* () {
    let left = count
    const worker = Effect.whileLoop({ while: () => left-- > 0, body: () => one, step: () => {} })
    yield* Effect.all(
      Array.from({ length: concurrency }, () => worker),
      { concurrency: "unbounded", discard: true }
    )
  })
