/**
 * OIS, object storage of Shanhe, which is QingStor by another name.
 *
 * The methods are derived from the operations in `schema/ois`; what is added here are lists as Streams, questions, changed
 * metadata, waiting for buckets, handles and presigned URLs.
 */
import type * as Config from "effect/Config"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import type { Credentials } from "../layers/Credentials.ts"
import { layerOisCredentials } from "../layers/ois/credentials.ts"
import { layerOisRetry } from "../layers/ois/retry.ts"
import type { RetryOptions, RetryPolicy } from "../layers/RetryPolicy.ts"
import type { ClientError } from "../schema/Errors.ts"
import type { Methods } from "../schema/Operation.ts"
import { type OisOperations, oisModules } from "../schema/ois/index.ts"
import { bindOperations, operationsOf } from "./bindOperations.ts"
import { layerConfigOf, layerOf, type ServiceRequirements } from "./makeClient.ts"
import { make as makeClient, OisClient, type OisConfig, type OisOptions } from "./ois/OisClient.ts"
import { fillIn, type Handle } from "./presetFields.ts"

export type { OisConfig, OisOptions, ServiceRequirements }

/** The methods that are operations. */
interface Operations extends Methods<OisOperations> {}

/** All methods of OIS that take a record. */
export interface OisMethods extends Operations {}

/** The methods on one bucket, its name and zone filled in. */
export interface OisBucket extends Handle<OisMethods, "bucket" | "zone", "bucket"> {
  /** Name of the bucket. */
  readonly name: string
  /** Zone of the bucket, where it was given. */
  readonly zone: string | undefined
}

/** OIS. */
export interface OisService extends OisMethods {
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

const make = Effect.fnUntraced(function* (options: OisOptions) {
  const client = yield* makeClient(options)
  const operations = bindOperations<Operations>(oisModules, client.execute)
  const methods: OisMethods = { ...operations }

  const bucketMethods = Object.entries(operationsOf(oisModules))
    .filter(([, { input }]) => "bucket" in input)
    .map(([name]) => name)
  return Ois.of({
    ...methods,
    bucket: (name, zone) =>
      ({
        ...fillIn(methods as never, bucketMethods, { bucket: name, zone }),
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
}

export { OisClient }
