/** The signed examples of the QingStor clients. */
import { readFileSync } from "node:fs"
import * as Redacted from "effect/Redacted"
import type { SignedParts } from "../../../src/layers/ois/signer/SignedParts.ts"
import type { SigningKeys } from "../../../src/layers/signer/SigningKeys.ts"

export interface VectorConfig {
  readonly protocol: "http" | "https"
  readonly host: string
  readonly port: number
  readonly zone?: string
  readonly enable_virtual_host_style: boolean
}

interface SignedVector {
  readonly id: string
  readonly sdk: string
  readonly operation: string
  readonly config?: VectorConfig
  readonly object_key?: string | null
  readonly addressing: { readonly style: "path" | "virtual-host"; readonly bucket: string | null }
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly string_to_sign: string
  readonly signature: string
}

export interface HeaderVector extends SignedVector {
  readonly url: string
  readonly authorization: string
}

export interface DivergentVector extends HeaderVector {
  readonly reference_string_to_sign: string
  readonly reference_signature: string
}

export interface PresignedVector extends SignedVector {
  readonly unsigned_url: string
  readonly expires: number
  readonly url: string
}

interface Groups {
  readonly header_signatures: ReadonlyArray<HeaderVector>
  readonly presigned_urls: ReadonlyArray<PresignedVector>
  readonly divergent: ReadonlyArray<DivergentVector>
  readonly responses: ReadonlyArray<{
    readonly id: string
    readonly response: {
      readonly status: number
      readonly headers: Readonly<Record<string, string>>
      readonly body: string
    }
    readonly expected: { readonly ok: boolean; readonly parsed: Readonly<Record<string, string>> }
  }>
  readonly encryption_headers: ReadonlyArray<{
    readonly id: string
    readonly plaintext_key: string
    readonly algorithm: string
    readonly key_header: string
    readonly key_md5_header: string
  }>
  readonly endpoints: ReadonlyArray<{
    readonly id: string
    readonly config: VectorConfig
    readonly zone: string
    readonly bucket: string
    readonly object_key: string
    readonly expected_host: string
    readonly expected_url: string
  }>
  readonly key_encoding: ReadonlyArray<{
    readonly id: string
    readonly object_key: string
    readonly path_python: string
  }>
  readonly json_bodies: ReadonlyArray<{
    readonly id: string
    readonly operation: string
    readonly input: object
    readonly query: string
    readonly compact_body: string
    readonly compact_content_md5: string
  }>
  readonly client_validation: ReadonlyArray<{
    readonly id: string
    readonly operation: string
    readonly args: ReadonlyArray<string>
    readonly input: Readonly<Record<string, unknown>>
    readonly error: string | null
    readonly message?: string
  }>
  readonly image_actions: ReadonlyArray<{
    readonly id: string
    readonly steps: ReadonlyArray<readonly [name: string, options: object]>
    readonly action: string
  }>
  readonly form_policy: ReadonlyArray<{
    readonly id: string
    readonly policy_json: string
    readonly policy: string
    readonly signature: string
  }>
}

const all = JSON.parse(
  readFileSync(new URL("../../fixtures/vectors/qingstor-vectors.json", import.meta.url), "utf8")
) as Groups & { readonly credentials: { readonly access_key_id: string; readonly secret_access_key: string } }

/** The vectors of a group; an empty or missing group is an error, lest a test iterate over nothing. */
export const vectors = <Name extends keyof Groups>(group: Name): Groups[Name] => {
  const found = all[group]
  if (!Array.isArray(found) || found.length === 0) throw new Error(`no vectors in group ${group}`)
  return found
}

export const { access_key_id: accessKeyId, secret_access_key: secretAccessKey } = all.credentials

export const keys: SigningKeys = { accessKeyId, accessKeySecret: Redacted.make(secretAccessKey) }

/** Host and request target of a URL, neither decoded nor normalised. */
export const partsOf = (url: string): { readonly authority: string; readonly target: string } => {
  const [, authority, target] = /^https?:\/\/([^/?]+)(.*)$/.exec(url)!
  return { authority: authority!, target: target! }
}

const decode = (text: string): string => decodeURIComponent(text.replaceAll("+", " "))

/** The decoded query of a request target. */
export const queryOf = (target: string): ReadonlyArray<readonly [string, string]> =>
  (target.split("?")[1] ?? "")
    .split("&")
    .filter((pair) => pair !== "")
    .map((pair) => {
      const [name, ...value] = pair.split("=")
      return [decode(name!), decode(value.join("="))]
    })

/** Bucket that stands in the host of a vector's URL. */
export const hostBucketOf = ({
  addressing: { style, bucket }
}: Pick<SignedVector, "addressing">): string | undefined =>
  style === "virtual-host" && bucket !== null ? bucket : undefined

/** The request that a vector signs, as it went over the wire. */
export const requestOf = (vector: SignedVector, url: string): SignedParts => {
  const { target } = partsOf(url)
  return {
    method: vector.method,
    hostBucket: hostBucketOf(vector),
    rawPath: target.split("?")[0]!,
    query: queryOf(target),
    headers: vector.headers
  }
}
