/** What the behaviours of an object store are given. */
import type { Vitest } from "@effect/vitest"
import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import type * as HttpClient from "effect/http/HttpClient"
import type * as Scope from "effect/Scope"
import type { ServerErrorReason, StorageError } from "../../../src/schema/Errors.ts"
import type { Oss, OssBucket } from "../../../src/services/Oss.ts"

/** `it` of a suite whose layer is there. */
export type StoreIt = Vitest.MethodsNonLive<Oss | HttpClient.HttpClient>

export interface StoreContext {
  readonly countsAtOnce: boolean
  readonly signatureVersion: "v1" | "v4"
  /** A name that no bucket has. */
  readonly newBucketName: () => string
  /** A bucket that is gone, with all its objects, when the test is over. */
  readonly newBucket: (
    settings?: Parameters<OssBucket["putBucket"]>[0]
  ) => Effect.Effect<OssBucket, StorageError, Oss | Scope.Scope>
}

/** The reason why the service refused a call; any other end fails the test. */
export const refusal = <A, Code extends string, R>(
  effect: Effect.Effect<A, StorageError<Code>, R>
): Effect.Effect<ServerErrorReason<Code>, never, R> =>
  Effect.map(Effect.flip(effect) as Effect.Effect<StorageError<Code>, never, R>, (error) => {
    if (error._tag !== "ServerError") throw error
    return error.reason
  })

/** Expects a call to be refused with a code, and its status. */
export const refusedWith = <A, Code extends string, R>(
  effect: Effect.Effect<A, StorageError<Code>, R>,
  code: NoInfer<Code>,
  status: number
) =>
  Effect.map(refusal(effect), (reason) => {
    assert.strictEqual(reason._tag, code)
    assert.strictEqual(reason.status, status)
    assert.isString(reason.requestId)
    return reason
  })

/** Bytes that are easy to recognise. */
export const pattern = (length: number): Uint8Array<ArrayBuffer> =>
  new Uint8Array(length).map((_, index) => (index * 31 + (index >> 8)) & 0xff)
