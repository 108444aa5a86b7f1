/**
 * The small service below `Ois`: it executes one operation. A program that only puts objects can use it with
 * `OisOperations.putObject` alone.
 */
import type * as Config from "effect/Config"
import * as Context from "effect/Context"
import type * as Layer from "effect/Layer"
import * as Result from "effect/Result"
import { type DateHeader, dateHeaderOf } from "../../layers/ois/dateHeader.ts"
import { connectOis, type OisConnectionOptions } from "../../layers/ois/endpoint.ts"
import { type OisClientConnection, oisProfile } from "../../layers/ois/profile.ts"
import type { ClientError } from "../../schema/Errors.ts"
import type { AnyJsonOperation } from "../../schema/wire/json.ts"
import {
  type ClientService,
  layerConfigOf,
  layerOf,
  makeClient,
  type ServiceRequirements,
  type SharedOptions,
  sharedConnection
} from "../makeClient.ts"

/**
 * How OIS is reached. With nothing given it is that of Shanhe, `https://is.shanhe.com`. Both timeouts are 60 seconds when
 * absent.
 */
export interface OisOptions extends SharedOptions, OisConnectionOptions {
  /**
   * Header that carries the time of requests; where `Date` cannot be set, as in browsers, `x-qs-date`, else `date` when
   * absent.
   */
  readonly dateHeader?: DateHeader | undefined
  /** Compare the MD5 of uploads with the ETag of their answer. Default `true`. */
  readonly checksums?: boolean | undefined
}

/** Executes operations of OIS, and tells how it reaches the service. */
export interface OisClientService extends ClientService<AnyJsonOperation, OisClientConnection> {}

const connect = (options: OisOptions): Result.Result<OisClientConnection, string> =>
  Result.gen(function* () {
    const shared = yield* sharedConnection(options, "60 seconds")
    const connection = yield* Result.mapError(connectOis(options), (message) => `endpoint: ${message}`)
    return {
      ...shared,
      ...connection,
      dateHeader: options.dateHeader ?? dateHeaderOf(globalThis),
      checksums: options.checksums ?? true
    }
  })

/** Builds the client; fails with `ClientError` `InvalidConfiguration` when the options cannot work. */
export const make = makeClient({ service: "Ois", connect, profile: oisProfile })

/** {@link OisOptions} of which each is a `Config`. */
export type OisConfig = Config.Wrap<OisOptions>

/** Executes one operation of OIS at a time. */
export class OisClient extends Context.Service<OisClient, OisClientService>()(
  "effect-cloud-storage/services/OisClient"
) {
  /** The client over credentials, an HTTP client and a retry policy of the caller's choice. */
  static readonly layer = (options: OisOptions = {}): Layer.Layer<OisClient, ClientError, ServiceRequirements> =>
    layerOf(OisClient, make, options)

  /** {@link OisClient.layer} with options read from `Config`. */
  static readonly layerConfig = (
    config: OisConfig
  ): Layer.Layer<OisClient, ClientError | Config.ConfigError, ServiceRequirements> =>
    layerConfigOf(OisClient, make, config)
}
