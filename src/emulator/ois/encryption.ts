/**
 * Encryption by a key that the customer sends along. The service keeps the digest of the key and knows the right one by it.
 * Source: QingStor API, "Encryption". Codes of wrong keys are assumptions.
 */
import { createHash } from "node:crypto"
import * as Result from "effect/Result"
import type { WireHeaders } from "../objectStore/state.ts"
import { customerKeyBytes } from "./limits.ts"
import type { OisRefusal } from "./OisRefusal.ts"
import { invalidArgument } from "./refusals.ts"
import type { Encryption } from "./state.ts"

/** Before the names of the headers with the key of the object that is written or read. */
export const ownKey = "x-qs-encryption-customer-"
/** Before the names of the headers with the key of the object that is copied. */
export const sourceKey = "x-qs-copy-source-encryption-customer-"

const refuse = (detail: string) => Result.fail(invalidArgument(detail))

/** Reads the key that a request sends; absent when it sends none. */
export const readCustomerKey = (
  headers: Readonly<Record<string, string | undefined>>,
  prefix: typeof ownKey | typeof sourceKey
): Result.Result<Encryption | undefined, OisRefusal> => {
  const [algorithm, key, keyMd5] = ["algorithm", "key", "key-md5"].map((name) => headers[`${prefix}${name}`]?.trim())
  if (algorithm === undefined && key === undefined && keyMd5 === undefined) return Result.succeed(undefined)
  if (algorithm === undefined || key === undefined || keyMd5 === undefined) {
    return refuse(`${prefix}algorithm, -key and -key-md5 belong together`)
  }
  if (algorithm !== "AES256") return refuse(`${prefix}algorithm must be AES256`)
  const bytes = Buffer.from(key, "base64")
  if (bytes.length !== customerKeyBytes || bytes.toString("base64") !== key) {
    return refuse(`${prefix}key must be the Base64 of 32 bytes`)
  }
  return createHash("md5").update(bytes).digest("base64") === keyMd5
    ? Result.succeed({ algorithm, keyMd5 })
    : refuse(`${prefix}key-md5 is not the MD5 of the key`)
}

/**
 * Checks that a request has the key of what it reads.
 *
 * @param options.isNeeded Whether it has to send it; one that is sent must be the right one in any case.
 */
export const checkCustomerKey = (
  encryption: Encryption | undefined,
  sent: Encryption | undefined,
  { isNeeded }: { readonly isNeeded: boolean }
): Result.Result<void, OisRefusal> => {
  if (encryption === undefined || (sent === undefined && !isNeeded)) return Result.succeed(undefined)
  return sent?.keyMd5 === encryption.keyMd5
    ? Result.succeed(undefined)
    : refuse("the object is encrypted with another key")
}

/** What an answer tells of encryption. */
export const printEncryption = (encryption: Encryption | undefined): WireHeaders =>
  encryption === undefined ? {} : { [`${ownKey}algorithm`]: encryption.algorithm }
