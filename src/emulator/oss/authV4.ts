/**
 * Signature version 4 (OSS4-HMAC-SHA256), in the Authorization header and in the URL.
 * Source: OSS API, "Include a V4 signature in the Authorization header", "Include a V4 signature in the URL".
 */
import { createHash } from "node:crypto"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import type { Accounts, KnownKey } from "../accounts.ts"
import { DerivedKeys } from "../DerivedKeys.ts"
import type { Query } from "../frame/requestTarget.ts"
import { fromBasicIso } from "../time.ts"
import { maxPresignSeconds } from "./limits.ts"
import type { OssRefusal } from "./OssRefusal.ts"
import { invalidArgument, invalidSigningRegion } from "./refusals.ts"
import {
  canonicalQuery,
  checkSkew,
  compareSignatures,
  encode,
  expired,
  findKey,
  hmac,
  invalidDate,
  namesOf,
  type SignedRequest,
  signatureParameter,
  signedHeaders,
  toWire,
  type Verdict
} from "./signing.ts"

/** Name of the algorithm. */
export const algorithm = "OSS4-HMAC-SHA256"

const scopeEnd = "aliyun_v4_request"

interface Credential {
  readonly accessKeyId: string
  readonly day: string
  readonly region: string
  readonly product: string
  readonly scope: string
}

const invalidCredential = (text: string): OssRefusal =>
  invalidArgument(
    "Invalid credential: KEYID/YYYYMMDD/REGION/PRODUCT/aliyun_v4_request is expected.",
    "Credential",
    text
  )

/** Reads `KEYID/DAY/REGION/PRODUCT/aliyun_v4_request`; the day has to be that of the request's time. */
const parseCredential = (text: string, time: string): Result.Result<Credential, OssRefusal> => {
  const parts = text.split("/")
  const [day, region, product, end] = parts.slice(-4)
  const accessKeyId = parts.slice(0, -4).join("/")
  return accessKeyId !== "" && day === time.slice(0, 8) && region && product && end === scopeEnd
    ? Result.succeed({ accessKeyId, day, region, product, scope: parts.slice(-4).join("/") })
    : Result.fail(invalidCredential(text))
}

/** The canonical request, as wire text. */
export const canonicalRequest = (request: SignedRequest, additionalHeaders: ReadonlyArray<string>): string => {
  const { bucket, headers, key, method, query } = request
  const path = bucket === undefined ? "/" : `/${bucket}/${key ?? ""}`
  const always = (name: string): boolean =>
    name.startsWith("x-oss-") || name === "content-type" || name === "content-md5"
  return [
    method,
    path.split("/").map(encode).join("/"),
    canonicalQuery(query),
    signedHeaders(headers, (name) => always(name) || additionalHeaders.includes(name)),
    additionalHeaders.join(";"),
    headers["x-oss-content-sha256"] ?? "UNSIGNED-PAYLOAD"
  ].join("\n")
}

const keys = new DerivedKeys(
  ({ day, product, region, secret }) =>
    [day, region, product, scopeEnd].reduce<string | Buffer>(
      (key, part) => hmac("sha256", key, toWire(part)),
      `aliyun_v4${secret}`
    ) as Buffer
)

const signingKey = (secret: Redacted.Redacted, { day, product, region }: Credential): Buffer =>
  keys.get({ secret: Redacted.value(secret), day, region, product })

const compare = (
  known: KnownKey,
  credential: Credential,
  signed: { readonly canonical: string; readonly time: string; readonly provided: string }
): Verdict => {
  const hash = createHash("sha256").update(signed.canonical, "latin1").digest("hex")
  const stringToSign = toWire([algorithm, signed.time, credential.scope, hash].join("\n"))
  return compareSignatures(known, {
    expected: hmac("sha256", signingKey(known.accessKey.accessKeySecret, credential), stringToSign).toString("hex"),
    provided: signed.provided,
    stringToSign,
    canonicalRequest: signed.canonical
  })
}

/** Checks `Authorization: OSS4-HMAC-SHA256 Credential=…,AdditionalHeaders=…,Signature=…`. */
export const verifyHeader = (request: SignedRequest, accounts: Accounts["Service"], nowMillis: number): Verdict =>
  Result.gen(function* () {
    const parts = new Map(
      (request.headers["authorization"] ?? "")
        .trim()
        .slice(algorithm.length)
        .split(",")
        .map((part) => {
          const equals = part.indexOf("=")
          return [part.slice(0, equals).trim().toLowerCase(), part.slice(equals + 1).trim()] as const
        })
    )
    const provided = parts.get("signature")
    const credentialText = parts.get("credential")
    if (provided === undefined || credentialText === undefined) {
      return yield* Result.fail(invalidArgument("Authorization header is invalid.", "Authorization"))
    }
    const time = request.headers["x-oss-date"]
    const millis = time === undefined ? undefined : fromBasicIso(time)
    if (time === undefined || millis === undefined) return yield* Result.fail(invalidDate())
    const credential = yield* parseCredential(credentialText, time)
    if (!request.regions.includes(credential.region)) {
      return yield* Result.fail(invalidSigningRegion("Invalid signing region in Authorization header."))
    }
    const token = request.headers["x-oss-security-token"]
    const known = yield* findKey(accounts, credential.accessKeyId, token, nowMillis)
    yield* checkSkew(millis, nowMillis)
    const canonical = canonicalRequest(request, namesOf(parts.get("additionalheaders")))
    return yield* compare(known, credential, { canonical, time, provided })
  })

/** Whether a URL carries any part of a signature of version 4; that of version 2 has the same parameters. */
export const isInUrl = (query: Query): boolean => query.has("x-oss-signature-version") || query.has(signatureParameter)

/** Checks `?x-oss-signature-version=OSS4-HMAC-SHA256&x-oss-credential=…&x-oss-signature=…`. */
export const verifyUrl = (request: SignedRequest, accounts: Accounts["Service"], nowMillis: number): Verdict =>
  Result.gen(function* () {
    const { query } = request
    const required = (name: string): Result.Result<string, OssRefusal> => {
      const value = query.get(name)
      return value === undefined
        ? Result.fail(invalidArgument("Query-string authentication is incomplete.", name))
        : Result.succeed(value)
    }
    const version = yield* required("x-oss-signature-version")
    if (version !== algorithm) {
      return yield* Result.fail(invalidArgument("Unsupported signature version.", "x-oss-signature-version", version))
    }
    const provided = yield* required(signatureParameter)
    const time = yield* required("x-oss-date")
    const validity = yield* required("x-oss-expires")
    const credentialText = yield* required("x-oss-credential")
    const millis = fromBasicIso(time)
    if (millis === undefined) return yield* Result.fail(invalidDate())
    const seconds = /^\d{1,6}$/.test(validity) ? Number(validity) : 0
    if (seconds < 1 || seconds > maxPresignSeconds) {
      return yield* Result.fail(
        invalidArgument(`x-oss-expires must be 1 to ${maxPresignSeconds} seconds.`, "x-oss-expires", validity)
      )
    }
    // A URL may be used later than it was signed, but not long before.
    yield* checkSkew(Math.max(millis, nowMillis), nowMillis)
    const expiresMillis = millis + seconds * 1000
    if (nowMillis > expiresMillis) return yield* Result.fail(expired(expiresMillis, nowMillis))
    const credential = yield* parseCredential(credentialText, time)
    if (!request.regions.includes(credential.region)) {
      return yield* Result.fail(invalidSigningRegion("The signing region in credential is invalid."))
    }
    const token = query.get("x-oss-security-token")
    const known = yield* findKey(accounts, credential.accessKeyId, token, nowMillis)
    const canonical = canonicalRequest(request, namesOf(query.get("x-oss-additional-headers")))
    return yield* compare(known, credential, { canonical, time, provided })
  })

/** Checks the signature of a POST policy: it covers the policy's base64 text. */
export const verifyPolicy = (
  form: {
    readonly credential: string
    readonly time: string
    readonly provided: string
    readonly policy: string
    readonly securityToken?: string | undefined
  },
  accounts: Accounts["Service"],
  nowMillis: number
): Verdict =>
  Result.gen(function* () {
    if (fromBasicIso(form.time) === undefined) return yield* Result.fail(invalidDate())
    const credential = yield* parseCredential(form.credential, form.time)
    const known = yield* findKey(accounts, credential.accessKeyId, form.securityToken, nowMillis)
    const stringToSign = toWire(form.policy)
    const key = signingKey(known.accessKey.accessKeySecret, credential)
    const expected = hmac("sha256", key, stringToSign).toString("hex")
    return yield* compareSignatures(known, { expected, provided: form.provided, stringToSign })
  })
