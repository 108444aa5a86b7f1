/**
 * What the service signs of a request.
 *
 * Written from the rules and not from the client, so that a mistake of one shows in the other. Signed text is bytes: path
 * and query as they came, header values as one character per byte.
 * Source: QingStor API, "Signature"; qingstor-sdk-go, `signer/v2`; differences between the SDKs by their sources.
 */
import { createHmac } from "node:crypto"

/** What of a request takes part in its signature. */
export interface SignedRequest {
  readonly method: string
  /** Request target as it came: path, still escaped, and query. */
  readonly target: string
  /** Bucket that the host names; absent when the path names it. */
  readonly hostBucket?: string | undefined
  /** By lower-case name, one character per byte. */
  readonly headers: Readonly<Record<string, string | undefined>>
}

/** A query parameter, as text and as it came. */
interface Parameter {
  readonly name: string
  readonly value: string
  readonly rawValue: string
}

const overrides = ["expires", "cache-control", "content-type", "content-language", "content-encoding"]
  .concat("content-disposition")
  .map((name) => `response-${name}`)

const subResources =
  `acl append cname cors delete image lifecycle logging mirror notification part_number policy position
  replication stats upload_id uploads versioning version_id versions`.split(/\s+/)

const takesPart = new Set([...overrides, ...subResources])

// Some clients write blanks of a query as "+". What is no escape is taken as it stands.
const unescape = (raw: string): string => {
  const spaced = raw.replaceAll("+", " ")
  try {
    return decodeURIComponent(spaced)
  } catch {
    return spaced
  }
}

const split = (target: string): { readonly path: string; readonly query: string } => {
  const mark = target.indexOf("?")
  return mark === -1 ? { path: target, query: "" } : { path: target.slice(0, mark), query: target.slice(mark + 1) }
}

/** The parameters of a request target, in the order in which they came. */
export const parametersOf = (target: string): ReadonlyArray<Parameter> =>
  split(target)
    .query.split("&")
    .filter((pair) => pair !== "")
    .map((pair) => {
      const equals = pair.indexOf("=")
      const rawValue = equals === -1 ? "" : pair.slice(equals + 1)
      return { name: unescape(equals === -1 ? pair : pair.slice(0, equals)), value: unescape(rawValue), rawValue }
    })

// The bytes of a text, one character each.
const toWire = (text: string): string => Buffer.from(text, "utf8").toString("latin1")

const byName = ([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number =>
  left === right ? 0 : left < right ? -1 : 1

/** @param wireOf the value of a parameter as it is signed */
const resourceOf = (request: SignedRequest, wireOf: (parameter: Parameter) => string): string => {
  const { path } = split(request.target)
  const root = request.hostBucket === undefined ? "" : `/${request.hostBucket}`
  const rendered = parametersOf(request.target)
    .filter(({ name }) => takesPart.has(name))
    .map((parameter): readonly [string, string] => [parameter.name, wireOf(parameter).trim()])
    .sort(byName)
    .map(([name, value]) => (value === "" ? name : `${name}=${value}`))
  const resource = `${root}${path === "" ? "/" : path}`
  return rendered.length === 0 ? resource : `${resource}?${rendered.join("&")}`
}

const linesOf = (headers: SignedRequest["headers"]): ReadonlyArray<string> =>
  Object.entries(headers)
    .filter(([name]) => name.startsWith("x-qs-"))
    .sort(byName)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}:${value.trim()}`]))

/**
 * The texts of which one must have been signed, the usual one first: values of parameters are signed decoded. The SDKs for
 * Python sign those that replace headers of the answer as they are sent.
 *
 * @param dateLine the date, or when a signed URL ends
 */
export const stringsToSign = (request: SignedRequest, dateLine: string): ReadonlyArray<string> => {
  const head = [
    request.method.toUpperCase(),
    request.headers["content-md5"]?.trim() ?? "",
    request.headers["content-type"]?.trim() ?? "",
    dateLine,
    ...linesOf(request.headers)
  ]
  const decoded = resourceOf(request, ({ value }) => toWire(value))
  const sent = resourceOf(request, ({ name, value, rawValue }) => (overrides.includes(name) ? rawValue : toWire(value)))
  return (decoded === sent ? [decoded] : [decoded, sent]).map((resource) => [...head, resource].join("\n"))
}

/** HMAC-SHA256 of a text of one character per byte, in Base64. */
export const signatureOf = (secret: string, wire: string): string =>
  createHmac("sha256", secret).update(wire, "latin1").digest("base64")
