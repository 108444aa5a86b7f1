/**
 * Where OIS listens: the deployments of the service, their zones, and the settings that users have for them.
 */
import * as Result from "effect/Result"
import { type Endpoint, parseEndpoint } from "../Endpoint.ts"

/** One installation of the service. */
export interface OisDeployment {
  /** Host that knows all zones. */
  readonly host: string
  /** Zones by the names that programs use; the value is the label that stands before the host. */
  readonly zones: Readonly<Record<string, string>>
}

/**
 * The known deployments.
 *
 * Shanhe calls its zone `jn1a` and gives it the endpoint `jn1.is.shanhe.com`; both names lead there.
 * Source: Shanhe documentation, object storage, "API overview" and "Location"; QingCloud documentation, "Zones".
 */
export const oisDeployments = {
  shanhe: { host: "is.shanhe.com", zones: { jn1: "jn1", jn1a: "jn1" } },
  qingstor: { host: "qingstor.com", zones: { pek3a: "pek3a", pek3b: "pek3b", sh1a: "sh1a", gd2: "gd2", ap3: "ap3" } }
} as const satisfies Readonly<Record<string, OisDeployment>>

/** Name of a known deployment. */
export type OisDeploymentName = keyof typeof oisDeployments

/**
 * How a zone gets into the host.
 *
 * - `known`: by its label, and only where the host does not begin with it already.
 * - `literal`: as it is given and always, which is what the official SDKs do.
 * - `none`: not at all, the host is that of the zone.
 */
export type ZoneNaming = "known" | "literal" | "none"

/** How OIS is reached. */
export interface OisConnection {
  /** Host without bucket, and mostly without zone. */
  readonly endpoint: Endpoint
  /** Zone of requests that name none. */
  readonly zone?: string | undefined
  /** Whether buckets stand in the host. Those that cannot, and all at hosts that hold no labels, stay in the path. */
  readonly virtualHosted: boolean
  readonly zoneNaming: ZoneNaming
}

/** Options of {@link connectOis}; each may be left out. */
export interface OisConnectionOptions {
  /** Default `shanhe`. */
  readonly deployment?: OisDeploymentName | undefined
  /** URL or host of the service, in place of `protocol`, `host` and `port`. */
  readonly endpoint?: string | undefined
  /** Default `https`. */
  readonly protocol?: "http" | "https" | undefined
  /** Host of the service without zone and bucket. Default: that of the deployment. */
  readonly host?: string | undefined
  /** Default: that of the protocol. */
  readonly port?: number | undefined
  /** Zone of requests that name none. */
  readonly zone?: string | undefined
  /** Whether buckets stand in the host rather than in the path. Default false. */
  readonly virtualHosted?: boolean | undefined
  /** Puts zones into the host as the official SDKs do: `jn1a` gives `jn1a.jn1.is.shanhe.com`. Default false. */
  readonly literalZones?: boolean | undefined
  /**
   * Whether an IPv6 address may be the host. Only an outspoken `false` forbids it. Names are resolved by the HTTP client,
   * to whichever kind of address it prefers.
   */
  readonly dualStack?: boolean | undefined
}

const withoutDefaultPort = ({ scheme, host, literal, port }: Endpoint): Endpoint =>
  port === undefined || port === (scheme === "https" ? 443 : 80)
    ? { scheme, host, literal }
    : { scheme, host, literal, port }

// An IPv6 address as configuration files have it, without brackets.
const bareIpv6 = /^(?=(?:[^:]*:){2})[0-9a-f:.]+$/i

const endpointOf = (options: OisConnectionOptions): Result.Result<Endpoint, string> => {
  if (options.endpoint !== undefined && options.endpoint.trim() !== "") {
    return parseEndpoint(options.endpoint, options.protocol)
  }
  const host = (options.host ?? oisDeployments[options.deployment ?? "shanhe"].host).trim()
  return Result.flatMap(parseEndpoint(bareIpv6.test(host) ? `[${host}]` : host, options.protocol), (endpoint) => {
    const { port } = options
    if (port === undefined || endpoint.port !== undefined) return Result.succeed(endpoint)
    return Number.isInteger(port) && port >= 1 && port <= 65_535
      ? Result.succeed({ ...endpoint, port })
      : Result.fail(`the port must be 1 to 65535, not ${port}`)
  })
}

/**
 * Makes a connection of its settings. The failure says what is wrong.
 *
 * Source: QingStor SDKs, `config`.
 *
 * **Example**
 *
 * ```ts
 * connectOis({ deployment: "qingstor", zone: "pek3a" }) // buckets at https://pek3a.qingstor.com/BUCKET
 * connectOis({ endpoint: "http://127.0.0.1:9000" })     // buckets at http://127.0.0.1:9000/BUCKET
 * ```
 */
export const connectOis = (options: OisConnectionOptions = {}): Result.Result<OisConnection, string> =>
  Result.flatMap(endpointOf(options), (found) => {
    const endpoint = withoutDefaultPort(found)
    if (options.dualStack === false && endpoint.host.startsWith("[")) {
      return Result.fail("the host is an IPv6 address, which dual stack has to be enabled for")
    }
    const connection: OisConnection = {
      endpoint,
      virtualHosted: options.virtualHosted ?? false,
      zoneNaming: options.literalZones === true ? "literal" : "known",
      ...(options.zone === undefined ? {} : { zone: options.zone })
    }
    return Result.map(zoneHost(connection, undefined), () => connection)
  })

const deploymentAt = (host: string): OisDeployment | undefined =>
  Object.values(oisDeployments).find((deployment) => isSameOrSubdomain(host, deployment.host))

/** Whether a host is a domain or lies below it. Both are in lower case. */
export const isSameOrSubdomain = (host: string, domain: string): boolean =>
  host === domain || host.endsWith(`.${domain}`)

/**
 * Whether labels can stand before a host: not before an IP address, nor before names without a dot, which are known to one
 * machine or one container network only.
 */
export const holdsLabels = ({ host, literal }: Endpoint): boolean => !literal && host.includes(".")

/** The label of a zone at a host, and all names that mean the same zone there. */
const zoneAt = (host: string, zone: string): { readonly label: string; readonly names: ReadonlySet<string> } => {
  const zones = Object.entries(deploymentAt(host)?.zones ?? {})
  const label = zones.find(([name]) => name === zone)?.[1] ?? zone
  return { label, names: new Set([zone, label, ...zones.filter(([, other]) => other === label).map(([name]) => name)]) }
}

/**
 * The host of a zone, without bucket: that of the connection where there is no zone, or where none can stand before it.
 * The failure tells why no host can have this zone.
 */
export const zoneHost = (connection: OisConnection, zone: string | undefined): Result.Result<string, string> => {
  const { endpoint, zoneNaming } = connection
  const given = (zone ?? connection.zone ?? "").trim().toLowerCase()
  if (given === "" || !holdsLabels(endpoint) || zoneNaming === "none") return Result.succeed(endpoint.host)
  if (!/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(given)) {
    return Result.fail(`a zone has only a-z, 0-9 and "-", unlike ${JSON.stringify(given)}`)
  }
  if (zoneNaming === "literal") return Result.succeed(`${given}.${endpoint.host}`)
  const { label, names } = zoneAt(endpoint.host, given)
  const isThere = names.has(endpoint.host.slice(0, endpoint.host.indexOf(".")))
  return Result.succeed(isThere ? endpoint.host : `${label}.${endpoint.host}`)
}
