/**
 * The text that a signature covers. Source: QingStor API, "Signature"; qingstor-sdk-go, `signer/v2`.
 */
import type { SignedParts } from "./SignedParts.ts"

/**
 * Query parameters that a signature covers; names are case-sensitive. Listing parameters (`prefix`, `marker`, `limit` …),
 * `action` and the parameters of the signature itself are not signed.
 *
 * Source: qingstor-sdk-go, `queryToSign`, the only complete list: other SDKs lack those of versions, and some `append`.
 */
const signedParameters = /* @__PURE__ */ new Set([
  "acl",
  "append",
  "cname",
  "cors",
  "delete",
  "image",
  "lifecycle",
  "logging",
  "mirror",
  "notification",
  "part_number",
  "policy",
  "position",
  "replication",
  "response-cache-control",
  "response-content-disposition",
  "response-content-encoding",
  "response-content-language",
  "response-content-type",
  "response-expires",
  "stats",
  "upload_id",
  "uploads",
  "version_id",
  "versioning",
  "versions"
])

/** Whether a signature covers this query parameter. */
export const isSignedParameter = (name: string): boolean => signedParameters.has(name)

/** The headers that begin with `x-qs-`, a line each; empty when there are none. */
export const canonicalHeaders = (headers: SignedParts["headers"]): string => {
  const names: Array<string> = []
  for (const name in headers) if (name.startsWith("x-qs-")) names.push(name)
  if (names.length > 1) names.sort()
  let text = ""
  for (const name of names) text += `${name}:${headers[name]!.trim()}\n`
  return text
}

const byName = (a: readonly [string, string], b: readonly [string, string]): number =>
  a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0

/** `/BUCKET/KEY?acl`: the path as it is sent, and the signed parameters with their decoded values. */
export const canonicalResource = ({ hostBucket, rawPath, query }: SignedParts): string => {
  let text = `${hostBucket === undefined ? "" : `/${hostBucket}`}${rawPath === "" ? "/" : rawPath}`
  const signed = query.filter(([name]) => isSignedParameter(name))
  if (signed.length > 1) signed.sort(byName)
  let separator = "?"
  for (const [name, given] of signed) {
    const value = given.trim()
    text += value === "" ? separator + name : `${separator}${name}=${value}`
    separator = "&"
  }
  return text
}

/** The text to sign. `dateLine` is the date, empty where `x-qs-date` tells it, or when a presigned URL ends. */
export const stringToSign = (request: SignedParts, dateLine: string): string => {
  const { headers } = request
  const md5 = headers["content-md5"]?.trim() ?? ""
  const type = headers["content-type"]?.trim() ?? ""
  return `${request.method}\n${md5}\n${type}\n${dateLine}\n${canonicalHeaders(headers)}${canonicalResource(request)}`
}
