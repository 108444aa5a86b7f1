/**
 * The small service below `Tablestore`: it executes one operation. A program that only reads rows can use it with
 * `getRow` of `effect-cloud-storage/TablestoreOperations` alone.
 */
import type * as Config from "effect/Config"
import * as Context from "effect/Context"
import type * as Duration from "effect/Duration"
import type * as Layer from "effect/Layer"
import * as Result from "effect/Result"
import { parseEndpoint } from "../../layers/Endpoint.ts"
import { type TablestoreConnection, tablestoreProfile } from "../../layers/tablestore/profile.ts"
import type { ClientError } from "../../schema/Errors.ts"
import { instanceNamePattern } from "../../schema/tablestore/limits.ts"
import type { AnyProtobufOperation } from "../../schema/wire/protobuf.ts"
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
 * How an instance of Tablestore is reached. Give its endpoint, or its name and region. Both timeouts are 50 seconds when
 * absent.
 */
export interface TablestoreOptions extends SharedOptions {
  /**
   * Endpoint of the instance, e.g. `https://shop.cn-hangzhou.ots.aliyuncs.com`; `http` and `https` only. Made of instance
   * name and region when absent.
   */
  readonly endpoint?: string | undefined
  /** Name of the instance, e.g. `shop`. Taken from the endpoint's host name when absent. */
  readonly instanceName?: string | undefined
  /** Region, e.g. `cn-hangzhou`. Taken from the endpoint's host name when absent; needed for signatures of version 4. */
  readonly region?: string | undefined
  /** Which entrance of the instance is used when no endpoint is given; `public` when absent. */
  readonly network?: "public" | "vpc" | "internal" | undefined
  /** Version of signatures. Default `v2`. */
  readonly signatureVersion?: "v2" | "v4" | undefined
  /** Check digest, date and signature of answers. Default `true`. */
  readonly verifyAnswers?: boolean | undefined
  /** Both timeouts at once, as the official clients call it; {@link SharedOptions} go before. */
  readonly socketTimeout?: Duration.Input | undefined
}

/** Executes operations of Tablestore, and tells how it reaches the service. */
export interface TablestoreClientService extends ClientService<AnyProtobufOperation, TablestoreConnection> {}

/** Instance and region of a host of the service. Source: Tablestore, endpoints. */
const ownHost =
  /^([\w-]+)\.([a-z0-9-]+)\.(?:vpc\.)?(?:ots|tablestore|ots-internal|ots-inner|vpc-ots)\.aliyuncs\.com\.?$/

const domains = { public: "ots", vpc: "vpc.tablestore", internal: "ots-internal" } as const

const endpointOf = ({ endpoint, instanceName, region, network = "public" }: TablestoreOptions): string | undefined => {
  if (endpoint !== undefined) return endpoint
  if (instanceName === undefined || region === undefined) return undefined
  return `https://${instanceName}.${region}.${domains[network]}.aliyuncs.com`
}

const connect = (options: TablestoreOptions): Result.Result<TablestoreConnection, string> =>
  Result.gen(function* () {
    const text = endpointOf(options)
    if (text === undefined) return yield* Result.fail("an endpoint, or instanceName and region, must be given")
    const endpoint = yield* Result.mapError(parseEndpoint(text), (message) => `endpoint: ${message}`)
    const { host } = endpoint
    const [, hostInstance, hostRegion] = ownHost.exec(host) ?? []
    const instanceName = options.instanceName ?? hostInstance
    if (instanceName === undefined) {
      return yield* Result.fail(`instanceName: must be given, the endpoint ${host} does not tell it`)
    }
    if (!instanceNamePattern.test(instanceName)) {
      return yield* Result.fail("instanceName: must be letters, digits, hyphens and underscores")
    }
    const region = options.region ?? hostRegion
    if (options.signatureVersion === "v4" && region === undefined) {
      return yield* Result.fail(
        `region: must be given, the endpoint ${host} does not tell it and V4 signatures name it`
      )
    }
    return {
      ...(yield* sharedConnection(options, options.socketTimeout ?? "50 seconds")),
      endpoint,
      instanceName,
      signingRegion: options.signatureVersion === "v4" ? region : undefined,
      verifyAnswers: options.verifyAnswers ?? true
    }
  })

/** Builds the client; fails with `ClientError` `InvalidConfiguration` when the options cannot work. */
export const make = makeClient({ service: "Tablestore", connect, profile: tablestoreProfile })

/** {@link TablestoreOptions} of which each is a `Config`. */
export type TablestoreConfig = Config.Wrap<TablestoreOptions>

/** Executes one operation of Tablestore at a time. */
export class TablestoreClient extends Context.Service<TablestoreClient, TablestoreClientService>()(
  "effect-cloud-storage/services/TablestoreClient"
) {
  /** The client over credentials, an HTTP client and a retry policy of the caller's choice. */
  static readonly layer = (
    options: TablestoreOptions
  ): Layer.Layer<TablestoreClient, ClientError, ServiceRequirements> => layerOf(TablestoreClient, make, options)

  /** {@link TablestoreClient.layer} with options read from `Config`. */
  static readonly layerConfig = (
    config: TablestoreConfig
  ): Layer.Layer<TablestoreClient, ClientError | Config.ConfigError, ServiceRequirements> =>
    layerConfigOf(TablestoreClient, make, config)
}
