/**
 * The small service below `Tablestore`: it executes one operation. A program that only reads rows can use it with
 * `getRow` alone.
 */
import type * as Config from "effect/Config"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as Layer from "effect/Layer"
import * as Result from "effect/Result"
import { Credentials } from "../../layers/Credentials.ts"
import { parseEndpoint } from "../../layers/Endpoint.ts"
import { RetryPolicy, type RetryPolicyService } from "../../layers/RetryPolicy.ts"
import { make as makeTransport, type TransportService } from "../../layers/Transport.ts"
import { type TablestoreConnection, tablestoreProfile } from "../../layers/tablestore/profile.ts"
import { ClientError } from "../../schema/Errors.ts"
import { instanceNamePattern } from "../../schema/tablestore/limits.ts"
import type { AnyProtobufOperation } from "../../schema/wire/protobuf.ts"
import { version } from "../../version.ts"

/** How an instance of Tablestore is reached. Give its endpoint, or its name and region. */
export interface TablestoreOptions {
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
  /** How long a connection may be silent. Default 50 seconds. */
  readonly socketTimeout?: Duration.Input | undefined
  /** Name of the program, added to the User-Agent. */
  readonly appName?: string | undefined
}

/** Executes operations of Tablestore, and tells how it reaches the service. */
export interface TablestoreClientService extends TransportService<AnyProtobufOperation> {
  readonly connection: TablestoreConnection
  readonly retryPolicy: RetryPolicyService
}

const invalid = (message: string): ClientError =>
  new ClientError({ service: "Tablestore", operation: "layer", reason: { _tag: "InvalidConfiguration", message } })

/** Instance and region of a host of the service. Source: Tablestore, endpoints. */
const ownHost =
  /^([\w-]+)\.([a-z0-9-]+)\.(?:vpc\.)?(?:ots|tablestore|ots-internal|ots-inner|vpc-ots)\.aliyuncs\.com\.?$/

const domains = { public: "ots", vpc: "vpc.tablestore", internal: "ots-internal" } as const

const endpointOf = ({ endpoint, instanceName, region, network = "public" }: TablestoreOptions): string | undefined => {
  if (endpoint !== undefined) return endpoint
  if (instanceName === undefined || region === undefined) return undefined
  return `https://${instanceName}.${region}.${domains[network]}.aliyuncs.com`
}

const connect = (options: TablestoreOptions): Result.Result<TablestoreConnection, ClientError> => {
  const text = endpointOf(options)
  if (text === undefined) return Result.fail(invalid("an endpoint, or instanceName and region, must be given"))
  const endpoint = parseEndpoint(text)
  if (Result.isFailure(endpoint)) return Result.fail(invalid(`endpoint: ${endpoint.failure}`))
  const { host } = endpoint.success
  const [, hostInstance, hostRegion] = ownHost.exec(host) ?? []
  const instanceName = options.instanceName ?? hostInstance
  if (instanceName === undefined) {
    return Result.fail(invalid(`instanceName: must be given, the endpoint ${host} does not tell it`))
  }
  if (!instanceNamePattern.test(instanceName)) {
    return Result.fail(invalid("instanceName: must be letters, digits, hyphens and underscores"))
  }
  const region = options.region ?? hostRegion
  if (options.signatureVersion === "v4" && region === undefined) {
    return Result.fail(
      invalid(`region: must be given, the endpoint ${host} does not tell it and V4 signatures name it`)
    )
  }
  const { appName } = options
  if (appName !== undefined && !/^[\x21-\x7e]+$/.test(appName)) {
    return Result.fail(invalid("appName: must be visible ASCII characters without blanks"))
  }
  const socketMillis = Duration.toMillis(Duration.fromInputUnsafe(options.socketTimeout ?? "50 seconds"))
  return Result.succeed({
    endpoint: endpoint.success,
    instanceName,
    signingRegion: options.signatureVersion === "v4" ? region : undefined,
    verifyAnswers: options.verifyAnswers ?? true,
    timeouts: { responseMillis: socketMillis, idleMillis: socketMillis },
    userAgent: `effect-cloud-storage/${version}${appName === undefined ? "" : `/${appName}`}`
  })
}

/** Builds the client; fails with `ClientError` `InvalidConfiguration` when the options cannot work. */
export const make = Effect.fnUntraced(function* (options: TablestoreOptions) {
  const connection = yield* Effect.fromResult(connect(options))
  const credentials = yield* Credentials
  const httpClient = yield* HttpClient.HttpClient
  const retryPolicy = yield* RetryPolicy
  const profile = tablestoreProfile(connection)
  return TablestoreClient.of({
    ...makeTransport({ profile, credentials, httpClient, retryPolicy, fileSystem: undefined }),
    connection,
    retryPolicy
  })
})

/** What the layers of Tablestore need. */
export type TablestoreRequirements = Credentials | HttpClient.HttpClient | RetryPolicy

/** Executes one operation of Tablestore at a time. */
export class TablestoreClient extends Context.Service<TablestoreClient, TablestoreClientService>()(
  "effect-cloud-storage/services/TablestoreClient"
) {
  static readonly layer = (
    options: TablestoreOptions
  ): Layer.Layer<TablestoreClient, ClientError, TablestoreRequirements> => Layer.effect(TablestoreClient, make(options))
}

/** {@link TablestoreOptions} of which each is a `Config`. */
export type TablestoreConfig = Config.Wrap<TablestoreOptions>
