/**
 * The small service below `Oss`: it executes one operation. A program that only puts objects can use it with
 * `putObject` of `effect-cloud-storage/OssOperations` alone.
 */
import type * as Config from "effect/Config"
import * as Context from "effect/Context"
import type * as Layer from "effect/Layer"
import * as Result from "effect/Result"
import { parseEndpoint } from "../../layers/Endpoint.ts"
import { type EndpointKind, ossEndpoint, ossSigningScope, regionProblem } from "../../layers/oss/endpoint.ts"
import { type OssConnection, ossProfile } from "../../layers/oss/profile.ts"
import type { ClientError } from "../../schema/Errors.ts"
import type { AnyXmlOperation } from "../../schema/wire/xml.ts"
import {
  type ClientService,
  layerConfigOf,
  layerOf,
  makeClient,
  type ServiceRequirements,
  type SharedOptions,
  sharedConnection
} from "../makeClient.ts"

/** How OSS is reached. Give a region, an endpoint, or both. Both timeouts are 60 seconds when absent. */
export interface OssOptions extends SharedOptions {
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
}

/** Executes operations of OSS, and tells how it reaches the service. */
export interface OssClientService extends ClientService<AnyXmlOperation, OssConnection> {}

const regionOfHost = (host: string): string | undefined =>
  // The accelerated entrances are the same for all regions.
  /(?:^|\.)oss-(?!accelerate)([a-z0-9-]+?)(?:-internal)?\.aliyuncs\.com$/.exec(host)?.[1] ??
  /(?:^|\.)([a-z0-9-]+)\.oss\.aliyuncs\.com$/.exec(host)?.[1]

const connect = (options: OssOptions): Result.Result<OssConnection, string> =>
  Result.gen(function* () {
    const scheme = options.secure === false ? "http" : "https"
    const problem = options.region === undefined ? undefined : regionProblem(options.region)
    // Without a V4 signature nobody reads the region next to an endpoint.
    if (problem !== undefined && !(options.signatureVersion === "v1" && options.endpoint !== undefined)) {
      return yield* Result.fail(`region: ${problem}`)
    }
    if (options.endpoint === undefined && options.region === undefined) {
      return yield* Result.fail("a region or an endpoint must be given")
    }
    const found =
      options.endpoint === undefined
        ? ossEndpoint(options.region!, options.network, scheme)
        : parseEndpoint(options.endpoint, scheme)
    const endpoint = yield* Result.mapError(found, (message) => `endpoint: ${message}`)
    const signatureVersion = options.signatureVersion ?? "v4"
    const region = options.region ?? regionOfHost(endpoint.host)
    if (region === undefined && signatureVersion === "v4") {
      return yield* Result.fail(
        `region: must be given, the endpoint ${endpoint.host} does not tell it and V4 signatures name it`
      )
    }
    return {
      ...(yield* sharedConnection(options, "60 seconds")),
      endpoint,
      ...ossSigningScope(endpoint.host, region ?? ""),
      cname: options.cname ?? false,
      pathStyle: options.pathStyle ?? false,
      signatureVersion,
      additionalHeaders: options.additionalHeaders ?? [],
      checksums: options.checksums ?? true
    }
  })

/** Builds the client; fails with `ClientError` `InvalidConfiguration` when the options cannot work. */
export const make = makeClient({ service: "Oss", connect, profile: ossProfile })

/** {@link OssOptions} of which each is a `Config`. */
export type OssConfig = Config.Wrap<OssOptions>

/** Executes one operation of OSS at a time. */
export class OssClient extends Context.Service<OssClient, OssClientService>()(
  "effect-cloud-storage/services/OssClient"
) {
  /** The client over credentials, an HTTP client and a retry policy of the caller's choice. */
  static readonly layer = (options: OssOptions): Layer.Layer<OssClient, ClientError, ServiceRequirements> =>
    layerOf(OssClient, make, options)

  /** {@link OssClient.layer} with options read from `Config`. */
  static readonly layerConfig = (
    config: OssConfig
  ): Layer.Layer<OssClient, ClientError | Config.ConfigError, ServiceRequirements> =>
    layerConfigOf(OssClient, make, config)
}
