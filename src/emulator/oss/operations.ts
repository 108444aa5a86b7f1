/**
 * Which call a request is. Method, sub-resource and place come from the operations in `schema/oss`; only what has no
 * operation there is named here.
 */
import { isOperation } from "../../schema/Operation.ts"
import { ossModules } from "../../schema/oss/index.ts"
import type { AnyXmlOperation } from "../../schema/wire/xml.ts"
import type { Query } from "../frame/requestTarget.ts"
import type { Address } from "./address.ts"

/** How a call is recognised. */
interface Shape {
  readonly name: string
  readonly method: string
  readonly level: "service" | "bucket" | "object"
  /** Query parameters that select it, whatever their values: a handler refuses those it does not know. */
  readonly query: ReadonlyArray<string>
  /** Header that a request must have to be this call. */
  readonly header?: string | undefined
}

/** Query parameters that shape an answer, whatever the call. */
const modifiers: ReadonlySet<string> = new Set(["encoding-type"])

/** Headers by which one call is told from another. */
const selectingHeaders: ReadonlySet<string> = new Set(["x-oss-copy-source"])

const shapeOf = ({ input, method, name, query }: AnyXmlOperation): Shape => {
  const slots = Object.values(input)
  const has = (place: string): boolean => slots.some((slot) => slot.in === place)
  return {
    name,
    method,
    level: has("path") ? "object" : has("host") ? "bucket" : "service",
    query: Object.keys(query ?? {}).filter((parameter) => !modifiers.has(parameter)),
    header: slots.find((slot) => slot.in === "header" && selectingHeaders.has(slot.name))?.name
  }
}

const shapes: ReadonlyArray<Shape> = [
  ...ossModules
    .flatMap((module): ReadonlyArray<unknown> => Object.values(module))
    .filter((exported): exported is AnyXmlOperation => isOperation(exported))
    .map(shapeOf),
  // The form upload has no method of its own, but a policy; the preflight is for browsers alone.
  { name: "PostObject", method: "POST", level: "bucket", query: [] },
  // The service answers it to GET as well, without a body.
  { name: "GetObjectMeta", method: "GET", level: "object", query: ["objectMeta"] }
]

/**
 * Sub-resources of calls that are not emulated: a request with one of them is not the call it would be without.
 * Source: OSS API, sub-resources.
 */
const otherSubResources: Readonly<Record<Shape["level"], ReadonlySet<string>>> = {
  service: new Set([
    "regions",
    "cloudboxes",
    "publicAccessBlock",
    "accessPoint",
    "qosInfo",
    "resourcePool",
    "redundancyTransition"
  ]),
  bucket: new Set([
    "uploads",
    "versions",
    "live",
    "cors",
    "lifecycle",
    "logging",
    "referer",
    "website",
    "versioning",
    "tagging",
    "encryption",
    "policy",
    "policyStatus",
    "requestPayment",
    "transferAcceleration",
    "inventory",
    "worm",
    "wormExtend",
    "wormId",
    "replication",
    "replicationLocation",
    "replicationProgress",
    "rtc",
    "cname",
    "accessmonitor",
    "resourceGroup",
    "style",
    "httpsConfig",
    "bucketArchiveDirectRead",
    "publicAccessBlock",
    "redundancyTransition",
    "accessPoint",
    "accessPointPolicy",
    "metaQuery",
    "asyncFetch",
    "qosInfo",
    "qos",
    "requesterQosInfo",
    "userDefinedLogFieldsConfig",
    "objectWorm",
    "overwriteConfig",
    "responseHeader"
  ]),
  object: new Set([
    "seal",
    "restore",
    "cleanRestoredObject",
    "live",
    "vod",
    "uploads",
    "uploadId",
    "retention",
    "legalHold"
  ])
}

/** Sub-resources that only shape a GET, and are calls of their own with another method. */
const processing: ReadonlySet<string> = new Set(["x-oss-process", "x-oss-async-process"])

const fits = (shape: Shape, method: string, query: Query, headers: Headers): boolean =>
  shape.method === method &&
  shape.query.every((name) => query.has(name)) &&
  (shape.header === undefined || headers[shape.header] !== undefined)

const weight = ({ query, header }: Shape): number => query.length * 2 + (header === undefined ? 0 : 1)

type Headers = Readonly<Record<string, string | undefined>>

const levelOf = (address: Address): Shape["level"] =>
  address.bucket === undefined ? "service" : address.key === undefined ? "bucket" : "object"

/** The name of the call a request makes; absent when the method does not fit what it is made on. */
export const operationOf = (request: {
  readonly method: string
  readonly address: Address
  readonly query: Query
  readonly headers: Headers
}): string | undefined => {
  const { address, headers, method, query } = request
  const level = levelOf(address)
  if (method === "OPTIONS") return level === "service" ? undefined : "OptionObject"
  const candidates = shapes.filter((shape) => shape.level === level)
  // A sub-resource says what a request is about; where a method has no call on it, it has none at all.
  const subject = query.entries.find(([name]) => candidates.some((shape) => shape.query.includes(name)))
  const foreign = query.entries.find(
    ([name]) => otherSubResources[level].has(name) || (level === "object" && method === "POST" && processing.has(name))
  )
  if (subject === undefined && foreign !== undefined) return `${method} ?${foreign[0]}`
  return candidates
    .filter((shape) => fits(shape, method, query, headers) && (subject === undefined || shape.query.length > 0))
    .sort((left, right) => weight(right) - weight(left))[0]?.name
}
