/** A verifier of OIS signatures that shares nothing with the signer. */
import { createHmac } from "node:crypto"
import { assert } from "@effect/vitest"
import type { Seen } from "./scriptedHttp.ts"
import { secretText } from "./scriptedOis.ts"

const signedNames = new Set(
  `acl append cname cors delete image lifecycle logging mirror notification part_number policy position replication stats
  upload_id uploads version_id versioning versions response-cache-control response-content-disposition
  response-content-encoding response-content-language response-content-type response-expires`.split(/\s+/)
)

/** What a request should be signed as, by the text of the protocol. */
export const expectedSignature = (seen: Seen, hostBucket?: string, dateLine?: string): string => {
  const [path = "", query = ""] = seen.target.split("?")
  const { headers } = seen
  const canonicalHeaders = Object.keys(headers)
    .filter((name) => name.startsWith("x-qs-"))
    .sort()
    .map((name) => `${name}:${headers[name]!.trim()}\n`)
    .join("")
  const parameters = query
    .split("&")
    .map((pair) => {
      const at = pair.indexOf("=")
      return at < 0 ? [pair, ""] : [pair.slice(0, at), decodeURIComponent(pair.slice(at + 1))]
    })
    .filter(([name]) => signedNames.has(name!))
    .sort(([a], [b]) => (a! < b! ? -1 : 1))
    .map(([name, value]) => (value === "" ? name : `${name}=${value}`))
    .join("&")
  const date = dateLine ?? (headers["x-qs-date"] === undefined ? headers["date"]! : "")
  const resource = `${hostBucket === undefined ? "" : `/${hostBucket}`}${path}${parameters === "" ? "" : `?${parameters}`}`
  const text = [
    seen.method,
    headers["content-md5"] ?? "",
    headers["content-type"] ?? "",
    date,
    canonicalHeaders + resource
  ].join("\n")
  return createHmac("sha256", secretText).update(text).digest("base64")
}

/** Expects the signature of a request to be right. */
export const assertSigned = (seen: Seen, hostBucket?: string): void =>
  assert.strictEqual(seen.headers["authorization"], `QS id:${expectedSignature(seen, hostBucket)}`)
