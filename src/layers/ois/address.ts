/**
 * URLs of OIS: which host, which path, and what of it a signature covers.
 */
import * as Result from "effect/Result"
import { encodeQuery, percentEncode, percentEncodePath } from "../../schema/percentEncoding.ts"
import { holdsLabels, type OisConnection, zoneHost } from "./endpoint.ts"
import type { OisRequest } from "./OisRequest.ts"

/** Where a request goes. */
export interface OisAddress {
  readonly url: string
  /** Host, and port where there is one: the value of the header `host`. */
  readonly authority: string
  /** Bucket that stands in the host; absent when it stands in the path, and for calls on the service. */
  readonly hostBucket?: string | undefined
  /** Path as it is sent, percent-encoded. */
  readonly rawPath: string
}

// Names that are longer, or hold capitals or dots, come from older deployments and stay in the path.
const hostLabel = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

// URL parsers remove segments "." and "..", however they are encoded. Encoded slashes join such a segment with its
// neighbours into one harmless segment; the service decodes the path once, after cutting off the bucket.
const dotSegment = /(?:^|\/)\.{1,2}(?:\/|$)/

const encodeKey = (key: string): string => (dotSegment.test(key) ? percentEncode(key) : percentEncodePath(key))

const isDots = (text: string): boolean => text === "." || text === ".."

/**
 * The address of a request: `[BUCKET.][ZONE.]HOST[:PORT]`. It names exactly the given key whatever the key contains, also
 * after a URL parser went over it.
 *
 * Fails for what no URL can name: the keys `.` and `..` alone, an empty bucket, a zone that is no host label.
 * Source: QingStor SDKs, `build.py`, `builder.go`.
 */
export const oisAddress = (
  connection: OisConnection,
  { host: { bucket, zone }, path, query }: Pick<OisRequest, "host" | "path" | "query">
): Result.Result<OisAddress, string> => {
  if (bucket === "") return Result.fail("the name of the bucket is empty")
  if (bucket === undefined && path !== "") return Result.fail("a key without a bucket has no address")
  if (isDots(path)) return Result.fail(`no URL can name the key ${JSON.stringify(path)}`)
  const { endpoint } = connection
  const inHost = bucket !== undefined && connection.virtualHosted && holdsLabels(endpoint) && hostLabel.test(bucket)
  if (bucket !== undefined && isDots(bucket)) {
    return Result.fail(`no URL can name the bucket ${JSON.stringify(bucket)}`)
  }
  // The service itself is asked at the host of all zones.
  return Result.map(bucket === undefined ? Result.succeed(endpoint.host) : zoneHost(connection, zone), (host) => {
    const port = endpoint.port === undefined ? "" : `:${endpoint.port}`
    const authority = `${inHost ? `${bucket}.` : ""}${host}${port}`
    const bucketPath = bucket === undefined || inHost ? "" : `/${percentEncode(bucket)}`
    const rawPath = path === "" && bucketPath !== "" ? bucketPath : `${bucketPath}/${encodeKey(path)}`
    const url = `${endpoint.scheme}://${authority}${rawPath}${query.length === 0 ? "" : `?${encodeQuery(query)}`}`
    return { url, authority, rawPath, ...(inHost ? { hostBucket: bucket } : {}) }
  })
}

/** The labels of a host in front of a domain; none when it is the domain itself, or lies elsewhere. */
export const labelsBefore = (domain: string, host: string): ReadonlyArray<string> =>
  host.endsWith(`.${domain}`) ? host.slice(0, -domain.length - 1).split(".") : []

/**
 * The address that a URL of the service is, when all that is known is the URL: of the connection itself, or one to which
 * it was redirected. Nothing of the URL is decoded or normalised.
 */
export const oisAddressAt = (connection: OisConnection, bucket: string | undefined, url: string): OisAddress => {
  const [, authority = "", rawPath = ""] = /^https?:\/\/([^/?#]*)([^?#]*)/.exec(url) ?? []
  const [first] = labelsBefore(connection.endpoint.host, authority.replace(/:\d*$/, ""))
  return { url, authority, rawPath, ...(bucket !== undefined && first === bucket ? { hostBucket: bucket } : {}) }
}
