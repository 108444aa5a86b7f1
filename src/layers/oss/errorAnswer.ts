/**
 * What error answers of OSS say: in an XML document, in a header where there is no body, in JSON, or by their status.
 */
import * as Effect from "effect/Effect"
import * as Base64 from "effect/encoding/Base64"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import type { AnyOperation } from "../../schema/Operation.ts"
import { type Answer, type ErrorAnswer, unreadableError } from "../protocol/Protocol.ts"
import { readXml } from "../protocol/xmlDocument.ts"

const childrenOf = (content: unknown): Readonly<Record<string, unknown>> =>
  typeof content === "object" && content !== null ? (content as Record<string, unknown>) : {}

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined)

/** Id of the request, from the headers of any answer. */
export const requestId = (headers: Answer["headers"]): string | undefined => headers["x-oss-request-id"]

const fromErrorDocument = (content: unknown, answer: Answer): ErrorAnswer | undefined => {
  const { Code, Message, RequestId, HostId, EC, ...rest } = childrenOf(content)
  const code = textOf(Code)
  if (code === undefined || code === "") return undefined
  const details: Record<string, string> = {}
  for (const [name, value] of Object.entries(rest)) if (typeof value === "string") details[name] = value
  // Where a refused append would have to go on is told beside the document.
  const position = answer.headers["x-oss-next-append-position"]
  if (position !== undefined) details["NextAppendPosition"] = position
  const message = textOf(Message) ?? ""
  const endpoint = textOf(rest["Endpoint"])
  return {
    code,
    // The service says "use the specified endpoint": which one stands beside the message.
    message: endpoint === undefined || message.includes(endpoint) ? message : `${message} (endpoint: ${endpoint})`,
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
      return { ...unreadableError(answer), ...base }
  }
}

/** Reads an answer that says what went wrong. An unreadable one still leaves its status. */
export const readError = (_operation: AnyOperation, answer: Answer): Effect.Effect<ErrorAnswer> => {
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
