/**
 * What must and what must not compile. `tsc` is the test: an expected error that does not occur is an error too.
 */
import type * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import * as Credentials from "../../src/layers/Credentials.ts"
import * as RetryPolicy from "../../src/layers/RetryPolicy.ts"
import * as Body from "../../src/schema/Body.ts"
import type { ClientError, RequestError, ServerError, StorageError } from "../../src/schema/Errors.ts"
import * as objectOperations from "../../src/schema/oss/object.ts"
import {
  Oss,
  type OssBucket,
  OssClient,
  type OssOptions,
  type OssService,
  type ServiceRequirements
} from "../../src/services/Oss.ts"

/** `true` when two types are the same, not only assignable. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const holds = <T extends true>(_?: T): void => undefined

declare const oss: OssService
declare const bucket: OssBucket
const object = { bucket: "photos", key: "cat" }

// ---- the error channel ----------------------------------------------------------------------------------------------

type FailureOf<F> = F extends (...input: Array<any>) => Effect.Effect<any, infer E, any> ? E : never
type TagsOf<F> = FailureOf<F> extends { readonly _tag: infer Tag } ? Tag : never
type ThreeClasses = "ServerError" | "ClientError" | "RequestError"

/** Methods that fail with something else than exactly the three classes. */
type Others<Service> = {
  [K in keyof Service]: Service[K] extends (...input: Array<any>) => Effect.Effect<any, any, any>
    ? Same<TagsOf<Service[K]>, ThreeClasses> extends true
      ? never
      : K
    : never
}[keyof Service]

// What only signs asks no service, and so has no server's errors.
holds<Same<Others<OssService>, "presign" | "postPolicy" | "rtmpUrl">>()
holds<Same<FailureOf<OssService["presign"]>, ClientError>>()
holds<Same<Others<OssBucket>, "presign" | "postPolicy" | "rtmpUrl">>()

/** Methods that need something from the context. */
type Needy<Service> = {
  [K in keyof Service]: Service[K] extends (...input: Array<any>) => Effect.Effect<any, any, infer R>
    ? [R] extends [never]
      ? never
      : K
    : never
}[keyof Service]
holds<Same<Needy<OssService>, never>>()
holds<Same<Needy<OssBucket>, never>>()

export const anyFailureIsAStorageError = (error: FailureOf<OssService["putObject"]>): StorageError => error

// ---- codes ----------------------------------------------------------------------------------------------------------

export const codes = () => {
  const get = oss.getObject(object)
  const known = get.pipe(Effect.catchReason("ServerError", "NoSuchKey", (reason) => Effect.succeed(reason._tag)))
  // @ts-expect-error misspelt
  const misspelt = get.pipe(Effect.catchReason("ServerError", "NoSuchKeys", () => Effect.succeed("")))
  // @ts-expect-error a code of another operation: getObject appends nothing
  const foreign = get.pipe(Effect.catchReason("ServerError", "PositionNotEqualToLength", () => Effect.succeed("")))
  const append = oss.appendObject({ ...object, position: 0, body: "" })
  const own = append.pipe(Effect.catchReason("ServerError", "PositionNotEqualToLength", () => Effect.succeed("")))
  const common = oss.listBuckets({}).pipe(Effect.catchReason("ServerError", "AccessDenied", () => Effect.succeed("")))
  // @ts-expect-error misspelt reason of the client
  const client = get.pipe(Effect.catchReason("ClientError", "InvalidInputs", () => Effect.succeed("")))
  // @ts-expect-error misspelt reason of the network
  const network = get.pipe(Effect.catchReason("RequestError", "Resets", () => Effect.succeed("")))
  return [known, misspelt, foreign, own, common, client, network]
}

export const theReasonIsNarrowed = () =>
  oss.headObject(object).pipe(
    Effect.catchReasons("ServerError", {
      NoSuchKey: (reason) => Effect.succeed({ tag: reason._tag satisfies "NoSuchKey", id: reason.requestId }),
      NotModified: (reason) => Effect.succeed({ tag: reason._tag satisfies "NotModified", id: reason.requestId })
    })
  )

export const handlingAllClassesLeavesNoError = () => {
  const handled = oss.putObject({ ...object, body: "" }).pipe(
    Effect.catchTags({
      ServerError: () => Effect.void,
      ClientError: () => Effect.void,
      RequestError: () => Effect.void
    })
  )
  holds<Same<Effect.Error<typeof handled>, never>>()
  return handled
}

export const handlersServeSeveralOperations = () =>
  Effect.gen(function* () {
    yield* oss.putObject({ ...object, body: "" })
    yield* oss.appendObject({ ...object, body: "", position: 0 })
    return yield* oss.deleteBucket({ bucket: "photos" })
  }).pipe(
    Effect.catchReason("ServerError", "BucketNotEmpty", () => Effect.void),
    Effect.catchReason("ServerError", "NoSuchBucket", () => Effect.void)
  )

export const narrowErrorsAreWideOnes = (
  narrow: ServerError<"NoSuchKey"> | ClientError | RequestError
): StorageError<"NoSuchKey" | "AccessDenied"> => narrow

// ---- inputs ---------------------------------------------------------------------------------------------------------

export const inputs = () => [
  oss.putObject({ ...object, body: "text" }),
  oss.putObject({ ...object, body: new Uint8Array(1) }),
  oss.putObject({ ...object, body: Stream.make(new Uint8Array(1)) }),
  oss.putObject({ ...object, body: Body.file("/tmp/cat") }),
  oss.putObject({ ...object, body: "", contentType: undefined, metadata: { a: "b" }, tagging: { a: "b" } }),
  // @ts-expect-error a field is missing
  oss.putObject({ bucket: "photos", body: "" }),
  // @ts-expect-error a field is missing
  oss.putObject(object),
  // @ts-expect-error there is no such field
  oss.putObject({ ...object, body: "", contentTypes: "text/plain" }),
  // @ts-expect-error not a body
  oss.putObject({ ...object, body: 5 }),
  // @ts-expect-error not a text
  oss.putObject({ bucket: 5, key: "cat", body: "" }),
  // @ts-expect-error wrong value of a closed set
  oss.putBucket({ bucket: "photos", acl: "public" }),
  // @ts-expect-error wrong value of a closed set
  oss.putBucket({ bucket: "photos", storageClass: "standard" }),
  // @ts-expect-error a time is a DateTime, not its wire form
  oss.headObject({ ...object, ifModifiedSince: "Sat, 05 Dec 2015 11:10:29 GMT" }),
  // @ts-expect-error a boolean is no text
  oss.putObject({ ...object, body: "", forbidOverwrite: "true" }),
  // @ts-expect-error a range has two sides
  oss.getObject({ ...object, range: [0] }),
  oss.getObject({ ...object, range: [undefined, 99] }),
  oss.copyObject({ ...object, source: object }),
  // @ts-expect-error the source is a record
  oss.copyObject({ ...object, source: "/photos/cat" }),
  oss.deleteMultipleObjects({ bucket: "photos", objects: [{ key: "a" }] }),
  // @ts-expect-error objects are records
  oss.deleteMultipleObjects({ bucket: "photos", objects: ["a"] })
]

// ---- outputs --------------------------------------------------------------------------------------------------------

export const outputs = Effect.gen(function* () {
  const put = yield* oss.putObject({ ...object, body: "" })
  holds<Same<typeof put.eTag, string | undefined>>()
  holds<Same<typeof put.crc64, bigint | undefined>>()
  const head = yield* oss.headObject(object)
  holds<Same<typeof head.lastModified, DateTime.Utc | undefined>>()
  holds<Same<typeof head.contentLength, number | undefined>>()
  const get = yield* oss.getObject(object)
  holds<Same<Effect.Success<typeof get.bytes>, Uint8Array>>()
  holds<Same<Effect.Error<typeof get.bytes>, StorageError>>()
  holds<Same<Effect.Success<ReturnType<typeof get.toFile>>, number>>()
  const exists = yield* oss.objectExists(object)
  holds<Same<typeof exists, boolean>>()
  const deleted = yield* oss.deleteMultipleObjects({ bucket: "photos", objects: [] })
  holds<Same<typeof deleted.notDeleted, ReadonlyArray<string> | undefined>>()
  // @ts-expect-error there is no such field
  return put.etag
})

// ---- handles --------------------------------------------------------------------------------------------------------

export const handles = () => [
  bucket.name satisfies string,
  bucket.putObject({ key: "cat", body: "" }),
  // With nothing left to say, nothing needs to be said.
  bucket.getBucketInfo(),
  bucket.deleteBucket(),
  bucket.putBucket(),
  bucket.putBucket({ acl: "private" }),
  bucket.bucketExists(),
  bucket.listObjectsV2(),
  bucket.listObjectsAll(),
  bucket.listObjectsAll({ prefix: "a" }),
  bucket.objectExists({ key: "cat" }),
  // @ts-expect-error the bucket is filled in
  bucket.putObject({ bucket: "photos", key: "cat", body: "" }),
  // @ts-expect-error the key is not
  bucket.headObject(),
  // @ts-expect-error there is no such field
  bucket.headObject({ key: "cat", keys: "dog" }),
  // @ts-expect-error belongs to no bucket
  bucket.listBuckets
]

// ---- presigned URLs -------------------------------------------------------------------------------------------------

export const presigned = () => [
  oss.presign("getObject", object),
  oss.presign("getObject", object, { expiresIn: "1 hour" }),
  // The body is not part of what is signed.
  oss.presign("putObject", { ...object, contentType: "text/plain" }),
  // @ts-expect-error there is no such operation
  oss.presign("getObjects", object),
  // @ts-expect-error a field is missing
  oss.presign("getObject", { bucket: "photos" }),
  // @ts-expect-error the body is not part of what is signed
  oss.presign("putObject", { ...object, body: "" })
]

// ---- layers ---------------------------------------------------------------------------------------------------------

export const layers = () => {
  const layer = Oss.layer({ region: "cn-hangzhou" })
  holds<Same<typeof layer, Layer.Layer<Oss, ClientError, ServiceRequirements>>>()
  const provided = layer.pipe(Layer.provide([Credentials.layerAnonymous, RetryPolicy.layer()]))
  // @ts-expect-error an HTTP client is still missing
  const complete: Layer.Layer<Oss, ClientError> = provided
  // @ts-expect-error there is no such option
  const option: OssOptions = { regions: "cn-hangzhou" }
  // @ts-expect-error there is no such network
  const network: OssOptions = { region: "cn-hangzhou", network: "secret" }
  return [complete, option, network]
}

// ---- single operations ----------------------------------------------------------------------------------------------

export const single = Effect.gen(function* () {
  const client = yield* OssClient
  const put = yield* client.execute(objectOperations.putObject, { ...object, body: "" })
  holds<Same<typeof put.eTag, string | undefined>>()
  // @ts-expect-error a field is missing
  return yield* client.execute(objectOperations.putObject, object)
})

// ---- policies -------------------------------------------------------------------------------------------------------

export const policies = () => {
  const once = oss.headObject(object).pipe(RetryPolicy.withPolicy(RetryPolicy.none))
  holds<Same<Effect.Error<typeof once>, FailureOf<OssService["headObject"]>>>()
  // @ts-expect-error there is no such setting
  return [once, RetryPolicy.make({ attempts: 3 })]
}
