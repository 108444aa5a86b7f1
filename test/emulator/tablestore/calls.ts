/** Signed calls over HTTP, without any client of Tablestore: requests are signed here, by the rules of the service. */
import { createHash, createHmac } from "node:crypto"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as HttpBody from "effect/http/HttpBody"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Layer from "effect/Layer"
import { layerInProcess } from "../../../src/emulator/inProcess.ts"
import * as App from "../../../src/emulator/tablestore/app.ts"
import { Error as ErrorMessage } from "../../../src/schema/tablestore/protobuf/generated/tableStore.ts"
import { decodeMessage, encodeMessage, type Message } from "../../../src/schema/wire/protobufMessage.ts"
import { emulatorLayer } from "../fixture.ts"

/** The emulated Tablestore without sockets. */
export const inProcessLayer = (options: App.Options = {}) =>
  Layer.unwrap(Effect.map(App.make(options), layerInProcess)).pipe(Layer.provideMerge(emulatorLayer))

export interface Signing {
  /** Where the emulator is served; without sockets when absent. */
  readonly url?: string
  readonly method?: "POST" | "GET"
  readonly accessKeyId?: string
  readonly secret?: string
  readonly instance?: string
  /** Region of a version 4 signature; version 2 when absent. */
  readonly region?: string
  /** Further headers; signed too when their names say so. */
  readonly headers?: Readonly<Record<string, string>>
  /** Left out of the request after signing. */
  readonly without?: string
}

const hmac = (hash: string, secret: string | Buffer, text: string) => createHmac(hash, secret).update(text).digest()

const linesOf = (headers: Readonly<Record<string, string>>): ReadonlyArray<string> =>
  Object.keys(headers)
    .filter((name) => name.startsWith("x-ots-"))
    .sort()
    .map((name) => `${name}:${headers[name]}`)

const signature = (
  path: string,
  headers: Readonly<Record<string, string>>,
  secret: string,
  region: string | undefined
) => {
  const text = `${path}\nPOST\n\n${linesOf(headers).join("\n")}\n`
  if (region === undefined) return { "x-ots-signature": hmac("sha1", secret, text).toString("base64"), key: secret }
  const steps = [region, "ots", "aliyun_v4_request"]
  const key = steps
    .reduce(
      (previous, step) => hmac("sha256", previous, step),
      hmac("sha256", `aliyun_v4${secret}`, headers["x-ots-signdate"]!)
    )
    .toString("base64")
  return { "x-ots-signaturev4": hmac("sha256", key, `${text}ots`).toString("base64"), key }
}

/** Sends bytes to a path and gives the answer, after checking that it is signed. */
export const send = (path: string, body: Uint8Array, signing: Signing = {}) =>
  Effect.gen(function* () {
    const { accessKeyId = "test", instance = "my-instance", region, secret = "test", url, without } = signing
    const date = new Date(yield* Clock.currentTimeMillis).toISOString()
    const headers: Record<string, string> = {
      "x-ots-date": date,
      "x-ots-apiversion": "2015-12-31",
      "x-ots-accesskeyid": accessKeyId,
      "x-ots-instancename": instance,
      "x-ots-contentmd5": createHash("md5").update(body).digest("base64"),
      ...(region === undefined
        ? {}
        : { "x-ots-signdate": date.slice(0, 10).replaceAll("-", ""), "x-ots-signregion": region }),
      ...signing.headers
    }
    const { key, ...signed } = signature(path, headers, secret, region)
    Object.assign(headers, signed)
    if (without !== undefined) delete headers[without]
    const request = HttpClientRequest.make(signing.method ?? "POST")(`${url ?? "http://tablestore.test"}${path}`).pipe(
      signing.method === "GET"
        ? (same) => same
        : HttpClientRequest.setBody(HttpBody.raw(body, { contentLength: body.length })),
      HttpClientRequest.setHeaders(headers)
    )
    const response = yield* HttpClient.execute(request)
    const content = new Uint8Array(yield* response.arrayBuffer)
    const lines = linesOf(response.headers)
    const expected = `OTS ${accessKeyId}:${hmac("sha1", key, `${lines.join("\n")}\n${path}`).toString("base64")}`
    return {
      status: response.status,
      headers: response.headers,
      body: content,
      isSigned: response.headers["authorization"] === expected,
      isWhole: response.headers["x-ots-contentmd5"] === createHash("md5").update(content).digest("base64")
    }
  })

/** A refused call. */
export interface Refusal {
  readonly status: number
  readonly code: string
  readonly message: string | undefined
}

/** Executes a call; fails with what it was refused with. */
export const call = <Request, Response>(
  operation: string,
  requestMessage: Message<Request>,
  responseMessage: Message<Response>,
  request: Request,
  signing: Signing = {}
) =>
  Effect.gen(function* () {
    const answer = yield* send(`/${operation}`, encodeMessage(requestMessage, request), signing)
    if (answer.status !== 200) {
      const { code, message } = decodeMessage(ErrorMessage, answer.body)
      const refusal: Refusal = { status: answer.status, code, message }
      return yield* Effect.fail(refusal)
    }
    return decodeMessage(responseMessage, answer.body)
  })
