/**
 * URLs of OSS for a bucket and a key, made the way a call makes them.
 */
import * as Result from "effect/Result"
import type { Endpoint } from "../../src/layers/Endpoint.ts"
import { type AddressStyle, ossUrlOf } from "../../src/layers/oss/endpoint.ts"
import { orIssues } from "../../src/layers/protocol/Protocol.ts"
import { escapePart } from "../../src/layers/protocol/rest.ts"

export interface Resource {
  readonly bucket?: string | undefined
  readonly host?: Readonly<Record<string, string>>
  /** Key, or nothing. */
  readonly path: string
  readonly query: ReadonlyArray<readonly [name: string, value: string]>
}

export const buildUrl = (
  endpoint: Endpoint,
  { bucket, host, path, query }: Resource,
  style: AddressStyle
): Result.Result<string, string> => {
  const escaped = orIssues(path, () => escapePart(path, true))
  if (Result.isFailure(escaped)) return Result.fail(escaped.failure[0]!.message)
  return ossUrlOf(
    endpoint,
    { host: host ?? (bucket === undefined ? {} : { bucket }), escapedPath: escaped.success, query },
    style
  )
}
