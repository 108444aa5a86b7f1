/**
 * The profile of OIS: addresses, signatures, digests, codes.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { oisErrorKinds } from "../../schema/ois/errors.ts"
import type { AnyJsonOperation } from "../../schema/wire/json.ts"
import type { UnsignedRequest } from "../../schema/wire/UnsignedRequest.ts"
import type { Answer } from "../protocol/Protocol.ts"
import type { Mend, Refused, ServiceProfile, Timeouts } from "../ServiceProfile.ts"
import { oisAddress, oisAddressAt } from "./address.ts"
import type { DateHeader } from "./dateHeader.ts"
import type { OisConnection } from "./endpoint.ts"
import { readErrorAnswer, requestId } from "./errorAnswer.ts"
import { oisIntegrity } from "./integrity.ts"
import { makeKnownZones } from "./knownZones.ts"
import { customerKeyNames, oisProtocol } from "./protocol.ts"
import { readRedirect, redirectStatuses } from "./redirect.ts"
import { signHeaders } from "./signer/qs.ts"
import { signedPartsOf } from "./signer/SignedParts.ts"

/** How a client reaches OIS. */
export interface OisClientConnection extends OisConnection {
  readonly dateHeader: DateHeader
  readonly checksums: boolean
  readonly timeouts: Timeouts
  readonly userAgent: string
}

/** URL of a request at a connection. */
export const oisUrl = (
  connection: OisConnection,
  request: Pick<UnsignedRequest, "host" | "path" | "query">
): Result.Result<string, string> => Result.map(oisAddress(connection, request), ({ url }) => url)

const dateOf = ({ headers }: Answer): number | undefined => {
  const time = Date.parse(headers["date"] ?? "")
  return Number.isNaN(time) ? undefined : time
}

/** Whether the service may have refused a date. Without a body, as to HEAD, it does not say what it refused. */
const mayBeLate = ({ answer, error, operation }: Refused<AnyJsonOperation>): boolean =>
  error.code === "request_expired" || (operation.method === "HEAD" && answer.status === 403)

const retryableStatuses = new Set([429, 500, 502, 503, 504])

/** The profile of OIS. It remembers where redirects lead to. */
export const oisProfile = (connection: OisClientConnection): ServiceProfile<AnyJsonOperation> => {
  const { dateHeader } = connection
  const known = makeKnownZones()

  /** The next address of a request that was sent elsewhere, if it is one of the service itself. */
  const redirected = ({ answer, request, url }: Refused<AnyJsonOperation>): Mend | undefined => {
    const redirect = readRedirect(connection, request, url, answer.headers["location"])
    // Another object is an answer about this one, and keys go to no foreign host.
    if (redirect._tag !== "OwnHost" || !redirect.sameResource) return undefined
    const address = oisUrl(redirect.connection, request)
    if (Result.isFailure(address)) return undefined
    known.learn(request.host, redirect.connection)
    return { _tag: "Address", url: address.success }
  }

  /** Where to ask for a bucket that is no longer where it was. */
  const asBefore = ({ operation, request, url }: Refused<AnyJsonOperation>): Mend | undefined => {
    if (!isOnBucket(operation.name) || !known.forget(request.host)) return undefined
    const address = oisUrl(connection, request)
    return Result.isSuccess(address) && address.success !== url ? { _tag: "Address", url: address.success } : undefined
  }

  return {
    service: "Ois",
    protocol: oisProtocol,
    timeouts: connection.timeouts,
    userAgent: connection.userAgent,
    integrity: oisIntegrity(connection.checksums),
    url: (operation, request) =>
      oisUrl((isOnBucket(operation.name) ? known.find(request.host) : undefined) ?? connection, request),
    sign: ({ keys, request, timeMillis, url }) => {
      const address = oisAddressAt(connection, request.host["bucket"], url)
      return signHeaders(signedPartsOf(request, address), keys, { timeMillis, dateHeader }).headers
    },
    requestId,
    readError: (_operation, answer) => Effect.succeed(readErrorAnswer(answer)),
    errorKinds: oisErrorKinds,
    secretHeaders: customerKeyNames,
    isRetryable: (status) => retryableStatuses.has(status),
    mend: (refused) => {
      const { answer, error } = refused
      if (redirectStatuses.has(answer.status)) return redirected(refused)
      if (error.code === "bucket_not_exists") return asBefore(refused)
      if (!mayBeLate(refused)) return undefined
      const serverMillis = dateOf(answer)
      return serverMillis === undefined ? undefined : { _tag: "Clock", serverMillis }
    }
  }
}

/** A bucket is created where the caller says, wherever one of its name was before. */
const isOnBucket = (operation: string): boolean => operation !== "PutBucket"
