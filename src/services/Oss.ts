/**
 * Alibaba Cloud OSS, object storage.
 *
 * The methods are derived from the operations in `schema/oss`; what is added here are lists as Streams, the questions
 * `exists`, changed metadata, handles and presigned URLs.
 */
import type * as Config from "effect/Config"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import type { Credentials } from "../layers/Credentials.ts"
import { layerOssCredentials } from "../layers/oss/credentials.ts"
import { layer as layerRetryPolicy, type RetryOptions, type RetryPolicy } from "../layers/RetryPolicy.ts"
import type { ClientError, StorageError } from "../schema/Errors.ts"
import { fields } from "../schema/Fields.ts"
import type { Methods } from "../schema/Operation.ts"
import { ContentHeaders, ObjectRef, Payer } from "../schema/oss/common.ts"
import { type OssOperations, ossModules } from "../schema/oss/index.ts"
import { bindOperations, operationsOf } from "./bindOperations.ts"
import { layerConfigOf, layerOf, type ServiceRequirements } from "./makeClient.ts"
import { makeListing } from "./oss/listing.ts"
import { make as makeClient, OssClient, type OssConfig, type OssOptions } from "./oss/OssClient.ts"
import { makePresign, type PresignInput, type PresignOptions } from "./oss/presign.ts"
import { fillIn, type Handle } from "./presetFields.ts"

export type { ListEntry } from "./oss/listing.ts"
export type { PostForm, PresignOptions } from "./oss/presign.ts"
export type { PresignedUrl } from "./signedLinks.ts"
export type { OssConfig, OssOptions, ServiceRequirements }

/** The methods that are operations. */
interface Operations extends Methods<OssOperations> {}
type InputOf<K extends keyof Operations> = Parameters<Operations[K]>[0]
/** Operations whose input has a bucket. */
type BucketOperation = {
  [K in keyof Operations]: InputOf<K> extends { readonly bucket: string } ? K : never
}[keyof Operations]
type FailureOf<K extends keyof Operations> = Effect.Error<ReturnType<Operations[K]>>

/** What {@link OssMethods.deleteMultipleObjects} tells. */
export type DeletedObjects = Effect.Success<ReturnType<Operations["deleteMultipleObjects"]>> & {
  /**
   * Keys that were asked for and that the service did not call deleted, in the order they were given. Absent when
   * `quiet`: the service says nothing then.
   */
  readonly notDeleted?: ReadonlyArray<string> | undefined
}

/** What {@link OssMethods.updateObjectMeta} takes. */
export class UpdateObjectMetaInput extends /*#__PURE__*/ fields(ObjectRef, ContentHeaders, Payer) {}

/** All methods of OSS that take a record. */
export interface OssMethods extends Omit<Operations, "deleteMultipleObjects"> {
  /**
   * Deletes up to 1,000 objects and tells which of them were not deleted. Absent ones count as deleted.
   *
   * Source: OSS API, DeleteMultipleObjects.
   */
  readonly deleteMultipleObjects: (
    input: InputOf<"deleteMultipleObjects">
  ) => Effect.Effect<DeletedObjects, FailureOf<"deleteMultipleObjects">>

  /** Whether there is a bucket of this name, of whomever. */
  readonly bucketExists: (input: InputOf<"getBucketInfo">) => Effect.Effect<boolean, FailureOf<"getBucketInfo">>

  /** Whether there is an object of this key. A missing bucket is an error. */
  readonly objectExists: (input: InputOf<"getObjectMeta">) => Effect.Effect<boolean, FailureOf<"getObjectMeta">>

  /**
   * Replaces what is kept with an object: its content headers and user metadata. Those that are not given are removed.
   *
   * The service does it by copying the object onto itself.
   */
  readonly updateObjectMeta: (
    input: UpdateObjectMetaInput
  ) => Effect.Effect<Effect.Success<ReturnType<Operations["copyObject"]>>, FailureOf<"copyObject">>

  /** All objects of a bucket below a prefix, in the order of their keys' bytes. Pages are fetched when needed. */
  readonly listObjectsAll: ReturnType<typeof makeListing>["listObjectsAll"]

  /** Objects and folders below a prefix, in one order. Pages are fetched when needed. */
  readonly listEntriesAll: ReturnType<typeof makeListing>["listEntriesAll"]
}

type Presign = ReturnType<typeof makePresign>

/** The methods on one bucket, its name filled in. */
export interface OssBucket extends Handle<OssMethods & Pick<Presign, "postPolicy" | "rtmpUrl">, "bucket"> {
  /** A URL by which anybody can make one call on the bucket, for a while: `presign("getObject", { key: "cat.jpg" })`. */
  readonly presign: <K extends BucketOperation>(
    operation: K,
    input: Omit<PresignInput<K>, "bucket">,
    options?: PresignOptions
  ) => ReturnType<Presign["presign"]>
  /** Name of the bucket. */
  readonly name: string
}

/** Alibaba Cloud OSS. */
export interface OssService extends OssMethods, Presign {
  /** All buckets of the account. Pages are fetched when needed. */
  readonly listBucketsAll: ReturnType<typeof makeListing>["listBucketsAll"]

  /**
   * The methods on one bucket.
   *
   * **Example** (text in, text out)
   *
   * ```ts
   * import { Effect } from "effect"
   * import { Oss } from "effect-cloud-storage"
   *
   * const program = Effect.gen(function*() {
   *   const notes = (yield* Oss).bucket("notes")
   *   yield* notes.putObject({ key: "hello.txt", body: "hello" })
   *   return yield* (yield* notes.getObject({ key: "hello.txt" })).text
   * })
   * ```
   */
  readonly bucket: (name: string) => OssBucket
}

const isMissing = (error: StorageError, codes: ReadonlyArray<string>): boolean =>
  error._tag === "ServerError" && codes.includes(error.reason._tag)

const make = Effect.fnUntraced(function* (options: OssOptions) {
  const client = yield* makeClient(options)
  const operations = bindOperations<Operations>(ossModules, client.execute)
  const { listObjectsAll, listEntriesAll, listBucketsAll } = makeListing(operations)

  const methods: OssMethods = {
    ...operations,
    listObjectsAll,
    listEntriesAll,

    deleteMultipleObjects: (input) =>
      Effect.map(operations.deleteMultipleObjects(input), (output): DeletedObjects => {
        if (input.quiet === true) return output
        const deleted = new Set(output.deleted.map(({ key }) => key))
        return { ...output, notDeleted: input.objects.map(({ key }) => key).filter((key) => !deleted.has(key)) }
      }),

    bucketExists: (input) =>
      operations.getBucketInfo(input).pipe(
        Effect.as(true),
        Effect.catch((error) => {
          if (isMissing(error, ["NoSuchBucket"])) return Effect.succeed(false)
          // Somebody else's bucket is there too.
          return isMissing(error, ["AccessDenied"]) ? Effect.succeed(true) : Effect.fail(error)
        })
      ),

    objectExists: (input) =>
      operations.getObjectMeta(input).pipe(
        Effect.as(true),
        // A HEAD answer may say no more than 404.
        Effect.catch((error) =>
          isMissing(error, ["NoSuchKey", "NotFound"]) ? Effect.succeed(false) : Effect.fail(error)
        )
      ),

    updateObjectMeta: (input) =>
      operations.copyObject({
        ...input,
        source: { bucket: input.bucket, key: input.key },
        metadataDirective: "REPLACE"
      })
  }

  const names = Object.entries(operationsOf(ossModules))
    .filter(([, { input }]) => "bucket" in input)
    .map(([name]) => name)
  const bucketMethods = [
    ...names,
    "bucketExists",
    "objectExists",
    "updateObjectMeta",
    "listObjectsAll",
    "listEntriesAll",
    "postPolicy",
    "rtmpUrl"
  ]
  const signing = makePresign(client)
  const fillable = { ...methods, ...signing } as never

  return Oss.of({
    ...methods,
    ...signing,
    listBucketsAll,
    bucket: (name) =>
      ({
        ...fillIn(fillable, bucketMethods, { bucket: name }),
        presign: (operation: never, input: object, options?: PresignOptions) =>
          signing.presign(operation, { ...input, bucket: name } as never, options),
        name
      }) as unknown as OssBucket
  })
})

/**
 * Alibaba Cloud OSS, object storage.
 *
 * **Example** (a program and two ways to run it)
 *
 * ```ts
 * import { Effect, Layer } from "effect"
 * import { FetchHttpClient } from "effect/http"
 * import { Oss } from "effect-cloud-storage"
 * import { OssTest } from "effect-cloud-storage/testing"
 *
 * const program = Effect.flatMap(Oss, (oss) => oss.listBuckets({}))
 *
 * const live = Oss.layer({ region: "cn-hangzhou" }).pipe(
 *   Layer.provide([Oss.layerCredentials, Oss.layerRetry(), FetchHttpClient.layer])
 * )
 * program.pipe(Effect.provide(live))
 * program.pipe(Effect.provide(OssTest.layer))
 * ```
 */
export class Oss extends Context.Service<Oss, OssService>()("effect-cloud-storage/services/Oss") {
  /** OSS over credentials, an HTTP client and a retry policy of the caller's choice. */
  static readonly layer = (options: OssOptions): Layer.Layer<Oss, ClientError, ServiceRequirements> =>
    layerOf(Oss, make, options)

  /**
   * The keys of OSS when nobody says otherwise: `OSS_ACCESS_KEY_ID`, `OSS_ACCESS_KEY_SECRET`, `OSS_SESSION_TOKEN`; or
   * `ALIBABA_CLOUD_ACCESS_KEY_ID`, `ALIBABA_CLOUD_ACCESS_KEY_SECRET`, `ALIBABA_CLOUD_SECURITY_TOKEN`.
   */
  static readonly layerCredentials: Layer.Layer<Credentials> = layerOssCredentials

  /** The retry policy of OSS: at most four attempts, with pauses of chance below 200 ms × 2ⁿ. */
  static readonly layerRetry = (options?: RetryOptions): Layer.Layer<RetryPolicy> => layerRetryPolicy(options)

  /** {@link Oss.layer} with options read from `Config`. */
  static readonly layerConfig = (
    config: OssConfig
  ): Layer.Layer<Oss, ClientError | Config.ConfigError, ServiceRequirements> => layerConfigOf(Oss, make, config)
}

export { OssClient }
