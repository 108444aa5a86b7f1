/**
 * Redirects of OIS. The host of all zones answers with the address at the zone of a bucket; a missing object may be
 * answered with an address anywhere in the world, that of its external mirror.
 */
import { percentDecode } from "../../schema/percentEncoding.ts"
import { type Endpoint, parseEndpoint } from "../Endpoint.ts"
import { labelsBefore } from "./address.ts"
import { isSameOrSubdomain, type OisConnection } from "./endpoint.ts"
import type { OisRequest } from "./OisRequest.ts"

/** Statuses whose `Location` is followed, by the same method with the same body. */
export const redirectStatuses: ReadonlySet<number> = /* @__PURE__ */ new Set([301, 302, 307, 308])

/** Redirects that one call follows at most. */
export const maxRedirects = 5

/** What a redirect says. */
export type OisRedirect =
  /** It leads to the service's own host, or to one below it. */
  | {
      readonly _tag: "OwnHost"
      readonly url: string
      /** Zone that the host names. */
      readonly zone?: string | undefined
      /** The connection that sends a request to where the redirect leads, whatever zone the request names. */
      readonly connection: OisConnection
      /**
       * Whether it leads to the bucket and key that were asked for. Only then the request may be signed and sent again:
       * a redirect to another object is an answer about this one.
       */
      readonly sameResource: boolean
    }
  /** It leads out of the service, or from https to http. No credentials may go there. */
  | { readonly _tag: "ForeignHost"; readonly url: string }
  /** There is no `Location`, or it is no address. */
  | { readonly _tag: "Unreadable" }

const decoded = (text: string): string => percentDecode(text) ?? text

/** Where the bucket stands in a URL of the service, and which key follows. */
const resourceOf = (
  url: URL,
  label: string | undefined,
  wanted: string | undefined
): { readonly virtualHosted: boolean; readonly bucket: string | undefined; readonly key: string } => {
  const path = url.pathname.slice(1)
  if (wanted !== undefined && label === wanted) return { virtualHosted: true, bucket: wanted, key: decoded(path) }
  const slash = path.indexOf("/")
  const bucket = decoded(slash < 0 ? path : path.slice(0, slash))
  return {
    virtualHosted: false,
    bucket: bucket === "" ? undefined : bucket,
    key: slash < 0 ? "" : decoded(path.slice(slash + 1))
  }
}

const parse = (location: string, base: string): URL | undefined => {
  try {
    return new URL(location, base)
  } catch {
    return undefined
  }
}

const endpointAt = (url: URL, host: string): Endpoint | undefined => {
  const port = url.port === "" ? "" : `:${url.port}`
  const parsed = parseEndpoint(`${url.protocol}//${host}${port}`)
  return parsed._tag === "Success" ? parsed.success : undefined
}

/**
 * Reads the `Location` of a redirect.
 *
 * Method, resource and date are signed, but neither scheme nor host: what was signed for one zone is good for another.
 * Source: qsctl and go-service-qingstor, detection of a bucket's zone.
 *
 * @param sentUrl URL of the answered request, against which a relative `Location` is read
 */
export const readRedirect = (
  connection: OisConnection,
  request: Pick<OisRequest, "host" | "path">,
  sentUrl: string,
  location: string | undefined
): OisRedirect => {
  const url = location === undefined ? undefined : parse(location.trim(), sentUrl)
  if (url === undefined || !/^https?:$/.test(url.protocol)) return { _tag: "Unreadable" }
  const { endpoint } = connection
  const host = url.hostname.replace(/\.$/, "")
  const domain = endpoint.host.replace(/\.$/, "")
  const isLessSafe = endpoint.scheme === "https" && url.protocol === "http:"
  if (!isSameOrSubdomain(host, domain) || isLessSafe || url.username !== "" || url.password !== "")
    return { _tag: "ForeignHost", url: url.href }
  const labels = labelsBefore(domain, host)
  const { bucket } = request.host
  const found = resourceOf(url, labels[0], bucket)
  const zone = found.virtualHosted ? labels[1] : labels[0]
  const moved = endpointAt(url, found.virtualHosted ? host.slice(bucket!.length + 1) : host)
  if (moved === undefined) return { _tag: "Unreadable" }
  return {
    _tag: "OwnHost",
    url: url.href,
    ...(zone === undefined ? {} : { zone }),
    connection: {
      endpoint: moved,
      virtualHosted: bucket === undefined ? connection.virtualHosted : found.virtualHosted,
      zoneNaming: "none"
    },
    sameResource: found.bucket === bucket && found.key === request.path
  }
}
