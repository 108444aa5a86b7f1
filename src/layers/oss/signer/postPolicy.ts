import * as Base64 from "effect/encoding/Base64"
import * as Redacted from "effect/Redacted"
import { type SigningKeys, secretKeySha1 } from "../../signer/SigningKeys.ts"
import { basicIsoTime } from "../../signer/signingTime.ts"
import { algorithmV4, type ScopeV4, scopeTextV4, signTextV4 } from "./v4.ts"

/**
 * One demand of a policy on the form that is posted. Fields are named without `$`; their values are compared before
 * `${filename}` in the key is replaced.
 * Source: OSS API, PostObject, "Post policy".
 */
export type PostCondition =
  /** The field has this value; printed as an object, `{"bucket":"examplebucket"}`. */
  | { readonly _tag: "Exact"; readonly field: string; readonly value: string }
  /** The same demand, printed as `["eq","$field","value"]`. */
  | { readonly _tag: "Equal"; readonly field: string; readonly value: string }
  /** The field begins with the prefix; the empty prefix allows any value. */
  | { readonly _tag: "StartsWith"; readonly field: string; readonly prefix: string }
  /** The file has from `minimum` to `maximum` bytes, both allowed. */
  | { readonly _tag: "ContentLengthRange"; readonly minimum: number; readonly maximum: number }
  | { readonly _tag: "In"; readonly field: string; readonly values: ReadonlyArray<string> }
  | { readonly _tag: "NotIn"; readonly field: string; readonly values: ReadonlyArray<string> }

/** What a form upload may do, and until when. */
export interface PostPolicy {
  /** When the policy ends, milliseconds since 1970. */
  readonly expirationMillis: number
  readonly conditions: ReadonlyArray<PostCondition>
}

/** A signed policy. */
export interface SignedPostPolicy {
  /** Base64 of the policy's JSON text; this text itself is what is signed. */
  readonly policy: string
  readonly signature: string
  /** Fields to put into the form before `file`; `key` and the fields that the conditions demand are up to the caller. */
  readonly fields: Readonly<Record<string, string>>
}

/** Options of {@link signPostPolicyV4}. */
export interface SignPostPolicyV4Options extends ScopeV4 {
  /** Instant to sign for, milliseconds since 1970. */
  readonly timeMillis: number
}

const conditionJson = (condition: PostCondition): unknown => {
  switch (condition._tag) {
    case "Exact":
      return { [condition.field]: condition.value }
    case "Equal":
      return ["eq", `$${condition.field}`, condition.value]
    case "StartsWith":
      return ["starts-with", `$${condition.field}`, condition.prefix]
    case "ContentLengthRange":
      return ["content-length-range", condition.minimum, condition.maximum]
    case "In":
      return ["in", `$${condition.field}`, condition.values]
    case "NotIn":
      return ["not-in", `$${condition.field}`, condition.values]
  }
}

/** The JSON text of a policy. */
export const postPolicyJson = (policy: PostPolicy): string =>
  JSON.stringify({
    expiration: new Date(policy.expirationMillis).toISOString(),
    conditions: policy.conditions.map(conditionJson)
  })

const tokenField = (keys: SigningKeys): Record<string, string> =>
  keys.securityToken === undefined ? {} : { "x-oss-security-token": Redacted.value(keys.securityToken) }

/**
 * Signs a policy for a form upload by signature version 1 (HMAC-SHA1).
 *
 * @param policy a policy, or the JSON text of one, which is signed as it is
 */
export const signPostPolicyV1 = (policy: PostPolicy | string, keys: SigningKeys): SignedPostPolicy => {
  const text = Base64.encode(typeof policy === "string" ? policy : postPolicyJson(policy))
  const signature = secretKeySha1(keys).signText(text, "base64")
  return {
    policy: text,
    signature,
    fields: { OSSAccessKeyId: keys.accessKeyId, policy: text, Signature: signature, ...tokenField(keys) }
  }
}

const demands = (policy: PostPolicy, field: string): boolean =>
  policy.conditions.some((condition) => condition._tag !== "ContentLengthRange" && condition.field === field)

/**
 * Signs a policy for a form upload by signature version 4 (HMAC-SHA256).
 *
 * The service wants a V4 policy to pin the bucket, `x-oss-signature-version`, `x-oss-credential` and `x-oss-date`. All
 * but the bucket, and the security token of temporary credentials, are appended where the policy does not name them.
 *
 * @param policy a policy, or the JSON text of one, which is signed as it is
 */
export const signPostPolicyV4 = (
  policy: PostPolicy | string,
  keys: SigningKeys,
  options: SignPostPolicyV4Options
): SignedPostPolicy => {
  const scopeText = scopeTextV4(options, options.timeMillis)
  const pinned: Record<string, string> = {
    "x-oss-signature-version": algorithmV4,
    "x-oss-credential": `${keys.accessKeyId}/${scopeText}`,
    "x-oss-date": basicIsoTime(options.timeMillis),
    ...tokenField(keys)
  }
  const complete = (given: PostPolicy): PostPolicy => {
    const missing = Object.entries(pinned).filter(([field]) => !demands(given, field))
    const appended = missing.map(([field, value]): PostCondition => ({ _tag: "Exact", field, value }))
    return { ...given, conditions: [...given.conditions, ...appended] }
  }
  const text = Base64.encode(typeof policy === "string" ? policy : postPolicyJson(complete(policy)))
  const signature = signTextV4(keys, scopeText, text)
  return { policy: text, signature, fields: { policy: text, ...pinned, "x-oss-signature": signature } }
}
