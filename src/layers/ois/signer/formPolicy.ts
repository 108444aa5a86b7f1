import * as Base64 from "effect/encoding/Base64"
import type { SigningKeys } from "../../signer/SigningKeys.ts"
import { secretKeySha256 } from "./secretKey.ts"

/** Fields that a policy cannot speak of: they come from signing, or are the content. */
const unsignedFields: ReadonlySet<string> = /* @__PURE__ */ new Set(["access_key_id", "policy", "signature", "file"])

/** Result of {@link signFormPolicy}. */
export interface SignedForm {
  /** Base64 of the policy's JSON text; this text itself is what is signed. */
  readonly policy: string
  readonly signature: string
  /** All fields of the form in their order; the content follows as the last one, `file`. */
  readonly fields: Readonly<Record<string, string>>
}

/**
 * Signs a form for uploading an object from a web page.
 *
 * The service takes the form only with the values given here. `${filename}` in `key` stands for the name of the chosen
 * file. A policy names no time at which it ends, and neither size nor prefix: it holds for as long as the key.
 * Source: QingStor API, "POST Object".
 *
 * @param form fields by name, such as `key`, `redirect`, `content-type` and `x-qs-meta-…`
 */
export const signFormPolicy = (form: Readonly<Record<string, string>>, keys: SigningKeys): SignedForm => {
  const signed = Object.fromEntries(Object.entries(form).filter(([name]) => !unsignedFields.has(name)))
  const policy = Base64.encode(JSON.stringify(signed))
  const signature = secretKeySha256(keys).signText(policy, "base64")
  return { policy, signature, fields: { access_key_id: keys.accessKeyId, policy, signature, ...signed } }
}
