/** Tablestore whose answers are scripted, and signed as the service signs them. */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Credentials from "../../src/layers/Credentials.ts"
import { digestText } from "../../src/layers/checksum/Hash.ts"
import * as RetryPolicy from "../../src/layers/RetryPolicy.ts"
import * as TablestoreRetry from "../../src/layers/tablestore/retry.ts"
import { answerAuthorization } from "../../src/layers/tablestore/signer.ts"
import * as M from "../../src/schema/tablestore/protobuf/generated/tableStore.ts"
import { encodeMessage, type Message } from "../../src/schema/wire/protobufMessage.ts"
import { Tablestore, type TablestoreOptions } from "../../src/services/Tablestore.ts"
import { respond, type Step, script } from "./scriptedHttp.ts"

/** The keys that scripted calls are signed with; their secret must show up nowhere. */
export const keys = { accessKeyId: "id", accessKeySecret: Redacted.make("s3cr3t-0f-the-tests") }
export const secretText = Redacted.value(keys.accessKeySecret)

export type Headers = Readonly<Record<string, string | undefined>>

/** What can be said of an answer. */
export interface SignedOptions {
  /** Milliseconds by which the date of the answer is ahead. */
  readonly skewMillis?: number
  /** Headers that the answer is signed with, or without where they are undefined. */
  readonly headers?: Headers
  /** Headers that are changed after the answer was signed. */
  readonly forged?: Headers
  /** Body that is sent in place of the signed one. */
  readonly forgedBody?: Uint8Array
  readonly signedBy?: typeof keys
  /** Region of signatures of version 4. */
  readonly region?: string
}

const present = (headers: Headers): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter((header): header is [string, string] => header[1] !== undefined))

/** An answer, signed. */
export const signed =
  (status: number, body: Uint8Array, options: SignedOptions = {}): Step =>
  (request) =>
    Effect.map(Clock.currentTimeMillis, (now) => {
      const timeMillis = now + (options.skewMillis ?? 0)
      const headers = present({
        "x-ots-contentmd5": digestText("md5", body, "base64"),
        "x-ots-contenttype": "protocol buffer",
        "x-ots-date": new Date(timeMillis).toISOString(),
        "x-ots-requestid": "REQUEST-1",
        ...options.headers
      })
      const v4 = options.region === undefined ? undefined : { timeMillis: now, region: options.region }
      const path = new URL(request.url).pathname.slice(1)
      const authorization = answerAuthorization(path, headers, options.signedBy ?? keys, v4)
      const sent = present({ authorization, ...headers, ...options.forged })
      return respond(request, status, sent, new Uint8Array(options.forgedBody ?? body))
    })

/** A good answer. */
export const good = <A>(message: Message<A>, fields: A, options?: SignedOptions): Step =>
  signed(200, encodeMessage(message, fields), options)

/** An answer with an error. */
export const refused = (status: number, code: string, message = "no", options?: SignedOptions): Step =>
  signed(status, encodeMessage(M.Error, { code, message }), options)

export const consumed = { capacityUnit: { read: 1, write: 0 } }

/** An answer to GetRow: no row. */
export const noRow: Step = good(M.GetRowResponse, { consumed, row: new Uint8Array(0) })

export interface ScriptedOptions {
  readonly steps: ReadonlyArray<Step>
  readonly options?: TablestoreOptions | undefined
  readonly credentials?: Layer.Layer<Credentials.Credentials> | undefined
  readonly retryPolicy?: RetryPolicy.RetryPolicyService | undefined
}

/** Tablestore over a script, with the default policy, and what the script saw. */
export const scriptedTablestore = ({ steps, options, credentials, retryPolicy }: ScriptedOptions) => {
  const { seen, layer } = script(...steps)
  const tablestore = Tablestore.layer(options ?? { endpoint: "https://shop.cn-hangzhou.ots.aliyuncs.com" }).pipe(
    Layer.provide([
      credentials ?? Credentials.layerStatic(keys),
      retryPolicy === undefined ? TablestoreRetry.layerStandard : Layer.succeed(RetryPolicy.RetryPolicy, retryPolicy),
      layer
    ])
  )
  return { seen, layer: tablestore }
}
