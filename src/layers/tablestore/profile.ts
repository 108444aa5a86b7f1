/**
 * What is particular to Tablestore on the way of a request: addresses, signatures, the proof that an answer is the
 * service's own, codes.
 */
import * as Result from "effect/Result"
import type { ClientErrorReason } from "../../schema/Errors.ts"
import { tableLimits } from "../../schema/tablestore/limits.ts"
import { retryClass } from "../../schema/tablestore/retryRules.ts"
import type { UnsignedRequest } from "../../schema/Unsigned.ts"
import type { Keys } from "../Credentials.ts"
import { digestText } from "../checksum/Hash.ts"
import type { Endpoint } from "../Endpoint.ts"
import type { Answer, ErrorAnswer } from "../protocol/Protocol.ts"
import { otsProtobuf } from "../protocol/protobuf.ts"
import type { Backend, Timeouts } from "../ServiceProfile.ts"
import { answerAuthorization, signOtsV2, signOtsV4 } from "./signer.ts"

/** How Tablestore is reached. */
export interface TablestoreConnection {
  readonly endpoint: Endpoint
  readonly instanceName: string
  /** Region that V4 signatures name; V2 signs when absent. */
  readonly signingRegion: string | undefined
  /** Whether digest, date and signature of answers are checked. */
  readonly verifyAnswers: boolean
  readonly timeouts: Timeouts
  readonly userAgent: string
}

const noBytes = new Uint8Array(0)

/** What a refusal of the date mentions. Source: Tablestore, error codes. */
const skewText = "x-ots-date"

const isSkewed = ({ code, message }: ErrorAnswer): boolean => code === "OTSAuthFailed" && message.includes(skewText)

const parseTime = (text: string | undefined): number | undefined => {
  const time = Date.parse(text ?? "")
  return Number.isNaN(time) ? undefined : time
}

/** What the service says of temporary keys that have expired. Source: Tablestore, error codes; STS. */
const expiredText = /expired|security ?token|sts ?token/i

/** Headers that every good answer has. */
const requiredHeaders = ["x-ots-contentmd5", "x-ots-requestid", "x-ots-date", "x-ots-contenttype"] as const

const skewMillis = tableLimits.clockSkewSeconds * 1000

const namedHeaders = (headers: Answer["headers"]): Readonly<Record<string, string>> => {
  const named: Record<string, string> = {}
  for (const name in headers) {
    if (!name.startsWith("x-ots-")) continue
    const value = headers[name]
    if (value !== undefined) named[name] = value
  }
  return named
}

/**
 * What is wrong with the proof that an answer comes from the service.
 *
 * Good answers must have all of it. Errors are checked by what they have: a front server that turns a request away has
 * nothing to prove it with, and a refused signature (`OTSAuthFailed`) cannot be answered by one.
 *
 * Source: Tablestore SDK for Python, `protocol.py`, response validation.
 */
const makeDistrust =
  ({ signingRegion }: TablestoreConnection): NonNullable<Backend["distrust"]> =>
  (request, answer, keys, timeMillis, error) => {
    const { status, headers, body } = answer
    const isGood = error === undefined
    const id = otsProtobuf.requestId(headers)
    const untrusted = (message: string): ClientErrorReason => ({
      _tag: "UntrustedResponse",
      status,
      message,
      ...(id === undefined ? {} : { requestId: id })
    })

    if (isGood) {
      for (const name of requiredHeaders) {
        if (headers[name] === undefined) return untrusted(`the answer lacks the header ${name}`)
      }
    }
    const digest = headers["x-ots-contentmd5"]
    if (digest !== undefined) {
      const actual = digestText("md5", body, "base64")
      if (actual !== digest.trim()) {
        return { _tag: "ChecksumMismatch", algorithm: "md5", direction: "download", expected: digest, actual }
      }
    }
    const date = headers["x-ots-date"]
    if (date !== undefined && (error === undefined || !isSkewed(error))) {
      const time = parseTime(date)
      if (time === undefined) return untrusted("the header x-ots-date of the answer is not a date")
      if (Math.abs(time - timeMillis) > skewMillis) {
        return untrusted(`the answer is dated more than ${tableLimits.clockSkewSeconds / 60} minutes from now`)
      }
    }
    if (status === 403 && error?.code === "OTSAuthFailed") return undefined
    const { authorization } = headers
    if (authorization === undefined) return isGood ? untrusted("the answer lacks the header authorization") : undefined
    const v4 = signingRegion === undefined ? undefined : { timeMillis, region: signingRegion }
    return authorization.trim() === answerAuthorization(request.path, namedHeaders(headers), keys, v4)
      ? undefined
      : untrusted("the signature of the answer is not the service's")
  }

/** The backend of Tablestore. */
export const makeTablestoreBackend = (connection: TablestoreConnection): Backend => {
  const { endpoint, instanceName, signingRegion: region } = connection
  const origin = `${endpoint.scheme}://${endpoint.host}${endpoint.port === undefined ? "" : `:${endpoint.port}`}/`
  const sign = (request: UnsignedRequest, keys: Keys, timeMillis: number, bytes: Uint8Array = noBytes) =>
    region === undefined
      ? signOtsV2(request, keys, bytes, { timeMillis, instanceName }).headers
      : signOtsV4(request, keys, bytes, { timeMillis, instanceName, region }).headers
  return {
    service: "Tablestore",
    protocol: otsProtobuf,
    timeouts: connection.timeouts,
    userAgent: connection.userAgent,
    checksums: false,
    url: ({ path }) => Result.succeed(origin + path),
    sign,
    isRetryable: (status, { code, message }) => retryClass(code, message, status) !== "no",
    isExpired: ({ code, message }) => code === "OTSAuthFailed" && expiredText.test(message),
    serverTime: (error, { headers }) =>
      isSkewed(error) ? (parseTime(headers["x-ots-date"]) ?? parseTime(headers["date"])) : undefined,
    ...(connection.verifyAnswers ? { distrust: makeDistrust(connection) } : {})
  }
}
