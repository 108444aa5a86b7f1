/**
 * Finds the bucket of a request, in the path or in the host name, and the zone that the host tells.
 * Source: QingStor SDKs, `build.py`, `builder.go`; QingStor API, "Overview".
 */
import * as Result from "effect/Result"
import { decode, type MalformedTarget } from "../frame/requestTarget.ts"
import { vendorDomainOf, vendorDomains, zoneId, zoneLabel } from "./zones.ts"

/** What a request is about. Neither bucket nor key is given for calls on the service itself. */
export interface Address {
  readonly bucket?: string | undefined
  readonly key?: string | undefined
  /** The bucket, when the host names it and not the path. */
  readonly hostBucket?: string | undefined
  /** Id of the zone that the host names. */
  readonly zone?: string | undefined
  /** Domain of the service that the host belongs to; absent for an IP address or a name that says nothing. */
  readonly domain?: string | undefined
  /** Whether the host is that of all zones, which sends requests on to the zone of their bucket. */
  readonly isGlobal: boolean
  /** Host as sent, with its port. */
  readonly authority: string
}

/** What host names are read by. */
export interface KnownHosts {
  /** Domains of the service besides the vendors'. */
  readonly domains: ReadonlyArray<string>
  /** Ids of zones. */
  readonly zones: ReadonlySet<string>
}

const withoutPort = (host: string): string => host.replace(/:\d*$/, "").replace(/\.$/, "")

// Names of buckets are longer.
const isZone = (label: string, { zones }: KnownHosts): boolean => zones.has(zoneId(label)) || label.length < 6

interface HostMeaning {
  readonly domain?: string
  readonly hostBucket?: string
  readonly zone?: string
  readonly isGlobal: boolean
}

const fromHost = (host: string, known: KnownHosts): HostMeaning => {
  const answering = [...known.domains.map((domain) => domain.toLowerCase()), ...vendorDomains]
  const domain = [...answering, "localhost"]
    .filter((domain) => host === domain || host.endsWith(`.${domain}`))
    .sort((left, right) => right.length - left.length)[0]
  if (domain === undefined) return { isGlobal: false }
  const labels = host === domain ? [] : host.slice(0, -domain.length - 1).split(".")
  let zone: string | undefined
  // Official SDKs write the zone twice: `jn1a.jn1.is.shanhe.com`.
  while (labels.length > 0 && isZone(labels.at(-1)!, known)) zone = zoneId(labels.pop()!)
  return {
    domain,
    isGlobal: zone === undefined && answering.includes(domain),
    ...(zone === undefined ? {} : { zone }),
    ...(labels.length === 0 ? {} : { hostBucket: labels.join(".") })
  }
}

/**
 * Finds what a request is about.
 *
 * Hosts are `[BUCKET.][ZONE.]DOMAIN`, with the vendors' domains, `localhost` or one of the given. Any other host (an IP
 * address, the name of a container) is path style. The path is decoded once, after the bucket is cut off.
 *
 * @param rawPath path as sent
 */
export const locate = (
  rawPath: string,
  host: string | undefined,
  known: KnownHosts
): Result.Result<Address, MalformedTarget> =>
  Result.gen(function* () {
    const authority = (host ?? "").trim().toLowerCase()
    const meaning = { ...fromHost(withoutPort(authority), known), authority }
    const rest = rawPath.replace(/^\//, "")
    if (meaning.hostBucket !== undefined) {
      const key = yield* decode(rest)
      return { ...meaning, bucket: meaning.hostBucket, ...(key === "" ? {} : { key }) }
    }
    const slash = rest.indexOf("/")
    const bucket = yield* decode(slash === -1 ? rest : rest.slice(0, slash))
    const key = slash === -1 ? "" : yield* decode(rest.slice(slash + 1))
    return { ...meaning, ...(bucket === "" ? {} : { bucket }), ...(key === "" ? {} : { key }) }
  })

const portOf = (authority: string): string => /:\d+$/.exec(authority)?.[0] ?? ""

// The vendors serve by TLS; whoever serves the emulator elsewhere, or on a port, does not.
const originOf = (labels: ReadonlyArray<string>, domain: string, port: string): string =>
  `${vendorDomains.includes(domain) && port === "" ? "https" : "http"}://${[...labels, domain].join(".")}${port}`

/** Host of a zone, seen from where a request went. */
export const zoneOrigin = ({ authority, domain }: Address, zone: string): string =>
  domain === undefined
    ? originOf([zoneLabel(zone)], vendorDomainOf(zone), "")
    : originOf([zoneLabel(zone)], domain, portOf(authority))

/** URL of a bucket, seen from where a request went. */
export const bucketUrl = (address: Address, bucket: string, zone: string): string =>
  zoneOrigin(address, zone).replace("://", `://${bucket}.`)

/**
 * Where a request to the wrong host has to go.
 *
 * @param target path and query as sent
 */
export const redirectUrl = (address: Address, zone: string, target: string): string => {
  const { hostBucket } = address
  return `${hostBucket === undefined ? zoneOrigin(address, zone) : bucketUrl(address, hostBucket, zone)}${target}`
}
