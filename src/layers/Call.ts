/**
 * A call on its way: what stays the same over its attempts, and what they change.
 */
import type { OnProgress } from "../schema/Body.ts"
import type { AnyOperation } from "../schema/Operation.ts"
import type { UnsignedRequest } from "../schema/wire/UnsignedRequest.ts"
import type { SentDigest } from "./integrity.ts"
import type { PreparedBody } from "./RequestBody.ts"

/** A call of an operation. */
export interface Call<O extends AnyOperation = AnyOperation> {
  readonly operation: O
  readonly input: any
  readonly request: UnsignedRequest
  /** Host and port, for errors and spans. */
  host: string
  url: string
  readonly body: PreparedBody | undefined
  readonly onProgress: OnProgress | undefined
  /** What is computed while the body is sent. */
  readonly sentDigest: SentDigest | undefined
  readonly idempotent: boolean
  /** When the first attempt began, milliseconds since 1970. */
  readonly startedAt: number
  /** Attempts made so far. */
  attempts: number
  /** Bytes of the body that were sent, in all attempts together. */
  sentBytes: number
  /** What was mended after a refusal, and addresses that were gone on to: nothing is mended twice. */
  readonly mended: Set<string>
}
