import * as Result from "effect/Result"
import { encodeQuery } from "../schema/percentEncoding.ts"
import type { UnsignedRequest } from "../schema/wire/UnsignedRequest.ts"

/** Where a service listens. */
export interface Endpoint {
  readonly scheme: "http" | "https"
  /** Host in lower case; an IPv6 address stands in brackets. */
  readonly host: string
  /** Absent for the port of the scheme, unless the text of the endpoint named it. */
  readonly port?: number | undefined
  /** Whether the host is an IP address or `localhost`, in front of which no label can stand. */
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

/** Host, with the port where there is one: what stands in a URL, and in the header `host`. */
export const authorityOf = ({ host, port }: Endpoint): string => (port === undefined ? host : `${host}:${port}`)

/**
 * The URL of a request at an endpoint.
 *
 * @param labels what stands in front of the endpoint's host, from left to right
 * @param parts first parts of the path, escaped: labels of endpoints that take none in front of their host
 */
export const urlOf = (
  endpoint: Endpoint,
  { escapedPath, query }: Pick<UnsignedRequest, "escapedPath" | "query">,
  labels: ReadonlyArray<string> = [],
  parts: ReadonlyArray<string> = []
): string => {
  let url = `${endpoint.scheme}://`
  for (const label of labels) url += `${label}.`
  url += `${authorityOf(endpoint)}/`
  for (const part of parts) url += `${part}/`
  url += escapedPath
  return query.length === 0 ? url : `${url}?${encodeQuery(query)}`
}
