import * as Base64 from "effect/encoding/Base64"
import * as Result from "effect/Result"
import { customerKeyBytes } from "../../schema/ois/limits.ts"
import { digestText } from "../checksum/Hash.ts"

/**
 * The three headers by which an object is encrypted with a key of the customer, or read again.
 *
 * The service keeps no more than the MD5 of the key: an object whose key is lost is lost. The failure never repeats the
 * key.
 * Source: QingStor API, "Server-side encryption".
 *
 * @param role `source` for the object that is copied, whose headers have a name of their own. Default `target`
 */
export const customerKeyHeaders = (
  key: Uint8Array,
  role: "target" | "source" = "target"
): Result.Result<Readonly<Record<string, string>>, string> => {
  if (key.length !== customerKeyBytes) {
    return Result.fail(`the key must have ${customerKeyBytes} bytes, not ${key.length}`)
  }
  const prefix = role === "source" ? "x-qs-copy-source-encryption-customer-" : "x-qs-encryption-customer-"
  return Result.succeed({
    [`${prefix}algorithm`]: "AES256",
    [`${prefix}key`]: Base64.encode(key),
    [`${prefix}key-md5`]: digestText("md5", key, "base64")
  })
}
