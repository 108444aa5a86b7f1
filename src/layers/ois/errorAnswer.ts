/**
 * What an error answer of OIS says.
 */
import { oisStatusCodes } from "../../schema/ois/errors.ts"
import { type Answer, type ErrorAnswer, unreadableError } from "../protocol/Protocol.ts"

/** Characters of an unreadable body that an error keeps. */
export const maxKeptCharacters = 16_384

/** Id of the request, from the headers of any answer: 16 or 32 hexadecimal digits. */
export const requestId = (headers: Answer["headers"]): string | undefined => textOf(headers["x-qs-request-id"])

const textOf = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined)

const messages: Readonly<Record<(typeof oisStatusCodes)[keyof typeof oisStatusCodes], string>> = {
  redirected: "the answer sends to another address, where this request is not sent",
  not_modified: "the object has not changed",
  unauthorized: "the answer does not say what is wrong with the key or the signature",
  forbidden: "the answer does not say why",
  not_found: "the answer does not say what is missing",
  method_not_allowed: "the method is not allowed here",
  precondition_failed: "a condition does not hold",
  invalid_range: "the range is beyond the object"
}

/** What the status alone says. */
const byStatus = (answer: Answer): { readonly code: string; readonly message: string } => {
  const { status } = answer
  if (!Object.hasOwn(oisStatusCodes, status)) return unreadableError(answer)
  const code = oisStatusCodes[status as keyof typeof oisStatusCodes]
  return { code, message: messages[code] }
}

type Document = Readonly<Record<string, unknown>>

const documentOf = (text: string): Document | undefined => {
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed) ? (parsed as Document) : undefined
  } catch {
    return undefined
  }
}

const keptOf = (text: string): string => text.trim().slice(0, maxKeptCharacters)

/** What else the service said, by name. */
const detailsOf = (rest: Document): ErrorAnswer["details"] => {
  const details: Record<string, string> = {}
  for (const [name, value] of Object.entries(rest)) {
    if (value === null || value === "") continue
    details[name] = typeof value === "string" ? value : JSON.stringify(value)
  }
  return Object.keys(details).length === 0 ? undefined : details
}

/**
 * Reads an error answer. Never fails: of an unreadable body its text is kept in `details.body`, and where there is no code
 * one stands for the status (see {@link oisStatusCodes}). Where a redirect leads to is kept in `details.location`.
 *
 * Whether the body is the service's document is told by the body: errors come with and without a content type and a
 * length, also those of downloads. Those to HEAD come without a body, those of the proxy before the service with none or
 * with a page of HTML.
 * Source: QingStor API, "Error codes"; qingstor-sdk-go, `parseError`; qingstor-sdk-python, `Unpacker`.
 */
export const readErrorAnswer = (answer: Answer): ErrorAnswer => {
  const { status, headers, body } = answer
  const text = new TextDecoder().decode(body)
  const { code: sentCode, message: sentMessage, request_id, ...rest } = documentOf(text) ?? { body: keptOf(text) }
  const code = textOf(sentCode)
  const message = textOf(sentMessage)
  const id = textOf(request_id) ?? requestId(headers)
  const { location } = headers
  const details = detailsOf(status < 400 && location !== undefined ? { ...rest, location } : rest)
  return {
    ...(code === undefined ? byStatus(answer) : { code, message: "" }),
    ...(message === undefined ? {} : { message }),
    ...(id === undefined ? {} : { requestId: id }),
    ...(details === undefined ? {} : { details })
  }
}
