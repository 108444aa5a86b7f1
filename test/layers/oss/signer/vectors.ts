import { readFileSync } from "node:fs"
import * as Redacted from "effect/Redacted"
import type { SigningKeys } from "../../../../src/layers/signer/SigningKeys.ts"
import type { SignableRequest } from "../../../../src/schema/wire/UnsignedRequest.ts"

/** Parts of an input that several groups of vectors share. */
export interface VectorKeys {
  readonly accessKeyId: string
  readonly accessKeySecret: string
  readonly securityToken?: string | null
}

export interface VectorRequest extends VectorKeys {
  readonly method: string
  readonly bucket: string | null
  readonly key: string | null
  readonly query: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
}

export interface Vector<Input, Intermediates, Expected> {
  readonly id: string
  readonly description: string
  readonly input: Input
  readonly intermediates: Intermediates
  readonly expected: Expected
}

const all: Record<string, ReadonlyArray<unknown>> = JSON.parse(
  readFileSync(new URL("../../../fixtures/vectors/oss-vectors.json", import.meta.url), "utf8")
)

/** The vectors of a group; an empty or missing group is an error, lest a test iterate over nothing. */
export const vectors = <Input, Intermediates, Expected>(
  group: string
): ReadonlyArray<Vector<Input, Intermediates, Expected>> => {
  const found = all[group]
  if (!Array.isArray(found) || found.length === 0) throw new Error(`no vectors in group ${group}`)
  return found
}

export const keysOf = (input: VectorKeys): SigningKeys => ({
  accessKeyId: input.accessKeyId,
  accessKeySecret: Redacted.make(input.accessKeySecret),
  securityToken: typeof input.securityToken === "string" ? Redacted.make(input.securityToken) : undefined
})

export const requestOf = (input: VectorRequest): SignableRequest => ({
  method: input.method,
  host: input.bucket === null ? {} : { bucket: input.bucket },
  path: input.key ?? "",
  query: Object.entries(input.query),
  headers: Object.fromEntries(Object.entries(input.headers).map(([name, value]) => [name.toLowerCase(), value]))
})
