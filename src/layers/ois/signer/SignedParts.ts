import type { OisAddress } from "../address.ts"
import type { OisRequest } from "../OisRequest.ts"

/** What of a request takes part in signatures. Neither scheme, host, port nor zone is among it. */
export interface SignedParts {
  readonly method: string
  /** Bucket that stands in the host. */
  readonly hostBucket?: string | undefined
  /** Path as it is sent, percent-encoded. */
  readonly rawPath: string
  /** Decoded names and values. */
  readonly query: ReadonlyArray<readonly [name: string, value: string]>
  /** Names in lower case, values as they are sent. */
  readonly headers: Readonly<Record<string, string>>
}

/** A request at its address, ready to be signed. */
export const signedPartsOf = (
  { method, query, headers }: OisRequest,
  { hostBucket, rawPath }: Pick<OisAddress, "hostBucket" | "rawPath">
): SignedParts => ({ method, hostBucket, rawPath, query, headers })
