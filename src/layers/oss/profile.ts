/**
 * The profile of OSS: addresses, signatures, digests, codes.
 */
import type * as Result from "effect/Result"
import { ossErrorKinds } from "../../schema/oss/errors.ts"
import type { UnsignedRequest } from "../../schema/wire/UnsignedRequest.ts"
import type { AnyXmlOperation } from "../../schema/wire/xml.ts"
import { isAnonymous } from "../Credentials.ts"
import type { Endpoint } from "../Endpoint.ts"
import type { ErrorAnswer } from "../protocol/Protocol.ts"
import { xmlProtocol } from "../protocol/xml.ts"
import type { ServiceProfile, Timeouts } from "../ServiceProfile.ts"
import { addressStyle, ossUrlOf } from "./endpoint.ts"
import { readError, requestId } from "./errorAnswer.ts"
import { ossIntegrity } from "./integrity.ts"
import { signHeadersV1 } from "./signer/v1.ts"
import { signHeadersV4 } from "./signer/v4.ts"

/** How OSS is reached. */
export interface OssConnection {
  readonly endpoint: Endpoint
  /** Region that V4 signatures name, e.g. `cn-hangzhou`. */
  readonly region: string
  readonly product: string
  /** The endpoint is a domain name bound to the bucket. */
  readonly cname: boolean
  readonly pathStyle: boolean
  readonly signatureVersion: "v1" | "v4"
  readonly additionalHeaders: ReadonlyArray<string>
  readonly checksums: boolean
  readonly timeouts: Timeouts
  readonly userAgent: string
}

/** URL of a request at a connection. */
export const ossUrl = (connection: OssConnection, request: UnsignedRequest): Result.Result<string, string> =>
  ossUrlOf(connection.endpoint, request, addressStyle(connection.endpoint, request.host["bucket"], connection))

/** Codes by which OSS says that keys are no longer good. Source: OSS error codes, STS. */
const expiredCodes = new Set(["SecurityTokenExpired", "InvalidSecurityToken", "AccessKeyIdAndSecurityTokenNotMatch"])

const serverTime = (error: ErrorAnswer, date: string | undefined): number | undefined => {
  const time = Date.parse(error.details?.["ServerTime"] ?? date ?? "")
  return Number.isNaN(time) ? undefined : time
}

/** V4 answers a date that is out of time by a code of its own. */
const isSkewed = ({ code, message }: ErrorAnswer): boolean =>
  code === "RequestTimeTooSkewed" || (code === "InvalidArgument" && /^Invalid signing date\b/.test(message))

/**
 * Answers of servers in front of the service, which the official clients repeat.
 * Source: OSS SDKs for Python 2 and Go 2, retryable errors: 401, 408, 429, 5xx, and the code BadRequest.
 */
const isUnexplained = (status: number, code: string): boolean =>
  (status === 400 && code === "BadRequest") || (status === 401 && (code === "BadErrorResponse" || code === ""))

/** The profile of OSS. */
export const ossProfile = (connection: OssConnection): ServiceProfile<AnyXmlOperation> => {
  const scope = { region: connection.region, product: connection.product }
  const { additionalHeaders, signatureVersion } = connection
  return {
    service: "Oss",
    protocol: xmlProtocol,
    timeouts: connection.timeouts,
    userAgent: connection.userAgent,
    integrity: ossIntegrity(connection.checksums),
    url: (_operation, request) => ossUrl(connection, request),
    sign: ({ request, keys, timeMillis }) =>
      signatureVersion === "v4"
        ? signHeadersV4(request, keys, { ...scope, timeMillis, additionalHeaders }).headers
        : // Browsers drop `Date` in silence, and proxies may change it.
          signHeadersV1(request, keys, { timeMillis, dateHeader: "x-oss-date" }).headers,
    requestId,
    readError,
    errorKinds: ossErrorKinds,
    secretHeaders: ["x-oss-security-token"],
    // A body that came too slowly is a matter of the network, whatever the status says. Source: OSS error codes.
    isRetryable: (status, { code }) =>
      status >= 500 || status === 408 || status === 429 || code === "RequestTimeout" || isUnexplained(status, code),
    mend: ({ answer, error, keys }) => {
      // Temporary keys that the service no longer knows are as good as expired.
      const isForgotten = error.code === "InvalidAccessKeyId" && !isAnonymous(keys) && keys.securityToken !== undefined
      if (expiredCodes.has(error.code) || isForgotten) return { _tag: "Keys" }
      if (!isSkewed(error)) return undefined
      const serverMillis = serverTime(error, answer.headers["date"])
      return serverMillis === undefined ? undefined : { _tag: "Clock", serverMillis }
    }
  }
}
