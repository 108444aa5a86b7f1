/**
 * Callbacks: the service tells a program of the caller's that an object was stored, and hands its answer on.
 *
 * Source: OSS API, "Callback".
 */

import * as Base64 from "effect/encoding/Base64"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as SchemaTransformation from "effect/SchemaTransformation"
import { fields, optional } from "../Fields.ts"
import { inHeader, inText } from "../wire/xml.ts"

const decoder = new TextDecoder()
const encoder = new TextEncoder()

const parse = (text: string): unknown => {
  try {
    return JSON.parse(decoder.decode(Result.getOrElse(Base64.decode(text), () => new Uint8Array(0))))
  } catch {
    return undefined
  }
}

/** JSON in Base64, as a header carries it. */
const JsonHeader = Schema.String.pipe(
  Schema.decodeTo(
    Schema.Unknown,
    SchemaTransformation.transform({
      decode: parse,
      encode: (value: unknown) => Base64.encode(encoder.encode(JSON.stringify(value)))
    })
  )
)

/** Whom the service tells, and what. */
export const Callback = JsonHeader.pipe(
  Schema.decodeTo(
    Schema.Struct({
      /** Up to five URLs, separated by `;`: each is tried until one answers. */
      callbackUrl: Schema.String.check(Schema.isMinLength(1, { message: "must not be empty" })),
      /** Value of the header `Host`; that of the URL when absent. */
      callbackHost: Schema.optional(Schema.String),
      /** Body of the request, with variables such as `${bucket}`, `${object}`, `${size}` and `${x:name}`. */
      callbackBody: Schema.String.check(Schema.isMinLength(1, { message: "must not be empty" })),
      /** Form of the body; `application/x-www-form-urlencoded` when absent. */
      callbackBodyType: Schema.optional(Schema.Literals(["application/x-www-form-urlencoded", "application/json"])),
      /** Whether the host name is told in the TLS handshake. */
      callbackSNI: Schema.optional(Schema.Boolean)
    })
  )
)

/** Values of the variables `${x:name}`. */
export const CallbackVariables = JsonHeader.pipe(
  Schema.decodeTo(Schema.Record(Schema.String, Schema.String)),
  Schema.check(
    Schema.makeFilter((variables: { readonly [name: string]: string }) => {
      const wrong = Object.keys(variables).find((name) => !/^x:[^A-Z]+$/.test(name))
      return wrong === undefined
        ? true
        : `must have names in lower case that begin with "x:", unlike ${JSON.stringify(wrong)}`
    })
  )
)

/** Asks the service to tell a program that the object is stored. */
export class CallbackHeaders extends /*#__PURE__*/ fields(() => ({
  /**
   * Whom the service tells that the object is stored, and what. Its answer is `callbackAnswer`; when there is none within
   * five seconds, the call fails with `CallbackFailed`, and the object is stored all the same.
   */
  callback: inHeader("x-oss-callback", optional(Callback)),
  /** Values of the variables `${x:name}` in the callback: `{ "x:name": "value" }`. */
  callbackVar: inHeader("x-oss-callback-var", optional(CallbackVariables))
})) {}

/** What came back from the callback. */
export class CallbackAnswer extends /*#__PURE__*/ fields(() => ({
  /** What the program behind the callback answered; absent without a callback. */
  callbackAnswer: inText(optional(Schema.String))
})) {}

/** 203 says that the callback failed, where there was one; without one it is the answer of a proxy that is proud of itself. */
export const callbackFailed = (input: { readonly callback?: unknown }): ReadonlyArray<number> =>
  input.callback === undefined ? [] : [203]
