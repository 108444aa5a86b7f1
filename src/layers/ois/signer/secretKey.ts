import * as Redacted from "effect/Redacted"
import { hmacKey } from "../../checksum/Hash.ts"
import type { HmacKey } from "../../checksum/HashEngine.ts"
import type { SigningKeys } from "../../signer/SigningKeys.ts"

const secretKeys = /* @__PURE__ */ new WeakMap<SigningKeys, HmacKey>()

/** The secret as a key of HMAC-SHA256; prepared once per credentials object. */
export const secretKeySha256 = (keys: SigningKeys): HmacKey => {
  let key = secretKeys.get(keys)
  if (key === undefined) {
    key = hmacKey("sha256", Redacted.value(keys.accessKeySecret))
    secretKeys.set(keys, key)
  }
  return key
}
