/**
 * A call on its way: what stays the same over its attempts, and what they change.
 */
import type { OnProgress } from "../schema/Body.ts"
import type { AnyOperation } from "../schema/Operation.ts"
import type { UnsignedRequest } from "../schema/Unsigned.ts"
import type { PreparedBody } from "./RequestBody.ts"

/** A call of an operation. */
export interface Call {
  readonly operation: AnyOperation
  readonly input: any
  readonly request: UnsignedRequest
  /** Host and port, for errors and spans. */
  readonly host: string
  readonly url: string
  readonly body: PreparedBody | undefined
  readonly onProgress: OnProgress | undefined
  /** CRC that the checksum of the body goes on from; `undefined` when none is compared. */
  readonly checksumFrom: bigint | undefined
  readonly idempotent: boolean
  /** When the first attempt began, milliseconds since 1970. */
  readonly startedAt: number
  /** Attempts made so far. */
  attempts: number
  /** Bytes of the body that were sent, in all attempts together. */
  sentBytes: number
  /** Whether the keys were renewed because the service refused them. */
  renewedKeys: boolean
  /** Whether the clock was corrected because the service refused the time. */
  correctedClock: boolean
}
