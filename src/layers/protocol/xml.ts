/**
 * XML over REST: the protocol of OSS.
 */
import * as Effect from "effect/Effect"
import * as Base64 from "effect/encoding/Base64"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import type { BodyInput } from "../../schema/Body.ts"
import type { AnyOperation, Encoded, Slots } from "../../schema/Operation.ts"
import { percentDecode } from "../../schema/percentEncoding.ts"
import { fromWireText } from "./headerText.ts"
import { type Answer, type EncodedRequest, type ErrorAnswer, type Protocol, UnreadableAnswer } from "./Protocol.ts"
import { readXml, writeXml } from "./xmlDocument.ts"

const encode = (operation: AnyOperation, fields: Encoded): Result.Result<EncodedRequest> => {
  const { spec } = operation
  const query: Array<readonly [string, string]> = spec.query === undefined ? [] : Object.entries(spec.query)
  const headers: Record<string, string> = { ...spec.headers }
  let bucket: string | undefined
  let path = ""
  let body: BodyInput | undefined
  let document: Record<string, unknown> | undefined
  for (const field in spec.input) {
    const value = fields[field]
    if (value === undefined) continue
    const { in: place, name } = spec.input[field]!
    switch (place) {
      case "host":
        bucket = value as string
        break
      case "path":
        path = value as string
        break
      case "query":
        query.push([name, value as string])
        break
      case "header":
        headers[name] = (value as string).trim()
        break
      case "headers":
        for (const [suffix, text] of Object.entries(value as Record<string, string>)) {
          headers[name + suffix.toLowerCase()] = text.trim()
        }
        break
      case "xml":
        document ??= {}
        document[name] = value
        break
      case "body":
        body = value as BodyInput
        break
    }
  }
  if (document !== undefined && spec.xmlRoot !== undefined) {
    body = writeXml(spec.xmlRoot, document)
    headers["content-type"] ??= "application/xml"
  }
  return Result.succeed({ request: { method: spec.method, bucket, path, query, headers }, body })
}

const percentDecodeNamed = (content: unknown, names: ReadonlySet<string>): unknown => {
  if (typeof content !== "object" || content === null) return content
  if (Array.isArray(content)) return content.map((item) => percentDecodeNamed(item, names))
  const decoded: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(content)) {
    decoded[name] =
      typeof value === "string" && names.has(name) ? (percentDecode(value) ?? value) : percentDecodeNamed(value, names)
  }
  return decoded
}

const wantsDocument = (slots: Slots): boolean =>
  Object.values(slots).some(({ in: place }) => place === "xml" || place === "xmlText")

const childrenOf = (content: unknown): Readonly<Record<string, unknown>> =>
  typeof content === "object" && content !== null ? (content as Record<string, unknown>) : {}

const decode = (operation: AnyOperation, answer: Answer): Effect.Effect<Encoded, UnreadableAnswer> => {
  const slots = operation.spec.output
  // An empty body is a document without children: quiet answers come so.
  if (!wantsDocument(slots) || answer.body.length === 0) return Effect.succeed(place(slots, answer, {}))
  return readXml(answer.body).pipe(
    Effect.mapError((error) => new UnreadableAnswer({ message: `the answer is no XML document: ${error.message}` })),
    Effect.map(({ content }) => {
      const { urlEncoded } = operation.spec
      const encoded = urlEncoded !== undefined && childrenOf(content)["EncodingType"] === "url"
      return place(slots, answer, encoded ? percentDecodeNamed(content, new Set(urlEncoded)) : content)
    })
  )
}

const place = (slots: Slots, { headers }: Answer, content: unknown): Encoded => {
  const children = childrenOf(content)
  const fields: Record<string, unknown> = {}
  for (const field in slots) {
    const { in: from, name } = slots[field]!
    switch (from) {
      case "header": {
        const value = headers[name]
        if (value !== undefined) fields[field] = fromWireText(value)
        break
      }
      case "headers": {
        const found: Record<string, string> = {}
        for (const header in headers) {
          const value = headers[header]
          if (header.startsWith(name) && value !== undefined) found[header.slice(name.length)] = fromWireText(value)
        }
        fields[field] = found
        break
      }
      case "xml":
        if (children[name] !== undefined) fields[field] = children[name]
        break
      case "xmlText":
        fields[field] = typeof content === "string" ? content : ""
        break
    }
  }
  return fields
}

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined)

const requestId = (headers: Answer["headers"]): string | undefined => headers["x-oss-request-id"]

const fromErrorDocument = (content: unknown, answer: Answer): ErrorAnswer | undefined => {
  const { Code, Message, RequestId, HostId, EC, ...rest } = childrenOf(content)
  const code = textOf(Code)
  if (code === undefined || code === "") return undefined
  const details: Record<string, string> = {}
  for (const [name, value] of Object.entries(rest)) if (typeof value === "string") details[name] = value
  return {
    code,
    message: textOf(Message) ?? "",
    requestId: textOf(RequestId) ?? requestId(answer.headers),
    hostId: textOf(HostId),
    ec: textOf(EC) ?? answer.headers["x-oss-ec"],
    ...(Object.keys(details).length === 0 ? {} : { details })
  }
}

const errorDocument = (answer: Answer): Uint8Array | undefined => {
  if (answer.body.length > 0) return answer.body
  // A HEAD answer has no body: the document travels in a header.
  const header = answer.headers["x-oss-err"]
  if (header === undefined) return undefined
  return Option.getOrUndefined(Result.getSuccess(Base64.decode(header)))
}

const jsonError = (answer: Answer): ErrorAnswer | undefined => {
  if (!answer.headers["content-type"]?.includes("json")) return undefined
  try {
    const parsed = JSON.parse(new TextDecoder().decode(answer.body)) as Record<string, unknown> | null
    return fromErrorDocument(parsed?.["Error"] ?? parsed, answer)
  } catch {
    return undefined
  }
}

/** What an answer without any readable error still says. */
const byStatus = (answer: Answer): ErrorAnswer => {
  const base = { requestId: requestId(answer.headers), ec: answer.headers["x-oss-ec"] }
  switch (answer.status) {
    case 304:
      return { code: "NotModified", message: "the object has not changed", ...base }
    case 403:
      return { code: "Forbidden", message: "the answer does not say why", ...base }
    case 404:
      return { code: "NotFound", message: "the answer does not say what is missing", ...base }
    case 412:
      return { code: "PreconditionFailed", message: "a condition does not hold", ...base }
    default:
      return { code: "BadErrorResponse", message: "the answer holds no readable error", ...base }
  }
}

const decodeError = (_operation: AnyOperation, answer: Answer): Effect.Effect<ErrorAnswer> => {
  const json = jsonError(answer)
  if (json !== undefined) return Effect.succeed(json)
  const bytes = errorDocument(answer)
  if (bytes === undefined) return Effect.succeed(byStatus(answer))
  return Effect.match(readXml(bytes), {
    onFailure: () => byStatus(answer),
    onSuccess: ({ root, content }) =>
      (root === "Error" ? fromErrorDocument(content, answer) : undefined) ?? byStatus(answer)
  })
}

/** XML over REST. */
export const xmlProtocol: Protocol = { encode, decode, decodeError, requestId }
