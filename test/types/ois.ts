/**
 * What must and what must not compile. `tsc` is the test: an expected error that does not occur is an error too.
 */
import type * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type * as HttpClient from "effect/http/HttpClient"
import type * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import type * as Stream from "effect/Stream"
import type { ClientError, StorageError } from "../../src/schema/Errors.ts"
import { Ois, type OisBucket, type OisService, type ServiceRequirements } from "../../src/services/Ois.ts"

/** `true` when two types are the same, not only assignable. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const holds = <T extends true>(_?: T): void => undefined

declare const ois: OisService
declare const bucket: OisBucket
const object = { bucket: "test-bucket", key: "cat" }

// ---- the error channel ----------------------------------------------------------------------------------------------

type FailureOf<F> = F extends (...input: Array<any>) => Effect.Effect<any, infer E, any> ? E : never
type TagsOf<F> = FailureOf<F> extends { readonly _tag: infer Tag } ? Tag : never

/** Methods that fail with something else than exactly the three classes. */
type Others<Service> = {
  [K in keyof Service]: Service[K] extends (...input: Array<any>) => Effect.Effect<any, any, any>
    ? Same<TagsOf<Service[K]>, "ServerError" | "ClientError" | "RequestError"> extends true
      ? never
      : K
    : never
}[keyof Service]

// What only signs asks no service, and so has no server's errors.
holds<Same<Others<OisService>, "presign" | "postForm">>()
holds<Same<Others<OisBucket>, "presign" | "postForm">>()
holds<Same<FailureOf<OisService["presign"]>, ClientError>>()

export const anyFailureIsAStorageError = (error: FailureOf<OisService["putObject"]>): StorageError => error

export const codes = () => {
  const get = ois.getObject(object)
  const known = get.pipe(
    Effect.catchReason("ServerError", "object_not_exists", (reason) => Effect.succeed(reason._tag))
  )
  const mirrored = get.pipe(Effect.catchReason("ServerError", "redirected", () => Effect.succeed("")))
  // @ts-expect-error misspelt
  const misspelt = get.pipe(Effect.catchReason("ServerError", "object_not_exist", () => Effect.succeed("")))
  // @ts-expect-error a code of another operation: getObject appends nothing
  const foreign = get.pipe(Effect.catchReason("ServerError", "invalid_object_state", () => Effect.succeed("")))
  const append = ois.appendObject({ ...object, position: 0, body: "" })
  const own = append.pipe(Effect.catchReason("ServerError", "invalid_object_state", () => Effect.succeed("")))
  const young = ois.deleteBucket(object).pipe(Effect.catchReason("ServerError", "lease_not_ready", () => Effect.void))
  return [known, mirrored, misspelt, foreign, own, young]
}

// ---- inputs and outputs ---------------------------------------------------------------------------------------------

export const inputs = () => {
  // @ts-expect-error a key is missing
  const keyless = ois.getObject({ bucket: "test-bucket" })
  // @ts-expect-error no such permission
  const dream = bucket.putBucketAcl({ acl: [{ grantee: { type: "user", id: "usr-1" }, permission: "DREAM" }] })
  // @ts-expect-error a handle knows its bucket
  const twice = bucket.getObject({ key: "cat", bucket: "other" })
  // @ts-expect-error a secret is redacted before it is given
  const bare = bucket.putObject({ key: "cat", body: "", customerKey: new Uint8Array(32) })
  const secret = bucket.putObject({ key: "cat", body: "", customerKey: Redacted.make(new Uint8Array(32)) })
  // @ts-expect-error an upload has a position of its own only where it is appended
  const placed = bucket.putObject({ key: "cat", body: "", position: 0 })
  // @ts-expect-error calls without a bucket are not on the handle
  const lists = bucket.listBuckets
  return [keyless, dream, twice, bare, secret, placed, lists, bucket.putBucket(), bucket.listObjects()]
}

type OutputOf<F> = F extends (...input: Array<any>) => Effect.Effect<infer A, any, any> ? A : never
holds<Same<OutputOf<OisService["getObject"]>["lastModified"], DateTime.Utc | undefined>>()
holds<Same<OutputOf<OisService["appendObject"]>["nextAppendPosition"], number>>()
holds<Same<OutputOf<OisService["listObjects"]>["keys"][number]["size"], number>>()
holds<Same<OutputOf<OisService["appendPosition"]>, number | undefined>>()
holds<Same<OutputOf<OisBucket["createBucketIfAbsent"]>, { readonly created: boolean }>>()
holds<Same<OisBucket["zone"], string | undefined>>()
type ItemOf<F> = F extends (...input: Array<any>) => Stream.Stream<infer A, any, any> ? A : never
holds<Same<ItemOf<OisService["listObjectsAll"]>["key"], string>>()

// ---- layers ---------------------------------------------------------------------------------------------------------

export const layers = (): ReadonlyArray<unknown> => {
  const chosen: Layer.Layer<Ois, ClientError, ServiceRequirements> = Ois.layer()
  const configured: Layer.Layer<Ois, ClientError, HttpClient.HttpClient> = Ois.layerSdkConfig()
  // @ts-expect-error no such deployment
  const elsewhere = Ois.layer({ deployment: "moon" })
  return [chosen, configured, elsewhere]
}
