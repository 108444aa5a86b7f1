/**
 * OIS, object storage of Shanhe, which is QingStor by another name.
 *
 * The methods are derived from the operations in `schema/ois`; what is added here are lists as Streams, questions, changed
 * metadata, waiting for buckets, handles and presigned URLs.
 */
import type * as Config from "effect/Config"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import type * as HttpClient from "effect/http/HttpClient"
import * as Layer from "effect/Layer"
import type { Credentials } from "../layers/Credentials.ts"
import { layerOisCredentials } from "../layers/ois/credentials.ts"
import { layerOisRetry } from "../layers/ois/retry.ts"
import type { RetryOptions, RetryPolicy } from "../layers/RetryPolicy.ts"
import type { ClientError } from "../schema/Errors.ts"
import { fields } from "../schema/Fields.ts"
import type { Methods } from "../schema/Operation.ts"
import { ContentHeaders, ObjectRef, StorageClassHeader } from "../schema/ois/common.ts"
import { type OisOperations, oisModules } from "../schema/ois/index.ts"
import { bindOperations, operationsOf } from "./bindOperations.ts"
import { layerConfigOf, layerOf, type ServiceRequirements } from "./makeClient.ts"
import { type Buckets, hasCode, makeBuckets, type PatientInput } from "./ois/buckets.ts"
import { makeListing } from "./ois/listing.ts"
import { make as makeClient, OisClient, type OisConfig, type OisOptions } from "./ois/OisClient.ts"
import { makePresign, type PresignInput, type PresignOptions } from "./ois/presign.ts"
import { type SdkConfiguration, sdkSettings } from "./ois/sdkConfiguration.ts"
import { fillIn, type Handle } from "./presetFields.ts"

export type { ListEntry } from "./ois/listing.ts"
export type { PostForm, PostFormInput, PresignOptions } from "./ois/presign.ts"
export type { SdkConfiguration } from "./ois/sdkConfiguration.ts"
export type { PresignedUrl } from "./signedLinks.ts"
export type { OisConfig, OisOptions, ServiceRequirements }

/** The methods that are operations. */
interface Operations extends Methods<OisOperations> {}
type InputOf<K extends keyof Operations> = Parameters<Operations[K]>[0]
type FailureOf<K extends keyof Operations> = Effect.Error<ReturnType<Operations[K]>>
/** Operations whose input has a bucket. */
type BucketOperation = {
  [K in keyof Operations]: InputOf<K> extends { readonly bucket: string } ? K : never
}[keyof Operations]

/** What {@link OisMethods.updateObjectMeta} takes. */
export class UpdateObjectMetaInput extends /*#__PURE__*/ fields(ObjectRef, ContentHeaders, StorageClassHeader) {}

type Listing = ReturnType<typeof makeListing>

/** All methods of OIS that take a record. */
export interface OisMethods extends Operations {
  /**
   * Makes sure that the caller has a bucket of this name; tells whether it was made now.
   *
   * A bucket of this name that was deleted a moment ago is waited for, up to `patience` (2 minutes when absent): only then the
   * name is free. Somebody else's bucket, and one that does not go in time, are `bucket_already_exists`.
   */
  readonly createBucketIfAbsent: (input: PatientInput) => ReturnType<Buckets["createBucketIfAbsent"]>

  /**
   * Deletes an empty bucket. In the first minute of its life, in which the service answers `lease_not_ready`, it tries again
   * every five seconds, up to `patience` (2 minutes when absent).
   */
  readonly deleteBucketWhenReady: (input: PatientInput) => ReturnType<Buckets["deleteBucketWhenReady"]>

  /** Whether there is a bucket of this name, of whomever. */
  readonly bucketExists: (input: InputOf<"headBucket">) => Effect.Effect<boolean, FailureOf<"headBucket">>

  /** Whether there is an object of this key. The service does not tell a missing bucket from a missing object here. */
  readonly objectExists: (input: InputOf<"headObject">) => Effect.Effect<boolean, FailureOf<"headObject">>

  /**
   * Where the next `appendObject` goes, as the service tells it: 0 where there is no object yet, `undefined` where there is one
   * that cannot be appended to. To be asked when the answer of an append was lost.
   */
  readonly appendPosition: (input: InputOf<"headObject">) => Effect.Effect<number | undefined, FailureOf<"headObject">>

  /**
   * Replaces what is kept with an object: its content headers and user metadata. Those that are not given are removed.
   *
   * The service does it by copying the object onto itself.
   */
  readonly updateObjectMeta: (
    input: UpdateObjectMetaInput
  ) => Effect.Effect<Effect.Success<ReturnType<Operations["copyObject"]>>, FailureOf<"copyObject">>

  /** All objects of a bucket below a prefix, in the order of their keys' bytes. Pages are fetched when needed. */
  readonly listObjectsAll: Listing["listObjectsAll"]

  /** Objects and folders below a prefix, in one order. Pages are fetched when needed. */
  readonly listEntriesAll: Listing["listEntriesAll"]

  /** All versions of objects, those of a key from the newest on. Pages are fetched when needed. */
  readonly listObjectVersionsAll: Listing["listObjectVersionsAll"]

  /** All unfinished uploads of a bucket. Pages are fetched when needed. */
  readonly listMultipartUploadsAll: Listing["listMultipartUploadsAll"]

  /** All parts of an upload, in the order of their numbers. Pages are fetched when needed. */
  readonly listMultipartAll: Listing["listMultipartAll"]
}

type Presign = ReturnType<typeof makePresign>

/** The methods on one bucket, its name and zone filled in. */
export interface OisBucket extends Handle<OisMethods & Pick<Presign, "postForm">, "bucket" | "zone", "bucket"> {
  /** A URL by which anybody can make one call on the bucket, for a while: `presign("getObject", { key: "cat.jpg" })`. */
  readonly presign: <K extends BucketOperation>(
    operation: K,
    input: Omit<PresignInput<K>, "bucket" | "zone">,
    options?: PresignOptions
  ) => ReturnType<Presign["presign"]>
  /** Name of the bucket. */
  readonly name: string
  /** Zone of the bucket, where it was given. */
  readonly zone: string | undefined
}

/** OIS. */
export interface OisService extends OisMethods, Presign {
  /** All buckets of the account. Pages are fetched when needed. */
  readonly listBucketsAll: Listing["listBucketsAll"]

  /**
   * The methods on one bucket. Nothing is sent, and the handle holds nothing but the two names: any number of calls may be
   * under way on it.
   *
   * @param name name of the bucket
   * @param zone its zone, e.g. `jn1a`. Without it the service is asked where the bucket is, once
   *
   * **Example** (text in, text out)
   *
   * ```ts
   * import { Effect } from "effect"
   * import { Ois } from "effect-cloud-storage"
   *
   * const program = Effect.gen(function*() {
   *   const notes = (yield* Ois).bucket("my-notes", "jn1a")
   *   yield* notes.putObject({ key: "hello.txt", body: "hello" })
   *   return yield* (yield* notes.getObject({ key: "hello.txt" })).text
   * })
   * ```
   */
  readonly bucket: (name: string, zone?: string) => OisBucket
}

/** The codes of an object that is not there: of a HEAD, whose answer says no more than 404, and of other calls. */
const absentObject = ["not_found", "object_not_exists"]

const make = Effect.fnUntraced(function* (options: OisOptions) {
  const client = yield* makeClient(options)
  const operations = bindOperations<Operations>(oisModules, client.execute)
  const { listBucketsAll, ...bucketLists } = makeListing(operations)
  const signing = makePresign(client)

  const methods: OisMethods = {
    ...operations,
    ...bucketLists,
    ...makeBuckets(operations),

    objectExists: (input) =>
      operations.headObject(input).pipe(
        Effect.as(true),
        Effect.catch((error) => (hasCode(error, absentObject) ? Effect.succeed(false) : Effect.fail(error)))
      ),

    appendPosition: (input) =>
      operations.headObject(input).pipe(
        Effect.map(({ nextAppendPosition }) => nextAppendPosition),
        Effect.catch((error) => (hasCode(error, absentObject) ? Effect.succeed(0) : Effect.fail(error)))
      ),

    updateObjectMeta: (input) =>
      operations.copyObject({
        ...input,
        source: { bucket: input.bucket, key: input.key },
        metadataDirective: "REPLACE"
      })
  }

  const bucketMethods = [
    ...Object.entries(operationsOf(oisModules))
      .filter(([, { input }]) => "bucket" in input)
      .map(([name]) => name),
    ...Object.keys(bucketLists),
    "createBucketIfAbsent",
    "deleteBucketWhenReady",
    "bucketExists",
    "objectExists",
    "appendPosition",
    "updateObjectMeta",
    "postForm"
  ]
  const fillable = { ...methods, ...signing } as never

  return Ois.of({
    ...methods,
    ...signing,
    listBucketsAll,
    bucket: (name, zone) =>
      ({
        ...fillIn(fillable, bucketMethods, { bucket: name, zone }),
        presign: (operation: never, input: object, options?: PresignOptions) =>
          signing.presign(operation, { ...input, bucket: name, zone } as never, options),
        name,
        zone
      }) as unknown as OisBucket
  })
})

/**
 * OIS, object storage of Shanhe; also QingStor, by the option `deployment`.
 *
 * **Example** (a program and how to run it)
 *
 * ```ts
 * import { Effect, Layer } from "effect"
 * import { FetchHttpClient } from "effect/http"
 * import { Ois } from "effect-cloud-storage"
 *
 * const program = Effect.flatMap(Ois, (ois) => ois.listBuckets({}))
 *
 * const live = Ois.layer({ zone: "jn1a" }).pipe(
 *   Layer.provide([Ois.layerCredentials, Ois.layerRetry(), FetchHttpClient.layer])
 * )
 * program.pipe(Effect.provide(live))
 * ```
 */
export class Ois extends Context.Service<Ois, OisService>()("effect-cloud-storage/services/Ois") {
  /** OIS over credentials, an HTTP client and a retry policy of the caller's choice. */
  static readonly layer = (options: OisOptions = {}): Layer.Layer<Ois, ClientError, ServiceRequirements> =>
    layerOf(Ois, make, options)

  /**
   * The keys of OIS when nobody says otherwise: `OIS_ACCESS_KEY_ID` and `OIS_SECRET_ACCESS_KEY`, or `~/.ois/config.yaml`
   * (elsewhere if `OIS_CONFIG_PATH` says so); where neither has any, the same of QingStor (`QINGSTOR_ACCESS_KEY_ID`,
   * `~/.qingstor/config.yaml`). Files are read where the context has a `FileSystem`.
   */
  static readonly layerCredentials: Layer.Layer<Credentials> = layerOisCredentials

  /** The retry policy of OIS: at most four attempts, with pauses of chance below 1 s × 2ⁿ. */
  static readonly layerRetry = (options?: RetryOptions): Layer.Layer<RetryPolicy> => layerOisRetry(options)

  /** {@link Ois.layer} with options read from `Config`. */
  static readonly layerConfig = (
    config: OisConfig
  ): Layer.Layer<Ois, ClientError | Config.ConfigError, ServiceRequirements> => layerConfigOf(Ois, make, config)

  /**
   * OIS as users of its official SDKs have it configured, keys and retries included. Later sources win: the defaults of the
   * SDK, its file (`~/.ois/config.yaml`, elsewhere if `OIS_CONFIG_PATH` says so), variables (`OIS_HOST`, `OIS_ZONE`, …), what
   * is given here. With the family `qingstor` it is `~/.qingstor/config.yaml` and `QINGSTOR_…`. Without any key calls are
   * anonymous.
   *
   * The file is read where the context has a `FileSystem`. The level of logs is that of the program, whatever the file says.
   *
   * **Example** (keys in the program, all else where it is)
   *
   * ```ts
   * import { Config, Effect, Layer } from "effect"
   * import { FetchHttpClient } from "effect/http"
   * import { Ois } from "effect-cloud-storage"
   *
   * const live = Layer.unwrap(Effect.gen(function*() {
   *   const secretAccessKey = yield* Config.Redacted("SECRET")
   *   return Ois.layerSdkConfig({ accessKeyId: "ACCESS_KEY_ID", secretAccessKey })
   * })).pipe(Layer.provide(FetchHttpClient.layer))
   * ```
   */
  static readonly layerSdkConfig = (
    configuration: SdkConfiguration = {}
  ): Layer.Layer<Ois, ClientError, HttpClient.HttpClient> =>
    Layer.unwrap(
      Effect.map(sdkSettings(configuration), ({ credentials, options, retry }) =>
        Ois.layer(options).pipe(Layer.provide([credentials, retry]))
      )
    )
}

export { OisClient }
