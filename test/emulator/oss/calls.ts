/** Signed calls of the emulated OSS, and what comes back. */
import { createHash, createHmac } from "node:crypto"
import { Clock, Effect, Redacted, Result } from "effect"
import { HttpClient, HttpClientRequest } from "effect/http"
import type { Account } from "../../../src/emulator/accounts.ts"
import { parseTarget } from "../../../src/emulator/frame/requestTarget.ts"
import { locate } from "../../../src/emulator/oss/address.ts"
import { stringToSign } from "../../../src/emulator/oss/authV1.ts"
import { toHttpDate } from "../../../src/emulator/time.ts"
import { owner } from "../fixture.ts"

export interface CallOptions {
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** Nobody, when anonymous. Default the owner. */
  readonly as?: Account | "anonymous"
  /** Default `http://localhost`. */
  readonly origin?: string
}

export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly bytes: Uint8Array
  readonly text: string
  /** Code of the error document, or of the one in `x-oss-err`. */
  readonly code: string | undefined
}

const codeIn = (text: string): string | undefined => /<Code>(.*?)<\/Code>/.exec(text)?.[1]

/** Content-MD5 of a body. */
export const md5Of = (body: string | Uint8Array): string => createHash("md5").update(body).digest("base64")

/** Makes a call with a V1 signature. `target` is path and query, encoded. */
export const call = (
  method: string,
  target: string,
  options: CallOptions = {}
): Effect.Effect<Reply, unknown, HttpClient.HttpClient> =>
  Effect.gen(function* () {
    const { as = owner, body, origin = "http://localhost" } = options
    const now = yield* Clock.currentTimeMillis
    const headers: Record<string, string> = { date: toHttpDate(now) }
    for (const [name, value] of Object.entries(options.headers ?? {})) headers[name.toLowerCase()] = value
    if (as !== "anonymous") {
      const parsed = Result.getOrThrow(parseTarget(target))
      const address = locate(parsed, new URL(origin).host)
      const key = as.accessKeys[0]!
      const text = stringToSign({ method, ...address, query: parsed.query, headers, regions: [] }, headers["date"]!)
      const signature = createHmac("sha1", Redacted.value(key.accessKeySecret)).update(text, "latin1").digest("base64")
      headers["authorization"] = `OSS ${key.accessKeyId}:${signature}`
    }
    const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body
    let request = HttpClientRequest.make(method as "GET")(`${origin}${target}`)
    if (bytes !== undefined) request = HttpClientRequest.bodyUint8Array(request, bytes)
    request = HttpClientRequest.removeHeader(request, "content-type")
    const response = yield* HttpClient.execute(HttpClientRequest.setHeaders(request, headers))
    const received = new Uint8Array(yield* response.arrayBuffer)
    const text = new TextDecoder().decode(received)
    const error = response.headers["x-oss-err"]
    return {
      status: response.status,
      headers: response.headers,
      bytes: received,
      text,
      code: codeIn(error === undefined ? text : Buffer.from(error, "base64").toString("utf8"))
    }
  })

/** Status and error code of a call. */
export const outcome = (...args: Parameters<typeof call>) =>
  Effect.map(call(...args), ({ code, status }) => (code === undefined ? status : `${status} ${code}`))
