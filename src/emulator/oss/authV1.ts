/**
 * Signature version 1, in the Authorization header and in the URL.
 * Source: OSS API, "Include a V1 signature in the Authorization header", "Add signatures to a URL".
 */
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import type { Accounts } from "../accounts.ts"
import type { Query } from "../frame/requestTarget.ts"
import { compareKeys } from "../Store.ts"
import { fromBasicIso, fromHttpDate } from "../time.ts"
import { accessDenied, invalidArgument } from "./refusals.ts"
import {
  checkSkew,
  compareSignatures,
  expired,
  findKey,
  hmac,
  invalidDate,
  type SignedRequest,
  signedHeaders,
  toWire,
  type Verdict
} from "./signing.ts"

// Query parameters that take part in the signature, besides all whose name starts with "x-oss-".
const signedParameters = new Set(
  `accessPoint accessPointConfigForObjectProcess accessPointForObjectProcess accessPointPolicy
  accessPointPolicyForObjectProcess acl append asyncFetch bucketArchiveDirectRead bucketInfo callback callback-var
  cleanRestoredObject cloudboxes cname comp continuation-token cors delete encryption endTime group httpsConfig img
  inventory inventoryId legalHold lifecycle link live location logging metaQuery objectInfo objectMeta objectWorm
  overwriteConfig partNumber policy policyStatus position publicAccessBlock qos qosInfo qosRequester
  redundancyTransition referer regionList replication replicationLocation replicationProgress requestPayment
  requesterQosInfo resourceGroup resourcePool resourcePoolBuckets resourcePoolInfo response-cache-control
  response-content-disposition response-content-encoding response-content-language response-content-type
  response-expires responseHeader restore retention rtc seal security-token sequential startTime stat status style
  styleName symlink tagging transferAcceleration udf udfApplication udfApplicationLog udfId udfImage udfImageDesc
  udfName uploadId uploads userDefinedLogFieldsConfig versionId versioning versions vod website withHashContext worm
  wormExtend wormId`.split(/\s+/)
)

const isSigned = (name: string): boolean => name.startsWith("x-oss-") || signedParameters.has(name)

const resourceOf = (bucket: string | undefined, key: string | undefined, query: Query): string => {
  const path = bucket === undefined ? "/" : `/${bucket}/${key ?? ""}`
  const names = [...new Set(query.entries.map(([name]) => name).filter(isSigned))].sort(compareKeys)
  const parameters = names.map((name) => {
    const value = query.get(name)!
    return value === "" ? name : `${name}=${value}`
  })
  return toWire(parameters.length === 0 ? path : `${path}?${parameters.join("&")}`)
}

/** The text that version 1 signs, with the given date line. */
export const stringToSign = (request: SignedRequest, dateLine: string): string =>
  [
    request.method,
    request.headers["content-md5"] ?? "",
    request.headers["content-type"] ?? "",
    dateLine,
    signedHeaders(request.headers, (name) => name.startsWith("x-oss-")) +
      resourceOf(request.bucket, request.key, request.query)
  ].join("\n")

const sign = (secret: Redacted.Redacted, text: string): string =>
  hmac("sha1", Redacted.value(secret), text).toString("base64")

/** Checks `Authorization: OSS KEYID:SIGNATURE`. */
export const verifyHeader = (request: SignedRequest, accounts: Accounts["Service"], nowMillis: number): Verdict =>
  Result.gen(function* () {
    const match = /^OSS ([^:\s]+):(\S+)$/.exec((request.headers["authorization"] ?? "").trim())
    if (match === null) return yield* Result.fail(invalidArgument("Authorization header is invalid.", "Authorization"))
    const [, accessKeyId, provided] = match as unknown as [string, string, string]
    const known = yield* findKey(accounts, accessKeyId, request.headers["x-oss-security-token"], nowMillis)
    const date = request.headers["x-oss-date"] ?? request.headers["date"]
    const millis = date === undefined ? undefined : (fromHttpDate(date) ?? fromBasicIso(date))
    if (date === undefined || millis === undefined) return yield* Result.fail(invalidDate())
    yield* checkSkew(millis, nowMillis)
    const text = stringToSign(request, date)
    const expected = sign(known.accessKey.accessKeySecret, text)
    return yield* compareSignatures(known, { expected, provided, stringToSign: text })
  })

const urlParameters = ["OSSAccessKeyId", "Expires", "Signature"]

/** Whether a URL carries any part of a version 1 signature. */
export const isInUrl = (query: Query): boolean => urlParameters.some((name) => query.has(name))

/** Checks `?OSSAccessKeyId=…&Expires=…&Signature=…`. */
export const verifyUrl = (request: SignedRequest, accounts: Accounts["Service"], nowMillis: number): Verdict =>
  Result.gen(function* () {
    const [accessKeyId, expires, provided] = urlParameters.map((name) => request.query.get(name))
    if (accessKeyId === undefined || expires === undefined || provided === undefined) {
      return yield* Result.fail(
        accessDenied("Query-string authentication requires the Signature, Expires and OSSAccessKeyId parameters")
      )
    }
    if (!/^\d{1,15}$/.test(expires)) {
      return yield* Result.fail(accessDenied(`Invalid date (should be seconds since epoch): ${expires}`))
    }
    const expiresMillis = Number(expires) * 1000
    if (nowMillis > expiresMillis) return yield* Result.fail(expired(expiresMillis, nowMillis))
    const token = request.query.get("security-token") ?? request.headers["x-oss-security-token"]
    const known = yield* findKey(accounts, accessKeyId, token, nowMillis)
    const text = stringToSign(request, expires)
    const expected = sign(known.accessKey.accessKeySecret, text)
    return yield* compareSignatures(known, { expected, provided, stringToSign: text })
  })

/** Checks the signature of a POST policy: it covers the policy's base64 text. */
export const verifyPolicy = (
  form: {
    readonly accessKeyId: string
    readonly provided: string
    readonly policy: string
    readonly securityToken?: string | undefined
  },
  accounts: Accounts["Service"],
  nowMillis: number
): Verdict =>
  Result.gen(function* () {
    const known = yield* findKey(accounts, form.accessKeyId, form.securityToken, nowMillis)
    const text = toWire(form.policy)
    const expected = sign(known.accessKey.accessKeySecret, text)
    return yield* compareSignatures(known, { expected, provided: form.provided, stringToSign: text })
  })
