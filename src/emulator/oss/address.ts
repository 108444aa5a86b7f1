/**
 * Finds the bucket of a request, in the path or in the host name.
 * Source: OSS API, endpoints and virtual hosting.
 */
import type { Target } from "../frame/requestTarget.ts"

/** What a request is about. Neither is given for calls on the service itself. */
export interface Address {
  readonly bucket?: string | undefined
  readonly key?: string | undefined
  /** Region that the host name tells, e.g. `cn-hangzhou`. */
  readonly region?: string | undefined
  /** Id of the cloud box that the host name tells, `cb-…`. */
  readonly cloudBox?: string | undefined
}

interface HostMeaning {
  /** The empty text means that the host names no bucket and the path has none either. */
  readonly bucket?: string
  readonly region?: string
  readonly cloudBox?: string
}

const regionPattern = "(?<region>[a-z0-9-]+?)"

// As on the vendor's own hosts: `oss-cn-hangzhou.localhost` is the service in that region, whatever stands before it a bucket.
const serviceOnLocalhost = new RegExp(`^(?:(?<bucket>.*)\\.)?oss-${regionPattern}(?:-internal)?\\.localhost$`)

// Tried in order. Where a pattern ends in the service's own host, what stands before it (with its dot) is the bucket.
const vendorHosts: ReadonlyArray<RegExp> = [
  /^(?:(?<bucket>.*)\.)?(?<cloudBox>cb-[^.]+)\.(?<region>[a-z0-9-]+)\.oss-cloudbox(?:-control)?\.aliyuncs\.com$/,
  /^(?:(?<bucket>.*)\.)?oss-accelerate(?:-overseas)?\.aliyuncs\.com$/,
  new RegExp(`^(?:(?<bucket>.*)\\.)?oss-${regionPattern}(?:-internal)?\\.aliyuncs\\.com$`),
  // Dual stack: the region stands before the service name.
  /^(?:(?<bucket>.*)\.)?(?<region>[a-z0-9-]+)\.oss\.aliyuncs\.com$/,
  serviceOnLocalhost
]

const withoutPort = (host: string): string => host.trim().toLowerCase().replace(/:\d*$/, "").replace(/\.$/, "")

const isAddress = (host: string): boolean => host.startsWith("[") || /^\d{1,3}(\.\d{1,3}){3}$/.test(host)

const fromHost = (host: string, domains: ReadonlyArray<string>): HostMeaning => {
  if (host === "" || host === "localhost" || isAddress(host)) return {}
  for (const pattern of vendorHosts) {
    const match = pattern.exec(host)
    if (match === null) continue
    return Object.fromEntries(Object.entries(match.groups ?? {}).filter(([, value]) => value !== undefined))
  }
  if (host.endsWith(".localhost")) return { bucket: host.slice(0, host.indexOf(".")) }
  const domain = domains.find((domain) => host.endsWith(`.${domain}`))
  return domain === undefined ? {} : { bucket: host.slice(0, -domain.length - 1) }
}

/**
 * Finds what a request is about.
 *
 * Virtual-hosted are `BUCKET.localhost`, `BUCKET.anything.localhost`, `BUCKET.oss-REGION[-internal].aliyuncs.com` (or
 * `.localhost`), the accelerate, dual stack and cloud box forms of it, and `BUCKET.DOMAIN` for the given domains. Any other host (an IP
 * address, `localhost`, the name of a container) is path style.
 */
export const locate = (target: Target, host: string | undefined, domains: ReadonlyArray<string> = []): Address => {
  const { bucket, ...known } = fromHost(withoutPort(host ?? ""), domains)
  const rest = target.path.slice(1)
  if (bucket !== undefined && bucket !== "") return { ...known, bucket, ...(rest === "" ? {} : { key: rest }) }
  if (rest === "") return known
  const slash = rest.indexOf("/")
  if (slash === -1) return { ...known, bucket: rest }
  const key = rest.slice(slash + 1)
  return { ...known, bucket: rest.slice(0, slash), ...(key === "" ? {} : { key }) }
}
