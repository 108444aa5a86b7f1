/**
 * The small service below `Oss`: it executes one operation. A program that only puts objects can use it with
 * `objectOperations.putObject` alone.
 */
import type * as Config from "effect/Config"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as HttpClient from "effect/http/HttpClient"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import { Credentials } from "../../layers/Credentials.ts"
import { parseEndpoint } from "../../layers/Endpoint.ts"
import { type EndpointKind, ossEndpoint, ossSigningScope } from "../../layers/oss/endpoint.ts"
import { type OssConnection, ossProfile } from "../../layers/oss/profile.ts"
import { RetryPolicy } from "../../layers/RetryPolicy.ts"
import { make as makeTransport, type TransportService } from "../../layers/Transport.ts"
import { ClientError } from "../../schema/Errors.ts"
import type { AnyXmlOperation } from "../../schema/wire/xml.ts"
import { version } from "../../version.ts"

/** How OSS is reached. Give a region, an endpoint, or both. */
export interface OssOptions {
  /** Region, e.g. `cn-hangzhou`. Taken from the endpoint's host name when absent. */
  readonly region?: string | undefined
  /** Endpoint, e.g. `https://oss-cn-hangzhou.aliyuncs.com`; made of the region when absent. */
  readonly endpoint?: string | undefined
  /** Which entrance of the region is used when no endpoint is given; `public` when absent. */
  readonly network?: EndpointKind | undefined
  /** `false`: `http` for endpoints that do not say. Default `true`. */
  readonly secure?: boolean | undefined
  /** The endpoint is a domain name bound to one bucket. Default `false`. */
  readonly cname?: boolean | undefined
  /** Name buckets in the path instead of the host. Default `false`; IP addresses and `localhost` always do. */
  readonly pathStyle?: boolean | undefined
  /** Version of signatures. Default `v4`. */
  readonly signatureVersion?: "v1" | "v4" | undefined
  /** Headers that V4 signs besides those it must. Default none. */
  readonly additionalHeaders?: ReadonlyArray<string> | undefined
  /** Compare CRC-64 checksums of uploads and downloads. Default `true`. */
  readonly checksums?: boolean | undefined
  /** How long an attempt may wait for a sign of life before its answer begins. Default 60 seconds. */
  readonly responseTimeout?: Duration.Input | undefined
  /** How long an answer's body may pause. Default 60 seconds. */
  readonly idleTimeout?: Duration.Input | undefined
  /** Name of the program, added to the User-Agent. */
  readonly appName?: string | undefined
}

/** Executes operations of OSS, and tells how it reaches the service. */
export interface OssClientService extends TransportService<AnyXmlOperation> {
  readonly connection: OssConnection
  readonly credentials: Credentials["Service"]
}

const invalid = (message: string): ClientError =>
  new ClientError({ service: "Oss", operation: "layer", reason: { _tag: "InvalidConfiguration", message } })

const regionOfHost = (host: string): string | undefined =>
  // The accelerated entrances are the same for all regions.
  /(?:^|\.)oss-(?!accelerate)([a-z0-9-]+?)(?:-internal)?\.aliyuncs\.com$/.exec(host)?.[1] ??
  /(?:^|\.)([a-z0-9-]+)\.oss\.aliyuncs\.com$/.exec(host)?.[1]

const millis = (duration: Duration.Input | undefined): number =>
  Duration.toMillis(Duration.fromInputUnsafe(duration ?? "60 seconds"))

const connect = (options: OssOptions): Result.Result<OssConnection, ClientError> => {
  const scheme = options.secure === false ? "http" : "https"
  if (options.endpoint === undefined && options.region === undefined) {
    return Result.fail(invalid("a region or an endpoint must be given"))
  }
  const endpoint =
    options.endpoint === undefined
      ? ossEndpoint(options.region!, options.network, scheme)
      : parseEndpoint(options.endpoint, scheme)
  if (Result.isFailure(endpoint)) return Result.fail(invalid(`endpoint: ${endpoint.failure}`))
  const signatureVersion = options.signatureVersion ?? "v4"
  const region = options.region ?? regionOfHost(endpoint.success.host)
  if (region === undefined && signatureVersion === "v4") {
    return Result.fail(
      invalid(`region: must be given, the endpoint ${endpoint.success.host} does not tell it and V4 signatures name it`)
    )
  }
  const { appName } = options
  if (appName !== undefined && !/^[\x21-\x7e]+$/.test(appName)) {
    return Result.fail(invalid("appName: must be visible ASCII characters without blanks"))
  }
  return Result.succeed({
    endpoint: endpoint.success,
    ...ossSigningScope(endpoint.success.host, region ?? ""),
    cname: options.cname ?? false,
    pathStyle: options.pathStyle ?? false,
    signatureVersion,
    additionalHeaders: options.additionalHeaders ?? [],
    checksums: options.checksums ?? true,
    timeouts: { responseMillis: millis(options.responseTimeout), idleMillis: millis(options.idleTimeout) },
    userAgent: `effect-cloud-storage/${version}${appName === undefined ? "" : `/${appName}`}`
  })
}

/** Builds the client; fails with `ClientError` `InvalidConfiguration` when the options cannot work. */
export const make = Effect.fnUntraced(function* (options: OssOptions) {
  const connection = yield* Effect.fromResult(connect(options))
  const credentials = yield* Credentials
  const httpClient = yield* HttpClient.HttpClient
  const retryPolicy = yield* RetryPolicy
  const fileSystem = Option.getOrUndefined(yield* Effect.serviceOption(FileSystem.FileSystem))
  const profile = ossProfile(connection)
  return OssClient.of({
    ...makeTransport({ profile, credentials, httpClient, retryPolicy, fileSystem }),
    connection,
    credentials
  })
})

/** What the layers of OSS need. */
export type OssRequirements = Credentials | HttpClient.HttpClient | RetryPolicy

/** Executes one operation of OSS at a time. */
export class OssClient extends Context.Service<OssClient, OssClientService>()(
  "effect-cloud-storage/services/OssClient"
) {
  static readonly layer = (options: OssOptions): Layer.Layer<OssClient, ClientError, OssRequirements> =>
    Layer.effect(OssClient, make(options))
}

/** {@link OssOptions} of which each is a `Config`. */
export type OssConfig = Config.Wrap<OssOptions>
