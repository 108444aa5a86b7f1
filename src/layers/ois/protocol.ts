/**
 * The protocol of OIS: JSON over REST, and customers' keys with what proves them.
 */
import * as Base64 from "effect/encoding/Base64"
import * as Result from "effect/Result"
import type { AnyJsonOperation } from "../../schema/wire/json.ts"
import type { UnsignedRequest } from "../../schema/wire/UnsignedRequest.ts"
import { jsonProtocol } from "../protocol/json.ts"
import type { Protocol } from "../protocol/Protocol.ts"
import { customerKeyHeaders } from "./customerKey.ts"

/** Headers that hold a customer's key, which nothing shall print. */
export const customerKeyNames = ["x-qs-encryption-customer-key", "x-qs-copy-source-encryption-customer-key"] as const

/** A key travels with its algorithm and its MD5. */
const withKeyProofs = (request: UnsignedRequest): UnsignedRequest => {
  const [target, source] = customerKeyNames
  let headers = request.headers
  for (const [name, role] of [[target, "target"] as const, [source, "source"] as const]) {
    const key = request.headers[name]
    if (key === undefined) continue
    // The input was checked: it is Base64 of a key.
    const proofs = customerKeyHeaders(Result.getOrThrow(Base64.decode(key)), role)
    headers = { ...headers, ...Result.getOrThrow(proofs) }
  }
  return headers === request.headers ? request : { ...request, headers }
}

/** JSON over REST as OIS speaks it. */
export const oisProtocol: Protocol<AnyJsonOperation> = {
  encode: (operation, input) =>
    Result.map(jsonProtocol.encode(operation, input), ({ body, request }) => ({
      body,
      request: withKeyProofs(request)
    })),
  decode: jsonProtocol.decode
}
