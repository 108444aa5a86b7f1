/**
 * What the clients of all services are made of: the options they share, and the one way in which options, credentials,
 * an HTTP client and a retry policy become a client.
 */
import * as Config from "effect/Config"
import type * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as HttpClient from "effect/http/HttpClient"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import * as Scope from "effect/Scope"
import { Credentials, type CredentialsService } from "../layers/Credentials.ts"
import { RetryPolicy, type RetryPolicyService } from "../layers/RetryPolicy.ts"
import type { ServiceProfile, Timeouts } from "../layers/ServiceProfile.ts"
import { make as makeTransport, type TransportService } from "../layers/Transport.ts"
import { ClientError } from "../schema/Errors.ts"
import type { AnyOperation } from "../schema/Operation.ts"
import { version } from "../version.ts"

/** Options that the clients of all services have. */
export interface SharedOptions {
  /** How long an attempt may wait for a sign of life before its answer begins. */
  readonly responseTimeout?: Duration.Input | undefined
  /** How long an answer's body may pause. */
  readonly idleTimeout?: Duration.Input | undefined
  /** Name of the program, added to the User-Agent: visible ASCII characters without blanks. */
  readonly appName?: string | undefined
}

/** What the shared options say. */
export interface SharedConnection {
  readonly timeouts: Timeouts
  readonly userAgent: string
}

/**
 * Reads the options that all services share; a failure says what is wrong with them.
 *
 * @param defaultTimeout of both timeouts
 */
export const sharedConnection = (
  { appName, idleTimeout, responseTimeout }: SharedOptions,
  defaultTimeout: Duration.Input
): Result.Result<SharedConnection, string> => {
  if (appName !== undefined && !/^[\x21-\x7e]+$/.test(appName)) {
    return Result.fail("appName: must be visible ASCII characters without blanks")
  }
  const millis = (duration: Duration.Input | undefined): number =>
    Duration.toMillis(Duration.fromInputUnsafe(duration ?? defaultTimeout))
  return Result.succeed({
    timeouts: { responseMillis: millis(responseTimeout), idleMillis: millis(idleTimeout) },
    userAgent: `effect-cloud-storage/${version}${appName === undefined ? "" : `/${appName}`}`
  })
}

/** Executes operations of a service, and tells how it reaches it. */
export interface ClientService<O extends AnyOperation, Connection> extends TransportService<O> {
  readonly connection: Connection
  readonly credentials: CredentialsService
  readonly retryPolicy: RetryPolicyService
}

/** What the layers of every service need. */
export type ServiceRequirements = Credentials | HttpClient.HttpClient | RetryPolicy

/** What makes the client of one service another one than that of the next. */
export interface ClientDefinition<Options, Connection, O extends AnyOperation> {
  /** Name of the service, e.g. `"Oss"`. */
  readonly service: string
  /** How the service is reached by some options; a failure says which of them cannot work, and why. */
  readonly connect: (options: Options) => Result.Result<Connection, string>
  readonly profile: (connection: Connection) => ServiceProfile<O>
}

/** Makes a client. It fails with `ClientError` `InvalidConfiguration` when the options cannot work. */
export const makeClient = <Options, Connection, O extends AnyOperation>({
  connect,
  profile: toProfile,
  service
}: ClientDefinition<Options, Connection, O>) =>
  Effect.fnUntraced(function* (options: Options) {
    const connected = connect(options)
    if (Result.isFailure(connected)) {
      const reason = { _tag: "InvalidConfiguration", message: connected.failure } as const
      return yield* new ClientError({ service, operation: "layer", reason })
    }
    const connection = connected.success
    const credentials = yield* Credentials
    const httpClient = yield* HttpClient.HttpClient
    const retryPolicy = yield* RetryPolicy
    const fileSystem = Option.getOrUndefined(yield* Effect.serviceOption(FileSystem.FileSystem))
    const scope = Option.getOrUndefined(yield* Effect.serviceOption(Scope.Scope))
    const profile = toProfile(connection)
    const client: ClientService<O, Connection> = {
      ...makeTransport({ profile, credentials, httpClient, retryPolicy, fileSystem, scope }),
      connection,
      credentials,
      retryPolicy
    }
    return client
  })

/** The layer of a service, or of its client, by its options. */
export const layerOf = <Self, Shape, Options>(
  service: Context.Key<Self, Shape>,
  make: (options: Options) => Effect.Effect<Shape, ClientError, ServiceRequirements>,
  options: Options
): Layer.Layer<Self, ClientError, ServiceRequirements> => Layer.effect(service, make(options))

/** {@link layerOf} with options read from `Config`. */
export const layerConfigOf = <Self, Shape, Options>(
  service: Context.Key<Self, Shape>,
  make: (options: Options) => Effect.Effect<Shape, ClientError, ServiceRequirements>,
  config: Config.Wrap<Options>
): Layer.Layer<Self, ClientError | Config.ConfigError, ServiceRequirements> =>
  Layer.effect(service, Effect.flatMap(Config.unwrap(config), make))
