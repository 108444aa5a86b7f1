/** Compressed bodies. Source: Tablestore, the options of the Java client. */
import { deflateSync, inflateSync } from "node:zlib"
import { maxBodyBytes } from "./limits.ts"
import { bodyTooLarge, parameterInvalid } from "./refusals.ts"
import type { Headers } from "./signing.ts"

/** The body of a request as it was before its client compressed it. */
export const inflated = (body: Uint8Array, headers: Headers): Uint8Array => {
  const type = headers["x-ots-request-compress-type"]
  if (type === undefined) return body
  if (type !== "deflate") throw parameterInvalid(`Unsupported compress type: '${type}'.`)
  try {
    return new Uint8Array(inflateSync(body, { maxOutputLength: maxBodyBytes }))
  } catch (error) {
    throw error instanceof RangeError
      ? bodyTooLarge()
      : parameterInvalid("The body is not compressed as its header says.")
  }
}

/** The body of an answer as its client asked for it, with the headers that tell. */
export const deflated = (
  body: Uint8Array,
  headers: Headers
): { readonly body: Uint8Array; readonly more: Readonly<Record<string, string>> } =>
  headers["x-ots-response-compress-type"] === "deflate"
    ? {
        body: new Uint8Array(deflateSync(body)),
        more: {
          "x-ots-response-compress-type": "deflate",
          "x-ots-response-compress-size": String(body.length)
        }
      }
    : { body, more: {} }
