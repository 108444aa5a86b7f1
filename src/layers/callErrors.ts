/**
 * The errors of a call: which service, which method, and what happened.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { ClientError, type ClientErrorReason, RequestError, ServerError } from "../schema/Errors.ts"
import { errorKindOf } from "../schema/errorKinds.ts"
import type { AnyOperation } from "../schema/Operation.ts"
import type { Call } from "./Call.ts"
import { type Anonymous, isAnonymous, type Keys } from "./Credentials.ts"
import type { Answer, ErrorAnswer } from "./protocol/Protocol.ts"
import type { ServiceProfile } from "./ServiceProfile.ts"

/** The call could not be made, or its answer cannot be trusted. */
export const clientError = (operation: AnyOperation, reason: ClientErrorReason): ClientError =>
  new ClientError({ service: operation.service, operation: operation.methodName, reason })

/** The network failed. */
export const requestError = (
  call: Call,
  reason: RequestError["reason"],
  attempts: number = call.attempts
): Effect.Effect<RequestError> =>
  Effect.map(
    Clock.currentTimeMillis,
    (now) =>
      new RequestError({
        service: call.operation.service,
        operation: call.operation.methodName,
        host: call.host,
        attempts,
        elapsedMillis: Math.max(0, now - call.startedAt),
        reason
      })
  )

/** Texts of a request's headers that prove who sent it: signatures, and whatever else is as long as one. */
const proofsIn = (headers: Readonly<Record<string, string>>): ReadonlyArray<string> =>
  Object.entries(headers)
    .filter(([name]) => name === "authorization" || name.includes("signature"))
    .flatMap(([, value]) => value.split(/[ ,:]|Signature=/))
    .filter((piece) => /^[A-Za-z0-9+/]{20,}={0,2}$/.test(piece))

/**
 * What an error answer says, without the session token and the signature: the service explains a refused signature by
 * repeating what it was sent, and the text that was signed, with the token in it.
 *
 * @param headers of the request that was refused
 */
export const withoutSecrets = (
  error: ErrorAnswer,
  keys: Keys | Anonymous,
  headers: Readonly<Record<string, string>>
): ErrorAnswer => {
  if (isAnonymous(keys)) return error
  const token = keys.securityToken === undefined ? "" : Redacted.value(keys.securityToken)
  const secrets = [...proofsIn(headers), token].filter((secret) => secret !== "" && secret !== keys.accessKeyId)
  const clean = (text: string) => secrets.reduce((shown, secret) => shown.replaceAll(secret, "<redacted>"), text)
  const details: Record<string, string> = {}
  for (const [name, value] of Object.entries(error.details ?? {})) {
    // The signed text once more, as hexadecimal bytes.
    if (token !== "" && name.endsWith("Bytes")) continue
    details[name] = name === "SignatureProvided" ? "<redacted>" : clean(value)
  }
  return { ...error, message: clean(error.message), ...(error.details === undefined ? {} : { details }) }
}

const retryAfterMillis = (header: string | undefined, now: number): number | undefined => {
  if (header === undefined) return undefined
  const millis = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now
  return Number.isFinite(millis) && millis >= 0 ? millis : undefined
}

/** The service answered with an error. */
export const serverError = (
  operation: AnyOperation,
  answer: Answer,
  error: ErrorAnswer,
  { errorKinds, isRetryable }: Pick<ServiceProfile, "errorKinds" | "isRetryable">,
  now: number
): ServerError => {
  const after = retryAfterMillis(answer.headers["retry-after"], now)
  const { code, message, requestId, hostId, ec, type, details } = error
  const kind = errorKindOf(answer.status, code, errorKinds)
  return new ServerError<string>({
    reason: {
      _tag: operation.codes.has(code) ? code : "Unknown",
      service: operation.service,
      operation: operation.methodName,
      status: answer.status,
      code,
      message,
      retryable: isRetryable(answer.status, error),
      ...(requestId === undefined ? {} : { requestId }),
      ...(hostId === undefined ? {} : { hostId }),
      ...(ec === undefined ? {} : { ec }),
      ...(type === undefined ? {} : { type }),
      ...(kind === undefined ? {} : { kind }),
      ...(after === undefined ? {} : { retryAfterMillis: after }),
      ...(details === undefined ? {} : { details })
    }
  })
}
