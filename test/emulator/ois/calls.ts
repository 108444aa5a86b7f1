/** Signed calls of the emulated OIS, and what comes back. */
import { createHash } from "node:crypto"
import { Clock, Effect, Layer } from "effect"
import { HttpClient, HttpClientRequest } from "effect/http"
import type { Account } from "../../../src/emulator/accounts.ts"
import { layerInProcess } from "../../../src/emulator/inProcess.ts"
import { make, type Options } from "../../../src/emulator/ois/app.ts"
import { parametersOf } from "../../../src/emulator/ois/signing.ts"
import { signHeaders } from "../../../src/layers/ois/signer/qs.ts"
import { emulatorLayer, owner } from "../fixture.ts"

export interface CallOptions {
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** Nobody, when anonymous. Default the owner. */
  readonly as?: Account | "anonymous"
  /** Default `http://localhost`. */
  readonly origin?: string
  /** The bucket, when `origin` names it. */
  readonly hostBucket?: string
}

export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly bytes: Uint8Array
  readonly text: string
  /** The JSON document; absent when the body is none. */
  readonly json: any
  /** Code of the error document. */
  readonly code: string | undefined
}

/** Content-MD5 of a body. */
export const md5Of = (body: string | Uint8Array): string => createHash("md5").update(body).digest("base64")

/** MD5 of a body, as ETags have it. */
export const eTagOf = (body: string | Uint8Array): string => `"${createHash("md5").update(body).digest("hex")}"`

const parse = (text: string): any => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Makes a call that the client's signer signed. `target` is path and query, encoded. */
export const call = (
  method: string,
  target: string,
  options: CallOptions = {}
): Effect.Effect<Reply, unknown, HttpClient.HttpClient> =>
  Effect.gen(function* () {
    const { as = owner, body, hostBucket, origin = "http://localhost" } = options
    const headers: Record<string, string> = {}
    for (const [name, value] of Object.entries(options.headers ?? {})) headers[name.toLowerCase()] = value
    if (as !== "anonymous") {
      const rawPath = target.split("?", 1)[0]!
      const query = parametersOf(target).map(({ name, value }) => [name, value] as const)
      const timeMillis = yield* Clock.currentTimeMillis
      const signed = signHeaders({ method, hostBucket, rawPath, query, headers }, as.accessKeys[0]!, { timeMillis })
      Object.assign(headers, signed.headers)
    }
    const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body
    let request = HttpClientRequest.make(method as "GET")(`${origin}${target}`)
    if (bytes !== undefined) request = HttpClientRequest.bodyUint8Array(request, bytes)
    request = HttpClientRequest.removeHeader(request, "content-type")
    const response = yield* HttpClient.execute(HttpClientRequest.setHeaders(request, headers))
    const received = new Uint8Array(yield* response.arrayBuffer)
    const text = new TextDecoder().decode(received)
    const json = parse(text)
    return {
      status: response.status,
      headers: response.headers,
      bytes: received,
      text,
      json,
      code: response.status >= 400 ? json?.code : undefined
    }
  })

/** Makes a call with a JSON document, and the Content-MD5 of it. */
export const send = (method: string, target: string, document: unknown, options: CallOptions = {}) => {
  const body = typeof document === "string" ? document : JSON.stringify(document)
  const headers = { "content-type": "application/json", "content-md5": md5Of(body), ...options.headers }
  return call(method, target, { ...options, headers, body })
}

/** Status and error code of a call. */
export const outcome = (...args: Parameters<typeof call>) =>
  Effect.map(call(...args), ({ code, status }) => (code === undefined ? status : `${status} ${code}`))

/** Status and error code of a call with a document. */
export const sent = (...args: Parameters<typeof send>) =>
  Effect.map(send(...args), ({ code, status }) => (code === undefined ? status : `${status} ${code}`))

/** The emulated OIS without sockets. */
export const oisLayer = (options: Options = {}) =>
  Layer.unwrap(Effect.map(make(options), layerInProcess)).pipe(Layer.provideMerge(emulatorLayer))
