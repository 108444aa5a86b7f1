import * as Result from "effect/Result"
import { encodeQuery, percentEncode, percentEncodePath } from "../schema/percentEncoding.ts"

/** Where a service listens. */
export interface Endpoint {
  readonly scheme: "http" | "https"
  /** Host in lower case; an IPv6 address stands in brackets. */
  readonly host: string
  /** Absent for the port of the scheme, unless the text of the endpoint named it. */
  readonly port?: number | undefined
  /** Whether the host is an IP address or `localhost`, in front of which no bucket name can stand. */
  readonly literal: boolean
}

const hostName = /^[\w-]+(?:\.[\w-]+)*\.?$/
const ipv6Address = /^\[[0-9a-f:.]+\]$/
const ipv4Address = /^[\d.]+$/
const hostAndPort = /^(\[[^\]]*\]|[^:]*)(?::([^:]*))?$/

/** The host as URL parsers will write it; `undefined` when they refuse it or would turn it into another host. */
const normalHost = (host: string): string | undefined => {
  const ipv6 = ipv6Address.test(host)
  if (!ipv6 && !hostName.test(host)) return undefined
  try {
    const { hostname } = new URL(`http://${host}/`)
    return ipv6 || hostname === host ? hostname : undefined
  } catch {
    return undefined
  }
}

/**
 * Reads the text of an endpoint: `oss-cn-hangzhou.aliyuncs.com`, `http://127.0.0.1:8080`, `https://img.example.com`.
 *
 * Blanks around it, user info, path, query and fragment are dropped, and the host becomes lower case. The failure says
 * what is wrong, and repeats nothing of the text but its scheme, host or port.
 * Source: OSS SDK for Python, `api._normalize_endpoint`; OSS SDK for Go 2, `endpoints.go`.
 *
 * @param defaultScheme scheme of a text that names none. Default `https`
 */
export const parseEndpoint = (
  text: string,
  defaultScheme: "http" | "https" = "https"
): Result.Result<Endpoint, string> => {
  let rest = text.trim()
  let scheme: string = defaultScheme
  const schemeEnd = rest.indexOf("://")
  if (schemeEnd >= 0 && /^[a-z][a-z0-9+.-]*$/i.test(rest.slice(0, schemeEnd))) {
    scheme = rest.slice(0, schemeEnd).toLowerCase()
    rest = rest.slice(schemeEnd + 3)
  }
  if (scheme !== "http" && scheme !== "https") return Result.fail(`the scheme must be http or https, not ${scheme}`)
  rest = rest.replace(/[/?#\\].*$/s, "")
  rest = rest.slice(rest.lastIndexOf("@") + 1).toLowerCase()
  if (rest === "") return Result.fail("the host is missing")
  const parts = hostAndPort.exec(rest)
  if (parts === null) return Result.fail("the host may hold no colon; an IPv6 address stands in brackets")
  if (parts[1] === "") return Result.fail("the host is missing")
  const host = normalHost(parts[1]!)
  if (host === undefined) return Result.fail(`${parts[1]} is not a host name`)
  const literal = host === "localhost" || ipv4Address.test(host) || ipv6Address.test(host)
  const endpoint: Endpoint = { scheme, host, literal }
  if (parts[2] === undefined) return Result.succeed(endpoint)
  const port = /^\d{1,5}$/.test(parts[2]) ? Number(parts[2]) : 0
  if (port < 1 || port > 65_535) return Result.fail(`the port must be 1 to 65535, not ${JSON.stringify(parts[2])}`)
  return Result.succeed({ ...endpoint, port })
}

/** The entrances that OSS has for a region. */
export type EndpointKind = "public" | "internal" | "dualStack" | "accelerate" | "accelerateOverseas"

/** The region of OSS as V4 signatures name it: `cn-hangzhou`, also when given the location `oss-cn-hangzhou`. */
export const standardRegion = (region: string): string => region.trim().replace(/^oss-/, "")

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
  const name = standardRegion(region)
  if (!/^[a-z0-9-]+$/.test(name)) {
    return Result.fail(`a region has only a-z, 0-9 and "-", unlike ${JSON.stringify(region)}`)
  }
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
export const bucketAuthority = (endpoint: Endpoint, bucket: string | undefined, style: AddressStyle): string => {
  const port = endpoint.port === undefined ? "" : `:${endpoint.port}`
  return style === "virtualHosted" ? `${bucket}.${endpoint.host}${port}` : endpoint.host + port
}

// The URL standard removes segments "." and "..", however they are encoded. Encoded slashes join such a segment with its
// neighbours into one harmless segment; the services decode the path before they read the key.
const dotSegment = /(?:^|\/)\.{1,2}(?:\/|$)/

const encodeKey = (key: string): string => (dotSegment.test(key) ? percentEncode(key) : percentEncodePath(key))

const isDots = (text: string | undefined): boolean => text === "." || text === ".."

/** What a URL points at; nothing is percent-encoded yet. */
export interface Resource {
  readonly bucket?: string | undefined
  /** Object key or path below the root, without a leading slash; "" for the bucket or the service itself. */
  readonly path: string
  readonly query: ReadonlyArray<readonly [name: string, value: string]>
}

/**
 * The URL of a resource. It names exactly the given key whatever the key contains, also after a URL parser went over it.
 *
 * Fails for the keys `.` and `..` alone, which no URL can carry.
 *
 * **Example**
 *
 * ```ts
 * const endpoint = { scheme: "https", host: "oss-cn-hangzhou.aliyuncs.com", literal: false } as const
 * buildUrl(endpoint, { bucket: "examplebucket", path: "a b/c", query: [["acl", ""]] }, "virtualHosted")
 * // https://examplebucket.oss-cn-hangzhou.aliyuncs.com/a%20b/c?acl
 * ```
 */
export const buildUrl = (
  endpoint: Endpoint,
  resource: Resource,
  style: AddressStyle
): Result.Result<string, string> => {
  const { bucket, path, query } = resource
  if (isDots(path)) return Result.fail(`no URL can name the key ${JSON.stringify(path)}`)
  if (style === "path" && isDots(bucket)) return Result.fail(`no URL can name the bucket ${JSON.stringify(bucket)}`)
  let url = `${endpoint.scheme}://${bucketAuthority(endpoint, bucket, style)}/`
  if (style === "path" && bucket !== undefined) url += `${percentEncode(bucket)}/`
  url += encodeKey(path)
  return Result.succeed(query.length === 0 ? url : `${url}?${encodeQuery(query)}`)
}
