/**
 * What presigned URLs and forms of all object stores have in common.
 */
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { type Anonymous, type CredentialsService, isAnonymous, type Keys } from "../layers/Credentials.ts"
import { ClientError, type ClientErrorReason } from "../schema/Errors.ts"

/** A URL that carries its permission. */
export interface PresignedUrl {
  readonly url: string
  /** HTTP method to use. */
  readonly method: string
  /** When the URL stops working. */
  readonly expiresAt: DateTime.Utc
  /** Headers to send with the request: they are signed too, and must be these. */
  readonly headers: Readonly<Record<string, string>>
}

/** How long a permission lasts. */
export interface Expiry {
  /** Milliseconds since 1970. */
  readonly now: number
  /** Seconds. */
  readonly life: number
  readonly expiresAt: DateTime.Utc
}

/** A hundred years, where the service has no limit of its own: what is to live longer is a mistake. */
export const maxLifeSeconds = 100 * 365 * 24 * 60 * 60

/** Names a service and its credentials; gives what signing without sending needs of them. */
export const makeSignedLinks = (service: string, credentials: CredentialsService) => {
  const clientError = (operation: string, reason: ClientErrorReason) => new ClientError({ service, operation, reason })

  /** An error that tells what is wrong with the input. */
  const invalid = (operation: string, path: string, message: string, given?: string): ClientError =>
    clientError(operation, {
      _tag: "InvalidInput",
      issues: [{ path: [path], message, ...(given === undefined ? {} : { given }) }]
    })

  /** Whoever signs, or nobody. */
  const identityFor = (operation: string): Effect.Effect<Keys | Anonymous, ClientError> =>
    Effect.mapError(credentials.get, ({ message }) => clientError(operation, { _tag: "NoCredentials", message }))

  /** The keys; nobody is an error. */
  const keysFor = (operation: string): Effect.Effect<Keys, ClientError> =>
    Effect.flatMap(identityFor(operation), (keys) =>
      isAnonymous(keys)
        ? Effect.fail(
            clientError(operation, { _tag: "NoCredentials", message: "there are no credentials to sign with" })
          )
        : Effect.succeed(keys)
    )

  /** When a permission that is given now ends. */
  const expiryFor = (
    operation: string,
    duration: Duration.Input,
    maximum: number = maxLifeSeconds
  ): Effect.Effect<Expiry, ClientError> => {
    const life = Math.floor(Duration.toSeconds(Duration.fromInputUnsafe(duration)))
    return life >= 1 && life <= maximum
      ? Effect.map(Clock.currentTimeMillis, (now) => ({
          now,
          life,
          expiresAt: DateTime.makeUnsafe(Math.floor(now / 1000) * 1000 + life * 1000)
        }))
      : Effect.fail(invalid(operation, "expiresIn", `must be 1 to ${maximum} seconds`, String(life)))
  }

  return { invalid, identityFor, keysFor, expiryFor }
}
