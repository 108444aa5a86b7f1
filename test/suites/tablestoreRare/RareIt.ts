/** What the rarer behaviours of Tablestore share. */
import type { Vitest } from "@effect/vitest"
import { assert } from "@effect/vitest"
import { Effect } from "effect"
import { Tablestore } from "../../../src/index.ts"
import type { ServerErrorReason, StorageError } from "../../../src/schema/Errors.ts"

/** `it` of a suite whose layer is there. */
export type RareIt = Vitest.MethodsNonLive<Tablestore>

/** Expects a call to be refused with a code, and gives all that was said. */
export const refusedWith = <A, Code extends string, R>(
  effect: Effect.Effect<A, StorageError<Code>, R>,
  code: NoInfer<Code>
): Effect.Effect<ServerErrorReason<Code>, never, R> =>
  Effect.map(Effect.flip(effect) as Effect.Effect<StorageError<Code>, never, R>, (error) => {
    if (error._tag !== "ServerError") throw error
    assert.strictEqual(error.reason._tag, code)
    return error.reason
  })

/** Makes a table whose rows have one key column, `id`. */
export const makeTable = (tableName: string, streamHours?: number) =>
  Effect.gen(function* () {
    const tablestore = yield* Tablestore
    yield* tablestore.createTable({
      tableName,
      primaryKey: [{ name: "id", type: "string" }],
      ...(streamHours === undefined ? {} : { streamSpec: { enableStream: true, expirationTime: streamHours } })
    })
    return tablestore
  })
