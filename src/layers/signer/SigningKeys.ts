import * as Redacted from "effect/Redacted"
import { hmacKey } from "../checksum/Hash.ts"
import type { HmacKey } from "../checksum/HashEngine.ts"

/**
 * What a signer needs of a set of credentials.
 *
 * Pass the same object for as long as the credentials are the same: prepared and derived keys are remembered per object.
 */
export interface SigningKeys {
  readonly accessKeyId: string
  readonly accessKeySecret: Redacted.Redacted<string>
  /** Token of temporary (STS) credentials. */
  readonly securityToken?: Redacted.Redacted<string> | undefined
}

const secretKeys = /* @__PURE__ */ new WeakMap<SigningKeys, HmacKey>()

/** The secret as a key of HMAC-SHA1, as the version 1 signatures use it; prepared once per credentials object. */
export const secretKeySha1 = (keys: SigningKeys): HmacKey => {
  let key = secretKeys.get(keys)
  if (key === undefined) {
    key = hmacKey("sha1", Redacted.value(keys.accessKeySecret))
    secretKeys.set(keys, key)
  }
  return key
}
