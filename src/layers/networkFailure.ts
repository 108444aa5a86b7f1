/**
 * What a failure of an HTTP transport means. The transports report the same event in different ways: codes of Node, of
 * undici, or only a sentence of fetch; the whole chain of causes is searched.
 */
import type { HttpClientError } from "effect/http/HttpClientError"
import type { RequestErrorReason } from "../schema/Errors.ts"

type Kind = "Dns" | "Refused" | "Reset" | "Tls" | "ConnectTimeout" | "ResponseTimeout" | "IdleTimeout" | "Aborted"

const byCode: ReadonlyArray<readonly [RegExp, Kind]> = [
  [/^(ENOTFOUND|EAI_\w+|ENODATA)$/, "Dns"],
  [/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|EADDRNOTAVAIL)$/, "Refused"],
  [/^(UND_ERR_CONNECT_TIMEOUT|ETIMEDOUT)$/, "ConnectTimeout"],
  [/^(UND_ERR_HEADERS_TIMEOUT|ESOCKETTIMEDOUT)$/, "ResponseTimeout"],
  [/^UND_ERR_BODY_TIMEOUT$/, "IdleTimeout"],
  [
    /^(ECONNRESET|EPIPE|ECONNABORTED|UND_ERR_SOCKET|UND_ERR_CLOSED|UND_ERR_DESTROYED|ERR_STREAM_PREMATURE_CLOSE)$/,
    "Reset"
  ],
  [
    /^(ERR_TLS_\w+|ERR_SSL_\w+|EPROTO|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|CERT_\w+|UNABLE_TO_\w+)$/,
    "Tls"
  ],
  [/^(ABORT_ERR|ERR_CANCELED|UND_ERR_ABORTED)$/, "Aborted"]
]

const byText: ReadonlyArray<readonly [RegExp, Kind]> = [
  [/ECONNREFUSED/i, "Refused"],
  [/getaddrinfo|ENOTFOUND/i, "Dns"],
  [/socket hang up|other side closed|terminated|premature close|ECONNRESET|aborted/i, "Reset"],
  [/certificate|TLS|SSL/i, "Tls"]
]

/** The answer is longer than what is read whole. */
export class AnswerTooLong extends Error {
  constructor(maxBytes: number) {
    super(`the answer is longer than the ${maxBytes} bytes that are read at once`)
  }
}

/**
 * What `fetch` throws as TypeError although nobody made a mistake. In the words of Node, Chrome, Firefox, Safari, Deno and
 * workers, in this order.
 */
const networkTypeErrors =
  /^(fetch failed|terminated|Failed to fetch|network error|NetworkError|Load failed|(?:client )?error (sending|reading|trying to connect|decoding)|connection |Network connection lost|internal error)/i

const isOfNetwork = (text: string): boolean =>
  networkTypeErrors.test(text) || byText.some(([pattern]) => pattern.test(text))

/** What engines say of code that is wrong, whatever words of the network stand in it. */
const mistakeTexts = /is not (a|an|defined|iterable)\b|^Cannot |^undefined is |^null is /
const mistakeNames = /^(TypeError|RangeError|ReferenceError)$/
const mistakeCodes =
  /^(ERR_INVALID_(ARG_\w+|CHAR|URL|HTTP_TOKEN)|ERR_HTTP_INVALID_\w+|UND_ERR_(INVALID_ARG|NOT_SUPPORTED))$/

/** What shows that the program, the HTTP client or the runtime is at fault, and not the network: it will be so again. */
const mistakeIn = (findings: ReadonlyArray<Finding>): Finding | undefined => {
  const coded = findings.find(({ code }) => code !== undefined && mistakeCodes.test(code))
  const [first, ...causes] = findings
  if (coded !== undefined || first === undefined || first.code !== undefined || causes.length > 0) return coded
  if (!mistakeNames.test(first.name)) return undefined
  return mistakeTexts.test(first.text) || !isOfNetwork(first.text) ? first : undefined
}

const longestDetail = 300

/** A text of others on one line, and not longer than is good. Some runtimes quote the source at fault. */
export const detailOf = (text: string): string => {
  const line = text
    .replace(/\s*\(In '[\s\S]*$/, "")
    .replace(/\s+/g, " ")
    .trim()
  return line.length > longestDetail ? `${line.slice(0, longestDetail)}…` : line
}

interface Finding {
  readonly code: string | undefined
  /** What the operating system was asked to do, e.g. `connect` or `read`. */
  readonly systemCall: string | undefined
  readonly name: string
  readonly text: string
}

const causesOf = (error: unknown): ReadonlyArray<Finding> => {
  const found: Array<Finding> = []
  const queue: Array<unknown> = [error]
  // Bounded: a cause may point back at its error.
  for (let index = 0; index < queue.length && index < 16; index++) {
    const current = queue[index]
    if (typeof current !== "object" || current === null) {
      if (typeof current === "string") found.push({ code: undefined, systemCall: undefined, name: "", text: current })
      continue
    }
    const { code, syscall, name, message, cause, errors } = current as Record<string, unknown>
    found.push({
      code: typeof code === "string" ? code : undefined,
      systemCall: typeof syscall === "string" ? syscall : undefined,
      name: typeof name === "string" ? name : "",
      text: typeof message === "string" ? message : ""
    })
    if (cause !== undefined) queue.push(cause)
    if (Array.isArray(errors)) queue.push(...errors)
  }
  return found
}

const timeoutPhase = { ConnectTimeout: "connect", ResponseTimeout: "response", IdleTimeout: "idle" } as const

const reasonOf = (kind: Kind, detail: string): RequestErrorReason =>
  kind === "ConnectTimeout" || kind === "ResponseTimeout" || kind === "IdleTimeout"
    ? { _tag: "Timeout", phase: timeoutPhase[kind], detail }
    : { _tag: kind, detail }

/** Kinds that say that no connection was made, so that nothing can have been executed. */
const beforeConnected: ReadonlySet<Kind> = new Set(["Dns", "Refused", "Tls", "ConnectTimeout"])

/**
 * Classifies what a transport failed by.
 *
 * @param isInBody whether the head of the answer had arrived: after it, whatever goes wrong is the connection's end, the
 * body's length or encoding is broken off
 */
export const toReason = (cause: unknown, isInBody: boolean, otherwise = "Transport"): RequestErrorReason => {
  if (cause instanceof AnswerTooLong) return { _tag: "Transport", detail: cause.message, permanent: true }
  const findings = causesOf(cause)
  const found = (kind: Kind, detail: string, systemCall?: string): RequestErrorReason => {
    const wasConnected = isInBody || systemCall === "read" || systemCall === "write"
    return reasonOf(wasConnected && beforeConnected.has(kind) ? "Reset" : kind, detail)
  }
  for (const { text } of findings) {
    // What undici says of a proxy that does not do as it was asked.
    const status = /^Proxy response \((\d+)\)|^Proxy Authentication Required \((\d+)\)/.exec(text)
    if (status === null) continue
    const code = status[1] ?? status[2]!
    const detail = `the proxy answered ${code}`
    return { _tag: "Transport", detail, ...(code.startsWith("4") ? { permanent: true as const } : {}) }
  }
  for (const { code, systemCall } of findings) {
    for (const [pattern, kind] of byCode) {
      if (code !== undefined && pattern.test(code)) return found(kind, code, systemCall)
    }
  }
  const mistake = mistakeIn(findings)
  if (mistake !== undefined) {
    const detail = detailOf(mistake.text) || mistake.code || mistake.name
    return { _tag: "Transport", detail, permanent: true }
  }
  for (const { text } of findings) {
    for (const [pattern, kind] of byText) if (pattern.test(text)) return found(kind, detailOf(text))
  }
  if (isInBody) return { _tag: "Reset", detail: "the answer's body broke off" }
  const last = findings.findLast(({ code, text }) => code !== undefined || text !== "")
  return { _tag: "Transport", detail: last?.code ?? (detailOf(last?.text ?? "") || otherwise) }
}

/** Classifies the failure of a request, or of reading its answer. */
export const toRequestErrorReason = ({ reason }: HttpClientError): RequestErrorReason =>
  toReason("cause" in reason ? reason.cause : undefined, reason._tag === "DecodeError", reason._tag)
