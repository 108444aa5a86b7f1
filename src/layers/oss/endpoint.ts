/**
 * Where OSS listens, and how its URLs name a bucket.
 */
import * as Result from "effect/Result"
import { percentEncode } from "../../schema/percentEncoding.ts"
import type { UnsignedRequest } from "../../schema/wire/UnsignedRequest.ts"
import { authorityOf, type Endpoint, urlOf } from "../Endpoint.ts"

/** The entrances that OSS has for a region. */
export type EndpointKind = "public" | "internal" | "dualStack" | "accelerate" | "accelerateOverseas"

/**
 * The region of OSS as V4 signatures name it: `cn-hangzhou`, also when given the location `oss-cn-hangzhou`, or what
 * stands in a host name, `oss-cn-hangzhou-internal`.
 */
export const standardRegion = (region: string): string =>
  region
    .trim()
    .replace(/^oss-/, "")
    .replace(/-(?:internal|vpc|dualstack)$/, "")

// Continent or country, place, and what tells several of one place apart: cn-hangzhou, us-west-1, cn-beijing-finance-1-pub,
// rg-china-mainland, ap-southeast-5.
const regionName = /^[a-z]{2,8}(?:-[a-z0-9]+)+$/

/** What is wrong with the name of a region, in words; `undefined` when it may be one. */
export const regionProblem = (region: string): string | undefined => {
  const name = standardRegion(region)
  return regionName.test(name) ? undefined : `must be a region like "cn-hangzhou", not ${JSON.stringify(region)}`
}

/**
 * The endpoint of OSS for a region.
 *
 * Source: OSS API, "Regions and endpoints"; OSS SDK for Go 2, `endpoints.go`.
 *
 * @param region `cn-hangzhou` or `oss-cn-hangzhou`; the two accelerated entrances are the same for all regions
 */
export const ossEndpoint = (
  region: string,
  kind: EndpointKind = "public",
  scheme: "http" | "https" = "https"
): Result.Result<Endpoint, string> => {
  const problem = regionProblem(region)
  if (problem !== undefined) return Result.fail(problem)
  const name = standardRegion(region)
  const hosts: Record<EndpointKind, string> = {
    public: `oss-${name}.aliyuncs.com`,
    internal: `oss-${name}-internal.aliyuncs.com`,
    dualStack: `${name}.oss.aliyuncs.com`,
    accelerate: "oss-accelerate.aliyuncs.com",
    accelerateOverseas: "oss-accelerate-overseas.aliyuncs.com"
  }
  return Result.succeed({ scheme, host: hosts[kind], literal: false })
}

/**
 * Region and product that a V4 signature for this host names. A cloud box, `cb-ID.REGION.oss-cloudbox.aliyuncs.com`,
 * signs with its id in place of the region.
 * Source: OSS SDK for Go 2, `resolveCloudBox`.
 */
export const ossSigningScope = (
  host: string,
  region: string
): { readonly region: string; readonly product: "oss" | "oss-cloudbox" } =>
  /^cb-[^.]+\.[^.]+\.oss-cloudbox(?:-control)?\.aliyuncs\.com$/.test(host)
    ? { region: host.slice(0, host.indexOf(".")), product: "oss-cloudbox" }
    : { region: standardRegion(region), product: "oss" }

/** How a URL names a bucket: in the host, in the path, by a domain name of its own, or not at all. */
export type AddressStyle = "virtualHosted" | "path" | "cname" | "service"

/** Wishes for the style; both default to false. */
export interface AddressOptions {
  /** The endpoint is a domain name that was bound to the bucket. */
  readonly cname?: boolean | undefined
  /** Name the bucket in the path. */
  readonly pathStyle?: boolean | undefined
}

// Source: OSS API, PutBucket: 3 to 63 of a-z, 0-9 and "-", with a letter or digit at both ends.
const bucketAsHostLabel = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/

/**
 * The style of URL for a bucket at an endpoint: the path for an IP address or `localhost`, else a bound domain name if
 * so wished, else the path if so wished or if the name of the bucket cannot stand in a host, else the host.
 * Source: OSS SDK for Python, `api._UrlMaker`.
 */
export const addressStyle = (
  endpoint: Endpoint,
  bucket: string | undefined,
  options: AddressOptions = {}
): AddressStyle => {
  if (bucket === undefined) return "service"
  if (endpoint.literal) return "path"
  if (options.cname === true) return "cname"
  return options.pathStyle === true || !bucketAsHostLabel.test(bucket) ? "path" : "virtualHosted"
}

/** The host of a bucket with the port where there is one, which is also the value of the header `host`. */
export const bucketAuthority = (endpoint: Endpoint, bucket: string | undefined, style: AddressStyle): string =>
  style === "virtualHosted" ? `${bucket}.${authorityOf(endpoint)}` : authorityOf(endpoint)

/**
 * The URL of a request. It names exactly the given key whatever the key contains, also after a URL parser went over it.
 *
 * Fails for the buckets `.` and `..` in the path, which no URL can carry.
 */
export const ossUrlOf = (
  endpoint: Endpoint,
  request: Pick<UnsignedRequest, "host" | "escapedPath" | "query">,
  style: AddressStyle
): Result.Result<string, string> => {
  const bucket = request.host["bucket"]
  if (bucket === undefined) return Result.succeed(urlOf(endpoint, request))
  switch (style) {
    case "virtualHosted":
      return Result.succeed(urlOf(endpoint, request, [bucket]))
    case "path":
      return bucket === "." || bucket === ".."
        ? Result.fail(`no URL can name the bucket ${JSON.stringify(bucket)}`)
        : Result.succeed(urlOf(endpoint, request, [], [percentEncode(bucket)]))
    default:
      return Result.succeed(urlOf(endpoint, request))
  }
}
