/**
 * What is particular to Tablestore on the way of a request: addresses, signatures, the proof that an answer is the
 * service's own, codes.
 */
import * as Result from "effect/Result"
import type { ClientErrorReason } from "../../schema/Errors.ts"
import { tablestoreErrorKinds } from "../../schema/tablestore/errors.ts"
import { tableLimits } from "../../schema/tablestore/limits.ts"
import { retryClass } from "../../schema/tablestore/retryRules.ts"
import type { AnyProtobufOperation } from "../../schema/wire/protobuf.ts"
import { digestText } from "../checksum/Hash.ts"
import { type Endpoint, urlOf } from "../Endpoint.ts"
import type { Answer, ErrorAnswer } from "../protocol/Protocol.ts"
import { makeProtobufProtocol } from "../protocol/protobuf.ts"
import type { ServiceProfile, Timeouts } from "../ServiceProfile.ts"
import { readError, requestId } from "./errorAnswer.ts"
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
  ({ signingRegion }: TablestoreConnection): NonNullable<ServiceProfile<AnyProtobufOperation>["distrust"]> =>
  ({ keys, request, timeMillis }, answer, error) => {
    const { status, headers, body } = answer
    const isGood = error === undefined
    const id = requestId(headers)
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

const protocol = makeProtobufProtocol(tableLimits.requestBytes)

/** The profile of Tablestore. */
export const tablestoreProfile = (connection: TablestoreConnection): ServiceProfile<AnyProtobufOperation> => {
  const { endpoint, instanceName, signingRegion: region } = connection
  return {
    service: "Tablestore",
    protocol,
    timeouts: connection.timeouts,
    userAgent: connection.userAgent,
    // Answers are proven whole by their signature.
    integrity: {},
    url: (_operation, request) => Result.succeed(urlOf(endpoint, request)),
    sign: ({ request, keys, timeMillis, bytes = noBytes }) =>
      region === undefined
        ? signOtsV2(request, keys, bytes, { timeMillis, instanceName }).headers
        : signOtsV4(request, keys, bytes, { timeMillis, instanceName, region }).headers,
    requestId,
    errorKinds: tablestoreErrorKinds,
    secretHeaders: ["x-ots-ststoken"],
    readError,
    isRetryable: (status, { code, message }) => retryClass(code, message, status) !== "no",
    mend: ({ answer: { headers }, error }) => {
      if (isSkewed(error)) {
        const serverMillis = parseTime(headers["x-ots-date"]) ?? parseTime(headers["date"])
        return serverMillis === undefined ? undefined : { _tag: "Clock", serverMillis }
      }
      return error.code === "OTSAuthFailed" && expiredText.test(error.message) ? { _tag: "Keys" } : undefined
    },
    distrust: connection.verifyAnswers ? makeDistrust(connection) : undefined
  }
}
