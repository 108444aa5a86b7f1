/**
 * What presigned URLs and forms of all object stores have in common.
 */
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { type Anonymous, type CredentialsService, isAnonymous, type Keys } from "../layers/Credentials.ts"
import { toWireText } from "../layers/protocol/headerText.ts"
import { ClientError, type ClientErrorReason } from "../schema/Errors.ts"

/** A URL that carries its permission. */
export interface PresignedUrl {
  readonly url: string
  /** HTTP method to use. */
  readonly method: string
  /** When the URL stops working: earlier than was asked for when the keys end before that. */
  readonly expiresAt: DateTime.Utc
  /**
   * Headers to send with the request: they are signed too, and must be these. One character is one byte on the wire, as
   * `fetch` and other HTTP clients take them: text beyond ASCII stands here as the bytes of its UTF-8.
   */
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

/** Headers as {@link PresignedUrl} tells them. */
export const signedHeaders = (headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, toWireText(text)]))

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

  /**
   * From when to when a permission works: for as long as was asked for, and never longer than the keys that signed it.
   * Nobody else would tell: the service is not asked here.
   */
  const expiryFor = (
    operation: string,
    keys: Keys | Anonymous,
    duration: Duration.Input,
    maximum: number = maxLifeSeconds
  ): Effect.Effect<Expiry, ClientError> => {
    const life = Math.floor(Duration.toSeconds(Duration.fromInputUnsafe(duration)))
    if (!(life >= 1 && life <= maximum)) {
      return Effect.fail(invalid(operation, "expiresIn", `must be 1 to ${maximum} seconds`, String(life)))
    }
    const keysEnd =
      isAnonymous(keys) || keys.expiration === undefined
        ? Number.POSITIVE_INFINITY
        : DateTime.toEpochMillis(keys.expiration)
    return Effect.flatMap(Clock.currentTimeMillis, (now) => {
      if (keysEnd <= now) {
        const message = `the keys ended at ${new Date(keysEnd).toISOString()}, and there are no newer ones`
        return Effect.fail(clientError(operation, { _tag: "ExpiredCredentials", message }))
      }
      const end = Math.min(Math.floor(now / 1000) * 1000 + life * 1000, keysEnd)
      return Effect.succeed({ now, life, expiresAt: DateTime.makeUnsafe(end) })
    })
  }

  return { invalid, identityFor, keysFor, expiryFor }
}
